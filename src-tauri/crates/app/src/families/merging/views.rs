//! Records that may be there twice, side by side, and merged.

use domain::values::ids::FamilyId;
use serde::{Deserialize, Serialize};
use store::merges::MergeKind;
use ts_rs::TS;
use uuid::Uuid;

/// What may be there twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// Two files of one family.
    Family,
    /// Two households of one file.
    Household,
    /// Two records of one adult.
    Guardian,
    /// Two records of one child.
    Child,
}

impl RecordKind {
    /// As the file names it.
    pub(super) const fn of(kind: MergeKind) -> Self {
        match kind {
            MergeKind::Family => Self::Family,
            MergeKind::Household => Self::Household,
            MergeKind::Guardian => Self::Guardian,
            MergeKind::Child => Self::Child,
        }
    }

    pub(super) const fn kind(self) -> MergeKind {
        match self {
            Self::Family => MergeKind::Family,
            Self::Household => MergeKind::Household,
            Self::Guardian => MergeKind::Guardian,
            Self::Child => MergeKind::Child,
        }
    }
}

/// One of two records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DuplicateSideView {
    /// The record.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What tells it: a birth date, a street.
    pub detail: String,
    /// A file that shows it.
    pub family: FamilyId,
    /// Its number.
    pub family_number: u32,
    /// Its name.
    pub family_name: String,
}

/// Two records that may be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DuplicatePairRow {
    /// What they are.
    pub kind: RecordKind,
    /// Out of 100.
    pub score: u8,
    /// They share more than names and a birth date.
    pub is_certain: bool,
    /// Why they look the same, in French.
    pub reasons: Vec<String>,
    /// One.
    pub one: DuplicateSideView,
    /// The other.
    pub other: DuplicateSideView,
}

/// A merge that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MergeLineView {
    /// What takes it back.
    #[ts(type = "string")]
    pub act: Uuid,
    /// What was merged.
    pub kind: RecordKind,
    /// The file that shows it.
    pub family: FamilyId,
    /// Its number.
    pub family_number: u32,
    /// Its name.
    pub family_name: String,
    /// How many records went into others.
    pub parts: u32,
    /// When, milliseconds since 1970.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// By whom.
    pub agent: String,
    /// Whether it may still be taken back, as far as its former values go.
    pub is_open: bool,
}

/// What may be there twice in the whole town, and what was merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DuplicateListView {
    /// Pairs to look at, the surest first.
    pub pairs: Vec<DuplicatePairRow>,
    /// The latest merges that stand.
    pub merges: Vec<MergeLineView>,
}

/// Two records of a kind: the one to keep, the one that goes into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
pub struct RecordPairRequest {
    /// What they are.
    pub kind: RecordKind,
    /// The one to keep.
    #[ts(type = "string")]
    pub kept: Uuid,
    /// The other.
    #[ts(type = "string")]
    pub absorbed: Uuid,
}

/// Two records are two: the pair does not come back; or it does again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
pub struct DistinguishRequest {
    /// One.
    #[ts(type = "string")]
    pub one: Uuid,
    /// The other.
    #[ts(type = "string")]
    pub other: Uuid,
    /// A file that shows one of them.
    pub family: FamilyId,
    /// False takes it back.
    pub are_two: bool,
}

/// A field of two records, side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MergeFieldView {
    /// Its code.
    pub code: String,
    /// In French.
    pub label: String,
    /// What the record kept says.
    pub kept: String,
    /// What the other says.
    pub absorbed: String,
    /// Taken from the other unless the agent says otherwise: the one kept says nothing, or the other is the careful one.
    pub takes_absorbed: bool,
    /// The two contradict each other on who answers for a child, may collect one or helps one: an agent says which holds.
    pub is_contradiction: bool,
}

/// Two records merged in one gesture with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MergePartView {
    /// What they are.
    pub kind: RecordKind,
    /// The record that goes on.
    #[ts(type = "string")]
    pub kept: Uuid,
    /// The one that goes into it.
    #[ts(type = "string")]
    pub absorbed: Uuid,
    /// Name of the first.
    pub kept_name: String,
    /// Name of the second.
    pub absorbed_name: String,
    /// Part of what was asked: not to be left out.
    pub is_asked: bool,
    /// Fields that differ.
    pub fields: Vec<MergeFieldView>,
    /// What the merge does besides, in French.
    pub notes: Vec<String>,
    /// What stands in the way, in French: each says what to do.
    pub refusals: Vec<String>,
}

/// Two records side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MergeView {
    /// The two records asked for first, then those found twice with them.
    pub parts: Vec<MergePartView>,
}

/// Two records to merge, and the fields taken from the one that goes away.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct MergePartRequest {
    /// What they are.
    pub kind: RecordKind,
    /// The record that goes on.
    #[ts(type = "string")]
    pub kept: Uuid,
    /// The one that goes into it.
    #[ts(type = "string")]
    pub absorbed: Uuid,
    /// Codes of the fields taken from it.
    #[serde(default)]
    pub takes: Vec<String>,
    /// Codes of the contradictions the agent was shown: one that is not there is not settled unseen.
    #[serde(default)]
    pub answered: Vec<String>,
}

/// A merge to make: what was asked first, then what goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct MergeSaveRequest {
    /// Each pair.
    pub parts: Vec<MergePartRequest>,
}

/// A merge made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct MergedView {
    /// What takes it back.
    #[ts(type = "string")]
    pub act: Uuid,
    /// The file that shows what was kept.
    pub family: FamilyId,
}

/// A merge to take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
pub struct MergeUndoRequest {
    /// The gesture.
    #[ts(type = "string")]
    pub act: Uuid,
}
