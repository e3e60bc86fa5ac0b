//! What the town offers and who is registered: schools and classes, activities and units, closures, registrations, weekly
//! patterns.

mod offer;
mod registrations;
mod schools;

pub use offer::{ActivityRow, RegistrationCount, UnitRow};
pub use registrations::{PatternRow, RegistrationLine, RegistrationRow};
pub use schools::{ClassRollRow, ClassRow, SchoolRow, SchoolingRow};
