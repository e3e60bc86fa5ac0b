//! A table read: rows and cells, with what the agent corrected.

use std::collections::HashMap;

use domain::issue::IssueCode;
use domain::takeover::{ForbiddenKind, forbidden_column};

use super::Remark;
use crate::tabular::cell::undefuse;
use crate::tabular::encoding::accented_words;
use crate::tabular::{Certainty, EncodingFinding, RowIssue, Separator, SheetForm};

/// A table read. Cells are held in one buffer: a million rows stay a few allocations.
#[derive(Clone, Debug)]
pub struct Table {
    /// How the bytes were read.
    pub origin: Origin,
    /// Headings as written; never empty (« Colonne 4 »).
    pub headers: Vec<String>,
    /// Where the headings were, counted from 1.
    pub header_line: u64,
    /// What was set aside.
    pub remarks: Vec<Remark>,
    /// Columns that never enter: their cells are empty from the start, and nothing may be read of them.
    pub refused: Vec<RefusedColumn>,
    pub(super) cells: String,
    /// End of each cell in `cells`.
    pub(super) ends: Vec<u32>,
    pub(super) rows: Vec<RowPlace>,
    /// What the agent typed instead, by line and column.
    pub(super) corrections: HashMap<(u32, usize), String>,
}

/// Where a table comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A text cut by separators.
    Text(TextForm),
    /// A sheet of a workbook.
    Sheet(SheetForm),
    /// A database.
    Base,
}

/// How a text was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextForm {
    /// Its alphabet.
    pub encoding: EncodingFinding,
    /// How the lines were cut.
    pub separator: Separator,
    /// How sure the cut is.
    pub separator_certainty: Certainty,
}

/// A column that never enters (requirements A12, T01 to T03, I03 to I05).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedColumn {
    /// Its place, counted from 0.
    pub column: usize,
    /// Its heading; `Colonne 4` when the file gives a value for heading.
    pub heading: String,
    /// What it holds.
    pub kind: ForbiddenKind,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RowPlace {
    pub(super) line: u32,
    pub(super) first_cell: u32,
    pub(super) past_last_cell: u32,
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

    /// The row of a line of the file.
    pub fn row_at(&self, line: u64) -> Option<Row<'_>> {
        // Rows come in the order of their lines.
        let place = self.rows.binary_search_by_key(&line, |place| u64::from(place.line)).ok()?;
        Some(Row { table: self, place: self.rows[place] })
    }

    /// How many rows, headings and lines set aside excluded.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// What the agent types instead of a cell: read from now on, the file itself is left alone. False when the file has no
    /// such row or column.
    pub fn correct(&mut self, line: u64, column: usize, value: &str) -> bool {
        let known = self.row_at(line).is_some() && column < self.headers.len() && !self.is_refused(column);
        if let (true, Ok(line)) = (known, u32::try_from(line)) {
            self.corrections.insert((line, column), value.to_owned());
        }
        known
    }

    /// Every cell corrected: its line and its column, counted from 0.
    pub fn corrections(&self) -> impl Iterator<Item = (u64, usize)> + '_ {
        self.corrections.keys().map(|(line, column)| (u64::from(*line), *column))
    }

    /// Columns corrected on a line.
    pub fn corrected_columns(&self, line: u64) -> impl Iterator<Item = usize> + '_ {
        self.corrections.keys().filter(move |(at, _)| u64::from(*at) == line).map(|(_, column)| *column)
    }

    /// How the text was read; nothing for a workbook.
    pub fn text(&self) -> Option<&TextForm> {
        match &self.origin {
            Origin::Text(form) => Some(form),
            Origin::Sheet(_) | Origin::Base => None,
        }
    }

    /// The sheet read; nothing for a text.
    pub fn sheet(&self) -> Option<&SheetForm> {
        match &self.origin {
            Origin::Text(_) | Origin::Base => None,
            Origin::Sheet(form) => Some(form),
        }
    }

    /// Whether a column, counted from 0, never enters.
    pub fn is_refused(&self, column: usize) -> bool {
        self.refused.iter().any(|refused| refused.column == column)
    }

    /// Finds the columns that never enter and empties them: whoever holds a table cannot read them any more, not even in the words
    /// that show how the file was decoded.
    pub(super) fn refuse_columns(&mut self) {
        for column in 0..self.headers.len() {
            let heading = self.headers[column].as_str();
            let cells = self.rows.iter().map(|place| {
                let index = place.first_cell as usize + column;
                if index < place.past_last_cell as usize { self.cell_at(index) } else { "" }
            });
            let kind = forbidden_column(heading, cells);
            // A file without headings gives its first row for them.
            let told = forbidden_column("", [heading]);
            let Some(kind) = kind.or(told) else { continue };
            if told.is_some() {
                self.headers[column] = format!("Colonne {}", column + 1);
            }
            self.refused.push(RefusedColumn { column, heading: self.headers[column].clone(), kind });
        }
        if self.refused.is_empty() {
            return;
        }
        let mut kept = String::with_capacity(self.cells.len());
        let mut ends = Vec::with_capacity(self.ends.len());
        for place in &self.rows {
            for index in place.first_cell..place.past_last_cell {
                if !self.is_refused((index - place.first_cell) as usize) {
                    kept.push_str(self.cell_at(index as usize));
                }
                ends.push(kept.len() as u32);
            }
        }
        (self.cells, self.ends) = (kept, ends);
        let cells = (0..self.ends.len()).map(|index| self.cell_at(index));
        let samples = accented_words(self.headers.iter().map(String::as_str).chain(cells));
        if let Origin::Text(form) = &mut self.origin {
            form.encoding.samples = samples;
        }
    }

    fn cell_at(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.cells[start..self.ends[index] as usize]
    }
}
