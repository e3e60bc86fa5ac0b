//! Since when, and until when, an adult has lived in a household (V04 to V06).

use domain::calendar::Month;
use domain::people::{Stay, lives_in};
use domain::values::ids::{ChildId, GuardianId, HouseholdId, StayId};
use jiff::civil::Date;
use rusqlite::{Row, params};

use super::{FamilyMembers, GuardianRow};
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A stay of an adult in a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HouseholdStayRow {
    /// Identifier.
    pub id: StayId,
    /// Who.
    pub guardian: GuardianId,
    /// Where.
    pub household: HouseholdId,
    /// First day, when someone said it.
    pub valid_from: Option<Date>,
    /// Last day; none while they live there.
    pub valid_to: Option<Date>,
}

impl HouseholdStayRow {
    /// The stay itself.
    pub fn stay(&self) -> Stay {
        Stay { household: self.household, from: self.valid_from, to: self.valid_to }
    }
}

impl FamilyMembers {
    /// The stays of an adult in the households of the file, the oldest first.
    pub fn stays_of(&self, guardian: GuardianId) -> impl Iterator<Item = &HouseholdStayRow> {
        self.stays.iter().filter(move |stay| stay.guardian == guardian)
    }

    /// The last stay of an adult in the household their record is in: the one under way, or the one after which they left.
    pub fn last_stay(&self, guardian: &GuardianRow) -> Option<&HouseholdStayRow> {
        self.stays_of(guardian.id).filter(|stay| stay.household == guardian.household).last()
    }

    /// Whether an adult lives in a household on a day.
    pub fn lives_in(&self, guardian: &GuardianRow, household: HouseholdId, on: Date) -> bool {
        let stays: Vec<Stay> = self.stays_of(guardian.id).map(HouseholdStayRow::stay).collect();
        lives_in(guardian.household, &stays, household, on)
    }

    /// The adults who live in a household on a day.
    pub fn adults_on(&self, household: HouseholdId, on: Date) -> impl Iterator<Item = &GuardianRow> {
        self.guardians.iter().filter(move |guardian| self.lives_in(guardian, household, on))
    }
}

impl Reader<'_> {
    /// The last month billed for a child, from a month on.
    pub fn last_billed_month(&self, child: ChildId, since: Month) -> Result<Option<Month>, StoreError> {
        let sought = params![child.as_bytes(), since.to_string()];
        Ok(self.first(sql!("select_last_billed_month.sql"), sought, |row| row.month_opt(0))?.flatten())
    }

    /// The months billed for a child, the first first.
    pub fn billed_months_of_child(&self, child: ChildId) -> Result<Vec<Month>, StoreError> {
        let months =
            self.all(sql!("select_billed_months.sql"), [child.as_bytes()], |row| row.month_opt(0))?;
        Ok(months.into_iter().flatten().collect())
    }

    /// The months for which a household was sent an invoice, the first first.
    pub fn invoiced_months(&self, household: HouseholdId) -> Result<Vec<Month>, StoreError> {
        let of = [household.as_bytes()];
        let months = self.all(sql!("select_invoiced_months.sql"), of, |row| row.month_opt(0))?;
        Ok(months.into_iter().flatten().collect())
    }
}

impl Writer<'_> {
    /// Writes a stay, new or known.
    pub fn save_household_stay(&self, row: &HouseholdStayRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_household_stay.sql"),
            params![
                row.id.as_bytes(),
                row.guardian.as_bytes(),
                row.household.as_bytes(),
                row.valid_from.map(day),
                row.valid_to.map(day)
            ],
        )
    }
}

pub(super) fn stay(row: &Row<'_>) -> Result<HouseholdStayRow, StoreError> {
    Ok(HouseholdStayRow {
        id: row.id(0)?,
        guardian: row.id(1)?,
        household: row.id(2)?,
        valid_from: row.date_opt(3)?,
        valid_to: row.date_opt(4)?,
    })
}
