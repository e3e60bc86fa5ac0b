//! Opening the file: one writer, a few readers, all keyed before the first statement.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use security::VaultId;
use security::audit::{Entry, Head};
use security::secret::PageKey;
use security::{durable, private};
use zeroize::Zeroizing;

use crate::audit::AuditFilter;
use crate::capture::{Capture, Miscount};
use crate::transaction::{Reader, Stamp, Writer};
use crate::verification::Counts;
use crate::volume::is_remote;
use crate::{StoreError, migrate};

/// Pages copied between two looks at the clock: all of them, nobody writes meanwhile.
const PAGES_AT_ONCE: i32 = i32::MAX;

/// How long one waits for another to be done with the file.
const PATIENCE: Duration = Duration::from_secs(10);

/// Between two looks at whether long work should go on.
const GLANCE: Duration = Duration::from_millis(50);

/// Lines of the journal shown of a copy: enough to recognise a day's work.
const LATELY: u32 = 5;

/// Asked now and then by long work; whoever answers no has given it up.
pub type KeepGoing<'a> = &'a dyn Fn() -> bool;

/// The open, unlocked file of a town. Dropping it closes every connection and releases the file.
pub struct Store {
    path: PathBuf,
    key: Mutex<PageKey>,
    /// Before the writer: connections close in this order, and the last one gathers the write-ahead log into the file.
    readers: Mutex<Readers>,
    /// Told each time a reading ends.
    reading_ended: Condvar,
    writer: Mutex<Connection>,
    /// What the writer does to every table.
    capture: Arc<Capture>,
    /// What no longer agreed with its marks when the schema was brought up to date.
    before_upgrade: Vec<Miscount>,
    /// Held for as long as the vault is open: two programs on one file are refused in plain words, not by a time-out.
    _lock: File,
}

/// The connections that read: those at rest, and how many are at work.
#[derive(Default)]
struct Readers {
    idle: Vec<Connection>,
    busy: usize,
}

/// What the linked engine says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engine {
    /// SQLCipher's version, for instance `4.19.0 community`.
    pub cipher: String,
    /// SQLite's version.
    pub sqlite: String,
}

