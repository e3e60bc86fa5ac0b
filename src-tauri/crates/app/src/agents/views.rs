//! Agents, roles and keys as the window shows them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Everyone who has or had an account, and what the roles are.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AgentListView {
    /// Agents, gone or not, by name.
    pub agents: Vec<AgentView>,
    /// The eight roles.
    pub roles: Vec<RoleView>,
    /// Compartments whose key the agent at the desk holds, hence may entrust.
    pub entrustable: Vec<String>,
    /// Schools and activities a role may be limited to.
    pub structures: Vec<StructureView>,
}

/// A school or an activity, as roles may be limited to it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StructureView {
    /// Identifier.
    #[ts(type = "string")]
    pub id: Uuid,
    /// `school` or `activity`.
    pub kind: String,
    /// Name.
    pub name: String,
}

/// One agent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AgentView {
    /// Identifier.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Login.
    pub login: String,
    /// Name shown.
    pub display_name: String,
    /// Roles ever held.
    pub roles: Vec<HeldRoleView>,
    /// Keys: those their roles of today call for, and those they hold.
    pub keys: Vec<KeyView>,
    /// Last day, once gone.
    #[ts(type = "string | null")]
    pub left_on: Option<Date>,
    /// Whether this is the agent at the desk.
    pub is_self: bool,
}

/// A role held for a time.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HeldRoleView {
    /// Code: INS, FAC …
    pub role: String,
    /// In French.
    pub label: String,
    /// First day.
    #[ts(type = "string")]
    pub valid_from: Date,
    /// Last day.
    #[ts(type = "string | null")]
    pub valid_to: Option<Date>,
    /// Whether it is held today.
    pub is_current: bool,
    /// The schools and activities it is limited to; none for the whole town.
    #[ts(type = "string[]")]
    pub structures: Vec<Uuid>,
    /// Who asked for it.
    pub requested_by: String,
    /// Who signed it.
    pub given_by: String,
    /// When, milliseconds since 1970.
    pub given_at_ms: i64,
}

/// Where a key stands between an agent and their roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyStanding {
    /// Held, and called for.
    Held,
    /// Called for by a role, and not yet entrusted.
    Awaited,
    /// Held, and no longer called for: to be taken back.
    Excess,
}

/// A compartment's key, for one agent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KeyView {
    /// Compartment.
    pub compartment: String,
    /// Where it stands.
    pub standing: KeyStanding,
    /// Whether a second person must sign when the agent at the desk entrusts it: health, given by who also gave the role.
    pub needs_second_person: bool,
}

/// A second person at the desk, who types their own password for one act.
#[derive(Clone, Deserialize, TS)]
pub struct SecondPerson {
    /// Login.
    pub login: String,
    /// Password.
    pub password: String,
}

/// A role and what it opens.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RoleView {
    /// Code.
    pub code: String,
    /// In French.
    pub label: String,
    /// Compartments it calls for.
    pub compartments: Vec<String>,
    /// Whether it may be limited to some schools and activities.
    pub may_be_limited: bool,
}

/// Someone is welcomed, or comes back after losing their password; they are at the desk and type it themselves.
#[derive(Clone, Deserialize, TS)]
pub struct AgentWelcomeRequest {
    /// The agent who comes back, none for a new one.
    #[ts(type = "string | null")]
    pub agent: Option<Uuid>,
    /// Login.
    pub login: String,
    /// Name shown to colleagues.
    pub display_name: String,
    /// Role codes of a new agent.
    pub roles: Vec<String>,
    /// The password they chose.
    pub password: String,
    /// First day of a new agent's roles; today when absent.
    #[serde(default)]
    #[ts(type = "string | null", optional)]
    pub valid_from: Option<Date>,
    /// Last day of their roles.
    #[serde(default)]
    #[ts(type = "string | null", optional)]
    pub valid_to: Option<Date>,
    /// Schools and activities their roles are limited to.
    #[serde(default)]
    #[ts(type = "string[]", optional)]
    pub structures: Vec<Uuid>,
    /// Who asked for it.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub requested_by: String,
    /// Who saw that it is them: asked for when an agent comes back.
    #[serde(default)]
    #[ts(optional)]
    pub witness: Option<SecondPerson>,
}

/// A role is given, or its dates change.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AgentRoleRequest {
    /// The agent.
    #[ts(type = "string")]
    pub agent: Uuid,
    /// Role code.
    pub role: String,
    /// First day; today when absent.
    #[ts(type = "string | null")]
    pub valid_from: Option<Date>,
    /// Last day.
    #[ts(type = "string | null")]
    pub valid_to: Option<Date>,
    /// Schools and activities it is limited to.
    #[serde(default)]
    #[ts(type = "string[]", optional)]
    pub structures: Vec<Uuid>,
    /// Who asked for it.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub requested_by: String,
}

