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
        // Under the new file, the former log would be read as its own: it is gathered into the former file and removed, and its removal
        // comes to the disk before the renaming.
        let gathered = gather(writer.as_it_is());
        let held = std::mem::replace(&mut *writer, Connected::whole(Connection::open_in_memory()?));
        let closed = held.into_inner().close().map_err(|(_, error)| StoreError::from(error));
        let removed = gathered.and(closed).and_then(|()| refuse_a_log(&self.path));
        let installed = removed.and_then(|()| Ok(durable::install(&fresh, &self.path)?));
        let mut present = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        // A renaming may be done and not confirmed: the file itself says under which key it is.
        let likely = if installed.is_ok() { [&key, &*present] } else { [&*present, &key] };
        let open = |key: &PageKey| connect(&self.path, key, OpenFlags::SQLITE_OPEN_READ_WRITE);
        let (opened, under_new) = match open(likely[0]) {
            Err(StoreError::WrongKey) => (open(likely[1])?, installed.is_err()),
            opened => (opened?, installed.is_ok()),
        };
        if under_new {
            *present = key;
        }
        self.capture.attach(&opened)?;
        *writer = Connected::whole(opened);
        installed
    }
}

/// Gathers the write-ahead log into the file. An engine that closes does so too, and says nothing when the disk refuses.
fn gather(connection: &Connection) -> Result<(), StoreError> {
    let (busy, left): (i64, i64) =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if busy == 0 && left <= 0 { Ok(()) } else { Err(StoreError::InUse) }
}

/// Refuses to go on when a log is left beside a file that was closed; makes sure that its removal is on the disk.
fn refuse_a_log(path: &Path) -> Result<(), StoreError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if fs::metadata(&log).is_ok_and(|left| left.len() > 0) {
        return Err(StoreError::Disk("the log is still beside the file".to_owned()));
    }
    Ok(private::sync_folder(folder_of(path))?)
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

#[cfg(test)]
mod tests {
    use security::access::Roles;
    use security::kdf::KdfParams;
    use security::password::{Login, Password};
    use security::statement::Moment;
    use security::vault::Founding;
    use security::{Day, Role, SeededRandom, SlotBook, VaultId};
    use uuid::Uuid;

    use super::*;

    const VAULT: VaultId = VaultId(Uuid::from_u128(3));

    fn key(seed: u64) -> PageKey {
        let founding = Founding {
            vault: VAULT,
            agent: Uuid::from_u128(9),
            login: Login::new("agent").expect("a login"),
            password: &Password::new("cheval-agrafe-lunaire-54-parapluie"),
            kdf: KdfParams::FLOOR,
            roles: Roles::of([Role::Adm]),
            day: Day(0),
        };
        let moment = Moment { at_ms: 0, desk: 1 };
        SlotBook::found(founding, moment, &mut SeededRandom::new(seed)).expect("founded").open.page_key()
    }

    fn kept(store: &Store) -> Option<(u64, Vec<u8>)> {
        store.read(|r| r.slot_copy(1)).expect("read")
    }

    #[test]
    fn a_log_that_cannot_be_gathered_costs_the_change_and_never_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("base");
        let store = Store::create(&path, key(3), VAULT).expect("created");
        store.keep_slots(1, 1, b"before").expect("written");
        // Somebody else reads: what is written next stays in the log for as long.
        let other = connect(&path, &key(3), OpenFlags::SQLITE_OPEN_READ_WRITE).expect("opened");
        other.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema;").expect("a reading");
        store.keep_slots(1, 2, b"after").expect("written");
        store.writer().as_it_is().busy_timeout(Duration::from_millis(5)).expect("a short wait");
        assert!(store.rekey(key(4)).is_err());
        assert_eq!(kept(&store), Some((2, b"after".to_vec())), "it goes on under the former key");
        drop(other);
        drop(store);
        let store = Store::open(&path, key(3), VAULT).expect("under the former key still");
        assert_eq!(kept(&store), Some((2, b"after".to_vec())));
        store.rekey(key(4)).expect("nobody reads any more");
        drop(store);
        assert!(matches!(Store::open(&path, key(3), VAULT), Err(StoreError::WrongKey)));
        assert_eq!(
            kept(&Store::open(&path, key(4), VAULT).expect("under the new key")),
            Some((2, b"after".to_vec()))
        );
    }
}
