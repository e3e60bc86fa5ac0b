//! What every transaction does to every table, row by row: nobody has to think of it, so nobody can forget it.
//!
//! The connection that writes carries triggers of its own (TEMP: they are not in the file), made at opening from the schema found there,
//! for every table but those of [`UNCOVERED`]. They hand each row that comes in or goes out to a function of this program, which digests
//! it; a transaction ends by moving the marks of the tables it touched (`state_marks`), and its journal line signs what they come down to.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use security::VaultId;
use security::audit::DigestBytes;
use security::audit::state::{RowDigest, RowHasher, StateMark, Value, state_digest};

use crate::StoreError;

/// The tables whose rows no mark holds, and why. Any other is covered from the day it exists.
///
/// Nor are the words of the search (`search_index` and what the engine keeps under it): they are derived from names that are covered,
/// and the engine writes them after the last statement of a transaction. They are written again, not verified ([`crate::search`]).
pub const UNCOVERED: &[(&str, &str)] = &[
    ("audit_entries", "each line holds the hash of the one before and a signature"),
    ("state_marks", "the marks themselves: a signed line holds their digest"),
    ("migrations", "each is compared at opening with the one this program carries"),
    ("ui_settings", "an agent's own window: nothing of the town"),
    ("drafts", "an agent's own typing, sealed for them alone: nothing of the town"),
    ("slot_copies", "signed and sealed by itself, as the copies beside the file"),
    ("search_entries", "whose the words of the search are: derived, and written again with them"),
];

/// Rows digested before another thread is given them.
const CHUNK: usize = 2_048;

/// The name under which triggers know the function: nobody else calls it.
const FUNCTION: &str = "preau_capture";

/// A row that came in or went out of the table of that rank.
#[derive(Clone, Copy)]
struct Moved {
    table: usize,
    came_in: bool,
    row: RowDigest,
}

/// What triggers hand rows to. An aggregate, of the one line that a trigger gives it: of any other function the engine supposes that it
/// may fail in the middle of a statement, and copies each page that the statement writes so as to undo it.
struct Taker {
    capture: Arc<Capture>,
    hashers: Mutex<Vec<RowHasher>>,
}

impl Aggregate<(), bool> for Taker {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<()> {
        Ok(())
    }

    fn step(&self, arguments: &mut Context<'_>, (): &mut ()) -> rusqlite::Result<()> {
        let table = usize::from(arguments.get::<u16>(0)?);
        let came_in: bool = arguments.get(1)?;
        let values = (2..arguments.len()).map(|index| value_of(arguments.get_raw(index)));
        let row = self.hashers.lock().unwrap_or_else(PoisonError::into_inner)[table].digest(values);
        self.capture.take(Moved { table, came_in, row });
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, taken: Option<()>) -> rusqlite::Result<bool> {
        Ok(taken.is_some())
    }
}

/// One covered table.
#[derive(Clone)]
pub(crate) struct CoveredTable {
    pub(crate) name: String,
    columns: Vec<String>,
    hasher: RowHasher,
}

/// The marks of every covered table, in the order of their names, and what they come down to.
#[derive(Clone)]
pub(crate) struct Marks {
    marks: Vec<StateMark>,
    digests: Vec<DigestBytes>,
}

impl Marks {
    fn new(marks: Vec<StateMark>) -> Self {
        let digests = marks.iter().map(StateMark::digest).collect();
        Self { marks, digests }
    }
}

/// What one transaction has done so far.
#[derive(Default)]
struct Pending {
    rows: Vec<Moved>,
    /// Rows another thread is counting.
    given: Option<JoinHandle<Vec<(usize, StateMark)>>>,
    /// What other threads have counted.
    counted: Vec<(usize, StateMark)>,
    /// Whether anything moved at all.
    moved: bool,
    /// A statement failed: the engine undid it, and what it had handed over stayed.
    torn: bool,
    /// Where the marks will stand once the transaction is committed, and what its journal line must say.
    settled: Option<(Marks, StateChange)>,
}

/// What the writing connection captures, and the marks as the last commit left them.
pub(crate) struct Capture {
    vault: VaultId,
    tables: Vec<CoveredTable>,
    pending: Mutex<Pending>,
    marks: Mutex<Marks>,
}

/// What a transaction changed of the file's content, as its journal line says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateChange {
    /// Digest of the content the transaction found.
    pub before: DigestBytes,
    /// Digest of the content it leaves.
    pub after: DigestBytes,
}

