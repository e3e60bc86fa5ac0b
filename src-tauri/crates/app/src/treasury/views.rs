//! What the treasury screens ask and receive.

use domain::calendar::Month;
use domain::treasury::Part;
use domain::values::Cents;
use domain::values::ids::{FamilyId, HouseholdId, InvoiceId, RunId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::billing::RunRow;

/// How the town's bills are collected (treasury.md §1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CollectionWay {
    /// The treasury sends each family its avis des sommes à payer.
    #[default]
    Titre,
    /// The town's régie collects.
    Regie,
}

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
    /// Number of the bordereau, or the one it would get.
    pub bordereau: u32,
    /// Whether that number is already allotted.
    pub allotted: bool,
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
    /// Invoices that are not sent: under fifteen euros, nothing due, or in the family's favour.
    pub left_out: Vec<LeftOutRow>,
    /// Sum of those.
    pub left_out_cents: Cents,
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
    /// Its total.
    pub total_cents: Cents,
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
}

/// A file written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TreasuryExportView {
    /// Number of the bordereau.
    pub bordereau: u32,
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
