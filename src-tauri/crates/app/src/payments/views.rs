//! What the payment screens ask and receive.

use domain::payments::PaymentMethod;
use domain::values::Cents;
use domain::values::ids::{FamilyId, HouseholdId, InvoiceId, PaymentId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::billing::{InvoiceRow, TreasuryNewsRow};

/// A payment received at the desk.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaymentRecordRequest {
    /// Household that pays.
    pub household: HouseholdId,
    /// Amount, strictly positive.
    pub amount_cents: Cents,
    /// Day of receipt.
    #[ts(type = "string")]
    pub received_on: Date,
    /// Means of payment.
    pub method: PaymentMethod,
    /// Cheque number, bank…
    #[serde(default)]
    pub reference: String,
    /// What it pays, as the agent chose; the oldest invoices first when absent.
    #[serde(default)]
    pub allocations: Option<Vec<AllocationChoice>>,
}

/// A part of a payment for an invoice.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct AllocationChoice {
    /// Invoice.
    pub invoice: InvoiceId,
    /// The part, strictly positive.
    pub amount_cents: Cents,
}

/// A payment just recorded: what the receipt says.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReceiptView {
    /// The payment.
    pub payment: PaymentRow,
    /// What it settles.
    pub allocations: Vec<AllocationRow>,
    /// What it leaves as an advance.
    pub advance_cents: Cents,
    /// What the household owes after it; negative when it is ahead.
    pub balance_cents: Cents,
}

/// A part of a payment, with the invoice it settles.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AllocationRow {
    /// Invoice.
    pub invoice: InvoiceId,
    /// Its number.
    pub number: String,
    /// The part.
    pub amount_cents: Cents,
}

/// Takes a payment back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaymentCancelRequest {
    /// Payment.
    pub payment: PaymentId,
    /// Why, kept for ever beside the counter-entry.
    pub reason: String,
}

/// Sets an advance against invoices.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaymentAllocateRequest {
    /// The payment whose unallocated part it is.
    pub payment: PaymentId,
    /// What it settles, as the agent chose; the oldest invoices first when absent.
    #[serde(default)]
    pub allocations: Option<Vec<AllocationChoice>>,
}

/// Takes parts of a payment off the invoices they settle: they are an advance again.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaymentReleaseRequest {
    /// The payment.
    pub payment: PaymentId,
    /// The parts.
    pub allocations: Vec<AllocationChoice>,
}

/// An advance just set against invoices.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AllocatedView {
    /// The payment.
    pub payment: PaymentId,
    /// The parts set now: what `payment_release` takes off again.
    pub allocations: Vec<AllocationRow>,
    /// What is left of it as an advance.
    pub advance_cents: Cents,
    /// What the household owes; negative when it is ahead.
    pub balance_cents: Cents,
}

/// Which payments: those of a household, or those of a period.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct PaymentListRequest {
    /// Household.
    pub household: Option<HouseholdId>,
    /// First day; the first of this month when absent.
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// Last day; today when absent.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// Payments.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaymentListView {
    /// The latest first.
    pub payments: Vec<PaymentRow>,
    /// Sum.
    pub total_cents: Cents,
    /// Sum by means of payment.
    pub by_method: Vec<MethodTotal>,
}

/// What one means of payment brought.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MethodTotal {
    /// Its name.
    pub label: String,
    /// How many payments.
    pub count: u32,
    /// Sum.
    pub amount_cents: Cents,
}

/// A payment.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaymentRow {
    /// Identifier.
    pub id: PaymentId,
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
    /// Day of receipt.
    #[ts(type = "string")]
    pub received_on: Date,
    /// Amount; negative when it takes back.
    pub amount_cents: Cents,
    /// Means of payment; none when the treasury's file does not say.
    pub method: Option<PaymentMethod>,
    /// Its name.
    pub method_label: String,
    /// What was written of it.
    pub reference: String,
    /// Whether it was collected by the treasury rather than at the desk.
    pub from_treasury: bool,
    /// Number of the receipt.
    pub receipt_number: Option<String>,
    /// The payment it takes back.
    pub cancels: Option<PaymentId>,
    /// Whether it was taken back.
    pub is_cancelled: bool,
    /// The part that settles no invoice yet.
    pub advance_cents: Cents,
    /// Who recorded it.
    pub agent_name: String,
}

/// Names a household.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HouseholdAccountRequest {
    /// Household.
    pub household: HouseholdId,
}

/// A household's account: everything billed, everything received.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdAccountView {
    /// Household.
    pub household: HouseholdId,
    /// `A`, `B`…
    pub household_label: String,
    /// Family.
    pub family: FamilyId,
    /// Everything billed.
    pub invoiced_cents: Cents,
    /// Everything received.
    pub received_cents: Cents,
    /// What is owed; negative when the household is ahead.
    pub balance_cents: Cents,
    /// Invoices and payments in the order they came, each with the balance after it.
    pub entries: Vec<AccountEntry>,
    /// Invoices with something left to pay, the oldest first: what a payment would settle.
    pub open_invoices: Vec<InvoiceRow>,
    /// Payments with a part that settles nothing yet, the oldest first.
    pub advances: Vec<AdvanceRow>,
    /// What may still be set against invoices, all advances together.
    pub advance_cents: Cents,
    /// The treasury's latest word on each invoice it spoke of.
    pub said_by_treasury: Vec<TreasuryNewsRow>,
}

/// A payment with a part that settles nothing yet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AdvanceRow {
    /// The payment.
    pub payment: PaymentId,
    /// Day of receipt.
    #[ts(type = "string")]
    pub received_on: Date,
    /// Name of its means.
    pub method_label: String,
    /// What was written of it.
    pub reference: String,
    /// What may still be set against invoices.
    pub advance_cents: Cents,
}

/// What an entry of an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AccountEntryKind {
    /// An invoice.
    Invoice,
    /// A payment.
    Payment,
    /// A payment taken back.
    Cancellation,
}

/// One movement of an account.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccountEntry {
    /// Day.
    #[ts(type = "string")]
    pub on: Date,
    /// What it is.
    pub kind: AccountEntryKind,
    /// `Facture 2026-000012, mars 2026`.
    pub label: String,
    /// The invoice.
    pub invoice: Option<InvoiceId>,
    /// The payment.
    pub payment: Option<PaymentId>,
    /// What it adds to the debt; negative for a payment.
    pub amount_cents: Cents,
    /// What is owed after it.
    pub balance_cents: Cents,
    /// A payment that was taken back since: it stays in the account, and cannot be taken back twice.
    pub is_cancelled: bool,
}

/// What is unpaid on a day.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct UnpaidListRequest {
    /// The day; today when absent.
    #[ts(type = "string | null")]
    pub on: Option<Date>,
}

/// Households that owe something.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnpaidListView {
    /// The longest overdue first.
    pub households: Vec<UnpaidRow>,
    /// Everything due.
    pub due_cents: Cents,
    /// Of which past its date.
    pub overdue_cents: Cents,
}

/// A household that owes something.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnpaidRow {
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
    /// Who owes.
    pub debtor_name: Option<String>,
    /// Where to reach them.
    pub phone: Option<String>,
    /// Invoices with something left to pay.
    pub invoices: u32,
    /// The oldest date by which one was to be paid.
    #[ts(type = "string")]
    pub oldest_due_on: Date,
    /// Days since then; 0 when it has not come.
    pub days_late: u32,
    /// What remains due.
    pub due_cents: Cents,
    /// Of which past its date.
    pub overdue_cents: Cents,
    /// Received and set against no invoice.
    pub advance_cents: Cents,
}
