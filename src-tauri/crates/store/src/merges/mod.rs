//! Records put together: who may be there twice, what is attached to a record, the merges made, the pairs said to be two.

mod attached;
mod cells;
mod on_file;
mod rows;
mod table;
#[cfg(test)]
mod tests;

use domain::values::ids::{ChildId, FamilyId, HouseholdId};
use rusqlite::{Row, params};
use security::cell::was_deposited;
use uuid::Uuid;

#[cfg(test)]
use self::attached::NAMED_ELSEWHERE;
use self::attached::is_redrawn;
pub use self::attached::{ATTACHED, Attachment, Fate};
pub use self::cells::{Cells, by_id, cells, day_value, id_value, number_value, text_value};
pub use self::on_file::{AdultLine, HomeLine, MinorLine};
pub use self::rows::{MergeTrail, TakenBack};
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer};

/// What may be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MergeKind {
    /// Two files of one family.
    Family,
    /// Two households of one file.
    Household,
    /// Two records of one adult.
    Guardian,
    /// Two records of one child.
    Child,
}

impl MergeKind {
    /// Every kind, in the order they are merged in one gesture.
    pub const ALL: [Self; 4] = [Self::Family, Self::Household, Self::Guardian, Self::Child];

    /// How the file names it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Household => "household",
            Self::Guardian => "guardian",
            Self::Child => "child",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The table whose rows they are.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Family => "families",
            Self::Household => "households",
            Self::Guardian => "guardians",
            Self::Child => "children",
        }
    }
}

/// A gesture that merged something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeRow {
    /// Identifier.
    pub id: Uuid,
    /// What was merged in one gesture.
    pub act: Uuid,
    /// What.
    pub kind: MergeKind,
    /// What goes on.
    pub kept: Uuid,
    /// What went into it.
    pub absorbed: Uuid,
    /// The file that shows it.
    pub family: FamilyId,
}

/// A merge as it was written.
#[derive(Debug, Clone)]
pub struct PastMerge {
    /// What was merged.
    pub row: MergeRow,
    /// Whether it was taken back.
    pub is_undone: bool,
    /// When, as a hybrid logical clock.
    pub written_hlc: i64,
}

/// A merge that stands, as it is listed.
#[derive(Debug, Clone)]
pub struct MergeLine {
    /// What was merged in one gesture.
    pub act: Uuid,
    /// The first thing merged.
    pub kind: MergeKind,
    /// What goes on.
    pub kept: Uuid,
    /// What went into it.
    pub absorbed: Uuid,
    /// The file that shows it.
    pub family: FamilyId,
    /// Its number.
    pub family_number: u32,
    /// Its name.
    pub family_name: String,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// By whom.
    pub agent: String,
    /// How many records were merged with it.
    pub parts: u32,
    /// Whether its former values are still there: without them, it is not taken back.
    pub is_open: bool,
}

/// A gesture that stands and whose former values are still kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenGesture {
    /// What was merged in one gesture.
    pub act: Uuid,
    /// The file that shows it.
    pub family: FamilyId,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
}

/// A gesture made after another, that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaterGesture {
    /// What was merged in one gesture.
    pub act: Uuid,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// By whom.
    pub agent: String,
}

