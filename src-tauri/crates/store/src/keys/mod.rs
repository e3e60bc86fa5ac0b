//! Wrapped content keys, one per subject and compartment: bytes that only `security` can read.

use uuid::Uuid;

use crate::{Reader, StoreError, Writer};

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

impl Writer<'_> {
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
