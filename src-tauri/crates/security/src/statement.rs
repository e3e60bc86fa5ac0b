//! Who holds which key: signed, chained statements, never rows that someone can edit.
//!
//! Each statement is signed by its author and carries the hash of the one before it on the same
//! desk. Reading the chain replays it: a statement whose author was not entitled to make it, or
//! whose link or signature is wrong, refuses the whole chain. The rule that matters is
//! cryptographic besides: only who holds a compartment's key can seal it to another, so an
//! administrator without health cannot give health to anyone, themselves included.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;
use x25519_dalek::{PublicKey, StaticSecret};

use crate::codec::{Malformed, Reader, Writer};
use crate::compartment::Compartment;
use crate::identity::{Identity, PublicIdentity};
use crate::random::Random;
use crate::sealing::{self, Agreement, DoesNotOpen};
use crate::secret::Key;
use crate::vault::VaultId;

/// The recovery identity `R`: a pseudo-agent whose private part is on paper only, member of every
/// compartment from the first day.
pub const RECOVERY: Uuid = Uuid::max();

const VERSION: u8 = 1;
const PURPOSE: &str = "preau/key-grant/v1";

/// When and where a statement is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Wall time, in milliseconds since 1970. Read by people; the order never depends on it.
    pub at_ms: i64,
    /// The desk whose chain it extends.
    pub desk: u16,
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body {
    /// An agent enters, or comes back with new keys: what they held before must be given again.
    Welcome {
        /// The agent.
        agent: Uuid,
        /// Their public keys.
        identity: PublicIdentity,
    },
    /// A compartment gets a new key.
    Epoch {
        /// The compartment.
        compartment: Compartment,
        /// One more than the epoch before, from 1.
        epoch: u32,
        /// What the key commits to: a holder cannot hand over another key under its name.
        commitment: [u8; 32],
        /// The public key to which anyone may deposit what only holders read.
        inbox: [u8; 32],
    },
    /// A holder hands the key to an agent.
    Grant {
        /// The compartment.
        compartment: Compartment,
        /// The epoch of the key.
        epoch: u32,
        /// Who receives it.
        recipient: Uuid,
        /// The public key to which it is sealed.
        exchange: [u8; 32],
        /// The sealed key.
        sealed: Vec<u8>,
    },
    /// An agent holds a compartment no more. A new epoch must follow.
    Revoke {
        /// The compartment.
        compartment: Compartment,
        /// Who loses it.
        agent: Uuid,
    },
    /// An agent leaves for good.
    Depart {
        /// The agent.
        agent: Uuid,
    },
}

/// One signed statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    vault: VaultId,
    moment: Moment,
    number: u64,
    author: Uuid,
    approver: Option<Uuid>,
    previous: [u8; 32],
    body: Body,
    signature: [u8; 64],
    approval: Option<[u8; 64]>,
}

impl Statement {
    /// What it says.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Who signed it.
    pub fn author(&self) -> Uuid {
        self.author
    }

    /// The second person who signed it, where the town wants two.
    pub fn approver(&self) -> Option<Uuid> {
        self.approver
    }

    /// When and where.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// Its rank on its desk, from 0.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Everything but the body: also the authenticated data of a sealed key, which therefore opens
    /// in this very statement and nowhere else.
    fn write_header(&self, out: &mut Writer) {
        out.u8(VERSION)
            .uuid(self.vault.0)
            .u16(self.moment.desk)
            .u64(self.number)
            .i64(self.moment.at_ms)
            .uuid(self.author);
        match self.approver {
            None => out.u8(0),
            Some(approver) => out.u8(1).uuid(approver),
        };
        out.raw(&self.previous);
    }

    fn write_unsigned(&self, out: &mut Writer) {
        self.write_header(out);
        match &self.body {
            Body::Welcome { agent, identity } => {
                out.u8(1).uuid(*agent);
                identity.write(out);
            }
            Body::Epoch { compartment, epoch, commitment, inbox } => {
                out.u8(2).u8(compartment.code()).u32(*epoch).raw(commitment).raw(inbox);
            }
            Body::Grant { compartment, epoch, recipient, exchange, sealed } => {
                out.u8(3).u8(compartment.code()).u32(*epoch).uuid(*recipient).raw(exchange);
                out.bytes(sealed);
            }
            Body::Revoke { compartment, agent } => {
                out.u8(4).u8(compartment.code()).uuid(*agent);
            }
            Body::Depart { agent } => {
                out.u8(5).uuid(*agent);
            }
        }
    }

