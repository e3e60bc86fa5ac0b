//! Files received: shown as they were read, taken in one transaction, undone as a whole.

mod allocataires;
mod batches;
mod families;
mod family_judging;
mod family_sources;
mod family_taking;
mod family_views;
mod file;
mod file_kind;
mod known_families;
mod matching;
mod quotient_views;
mod quotients;
mod return_views;
mod returns;
mod suspended;
mod taking;
#[cfg(test)]
mod tests;
mod views;

pub use self::batches::{list, undo};
pub use self::families::{
    families_correct, families_preview, families_rejected_file, families_remap, families_row, families_show,
};
pub use self::family_taking::{families_commit, families_try};
pub use self::family_views::*;
pub use self::quotient_views::*;
pub use self::quotients::{
    quotients_correct, quotients_preview, quotients_rejected_file, quotients_remap, quotients_show,
};
pub use self::return_views::*;
pub use self::returns::{
    returns_commit, returns_preview, returns_rejected_file, returns_remap, returns_show,
};
pub use self::suspended::{suspended_assign, suspended_dismiss, suspended_list};
pub use self::taking::{quotients_commit, quotients_try};
pub use self::views::*;
