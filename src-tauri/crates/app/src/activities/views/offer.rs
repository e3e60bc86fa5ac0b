//! Activities and their units.

use domain::activities::{ActivityDraft, ActivityKind, ImputationDraft, UnitDraft, UnitKind};
use domain::attendance::NoticePeriod;
use domain::calendar::Weekdays;
use domain::values::ids::{ActivityId, SchoolId, UnitId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