    fn signed_bytes(&self, domain: &str) -> Vec<u8> {
        let mut out = Writer::with_domain(domain);
        self.write_unsigned(&mut out);
        out.finish()
    }

    fn to_sign(&self) -> Vec<u8> {
        self.signed_bytes("preau/statement/v1")
    }

    fn to_approve(&self) -> Vec<u8> {
        self.signed_bytes("preau/statement-approval/v1")
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        self.write_unsigned(out);
        out.raw(&self.signature);
        if let Some(approval) = &self.approval {
            out.raw(approval);
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Statement, Malformed> {
        if from.u8()? != VERSION {
            return Err(Malformed);
        }
        let vault = VaultId(from.uuid()?);
        let desk = from.u16()?;
        let number = from.u64()?;
        let moment = Moment { at_ms: from.i64()?, desk };
        let author = from.uuid()?;
        let approver = match from.u8()? {
            0 => None,
            1 => Some(from.uuid()?),
            _ => return Err(Malformed),
        };
        let previous = from.array()?;
        let compartment = |from: &mut Reader<'_>| Compartment::from_code(from.u8()?).ok_or(Malformed);
        let body = match from.u8()? {
            1 => Body::Welcome { agent: from.uuid()?, identity: PublicIdentity::read(from)? },
            2 => Body::Epoch {
                compartment: compartment(from)?,
                epoch: from.u32()?,
                commitment: from.array()?,
                inbox: from.array()?,
            },
            3 => Body::Grant {
                compartment: compartment(from)?,
                epoch: from.u32()?,
                recipient: from.uuid()?,
                exchange: from.array()?,
                sealed: from.bytes()?.to_vec(),
            },
            4 => Body::Revoke { compartment: compartment(from)?, agent: from.uuid()? },
            5 => Body::Depart { agent: from.uuid()? },
            _ => return Err(Malformed),
        };
        let signature = from.array()?;
        let approval = approver.map(|_| from.array()).transpose()?;
        Ok(Statement { vault, moment, number, author, approver, previous, body, signature, approval })
    }

    /// The link of the next statement. It covers the signatures: they cannot be replaced either.
    pub fn hash(&self) -> [u8; 32] {
        let mut out = Writer::with_domain("preau/statement-link/v1");
        self.write(&mut out);
        Sha256::digest(out.as_slice()).into()
    }

    /// The authenticated data of the sealed key: all the other fields (security.md §2.4).
    fn grant_aad(
        &self,
        compartment: Compartment,
        epoch: u32,
        recipient: Uuid,
        exchange: &[u8; 32],
    ) -> Vec<u8> {
        let mut out = Writer::with_domain(PURPOSE);
        self.write_header(&mut out);
        out.u8(compartment.code()).u32(epoch).uuid(recipient).raw(exchange);
        out.finish()
    }

    /// Opens the key handed to `identity` by this statement, if it is one.
    pub(crate) fn open_grant(
        &self,
        identity: &Identity,
    ) -> Result<Option<(Compartment, u32, Key)>, DoesNotOpen> {
        let Body::Grant { compartment, epoch, recipient, exchange, sealed } = &self.body else {
            return Ok(None);
        };
        if *exchange != identity.public().exchange {
            return Ok(None);
        }
        let ephemeral = sealing::ephemeral_of(sealed)?;
        let agreement = Agreement::from(identity.exchange(), ephemeral, PURPOSE)?;
        let aad = self.grant_aad(*compartment, *epoch, *recipient, exchange);
        let key = Key::from_slice(&agreement.open(&aad, sealed)?).ok_or(DoesNotOpen)?;
        Ok(Some((*compartment, *epoch, key)))
    }
}

/// Why a chain of statements is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BrokenChain {
    /// The bytes of a statement cannot be read.
    #[error("statement {index} cannot be read")]
    Unreadable {
        /// Its rank in the file.
        index: usize,
    },
    /// The statement belongs to another vault.
    #[error("statement {index} belongs to another vault")]
    OtherVault {
        /// Its rank in the file.
        index: usize,
    },
    /// A statement is missing, repeated or out of order.
    #[error("statement {index} does not follow the one before")]
    BrokenLink {
        /// Its rank in the file.
        index: usize,
    },
    /// The signature, or the approval, is not its author's.
    #[error("statement {index} is not signed by its author")]
    BadSignature {
        /// Its rank in the file.
        index: usize,
    },
    /// The author was not entitled to say this.
    #[error("the author of statement {index} was not entitled to make it")]
    NotEntitled {
        /// Its rank in the file.
        index: usize,
    },
}

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
    heads: BTreeMap<u16, (u64, [u8; 32])>,
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
    fn admit(&mut self, statement: &Statement, index: usize) -> Result<(), BrokenChain> {
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

/// What the key of a compartment commits to, in its epoch statement.
const EPOCH_COMMITMENT: &str = "preau/epoch-commitment/v1";
const EPOCH_INBOX: &str = "preau/epoch-inbox/v1";

/// The private half of a compartment's inbox, which whoever holds its key can derive.
pub(crate) fn inbox_secret(key: &Key) -> StaticSecret {
    StaticSecret::from(*key.derive(EPOCH_INBOX).expose())
}

/// A verified chain: it cannot exist otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementChain {
    statements: Vec<Statement>,
    roster: Roster,
}

impl StatementChain {
    /// An empty chain, before the founder's first word.
    pub(crate) fn new() -> StatementChain {
        StatementChain::default()
    }

