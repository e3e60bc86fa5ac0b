//! Which column of the file feeds which field, proposed by synonyms and decided by the agent.

use std::collections::HashMap;

use super::header::normalise_header;
use super::read::{Row, Table};

/// A field an import can take.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// Its name, that of our own model file.
    pub field: &'static str,
    /// What the agent reads.
    pub label: &'static str,
    /// Without it no row can be taken.
    pub required: bool,
    /// Other headings that mean it, normalised.
    pub synonyms: &'static [&'static str],
}

impl ColumnSpec {
    fn means(&self, header: &str) -> bool {
        header == self.field || self.synonyms.contains(&header)
    }
}

/// The shape of a file: separator and headings. The same shape finds its mapping again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The shape of this table.
    pub fn of(table: &Table) -> Self {
        // FNV-1a: a short stable name, not a proof.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut feed = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        // Sheets of all workbooks are one shape.
        feed(table.text().map_or(1, |form| form.separator.byte()));
        for header in &table.headers {
            normalise_header(header).bytes().for_each(&mut feed);
            feed(0);
        }
        Self(format!("{hash:016x}"))
    }

    /// Sixteen hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A field and the column chosen for it.
#[derive(Clone, Copy, Debug)]
pub struct PlannedColumn {
    /// The field.
    pub spec: &'static ColumnSpec,
    /// Column of the file, counted from 0.
    pub column: Option<usize>,
}

/// The mapping of one file.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    columns: Vec<PlannedColumn>,
    /// Place of each field in `columns`: every cell of every row asks.
    places: HashMap<&'static str, usize>,
    fingerprint: Fingerprint,
    headers: Vec<String>,
    /// Columns that no field may ever read.
    refused: Vec<usize>,
}

impl ImportPlan {
    /// Proposes a column for each field. A heading serves once; the exact name goes before a synonym.
    pub fn propose(specs: &'static [ColumnSpec], table: &Table) -> Self {
        let keys: Vec<String> = table.headers.iter().map(|h| normalise_header(h)).collect();
        let refused: Vec<usize> = table.refused.iter().map(|refused| refused.column).collect();
        let mut taken: Vec<bool> = (0..keys.len()).map(|column| refused.contains(&column)).collect();
        let mut columns: Vec<PlannedColumn> =
            specs.iter().map(|spec| PlannedColumn { spec, column: None }).collect();
        let exact = |spec: &ColumnSpec, key: &str| spec.field == key;
        let by_meaning = |spec: &ColumnSpec, key: &str| spec.means(key);
        for fits in [&exact as &dyn Fn(&ColumnSpec, &str) -> bool, &by_meaning] {
            for planned in columns.iter_mut().filter(|c| c.column.is_none()) {
                planned.column = (0..keys.len()).find(|i| !taken[*i] && fits(planned.spec, &keys[*i]));
                planned.column.into_iter().for_each(|i| taken[i] = true);
            }
        }
        let places = columns.iter().enumerate().map(|(place, planned)| (planned.spec.field, place)).collect();
        Self { columns, places, fingerprint: Fingerprint::of(table), headers: table.headers.clone(), refused }
    }

    /// Applies a mapping kept from an earlier file of the same shape, by headings.
    pub fn remember(&mut self, choices: impl IntoIterator<Item = (String, String)>) {
        for (field, header) in choices {
            let column = self.headers.iter().position(|h| *h == header);
            self.assign(&field, column);
        }
    }

    /// The agent's choice; a column serves one field only, one that never enters serves none.
    pub fn assign(&mut self, field: &str, column: Option<usize>) {
        let column = column.filter(|column| !self.refused.contains(column));
        for planned in &mut self.columns {
            if planned.spec.field == field {
                planned.column = column.filter(|c| *c < self.headers.len());
            } else if planned.column == column {
                planned.column = None;
            }
        }
    }

    /// Fields and their columns.
    pub fn columns(&self) -> &[PlannedColumn] {
        &self.columns
    }

    /// What to keep for the next file of this shape: (field, heading).
    pub fn choices(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.columns.iter().filter_map(|c| Some((c.spec.field, self.headers[c.column?].as_str())))
    }

