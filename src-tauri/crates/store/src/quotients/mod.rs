//! Quotients and allocataire numbers: sealed bytes, and the bracket's name that the desk may read (F03).

use domain::calendar::Month;
use domain::values::ids::{BatchId, HouseholdId, QuotientId};
use jiff::civil::Date;
use rusqlite::params;
use security::Compartment;
use uuid::Uuid;

use crate::cells::SealedCell;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A quotient to record. A row is never rewritten: a new value is a new row.
#[derive(Debug, Clone)]
pub struct QuotientRow {
    /// Identifier.
    pub id: QuotientId,
    /// The household.
    pub household: HouseholdId,
    /// Sealed at [`crate::cells::QUOTIENT`].
    pub sealed: Vec<u8>,
    /// The file it came with.
    pub import_batch: Option<BatchId>,
}

/// A recorded quotient.
#[derive(Debug, Clone)]
pub struct RecordedQuotient {
    /// Identifier.
    pub id: QuotientId,
    /// The household.
    pub household: HouseholdId,
    /// Whose key seals it: another household's when that one was merged into this one.
    pub sealed_for: HouseholdId,
    /// The sealed value and its key.
    pub cell: SealedCell,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Who.
    pub agent: Uuid,
    /// The file it came with.
    pub import_batch: Option<BatchId>,
}

/// What the desk may know of a household's quotient (F03): never the value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BracketRow {
    /// Name of the bracket; none when no tariff has brackets.
    pub label: Option<String>,
    /// Month of the quotient; none when there is none.
    pub month: Option<Month>,
    /// Its last day, when it has one.
    pub until: Option<Date>,
}

const RESOURCES: u8 = Compartment::Resources.code();

impl Reader<'_> {
    /// A household's quotients, in the order they were recorded.
    pub fn quotients_of(&self, household: HouseholdId) -> Result<Vec<RecordedQuotient>, StoreError> {
        self.all(sql!("select_quotients_of.sql"), params![household.as_bytes(), RESOURCES], recorded)
    }

    /// One quotient by its identifier, even withdrawn: what was issued under it is still explained by it.
    pub fn quotient(&self, id: QuotientId) -> Result<Option<RecordedQuotient>, StoreError> {
        self.first(sql!("select_quotient.sql"), params![id.as_bytes(), RESOURCES], recorded)
    }

    /// Every quotient ever recorded, withdrawn ones too, by household.
    pub fn each_quotient_ever(
        &self,
        mut take: impl FnMut(RecordedQuotient) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each(sql!("select_quotients_ever.sql"), [RESOURCES], |row| take(recorded(row)?))
    }

    /// Every quotient of every household, by household then in the order they were recorded.
    pub fn each_quotient(
        &self,
        mut take: impl FnMut(RecordedQuotient) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each(sql!("select_all_quotients.sql"), [RESOURCES], |row| take(recorded(row)?))
    }

    /// A household's sealed allocataire number, and the household it was sealed for: that one, or one merged into it.
    pub fn allocataire_of(
        &self,
        household: HouseholdId,
    ) -> Result<Option<(HouseholdId, SealedCell)>, StoreError> {
        self.first(sql!("select_allocataire_of.sql"), params![household.as_bytes(), RESOURCES], |row| {
            Ok((row.id(0)?, SealedCell { sealed: row.get(1)?, wrapped: row.get(2)? }))
        })
    }

    /// Every household's sealed allocataire number: whom it answers for, whom it was sealed for.
    pub fn each_allocataire(
        &self,
        mut take: impl FnMut(HouseholdId, HouseholdId, SealedCell) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each(sql!("select_all_allocataires.sql"), [RESOURCES], |row| {
            take(row.id(3)?, row.id(0)?, SealedCell { sealed: row.get(1)?, wrapped: row.get(2)? })
        })
    }
}

impl Writer<'_> {
    /// Records a quotient.
    pub fn insert_quotient(&self, row: &QuotientRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_quotient.sql"),
            params![
                row.id.as_bytes(),
                row.household.as_bytes(),
                row.sealed,
                row.import_batch.as_ref().map(BatchId::as_bytes)
            ],
        )
    }

    /// Withdraws a quotient: the import that brought it is undone, or it was typed for another household.
    pub fn remove_quotient(&self, id: QuotientId) -> Result<(), StoreError> {
        self.run(sql!("bury_quotient.sql"), params![id.as_bytes(), self.stamp().hlc])?;
        Ok(())
    }

    /// Writes a household's allocataire number, sealed at [`crate::cells::ALLOCATAIRE`], or removes it.
    pub fn save_allocataire(&self, household: HouseholdId, sealed: Option<&[u8]>) -> Result<(), StoreError> {
        self.stamped(sql!("save_allocataire.sql"), params![household.as_bytes(), sealed])
    }

    /// Writes what the desk may know of a household's quotient.
    pub fn set_bracket(&self, household: HouseholdId, bracket: &BracketRow) -> Result<(), StoreError> {
        self.run(
            sql!("set_bracket.sql"),
            params![
                household.as_bytes(),
                bracket.label,
                bracket.month.map(|month| month.to_string()),
                bracket.until.map(day)
            ],
        )?;
        Ok(())
    }
}

fn recorded(row: &rusqlite::Row<'_>) -> Result<RecordedQuotient, StoreError> {
    Ok(RecordedQuotient {
        id: row.id(0)?,
        household: row.id(1)?,
        cell: SealedCell { sealed: row.get(2)?, wrapped: row.get(3)? },
        at_ms: row.int(4)? >> 16,
        agent: row.id(5)?,
        import_batch: row.id_opt(6)?,
        sealed_for: row.id(7)?,
    })
}
