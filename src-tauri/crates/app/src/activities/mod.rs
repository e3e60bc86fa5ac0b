//! Schools, classes, activities, units, and the days on which they open.

mod calendar;
mod offer;
mod saving;
mod schools;
#[cfg(test)]
mod tests;
mod views;
mod year_change;

pub use calendar::{calendar_show, closure_remove, closure_save};
pub(crate) use offer::{Offer, calendar_of_town, clock_label, closed_label, hours_label};
pub use saving::{activity_list, activity_save, unit_save};
pub use schools::{class_assign, class_save, school_list, school_save};
pub use views::*;
pub use year_change::{year_change_save, year_change_show, year_change_undo};
