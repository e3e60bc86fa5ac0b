//! Incomes of households: sealed bytes.

use domain::values::ids::{HouseholdId, IncomeId};
use rusqlite::params;
use security::Compartment;
use uuid::Uuid;

use crate::cells::SealedCell;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer};

/// Incomes as they are kept.
#[derive(Debug, Clone)]
pub struct RecordedIncome {
    /// Identifier.
    pub id: IncomeId,
    /// The household.
    pub household: HouseholdId,
    /// Whose key seals them: another household's when that one was merged into this one.
    pub sealed_for: HouseholdId,
    /// What was read, sealed at [`crate::cells::INCOME`], and its key.
    pub cell: SealedCell,
    /// When they were recorded, milliseconds since 1970.
    pub at_ms: i64,
    /// Who recorded them.
    pub agent: Uuid,
}

const RESOURCES: u8 = Compartment::Resources.code();

impl Reader<'_> {
    /// A household's incomes, in the order they were recorded.
    pub fn incomes_of(&self, household: HouseholdId) -> Result<Vec<RecordedIncome>, StoreError> {
        self.all(sql!("select_incomes_of.sql"), params![household.as_bytes(), RESOURCES], recorded)
    }

    /// Every income, household by household, in the order they were recorded.
    pub fn each_income(
        &self,
        mut take: impl FnMut(RecordedIncome) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each(sql!("select_all_incomes.sql"), [RESOURCES], |row| take(recorded(row)?))
    }

    /// One of them, even withdrawn: what was issued under it is still explained by it.
    pub fn income_ever(&self, id: IncomeId) -> Result<Option<RecordedIncome>, StoreError> {
        self.first(sql!("select_income_ever.sql"), params![id.as_bytes(), RESOURCES], recorded)
    }

    /// One of them.
    pub fn income(&self, id: IncomeId) -> Result<Option<RecordedIncome>, StoreError> {
        self.first(sql!("select_income.sql"), params![id.as_bytes(), RESOURCES], recorded)
    }
}

impl Writer<'_> {
    /// Records incomes.
    pub fn insert_income(
        &self,
        id: IncomeId,
        household: HouseholdId,
        sealed: &[u8],
    ) -> Result<(), StoreError> {
        self.stamped(sql!("insert_income.sql"), params![id.as_bytes(), household.as_bytes(), sealed])
    }

    /// Withdraws what was typed by mistake.
    pub fn remove_income(&self, id: IncomeId) -> Result<(), StoreError> {
        self.run(sql!("bury_income.sql"), params![id.as_bytes(), self.stamp().hlc])?;
        Ok(())
    }
}

fn recorded(row: &rusqlite::Row<'_>) -> Result<RecordedIncome, StoreError> {
    Ok(RecordedIncome {
        id: row.id(0)?,
        household: row.id(1)?,
        cell: SealedCell { sealed: row.get(2)?, wrapped: row.get(3)? },
        at_ms: row.int(4)? >> 16,
        agent: row.id(5)?,
        sealed_for: row.id(6)?,
    })
}
