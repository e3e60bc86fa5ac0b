//! Numbers without a gap: taken inside the transaction that uses them, given back with it when it fails.

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer};

impl Reader<'_> {
    /// The number the next taker will get.
    pub fn next_number(&self, sequence: &str) -> Result<u32, StoreError> {
        self.first(sql!("select_next_number.sql"), [sequence], |row| Ok(row.get(0)?))
            .map(|next| next.unwrap_or(1))
    }

    /// Whether a number was already taken: where the sequence starts can no longer be said.
    pub fn numbers_taken(&self, sequence: &str) -> Result<bool, StoreError> {
        let taken = self.first(sql!("select_numbers_taken.sql"), [sequence], |row| row.flag(0))?;
        Ok(taken.unwrap_or(false))
    }
}

impl Writer<'_> {
    /// Takes so many numbers that follow each other and answers the first.
    pub fn take_numbers(&self, sequence: &str, count: u32) -> Result<u32, StoreError> {
        let first =
            self.first(sql!("take_numbers.sql"), rusqlite::params![sequence, count], |row| Ok(row.get(0)?))?;
        Ok(first.unwrap_or(1))
    }

    /// Says which number comes first. False when one was already taken: nothing changes then.
    pub fn start_sequence(&self, sequence: &str, first: u32) -> Result<bool, StoreError> {
        Ok(self.run(sql!("start_sequence.sql"), rusqlite::params![sequence, first])? == 1)
    }
}
