//! What goes to the treasury: numbers allotted once per run, and the bytes that left, frozen.

use domain::values::Cents;
use domain::values::ids::{BatchId, FamilyId, HouseholdId, InvoiceId, RunId};
use jiff::civil::Date;
use uuid::Uuid;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A bordereau's own columns.
#[derive(Debug, Clone)]
pub struct BordereauRow {
    /// Identifier.
    pub id: BatchId,
    /// Run it recovers.
    pub run: RunId,
    /// Accounting year.
    pub exercice: i16,
    /// Number in the exercice.
    pub number: u32,
    /// Day of issue.
    pub issued_on: Date,
    /// Sum of its titres.
    pub total: Cents,
    /// Sixteen characters of the journal as it found it; empty for those that left before they were kept.
    pub audit_head: String,
}

/// A bordereau as it is listed.
#[derive(Debug, Clone)]
pub struct BordereauCardRow {
    /// Its own columns.
    pub bordereau: BordereauRow,
    /// Month billed.
    pub month: String,
    /// How many titres.
    pub titre_count: u32,
    /// What was collected so far.
    pub collected: Cents,
}

/// A titre: the number an invoice is recovered under.
#[derive(Debug, Clone)]
pub struct TitreRow {
    /// Number.
    pub number: u32,
    /// Invoice.
    pub invoice: InvoiceId,
    /// What it claims: what was left to pay.
    pub amount: Cents,
    /// What was paid before it.
    pub settled: Cents,
}

/// Where an invoice stands at the treasury: exercice, bordereau, titre.
pub type TitreNumbers = (i16, u32, u32);

/// An invoice as a return may name it.
#[derive(Debug, Clone)]
pub struct CollectableRow {
    /// Invoice.
    pub invoice: InvoiceId,
    /// Its number.
    pub number: String,
    /// Household.
    pub household: HouseholdId,
    /// Family.
    pub family: FamilyId,
    /// Name of the family.
    pub family_name: String,
    /// `A`, `B`…
    pub household_label: String,
    /// The town's reference of the debtor.
    pub debtor_reference: String,
    /// Name of the debtor.
    pub debtor_name: String,
    /// Its total.
    pub total: Cents,
    /// What was paid.
    pub paid: Cents,
    /// Its titre, once sent.
    pub titre: Option<TitreNumbers>,
}

/// What the treasury says of an invoice, to write.
#[derive(Debug, Clone)]
pub struct NewTreasuryNews<'a> {
    /// Identifier.
    pub id: Uuid,
    /// The file that says it.
    pub batch: BatchId,
    /// The invoice.
    pub invoice: InvoiceId,
    /// The day it speaks of.
    pub said_on: Date,
    /// Code of the state; empty when the file says none.
    pub state: &'a str,
    /// What it says is left to recover.
    pub remaining: Option<Cents>,
    /// What the line says.
    pub statement: &'a str,
    /// What makes the line unique.
    pub fingerprint: &'a str,
}

/// What the treasury said of an invoice.
#[derive(Debug, Clone)]
pub struct TreasuryNewsRow {
    /// The invoice.
    pub invoice: InvoiceId,
    /// Its number.
    pub invoice_number: String,
    /// The day it speaks of.
    pub said_on: Date,
    /// Code of the state; empty when the file said none.
    pub state: String,
    /// What it said was left to recover.
    pub remaining: Option<Cents>,
    /// What the line said.
    pub statement: String,
    /// What the town counted as left to pay at the end of that day.
    pub ours: Cents,
}

/// A file that left, frozen.
#[derive(Debug, Clone)]
pub struct FrozenFile {
    /// Name under which it left.
    pub file_name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that left, as it is listed.
#[derive(Debug, Clone)]
pub struct ExportedFileRow {
    /// Identifier.
    pub id: Uuid,
    /// `titres_csv`, `pes_ormc` or `caf_alsh`.
    pub kind: String,
    /// What it is the file of.
    pub subject: String,
    /// Name.
    pub file_name: String,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// When, as a hybrid logical clock.
    pub written_hlc: i64,
    /// Who exported it.
    pub agent_name: String,
}

impl Reader<'_> {
    /// The bordereau of a run, once allotted.
    pub fn bordereau_of_run(&self, run: RunId) -> Result<Option<BordereauRow>, StoreError> {
        self.first(sql!("select_bordereau_of_run.sql"), [run.as_bytes()], bordereau)
    }

    /// Every bordereau, the latest first.
    pub fn bordereaux(&self) -> Result<Vec<BordereauCardRow>, StoreError> {
        self.all(sql!("select_bordereaux.sql"), [], |row| {
            Ok(BordereauCardRow {
                bordereau: bordereau(row)?,
                month: row.text(7)?,
                titre_count: row.get(8)?,
                collected: Cents(row.int(9)?),
            })
        })
    }

    /// The titres of a bordereau, in the order of their numbers.
    pub fn titres_of_bordereau(&self, id: BatchId) -> Result<Vec<TitreRow>, StoreError> {
        self.all(sql!("select_titres_of_bordereau.sql"), [id.as_bytes()], |row| {
            Ok(TitreRow {
                number: row.get(0)?,
                invoice: row.id(1)?,
                amount: Cents(row.int(2)?),
                settled: Cents(row.int(3)?),
            })
        })
    }

