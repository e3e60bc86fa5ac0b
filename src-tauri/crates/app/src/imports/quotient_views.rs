//! What the import of quotients asks and receives.

use domain::calendar::Month;
use domain::values::Cents;
use domain::values::ids::{FamilyId, HouseholdId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CellIssueView, FileShapeView, ImportCounts, ImportRowState};

/// Quotients about to be imported.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct QuotientImportView {
    /// The agent gave up choosing a file: everything else is empty.
    pub cancelled: bool,
    /// The file.
    pub shape: Option<FileShapeView>,
    /// How many rows of each fate.
    pub counts: ImportCounts,
    /// Every row.
    pub rows: Vec<QuotientImportRow>,
    /// Households that would receive a quotient.
    pub households: u32,
}

/// A row of quotients.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuotientImportRow {
    /// Line of the file.
    pub line: u32,
    /// What becomes of it.
    pub state: ImportRowState,
    /// Its cells, field by field, as corrected: in the order of the shape's columns.
    pub cells: Vec<String>,
    /// Fields the agent corrected.
    pub corrected: Vec<String>,
    /// Household found.
    pub household: Option<HouseholdId>,
    /// Its family.
    pub family: Option<FamilyId>,
    /// Name of the family.
    pub family_name: String,
    /// Quotient read, in cents.
    pub value_cents: Option<Cents>,
    /// The household's latest quotient, in cents.
    pub present_cents: Option<Cents>,
    /// What is wrong.
    pub issues: Vec<CellIssueView>,
}

/// Corrects a cell of the file at hand, here and not in the file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CellCorrectRequest {
    /// Line of the file.
    pub line: u32,
    /// Field.
    pub field: String,
    /// What it should say.
    pub value: String,
}

/// Takes the file at hand.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct QuotientCommitRequest {
    /// The reading of the file, as the preview said it.
    pub reading: String,
    /// Lines to be looked at that the agent accepts.
    #[serde(default)]
    pub accepted_lines: Vec<u32>,
}

/// What taking the file at hand would change, today: nothing is written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuotientTrialView {
    /// One row a household.
    pub rows: Vec<QuotientEffectRow>,
}

/// A household whose quotient would be recorded.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuotientEffectRow {
    /// Household.
    pub household: HouseholdId,
    /// Its family.
    pub family: FamilyId,
    /// Name of the family.
    pub family_name: String,
    /// Lines of the file that would be recorded.
    pub lines: Vec<u32>,
    /// What applies today.
    pub before: Option<QuotientInForce>,
    /// What would apply today.
    pub after: Option<QuotientInForce>,
}

/// A quotient that applies on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct QuotientInForce {
    /// Value, in cents.
    pub value_cents: Cents,
    /// Month it was given for.
    pub month: Month,
    /// Name of its bracket; none when no tariff has brackets.
    pub bracket: Option<String>,
}
