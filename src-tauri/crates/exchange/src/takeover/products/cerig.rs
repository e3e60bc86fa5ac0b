//! Cerig: the invoice lines of a year, sheet FACTU_EXPORT. The same child and the same payers come back on many of them.

use std::collections::HashMap;

use domain::values::Cents;
use domain::values::text::fold_compact;

use super::people::{Person, PersonRows};
use super::source::{Headings, SourceTable, has};
use super::{LeftOut, Profile, Source, SourceRefusal, finished};
use crate::tabular::{ReadOptions, Row, Table, read_amount, read_table};

#[rustfmt::skip]
const HEADINGS: Headings = &[
    ("invoice", &["n_facture"]), ("service", &["service"]), ("amount", &["montant"]),
    ("name", &["nom"]), ("first_name", &["prenom"]), ("street", &["adresse"]),
    ("p1_civility", &["civilite_payeur"]), ("p1_name", &["nom_payeur"]), ("p1_first_name", &["prenom_payeur"]),
    ("p1_street", &["adresse_payeur"]), ("p1_postcode", &["code_postal_payeur"]), ("p1_city", &["ville_payeur"]),
    ("landline", &["telephone_domicile"]), ("mobile", &["telephone_portable"]), ("email", &["courriel"]),
    ("p2_civility", &["civilite_payeur_2"]), ("p2_name", &["nom_payeur_2"]), ("p2_first_name", &["prenom_payeur_2"]),
    ("child", &["id_enfant"]), ("child_sex", &["enfant_sexe"]), ("child_name", &["enfant_nom"]),
    ("child_first_name", &["enfant_prenom"]), ("child_birth", &["enfant_date_naissance"]),
];

const REQUIRED: [&str; 6] =
    ["p1_name", "p1_first_name", "child", "child_name", "child_first_name", "child_birth"];

const SHEET: &str = "FACTU_EXPORT";

pub(super) fn is_export(table: &Table) -> bool {
    let named = table.sheet().is_some_and(|form| form.sheets.iter().any(|sheet| sheet == SHEET));
    named || has(table, HEADINGS, &REQUIRED)
}

/// A family: who pays, where they live, and where they stand in the rows.
struct Payers<'t> {
    number: String,
    rows: Vec<Row<'t>>,
}

pub(super) fn read(
    name: &str,
    bytes: &[u8],
    table: Table,
    options: &ReadOptions,
) -> Result<Source, SourceRefusal> {
    // Another sheet may come first in the workbook.
    let elsewhere = options.sheet.is_none()
        && table
            .sheet()
            .is_some_and(|form| form.sheet != SHEET && form.sheets.iter().any(|sheet| sheet == SHEET));
    let table = match elsewhere {
        true => read_table(bytes, &ReadOptions { sheet: Some(SHEET.to_owned()), ..options.clone() })?,
        false => table,
    };
    let mut source = SourceTable::new(name, table, HEADINGS);
    source.require(Profile::Cerig, HEADINGS, &REQUIRED)?;
    source.told(&["invoice", "service", "amount"]);

    let mut families: Vec<Payers<'_>> = Vec::new();
    let mut of_payers: HashMap<String, usize> = HashMap::new();
    for row in source.table.rows() {
        let key =
            ["p1_name", "p1_first_name", "p1_street", "p1_postcode", "p1_city", "p2_name", "p2_first_name"]
                .map(|field| fold_compact(source.text(&row, field)))
                .join("|");
        let place = *of_payers.entry(key).or_insert_with(|| {
            families.push(Payers { number: number_of(&source, &row), rows: Vec::new() });
            families.len() - 1
        });
        families[place].rows.push(row);
    }
    let mut rows = PersonRows::default();
    for (rank, family) in families.iter().enumerate() {
        let namesakes = families[..rank].iter().filter(|other| other.number == family.number).count();
        push_family(&mut rows, &source, family, namesakes);
    }

    let mut left_out = source.left_out();
    left_out.push(LeftOut {
        what: format!("lignes de facture, pour {}", total(&source)),
        count: u32::try_from(source.table.row_count()).unwrap_or(u32::MAX),
    });
    let refused = source.refused();
    let origin = source.table.origin.clone();
    Ok(finished(Profile::Cerig, origin, rows, left_out, &refused))
}

/// Cerig gives payers no number: their names tell them again in the next export.
fn number_of(source: &SourceTable, row: &Row<'_>) -> String {
    let whole = |name: &str, first: &str| {
        format!("{} {}", source.text(row, name), source.text(row, first)).trim().to_owned()
    };
    let (first, second) = (whole("p1_name", "p1_first_name"), whole("p2_name", "p2_first_name"));
    if second.is_empty() { first } else { format!("{first} · {second}") }
}

