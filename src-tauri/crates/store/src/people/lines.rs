//! All families at once, or a page of them: one run of each table, put together by the caller. Never one query per family.

use std::collections::HashMap;

use domain::people::{HouseholdLetter, LostAuthority};
use domain::values::ids::{ChildId, ClassId, FamilyId, GuardianId, HouseholdId, SchoolId};
use domain::values::{BirthDate, Cents};
use jiff::civil::Date;
use rusqlite::Row;

use super::FamilyRow;
use super::reading::{family, letter};
use crate::quotients::BracketRow;
use crate::rows::{Columns, hex_list};
use crate::{Reader, StoreError, day};

/// A household, as lists need it.
#[derive(Debug, Clone)]
pub struct HouseholdLine {
    /// Identifier.
    pub id: HouseholdId,
    /// Its family.
    pub family: FamilyId,
    /// Its letter.
    pub letter: HouseholdLetter,
    /// City.
    pub city: String,
    /// Its debtor.
    pub debtor: Option<GuardianId>,
    /// What the desk may know of its quotient.
    pub bracket: BracketRow,
}

/// A guardian, as lists need them.
#[derive(Debug, Clone)]
pub struct GuardianLine {
    /// Identifier.
    pub id: GuardianId,
    /// Their household.
    pub household: HouseholdId,
    /// Birth name.
    pub birth_name: String,
    /// Name used, may be empty.
    pub usage_name: String,
    /// First names.
    pub first_names: String,
    /// The telephone to call first, E.164.
    pub phone: Option<String>,
}

/// A child in one of their families, as lists need them.
#[derive(Debug, Clone)]
pub struct ChildLine {
    /// The family.
    pub family: FamilyId,
    /// The child.
    pub child: ChildId,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: BirthDate,
    /// `unknown`, `up_to_date`, `to_complete`.
    pub health_light: String,
    /// When something is next due.
    pub health_due_on: Option<Date>,
    /// School of the day.
    pub school: Option<String>,
    /// Class of the day.
    pub class: Option<String>,
    /// The same school.
    pub school_id: Option<SchoolId>,
    /// The same class.
    pub class_id: Option<ClassId>,
}

/// A child already known, offered when someone who looks the same is typed.
#[derive(Debug, Clone)]
pub struct KnownChild {
    /// The child.
    pub child: ChildId,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: BirthDate,
    /// Their family.
    pub family: FamilyId,
    /// Its number.
    pub family_number: u32,
    /// Its name.
    pub family_file: String,
}

/// A guardian already known, offered when someone who looks the same is typed.
#[derive(Debug, Clone)]
pub struct KnownGuardian {
    /// The guardian.
    pub guardian: GuardianId,
    /// Birth name.
    pub birth_name: String,
    /// Name used.
    pub usage_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: Option<BirthDate>,
    /// Their family.
    pub family: FamilyId,
    /// Its number.
    pub family_number: u32,
    /// Its name.
    pub family_file: String,
}

