//! What the window knows before anyone has unlocked, and what it asks to unlock.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the vault stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GateState {
    /// No vault in this folder: found one.
    Empty,
    /// A vault, locked.
    Locked,
    /// A vault, open.
    Open,
    /// A vault that this program cannot open: `problem` says why.
    Unreadable,
}

/// The door as the window shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GateView {
    /// Where the vault stands.
    pub state: GateState,
    /// Folder of the vault, to tell two towns apart.
    pub folder: String,
    /// Logins that may open it, with the name shown.
    pub agents: Vec<GateAgent>,
    /// Name of the town, once founded.
    pub town_name: Option<String>,
    /// Whether the town is invented.
    pub fictive: bool,
    /// Whether this desk keeps its secret in a file for want of a keyring.
    pub degraded_keyring: bool,
    /// Whether this desk has a keyring that keeps secrets across restarts.
    pub keyring_available: bool,
    /// Seconds to wait before another try.
    pub retry_after_seconds: u64,
    /// Why the vault cannot be opened.
    pub problem: Option<String>,
    /// Version of the program.
    pub version: String,
}

/// Someone who may unlock.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GateAgent {
    /// Login.
    pub login: String,
    /// Name shown.
    pub display_name: String,
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
