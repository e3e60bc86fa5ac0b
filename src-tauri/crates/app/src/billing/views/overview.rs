//! Where each month stands.

use domain::calendar::Month;
use domain::values::Cents;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::RunRow;

/// Names a month to bill.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BillingMonthRequest {
    /// Month, `2026-03`.
    pub month: Month,
    /// Whether the agent agrees to bill bookings whose day has not come. It is part of the digest.
    #[serde(default)]
    pub bookings_to_come: bool,
}

/// The months that can be billed, and what was issued.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BillingOverviewView {
    /// Months with presences or runs, the latest first.
    pub months: Vec<BillingMonthRow>,
    /// Corrections that wait for the next run.
    pub pending_adjustments: u32,
    /// Their sum.
    pub pending_adjustments_cents: Cents,
    /// Number of the next invoice.
    pub next_number: String,
}

/// Where a month stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BillingMonthState {
    /// Presences are being noted; nothing was issued.
    Open,
    /// Invoices were issued.
    Issued,
    /// Every run went to the treasury.
    Sent,
}

/// A month of the overview.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BillingMonthRow {
    /// Month.
    pub month: Month,
    /// `octobre 2026`.
    pub label: String,
    /// Where it stands.
    pub state: BillingMonthState,
    /// What was billed, all runs together.
    pub total_cents: Cents,
    /// Its runs, the latest first.
    pub runs: Vec<RunRow>,
}