impl Store {
    /// Makes a new file of that vault under that key. Refused when something already stands there.
    pub fn create(path: &Path, key: PageKey, vault: VaultId) -> Result<Self, StoreError> {
        refuse_remote(path)?;
        let lock = lock(path)?;
        // Born empty and its owner's alone; the engine gives the files it makes beside it the same rights.
        private::create_new(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::InUse,
            _ => error.into(),
        })?;
        Self::start(path, key, vault, lock)
    }

    /// Opens an existing file of that vault and brings its schema up to date.
    pub fn open(path: &Path, key: PageKey, vault: VaultId) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        refuse_remote(path)?;
        // The engine would take an emptied file for a new one.
        if path.metadata()?.len() == 0 {
            return Err(StoreError::Damaged("the file is empty".to_owned()));
        }
        let lock = lock(path)?;
        // A change of key that was cut short: the file itself is whole.
        let _ = fs::remove_file(beside(path));
        Self::start(path, key, vault, lock)
    }

    fn start(path: &Path, key: PageKey, vault: VaultId, lock: File) -> Result<Self, StoreError> {
        let mut writer = connect(path, &key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let before_upgrade = migrate::migrate(&mut writer, vault)?;
        let reading = connect(path, &key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let capture = Capture::install(&writer, &reading, vault)?;
        drop(reading);
        Ok(Self {
            path: path.to_owned(),
            key: Mutex::new(key),
            writer: Mutex::new(writer),
            capture,
            before_upgrade,
            readers: Mutex::default(),
            reading_ended: Condvar::new(),
            _lock: lock,
        })
    }

    /// Where the file stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of the schema: that of the newest this program carries.
    pub fn schema(&self) -> u64 {
        migrate::newest()
    }

    /// The tables that no longer agreed with their marks when this opening brought the schema up to date, and counted them anew.
    pub fn before_upgrade(&self) -> &[Miscount] {
        &self.before_upgrade
    }

    /// Objects of the file's schema that are not those of this program's migrations.
    pub fn altered_schema(&self) -> Result<Vec<String>, StoreError> {
        migrate::altered_schema(&self.writer())
    }

    /// Names of the tables whose rows are all counted.
    pub fn covered_tables(&self) -> Vec<String> {
        self.capture.tables().iter().map(|table| table.name.clone()).collect()
    }

    /// How many rows the marks count in all.
    pub fn marked_rows(&self) -> u64 {
        self.capture.rows()
    }

    pub(crate) fn capture(&self) -> &Capture {
        &self.capture
    }

    /// The engine's own names, checked at start: without a cipher nothing is opened.
    pub fn engine(&self) -> Result<Engine, StoreError> {
        let connection = self.writer();
        Ok(Engine {
            cipher: connection.query_row("PRAGMA cipher_version", [], |row| row.get(0))?,
            sqlite: connection.query_row("SELECT sqlite_version()", [], |row| row.get(0))?,
        })
    }

    /// Reads a consistent snapshot: what another window commits meanwhile is not seen. Any number at once.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut reading = Reading::begin(self).map_err(E::from)?;
        let snapshot = reading.connection().transaction().map_err(|e| E::from(e.into()))?;
        work(&Reader::new(&snapshot))
    }

    /// The same, with a second reading of the very same state for another thread: what is large is read beside the rest.
    pub fn read_beside<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reader<'_>, Beside<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // Nobody commits between the beginnings of the two.
        let held = self.writer();
        let beside = Reading::begin(self).and_then(Beside::begin).map_err(E::from)?;
        let mut reading = Reading::begin(self).map_err(E::from)?;
        let snapshot = reading.connection().transaction().map_err(|e| E::from(e.into()))?;
        take_snapshot(&snapshot).map_err(E::from)?;
        drop(held);
        work(&Reader::new(&snapshot), beside)
    }

    /// So many readings of the very same state, the journal's and the marks' included, one for each thread that will read. Their
    /// connections serve no more afterwards: they hold a good part of the file in memory, and the engine condemns one that met a damaged
    /// page.
    pub(crate) fn read_together(&self, many: usize) -> Result<Vec<Beside<'_>>, StoreError> {
        let _held = self.writer();
        (0..many).map(|_| Reading::once(self).and_then(Beside::begin)).collect()
    }

    /// The only way to change the file: one immediate transaction which must end with its audit line, and the line must say what the
    /// transaction did to the content ([`Writer::settle`]). Whatever `work` answers by an error, or by a panic, leaves the file as it was.
    pub fn write<T, E: From<StoreError>>(
        &self,
        stamp: Stamp,
        work: impl FnOnce(&Writer<'_>) -> Result<(T, Entry), E>,
    ) -> Result<T, E> {
        self.refuse_unless_there()?;
        let mut connection = self.writer();
        let transaction = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(|e| E::from(e.into()))?;
        self.capture.begin();
        let writer = Writer::new(&transaction, stamp, &self.capture);
        let (value, entry) = work(&writer)?;
        writer.append_audit(&entry).map_err(E::from)?;
        if !self.capture.is_said_by(entry.before, entry.after) {
            return Err(E::from(StoreError::Uncounted));
        }
        transaction.commit().map_err(|e| E::from(e.into()))?;
        self.capture.committed();
        Ok(value)
    }

    /// The folder removed, the stick unplugged: the engine would go on writing in a file nobody will ever find again.
    fn refuse_unless_there(&self) -> Result<(), StoreError> {
        if self.path.is_file() { Ok(()) } else { Err(StoreError::Disk("the file is gone".to_owned())) }
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        // A poisoned lock only says that a command panicked: its transaction was rolled back when it was dropped.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn readers(&self) -> MutexGuard<'_, Readers> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read_only(&self, path: &Path) -> Result<Connection, StoreError> {
        let key = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        connect(path, &key, OpenFlags::SQLITE_OPEN_READ_ONLY)
    }

    /// Copies the file as it is now, encrypted under the same key, to a place where nothing stands yet, and flushes it to the disk. The
    /// vault stays usable meanwhile.
    pub fn copy_to(&self, target: &Path, keep_going: KeepGoing<'_>) -> Result<(), StoreError> {
        let text = target.to_str().ok_or_else(|| StoreError::Disk("path is not text".to_owned()))?;
        // The engine accepts an empty file: made here, the copy is its owner's alone.
        private::create_new(target)?;
        interruptible(self.read_only(&self.path)?, keep_going, |connection| {
            connection.execute("VACUUM INTO ?1", [text])?;
            Ok(())
        })?;
        Ok(File::open(target)?.sync_all()?)
    }

    /// Keeps every program from opening the file for as long as what is answered lives: the files of a vault are being changed for
    /// others. Refused while it is open.
    pub fn hold(path: &Path) -> Result<Held, StoreError> {
        Ok(Held { _lock: lock(path)? })
    }

    /// One transaction outside of the journal, for [`crate::baseline`] and [`crate::users::OwnThings`] alone: it touches no table of
    /// the town.
    pub(crate) fn unlogged(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.refuse_unless_there()?;
        let mut connection = self.writer();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        self.capture.begin();
        work(&transaction)?;
        if self.capture.has_moved() {
            return Err(StoreError::Uncounted);
        }
        Ok(transaction.commit()?)
    }

    /// Stops capturing, for [`crate::baseline`] alone.
    pub(crate) fn stop_capturing(&self) -> Result<(), StoreError> {
        self.capture.remove(&self.writer())
    }

    /// Every seal of every page, then the engine's own consistency, indexes included: an old page of an index hides rows that are there.
    /// Returns what is wrong, nothing when all is well.
    pub fn integrity_problems(&self) -> Result<Vec<String>, StoreError> {
        // Seals are read in the file alone: a page that a power cut tore there may lie whole in the log, which is first gathered.
        self.writer().query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        problems(&self.read_only(&self.path)?, "PRAGMA integrity_check")
    }

    /// Pages of the file.
    pub fn page_count(&self) -> Result<u64, StoreError> {
        pages(&self.writer())
    }

    /// Opens a copy just long enough to judge it: nothing is written beside it. Keys come newest first, for a copy may be older than
    /// the last change of key.
    pub fn examine_under(
        copy: &Path,
        keys: &[PageKey],
        keep_going: KeepGoing<'_>,
    ) -> Result<Examination, StoreError> {
        if !copy.is_file() {
            return Err(StoreError::Missing(copy.to_owned()));
        }
        let (key, connection) = open_copy(copy, keys)?;
        interruptible(connection, keep_going, |connection| {
            let problems = problems(connection, "PRAGMA quick_check")?;
            let pages = pages(connection)?;
            let snapshot = connection.transaction()?;
            let reader = Reader::new(&snapshot);
            let lately = AuditFilter { limit: LATELY, ..AuditFilter::default() };
            Ok(Examination {
                key,
                problems,
                pages,
                counts: reader.counts()?,
                heads: reader.audit_heads()?,
                lately: reader.audit_entries(&lately)?,
            })
        })
    }

    /// The hash of one line of a copy's journal: where two journals part is found by it.
    pub fn hash_under(
        copy: &Path,
        keys: &[PageKey],
        desk: u16,
        seq: u64,
    ) -> Result<Option<[u8; 32]>, StoreError> {
        let (_, mut connection) = open_copy(copy, keys)?;
        let snapshot = connection.transaction()?;
        Reader::new(&snapshot).audit_hash(desk, seq)
    }

    /// Puts the whole file under another key: copied under it beside, read again, then put in its place by one renaming. At every
    /// instant a whole file stands there, under one key or the other. Readings under way end first, for their connection knows the
    /// former key only; refused when one does not.
    pub fn rekey(&self, key: PageKey) -> Result<(), StoreError> {
        self.refuse_unless_there()?;
        let mut writer = self.writer();
        // Held to the end: whoever wants to read waits, and then finds the new key.
        let (mut readers, waited) = self
            .reading_ended
            .wait_timeout_while(self.readers(), PATIENCE, |readers| readers.busy > 0)
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err(StoreError::InUse);
        }
        readers.idle.clear();
        let fresh = beside(&self.path);
        let made = copy_under(&writer, &fresh, &key);
        if made.is_err() {
            // A full disk costs the change, never the file.
            let _ = fs::remove_file(&fresh);
        }
        made?;
        // The last connection gathers the write-ahead log into the file and removes it: what is put in place has none.
        let held = std::mem::replace(&mut *writer, Connection::open_in_memory()?);
        let closed = held.close().map_err(|(_, error)| StoreError::from(error));
        // Its removal comes to the disk before the renaming: under the new file, the former log would be read as its own.
        let gathered = closed.and_then(|()| Ok(private::sync_folder(folder_of(&self.path))?));
        let installed = gathered.and_then(|()| Ok(durable::install(&fresh, &self.path)?));
        let mut present = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        if installed.is_ok() {
            *present = key;
        }
        *writer = connect(&self.path, &present, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        self.capture.attach(&writer)?;
        installed
    }
}

