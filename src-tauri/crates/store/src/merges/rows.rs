//! Rows moved by a merge, whatever their table: each change is noted as it is made, so that the whole can be taken back as long as nobody
//! wrote over any of it.
//!
//! A row is moved by its primary key. Where whom it is of is part of that key, it is written again under the other and the former one is
//! buried: a row already there stands.

use std::cell::Cell;
use std::fmt::Write as _;

use jiff::civil::Date;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use uuid::Uuid;

use crate::rows::Columns;
use crate::{Stamp, StoreError, Writer, day};

/// Columns that say when, where and by whom a row was written last: never restored, always said anew.
const STAMPS: [&str; 3] = ["updated_hlc", "updated_desk", "updated_by"];

/// Named values of a row.
pub type Cells = Vec<(String, Value)>;

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
        let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
        let marks = vec!["?"; names.len()].join(", ");
        let text = format!("INSERT INTO main.{table} ({}) VALUES ({marks})", names.join(", "));
        self.writer.run_composed(&text, all.iter().map(|(_, value)| value.clone()).collect())?;
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

/// A row of a table whose key is `id`.
pub fn by_id(id: impl Into<Uuid>) -> Cells {
    cells([("id", id_value(id))])
}

/// Named values.
pub fn cells<const N: usize>(named: [(&str, Value); N]) -> Cells {
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// An identifier, as it is stored.
pub fn id_value(id: impl Into<Uuid>) -> Value {
    Value::Blob(Into::<Uuid>::into(id).as_bytes().to_vec())
}

/// A day, or none, as it is stored.
pub fn day_value(date: impl Into<Option<Date>>) -> Value {
    Into::<Option<Date>>::into(date).map_or(Value::Null, |date| Value::Text(day(date)))
}

/// A text, as it is stored.
pub fn text_value(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A whole number, as it is stored.
pub fn number_value(number: impl Into<i64>) -> Value {
    Value::Integer(number.into())
}

fn value<'c>(cells: &'c [(String, Value)], name: &str) -> Option<&'c Value> {
    cells.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// The columns of a table.
pub(super) struct TableShape {
    columns: Vec<String>,
    keys: Vec<String>,
}

impl TableShape {
    fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }

    fn names(&self) -> Vec<&str> {
        self.columns.iter().map(String::as_str).collect()
    }

    fn key_of(&self, row: &[(String, Value)]) -> Cells {
        row.iter().filter(|(name, _)| self.keys.contains(name)).cloned().collect()
    }

    /// What tells a row that was removed: a date, or the state 0 of a presence withdrawn.
    fn is_live(&self, row: &[(String, Value)]) -> bool {
        match value(row, "deleted_hlc") {
            Some(deleted) => *deleted == Value::Null,
            None => !(self.has("minutes") && value(row, "state") == Some(&Value::Integer(0))),
        }
    }

    fn tombstone(&self, stamp: Stamp) -> Option<(String, Value)> {
        if self.has("deleted_hlc") {
            Some(("deleted_hlc".to_owned(), Value::Integer(stamp.hlc)))
        } else {
            self.has("minutes").then(|| ("state".to_owned(), Value::Integer(0)))
        }
    }
}

