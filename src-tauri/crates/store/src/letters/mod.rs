//! Letters that left for families, as they left.

use domain::people::LetterKind;
use domain::values::ids::{FamilyId, GuardianId, HouseholdId, LetterId};
use jiff::civil::Date;
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A letter.
#[derive(Debug, Clone)]
pub struct LetterRow {
    /// Identifier.
    pub id: LetterId,
    /// The file.
    pub family: FamilyId,
    /// The household it went to.
    pub household: HouseholdId,
    /// The adult it is addressed to.
    pub guardian: GuardianId,
    /// What it is for.
    pub kind: LetterKind,
    /// The day it bears.
    pub on: Date,
    /// What it says, as its writer keeps it.
    pub content: String,
}

/// A letter with who made it.
#[derive(Debug, Clone)]
pub struct KeptLetter {
    /// The letter.
    pub row: LetterRow,
    /// When it was made, milliseconds since 1970.
    pub at_ms: i64,
    /// Who made it.
    pub agent: Uuid,
}

impl Reader<'_> {
    /// The letters of a family, the latest first.
    pub fn letters_of(&self, family: FamilyId) -> Result<Vec<KeptLetter>, StoreError> {
        self.all(sql!("select_letters_of.sql"), [family.as_bytes()], kept)
    }

    /// One letter.
    pub fn letter(&self, id: LetterId) -> Result<Option<KeptLetter>, StoreError> {
        self.first(sql!("select_letter.sql"), [id.as_bytes()], kept)
    }
}

impl Writer<'_> {
    /// Keeps a letter that leaves. It is never written again.
    pub fn insert_letter(&self, row: &LetterRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_letter.sql"),
            params![
                row.id.as_bytes(),
                row.family.as_bytes(),
                row.household.as_bytes(),
                row.guardian.as_bytes(),
                row.kind.code(),
                day(row.on),
                row.content
            ],
        )
    }
}

fn kept(row: &Row<'_>) -> Result<KeptLetter, StoreError> {
    Ok(KeptLetter {
        row: LetterRow {
            id: row.id(0)?,
            family: row.id(1)?,
            household: row.id(2)?,
            guardian: row.id(3)?,
            kind: row.code(4, LetterKind::from_code)?,
            on: row.date(5)?,
            content: row.text(6)?,
        },
        at_ms: row.int(7)? >> 16,
        agent: row.id(8)?,
    })
}
