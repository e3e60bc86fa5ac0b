//! Bytes → a table, every line of it accounted for.

mod made;
mod refusal;
mod remark;
mod table;

use std::borrow::Cow;
use std::collections::HashMap;

pub use self::refusal::TableRefusal;
pub use self::remark::Remark;
use self::table::RowPlace;
pub use self::table::{Origin, RefusedColumn, Row, Table, TextForm};
use super::cell::looks_like_value;
use super::encoding::{Certainty, Encoding, decode};
use super::header::normalise_header;
use super::separator::{self, Separator};
use super::workbook::{Workbook, format_of, read_sheet};
use super::{MAX_BYTES, MAX_FIELDS, MAX_LINE_BYTES, MAX_ROWS};

/// What the agent decided after seeing a first reading. Empty: everything is detected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Encoding imposed.
    pub encoding: Option<Encoding>,
    /// Separator imposed.
    pub separator: Option<Separator>,
    /// Line of the headings, counted from 1.
    pub header_line: Option<u64>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
}

/// Reads a table out of bytes of unknown origin.
pub fn read_table(bytes: &[u8], options: &ReadOptions) -> Result<Table, TableRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(TableRefusal::TooLarge { bytes: bytes.len() });
    }
    match format_of(bytes)? {
        Some(workbook) => read_workbook(bytes, workbook, options),
        None => read_text(bytes, options),
    }
}

/// Rows looked at before the headings are known: a table of one column has headings of one cell.
const FIRST_ROWS: usize = 50;

fn read_workbook(bytes: &[u8], workbook: Workbook, options: &ReadOptions) -> Result<Table, TableRefusal> {
    let mut first: Vec<(u64, Vec<String>)> = Vec::new();
    let mut reading: Option<Reading> = None;
    let mut last = 0;
    let begin = |first: &mut Vec<(u64, Vec<String>)>| {
        let one_column = first.iter().all(|(_, cells)| filled_width(cells.iter().map(String::as_str)) <= 1);
        let mut reading = Reading::new(options.header_line, one_column, Vec::new());
        for (line, cells) in first.drain(..) {
            reading.take(line, cells.iter().map(String::as_str))?;
        }
        Ok(reading)
    };
    let mut blank_lines = 0;
    let form = read_sheet(bytes, workbook, options.sheet.as_deref(), &mut |line, cells| {
        // Rows the sheet does not have between two it has.
        blank_lines +=
            usize::try_from(line.saturating_sub(last + 1)).unwrap_or(0).min(usize::from(last > 0) * MAX_ROWS);
        last = line;
        match &mut reading {
            Some(reading) => reading.take(line, cells.iter().map(String::as_str)),
            None => {
                first.push((line, cells.to_vec()));
                if first.len() == FIRST_ROWS {
                    reading = Some(begin(&mut first)?);
                }
                Ok(())
            }
        }
    })?;
    let mut reading = match reading {
        Some(reading) => reading,
        None => begin(&mut first)?,
    };
    reading.blank_lines += blank_lines;
    reading.finish(Origin::Sheet(form))
}

fn read_text(bytes: &[u8], options: &ReadOptions) -> Result<Table, TableRefusal> {
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
        reading.take(line, record.iter())?;
    }
    if quote_left_open(&body[last_start..]) {
        return Err(TableRefusal::UnclosedQuote { line });
    }
    reading.finish(Origin::Text(TextForm { encoding, separator, separator_certainty }))
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

    fn take<'r>(
        &mut self,
        line: u64,
        cells: impl Iterator<Item = &'r str> + Clone,
    ) -> Result<(), TableRefusal> {
        let fields = cells.clone().count();
        if fields > MAX_FIELDS {
            return Err(TableRefusal::TooManyFields { line, fields });
        }
        if cells.clone().map(str::len).sum::<usize>() > MAX_LINE_BYTES {
            return Err(TableRefusal::LineTooLong { line });
        }
        let filled = cells.clone().filter(|cell| !cell.trim().is_empty()).count();
        match &self.header {
            _ if filled == 0 => self.blank_lines += 1,
            None if self.is_header(line, filled) => {
                self.header = Some((line, cells.map(str::to_owned).collect()));
            }
            None => self.remarks.push(Remark::TitleLine { line }),
            Some((_, header)) if filled > 1 && cells.clone().eq(header.iter().map(String::as_str)) => {
                self.remarks.push(Remark::RepeatedHeader { line });
            }
            Some(_) => self.push_row(line, cells)?,
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

    fn push_row<'r>(
        &mut self,
        line: u64,
        cells: impl Iterator<Item = &'r str> + Clone,
    ) -> Result<(), TableRefusal> {
        if self.rows.len() == MAX_ROWS {
            return Err(TableRefusal::TooManyRows);
        }
        let first_cell = self.ends.len() as u32;
        let filled = filled_width(cells.clone());
        for cell in cells.take(filled) {
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

    fn finish(self, origin: Origin) -> Result<Table, TableRefusal> {
        let (header_line, headers) = self.header.ok_or(TableRefusal::Empty)?;
        let mut table = Table {
            origin,
            headers,
            header_line,
            remarks: self.remarks,
            refused: Vec::new(),
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
        table.refuse_columns();
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
