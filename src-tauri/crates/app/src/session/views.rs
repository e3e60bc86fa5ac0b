//! What the window knows of the session.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Nothing to ask, or nothing to answer.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Empty {}

/// An agent as shown in a corner of the window.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AgentCard {
    /// Identifier.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Login.
    pub login: String,
    /// Name shown.
    pub display_name: String,
    /// Role codes.
    pub roles: Vec<String>,
    /// The same in French.
    pub role_labels: Vec<String>,
}

/// The session: who, what they may do, what the window must always show.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SessionView {
    /// The agent.
    pub agent: AgentCard,
    /// Names of the rights held: the window offers nothing else.
    pub rights: Vec<String>,
    /// Whether the town is invented: a banner on every screen.
    pub fictive: bool,
    /// The town.
    pub town_name: String,
    /// Whether this desk keeps its secret in a file for want of a keyring: shown on every screen.
    pub degraded_keyring: bool,
    /// The day at the desk, ISO.
    pub today: String,
    /// Minutes without a gesture before the vault locks.
    pub idle_lock_minutes: u32,
    /// The agent's own settings.
    pub settings: Vec<UiSettingRequest>,
}

/// One of an agent's own settings.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UiSettingRequest {
    /// Name, for instance `theme` or `columns/family_list`.
    pub name: String,
    /// Value, as the window wrote it.
    pub value: String,
}

/// Names a draft.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DraftRequest {
    /// The form, for instance `family_register`.
    pub form: String,
    /// What it is about: an identifier, or nothing for a new record.
    pub subject: String,
}

/// A draft to keep.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DraftSaveRequest {
    /// The form.
    pub form: String,
    /// What it is about.
    pub subject: String,
    /// What was typed, as the window wrote it.
    pub content: String,
}

/// A draft found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DraftView {
    /// What was typed.
    pub content: Option<String>,
    /// When, milliseconds since 1970.
    pub saved_at_ms: Option<i64>,
}
