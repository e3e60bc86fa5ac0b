//! One connection: keyed before the first statement, set as the design wants it.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use security::secret::PageKey;
use zeroize::Zeroizing;

use crate::StoreError;

/// How long one waits for another to be done with the file.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Waiting first (the very first statement may meet a lock), then the key.
pub(crate) fn keyed(path: &Path, key: &PageKey, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    // SQLCipher would otherwise write its own lines to standard error.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    connection.execute_batch(&Zeroizing::new(format!("PRAGMA key = \"{}\"", *key.raw_key_literal())))?;
    Ok(connection)
}

/// Connection settings, in the order the engine needs them: waiting first (the very first statement may meet a lock), then the
/// key, then everything else. `serialize` and changesets yield plaintext and are never used.
pub(crate) fn connect(path: &Path, key: &PageKey, flags: OpenFlags) -> Result<Connection, StoreError> {
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

/// Pages of the file.
pub(crate) fn pages(connection: &Connection) -> Result<u64, StoreError> {
    let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    Ok(pages.unsigned_abs())
}

/// What `cipher_integrity_check`, a check of consistency and the foreign keys have to say.
pub(crate) fn problems(connection: &Connection, consistency: &str) -> Result<Vec<String>, StoreError> {
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
