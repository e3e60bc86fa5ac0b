//! What towns come from, through the whole house: shown with its figures, taken, known again, given back.

use serde_json::{Value, json};

use crate::testing::TestTown;

macro_rules! fixture {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../../../../tests/fixtures/takeover/", $name)) as &[u8])
    };
}

type Given = (&'static str, &'static [u8]);

const BL_ENFANCE: Given = fixture!("bl_enfance.zip");
const PARASCOL: Given = fixture!("parascol.csv");
const CERIG: Given = fixture!("cerig.xlsx");
const CHILDREN: Given = fixture!("iloise_enfants.xlsx");
const ADULTS: Given = fixture!("iloise_adultes.xlsx");
const DOMINO: Given = fixture!("domino.xls");
const NOETHYS: Given = fixture!("noethys.sqlite");
const NOETHYSWEB: Given = fixture!("noethysweb.sqlite");

/// What sealed the columns of `noethysweb.sqlite`.
const KEY: &str = "clé-de-la-commune-d’essai";

fn file((name, bytes): Given) -> Value {
    json!({ "name": name, "bytes": bytes })
}

fn open(town: &TestTown, given: Given, more: Value) -> Value {
    let mut request = json!({ "file": file(given) });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    town.finished("families_preview", request)
}

fn take(town: &TestTown, view: &Value) -> Value {
    town.finished("families_commit", json!({ "reading": view["shape"]["reading"], "accept_doubts": true }))
}

