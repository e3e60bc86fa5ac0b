//! The follow-up as the screens see it.

use domain::people::RelationDraft;
use domain::values::ids::{FamilyId, RelationId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::letters::LetterView;

/// Which line.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RelationRequest {
    /// The line.
    pub entry: RelationId,
    /// The version that was read.
    pub version: String,
}

/// A line to write.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RelationSaveRequest {
    /// The family.
    pub family: FamilyId,
    /// The line that is corrected, as it was read; a new one when absent.
    #[serde(default)]
    pub known: Option<RelationRequest>,
    /// What it says.
    pub draft: RelationDraft,
}

/// What was to be done is, or is not.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RelationCloseRequest {
    /// The line.
    pub entry: RelationId,
    /// The version that was read.
    pub version: String,
    /// Whether it is done.
    pub done: bool,
}

/// A line of the follow-up.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RelationView {
    /// Identifier.
    pub id: RelationId,
    /// What it says.
    pub draft: RelationDraft,
    /// `appel`.
    pub kind_label: String,
    /// When what was to be done was.
    #[ts(type = "string | null")]
    pub done_on: Option<Date>,
    /// Whether its day is past and nothing was done.
    pub late: bool,
    /// When it was first written, milliseconds since 1970.
    pub written_at_ms: i64,
    /// Who wrote it first.
    pub written_by: String,
    /// Who wrote it last, when it was written again since.
    pub corrected_by: Option<String>,
    /// What it was when it was read: said again by whoever changes it.
    pub version: String,
}

/// A line was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RelationWrittenView {
    /// The family.
    pub family: FamilyId,
    /// The line.
    pub entry: RelationId,
    /// What it is now.
    pub version: String,
}

/// The follow-up of a family.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RelationListView {
    /// The latest first.
    pub entries: Vec<RelationView>,
    /// Letters that left, the latest first.
    pub letters: Vec<LetterView>,
}
