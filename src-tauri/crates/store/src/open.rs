//! Opening the file: one writer, a few readers, all keyed before the first statement.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::OpenFlags;
use security::VaultId;
use security::audit::Entry;
use security::private;
use security::secret::PageKey;

use crate::capture::{Capture, Miscount};
use crate::connection::{connect, pages, problems};
use crate::reach::{Connected, Reach};
use crate::reading::Readers;
use crate::rekey::beside;
use crate::transaction::{Stamp, Writer};
use crate::volume::is_remote;
use crate::{StoreError, migrate};

/// The open, unlocked file of a town. Dropping it closes every connection and releases the file.
pub struct Store {
    pub(crate) path: PathBuf,
    pub(crate) key: Mutex<PageKey>,
    /// Before the writer: connections close in this order, and the last one gathers the write-ahead log into the file.
    pub(crate) readers: Mutex<Readers>,
    /// Told each time a reading ends.
    pub(crate) reading_ended: Condvar,
    writer: Mutex<Connected>,
    /// What the writer does to every table.
    pub(crate) capture: Arc<Capture>,
    /// What no longer agreed with its marks when the schema was brought up to date.
    before_upgrade: Vec<Miscount>,
    /// Held for as long as the vault is open: two programs on one file are refused in plain words, not by a time-out.
    _lock: File,
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
            writer: Mutex::new(Connected::whole(writer)),
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

    /// Learns what no password is needed for: the schema the migrations make. Whoever starts a window does it while the agent types.
    pub fn prepare() {
        // Said at the opening, if it fails.
        let _ = migrate::model();
    }

    /// Objects of the file's schema that are not those of this program's migrations.
    pub fn altered_schema(&self) -> Result<Vec<String>, StoreError> {
        migrate::altered_schema(self.writer().as_it_is())
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
        let writer = self.writer();
        let connection = writer.as_it_is();
        Ok(Engine {
            cipher: connection.query_row("PRAGMA cipher_version", [], |row| row.get(0))?,
            sqlite: connection.query_row("SELECT sqlite_version()", [], |row| row.get(0))?,
        })
    }

    /// The only way to change the file: one immediate transaction which must end with its audit line, and the line must say what the
    /// transaction did to the content ([`Writer::settle`]). Whatever `work` answers by an error, or by a panic, leaves the file as it was.
    pub fn write<T, E: From<StoreError>>(
        &self,
        stamp: Stamp,
        work: impl FnOnce(&Writer<'_>) -> Result<(T, Entry), E>,
    ) -> Result<T, E> {
        self.write_within(None, stamp, work)
    }

    /// The same, by an agent who reaches a part of the town: the rest is not there, and what would be written in it is refused.
    pub fn write_within<T, E: From<StoreError>>(
        &self,
        reach: Option<&Reach>,
        stamp: Stamp,
        work: impl FnOnce(&Writer<'_>) -> Result<(T, Entry), E>,
    ) -> Result<T, E> {
        self.refuse_unless_there()?;
        let mut writer = self.writer();
        let connection = writer.showing(reach).map_err(E::from)?;
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
    pub(crate) fn refuse_unless_there(&self) -> Result<(), StoreError> {
        if self.path.is_file() { Ok(()) } else { Err(StoreError::Disk("the file is gone".to_owned())) }
    }

    pub(crate) fn writer(&self) -> MutexGuard<'_, Connected> {
        // A poisoned lock only says that a command panicked: its transaction was rolled back when it was dropped.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mut writer = self.writer();
        let transaction =
            writer.as_it_is_mut().transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        self.capture.begin();
        work(&transaction)?;
        if self.capture.has_moved() {
            return Err(StoreError::Uncounted);
        }
        Ok(transaction.commit()?)
    }

    /// Stops capturing, for [`crate::baseline`] alone.
    pub(crate) fn stop_capturing(&self) -> Result<(), StoreError> {
        self.capture.remove(self.writer().as_it_is())
    }

    /// Every seal of every page, then the engine's own consistency, indexes included: an old page of an index hides rows that are there.
    /// Returns what is wrong, nothing when all is well.
    pub fn integrity_problems(&self) -> Result<Vec<String>, StoreError> {
        // Seals are read in the file alone: a page that a power cut tore there may lie whole in the log, which is first gathered.
        self.writer().as_it_is().query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        problems(&self.read_only(&self.path)?, "PRAGMA integrity_check")
    }

    /// Pages of the file.
    pub fn page_count(&self) -> Result<u64, StoreError> {
        pages(self.writer().as_it_is())
    }
}

/// A file that nobody may open meanwhile.
pub struct Held {
    _lock: File,
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
