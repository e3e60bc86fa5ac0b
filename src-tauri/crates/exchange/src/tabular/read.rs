//! Bytes → a table, every line of it accounted for.

mod refusal;
mod remark;
mod table;

use std::borrow::Cow;
use std::collections::HashMap;

pub use self::refusal::TableRefusal;
pub use self::remark::Remark;
use self::table::RowPlace;
pub use self::table::{Row, Table};
use super::cell::looks_like_value;
use super::encoding::{Certainty, Encoding, EncodingFinding, decode};
use super::header::normalise_header;
use super::separator::{self, Separator};
use super::{MAX_BYTES, MAX_FIELDS, MAX_LINE_BYTES, MAX_ROWS};

/// What the agent decided after seeing a first reading. Empty: everything is detected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Encoding imposed.
    pub encoding: Option<Encoding>,
    /// Separator imposed.
    pub separator: Option<Separator>,
    /// Line of the headings, counted from 1.
    pub header_line: Option<u64>,
}

/// Reads a table out of bytes of unknown origin.
pub fn read_table(bytes: &[u8], options: &ReadOptions) -> Result<Table, TableRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(TableRefusal::TooLarge { bytes: bytes.len() });
    }
    let (text, encoding) = decode(bytes, options.encoding)?;
    let text = with_counted_lines(text);
    refuse_long_lines(&text)?;

    let mut remarks = Vec::new();
    let (body, lines_before, declared) = match separator::declared(&text) {
        Some((separator, rest)) => {
            remarks.push(Remark::DeclaredSeparator(separator));
            (rest, 1, Some(separator))
        }
        None => (text.as_ref(), 0, None),
    };
    let (separator, separator_certainty) = match options.separator.or(declared) {
        Some(separator) => (separator, Certainty::Certain),
        None => separator::detect(body),
    };

    let one_column = separator::usual_width(body, separator).0 == 1;
    let mut reading = Reading::new(options.header_line, one_column, remarks);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut line = lines_before;
    let mut last_start = 0;
    while reader.read_record(&mut record).is_ok_and(|more| more) {
        let position = record.position().map_or((0, 1), |p| (p.byte() as usize, p.line()));
        // The reader stops after the CR of a line and jumps over empty lines, but counts from before them.
        let jumped = body[position.0..].bytes().take_while(|b| matches!(b, b'\n' | b'\r'));
        let jumped = jumped.filter(|b| *b == b'\n').count();
        let line_end =
            usize::from(body[..position.0].ends_with('\r') && body[position.0..].starts_with('\n'));
        line = lines_before + position.1 + jumped as u64;
        reading.blank_lines += jumped - line_end;
        last_start = position.0;
        reading.take(line, &record)?;
    }
    if quote_left_open(&body[last_start..]) {
        return Err(TableRefusal::UnclosedQuote { line });
    }
    reading.finish(encoding, separator, separator_certainty)
}

/// A CR alone ends a line too (old Macs), but only LF is counted as one.
fn with_counted_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let lone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !(0..bytes.len()).any(lone) {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n").into()
}

fn refuse_long_lines(text: &str) -> Result<(), TableRefusal> {
    for (index, line) in text.split('\n').enumerate() {
        if line.len() > MAX_LINE_BYTES {
            return Err(TableRefusal::LineTooLong { line: index as u64 + 1 });
        }
    }
    Ok(())
}

/// Only a last record over several lines with an odd count of quotes was opened and never closed; a lone
/// quote inside a cell (« tube 5" ») is text.
fn quote_left_open(last_record: &str) -> bool {
    let record = last_record.trim_matches(['\n', '\r']);
    record.contains('\n') && record.bytes().filter(|b| *b == b'"').count() % 2 == 1
}

/// The state of a reading: nothing, then headings, then rows.
struct Reading {
    wanted_header_line: Option<u64>,
    one_column: bool,
    remarks: Vec<Remark>,
    blank_lines: usize,
    header: Option<(u64, Vec<String>)>,
    cells: String,
    ends: Vec<u32>,
    rows: Vec<RowPlace>,
}

