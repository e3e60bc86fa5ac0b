//! Who lives in a household, since when, and until when.

use domain::people::{CustodyPattern, HouseholdLetter};
use domain::values::AddressDraft;
use domain::values::ids::{ChildId, FamilyId, GuardianId, HouseholdId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::HouseholdSizeView;

/// Since when an adult lives in their household, and the last day they did.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct HouseholdStaySaveRequest {
    /// Who.
    pub guardian: GuardianId,
    /// First day; none when nobody knows.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// Last day; none while they live there.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// When an adult lives in the household of their file.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct HouseholdStayView {
    /// First day, when someone said it.
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// Last day, once they have left.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// Who owed the invoices of a household, until a day, to be put back.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct FormerDebtorEntry {
    /// Who.
    pub guardian: GuardianId,
    /// Their last day.
    #[ts(type = "string")]
    pub until: Date,
}

/// Who owed the invoices of a household, until a day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormerDebtorView {
    /// Who.
    pub guardian: GuardianId,
    /// Their name.
    pub name: String,
    /// Their last day.
    #[ts(type = "string")]
    pub until: Date,
}

/// One of the two households of a separation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SplitHome {
    /// The one that is left.
    Here,
    /// The one where the adult goes.
    There,
}

/// A custody from the day of a separation.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SplitCustodyEntry {
    /// Which household has the child.
    pub home: SplitHome,
    /// When.
    pub pattern: CustodyPattern,
}

/// A child whose custody changes with a separation.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SplitChildEntry {
    /// The child.
    pub child: ChildId,
    /// Who has custody from that day on.
    pub custodies: Vec<SplitCustodyEntry>,
}

/// Parents separate: one of them leaves a household for another.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HouseholdSplitRequest {
    /// The household that is left.
    pub household: HouseholdId,
    /// Who leaves.
    pub guardian: GuardianId,
    /// Their first day elsewhere.
    #[ts(type = "string")]
    pub from: Date,
    /// The household of the family where they go; a new one when absent.
    #[serde(default)]
    pub into: Option<HouseholdId>,
    /// Address of the new household.
    #[serde(default)]
    pub address: AddressDraft,
    /// Whether the new household pays the residents' price; decided by the address when absent.
    #[serde(default)]
    pub is_resident: Option<bool>,
    /// Who owes the invoices of the household that is left, when whoever leaves did and several stay.
    #[serde(default)]
    pub debtor: Option<GuardianId>,
    /// Children whose custody changes; that of the others stays what it is.
    #[serde(default)]
    pub children: Vec<SplitChildEntry>,
    /// Whether the agent was told of the months already billed to who leaves.
    #[serde(default)]
    pub seen_billed: bool,
}

/// Who lived in the households of a family, one day.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CompositionRequest {
    /// The family.
    pub family: FamilyId,
    /// The day; today when absent.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub on: Option<Date>,
}

/// A household, that day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompositionHomeView {
    /// Identifier.
    pub household: HouseholdId,
    /// A, B…
    pub letter: HouseholdLetter,
    /// Adults who lived there.
    pub adults: Vec<String>,
    /// Children it had custody of, with how: `Léonie, semaines paires, change le vendredi`.
    pub children: Vec<String>,
    /// How many they were.
    pub size: HouseholdSizeView,
}

/// Something that changed who lives where.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompositionEventView {
    /// When.
    #[ts(type = "string")]
    pub on: Date,
    /// What, in French.
    pub text: String,
}

/// The households of a family on a day, and what changed over time.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompositionView {
    /// The day.
    #[ts(type = "string")]
    pub on: Date,
    /// Households, A first.
    pub homes: Vec<CompositionHomeView>,
    /// What changed, the latest first.
    pub events: Vec<CompositionEventView>,
}
