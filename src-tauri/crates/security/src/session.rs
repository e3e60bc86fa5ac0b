//! A session: one agent at work, until they lock.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::access::{
    Denied, EditActivities, EntrustKeys, Grant, ManageAgents, ReadOwn, Right, RightRow, Role, Roles,
};
use crate::compartment::Compartment;
use crate::random::Random;
use crate::sealing::{Agreement, DoesNotOpen};
use crate::secret::Key;
use crate::statement::inbox_secret;
use crate::vault::{OpenVault, VaultId};

/// Roles that are limited, each to some structures (schools, activities). Any other sees the whole town.
pub type Limits = BTreeMap<Role, BTreeSet<Uuid>>;

/// What an agent may see of the town under one right. Applied by the store's views: a control of the application, not of
/// cryptography.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The whole town.
    Everywhere,
    /// Only the children of these structures, and their families.
    Structures {
        /// The schools and the activities.
        of: BTreeSet<Uuid>,
        /// Whether children who are in no structure yet are seen too: they must be, by who registers them.
        newcomers: bool,
    },
}

impl Scope {
    /// Whether every structure that `other` shows is shown.
    pub fn contains(&self, other: &Scope) -> bool {
        match (self, other) {
            (Scope::Everywhere, _) => true,
            (Scope::Structures { .. }, Scope::Everywhere) => false,
            (Scope::Structures { of, .. }, Scope::Structures { of: theirs, .. }) => theirs.is_subset(of),
        }
    }
}

/// What the base says of the agent who logs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Their roles.
    pub roles: Roles,
    /// The desk they sit at.
    pub desk: u16,
    /// Entitled from this instant, in milliseconds since 1970.
    pub valid_from_ms: Option<i64>,
    /// Entitled until this instant, excluded.
    pub valid_until_ms: Option<i64>,
    /// The structures some of their roles are limited to.
    pub limits: Limits,
}

impl Standing {
    /// Roles without limit of dates or structures.
    pub fn of(roles: Roles, desk: u16) -> Standing {
        Standing { roles, desk, valid_from_ms: None, valid_until_ms: None, limits: Limits::new() }
    }

    /// What these roles show under a right.
    fn scope_of(&self, right: &RightRow) -> Scope {
        let mut of = BTreeSet::new();
        let mut newcomers = false;
        for role in self.roles.iter().filter(|role| right.roles.contains(role)) {
            let Some(structures) = self.limits.get(&role) else { return Scope::Everywhere };
            of.extend(structures);
            newcomers |= role == Role::Ins;
        }
        Scope::Structures { of, newcomers }
    }
}

/// Agreements already made, so that a take-over of 20,000 children costs one exchange and not
/// 20,000. Wiped with the keys.
#[derive(Default)]
pub(crate) struct Agreements {
    sent: HashMap<Inbox, Agreement>,
    received: HashMap<(Inbox, [u8; 32]), Agreement>,
}

