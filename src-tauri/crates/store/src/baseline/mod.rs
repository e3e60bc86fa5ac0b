//! What a measure is compared with: the same file asked for the same rows in one query, and written the same number of bytes in one
//! transaction, with nothing in between. Used on invented towns only.

use std::hint::black_box;

use domain::calendar::Month;
use rusqlite::types::ValueRef;
use security::audit::Entry;

use crate::{Reader, Stamp, Store, StoreError, Writer, day};

impl Reader<'_> {
    /// Reads every fact of a month in one query and looks at each of its columns. Answers how many there are.
    pub fn baseline_read_month(&self, month: Month) -> Result<u64, StoreError> {
        let mut statement = self.statement(sql!("read_month.sql"))?;
        let mut rows = statement.query([day(month.first_day()), day(month.last_day())])?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            for column in 0..5 {
                black_box(row.get_ref(column)? == ValueRef::Null);
            }
            count += 1;
        }
        Ok(count)
    }

    /// Looks for a text in every name by reading them all, as one does without an index.
    pub fn baseline_scan_names(&self, text: &str) -> Result<u64, StoreError> {
        let found =
            self.all(sql!("scan_names.sql"), [format!("%{text}%")], |row| Ok(row.get::<_, Vec<u8>>(0)?))?;
        Ok(found.len() as u64)
    }
}

impl Store {
    /// Writes so many rows of so many bytes in all, in one committed transaction, in a table made for it and removed after.
    pub fn baseline_write(&self, rows: u64, bytes: u64) -> Result<(), StoreError> {
        self.unlogged(|transaction| {
            transaction.execute_batch(sql!("make_scratch.sql"))?;
            let content = vec![0x5A_u8; usize::try_from(bytes / rows.max(1)).unwrap_or(0)];
            let mut statement = transaction.prepare(sql!("insert_scratch.sql"))?;
            for rank in 0..rows {
                statement.execute(rusqlite::params![rank.cast_signed(), content])?;
            }
            Ok(())
        })
    }

    /// Appends lines to the journal, so many at once: a long one is made to be measured.
    pub fn baseline_append(&self, entries: &[Entry]) -> Result<(), StoreError> {
        self.unlogged(|transaction| {
            let stamp = Stamp { hlc: 0, desk: 0, agent: uuid::Uuid::nil() };
            let writer = Writer::new(transaction, stamp, self.capture());
            entries.iter().try_for_each(|entry| writer.append_audit(entry))
        })
    }

    /// Stops capturing what changes: the same month is written again without it. The file agrees with its journal no more.
    pub fn baseline_stop_capturing(&self) -> Result<(), StoreError> {
        self.stop_capturing()
    }

    /// Removes what [`Store::baseline_write`] left.
    pub fn baseline_clear(&self) -> Result<(), StoreError> {
        self.unlogged(|transaction| Ok(transaction.execute_batch(sql!("drop_scratch.sql"))?))
    }
}
