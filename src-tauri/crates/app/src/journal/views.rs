//! The journal as the window shows it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Which lines of the journal.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct AuditListRequest {
    /// One agent.
    #[ts(type = "string | null")]
    pub agent: Option<Uuid>,
    /// One thing.
    #[ts(type = "string | null")]
    pub object: Option<Uuid>,
    /// Everything of the family of this thing: itself, its people, their registrations, invoices and payments.
    #[ts(type = "string | null")]
    pub family: Option<Uuid>,
    /// One operation, by the name of its command.
    pub operation: Option<String>,
    /// From that day.
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// To that day, included.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
    /// Lines to skip, newest first.
    pub offset: u32,
    /// Lines at most; 200 when 0.
    pub limit: u32,
}

/// A page of the journal.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuditListView {
    /// How many lines match in all.
    pub total: u64,
    /// This page, newest first.
    pub entries: Vec<AuditEntryView>,
    /// Agents to filter by.
    pub agents: Vec<AuditAgent>,
    /// Operations to filter by.
    pub operations: Vec<AuditOperation>,
    /// Sixteen characters of the last line of this desk before this reading, to compare with a printed one.
    pub head: String,
    /// Months for which details stay readable.
    pub detail_months: u8,
}

/// One line.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuditEntryView {
    /// Desk it was written at.
    pub desk: u16,
    /// Rank on that desk.
    pub seq: u64,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Who.
    pub agent: String,
    /// Name of the command.
    pub operation: String,
    /// The same in French.
    pub label: String,
    /// Kind of thing.
    pub object_kind: String,
    /// The same in French.
    pub object_kind_label: String,
    /// The thing.
    #[ts(type = "string | null")]
    pub object: Option<Uuid>,
    /// What people call it; none when it has no name, or is no longer on file.
    pub object_label: Option<String>,
    /// What a person should know of it; none when there was none, or when its retention is over.
    pub detail: Option<String>,
}

/// An agent of the filter.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuditAgent {
    /// Identifier.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Name shown.
    pub display_name: String,
}

/// An operation of the filter.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuditOperation {
    /// Name of the command.
    pub operation: String,
    /// The same in French.
    pub label: String,
}

/// A journal written to a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuditExportView {
    /// Where it is; none when the agent gave up.
    pub file: Option<String>,
    /// Lines written.
    pub rows: u64,
}

/// The lines out of the ordinary.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AlertListView {
    /// Latest first.
    pub entries: Vec<AuditEntryView>,
}

/// What the verification of the journal found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuditVerifyView {
    /// Lines read, of every desk.
    pub entries: u64,
    /// Closed months whose root was computed anew.
    pub months: u64,
    /// Rows counted anew.
    pub rows: u64,
    /// Whether every line follows the one before and is signed by the agent it names, and the file holds what the last one has left.
    pub holds: bool,
    /// The first thing that does not hold, in French.
    pub broken: Option<String>,
    /// All that does not hold, in French.
    pub problems: Vec<String>,
    /// Sixteen characters of the last line of this desk, to compare with a printed one.
    pub head: String,
}

/// What the verification of the whole vault found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VaultVerifyView {
    /// Pages whose seal was checked.
    pub pages: u64,
    /// Agents who can open the vault, as the two copies of the slots say.
    pub slots: u64,
    /// Lines of the journal.
    pub audit_entries: u64,
    /// Closed months of the journal whose root was computed anew.
    pub months: u64,
    /// Rows counted anew.
    pub rows: u64,
    /// Whether the journal's chain and signatures hold.
    pub chain: bool,
    /// Whether the file holds what the last signed line has left.
    pub content: bool,
    /// Whether amounts agree: runs, invoices, lines, titres, payments, frozen files.
    pub reconciliation: bool,
    /// Whether the rules of the file hold: numbers without a gap, sealed records present, a household for each child.
    pub invariants: bool,
    /// What does not hold, in French; empty when all is well.
    pub problems: Vec<String>,
    /// Sixteen characters of the last line of this desk, to compare with a printed one.
    pub head: String,
}
