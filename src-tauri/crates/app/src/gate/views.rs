//! What the window knows before anyone has unlocked, and what it asks to unlock.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Where the vault stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// No vault in this folder: found one.
    NoVault,
    /// A vault, locked; `problem` says when it cannot be opened.
    Locked,
    /// A vault, open.
    Open,
}

/// How this desk keeps the secret of its installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyringState {
    /// In the system's keyring.
    Present,
    /// In a file beside the vault, by choice: said on every screen.
    Degraded,
    /// The desk has no keyring that keeps what it is given, and no file was chosen.
    Absent,
}

/// A role's three letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum Role {
    Ins,
    Fac,
    San,
    Ter,
    Rpe,
    Res,
    Adm,
    Dpo,
}

impl From<security::Role> for Role {
    fn from(role: security::Role) -> Self {
        match role {
            security::Role::Ins => Role::Ins,
            security::Role::Fac => Role::Fac,
            security::Role::San => Role::San,
            security::Role::Ter => Role::Ter,
            security::Role::Rpe => Role::Rpe,
            security::Role::Res => Role::Res,
            security::Role::Adm => Role::Adm,
            security::Role::Dpo => Role::Dpo,
        }
    }
}

/// The door and, once open, who is at the desk and what the window may offer them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SessionView {
    /// Where the vault stands.
    pub phase: Phase,
    /// Folder of the vault, to tell two towns apart.
    pub folder: String,
    /// Name of the town, once founded.
    pub town: Option<String>,
    /// Whether the town is invented: a banner on every screen.
    pub fictive: bool,
    /// How this desk keeps its secret.
    pub keyring: KeyringState,
    /// Last good backup.
    pub backup: Option<BackupAge>,
    /// What is wrong with the places of backups, in French, besides the age of the last one.
    pub backup_troubles: Vec<String>,
    /// Whether the day's backup is still lacking somewhere: the window asks for it.
    pub backup_due: bool,
    /// Both copies of the keys are damaged, and the last good backup, here, has whole ones.
    pub keys_elsewhere: Option<String>,
    /// The base is older than what this desk last saw: said at opening, in French.
    pub older_than_seen: Option<String>,
    /// The desk's clock is behind the last line of the journal: said in French as long as it is so.
    pub clock_behind: Option<String>,
    /// What was found since the opening not to be as the journal left it, in French; empty when all is well so far.
    pub integrity: Vec<String>,
    /// The job that still examines everything behind the window.
    #[ts(type = "string | null")]
    pub watch: Option<Uuid>,
    /// The day at the desk, ISO.
    pub today: String,
    /// School year of that day, `2026-2027`.
    pub school_year: String,
    /// Minutes without a gesture before the vault locks.
    pub idle_minutes: u32,
    /// Who may unlock.
    pub agents: Vec<GateAgent>,
    /// Seconds to wait before another try.
    pub retry_after_seconds: u64,
    /// Why the vault cannot be opened.
    pub problem: Option<String>,
    /// Version of the program.
    pub version: String,
    /// The agent at the desk, once open.
    pub agent: Option<SessionAgent>,
}

/// Age of the last good backup.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct BackupAge {
    /// Hours.
    pub hours: u64,
    /// Whether it was read back.
    pub verified: bool,
    /// Whether it is a day old or more.
    pub late: bool,
}

/// The agent at the desk.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SessionAgent {
    /// Identifier.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Login.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// The same in French.
    pub role_labels: Vec<String>,
    /// Schools and activities their roles are limited to, by name; none when they see the whole town.
    pub limits: Vec<String>,
    /// Until when roles are lent to them (« bris de glace »), milliseconds since 1970.
    pub lent_until_ms: Option<i64>,
    /// The same in seconds from now, whatever day an invented town stands on.
    pub lent_seconds_left: Option<u32>,
    /// Names of the rights held: the window offers nothing else.
    pub rights: Vec<String>,
}

/// Someone who may unlock.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GateAgent {
    /// Login.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Password of an agent of an invented town: known to all, and said so.
    pub known_password: Option<String>,
}

/// The first start of a town.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct VaultCreateRequest {
    /// Name of the commune.
    pub town_name: String,
    /// SIRET, fourteen digits.
    pub siret: String,
    /// Street of the town hall.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// School holidays' zone: A, B or C.
    pub zone: String,
    /// First agent's login.
    pub login: String,
    /// First agent's name.
    pub display_name: String,
    /// Role codes of the first agent; ADM is always among them.
    pub roles: Vec<String>,
    /// Their own password.
    pub password: String,
    /// Accepts to keep this installation's secret in a file when the desk has no keyring: said on every screen.
    pub accept_degraded_keyring: bool,
}

/// An invented town.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FictiveCreateRequest {
    /// How many families.
    pub families: u32,
    /// The month whose presences are ticked, `2026-03`.
    pub month: String,
    /// What randomness comes from: the same seed gives the same town.
    pub seed: u64,
    /// The same load for each child, to measure with: sixteen meals and twelve after-school sessions.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub measured: bool,
}

/// An invented town, with its known passwords.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FictiveView {
    /// Folder of the vault.
    pub vault: String,
    /// Who may open it.
    pub agents: Vec<FictiveAgent>,
    /// Families made.
    pub families: u64,
    /// Children made.
    pub children: u64,
    /// Presences written.
    pub attendance_rows: u64,
}

/// An agent of an invented town.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FictiveAgent {
    /// Login.
    pub login: String,
    /// Role codes, comma-separated.
    pub role: String,
    /// Known password.
    pub password: String,
}

/// A login and a password.
#[derive(Clone, Deserialize, TS)]
pub struct UnlockRequest {
    /// Login.
    pub login: String,
    /// Password.
    pub password: String,
    /// Login of a second person, when the door asked for one: after a vault was put back from an older backup.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub second_login: Option<String>,
    /// Their own password.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub second_password: Option<String>,
}

/// The code of an authorised desk.
#[derive(Clone, Deserialize, TS)]
pub struct DeskEnrolRequest {
    /// The phrase, as it was said.
    pub code: String,
}

/// A password being chosen.
#[derive(Clone, Deserialize, TS)]
pub struct PasswordMeasureRequest {
    /// What was typed so far.
    pub password: String,
    /// Words an attacker would try first: town, login, name.
    pub context: Vec<String>,
}

/// What a password is worth.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PasswordMeasureView {
    /// Estimated bits; 80 are asked for.
    pub bits: u32,
    /// Whether it may be used.
    pub accepted: bool,
    /// What to change, in French; empty when accepted.
    pub advice: String,
}

/// A proposal.
#[derive(Clone, Serialize, TS)]
pub struct PassphraseView {
    /// Six or seven French words.
    pub passphrase: String,
}
