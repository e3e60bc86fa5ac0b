//! The follow-up of families: what happened, and what is to be done.

use domain::people::{RelationDraft, RelationEntry, RelationKind};
use domain::values::ids::{FamilyId, RelationId};
use jiff::civil::Date;
use rusqlite::params;
use uuid::Uuid;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A line as it is kept.
#[derive(Debug, Clone)]
pub struct RelationRow {
    /// What it says.
    pub entry: RelationEntry,
    /// The family.
    pub family: FamilyId,
    /// When what was to be done was.
    pub done_on: Option<Date>,
}

/// A line with who wrote it.
#[derive(Debug, Clone)]
pub struct RecordedRelation {
    /// The line.
    pub row: RelationRow,
    /// When it was first written, milliseconds since 1970.
    pub at_ms: i64,
    /// Who wrote it first.
    pub agent: Uuid,
    /// Who wrote it last, when it was written again.
    pub corrected_by: Option<Uuid>,
    /// What it was when it was read: another writing gives another.
    pub version: i64,
}

/// Something to do for a family.
#[derive(Debug, Clone)]
pub struct DueRelation {
    /// The line.
    pub row: RelationRow,
    /// Name of the family.
    pub name: String,
}

impl Reader<'_> {
    /// A family's lines, the latest first.
    pub fn relation_of(&self, family: FamilyId) -> Result<Vec<RecordedRelation>, StoreError> {
        self.all(sql!("select_entries_of.sql"), [family.as_bytes()], recorded)
    }

    /// One line.
    pub fn relation_entry(&self, id: RelationId) -> Result<Option<RecordedRelation>, StoreError> {
        self.first(sql!("select_entry.sql"), [id.as_bytes()], recorded)
    }

    /// What is to be done by a day, the most pressing first.
    pub fn relation_due(&self, by: Date) -> Result<Vec<DueRelation>, StoreError> {
        self.all(sql!("select_due.sql"), [day(by)], |row| {
            Ok(DueRelation { row: line(row)?, name: row.text(7)? })
        })
    }
}

impl Writer<'_> {
    /// Writes a line, new or known. Answers its version.
    pub fn save_relation(&self, row: &RelationRow) -> Result<i64, StoreError> {
        let RelationDraft { kind, on, text, due_on } = &row.entry.draft;
        self.stamped(
            sql!("save_entry.sql"),
            params![
                row.entry.id.as_bytes(),
                row.family.as_bytes(),
                kind.code(),
                day(*on),
                text,
                due_on.map(day),
                row.done_on.map(day)
            ],
        )?;
        Ok(self.stamp().hlc)
    }

    /// Removes a line.
    pub fn remove_relation(&self, id: RelationId) -> Result<(), StoreError> {
        self.run(sql!("bury_entry.sql"), params![id.as_bytes(), self.stamp().hlc])?;
        Ok(())
    }
}

fn line(row: &rusqlite::Row<'_>) -> Result<RelationRow, StoreError> {
    let draft = RelationDraft {
        kind: row.code(2, RelationKind::from_code)?,
        on: row.date(3)?,
        text: row.text(4)?,
        due_on: row.date_opt(5)?,
    };
    Ok(RelationRow {
        entry: RelationEntry { id: row.id(0)?, draft },
        family: row.id(1)?,
        done_on: row.date_opt(6)?,
    })
}

fn recorded(row: &rusqlite::Row<'_>) -> Result<RecordedRelation, StoreError> {
    let (written, version) = (row.int(7)?, row.int(9)?);
    let last: Uuid = row.id(10)?;
    Ok(RecordedRelation {
        row: line(row)?,
        at_ms: written >> 16,
        agent: row.id(8)?,
        corrected_by: (version != written).then_some(last),
        version,
    })
}