    /// The statements, in the order they were made or received.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// What they establish.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The hash of the first statement: what a slot is bound to, so that a chain begun again by
    /// someone else opens no slot.
    pub(crate) fn root(&self) -> [u8; 32] {
        self.statements.first().map_or([0; 32], Statement::hash)
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.u32(u32::try_from(self.statements.len()).expect("statements are counted by a u32"));
        for statement in &self.statements {
            statement.write(out);
        }
    }

    /// Reads and replays a chain; refuses it whole at the first statement that does not hold.
    pub(crate) fn read(vault: VaultId, from: &mut Reader<'_>) -> Result<StatementChain, BrokenChain> {
        let count = from.u32().map_err(|_| BrokenChain::Unreadable { index: 0 })?;
        let mut chain = StatementChain::new();
        for index in 0..usize::try_from(count).unwrap_or(usize::MAX) {
            let statement = Statement::read(from).map_err(|_| BrokenChain::Unreadable { index })?;
            chain.admit(vault, statement)?;
        }
        Ok(chain)
    }

    fn admit(&mut self, vault: VaultId, statement: Statement) -> Result<(), BrokenChain> {
        let index = self.statements.len();
        if statement.vault != vault {
            return Err(BrokenChain::OtherVault { index });
        }
        self.roster.admit(&statement, index)?;
        self.statements.push(statement);
        Ok(())
    }

    fn draft(
        &self,
        vault: VaultId,
        moment: Moment,
        author: Uuid,
        approver: Option<Uuid>,
        body: Body,
    ) -> Statement {
        let (number, previous) = match self.roster.heads.get(&moment.desk) {
            Some((number, hash)) => (number + 1, *hash),
            None => (0, [0; 32]),
        };
        Statement {
            vault,
            moment,
            number,
            author,
            approver,
            previous,
            body,
            signature: [0; 64],
            approval: None,
        }
    }

    /// Signs a statement and adds it, unless its author may not make it.
    pub(crate) fn state(
        &mut self,
        vault: VaultId,
        moment: Moment,
        author: Signatory<'_>,
        body: Body,
    ) -> Result<(), BrokenChain> {
        let statement = self.draft(vault, moment, author.agent, None, body);
        self.sign(vault, statement, author, None)
    }

    fn sign(
        &mut self,
        vault: VaultId,
        mut statement: Statement,
        author: Signatory<'_>,
        approver: Option<Signatory<'_>>,
    ) -> Result<(), BrokenChain> {
        statement.signature = author.identity.sign(&statement.to_sign());
        statement.approval = approver.map(|second| second.identity.sign(&statement.to_approve()));
        self.admit(vault, statement)
    }

    /// States a new epoch for `key`.
    pub(crate) fn state_epoch(
        &mut self,
        vault: VaultId,
        moment: Moment,
        author: Signatory<'_>,
        compartment: Compartment,
        key: &Key,
    ) -> Result<u32, BrokenChain> {
        let epoch = self.roster.epoch(compartment) + 1;
        let body = Body::Epoch {
            compartment,
            epoch,
            commitment: key.commitment(EPOCH_COMMITMENT),
            inbox: PublicKey::from(&inbox_secret(key)).to_bytes(),
        };
        self.state(vault, moment, author, body)?;
        Ok(epoch)
    }

