//! iLoise: two workbooks, children and adults, headings on their fourth line. Children are tied to adults by their names alone.

use std::collections::{HashMap, HashSet};

use domain::takeover::ForbiddenKind;
use domain::values::text::fold_compact;

use super::people::{Person, PersonRows, split_name};
use super::source::{Headings, SourceTable, has};
use super::{LeftOut, Profile, Source, SourceRefusal, finished};
use crate::tabular::{Origin, ReadOptions, Row, Table, read_table};

#[rustfmt::skip]
const CHILD: Headings = &[
    ("name", &["nom_enfant"]), ("first_name", &["prenom_enfant"]), ("sex", &["sexe"]), ("birth", &["date_de_naissance"]),
    ("home", &["adulte_chez_qui_reside_l_enfant"]), ("allowed", &["adultes_habilites"]), ("class", &["classe"]),
];

#[rustfmt::skip]
const ADULT: Headings = &[
    ("civility", &["civilite"]), ("name", &["nom"]), ("first_name", &["prenom"]), ("street", &["adresse"]),
    ("postcode", &["code_postal"]), ("city", &["commune"]), ("landline", &["tel"]), ("mobile", &["portable"]), ("email", &["courriel"]),
    ("caisse", &["organisme"]), ("allocataire", &["num_alloc"]), ("children", &["enfant_s_de_l_entourage_proche"]),
];

const CHILD_REQUIRED: [&str; 4] = ["name", "first_name", "birth", "home"];
const ADULT_REQUIRED: [&str; 3] = ["name", "first_name", "children"];

/// Line of the headings, in both workbooks.
const HEADINGS: u64 = 4;

/// Whether a table, read from its first headings, may be one of the two.
pub(super) fn is_part(table: &Table) -> bool {
    has(table, CHILD, &CHILD_REQUIRED) || has(table, ADULT, &ADULT_REQUIRED)
}

pub(super) fn is_export(files: &[(String, Vec<u8>)], options: &ReadOptions) -> bool {
    parts(files, options).is_ok_and(|(children, adults)| children.is_some() && adults.is_some())
}

type Parts = (Option<SourceTable>, Option<SourceTable>);

/// The two tables, in two workbooks or on two sheets of one.
fn parts(files: &[(String, Vec<u8>)], options: &ReadOptions) -> Result<Parts, SourceRefusal> {
    let (mut children, mut adults) = (None, None);
    for (name, bytes) in files {
        let at_line = |sheet: Option<String>, header_line: Option<u64>| {
            read_table(bytes, &ReadOptions { sheet, header_line, ..options.clone() })
        };
        // A note given beside the two is neither.
        let Ok(first) = at_line(None, None) else { continue };
        let sheets: Vec<Option<String>> = match first.sheet() {
            Some(form) => form.sheets.iter().cloned().map(Some).collect(),
            None => vec![None],
        };
        for sheet in sheets {
            // Headings that are where they should be, or else where they are found.
            for line in [Some(HEADINGS), None] {
                let Ok(table) = at_line(sheet.clone(), line) else { continue };
                let place = if has(&table, CHILD, &CHILD_REQUIRED) {
                    (&mut children, CHILD)
                } else if has(&table, ADULT, &ADULT_REQUIRED) {
                    (&mut adults, ADULT)
                } else {
                    continue;
                };
                if place.0.is_none() {
                    *place.0 = Some(SourceTable::new(name, table, place.1));
                }
                break;
            }
        }
    }
    Ok((children, adults))
}

