//! One table of a product: its columns by meaning, what of them nothing reads, and where a value stands.

use domain::takeover::ForbiddenKind;

use super::{LeftOut, Profile, SourceRefusal};
use crate::tabular::{Row, Table, normalise_header};

/// Fields and the headings that mean them, normalised; the first is the product's own.
pub(super) type Headings = &'static [(&'static str, &'static [&'static str])];

/// Whether a table has a heading of each of these fields.
pub(super) fn has(table: &Table, headings: Headings, fields: &[&str]) -> bool {
    let keys: Vec<String> = table.headers.iter().map(|heading| normalise_header(heading)).collect();
    fields.iter().all(|field| {
        headings.iter().any(|(of, names)| of == field && keys.iter().any(|key| names.contains(&key.as_str())))
    })
}

/// A table of a product.
pub(super) struct SourceTable {
    /// Its file, or its sheet.
    pub(super) name: String,
    pub(super) table: Table,
    columns: Vec<(&'static str, Option<usize>)>,
    /// Columns whose content is counted elsewhere.
    told: Vec<usize>,
}

impl SourceTable {
    pub(super) fn new(name: &str, table: Table, headings: Headings) -> Self {
        let keys: Vec<String> = table.headers.iter().map(|heading| normalise_header(heading)).collect();
        let mut taken: Vec<bool> = (0..keys.len()).map(|column| table.is_refused(column)).collect();
        let columns = headings
            .iter()
            .map(|(field, names)| {
                let column = names.iter().find_map(|name| {
                    (0..keys.len()).find(|column| !taken[*column] && keys[*column] == *name)
                });
                if let Some(column) = column {
                    taken[column] = true;
                }
                (*field, column)
            })
            .collect();
        Self { name: name.to_owned(), table, columns, told: Vec::new() }
    }

    /// Refuses a table that lacks some of these fields, named as the product names them.
    pub(super) fn require(
        &self,
        profile: Profile,
        headings: Headings,
        fields: &[&str],
    ) -> Result<(), SourceRefusal> {
        let missing: Vec<&str> = headings
            .iter()
            .filter(|(field, _)| fields.contains(field) && self.column(field).is_none())
            .filter_map(|(_, names)| names.first().copied())
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let several = if missing.len() > 1 { "les colonnes" } else { "la colonne" };
        Err(SourceRefusal::OtherShape { profile, missing: format!("{several} {}", missing.join(", ")) })
    }

    fn column(&self, field: &str) -> Option<usize> {
        let known = self.columns.iter().find(|(of, _)| *of == field);
        debug_assert!(known.is_some(), "{field} is no field of {}", self.name);
        known.and_then(|(_, column)| *column)
    }

    /// What a row says of a field; empty when it says nothing.
    pub(super) fn text<'t>(&self, row: &Row<'t>, field: &str) -> &'t str {
        self.column(field).map_or("", |column| row.cell(column))
    }

    /// The same, to be kept.
    pub(super) fn owned(&self, row: &Row<'_>, field: &str) -> String {
        self.text(row, field).to_owned()
    }

    /// Where a row stands: `famille.csv, ligne 3`.
    pub(super) fn place(&self, row: &Row<'_>) -> String {
        format!("{}, ligne {}", self.name, row.line())
    }

    /// A field read to be counted in other words.
    pub(super) fn told(&mut self, fields: &[&str]) {
        let columns: Vec<usize> = fields.iter().filter_map(|field| self.column(field)).collect();
        self.told.extend(columns);
    }

    /// How many rows say something of a field.
    pub(super) fn filled(&self, field: &str) -> u32 {
        let filled = self.table.rows().filter(|row| !self.text(row, field).is_empty()).count();
        u32::try_from(filled).unwrap_or(u32::MAX)
    }

    /// Columns that hold something nothing reads.
    pub(super) fn left_out(&self) -> Vec<LeftOut> {
        let used = |column: &usize| {
            self.told.contains(column)
                || self.table.is_refused(*column)
                || self.columns.iter().any(|(_, used)| *used == Some(*column))
        };
        (0..self.table.headers.len())
            .filter(|column| !used(column))
            .map(|column| LeftOut {
                what: format!("«\u{a0}{}\u{a0}» ({})", self.table.headers[column], self.name),
                count: u32::try_from(self.table.rows().filter(|row| !row.cell(column).is_empty()).count())
                    .unwrap_or(u32::MAX),
            })
            .filter(|left| left.count > 0)
            .collect()
    }

    /// Rows whose cells are shifted: none of them can be believed.
    pub(super) fn is_shifted(row: &Row<'_>) -> bool {
        row.shape_issue().is_some()
    }

    /// Columns that never enter.
    pub(super) fn refused(&self) -> Vec<(String, ForbiddenKind)> {
        self.table.refused.iter().map(|refused| (refused.heading.clone(), refused.kind)).collect()
    }
}
