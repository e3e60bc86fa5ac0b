//! Health cells. Reading them takes the grant in the signature: what is not granted is not even fetched.

use domain::values::BirthDate;
use domain::values::ids::{ChildId, UnitId};
use jiff::civil::Date;
use rusqlite::params;
use security::access::{ReadHealth, ReadInstructions};
use security::{Compartment, Grant};

use crate::cells::SealedCell;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A child in the list of the health officer.
#[derive(Debug, Clone)]
pub struct HealthLine {
    /// The child.
    pub child: ChildId,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: BirthDate,
    /// Code of the neutral diet.
    pub diet_code: String,
    /// `unknown`, `up_to_date`, `to_complete`.
    pub light: String,
    /// When something is next due.
    pub due_on: Option<Date>,
    /// School of the day.
    pub school: Option<String>,
    /// Class of the day.
    pub class: Option<String>,
}

/// A child expected at a unit on a day, with the sealed instructions.
#[derive(Debug, Clone)]
pub struct ExpectedChild {
    /// The child.
    pub child: ChildId,
    /// Family name: only its initial leaves the office.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Code of the neutral diet.
    pub diet_code: String,
    /// Attendance state, 1 to 8.
    pub state: u8,
    /// Class of the day.
    pub class: Option<String>,
    /// School of the day.
    pub school: Option<String>,
    /// Sealed instructions.
    pub instructions: Option<SealedCell>,
}

impl Reader<'_> {
    /// Every child in someone's custody that day or later, with the light.
    pub fn health_lines(&self, on: Date, _: &Grant<'_, ReadHealth>) -> Result<Vec<HealthLine>, StoreError> {
        self.all(sql!("select_health_lines.sql"), [day(on)], |row| {
            Ok(HealthLine {
                child: row.id(0)?,
                family_name: row.text(1)?,
                first_names: row.text(2)?,
                birth_date: row.birth(3)?,
                diet_code: row.text(4)?,
                light: row.text(5)?,
                due_on: row.date_opt(6)?,
                school: row.get(7)?,
                class: row.get(8)?,
            })
        })
    }

    /// A child's sealed record.
    pub fn health_record(
        &self,
        child: ChildId,
        _: &Grant<'_, ReadHealth>,
    ) -> Result<Option<SealedCell>, StoreError> {
        let key = params![child.as_bytes(), Compartment::HealthRecord.code()];
        self.first(sql!("select_record.sql"), key, sealed_cell)
    }

    /// A child's sealed instructions.
    pub fn health_instructions(
        &self,
        child: ChildId,
        _: &Grant<'_, ReadInstructions>,
    ) -> Result<Option<SealedCell>, StoreError> {
        let key = params![child.as_bytes(), Compartment::HealthOp.code()];
        self.first(sql!("select_instructions.sql"), key, sealed_cell)
    }

    /// Children booked or present at a unit on a day, with their sealed instructions.
    pub fn expected_children(
        &self,
        unit: UnitId,
        on: Date,
        _: &Grant<'_, ReadInstructions>,
    ) -> Result<Vec<ExpectedChild>, StoreError> {
        let key = params![day(on), unit.as_bytes(), Compartment::HealthOp.code()];
        self.all(sql!("select_expected_children.sql"), key, |row| {
            let sealed: Option<Vec<u8>> = row.get(7)?;
            let wrapped: Option<Vec<u8>> = row.get(8)?;
            Ok(ExpectedChild {
                child: row.id(0)?,
                family_name: row.text(1)?,
                first_names: row.text(2)?,
                diet_code: row.text(3)?,
                state: row.get(4)?,
                class: row.get(5)?,
                school: row.get(6)?,
                instructions: sealed.map(|sealed| SealedCell { sealed, wrapped }),
            })
        })
    }
}

impl Writer<'_> {
    /// Writes a child's record, sealed at [`crate::cells::HEALTH_RECORD`].
    pub fn save_health_record(&self, child: ChildId, sealed: &[u8]) -> Result<(), StoreError> {
        self.stamped(sql!("save_record.sql"), params![child.as_bytes(), sealed])
    }

    /// Writes a child's instructions, sealed at [`crate::cells::HEALTH_INSTRUCTIONS`].
    pub fn save_health_instructions(&self, child: ChildId, sealed: &[u8]) -> Result<(), StoreError> {
        self.stamped(sql!("save_instructions.sql"), params![child.as_bytes(), sealed])
    }

    /// Writes what the desk sees of the record: a light and a day (E16).
    pub fn set_health_light(
        &self,
        child: ChildId,
        light: &str,
        due_on: Option<Date>,
    ) -> Result<(), StoreError> {
        self.stamped(sql!("set_light.sql"), params![child.as_bytes(), light, due_on.map(day)])
    }
}

fn sealed_cell(row: &rusqlite::Row<'_>) -> Result<SealedCell, StoreError> {
    Ok(SealedCell { sealed: row.get(0)?, wrapped: row.get(1)? })
}