pub(super) fn read(files: &[(String, Vec<u8>)], options: &ReadOptions) -> Result<Source, SourceRefusal> {
    let (children, adults) = parts(files, options)?;
    let missing = |what: &str| SourceRefusal::OtherShape {
        profile: Profile::Iloise,
        missing: format!("le classeur des {what} (choisissez les deux classeurs ensemble)"),
    };
    let children = children.ok_or_else(|| missing("enfants"))?;
    let adults = adults.ok_or_else(|| missing("adultes"))?;

    let people = Adults::of(&adults);
    let mut families: Vec<(&str, Vec<Row<'_>>)> = Vec::new();
    let mut of_home: HashMap<String, usize> = HashMap::new();
    for row in children.table.rows() {
        let home = children.text(&row, "home");
        match of_home.get(&fold_compact(home)).filter(|_| !home.is_empty()) {
            Some(place) => families[*place].1.push(row),
            None => {
                of_home.insert(fold_compact(home), families.len());
                families.push((home, vec![row]));
            }
        }
    }
    let mut rows = PersonRows::default();
    let mut taken = HashSet::new();
    for (home, kept) in &families {
        push_family(&mut rows, &children, &people, home, kept, &mut taken);
    }
    let mut left_out = [children.left_out(), adults.left_out()].concat();
    let alone = adults.table.rows().filter(|row| !taken.contains(&row.line())).count();
    left_out.push(LeftOut {
        what: "adultes sans enfant dans le fichier".to_owned(),
        count: u32::try_from(alone).unwrap_or(u32::MAX),
    });
    let refused: Vec<(String, ForbiddenKind)> = [children.refused(), adults.refused()].concat();
    let origin: Origin = children.table.origin.clone();
    Ok(finished(Profile::Iloise, origin, rows, left_out, &refused))
}

/// The adults, found by their names and by those of the children around them.
struct Adults<'s> {
    source: &'s SourceTable,
    by_name: HashMap<String, Vec<Row<'s>>>,
    by_child: HashMap<String, Vec<Row<'s>>>,
}

impl<'s> Adults<'s> {
    fn of(source: &'s SourceTable) -> Self {
        let mut by_name: HashMap<String, Vec<Row<'s>>> = HashMap::new();
        let mut by_child: HashMap<String, Vec<Row<'s>>> = HashMap::new();
        for row in source.table.rows() {
            let whole = format!("{} {}", source.text(&row, "name"), source.text(&row, "first_name"));
            by_name.entry(fold_compact(&whole)).or_default().push(row);
            for child in source.text(&row, "children").split(['\n', ',', ';']) {
                by_child.entry(fold_compact(child)).or_default().push(row);
            }
        }
        Self { source, by_name, by_child }
    }

    /// The adults around some children, each once, in the order of their workbook.
    fn around(&self, children: &[String]) -> Vec<Row<'s>> {
        let found = children.iter().filter_map(|child| self.by_child.get(&fold_compact(child))).flatten();
        let mut rows: Vec<Row<'s>> = found.copied().collect();
        rows.sort_by_key(Row::line);
        rows.dedup_by_key(|row| row.line());
        rows
    }

    fn guardian(&self, row: &Row<'_>, family: &str) -> Person {
        let text = |field: &str| self.source.owned(row, field);
        let civility = match text("civility").as_str() {
            "M" => "M.".to_owned(),
            other => other.to_owned(),
        };
        Person {
            family: family.to_owned(),
            role: "Responsable",
            civility,
            birth_name: text("name"),
            first_names: text("first_name"),
            landline: phone(self.source.text(row, "landline")),
            mobile: phone(self.source.text(row, "mobile")),
            email: text("email"),
            street: text("street"),
            postcode: text("postcode"),
            city: text("city"),
            allocataire: text("allocataire"),
            caisse: text("caisse"),
            read_in: self.source.place(row),
            ..Person::default()
        }
    }
}

/// iLoise defuses its telephones with an apostrophe.
fn phone(cell: &str) -> String {
    cell.replace('\'', "").trim().to_owned()
}

