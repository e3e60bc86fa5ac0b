//! Secrets, keys, sessions, rights and the chain of the audit log.
//!
//! This room knows no family and no table. It answers three questions: *who is here* ([`vault`]),
//! *what may they do* ([`access`]) and *what happened* ([`audit`]). Nothing public hands out key
//! bytes, except the one literal the database engine needs ([`secret::PageKey`]).
//!
//! The walk of a day: [`slots::SlotFiles`] reads the slot file, [`vault::SlotBook::unlock`] turns a login,
//! a password and the installation secret into an [`vault::OpenVault`], the store opens the base
//! with its [`secret::PageKey`], the application reads the agent's roles and
//! [`vault::OpenVault::into_session`] gives the [`session::Session`]. From then on every act goes
//! through [`session::Session::authorize`], which mints a typed [`access::Grant`].

pub mod absence;
pub mod access;
pub mod audit;
mod backup;
pub mod cell;
mod codec;
pub mod compartment;
pub mod durable;
pub mod enrolment;
pub mod entitlement;
pub mod foreign;
pub mod hlc;
mod identity;
pub mod kdf;
pub mod keyring;
mod own;
pub mod password;
pub mod private;
pub mod process;
pub mod random;
pub mod recovery;
mod sealing;
pub mod secret;
pub mod session;
pub mod slots;
pub mod statement;
pub mod vault;

pub use access::{Denied, Grant, Right, Role};
pub use backup::HandlesBackups;
pub use compartment::Compartment;
pub use entitlement::{Day, Terms};
pub use hlc::Hlc;
pub use random::{OsRandom, Random, SeededRandom};
pub use session::{Limits, Scope, Session, Standing};
pub use vault::{OpenVault, SlotBook, VaultId};
