//! Tables out: one writer, two readers. What people open in a spreadsheet must not run; what machines read
//! must not change.

use domain::values::Cents;
use encoding_rs::WINDOWS_1252;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::encoding::Encoding;
use super::read::Table;
use super::separator::Separator;

/// Alphabets we write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charset {
    /// What French spreadsheets open without asking.
    Windows1252,
    /// UTF-8 with its mark, so that a spreadsheet recognises it.
    Utf8Bom,
}

/// A typed cell: only text can be mistaken for a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// Money: `1234,50`.
    Amount(Cents),
    /// A whole number.
    Integer(i64),
    /// A duration in minutes, written as hours with two decimals: `7,50`.
    Hours(i64),
    /// `JJ/MM/AAAA`.
    Date(Date),
}

impl Cell {
    /// Text, or nothing when it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// An optional text.
    pub fn opt(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

/// A character the alphabet does not have, and what stands for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Replacement {
    /// The text as it was.
    pub original: String,
    /// The text as written.
    pub written: String,
}

/// A file ready to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Texts the alphabet could not hold.
    pub replacements: Vec<Replacement>,
}

/// First characters that make a spreadsheet compute (security.md §3 line 10).
pub(super) const TRIGGERS: [char; 8] = ['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}'];

/// The text a spreadsheet will show instead of computing: an apostrophe goes before a trigger, also when
/// spaces of any kind hide it.
pub fn defuse(text: &str) -> std::borrow::Cow<'_, str> {
    let hidden = text.trim_start_matches(|c: char| c.is_whitespace() && !TRIGGERS.contains(&c));
    if hidden.starts_with(TRIGGERS) { format!("'{text}").into() } else { text.into() }
}

/// Writes a table, `;` between cells and CRLF between lines unless told otherwise.
pub struct CsvWriter {
    csv: csv::Writer<Vec<u8>>,
    charset: Charset,
    defusing: bool,
    replacements: Vec<Replacement>,
    line: Vec<u8>,
}

impl CsvWriter {
    /// For people: formulas are defused, a cell holds no line break.
    pub fn for_people(charset: Charset) -> Self {
        Self::new(Separator::Semicolon, charset, true)
    }

    /// For machines: texts go out as they are.
    pub fn for_machines(charset: Charset) -> Self {
        Self::new(Separator::Semicolon, charset, false)
    }

    /// For people, in the shape of a table they gave us.
    pub fn like(table: &Table) -> Self {
        // A sheet is given back as the CSV its spreadsheet opens without asking.
        let Some(form) = table.text() else { return Self::new(Separator::Semicolon, Charset::Utf8Bom, true) };
        let charset = match form.encoding.encoding {
            Encoding::Ascii | Encoding::Windows1252 => Charset::Windows1252,
            Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => Charset::Utf8Bom,
        };
        Self::new(form.separator, charset, true)
    }

    fn new(separator: Separator, charset: Charset, defusing: bool) -> Self {
        let mut buffer = Vec::new();
        if charset == Charset::Utf8Bom {
            buffer.extend_from_slice(b"\xEF\xBB\xBF");
        }
        let csv = csv::WriterBuilder::new()
            .delimiter(separator.byte())
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(buffer);
        Self { csv, charset, defusing, replacements: Vec::new(), line: Vec::new() }
    }

    /// Headings.
    pub fn header<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        self.row(names.into_iter().map(Cell::text));
    }

    /// One line.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        for cell in cells {
            let text = match cell {
                Cell::Empty => String::new(),
                Cell::Text(text) => self.prepare(&text),
                Cell::Amount(amount) => amount.to_plain(','),
                Cell::Integer(number) => number.to_string(),
                Cell::Hours(minutes) => hours(minutes),
                Cell::Date(date) => date.strftime("%d/%m/%Y").to_string(),
            };
            self.line.clear();
            self.encode(&text);
            self.csv.write_field(&self.line).expect("a buffer in memory takes every field");
        }
        self.csv.write_record(None::<&[u8]>).expect("a buffer in memory takes every line");
    }

    /// The file.
    pub fn finish(self) -> Written {
        let bytes = self.csv.into_inner().expect("a buffer in memory flushes");
        Written { bytes, replacements: self.replacements }
    }

    fn prepare(&self, text: &str) -> String {
        if !self.defusing {
            return text.to_owned();
        }
        // A negative figure kept as text (« -12,50 ») is no formula; a telephone (« +33 6 ») is no figure.
        let figure = text.starts_with('-') && Cents::parse_fr(text).is_ok();
        let safe = if figure { text.into() } else { defuse(text) };
        if !safe.contains(['\n', '\r']) {
            return safe.into_owned();
        }
        safe.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn encode(&mut self, text: &str) {
        if self.charset == Charset::Utf8Bom || text.is_ascii() {
            self.line.extend_from_slice(text.as_bytes());
            return;
        }
        let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
        if !unmappable {
            self.line.extend_from_slice(&bytes);
            return;
        }
        let written: String = text.chars().flat_map(nearest_in_windows_1252).collect();
        self.line.extend_from_slice(&WINDOWS_1252.encode(&written).0);
        self.replacements.push(Replacement { original: text.to_owned(), written });
    }
}

/// The character itself, else without its accent (« ć » → « c »), else a question mark.
fn nearest_in_windows_1252(c: char) -> Vec<char> {
    let holds = |text: &str| !WINDOWS_1252.encode(text).2;
    let mut buffer = [0; 4];
    if holds(c.encode_utf8(&mut buffer)) {
        return vec![c];
    }
    match c {
        '\u{202f}' | '\u{2009}' => return vec!['\u{a0}'],
        '\u{2212}' => return vec!['-'],
        'ł' => return vec!['l'],
        'Ł' => return vec!['L'],
        'đ' => return vec!['d'],
        'Đ' => return vec!['D'],
        _ => {}
    }
    let bare: Vec<char> = c.nfd().filter(|c| !is_combining_mark(*c)).collect();
    if !bare.contains(&c) && bare.iter().all(|b| holds(&b.to_string())) { bare } else { vec!['?'] }
}

/// Minutes as hours with two decimals, rounded to the nearest hundredth.
fn hours(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let hundredths = (minutes.unsigned_abs() * 100 + 30) / 60;
    format!("{sign}{},{:02}", hundredths / 100, hundredths % 100)
}

/// A table to export as the agent sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Headings.
    pub headers: Vec<String>,
    /// Rows, each as long as the headings.
    pub rows: Vec<Vec<Cell>>,
}

/// A list exported for people.
pub fn write_sheet(sheet: &Sheet, charset: Charset) -> Written {
    let mut writer = CsvWriter::for_people(charset);
    writer.header(sheet.headers.iter().map(String::as_str));
    for row in &sheet.rows {
        writer.row(row.iter().cloned());
    }
    writer.finish()
}

#[cfg(test)]
mod tests;
