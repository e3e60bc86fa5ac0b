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
mod transaction;

pub mod audit;
pub mod keys;
pub mod settings;
pub mod users;

pub use error::StoreError;
pub use open::{Engine, Store};
pub use rows::{FromBlob, blob, day};
pub use transaction::{Reader, Stamp, Writer};
