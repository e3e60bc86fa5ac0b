//! What a repository works with: a snapshot to read, or the one transaction that may write.

use std::ops::Deref;

use rusqlite::{CachedStatement, Connection, Params, Row, ToSql};
use security::audit::Entry;
use uuid::Uuid;

use crate::StoreError;
use crate::capture::{Capture, StateChange};

/// A consistent snapshot of the file. Repositories are reached from here.
pub struct Reader<'t> {
    connection: &'t Connection,
    /// Of the connection that writes: what every statement does to every table.
    capture: Option<&'t Capture>,
}

/// When, where and by whom a row is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Hybrid logical clock: 48 bits of milliseconds, 16 of counter. Orders changes whatever the wall clock says.
    pub hlc: i64,
    /// The writing desk.
    pub desk: u16,
    /// The acting agent.
    pub agent: Uuid,
}

/// The one transaction that may write. Reads through [`Reader`] see its own changes.
pub struct Writer<'t> {
    reader: Reader<'t>,
    stamp: Stamp,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(connection: &'t Connection) -> Self {
        Self { connection, capture: None }
    }

    pub(crate) fn connection(&self) -> &'t Connection {
        self.connection
    }

    /// A failed statement was undone by the engine, after it had handed over the rows it changed: the transaction may not be committed.
    pub(crate) fn told<T>(&self, outcome: rusqlite::Result<T>) -> rusqlite::Result<T> {
        outcome.inspect_err(|_| {
            if let Some(capture) = self.capture {
                capture.tear();
            }
        })
    }

    pub(crate) fn statement(&self, text: &'static str) -> Result<CachedStatement<'t>, StoreError> {
        Ok(self.connection.prepare_cached(text)?)
    }

    /// Every row, mapped.
    pub(crate) fn all<T>(
        &self,
        text: &'static str,
        params: impl Params,
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.statement(text)?;
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = self.told(rows.next())? {
            found.push(map(row)?);
        }
        Ok(found)
    }

    /// Hands every row over without keeping any: for sets too large to hold.
    pub(crate) fn each(
        &self,
        text: &'static str,
        params: impl Params,
        mut take: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.statement(text)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = self.told(rows.next())? {
            take(row)?;
        }
        Ok(())
    }

    /// The same, until `take` asks for no more.
    pub(crate) fn while_asked(
        &self,
        text: &'static str,
        params: impl Params,
        mut take: impl FnMut(&Row<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.statement(text)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = self.told(rows.next())? {
            if !take(row)? {
                break;
            }
        }
        Ok(())
    }

    /// The first row, if any.
    pub(crate) fn first<T>(
        &self,
        text: &'static str,
        params: impl Params,
        map: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.statement(text)?;
        let mut rows = statement.query(params)?;
        self.told(rows.next())?.map(map).transpose()
    }
}

impl<'t> Writer<'t> {
    pub(crate) fn new(connection: &'t Connection, stamp: Stamp, capture: &'t Capture) -> Self {
        Self { reader: Reader { connection, capture: Some(capture) }, stamp }
    }

    /// Ends the work of the transaction: moves the marks of the tables it touched and answers what its journal line must say. Nothing
    /// when no row of a covered table moved. Whatever is written afterwards, the journal line apart, is refused with the transaction.
    pub fn settle(&self) -> Result<Option<StateChange>, StoreError> {
        let Some(capture) = self.reader.capture else { return Ok(None) };
        capture.settle(|table, mark| {
            self.run(sql!("audit/upsert_mark.sql"), (table, mark.rows(), mark.to_bytes()))?;
            Ok(())
        })
    }

    /// The digest of the content as the last commit left it: what is said of a file whose schema has just changed.
    pub fn content(&self) -> Option<[u8; 32]> {
        self.reader.capture.map(Capture::digest)
    }

    /// When, where and by whom this transaction writes.
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Runs a statement; returns how many rows it changed.
    pub(crate) fn run(&self, text: &'static str, params: impl Params) -> Result<usize, StoreError> {
        let mut statement = self.statement(text)?;
        Ok(self.told(statement.execute(params))?)
    }

    /// Runs a statement whose last three parameters say when, where and by whom the row is written.
    pub(crate) fn stamped(&self, text: &'static str, own: &[&dyn ToSql]) -> Result<(), StoreError> {
        self.buried(text, own)?;
        Ok(())
    }

    /// The same, answering whether a row was there: one to be marked as removed is so once.
    pub(crate) fn buried(&self, text: &'static str, own: &[&dyn ToSql]) -> Result<bool, StoreError> {
        let Stamp { hlc, desk, agent } = &self.stamp;
        let agent = agent.as_bytes();
        let stamp: [&dyn ToSql; 3] = [hlc, desk, agent];
        let all: Vec<&dyn ToSql> = own.iter().chain(&stamp).copied().collect();
        Ok(self.run(text, all.as_slice())? > 0)
    }

    /// Adds the line of another thing that the transaction touched: it says nothing of the content, which the transaction's own line does.
    pub fn append_beside(&self, entry: &Entry) -> Result<(), StoreError> {
        if entry.before.is_some() || entry.after.is_some() {
            return Err(StoreError::Uncounted);
        }
        self.append_audit(entry)
    }

    pub(crate) fn append_audit(&self, entry: &Entry) -> Result<(), StoreError> {
        self.run(
            sql!("audit/append_entry.sql"),
            rusqlite::params![
                entry.desk,
                entry.seq.cast_signed(),
                entry.at_ms,
                entry.hlc.to_stored(),
                entry.agent.as_bytes(),
                entry.operation,
                entry.object_kind,
                entry.object.map(|id| *id.as_bytes()),
                entry.before,
                entry.after,
                entry.detail,
                entry.detail_digest,
                entry.previous,
                entry.hash,
                entry.signature,
            ],
        )?;
        Ok(())
    }
}

impl<'t> Deref for Writer<'t> {
    type Target = Reader<'t>;

    fn deref(&self) -> &Reader<'t> {
        &self.reader
    }
}
