//! The list of compulsory instruction of a school year.

use domain::people::Sex;
use domain::schooling::{CompulsoryEntryDraft, Instruction, LeavingReason};
use domain::values::ids::{ChildId, CompulsoryEntryId};
use jiff::civil::Date;
use rusqlite::params;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A list that was drawn up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompulsoryListRow {
    /// `2026-2027`.
    pub school_year: String,
    /// When it was first drawn up.
    pub drawn_on: Date,
    /// When it was last brought up to date.
    pub refreshed_on: Date,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompulsoryRow {
    /// Identifier.
    pub id: CompulsoryEntryId,
    /// Its school year.
    pub school_year: String,
    /// The child on file; none when typed by hand.
    pub child: Option<ChildId>,
    /// What it says.
    pub said: CompulsoryEntryDraft,
    /// The school and the class of the year before, may be empty.
    pub previous: String,
    /// Why the child was taken off.
    pub left: Option<LeavingReason>,
}

impl Reader<'_> {
    /// Lists that were drawn up and not erased, the oldest first.
    pub fn compulsory_lists(&self) -> Result<Vec<CompulsoryListRow>, StoreError> {
        self.all(sql!("select_compulsory_lists.sql"), [], |row| {
            Ok(CompulsoryListRow {
                school_year: row.text(0)?,
                drawn_on: row.date(1)?,
                refreshed_on: row.date(2)?,
            })
        })
    }

    /// The lines of a list, by name, those taken off too.
    pub fn compulsory_entries(&self, school_year: &str) -> Result<Vec<CompulsoryRow>, StoreError> {
        self.all(sql!("select_compulsory_entries.sql"), [school_year], |row| {
            let left: Option<String> = row.get(14)?;
            Ok(CompulsoryRow {
                id: row.id(0)?,
                school_year: row.text(1)?,
                child: row.id_opt(2)?,
                said: CompulsoryEntryDraft {
                    family_name: row.text(3)?,
                    first_names: row.text(4)?,
                    sex: Sex::from_code(&row.text(5)?),
                    birth_date: row.date(6)?,
                    birth_place: row.text(7)?,
                    home: row.text(8)?,
                    guardians: row.text(9)?,
                    instruction: row.code(10, Instruction::from_code)?,
                    place: row.text(11)?,
                    grade: row.text(12)?,
                },
                previous: row.text(13)?,
                left: left.map(|_| row.code(14, LeavingReason::from_code)).transpose()?,
            })
        })
    }
}

impl Writer<'_> {
    /// Draws a list up, or says it was brought up to date.
    pub fn save_compulsory_list(&self, row: &CompulsoryListRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_compulsory_list.sql"),
            params![row.school_year, day(row.drawn_on), day(row.refreshed_on)],
        )
    }

    /// Writes a line.
    pub fn save_compulsory_entry(&self, row: &CompulsoryRow) -> Result<(), StoreError> {
        let said = &row.said;
        self.stamped(
            sql!("save_compulsory_entry.sql"),
            params![
                row.id.as_bytes(),
                row.school_year,
                row.child.map(|child| *child.as_bytes()),
                said.family_name,
                said.first_names,
                said.sex.map(Sex::code).unwrap_or_default(),
                day(said.birth_date),
                said.birth_place,
                said.home,
                said.guardians,
                said.instruction.code(),
                said.place,
                said.grade,
                row.previous,
                row.left.map(LeavingReason::code)
            ],
        )
    }

    /// Destroys a line: a child who is no longer on the list by law, or one typed by mistake.
    pub fn erase_compulsory_entry(&self, id: CompulsoryEntryId) -> Result<(), StoreError> {
        self.run(sql!("delete_compulsory_entry.sql"), [id.as_bytes()])?;
        Ok(())
    }

    /// Destroys a list whole (row R04). Answers how many lines it had.
    pub fn erase_compulsory_list(&self, school_year: &str) -> Result<usize, StoreError> {
        let lines = self.run(sql!("delete_compulsory_entries.sql"), [school_year])?;
        self.run(sql!("delete_compulsory_list.sql"), [school_year])?;
        Ok(lines)
    }
}
