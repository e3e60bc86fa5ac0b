//! The grid: children in rows, days and units in columns.

use domain::values::ids::{ActivityId, ChildId, ClassId, FamilyId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::families::HealthLight;

/// Whose presences.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum GridScope {
    /// The children of a class, in every activity they attend.
    Class {
        /// The class.
        class: ClassId,
    },
    /// Everyone registered to an activity, or who came.
    Activity {
        /// The activity.
        activity: ActivityId,
    },
    /// The children of a family.
    Family {
        /// The family.
        family: FamilyId,
    },
}

/// How long a span the grid shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GridSpan {
    /// One day.
    Day,
    /// The ISO week of the day.
    Week,
    /// The month of the day.
    Month,
}

/// Asks for a grid.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AttendanceGridRequest {
    /// Whose presences.
    pub scope: GridScope,
    /// How long.
    pub span: GridSpan,
    /// Any day of the span; today when absent.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub day: Option<Date>,
    /// Units to show; empty for all.
    #[serde(default)]
    pub units: Vec<UnitId>,
}

/// A grid: children in rows, days × units in columns.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AttendanceGridView {
    /// `CE1 B`, `Cantine Les Tilleuls`, `Famille Le Goff`.
    pub title: String,
    /// `novembre 2026`, `semaine 47, du 16 au 22 novembre 2026`, `mardi 24 novembre 2026`.
    pub span_label: String,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string")]
    pub to: Date,
    /// A day of the span before, to ask for it.
    #[ts(type = "string")]
    pub previous: Date,
    /// A day of the span after.
    #[ts(type = "string")]
    pub next: Date,
    /// The day at the desk.
    #[ts(type = "string")]
    pub today: Date,
    /// Every unit that could be shown, in the order of columns within a day.
    pub units: Vec<GridUnitView>,
    /// Days that have a column, in order.
    pub days: Vec<GridDayView>,
    /// Columns, day after day.
    pub columns: Vec<GridColumnView>,
    /// Children, by name.
    pub rows: Vec<GridRowView>,
    /// Cells reserved, in all.
    pub reserved: u32,
    /// Presences, in all.
    pub present: u32,
    /// Absences, in all.
    pub absent: u32,
    /// Whether the agent may paint.
    pub may_paint: bool,
}

/// A unit of the grid.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GridUnitView {
    /// The unit.
    pub id: UnitId,
    /// Its activity.
    pub activity_id: ActivityId,
    /// Name of the activity.
    pub activity_name: String,
    /// Name of the unit.
    pub name: String,
    /// Letter of its column.
    pub code: String,
    /// `11 h 45 – 13 h 30`.
    pub hours_label: String,
    /// Children it takes; none when nothing limits it.
    pub capacity: Option<u32>,
    /// Whether minutes are noted.
    pub by_minutes: bool,
    /// Minutes it lasts: what a presence counts when none are noted.
    pub planned_minutes: u16,
    /// Whether it has columns in this grid.
    pub shown: bool,
}

/// A day of the grid.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GridDayView {
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
    /// 1 for Monday.
    pub weekday: i8,
    /// Its first column.
    pub first_column: u32,
    /// How many it has.
    pub columns: u32,
    /// Public holiday or closure, when the whole day is closed.
    pub note: Option<String>,
    /// Cells still to tick: booked, and the day has come.
    pub to_tick: u32,
    /// Its month is billed: nothing is painted any more.
    pub billed: bool,
}

/// A column: a unit of a day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GridColumnView {
    /// Its day, by place in `days`.
    pub day: u32,
    /// Its unit, by place in `units`.
    pub unit: u32,
    /// Why it is closed; none when open.
    pub closed: Option<String>,
    /// Children of the grid who hold a place: booked or there.
    pub count: u32,
    /// Children of the grid who came.
    pub present: u32,
    /// Children of the grid who wait.
    pub waiting: u32,
    /// Cells of the grid still to tick.
    pub to_tick: u32,
    /// Places taken in the unit that day, all children counted.
    pub taken: u32,
    /// More places taken than the unit has.
    pub over: bool,
}

/// A child of the grid.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GridRowView {
    /// The child.
    pub child_id: ChildId,
    /// File of the family.
    pub family_id: Option<FamilyId>,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Class over the span.
    pub class_name: Option<String>,
    /// Light of the health file (E16). Absent for who may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub health_light: Option<HealthLight>,
    /// One character a column: `1` to `8` the state, `0` empty, `.` empty and not registered (only « imprévu » may be noted).
    pub cells: String,
    /// Minutes noted: column, minutes.
    pub minutes: Vec<(u32, u16)>,
    /// Cells reserved.
    pub reserved: u32,
    /// Presences.
    pub present: u32,
    /// Absences.
    pub absent: u32,
}
