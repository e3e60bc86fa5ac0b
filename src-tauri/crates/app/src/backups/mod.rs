//! Backups: made while the vault works, read again before they are called good, restored beside the vault and never over it.
//!
//! A backup is a folder: the base as it was at one instant, still under its key; both copies of the slots; the card on the door; a
//! manifest with what it must hold. The installation secret is never in it: a stolen backup opens nothing.

mod copying;
mod create;
mod manifest;
mod rescue;
mod restore;
mod verify;
mod views;

pub use self::create::{create, show};
pub use self::rescue::rescue;
pub use self::restore::restore;
pub use self::verify::verify;
pub use self::views::*;
