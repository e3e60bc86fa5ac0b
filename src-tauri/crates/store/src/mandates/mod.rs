//! SEPA mandates: their references and dates, and the sealed accounts they have named.

use domain::payments::{Mandate, MandateReference};
use domain::values::ids::{HouseholdId, MandateId};
use jiff::civil::Date;
use rusqlite::params;
use security::Compartment;
use uuid::Uuid;

use crate::cells::SealedCell;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A mandate as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateRow {
    /// Its reference and its dates.
    pub mandate: Mandate,
    /// Whose invoices it pays.
    pub household: HouseholdId,
}

/// An account to keep. A row is never rewritten: an amendment is a new one.
#[derive(Debug, Clone)]
pub struct AccountRow {
    /// Identifier.
    pub id: Uuid,
    /// The mandate that names it.
    pub mandate: MandateId,
    /// Whose key seals it.
    pub household: HouseholdId,
    /// Sealed at [`crate::cells::MANDATE_ACCOUNT`].
    pub sealed: Vec<u8>,
    /// First day it may be debited.
    pub from: Date,
}

/// An account as it was kept.
#[derive(Debug, Clone)]
pub struct RecordedAccount {
    /// Identifier.
    pub id: Uuid,
    /// The mandate that names it.
    pub mandate: MandateId,
    /// Whose key seals it: another household's when that one was merged into this one.
    pub sealed_for: HouseholdId,
    /// The sealed account and its key.
    pub cell: SealedCell,
    /// First day it may be debited.
    pub from: Date,
    /// When it was written, milliseconds since 1970.
    pub at_ms: i64,
    /// Who wrote it.
    pub agent: Uuid,
}

const BANK: u8 = Compartment::Bank.code();

impl Reader<'_> {
    /// A household's mandates, the oldest first.
    pub fn mandates_of(&self, household: HouseholdId) -> Result<Vec<MandateRow>, StoreError> {
        self.all(sql!("select_mandates_of.sql"), [household.as_bytes()], mandate)
    }

    /// One mandate.
    pub fn mandate(&self, id: MandateId) -> Result<Option<MandateRow>, StoreError> {
        self.first(sql!("select_mandate.sql"), [id.as_bytes()], mandate)
    }

    /// The mandate that has this reference, removed or not.
    pub fn mandate_with(&self, reference: &MandateReference) -> Result<Option<MandateId>, StoreError> {
        self.first(sql!("select_mandate_with.sql"), [reference.as_str()], |row| row.id(0))
    }

    /// How many mandates a family ever had, removed ones too.
    pub fn mandate_count_ever(&self, household: HouseholdId) -> Result<u32, StoreError> {
        let count =
            self.first(sql!("count_mandates_ever.sql"), [household.as_bytes()], |row| Ok(row.get(0)?))?;
        Ok(count.unwrap_or(0))
    }

    /// The accounts that the mandates of a household have named, in the order they were.
    pub fn mandate_accounts_of(&self, household: HouseholdId) -> Result<Vec<RecordedAccount>, StoreError> {
        self.all(sql!("select_accounts_of.sql"), params![household.as_bytes(), BANK], account)
    }

    /// Every mandate.
    pub fn all_mandates(&self) -> Result<Vec<MandateRow>, StoreError> {
        self.all(sql!("select_mandates.sql"), [], mandate)
    }

    /// Every account a mandate has named, with its household.
    pub fn all_mandate_accounts(&self) -> Result<Vec<(HouseholdId, RecordedAccount)>, StoreError> {
        self.all(sql!("select_all_accounts.sql"), [BANK], |row| Ok((row.id(8)?, account(row)?)))
    }
}

impl Writer<'_> {
    /// Writes a mandate, new or known.
    pub fn save_mandate(&self, row: &MandateRow) -> Result<(), StoreError> {
        let Mandate { id, reference, signed_on, presented_on, revoked_on } = &row.mandate;
        self.stamped(
            sql!("save_mandate.sql"),
            params![
                id.as_bytes(),
                row.household.as_bytes(),
                reference.as_str(),
                signed_on.map(day),
                presented_on.map(day),
                revoked_on.map(day)
            ],
        )
    }

    /// Removes a mandate that was never signed, and the accounts it named: its reference is not given again.
    pub fn remove_mandate(&self, id: MandateId) -> Result<(), StoreError> {
        self.run(sql!("bury_mandate.sql"), params![id.as_bytes(), self.stamp().hlc])?;
        self.run(sql!("bury_accounts.sql"), params![id.as_bytes(), self.stamp().hlc])?;
        Ok(())
    }

    /// Keeps an account.
    pub fn insert_mandate_account(&self, row: &AccountRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_account.sql"),
            params![
                row.id.as_bytes(),
                row.mandate.as_bytes(),
                row.household.as_bytes(),
                row.sealed,
                day(row.from)
            ],
        )
    }
}

fn mandate(row: &rusqlite::Row<'_>) -> Result<MandateRow, StoreError> {
    Ok(MandateRow {
        mandate: Mandate {
            id: row.id(0)?,
            reference: row.code(2, |text| MandateReference::parse(text).ok())?,
            signed_on: row.date_opt(3)?,
            presented_on: row.date_opt(4)?,
            revoked_on: row.date_opt(5)?,
        },
        household: row.id(1)?,
    })
}

fn account(row: &rusqlite::Row<'_>) -> Result<RecordedAccount, StoreError> {
    Ok(RecordedAccount {
        id: row.id(0)?,
        mandate: row.id(1)?,
        cell: SealedCell { sealed: row.get(2)?, wrapped: row.get(3)? },
        from: row.date(4)?,
        at_ms: row.int(5)? >> 16,
        agent: row.id(6)?,
        sealed_for: row.id(7)?,
    })
}
