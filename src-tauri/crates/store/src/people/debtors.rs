//! Who owed the invoices of a household before who does now (V04).

use domain::people::FormerDebtor;
use domain::values::ids::{FamilyId, GuardianId, HouseholdId};
use jiff::civil::Date;
use rusqlite::params;

use super::FamilyMembers;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

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

impl Reader<'_> {
    /// The former debtors of every household of a family.
    pub(super) fn former_debtors_of_family(&self, id: FamilyId) -> Result<Vec<FormerDebtorRow>, StoreError> {
        self.all(sql!("select_former_debtors_of_family.sql"), [id.as_bytes()], |row| {
            let former = FormerDebtor { guardian: row.id(1)?, until: row.date(2)? };
            Ok(FormerDebtorRow { household: row.id(0)?, former })
        })
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
