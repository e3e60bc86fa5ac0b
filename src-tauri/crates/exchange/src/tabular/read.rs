//! Bytes → a table, every line of it accounted for.

use std::borrow::Cow;
use std::collections::HashMap;

use domain::issue::IssueCode;
use domain::values::text::french;

use super::cell::{looks_like_value, undefuse};
use super::encoding::{Certainty, Encoding, EncodingFinding, decode};
use super::header::normalise_header;
use super::report::RowIssue;
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

/// Why a whole file is refused: nothing of it is read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableRefusal {
    /// Over [`MAX_BYTES`].
    #[error(
        "Le fichier dépasse 50 Mo ({} Mo). Découpez-le en plusieurs fichiers.",
        bytes.div_ceil(1024 * 1024)
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// No line at all.
    #[error("Le fichier est vide.")]
    Empty,
    /// The bytes are those of a workbook, a PDF…
    #[error("Ce fichier est {name}, pas un tableau CSV. Enregistrez-le au format CSV, puis recommencez.")]
    OtherFormat {
        /// What it is, with its article.
        name: &'static str,
    },
    /// NUL bytes: no text.
    #[error("Ce fichier n’est pas du texte. Enregistrez-le au format CSV (UTF-8), puis recommencez.")]
    Binary,
    /// The encoding chosen cannot have produced these bytes.
    #[error("Ce fichier ne se lit pas en {}. Choisissez un autre codage.", encoding.label())]
    BrokenText {
        /// The encoding tried.
        encoding: Encoding,
    },
    /// Over [`MAX_LINE_BYTES`].
    #[error("La ligne {line} dépasse 1 Mo. Vérifiez les guillemets et les fins de ligne du fichier.")]
    LineTooLong {
        /// Where it begins, counted from 1.
        line: u64,
    },
    /// Over [`MAX_FIELDS`].
    #[error("La ligne {line} compte {fields} cellules\u{a0}; le maximum est 512. Vérifiez le séparateur.")]
    TooManyFields {
        /// Where.
        line: u64,
        /// How many.
        fields: usize,
    },
    /// Over [`MAX_ROWS`].
    #[error("Le fichier dépasse un million de lignes. Découpez-le en plusieurs fichiers.")]
    TooManyRows,
    /// A quote opened and never closed swallows the rest of the file.
    #[error(
        "Un guillemet ouvert ligne {line} n’est jamais refermé\u{a0}: la suite du fichier serait perdue."
    )]
    UnclosedQuote {
        /// Where the record begins.
        line: u64,
    },
}

impl TableRefusal {
    /// A stable word for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "file_too_large",
            Self::Empty => "file_empty",
            Self::OtherFormat { .. } => "file_other_format",
            Self::Binary => "file_binary",
            Self::BrokenText { .. } => "file_broken_text",
            Self::LineTooLong { .. } => "line_too_long",
            Self::TooManyFields { .. } => "too_many_fields",
            Self::TooManyRows => "too_many_rows",
            Self::UnclosedQuote { .. } => "unclosed_quote",
        }
    }
}

/// What was set aside or is worth seeing, none of it stopping the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A `sep=` line said the separator.
    DeclaredSeparator(Separator),
    /// A title above the headings.
    TitleLine {
        /// Where.
        line: u64,
    },
    /// Lines with nothing in any cell.
    BlankLines {
        /// How many.
        count: usize,
    },
    /// Columns without heading nor content, usually after a last separator.
    EmptyColumns {
        /// How many.
        count: usize,
    },
    /// A column with content and no heading.
    UnnamedColumn {
        /// Its place, counted from 1.
        position: usize,
    },
    /// Two columns bear the same heading.
    RepeatedColumn {
        /// The heading.
        name: String,
    },
    /// The first line may not be headings.
    HeaderLooksLikeData,
    /// The headings printed again further down.
    RepeatedHeader {
        /// Where.
        line: u64,
    },
    /// A total at the foot is nobody.
    TotalLine {
        /// Where.
        line: u64,
    },
}

impl Remark {
    /// The sentence for the agent.
    pub fn message(&self) -> String {
        let sentence = match self {
            Self::DeclaredSeparator(separator) => {
                format!("Le fichier annonce lui-même son séparateur : {}.", separator.label())
            }
            Self::TitleLine { line } => {
                format!("La ligne {line} est un titre : elle n’est pas lue.")
            }
            Self::BlankLines { count: 1 } => "Une ligne vide est passée.".to_owned(),
            Self::BlankLines { count } => format!("{count} lignes vides sont passées."),
            Self::EmptyColumns { count: 1 } => "Une colonne vide est passée.".to_owned(),
            Self::EmptyColumns { count } => format!("{count} colonnes vides sont passées."),
            Self::UnnamedColumn { position } => {
                format!("La colonne {position} n’a pas d’en-tête.")
            }
            Self::RepeatedColumn { name } => {
                format!("Plusieurs colonnes s’appellent « {name} » : vérifiez l’association.")
            }
            Self::HeaderLooksLikeData => {
                "La première ligne ressemble à des données : le fichier a-t-il une ligne d’en-têtes ?"
                    .to_owned()
            }
            Self::RepeatedHeader { line } => {
                format!("La ligne {line} répète les en-têtes : elle n’est pas lue.")
            }
            Self::TotalLine { line } => {
                format!("La ligne {line} est un total : elle n’est pas lue.")
            }
        };
        french(&sentence)
    }
}

