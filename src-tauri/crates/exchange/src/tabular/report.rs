//! What became of the rows.

use std::collections::BTreeMap;

use domain::issue::{IssueCode, Severity};
use domain::values::text::french;

use super::read::Table;
use super::write::{Cell, CsvWriter, Written};

/// One reason, in one cell of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowIssue {
    /// Line of the file, counted from 1.
    pub line: u64,
    /// Field of the plan; empty when the whole row is at fault.
    pub field: &'static str,
    /// The cell as read.
    pub value: String,
    /// What kind of problem.
    pub code: IssueCode,
    /// What is wrong and what to do, in French.
    pub message: String,
    /// `Blocking`: the row is refused. `Warning`: it may be taken once an agent has looked.
    pub severity: Severity,
    /// A correction the agent may accept, never applied in silence.
    pub proposal: Option<String>,
}

impl RowIssue {
    /// A row not taken; the sentence is given its French typography here.
    pub fn refused(
        line: u64,
        field: &'static str,
        value: impl Into<String>,
        code: IssueCode,
        message: impl AsRef<str>,
    ) -> Self {
        let (value, message) = (value.into(), french(message.as_ref()));
        Self { line, field, value, code, message, severity: Severity::Blocking, proposal: None }
    }

    /// A row to look at.
    pub fn to_check(
        line: u64,
        field: &'static str,
        value: impl Into<String>,
        code: IssueCode,
        message: impl AsRef<str>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::refused(line, field, value, code, message) }
    }

    /// The same with a correction to offer.
    #[must_use]
    pub fn proposing(mut self, proposal: Option<String>) -> Self {
        self.proposal = proposal;
        self
    }
}

/// Rows with issues, written back with the file's own headings, separator and a last column saying why:
/// corrected there, the file reads again.
pub fn rejected_rows(table: &Table, issues: &[RowIssue]) -> Written {
    let mut reasons: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for issue in issues {
        reasons.entry(issue.line).or_default().push(&issue.message);
    }
    let mut writer = CsvWriter::like(table);
    writer.header(table.headers.iter().map(String::as_str).chain([REASON]));
    for row in table.rows() {
        let Some(reasons) = reasons.get(&row.line()) else { continue };
        let mut cells: Vec<Cell> = row.raw_cells().map(Cell::text).collect();
        cells.resize(table.headers.len().max(cells.len()), Cell::Empty);
        cells.push(Cell::text(reasons.join(" ")));
        writer.row(cells);
    }
    writer.finish()
}

/// Heading of the last column.
const REASON: &str = "motif_du_refus";

#[cfg(test)]
mod tests {
    use super::super::read::{ReadOptions, read_table};
    use super::*;

    #[test]
    fn rejected_rows_come_back_in_their_own_format_with_the_reasons() {
        let table = read_table(b"nom,qf\nDurand,684\nL\xC9VY,x\nOzan,\"1,5\"\n", &ReadOptions::default())
            .expect("reads");
        let issues = [
            RowIssue::refused(3, "qf", "x", IssueCode::Malformed, "Le quotient ne se lit pas."),
            RowIssue::to_check(3, "nom", "LÉVY", IssueCode::Ambiguous, "Deux familles portent ce nom."),
        ];
        assert_eq!(
            rejected_rows(&table, &issues).bytes,
            b"nom,qf,motif_du_refus\r\nL\xC9VY,x,Le quotient ne se lit pas. Deux familles portent ce nom.\r\n"
        );
    }
}
