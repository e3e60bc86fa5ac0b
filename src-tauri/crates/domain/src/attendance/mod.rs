//! Who is expected and who came: states of a child on a unit of a day, weekly patterns, notice periods, hours
//! declared to the CAF.

mod brush;
mod hours;
mod notice;
mod pattern;
mod state;

pub use brush::{Brush, Cell};
pub use hours::{AgeBand, CareKind, DeclaredUnit, HoursRow, HoursStatement};
pub use notice::NoticePeriod;
pub use pattern::{PatternDay, WeekRhythm, WeeklyPattern, is_left_behind};
pub use state::{AttendanceState, DayPosition, StateSet, check_transition};
