//! Runs: what was issued, once and for all.

use domain::values::Cents;
use domain::values::ids::{BatchId, RunId};
use jiff::civil::Date;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A run to write.
#[derive(Debug, Clone)]
pub struct NewRun<'a> {
    /// Identifier.
    pub id: RunId,
    /// Month billed, `2026-03`.
    pub month: &'a str,
    /// Accounting year.
    pub exercice: i16,
    /// Day of issue.
    pub issued_on: Date,
    /// Day by which families pay.
    pub due_on: Date,
    /// Digest of what was previewed and issued.
    pub digest: &'a str,
    /// Invoices.
    pub invoice_count: u32,
    /// Lines of all invoices.
    pub line_count: u32,
    /// Sum of all invoices.
    pub total: Cents,
    /// Number of the first invoice.
    pub first_number: &'a str,
    /// Number of the last invoice.
    pub last_number: &'a str,
    /// Head of the journal before the run, to print: a second witness on paper.
    pub audit_head: &'a str,
    /// What every invoice prints of the town and of the ways to pay, as JSON.
    pub letterhead: &'a str,
}

/// A run as it is shown.
#[derive(Debug, Clone)]
pub struct RunRow {
    /// Identifier.
    pub id: RunId,
    /// Month billed.
    pub month: String,
    /// Accounting year.
    pub exercice: i16,
    /// Day of issue.
    pub issued_on: Date,
    /// Day by which families pay.
    pub due_on: Date,
    /// Digest of what was issued.
    pub digest: String,
    /// Invoices.
    pub invoice_count: u32,
    /// Lines.
    pub line_count: u32,
    /// Sum of all invoices.
    pub total: Cents,
    /// Number of the first invoice.
    pub first_number: String,
    /// Number of the last one.
    pub last_number: String,
    /// Head of the journal before the run.
    pub audit_head: String,
    /// Who issued it.
    pub agent_name: String,
    /// What was paid so far.
    pub paid: Cents,
    /// Its bordereau, once numbers were allotted.
    pub bordereau: Option<(BatchId, u32)>,
    /// What every invoice prints of the town and of the ways to pay, as JSON.
    pub letterhead: String,
}

impl Reader<'_> {
    /// Every run, the latest month first.
    pub fn runs(&self) -> Result<Vec<RunRow>, StoreError> {
        self.all(sql!("select_runs.sql"), [], run)
    }

    /// The runs of a month, the latest first.
    pub fn runs_of_month(&self, month: &str) -> Result<Vec<RunRow>, StoreError> {
        self.all(sql!("select_runs_of_month.sql"), [month], run)
    }

    /// One run.
    pub fn run_row(&self, id: RunId) -> Result<Option<RunRow>, StoreError> {
        self.first(sql!("select_run.sql"), [id.as_bytes()], run)
    }
}

impl Writer<'_> {
    /// Writes a run.
    pub fn insert_run(&self, run: &NewRun<'_>) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_run.sql"),
            rusqlite::params![
                run.id.as_bytes(),
                run.month,
                run.exercice,
                day(run.issued_on),
                day(run.due_on),
                run.digest,
                run.invoice_count,
                run.line_count,
                run.total.0,
                run.first_number,
                run.last_number,
                run.audit_head,
                run.letterhead
            ],
        )
    }

    /// Moves a run to another exercice. False when its bordereau was allotted: it is at the treasury then.
    pub fn set_run_exercice(&self, id: RunId, exercice: i16) -> Result<bool, StoreError> {
        let changed =
            self.run(sql!("update_run_exercice.sql"), rusqlite::params![id.as_bytes(), exercice])?;
        Ok(changed == 1)
    }
}

fn run(row: &rusqlite::Row<'_>) -> Result<RunRow, StoreError> {
    let bordereau = row.id_opt(14)?.map(|id| Ok::<_, StoreError>((id, row.get(15)?)));
    Ok(RunRow {
        id: row.id(0)?,
        month: row.text(1)?,
        exercice: row.get(2)?,
        issued_on: row.date(3)?,
        due_on: row.date(4)?,
        digest: row.text(5)?,
        invoice_count: row.get(6)?,
        line_count: row.get(7)?,
        total: Cents(row.int(8)?),
        first_number: row.text(9)?,
        last_number: row.text(10)?,
        audit_head: row.text(11)?,
        agent_name: row.text(12)?,
        paid: Cents(row.int(13)?),
        bordereau: bordereau.transpose()?,
        letterhead: row.text(16)?,
    })
}
