//! Who owed the invoices of a household before who does now (V04).

use domain::people::FormerDebtor;
use domain::values::ids::{GuardianId, HouseholdId};
use jiff::civil::Date;
use rusqlite::{Row, params};

use super::FamilyMembers;
use crate::rows::Columns;
use crate::{StoreError, Writer, day};

/// Who owed the invoices of a household, until a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormerDebtorRow {
    /// The household.
    pub household: HouseholdId,
    /// Who, until when.
    pub former: FormerDebtor,
}

impl FamilyMembers {
    /// The former debtors of a household, the first first.
    pub fn former_debtors(&self, household: HouseholdId) -> Vec<FormerDebtor> {
        let theirs = self.debtors.iter().filter(|row| row.household == household);
        theirs.map(|row| row.former).collect()
    }
}

impl Writer<'_> {
    /// Says who owed the invoices of a household until a day: what was said of later days is taken back.
    pub fn end_debtor(
        &self,
        household: HouseholdId,
        until: Date,
        former: Option<GuardianId>,
    ) -> Result<(), StoreError> {
        self.stamped(sql!("bury_former_debtors.sql"), params![household.as_bytes(), day(until)])?;
        let Some(former) = former else { return Ok(()) };
        self.stamped(
            sql!("save_former_debtor.sql"),
            params![household.as_bytes(), day(until), former.as_bytes()],
        )
    }
}

pub(super) fn former_debtor(row: &Row<'_>) -> Result<FormerDebtorRow, StoreError> {
    let former = FormerDebtor { guardian: row.id(1)?, until: row.date(2)? };
    Ok(FormerDebtorRow { household: row.id(0)?, former })
}
