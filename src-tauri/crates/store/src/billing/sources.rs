//! What a run reads, each in one pass: a month of a large town is a million rows, never a query a family.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use domain::people::{Debtors, FormerDebtor, LostAuthority};
use domain::values::Cents;
use domain::values::ids::{ChildId, FamilyId, GuardianId, HouseholdId, InvoiceId};
use jiff::civil::Date;

use crate::people::{CustodyRow, custody};
use crate::rows::Columns;
use crate::{Reader, StoreError, day};

/// A household as the one who will pay.
#[derive(Debug, Clone)]
pub struct BillableHouseholdRow {
    /// Household.
    pub id: HouseholdId,
    /// Its family.
    pub family: FamilyId,
    /// Number of the family's file.
    pub family_number: i64,
    /// Name of the family.
    pub family_name: String,
    /// `A`, `B`…
    pub label: String,
    /// Whether it lives in the town.
    pub is_resident: bool,
    /// Where the bill is sent.
    pub address: HouseholdAddressRow,
    /// Who owes; none while nobody was chosen.
    pub debtor: Option<DebtorRow>,
}

/// A postal address, in the columns it is stored in.
#[derive(Debug, Clone, Default)]
pub struct HouseholdAddressRow {
    /// Flat, floor.
    pub complement: String,
    /// Building, residence.
    pub place: String,
    /// Number and street.
    pub street: String,
    /// Hamlet.
    pub locality: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Country.
    pub country_code: String,
}

impl HouseholdAddressRow {
    /// The seven columns of an address, from this one on.
    pub(super) fn at(row: &rusqlite::Row<'_>, first: usize) -> Result<Self, StoreError> {
        Ok(Self {
            complement: row.text(first)?,
            place: row.text(first + 1)?,
            street: row.text(first + 2)?,
            locality: row.text(first + 3)?,
            postal_code: row.text(first + 4)?,
            city: row.text(first + 5)?,
            country_code: row.text(first + 6)?,
        })
    }
}

/// The guardian who owes.
#[derive(Debug, Clone)]
pub struct DebtorRow {
    /// Guardian.
    pub id: GuardianId,
    /// Code of the civility; empty when unknown.
    pub civility: String,
    /// Name in use.
    pub name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: Option<Date>,
}

impl DebtorRow {
    /// The five columns of a debtor, from this one on.
    fn at(row: &rusqlite::Row<'_>, first: usize) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id(first)?,
            civility: row.text(first + 1)?,
            name: row.text(first + 2)?,
            first_names: row.text(first + 3)?,
            birth_date: row.date_opt(first + 4)?,
        })
    }
}

/// Who may owe, where it is not only who owes today.
#[derive(Default)]
struct PastDebtors {
    /// Household by household.
    of: HashMap<HouseholdId, Debtors>,
    /// Those of them who owed before.
    adults: HashMap<GuardianId, DebtorRow>,
}

impl PastDebtors {
    /// Who a month that ends that day is made out to, `own` being who owes today ([`Debtors::addressee`]).
    fn addressee(
        &mut self,
        household: HouseholdId,
        own: Option<DebtorRow>,
        on: Date,
        today: Date,
    ) -> Option<DebtorRow> {
        let Some(known) = self.of.get_mut(&household) else { return own };
        known.today = own.as_ref().map(|own| own.id);
        let addressee = known.addressee(on, today)?;
        own.filter(|own| own.id == addressee).or_else(|| self.adults.get(&addressee).cloned())
    }
}

/// A child as a bill names it.
#[derive(Debug, Clone)]
pub struct BillableChildRow {
    /// Child.
    pub id: ChildId,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date: it ranks brothers and sisters.
    pub birth_date: Date,
}

/// A child already billed for a month.
#[derive(Debug, Clone, Copy)]
pub struct BilledChildRow {
    /// Child.
    pub child: ChildId,
    /// When its first run was written, as a hybrid logical clock.
    pub billed_hlc: i64,
    /// A household it was billed to.
    pub household: HouseholdId,
    /// That household's invoice; none when it was carried over.
    pub invoice: Option<InvoiceId>,
}

