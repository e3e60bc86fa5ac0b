//! What the chain establishes: who is here, and who holds what.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use x25519_dalek::StaticSecret;

use super::{Body, BrokenChain, RECOVERY, Statement};
use crate::compartment::Compartment;
use crate::identity::PublicIdentity;
use crate::secret::Key;

/// One agent as the chain knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Member {
    /// Every identity they had, the current one last: old signatures stay verifiable.
    identities: Vec<PublicIdentity>,
    departed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Epoch {
    maker: Option<Uuid>,
    commitment: [u8; 32],
    inbox: [u8; 32],
    holders: BTreeSet<Uuid>,
    /// Someone who knew this key holds it no more.
    stale: bool,
}

/// What the chain establishes: who is here, and who holds what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    members: BTreeMap<Uuid, Member>,
    epochs: BTreeMap<Compartment, Vec<Epoch>>,
    pub(super) heads: BTreeMap<u16, (u64, [u8; 32])>,
}

/// What the key of a compartment commits to, in its epoch statement.
pub(super) const EPOCH_COMMITMENT: &str = "preau/epoch-commitment/v1";

const EPOCH_INBOX: &str = "preau/epoch-inbox/v1";

/// The private half of a compartment's inbox, which whoever holds its key can derive.
pub(crate) fn inbox_secret(key: &Key) -> StaticSecret {
    StaticSecret::from(*key.derive(EPOCH_INBOX).expose())
}

impl Roster {
    /// The current public identity of an agent who has not left.
    pub fn identity(&self, agent: Uuid) -> Option<&PublicIdentity> {
        let member = self.members.get(&agent).filter(|member| !member.departed)?;
        member.identities.last()
    }

    /// Every identity an agent has ever signed with, departed agents included.
    pub fn identities(&self, agent: Uuid) -> &[PublicIdentity] {
        self.members.get(&agent).map_or(&[], |member| &member.identities)
    }

    /// The agents present, without the recovery identity.
    pub fn agents(&self) -> impl Iterator<Item = Uuid> {
        self.members
            .iter()
            .filter(|(agent, member)| !member.departed && **agent != RECOVERY)
            .map(|(agent, _)| *agent)
    }

    /// The latest epoch of a compartment; 0 before its first key.
    pub fn epoch(&self, compartment: Compartment) -> u32 {
        self.epochs
            .get(&compartment)
            .map_or(0, |epochs| u32::try_from(epochs.len()).expect("epochs are numbered by a u32"))
    }

    /// Whether the agent holds the latest key of the compartment.
    pub fn holds(&self, agent: Uuid, compartment: Compartment) -> bool {
        self.holders(compartment).any(|holder| holder == agent)
    }

    /// Who holds the latest key of a compartment, the recovery identity included.
    pub fn holders(&self, compartment: Compartment) -> impl Iterator<Item = Uuid> {
        self.epochs
            .get(&compartment)
            .and_then(|epochs| epochs.last())
            .into_iter()
            .flat_map(|epoch| epoch.holders.iter().copied())
    }

    /// The compartments whose latest key is still known to someone who lost it: their holders
    /// must make a new epoch.
    pub fn awaiting_rotation(&self) -> impl Iterator<Item = Compartment> {
        self.epochs
            .iter()
            .filter(|(_, epochs)| epochs.last().is_some_and(|epoch| epoch.stale))
            .map(|(compartment, _)| *compartment)
    }

    /// The inbox of the latest epoch, with that epoch.
    pub(crate) fn inbox(&self, compartment: Compartment) -> Option<(u32, [u8; 32])> {
        let epoch = self.epochs.get(&compartment)?.last()?;
        Some((self.epoch(compartment), epoch.inbox))
    }

    pub(crate) fn commits_to(&self, compartment: Compartment, epoch: u32, key: &Key) -> bool {
        self.state(compartment, epoch)
            .is_some_and(|state| key.commits_to(EPOCH_COMMITMENT, &state.commitment))
    }

    /// Whether the chain says this agent holds this very key.
    pub(crate) fn holds_epoch(&self, agent: Uuid, compartment: Compartment, epoch: u32) -> bool {
        self.state(compartment, epoch).is_some_and(|state| state.holders.contains(&agent))
    }

    fn state(&self, compartment: Compartment, epoch: u32) -> Option<&Epoch> {
        let index = usize::try_from(epoch.checked_sub(1)?).ok()?;
        self.epochs.get(&compartment)?.get(index)
    }

