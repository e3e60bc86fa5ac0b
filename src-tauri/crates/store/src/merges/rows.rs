//! Rows moved by a merge, whatever their table: each change is noted as it is made, so that the whole can be taken back as long as nobody
//! wrote over any of it.
//!
//! A row is moved by its primary key. Where whom it is of is part of that key, it is written again under the other and the former one is
//! buried: a row already there stands.

use std::cell::Cell;

use rusqlite::types::Value;
use uuid::Uuid;

use super::cells::{Cells, by_id, id_value, read, value, written};
use super::is_redrawn;
use super::table::STAMPS;
use crate::rows::Columns;
use crate::{StoreError, Writer};

/// What taking a merge back came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenBack {
    /// Every row stands as it did.
    Whole,
    /// A row of this table was written since: the transaction is to be given up.
    ChangedSince(String),
}

/// A gesture that merges, noting what it changes.
pub struct MergeTrail<'w, 't> {
    writer: &'w Writer<'t>,
    act: Uuid,
    rank: Cell<u32>,
}

impl<'w, 't> MergeTrail<'w, 't> {
    /// A gesture that has changed nothing yet.
    pub fn begin(writer: &'w Writer<'t>, act: Uuid) -> Self {
        Self { writer, act, rank: Cell::new(0) }
    }

    /// The transaction.
    pub fn writer(&self) -> &'w Writer<'t> {
        self.writer
    }

    /// Writes columns of a row named by its key; nothing when it holds them already.
    pub fn set(
        &self,
        table: &str,
        key: &[(String, Value)],
        sets: &[(String, Value)],
    ) -> Result<(), StoreError> {
        let schema = self.writer.table(table)?;
        let names: Vec<&str> = sets.iter().map(|(name, _)| name.as_str()).collect();
        let Some(before) = self.writer.cells(table, key, &names)? else { return Ok(()) };
        if before == sets {
            return Ok(());
        }
        let mut after = sets.to_vec();
        after.extend(self.writer.stamps(&schema));
        self.writer.update(table, key, &after)?;
        self.note(table, key, Some(&before), &after)
    }

    /// Writes a row that was not there.
    pub fn insert(&self, table: &str, cells: &[(String, Value)]) -> Result<(), StoreError> {
        let schema = self.writer.table(table)?;
        let stamps = self.writer.stamps(&schema);
        let mut all: Cells =
            cells.iter().filter(|(name, _)| !STAMPS.contains(&name.as_str())).cloned().collect();
        all.extend(stamps);
        self.writer.insert_cells(table, &all)?;
        let key = schema.key_of(&all);
        self.note(table, &key, None, &all)
    }

    /// Writes a row under a key, over a removed one that may be there.
    pub fn put(
        &self,
        table: &str,
        key: &[(String, Value)],
        said: &[(String, Value)],
    ) -> Result<(), StoreError> {
        let shape = self.writer.table(table)?;
        if self.writer.cells(table, key, &shape.names())?.is_none() {
            return self.insert(table, &[key, said].concat());
        }
        let revived = shape.has("deleted_hlc").then(|| ("deleted_hlc".to_owned(), Value::Null));
        let sets: Cells = said.iter().cloned().chain(revived).collect();
        self.set(table, key, &sets)
    }

    /// Marks a row as removed.
    pub fn bury(&self, table: &str, key: &[(String, Value)]) -> Result<(), StoreError> {
        let tombstone = self.writer.table(table)?.tombstone(self.writer.stamp());
        tombstone.map_or(Ok(()), |tombstone| self.set(table, key, &[tombstone]))
    }

    /// Gives every live row that names one to the other.
    pub fn move_all(&self, table: &str, column: &str, from: Uuid, to: Uuid) -> Result<(), StoreError> {
        let schema = self.writer.table(table)?;
        let (own, other) = (id_value(from), id_value(to));
        for row in self.writer.live_rows(table, &schema, column, from)? {
            let key = schema.key_of(&row);
            if !schema.keys.iter().any(|name| name == column) {
                let mut sets = vec![(column.to_owned(), other.clone())];
                // What was sealed for the one stays under its key.
                if column == "household_id" && value(&row, "key_subject_id") == Some(&Value::Null) {
                    sets.push(("key_subject_id".to_owned(), own.clone()));
                }
                self.set(table, &key, &sets)?;
                continue;
            }
            let renamed: Cells = row
                .iter()
                .map(|(name, value)| {
                    (name.clone(), if name == column { other.clone() } else { value.clone() })
                })
                .collect();
            let target = schema.key_of(&renamed);
            match self.writer.cells(table, &target, &schema.names())? {
                None => self.insert(table, &renamed)?,
                Some(there) if schema.is_live(&there) => {}
                Some(_) => {
                    let plain =
                        |name: &String| !schema.keys.contains(name) && !STAMPS.contains(&name.as_str());
                    let sets: Cells = renamed.into_iter().filter(|(name, _)| plain(name)).collect();
                    self.set(table, &target, &sets)?;
                }
            }
            self.bury(table, &key)?;
        }
        Ok(())
    }

    /// Copies columns of the row of one to the row of the other, in a table whose key is `id`.
    pub fn copy(&self, table: &str, columns: &[&str], from: Uuid, to: Uuid) -> Result<(), StoreError> {
        let cells = self.writer.cells(table, &by_id(from), columns)?;
        cells.map_or(Ok(()), |cells| self.set(table, &by_id(to), &cells))
    }

    fn note(
        &self,
        table: &str,
        key: &[(String, Value)],
        before: Option<&Cells>,
        after: &[(String, Value)],
    ) -> Result<(), StoreError> {
        let rank = self.rank.get();
        self.rank.set(rank + 1);
        let row = (
            self.act.as_bytes(),
            rank,
            table,
            written(key)?,
            before.map(|before| written(before)).transpose()?,
            written(after)?,
        );
        self.writer.run(sql!("insert_merge_row.sql"), row)?;
        Ok(())
    }
}

impl Writer<'_> {
    /// Puts back every row that a gesture changed, the last first, as long as each is what it left.
    pub fn take_back(&self, act: Uuid, done_hlc: i64) -> Result<TakenBack, StoreError> {
        let rows: Vec<(String, String, Option<String>, String)> =
            self.all(sql!("select_merge_rows.sql"), [act.as_bytes()], |row| {
                Ok((row.text(0)?, row.text(1)?, row.get(2)?, row.text(3)?))
            })?;
        let mut stamps = self.undone_stamps()?;
        stamps.extend([done_hlc, self.stamp().hlc]);
        for (table, key, before, after) in rows {
            let (key, after) = (read(&key), read(&after));
            let shape = self.table(&table)?;
            let names: Vec<&str> = after.iter().map(|(name, _)| name.as_str()).collect();
            let there = self.cells(&table, &key, &names)?.unwrap_or_default();
            let stands = there.len() == after.len()
                && there.iter().zip(&after).all(|((name, now), (_, then))| match name.as_str() {
                    "updated_hlc" => matches!(now, Value::Integer(now) if stamps.contains(now)),
                    "updated_desk" | "updated_by" => true,
                    _ => now == then,
                });
            if !stands {
                if is_redrawn(&table) {
                    continue;
                }
                return Ok(TakenBack::ChangedSince(table));
            }
            let mut sets = match before {
                Some(before) => read(&before),
                None => shape.tombstone(self.stamp()).into_iter().collect(),
            };
            sets.extend(self.stamps(&shape));
            self.update(&table, &key, &sets)?;
        }
        self.end_merge(act)?;
        Ok(TakenBack::Whole)
    }
}
