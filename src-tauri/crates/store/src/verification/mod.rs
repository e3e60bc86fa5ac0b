//! What a sound file obeys, asked of the file itself: sums that agree, numbers without a gap, records that must exist.
//! Each check is one statement that answers nothing when all is well.

mod chain;
mod state;

pub use self::chain::ChainReport;
pub use self::state::{Hands, KeptState, StateReport};
use crate::rows::Columns;
use crate::{Reader, StoreError};

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What, in the words of the town: `facture 2026-000012`.
    pub subject: String,
    /// What should be: an amount in cents, or a count.
    pub expected: i64,
    /// What is.
    pub found: i64,
}

/// How much there is of everything: what a copy must have kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Families.
    pub families: u64,
    /// Children.
    pub children: u64,
    /// Facts of presence.
    pub attendance: u64,
    /// Invoices.
    pub invoices: u64,
    /// Payments.
    pub payments: u64,
    /// Lines of the journal.
    pub audit_entries: u64,
}

impl Reader<'_> {
    /// Amounts that should agree and do not: runs with their invoices, invoices with their lines, bordereaux with their titres,
    /// titres with their invoices, payments with what they settle.
    pub fn unreconciled_amounts(&self) -> Result<Vec<Finding>, StoreError> {
        self.findings(&[
            sql!("runs_that_do_not_add_up.sql"),
            sql!("invoices_that_do_not_add_up.sql"),
            sql!("bordereaux_that_do_not_add_up.sql"),
            sql!("titres_unlike_their_invoice.sql"),
            sql!("payments_allocated_beyond.sql"),
        ])
    }

    /// Rules of the file that are broken: a gap in the invoices' numbers, a child without sealed records or without
    /// household, a file that lacks its key or a chunk, chunks whose file was destroyed.
    pub fn broken_invariants(&self) -> Result<Vec<Finding>, StoreError> {
        self.findings(&[
            sql!("numbers_with_a_gap.sql"),
            sql!("children_without_sealed_records.sql"),
            sql!("children_without_household.sql"),
            sql!("files_not_whole.sql"),
        ])
    }

    /// How much there is of everything.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let counts = self.first(sql!("select_counts.sql"), [], |row| {
            let count = |index| row.int(index).map(i64::unsigned_abs);
            Ok(Counts {
                families: count(0)?,
                children: count(1)?,
                attendance: count(2)?,
                invoices: count(3)?,
                payments: count(4)?,
                audit_entries: count(5)?,
            })
        })?;
        Ok(counts.expect("a count always answers one row"))
    }

    fn findings(&self, checks: &[&'static str]) -> Result<Vec<Finding>, StoreError> {
        let mut found = Vec::new();
        for check in checks {
            self.each(check, [], |row| {
                found.push(Finding { subject: row.text(0)?, expected: row.int(1)?, found: row.int(2)? });
                Ok(())
            })?;
        }
        Ok(found)
    }
}
