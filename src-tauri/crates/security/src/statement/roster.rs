//! What the chain establishes: who is here, under which roles, and who holds what.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use x25519_dalek::StaticSecret;

use super::{Body, BrokenChain, LOOSE, RECOVERY, Statement};
use crate::access::{Role, Roles};
use crate::compartment::Compartment;
use crate::entitlement::{DAY_MS, Day, Entitlement, Terms};
use crate::identity::PublicIdentity;
use crate::secret::Key;
use crate::session::Limits;

/// One agent as the chain knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Member {
    /// Every identity they had, the current one last: old signatures stay verifiable.
    identities: Vec<PublicIdentity>,
    /// Since when they are gone, in milliseconds since 1970.
    departed_at_ms: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Epoch {
    maker: Option<Uuid>,
    made_at_ms: i64,
    commitment: [u8; 32],
    inbox: [u8; 32],
    holders: BTreeSet<Uuid>,
    /// Someone who knew this key holds it no more.
    stale: bool,
}

/// What the chain establishes: who is here, under which roles, and who holds what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    founder: Option<Uuid>,
    members: BTreeMap<Uuid, Member>,
    entitlements: Vec<Entitlement>,
    epochs: BTreeMap<Compartment, Vec<Epoch>>,
    pub(super) heads: BTreeMap<u16, (u64, [u8; 32])>,
    /// Once a statement of the second format was made, one of the first would escape its rules.
    strict: bool,
    /// The latest instant any statement gave itself: one that antedates itself gains nothing.
    latest_ms: i64,
    /// The recovery identity signed something: its sheets have been typed, and must be made anew.
    recovery_used: bool,
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
        let member = self.members.get(&agent).filter(|member| member.departed_at_ms.is_none())?;
        member.identities.last()
    }

    /// Every identity an agent has ever signed with, departed agents included, in the order they had them.
    pub fn identities(&self, agent: Uuid) -> &[PublicIdentity] {
        self.members.get(&agent).map_or(&[], |member| &member.identities)
    }

    /// Since when an agent is gone, in milliseconds since 1970; none for who is here.
    pub fn departed_at_ms(&self, agent: Uuid) -> Option<i64> {
        self.members.get(&agent)?.departed_at_ms
    }

    /// The agents present, without the recovery identity.
    pub fn agents(&self) -> impl Iterator<Item = Uuid> {
        self.members
            .iter()
            .filter(|(agent, member)| member.departed_at_ms.is_none() && **agent != RECOVERY)
            .map(|(agent, _)| *agent)
    }

    /// Every entitlement ever given, in the order they were first given.
    pub fn entitlements(&self) -> &[Entitlement] {
        &self.entitlements
    }

    /// The entitlements of an agent.
    pub fn entitlements_of(&self, agent: Uuid) -> impl Iterator<Item = &Entitlement> {
        self.entitlements.iter().filter(move |entitlement| entitlement.agent == agent)
    }

    /// The roles an agent holds on a day; none once they are gone.
    pub fn roles_on(&self, agent: Uuid, day: Day) -> Roles {
        Roles::of(self.held_on(agent, day).map(|terms| terms.role))
    }

    /// The structures an agent's roles are limited to on a day.
    pub fn limits_on(&self, agent: Uuid, day: Day) -> Limits {
        let mut limits = Limits::new();
        for terms in self.held_on(agent, day).filter(|terms| !terms.structures.is_empty()) {
            limits.entry(terms.role).or_default().extend(&terms.structures);
        }
        limits
    }

    fn held_on(&self, agent: Uuid, day: Day) -> impl Iterator<Item = &Terms> {
        let here = self.identity(agent).is_some();
        self.entitlements_of(agent).map(|given| &given.terms).filter(move |terms| here && terms.hold_on(day))
    }

    /// Whether an entitlement not yet over on that day calls for a compartment. One that has not begun counts: its keys may be handed
    /// over the day before.
    pub fn is_entitled(&self, agent: Uuid, compartment: Compartment, day: Day) -> bool {
        self.entitled_by(agent, compartment, day).is_some()
    }

    fn entitled_by(&self, agent: Uuid, compartment: Compartment, day: Day) -> Option<&Entitlement> {
        self.identity(agent)?;
        self.entitlements_of(agent).find(|given| {
            given.terms.role.compartments().contains(&compartment) && !given.terms.are_over_on(day)
        })
    }

    /// Whether the recovery sheets have been typed to act since they were made: whoever typed them may have kept them.
    pub fn recovery_was_used(&self) -> bool {
        self.recovery_used
    }

    /// How many recovery identities there have been: the number of the present sheets.
    pub fn recovery_number(&self) -> u32 {
        u32::try_from(self.identities(RECOVERY).len()).expect("sheets are counted by a u32")
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

    /// When the latest key of a compartment was made, in milliseconds since 1970.
    pub fn epoch_made_at_ms(&self, compartment: Compartment) -> Option<i64> {
        Some(self.epochs.get(&compartment)?.last()?.made_at_ms)
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

    /// Who keeps a compartment when its next key is made by `maker`: its holders still entitled, the recovery sheets, and whoever
    /// makes it.
    pub(crate) fn keepers(&self, compartment: Compartment, maker: Uuid, day: Day) -> Vec<Uuid> {
        self.holders(compartment)
            .filter(|holder| {
                !self.strict
                    || *holder == RECOVERY
                    || *holder == maker
                    || self.is_entitled(*holder, compartment, day)
            })
            .collect()
    }

    /// The day the chain has reached, for an act of that instant: a clock put back does not revive an entitlement.
    pub(crate) fn day_at(&self, at_ms: i64) -> Day {
        // Half a day of grace: the chain counts in universal time, the town at its own hour.
        Day::of_ms(at_ms.max(self.latest_ms).saturating_sub(DAY_MS / 2))
    }

    /// Whether nobody was made administrator yet: the founder, alone, sets the town up.
    fn is_founding(&self) -> bool {
        !self.entitlements.iter().any(|given| given.terms.role == Role::Adm)
    }

    /// Whether the agent decides who is here: an administrator, the founder before there is one, or the recovery sheets.
    fn administers(&self, agent: Uuid, at_ms: i64) -> bool {
        if agent == RECOVERY {
            return true;
        }
        if self.is_founding() {
            return self.founder == Some(agent);
        }
        let day = self.day_at(at_ms);
        // Begun a day early at most, for the same reason.
        let begun = |terms: &Terms| terms.from <= day.next().next();
        self.entitlements_of(agent).any(|given| {
            given.terms.role == Role::Adm && begun(&given.terms) && !given.terms.are_over_on(day)
        })
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
        let is_strict = statement.version != LOOSE;
        if self.strict && !is_strict || !self.members.is_empty() && !self.strict && is_strict {
            return Err(BrokenChain::NotEntitled { index });
        }
        self.strict = is_strict;
        self.apply(statement).ok_or(BrokenChain::NotEntitled { index })?;
        self.founder.get_or_insert(statement.author);
        self.latest_ms = self.latest_ms.max(statement.moment.at_ms);
        self.recovery_used |= statement.author == RECOVERY;
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
        let at_ms = statement.moment.at_ms;
        match &statement.body {
            Body::Welcome { agent, identity } => {
                let agent = *agent;
                if !self.may_welcome(statement, agent) {
                    return None;
                }
                for compartment in Compartment::ALL {
                    self.forget(agent, compartment);
                }
                let member = self
                    .members
                    .entry(agent)
                    .or_insert_with(|| Member { identities: Vec::new(), departed_at_ms: None });
                member.departed_at_ms = None;
                if !member.identities.contains(identity) {
                    member.identities.push(*identity);
                }
                if agent == RECOVERY {
                    self.recovery_used = false;
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
                    made_at_ms: statement.moment.at_ms,
                    commitment: *commitment,
                    inbox: *inbox,
                    holders: BTreeSet::new(),
                    stale: false,
                });
            }
            Body::Grant { compartment, epoch, recipient, exchange, .. } => {
                let known = self.identity(*recipient)?.exchange == *exchange;
                if !known || !self.can_hand_over(author, *compartment, *epoch) {
                    return None;
                }
                if !self.may_receive(statement, *compartment, *epoch, *recipient) {
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
                if *agent == RECOVERY || *agent == author || self.strict && !self.administers(author, at_ms) {
                    return None;
                }
                let departed_at_ms = at_ms.max(self.latest_ms);
                self.members
                    .get_mut(agent)
                    .filter(|member| member.departed_at_ms.is_none())?
                    .departed_at_ms = Some(departed_at_ms);
                for compartment in Compartment::ALL {
                    self.forget(*agent, compartment);
                }
            }
            Body::Entitle { agent, terms } => {
                // One does not give oneself a role: an administrator who could would open every file. The founder does, once.
                let own = *agent == author && !self.is_founding();
                if own || *agent == RECOVERY || !self.administers(author, at_ms) {
                    return None;
                }
                self.identity(*agent)?;
                let given = Entitlement {
                    agent: *agent,
                    terms: terms.clone(),
                    given_by: author,
                    approved_by: statement.approver,
                    given_at_ms: at_ms,
                };
                let same = |known: &&mut Entitlement| {
                    known.agent == *agent && known.terms.role == terms.role && known.terms.from == terms.from
                };
                match self.entitlements.iter_mut().find(same) {
                    Some(known) => *known = given,
                    None => self.entitlements.push(given),
                }
            }
        }
        Some(())
    }

    /// A newcomer is welcomed by who decides who is here. Who comes back with new keys would sign under a name that is already known:
    /// a second person must have seen them, or the two custodians whose sheets were typed.
    fn may_welcome(&self, statement: &Statement, agent: Uuid) -> bool {
        if self.members.is_empty() || !self.strict {
            return true;
        }
        let author = statement.author;
        if !self.administers(author, statement.moment.at_ms) {
            return false;
        }
        let returning = self.members.contains_key(&agent);
        // In a town of one agent there is no second person to ask.
        let alone = agent == RECOVERY && self.agents().count() == 1;
        let seen = statement.approver.is_some_and(|approver| approver != agent);
        !returning || author == RECOVERY || alone || seen
    }

    /// Whether a key may be handed to someone: entitled to it, and for health by another person than the one who entitled them, so
    /// that two people always decide of it.
    fn may_receive(
        &self,
        statement: &Statement,
        compartment: Compartment,
        epoch: u32,
        recipient: Uuid,
    ) -> bool {
        let author = statement.author;
        let holds = |agent| self.can_hand_over(agent, compartment, epoch);
        if !self.strict {
            // Two persons: the second must be able to judge, so must hold the compartment.
            return statement.approver.is_none_or(holds);
        }
        if recipient == RECOVERY || recipient == author || author == RECOVERY {
            return true;
        }
        let day = self.day_at(statement.moment.at_ms);
        let Some(entitlement) = self.entitled_by(recipient, compartment, day) else { return false };
        let held_before = epoch
            .checked_sub(1)
            .and_then(|before| self.state(compartment, before))
            .is_some_and(|before| before.holders.contains(&recipient));
        let seen = statement.approver.is_some_and(|approver| approver != recipient);
        held_before || seen || !self.decides_alone(author, entitlement, compartment, day)
    }

    /// Whether an agent who would hand a compartment to a colleague needs a second person to sign: health, when they entitled that
    /// colleague themselves.
    pub fn needs_a_second_person(
        &self,
        author: Uuid,
        recipient: Uuid,
        compartment: Compartment,
        day: Day,
    ) -> bool {
        self.entitled_by(recipient, compartment, day)
            .is_some_and(|entitlement| self.decides_alone(author, entitlement, compartment, day))
    }

    fn decides_alone(
        &self,
        author: Uuid,
        entitlement: &Entitlement,
        compartment: Compartment,
        day: Day,
    ) -> bool {
        let is_health = matches!(compartment, Compartment::HealthOp | Compartment::HealthRecord);
        // On the first day the founder hands health over to its first referent, with nobody else to ask.
        let first = || {
            self.founder == Some(author)
                && !self
                    .holders(compartment)
                    .any(|holder| holder != RECOVERY && self.is_entitled(holder, compartment, day))
        };
        is_health && entitlement.given_by == author && !first()
    }
}
