//! Tables of unknown origin in, tables for people or for machines out.
//!
//! Nothing is guessed in silence: encoding, separator, header and every line set aside are findings
//! the agent sees before a single row is believed (caf.md §9, security.md §3 line 11).

mod cell;
mod encoding;
mod header;
mod import_plan;
mod read;
mod report;
mod row_reader;
mod separator;
mod spreadsheet;
mod workbook;
mod write;

pub use cell::{CellProblem, read_amount, read_birth, read_date, read_integer, undefuse};
pub use encoding::{Certainty, Encoding, EncodingFinding};
pub use header::normalise_header;
pub use import_plan::{ColumnSpec, Fingerprint, ImportPlan, PlannedColumn};
pub use read::{Origin, ReadOptions, RefusedColumn, Remark, Row, Table, TableRefusal, TextForm, read_table};
pub use report::{RowIssue, rejected_rows};
pub use row_reader::{Line, Reading};
pub(crate) use row_reader::{RowReader, read_rows};
pub use separator::Separator;
pub use spreadsheet::{Spreadsheet, write_spreadsheet};
pub use workbook::{SheetForm, Workbook};
pub use write::{Cell, Charset, CsvWriter, Replacement, Sheet, Written, defuse, write_sheet};

/// Largest file accepted, in bytes (security.md §3 line 11).
pub const MAX_BYTES: usize = 50 * 1024 * 1024;
/// Longest record accepted, in bytes.
pub const MAX_LINE_BYTES: usize = 1024 * 1024;
/// Most fields on one line.
pub const MAX_FIELDS: usize = 512;
/// Most rows in one file, header excluded.
pub const MAX_ROWS: usize = 1_000_000;