    /// The titre an invoice is recovered under.
    pub fn titre_of_invoice(&self, id: InvoiceId) -> Result<Option<TitreNumbers>, StoreError> {
        self.first(sql!("select_titre_of_invoice.sql"), [id.as_bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
    }

    /// Every invoice with what a return may name it by, in the order of their numbers.
    pub fn collectables(&self) -> Result<Vec<CollectableRow>, StoreError> {
        self.all(sql!("select_collectable.sql"), [], |row| {
            let titre = row
                .get::<_, Option<i16>>(10)?
                .map(|exercice| Ok::<_, StoreError>((exercice, row.get(11)?, row.get(12)?)));
            Ok(CollectableRow {
                invoice: row.id(0)?,
                number: row.text(1)?,
                household: row.id(2)?,
                family: row.id(3)?,
                family_name: row.text(4)?,
                household_label: row.text(5)?,
                debtor_reference: row.text(6)?,
                debtor_name: row.text(7)?,
                total: Cents(row.int(8)?),
                paid: Cents(row.int(9)?),
                titre: titre.transpose()?,
            })
        })
    }

    /// What the treasury said of an invoice, the latest first.
    pub fn news_of_invoice(&self, id: InvoiceId) -> Result<Vec<TreasuryNewsRow>, StoreError> {
        self.all(sql!("select_news_of_invoice.sql"), [id.as_bytes()], news)
    }

    /// The treasury's latest word on each invoice of a household.
    pub fn news_of_household(&self, id: HouseholdId) -> Result<Vec<TreasuryNewsRow>, StoreError> {
        self.all(sql!("select_news_of_household.sql"), [id.as_bytes()], news)
    }

    /// The file that already left for a subject.
    pub fn exported_file(&self, kind: &str, subject: &str) -> Result<Option<FrozenFile>, StoreError> {
        self.first(sql!("select_exported_file.sql"), [kind, subject], |row| {
            Ok(FrozenFile { file_name: row.text(0)?, sha256: row.text(1)?, bytes: row.get(2)? })
        })
    }

    /// Every file that left, the latest first.
    pub fn exported_files(&self) -> Result<Vec<ExportedFileRow>, StoreError> {
        self.all(sql!("select_exported_files.sql"), [], |row| {
            Ok(ExportedFileRow {
                id: row.id(0)?,
                kind: row.text(1)?,
                subject: row.text(2)?,
                file_name: row.text(3)?,
                sha256: row.text(4)?,
                size: row.int(5)?.unsigned_abs(),
                written_hlc: row.int(6)?,
                agent_name: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
            })
        })
    }
}

impl Writer<'_> {
    /// Writes a bordereau.
    pub fn insert_bordereau(&self, row: &BordereauRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_bordereau.sql"),
            rusqlite::params![
                row.id.as_bytes(),
                row.run.as_bytes(),
                row.exercice,
                row.number,
                day(row.issued_on),
                row.total.0,
                row.audit_head
            ],
        )
    }

    /// Writes a titre.
    pub fn insert_titre(&self, bordereau: BatchId, titre: &TitreRow) -> Result<(), StoreError> {
        self.run(
            sql!("insert_titre.sql"),
            rusqlite::params![
                bordereau.as_bytes(),
                titre.number,
                titre.invoice.as_bytes(),
                titre.amount.0,
                titre.settled.0
            ],
        )?;
        Ok(())
    }

    /// Keeps what the treasury says of an invoice.
    pub fn insert_treasury_news(&self, row: &NewTreasuryNews<'_>) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_news.sql"),
            rusqlite::params![
                row.id.as_bytes(),
                row.batch.as_bytes(),
                row.invoice.as_bytes(),
                day(row.said_on),
                row.state,
                row.remaining.map(|left| left.0),
                row.statement,
                row.fingerprint
            ],
        )
    }

    /// Freezes a file that leaves.
    pub fn freeze_file(
        &self,
        id: Uuid,
        kind: &str,
        subject: &str,
        file: &FrozenFile,
    ) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_exported_file.sql"),
            rusqlite::params![id.as_bytes(), kind, subject, file.file_name, file.sha256, file.bytes],
        )
    }
}

fn news(row: &rusqlite::Row<'_>) -> Result<TreasuryNewsRow, StoreError> {
    Ok(TreasuryNewsRow {
        invoice: row.id(0)?,
        invoice_number: row.text(1)?,
        said_on: row.date(2)?,
        state: row.text(3)?,
        remaining: row.get::<_, Option<i64>>(4)?.map(Cents),
        statement: row.text(5)?,
        ours: Cents(row.int(6)?),
    })
}

fn bordereau(row: &rusqlite::Row<'_>) -> Result<BordereauRow, StoreError> {
    Ok(BordereauRow {
        id: row.id(0)?,
        run: row.id(1)?,
        exercice: row.get(2)?,
        number: row.get(3)?,
        issued_on: row.date(4)?,
        total: Cents(row.int(5)?),
        audit_head: row.text(6)?,
    })
}
