//! What the billing screens ask and receive. Amounts are whole cents, days and months ISO text.

use domain::billing::{AnomalyCode, AnomalySeverity};
use domain::calendar::Month;
use domain::payments::PaymentMethod;
use domain::tariffs::Reason;
use domain::values::Cents;
use domain::values::ids::{
    ActivityId, AdjustmentId, ChildId, FamilyId, HouseholdId, InvoiceId, PaymentId, RunId, UnitId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names a month to bill.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BillingMonthRequest {
    /// Month, `2026-03`.
    pub month: Month,
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
    /// Presences left aside: their child or unit was deleted.
    pub orphan_rows: u64,
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

/// A line and why it is what it is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ServiceLineView {
    /// Rank in the invoice, from 1.
    pub rank: u32,
    /// Child.
    pub child: Option<ChildId>,
    /// The child's name.
    pub child_name: String,
    /// Activity.
    pub activity: Option<ActivityId>,
    /// Unit.
    pub unit: Option<UnitId>,
    /// `Cantine Jean-Macé, repas`.
    pub label: String,
    /// `9 repas`, `3 h 30`.
    pub quantity: String,
    /// The same in thousandths of a unit or hour.
    pub quantity_thousandths: i64,
    /// Price of one.
    pub unit_price_cents: Cents,
    /// Amount.
    pub amount_cents: Cents,
    /// Why, row by row. The quotient itself is only said to those who may know it.
    pub explanation: Vec<Reason>,
    /// The correction it carries out.
    pub adjustment: Option<AdjustmentId>,
}

/// Issues a month.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BillingCommitRequest {
    /// Month.
    pub month: Month,
    /// Digest of the preview the agent agreed to.
    pub digest: String,
}

/// Which invoices: those of a run, of a household or of a family.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct InvoiceListRequest {
    /// Run.
    pub run: Option<RunId>,
    /// Household.
    pub household: Option<HouseholdId>,
    /// Family.
    pub family: Option<FamilyId>,
    /// Whether each comes with its lines.
    pub with_lines: bool,
}

/// Invoices.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InvoiceListView {
    /// One row each.
    pub invoices: Vec<InvoiceRow>,
    /// Sum of their totals.
    pub total_cents: Cents,
    /// Sum of what was paid.
    pub paid_cents: Cents,
}

/// Where an invoice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceState {
    /// Paid to the cent, or nothing to pay.
    Settled,
    /// Paid in part.
    Partial,
    /// Not paid, its date has not come.
    Due,
    /// Its date is past.
    Overdue,
    /// In the household's favour.
    Credit,
}

/// An issued invoice.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InvoiceRow {
    /// Identifier.
    pub id: InvoiceId,
    /// Its run.
    pub run: RunId,
    /// Number.
    pub number: String,
    /// Month billed.
    pub month: Month,
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
    /// Who pays, as on the day of issue.
    pub debtor_name: String,
    /// Day of issue.
    #[ts(type = "string")]
    pub issued_on: Date,
    /// Day by which it is paid.
    #[ts(type = "string")]
    pub due_on: Date,
    /// Sum of its lines.
    pub total_cents: Cents,
    /// What was paid.
    pub paid_cents: Cents,
    /// What remains.
    pub balance_cents: Cents,
    /// Where it stands.
    pub state: InvoiceState,
    /// How many lines.
    pub line_count: u32,
    /// The lines, when they were asked for.
    pub lines: Option<Vec<ServiceLineView>>,
}

/// Names an invoice.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct InvoiceRequest {
    /// Invoice.
    pub invoice: InvoiceId,
}

/// An issued invoice in full.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InvoiceView {
    /// What lists show.
    pub invoice: InvoiceRow,
    /// `octobre 2026`.
    pub month_label: String,
    /// The debtor's lines and address, as on the envelope.
    pub addressee: Vec<String>,
    /// The town's reference of the debtor.
    pub debtor_reference: String,
    /// Its lines.
    pub lines: Vec<ServiceLineView>,
    /// What was paid on it.
    pub settlements: Vec<SettlementRow>,
    /// `2026, bordereau 11, titre 402`, once sent to the treasury.
    pub titre: Option<String>,
}

/// A part of a payment on an invoice.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SettlementRow {
    /// Payment.
    pub payment: PaymentId,
    /// Day of receipt.
    #[ts(type = "string")]
    pub received_on: Date,
    /// Means of payment.
    pub method: Option<PaymentMethod>,
    /// Its name.
    pub method_label: String,
    /// What was written of it.
    pub reference: String,
    /// Number of the receipt.
    pub receipt_number: Option<String>,
    /// Whether it takes an earlier payment back.
    pub is_cancellation: bool,
    /// The part.
    pub amount_cents: Cents,
}

/// A document shown in the system's viewer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentShownView {
    /// Its name.
    pub file_name: String,
    /// Its size.
    pub bytes: u64,
}

/// A file the agent kept, or gave up keeping.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedFileView {
    /// Name proposed.
    pub file_name: String,
    /// Where it is; none when the agent gave up.
    pub path: Option<String>,
    /// Its size.
    pub bytes: u64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}

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
