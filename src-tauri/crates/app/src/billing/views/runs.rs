//! A run: what was issued, once and for all.

use domain::calendar::Month;
use domain::values::Cents;
use domain::values::ids::{ActivityId, RunId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A run: what was issued, once and for all.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RunRow {
    /// Identifier.
    pub id: RunId,
    /// Month billed.
    pub month: Month,
    /// `octobre 2026`.
    pub month_label: String,
    /// Accounting year.
    pub exercice: i16,
    /// Day of issue.
    #[ts(type = "string")]
    pub issued_on: Date,
    /// Day by which families pay.
    #[ts(type = "string")]
    pub due_on: Date,
    /// Digest of what was previewed and issued.
    pub digest: String,
    /// Invoices.
    pub invoices: u32,
    /// Lines.
    pub lines: u32,
    /// Sum of all invoices.
    pub total_cents: Cents,
    /// What was paid so far.
    pub paid_cents: Cents,
    /// Number of the first invoice.
    pub first_number: String,
    /// Number of the last one.
    pub last_number: String,
    /// Head of the journal just before the run: printed, it is a second witness on paper.
    pub audit_head: String,
    /// Who issued it.
    pub agent_name: String,
    /// Number of its bordereau, once allotted.
    pub bordereau: Option<u32>,
}

/// Runs, the latest month first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RunListView {
    /// Runs.
    pub runs: Vec<RunRow>,
}

/// Names a run.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RunRequest {
    /// Run.
    pub run: RunId,
}

/// A run just issued, or found already issued: what the job `billing_commit` answers, and `run_show` later.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RunView {
    /// The run.
    pub run: RunRow,
    /// Whether it existed before: nothing was written then.
    pub already_issued: bool,
    /// Totals by activity.
    pub activities: Vec<ActivityTotal>,
}

/// What one activity brings.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActivityTotal {
    /// Activity; none for corrections tied to none.
    pub activity: Option<ActivityId>,
    /// Its name.
    pub name: String,
    /// `3 012 repas`, `2 140 h`.
    pub quantity: String,
    /// Lines.
    pub lines: u32,
    /// Amount.
    pub amount_cents: Cents,
}