    fn state_mut(&mut self, compartment: Compartment, epoch: u32) -> Option<&mut Epoch> {
        let index = usize::try_from(epoch.checked_sub(1)?).ok()?;
        self.epochs.get_mut(&compartment)?.get_mut(index)
    }

    fn can_hand_over(&self, agent: Uuid, compartment: Compartment, epoch: u32) -> bool {
        self.state(compartment, epoch)
            .is_some_and(|state| state.maker == Some(agent) || state.holders.contains(&agent))
    }

    fn forget(&mut self, agent: Uuid, compartment: Compartment) {
        for epoch in self.epochs.get_mut(&compartment).into_iter().flatten() {
            let held = epoch.holders.remove(&agent);
            let made = epoch.maker == Some(agent);
            if made {
                epoch.maker = None;
            }
            epoch.stale |= held || made;
        }
    }

    /// Checks one statement against all that came before it, then applies it.
    pub(super) fn admit(&mut self, statement: &Statement, index: usize) -> Result<(), BrokenChain> {
        let desk = statement.moment.desk;
        let (number, previous) = match self.heads.get(&desk) {
            Some((number, hash)) => (number + 1, *hash),
            None => (0, [0; 32]),
        };
        if statement.number != number || statement.previous != previous {
            return Err(BrokenChain::BrokenLink { index });
        }
        self.check_signatures(statement, index)?;
        self.apply(statement).ok_or(BrokenChain::NotEntitled { index })?;
        self.heads.insert(desk, (number, statement.hash()));
        Ok(())
    }

    fn check_signatures(&self, statement: &Statement, index: usize) -> Result<(), BrokenChain> {
        let author = match &statement.body {
            // The first word of a vault introduces its founder, who signs for themselves.
            Body::Welcome { agent, identity } if self.members.is_empty() && *agent == statement.author => {
                identity
            }
            _ => self.identity(statement.author).ok_or(BrokenChain::NotEntitled { index })?,
        };
        if !author.verifies(&statement.to_sign(), &statement.signature) {
            return Err(BrokenChain::BadSignature { index });
        }
        if let (Some(approver), Some(approval)) = (statement.approver, &statement.approval) {
            let identity = self
                .identity(approver)
                .filter(|_| approver != statement.author)
                .ok_or(BrokenChain::NotEntitled { index })?;
            if !identity.verifies(&statement.to_approve(), approval) {
                return Err(BrokenChain::BadSignature { index });
            }
        }
        Ok(())
    }

    /// Applies what is said, or `None` when its author may not say it.
    fn apply(&mut self, statement: &Statement) -> Option<()> {
        let author = statement.author;
        match &statement.body {
            Body::Welcome { agent, identity } => {
                let agent = *agent;
                for compartment in Compartment::ALL {
                    self.forget(agent, compartment);
                }
                let member = self
                    .members
                    .entry(agent)
                    .or_insert_with(|| Member { identities: Vec::new(), departed: false });
                member.departed = false;
                if !member.identities.contains(identity) {
                    member.identities.push(*identity);
                }
            }
            Body::Epoch { compartment, epoch, commitment, inbox } => {
                let latest = self.epoch(*compartment);
                let entitled = latest == 0 || self.can_hand_over(author, *compartment, latest);
                if !entitled || latest.checked_add(1)? != *epoch {
                    return None;
                }
                self.epochs.entry(*compartment).or_default().push(Epoch {
                    maker: Some(author),
                    commitment: *commitment,
                    inbox: *inbox,
                    holders: BTreeSet::new(),
                    stale: false,
                });
            }
            Body::Grant { compartment, epoch, recipient, exchange, .. } => {
                let known = self.identity(*recipient)?.exchange == *exchange;
                // Two persons: the second must be able to judge, so must hold the compartment.
                let approved = statement
                    .approver
                    .is_none_or(|approver| self.can_hand_over(approver, *compartment, *epoch));
                if !known || !approved || !self.can_hand_over(author, *compartment, *epoch) {
                    return None;
                }
                self.state_mut(*compartment, *epoch)?.holders.insert(*recipient);
            }
            Body::Revoke { compartment, agent } => {
                let latest = self.epoch(*compartment);
                if author != *agent && !self.can_hand_over(author, *compartment, latest) {
                    return None;
                }
                self.forget(*agent, *compartment);
            }
            Body::Depart { agent } => {
                // The recovery identity never leaves: it is replaced by a new one.
                if *agent == RECOVERY || *agent == author {
                    return None;
                }
                self.members.get_mut(agent).filter(|member| !member.departed)?.departed = true;
                for compartment in Compartment::ALL {
                    self.forget(*agent, compartment);
                }
            }
        }
        Some(())
    }
}