/// A compartment's inbox: its epoch, and what the deposits in it are for.
pub(crate) type Inbox = (Compartment, u32, &'static str);

/// Agreements kept for reading: one per session that deposited something.
const KEPT: usize = 256;

impl Agreements {
    /// The agreement for depositing in an inbox, one per session.
    pub(crate) fn depositing(
        &mut self,
        inbox: Inbox,
        public: &[u8; 32],
        random: &mut dyn Random,
    ) -> Result<&Agreement, DoesNotOpen> {
        match self.sent.entry(inbox) {
            Entry::Occupied(made) => Ok(made.into_mut()),
            Entry::Vacant(none) => Ok(none.insert(Agreement::with(public, inbox.2, random)?)),
        }
    }

    /// The agreement that opens a deposit made with this ephemeral key.
    pub(crate) fn collecting(
        &mut self,
        inbox: Inbox,
        ephemeral: [u8; 32],
        key: &Key,
    ) -> Result<&Agreement, DoesNotOpen> {
        if self.received.len() >= KEPT {
            self.received.clear();
        }
        match self.received.entry((inbox, ephemeral)) {
            Entry::Occupied(made) => Ok(made.into_mut()),
            Entry::Vacant(none) => Ok(none.insert(Agreement::from(&inbox_secret(key), ephemeral, inbox.2)?)),
        }
    }
}

/// Roles lent for a short time, with the keys they call for (« bris de glace »).
struct Lent {
    roles: Roles,
    /// Excluded, in milliseconds since 1970.
    until_ms: i64,
    /// The same on the monotonic clock: a clock put back does not lengthen it.
    ends: Instant,
    /// Whether nothing is lent but the agent's own roles, without their limits.
    widens: bool,
    /// The compartments whose keys came with them, to be wiped at the end.
    compartments: Vec<Compartment>,
}

impl Lent {
    fn is_over(&self, now_ms: i64) -> bool {
        self.until_ms <= now_ms || self.ends <= Instant::now()
    }
}

/// One agent at work. Shared by the threads of their commands; [`Session::lock`] wipes the keys at
/// once, even under a job still running, whose next act is then refused.
pub struct Session {
    vault: VaultId,
    agent: Uuid,
    standing: Standing,
    now_ms: AtomicI64,
    open: RwLock<Option<OpenVault>>,
    lent: RwLock<Option<Lent>>,
    agreements: Mutex<Agreements>,
    random: Mutex<Box<dyn Random>>,
}

/// Nothing is lent for longer than a day, whatever a clock says.
const LONGEST_LENDING_MS: u64 = 24 * 3_600_000;

/// A panic elsewhere leaves no half-written state in these locks: they are read on.
fn held<T>(lock: Result<T, PoisonError<T>>) -> T {
    lock.unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    pub(crate) fn begin(open: OpenVault, standing: Standing, random: Box<dyn Random>) -> Session {
        Session {
            vault: open.vault(),
            agent: open.agent(),
            standing,
            now_ms: AtomicI64::new(i64::MIN),
            open: RwLock::new(Some(open)),
            lent: RwLock::new(None),
            agreements: Mutex::default(),
            random: Mutex::new(random),
        }
    }

    /// The vault.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// The agent.
    pub fn agent(&self) -> Uuid {
        self.agent
    }

    /// What the base said of them at login.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Tells the session the time, in milliseconds since 1970, before each command. It only
    /// advances: a clock put back does not revive an entitlement that is over.
    pub fn observe(&self, now_ms: i64) {
        let now_ms = self.now_ms.fetch_max(now_ms, Ordering::Relaxed).max(now_ms);
        if held(self.lent.read()).as_ref().is_some_and(|lent| lent.is_over(now_ms)) {
            self.end_lending();
        }
    }

    /// Their roles now: their own, and those lent to them for a short time.
    pub fn roles(&self) -> Roles {
        let now = self.now_ms.load(Ordering::Relaxed);
        match held(self.lent.read()).as_ref().filter(|lent| !lent.is_over(now)) {
            Some(lent) => Roles::of(self.standing.roles.iter().chain(lent.roles.iter())),
            None => self.standing.roles,
        }
    }

    /// What they may see of the town under a right: all of it when a role lent to them gives it.
    pub(crate) fn scope_of(&self, right: &RightRow) -> Scope {
        let now = self.now_ms.load(Ordering::Relaxed);
        let lent = held(self.lent.read());
        match lent.as_ref().filter(|lent| !lent.is_over(now) && lent.roles.give(right)) {
            Some(_) => Scope::Everywhere,
            None => self.standing.scope_of(right),
        }
    }

    /// Until when roles are lent to this agent, in milliseconds since 1970.
    pub fn lent_until_ms(&self) -> Option<i64> {
        let now = self.now_ms.load(Ordering::Relaxed);
        held(self.lent.read()).as_ref().filter(|lent| !lent.is_over(now)).map(|lent| lent.until_ms)
    }

    /// How long it still lasts.
    pub fn lent_for(&self) -> Option<Duration> {
        self.lent_until_ms()?;
        held(self.lent.read()).as_ref().map(|lent| lent.ends.saturating_duration_since(Instant::now()))
    }

    /// Whether what is lent is the whole town, and no role.
    pub fn is_widened(&self) -> bool {
        self.lent_until_ms().is_some() && held(self.lent.read()).as_ref().is_some_and(|lent| lent.widens)
    }

    fn lasting(&self, until_ms: i64) -> Instant {
        let left_ms = until_ms.saturating_sub(self.now_ms.load(Ordering::Relaxed));
        Instant::now()
            + Duration::from_millis(u64::try_from(left_ms).unwrap_or_default().min(LONGEST_LENDING_MS))
    }

    /// Lends roles to the agent until an instant, with the keys they call for and that `holder`, present and identified, holds: the
    /// keys never leave this session's memory, and nothing is stated in the chain. One that is over is wiped by [`Session::observe`].
    pub fn lend(&self, holder: &OpenVault, roles: Roles, until_ms: i64) -> Result<(), Denied> {
        self.end_lending();
        let missing = roles.compartments().into_iter().find(|c| !self.holds(*c) && !holder.holds(*c));
        if let Some(compartment) = missing {
            return Err(Denied::KeyMissing { compartment });
        }
        let mut open = held(self.open.write());
        let own = open.as_mut().ok_or(Denied::Locked)?;
        let compartments: Vec<Compartment> =
            roles.compartments().into_iter().filter(|compartment| !own.holds(*compartment)).collect();
        compartments.iter().for_each(|compartment| own.borrow_keys(holder, *compartment));
        let ends = self.lasting(until_ms);
        *held(self.lent.write()) = Some(Lent { roles, until_ms, ends, widens: false, compartments });
        Ok(())
    }

    /// Lets the agent see the whole town for a time under the roles they have, whose limits then hold no more. No key moves.
    pub fn widen(&self, until_ms: i64) {
        self.end_lending();
        let (roles, ends) = (self.standing.roles, self.lasting(until_ms));
        *held(self.lent.write()) =
            Some(Lent { roles, until_ms, ends, widens: true, compartments: Vec::new() });
    }

    /// Takes back what was lent.
    pub fn end_lending(&self) {
        let Some(lent) = held(self.lent.write()).take() else { return };
        if let Some(open) = held(self.open.write()).as_mut() {
            lent.compartments.iter().for_each(|compartment| open.give_back(*compartment));
        }
    }

    /// Wipes every key. Nothing is authorised, sealed, opened or signed any more.
    pub fn lock(&self) {
        *held(self.open.write()) = None;
        *held(self.lent.write()) = None;
        *held(self.agreements.lock()) = Agreements::default();
    }

    /// Whether the keys are gone.
    pub fn is_locked(&self) -> bool {
        held(self.open.read()).is_none()
    }

    /// Whether the latest key of a compartment is open here.
    pub fn holds(&self, compartment: Compartment) -> bool {
        held(self.open.read()).as_ref().is_some_and(|open| open.holds(compartment))
    }

    /// The latest epoch of a compartment, when its key is open here.
    pub fn epoch_held(&self, compartment: Compartment) -> Option<u32> {
        let open = held(self.open.read());
        open.as_ref().filter(|open| open.holds(compartment)).map(|open| open.roster().epoch(compartment))
    }

    /// The only way to a grant: checks that the session is open, that a role gives the right, that
    /// the agent is entitled today, and that the keys of its compartments are really there.
    pub fn authorize<R: Right>(&self) -> Result<Grant<'_, R>, Denied> {
        self.check(&R::ROW)?;
        Ok(Grant::mint(self))
    }

    /// The rights that would be given now, for menus. What is not in it is not shown; what is
    /// shown is still checked.
    pub fn rights(&self) -> Vec<&'static RightRow> {
        self.roles().rights().filter(|right| self.check(right).is_ok()).collect()
    }

    fn check(&self, right: &RightRow) -> Result<(), Denied> {
        let open = held(self.open.read());
        let open = open.as_ref().ok_or(Denied::Locked)?;
        if !self.roles().give(right) {
            return Err(Denied::NotYourRole { right: right.name });
        }
        // Whoever is limited to some schools does not say which school a class or an activity is of: they would reach the others by it.
        let own_scope = self.standing.scope_of(right);
        let limited = matches!(&own_scope, Scope::Structures { of, .. } if !of.is_empty());
        let lent_it =
            held(self.lent.read()).as_ref().is_some_and(|lent| !lent.widens && lent.roles.give(right));
        if right.name == EditActivities::NAME && limited && !lent_it {
            return Err(Denied::LimitedToStructures { right: right.name });
        }
        let now = self.now_ms.load(Ordering::Relaxed);
        if self.standing.valid_from_ms.is_some_and(|from| now < from) {
            return Err(Denied::NotYetEntitled);
        }
        if self.standing.valid_until_ms.is_some_and(|until| until <= now) {
            return Err(Denied::NoLongerEntitled);
        }
        match right.compartments.iter().find(|compartment| !open.holds(**compartment)) {
            Some(compartment) => Err(Denied::KeyMissing { compartment: *compartment }),
            None => Ok(()),
        }
    }

    pub(crate) fn open(&self) -> Result<Opened<'_>, Denied> {
        let guard = held(self.open.read());
        if guard.is_some() { Ok(Opened(guard)) } else { Err(Denied::Locked) }
    }

    pub(crate) fn random(&self) -> MutexGuard<'_, Box<dyn Random>> {
        held(self.random.lock())
    }

    pub(crate) fn agreements(&self) -> MutexGuard<'_, Agreements> {
        held(self.agreements.lock())
    }

    fn with_keys<T>(&self, work: impl FnOnce(&mut OpenVault, &mut dyn Random) -> T) -> Result<T, Denied> {
        let mut guard = held(self.open.write());
        let open = guard.as_mut().ok_or(Denied::Locked)?;
        Ok(work(open, &mut **self.random()))
    }
}