impl Capture {
    /// Puts triggers on the writing connection, and takes the marks as another connection reads them: the engine condemns the one that met
    /// a damaged page.
    pub(crate) fn install(
        connection: &Connection,
        reading: &Connection,
        vault: VaultId,
    ) -> Result<Arc<Self>, StoreError> {
        let tables = covered_tables(connection, vault)?;
        let marks = match stored_marks(reading, &tables) {
            // A damaged page of marks shuts nobody out: they no longer agree with what was signed, and that is said.
            Err(StoreError::Damaged(_)) => vec![StateMark::default(); tables.len()],
            marks => marks?,
        };
        let marks = Marks::new(marks);
        let capture = Arc::new(Self { vault, tables, pending: Mutex::default(), marks: Mutex::new(marks) });
        capture.attach(connection)?;
        Ok(capture)
    }

    /// Listens to a connection that writes: the first one, and the one that follows a change of key.
    pub(crate) fn attach(self: &Arc<Self>, connection: &Connection) -> Result<(), StoreError> {
        // Without it, a row that another replaces would leave without a word.
        connection.execute_batch("PRAGMA recursive_triggers = ON")?;
        let hashers = self.tables.iter().map(|table| table.hasher.clone()).collect();
        let taker = Taker { capture: Arc::clone(self), hashers: Mutex::new(hashers) };
        connection.create_aggregate_function(FUNCTION, -1, FunctionFlags::SQLITE_UTF8, taker)?;
        for (rank, table) in self.tables.iter().enumerate() {
            connection.execute_batch(&triggers(rank, table))?;
        }
        Ok(())
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn marks(&self) -> MutexGuard<'_, Marks> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, moved: Moved) {
        let mut pending = self.pending();
        pending.moved = true;
        pending.settled = None;
        pending.rows.push(moved);
        if pending.rows.len() >= CHUNK {
            // One thread beside, while the transaction goes on: when it is late, it is waited for.
            pending.collect();
            let rows = std::mem::take(&mut pending.rows);
            pending.given = Some(thread::spawn(move || gathered(&rows)));
        }
    }

    /// A transaction begins: what another left, that was undone, is forgotten.
    pub(crate) fn begin(&self) {
        *self.pending() = Pending::default();
    }

    /// A statement failed.
    pub(crate) fn tear(&self) {
        self.pending().torn = true;
    }

    /// Whether rows of covered tables moved since [`Capture::begin`].
    pub(crate) fn has_moved(&self) -> bool {
        self.pending().moved
    }

    /// The digest of the content as the last commit left it.
    pub(crate) fn digest(&self) -> DigestBytes {
        self.digest_of(&self.marks())
    }

    fn digest_of(&self, marks: &Marks) -> DigestBytes {
        let tables = self.tables.iter().zip(marks.marks.iter().zip(&marks.digests));
        state_digest(
            self.vault,
            tables.map(|(table, (mark, digest))| (table.name.as_str(), mark.rows(), *digest)),
        )
    }

    /// Ends the work of a transaction: the marks of the tables it touched, and what the content comes down to before and after.
    /// Nothing when no covered row moved.
    pub(crate) fn settle(
        &self,
        mut write: impl FnMut(&str, &StateMark) -> Result<(), StoreError>,
    ) -> Result<Option<StateChange>, StoreError> {
        let moved = {
            let mut pending = self.pending();
            if !pending.moved {
                return Ok(None);
            }
            let rows = std::mem::take(&mut pending.rows);
            gather(&mut pending.counted, &rows);
            pending.collect();
            if pending.torn {
                return Err(StoreError::Uncounted);
            }
            std::mem::take(&mut pending.counted)
        };
        let before = self.marks().clone();
        let mut after = before.clone();
        let mut touched = vec![false; self.tables.len()];
        for (table, moved) in moved {
            after.marks[table].merge(&moved);
            touched[table] = true;
        }
        for (rank, table) in self.tables.iter().enumerate().filter(|(rank, _)| touched[*rank]) {
            after.digests[rank] = after.marks[rank].digest();
            write(&table.name, &after.marks[rank])?;
        }
        let change = StateChange { before: self.digest_of(&before), after: self.digest_of(&after) };
        self.pending().settled = Some((after, change));
        Ok(Some(change))
    }

    /// Whether a journal line that states those contents says all that moved, and nothing that did not.
    pub(crate) fn is_said_by(&self, before: Option<DigestBytes>, after: Option<DigestBytes>) -> bool {
        let pending = self.pending();
        let moved = pending.settled.as_ref().map(|(_, change)| (Some(change.before), Some(change.after)));
        match (pending.torn, pending.moved) {
            (true, _) => false,
            (false, true) => moved == Some((before, after)),
            (false, false) => before.is_none() && after.is_none_or(|after| after == self.digest()),
        }
    }

