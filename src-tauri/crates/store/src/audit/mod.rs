//! The audit log as rows: appended by [`Writer`] alone, read here.

use std::collections::HashMap;

use security::Hlc;
use security::audit::segment::{Checkpoint, Span};
use security::audit::{DigestBytes, Entry, Head};
use uuid::Uuid;

use crate::rows::{Columns, hex_list};
use crate::{Reader, StoreError, Writer};

/// What to read of the log; an absent bound does not limit.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// One agent.
    pub agent: Option<Uuid>,
    /// One thing.
    pub object: Option<Uuid>,
    /// Everything of the family this thing is of: the family, or any of its people, invoices, payments…
    pub family: Option<Uuid>,
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

    /// The desks whose journal is in the file.
    pub fn audit_desks(&self) -> Result<Vec<u16>, StoreError> {
        self.all(sql!("select_desks.sql"), [], |row| Ok(row.get(0)?))
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

    /// What people call the things lines are about; those that are no longer on file are not among them.
    pub fn audit_object_names(&self, objects: &[Uuid]) -> Result<HashMap<Uuid, String>, StoreError> {
        let named = self.all(sql!("select_object_names.sql"), [hex_list(objects)], |row| {
            Ok((row.id(0)?, row.text(1)?))
        })?;
        Ok(named.into_iter().collect())
    }

    /// Hands over the lines of a desk's chain after a rank, up to another, in their order, as long as `take` asks for more.
    pub fn each_audit_entry(
        &self,
        desk: u16,
        (after, last): (u64, u64),
        mut take: impl FnMut(Entry) -> bool,
    ) -> Result<(), StoreError> {
        let key = rusqlite::params![desk, after.cast_signed(), last.cast_signed()];
        self.while_asked(sql!("select_chain.sql"), key, |row| Ok(take(entry(row)?)))
    }

    /// Closed months of a desk, in their order.
    pub fn checkpoints(&self, desk: u16) -> Result<Vec<CheckpointRow>, StoreError> {
        self.all(sql!("select_checkpoints.sql"), [desk], |row| {
            let span = Span {
                month: row.text(0)?,
                first: row.int(1)?.unsigned_abs(),
                last: row.int(2)?.unsigned_abs(),
            };
            let checkpoint = Checkpoint {
                desk,
                span,
                root: row.get(3)?,
                agent: row.id(4)?,
                text: row.text(5)?,
                signature: row.get(6)?,
            };
            Ok(CheckpointRow { checkpoint, detail_removed: row.flag(7)? })
        })
    }

    /// Rank and month (UTC) of the first entries of a desk after a rank, so many at most.
    pub fn audit_months(&self, desk: u16, after: u64, limit: u64) -> Result<Vec<(u64, String)>, StoreError> {
        let key = rusqlite::params![desk, after.cast_signed(), limit.min(i64::MAX as u64).cast_signed()];
        self.all(sql!("select_months.sql"), key, |row| Ok((row.int(0)?.unsigned_abs(), row.text(1)?)))
    }

    /// The hashes of a run of entries of a desk.
    pub fn each_audit_hash(
        &self,
        desk: u16,
        span: &Span,
        mut take: impl FnMut(&DigestBytes),
    ) -> Result<(), StoreError> {
        let key = rusqlite::params![desk, span.first.cast_signed(), span.last.cast_signed()];
        self.each(sql!("select_hashes.sql"), key, |row| {
            take(&row.get(0)?);
            Ok(())
        })
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
                filter.offset,
                filter.family.map(|id| *id.as_bytes())
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
                filter.to_ms,
                filter.family.map(|id| *id.as_bytes())
            ],
            |row| row.int(0),
        )?;
        Ok(count.unwrap_or(0).unsigned_abs())
    }
}

/// A closed month as it is kept.
#[derive(Debug, Clone)]
pub struct CheckpointRow {
    /// What was signed.
    pub checkpoint: Checkpoint,
    /// Whether the details of its entries were removed, their time being over.
    pub detail_removed: bool,
}

impl Writer<'_> {
    /// Keeps a closed month.
    pub fn insert_checkpoint(&self, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        let Checkpoint { desk, span, root, text, signature, .. } = checkpoint;
        let (first, last) = (span.first.cast_signed(), span.last.cast_signed());
        self.stamped(
            sql!("insert_checkpoint.sql"),
            rusqlite::params![desk, first, last, span.month, root, text, signature],
        )
    }

    /// Removes the details of the entries of a closed month; their digests stay. Answers how many there were.
    pub fn remove_details(&self, desk: u16, span: &Span) -> Result<usize, StoreError> {
        let key = rusqlite::params![desk, span.first.cast_signed(), span.last.cast_signed()];
        self.run(sql!("update_details_removed.sql"), key)?;
        self.run(sql!("remove_details.sql"), key)
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
