//! The file put under another key.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use security::secret::PageKey;
use security::{durable, private};

use crate::connection::{PATIENCE, connect, keyed, problems};
use crate::reach::Connected;
use crate::transaction::Reader;
use crate::{Store, StoreError};

/// Pages copied between two looks at the clock: all of them, nobody writes meanwhile.
const PAGES_AT_ONCE: i32 = i32::MAX;

impl Store {
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
        let made = copy_under(writer.showing(None)?, &fresh, &key);
        if made.is_err() {
            // A full disk costs the change, never the file.
            let _ = fs::remove_file(&fresh);
        }
        made?;
        // The last connection gathers the write-ahead log into the file and removes it: what is put in place has none.
        let held = std::mem::replace(&mut *writer, Connected::whole(Connection::open_in_memory()?));
        let closed = held.into_inner().close().map_err(|(_, error)| StoreError::from(error));
        // Its removal comes to the disk before the renaming: under the new file, the former log would be read as its own.
        let gathered = closed.and_then(|()| Ok(private::sync_folder(folder_of(&self.path))?));
        let installed = gathered.and_then(|()| Ok(durable::install(&fresh, &self.path)?));
        let mut present = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        if installed.is_ok() {
            *present = key;
        }
        let fresh = connect(&self.path, &present, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        self.capture.attach(&fresh)?;
        *writer = Connected::whole(fresh);
        installed
    }
}

/// Where the file is made anew before it takes its place. One that lies there when the file is opened was never finished.
pub(crate) fn beside(path: &Path) -> PathBuf {
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
