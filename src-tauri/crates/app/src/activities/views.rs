//! What the screens know of schools, activities and the calendar.

use domain::activities::{ActivityDraft, ActivityKind, ImputationDraft, UnitDraft, UnitKind};
use domain::attendance::NoticePeriod;
use domain::calendar::{Month, Weekdays};
use domain::values::ids::{ActivityId, ChildId, ClassId, ClosureId, SchoolId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Asks for schools and classes.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct SchoolListRequest {
    /// `2026-2027`; the current school year when absent.
    pub school_year: Option<String>,
}

/// Schools and their classes for a school year.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SchoolListView {
    /// The school year shown.
    pub school_year: String,
    /// Those one may ask for: known ones, the current one and the next.
    pub school_years: Vec<String>,
    /// The schools, by name.
    pub schools: Vec<SchoolView>,
    /// Levels a class may have.
    pub grades: Vec<GradeView>,
}

/// A level of schooling.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GradeView {
    /// `CE1`.
    pub code: String,
    /// `Cours élémentaire 1`.
    pub label: String,
}

/// A school.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SchoolView {
    /// Identifier.
    pub id: SchoolId,
    /// Name.
    pub name: String,
    /// Code of the ministry (UAI), empty when unknown.
    pub uai: String,
    /// Its classes for that school year, from the youngest level.
    pub classes: Vec<ClassView>,
    /// Children in them.
    pub children: u32,
}

/// A class.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClassView {
    /// Identifier.
    pub id: ClassId,
    /// Its school.
    pub school_id: SchoolId,
    /// School year.
    pub school_year: String,
    /// `CE1 B`.
    pub name: String,
    /// Code of its level, empty for several.
    pub grade: String,
    /// Children in it today; on the first or last day of the school year when it is not the current one.
    pub children: u32,
}

/// A school to create or change.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SchoolSaveRequest {
    /// The school; none to create one.
    pub id: Option<SchoolId>,
    /// Name.
    pub name: String,
    /// Code of the ministry (UAI); may be empty.
    pub uai: String,
}

/// A class to create or change.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ClassSaveRequest {
    /// The class; none to create one.
    pub id: Option<ClassId>,
    /// Its school.
    pub school: SchoolId,
    /// `2026-2027`.
    pub school_year: String,
    /// `CE1 B`.
    pub name: String,
    /// Code of its level; empty for several.
    pub grade: String,
}

/// What was written, by its identifier.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct SavedView {
    /// Identifier of what was created or changed.
    #[ts(type = "string")]
    pub id: Uuid,
}

/// Children to place in a class.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ClassAssignRequest {
    /// The children.
    pub children: Vec<ChildId>,
    /// The class; none takes them out of any.
    pub class: Option<ClassId>,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
}

/// Children placed.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct ClassAssignView {
    /// How many.
    pub children: u32,
}

/// Activities and their units.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActivityListView {
    /// The activities, in their order.
    pub activities: Vec<ActivityView>,
}

/// An activity.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActivityView {
    /// Identifier.
    pub id: ActivityId,
    /// Kind.
    pub kind: ActivityKind,
    /// The kind in French.
    pub kind_label: String,
    /// Name.
    pub name: String,
    /// Where it takes place.
    pub facility: String,
    /// School it depends on.
    pub school_id: Option<SchoolId>,
    /// That school's name.
    pub school_name: Option<String>,
    /// Where its receipts go in the accounts.
    pub imputation: ImputationDraft,
    /// Until when a booking may be cancelled without being billed.
    pub notice: NoticePeriod,
    /// The same as a sentence.
    pub notice_label: String,
    /// Its place in lists.
    pub rank: u32,
    /// Children registered today.
    pub registered: u32,
    /// Children waiting for a registration today.
    pub waiting: u32,
    /// Its units.
    pub units: Vec<UnitView>,
}

/// A unit of an activity.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnitView {
    /// Identifier.
    pub id: UnitId,
    /// Its activity.
    pub activity_id: ActivityId,
    /// Heads its column: `M`, `R`, `S`.
    pub code: String,
    /// `Repas`.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Minute of the day it begins at.
    pub start_minute: u16,
    /// Minute of the day it ends at.
    pub end_minute: u16,
    /// `11 h 45 – 13 h 30`.
    pub hours_label: String,
    /// Children it takes; none when nothing limits it.
    pub capacity: Option<u32>,
    /// Weekdays, bit 0 for Monday.
    pub weekdays: Weekdays,
    /// Opens outside school holidays.
    pub in_term: bool,
    /// Opens during school holidays.
    pub in_holidays: bool,
    /// A meal is served in it.
    pub with_meal: bool,
    /// Minutes are noted with each presence.
    pub by_minutes: bool,
    /// Its place within the activity.
    pub rank: u32,
}

/// An activity to create or change.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ActivitySaveRequest {
    /// The activity; none to create one.
    pub id: Option<ActivityId>,
    /// Where it takes place; may be empty.
    pub facility: String,
    /// Its place in lists.
    pub rank: u32,
    /// Name, kind, school, accounts and notice period.
    #[serde(flatten)]
    pub draft: ActivityDraft,
}

/// A unit to create or change.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UnitSaveRequest {
    /// The unit; none to create one.
    pub id: Option<UnitId>,
    /// Its activity.
    pub activity: ActivityId,
    /// Heads its column: one to three letters.
    pub code: String,
    /// A meal is served in it.
    pub with_meal: bool,
    /// Minutes are noted with each presence.
    pub by_minutes: bool,
    /// Its place within the activity.
    pub rank: u32,
    /// Name, kind, hours, capacity and openings.
    #[serde(flatten)]
    pub draft: UnitDraft,
}

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
