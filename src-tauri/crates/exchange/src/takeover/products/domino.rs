//! Domino: a former workbook of Excel, one row a family, several lines in a cell. It names no child.

use domain::values::text::fold_compact;

use super::people::{Person, PersonRows, address_of};
use super::source::{Headings, SourceTable, has};
use super::{LeftOut, Profile, Source, SourceRefusal, finished};
use crate::tabular::{Row, Table};

#[rustfmt::skip]
const HEADINGS: Headings = &[
    ("number", &["n_dossier", "no_dossier", "numero_dossier", "dossier"]),
    ("father", &["pere"]), ("mother", &["mere"]),
    ("situation", &["situation"]),
    ("father_address", &["adresse_pere"]), ("mother_address", &["adresse_mere"]),
    ("quotient", &["qf", "quotient_familial"]),
    ("father_phones", &["telephones_pere", "telephone_pere", "tel_pere"]),
    ("mother_phones", &["telephones_mere", "telephone_mere", "tel_mere"]),
    ("created", &["cree_le"]),
];

const REQUIRED: [&str; 5] = ["number", "father", "mother", "father_address", "mother_address"];

pub(super) fn is_export(table: &Table) -> bool {
    has(table, HEADINGS, &REQUIRED)
}

pub(super) fn read(name: &str, table: Table) -> Result<Source, SourceRefusal> {
    let mut source = SourceTable::new(name, table, HEADINGS);
    source.require(Profile::Domino, HEADINGS, &REQUIRED)?;
    source.told(&["situation", "created"]);
    let mut rows = PersonRows::default();
    for row in source.table.rows() {
        let before = rows.len();
        for (role, civility, who, address, phones) in [
            ("Père", "M.", "father", "father_address", "father_phones"),
            ("Mère", "Mme", "mother", "mother_address", "mother_phones"),
        ] {
            if source.text(&row, who).is_empty() {
                continue;
            }
            parent(&mut rows, &source, &row, (role, civility), [who, address, phones], before);
        }
        if rows.len() == before {
            // Nobody is named: refused with its line.
            let family = source.owned(&row, "number");
            rows.push(Person {
                family,
                role: "Responsable",
                read_in: source.place(&row),
                ..Person::default()
            });
        }
    }
    let mut left_out = source.left_out();
    left_out.push(LeftOut { what: "situations familiales".to_owned(), count: source.filled("situation") });
    left_out
        .push(LeftOut { what: "dates de création de dossier".to_owned(), count: source.filled("created") });
    let refused = source.refused();
    let origin = source.table.origin.clone();
    let mut taken = finished(Profile::Domino, origin, rows, left_out, &refused);
    taken.notes.push(
        "Cet export de Domino ne nomme aucun enfant\u{a0}: les familles sont reprises avec leurs seuls responsables, les enfants se saisissent \
         dans leur dossier."
            .to_owned(),
    );
    Ok(taken)
}

fn parent(
    rows: &mut PersonRows,
    source: &SourceTable,
    row: &Row<'_>,
    (role, civility): (&'static str, &str),
    [who, address, phones]: [&str; 3],
    first: usize,
) {
    let lines: Vec<&str> =
        source.text(row, who).lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut person = Person {
        family: source.owned(row, "number"),
        role,
        civility: civility.to_owned(),
        read_in: source.place(row),
        ..Person::default()
    };
    let mut doubts: Vec<(&'static str, String, String)> = Vec::new();
    let mut names = Vec::new();
    for line in lines {
        if line.contains('@') { person.email = line.to_owned() } else { names.push(line) }
    }
    match names[..] {
        [name, first_names] => {
            (person.birth_name, person.first_names) = (name.to_owned(), first_names.to_owned())
        }
        [name] => person.birth_name = name.to_owned(),
        [name, first_names, ref rest @ ..] => {
            (person.birth_name, person.first_names) = (name.to_owned(), first_names.to_owned());
            doubts.push((
                "nom",
                rest.join(" "),
                format!(
                    "La cellule dit aussi « {} », qui n'est pas repris : vérifiez le nom.",
                    rest.join(" ")
                ),
            ));
        }
        [] => {}
    }
    let written = source.text(row, address);
    match address_of(written) {
        Some([street, complement, postcode, city]) => {
            (person.street, person.complement, person.postcode, person.city) =
                (street, complement, postcode, city);
        }
        None if !written.is_empty() => {
            person.street = written.lines().map(str::trim).collect::<Vec<_>>().join(" ");
            let message = "Aucun code postal ne sépare la rue de la ville : vérifiez l'adresse.";
            doubts.push(("adresse", written.to_owned(), message.to_owned()));
        }
        None => {}
    }
    read_phones(source.text(row, phones), &mut person, &mut doubts);
    // The quotient is the family's: once, on its first parent.
    if rows.len() == first {
        person.quotient = source.owned(row, "quotient");
    }
    let line = rows.push(person);
    for (field, value, message) in doubts {
        rows.doubt(line, field, &value, &message);
    }
}

/// « Dom : 04 … », « Port : 06 … », a line each.
fn read_phones(cell: &str, person: &mut Person, doubts: &mut Vec<(&'static str, String, String)>) {
    for line in cell.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (label, number) = line.split_once(':').unwrap_or(("", line));
        let number = number.trim();
        if number.is_empty() {
            continue;
        }
        let place = match fold_compact(label).as_str() {
            "dom" | "domicile" | "tel" | "fixe" => &mut person.landline,
            "port" | "portable" | "mobile" | "gsm" => &mut person.mobile,
            "pro" | "prof" | "travail" | "bureau" | "professionnel" => &mut person.work_phone,
            _ => {
                let message =
                    format!("« {line} » n'est pas compris parmi les téléphones : il n'est pas repris.");
                doubts.push(("portable", line.to_owned(), message));
                continue;
            }
        };
        if !place.is_empty() {
            place.push_str(" / ");
        }
        place.push_str(number);
    }
}
