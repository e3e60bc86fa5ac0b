//! The encrypted SQLite file.
//!
//! Architecture invariant: no rule of the trade (no `if` on a tariff), no clock, no session. This is the only room that mentions
//! SQL, and every statement lives in a `.sql` file beside its repository, read through its `sql!`. Sealed columns go in and come out
//! as bytes: the keys that open them belong to `security`.

/// The text of a `.sql` file that stands beside the repository using it.
macro_rules! sql {
    ($file:literal) => {
        include_str!($file)
    };
}

mod error;
mod migrate;
mod open;
mod rows;
#[cfg(test)]
mod statements;
mod transaction;

pub mod activities;
pub mod attendance;
pub mod audit;
pub mod baseline;
pub mod billing;
pub mod cells;
pub mod health;
pub mod imports;
pub mod keys;
pub mod payments;
pub mod people;
pub mod quotients;
pub mod search;
pub mod sequences;
pub mod settings;
pub mod tariffs;
pub mod treasury;
pub mod users;
pub mod verification;

pub use error::StoreError;
pub use open::{Engine, Examination, Store};
pub use rows::{FromBlob, blob, day};
pub use transaction::{Reader, Stamp, Writer};

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rusqlite::Connection;

    fn statements(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                statements(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "sql") {
                found
                    .push((path.display().to_string(), std::fs::read_to_string(&path).expect("a statement")));
            }
        }
    }

    #[test]
    fn every_statement_fits_the_schema() {
        let connection = Connection::open_in_memory().expect("memory");
        connection.execute_batch(include_str!("../migrations/V0001__initial.sql")).expect("the schema");
        let mut found = Vec::new();
        statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        let wrong: Vec<String> = found
            .iter()
            .filter_map(|(path, text)| connection.prepare(text).err().map(|error| format!("{path}: {error}")))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
