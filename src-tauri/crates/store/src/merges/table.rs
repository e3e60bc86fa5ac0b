//! The tables of the file whatever they hold: their columns, and their rows read and written by them.

use rusqlite::params_from_iter;
use rusqlite::types::Value;
use uuid::Uuid;

use super::cells::{Cells, id_value, value, written};
use crate::rows::Columns;
use crate::{Stamp, StoreError, Writer};

/// Columns that say when, where and by whom a row was written last: never restored, always said anew.
pub(super) const STAMPS: [&str; 3] = ["updated_hlc", "updated_desk", "updated_by"];

/// The columns of a table.
pub(super) struct TableShape {
    columns: Vec<String>,
    pub(super) keys: Vec<String>,
}

impl TableShape {
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.columns.iter().map(String::as_str).collect()
    }

    pub(super) fn key_of(&self, row: &[(String, Value)]) -> Cells {
        row.iter().filter(|(name, _)| self.keys.contains(name)).cloned().collect()
    }

    /// What tells a row that was removed: a date, or the state 0 of a presence withdrawn.
    pub(super) fn is_live(&self, row: &[(String, Value)]) -> bool {
        match value(row, "deleted_hlc") {
            Some(deleted) => *deleted == Value::Null,
            None => !(self.has("minutes") && value(row, "state") == Some(&Value::Integer(0))),
        }
    }

    pub(super) fn tombstone(&self, stamp: Stamp) -> Option<(String, Value)> {
        if self.has("deleted_hlc") {
            Some(("deleted_hlc".to_owned(), Value::Integer(stamp.hlc)))
        } else {
            self.has("minutes").then(|| ("state".to_owned(), Value::Integer(0)))
        }
    }
}

impl Writer<'_> {
    /// The file's own table: a limited connection has a view under its name.
    pub(super) fn table(&self, table: &str) -> Result<TableShape, StoreError> {
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

    pub(super) fn stamps(&self, shape: &TableShape) -> Cells {
        let Stamp { hlc, desk, agent } = self.stamp();
        let values = [Value::Integer(hlc), Value::Integer(i64::from(desk)), id_value(agent)];
        let stamps = STAMPS.iter().map(|name| (*name).to_owned()).zip(values);
        stamps.filter(|(name, _)| shape.has(name)).collect()
    }

    fn run_composed(&self, text: &str, values: Vec<Value>) -> Result<usize, StoreError> {
        let mut statement = self.connection().prepare_cached(text)?;
        Ok(self.told(statement.execute(params_from_iter(values)))?)
    }

    pub(super) fn cells(
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

    pub(super) fn insert_cells(&self, table: &str, cells: &[(String, Value)]) -> Result<(), StoreError> {
        let names: Vec<&str> = cells.iter().map(|(name, _)| name.as_str()).collect();
        let marks = vec!["?"; names.len()].join(", ");
        let text = format!("INSERT INTO main.{table} ({}) VALUES ({marks})", names.join(", "));
        self.run_composed(&text, cells.iter().map(|(_, value)| value.clone()).collect()).map(|_| ())
    }

    pub(super) fn update(
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

    pub(super) fn live_rows(
        &self,
        table: &str,
        shape: &TableShape,
        column: &str,
        of: Uuid,
    ) -> Result<Vec<Cells>, StoreError> {
        let mut found = self.naming(table, shape, column, of)?;
        found.retain(|cells| shape.is_live(cells));
        Ok(found)
    }

    /// Every row that names somebody, removed ones too.
    fn naming(
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
            found.push(cells.collect::<Result<_, StoreError>>()?);
        }
        Ok(found)
    }

    /// The rows that name somebody and were written or removed after a moment, each by its key; gestures taken back since apart: what those
    /// wrote stands as it did.
    pub fn rows_since(
        &self,
        table: &str,
        column: &str,
        of: Uuid,
        hlc: i64,
    ) -> Result<Vec<String>, StoreError> {
        let shape = self.table(table)?;
        let undone = self.undone_stamps()?;
        let rows = self.naming(table, &shape, column, of)?;
        // What is never rewritten is removed without another stamp than that one.
        let since = rows.iter().filter(|row| {
            ["updated_hlc", "written_hlc", "deleted_hlc"].into_iter().any(|stamp| match value(row, stamp) {
                Some(Value::Integer(at)) => *at > hlc && !undone.contains(at),
                _ => false,
            })
        });
        since.map(|row| written(&shape.key_of(row))).collect()
    }

    /// How many live rows name somebody.
    pub fn rows_naming(&self, table: &str, column: &str, of: Uuid) -> Result<usize, StoreError> {
        let shape = self.table(table)?;
        Ok(self.live_rows(table, &shape, column, of)?.len())
    }
}

fn same(key: &[(String, Value)]) -> String {
    key.iter().map(|(name, _)| format!("{name} = ?")).collect::<Vec<_>>().join(" AND ")
}
