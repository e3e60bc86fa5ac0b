//! Wrapped content keys, one per subject and compartment: bytes that only `security` can read.

use security::Compartment;
use security::cell::CellAddress;
use uuid::Uuid;

use crate::cells::SealedColumn;
use crate::rows::Columns;
use crate::{Reader, Store, StoreError, Writer};

impl Reader<'_> {
    /// The wrapped content key of a subject in a compartment.
    pub fn content_key(&self, subject: Uuid, compartment: u8) -> Result<Option<Vec<u8>>, StoreError> {
        self.first(
            sql!("select_content_key.sql"),
            rusqlite::params![subject.as_bytes(), compartment],
            |row| Ok(row.get(0)?),
        )
    }
}

/// A subject whose content key is wrapped under a former key of its compartment.
#[derive(Debug, Clone)]
pub struct StaleSubject {
    /// The subject.
    pub subject: Uuid,
    /// Its content key, wrapped.
    pub wrapped: Vec<u8>,
}

/// A cell of a compartment, where it lies.
#[derive(Debug, Clone)]
pub struct PlacedCell {
    /// Its place.
    pub at: CellAddress,
    /// What is there.
    pub sealed: Vec<u8>,
}

impl Reader<'_> {
    /// How many content keys of a compartment are wrapped under another epoch than this one.
    pub fn stale_subject_count(&self, compartment: Compartment, epoch: u32) -> Result<u64, StoreError> {
        let key = rusqlite::params![compartment.code(), epoch];
        Ok(self.first(sql!("count_stale.sql"), key, |row| row.int(0))?.unwrap_or(0).unsigned_abs())
    }

    /// The content keys of a compartment that are wrapped under another epoch than this one.
    pub fn stale_subjects(
        &self,
        compartment: Compartment,
        epoch: u32,
    ) -> Result<Vec<StaleSubject>, StoreError> {
        self.all(sql!("select_stale.sql"), rusqlite::params![compartment.code(), epoch], |row| {
            Ok(StaleSubject { subject: row.id(0)?, wrapped: row.get(1)? })
        })
    }

    /// Every cell sealed under the content key of a subject in a compartment.
    pub fn cells_of(&self, compartment: Compartment, subject: Uuid) -> Result<Vec<PlacedCell>, StoreError> {
        let mut cells = Vec::new();
        for column in SealedColumn::of(compartment) {
            cells.extend(self.all(column.select(), [subject.as_bytes()], |row| {
                Ok(PlacedCell { at: column.at(row.id::<Uuid>(0)?), sealed: row.get(1)? })
            })?);
        }
        Ok(cells)
    }

    /// The third copy of a desk's slots, with its sequence number.
    pub fn slot_copy(&self, desk: u16) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        self.first(sql!("select_slot_copy.sql"), [desk], |row| Ok((row.int(0)?.unsigned_abs(), row.get(1)?)))
    }
}

impl Store {
    /// Keeps the third copy of the slots. It is signed and sealed by itself: nothing of the town changes.
    pub fn keep_slots(&self, desk: u16, sequence: u64, bytes: &[u8]) -> Result<(), StoreError> {
        self.unlogged(|transaction| {
            transaction.prepare_cached(sql!("upsert_slot_copy.sql"))?.execute(rusqlite::params![
                desk,
                sequence.cast_signed(),
                bytes
            ])?;
            Ok(())
        })
    }
}

impl Writer<'_> {
    /// Puts a cell sealed anew where it was; answers whether there was one.
    pub fn replace_cell(&self, compartment: Compartment, cell: &PlacedCell) -> Result<bool, StoreError> {
        let column = SealedColumn::of(compartment).find(|column| column.at(cell.at.row) == cell.at);
        let Some(column) = column else { return Ok(false) };
        Ok(self.run(column.update(), rusqlite::params![cell.at.row.as_bytes(), cell.sealed])? == 1)
    }

    /// Writes the wrapped content key of a subject in a compartment.
    pub fn save_content_key(
        &self,
        subject: Uuid,
        compartment: u8,
        epoch: u32,
        wrapped: &[u8],
    ) -> Result<(), StoreError> {
        self.stamped(
            sql!("upsert_content_key.sql"),
            rusqlite::params![subject.as_bytes(), compartment, epoch, wrapped],
        )
    }
}
