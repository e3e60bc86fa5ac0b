//! What a town offers: activities, their units, when they open, how many they take, who is registered.

mod activity;
mod capacity;
mod opening;
mod registration;
mod school;

pub use activity::{Activity, ActivityDraft, ActivityKind, Imputation, ImputationDraft};
pub use activity::{ActivityUnit, UnitDraft, UnitKind};
pub use capacity::{Admission, admit};
pub use opening::{Calendar, ClosedBecause, Closure, is_open, opening, scheduled};
pub use registration::{Registration, RegistrationState};
pub use school::{Grade, School, SchoolClass};