fn names(town: &TestTown) -> Vec<String> {
    let list = town.done("family_list", json!({}));
    list["families"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

fn figures(totals: &Value) -> [i64; 4] {
    ["families", "guardians", "children", "contacts"].map(|field| totals[field].as_i64().unwrap())
}

fn left(view: &Value, what: &str) -> u64 {
    let rows = view["left_out"].as_array().unwrap().iter();
    rows.filter(|row| row["what"].as_str().unwrap().starts_with(what))
        .map(|row| row["count"].as_u64().unwrap())
        .sum()
}

#[test]
fn each_export_is_known_by_its_shape_taken_known_again_and_given_back() {
    for (given, beside, profile, file_figures, taken) in [
        (BL_ENFANCE, None, "bl-enfance", [5, 5, 5, 0], 3),
        (PARASCOL, None, "parascol", [3, 5, 5, 0], 2),
        (CERIG, None, "cerig", [3, 5, 4, 0], 3),
        (CHILDREN, Some(ADULTS), "iloise", [3, 4, 4, 1], 3),
        (DOMINO, None, "domino", [3, 5, 0, 0], 3),
    ] {
        let town = TestTown::new();
        let beside: Vec<Value> = beside.into_iter().map(file).collect();
        let seen = open(&town, given, json!({ "beside": beside }));
        assert_eq!(seen["profile"], profile);
        assert_eq!(figures(&seen["totals"]["file"]), file_figures, "{profile}");
        let done = take(&town, &seen);
        assert_eq!(done["taken"]["families"], taken, "{profile}: {}", seen["rows"]);
        assert_eq!(done["left_out"], seen["left_out"], "{profile}: what is left is said to the end");
        assert_eq!(names(&town).len(), taken, "{profile}");
        let again = open(&town, given, json!({ "beside": beside }));
        assert_eq!(again["families"]["already_taken"], taken, "{profile}: {}", again["rows"]);
        assert_eq!(again["shape"]["sha256"], seen["shape"]["sha256"], "{profile}");
        town.done("import_undo", json!({ "batch": done["batch"]["id"] }));
        assert_eq!(names(&town), [""; 0], "{profile}: undone, nothing is left");
    }
}

#[test]
fn a_row_refused_is_corrected_in_place_and_given_back_in_a_table_that_reads_again() {
    let town = TestTown::new();
    let seen = open(&town, BL_ENFANCE, json!({}));
    let orphan = &seen["rows"][10];
    assert_eq!((&orphan["state"], &orphan["label"]), (&json!("refused"), &json!("Ange Perdu")));
    let at = seen["fields"].as_array().unwrap().iter().position(|field| field == "lu_dans").unwrap();
    assert_eq!(orphan["cells"][at], "enfant.csv, ligne 6", "where it was read is said");
    assert_eq!(orphan["read_in"], orphan["cells"][at]);
    let corrected = town
        .finished("families_correct", json!({ "line": orphan["line"], "field": "famille", "value": "103" }));
    assert_eq!(figures(&corrected["totals"]["file"]), [4, 5, 6, 0]);
    assert_eq!(left(&seen, "mandats"), 2);
    for leaked in ["azerty", "FR76", "RUM-101"] {
        assert!(!seen.to_string().contains(leaked), "{leaked}");
    }
    let journal = town.done("audit_list", json!({})).to_string();
    assert!(journal.contains("motDePassePortail") && !journal.contains("azerty"), "{journal}");

    let saved = town.done("families_rejected_file", json!({}));
    let kept = town.files.saved.lock().unwrap().pop().unwrap();
    assert_eq!(saved["file_name"], kept.0.as_str());
    let bytes: Vec<u8> = kept.1;
    let again = town.finished("families_preview", json!({ "file": { "name": "refus.csv", "bytes": bytes } }));
    assert_eq!((&again["profile"], &again["layout"]), (&json!("generic"), &json!("person_per_row")));
    assert!(again["families"]["refused"].as_u64() > Some(0), "{again}");
}

#[test]
fn a_product_chosen_that_the_file_is_not_of_is_refused_with_what_it_lacks() {
    let town = TestTown::new();
    let seen = open(&town, PARASCOL, json!({}));
    let other = town.job("families_remap", json!({ "reading": { "profile": "cerig" } }));
    assert_eq!(other["error"]["code"], "bad_file");
    assert!(other["error"]["message"].as_str().unwrap().contains("nom_payeur"), "{other}");
    assert_eq!(
        town.done("families_show", json!({}))["profile"],
        seen["profile"],
        "the file at hand is still there"
    );
    let plain = town.finished("families_remap", json!({ "reading": { "profile": "generic" } }));
    assert_eq!((&plain["profile"], &plain["left_out"]), (&json!("generic"), &json!([])));
}

/// The class Malo is in, so that it is found by its words.
fn make_class(town: &TestTown) {
    let school = town.done("school_save", json!({ "id": null, "name": "Ecole Jean Moulin", "uai": "" }));
    let class = json!({ "id": null, "school": school["id"], "school_year": "2025-2026", "name": "CM1", "grade": "CM1" });
    town.done("class_save", class);
}

#[test]
fn a_base_of_noethys_comes_whole_but_what_is_sealed_or_not_held_yet() {
    for (given, profile, contacts, health) in [
        (NOETHYS, "noethys", 2, "informations de santé"),
        (NOETHYSWEB, "noethysweb", 3, "informations de santé ou"),
    ] {
        let town = TestTown::new();
        make_class(&town);
        let reading = json!({ "organisme": "291" });
        let seen = open(&town, given, json!({ "reading": reading, "source_key": KEY }));
        assert_eq!((&seen["profile"], &seen["sealed"]), (&json!(profile), &json!(0)));
        assert_eq!((&seen["shape"]["source"], &seen["shape"]["sheet"]), (&json!("base"), &Value::Null));
        let totals = &seen["totals"]["file"];
        assert_eq!(figures(totals), [3, 4, 3, contacts], "{profile}");
        assert_eq!(totals["balance_cents"], 6_545 - 1_550, "{profile}: to the cent");
        assert_eq!((&totals["quotients"], &totals["allocataires"]), (&json!(2), &json!(1)), "{profile}");
        assert_eq!(seen["caisses_unsaid"], 2);
        for (what, count) in [
            ("mandats", 1),
            ("vaccins", 2),
            (health, 1),
            ("professions", 3),
            ("mémos de famille", 1),
            ("quotients d’autres périodes", 1),
            ("familles effacées", 1),
            ("personnes décédées", 1),
            ("prestations et règlements", 5),
            ("classes que Préau", 1),
        ] {
            assert_eq!(left(&seen, what), count, "{profile}: {what} in {}", seen["left_out"]);
        }
        assert_eq!(seen["shape"]["refused"][0]["heading"], "internet_mdp");
        assert!(seen["rows"].to_string().contains("interdit à cette personne"), "{}", seen["rows"]);
        for secret in [KEY, "motDePasse", "FR76", "arachide", "allergie"] {
            assert!(!seen.to_string().contains(secret), "{profile}: {secret}");
        }

        let done = take(&town, &seen);
        assert_eq!(figures(&done["taken"]), [3, 4, 3, contacts], "{profile}: {}", seen["rows"]);
        let list = town.done("family_list", json!({}));
        let row = list["families"].as_array().unwrap().iter().find(|row| row["name"] == "Quéméneur").unwrap();
        let shown = town.done("family_show", json!({ "family": row["id"] }));
        let said = shown.to_string();
        for held in
            ["Le Floc’h", "Awena", "15 rue de la Fontaine", "+33612345651", "CM1", "2016-05-21", "Jeanne"]
        {
            assert!(said.contains(held), "{profile}: {held} in {said}");
        }
        let household = &shown["households"][0]["id"];
        let quotients = town.done("quotient_list", json!({ "household": household }));
        assert_eq!(quotients["quotients"][0]["value_cents"], 74_250, "{profile}");
        let again = open(&town, given, json!({ "reading": reading, "source_key": KEY }));
        assert_eq!(again["families"]["already_taken"], 3, "{profile}");
        let sitting = |town: &TestTown| town.done("school_list", json!({}))["schools"][0]["children"].clone();
        assert_eq!(sitting(&town), 1, "{profile}");
        town.done("import_undo", json!({ "batch": done["batch"]["id"] }));
        assert_eq!((names(&town).len(), sitting(&town)), (0, json!(0)), "{profile}");
    }
}

#[test]
fn what_noethysweb_sealed_is_said_unreadable_without_its_key() {
    let town = TestTown::new();
    let seen = open(&town, NOETHYSWEB, json!({}));
    assert!(seen["sealed"].as_u64() > Some(20), "{}", seen["sealed"]);
    assert!(seen["notes"].to_string().contains("SECRET_KEY"), "{}", seen["notes"]);
    assert_eq!(seen["families"]["refused"], 2, "a child without a birth date is nobody yet");
    // Bytes are never shown for words.
    assert!(!seen.to_string().contains("\\u0080") && !seen.to_string().contains('\u{fffd}'));

    let wrong = town.finished("families_remap", json!({ "source_key": "une autre clé" }));
    assert_eq!(wrong["sealed"], seen["sealed"]);
    assert!(wrong["notes"].to_string().contains("n’est pas celle"), "{}", wrong["notes"]);

    let opened = town.finished("families_remap", json!({ "source_key": KEY }));
    assert_eq!(
        (&opened["sealed"], &opened["families"]["refused"]),
        (&json!(0), &json!(0)),
        "{}",
        opened["rows"]
    );
    // The key is nowhere: neither in what is agreed to, nor in what the journal keeps.
    assert!(!town.done("audit_list", json!({})).to_string().contains(KEY));
    let shown = town.done("families_show", json!({}));
    assert_eq!(shown["sealed"], 0, "what was opened stays open while the file is at hand");
    let mapped = town.finished("families_remap", json!({ "reading": { "first_guardian_owes": true } }));
    assert_eq!(mapped["sealed"], 0, "what is said once of the file asks for no key again");
}
