//! Backups as the window shows them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// How the town stands with its backups.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupStatusView {
    /// When the last good one was made, milliseconds since 1970; none when there never was one.
    pub at_ms: Option<i64>,
    /// Where it was written.
    pub folder: Option<String>,
    /// What is wrong, in French, most pressing first.
    pub alerts: Vec<String>,
    /// The places of the plan.
    pub places: Vec<BackupPlaceView>,
    /// The quarterly rehearsal.
    pub rehearsal: RehearsalView,
}

/// A place where the town's backups go.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupPlaceView {
    /// Identifier.
    #[ts(type = "string")]
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub folder: String,
    /// Days of which one backup is kept.
    pub keep_days: u16,
    /// Weeks of which one backup is kept.
    pub keep_weeks: u16,
    /// Months of which one backup is kept.
    pub keep_months: u16,
    /// When its last good backup was made, milliseconds since 1970.
    pub good_at_ms: Option<i64>,
    /// Whether that is a day ago or more, or never.
    pub late: bool,
    /// Why the last try failed, in French.
    pub trouble: Option<String>,
    /// What to know of it, in French: on the same disk as the vault.
    pub warning: Option<String>,
}

/// The quarterly rehearsal of a restoration.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RehearsalView {
    /// The last one.
    pub last: Option<RehearsalResultView>,
    /// By which day the next is due.
    #[ts(type = "string")]
    pub due_on: Date,
    /// Whether that day has come.
    pub due: bool,
}

/// How a rehearsal went.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RehearsalResultView {
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// When the backup had been made.
    pub made_at_ms: i64,
    /// Whether it was restored, opened and counted without a fault.
    pub good: bool,
    /// How long it took.
    pub seconds: u64,
}

/// A rehearsal just made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RehearsedView {
    /// Whether it was restored, opened and counted without a fault.
    pub good: bool,
    /// When the backup had been made, milliseconds since 1970.
    pub made_at_ms: i64,
    /// How long it took.
    pub seconds: u64,
    /// What the restored copy holds.
    pub counts: Option<BackupCounts>,
    /// Sixteen characters of the journal's last line.
    pub head: String,
    /// What is wrong, in French.
    pub problems: Vec<String>,
}

/// One place.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct BackupPlaceRequest {
    /// The place.
    #[ts(type = "string")]
    pub id: Uuid,
}

/// A place, renamed or keeping otherwise.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BackupPlaceSaveRequest {
    /// The place.
    #[ts(type = "string")]
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// Days of which one backup is kept.
    pub keep_days: u16,
    /// Weeks of which one backup is kept.
    pub keep_weeks: u16,
    /// Months of which one backup is kept.
    pub keep_months: u16,
}

/// Which places to write to.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct BackupRunRequest {
    /// Only those that lack today's backup.
    pub only_due: bool,
}

/// A run of the plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupRunView {
    /// Each place tried.
    pub places: Vec<PlaceOutcomeView>,
    /// Places where a backup was made and proven.
    pub good: u64,
    /// Whether all of them.
    pub complete: bool,
}

/// What a run did in one place.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlaceOutcomeView {
    /// The place.
    #[ts(type = "string")]
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// The backup made.
    pub made: Option<BackupView>,
    /// Old backups removed.
    pub removed: u64,
    /// Why there is none, in French.
    pub trouble: Option<String>,
}

/// Backups found in the plan's places.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupListView {
    /// Newest first.
    pub backups: Vec<FoundBackupView>,
    /// Places that could not be looked into, in French.
    pub absent: Vec<String>,
}

/// A backup found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundBackupView {
    /// The place it lies in.
    #[ts(type = "string")]
    pub place: Uuid,
    /// What people call that place.
    pub place_name: String,
    /// Its name there.
    pub name: String,
    /// When it was made, milliseconds since 1970.
    pub made_at_ms: i64,
    /// Who made it, and signed it.
    pub made_by: String,
    /// Sixteen characters of the journal's last line.
    pub head: String,
    /// What it holds.
    pub counts: BackupCounts,
    /// Its size.
    pub bytes: u64,
    /// Whether its files are all there with the lengths announced; their content is read again before it is used.
    pub whole: bool,
}

/// A restoration prepared: what it would change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RestoreView {
    /// When the backup was made, milliseconds since 1970.
    pub made_at_ms: i64,
    /// Who made it.
    pub made_by: String,
    /// Sixteen characters of its journal's last line.
    pub head: String,
    /// What it holds.
    pub then: BackupCounts,
    /// What the vault holds now.
    pub now: BackupCounts,
    /// Last lines of its journal, newest first.
    pub last_then: Vec<JournalLineView>,
    /// Last lines of the vault's journal, newest first.
    pub last_now: Vec<JournalLineView>,
    /// Lines of the vault's journal that would be left behind.
    pub abandoned: u64,
    /// It was made on what an earlier restoration left behind.
    pub parted: bool,
    /// Who may be the second to agree.
    pub second: Vec<SecondAgentView>,
    /// The town has not both an administrator and a head of service: any second agent will do.
    pub anyone: bool,
}

/// Someone who may agree.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SecondAgentView {
    /// Login.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Their roles, in French.
    pub roles: Vec<String>,
}

/// A line of the journal without its detail.
#[derive(Debug, Clone, Serialize, TS)]
pub struct JournalLineView {
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Who; empty when the vault does not know them any more.
    pub agent: String,
    /// What, in French.
    pub label: String,
}

/// The second agent agrees, with their own password.
#[derive(Clone, Deserialize, TS)]
pub struct SwapRequest {
    /// Their login.
    pub login: String,
    /// Their password.
    pub password: String,
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
