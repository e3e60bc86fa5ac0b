//! Copies of the file: made while it is in use, judged without a trace.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use security::audit::{Entry, Head};
use security::private;
use security::secret::PageKey;

use crate::audit::AuditFilter;
use crate::connection::{connect, pages, problems};
use crate::transaction::Reader;
use crate::verification::Counts;
use crate::{Store, StoreError, migrate};

/// Between two looks at whether long work should go on.
const GLANCE: Duration = Duration::from_millis(50);

/// Lines of the journal shown of a copy: enough to recognise a day's work.
const LATELY: u32 = 5;

/// Asked now and then by long work; whoever answers no has given it up.
pub type KeepGoing<'a> = &'a dyn Fn() -> bool;

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

impl Store {
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

/// Opens a copy to read it, with the first of these keys that does; answers its rank. One that a later version has made is refused:
/// nobody here can tell what it holds.
fn open_copy(copy: &Path, keys: &[PageKey]) -> Result<(usize, Connection), StoreError> {
    for (rank, key) in keys.iter().enumerate() {
        match connect(copy, key, OpenFlags::SQLITE_OPEN_READ_ONLY) {
            Err(StoreError::WrongKey) => {}
            opened => {
                let connection = opened?;
                migrate::refuse_newer(&connection, migrate::newest().cast_signed())?;
                return Ok((rank, connection));
            }
        }
    }
    Err(StoreError::WrongKey)
}
