//! Who may come to what, and what they book every week.

mod pattern;
mod registration;
#[cfg(test)]
mod tests;
mod views;

pub use pattern::{pattern_apply, pattern_check, pattern_save, pattern_show};
pub use registration::{registration_add, registration_list, registration_save};
pub use views::*;
