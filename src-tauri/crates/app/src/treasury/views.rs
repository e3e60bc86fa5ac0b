//! What the treasury screens ask and receive.

use domain::calendar::Month;
use domain::treasury::{CollectionWay, Part};
use domain::values::Cents;
use domain::values::ids::{FamilyId, HouseholdId, InvoiceId, RunId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::billing::RunRow;

/// A means of payment printed on invoices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaymentWayText {
    /// `En ligne`.
    pub name: String,
    /// What to do.
    pub text: String,
}

/// What the treasury's files need to know of the town, asked once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TreasurySettings {
    /// Codique of the accounting post, 6 or 7 characters.
    pub codique: String,
    /// Name of the post: `SGC de Montbard-Sud`.
    pub post_label: String,
    /// Code of the collectivity at its post, three digits.
    pub code_collectivite: String,
    /// Code of the budget, two characters.
    pub code_budget: String,
    /// Name of the collectivity as the treasury writes it; the town's own when empty.
    pub label: String,
    /// SIRET of the budget; the town's own when empty.
    pub siret: String,
    /// What the lines of an ORMC say: internal transfers (588) or the article of each line, when the accountant asks for it.
    pub imputation_on_lines: bool,
    /// Rank of the campaign, one digit (`Per`).
    pub campaign_rank: u8,
    /// Days from the issue to the date of the avis.
    pub asap_days: u16,
    /// Days from the issue to the date by which families pay.
    pub due_days: u16,
    /// How bills are collected.
    pub collection: CollectionWay,
    /// Means of payment printed on invoices, when the régie collects.
    pub payment_ways: Vec<PaymentWayText>,
    /// Whom to ask, printed on invoices.
    pub question: String,
}

impl Default for TreasurySettings {
    fn default() -> Self {
        Self {
            codique: String::new(),
            post_label: String::new(),
            code_collectivite: String::new(),
            code_budget: "00".to_owned(),
            label: String::new(),
            siret: String::new(),
            imputation_on_lines: false,
            campaign_rank: 1,
            asap_days: 5,
            due_days: 30,
            collection: CollectionWay::Titre,
            payment_ways: Vec::new(),
            question: String::new(),
        }
    }
}

/// Which run to look at; the latest when absent.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct TreasuryOverviewRequest {
    /// Run.
    pub run: Option<RunId>,
    /// Unpaid invoices of the régie that would be claimed.
    pub chosen: Vec<InvoiceId>,
}

/// A run on its way to the treasury, and those already there.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TreasuryOverviewView {
    /// The run looked at; none while nothing was issued.
    pub selected: Option<TreasuryBatchView>,
    /// Every run, the latest first, to choose another.
    pub runs: Vec<RunRow>,
    /// Bordereaux, the latest first.
    pub bordereaux: Vec<BordereauRow>,
    /// What came back and waits for someone to say whose it is.
    pub waiting: u32,
    /// Its sum.
    pub waiting_cents: Cents,
}

/// What one run sends.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TreasuryBatchView {
    /// The run.
    pub run: RunRow,
    /// Accounting year.
    pub exercice: i16,
    /// Exercices open today, the ordinary one first: those the run may move to until its bordereau is allotted.
    pub exercices: Vec<i16>,
    /// How the town's bills are collected.
    pub collection: CollectionWay,
    /// Whether no bordereau of the exercice was numbered here yet: the town may have given numbers of its own.
    pub is_first: bool,
    /// Number of the bordereau, or the one it would get.
    pub bordereau: u32,
    /// Whether that number is already allotted.
    pub allotted: bool,
    /// Sixteen characters of the journal as the bordereau found it, to note on the slip; empty until it is allotted.
    pub audit_head: String,
    /// Day of issue of the bordereau.
    #[ts(type = "string")]
    pub issued_on: Date,
    /// Date of the avis.
    #[ts(type = "string")]
    pub asap_on: Date,
    /// Date by which families pay.
    #[ts(type = "string")]
    pub due_on: Date,
    /// The post: codique and name.
    pub post: String,
    /// Titres.
    pub titres: u32,
    /// Their sum.
    pub total_cents: Cents,
    /// Titres without any flaw.
    pub sound: u32,
    /// Why the treasury would refuse it; nothing is written while there is one.
    pub rejections: Vec<RejectionRow>,
    /// Invoices that are not sent: paid, under fifteen euros, nothing due, or with the régie.
    pub left_out: Vec<LeftOutRow>,
    /// What is left to pay of those.
    pub left_out_cents: Cents,
    /// What was paid of the others before their titres: it is not claimed again.
    pub already_paid_cents: Cents,
    /// Files that left.
    pub files: Vec<TreasuryFileRow>,
}

