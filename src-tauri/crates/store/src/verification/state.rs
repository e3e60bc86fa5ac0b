//! Whether the rows are those the journal's last line has left: every row of every covered table is read and counted again, by as many
//! hands as there are.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use security::audit::DigestBytes;
use security::audit::state::{RowDigest, StateMark, state_digest};

use crate::capture::{CoveredTable, Miscount, each_chunk, kept_marks};
use crate::reading::Beside;
use crate::rows::Columns;
use crate::{Reader, Store, StoreError};

/// How many threads verify at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hands {
    /// One, behind an agent who works.
    One,
    /// As many as the machine has: someone waits.
    All,
}

impl Hands {
    pub(super) fn count(self) -> usize {
        match self {
            Hands::One => 1,
            Hands::All => thread::available_parallelism().map_or(1, usize::from).min(8),
        }
    }
}

/// What the whole content comes down to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateReport {
    /// Rows read.
    pub rows: u64,
    /// Tables whose rows are not those of their mark.
    pub miscounts: Vec<Miscount>,
    /// What the rows come down to.
    pub counted: DigestBytes,
    /// What the marks kept in the file come down to.
    pub kept: DigestBytes,
    /// What the last journal line that says anything of the content has signed.
    pub stated: Option<DigestBytes>,
}

/// What a quick look compares: the marks kept in the file, and what the last line that speaks of them signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptState {
    /// What the marks kept in the file come down to.
    pub kept: DigestBytes,
    /// What the last journal line that says anything of the content has signed.
    pub stated: Option<DigestBytes>,
}

impl Reader<'_> {
    /// The content a desk's last line that says anything of it has left.
    pub fn stated_content(&self, desk: u16) -> Result<Option<DigestBytes>, StoreError> {
        // What a hand has written there instead of a digest states nothing.
        let stated = self.first(sql!("select_stated_content.sql"), [desk], |row| Ok(row.get(0).ok()))?;
        Ok(stated.flatten())
    }

    /// The number of the schema a desk's journal last says the file came to.
    pub fn stated_schema(&self, desk: u16) -> Result<Option<u64>, StoreError> {
        let object =
            self.first(sql!("select_stated_schema.sql"), [desk], |row| row.id_opt::<uuid::Uuid>(0))?;
        Ok(object.flatten().and_then(|object| u64::try_from(object.as_u128()).ok()))
    }
}

impl Store {
    /// The marks of the file beside what that desk's journal says of them.
    pub fn kept_state(&self, desk: u16) -> Result<KeptState, StoreError> {
        let mut reading = self.read_together(1)?.remove(0);
        let r = reading.reader();
        let (_, kept) = kept_marks(r.connection(), self.capture().tables(), self.capture().vault())?;
        Ok(KeptState { kept, stated: r.stated_content(desk)? })
    }

    /// Counts every row anew and compares. `told` hears how many rows were read, and stops everything by an error.
    pub fn verify_state<E: From<StoreError> + Send>(
        &self,
        desk: u16,
        hands: Hands,
        told: impl Fn(u64) -> Result<(), E> + Sync,
    ) -> Result<StateReport, E> {
        let mut readings = self.read_together(hands.count()).map_err(E::from)?;
        let tables = self.capture().tables();
        let (marked, kept, stated, order) = {
            let reader = readings[0].reader();
            let (marked, kept) =
                kept_marks(reader.connection(), tables, self.capture().vault()).map_err(E::from)?;
            let stated = reader.stated_content(desk).map_err(E::from)?;
            // The largest first: nobody is left alone with it at the end.
            let mut order: Vec<usize> = (0..tables.len()).collect();
            order.sort_by_key(|table| std::cmp::Reverse(marked[*table].rows()));
            (marked, kept, stated, order)
        };
        let count =
            Count { tables, told: &told, rows: AtomicU64::new(0), relay: Relay::default(), order: &order };
        let found = thread::scope(|scope| {
            let hands: Vec<_> =
                readings.into_iter().map(|reading| scope.spawn(|| count.work(reading))).collect();
            let mut found = vec![StateMark::default(); tables.len()];
            for hand in hands {
                let marks = hand.join().unwrap_or(Err(E::from(StoreError::Uncounted)))?;
                found.iter_mut().zip(&marks).for_each(|(whole, part)| whole.merge(part));
            }
            Ok::<_, E>(found)
        })?;
        let compared = tables.iter().zip(marked.iter().zip(&found));
        let miscounts =
            compared.filter_map(|(table, (marked, found))| Miscount::between(table, marked, found)).collect();
        let named =
            tables.iter().zip(&found).map(|(table, mark)| (table.name.as_str(), mark.rows(), mark.digest()));
        let counted = state_digest(self.capture().vault(), named);
        Ok(StateReport { rows: count.rows.into_inner(), miscounts, counted, kept, stated })
    }
}

