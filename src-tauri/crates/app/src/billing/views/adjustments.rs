//! Corrections that enter the next run.

use domain::values::Cents;
use domain::values::ids::{ActivityId, AdjustmentId, FamilyId, HouseholdId, InvoiceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A correction for the household's next invoice.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AdjustmentAddRequest {
    /// Household.
    pub household: HouseholdId,
    /// Invoice corrected, if any.
    #[serde(default)]
    pub invoice: Option<InvoiceId>,
    /// Line corrected, if any.
    #[serde(default)]
    pub rank: Option<u32>,
    /// Where the amount goes in the accounts; the line's activity when a line is corrected.
    #[serde(default)]
    pub activity: Option<ActivityId>,
    /// What is corrected, as the family will read it; made from the line when empty.
    #[serde(default)]
    pub label: String,
    /// Why, as the family will read it.
    pub reason: String,
    /// Positive is due, negative in the family's favour.
    pub amount_cents: Cents,
}

/// Names a correction.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AdjustmentRequest {
    /// Correction.
    pub adjustment: AdjustmentId,
}

/// Corrections.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AdjustmentListView {
    /// The latest first.
    pub adjustments: Vec<AdjustmentRow>,
    /// Sum of those that wait.
    pub pending_cents: Cents,
}

/// A correction.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AdjustmentRow {
    /// Identifier.
    pub id: AdjustmentId,
    /// Household.
    pub household: HouseholdId,
    /// `A`, `B`…
    pub household_label: String,
    /// Family.
    pub family: FamilyId,
    /// Number of the family's file.
    pub family_number: i64,
    /// Name of the family.
    pub family_name: String,
    /// Invoice corrected.
    pub original_invoice: Option<InvoiceId>,
    /// Its number.
    pub original_number: Option<String>,
    /// What is corrected.
    pub label: String,
    /// Why.
    pub reason: String,
    /// Positive is due, negative in the family's favour.
    pub amount_cents: Cents,
    /// The invoice that took it; none while it waits.
    pub taken_by: Option<InvoiceId>,
    /// Its number.
    pub taken_number: Option<String>,
    /// Who wrote it.
    pub agent_name: String,
    /// Whether a run carried it over, rather than an agent typed it.
    pub is_carried_over: bool,
}
