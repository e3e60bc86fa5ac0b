//! Leave to attend another school, school transport, the list of compulsory instruction.

mod compulsory;
mod transport;

use domain::schooling::{DerogationDraft, DerogationReason, DerogationStanding};
use domain::values::ids::{ChildId, DerogationId};
use rusqlite::params;

pub use compulsory::{CompulsoryListRow, CompulsoryRow};
pub use transport::{CircuitRow, RiderRow, StopRow};

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// Leave asked for, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DerogationRow {
    /// Identifier.
    pub id: DerogationId,
    /// The child.
    pub child: ChildId,
    /// What it says.
    pub draft: DerogationDraft,
}

impl Reader<'_> {
    /// Leave asked for a child, the latest school year first.
    pub fn derogations_of_child(&self, child: ChildId) -> Result<Vec<DerogationRow>, StoreError> {
        self.all(sql!("select_derogations_of_child.sql"), [child.as_bytes()], derogation)
    }

    /// One of them.
    pub fn derogation(&self, id: DerogationId) -> Result<Option<DerogationRow>, StoreError> {
        self.first(sql!("select_derogation.sql"), [id.as_bytes()], derogation)
    }

    /// Leave asked for a school year, the oldest first.
    pub fn derogations_of_year(&self, school_year: &str) -> Result<Vec<DerogationRow>, StoreError> {
        self.all(sql!("select_derogations_of_year.sql"), [school_year], derogation)
    }
}

impl Writer<'_> {
    /// Writes leave that is asked for, new or known.
    pub fn save_derogation(&self, row: &DerogationRow) -> Result<(), StoreError> {
        let draft = &row.draft;
        self.stamped(
            sql!("save_derogation.sql"),
            params![
                row.id.as_bytes(),
                row.child.as_bytes(),
                draft.school_year,
                draft.sector.map(|school| *school.as_bytes()),
                draft.asked.map(|school| *school.as_bytes()),
                draft.asked_elsewhere,
                draft.reason.code(),
                day(draft.asked_on),
                draft.standing.code(),
                draft.decided_on.map(day),
                draft.fees_agreed
            ],
        )
    }

    /// Removes what was written by mistake.
    pub fn remove_derogation(&self, id: DerogationId) -> Result<(), StoreError> {
        let stamp = self.stamp();
        self.run(
            sql!("bury_derogation.sql"),
            params![id.as_bytes(), stamp.hlc, stamp.desk, stamp.agent.as_bytes()],
        )?;
        Ok(())
    }
}

fn derogation(row: &rusqlite::Row<'_>) -> Result<DerogationRow, StoreError> {
    Ok(DerogationRow {
        id: row.id(0)?,
        child: row.id(1)?,
        draft: DerogationDraft {
            school_year: row.text(2)?,
            sector: row.id_opt(3)?,
            asked: row.id_opt(4)?,
            asked_elsewhere: row.text(5)?,
            reason: row.code(6, DerogationReason::from_code)?,
            asked_on: row.date(7)?,
            standing: row.code(8, DerogationStanding::from_code)?,
            decided_on: row.date_opt(9)?,
            fees_agreed: row.get(10)?,
        },
    })
}
