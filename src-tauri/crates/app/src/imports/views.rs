//! What the import screens ask and receive.

use domain::calendar::Month;
use domain::issue::{IssueCode, Severity};
use domain::takeover::ForbiddenKind;
use domain::values::Cents;
use domain::values::ids::BatchId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{SourceSecret, TakeoverProfile};

/// A file handed over with the request, by the command line; the window lets the agent choose one instead.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct GivenFile {
    /// Name.
    pub name: String,
    /// Content, byte by byte.
    pub bytes: Vec<u8>,
}

/// How a file is to be read, when the agent knows better than what was found.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ReadingChoice {
    /// `utf8` or `windows1252`; found when absent.
    pub encoding: Option<FileEncoding>,
    /// Separator; found when absent.
    pub separator: Option<FileSeparator>,
    /// Caisse of the whole file, when it does not name it (quotients, families).
    pub organisme: Option<String>,
    /// Sheet of a workbook; the first that holds something when absent.
    #[ts(optional)]
    pub sheet: Option<String>,
    /// Product the file comes from; found when absent (families).
    #[ts(optional)]
    pub profile: Option<TakeoverProfile>,
    /// How the file holds families; found when absent.
    #[ts(optional)]
    pub layout: Option<FileLayout>,
    /// Month of the quotients of the whole file, when it does not say it (families).
    #[ts(optional)]
    pub quotient_month: Option<Month>,
    /// Whether the first guardian owes the invoices where the file does not say who does (families).
    #[ts(optional)]
    pub first_guardian_owes: Option<bool>,
}

/// How a file holds families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileLayout {
    /// One row a family.
    FamilyPerRow,
    /// One row a person.
    PersonPerRow,
}

/// What a table comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileSource {
    /// A text cut by separators.
    Text,
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of OpenDocument.
    Ods,
    /// A workbook of a former Excel.
    Xls,
    /// A database.
    Base,
}

/// Encodings the agent may impose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileEncoding {
    /// UTF-8.
    Utf8,
    /// Windows-1252.
    Windows1252,
}

/// Separators the agent may impose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileSeparator {
    /// `;`
    Semicolon,
    /// `,`
    Comma,
    /// Tabulation.
    Tab,
    /// `|`
    Pipe,
}

/// Opens a file to import.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ImportPreviewRequest {
    /// The file; the agent chooses one when absent.
    pub file: Option<GivenFile>,
    /// Files that go with it: those of one export (families).
    #[ts(optional)]
    pub beside: Option<Vec<GivenFile>>,
    /// How to read it.
    pub reading: ReadingChoice,
    /// The town's key of the product, for what is sealed in it (families): used, never kept.
    #[ts(optional)]
    pub source_key: Option<SourceSecret>,
}

/// Reads the file at hand again, otherwise.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ImportRemapRequest {
    /// How to read it.
    pub reading: ReadingChoice,
    /// The town's key of the product, for what is sealed in it (families): used, never kept.
    #[ts(optional)]
    pub source_key: Option<SourceSecret>,
    /// Columns chosen: field and column of the file, counted from 0; no column sets the field aside.
    pub columns: Vec<ColumnChoice>,
}

/// A column for a field.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ColumnChoice {
    /// Field.
    pub field: String,
    /// Column of the file, counted from 0.
    pub column: Option<u32>,
}