    /// The transaction is committed: its marks are those of the file.
    pub(crate) fn committed(&self) {
        let mut pending = self.pending();
        if let Some((settled, _)) = pending.settled.take() {
            *self.marks() = settled;
        }
        *pending = Pending::default();
    }

    /// How many rows the marks count in all.
    pub(crate) fn rows(&self) -> u64 {
        self.marks().marks.iter().map(|mark| mark.rows().max(0).unsigned_abs()).sum()
    }

    /// The covered tables.
    pub(crate) fn tables(&self) -> &[CoveredTable] {
        &self.tables
    }

    /// The vault they are of.
    pub(crate) fn vault(&self) -> VaultId {
        self.vault
    }

    /// Takes the triggers away, to measure what they cost: what is written afterwards no longer agrees with the journal.
    pub(crate) fn remove(&self, connection: &Connection) -> Result<(), StoreError> {
        for (rank, _) in self.tables.iter().enumerate() {
            for moment in ["in", "out", "over"] {
                connection.execute_batch(&format!("DROP TRIGGER temp.capture_{moment}_{rank}"))?;
            }
        }
        Ok(())
    }
}

impl Pending {
    /// Takes what the other thread has counted, waiting for it.
    fn collect(&mut self) {
        match self.given.take().map(JoinHandle::join) {
            Some(Ok(counted)) => self.counted.extend(counted),
            Some(Err(_)) => self.torn = true,
            None => {}
        }
    }
}

/// What rows come down to, table by table.
fn gathered(rows: &[Moved]) -> Vec<(usize, StateMark)> {
    let mut marks = Vec::new();
    gather(&mut marks, rows);
    marks
}

fn gather(marks: &mut Vec<(usize, StateMark)>, rows: &[Moved]) {
    for moved in rows {
        let rank = marks.iter().position(|(table, _)| *table == moved.table).unwrap_or_else(|| {
            marks.push((moved.table, StateMark::default()));
            marks.len() - 1
        });
        let mark = &mut marks[rank].1;
        if moved.came_in { mark.add(&moved.row) } else { mark.subtract(&moved.row) }
    }
}

