//! The first screen of the day: what there is to do, for who is at the desk.

use domain::values::Cents;
use domain::values::ids::{ActivityId, FamilyId, UnitId};
use jiff::civil::Date;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

/// How pressing a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TaskUrgency {
    /// Past its day.
    Late,
    /// Due within three days.
    Soon,
    /// Later.
    Later,
}

/// What a task is about: the window knows which screen settles it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// A day is not ticked.
    TickDay,
    /// A month is not billed yet.
    BillMonth,
    /// A run has no bordereau yet.
    SendToTreasury,
    /// Unpaid invoices.
    RemindUnpaid,
    /// Quotients to renew.
    RenewQuotients,
    /// Health files to complete.
    CompleteHealth,
    /// Today's instructions.
    ReadInstructions,
    /// Something to do for a family, its day come.
    FollowUp,
    /// Children who wait for a place.
    AnswerWaiting,
    /// The list of compulsory instruction, to draw up in September or to erase in August.
    CompulsoryList,
    /// No good backup today, or a place that is missing.
    BackUp,
    /// A restoration to rehearse.
    RehearseRestore,
    /// Agents who wait for a key.
    EntrustKeys,
    /// Entitlements to read again, keys to renew: once a year.
    ReviewYear,
}

/// Something to do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TaskRow {
    /// What it is about.
    pub kind: TaskKind,
    /// In French, with its number.
    pub label: String,
    /// Where: screen or place.
    pub place: String,
    /// By when.
    #[ts(type = "string | null")]
    pub due_on: Option<Date>,
    /// How pressing.
    pub urgency: TaskUrgency,
    /// The verb of its button.
    pub verb: String,
    /// The day or the month it is about, ISO; empty when there is none.
    pub period: String,
    /// The thing it is about.
    #[ts(type = "string | null")]
    pub subject: Option<Uuid>,
}

/// How far a day is ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TickState {
    /// Nobody was expected.
    Nothing,
    /// Everyone is ticked.
    Done,
    /// Some are still only booked.
    Unfinished,
    /// Today: not over.
    Today,
}

/// A day of an activity.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TickCell {
    /// How far.
    pub state: TickState,
    /// Children still only booked.
    pub missing: u32,
}

/// An activity over the last days.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TickRow {
    /// The activity.
    pub activity: ActivityId,
    /// Its name.
    pub name: String,
    /// One cell per day of [`HomeTickingView::days`].
    pub cells: Vec<TickCell>,
}

/// Days without ticking, place by place.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HomeTickingView {
    /// The twelve last working days, today last.
    #[ts(type = "Array<string>")]
    pub days: Vec<Date>,
    /// Activities, in the order of lists.
    pub rows: Vec<TickRow>,
    /// Days to finish in all.
    pub unfinished: u32,
}

/// A household whose quotient is to be renewed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuotientToRenewRow {
    /// The family.
    pub family: FamilyId,
    /// Its name.
    pub name: String,
    /// `expiré le 31/08`, `expire dans 7 jours`.
    pub label: String,
    /// Whether it is past.
    pub expired: bool,
}

/// Quotients to renew.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HomeQuotientsView {
    /// How many in all.
    pub count: u32,
    /// The first ones.
    pub rows: Vec<QuotientToRenewRow>,
}

/// Where the billing of last month stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BillingStep {
    /// Not issued.
    ToIssue,
    /// Issued, not sent.
    ToSend,
    /// Sent to the treasury.
    Sent,
}

/// Last month's billing.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HomeBillingView {
    /// The month, `2026-10`.
    pub month: String,
    /// `octobre 2026`.
    pub month_label: String,
    /// Where it stands.
    pub step: BillingStep,
    /// Invoices issued.
    pub invoices: u32,
    /// What they amount to.
    pub total_cents: Cents,
    /// What was paid of it.
    pub paid_cents: Cents,
}

/// What was received on a day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DayReceipts {
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
    /// Its sum.
    pub cents: Cents,
}

/// What was received this month.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HomeReceiptsView {
    /// The sum.
    pub total_cents: Cents,
    /// Day by day, those with something.
    pub days: Vec<DayReceipts>,
}

/// Children expected today in a unit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TodayHeadcount {
    /// The unit.
    pub unit: UnitId,
    /// `Cantine Les Tilleuls`, with its unit when the activity has several.
    pub name: String,
    /// Expected or present.
    pub expected: u32,
    /// Already present.
    pub present: u32,
    /// Places, none when there is no limit.
    pub capacity: Option<u32>,
}

/// A record this agent opened.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecentRow {
    /// `family` or `child`.
    pub kind: String,
    /// Identifier.
    #[ts(type = "string")]
    pub id: Uuid,
    /// The family whose file to open.
    #[ts(type = "string | null")]
    pub family: Option<Uuid>,
    /// Its name.
    pub label: String,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
}

/// The first screen. Parts that a role may not see are absent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HomeView {
    /// Today.
    #[ts(type = "string")]
    pub today: Date,
    /// `mardi 24 novembre`.
    pub today_label: String,
    /// First name of the agent.
    pub first_name: String,
    /// One sentence: what presses.
    pub summary: String,
    /// What there is to do, most pressing first.
    pub tasks: Vec<TaskRow>,
    /// Records opened lately by this agent.
    pub recent: Vec<RecentRow>,
    /// Days without ticking: who reads attendance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ticking: Option<HomeTickingView>,
    /// Quotients to renew: INS, FAC, RES.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quotients: Option<HomeQuotientsView>,
    /// Last month's billing: FAC, RES.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub billing: Option<HomeBillingView>,
    /// Receipts of the month: FAC, RES.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub receipts: Option<HomeReceiptsView>,
    /// Children expected today: who reads attendance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub today_headcounts: Option<Vec<TodayHeadcount>>,
}
