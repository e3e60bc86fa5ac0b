//! The open vault: the session, the file, the day. Dropped at lock; the keys go with it.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::consultation::{Opened, Pace, TooFast};
use security::audit::{Chain, Head};
use security::keyring::{InstallationSecretStore, Keeping};
use security::statement::Moment;
use security::{Hlc, Random, Session, SlotBook};
use store::{Reach, Stamp, Store, Writer};
use uuid::Uuid;

use crate::call::{Subject, Told};
use crate::clock::{self, Clock};
use crate::error::{Code, Error};
use crate::gate::{Herald, Tries, VaultFolder};
use crate::jobs::Jobs;
use crate::journal::Watch;
use crate::outside::Outside;

/// The agent at the desk.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Identifier.
    pub id: Uuid,
    /// Login.
    pub login: String,
    /// Name shown.
    pub display_name: String,
}

/// An open vault and the agent who opened it.
pub struct Unlocked {
    agent: Agent,
    session: Session,
    store: Store,
    clock: Arc<dyn Clock>,
    machine_clock: Arc<dyn Clock>,
    random: Mutex<Box<dyn Random>>,
    outside: Arc<dyn Outside>,
    jobs: Arc<Jobs>,
    desk: u16,
    folder: VaultFolder,
    keyring: Arc<dyn InstallationSecretStore>,
    /// Tells the keyring what this desk has seen, behind whoever writes.
    herald: Herald,
    /// Examines the vault behind whoever opened it.
    watch: Watch,
    /// Head of this desk's audit chain and the logical clock: both advance under one lock, in the order of commits.
    ledger: Mutex<Ledger>,
    /// Logical time of the last append that changed more than the journal.
    last_change: AtomicI64,
    /// The latest hour a line of the journal bears: the last one found at opening, then those of this session.
    latest_line_ms: AtomicI64,
    /// Minutes without a gesture before the vault locks, as the town says.
    idle_minutes: AtomicU8,
    /// Held by whoever changes keys, from the reading of the slots to the last page: two changes at once would each write over the
    /// other's keys.
    key_change: Mutex<()>,
    /// Wrong passwords, those of the door and of second persons.
    tries: Arc<Mutex<Tries>>,
    /// How fast the agent opens files.
    pace: Arc<Mutex<Pace<Uuid>>>,
    /// What the session keeps in memory only: previews, indexes over sealed cells. Dropped at lock.
    kept: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

struct Ledger {
    chain: Chain,
    hlc: Hlc,
}

/// Whether an act changed the slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slots {
    Changed,
    AsTheyWere,
}

/// What a transaction changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Touches {
    JournalAlone,
    File,
}

/// A state of the file: while it stays the last change, what was computed since it was asked for still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AsOf(i64);

/// What an open vault is made of.
pub(crate) struct Parts {
    pub(crate) agent: Agent,
    pub(crate) session: Session,
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) machine_clock: Arc<dyn Clock>,
    pub(crate) random: Box<dyn Random>,
    pub(crate) outside: Arc<dyn Outside>,
    pub(crate) desk: u16,
    pub(crate) folder: VaultFolder,
    pub(crate) keyring: Arc<dyn InstallationSecretStore>,
    pub(crate) chain: Chain,
    pub(crate) hlc: Hlc,
    pub(crate) last_line_ms: Option<i64>,
    pub(crate) idle_minutes: u8,
    pub(crate) tries: Arc<Mutex<Tries>>,
    pub(crate) pace: Arc<Mutex<Pace<Uuid>>>,
}

impl Unlocked {
    pub(crate) fn new(parts: Parts) -> Self {
        Self {
            herald: Herald::to(Arc::clone(&parts.keyring), parts.session.vault()),
            watch: Watch::default(),
            agent: parts.agent,
            session: parts.session,
            store: parts.store,
            clock: parts.clock,
            machine_clock: parts.machine_clock,
            random: Mutex::new(parts.random),
            outside: parts.outside,
            jobs: Arc::default(),
            desk: parts.desk,
            folder: parts.folder,
            keyring: parts.keyring,
            last_change: AtomicI64::new(parts.hlc.to_stored()),
            ledger: Mutex::new(Ledger { chain: parts.chain, hlc: parts.hlc }),
            latest_line_ms: AtomicI64::new(parts.last_line_ms.unwrap_or(i64::MIN)),
            idle_minutes: AtomicU8::new(parts.idle_minutes),
            key_change: Mutex::default(),
            tries: parts.tries,
            pace: parts.pace,
            kept: Mutex::default(),
        }
    }

    /// The agent at the desk.
    pub fn agent(&self) -> &Agent {
        &self.agent
    }

    /// Wrong passwords, those of the door and of second persons.
    pub(crate) fn tries(&self) -> &Mutex<Tries> {
        &self.tries
    }

