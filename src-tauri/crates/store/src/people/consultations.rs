//! That the caisse's service was consulted for a household, when and by whom (V17): the proof, not what it answered.

use domain::values::ids::{ConsultationId, FamilyId, HouseholdId};
use jiff::civil::Date;
use rusqlite::params;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// One consultation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsultationRow {
    /// For whom.
    pub household: HouseholdId,
    /// When.
    pub on: Date,
    /// Name of the agent.
    pub by: String,
}

impl Reader<'_> {
    /// Consultations for the households of a family, the latest first.
    pub fn consultations_of_family(&self, id: FamilyId) -> Result<Vec<ConsultationRow>, StoreError> {
        self.all(sql!("select_consultations_of_family.sql"), [id.as_bytes()], |row| {
            Ok(ConsultationRow { household: row.id(0)?, on: row.date(1)?, by: row.text(2)? })
        })
    }
}

impl Writer<'_> {
    /// Remembers a consultation by the agent who writes.
    pub fn add_consultation(
        &self,
        id: ConsultationId,
        household: HouseholdId,
        on: Date,
    ) -> Result<(), StoreError> {
        self.stamped(sql!("insert_consultation.sql"), params![id.as_bytes(), household.as_bytes(), day(on)])
    }
}
