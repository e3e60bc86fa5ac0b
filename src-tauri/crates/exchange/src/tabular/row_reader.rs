//! One row read field by field, every problem kept.

use domain::health::national_number_refusal;
use domain::issue::{IssueCode, Refusal, Severity};

use super::cell::CellProblem;
use super::import_plan::ImportPlan;
use super::read::{Row, Table};
use super::report::RowIssue;

/// A value and the line it was read on, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<V> {
    /// Line of the file.
    pub line: u64,
    /// What it says.
    pub value: V,
}

/// Rows read and everything wrong with the others. A row with a `Warning` is among `rows`: it waits for an
/// agent's look; a row with a `Blocking` issue is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<V> {
    /// Rows that may be taken.
    pub rows: Vec<Line<V>>,
    /// Problems, in the order of the file.
    pub issues: Vec<RowIssue>,
}

/// Reads each row of a table with `read`, which answers `None` only after refusing something.
pub(crate) fn read_rows<V>(
    table: &Table,
    plan: &ImportPlan,
    read: impl Fn(&mut RowReader<'_>) -> Option<V>,
) -> Reading<V> {
    let mut reading = Reading { rows: Vec::with_capacity(table.row_count()), issues: Vec::new() };
    for row in table.rows() {
        if let Some(issue) = row.shape_issue() {
            reading.issues.push(issue);
            continue;
        }
        let mut reader = RowReader::new(plan, row);
        let value = read(&mut reader);
        let refused = reader.has_refused();
        debug_assert!(refused || value.is_some(), "line {} vanished without a reason", row.line());
        reading.rows.extend(value.filter(|_| !refused).map(|value| Line { line: row.line(), value }));
        reading.issues.append(&mut reader.issues);
    }
    reading
}

pub(crate) struct RowReader<'t> {
    plan: &'t ImportPlan,
    row: Row<'t>,
    issues: Vec<RowIssue>,
}

impl<'t> RowReader<'t> {
    pub(crate) fn new(plan: &'t ImportPlan, row: Row<'t>) -> Self {
        Self { plan, row, issues: Vec::new() }
    }

    /// A row that says something of persons: refused when a cell that would be read holds a number of the national register. The cell is
    /// not said again.
    pub(crate) fn of_persons(plan: &'t ImportPlan, row: Row<'t>) -> Self {
        let mut reader = Self::new(plan, row);
        for field in plan.fields_read() {
            if let Some(Refusal { code, message }) = national_number_refusal(reader.text(field)) {
                reader.issues.push(RowIssue::refused(reader.line(), field, "", code, message));
            }
        }
        reader
    }

    /// Everything wrong with the row.
    pub(crate) fn into_issues(self) -> Vec<RowIssue> {
        self.issues
    }

    /// A refusal, with what may be typed instead.
    pub(crate) fn refuse_proposing(
        &mut self,
        field: &'static str,
        code: IssueCode,
        message: impl AsRef<str>,
        proposal: Option<String>,
    ) {
        let issue = RowIssue::refused(self.line(), field, self.cell_of(field), code, message);
        self.issues.push(issue.proposing(proposal));
    }

    pub(crate) fn line(&self) -> u64 {
        self.row.line()
    }

    pub(crate) fn text(&self, field: &'static str) -> &'t str {
        self.plan.cell(&self.row, field)
    }

    pub(crate) fn optional_text(&self, field: &'static str) -> Option<String> {
        Some(self.text(field)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The value of a cell; `None` when it is empty or refused. A doubtful cell gives the correction it
    /// proposes, with its warning.
    pub(crate) fn value<T>(
        &mut self,
        field: &'static str,
        read: impl Fn(&str) -> Result<T, CellProblem>,
    ) -> Option<T> {
        let cell = self.text(field);
        if cell.is_empty() {
            return None;
        }
        match read(cell) {
            Ok(value) => Some(value),
            Err(problem) => {
                let corrected = match (&problem.severity, &problem.proposal) {
                    (Severity::Warning, Some(proposal)) => read(proposal).ok(),
                    _ => None,
                };
                self.issues.push(problem.at(self.line(), field, cell));
                corrected
            }
        }
    }

    /// The same for a cell that must not be empty.
    pub(crate) fn required<T>(
        &mut self,
        field: &'static str,
        missing: &str,
        read: impl Fn(&str) -> Result<T, CellProblem>,
    ) -> Option<T> {
        if self.text(field).is_empty() {
            self.refuse(field, IssueCode::Missing, missing);
        }
        self.value(field, read)
    }

    /// The same for a cell that only helps: unreadable, it is left out with a warning.
    pub(crate) fn help<T>(
        &mut self,
        field: &'static str,
        read: impl Fn(&str) -> Result<T, CellProblem>,
    ) -> Option<T> {
        let before = self.issues.len();
        let value = self.value(field, read);
        for issue in &mut self.issues[before..] {
            issue.severity = Severity::Warning;
        }
        value
    }

    pub(crate) fn refuse(&mut self, field: &'static str, code: IssueCode, message: impl AsRef<str>) {
        self.issues.push(RowIssue::refused(self.line(), field, self.cell_of(field), code, message));
    }

    pub(crate) fn warn(&mut self, field: &'static str, code: IssueCode, message: impl AsRef<str>) {
        self.issues.push(RowIssue::to_check(self.line(), field, self.cell_of(field), code, message));
    }

    pub(crate) fn has_refused(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity == Severity::Blocking)
    }

    fn cell_of(&self, field: &'static str) -> &'t str {
        if field.is_empty() { "" } else { self.text(field) }
    }
}
