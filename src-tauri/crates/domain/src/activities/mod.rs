//! What a town offers: activities, their units, when they open, how many they take, who is registered.

mod activity;
mod capacity;
mod imputation;
mod opening;
mod registration;
mod school;
mod unit;

pub use activity::{Activity, ActivityDraft, ActivityKind};
pub use capacity::{Admission, admit};
pub use imputation::{Imputation, ImputationDraft};
pub use opening::{Calendar, ClosedBecause, Closure, is_open, opening, scheduled};
pub use registration::{Registration, RegistrationState};
pub use school::{Grade, School, SchoolClass, name_after};
pub use unit::{ActivityUnit, UnitDraft, UnitKind};
