//! The sheet of an activity's day.

use domain::values::ids::{ActivityId, ChildId, ClassId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::GridUnitView;

/// Asks for the sheet of an activity's day.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DaySheetRequest {
    /// The activity.
    pub activity: ActivityId,
    /// The day; today when absent.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub day: Option<Date>,
    /// Units of the activity; empty for all those of the day.
    #[serde(default)]
    pub units: Vec<UnitId>,
}

/// The sheet of an activity's day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DaySheetView {
    /// The activity.
    pub activity_id: ActivityId,
    /// Its name.
    pub activity_name: String,
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
    /// `mardi 24 novembre 2026`.
    pub day_label: String,
    /// The open day before.
    #[ts(type = "string | null")]
    pub previous: Option<Date>,
    /// The open day after.
    #[ts(type = "string | null")]
    pub next: Option<Date>,
    /// Why nothing opens that day; none when something does.
    pub closed: Option<String>,
    /// Units of the day, in the order of the cells.
    pub units: Vec<GridUnitView>,
    /// Children, class by class.
    pub groups: Vec<SheetGroupView>,
    /// Children expected: booked or already ticked as there.
    pub expected: u32,
    /// Children ticked as there.
    pub present: u32,
    /// Children whose absence or late cancellation is known.
    pub announced_absent: u32,
    /// Children who wait for a place.
    pub waiting: u32,
    /// Children still to tick.
    pub to_tick: u32,
    /// Expected children by neutral diet, the most frequent first: what the kitchen prepares.
    pub diets: Vec<DietCountView>,
    /// Whether the day may be ticked: it has come, its month is not billed, and the role allows it.
    pub may_tick: bool,
}

/// A class on the sheet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetGroupView {
    /// The class; none for children without one.
    pub class_id: Option<ClassId>,
    /// Its name.
    pub class_name: String,
    /// Children expected.
    pub expected: u32,
    /// Children ticked as there.
    pub present: u32,
    /// The children.
    pub children: Vec<SheetChildView>,
}

/// A child on the sheet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetChildView {
    /// The child.
    pub child_id: ChildId,
    /// `Jade B.-G.`; the full name when two children of the sheet would be called alike.
    pub name: String,
    /// Code of the neutral diet.
    pub diet_code: String,
    /// `Sans porc`.
    pub diet_label: String,
    /// One character a unit: `1` to `8` the state, `0` empty.
    pub cells: String,
    /// Minutes noted: unit, minutes.
    pub minutes: Vec<(u32, u16)>,
    /// Whether the child is expected in at least one unit.
    pub expected: bool,
}

/// How many children eat a diet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DietCountView {
    /// Code of the neutral diet.
    pub diet_code: String,
    /// `Sans porc`.
    pub diet_label: String,
    /// Children.
    pub children: u32,
}
