//! Bytes ⇄ values of other people's formats.
//!
//! Pure: values in, bytes and a report out; bytes in, rows and their issues out. Never opens a file, never
//! asks the date.

pub mod caf;
pub mod pdf;
pub mod pictures;
pub mod tabular;
pub mod takeover;
pub mod tresor;
