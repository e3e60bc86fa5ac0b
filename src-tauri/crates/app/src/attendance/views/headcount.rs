//! Headcounts by unit and day.

use domain::calendar::Month;
use domain::values::ids::{ActivityId, ClassId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DietCountView;

/// When to count.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum HeadcountSpan {
    /// One day.
    Day {
        /// The day.
        #[ts(type = "string")]
        day: Date,
    },
    /// A month.
    Month {
        /// The month.
        month: Month,
    },
}

/// Asks for headcounts.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HeadcountRequest {
    /// When.
    pub span: HeadcountSpan,
    /// Activities to count; empty for all.
    #[serde(default)]
    pub activities: Vec<ActivityId>,
}

/// Headcounts by unit and day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HeadcountView {
    /// `mardi 24 novembre 2026`, `novembre 2026`.
    pub span_label: String,
    /// The days on which at least one unit opens or somebody came.
    #[ts(type = "string[]")]
    pub days: Vec<Date>,
    /// The units.
    pub units: Vec<HeadcountUnitView>,
}

/// Headcounts of a unit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HeadcountUnitView {
    /// The unit.
    pub unit_id: UnitId,
    /// Its activity.
    pub activity_id: ActivityId,
    /// Name of the activity.
    pub activity_name: String,
    /// Name of the unit.
    pub unit_name: String,
    /// Places there are.
    pub capacity: Option<u32>,
    /// One for each of `days`.
    pub days: Vec<HeadcountDayView>,
    /// Children expected over the span, by diet.
    pub diets: Vec<DietCountView>,
    /// Children expected over the span, by class.
    pub classes: Vec<ClassCountView>,
    /// Children expected over the span.
    pub expected: u32,
    /// Presences over the span.
    pub present: u32,
}

/// Headcount of a unit on a day.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
pub struct HeadcountDayView {
    /// Whether the unit opens.
    pub open: bool,
    /// Booked or there.
    pub expected: u32,
    /// There.
    pub present: u32,
    /// Absent or cancelled late.
    pub absent: u32,
    /// Waiting for a place.
    pub waiting: u32,
}

/// How many children of a class.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClassCountView {
    /// The class; none for children without one.
    pub class_id: Option<ClassId>,
    /// Its name.
    pub class_name: String,
    /// Children.
    pub children: u32,
}
