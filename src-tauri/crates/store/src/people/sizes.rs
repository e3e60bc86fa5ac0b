//! How many live in a household, as it was said from a day on (V05, V06).

use domain::values::ids::HouseholdId;
use jiff::civil::Date;
use rusqlite::{Row, params};

use crate::rows::Columns;
use crate::{StoreError, Writer, day};

/// What was said from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdSizeRow {
    /// Whose.
    pub household: HouseholdId,
    /// First day.
    pub valid_from: Date,
    /// Children (V05); counted from the file when nobody said otherwise.
    pub children: Option<u8>,
    /// Persons in all (V06).
    pub persons: Option<u8>,
    /// Why it is not what is counted.
    pub reason: String,
}

impl Writer<'_> {
    /// Says how many live in a household from a day on.
    pub fn save_household_size(&self, row: &HouseholdSizeRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_household_size.sql"),
            params![row.household.as_bytes(), day(row.valid_from), row.children, row.persons, row.reason],
        )
    }

    /// Takes back what was said from a day on.
    pub fn remove_household_size(&self, household: HouseholdId, from: Date) -> Result<bool, StoreError> {
        self.buried(sql!("bury_household_size.sql"), params![household.as_bytes(), day(from)])
    }
}

pub(super) fn size(row: &Row<'_>) -> Result<HouseholdSizeRow, StoreError> {
    Ok(HouseholdSizeRow {
        household: row.id(0)?,
        valid_from: row.date(1)?,
        children: row.get(2)?,
        persons: row.get(3)?,
        reason: row.text(4)?,
    })
}
