//! What kind of file an import takes: how its bytes become a table, and which columns it reads of it.

use exchange::tabular::{ColumnSpec, Encoding, ReadOptions, RowIssue, Separator, Table, read_table};
use exchange::takeover::{LeftOut, Profile, Source};
use jiff::civil::Date;

use super::{FileEncoding, FileSeparator, ReadingChoice};
use crate::error::{Code, Error};

/// The columns an import reads of a table, as the agent wants it read.
pub(super) type Columns = fn(&Table, &ReadingChoice) -> &'static [ColumnSpec];

/// A file as it was given, and how the agent wants it read.
pub(super) struct Given<'g> {
    pub(super) name: &'g str,
    pub(super) bytes: &'g [u8],
    pub(super) reading: &'g ReadingChoice,
    /// The key of the product, for what is sealed in it.
    pub(super) key: Option<&'g str>,
    pub(super) today: Date,
}

/// How an import makes a table of its files, and what it reads of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileKind {
    pub(super) read: fn(&Given<'_>) -> Result<Source, Error>,
    pub(super) columns: Columns,
}

impl FileKind {
    /// A plain table.
    pub(super) const fn table(columns: Columns) -> Self {
        Self { read: read_plain, columns }
    }
}

/// What was found of the product a file comes from, beside its table.
#[derive(Debug, Clone)]
pub(super) struct ReadAs {
    pub(super) profile: Profile,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) doubts: Vec<RowIssue>,
    pub(super) notes: Vec<String>,
    pub(super) sealed: u32,
}

impl ReadAs {
    pub(super) fn of(source: Source) -> (Table, Self) {
        let Source { profile, table, left_out, doubts, notes, sealed } = source;
        (table, Self { profile, left_out, doubts, notes, sealed })
    }
}

fn read_plain(given: &Given<'_>) -> Result<Source, Error> {
    let table = read_table(given.bytes, &options(given.reading))
        .map_err(|refusal| Error::new(Code::BadFile, refusal.to_string()))?;
    Ok(Source::plain(table))
}

/// How a table is read, as the agent wants it.
pub(super) fn options(reading: &ReadingChoice) -> ReadOptions {
    ReadOptions {
        encoding: reading.encoding.map(|encoding| match encoding {
            FileEncoding::Utf8 => Encoding::Utf8,
            FileEncoding::Windows1252 => Encoding::Windows1252,
        }),
        separator: reading.separator.map(|separator| match separator {
            FileSeparator::Semicolon => Separator::Semicolon,
            FileSeparator::Comma => Separator::Comma,
            FileSeparator::Tab => Separator::Tab,
            FileSeparator::Pipe => Separator::Pipe,
        }),
        header_line: None,
        sheet: reading.sheet.clone(),
    }
}