/// One count of everything, shared by those who do it.
struct Count<'c, F> {
    tables: &'c [CoveredTable],
    told: &'c F,
    rows: AtomicU64,
    relay: Relay,
    /// Ranks of the tables, in the order in which they are read.
    order: &'c [usize],
}

impl<F> Count<'_, F> {
    /// Reads tables, then counts what others have read, to the end.
    fn work<E: From<StoreError>>(&self, mut reading: Beside<'_>) -> Result<Vec<StateMark>, E>
    where
        F: Fn(u64) -> Result<(), E>,
    {
        let mut marks = vec![StateMark::default(); self.tables.len()];
        while let Some(task) = self.relay.next(self.order) {
            match task {
                Task::Count(table, rows) => rows.iter().for_each(|row| marks[table].add(row)),
                Task::Read(table) => {
                    let outcome =
                        each_chunk::<E>(reading.reader().connection(), &self.tables[table], |rows| {
                            let read = self.rows.fetch_add(rows.len() as u64, Ordering::Relaxed);
                            (self.told)(read + rows.len() as u64)?;
                            if let Some(rows) = self.relay.leave(table, rows) {
                                rows.iter().for_each(|row| marks[table].add(row));
                            }
                            Ok(())
                        });
                    self.relay.was_read();
                    if outcome.is_err() {
                        self.relay.give_up();
                    }
                    outcome?;
                }
            }
        }
        Ok(marks)
    }
}

/// Rows that were read and wait for someone to count them.
#[derive(Default)]
struct Relay {
    state: Mutex<RelayState>,
    changed: Condvar,
}

#[derive(Default)]
struct RelayState {
    chunks: VecDeque<(usize, Vec<RowDigest>)>,
    next_table: usize,
    reading: usize,
    given_up: bool,
}

/// What to do next.
enum Task {
    /// Read the table of that rank.
    Read(usize),
    /// Count those rows of the table of that rank.
    Count(usize, Vec<RowDigest>),
}

/// Chunks waiting, beyond which whoever reads counts too.
const WAITING: usize = 16;

impl Relay {
    fn state(&self) -> MutexGuard<'_, RelayState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next thing to do; nothing when all is read and counted.
    fn next(&self, order: &[usize]) -> Option<Task> {
        let mut state = self.state();
        loop {
            if state.given_up {
                return None;
            }
            if let Some(table) = order.get(state.next_table) {
                state.next_table += 1;
                state.reading += 1;
                return Some(Task::Read(*table));
            }
            if let Some((table, rows)) = state.chunks.pop_front() {
                return Some(Task::Count(table, rows));
            }
            if state.reading == 0 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Leaves rows to whoever is free; given back when nobody keeps up.
    fn leave(&self, table: usize, rows: Vec<RowDigest>) -> Option<Vec<RowDigest>> {
        let mut state = self.state();
        if state.chunks.len() >= WAITING {
            return Some(rows);
        }
        state.chunks.push_back((table, rows));
        self.changed.notify_one();
        None
    }

    /// A table was read to its end, or as far as it could be.
    fn was_read(&self) {
        self.state().reading -= 1;
        self.changed.notify_all();
    }

    /// Something failed: everybody stops.
    fn give_up(&self) {
        self.state().given_up = true;
        self.changed.notify_all();
    }
}