fn push_family(rows: &mut PersonRows, source: &SourceTable, family: &Payers<'_>, namesakes: usize) {
    let number = match namesakes {
        0 => family.number.clone(),
        _ => format!("{} ({})", family.number, namesakes + 1),
    };
    let first = family.rows[0];
    let text = |field: &str| source.owned(&first, field);
    let mut payer = Person {
        family: number.clone(),
        role: "Responsable",
        civility: text("p1_civility"),
        birth_name: text("p1_name"),
        first_names: text("p1_first_name"),
        street: text("p1_street"),
        postcode: text("p1_postcode"),
        city: text("p1_city"),
        owes: "oui",
        read_in: source.place(&first),
        ..Person::default()
    };
    let mut other = Person {
        family: number.clone(),
        role: "Responsable",
        civility: text("p2_civility"),
        birth_name: text("p2_name"),
        first_names: text("p2_first_name"),
        read_in: source.place(&first),
        ..Person::default()
    };
    // Telephones and e-mail are those of the person the line names, who may be either payer, or somebody else.
    let mut strangers = Vec::new();
    for row in &family.rows {
        let (name, first_name) = (source.text(row, "name"), source.text(row, "first_name"));
        let same = |person: &Person| {
            fold_compact(&person.birth_name) == fold_compact(name)
                && fold_compact(&person.first_names) == fold_compact(first_name)
        };
        let reached = ["landline", "mobile", "email"].map(|field| source.text(row, field));
        if reached.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let person = match (same(&payer), same(&other)) {
            (true, _) => &mut payer,
            (_, true) => &mut other,
            _ if name.is_empty() && first_name.is_empty() => &mut payer,
            _ => {
                strangers.push(format!("{first_name} {name}"));
                continue;
            }
        };
        for (place, said) in
            [&mut person.landline, &mut person.mobile, &mut person.email].into_iter().zip(reached)
        {
            if place.is_empty() {
                said.clone_into(place);
            }
        }
    }
    let line = rows.push(payer);
    if namesakes > 0 {
        let message = "D'autres lignes ont les mêmes payeurs à une autre adresse : sont-ce les mêmes ? Si oui, reprenez une seule de ces familles.";
        rows.doubt(line, "adresse", source.text(&first, "p1_street"), message);
    }
    strangers.dedup();
    if !strangers.is_empty() {
        let message = format!(
            "Le téléphone et le courriel du fichier sont ceux de {}, qui ne paie pas : ils ne sont pas repris.",
            strangers.join(", ")
        );
        rows.doubt(line, "portable", "", &message);
    }
    if !other.birth_name.is_empty() || !other.first_names.is_empty() {
        rows.push(other);
    }
    push_children(rows, source, family, &number);
}

fn push_children(rows: &mut PersonRows, source: &SourceTable, family: &Payers<'_>, number: &str) {
    let mut met: Vec<(String, Row<'_>, u64)> = Vec::new();
    for row in &family.rows {
        let id = source.text(row, "child");
        let names = fold_compact(&format!(
            "{} {}",
            source.text(row, "child_name"),
            source.text(row, "child_first_name")
        ));
        let key = if id.is_empty() { names } else { id.to_owned() };
        if key.is_empty() {
            continue;
        }
        let Some((_, before, line)) = met.iter().find(|(known, ..)| *known == key) else {
            let text = |field: &str| source.owned(row, field);
            let line = rows.push(Person {
                family: number.to_owned(),
                role: "Enfant",
                sex: text("child_sex"),
                birth_name: text("child_name"),
                first_names: text("child_first_name"),
                birth_date: text("child_birth"),
                read_in: source.place(row),
                ..Person::default()
            });
            met.push((key, *row, line));
            continue;
        };
        let others =
            ["child_name", "child_first_name", "child_birth", "child_sex"].into_iter().filter(|field| {
                let said = source.text(row, field);
                !said.is_empty() && fold_compact(said) != fold_compact(source.text(before, field))
            });
        let others: Vec<&str> = others.map(|field| source.text(row, field)).collect();
        if !others.is_empty() {
            let message = format!(
                "L'enfant n° {id} est dit autrement {} : {}. La première ligne est retenue.",
                source.place(row),
                others.join(", ")
            );
            rows.doubt(*line, "nom", "", &message);
        }
    }
}

/// What the lines come to: to be compared with what the product says.
fn total(source: &SourceTable) -> String {
    let sum = source
        .table
        .rows()
        .filter_map(|row| read_amount(source.text(&row, "amount")).ok())
        .fold(Cents::ZERO, |sum, amount| sum + amount);
    sum.to_string()
}
