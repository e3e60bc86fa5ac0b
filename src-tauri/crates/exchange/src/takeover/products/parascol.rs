//! Parascol: a CSV of one row a child, the family repeated on each.

use std::collections::HashMap;

use domain::values::text::fold_compact;

use super::people::{Person, PersonRows};
use super::source::{Headings, SourceTable, has};
use super::{Profile, Source, SourceRefusal, finished};
use crate::tabular::{Row, Table};

#[rustfmt::skip]
const HEADINGS: Headings = &[
    ("family", &["famille_identifiant"]),
    ("r1_civility", &["responsable_1_civilite"]), ("r1_name", &["responsable_1_nom"]), ("r1_first_name", &["responsable_1_prenom"]),
    ("r1_street", &["responsable_1_adresse"]), ("r1_postcode", &["responsable_1_code_postal"]), ("r1_city", &["responsable_1_ville"]),
    ("r1_landline", &["responsable_1_telephone"]), ("r1_mobile", &["responsable_1_portable"]), ("r1_work", &["responsable_1_telpro"]),
    ("r1_email", &["responsable_1_mail"]),
    ("r2_civility", &["responsable_2_civilite"]), ("r2_name", &["responsable_2_nom"]), ("r2_first_name", &["responsable_2_prenom"]),
    ("r2_street", &["responsable_2_adresse"]), ("r2_postcode", &["responsable_2_code_postal"]), ("r2_city", &["responsable_2_ville"]),
    ("r2_landline", &["responsable_2_telephone"]), ("r2_mobile", &["responsable_2_portable"]), ("r2_work", &["responsable_2_telpro"]),
    ("r2_email", &["responsable_2_mail"]),
    ("child_civility", &["enfant_civilite"]), ("child_name", &["enfant_nom"]), ("child_first_name", &["enfant_prenom"]),
    ("child_birth", &["enfant_date_de_naissance"]),
];

/// What a guardian is read from: civility, name, first name, street, postcode, town, landline, mobile, work, e-mail.
const GUARDIANS: [[&str; 10]; 2] = [
    [
        "r1_civility",
        "r1_name",
        "r1_first_name",
        "r1_street",
        "r1_postcode",
        "r1_city",
        "r1_landline",
        "r1_mobile",
        "r1_work",
        "r1_email",
    ],
    [
        "r2_civility",
        "r2_name",
        "r2_first_name",
        "r2_street",
        "r2_postcode",
        "r2_city",
        "r2_landline",
        "r2_mobile",
        "r2_work",
        "r2_email",
    ],
];

const REQUIRED: [&str; 6] =
    ["family", "r1_name", "r1_first_name", "child_name", "child_first_name", "child_birth"];

pub(super) fn is_export(table: &Table) -> bool {
    has(table, HEADINGS, &REQUIRED)
}

/// A family already met, and where its guardians stand in the rows.
struct Met<'t> {
    first: Row<'t>,
    lines: [Option<u64>; 2],
    children: Vec<String>,
}

pub(super) fn read(name: &str, table: Table) -> Result<Source, SourceRefusal> {
    let source = SourceTable::new(name, table, HEADINGS);
    source.require(Profile::Parascol, HEADINGS, &REQUIRED)?;
    let mut rows = PersonRows::default();
    let mut met: HashMap<&str, Met<'_>> = HashMap::new();
    for row in source.table.rows() {
        let family = source.text(&row, "family");
        if SourceTable::is_shifted(&row) {
            let person = Person { role: "Enfant", read_in: source.place(&row), ..Person::default() };
            let line = rows.push(person);
            rows.doubt(
                line,
                "",
                "",
                "Les cellules de cette ligne sont décalées dans le fichier : elle n'est pas lue.",
            );
            continue;
        }
        match met.get(family).filter(|_| !family.is_empty()) {
            None => {
                let lines = [0, 1].map(|rank| guardian(&source, &row, rank).map(|person| rows.push(person)));
                met.insert(family, Met { first: row, lines, children: Vec::new() });
            }
            Some(known) => contradictions(&source, &row, known, &mut rows),
        }
        let Some(child) = child(&source, &row) else { continue };
        let known = met.get_mut(family).expect("just met");
        let key = fold_compact(&format!("{} {} {}", child.birth_name, child.first_names, child.birth_date));
        // The same row again is the same child.
        if known.children.contains(&key) && !family.is_empty() {
            continue;
        }
        known.children.push(key);
        rows.push(child);
    }
    let (left_out, refused) = (source.left_out(), source.refused());
    let origin = source.table.origin.clone();
    Ok(finished(Profile::Parascol, origin, rows, left_out, &refused))
}

fn guardian(source: &SourceTable, row: &Row<'_>, rank: usize) -> Option<Person> {
    let fields = GUARDIANS[rank];
    // The first one always stands, refused with its line when they have no name.
    if rank > 0 && fields.iter().all(|field| source.text(row, field).is_empty()) {
        return None;
    }
    let [civility, birth_name, first_names, street, postcode, city, landline, mobile, work_phone, email] =
        fields.map(|field| source.owned(row, field));
    Some(Person {
        family: source.owned(row, "family"),
        role: "Responsable",
        civility,
        birth_name,
        first_names,
        street,
        postcode,
        city,
        landline,
        mobile,
        work_phone,
        email,
        read_in: source.place(row),
        ..Person::default()
    })
}

fn child(source: &SourceTable, row: &Row<'_>) -> Option<Person> {
    let text = |field: &str| source.owned(row, field);
    if ["child_name", "child_first_name", "child_birth"]
        .iter()
        .all(|field| source.text(row, field).is_empty())
    {
        return None;
    }
    let sex = match fold_compact(source.text(row, "child_civility")).as_str() {
        "m" | "mr" | "monsieur" | "garcon" => "M",
        "mlle" | "mademoiselle" | "mme" | "madame" | "fille" => "F",
        _ => source.text(row, "child_civility"),
    };
    Some(Person {
        family: text("family"),
        role: "Enfant",
        sex: sex.to_owned(),
        birth_name: text("child_name"),
        first_names: text("child_first_name"),
        birth_date: text("child_birth"),
        read_in: source.place(row),
        ..Person::default()
    })
}

/// The family says something else on another of its rows: the first is kept, and it is said.
fn contradictions(source: &SourceTable, row: &Row<'_>, known: &Met<'_>, rows: &mut PersonRows) {
    for (fields, line) in GUARDIANS.iter().zip(known.lines) {
        let others = fields.iter().filter(|field| {
            let (said, kept) = (source.text(row, field), source.text(&known.first, field));
            !said.is_empty() && fold_compact(said) != fold_compact(kept)
        });
        let others: Vec<&str> = others.map(|field| source.text(row, field)).collect();
        if others.is_empty() {
            continue;
        }
        // Someone the first row did not name is said beside the first of the family.
        let Some(line) = line.or(known.lines[0]) else { continue };
        let message = format!(
            "Une autre ligne de la même famille ({}) dit autre chose : {}. La première est retenue.",
            source.place(row),
            others.join(", ")
        );
        rows.doubt(line, "", "", &message);
    }
}
