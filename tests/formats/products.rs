//! The export of each product, turned into families: who they are, what is in doubt, what is counted and left, whole to the cent.

use domain::issue::Severity;
use exchange::tabular::{ImportPlan, ReadOptions};
use exchange::takeover::{
    FamilyLayout, FamilyReading, Profile, Source, SourceRefusal, TakeoverChoices, bundle, columns_of,
    read_families, read_source,
};
use jiff::civil::date;

use super::{bytes_of, must_equal_golden};

fn open(name: &str, wanted: Option<Profile>) -> Result<Source, SourceRefusal> {
    read_source(name, &bytes_of(&format!("takeover/{name}")), wanted, &ReadOptions::default())
}

fn families(source: &Source) -> FamilyReading {
    let layout = FamilyLayout::of(&source.table);
    assert_eq!(layout, FamilyLayout::PersonPerRow);
    let plan = ImportPlan::propose(columns_of(layout), &source.table);
    assert_eq!((plan.missing().count(), plan.unused().count()), (0, 0), "{:?}", source.table.headers);
    read_families(&source.table, &plan, layout, &TakeoverChoices::default(), date(2026, 4, 5))
}

/// One line a family: number, guardians with their telephones, places they live in, children, contacts.
fn told(reading: &FamilyReading) -> Vec<String> {
    let family = |family: &exchange::takeover::TakenFamily| {
        let homes: Vec<String> = family
            .homes
            .iter()
            .map(|home| {
                let guardians: Vec<String> = home
                    .guardians
                    .iter()
                    .map(|guardian| {
                        let draft = &guardian.draft;
                        format!(
                            "{} {} {} {}",
                            draft.civility,
                            draft.first_name,
                            draft.birth_name,
                            draft.phones.join(" ")
                        )
                    })
                    .collect();
                let address = &home.address.draft;
                format!("[{}] {} {} {}", guardians.join(", "), address.street, address.postcode, address.city)
            })
            .collect();
        let children: Vec<String> = family
            .children
            .iter()
            .map(|child| {
                let birth = child.draft.birth_date.map(|birth| birth.to_string()).unwrap_or_default();
                format!("{} {birth}", child.draft.first_name)
            })
            .collect();
        let contacts: Vec<&str> = family.contacts.iter().map(|contact| contact.draft.name.as_str()).collect();
        let refused = if family.refused { " (refusée)" } else { "" };
        format!(
            "{}{refused}: {} | {} | {}",
            family.number,
            homes.join(" ; "),
            children.join(", "),
            contacts.join(", ")
        )
    };
    reading.families.iter().map(family).collect()
}

fn lines(told: Vec<String>) -> Vec<u8> {
    (told.join("\n") + "\n").into_bytes()
}

/// What is counted and left: only what the first words say.
fn left(source: &Source, what: &str) -> u32 {
    source.left_out.iter().filter(|left| left.what.starts_with(what)).map(|left| left.count).sum()
}

fn doubts(source: &Source) -> Vec<(u64, &'static str)> {
    source.doubts.iter().map(|issue| (issue.line, issue.field)).collect()
}

#[test]
fn bl_enfance() {
    let source = open("bl_enfance.zip", None).expect("reads");
    assert_eq!(source.profile, Profile::BlEnfance);
    let reading = families(&source);
    must_equal_golden("takeover/bl_enfance.expected.txt", &lines(told(&reading)));
    assert_eq!(
        (left(&source, "mandats"), left(&source, "liens vers"), left(&source, "fichier activite.csv")),
        (2, 1, 1)
    );
    assert_eq!(left(&source, "«\u{a0}typeModeReglementResp1\u{a0}»"), 2);
    // A child of no family is refused where it stands, and may be corrected there.
    let refused: Vec<_> = reading
        .issues
        .iter()
        .filter(|issue| issue.severity == Severity::Blocking)
        .map(|issue| (issue.line, issue.field))
        .collect();
    assert_eq!(refused, [(12, "famille")]);
    let row = source.table.row_at(12).expect("a row");
    assert_eq!(row.raw_cells().last(), Some("enfant.csv, ligne 6"));
    // The portal's passwords never entered.
    assert_eq!(source.table.refused.len(), 1);
    assert!(!format!("{source:?}").contains("azerty") && !format!("{source:?}").contains("FR76"));
}

#[test]
fn parascol() {
    let source = open("parascol.csv", None).expect("reads");
    assert_eq!(source.profile, Profile::Parascol);
    must_equal_golden("takeover/parascol.expected.txt", &lines(told(&families(&source))));
    assert_eq!(left(&source, "«\u{a0}Regime_repas\u{a0}»"), 1);
    assert_eq!(doubts(&source), [(6, "")], "two rows of a family disagree");
    assert!(source.doubts[0].message.contains("0380112233"), "{}", source.doubts[0].message);
}