/// What was found of a file's form: shown, never assumed in silence.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FileShapeView {
    /// Name.
    pub file_name: String,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// What is agreed to when the file is taken: these bytes, read so, from those columns, with these corrections.
    pub reading: String,
    /// What it is.
    pub source: FileSource,
    /// `classeur Excel (xlsx)`.
    pub source_label: String,
    /// Sheet read, of a workbook.
    pub sheet: Option<String>,
    /// Its sheets.
    pub sheets: Vec<String>,
    /// Encoding read with; nothing for a workbook.
    pub encoding: Option<FileEncoding>,
    /// `Windows-1252`.
    pub encoding_label: String,
    /// Whether the encoding is sure.
    pub encoding_certain: bool,
    /// Words whose accents tell whether the encoding is right.
    pub encoding_samples: Vec<String>,
    /// Separator read with; nothing for a workbook.
    pub separator: Option<FileSeparator>,
    /// `point-virgule`.
    pub separator_label: String,
    /// Headings of the file.
    pub headers: Vec<String>,
    /// Fields and the column that feeds each.
    pub columns: Vec<ColumnView>,
    /// Headings nothing reads.
    pub unused: Vec<String>,
    /// Columns that never enter: their cells are nowhere, no field can be fed by them.
    pub refused: Vec<RefusedColumnView>,
    /// Fields that are required and have no column: nothing can be read until they have.
    pub missing: Vec<String>,
    /// What was noticed of the file.
    pub remarks: Vec<String>,
    /// Rows, heading excluded.
    pub rows: u32,
    /// The same bytes were already imported by this batch.
    pub same_file: Option<BatchId>,
}

/// A column that never enters (requirements A12, T01 to T03, I03 to I05).
#[derive(Debug, Clone, Serialize, TS)]
pub struct RefusedColumnView {
    /// Its heading.
    pub heading: String,
    /// Its place in the file, counted from 0.
    pub column: u32,
    /// What it holds.
    pub kind: ForbiddenKind,
    /// Why it is refused, in French.
    pub reason: String,
}

/// A field and its column.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ColumnView {
    /// Field.
    pub field: String,
    /// Its name.
    pub label: String,
    /// Whether no row can be taken without it.
    pub required: bool,
    /// Column of the file, counted from 0.
    pub column: Option<u32>,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportRowState {
    /// It will be taken.
    Accepted,
    /// It will be taken if the agent says so.
    ToCheck,
    /// It cannot be taken.
    Refused,
    /// It was taken from an earlier file: nothing is done.
    AlreadyTaken,
}

/// A reason, in a cell.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CellIssueView {
    /// Field; empty when the whole row is at fault.
    pub field: String,
    /// The cell.
    pub value: String,
    /// What kind of problem, for scripts.
    pub code: IssueCode,
    /// What is wrong and what to do.
    pub message: String,
    /// Whether it refuses the row.
    pub severity: Severity,
    /// A correction the agent may accept.
    pub proposal: Option<String>,
}

/// How many rows of each fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct ImportCounts {
    /// Taken.
    pub accepted: u32,
    /// To be looked at.
    pub to_check: u32,
    /// Refused.
    pub refused: u32,
    /// Taken from an earlier file.
    pub already_taken: u32,
}

/// A batch taken.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportDoneView {
    /// The batch.
    pub batch: ImportBatchRow,
    /// Rows passed over because an earlier file had them.
    pub already_taken: u32,
    /// Lines kept aside until someone says whose they are (returns).
    pub waiting: u32,
    /// Among those accepted, the lines that moved no money: what the treasury says of a titre (returns).
    pub informed: u32,
    /// What was received, all rows together (returns).
    pub amount_cents: Cents,
}

/// Names a batch.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ImportBatchRequest {
    /// Batch.
    pub batch: BatchId,
}

/// What a batch holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Quotients of the CAF.
    Quotients,
    /// What the treasury collected.
    Returns,
    /// Families of another product.
    Families,
}

/// A file taken.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportBatchRow {
    /// Batch.
    pub id: BatchId,
    /// What it holds.
    pub kind: ImportKind,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// Rows taken.
    pub accepted: u32,
    /// Rows left to be looked at.
    pub to_check: u32,
    /// Rows refused.
    pub refused: u32,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Who.
    pub agent_name: String,
    /// Whether it was taken back.
    pub undone: bool,
}

/// Files taken.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportListView {
    /// The latest first.
    pub batches: Vec<ImportBatchRow>,
}