/// A role ends.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AgentRoleEndRequest {
    /// The agent.
    #[ts(type = "string")]
    pub agent: Uuid,
    /// Role code.
    pub role: String,
    /// Last day; yesterday when absent, so that it is over now.
    #[ts(type = "string | null")]
    pub on: Option<Date>,
}

/// Names an agent.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AgentRequest {
    /// The agent.
    #[ts(type = "string")]
    pub agent: Uuid,
}

/// A compartment's key changes hands.
#[derive(Clone, Deserialize, TS)]
pub struct CompartmentKeyRequest {
    /// The agent.
    #[ts(type = "string")]
    pub agent: Uuid,
    /// The compartment.
    pub compartment: String,
    /// Who signs besides, when health is given by who also gave the role.
    #[serde(default)]
    #[ts(optional)]
    pub witness: Option<SecondPerson>,
}

/// How the town's desks stand.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DesksView {
    /// Whether a code waits to be used.
    pub code_waits: bool,
    /// Who has not opened since the installation secret was renewed.
    pub not_passed: Vec<String>,
    /// Whether this desk keeps its secret in a file.
    pub degraded: bool,
}

/// A code to say to whoever sits at the other desk.
#[derive(Clone, Serialize, TS)]
pub struct EnrolmentView {
    /// The phrase, shown once.
    pub code: String,
    /// Until when it is good, milliseconds since 1970.
    pub until_ms: i64,
}

/// A desk was stolen.
#[derive(Clone, Deserialize, TS)]
pub struct InstallationRenewRequest {
    /// The administrator's own password, typed again.
    pub password: String,
    /// The second person.
    #[serde(default)]
    #[ts(optional)]
    pub witness: Option<SecondPerson>,
}

/// Roles are lent to the administrator at the desk.
#[derive(Clone, Deserialize, TS)]
pub struct BreakGlassRequest {
    /// Role codes.
    pub roles: Vec<String>,
    /// Why.
    pub reason: String,
    /// For how long, 5 to 60 minutes.
    pub minutes: u32,
    /// Who holds the keys and is present.
    pub witness: SecondPerson,
}

/// What is lent.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct BreakGlassView {
    /// Until when, milliseconds since 1970.
    pub until_ms: Option<i64>,
}

/// What is done once a year: the review of entitlements, new keys.
#[derive(Debug, Clone, Serialize, TS)]
pub struct YearlyView {
    /// When the entitlements were last reviewed, milliseconds since 1970; never when absent.
    pub reviewed_at_ms: Option<i64>,
    /// By whom; empty when never.
    pub reviewed_by: String,
    /// Whether a review is due: the last one, or the founding, is of a school year that is over.
    pub review_due: bool,
    /// The present key of each compartment.
    pub keys: Vec<KeyAgeView>,
}

/// How old the key of a compartment is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KeyAgeView {
    /// The compartment.
    pub compartment: String,
    /// When its present key was made, milliseconds since 1970.
    pub made_at_ms: i64,
    /// Whether the agent at the desk holds it, hence may make the next one.
    pub is_held: bool,
    /// Whether it is of a school year that is over.
    pub is_due: bool,
}

/// Keys that were made anew.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KeysRenewedView {
    /// Their compartments.
    pub compartments: Vec<String>,
}

/// Why an agent limited to some structures has to see the whole town for a while.
#[derive(Clone, Deserialize, TS)]
pub struct ReachWidenRequest {
    /// A sentence, for the journal.
    pub reason: String,
}

/// One's own password changes.
#[derive(Clone, Deserialize, TS)]
pub struct PasswordChangeRequest {
    /// The present one.
    pub current: String,
    /// The next one.
    pub chosen: String,
}

/// Every command, what it needs and who has it: what a DPO reads.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccessTableView {
    /// The commands.
    pub rows: Vec<AccessRow>,
}

/// One command.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccessRow {
    /// Name.
    pub command: String,
    /// Name of the right.
    pub right: String,
    /// What the right allows, in French.
    pub label: String,
    /// Codes of the roles that have it.
    pub roles: Vec<String>,
    /// Compartments it opens.
    pub compartments: Vec<String>,
    /// Rights by which the answer says more, with who holds them and what they open.
    pub joint: Vec<String>,
    /// What the journal keeps of it, in French.
    pub journal: String,
}