impl Reader<'_> {
    /// Every household, with its family, its address and who a month that ends that day is made out to
    /// ([`Debtors::addressee`]), in the order of their identifiers.
    pub fn each_billable_household(
        &self,
        on: Date,
        today: Date,
        mut take: impl FnMut(BillableHouseholdRow) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut debtors = self.past_debtors(on.first_of_month())?;
        self.each(sql!("select_households.sql"), [], |row| {
            let id: HouseholdId = row.id(0)?;
            let own = row.id_opt::<GuardianId>(13)?.map(|_| DebtorRow::at(row, 13)).transpose()?;
            take(BillableHouseholdRow {
                id,
                family: row.id(1)?,
                family_number: row.int(2)?,
                family_name: row.text(3)?,
                label: row.text(4)?,
                is_resident: row.flag(5)?,
                address: HouseholdAddressRow::at(row, 6)?,
                debtor: debtors.addressee(id, own, on, today),
            })
        })
    }

    /// The former debtors of every household that had some, who they are, and who has lost authority over a child that a household has
    /// custody of from that day on.
    fn past_debtors(&self, from: Date) -> Result<PastDebtors, StoreError> {
        let PastDebtors { mut of, mut adults } = PastDebtors::default();
        self.each(sql!("select_former_debtors.sql"), [], |row| {
            let adult = DebtorRow::at(row, 2)?;
            let former = FormerDebtor { guardian: adult.id, until: row.date(1)? };
            of.entry(row.id(0)?).or_default().former.push(former);
            adults.insert(adult.id, adult);
            Ok(())
        })?;
        self.each(sql!("select_lost_authorities.sql"), [day(from)], |row| {
            let lost = LostAuthority { guardian: row.id(1)?, from: row.date(2)?, to: row.date_opt(3)? };
            of.entry(row.id(0)?).or_default().lost.push(lost);
            Ok(())
        })?;
        Ok(PastDebtors { of, adults })
    }

    /// Every child, in the order of their identifiers.
    pub fn each_billable_child(
        &self,
        mut take: impl FnMut(BillableChildRow) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each(sql!("select_children.sql"), [], |row| {
            take(BillableChildRow {
                id: row.id(0)?,
                family_name: row.text(1)?,
                first_names: row.text(2)?,
                birth_date: row.date(3)?,
            })
        })
    }

    /// Every custody in force at some day of the period, child by child.
    pub fn each_custody(
        &self,
        days: RangeInclusive<Date>,
        mut take: impl FnMut(CustodyRow) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each(sql!("select_custodies.sql"), [day(*days.start()), day(*days.end())], |row| {
            take(custody(row)?)
        })
    }

    /// Children already billed for a month, or carried over from it: only corrections may follow.
    pub fn billed_children(&self, month: &str) -> Result<Vec<BilledChildRow>, StoreError> {
        self.all(sql!("select_billed_children.sql"), [month], |row| {
            Ok(BilledChildRow {
                child: row.id(0)?,
                billed_hlc: row.int(1)?,
                household: row.id(2)?,
                invoice: row.id_opt(3)?,
            })
        })
    }

    /// The families and households of every child, child by child; the one to open, seen from a day, comes last.
    pub fn each_home(
        &self,
        on: Date,
        mut take: impl FnMut(ChildId, FamilyId, HouseholdId),
    ) -> Result<(), StoreError> {
        self.each(sql!("select_homes.sql"), [day(on)], |row| {
            take(row.id(0)?, row.id(1)?, row.id(2)?);
            Ok(())
        })
    }

    /// Presences of a period noted, changed or withdrawn after a moment.
    pub fn each_late_presence(
        &self,
        days: RangeInclusive<Date>,
        after_hlc: i64,
        mut take: impl FnMut(ChildId, i64),
    ) -> Result<(), StoreError> {
        let params = rusqlite::params![day(*days.start()), day(*days.end()), after_hlc];
        self.each(sql!("select_late_presences.sql"), params, |row| {
            take(row.id(0)?, row.int(1)?);
            Ok(())
        })
    }

    /// What each household was billed for a month.
    pub fn household_totals(&self, month: &str) -> Result<Vec<(HouseholdId, Cents)>, StoreError> {
        self.all(sql!("select_household_totals.sql"), [month], |row| Ok((row.id(0)?, Cents(row.int(1)?))))
    }

    /// First and last day that ever had a presence.
    pub fn attendance_bounds(&self) -> Result<Option<(Date, Date)>, StoreError> {
        let bounds = self.first(sql!("select_attendance_bounds.sql"), [], |row| {
            Ok(row.date_opt(0)?.zip(row.date_opt(1)?))
        })?;
        Ok(bounds.flatten())
    }

    /// Whether some presence is known in a period.
    pub fn has_attendance(&self, days: RangeInclusive<Date>) -> Result<bool, StoreError> {
        let found =
            self.first(sql!("select_any_attendance.sql"), [day(*days.start()), day(*days.end())], |row| {
                row.flag(0)
            })?;
        Ok(found.unwrap_or(false))
    }
}
