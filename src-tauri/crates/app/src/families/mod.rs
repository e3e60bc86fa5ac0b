//! Families: the file, its households, guardians, children, custody and contacts.

mod check;
mod contacts;
mod custody;
mod edit;
mod edits;
mod history;
mod list;
mod register;
mod show;
mod sight;
mod views;
mod wording;

#[cfg(test)]
mod tests;

pub use check::check;
pub use contacts::{remove_contact, save_contact};
pub use custody::save_custody;
pub use edit::{add_household, edit_child, edit_household, save_guardian, set_authority, set_debtor};
pub use history::history;
pub use list::list;
pub use register::{register, register_child};
pub use show::show;
pub use views::*;
pub(crate) use wording::{accepted_diet, age, diet_label, health_light, phone};
