//! Third-party funders and what they agreed to pay (F11): the list in clear, the rest sealed bytes.

use domain::calendar::Month;
use domain::subsidies::{Funder, FunderDraft, FunderKind};
use domain::values::Cents;
use domain::values::ids::{ChildId, FamilyId, FunderId, HouseholdId, RunId, SubsidyId, SubsidyVersionId};
use rusqlite::params;
use security::Compartment;
use uuid::Uuid;

use crate::cells::SealedCell;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer};

/// A funder as it is kept.
#[derive(Debug, Clone)]
pub struct FunderRow {
    /// What it is.
    pub funder: Funder,
    /// Whether it was removed from the list: what it agreed to before still names it.
    pub is_removed: bool,
}

/// A subsidy as it was written once.
#[derive(Debug, Clone)]
pub struct RecordedSubsidy {
    /// This writing of it.
    pub version: SubsidyVersionId,
    /// The subsidy.
    pub subsidy: SubsidyId,
    /// The household.
    pub household: HouseholdId,
    /// The one child helped.
    pub child: Option<ChildId>,
    /// Whose key seals it: another household's when that one was merged into this one.
    pub sealed_for: HouseholdId,
    /// What was agreed, sealed at [`crate::cells::SUBSIDY`], and its key.
    pub cell: SealedCell,
    /// When it was written, milliseconds since 1970.
    pub at_ms: i64,
    /// Who wrote it.
    pub agent: Uuid,
}

/// What a subsidy gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenRow {
    /// The subsidy.
    pub subsidy: SubsidyId,
    /// For the month asked for.
    pub in_month: Cents,
    /// In all.
    pub in_all: Cents,
}

/// What a funder owes for a line of a run.
#[derive(Debug, Clone)]
pub struct OwedRow {
    /// The subsidy.
    pub subsidy: SubsidyId,
    /// What is owed; negative when a correction takes it back.
    pub amount: Cents,
    /// Name of the child; empty when it is about none.
    pub child_name: String,
    /// The child.
    pub child: Option<ChildId>,
    /// The household.
    pub household: HouseholdId,
    /// `A`, `B`…
    pub household_label: String,
    /// Its family.
    pub family: FamilyId,
    /// Number of the family's file.
    pub family_number: i64,
    /// Name of the family.
    pub family_name: String,
}

const RESOURCES: u8 = Compartment::Resources.code();

impl Reader<'_> {
    /// Every funder, removed ones too.
    pub fn funders(&self) -> Result<Vec<FunderRow>, StoreError> {
        self.all(sql!("select_funders.sql"), [], |row| {
            let kind = FunderKind::from_code(&row.text(2)?).unwrap_or(FunderKind::Other);
            Ok(FunderRow {
                funder: Funder { id: row.id(0)?, draft: FunderDraft { name: row.text(1)?, kind } },
                is_removed: row.flag(3)?,
            })
        })
    }

    /// The subsidies of a household, every writing of each, in the order they were written.
    pub fn subsidies_of(&self, household: HouseholdId) -> Result<Vec<RecordedSubsidy>, StoreError> {
        self.all(sql!("select_subsidies_of.sql"), params![household.as_bytes(), RESOURCES], recorded)
    }

    /// Every writing of a subsidy, the latest last; none once it was removed.
    pub fn subsidy(&self, id: SubsidyId) -> Result<Vec<RecordedSubsidy>, StoreError> {
        self.all(sql!("select_subsidy.sql"), params![id.as_bytes(), RESOURCES], recorded)
    }

    /// One writing of a subsidy, even removed.
    pub fn subsidy_version(&self, id: SubsidyVersionId) -> Result<Option<RecordedSubsidy>, StoreError> {
        self.first(sql!("select_version.sql"), params![id.as_bytes(), RESOURCES], recorded)
    }

    /// Every subsidy, household by household, in the order they were written.
    pub fn all_subsidies(&self) -> Result<Vec<RecordedSubsidy>, StoreError> {
        self.all(sql!("select_all_subsidies.sql"), [RESOURCES], recorded)
    }

    /// What each subsidy gave, for a month and in all; those that gave nothing are left out.
    pub fn subsidies_given(&self, month: &str) -> Result<Vec<GivenRow>, StoreError> {
        self.all(sql!("select_given.sql"), [month], |row| {
            Ok(GivenRow { subsidy: row.id(0)?, in_month: Cents(row.int(1)?), in_all: Cents(row.int(2)?) })
        })
    }

    /// Whether something that was issued, or that waits, counts a subsidy.
    pub fn is_subsidy_given(&self, id: SubsidyId) -> Result<bool, StoreError> {
        Ok(self.first(sql!("exists_given.sql"), [id.as_bytes()], |_| Ok(()))?.is_some())
    }

    /// The last month for which a subsidy gave something that no correction took back whole.
    pub fn last_month_given(&self, id: SubsidyId) -> Result<Option<Month>, StoreError> {
        Ok(self.first(sql!("select_last_given.sql"), [id.as_bytes()], |row| row.month_opt(0))?.flatten())
    }

    /// What funders owe for a run, line by line.
    pub fn helps_of_run(&self, run: RunId) -> Result<Vec<OwedRow>, StoreError> {
        self.all(sql!("select_helps_of_run.sql"), [run.as_bytes()], |row| {
            Ok(OwedRow {
                subsidy: row.id(0)?,
                amount: Cents(row.int(1)?),
                child: row.id_opt(2)?,
                child_name: row.text(3)?,
                household: row.id(4)?,
                household_label: row.text(5)?,
                family: row.id(6)?,
                family_number: row.int(7)?,
                family_name: row.text(8)?,
            })
        })
    }
}

impl Writer<'_> {
    /// Writes a funder.
    pub fn save_funder(&self, funder: &Funder) -> Result<(), StoreError> {
        let FunderDraft { name, kind } = &funder.draft;
        self.stamped(sql!("save_funder.sql"), params![funder.id.as_bytes(), name, kind.code()])
    }

    /// Takes a funder off the list. False when it is off already.
    pub fn remove_funder(&self, id: FunderId) -> Result<bool, StoreError> {
        let stamp = self.stamp();
        let params = params![id.as_bytes(), stamp.hlc, stamp.desk, stamp.agent.as_bytes()];
        Ok(self.run(sql!("bury_funder.sql"), params)? > 0)
    }

    /// Writes a subsidy, anew or for the first time.
    pub fn insert_subsidy(
        &self,
        (subsidy, version): (SubsidyId, SubsidyVersionId),
        household: HouseholdId,
        child: Option<ChildId>,
        sealed: &[u8],
    ) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_subsidy.sql"),
            params![
                version.as_bytes(),
                subsidy.as_bytes(),
                household.as_bytes(),
                child.as_ref().map(ChildId::as_bytes),
                sealed
            ],
        )
    }

    /// Removes a subsidy typed by mistake, whatever it said. False when it is removed already.
    pub fn remove_subsidy(&self, id: SubsidyId) -> Result<bool, StoreError> {
        Ok(self.run(sql!("bury_subsidy.sql"), params![id.as_bytes(), self.stamp().hlc])? > 0)
    }
}

fn recorded(row: &rusqlite::Row<'_>) -> Result<RecordedSubsidy, StoreError> {
    Ok(RecordedSubsidy {
        version: row.id(0)?,
        subsidy: row.id(1)?,
        household: row.id(2)?,
        child: row.id_opt(3)?,
        cell: SealedCell { sealed: row.get(4)?, wrapped: row.get(5)? },
        at_ms: row.int(6)? >> 16,
        agent: row.id(7)?,
        sealed_for: row.id(8)?,
    })
}
