//! The treasury: what its files need to know of the town, what each run sends it.

mod batch;
mod exercices;
mod export;
mod overview;
mod settings;
#[cfg(test)]
mod tests;
mod views;

pub(crate) use self::exercices::LAST_INVOICE;
pub use self::exercices::{exercices_show, run_set_exercice, sequence_start};
pub use self::export::export;
pub use self::overview::overview;
pub(crate) use self::settings::{load as settings, save as save_settings};
pub use self::settings::{settings_save, settings_show};
pub use self::views::*;
pub use domain::treasury::CollectionWay;
