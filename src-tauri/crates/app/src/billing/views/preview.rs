//! What would be issued, and what is odd in it.

use domain::billing::{AnomalyCode, AnomalySeverity};
use domain::calendar::Month;
use domain::values::Cents;
use domain::values::ids::{ActivityId, ChildId, FamilyId, HouseholdId, InvoiceId, RunId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ActivityTotal, ServiceLineView};

/// What would be issued: what the job `billing_preview` answers, and `billing_preview_show` until the vault is locked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BillingPreviewView {
    /// Month.
    pub month: Month,
    /// `octobre 2026`.
    pub month_label: String,
    /// When it was computed, milliseconds since 1970.
    pub computed_at_ms: i64,
    /// Digest of everything it holds: `billing_commit` refuses when it changed.
    pub digest: String,
    /// Invoices that would be issued.
    pub invoices: u32,
    /// Their lines.
    pub lines: u32,
    /// Their sum.
    pub total_cents: Cents,
    /// Families concerned.
    pub families: u32,
    /// Children concerned.
    pub children: u32,
    /// Presences read.
    pub attendance_rows: u64,
    /// Totals by activity, largest first.
    pub activities: Vec<ActivityTotal>,
    /// What is wrong or odd, blocking first, by amount at stake.
    pub anomalies: Vec<AnomalyRow>,
    /// How many block.
    pub blocking: u32,
    /// How many are only to be looked at.
    pub warnings: u32,
    /// The month before, to compare.
    pub previous: Option<PreviousMonth>,
    /// Number the first invoice would get.
    pub first_number: String,
    /// Number the last one would get.
    pub last_number: String,
    /// The latest run of that month: what is previewed only completes it.
    pub earlier_run: Option<RunId>,
    /// Corrections taken.
    pub adjustments: u32,
    /// Invoices that wait for the next run: too small for the treasury, or in the family's favour.
    pub carried_over: u32,
    /// Their sum.
    pub carried_over_cents: Cents,
    /// What third-party funders pay of the month, carried over or not: families are not asked for it.
    pub helped_cents: Cents,
    /// Presences left aside: their child or unit was deleted.
    pub orphan_rows: u64,
    /// Whether bookings whose day has not come are billed, because the agent agreed to it.
    pub bookings_to_come: bool,
    /// Whether issuing would write anything.
    pub has_something_new: bool,
}

/// The month before.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PreviousMonth {
    /// Month.
    pub month: Month,
    /// `septembre 2026`.
    pub label: String,
    /// Its total.
    pub total_cents: Cents,
    /// This month minus that one.
    pub difference_cents: Cents,
    /// The same, in thousandths of that month; none when it was zero.
    pub difference_permille: Option<i64>,
    /// Households whose amount moved by more than a third and ten euros.
    pub households_moved: u32,
}

/// Where an anomaly is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnomalyRemedy {
    /// Type the household's quotient.
    EnterQuotient,
    /// Complete the household's debtor or address.
    CompleteDebtor,
    /// Say who has the child.
    CompleteCustody,
    /// Wait for the end of the month, or agree to bill bookings to come.
    AcceptBookingsToCome,
    /// Vote a tariff for the unit.
    OpenTariff,
    /// Tick the day of the unit.
    TickDay,
    /// Look at the household's lines.
    OpenInvoice,
    /// Register the child to the activity.
    OpenRegistration,
    /// Type a correction for the child's household.
    AddAdjustment,
    /// End or remove one of the household's subsidies.
    OpenSubsidies,
}

/// Something to settle, or to know, before issuing.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AnomalyRow {
    /// What kind.
    pub code: AnomalyCode,
    /// Whether it blocks.
    pub severity: AnomalySeverity,
    /// `Quotient manquant`.
    pub title: String,
    /// Family or place.
    pub subject: String,
    /// `2 enfants, 19 repas au tarif le plus haut`.
    pub statement: String,
    /// What is at stake.
    pub amount_cents: Cents,
    /// Where to put it right.
    pub remedy: AnomalyRemedy,
    /// Family to open.
    pub family: Option<FamilyId>,
    /// Household to open.
    pub household: Option<HouseholdId>,
    /// Child to open.
    pub child: Option<ChildId>,
    /// Activity to open.
    pub activity: Option<ActivityId>,
    /// Unit to open.
    pub unit: Option<UnitId>,
    /// Day to open.
    #[ts(type = "string | null")]
    pub day: Option<Date>,
    /// Invoice to correct.
    pub invoice: Option<InvoiceId>,
}

/// The invoices of the preview.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PreviewInvoiceListView {
    /// Digest of the preview they belong to.
    pub digest: String,
    /// One row a household, in the order of their numbers.
    pub invoices: Vec<PreviewInvoiceRow>,
}

/// An invoice that would be issued.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PreviewInvoiceRow {
    /// Household.
    pub household: HouseholdId,
    /// Family.
    pub family: FamilyId,
    /// Number of the family's file.
    pub family_number: i64,
    /// Name of the family.
    pub family_name: String,
    /// `A`, `B`…
    pub household_label: String,
    /// Who would pay.
    pub debtor_name: String,
    /// Number it would get; none when it is carried over to the next run.
    pub number: Option<String>,
    /// Lines.
    pub lines: u32,
    /// Sum of its lines.
    pub total_cents: Cents,
    /// What the household was billed the month before.
    pub previous_cents: Option<Cents>,
    /// Whether something blocks or is to be looked at.
    pub severity: Option<AnomalySeverity>,
}

/// Names a household of the preview.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PreviewInvoiceRequest {
    /// Household.
    pub household: HouseholdId,
}

/// One invoice of the preview, line by line.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PreviewInvoiceView {
    /// The invoice.
    pub invoice: PreviewInvoiceRow,
    /// Its lines.
    pub lines: Vec<ServiceLineView>,
}

/// Issues a month.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BillingCommitRequest {
    /// Month.
    pub month: Month,
    /// Digest of the preview the agent agreed to.
    pub digest: String,
    /// Exercice the invoices are numbered in, open today; the year of the day when absent.
    #[serde(default)]
    pub exercice: Option<i16>,
    /// Whether that preview bills bookings whose day has not come.
    #[serde(default)]
    pub bookings_to_come: bool,
}
