//! Files received: one batch each, undone as a whole, and what waits for someone to say whose it is.

use domain::values::Cents;
use domain::values::ids::{BatchId, FamilyId, HouseholdId, InvoiceId};
use jiff::civil::Date;
use uuid::Uuid;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A batch to write.
#[derive(Debug, Clone)]
pub struct NewBatch<'a> {
    /// Identifier.
    pub id: BatchId,
    /// `quotients` or `returns`.
    pub kind: &'a str,
    /// Name of the file.
    pub file_name: &'a str,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: &'a str,
    /// Rows taken.
    pub accepted: u32,
    /// Rows left to be looked at.
    pub to_check: u32,
    /// Rows refused.
    pub refused: u32,
}

/// A batch as it is listed.
#[derive(Debug, Clone)]
pub struct BatchRow {
    /// Identifier.
    pub id: BatchId,
    /// `quotients` or `returns`.
    pub kind: String,
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
    /// When it was undone, as a hybrid logical clock.
    pub undone_hlc: Option<i64>,
    /// When it was taken, as a hybrid logical clock.
    pub written_hlc: i64,
    /// Who took it.
    pub agent_name: String,
}

/// A line of a return that nobody could be found for: money received whose owner is still unknown.
#[derive(Debug, Clone)]
pub struct SuspendedReturnRow {
    /// Identifier.
    pub id: Uuid,
    /// Its batch.
    pub batch: BatchId,
    /// Line of the file.
    pub line: u32,
    /// Day of the operation.
    pub operation_on: Date,
    /// Amount; negative when it takes back.
    pub amount: Cents,
    /// Code of the means of payment.
    pub method: String,
    /// What the file says.
    pub statement: String,
    /// Why it waits.
    pub reason: String,
    /// What it says of the titre, empty when nothing.
    pub state: String,
    /// What it says is left to recover.
    pub remaining: Option<Cents>,
    /// What makes the line unique.
    pub fingerprint: String,
}

/// A guardian as a file of the CAF names an allocataire.
#[derive(Debug, Clone)]
pub struct GuardianIdentityRow {
    /// Their household.
    pub household: HouseholdId,
    /// Birth name.
    pub birth_name: String,
    /// Name used, empty when it is the birth name.
    pub usage_name: String,
    /// First names, the usual one first.
    pub first_names: String,
    /// Birth date.
    pub birth_date: Date,
}

impl Reader<'_> {
    /// Every guardian whose birth date is known.
    pub fn guardian_identities(&self) -> Result<Vec<GuardianIdentityRow>, StoreError> {
        self.all(sql!("select_guardian_identities.sql"), [], |row| {
            Ok(GuardianIdentityRow {
                household: row.id(0)?,
                birth_name: row.text(1)?,
                usage_name: row.text(2)?,
                first_names: row.text(3)?,
                birth_date: row.date(4)?,
            })
        })
    }

    /// Every household with its family and the family's name.
    pub fn household_names(&self) -> Result<Vec<(HouseholdId, FamilyId, String)>, StoreError> {
        self.all(sql!("select_household_names.sql"), [], |row| Ok((row.id(0)?, row.id(1)?, row.text(2)?)))
    }

    /// The invoices that payments of a batch settle, or take back.
    pub fn invoices_of_batch(&self, batch: BatchId) -> Result<Vec<InvoiceId>, StoreError> {
        self.all(sql!("select_invoices_of_batch.sql"), [batch.as_bytes()], |row| row.id(0))
    }

    /// Households a batch of quotients touched.
    pub fn households_of_batch(&self, id: BatchId) -> Result<Vec<HouseholdId>, StoreError> {
        self.all(sql!("select_households_of_batch.sql"), [id.as_bytes()], |row| row.id(0))
    }

    /// Every batch, the latest first.
    pub fn import_batches(&self) -> Result<Vec<BatchRow>, StoreError> {
        self.all(sql!("select_batches.sql"), [], batch)
    }

    /// One batch.
    pub fn import_batch(&self, id: BatchId) -> Result<Option<BatchRow>, StoreError> {
        self.first(sql!("select_batch.sql"), [id.as_bytes()], batch)
    }

    /// Lines of returns already taken: reading the same file again doubles nothing.
    pub fn known_return_fingerprints(&self) -> Result<Vec<String>, StoreError> {
        self.all(sql!("select_known_fingerprints.sql"), [], |row| row.text(0))
    }

    /// Lines that wait, each with the name of its file.
    pub fn suspended_returns(&self) -> Result<Vec<(SuspendedReturnRow, String)>, StoreError> {
        self.all(sql!("select_suspended_returns.sql"), [], |row| {
            let waiting = SuspendedReturnRow {
                id: row.id(0)?,
                batch: row.id(1)?,
                line: row.get(2)?,
                operation_on: row.date(3)?,
                amount: Cents(row.int(4)?),
                method: row.text(5)?,
                statement: row.text(6)?,
                reason: row.text(7)?,
                state: row.text(10)?,
                remaining: row.get::<_, Option<i64>>(11)?.map(Cents),
                fingerprint: row.text(8)?,
            };
            Ok((waiting, row.text(9)?))
        })
    }
}

impl Writer<'_> {
    /// Writes a batch.
    pub fn insert_import_batch(&self, batch: &NewBatch<'_>) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_batch.sql"),
            rusqlite::params![
                batch.id.as_bytes(),
                batch.kind,
                batch.file_name,
                batch.sha256,
                batch.accepted,
                batch.to_check,
                batch.refused
            ],
        )
    }

    /// Keeps a line that waits.
    pub fn insert_suspended_return(&self, row: &SuspendedReturnRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_suspended_return.sql"),
            rusqlite::params![
                row.id.as_bytes(),
                row.batch.as_bytes(),
                row.line,
                day(row.operation_on),
                row.amount.0,
                row.method,
                row.statement,
                row.reason,
                row.state,
                row.remaining.map(|left| left.0),
                row.fingerprint
            ],
        )
    }

    /// A line that waited has found its invoice. False when someone else settled it.
    pub fn settle_suspended_return(&self, id: Uuid) -> Result<bool, StoreError> {
        let changed = self
            .run(sql!("update_suspended_settled.sql"), rusqlite::params![id.as_bytes(), self.stamp().hlc])?;
        Ok(changed == 1)
    }

    /// Takes a whole batch back: its rows are marked, nothing is erased. False when it was undone already.
    pub fn undo_import_batch(&self, id: BatchId) -> Result<bool, StoreError> {
        let when = self.stamp().hlc;
        let mark = |text: &'static str| self.run(text, rusqlite::params![id.as_bytes(), when]);
        if mark(sql!("update_batch_undone.sql"))? == 0 {
            return Ok(false);
        }
        mark(sql!("update_allocations_deleted.sql"))?;
        mark(sql!("update_payments_deleted.sql"))?;
        mark(sql!("update_suspended_deleted.sql"))?;
        mark(sql!("update_news_deleted.sql"))?;
        mark(sql!("update_quotients_deleted.sql"))?;
        Ok(true)
    }
}

fn batch(row: &rusqlite::Row<'_>) -> Result<BatchRow, StoreError> {
    Ok(BatchRow {
        id: row.id(0)?,
        kind: row.text(1)?,
        file_name: row.text(2)?,
        sha256: row.text(3)?,
        accepted: row.get(4)?,
        to_check: row.get(5)?,
        refused: row.get(6)?,
        undone_hlc: row.get(7)?,
        written_hlc: row.get(8)?,
        agent_name: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
    })
}
