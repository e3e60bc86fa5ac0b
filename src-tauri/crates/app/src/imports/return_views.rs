//! What came back from the treasury, as the import screens show it, and the lines that wait for whose they are.

use domain::payments::PaymentMethod;
use domain::treasury::MatchedBy;
use domain::values::Cents;
use domain::values::ids::{FamilyId, HouseholdId, InvoiceId, PaymentId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::views::{CellIssueView, FileShapeView, ImportCounts, ImportRowState};

/// What came back from the treasury, about to be recorded.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct ReturnImportView {
    /// The agent gave up choosing a file: everything else is empty.
    pub cancelled: bool,
    /// The file.
    pub shape: Option<FileShapeView>,
    /// How many rows of each fate.
    pub counts: ImportCounts,
    /// Every row.
    pub rows: Vec<ReturnImportRow>,
    /// Sum of the rows accepted.
    pub accepted_cents: Cents,
    /// Sum of the rows to be looked at.
    pub to_check_cents: Cents,
}

/// A row of a return.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReturnImportRow {
    /// Line of the file.
    pub line: u32,
    /// What becomes of it.
    pub state: ImportRowState,
    /// Day of the operation.
    #[ts(type = "string | null")]
    pub operation_on: Option<Date>,
    /// Amount; negative when it takes back.
    pub amount_cents: Option<Cents>,
    /// Means of payment.
    pub method: Option<PaymentMethod>,
    /// Its name.
    pub method_label: String,
    /// What the file says: titre, invoice, debtor.
    pub statement: String,
    /// Whether the line moves no money and only says where the titre stands.
    pub is_information: bool,
    /// What it says of the titre: `admis en non-valeur`; empty when nothing.
    pub said: String,
    /// What it says is left to recover.
    pub remaining_cents: Option<Cents>,
    /// Invoices it may be for, best first.
    pub proposals: Vec<ReturnProposal>,
    /// What is wrong, or differs from what the town counts.
    pub issues: Vec<CellIssueView>,
}

/// An invoice a row may be for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReturnProposal {
    /// Invoice.
    pub invoice: InvoiceId,
    /// Its number.
    pub number: String,
    /// Household.
    pub household: HouseholdId,
    /// Family.
    pub family: FamilyId,
    /// Name of the family.
    pub family_name: String,
    /// Titre: `bordereau 11, titre 318`.
    pub titre: String,
    /// What is left to pay on it.
    pub due_cents: Cents,
    /// What the match rests on.
    pub matched_by: MatchedBy,
}

/// Records the return at hand.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReturnCommitRequest {
    /// The reading of the file, as the preview said it.
    pub reading: String,
    /// What the agent decided of the lines to be looked at. Those left undecided wait in the list of suspended lines.
    #[serde(default)]
    pub choices: Vec<ReturnChoice>,
}

/// The agent's decision on a line.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ReturnChoice {
    /// Line of the file.
    pub line: u32,
    /// The invoice it is for.
    pub invoice: InvoiceId,
}

/// Lines that wait for someone to say whose they are.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuspendedListView {
    /// The latest first.
    pub lines: Vec<SuspendedRow>,
    /// Their sum.
    pub total_cents: Cents,
}

/// Money received whose owner is unknown.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuspendedRow {
    /// Identifier.
    #[ts(type = "string")]
    pub id: Uuid,
    /// File it came in.
    pub file_name: String,
    /// Line of it.
    pub line: u32,
    /// Day of the operation.
    #[ts(type = "string")]
    pub operation_on: Date,
    /// Amount; negative when it takes back, zero when the line only says where a titre stands.
    pub amount_cents: Cents,
    /// Name of the means of payment.
    pub method_label: String,
    /// What the file says.
    pub statement: String,
    /// What it says of the titre; empty when nothing.
    pub said: String,
    /// Why it waits.
    pub reason: String,
}

/// Says whose a suspended line is.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SuspendedAssignRequest {
    /// The line.
    #[ts(type = "string")]
    pub id: Uuid,
    /// The household whose payment it is.
    pub household: HouseholdId,
    /// The invoice it pays first; the oldest when absent. The one it speaks of, when it moves no money.
    #[serde(default)]
    pub invoice: Option<InvoiceId>,
    /// The payment it takes back, when its amount is negative.
    #[serde(default)]
    pub payment: Option<PaymentId>,
}

/// Closes a suspended line that is nobody's here.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SuspendedDismissRequest {
    /// The line.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Why, kept in the journal.
    pub reason: String,
}