#[test]
fn cerig() {
    let source = open("cerig.xlsx", None).expect("reads");
    assert_eq!(source.profile, Profile::Cerig);
    let reading = families(&source);
    must_equal_golden("takeover/cerig.expected.txt", &lines(told(&reading)));
    assert_eq!(left(&source, "lignes de facture, pour 161,00\u{a0}€"), 6);
    assert_eq!(doubts(&source), [(5, "nom"), (6, "portable"), (8, "adresse")]);
    assert!(reading.families.iter().all(|family| family.homes[0].debtor == Some(0)), "who pays owes");
}

#[test]
fn iloise() {
    let names = ["iloise_adultes.xlsx", "iloise_enfants.xlsx"];
    let together = bundle(
        names.iter().map(|name| ((*name).to_owned(), bytes_of(&format!("takeover/{name}")))).collect(),
    );
    let source = read_source("iloise", &together, None, &ReadOptions::default()).expect("reads");
    assert_eq!(source.profile, Profile::Iloise);
    let reading = families(&source);
    must_equal_golden("takeover/iloise.expected.txt", &lines(told(&reading)));
    assert_eq!(
        (left(&source, "adultes sans enfant"), left(&source, "«\u{a0}Courriel enfant\u{a0}»")),
        (1, 1)
    );
    assert_eq!(reading.families[0].schoolings[0].class, "CE2");
    assert_eq!(reading.caisses_unsaid, 2);
    // One of the two is not enough, and it is said.
    let alone = open(names[1], None).expect_err("half an export");
    assert!(alone.to_string().contains("classeur des adultes"), "{alone}");
}

#[test]
fn domino() {
    let source = open("domino.xls", None).expect("reads");
    assert_eq!(source.profile, Profile::Domino);
    let reading = families(&source);
    must_equal_golden("takeover/domino.expected.txt", &lines(told(&reading)));
    assert_eq!((left(&source, "situations"), left(&source, "dates de création")), (3, 3));
    assert_eq!(doubts(&source), [(6, "adresse"), (6, "portable")]);
    assert!(source.notes[0].contains("aucun enfant"), "{:?}", source.notes);
}

#[test]
fn a_file_is_read_as_the_product_chosen_or_refused_with_what_it_lacks() {
    let lacks = |name: &str, profile: Profile| open(name, Some(profile)).expect_err(name).to_string();
    assert!(lacks("parascol.csv", Profile::Cerig).contains("nom_payeur"));
    assert!(lacks("domino.xls", Profile::Parascol).contains("famille_identifiant"));
    assert!(lacks("parascol.csv", Profile::BlEnfance).contains("famille.csv"));
    assert!(lacks("parascol.csv", Profile::Noethysweb).contains("SQLite"));
    // Chosen plain, a file keeps its own columns.
    let plain = open("parascol.csv", Some(Profile::Generic)).expect("reads");
    assert_eq!((plain.profile, plain.table.headers.len()), (Profile::Generic, 26));
    for name in ["generic_famille.csv", "generic_famille.xlsx", "generic_personne.csv"] {
        assert_eq!(open(name, None).map(|source| source.profile), Ok(Profile::Generic), "{name}");
    }
}

#[test]
fn what_the_files_hold_is_counted_to_the_last_child() {
    for (name, figures) in [
        ("bl_enfance.zip", [5, 5, 5]),
        ("parascol.csv", [3, 5, 5]),
        ("cerig.xlsx", [3, 5, 4]),
        ("domino.xls", [3, 5, 0]),
    ] {
        let reading = families(&open(name, None).expect(name));
        let guardians: usize = reading.families.iter().map(|family| family.guardians().count()).sum();
        let children: usize = reading.families.iter().map(|family| family.children.len()).sum();
        assert_eq!([reading.families.len(), guardians, children], figures, "{name}");
    }
}

#[test]
fn torn_exports_are_refused_and_never_panic() {
    for name in ["bl_enfance.zip", "cerig.xlsx", "domino.xls"] {
        let whole = bytes_of(&format!("takeover/{name}"));
        for cut in (0..whole.len()).step_by(131) {
            let _ = read_source(name, &whole[..cut], None, &ReadOptions::default());
            let mut torn = whole.clone();
            torn[cut] ^= 0xFF;
            let _ = read_source(name, &torn, None, &ReadOptions::default());
        }
    }
}
