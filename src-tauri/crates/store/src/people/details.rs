//! Answers to the optional fields (X08): one row an answer, of a guardian or of a child.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::{Detail, FieldSubject};
use domain::values::ids::{ChildId, FamilyId, GuardianId};
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer};

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailRow {
    /// The guardian or the child.
    pub owner: Uuid,
    /// What it answers.
    pub detail: Detail,
    /// The answer, as it is kept.
    pub value: String,
}

impl Reader<'_> {
    /// Answers of a guardian.
    pub fn details_of_guardian(&self, id: GuardianId) -> Result<Vec<DetailRow>, StoreError> {
        self.all(sql!("select_details_of_guardian.sql"), [id.as_bytes()], detail)
    }

    /// Answers of a child.
    pub fn details_of_child(&self, id: ChildId) -> Result<Vec<DetailRow>, StoreError> {
        self.all(sql!("select_details_of_child.sql"), [id.as_bytes()], detail)
    }

    /// The families that hold each answer, whether the town asks it now or not.
    pub fn held_details(&self) -> Result<BTreeMap<Detail, BTreeSet<FamilyId>>, StoreError> {
        let pairs = self.all(sql!("select_held_details.sql"), [], |row| {
            Ok((row.code(0, Detail::from_code)?, row.id::<FamilyId>(1)?))
        })?;
        let mut held: BTreeMap<Detail, BTreeSet<FamilyId>> = BTreeMap::new();
        for (detail, family) in pairs {
            held.entry(detail).or_default().insert(family);
        }
        Ok(held)
    }

    /// How many families hold a health insurance regime (V09).
    pub fn families_with_regime(&self) -> Result<u32, StoreError> {
        let count = self.first(sql!("count_families_with_regime.sql"), [], |row| Ok(row.get(0)?))?;
        Ok(count.unwrap_or(0))
    }
}

impl Writer<'_> {
    /// Writes an answer, or takes it away when it is empty.
    pub fn save_detail(&self, row: &DetailRow) -> Result<(), StoreError> {
        let child = row.detail.field().subject() == FieldSubject::Child;
        let (owner, code) = (row.owner.as_bytes(), row.detail.code());
        match (child, row.value.is_empty()) {
            (false, false) => self.stamped(sql!("save_guardian_detail.sql"), params![owner, code, row.value]),
            (true, false) => self.stamped(sql!("save_child_detail.sql"), params![owner, code, row.value]),
            (false, true) => self.stamped(sql!("bury_guardian_detail.sql"), params![owner, code]),
            (true, true) => self.stamped(sql!("bury_child_detail.sql"), params![owner, code]),
        }
    }
}

pub(super) fn detail(row: &Row<'_>) -> Result<DetailRow, StoreError> {
    Ok(DetailRow { owner: row.id(0)?, detail: row.code(1, Detail::from_code)?, value: row.text(2)? })
}
