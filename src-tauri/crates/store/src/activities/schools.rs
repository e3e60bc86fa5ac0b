//! Schools, their classes, and who sits in them from when to when.

use domain::values::BirthDate;
use domain::values::ids::{ChildId, ClassId, SchoolId};
use jiff::civil::Date;
use rusqlite::params;

use crate::rows::{Columns, hex_list};
use crate::{Reader, StoreError, Writer, day};

/// A school of the town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolRow {
    /// Identifier.
    pub id: SchoolId,
    /// Name.
    pub name: String,
    /// Code of the ministry (UAI), empty when unknown.
    pub uai: String,
}

/// A class of a school for a school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassRow {
    /// Identifier.
    pub id: ClassId,
    /// Its school.
    pub school: SchoolId,
    /// `2026-2027`.
    pub school_year: String,
    /// `CE1 B`.
    pub name: String,
    /// Code of its level: `CE1`; empty for several.
    pub grade: String,
}

/// A child in a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolingRow {
    /// The child.
    pub child: ChildId,
    /// The class.
    pub class: ClassId,
    /// First day.
    pub from: Date,
    /// Last day, when known.
    pub to: Option<Date>,
}

impl Reader<'_> {
    /// Every school.
    pub fn schools(&self) -> Result<Vec<SchoolRow>, StoreError> {
        self.all(sql!("select_schools.sql"), [], |row| {
            Ok(SchoolRow { id: row.id(0)?, name: row.text(1)?, uai: row.text(2)? })
        })
    }

    /// Every class of every school year.
    pub fn classes(&self) -> Result<Vec<ClassRow>, StoreError> {
        self.all(sql!("select_classes.sql"), [], |row| {
            Ok(ClassRow {
                id: row.id(0)?,
                school: row.id(1)?,
                school_year: row.text(2)?,
                name: row.text(3)?,
                grade: row.text(4)?,
            })
        })
    }

    /// How many children sit in each class on a day.
    pub fn class_sizes(&self, on: Date) -> Result<Vec<(ClassId, u32)>, StoreError> {
        self.all(sql!("count_class_children.sql"), [day(on)], |row| Ok((row.id(0)?, row.get(1)?)))
    }

    /// The children of the classes of a school in a year, on a day of it, by class then name, with the class they are in on another day.
    pub fn class_roll(
        &self,
        school: SchoolId,
        school_year: &str,
        on: Date,
        then: Date,
    ) -> Result<Vec<ClassRollRow>, StoreError> {
        let key = params![school.as_bytes(), school_year, day(on), day(then)];
        self.all(sql!("select_class_roll.sql"), key, |row| {
            Ok(ClassRollRow {
                class: row.id(0)?,
                child: row.id(1)?,
                family_name: row.text(2)?,
                first_names: row.text(3)?,
                birth_date: row.birth(4)?,
                then: row.id_opt(5)?,
            })
        })
    }

    /// The classes a child went through, oldest first.
    pub fn schoolings_of_child(&self, child: ChildId) -> Result<Vec<SchoolingRow>, StoreError> {
        self.schoolings_of_children(&[child])
    }

    /// The classes some children went through, oldest first.
    pub fn schoolings_of_children(&self, children: &[ChildId]) -> Result<Vec<SchoolingRow>, StoreError> {
        self.all(sql!("select_schoolings_of_children.sql"), [hex_list(children)], |row| {
            Ok(SchoolingRow {
                child: row.id(0)?,
                class: row.id(1)?,
                from: row.date(2)?,
                to: row.date_opt(3)?,
            })
        })
    }
}

/// A child of a class.
#[derive(Debug, Clone)]
pub struct ClassRollRow {
    /// The class.
    pub class: ClassId,
    /// The child.
    pub child: ChildId,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: BirthDate,
    /// The class they are in on the other day.
    pub then: Option<ClassId>,
}

impl Writer<'_> {
    /// Removes a class nobody sits in.
    pub fn remove_class(&self, class: ClassId) -> Result<(), StoreError> {
        let stamp = self.stamp();
        self.run(
            sql!("bury_empty_class.sql"),
            params![class.as_bytes(), stamp.hlc, stamp.desk, stamp.agent.as_bytes()],
        )?;
        Ok(())
    }

    /// Writes a school.
    pub fn save_school(&self, school: &SchoolRow) -> Result<(), StoreError> {
        self.stamped(sql!("upsert_school.sql"), params![school.id.as_bytes(), school.name, school.uai])
    }

    /// Writes a class.
    pub fn save_class(&self, class: &ClassRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("upsert_class.sql"),
            params![class.id.as_bytes(), class.school.as_bytes(), class.school_year, class.name, class.grade],
        )
    }

    /// Takes a child out of any class from a day on: what began before ends the day before, what would begin later never does.
    pub fn leave_classes(&self, child: ChildId, from: Date) -> Result<(), StoreError> {
        let stamp = self.stamp();
        self.run(
            sql!("bury_schoolings_from.sql"),
            params![child.as_bytes(), day(from), stamp.hlc, stamp.desk, stamp.agent.as_bytes()],
        )?;
        if let Ok(eve) = from.yesterday() {
            self.run(
                sql!("end_schooling.sql"),
                params![child.as_bytes(), day(eve), stamp.hlc, stamp.desk, stamp.agent.as_bytes()],
            )?;
        }
        Ok(())
    }

    /// Writes that a child sits in a class.
    pub fn save_schooling(&self, schooling: &SchoolingRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("upsert_schooling.sql"),
            params![
                schooling.child.as_bytes(),
                schooling.class.as_bytes(),
                day(schooling.from),
                schooling.to.map(day)
            ],
        )
    }
}