    /// Rights and keys.
    pub fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// The day and the hour.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// The clock of the machine: that of the door, where an invented town does not stand on its own day.
    pub(crate) fn machine_clock(&self) -> &dyn Clock {
        &*self.machine_clock
    }

    /// Draws on the vault's randomness.
    pub fn draw<T>(&self, work: impl FnOnce(&mut dyn Random) -> T) -> T {
        work(&mut **self.random.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn outside(&self) -> &dyn Outside {
        &*self.outside
    }

    /// Whether this desk keeps its secret in a file.
    pub fn degraded_keyring(&self) -> bool {
        self.keyring.keeping() == Keeping::FileBesideVault
    }

    /// The vault's folder: the base, the slots, the card on the door.
    pub(crate) fn folder(&self) -> &VaultFolder {
        &self.folder
    }

    /// Where this installation's secret is kept.
    pub(crate) fn keyring(&self) -> &dyn InstallationSecretStore {
        &*self.keyring
    }

    /// The desk this program runs at.
    pub(crate) fn desk(&self) -> u16 {
        self.desk
    }

    /// What tells the keyring.
    pub(crate) fn herald(&self) -> &Herald {
        &self.herald
    }

    /// What examines the vault behind whoever opened it.
    pub(crate) fn watch(&self) -> &Watch {
        &self.watch
    }

    /// When and where a change of keys is stated.
    pub(crate) fn moment(&self) -> Moment {
        Moment { at_ms: self.clock.now_ms(), desk: self.desk }
    }

    /// Minutes without a gesture before the vault locks.
    pub fn idle_minutes(&self) -> u8 {
        self.idle_minutes.load(Ordering::Relaxed)
    }

    /// From now on.
    pub(crate) fn set_idle_minutes(&self, minutes: u8) {
        self.idle_minutes.store(minutes, Ordering::Relaxed);
    }

    /// Says in French that the desk's clock is behind the journal. Nothing depends on it (lines are numbered, and ordered by a clock
    /// that never goes back), but papers and limits bear the day it tells.
    pub(crate) fn clock_behind(&self) -> Option<String> {
        let (now, latest) = (self.clock.glance_ms(), self.latest_line_ms.load(Ordering::Relaxed));
        let said = |at_ms| clock::civil_of(at_ms).strftime("%d/%m/%Y à %H:%M").to_string();
        (latest.saturating_sub(now) > clock::SET_RIGHT_MS).then(|| {
            format!(
                "L’horloge de ce poste indique le {}, et la dernière écriture du journal est du {}. Mettez la date et l’heure du poste à jour.",
                said(now),
                said(latest)
            )
        })
    }

    /// The last line of this desk's journal.
    pub(crate) fn audit_head(&self) -> Head {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner).chain.head()
    }

    /// The state of the file now. Inside a transaction nobody else can change it; a reader asks before its snapshot begins.
    pub(crate) fn as_of(&self) -> AsOf {
        AsOf(self.last_change.load(Ordering::SeqCst))
    }

    /// Long work.
    pub fn jobs(&self) -> &Arc<Jobs> {
        &self.jobs
    }

    /// A UUIDv7 made of the vault's clock and randomness.
    pub fn new_id(&self) -> Uuid {
        let at_ms = self.clock.now_ms().unsigned_abs();
        self.draw(|random| security::random::uuid_v7(at_ms, random))
    }

    /// Keeps a value until lock, one per type.
    pub fn keep<T: Any + Send + Sync>(&self, value: Arc<T>) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<T>(), value);
    }

    /// A value kept since unlock.
    pub fn kept<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&TypeId::of::<T>()).cloned().and_then(|value| value.downcast().ok())
    }

    /// Forgets a kept value.
    pub fn forget<T: Any + Send + Sync>(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).remove(&TypeId::of::<T>());
    }

    /// Counts a file that is about to be opened. A pace that no desk needs is said in the journal, and ends the session there.
    pub(crate) fn keep_pace(&self, what: Opened, which: Uuid) -> Result<(), Error> {
        let at_ms = self.clock.now_ms();
        let kept = self.pace.lock().unwrap_or_else(PoisonError::into_inner).open(what, which, at_ms);
        let Err(TooFast { count, minutes }) = kept else { return Ok(()) };
        let opened = match what {
            Opened::File => "dossiers",
            Opened::Sealed => "dossiers scellés (santé, ressources, banque)",
        };
        let detail = format!(
            "Consultation massive\u{a0}: {count} {opened} en moins de {minutes} minutes. Session verrouillée."
        );
        let noted = self.note("mass_reading", &Subject::of("agent", self.agent.id).detail(detail));
        self.close();
        noted?;
        Err(Error::new(
            Code::Locked,
            format!(
                "{count} {opened} ouverts en moins de {minutes} minutes\u{a0}: aucun guichet n’en a besoin. La session est verrouillée et le délégué à la protection des données le lira. S’il y a une raison, dites-la-lui."
            ),
        ))
    }

    /// A line in the journal, and nothing else: what was read is still true.
    pub(crate) fn note(&self, operation: &'static str, subject: &Subject) -> Result<(), Error> {
        self.chained(None, operation, subject, Touches::JournalAlone, |_| Ok(((), subject.detail.clone())))
    }

    /// One transaction, its audit line chained and signed inside it. The chain advances only when the commit succeeded.
    pub(crate) fn append<T>(
        &self,
        operation: &'static str,
        subject: &Subject,
        work: impl FnOnce(&Writer<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.append_told(operation, subject, |writer| Ok((work(writer)?, subject.detail.clone())))
    }

    /// The same, the work answering the detail of the audit line with its value.
    pub(crate) fn append_told<T>(
        &self,
        operation: &'static str,
        subject: &Subject,
        work: impl FnOnce(&Writer<'_>) -> Result<(T, String), Error>,
    ) -> Result<T, Error> {
        self.append_within(None, operation, subject, work)
    }

    /// The same, by an agent who reaches a part of the town; what is told may have lines on other things beside its own.
    pub(crate) fn append_within<T, D: Into<Told>>(
        &self,
        reach: Option<&Reach>,
        operation: &'static str,
        subject: &Subject,
        work: impl FnOnce(&Writer<'_>) -> Result<(T, D), Error>,
    ) -> Result<T, Error> {
        self.chained(reach, operation, subject, Touches::File, work)
    }

    fn chained<T, D: Into<Told>>(
        &self,
        reach: Option<&Reach>,
        operation: &'static str,
        subject: &Subject,
        touches: Touches,
        work: impl FnOnce(&Writer<'_>) -> Result<(T, D), Error>,
    ) -> Result<T, Error> {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        let at_ms = self.clock.now_ms();
        let hlc = ledger.hlc.tick(at_ms);
        let stamp = Stamp { hlc: hlc.to_stored(), desk: self.desk, agent: self.agent.id };
        let (mut chain, mut latest) = (ledger.chain, hlc);
        let value = self.store.write_within(reach, stamp, |writer| {
            let (value, told) = work(writer)?;
            let Told { detail, beside } = told.into();
            let act = subject.act((at_ms, hlc), operation, &detail, writer)?;
            let entry = chain.next(&self.session, &act)?;
            for other in &beside {
                latest = latest.tick(at_ms);
                let act = other.beside((at_ms, latest), operation);
                writer.append_beside(&chain.next(&self.session, &act)?)?;
            }
            Ok::<_, Error>((value, entry))
        })?;
        *ledger = Ledger { chain, hlc: latest };
        self.latest_line_ms.fetch_max(at_ms, Ordering::Relaxed);
        self.herald.head(chain.head());
        if touches == Touches::File {
            self.last_change.store(hlc.to_stored(), Ordering::SeqCst);
        }
        Ok(value)
    }

    /// The slots as they are now. When neither copy of the folder can be read, the base's own mends them: this session opened them, so
    /// what it holds is whole.
    pub(crate) fn slots(&self) -> Result<SlotBook, Error> {
        self.folder.slots().or_else(|damaged| {
            if damaged.code != Code::Damaged {
                return Err(damaged);
            }
            let kept = self.store.read(|r| Ok::<_, Error>(r.slot_copy(self.desk)?))?;
            let book = kept.and_then(|(_, bytes)| SlotBook::from_bytes(&bytes).ok());
            let mut book = book.filter(|book| book.vault() == self.session.vault()).ok_or(damaged)?;
            self.folder.write_slots(&mut book)?;
            Ok(book)
        })
    }

    /// Changes keys: the slots are read, changed and written by one act at a time, and `after` ends it (the pages of the file). When the
    /// disk refuses the slots, keys in memory are ahead of those on disk: what they would seal could never be opened again, so the
    /// session ends there.
    pub(crate) fn change_keys<T>(
        &self,
        change: impl FnOnce(&mut SlotBook) -> Result<(T, Slots), Error>,
        after: impl FnOnce(T) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let _alone = self.key_change.lock().unwrap_or_else(PoisonError::into_inner);
        // It reads the whole file, which may be about to change keys.
        self.watch.stop(self);
        let mut book = self.slots()?;
        let (value, slots) = change(&mut book)?;
        if slots == Slots::Changed
            && let Err(error) = self.folder.write_slots(&mut book)
        {
            self.close();
            return Err(error);
        }
        after(value)?;
        crate::gate::store_copy(self, &book);
        Ok(())
    }

    /// Stops long work and closes the rights: nothing more is granted, keys are wiped when the last use of this vault ends.
    pub(crate) fn close(&self) {
        self.jobs.cancel_all();
        self.session.lock();
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