/// Why the treasury would refuse.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RejectionRow {
    /// Family to open; none when a setting of the town is at fault.
    pub family: Option<FamilyId>,
    /// Name of the family.
    pub family_name: String,
    /// Household to open.
    pub household: Option<HouseholdId>,
    /// Titre it would be.
    pub titre: Option<u32>,
    /// Part at fault.
    pub part: Part,
    /// Its name.
    pub part_label: String,
    /// Field at fault.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// Amount of the titre.
    pub amount_cents: Cents,
}

/// An invoice that is not sent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LeftOutRow {
    /// Invoice.
    pub invoice: InvoiceId,
    /// Its number.
    pub number: String,
    /// Family.
    pub family: FamilyId,
    /// Name of the family.
    pub family_name: String,
    /// Why.
    pub reason: String,
    /// Whether choosing it would claim it: unpaid after the régie's deadline.
    pub may_be_sent: bool,
    /// Its total.
    pub total_cents: Cents,
    /// What is left to pay of it.
    pub due_cents: Cents,
}

/// A file that left.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TreasuryFileRow {
    /// What it is.
    pub kind: TreasuryFileKind,
    /// `UTF-8`, `Windows-1252`, `ISO-8859-1`.
    pub encoding: String,
    /// Name.
    pub file_name: String,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// Size.
    pub bytes: u64,
    /// When it first left, milliseconds since 1970.
    pub at_ms: i64,
    /// Who exported it.
    pub agent_name: String,
}

/// A bordereau.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BordereauRow {
    /// Run it recovers.
    pub run: RunId,
    /// Month billed.
    pub month: Month,
    /// `octobre 2026`.
    pub month_label: String,
    /// Accounting year.
    pub exercice: i16,
    /// Number.
    pub number: u32,
    /// Day of issue.
    #[ts(type = "string")]
    pub issued_on: Date,
    /// Titres.
    pub titres: u32,
    /// Their sum.
    pub total_cents: Cents,
    /// What was collected so far.
    pub collected_cents: Cents,
    /// Sixteen characters of the journal as it found it; empty for those that left before they were kept.
    pub audit_head: String,
}

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TreasuryFileKind {
    /// The titres as CSV, for the accounting software.
    TitresCsv,
    /// PES V2 ORMC, for the treasury.
    PesOrmc,
}

/// Encoding of the CSV.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CsvEncoding {
    /// What accounting software expects.
    #[default]
    Windows1252,
    /// UTF-8 with its mark.
    Utf8,
}

/// Writes a file for the treasury.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TreasuryExportRequest {
    /// Run.
    pub run: RunId,
    /// Which file.
    pub kind: TreasuryFileKind,
    /// Encoding of the CSV; the ORMC has its own.
    #[serde(default)]
    pub encoding: CsvEncoding,
    /// Unpaid invoices of the régie to claim, past its deadline. Nothing else of a régie goes to the treasury.
    #[serde(default)]
    pub chosen: Vec<InvoiceId>,
}

/// Moves a run to another exercice.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct RunExerciceRequest {
    /// Run; its bordereau is not allotted yet.
    pub run: RunId,
    /// Exercice, open today.
    pub exercice: i16,
}

/// The exercices on which one may issue today, and the numbers that come next in each.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExercicesView {
    /// The ordinary one first.
    pub exercices: Vec<ExerciceRow>,
}

/// An exercice and its sequences.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExerciceRow {
    /// Accounting year.
    pub exercice: i16,
    /// Rank of the next invoice.
    pub next_rank: u32,
    /// Its number: `2026-000413`.
    pub next_invoice: String,
    /// Whether an invoice was numbered here: where they start can no longer be said.
    pub invoice_started: bool,
    /// Number of the next bordereau.
    pub next_bordereau: u32,
    /// Whether a bordereau was numbered here.
    pub bordereau_started: bool,
}

/// Numbers without a gap, in their exercice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NumberSequence {
    /// Invoices.
    Invoice,
    /// Bordereaux of titres.
    Bordereau,
}

/// Says which number comes next, for a town that gave numbers of its own before Préau.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SequenceStartRequest {
    /// Exercice, open today.
    pub exercice: i16,
    /// Which numbers.
    pub sequence: NumberSequence,
    /// The next one.
    pub next: u32,
}

/// A file written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TreasuryExportView {
    /// Number of the bordereau.
    pub bordereau: u32,
    /// Sixteen characters of the journal as the bordereau found it, to note on the slip.
    pub audit_head: String,
    /// Name.
    pub file_name: String,
    /// Where it was kept; none when the agent gave up. Its bytes are frozen all the same.
    pub path: Option<String>,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// Size.
    pub bytes: u64,
    /// Titres.
    pub titres: u32,
    /// Their sum.
    pub total_cents: Cents,
    /// Whether these bytes had already left: they are the same.
    pub already_exported: bool,
}
