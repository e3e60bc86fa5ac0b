//! Who owed the invoices of a household before who does now (V04).

use domain::people::FormerDebtor;
use domain::values::ids::HouseholdId;
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
    /// Says who owed the invoices of a household before, all of them: any other is taken back.
    pub fn save_former_debtors(
        &self,
        household: HouseholdId,
        former: &[FormerDebtor],
    ) -> Result<(), StoreError> {
        self.stamped(sql!("bury_former_debtors.sql"), params![household.as_bytes()])?;
        former.iter().try_for_each(|one| {
            self.stamped(
                sql!("save_former_debtor.sql"),
                params![household.as_bytes(), day(one.until), one.guardian.as_bytes()],
            )
        })
    }
}

pub(super) fn former_debtor(row: &Row<'_>) -> Result<FormerDebtorRow, StoreError> {
    let former = FormerDebtor { guardian: row.id(1)?, until: row.date(2)? };
    Ok(FormerDebtorRow { household: row.id(0)?, former })
}
