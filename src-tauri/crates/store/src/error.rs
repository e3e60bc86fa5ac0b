//! What can go wrong between the program and its file.

use std::path::PathBuf;

/// A failure of the file itself, never of a rule of the trade.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine linked into this program does not encrypt: nothing is opened.
    #[error("the database engine does not encrypt")]
    NotEncrypting,
    /// The key does not open the file, or the file is not a vault.
    #[error("the key does not open this file")]
    WrongKey,
    /// A page does not carry the seal it should.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// Made by a later version of the program: it could be misread.
    #[error("the file has schema {found}, this program knows {known}")]
    NewerSchema {
        /// Schema version found in the file.
        found: i64,
        /// Newest version this program can read.
        known: i64,
    },
    /// A migration recorded in the file is not the one this program carries.
    #[error("migration {0} is not the one that was applied")]
    AlteredMigration(i64),
    /// Another program, or another window, holds the file.
    #[error("the vault is already open elsewhere")]
    InUse,
    /// The file would lie on another machine: it would end up damaged.
    #[error("the file lies on a network share")]
    Remote,
    /// Nothing at that place.
    #[error("no vault at {0}")]
    Missing(PathBuf),
    /// A row was to point at another that is not there.
    #[error("a row names another that does not exist")]
    Dangling,
    /// It would fall outside of what this agent reaches.
    #[error("outside of what this agent reaches")]
    OutOfReach,
    /// Whoever waited gave it up.
    #[error("given up")]
    Interrupted,
    /// No room left on the medium.
    #[error("the disk is full")]
    Full,
    /// The medium is read-only or gone.
    #[error("the disk refused: {0}")]
    Disk(String),
    /// Rows changed by a way that no journal line would say: undone.
    #[error("rows changed outside of what the journal line says")]
    Uncounted,
    /// A statement failed.
    #[error("statement failed: {0}")]
    Sql(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let constraint = error.sqlite_error().map(|error| error.extended_code);
        if constraint == Some(rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY) {
            return StoreError::Dangling;
        }
        if constraint == Some(rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER) {
            return StoreError::OutOfReach;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::WrongKey,
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged(error.to_string()),
            Some(ErrorCode::OperationInterrupted) => StoreError::Interrupted,
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                StoreError::Disk(error.to_string())
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::InUse,
            _ => StoreError::Sql(error),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::Full,
            _ => StoreError::Disk(error.to_string()),
        }
    }
}