impl Reader<'_> {
    /// Every loss of authority that was said, child by child, whenever it holds.
    pub fn lost_authorities(&self) -> Result<HashMap<ChildId, Vec<LostAuthority>>, StoreError> {
        let mut lost: HashMap<ChildId, Vec<LostAuthority>> = HashMap::new();
        self.each(sql!("select_lost_authorities.sql"), [], |row| {
            let loss = LostAuthority { guardian: row.id(1)?, from: row.date(2)?, to: row.date_opt(3)? };
            lost.entry(row.id(0)?).or_default().push(loss);
            Ok(())
        })?;
        Ok(lost)
    }

    /// Every family.
    pub fn families(&self) -> Result<Vec<FamilyRow>, StoreError> {
        self.all(sql!("select_families.sql"), [], family)
    }

    /// Every household, by family then label.
    pub fn household_lines(&self) -> Result<Vec<HouseholdLine>, StoreError> {
        self.all(sql!("select_household_lines.sql"), [], household_line)
    }

    /// Those of a page of families.
    pub fn household_lines_of(&self, families: &[FamilyId]) -> Result<Vec<HouseholdLine>, StoreError> {
        self.all(sql!("select_household_lines_of.sql"), [hex_list(families)], household_line)
    }

    /// Every guardian.
    pub fn guardian_lines(&self) -> Result<Vec<GuardianLine>, StoreError> {
        self.all(sql!("select_guardian_lines.sql"), [], guardian_line)
    }

    /// Those of a page of families.
    pub fn guardian_lines_of(&self, families: &[FamilyId]) -> Result<Vec<GuardianLine>, StoreError> {
        self.all(sql!("select_guardian_lines_of.sql"), [hex_list(families)], guardian_line)
    }

    /// Every child in each family that has custody of them that day.
    pub fn child_lines(&self, on: Date) -> Result<Vec<ChildLine>, StoreError> {
        self.all(sql!("select_child_lines.sql"), [day(on)], child_line)
    }

    /// Those of a page of families.
    pub fn child_lines_of(&self, on: Date, families: &[FamilyId]) -> Result<Vec<ChildLine>, StoreError> {
        self.all(sql!("select_child_lines_of.sql"), (day(on), hex_list(families)), child_line)
    }

    /// What households owe (positive) or have paid in advance (negative); those that are even are left out.
    pub fn balances(&self) -> Result<Vec<(HouseholdId, Cents)>, StoreError> {
        self.all(sql!("select_balances.sql"), [], balance)
    }

    /// The same for a page of families, the even ones too.
    pub fn balances_of(&self, families: &[FamilyId]) -> Result<Vec<(HouseholdId, Cents)>, StoreError> {
        self.all(sql!("select_balances_of.sql"), [hex_list(families)], balance)
    }

    /// The same for one family's households.
    pub fn balances_of_family(&self, id: FamilyId) -> Result<Vec<(HouseholdId, Cents)>, StoreError> {
        self.all(sql!("select_balances_of_family.sql"), [id.as_bytes()], balance)
    }

    /// Children born that day.
    pub fn children_born_on(&self, birth: Date) -> Result<Vec<KnownChild>, StoreError> {
        self.all(sql!("select_children_by_birth.sql"), [day(birth)], known_child)
    }

    /// A child, in each of their families.
    pub fn known_child(&self, id: ChildId) -> Result<Vec<KnownChild>, StoreError> {
        self.all(sql!("select_known_child.sql"), [id.as_bytes()], known_child)
    }

    /// Guardians with that telephone, E.164.
    pub fn guardians_with_phone(&self, number: &str) -> Result<Vec<KnownGuardian>, StoreError> {
        self.all(sql!("select_guardians_by_phone.sql"), [number], known_guardian)
    }

    /// A guardian and their family.
    pub fn known_guardian(&self, id: GuardianId) -> Result<Option<KnownGuardian>, StoreError> {
        self.first(sql!("select_known_guardian.sql"), [id.as_bytes()], known_guardian)
    }
}

fn household_line(row: &Row<'_>) -> Result<HouseholdLine, StoreError> {
    Ok(HouseholdLine {
        id: row.id(0)?,
        family: row.id(1)?,
        letter: letter(row, 2)?,
        city: row.text(3)?,
        debtor: row.id_opt(4)?,
        bracket: BracketRow { label: row.get(5)?, month: row.month_opt(6)?, until: row.date_opt(7)? },
    })
}

fn guardian_line(row: &Row<'_>) -> Result<GuardianLine, StoreError> {
    Ok(GuardianLine {
        id: row.id(0)?,
        household: row.id(1)?,
        birth_name: row.text(2)?,
        usage_name: row.text(3)?,
        first_names: row.text(4)?,
        phone: row.get(5)?,
    })
}

fn child_line(row: &Row<'_>) -> Result<ChildLine, StoreError> {
    Ok(ChildLine {
        family: row.id(0)?,
        child: row.id(1)?,
        family_name: row.text(2)?,
        first_names: row.text(3)?,
        birth_date: row.birth(4)?,
        health_light: row.text(5)?,
        health_due_on: row.date_opt(6)?,
        school: row.get(7)?,
        class: row.get(8)?,
        school_id: row.id_opt(9)?,
        class_id: row.id_opt(10)?,
    })
}

fn balance(row: &Row<'_>) -> Result<(HouseholdId, Cents), StoreError> {
    Ok((row.id(0)?, Cents(row.int(1)?)))
}

fn known_guardian(row: &Row<'_>) -> Result<KnownGuardian, StoreError> {
    Ok(KnownGuardian {
        guardian: row.id(0)?,
        birth_name: row.text(1)?,
        usage_name: row.text(2)?,
        first_names: row.text(3)?,
        birth_date: row.birth_opt(4)?,
        family: row.id(5)?,
        family_number: row.get(6)?,
        family_file: row.text(7)?,
    })
}

fn known_child(row: &Row<'_>) -> Result<KnownChild, StoreError> {
    Ok(KnownChild {
        child: row.id(0)?,
        family_name: row.text(1)?,
        first_names: row.text(2)?,
        birth_date: row.birth(3)?,
        family: row.id(4)?,
        family_number: row.get(5)?,
        family_file: row.text(6)?,
    })
}
