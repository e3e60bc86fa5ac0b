//! Who changed what, and what was there before.

use serde::Serialize;
use ts_rs::TS;

/// One line of « qui, quand, avant ? ».
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyHistoryRow {
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Who.
    pub agent: String,
    /// What: field and whose.
    pub label: String,
    /// Before; empty when there was nothing.
    pub before: String,
    /// After; empty when it was removed.
    pub after: String,
}

/// The history of a family's file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyHistoryView {
    /// Newest first.
    pub changes: Vec<FamilyHistoryRow>,
}
