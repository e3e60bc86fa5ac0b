//! Health: the whole record for SAN, what to do today for the field, a light for the desk.

mod edit;
mod kitchen;
mod list;
mod sealed;
mod show;
mod views;
mod wording;

#[cfg(test)]
mod tests;

pub use edit::{check_words, edit};
pub use kitchen::today as kitchen;
pub(crate) use kitchen::{instructions_of, instructions_of_day};
pub use list::list;
pub(crate) use sealed::deposit;
pub use show::show;
pub use views::*;
pub(crate) use wording::allergies as allergy_views;
