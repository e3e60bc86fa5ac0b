//! Where a household lived before, and its second home (A05).

use domain::values::AddressDraft;
use domain::values::ids::{AddressId, HouseholdId};
use jiff::civil::Date;
use rusqlite::{Row, params};

use super::reading::address;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// What an address beside the main one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HouseholdAddressKind {
    /// Where the household lived before.
    Former,
    /// Where it lives too.
    Second,
}

impl HouseholdAddressKind {
    fn code(self) -> &'static str {
        match self {
            Self::Former => "former",
            Self::Second => "second",
        }
    }
}

/// An address beside the main one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdAddressRow {
    /// Identifier.
    pub id: AddressId,
    /// Whose.
    pub household: HouseholdId,
    /// Former, or a second home.
    pub kind: HouseholdAddressKind,
    /// The address, as accepted.
    pub address: AddressDraft,
    /// First day, when someone said it.
    pub valid_from: Option<Date>,
    /// Last day.
    pub valid_to: Option<Date>,
}

impl Reader<'_> {
    /// An address beside the main one, removed or not.
    pub fn household_address(&self, id: AddressId) -> Result<Option<HouseholdAddressRow>, StoreError> {
        self.first(sql!("select_household_address.sql"), [id.as_bytes()], household_address)
    }
}

impl Writer<'_> {
    /// Writes an address beside the main one, new, known or removed before.
    pub fn save_household_address(&self, row: &HouseholdAddressRow) -> Result<(), StoreError> {
        let address = &row.address;
        self.stamped(
            sql!("save_household_address.sql"),
            params![
                row.id.as_bytes(),
                row.household.as_bytes(),
                row.kind.code(),
                address.apartment,
                address.building,
                address.street,
                address.locality,
                address.postcode,
                address.city,
                address.country,
                address.insee,
                row.valid_from.map(day),
                row.valid_to.map(day)
            ],
        )
    }

    /// Removes an address; [`Writer::save_household_address`] brings it back.
    pub fn remove_household_address(&self, id: AddressId) -> Result<bool, StoreError> {
        self.buried(sql!("bury_household_address.sql"), params![id.as_bytes()])
    }
}

pub(super) fn household_address(row: &Row<'_>) -> Result<HouseholdAddressRow, StoreError> {
    Ok(HouseholdAddressRow {
        id: row.id(0)?,
        household: row.id(1)?,
        kind: row.code(2, |code| match code {
            "former" => Some(HouseholdAddressKind::Former),
            "second" => Some(HouseholdAddressKind::Second),
            _ => None,
        })?,
        address: address(row, 3)?,
        valid_from: row.date_opt(11)?,
        valid_to: row.date_opt(12)?,
    })
}
