//! What a run reads, each in one pass: a month of a large town is a million rows, never a query a family.

use std::ops::RangeInclusive;

use domain::values::Cents;
use domain::values::ids::{ChildId, FamilyId, GuardianId, HouseholdId, QuotientId};
use jiff::civil::Date;

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

/// Which household has a child, and when.
#[derive(Debug, Clone)]
pub struct CustodyRow {
    /// Child.
    pub child: ChildId,
    /// Household.
    pub household: HouseholdId,
    /// `always`, `even_weeks`, `odd_weeks` or `share`.
    pub pattern: String,
    /// Day of the week on which the child changes home, 1 = Monday.
    pub change_weekday: i8,
    /// The part borne, when the pattern is a share.
    pub share_permille: u16,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
}

/// A quotient as it is stored: sealed.
#[derive(Debug, Clone)]
pub struct SealedQuotientRow {
    /// Household it belongs to.
    pub household: HouseholdId,
    /// Row.
    pub id: QuotientId,
    /// The cell.
    pub sealed: Vec<u8>,
    /// The household's content key, wrapped.
    pub wrapped_key: Vec<u8>,
}

impl Reader<'_> {
    /// Every household, with its family, its address and its debtor, in the order of their identifiers.
    pub fn each_billable_household(
        &self,
        mut take: impl FnMut(BillableHouseholdRow) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each(sql!("select_households.sql"), [], |row| {
            let debtor = row.id_opt(13)?.map(|id| {
                Ok::<_, StoreError>(DebtorRow {
                    id,
                    civility: row.text(14)?,
                    name: row.text(15)?,
                    first_names: row.text(16)?,
                    birth_date: row.date_opt(17)?,
                })
            });
            take(BillableHouseholdRow {
                id: row.id(0)?,
                family: row.id(1)?,
                family_number: row.int(2)?,
                family_name: row.text(3)?,
                label: row.text(4)?,
                is_resident: row.flag(5)?,
                address: HouseholdAddressRow {
                    complement: row.text(6)?,
                    place: row.text(7)?,
                    street: row.text(8)?,
                    locality: row.text(9)?,
                    postal_code: row.text(10)?,
                    city: row.text(11)?,
                    country_code: row.text(12)?,
                },
                debtor: debtor.transpose()?,
            })
        })
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
            take(CustodyRow {
                child: row.id(0)?,
                household: row.id(1)?,
                pattern: row.text(2)?,
                change_weekday: row.get(3)?,
                share_permille: row.get(4)?,
                valid_from: row.date(5)?,
                valid_to: row.date_opt(6)?,
            })
        })
    }

    /// Every quotient ever recorded, household by household, the first recorded first.
    pub fn each_sealed_quotient(
        &self,
        compartment: u8,
        mut take: impl FnMut(SealedQuotientRow) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each(sql!("select_quotients.sql"), [compartment], |row| {
            take(SealedQuotientRow {
                household: row.id(0)?,
                id: row.id(1)?,
                sealed: row.get(2)?,
                wrapped_key: row.get(3)?,
            })
        })
    }

    /// Children already billed to a household for a month: only corrections may follow.
    pub fn billed_children(&self, month: &str) -> Result<Vec<(HouseholdId, ChildId)>, StoreError> {
        self.all(sql!("select_billed_children.sql"), [month], |row| Ok((row.id(0)?, row.id(1)?)))
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
