//! BL Enfance: an archive of CSV files, families and children linked by a third; bank details are counted and left.

use std::collections::{HashMap, HashSet};

use super::people::{Person, PersonRows};
use super::source::{Headings, SourceTable};
use super::{LeftOut, Profile, Source, SourceRefusal, finished};
use crate::tabular::{ReadOptions, Row, read_table};

macro_rules! responsable {
    ($rank:literal) => {
        [
            concat!("sexeresp", $rank),
            concat!("nomresp", $rank),
            concat!("prenomresp", $rank),
            concat!("datenaisresp", $rank),
            concat!("telephoneresp", $rank),
            concat!("portableresp", $rank),
            concat!("telephoneproresp", $rank),
            concat!("emailresp", $rank),
        ]
    };
}

const RESPONSABLES: [[&str; 8]; 2] = [responsable!("1"), responsable!("2")];

#[rustfmt::skip]
const FAMILY: Headings = &[
    ("id", &["id"]),
    ("sexeresp1", &["sexeresp1"]), ("nomresp1", &["nomresp1"]), ("prenomresp1", &["prenomresp1"]),
    ("datenaisresp1", &["datenaisresp1", "datenaissanceresp1"]), ("telephoneresp1", &["telephoneresp1"]),
    ("portableresp1", &["portableresp1"]), ("telephoneproresp1", &["telephoneproresp1"]), ("emailresp1", &["emailresp1"]),
    ("sexeresp2", &["sexeresp2"]), ("nomresp2", &["nomresp2"]), ("prenomresp2", &["prenomresp2"]),
    ("datenaisresp2", &["datenaisresp2", "datenaissanceresp2"]), ("telephoneresp2", &["telephoneresp2"]),
    ("portableresp2", &["portableresp2"]), ("telephoneproresp2", &["telephoneproresp2"]), ("emailresp2", &["emailresp2"]),
    ("street", &["adrnumerovoie"]), ("complement", &["adrcomplement"]), ("postcode", &["adrcodepostal"]), ("city", &["adrlocalite"]),
    ("alias", &["aliastiers"]),
];

const CHILD: Headings = &[
    ("id", &["id"]),
    ("name", &["nom"]),
    ("first_name", &["prenom"]),
    ("sex", &["sexe"]),
    ("birth", &["datenaissance"]),
];

const LINK: Headings = &[("family", &["famille_id"]), ("child", &["enfant_id"])];

const MANDATE: Headings = &[
    ("holder", &["titulaire_id"]),
    ("rum", &["rum"]),
    ("date", &["datesignature"]),
    ("iban", &["iban"]),
    ("bic", &["bic"]),
];

const FILES: [&str; 3] = ["famille.csv", "enfant.csv", "enfantfamille.csv"];

fn find<'f>(files: &'f [(String, Vec<u8>)], wanted: &str) -> Option<&'f (String, Vec<u8>)> {
    files.iter().find(|(name, _)| name.to_lowercase() == wanted)
}

pub(super) fn is_export(files: &[(String, Vec<u8>)]) -> bool {
    FILES.iter().all(|wanted| find(files, wanted).is_some())
}

fn open(
    files: &[(String, Vec<u8>)],
    wanted: &str,
    headings: Headings,
    required: &[&str],
    options: &ReadOptions,
) -> Result<SourceTable, SourceRefusal> {
    let (name, bytes) = find(files, wanted).ok_or_else(|| SourceRefusal::OtherShape {
        profile: Profile::BlEnfance,
        missing: format!("le fichier {wanted}"),
    })?;
    let source = SourceTable::new(name, read_table(bytes, options)?, headings);
    source.require(Profile::BlEnfance, headings, required)?;
    Ok(source)
}

