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

mod capture;
mod connection;
mod copies;
mod error;
mod migrate;
mod open;
mod reach;
mod reading;
mod rekey;
mod rows;
#[cfg(test)]
mod statements;
mod transaction;
mod volume;

pub mod activities;
pub mod attachments;
pub mod attendance;
pub mod audit;
pub mod baseline;
pub mod billing;
pub mod cells;
pub mod consents;
pub mod foreign;
pub mod habits;
pub mod health;
pub mod imports;
pub mod incomes;
pub mod keys;
pub mod letters;
pub mod mandates;
pub mod merges;
pub mod payments;
pub mod people;
pub mod quotients;
pub mod relation;
pub mod schooling;
pub mod search;
pub mod sequences;
pub mod settings;
pub mod statistics;
pub mod subsidies;
pub mod supporting;
pub mod tariffs;
pub mod treasury;
pub mod users;
pub mod verification;

pub use capture::{Miscount, StateChange, UNCOVERED};
pub use copies::{Examination, KeepGoing};
pub use error::StoreError;
pub use open::{Engine, Held, Store};
pub use reach::Reach;
pub use reading::Beside;
pub use rows::{blob, day};
pub use transaction::{Reader, Stamp, Writer};
pub use volume::{is_remote, same_volume};
