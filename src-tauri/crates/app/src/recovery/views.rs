//! The recovery sheets as the window shows them: never what is printed on them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::agents::SecondPerson;

/// Where the sheets stand.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecoveryView {
    /// What is printed at the top of the sheets that are good now.
    pub mark: String,
    /// How many times sheets were made.
    pub number: u32,
    /// Whether this session still holds what is to be printed.
    pub printable: bool,
    /// When these sheets were printed, milliseconds since 1970.
    pub printed_at_ms: Option<i64>,
    /// When these sheets were last tried.
    pub rehearsed_at_ms: Option<i64>,
    /// Whether sheets were ever tried: families may be registered.
    pub ready: bool,
    /// Whether they were typed at the door to act since they were made: new ones are due.
    pub used: bool,
    /// Days since they were last tried; a try is due every year.
    pub days_since_rehearsal: Option<i64>,
    /// Compartments that these sheets do not open yet: their holders entrust them when they next open.
    pub awaited: Vec<String>,
    /// Whether making new sheets needs a second person: there is more than one agent.
    pub needs_second_person: bool,
}

/// New sheets.
#[derive(Clone, Deserialize, TS)]
pub struct RecoveryRenewRequest {
    /// The second person.
    #[serde(default)]
    #[ts(optional)]
    pub witness: Option<SecondPerson>,
}

/// A sheet as it is typed.
#[derive(Clone, Deserialize, TS)]
pub struct TypedSheet {
    /// A, B or C.
    pub letter: String,
    /// The eight lines of the half that goes with the other sheet.
    pub text: String,
}

/// Two sheets as they are typed.
#[derive(Clone, Deserialize, TS)]
pub struct TypedSheets {
    /// The first.
    pub first: TypedSheet,
    /// The second.
    pub second: TypedSheet,
}

/// The try: two sheets opened a copy of the vault.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetsTriedView {
    /// Families found in the copy.
    pub families: u64,
    /// Children found in the copy.
    pub children: u64,
    /// How many compartments the sheets opened, of seven.
    pub compartments: u32,
}

/// Someone comes back to work by the sheets, or a new administrator comes in.
#[derive(Clone, Deserialize, TS)]
pub struct AgentRestoreRequest {
    /// The sheets.
    pub sheets: TypedSheets,
    /// Login: of an agent known here, or a new one.
    pub login: String,
    /// Name shown, for a new one.
    pub display_name: String,
    /// The password they chose.
    pub password: String,
}

/// Who came back by the sheets.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AgentRestoredView {
    /// The agent.
    #[ts(type = "string")]
    pub agent: Uuid,
    /// Their login.
    pub login: String,
    /// Whether they are new here.
    pub is_new: bool,
}