pub(super) fn read(files: &[(String, Vec<u8>)], options: &ReadOptions) -> Result<Source, SourceRefusal> {
    let mut families = open(
        files,
        FILES[0],
        FAMILY,
        &["id", "nomresp1", "prenomresp1", "street", "postcode", "city"],
        options,
    )?;
    let children = open(files, FILES[1], CHILD, &["id", "name", "first_name", "birth"], options)?;
    let links = open(files, FILES[2], LINK, &["family", "child"], options)?;
    families.told(&["alias"]);

    let of_child: HashMap<&str, Row<'_>> =
        children.table.rows().map(|row| (children.text(&row, "id"), row)).collect();
    let known: HashSet<&str> = families.table.rows().map(|row| families.text(&row, "id")).collect();
    let mut of_family: HashMap<&str, Vec<&str>> = HashMap::new();
    let (mut linked, mut broken) = (HashSet::new(), 0);
    for row in links.table.rows() {
        let (family, child) = (links.text(&row, "family"), links.text(&row, "child"));
        if known.contains(family) && of_child.contains_key(child) {
            let kept = of_family.entry(family).or_default();
            if !kept.contains(&child) {
                kept.push(child);
            }
            linked.insert(child);
        } else {
            broken += 1;
        }
    }

    let mut rows = PersonRows::default();
    for row in families.table.rows() {
        let id = families.text(&row, "id");
        push_guardians(&mut rows, &families, &row);
        for child in of_family.get(id).into_iter().flatten() {
            rows.push(child_of(&children, &of_child[child], id));
        }
    }
    // A child of nobody is refused with its line, and may be corrected there.
    for row in children.table.rows().filter(|row| !linked.contains(children.text(row, "id"))) {
        rows.push(child_of(&children, &row, ""));
    }

    let mut left_out = [families.left_out(), children.left_out(), links.left_out()].concat();
    left_out.push(LeftOut { what: "numéros de tiers".to_owned(), count: families.filled("alias") });
    left_out.push(LeftOut { what: "liens vers une famille ou un enfant absents".to_owned(), count: broken });
    let mut refused = [families.refused(), children.refused(), links.refused()].concat();
    if let Some((name, bytes)) = find(files, "mandat.csv") {
        let mandates = SourceTable::new(name, read_table(bytes, options)?, MANDATE);
        left_out.push(LeftOut {
            what: "mandats de prélèvement (coordonnées bancaires)".to_owned(),
            count: u32::try_from(mandates.table.row_count()).unwrap_or(u32::MAX),
        });
        left_out.extend(mandates.left_out());
        refused.extend(mandates.refused());
    }
    let others = files.iter().filter(|(name, _)| {
        let name = name.to_lowercase();
        name != "mandat.csv" && !FILES.contains(&name.as_str())
    });
    left_out.extend(others.map(|(name, _)| LeftOut { what: format!("fichier {name}"), count: 1 }));
    let origin = families.table.origin.clone();
    Ok(finished(Profile::BlEnfance, origin, rows, left_out, &refused))
}

fn push_guardians(rows: &mut PersonRows, families: &SourceTable, row: &Row<'_>) {
    let id = families.owned(row, "id");
    if SourceTable::is_shifted(row) {
        let line = rows.push(Person {
            family: id,
            role: "Responsable",
            read_in: families.place(row),
            ..Person::default()
        });
        rows.doubt(
            line,
            "",
            "",
            "Les cellules de cette ligne sont décalées dans le fichier : elle n'est pas lue.",
        );
        return;
    }
    for (rank, [sex, name, first_name, birth, landline, mobile, work, email]) in
        RESPONSABLES.into_iter().enumerate()
    {
        let text = |field: &str| families.owned(row, field);
        let said = [name, first_name, landline, mobile, work, email]
            .iter()
            .any(|field| !families.text(row, field).is_empty());
        // The first one stands for the address even when they have no name: it is then refused with its line.
        if rank > 0 && !said {
            continue;
        }
        let home = |field: &str| if rank == 0 { text(field) } else { String::new() };
        rows.push(Person {
            family: id.clone(),
            role: "Responsable",
            civility: civility_of(families.text(row, sex)).to_owned(),
            birth_name: text(name),
            first_names: text(first_name),
            birth_date: text(birth),
            landline: text(landline),
            mobile: text(mobile),
            work_phone: text(work),
            email: text(email),
            street: home("street"),
            complement: home("complement"),
            postcode: home("postcode"),
            city: home("city"),
            read_in: families.place(row),
            ..Person::default()
        });
    }
}

fn civility_of(sex: &str) -> &str {
    match sex.to_uppercase().as_str() {
        "MASCULIN" | "M" => "M.",
        "FEMININ" | "FÉMININ" | "F" => "Mme",
        _ => sex,
    }
}

fn child_of(children: &SourceTable, row: &Row<'_>, family: &str) -> Person {
    Person {
        family: family.to_owned(),
        role: "Enfant",
        birth_name: children.owned(row, "name"),
        first_names: children.owned(row, "first_name"),
        sex: children.owned(row, "sex"),
        birth_date: children.owned(row, "birth"),
        read_in: children.place(row),
        ..Person::default()
    }
}
