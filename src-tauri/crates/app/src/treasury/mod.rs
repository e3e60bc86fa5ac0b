//! The treasury: what its files need to know of the town, what each run sends it.

mod batch;
mod export;
mod overview;
mod settings;
#[cfg(test)]
mod tests;
mod views;

pub use self::export::export;
pub use self::overview::overview;
pub(crate) use self::settings::{load as settings, save as save_settings};
pub use self::settings::{settings_save, settings_show};
pub use self::views::*;