fn value_of(value: ValueRef<'_>) -> Value<'_> {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(bytes) => Value::Text(bytes),
        ValueRef::Blob(bytes) => Value::Blob(bytes),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn triggers(rank: usize, table: &CoveredTable) -> String {
    let row = |of: &str| {
        table.columns.iter().map(|column| format!(", {of}.{}", quoted(column))).collect::<String>()
    };
    let (old, new, name) = (row("OLD"), row("NEW"), quoted(&table.name));
    format!(
        "CREATE TEMP TRIGGER capture_in_{rank} AFTER INSERT ON main.{name} BEGIN SELECT {FUNCTION}({rank}, 1{new}); END;
         CREATE TEMP TRIGGER capture_out_{rank} AFTER DELETE ON main.{name} BEGIN SELECT {FUNCTION}({rank}, 0{old}); END;
         CREATE TEMP TRIGGER capture_over_{rank} AFTER UPDATE ON main.{name} BEGIN
           SELECT {FUNCTION}({rank}, 0{old}), {FUNCTION}({rank}, 1{new});
         END;"
    )
}

/// Every table a hand can write rows in, in the order of their names, but those that say why not.
pub(crate) fn covered_tables(
    connection: &Connection,
    vault: VaultId,
) -> Result<Vec<CoveredTable>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let covered = names.into_iter().filter(|name| !UNCOVERED.iter().any(|(uncovered, _)| uncovered == name));
    covered
        .map(|name| {
            let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
            let columns = statement.query_map([&name], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
            Ok(CoveredTable { hasher: RowHasher::of(vault, &name), name, columns })
        })
        .collect()
}

/// The marks the file keeps; that of a table without one is that of an empty table.
fn stored_marks(connection: &Connection, tables: &[CoveredTable]) -> Result<Vec<StateMark>, StoreError> {
    let mut statement =
        connection.prepare("SELECT row_count, lanes FROM state_marks WHERE table_name = ?1")?;
    let mut marks = Vec::with_capacity(tables.len());
    for table in tables {
        let mut rows = statement.query([&table.name])?;
        let mark = match rows.next()? {
            Some(row) => mark_of(row)?,
            None => None,
        };
        marks.push(mark.unwrap_or_default());
    }
    Ok(marks)
}

fn mark_of(row: &Row<'_>) -> Result<Option<StateMark>, StoreError> {
    let lanes = row.get_ref(1)?;
    Ok(lanes.as_blob().ok().and_then(|lanes| StateMark::from_bytes(row.get(0).ok()?, lanes)))
}

/// The mark the file keeps of each covered table, and what all that it keeps comes down to: a mark of no table of ours counts too.
pub(crate) fn kept_marks(
    connection: &Connection,
    tables: &[CoveredTable],
    vault: VaultId,
) -> Result<(Vec<StateMark>, DigestBytes), StoreError> {
    let mut statement =
        connection.prepare("SELECT row_count, lanes, table_name FROM state_marks ORDER BY table_name")?;
    let mut rows = statement.query([])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        kept.push((row.get::<_, String>(2)?, mark_of(row)?.unwrap_or_default()));
    }
    let named = kept.iter().map(|(name, mark)| (name.as_str(), mark.rows(), mark.digest()));
    let digest = state_digest(vault, named);
    Ok((stored_marks(connection, tables)?, digest))
}

/// Reads every row of a table and hands their digests over by chunks.
pub(crate) fn each_chunk<E: From<StoreError>>(
    connection: &Connection,
    table: &CoveredTable,
    mut take: impl FnMut(Vec<RowDigest>) -> Result<(), E>,
) -> Result<(), E> {
    let columns: Vec<String> = table.columns.iter().map(|column| quoted(column)).collect();
    let text = format!("SELECT {} FROM main.{}", columns.join(", "), quoted(&table.name));
    let sql = |error: rusqlite::Error| E::from(StoreError::from(error));
    let mut hasher = table.hasher.clone();
    let mut statement = connection.prepare(&text).map_err(sql)?;
    let mut rows = statement.query([]).map_err(sql)?;
    let mut chunk = Vec::with_capacity(CHUNK);
    while let Some(row) = rows.next().map_err(sql)? {
        let values = (0..columns.len()).map(|column| row.get_ref(column).map_or(Value::Null, value_of));
        chunk.push(hasher.digest(values));
        if chunk.len() == CHUNK {
            take(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK)))?;
        }
    }
    if chunk.is_empty() { Ok(()) } else { take(chunk) }
}

/// Counts every covered table anew, on one connection.
pub(crate) fn counted(
    connection: &Connection,
    tables: &[CoveredTable],
) -> Result<Vec<StateMark>, StoreError> {
    let mut marks = Vec::with_capacity(tables.len());
    for table in tables {
        let mut mark = StateMark::default();
        each_chunk(connection, table, |rows| {
            rows.iter().for_each(|row| mark.add(row));
            Ok::<_, StoreError>(())
        })?;
        marks.push(mark);
    }
    Ok(marks)
}

/// Writes the mark of every covered table from its rows, in the transaction of the migration that changed them.
pub(crate) fn mark_everything(connection: &Connection, vault: VaultId) -> Result<(), StoreError> {
    let tables = covered_tables(connection, vault)?;
    let marks = counted(connection, &tables)?;
    connection.execute_batch("DELETE FROM state_marks")?;
    let mut insert =
        connection.prepare("INSERT INTO state_marks (table_name, row_count, lanes) VALUES (?1, ?2, ?3)")?;
    for (table, mark) in tables.iter().zip(&marks) {
        insert.execute((&table.name, mark.rows(), mark.to_bytes()))?;
    }
    Ok(())
}

/// A table whose rows are not those its mark was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miscount {
    /// Its name in the schema.
    pub table: String,
    /// How many rows its mark counts.
    pub marked: i64,
    /// How many there are.
    pub found: i64,
}

impl Miscount {
    pub(crate) fn between(table: &CoveredTable, marked: &StateMark, found: &StateMark) -> Option<Self> {
        let differ = marked != found;
        differ.then(|| Self { table: table.name.clone(), marked: marked.rows(), found: found.rows() })
    }
}

/// The tables that no longer agree with their marks, counted on one connection.
pub(crate) fn miscounts(connection: &Connection, vault: VaultId) -> Result<Vec<Miscount>, StoreError> {
    let tables = covered_tables(connection, vault)?;
    let marked = stored_marks(connection, &tables)?;
    let found = counted(connection, &tables)?;
    let pairs = tables.iter().zip(marked.iter().zip(&found));
    Ok(pairs.filter_map(|(table, (marked, found))| Miscount::between(table, marked, found)).collect())
}

#[cfg(test)]
mod tests;