impl Writer<'_> {
    /// The file's own table: a limited connection has a view under its name.
    fn table(&self, table: &str) -> Result<TableShape, StoreError> {
        let mut shape = TableShape { columns: Vec::new(), keys: Vec::new() };
        self.each("SELECT name, pk FROM pragma_table_info(?1, 'main')", [table], |row| {
            let name = row.text(0)?;
            if row.int(1)? > 0 {
                shape.keys.push(name.clone());
            }
            shape.columns.push(name);
            Ok(())
        })?;
        Ok(shape)
    }

    fn stamps(&self, shape: &TableShape) -> Cells {
        let Stamp { hlc, desk, agent } = self.stamp();
        let values = [Value::Integer(hlc), Value::Integer(i64::from(desk)), id_value(agent)];
        let stamps = STAMPS.iter().map(|name| (*name).to_owned()).zip(values);
        stamps.filter(|(name, _)| shape.has(name)).collect()
    }

    fn run_composed(&self, text: &str, values: Vec<Value>) -> Result<usize, StoreError> {
        let mut statement = self.connection().prepare_cached(text)?;
        Ok(self.told(statement.execute(params_from_iter(values)))?)
    }

    fn cells(
        &self,
        table: &str,
        key: &[(String, Value)],
        names: &[&str],
    ) -> Result<Option<Cells>, StoreError> {
        let text = format!("SELECT {} FROM main.{table} WHERE {}", names.join(", "), same(key));
        let mut statement = self.connection().prepare_cached(&text)?;
        let mut rows = statement.query(params_from_iter(key.iter().map(|(_, value)| value.clone())))?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let cells = names.iter().enumerate().map(|(at, name)| Ok(((*name).to_owned(), row.get(at)?)));
        Ok(Some(cells.collect::<Result<_, StoreError>>()?))
    }

    fn update(
        &self,
        table: &str,
        key: &[(String, Value)],
        sets: &[(String, Value)],
    ) -> Result<(), StoreError> {
        let names: Vec<String> = sets.iter().map(|(name, _)| format!("{name} = ?")).collect();
        let text = format!("UPDATE main.{table} SET {} WHERE {}", names.join(", "), same(key));
        let values = sets.iter().chain(key).map(|(_, value)| value.clone()).collect();
        self.run_composed(&text, values).map(|_| ())
    }

    fn live_rows(
        &self,
        table: &str,
        shape: &TableShape,
        column: &str,
        of: Uuid,
    ) -> Result<Vec<Cells>, StoreError> {
        let text = format!("SELECT {} FROM main.{table} WHERE {column} = ?", shape.columns.join(", "));
        let mut statement = self.connection().prepare_cached(&text)?;
        let mut rows = statement.query([of.as_bytes()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = shape.columns.iter().enumerate().map(|(at, name)| Ok((name.clone(), row.get(at)?)));
            let cells: Cells = cells.collect::<Result<_, StoreError>>()?;
            found.extend(Some(cells).filter(|cells| shape.is_live(cells)));
        }
        Ok(found)
    }

    /// How many rows that name somebody were written after a moment, gestures taken back since apart: what those wrote stands as it did.
    pub fn rows_since(&self, table: &str, column: &str, of: Uuid, hlc: i64) -> Result<u32, StoreError> {
        let shape = self.table(table)?;
        let Some(stamp) = ["updated_hlc", "written_hlc"].into_iter().find(|name| shape.has(name)) else {
            return Ok(0);
        };
        let text = format!("SELECT {stamp} FROM main.{table} WHERE {column} = ?1 AND {stamp} > ?2");
        let undone = self.undone_stamps()?;
        let mut statement = self.connection().prepare_cached(&text)?;
        let mut rows = statement.query((of.as_bytes(), hlc))?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            count += u32::from(!undone.contains(&row.int(0)?));
        }
        Ok(count)
    }

    /// How many live rows name somebody.
    pub fn rows_naming(&self, table: &str, column: &str, of: Uuid) -> Result<usize, StoreError> {
        let shape = self.table(table)?;
        Ok(self.live_rows(table, &shape, column, of)?.len())
    }

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
                if super::is_redrawn(&table) {
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

fn same(key: &[(String, Value)]) -> String {
    key.iter().map(|(name, _)| format!("{name} = ?")).collect::<Vec<_>>().join(" AND ")
}

/// `name=kind:hexadecimal`, a space between: `id=b:0190… label=t:41 debtor_id=n: rank=i:2`.
///
/// # Errors
/// [`StoreError::Damaged`] for a number that is not whole: no column of the file holds one.
fn written(cells: &[(String, Value)]) -> Result<String, StoreError> {
    let mut text = String::new();
    for (name, value) in cells {
        let (kind, bytes): (char, Vec<u8>) = match value {
            Value::Null => ('n', Vec::new()),
            Value::Integer(number) => ('i', number.to_string().into_bytes()),
            Value::Text(text) => ('t', text.clone().into_bytes()),
            Value::Blob(bytes) => ('b', bytes.clone()),
            Value::Real(_) => return Err(StoreError::Damaged(format!("{name} is not a whole number"))),
        };
        let _ = write!(text, "{}{name}={kind}:", if text.is_empty() { "" } else { " " });
        bytes.iter().for_each(|byte| {
            let _ = write!(text, "{byte:02x}");
        });
    }
    Ok(text)
}

fn read(text: &str) -> Cells {
    let cell = |cell: &str| -> Option<(String, Value)> {
        let (name, rest) = cell.split_once('=')?;
        let (kind, hex) = rest.split_once(':')?;
        let bytes: Option<Vec<u8>> =
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect();
        let bytes = bytes?;
        let said = String::from_utf8(bytes.clone()).ok();
        let value = match kind {
            "i" => Value::Integer(said?.parse().ok()?),
            "t" => Value::Text(said?),
            "b" => Value::Blob(bytes),
            _ => Value::Null,
        };
        Some((name.to_owned(), value))
    };
    text.split(' ').filter_map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_written_and_read_back() {
        let cells: Cells = vec![
            ("id".to_owned(), Value::Blob(vec![0, 255, 16])),
            ("name".to_owned(), Value::Text("d’Estienne = Le Goff".to_owned())),
            ("empty".to_owned(), Value::Text(String::new())),
            ("rank".to_owned(), Value::Integer(-3)),
            ("gone".to_owned(), Value::Null),
        ];
        assert_eq!(read(&written(&cells).expect("whole numbers")), cells);
        assert!(written(&[("half".to_owned(), Value::Real(0.5))]).is_err());
    }
}
