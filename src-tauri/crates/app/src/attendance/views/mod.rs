//! What the screens know of presences: the grid, what painting did, the sheet of a day, the headcounts.

mod grid;
mod headcount;
mod sheet;
mod strokes;

pub use grid::*;
pub use headcount::*;
pub use sheet::*;
pub use strokes::*;