/// The open vault, for as long as one act lasts: locking waits for it.
pub(crate) struct Opened<'a>(RwLockReadGuard<'a, Option<OpenVault>>);

impl std::ops::Deref for Opened<'_> {
    type Target = OpenVault;

    fn deref(&self) -> &OpenVault {
        self.0.as_ref().expect("checked when it was taken, and held since")
    }
}

impl Grant<'_, ManageAgents> {
    /// Welcoming, departures: everything that changes who is here.
    pub fn with_keys<T>(&self, work: impl FnOnce(&mut OpenVault, &mut dyn Random) -> T) -> Result<T, Denied> {
        self.session().with_keys(work)
    }
}

impl Grant<'_, EntrustKeys> {
    /// Handing over, taking back, rotating: everything that changes who holds what.
    pub fn with_keys<T>(&self, work: impl FnOnce(&mut OpenVault, &mut dyn Random) -> T) -> Result<T, Denied> {
        self.session().with_keys(work)
    }
}

impl Grant<'_, ReadOwn> {
    /// One's own slot: changing one's password.
    pub fn with_own_keys<T>(&self, work: impl FnOnce(&OpenVault, &mut dyn Random) -> T) -> Result<T, Denied> {
        self.session().with_keys(|open, random| work(open, random))
    }
}

#[cfg(test)]
mod tests;
