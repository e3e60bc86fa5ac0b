//! What the screens know of registrations and weekly patterns.

use domain::activities::{ActivityKind, RegistrationState};
use domain::calendar::{Month, Weekdays};
use domain::values::BirthDate;
use domain::values::ids::{ActivityId, ChildId, FamilyId, RegistrationId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// A registration to create or change.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RegistrationSaveRequest {
    /// The registration; none to create one.
    pub id: Option<RegistrationId>,
    /// Child.
    pub child: ChildId,
    /// Activity.
    pub activity: ActivityId,
    /// Accepted or waiting.
    pub state: RegistrationState,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day; none when not known.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// Children of one family to register to activities, accepted, until they leave.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RegistrationAddRequest {
    /// The file.
    pub family: FamilyId,
    /// Its children who come.
    pub children: Vec<ChildId>,
    /// To what, each of them.
    pub activities: Vec<ActivityId>,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
}

/// The registrations that were written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegistrationsAddedView {
    /// A child after the other.
    pub registrations: Vec<RegistrationId>,
}

/// Which registrations to list; an absent field does not limit.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
#[serde(default)]
pub struct RegistrationListRequest {
    /// One activity.
    pub activity: Option<ActivityId>,
    /// One child.
    pub child: Option<ChildId>,
    /// The children of one family.
    pub family: Option<FamilyId>,
    /// One state.
    pub state: Option<RegistrationState>,
}

/// Registrations, oldest first: the order of a waiting list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegistrationListView {
    /// The registrations.
    pub registrations: Vec<RegistrationView>,
    /// Of those that run today, how many are accepted.
    pub accepted: u32,
    /// And how many wait.
    pub waiting: u32,
}

/// A registration.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegistrationView {
    /// Identifier.
    pub id: RegistrationId,
    /// Child.
    pub child_id: ChildId,
    /// File of the family.
    pub family_id: Option<FamilyId>,
    /// Family name of the child.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    #[ts(type = "string")]
    pub birth_date: BirthDate,
    /// Class today.
    pub class_name: Option<String>,
    /// Activity.
    pub activity_id: ActivityId,
    /// Its name.
    pub activity_name: String,
    /// Its kind.
    pub activity_kind: ActivityKind,
    /// Accepted or waiting.
    pub state: RegistrationState,
    /// The state in French.
    pub state_label: String,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day, when known.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
    /// Whether it runs today.
    pub current: bool,
    /// Rank in the activity's waiting list, from 1; none when accepted.
    pub waiting_rank: Option<u32>,
}

/// Names a child's patterns.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct PatternRequest {
    /// The child.
    pub child: ChildId,
}

/// What a child books every week.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PatternView {
    /// The child.
    pub child_id: ChildId,
    /// Units of the activities the child is registered to: what may be booked.
    pub units: Vec<PatternUnitView>,
    /// The patterns that run today or later, by first day.
    pub lines: Vec<PatternLineView>,
}

/// A unit that a pattern may book.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PatternUnitView {
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
    /// Weekdays it may open, bit 0 for Monday.
    pub weekdays: Weekdays,
}

/// A unit booked every week.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct PatternLineView {
    /// The unit.
    pub unit_id: UnitId,
    /// Weekdays of even ISO weeks, bit 0 for Monday.
    pub even_weekdays: Weekdays,
    /// Weekdays of odd ISO weeks.
    pub odd_weekdays: Weekdays,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day, when known.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// The weekly pattern of a child from a day on. Units left out keep theirs; a unit without any weekday stops.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PatternSaveRequest {
    /// The child.
    pub child: ChildId,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day; none when not known.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
    /// The units.
    pub lines: Vec<PatternLineRequest>,
    /// Frees the bookings to come that only the former patterns of these units asked for.
    #[serde(default)]
    pub release: bool,
}

/// Bookings to come that a new pattern leaves behind: what freeing them makes, or made, of each.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
pub struct PatternReleaseView {
    /// Cancelled within the notice period.
    pub in_time: u32,
    /// Cancelled after it: billed as the tariff says.
    pub late: u32,
    /// Taken off a waiting list.
    pub waiting: u32,
    /// Left as they are: their month is billed.
    pub billed: u32,
    /// Undoes all of it (`attendance_undo`); none when nothing was freed.
    #[ts(type = "string | null")]
    pub undo: Option<Uuid>,
}

/// A unit to book every week.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct PatternLineRequest {
    /// The unit.
    pub unit: UnitId,
    /// Weekdays of even ISO weeks, bit 0 for Monday.
    pub even_weekdays: Weekdays,
    /// Weekdays of odd ISO weeks; the same as even ones for every week.
    pub odd_weekdays: Weekdays,
}

/// Whose patterns fill the month.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum PatternTarget {
    /// One child, in every activity.
    Child {
        /// The child.
        child: ChildId,
    },
    /// Every child of an activity.
    Activity {
        /// The activity.
        activity: ActivityId,
    },
}

/// Asks to fill a month from weekly patterns.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct PatternApplyRequest {
    /// Whose.
    pub target: PatternTarget,
    /// The month.
    pub month: Month,
    /// First day to fill; the first of the month when absent.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub from: Option<Date>,
}

/// A month filled.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct PatternApplyView {
    /// Children whose patterns were read.
    pub children: u32,
    /// Cells booked.
    pub booked: u32,
    /// Cells put on a waiting list, the unit being full.
    pub waiting: u32,
    /// Cells that held something already: left as they were.
    pub kept: u32,
    /// Cells left empty because no registration covers the day.
    pub unregistered: u32,
    /// Undoes all of it (`attendance_undo`); none when nothing changed.
    #[ts(type = "string | null")]
    pub undo: Option<Uuid>,
}
