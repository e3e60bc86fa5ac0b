//! Supporting documents: the kinds a town asks for, and what was given.

use std::collections::HashMap;

use domain::activities::ActivityKind;
use domain::supporting::{
    DocumentDraft, DocumentFault, DocumentKeeping, DocumentKindDraft, DocumentMark, DocumentNature,
    DocumentOwner, DocumentSubject, DocumentValidity, DocumentVerdict, Home, Registered,
};
use domain::values::ids::{
    ActivityId, ChildId, DocumentId, DocumentKindId, FamilyId, GuardianId, HouseholdId,
};
use jiff::civil::Date;
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::rows::{Columns, hex_list};
use crate::{Reader, StoreError, Writer, day};

/// A kind of document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentKindRow {
    /// Identifier.
    pub id: DocumentKindId,
    /// What it says.
    pub said: DocumentKindDraft,
    /// Its place in lists.
    pub rank: u32,
    /// No longer asked for: what was given under it keeps its name. Read only.
    pub removed: bool,
}

/// A document that was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// Identifier.
    pub id: DocumentId,
    /// What it says.
    pub said: DocumentDraft,
    /// What was noted after what. Read only.
    pub order: i64,
    /// Who noted it. Read only.
    pub by: Uuid,
}

impl DocumentRow {
    /// What the rule of the trade reads of it.
    pub fn mark(&self) -> DocumentMark {
        DocumentMark {
            verdict: self.said.verdict,
            on: self.said.on,
            until: self.said.until,
            order: self.order,
        }
    }
}

impl Reader<'_> {
    /// Every kind of document, those no longer asked for too, in the order of lists.
    pub fn document_kinds(&self) -> Result<Vec<DocumentKindRow>, StoreError> {
        let mut kinds = self.all(sql!("select_document_kinds.sql"), [], kind)?;
        let asking = self.all(sql!("select_document_kind_activities.sql"), [], |row| {
            Ok((row.id::<DocumentKindId>(0)?, row.id::<ActivityId>(1)?))
        })?;
        for kind in &mut kinds {
            let theirs = asking.iter().filter(|(asked, _)| *asked == kind.id);
            kind.said.activities = theirs.map(|(_, activity)| *activity).collect();
        }
        Ok(kinds)
    }

    /// Whether something was noted under a kind.
    pub fn document_kind_is_in_use(&self, kind: DocumentKindId) -> Result<bool, StoreError> {
        Ok(self.first(sql!("select_kind_in_use.sql"), [kind.as_bytes()], |row| row.flag(0))?.unwrap_or(false))
    }

    /// Every document noted in the town.
    pub fn documents(&self) -> Result<Vec<DocumentRow>, StoreError> {
        self.all(sql!("select_documents.sql"), [], document)
    }

    /// Every document noted of a family's households, guardians and children.
    pub fn documents_of_family(&self, family: FamilyId) -> Result<Vec<DocumentRow>, StoreError> {
        Ok(self.documents_of_families(&[family])?.remove(&family).unwrap_or_default())
    }

    /// The same of some families.
    pub fn documents_of_families(
        &self,
        families: &[FamilyId],
    ) -> Result<HashMap<FamilyId, Vec<DocumentRow>>, StoreError> {
        self.by_family(sql!("select_documents_of_families.sql"), &hex_list(families), document)
    }

    /// A document that was noted.
    pub fn document(&self, id: DocumentId) -> Result<Option<DocumentRow>, StoreError> {
        self.first(sql!("select_document.sql"), [id.as_bytes()], document)
    }

    /// Every registration that runs on a day or will, waiting ones too.
    pub fn running_registrations(&self, on: Date) -> Result<Vec<Registered>, StoreError> {
        self.all(sql!("select_running_registrations.sql"), [day(on)], |row| {
            Ok(Registered {
                child: row.id(0)?,
                activity: row.id(1)?,
                kind: row.code(2, ActivityKind::from_code)?,
                to: row.date_opt(3)?,
            })
        })
    }

    /// Every household where a child lives on a day or will, with the adults a paper may be asked of that day, and its family.
    pub fn homes(&self, on: Date) -> Result<Vec<(FamilyId, Home)>, StoreError> {
        let lost = self.lost_authorities()?;
        let mut homes: Vec<(FamilyId, Home)> = Vec::new();
        self.each(sql!("select_homes.sql"), [day(on)], |row| {
            let (household, child): (HouseholdId, ChildId) = (row.id(1)?, row.id(2)?);
            let guardian: Option<GuardianId> = row.id_opt(3)?;
            match homes.last_mut().filter(|(_, home)| (home.household, home.child) == (household, child)) {
                // Two custodies of one child by one household: each guardian once.
                Some((_, home)) => {
                    home.guardians.extend(guardian.filter(|one| !home.guardians.contains(one)));
                }
                None => homes
                    .push((row.id(0)?, Home { household, child, guardians: guardian.into_iter().collect() })),
            }
            Ok(())
        })?;
        let of = |child: &ChildId| lost.get(child).map_or(&[][..], Vec::as_slice);
        Ok(homes
            .into_iter()
            .map(|(family, home)| {
                let lost = of(&home.child);
                (family, home.without_barred(lost, on))
            })
            .collect())
    }
}

