//! The records of the whole town, to be compared.

use domain::people::HouseholdLetter;
use domain::values::BirthDate;
use domain::values::ids::{ChildId, FamilyId, GuardianId, HouseholdId};

use crate::rows::Columns;
use crate::{Reader, StoreError};

/// An adult on file, to be compared.
#[derive(Debug, Clone)]
pub struct AdultLine {
    /// Identifier.
    pub id: GuardianId,
    /// Their household.
    pub household: HouseholdId,
    /// Their family.
    pub family: FamilyId,
    /// Birth name.
    pub birth_name: String,
    /// Name used, may be empty.
    pub usage_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: Option<BirthDate>,
    /// E-mail, may be empty.
    pub email: String,
}

/// A child on file, to be compared: a line for each family.
#[derive(Debug, Clone)]
pub struct MinorLine {
    /// Identifier.
    pub id: ChildId,
    /// A family.
    pub family: FamilyId,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: BirthDate,
}

/// A household on file, to be compared.
#[derive(Debug, Clone)]
pub struct HomeLine {
    /// Identifier.
    pub id: HouseholdId,
    /// Its family.
    pub family: FamilyId,
    /// Its letter.
    pub letter: HouseholdLetter,
    /// Street.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
}

impl Reader<'_> {
    /// Every adult.
    pub fn adults_on_file(&self) -> Result<Vec<AdultLine>, StoreError> {
        self.all(sql!("select_adults.sql"), [], |row| {
            Ok(AdultLine {
                id: row.id(0)?,
                household: row.id(1)?,
                family: row.id(2)?,
                birth_name: row.text(3)?,
                usage_name: row.text(4)?,
                first_names: row.text(5)?,
                birth_date: row.birth_opt(6)?,
                email: row.text(7)?,
            })
        })
    }

    /// Every telephone, with whose it is.
    pub fn telephones_on_file(&self) -> Result<Vec<(GuardianId, String)>, StoreError> {
        self.all(sql!("select_telephones.sql"), [], |row| Ok((row.id(0)?, row.text(1)?)))
    }

    /// Every child, once for each family.
    pub fn minors_on_file(&self) -> Result<Vec<MinorLine>, StoreError> {
        self.all(sql!("select_minors.sql"), [], |row| {
            Ok(MinorLine {
                id: row.id(0)?,
                family: row.id(1)?,
                family_name: row.text(2)?,
                first_names: row.text(3)?,
                birth_date: row.birth(4)?,
            })
        })
    }

    /// Every household, by family.
    pub fn homes_on_file(&self) -> Result<Vec<HomeLine>, StoreError> {
        self.all(sql!("select_homes.sql"), [], |row| {
            Ok(HomeLine {
                id: row.id(0)?,
                family: row.id(1)?,
                letter: crate::people::letter(row, 2)?,
                street: row.text(3)?,
                postal_code: row.text(4)?,
                city: row.text(5)?,
            })
        })
    }
}
