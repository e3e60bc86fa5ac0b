//! Backups as the window shows them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The last backup made from this vault.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupStatusView {
    /// When, milliseconds since 1970; none when there never was one.
    pub at_ms: Option<i64>,
    /// Where it was written.
    pub folder: Option<String>,
}

/// How much there is of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupCounts {
    /// Families.
    pub families: u64,
    /// Children.
    pub children: u64,
    /// Facts of presence.
    pub attendance: u64,
    /// Invoices.
    pub invoices: u64,
    /// Payments.
    pub payments: u64,
    /// Lines of the journal.
    pub audit_entries: u64,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupFile {
    /// Name.
    pub name: String,
    /// Length.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// A backup read again and compared.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupView {
    /// Where it is; none when the agent gave up choosing a folder.
    pub folder: Option<String>,
    /// When it was made, milliseconds since 1970.
    pub made_at_ms: i64,
    /// Pages of its base.
    pub pages: u64,
    /// What it holds.
    pub counts: Option<BackupCounts>,
    /// Its files.
    pub files: Vec<BackupFile>,
    /// Sixteen characters of the journal's last line, to compare with a printed one.
    pub head: String,
    /// Whether everything was read again and agrees.
    pub verified: bool,
    /// What does not, in French.
    pub problems: Vec<String>,
}