impl Reader<'_> {
    /// Pairs that somebody said are two, each in the order of its bytes.
    pub fn distinct_pairs(&self) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
        self.all(sql!("select_distinct_pairs.sql"), [], |row| Ok((row.id(0)?, row.id(1)?)))
    }

    /// The latest merges that stand.
    pub fn merge_lines(&self, limit: u32) -> Result<Vec<MergeLine>, StoreError> {
        self.all(sql!("select_merges.sql"), [limit], |row| {
            Ok(MergeLine {
                act: row.id(0)?,
                kind: row.code(1, MergeKind::from_code)?,
                kept: row.id(2)?,
                absorbed: row.id(3)?,
                family: row.id(4)?,
                family_number: row.get(5)?,
                family_name: row.text(6)?,
                at_ms: row.int(7)? >> 16,
                agent: row.text(8)?,
                parts: row.get(9)?,
                is_open: row.get(10)?,
            })
        })
    }

    /// The gestures that stand and whose former values are still kept, the oldest first.
    pub fn open_gestures(&self) -> Result<Vec<OpenGesture>, StoreError> {
        self.all(sql!("select_open_gestures.sql"), [], |row| {
            Ok(OpenGesture { act: row.id(0)?, family: row.id(1)?, at_ms: row.int(2)? >> 16 })
        })
    }

    /// The latest gesture that stands and was made after this one, in its file or on what it put together: it is taken back first.
    pub fn gesture_after(&self, act: Uuid) -> Result<Option<LaterGesture>, StoreError> {
        self.first(sql!("select_gesture_after.sql"), [act.as_bytes()], |row| {
            Ok(LaterGesture { act: row.id(0)?, at_ms: row.int(1)? >> 16, agent: row.text(2)? })
        })
    }

    /// Whether what a gesture changed is still known.
    pub fn has_merge_rows(&self, act: Uuid) -> Result<bool, StoreError> {
        let count = self.first(sql!("count_merge_rows.sql"), [act.as_bytes()], |row| row.int(0))?;
        Ok(count.unwrap_or(0) > 0)
    }

    /// When gestures taken back since were made and taken back, as hybrid logical clocks: what bears one of these stamps stands as it did.
    pub(super) fn undone_stamps(&self) -> Result<Vec<i64>, StoreError> {
        self.all(sql!("select_undone_stamps.sql"), [], |row| row.int(0))
    }

    /// What a gesture merged, in the order it did.
    pub fn merges_of_act(&self, act: Uuid) -> Result<Vec<PastMerge>, StoreError> {
        self.all(sql!("select_merges_of_act.sql"), [act.as_bytes()], past)
    }

    /// What a record went into.
    pub fn merged_into(&self, absorbed: Uuid) -> Result<Option<Uuid>, StoreError> {
        self.first(sql!("select_merged_into.sql"), [absorbed.as_bytes()], |row| row.id(0))
    }

    /// Whether a household was billed, paid, or is to be.
    pub fn has_money(&self, household: HouseholdId) -> Result<bool, StoreError> {
        Ok(self.first(sql!("count_money.sql"), [household.as_bytes()], |row| row.int(0))?.unwrap_or(0) > 0)
    }

    /// Invoices issued after a moment that name somebody.
    pub fn invoices_since(&self, of: Uuid, hlc: i64) -> Result<Vec<Uuid>, StoreError> {
        self.all(sql!("select_invoices_since.sql"), params![of.as_bytes(), hlc], |row| row.id(0))
    }

    /// Whether somebody who reads health ever wrote in a child's file, as far as one can tell without reading it: its keys are no longer
    /// those its registration deposited. After a change of key of the compartment, every file says so.
    pub fn health_was_written(&self, child: ChildId) -> Result<bool, StoreError> {
        let wraps: Vec<Vec<u8>> =
            self.all(sql!("select_wraps_of_child.sql"), [child.as_bytes()], |row| Ok(row.get(0)?))?;
        Ok(wraps.iter().any(|wrapped| !was_deposited(wrapped)))
    }
}

impl Writer<'_> {
    /// Records a merge.
    pub fn insert_merge(&self, row: &MergeRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_merge.sql"),
            params![
                row.id.as_bytes(),
                row.act.as_bytes(),
                row.kind.code(),
                row.kept.as_bytes(),
                row.absorbed.as_bytes(),
                row.family.as_bytes()
            ],
        )
    }

    /// Destroys what a gesture changed: it is not taken back any more.
    pub fn end_merge(&self, act: Uuid) -> Result<(), StoreError> {
        self.run(sql!("delete_merge_rows.sql"), [act.as_bytes()])?;
        Ok(())
    }

    /// Says that a gesture was taken back.
    pub fn undo_merges(&self, act: Uuid) -> Result<(), StoreError> {
        self.run(sql!("update_undone.sql"), params![act.as_bytes(), self.stamp().hlc])?;
        Ok(())
    }

    /// Remembers that two records are two.
    pub fn save_distinct_pair(&self, one: Uuid, other: Uuid) -> Result<(), StoreError> {
        let (one, other) = (one.min(other), one.max(other));
        self.stamped(sql!("save_distinct_pair.sql"), params![one.as_bytes(), other.as_bytes()])
    }

    /// Forgets it.
    pub fn remove_distinct_pair(&self, one: Uuid, other: Uuid) -> Result<(), StoreError> {
        let (one, other) = (one.min(other), one.max(other));
        self.stamped(sql!("bury_distinct_pair.sql"), params![one.as_bytes(), other.as_bytes()])
    }
}

fn past(row: &Row<'_>) -> Result<PastMerge, StoreError> {
    Ok(PastMerge {
        row: MergeRow {
            id: row.id(0)?,
            act: row.id(1)?,
            kind: row.code(2, MergeKind::from_code)?,
            kept: row.id(3)?,
            absorbed: row.id(4)?,
            family: row.id(5)?,
        },
        is_undone: row.get_ref(6)? != rusqlite::types::ValueRef::Null,
        written_hlc: row.int(7)?,
    })
}
