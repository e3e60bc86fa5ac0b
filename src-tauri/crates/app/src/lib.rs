//! What an agent can do: the use cases of Préau.
//!
//! Architecture invariant: the only room where right, transaction, audit line and view meet. No window, no dialog, no wall
//! clock and no randomness of its own: the host hands them in (see [`Host`]). Every command goes through [`contract`].

pub mod apart;
pub mod baseline;
pub mod call;
pub mod changes;
pub mod clock;
pub mod contract;
pub mod demo;
pub mod error;
pub mod jobs;
pub mod outside;
pub mod typescript;
pub mod unlocked;
pub mod watch;

mod app;
mod digest;
mod intake;
mod sealed_file;
mod subject_key;

pub mod gate;
#[cfg(test)]
mod testing;

pub mod activities;
pub mod agents;
pub mod attendance;
pub mod backups;
pub mod billing;
pub mod caf;
pub mod consents;
pub mod emergency;
pub mod families;
pub mod habits;
pub mod health;
pub mod home;
pub mod imports;
pub mod incomes;
pub mod journal;
pub mod letters;
pub mod lists;
pub mod mandates;
pub mod payments;
pub mod photos;
mod press;
pub mod queries;
pub mod quotients;
pub mod recovery;
pub mod registrations;
pub mod relation;
pub mod schooling;
pub mod search;
pub mod session;
pub mod settings;
pub mod statistics;
pub mod subsidies;
pub mod supporting;
pub mod tariffs;
pub mod treasury;

pub use app::{App, COMMANDS, GATE_COMMANDS, Host, KeyringOf, Reply};
pub use error::{Code, Error, ErrorView};
pub use security::process::keep_memory_private;
pub use security::{OsRandom, Random, SeededRandom};

/// Does what an opening needs and no password: a window does it while the agent types theirs.
pub fn prepare() {
    store::Store::prepare();
}
