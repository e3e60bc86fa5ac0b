//! Funders and subsidies as the screens see them.

use domain::subsidies::{FunderDraft, SubsidyTerms};
use domain::values::Cents;
use domain::values::ids::{ChildId, FamilyId, FunderId, HouseholdId, SubsidyId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A funder of the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FunderView {
    /// Identifier.
    pub id: FunderId,
    /// What it is.
    pub draft: FunderDraft,
    /// `CCAS`, `caisse (CAF, MSA)`.
    pub kind_label: String,
}

/// The funders.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FunderListView {
    /// In the order of their names.
    pub funders: Vec<FunderView>,
}

/// A funder to write.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FunderSaveRequest {
    /// The funder; none for a new one.
    pub id: Option<FunderId>,
    /// What it is.
    pub draft: FunderDraft,
}

/// Which funder.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FunderRequest {
    /// The funder.
    pub id: FunderId,
}

/// Which subsidy.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SubsidyRequest {
    /// The subsidy.
    pub subsidy: SubsidyId,
}

/// A subsidy to add.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SubsidyAddRequest {
    /// The household.
    pub household: HouseholdId,
    /// The one child helped; all those of the household when absent.
    pub child: Option<ChildId>,
    /// What the funder agreed to.
    pub terms: SubsidyTerms,
}

/// When a subsidy ends.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SubsidyEndRequest {
    /// The subsidy.
    pub subsidy: SubsidyId,
    /// Its last day; none when it goes on.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// Where a subsidy stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SubsidyStanding {
    /// It helps.
    Running,
    /// It has not begun.
    Coming,
    /// It is over.
    Over,
}

impl SubsidyStanding {
    pub(super) fn on(terms: &SubsidyTerms, day: Date) -> Self {
        match terms {
            _ if terms.covers(day) => Self::Running,
            _ if day < terms.from => Self::Coming,
            _ => Self::Over,
        }
    }
}

/// What a subsidy said before it was written anew.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormerSubsidyView {
    /// `50 %, dans la limite de 30,00 € par mois`.
    pub label: String,
    /// `depuis le 01/09/2026`.
    pub period_label: String,
    /// When it was written, milliseconds since 1970.
    pub recorded_at_ms: i64,
    /// Who wrote it.
    pub recorded_by: String,
}

/// A subsidy of a household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SubsidyView {
    /// Identifier.
    pub id: SubsidyId,
    /// The one child helped.
    pub child: Option<ChildId>,
    /// Their first names; empty when it helps them all.
    pub child_name: String,
    /// The one activity helped; empty when it helps for any.
    pub activity_name: String,
    /// Who pays.
    pub funder_name: String,
    /// What was agreed.
    pub terms: SubsidyTerms,
    /// `50 %, dans la limite de 30,00 € par mois`.
    pub label: String,
    /// `depuis le 01/09/2026`.
    pub period_label: String,
    /// Where it stands today.
    pub standing: SubsidyStanding,
    /// What it gave so far.
    pub given_cents: Cents,
    /// Whether an invoice counts it: it can be ended, and no more removed.
    pub is_given: bool,
    /// A last day that will do, to be proposed; none when it cannot end sooner than it does.
    #[ts(type = "string | null")]
    pub end_proposed: Option<Date>,
    /// When it was written, milliseconds since 1970.
    pub recorded_at_ms: i64,
    /// Who wrote it.
    pub recorded_by: String,
    /// What it said before, the latest first.
    pub former: Vec<FormerSubsidyView>,
}

/// The subsidies of a household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SubsidyListView {
    /// Those that run first.
    pub subsidies: Vec<SubsidyView>,
}

/// What a funder owes for a child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OwedView {
    /// The funder; none when what it agreed to was erased.
    pub funder: Option<FunderId>,
    /// Its name.
    pub funder_name: String,
    /// Family.
    pub family: FamilyId,
    /// Number of the family's file.
    pub family_number: i64,
    /// Name of the family.
    pub family_name: String,
    /// Household.
    pub household: HouseholdId,
    /// `A`, `B`…
    pub household_label: String,
    /// The child.
    pub child: Option<ChildId>,
    /// Their name; empty when it is about none.
    pub child_name: String,
    /// What is owed; negative when more is taken back than given.
    pub amount_cents: Cents,
}

/// What a funder owes in all.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FunderOwed {
    /// The funder.
    pub funder: Option<FunderId>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind_label: String,
    /// How many children it pays for.
    pub children: u32,
    /// What it owes.
    pub amount_cents: Cents,
}

/// What funders owe for a run.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct FundersOwedView {
    /// Funder by funder.
    pub funders: Vec<FunderOwed>,
    /// Child by child, in the same order.
    pub rows: Vec<OwedView>,
    /// The sum.
    pub total_cents: Cents,
}
