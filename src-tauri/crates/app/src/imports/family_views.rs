//! What the import of families asks and receives.

use domain::values::Cents;
use domain::values::ids::FamilyId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CellIssueView, FileLayout, FileShapeView, ImportBatchRow, ImportCounts, ImportRowState};

/// Product a file of families comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TakeoverProfile {
    /// None in particular: a table of families, or of persons.
    #[default]
    Generic,
    /// BL Enfance.
    BlEnfance,
    /// Parascol.
    Parascol,
    /// iLoise.
    Iloise,
    /// Cerig.
    Cerig,
    /// Domino.
    Domino,
    /// Noethys.
    Noethys,
    /// Noethysweb.
    Noethysweb,
}

/// A key as typed: shown nowhere, wiped once used.
#[derive(Clone, Deserialize, TS)]
#[serde(transparent)]
pub struct SourceSecret(#[ts(type = "string")] String);

impl SourceSecret {
    /// What was typed.
    pub(super) fn exposed(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SourceSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SourceSecret")
    }
}

/// Families about to be taken over.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct FamilyImportView {
    /// The agent gave up choosing a file: everything else is empty.
    pub cancelled: bool,
    /// The file.
    pub shape: Option<FileShapeView>,
    /// The product it comes from, found or chosen.
    pub profile: TakeoverProfile,
    /// `BL Enfance`.
    pub profile_label: String,
    /// Values sealed by the product that no key opened.
    pub sealed: u32,
    /// Numbers at a caisse whose row does not give the code of the caisse.
    pub caisses_unsaid: u32,
    /// What the file holds and Préau does not take over.
    pub left_out: Vec<NotTakenRow>,
    /// How it holds families, found or chosen.
    pub layout: Option<FileLayout>,
    /// `une ligne par famille`.
    pub layout_label: String,
    /// What is said of whole columns: quotients without a month, balances that only serve to check.
    pub notes: Vec<String>,
    /// Fields that have a column: what the cells of a row are, in their order.
    pub fields: Vec<String>,
    /// How many rows of each fate.
    pub counts: ImportCounts,
    /// How many families of each fate.
    pub families: ImportCounts,
    /// Every row.
    pub rows: Vec<FamilyImportRow>,
    /// What is counted, to be compared with what the former product says.
    pub totals: FamilyTotalsView,
}

/// Something of the file that is not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NotTakenRow {
    /// `mandats de prélèvement (coordonnées bancaires)`.
    pub what: String,
    /// How many.
    pub count: u32,
}

/// A row of the file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyImportRow {
    /// Line of the file.
    pub line: u32,
    /// What becomes of it: a family is taken whole, or not at all.
    pub state: ImportRowState,
    /// The family, or the person of the row.
    pub label: String,
    /// The number the family has in the file; empty when it has none.
    pub number: String,
    /// Where a product's own file has it: `enfant.csv, ligne 12`; empty for a table, whose line says it.
    pub read_in: String,
    /// Lines of the same family, this one included.
    pub family_lines: Vec<u32>,
    /// Its cells in the order of `fields`, as corrected; none when there is nothing to look at: `families_row` gives them.
    pub cells: Vec<String>,
    /// Fields the agent corrected.
    pub corrected: Vec<String>,
    /// The family it was taken as from an earlier file.
    pub family: Option<FamilyId>,
    /// What is wrong.
    pub issues: Vec<CellIssueView>,
}

/// Asks for a row of the file at hand, its cells with it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FamilyRowRequest {
    /// Line of the file.
    pub line: u32,
}

/// What some families come down to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct FamilyTotals {
    /// Families.
    pub families: u32,
    /// Guardians.
    pub guardians: u32,
    /// Children.
    pub children: u32,
    /// Contacts and persons who may pick up.
    pub contacts: u32,
    /// Numbers at a caisse.
    pub allocataires: u32,
    /// Quotients.
    pub quotients: u32,
    /// Sum of what they owe in the file; none when no column says it. It is never recorded.
    pub balance_cents: Option<Cents>,
}

/// The figures of a file, whole and by fate: they add up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct FamilyTotalsView {
    /// Everything in it.
    pub file: FamilyTotals,
    /// What will be taken.
    pub accepted: FamilyTotals,
    /// What will be taken if the agent says so.
    pub to_check: FamilyTotals,
    /// What cannot be taken.
    pub refused: FamilyTotals,
    /// What an earlier file brought.
    pub already_taken: FamilyTotals,
    /// Cells of balances that hold no amount: the sums are short of them.
    pub balances_unread: u32,
}

/// Tries, or takes, the file at hand.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FamilyCommitRequest {
    /// The reading of the file, as the preview said it.
    pub reading: String,
    /// Lines to be looked at that the agent agrees to; a family is taken when all of its own are.
    #[serde(default)]
    pub accepted_lines: Vec<u32>,
    /// All of them are agreed to.
    #[serde(default)]
    pub accept_doubts: bool,
}

/// What taking the file would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyTrialView {
    /// What would be recorded.
    pub taken: FamilyTotals,
    /// What would not, though the file has it.
    pub left: FamilyTotals,
    /// What the families recorded would still want, most frequent first.
    pub wanting: Vec<FamilyWantRow>,
    /// Households that would pay the residents' price.
    pub resident_households: u32,
    /// Households that would be recorded.
    pub households: u32,
}

/// Something wanting in a file, and in how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FamilyWantRow {
    /// `une adresse complète`.
    pub what: String,
    /// Families.
    pub families: u32,
}

/// Families taken.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyImportDoneView {
    /// The batch; its counts are rows of the file.
    pub batch: ImportBatchRow,
    /// What was recorded.
    pub taken: FamilyTotals,
    /// What was left, though the file has it.
    pub left: FamilyTotals,
    /// What the file holds and was not taken over.
    pub left_out: Vec<NotTakenRow>,
    /// Families passed over because an earlier file had them.
    pub already_taken: u32,
}