    /// Shape of the file this plan is for.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    /// Required fields without a column.
    pub fn missing(&self) -> impl Iterator<Item = &'static ColumnSpec> {
        self.columns.iter().filter(|c| c.spec.required && c.column.is_none()).map(|c| c.spec)
    }

    /// Headings nothing reads, though it could.
    pub fn unused(&self) -> impl Iterator<Item = &str> {
        let used = |i: usize| self.refused.contains(&i) || self.columns.iter().any(|c| c.column == Some(i));
        self.headers.iter().enumerate().filter(move |(i, _)| !used(*i)).map(|(_, h)| h.as_str())
    }

    /// The fields that some column of the file answers.
    pub(crate) fn fields_read(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter(|planned| planned.column.is_some()).map(|planned| planned.spec.field)
    }

    /// The cell of a field in a row; empty when no column feeds it.
    pub fn cell<'t>(&self, row: &Row<'t>, field: &str) -> &'t str {
        let planned = self.places.get(field).map(|place| &self.columns[*place]);
        debug_assert!(planned.is_some(), "the plan has no field {field}");
        planned.and_then(|c| c.column).map_or("", |column| row.cell(column))
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::{ReadOptions, read_table};
    use super::*;

    static SPECS: [ColumnSpec; 3] = [
        ColumnSpec { field: "nom", label: "Nom", required: true, synonyms: &["nom_allocataire"] },
        ColumnSpec { field: "prenom", label: "Prénom", required: false, synonyms: &["prenoms"] },
        ColumnSpec { field: "qf", label: "Quotient", required: true, synonyms: &["quotient_familial"] },
    ];

    fn table(text: &str) -> Table {
        read_table(text.as_bytes(), &ReadOptions::default()).expect("reads")
    }

    #[test]
    fn headings_are_found_by_meaning_and_serve_once() {
        let table = table("Nom allocataire;NOM;Quotient familial;Ville\na;b;1;c\n");
        let plan = ImportPlan::propose(&SPECS, &table);
        assert_eq!(plan.choices().collect::<Vec<_>>(), [("nom", "NOM"), ("qf", "Quotient familial")]);
        assert_eq!(plan.unused().collect::<Vec<_>>(), ["Nom allocataire", "Ville"]);
        assert_eq!(plan.missing().count(), 0);
        let row = table.rows().next().expect("one row");
        assert_eq!((plan.cell(&row, "nom"), plan.cell(&row, "prenom")), ("b", ""));
    }

    #[test]
    fn a_choice_is_kept_by_heading() {
        let table = table("A;B;C\na;b;1\n");
        let mut plan = ImportPlan::propose(&SPECS, &table);
        assert_eq!(plan.missing().map(|s| s.field).collect::<Vec<_>>(), ["nom", "qf"]);
        plan.remember([("nom".into(), "B".into()), ("qf".into(), "B".into())]);
        assert_eq!(plan.choices().collect::<Vec<_>>(), [("qf", "B")], "a column serves once");
    }

    #[test]
    fn a_column_that_never_enters_serves_no_field() {
        let table = table("Nom;QF;Mot de passe\na;1;azerty\n");
        let mut plan = ImportPlan::propose(&SPECS, &table);
        assert_eq!(plan.unused().count(), 0, "it is not one that could be read");
        plan.assign("prenom", Some(2));
        plan.remember([("prenom".into(), "Mot de passe".into())]);
        assert_eq!(plan.choices().collect::<Vec<_>>(), [("nom", "Nom"), ("qf", "QF")]);
        // Named like a field that is required, it is still refused.
        static PASSWORDS: [ColumnSpec; 1] =
            [ColumnSpec { field: "mot_de_passe", label: "Mot de passe", required: true, synonyms: &[] }];
        assert_eq!(ImportPlan::propose(&PASSWORDS, &table).missing().count(), 1);
    }

    #[test]
    fn the_shape_ignores_spelling_and_sees_order() {
        let of = |text| Fingerprint::of(&table(text));
        assert_eq!(of("Prénom;QF\na;1\n"), of("PRENOM;qf\nb;2\n"));
        assert_ne!(of("Prénom;QF\na;1\n"), of("QF;Prénom\n1;a\n"));
        assert_ne!(of("Prénom;QF\na;1\n"), of("Prénom,QF\na,1\n"));
    }
}