/// Where the file is made anew before it takes its place. One that lies there when the file is opened was never finished.
fn beside(path: &Path) -> PathBuf {
    path.with_extension("base-neuve")
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Copies what a connection sees under another key, and reads the copy again: every seal, and as much of everything.
fn copy_under(source: &Connection, target: &Path, key: &PageKey) -> Result<(), StoreError> {
    match fs::remove_file(target) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    private::create_new(target)?;
    {
        let mut copy = keyed(target, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let backup = Backup::new(source, &mut copy)?;
        backup.run_to_completion(PAGES_AT_ONCE, Duration::ZERO, None)?;
        drop(backup);
        copy.close().map_err(|(_, error)| StoreError::from(error))?;
    }
    let read_again = connect(target, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut found = problems(&read_again, "PRAGMA quick_check")?;
    let copied = (Reader::new(&read_again).counts()?, Reader::new(&read_again).audit_heads()?);
    if copied != (Reader::new(source).counts()?, Reader::new(source).audit_heads()?) {
        found.push("the copy does not hold as much".to_owned());
    }
    drop(read_again);
    // Whoever only reads leaves the engine's own files behind; nothing was written in them.
    for ending in ["-wal", "-shm", "-journal"] {
        let mut left = target.as_os_str().to_owned();
        left.push(ending);
        let _ = fs::remove_file(left);
    }
    match found.pop() {
        None => Ok(()),
        Some(problem) => Err(StoreError::Damaged(problem)),
    }
}

/// A file that nobody may open meanwhile.
pub struct Held {
    _lock: File,
}

/// Works on a connection of its own until done, or until whoever waits gives up.
fn interruptible<T: Send>(
    connection: Connection,
    keep_going: KeepGoing<'_>,
    work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send,
) -> Result<T, StoreError> {
    let stop = connection.get_interrupt_handle();
    let waiting = std::thread::current();
    std::thread::scope(|scope| {
        let mut connection = connection;
        let working = scope.spawn(move || {
            let outcome = work(&mut connection);
            drop(connection);
            waiting.unpark();
            outcome
        });
        while !working.is_finished() {
            std::thread::park_timeout(GLANCE);
            if !keep_going() {
                stop.interrupt();
            }
        }
        working.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Opens a copy to read it, with the first of these keys that does; answers its rank.
fn open_copy(copy: &Path, keys: &[PageKey]) -> Result<(usize, Connection), StoreError> {
    for (rank, key) in keys.iter().enumerate() {
        match connect(copy, key, OpenFlags::SQLITE_OPEN_READ_ONLY) {
            Err(StoreError::WrongKey) => {}
            opened => return Ok((rank, opened?)),
        }
    }
    Err(StoreError::WrongKey)
}

fn refuse_remote(path: &Path) -> Result<(), StoreError> {
    if is_remote(path) { Err(StoreError::Remote) } else { Ok(()) }
}

/// Takes the file for this program, or says that another has it.
fn lock(path: &Path) -> Result<File, StoreError> {
    let lock = private::open_or_create(&path.with_extension("verrou"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// A connection lent for one reading, given back whatever happens.
struct Reading<'s> {
    store: &'s Store,
    connection: Option<Connection>,
    /// Whether the connection serves again afterwards.
    lent: bool,
}

impl<'s> Reading<'s> {
    fn begin(store: &'s Store) -> Result<Self, StoreError> {
        let mut readers = store.readers();
        let connection = match readers.idle.pop() {
            Some(connection) => connection,
            None => store.read_only(&store.path)?,
        };
        readers.busy += 1;
        Ok(Self { store, connection: Some(connection), lent: true })
    }

    /// On a connection of its own, closed afterwards.
    fn once(store: &'s Store) -> Result<Self, StoreError> {
        let connection = store.read_only(&store.path)?;
        store.readers().busy += 1;
        Ok(Self { store, connection: Some(connection), lent: false })
    }

    fn connection(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("lent until dropped")
    }
}

/// A transaction sees the file as it is when it first reads, not when it begins.
fn take_snapshot(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?)
}

/// A second reading of the state another one sees, to be carried to another thread.
pub struct Beside<'s>(Reading<'s>);

impl<'s> Beside<'s> {
    fn begin(mut reading: Reading<'s>) -> Result<Self, StoreError> {
        reading.connection().execute_batch("BEGIN")?;
        take_snapshot(reading.connection())?;
        Ok(Self(reading))
    }

    /// The reading itself, for as long as this lasts.
    pub(crate) fn reader(&mut self) -> Reader<'_> {
        Reader::new(self.0.connection())
    }

    /// Reads.
    pub fn read<T>(mut self, work: impl FnOnce(&Reader<'_>) -> T) -> T {
        work(&Reader::new(self.0.connection()))
    }
}

impl Drop for Beside<'_> {
    fn drop(&mut self) {
        // Given back as it was lent: nothing was written, there is nothing to lose.
        let _ = self.0.connection().execute_batch("ROLLBACK");
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let mut readers = self.store.readers();
        readers.busy -= 1;
        let connection = self.connection.take();
        readers.idle.extend(connection.filter(|_| self.lent));
        self.store.reading_ended.notify_all();
    }
}

/// What a copy of the file holds, and whether it is sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// Rank of the key that opened it, 0 for the newest.
    pub key: usize,
    /// What is wrong; nothing when all is well.
    pub problems: Vec<String>,
    /// Pages.
    pub pages: u64,
    /// How much there is of everything.
    pub counts: Counts,
    /// Heads of the journals, one a desk.
    pub heads: Vec<Head>,
    /// Its last lines of the journal, newest first.
    pub lately: Vec<Entry>,
}

fn pages(connection: &Connection) -> Result<u64, StoreError> {
    let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    Ok(pages.unsigned_abs())
}

fn problems(connection: &Connection, consistency: &str) -> Result<Vec<String>, StoreError> {
    let mut problems = Vec::new();
    for check in ["PRAGMA cipher_integrity_check", consistency, "PRAGMA foreign_key_check"] {
        let mut statement = connection.prepare(check)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let line: String = row.get(0)?;
            if line != "ok" {
                problems.push(line);
            }
        }
    }
    Ok(problems)
}

/// Waiting first (the very first statement may meet a lock), then the key.
fn keyed(path: &Path, key: &PageKey, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    // SQLCipher would otherwise write its own lines to standard error.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    connection.execute_batch(&Zeroizing::new(format!("PRAGMA key = \"{}\"", *key.raw_key_literal())))?;
    Ok(connection)
}

/// Connection settings, in the order the engine needs them: waiting first (the very first statement may meet a lock), then the
/// key, then everything else. `serialize` and changesets yield plaintext and are never used.
fn connect(path: &Path, key: &PageKey, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = keyed(path, key, flags)?;
    let cipher: Option<String> = connection.query_row("PRAGMA cipher_version", [], |row| row.get(0)).ok();
    if cipher.is_none_or(|version| version.is_empty()) {
        return Err(StoreError::NotEncrypting);
    }
    // Reading the schema is what tells a wrong key.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -131072;",
    )?;
    if flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE) {
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    }
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}
