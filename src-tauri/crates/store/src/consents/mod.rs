//! Consents and information: texts, their versions, what was answered; who objects to prospecting.

use std::collections::HashMap;

use domain::consents::{
    Answered, ConsentAnswer, ConsentAnswerDraft, ConsentMeans, ConsentPurpose, ConsentSubject,
    ConsentTextDraft, ConsentVersionDraft,
};
use domain::values::ids::{ChildId, ConsentAnswerId, ConsentTextId, ConsentVersionId, FamilyId, GuardianId};
use jiff::civil::Date;
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::people::shown_name;
use crate::rows::{Columns, hex_list};
use crate::{Reader, StoreError, Writer, day};

/// A text of consent or of information.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentTextRow {
    /// Identifier.
    pub id: ConsentTextId,
    /// What it is about.
    pub said: ConsentTextDraft,
    /// Its place in lists.
    pub rank: u32,
    /// The day the town stopped asking.
    pub retired_on: Option<Date>,
}

/// A version of a text: written once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentVersionRow {
    /// Identifier.
    pub id: ConsentVersionId,
    /// Its text.
    pub text: ConsentTextId,
    /// Its number, from 1.
    pub number: u32,
    /// What it says.
    pub said: ConsentVersionDraft,
}

/// What somebody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentAnswerRow {
    /// Identifier.
    pub id: ConsentAnswerId,
    /// What it says.
    pub said: ConsentAnswerDraft,
    /// What was noted after what.
    pub order: i64,
    /// The agent who noted it.
    pub by: Uuid,
    /// The name of who answered.
    pub name: String,
}

impl ConsentAnswerRow {
    /// What the rule of the trade reads of it.
    pub fn answered(&self, version: u32) -> Answered {
        Answered {
            by: self.said.guardian,
            version,
            answer: self.said.answer,
            on: self.said.on,
            order: self.order,
        }
    }
}

impl Reader<'_> {
    /// Every text, those no longer asked too, in the order of lists.
    pub fn consent_texts(&self) -> Result<Vec<ConsentTextRow>, StoreError> {
        self.all(sql!("select_consent_texts.sql"), [], |row| {
            Ok(ConsentTextRow {
                id: row.id(0)?,
                said: ConsentTextDraft {
                    title: row.text(1)?,
                    purpose: row.code(2, ConsentPurpose::from_code)?,
                    subject: row.code(3, ConsentSubject::from_code)?,
                },
                rank: row.get(4)?,
                retired_on: row.date_opt(5)?,
            })
        })
    }

    /// Every version of every text, oldest first.
    pub fn consent_versions(&self) -> Result<Vec<ConsentVersionRow>, StoreError> {
        self.all(sql!("select_consent_versions.sql"), [], |row| {
            Ok(ConsentVersionRow {
                id: row.id(0)?,
                text: row.id(1)?,
                number: row.get(2)?,
                said: ConsentVersionDraft {
                    body: row.text(3)?,
                    from: row.date(4)?,
                    asks_again: row.flag(5)?,
                },
            })
        })
    }

    /// What a family's guardians answered for themselves, and anybody for its children.
    pub fn consent_answers_of_family(&self, family: FamilyId) -> Result<Vec<ConsentAnswerRow>, StoreError> {
        Ok(self.consent_answers_of_families(&[family])?.remove(&family).unwrap_or_default())
    }

    /// The same of some families.
    pub fn consent_answers_of_families(
        &self,
        families: &[FamilyId],
    ) -> Result<HashMap<FamilyId, Vec<ConsentAnswerRow>>, StoreError> {
        self.by_family(sql!("select_answers_of_families.sql"), &hex_list(families), answer)
    }

    /// What was answered once.
    pub fn consent_answer(&self, id: ConsentAnswerId) -> Result<Option<ConsentAnswerRow>, StoreError> {
        self.first(sql!("select_answer.sql"), [id.as_bytes()], answer)
    }

    /// Who of a family objects to prospecting, and since when.
    pub fn objections_of_family(&self, family: FamilyId) -> Result<Vec<(GuardianId, Date)>, StoreError> {
        self.all(sql!("select_objections_of_family.sql"), [family.as_bytes()], |row| {
            Ok((row.id(0)?, row.date(1)?))
        })
    }
}

impl Writer<'_> {
    /// Writes a text, new or known; what it is about and whom never change.
    pub fn save_consent_text(&self, row: &ConsentTextRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_consent_text.sql"),
            params![
                row.id.as_bytes(),
                row.said.title,
                row.said.purpose.code(),
                row.said.subject.code(),
                row.rank,
                row.retired_on.map(day)
            ],
        )
    }

    /// Writes a version: once, for ever.
    pub fn insert_consent_version(&self, row: &ConsentVersionRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_consent_version.sql"),
            params![
                row.id.as_bytes(),
                row.text.as_bytes(),
                row.number,
                row.said.body,
                day(row.said.from),
                row.said.asks_again
            ],
        )
    }

    /// Notes an answer.
    pub fn insert_consent_answer(
        &self,
        id: ConsentAnswerId,
        said: &ConsentAnswerDraft,
    ) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_answer.sql"),
            params![
                id.as_bytes(),
                said.version.as_bytes(),
                said.guardian.as_bytes(),
                said.child.as_ref().map(ChildId::as_bytes),
                said.answer.code(),
                day(said.on),
                said.means.code()
            ],
        )
    }

    /// Removes an answer noted by mistake. Who had noted it stays on the row.
    pub fn remove_consent_answer(&self, id: ConsentAnswerId) -> Result<bool, StoreError> {
        Ok(self.run(sql!("bury_answer.sql"), params![id.as_bytes(), self.stamp().hlc])? > 0)
    }

    /// Somebody objects to prospecting, from that day.
    pub fn save_objection(&self, guardian: GuardianId, on: Date) -> Result<(), StoreError> {
        self.stamped(sql!("save_objection.sql"), params![guardian.as_bytes(), day(on)])
    }

    /// Somebody no longer objects.
    pub fn remove_objection(&self, guardian: GuardianId) -> Result<(), StoreError> {
        self.stamped(sql!("bury_objection.sql"), params![guardian.as_bytes()])
    }
}

fn answer(row: &Row<'_>) -> Result<ConsentAnswerRow, StoreError> {
    Ok(ConsentAnswerRow {
        id: row.id(0)?,
        said: ConsentAnswerDraft {
            version: row.id(1)?,
            guardian: row.id(2)?,
            child: row.id_opt(3)?,
            answer: row.code(4, ConsentAnswer::from_code)?,
            on: row.date(5)?,
            means: row.code(6, ConsentMeans::from_code)?,
        },
        order: row.int(7)?,
        by: row.id(8)?,
        name: shown_name(&row.text(9)?, &row.text(10)?, &row.text(11)?),
    })
}