    /// Seals `key` to `recipient` and states it.
    #[expect(clippy::too_many_arguments, reason = "every field of a grant is named once, here")]
    pub(crate) fn state_grant(
        &mut self,
        vault: VaultId,
        moment: Moment,
        author: Signatory<'_>,
        approver: Option<Signatory<'_>>,
        (compartment, epoch, key): (Compartment, u32, &Key),
        recipient: Uuid,
        random: &mut dyn Random,
    ) -> Result<(), BrokenChain> {
        let index = self.statements.len();
        let exchange = self.roster.identity(recipient).ok_or(BrokenChain::NotEntitled { index })?.exchange;
        let body = Body::Grant { compartment, epoch, recipient, exchange, sealed: Vec::new() };
        let approving = approver.map(|second| second.agent);
        let mut statement = self.draft(vault, moment, author.agent, approving, body);
        let aad = statement.grant_aad(compartment, epoch, recipient, &exchange);
        let agreement =
            Agreement::with(&exchange, PURPOSE, random).map_err(|_| BrokenChain::NotEntitled { index })?;
        if let Body::Grant { sealed, .. } = &mut statement.body {
            *sealed = agreement.seal(&aad, key.expose(), random);
        }
        self.sign(vault, statement, author, approver)
    }
}

/// Someone who signs: their name and their keys.
#[derive(Clone, Copy)]
pub(crate) struct Signatory<'a> {
    pub(crate) agent: Uuid,
    pub(crate) identity: &'a Identity,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;
    use crate::vault::town::{AT, DESK, FOUNDER, HEALTH, VAULT, town};

    const BANK: Compartment = Compartment::Bank;
    const OP: Compartment = Compartment::HealthOp;

    fn not_entitled(result: Result<(), BrokenChain>) -> bool {
        matches!(result, Err(BrokenChain::NotEntitled { .. }))
    }

    #[test]
    fn the_chain_says_who_holds_what() {
        let roster = town().book.roster();
        assert_eq!(roster.agents().collect::<Vec<_>>(), [FOUNDER, HEALTH, DESK]);
        assert_eq!(roster.holders(OP).collect::<Vec<_>>(), [HEALTH, RECOVERY]);
        assert_eq!(roster.holders(BANK).collect::<Vec<_>>(), [FOUNDER, RECOVERY]);
        assert_eq!(roster.awaiting_rotation().count(), 0);
        assert!(roster.identity(Uuid::from_u128(99)).is_none());
        assert!(roster.identities(Uuid::from_u128(99)).is_empty());
    }

    /// The administrator of the town and the welcome desk, each with a tool of their making, try
    /// to give themselves health.
    #[test]
    fn only_a_holder_hands_over_and_only_the_real_key_is_taken() {
        let town = town();
        let random = &mut SeededRandom::new(1);
        let invented = Key::random(random);
        for agent in [FOUNDER, DESK] {
            let open = town.open(agent);
            let mut chain = town.book.chain.clone();
            let handed = (OP, 2, &invented);
            let author = open.signatory();
            assert!(not_entitled(chain.state_grant(VAULT, AT, author, None, handed, agent, random)));
            let revoke = Body::Revoke { compartment: OP, agent: HEALTH };
            assert!(not_entitled(chain.state(VAULT, AT, author, revoke)));
            let seize = chain.state_epoch(VAULT, AT, author, OP, &invented).map(|_| ());
            assert!(not_entitled(seize), "a new epoch would lock its holders out");
            assert!(chain == town.book.chain);
        }
        // A holder who hands over another key under the epoch's name is unmasked at opening.
        let founder = town.open(FOUNDER);
        let mut book = town.book.clone();
        let handed = (BANK, 1, &invented);
        book.chain.state_grant(VAULT, AT, founder.signatory(), None, handed, DESK, random).unwrap();
        assert!(!book.roster().commits_to(BANK, 1, &invented));
        let last = book.chain.statements().last().unwrap();
        let desk = town.open(DESK);
        let (_, _, key) = last.open_grant(desk.signatory().identity).unwrap().unwrap();
        assert!(!book.roster().commits_to(BANK, 1, &key));
    }

    #[test]
    fn a_sealed_key_opens_in_its_own_statement_only() {
        let town = town();
        let statements = town.book.chain.statements();
        let health = town.open(HEALTH);
        let identity = health.signatory().identity;
        let mine = |s: &&Statement| matches!(s.body(), Body::Grant { recipient, .. } if *recipient == HEALTH);
        let grant = statements.iter().find(mine).unwrap();
        assert!(grant.open_grant(identity).unwrap().is_some());
        let mut moved = grant.clone();
        moved.number += 1;
        assert!(moved.open_grant(identity).is_err());
        let mut antedated = grant.clone();
        antedated.moment.at_ms -= 1;
        assert!(antedated.open_grant(identity).is_err());
        let other = town.open(DESK);
        assert!(grant.open_grant(other.signatory().identity).unwrap().is_none());
    }