/// A table read. Cells are held in one buffer: a million rows stay a few allocations.
#[derive(Clone, Debug)]
pub struct Table {
    /// How the bytes were read.
    pub encoding: EncodingFinding,
    /// How the lines were cut.
    pub separator: Separator,
    /// How sure the cut is.
    pub separator_certainty: Certainty,
    /// Headings as written; never empty (« Colonne 4 »).
    pub headers: Vec<String>,
    /// Where the headings were, counted from 1.
    pub header_line: u64,
    /// What was set aside.
    pub remarks: Vec<Remark>,
    cells: String,
    /// End of each cell in `cells`.
    ends: Vec<u32>,
    rows: Vec<RowPlace>,
    /// What the agent typed instead, by line and column.
    corrections: HashMap<(u32, usize), String>,
}

#[derive(Clone, Copy, Debug)]
struct RowPlace {
    line: u32,
    first_cell: u32,
    past_last_cell: u32,
}

/// One row of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table,
    place: RowPlace,
}

impl<'t> Row<'t> {
    /// Line of the file where the row begins, counted from 1.
    pub fn line(&self) -> u64 {
        u64::from(self.place.line)
    }

    /// The cell of a column without the spaces around it and without the apostrophe of a defused
    /// formula; empty when the row is too short.
    pub fn cell(&self, column: usize) -> &'t str {
        if let Some(corrected) = self.table.corrections.get(&(self.place.line, column)) {
            return corrected.trim();
        }
        let index = self.place.first_cell as usize + column;
        if index >= self.place.past_last_cell as usize {
            return "";
        }
        undefuse(self.table.cell_at(index).trim()).trim()
    }

    /// Cells as written or corrected, up to the last that is not empty.
    pub fn raw_cells(&self) -> impl Iterator<Item = &'t str> {
        let (table, line) = (self.table, self.place.line);
        (self.place.first_cell as usize..self.place.past_last_cell as usize).enumerate().map(
            move |(column, index)| match table.corrections.get(&(line, column)) {
                Some(corrected) => corrected.as_str(),
                None => table.cell_at(index),
            },
        )
    }

    /// The issue of a row with more cells than headings: a separator inside a text, most often. Its cells
    /// are shifted, so none can be believed.
    pub fn shape_issue(&self) -> Option<RowIssue> {
        let width = (self.place.past_last_cell - self.place.first_cell) as usize;
        (width > self.table.headers.len()).then(|| {
            RowIssue::refused(
                self.line(),
                "",
                "",
                IssueCode::Inconsistent,
                format!(
                    "La ligne a {width} cellules pour {} en-têtes : un texte contient sans doute le séparateur. \
                     Mettez ce texte entre guillemets.",
                    self.table.headers.len()
                ),
            )
        })
    }
}

