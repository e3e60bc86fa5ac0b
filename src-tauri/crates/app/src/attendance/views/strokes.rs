//! A stroke of the brush, and what it did.

use domain::attendance::{AttendanceState, Brush};
use domain::values::ids::{ChildId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::GridScope;

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
