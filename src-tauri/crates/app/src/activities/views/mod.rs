//! What the screens know of schools, activities and the calendar.

mod calendar;
mod offer;
mod schools;
mod year_change;

pub use calendar::*;
pub use offer::*;
pub use schools::*;
pub use year_change::*;