impl Table {
    /// Rows in the order of the file.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + ExactSizeIterator {
        self.rows.iter().map(|place| Row { table: self, place: *place })
    }

    /// How many rows, headings and lines set aside excluded.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// What the agent types instead of a cell: read from now on, the file itself is left alone. False when the file has no
    /// such row or column.
    pub fn correct(&mut self, line: u64, column: usize, value: &str) -> bool {
        let known =
            self.rows.iter().any(|place| u64::from(place.line) == line) && column < self.headers.len();
        if let (true, Ok(line)) = (known, u32::try_from(line)) {
            self.corrections.insert((line, column), value.to_owned());
        }
        known
    }

    /// Columns corrected on a line.
    pub fn corrected_columns(&self, line: u64) -> impl Iterator<Item = usize> + '_ {
        self.corrections.keys().filter(move |(at, _)| u64::from(*at) == line).map(|(_, column)| *column)
    }

    fn cell_at(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.cells[start..self.ends[index] as usize]
    }
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Table {
        read_table(text.as_bytes(), &ReadOptions::default()).expect("reads")
    }

    fn rows(table: &Table) -> Vec<(u64, Vec<&str>)> {
        table.rows().map(|r| (r.line(), (0..table.headers.len()).map(|c| r.cell(c)).collect())).collect()
    }

    #[test]
    fn a_corrected_cell_is_read_instead_of_the_file() {
        let mut table = read("nom;qf\nOzan;68A4\nLévy;700\n");
        assert!(table.correct(2, 1, " 684 "));
        assert!(!table.correct(9, 1, "684") && !table.correct(2, 2, "684"));
        let cells: Vec<&str> = table.rows().map(|row| row.cell(1)).collect();
        assert_eq!(cells, ["684", "700"]);
        assert_eq!(table.corrected_columns(2).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn titles_blanks_repeats_totals_and_a_trailing_column_are_set_aside_and_said() {
        let table = read(
            "Quotients au 01/03\r\n\r\nNom;QF;\r\nDurand;684;\r\n;;\r\nNom;QF;\r\nLévy;1 104;\r\n\r\nTotal général;1788;\r\n",
        );
        assert_eq!(table.headers, ["Nom", "QF"]);
        assert_eq!(table.header_line, 3);
        assert_eq!(rows(&table), [(4, vec!["Durand", "684"]), (7, vec!["Lévy", "1 104"])]);
        assert_eq!(
            table.remarks,
            [
                Remark::TitleLine { line: 1 },
                Remark::RepeatedHeader { line: 6 },
                Remark::BlankLines { count: 3 },
                Remark::TotalLine { line: 9 },
                Remark::EmptyColumns { count: 1 },
            ]
        );
    }

    #[test]
    fn quotes_hold_separators_new_lines_and_quotes() {
        let table = read("nom;note\n\"Durand; fils\";\"dit \"\"Le Grand\"\"\nsuite\"\nLévy;tube 5\"\n");
        assert_eq!(
            rows(&table),
            [(2, vec!["Durand; fils", "dit \"Le Grand\"\nsuite"]), (4, vec!["Lévy", "tube 5\""])]
        );
    }

    #[test]
    fn a_sep_line_keeps_line_numbers() {
        let table = read("sep=,\nnom,qf\nDurand,\"1,5\"\n");
        assert_eq!(table.separator, Separator::Comma);
        assert_eq!(rows(&table), [(3, vec!["Durand", "1,5"])]);
    }

    #[test]
    fn old_mac_line_ends() {
        assert_eq!(rows(&read("nom;qf\rDurand;1\rLévy;2\r")).len(), 2);
    }

    #[test]
    fn a_row_too_wide_is_an_issue_and_a_short_one_reads_empty() {
        let table = read("nom;ville\nDurand;Sète;Agde\nLévy\n");
        let issues: Vec<_> = table.rows().filter_map(|r| r.shape_issue()).map(|i| i.line).collect();
        assert_eq!(issues, [2]);
        assert_eq!(table.rows().last().expect("two rows").cell(1), "");
    }

    #[test]
    fn headings_worth_seeing() {
        let remarks = read("Durand;684;12/03/2019\nLévy;12;01/02/2020\n").remarks;
        assert!(remarks.contains(&Remark::HeaderLooksLikeData));
        let table = read("nom;;nom\na;b;c\n");
        assert_eq!(table.headers, ["nom", "Colonne 2", "nom"]);
        assert!(table.remarks.contains(&Remark::UnnamedColumn { position: 2 }));
        assert!(table.remarks.contains(&Remark::RepeatedColumn { name: "nom".into() }));
    }

    #[test]
    fn hostile_files_are_refused_with_a_sentence() {
        let refusal = |bytes: &[u8]| read_table(bytes, &ReadOptions::default()).expect_err("refused");
        assert_eq!(refusal(b""), TableRefusal::Empty);
        assert_eq!(refusal(b";;\n;;\n"), TableRefusal::Empty);
        let long = format!("nom;qf\n{};1\n", "x".repeat(MAX_LINE_BYTES + 1));
        assert_eq!(refusal(long.as_bytes()), TableRefusal::LineTooLong { line: 2 });
        let wide = format!("nom;qf\n{}\n", "x;".repeat(600));
        assert_eq!(refusal(wide.as_bytes()), TableRefusal::TooManyFields { line: 2, fields: 601 });
        let open = "nom;qf\nDurand;1\n\"Lévy;2\nOzan;3\n";
        assert_eq!(refusal(open.as_bytes()), TableRefusal::UnclosedQuote { line: 3 });
        let quoted = format!("nom;qf\n\"{}\";1\n", "x\n".repeat(MAX_LINE_BYTES));
        assert_eq!(refusal(quoted.as_bytes()), TableRefusal::LineTooLong { line: 2 });
        assert_eq!(refusal(&vec![b'x'; MAX_BYTES + 1]), TableRefusal::TooLarge { bytes: MAX_BYTES + 1 });
    }

    #[test]
    fn the_header_line_may_be_chosen() {
        let options = ReadOptions { header_line: Some(3), ..Default::default() };
        let table = read_table(b"a;b\nc;d\nnom;qf\nDurand;1\n", &options).expect("reads");
        assert_eq!(table.headers, ["nom", "qf"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn no_bytes_break_the_reading(
            pieces in proptest::collection::vec(
                proptest::sample::select(vec![
                    &b"a"[..], b";", b",", b"\t", b"|", b"\"", b"\n", b"\r", b"\r\n", b"\xE9", b"\xC3\xA9", b"\xEF\xBB\xBF",
                    b"\x81", b"\xA0", b" ", b"sep=", b"total", b"1", b"=", b"'",
                ]),
                0..60,
            ),
        ) {
            let bytes = pieces.concat();
            if let Ok(table) = read_table(&bytes, &ReadOptions::default()) {
                let mut last = 0;
                for row in table.rows() {
                    prop_assert!(row.line() > last, "lines go forward");
                    last = row.line();
                    prop_assert!(row.raw_cells().any(|cell| !cell.trim().is_empty()));
                }
                let lines = bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() as u64 + 1;
                prop_assert!(last <= lines);
            }
        }
    }
}
