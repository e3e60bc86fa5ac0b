//! When they open and close.

use domain::calendar::Month;
use domain::values::ids::{ActivityId, ClosureId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A closure to create or change.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ClosureSaveRequest {
    /// The closure; none to create one.
    pub id: Option<ClosureId>,
    /// Activity closed; none for all of them.
    pub activity: Option<ActivityId>,
    /// Unit closed; none for the whole activity.
    pub unit: Option<UnitId>,
    /// First closed day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last closed day.
    #[ts(type = "string")]
    pub to: Date,
    /// Why, as families will read it.
    pub reason: String,
}

/// A closure written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClosureSavedView {
    /// The closure.
    pub closure: ClosureView,
    /// Bookings that still stand on those days: they would be billed. The grid cancels them.
    pub standing_bookings: u32,
}

/// Names a closure.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ClosureRequest {
    /// The closure.
    pub closure: ClosureId,
}

/// A closure.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClosureView {
    /// Identifier.
    pub id: ClosureId,
    /// Activity closed; none for all.
    pub activity_id: Option<ActivityId>,
    /// Unit closed; none for the whole activity.
    pub unit_id: Option<UnitId>,
    /// What is closed: `Toutes les activités`, `Cantine Les Tilleuls`, `Cantine Les Tilleuls, Repas`.
    pub what: String,
    /// First closed day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last closed day.
    #[ts(type = "string")]
    pub to: Date,
    /// Why.
    pub reason: String,
}

/// Asks for a month of the calendar.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
#[serde(default)]
pub struct CalendarRequest {
    /// The month; the current one when absent.
    pub month: Option<Month>,
}

/// A month as the town lives it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalendarView {
    /// The month.
    pub month: Month,
    /// `novembre 2026`.
    pub month_label: String,
    /// School year it belongs to.
    pub school_year: String,
    /// Zone of the school holidays.
    pub zone: String,
    /// Last day for which school holidays are published; beyond it days count as term.
    #[ts(type = "string | null")]
    pub known_until: Option<Date>,
    /// Its days.
    pub days: Vec<CalendarDayView>,
    /// What opens.
    pub units: Vec<CalendarUnitView>,
    /// Closures that touch it.
    pub closures: Vec<ClosureView>,
    /// School holidays that touch it.
    pub holidays: Vec<HolidayView>,
}

/// A day of the month.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalendarDayView {
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
    /// 1 for Monday.
    pub weekday: i8,
    /// ISO week.
    pub week: u8,
    /// Name of the public holiday.
    pub public_holiday: Option<String>,
    /// Name of the school holidays.
    pub school_holiday: Option<String>,
}

/// A unit over the month.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalendarUnitView {
    /// The unit.
    pub unit_id: UnitId,
    /// Its activity.
    pub activity_id: ActivityId,
    /// Name of the activity.
    pub activity_name: String,
    /// Name of the unit.
    pub unit_name: String,
    /// Letter of its column.
    pub code: String,
    /// One character a day: `1` open, `0` closed though it would open (public holiday, closure), `.` never open that day.
    pub days: String,
    /// Days open.
    pub open_days: u32,
}

/// School holidays.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HolidayView {
    /// `Vacances d’hiver`.
    pub name: String,
    /// First day without school.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day without school.
    #[ts(type = "string")]
    pub to: Date,
}
