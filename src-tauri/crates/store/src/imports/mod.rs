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
    /// `quotients`, `returns` or `families`.
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

/// A family taken over, and what it was in the product the town left.
#[derive(Debug, Clone)]
pub struct NewExternalId<'a> {
    /// Identifier.
    pub id: Uuid,
    /// Its batch.
    pub batch: BatchId,
    /// The family here.
    pub family: FamilyId,
    /// Which product, or `generic`.
    pub profile: &'a str,
    /// The number it had there, empty when the file gave none.
    pub key: &'a str,
    /// A digest of the names and births of its members.
    pub identity: &'a str,
}

/// A family taken over earlier.
#[derive(Debug, Clone)]
pub struct ExternalIdRow {
    /// Which product, or `generic`.
    pub profile: String,
    /// The number it had there, empty when the file gave none.
    pub key: String,
    /// A digest of the names and births of its members then.
    pub identity: String,
    /// The family here.
    pub family: FamilyId,
    /// Its number here.
    pub number: u32,
    /// Its name.
    pub name: String,
}

/// A child as a file of families names one.
#[derive(Debug, Clone)]
pub struct ChildIdentityRow {
    /// Family name.
    pub family_name: String,
    /// First names, the usual one first.
    pub first_names: String,
    /// Birth date.
    pub birth_date: Date,
    /// Number of their family.
    pub family_number: u32,
    /// Name of their family.
    pub family: String,
}

impl Reader<'_> {
    /// The numbers a family had in the products it comes from.
    pub fn external_keys_of(&self, family: FamilyId) -> Result<Vec<String>, StoreError> {
        self.all(sql!("select_external_keys_of.sql"), [family.as_bytes()], |row| row.text(0))
    }

    /// Families taken over from other products, and not taken back since.
    pub fn external_ids(&self) -> Result<Vec<ExternalIdRow>, StoreError> {
        self.all(sql!("select_external_ids.sql"), [], |row| {
            Ok(ExternalIdRow {
                profile: row.text(0)?,
                key: row.text(1)?,
                identity: row.text(2)?,
                family: row.id(3)?,
                number: row.get(4)?,
                name: row.text(5)?,
            })
        })
    }

    /// Every child, once for each of their families.
    pub fn child_identities(&self) -> Result<Vec<ChildIdentityRow>, StoreError> {
        self.all(sql!("select_child_identities.sql"), [], |row| {
            Ok(ChildIdentityRow {
                family_name: row.text(0)?,
                first_names: row.text(1)?,
                birth_date: row.date(2)?,
                family_number: row.get(3)?,
                family: row.text(4)?,
            })
        })
    }

    /// What was done since with the families of a batch: what, and how many rows.
    pub fn takeover_dependents(&self, batch: BatchId) -> Result<Vec<(String, u32)>, StoreError> {
        let all = self.all(sql!("select_takeover_dependents.sql"), [batch.as_bytes()], |row| {
            Ok((row.text(0)?, row.get::<_, u32>(1)?))
        })?;
        Ok(all.into_iter().filter(|(_, count)| *count > 0).collect())
    }

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

    /// Remembers what a family was in the product the town left.
    pub fn insert_external_id(&self, row: &NewExternalId<'_>) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_external_id.sql"),
            rusqlite::params![
                row.id.as_bytes(),
                row.batch.as_bytes(),
                row.family.as_bytes(),
                row.profile,
                row.key,
                row.identity
            ],
        )
    }

    /// Takes back every family of a batch, with all who came with them: marked, and no longer found.
    pub fn bury_takeover(&self, batch: BatchId) -> Result<(), StoreError> {
        let subjects: Vec<Uuid> =
            self.all(sql!("select_takeover_subjects.sql"), [batch.as_bytes()], |row| row.id(0))?;
        for subject in subjects {
            self.unindex(subject)?;
        }
        let of_batch = rusqlite::params![batch.as_bytes()];
        // Each is found through those after it.
        self.stamped(sql!("bury_takeover_phones.sql"), of_batch)?;
        self.stamped(sql!("bury_takeover_guardian_details.sql"), of_batch)?;
        self.stamped(sql!("bury_takeover_child_details.sql"), of_batch)?;
        self.stamped(sql!("bury_takeover_guardians.sql"), of_batch)?;
        self.stamped(sql!("bury_takeover_schoolings.sql"), of_batch)?;
        self.stamped(sql!("bury_takeover_children.sql"), of_batch)?;
        self.stamped(sql!("bury_takeover_custodies.sql"), of_batch)?;
        self.stamped(sql!("bury_takeover_contacts.sql"), of_batch)?;
        self.stamped(sql!("bury_takeover_households.sql"), of_batch)?;
        self.stamped(sql!("bury_takeover_families.sql"), of_batch)?;
        let when = self.stamp().hlc;
        self.run(sql!("update_external_ids_deleted.sql"), rusqlite::params![batch.as_bytes(), when])?;
        Ok(())
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
