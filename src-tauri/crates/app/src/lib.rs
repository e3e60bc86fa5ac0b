//! What an agent can do: the use cases of Préau.
//!
//! Architecture invariant: the only room where right, transaction, audit line and view meet. No window, no dialog, no wall
//! clock and no randomness of its own: the host hands them in (see [`Host`]). Every command goes through [`contract`].

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

pub mod gate;
#[cfg(test)]
mod testing;

pub mod activities;
pub mod agents;
pub mod attendance;
pub mod backups;
pub mod billing;
pub mod caf;
pub mod families;
pub mod health;
pub mod home;
pub mod imports;
pub mod journal;
pub mod lists;
pub mod payments;
mod press;
pub mod quotients;
pub mod recovery;
pub mod registrations;
pub mod search;
pub mod session;
pub mod settings;
pub mod tariffs;
pub mod treasury;

pub use app::{App, COMMANDS, GATE_COMMANDS, Host, KeyringOf, Reply};
pub use error::{Code, Error, ErrorView};
pub use security::process::keep_memory_private;
pub use security::{OsRandom, Random, SeededRandom};
