//! Numbered migrations, each applied once, in one transaction, its text remembered by a digest.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::StoreError;

/// `PREAU` in the file's header, so that another program knows what it holds.
const APPLICATION_ID: i64 = 0x5052_4541;

/// Every migration this program carries, in order. A released one is never edited.
const MIGRATIONS: &[&str] =
    &[include_str!("../migrations/V0001__initial.sql"), include_str!("../migrations/V0003__keys.sql")];

/// Brings a file to the newest schema. A file newer than the program is refused; an altered history too.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let known = MIGRATIONS.len() as i64;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    if found == 0 {
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS migrations (version INTEGER NOT NULL PRIMARY KEY, digest BLOB NOT NULL) STRICT",
        )?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    for (index, text) in MIGRATIONS.iter().enumerate() {
        let version = index as i64 + 1;
        let digest = Sha256::digest(text.as_bytes()).to_vec();
        if version <= found {
            let applied: Vec<u8> = connection
                .query_row("SELECT digest FROM migrations WHERE version = ?1", [version], |row| row.get(0))
                .map_err(|_| StoreError::AlteredMigration(version))?;
            if applied != digest {
                return Err(StoreError::AlteredMigration(version));
            }
        } else {
            let transaction =
                connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            transaction.execute_batch(text)?;
            transaction
                .execute("INSERT INTO migrations (version, digest) VALUES (?1, ?2)", (version, digest))?;
            transaction.pragma_update(None, "user_version", version)?;
            transaction.commit()?;
        }
    }
    Ok(())
}
