//! Every family, one row each.

use domain::values::Cents;
use domain::values::ids::FamilyId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BalanceLight, HealthLight, QuotientState};

/// A family in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyRow {
    /// Identifier.
    pub id: FamilyId,
    /// Number people quote.
    pub number: u32,
    /// Name.
    pub name: String,
    /// Guardians' first names and names, debtors first.
    pub guardians: Vec<String>,
    /// Debtors, one per household.
    pub debtors: Vec<String>,
    /// First names of the children, eldest first.
    pub children: Vec<String>,
    /// How many.
    pub children_count: u32,
    /// Their schools, each once.
    pub schools: Vec<String>,
    /// City of the first household.
    pub city: String,
    /// The telephone to call first, as dialled.
    pub phone: String,
    /// Whether two households share the children.
    pub shared_custody: bool,
    /// What the file lacks, in French; empty when it is complete.
    pub missing: Vec<String>,
    /// Bracket of each household, `A Tranche 3 · B Tranche 5`. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub bracket: Option<String>,
    /// The worst of its households' quotients. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quotient_state: Option<QuotientState>,
    /// What it owes, in cents; negative when paid in advance. FAC and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub balance_cents: Option<Cents>,
    /// The same as a light. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub balance_light: Option<BalanceLight>,
    /// The worst of its children's lights. Absent for FAC and RES.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub health_light: Option<HealthLight>,
}

/// How many families, by name.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct FamilyListRequest {
    /// So many of the first ones; all of them otherwise.
    #[ts(optional)]
    pub first: Option<u32>,
}

/// Families, by name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyListView {
    /// The families: all, or as many of the first as were asked for.
    pub families: Vec<FamilyRow>,
    /// How many there are in all.
    pub total: u32,
}
