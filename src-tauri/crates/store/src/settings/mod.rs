//! What the town decided: one text per name, written whole.

use crate::{Reader, StoreError, Writer};

impl Reader<'_> {
    /// A setting's text, if it was ever written.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.first(sql!("select_setting.sql"), [name], |row| Ok(row.get(0)?))
    }
}

impl Writer<'_> {
    /// Writes a setting.
    pub fn save_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.stamped(sql!("upsert_setting.sql"), rusqlite::params![name, value])
    }
}