impl Writer<'_> {
    /// Writes a kind of document, new, known, or removed before, with the activities that ask for it.
    pub fn save_document_kind(&self, row: &DocumentKindRow) -> Result<(), StoreError> {
        let said = &row.said;
        let (validity, months, end_month, end_day) = validity_columns(said.validity);
        let kinds: Vec<&str> = said.activity_kinds.iter().map(|kind| kind.code()).collect();
        self.stamped(
            sql!("save_document_kind.sql"),
            params![
                row.id.as_bytes(),
                said.name,
                said.owner.code(),
                said.nature.code(),
                said.keeping.code(),
                validity,
                months,
                end_month,
                end_day,
                kinds.join(" "),
                row.rank
            ],
        )?;
        self.stamped(sql!("bury_document_kind_activities.sql"), params![row.id.as_bytes()])?;
        said.activities.iter().try_for_each(|activity| {
            self.stamped(
                sql!("save_document_kind_activity.sql"),
                params![row.id.as_bytes(), activity.as_bytes()],
            )
        })
    }

    /// A kind is no longer asked for.
    pub fn remove_document_kind(&self, kind: DocumentKindId) -> Result<bool, StoreError> {
        self.buried(sql!("bury_document_kind.sql"), params![kind.as_bytes()])
    }

    /// Notes a document.
    pub fn insert_document(&self, id: DocumentId, said: &DocumentDraft) -> Result<(), StoreError> {
        let (household, guardian, child) = match said.subject {
            DocumentSubject::Household(id) => (Some(id), None, None),
            DocumentSubject::Guardian(id) => (None, Some(id), None),
            DocumentSubject::Child(id) => (None, None, Some(id)),
        };
        self.stamped(
            sql!("insert_document.sql"),
            params![
                id.as_bytes(),
                said.kind.as_bytes(),
                household.as_ref().map(HouseholdId::as_bytes),
                guardian.as_ref().map(GuardianId::as_bytes),
                child.as_ref().map(ChildId::as_bytes),
                said.verdict.code(),
                day(said.on),
                said.until.map(day),
                said.fault.map_or("", DocumentFault::code),
                said.note
            ],
        )
    }

    /// Removes what was noted by mistake. Who had noted it stays on the row.
    pub fn remove_document(&self, document: DocumentId) -> Result<bool, StoreError> {
        Ok(self.run(sql!("bury_document.sql"), params![document.as_bytes(), self.stamp().hlc])? > 0)
    }
}

/// A validity as its four columns: code, months, month and day of its end.
fn validity_columns(validity: DocumentValidity) -> (&'static str, u16, i8, i8) {
    match validity {
        DocumentValidity::Unlimited => ("unlimited", 0, 0, 0),
        DocumentValidity::Months { months } => ("months", months, 0, 0),
        DocumentValidity::YearEnd { month, day } => ("year_end", 0, month, day),
    }
}

fn kind(row: &Row<'_>) -> Result<DocumentKindRow, StoreError> {
    let (months, month, day) = (row.get(6)?, row.get(7)?, row.get(8)?);
    Ok(DocumentKindRow {
        id: row.id(0)?,
        said: DocumentKindDraft {
            name: row.text(1)?,
            owner: row.code(2, DocumentOwner::from_code)?,
            nature: row.code(3, DocumentNature::from_code)?,
            keeping: row.code(4, DocumentKeeping::from_code)?,
            validity: row.code(5, |code| match code {
                "unlimited" => Some(DocumentValidity::Unlimited),
                "months" => Some(DocumentValidity::Months { months }),
                "year_end" => Some(DocumentValidity::YearEnd { month, day }),
                _ => None,
            })?,
            activity_kinds: row
                .code(9, |codes| codes.split_whitespace().map(ActivityKind::from_code).collect())?,
            activities: Vec::new(),
        },
        rank: row.get(10)?,
        removed: row.flag(11)?,
    })
}

fn document(row: &Row<'_>) -> Result<DocumentRow, StoreError> {
    let subject = match (row.id_opt(2)?, row.id_opt(3)?) {
        (Some(household), _) => DocumentSubject::Household(household),
        (None, Some(guardian)) => DocumentSubject::Guardian(guardian),
        (None, None) => DocumentSubject::Child(row.id(4)?),
    };
    Ok(DocumentRow {
        id: row.id(0)?,
        said: DocumentDraft {
            kind: row.id(1)?,
            subject,
            verdict: row.code(5, DocumentVerdict::from_code)?,
            on: row.date(6)?,
            until: row.date_opt(7)?,
            fault: DocumentFault::from_code(row.get_ref(8)?.as_str().unwrap_or_default()),
            note: row.text(9)?,
        },
        order: row.int(10)?,
        by: row.id(11)?,
    })
}
