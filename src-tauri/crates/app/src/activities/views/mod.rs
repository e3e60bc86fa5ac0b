//! What the screens know of schools, activities and the calendar.

mod calendar;
mod offer;
mod schools;

pub use calendar::*;
pub use offer::*;
pub use schools::*;
