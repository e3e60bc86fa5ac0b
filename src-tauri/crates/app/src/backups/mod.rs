//! Backups: made while the vault works, read again before they are called good, put back by two people.
//!
//! A backup is a folder: the base as it was at one instant, still under its key; both copies of the slots; the card on the door; a
//! manifest with what it must hold, signed by who made it. The installation secret is never in it: a stolen backup opens nothing.
//!
//! The town's plan says where they go (`plan`); whoever opens the vault makes the day's (`run`, `making`); what is too old goes
//! (`domain::backups`). A restoration is prepared aside (`prepare`) and put in the vault's place when a second agent agrees (`swap`).

mod copying;
mod create;
mod list;
mod making;
mod manifest;
mod places;
mod plan;
mod prepare;
mod rehearsal;
mod rescue;
mod restore;
mod run;
mod second;
mod side;
mod standing;
mod swap;
mod verify;
mod views;

#[cfg(test)]
mod tests;

pub use self::create::create;
pub use self::list::{BackupChoice, list};
pub(crate) use self::plan::plan;
pub use self::plan::{add_place, move_place, remove_place, save_place, show};
pub use self::prepare::{give_up, prepare};
pub(crate) use self::rehearsal::last_rehearsal;
pub use self::rehearsal::rehearse;
pub(crate) use self::rescue::keys_elsewhere;
pub use self::rescue::{rescue, rescue_slots};
pub use self::restore::restore;
pub(crate) use self::run::any_due;
pub use self::run::run;
pub(crate) use self::second::two_at_the_door;
pub(crate) use self::standing::{Age, briefly, place_troubles, troubles};
pub(crate) use self::swap::settle;
pub use self::swap::swap;
pub(crate) use self::verify::left_by_a_signed_restoration;
pub use self::verify::verify;
pub use self::views::*;