fn push_family(
    rows: &mut PersonRows,
    children: &SourceTable,
    adults: &Adults<'_>,
    home: &str,
    kept: &[Row<'_>],
    taken: &mut HashSet<u64>,
) {
    let names: Vec<String> = kept
        .iter()
        .map(|row| format!("{} {}", children.text(row, "name"), children.text(row, "first_name")))
        .collect();
    let known = adults.by_name.get(&fold_compact(home)).map(Vec::as_slice).unwrap_or_default();
    // Namesakes: the one who says the children are theirs.
    let around = adults.around(&names);
    let told: Vec<&Row<'_>> =
        known.iter().filter(|row| around.iter().any(|other| other.line() == row.line())).collect();
    let main = match (known, &told[..]) {
        ([only], _) => Some(only),
        (_, [only]) => Some(*only),
        _ => None,
    };
    let mut guardians: Vec<String> = vec![fold_compact(home)];
    match main {
        Some(row) => {
            taken.insert(row.line());
            rows.push(adults.guardian(row, home));
        }
        None if !home.is_empty() => {
            let (birth_name, first_names) =
                split_name(home).unwrap_or_else(|| (home.to_owned(), String::new()));
            let person = Person {
                family: home.to_owned(),
                role: "Responsable",
                birth_name,
                first_names,
                read_in: children.place(&kept[0]),
                ..Person::default()
            };
            let line = rows.push(person);
            let message = match known {
                [] => {
                    "Cet adulte n'est pas dans le classeur des adultes : son adresse et ses téléphones restent à saisir."
                }
                _ => {
                    "Plusieurs adultes portent ce nom et rien ne dit lequel est celui-ci : son adresse et ses téléphones restent à saisir."
                }
            };
            rows.doubt(line, "nom", home, message);
        }
        None => {}
    }
    let others = around.iter().filter(|row| Some(row.line()) != main.map(Row::line));
    push_others(rows, adults, home, others, &mut guardians, taken);
    for row in kept {
        let text = |field: &str| children.owned(row, field);
        rows.push(Person {
            family: home.to_owned(),
            role: "Enfant",
            sex: text("sex"),
            birth_name: text("name"),
            first_names: text("first_name"),
            birth_date: text("birth"),
            class: text("class"),
            read_in: children.place(row),
            ..Person::default()
        });
    }
    let mut met = HashSet::new();
    for row in kept {
        for line in children.text(row, "allowed").lines().map(str::trim).filter(|line| !line.is_empty()) {
            push_allowed(rows, line, home, &children.place(row), &guardians, &mut met);
        }
    }
}

/// Whoever the children are around, beside the one they live with: most often their other parent, and the file does not say so.
fn push_others<'r>(
    rows: &mut PersonRows,
    adults: &Adults<'_>,
    home: &str,
    others: impl Iterator<Item = &'r Row<'r>>,
    guardians: &mut Vec<String>,
    taken: &mut HashSet<u64>,
) {
    if home.is_empty() {
        return;
    }
    for row in others {
        let whole = format!("{} {}", adults.source.text(row, "name"), adults.source.text(row, "first_name"));
        if guardians.contains(&fold_compact(&whole)) {
            continue;
        }
        guardians.push(fold_compact(&whole));
        taken.insert(row.line());
        let line = rows.push(adults.guardian(row, home));
        let message = "Cet adulte est de l'entourage proche des enfants ; le fichier ne dit pas s'il en est responsable. Si vous acceptez la ligne, il l'est ; sinon, écrivez « Contact » dans son rôle.";
        rows.doubt(line, "role", "Responsable", message);
    }
}

/// « DUPRÉ Line +33612345678 »: someone who may come, with their telephone.
fn push_allowed(
    rows: &mut PersonRows,
    line: &str,
    home: &str,
    place: &str,
    guardians: &[String],
    met: &mut HashSet<String>,
) {
    let at = line.find('+').or_else(|| line.find(" 0")).unwrap_or(line.len());
    let (whole, number) = line.split_at(at);
    let whole = whole.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | ',' | '\''));
    // Guardians may come anyway; children of a family share those who may.
    if whole.is_empty() || guardians.contains(&fold_compact(whole)) || !met.insert(fold_compact(line)) {
        return;
    }
    let split = split_name(whole);
    let unsure = split.is_none();
    let (birth_name, first_names) = split.unwrap_or_else(|| {
        let (name, first) = whole.rsplit_once(' ').unwrap_or((whole, ""));
        (name.trim().to_owned(), first.to_owned())
    });
    let at = rows.push(Person {
        family: home.to_owned(),
        role: "Contact autorisé",
        birth_name,
        first_names,
        mobile: phone(number),
        read_in: place.to_owned(),
        ..Person::default()
    });
    if unsure {
        let message = "Le nom et le prénom sont écrits ensemble dans le fichier : vérifiez où l'un finit et où l'autre commence.";
        rows.doubt(at, "nom", whole, message);
    }
}
