//! A table made of what a product's own files say, to be read, corrected and given back like any other.

use std::collections::HashMap;

use domain::takeover::ForbiddenKind;

use super::table::RowPlace;
use super::{Origin, RefusedColumn, Table};

impl Table {
    /// A table of these rows, headings on its first line. Columns refused where the rows come from are named after the others, empty.
    pub(crate) fn made<'r>(
        origin: Origin,
        headers: Vec<String>,
        rows: impl IntoIterator<Item = Vec<&'r str>>,
        refused: &[(String, ForbiddenKind)],
    ) -> Self {
        let mut table = Self {
            origin,
            headers,
            header_line: 1,
            remarks: Vec::new(),
            refused: Vec::new(),
            corrections: HashMap::new(),
            cells: String::new(),
            ends: Vec::new(),
            rows: Vec::new(),
        };
        for (line, cells) in (2..).zip(rows) {
            let first_cell = table.ends.len() as u32;
            let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            for cell in &cells[..filled] {
                table.cells.push_str(cell);
                table.ends.push(table.cells.len() as u32);
            }
            table.rows.push(RowPlace { line, first_cell, past_last_cell: table.ends.len() as u32 });
        }
        table.refuse_columns();
        for (heading, kind) in refused {
            table.refused.push(RefusedColumn {
                column: table.headers.len(),
                heading: heading.clone(),
                kind: *kind,
            });
            table.headers.push(heading.clone());
        }
        table
    }
}
