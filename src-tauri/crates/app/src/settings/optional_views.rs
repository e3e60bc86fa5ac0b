//! The optional fields, as forms and settings show them.

use domain::people::{Detail, DetailKind, FieldSubject, OptionalField};
use domain::values::ids::ActivityId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An answer of a closed list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DetailChoiceView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: String,
}

/// How an answer is typed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DetailShapeView {
    /// Which answer.
    pub detail: Detail,
    /// Its name on a form.
    pub label: String,
    /// Text, list, day, telephone.
    pub kind: DetailKind,
    /// What a list offers.
    pub choices: Vec<DetailChoiceView>,
}

/// An optional field, and what was decided of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OptionalFieldView {
    /// Which.
    pub field: OptionalField,
    /// Its row of the requirements: `B03`.
    pub row: String,
    /// Its name on a form.
    pub label: String,
    /// Whose it is.
    pub subject: FieldSubject,
    /// The limit the law sets.
    pub limit: String,
    /// What refusing it costs (A13).
    pub refusal: String,
    /// Whether the town asks it.
    pub on: bool,
    /// The service that needs it; none for the whole town, or while it is off.
    pub activity: Option<ActivityId>,
    /// Its name, empty while the field is off.
    pub service: String,
    /// The reason given the last time.
    pub reason: String,
    /// The day of the last decision.
    #[ts(type = "string | null")]
    pub since: Option<Date>,
    /// Who decided.
    pub by: String,
    /// How many files hold an answer, the field being on or off. For who decides only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub held: Option<u32>,
    /// What is typed for it.
    pub details: Vec<DetailShapeView>,
}

/// Every optional field.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OptionalFieldListView {
    /// In the order of a form.
    pub fields: Vec<OptionalFieldView>,
}

/// A field turned on or off.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OptionalFieldSetRequest {
    /// Which.
    pub field: OptionalField,
    /// On or off.
    pub on: bool,
    /// The service that needs it; none for the whole town.
    #[serde(default)]
    pub activity: Option<ActivityId>,
    /// Why; required to turn it on.
    #[serde(default)]
    pub reason: String,
}
