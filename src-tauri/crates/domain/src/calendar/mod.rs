//! Days as a town hall counts them: months billed, school years, public and school holidays, openings.

mod month;

pub use month::Month;
