//! Making everyone findable again: the index is derived, so what is missing of it, or was put in it by another hand, is written over.

use domain::values::ids::FamilyId;
use uuid::Uuid;

use crate::rows::Columns;
use crate::transaction::{Stamp, Writer};
use crate::{Store, StoreError};

/// Families between two commits: others write meanwhile.
const AT_ONCE: usize = 200;

/// The index says neither when nor by whom: nothing of the town changes.
const NOBODY: Stamp = Stamp { hlc: 0, desk: 0, agent: Uuid::nil() };

impl Store {
    /// Makes everyone findable when the oldest family is not: a migration has emptied the index, and the oldest is written last.
    pub fn make_findable(&self) -> Result<(), StoreError> {
        let oldest = self.read(|r| r.first(sql!("is_oldest_missing.sql"), [], |row| row.flag(0)))?;
        if oldest == Some(true) { self.find_again(|_, _| Ok(())) } else { Ok(()) }
    }

    /// Empties the index, then writes it whole: what another hand spoilt in it, or put there, is gone. Tells how many families are done, of
    /// how many.
    pub fn find_again<E: From<StoreError>>(
        &self,
        mut done: impl FnMut(u64, u64) -> Result<(), E>,
    ) -> Result<(), E> {
        self.unlogged(|transaction| {
            transaction.execute(sql!("empty_words.sql"), [])?;
            transaction.execute(sql!("empty_entries.sql"), [])?;
            Ok(())
        })?;
        let families: Vec<FamilyId> =
            self.read(|r| r.all(sql!("select_family_ids.sql"), [], |row| row.id(0)))?;
        for (rank, some) in families.chunks(AT_ONCE).enumerate() {
            done((rank * AT_ONCE) as u64, families.len() as u64)?;
            self.unlogged(|transaction| {
                let writer = Writer::new(transaction, NOBODY, self.capture());
                writer.members_of(some)?.iter().try_for_each(|members| writer.index_members(members))
            })?;
        }
        Ok(())
    }
}
