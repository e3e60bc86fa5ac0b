//! What the screens know of presences: the grid, what painting did, the sheet of a day, the headcounts.

use domain::attendance::{AttendanceState, Brush};
use domain::calendar::Month;
use domain::values::ids::{ActivityId, ChildId, ClassId, FamilyId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

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

/// A cell to paint.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CellRequest {
    /// The child.
    pub child: ChildId,
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
    /// The unit.
    pub unit: UnitId,
}

/// A column to paint.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ColumnRequest {
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
    /// The unit.
    pub unit: UnitId,
}

/// What to paint.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum PaintTarget {
    /// These very cells: each must be able to take the state.
    Cells {
        /// The cells.
        cells: Vec<CellRequest>,
    },
    /// A rectangle: cells the brush does not concern are left as they are.
    Rectangle {
        /// Rows.
        children: Vec<ChildId>,
        /// Columns.
        columns: Vec<ColumnRequest>,
    },
}

/// A stroke of the brush.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AttendancePaintRequest {
    /// What to paint.
    pub target: PaintTarget,
    /// With what.
    pub brush: Brush,
    /// Minutes of presence, for units counted by the minute.
    #[serde(default)]
    pub minutes: Option<u16>,
}

/// What a stroke did.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AttendancePaintView {
    /// Cells that changed.
    pub changed: Vec<PaintedCellView>,
    /// Of those, cells put on the waiting list because the unit is full.
    pub made_wait: u32,
    /// Cells of a rectangle left as they were.
    pub left: u32,
    /// Places taken in the columns touched.
    pub columns: Vec<PaintedColumnView>,
    /// Undoes the stroke (`attendance_undo`); none when nothing changed.
    #[ts(type = "string | null")]
    pub undo: Option<Uuid>,
}

/// A cell that changed.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct PaintedCellView {
    /// The child.
    pub child: ChildId,
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
    /// The unit.
    pub unit: UnitId,
    /// State before; none when empty.
    pub before: Option<AttendanceState>,
    /// State now.
    pub after: Option<AttendanceState>,
    /// Minutes now.
    pub minutes: Option<u16>,
}

/// Places of a column after a stroke.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct PaintedColumnView {
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
    /// The unit.
    pub unit: UnitId,
    /// Places taken, all children counted.
    pub taken: u32,
    /// Places there are.
    pub capacity: Option<u32>,
}

/// Names a stroke to undo. Undoing answers a stroke too, so that it can be redone.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct StrokeRequest {
    /// The stroke.
    #[ts(type = "string")]
    pub stroke: Uuid,
}

/// A day to validate: who is still booked was present.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct DayValidateRequest {
    /// Whose presences.
    pub scope: GridScope,
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
}

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