impl Reading {
    fn new(wanted_header_line: Option<u64>, one_column: bool, remarks: Vec<Remark>) -> Self {
        Self {
            wanted_header_line,
            one_column,
            remarks,
            blank_lines: 0,
            header: None,
            cells: String::new(),
            ends: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn take(&mut self, line: u64, record: &csv::StringRecord) -> Result<(), TableRefusal> {
        if record.len() > MAX_FIELDS {
            return Err(TableRefusal::TooManyFields { line, fields: record.len() });
        }
        if record.as_slice().len() > MAX_LINE_BYTES {
            return Err(TableRefusal::LineTooLong { line });
        }
        let filled = record.iter().filter(|cell| !cell.trim().is_empty()).count();
        match &self.header {
            _ if filled == 0 => self.blank_lines += 1,
            None if self.is_header(line, filled) => {
                self.header = Some((line, record.iter().map(str::to_owned).collect()));
            }
            None => self.remarks.push(Remark::TitleLine { line }),
            Some((_, header)) if filled > 1 && record.iter().eq(header.iter()) => {
                self.remarks.push(Remark::RepeatedHeader { line });
            }
            Some(_) => self.push_row(line, record)?,
        }
        Ok(())
    }

    /// A title above the headings fills one cell of its line.
    fn is_header(&self, line: u64, filled: usize) -> bool {
        match self.wanted_header_line {
            Some(wanted) => line >= wanted,
            None => filled > 1 || self.one_column,
        }
    }

    fn push_row(&mut self, line: u64, record: &csv::StringRecord) -> Result<(), TableRefusal> {
        if self.rows.len() == MAX_ROWS {
            return Err(TableRefusal::TooManyRows);
        }
        let first_cell = self.ends.len() as u32;
        let filled = filled_width(record.iter());
        for cell in record.iter().take(filled) {
            self.cells.push_str(cell);
            self.ends.push(self.cells.len() as u32);
        }
        let past_last_cell = self.ends.len() as u32;
        self.rows.push(RowPlace {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            first_cell,
            past_last_cell,
        });
        Ok(())
    }

    fn finish(
        self,
        encoding: EncodingFinding,
        separator: Separator,
        separator_certainty: Certainty,
    ) -> Result<Table, TableRefusal> {
        let (header_line, headers) = self.header.ok_or(TableRefusal::Empty)?;
        let mut table = Table {
            encoding,
            separator,
            separator_certainty,
            headers,
            header_line,
            remarks: self.remarks,
            corrections: HashMap::new(),
            cells: self.cells,
            ends: self.ends,
            rows: self.rows,
        };
        if self.blank_lines > 0 {
            table.remarks.push(Remark::BlankLines { count: self.blank_lines });
        }
        set_total_lines_aside(&mut table);
        tidy_headers(&mut table);
        Ok(table)
    }
}

/// Totals stand at the foot, so only the last lines are suspected: a family may bear the name.
fn set_total_lines_aside(table: &mut Table) {
    for _ in 0..2 {
        let Some(row) = table.rows().next_back() else { return };
        let first = row.raw_cells().find(|cell| !cell.trim().is_empty()).map(normalise_header);
        let is_total = first.is_some_and(|word| {
            matches!(word.as_str(), "total" | "totaux" | "sous_total" | "somme" | "cumul")
                || word.starts_with("total_")
        });
        if !is_total {
            return;
        }
        let line = row.line();
        table.rows.pop();
        table.remarks.push(Remark::TotalLine { line });
    }
}

/// How many cells there are up to the last that is not empty.
fn filled_width<'c>(cells: impl Iterator<Item = &'c str>) -> usize {
    cells.enumerate().filter(|(_, cell)| !cell.trim().is_empty()).last().map_or(0, |(index, _)| index + 1)
}

fn tidy_headers(table: &mut Table) {
    let named = filled_width(table.headers.iter().map(String::as_str));
    let filled = table.rows().map(|row| row.raw_cells().count()).max().unwrap_or(0);
    let kept = table.headers.len().min(named.max(filled));
    if kept < table.headers.len() {
        table.remarks.push(Remark::EmptyColumns { count: table.headers.len() - kept });
        table.headers.truncate(kept);
    }
    if table.headers.iter().any(|h| looks_like_value(h)) {
        table.remarks.push(Remark::HeaderLooksLikeData);
    }
    let mut seen: Vec<String> = Vec::new();
    for (index, header) in table.headers.iter_mut().enumerate() {
        *header = header.trim().to_owned();
        let key = normalise_header(header);
        if key.is_empty() {
            *header = format!("Colonne {}", index + 1);
            table.remarks.push(Remark::UnnamedColumn { position: index + 1 });
        } else if seen.contains(&key) {
            table.remarks.push(Remark::RepeatedColumn { name: header.clone() });
        }
        seen.push(key);
    }
}

#[cfg(test)]
mod tests;
