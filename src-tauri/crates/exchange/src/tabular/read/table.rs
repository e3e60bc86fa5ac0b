//! A table read: rows and cells, with what the agent corrected.

use std::collections::HashMap;

use domain::issue::IssueCode;

use super::Remark;
use crate::tabular::cell::undefuse;
use crate::tabular::{Certainty, EncodingFinding, RowIssue, Separator};

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
    pub(super) cells: String,
    /// End of each cell in `cells`.
    pub(super) ends: Vec<u32>,
    pub(super) rows: Vec<RowPlace>,
    /// What the agent typed instead, by line and column.
    pub(super) corrections: HashMap<(u32, usize), String>,
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
