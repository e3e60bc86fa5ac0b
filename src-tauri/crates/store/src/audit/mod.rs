//! The audit log as rows: appended by [`Writer`] alone, read here.

use security::Hlc;
use security::audit::{Entry, Head};
use uuid::Uuid;

use crate::rows::Columns;
use crate::{Reader, StoreError};

/// What to read of the log; an absent bound does not limit.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// One agent.
    pub agent: Option<Uuid>,
    /// One thing.
    pub object: Option<Uuid>,
    /// One command.
    pub operation: Option<String>,
    /// From that instant, milliseconds.
    pub from_ms: Option<i64>,
    /// Before that instant, milliseconds.
    pub to_ms: Option<i64>,
    /// Rows to skip, newest first.
    pub offset: u32,
    /// Rows at most.
    pub limit: u32,
}

impl Reader<'_> {
    /// Head of a desk's chain.
    pub fn audit_head(&self, desk: u16) -> Result<Head, StoreError> {
        let head = self.first(sql!("select_head.sql"), [desk], |row| {
            Ok(Head { desk, seq: row.int(0)?.unsigned_abs(), hash: row.get(1)? })
        })?;
        Ok(head.unwrap_or(Head::start(desk)))
    }

    /// Head of every desk's chain.
    pub fn audit_heads(&self) -> Result<Vec<Head>, StoreError> {
        self.all(sql!("select_heads.sql"), [], |row| {
            Ok(Head { desk: row.get(0)?, seq: row.int(1)?.unsigned_abs(), hash: row.get(2)? })
        })
    }

    /// The hash of one entry of a desk's chain, to recognise an earlier head.
    pub fn audit_hash(&self, desk: u16, seq: u64) -> Result<Option<[u8; 32]>, StoreError> {
        self.first(sql!("select_hash.sql"), rusqlite::params![desk, seq.cast_signed()], |row| Ok(row.get(0)?))
    }

    /// The latest logical time of a desk: what it writes next comes after.
    pub fn audit_clock(&self, desk: u16) -> Result<Hlc, StoreError> {
        let stored = self.first(sql!("select_clock.sql"), [desk], |row| row.int(0))?;
        Ok(stored.and_then(Hlc::from_stored).unwrap_or(Hlc::ZERO))
    }

    /// Every operation the log has seen, for a filter.
    pub fn audit_operations(&self) -> Result<Vec<String>, StoreError> {
        self.all(sql!("select_operations.sql"), [], |row| row.text(0))
    }

    /// What people call the thing a line is about; none when it is no longer on file.
    pub fn audit_object_name(&self, object: Uuid) -> Result<Option<String>, StoreError> {
        self.first(sql!("select_object_name.sql"), [object.as_bytes()], |row| row.text(0))
    }

    /// Hands over a desk's chain in its order, for verification.
    pub fn each_audit_entry(
        &self,
        desk: u16,
        mut take: impl FnMut(Entry) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each(sql!("select_chain.sql"), [desk], |row| take(entry(row)?))
    }

    /// Lines that match, newest first.
    pub fn audit_entries(&self, filter: &AuditFilter) -> Result<Vec<Entry>, StoreError> {
        self.all(
            sql!("select_entries.sql"),
            rusqlite::params![
                filter.agent.map(|id| *id.as_bytes()),
                filter.object.map(|id| *id.as_bytes()),
                filter.operation,
                filter.from_ms,
                filter.to_ms,
                filter.limit,
                filter.offset
            ],
            entry,
        )
    }

    /// What an agent opened lately at a desk by those operations, latest first: kind, identifier, milliseconds.
    pub fn opened_lately(
        &self,
        desk: u16,
        agent: Uuid,
        operations: &[&str],
        limit: u32,
    ) -> Result<Vec<(String, Uuid, i64)>, StoreError> {
        let operations = format!(
            "[{}]",
            operations.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(",")
        );
        let key = rusqlite::params![desk, agent.as_bytes(), operations, limit];
        self.all(sql!("select_opened_lately.sql"), key, |row| Ok((row.text(0)?, row.id(1)?, row.int(2)?)))
    }

    /// How many lines match.
    pub fn audit_count(&self, filter: &AuditFilter) -> Result<u64, StoreError> {
        let count = self.first(
            sql!("count_entries.sql"),
            rusqlite::params![
                filter.agent.map(|id| *id.as_bytes()),
                filter.object.map(|id| *id.as_bytes()),
                filter.operation,
                filter.from_ms,
                filter.to_ms
            ],
            |row| row.int(0),
        )?;
        Ok(count.unwrap_or(0).unsigned_abs())
    }
}

fn entry(row: &rusqlite::Row<'_>) -> Result<Entry, StoreError> {
    Ok(Entry {
        desk: row.get(0)?,
        seq: row.int(1)?.unsigned_abs(),
        at_ms: row.get(2)?,
        hlc: Hlc::from_stored(row.get(3)?).unwrap_or(Hlc::ZERO),
        agent: row.id(4)?,
        operation: row.get(5)?,
        object_kind: row.get(6)?,
        object: row.id_opt(7)?,
        before: row.get(8)?,
        after: row.get(9)?,
        detail: row.get(10)?,
        detail_digest: row.get(11)?,
        previous: row.get(12)?,
        hash: row.get(13)?,
        signature: row.get(14)?,
    })
}