    fn replay(statements: &[Statement]) -> Result<StatementChain, BrokenChain> {
        let mut out = Writer::new();
        out.u32(u32::try_from(statements.len()).unwrap());
        statements.iter().for_each(|statement| statement.write(&mut out));
        StatementChain::read(VAULT, &mut Reader::new(out.as_slice()))
    }

    #[test]
    fn statements_cannot_be_edited_removed_or_reordered() {
        let original = town().book.chain.statements().to_vec();
        assert!(replay(&original).unwrap() == town().book.chain);

        let link = |index| Err(BrokenChain::BrokenLink { index });
        let mut removed = original.clone();
        removed.remove(5);
        assert_eq!(replay(&removed), link(5));
        let mut swapped = original.clone();
        swapped.swap(5, 6);
        assert_eq!(replay(&swapped), link(5));
        let mut edited = original.clone();
        edited[5].moment.at_ms += 1;
        assert_eq!(replay(&edited), Err(BrokenChain::BadSignature { index: 5 }));
        let mut signed_by_another = original.clone();
        signed_by_another[5].signature = town().open(DESK).signatory().identity.sign(b"x");
        assert_eq!(replay(&signed_by_another), Err(BrokenChain::BadSignature { index: 5 }));
        let mut elsewhere = original.clone();
        elsewhere[5].vault = VaultId(DESK);
        assert_eq!(replay(&elsewhere), Err(BrokenChain::OtherVault { index: 5 }));
        // What the last statement loses is not seen here: the sequence number of the slots, kept
        // by the desk's keyring, tells it.
        assert!(replay(&original[..original.len() - 1]).is_ok());
    }

    /// Whoever begins the chain again, with agents' names and keys of their own, opens no slot:
    /// each is bound to the first statement of the chain its owner joined.
    #[test]
    fn a_chain_begun_again_opens_no_slot() {
        let town = town();
        let random = &mut SeededRandom::new(2);
        let mut book = town.book.clone();
        let usurper = Identity::new(random);
        let mut chain = StatementChain::new();
        let author = Signatory { agent: FOUNDER, identity: &usurper };
        let welcome = |agent, identity| Body::Welcome { agent, identity };
        chain.state(VAULT, AT, author, welcome(FOUNDER, usurper.public())).unwrap();
        let theirs = *town.book.roster().identity(HEALTH).unwrap();
        chain.state(VAULT, AT, author, welcome(HEALTH, theirs)).unwrap();
        assert_ne!(chain.root(), book.chain.root());
        let slot = book.slots[1].clone();
        let before = slot.aad(VAULT, &book.chain.root());
        book.chain = chain;
        assert_ne!(slot.aad(VAULT, &book.chain.root()), before);
    }

    #[test]
    fn each_desk_has_its_own_chain() {
        let town = town();
        let mut chain = town.book.chain.clone();
        let random = &mut SeededRandom::new(3);
        let founder = town.open(FOUNDER);
        let elsewhere = Moment { desk: 2, ..AT };
        let key = Key::random(random);
        let epoch = chain.state_epoch(VAULT, elsewhere, founder.signatory(), BANK, &key).unwrap();
        let handed = (BANK, epoch, &key);
        let author = founder.signatory();
        chain.state_grant(VAULT, AT, author, None, handed, FOUNDER, random).unwrap();
        let numbers: Vec<_> = chain
            .statements()
            .iter()
            .rev()
            .take(2)
            .map(|statement| (statement.moment().desk, statement.number()))
            .collect();
        assert_eq!(numbers[1], (2, 0));
        assert_eq!(numbers[0].0, 1);
        assert!(replay(chain.statements()).unwrap() == chain);
    }

    #[test]
    fn who_steps_down_alone_leaves_a_rotation_to_do() {
        let town = town();
        let mut chain = town.book.chain.clone();
        let health = town.open(HEALTH);
        let body = Body::Revoke { compartment: OP, agent: HEALTH };
        chain.state(VAULT, AT, health.signatory(), body).unwrap();
        assert!(!chain.roster().holds(HEALTH, OP));
        assert_eq!(chain.roster().awaiting_rotation().collect::<Vec<_>>(), [OP]);
    }

    #[test]
    fn nobody_sends_away_the_recovery_identity_nor_themselves() {
        let town = town();
        let mut chain = town.book.chain.clone();
        let founder = town.open(FOUNDER);
        for agent in [RECOVERY, FOUNDER] {
            let body = Body::Depart { agent };
            assert!(not_entitled(chain.state(VAULT, AT, founder.signatory(), body)));
        }
    }
}
