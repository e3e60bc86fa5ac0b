//! Incomes as the screens see them.

use domain::tariffs::IncomeDraft;
use domain::values::Cents;
use domain::values::ids::{HouseholdId, IncomeId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which incomes.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct IncomeRequest {
    /// The incomes.
    pub income: IncomeId,
}

/// Incomes to record.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct IncomeAddRequest {
    /// The household.
    pub household: HouseholdId,
    /// What was read.
    pub income: IncomeDraft,
}

/// Incomes of a household over a time.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IncomeView {
    /// Identifier.
    pub id: IncomeId,
    /// What was read.
    pub draft: IncomeDraft,
    /// `mars 2026`, `année 2024`.
    pub period_label: String,
    /// `factures de janvier 2026 à décembre 2026`: the months a tariff on resources prices by them.
    pub serves_label: String,
    /// The mean of a month, in cents.
    pub monthly_cents: Cents,
    /// `avis d’imposition`.
    pub source_label: String,
    /// When they were recorded, milliseconds since 1970.
    pub recorded_at_ms: i64,
    /// Who recorded them.
    pub recorded_by: String,
}

/// The incomes of a household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IncomeListView {
    /// The latest time first.
    pub incomes: Vec<IncomeView>,
}
