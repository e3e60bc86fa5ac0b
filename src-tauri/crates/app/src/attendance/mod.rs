//! Presences: the grid and its brush, the sheet of a day, the headcounts.

mod grid;
mod headcount;
mod paint;
mod painting;
mod registered;
mod sheet;
mod span;
mod stroke;
#[cfg(test)]
mod tests;
mod views;

pub use grid::attendance_grid;
pub use headcount::headcount;
pub(crate) use paint::{Reach, Spot, paint};
pub use painting::{attendance_day_validate, attendance_paint, attendance_undo};
pub(crate) use sheet::expected_in;
pub use sheet::{day_sheet, day_sheet_pdf};
pub(crate) use span::long_day;
pub(crate) use stroke::{Stroke, keep_stroke};
pub use views::*;
