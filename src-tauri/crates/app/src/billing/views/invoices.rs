//! Invoices, their lines and what was paid on them.

use domain::calendar::Month;
use domain::payments::PaymentMethod;
use domain::tariffs::Reason;
use domain::treasury::ReturnState;
use domain::values::Cents;
use domain::values::ids::{
    ActivityId, AdjustmentId, ChildId, FamilyId, HouseholdId, InvoiceId, PaymentId, RunId, UnitId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// Whether a third party pays it, or a correction gives such a help or takes it back: it follows services and is not corrected by itself.
    pub is_help: bool,
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
    /// What the treasury said of it since, the latest first.
    pub said_by_treasury: Vec<TreasuryNewsRow>,
}

/// What the treasury said of an invoice: it moves no money.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TreasuryNewsRow {
    /// The invoice.
    pub invoice: InvoiceId,
    /// Its number.
    pub number: String,
    /// The day it speaks of.
    #[ts(type = "string")]
    pub said_on: Date,
    /// Where the titre stands; none when the file did not say.
    pub state: Option<ReturnState>,
    /// In words: `admis en non-valeur, la dette reste due`.
    pub said: String,
    /// What it said was left to recover.
    pub remaining_cents: Option<Cents>,
    /// How that differs from what the town counted that day; none when both agree.
    pub gap: Option<String>,
    /// What the line of the file said.
    pub statement: String,
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
