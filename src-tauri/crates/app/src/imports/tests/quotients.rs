//! Quotients of the CAF.

use domain::values::ids::HouseholdId;
use serde_json::{Value, json};

use crate::testing::{MONTH, TestTown};

const HEADER: &str = "code_organisme;matricule;nom;prenom;date_naissance;qf;mois;annee\r\n";

fn preview(town: &TestTown, lines: &str) -> Value {
    let bytes = format!("{HEADER}{lines}").into_bytes();
    town.finished("quotients_preview", json!({ "file": { "name": "QF_219_202603.csv", "bytes": bytes } }))
}

fn states(view: &Value) -> Vec<&str> {
    view["rows"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect()
}

/// Three families, one with a number at its caisse; all born on the 12th of March 1988 and named Camille.
fn town() -> (TestTown, HouseholdId) {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10), ("Abgrall", 10), ("d’Estienne", 10)]);
    let household = homes["Le Goff"].household;
    town.done(
        "allocataire_save",
        json!({ "household": household, "allocataire": { "organisme": "219", "matricule": "4180226" } }),
    );
    (town, household)
}

#[test]
fn a_row_finds_its_household_by_number_or_by_person() {
    let (town, household) = town();
    let seen = preview(
        &town,
        "219;4180226;LE GOFF;Camille;12/03/1988;742;3;2026\r\n\
         ;;D Estienne;camille;12/03/1988;700;3;2026\r\n\
         219;9999999;Abgrall;Camille;12/03/1988;650;3;2026\r\n\
         219;4180226;Quéméner;Paul;01/01/1980;800;2;2026\r\n\
         219;1111111;Personne;Aucun;01/01/1980;800;3;2026\r\n\
         219;4180226;Le Goff;Camille;12/03/1988;2;4;2026\r\n\
         219;4180226;Le Goff;Camille;12/03/1988;742;13;2026\r\n",
    );
    assert_eq!(
        states(&seen),
        ["accepted", "accepted", "to_check", "to_check", "refused", "to_check", "refused"]
    );
    assert_eq!(
        (&seen["rows"][0]["household"], &seen["rows"][0]["present_cents"]),
        (&json!(household), &json!(68_400))
    );
    assert!(seen["rows"][5]["issues"].to_string().contains("un chiffre perdu"));
    assert_eq!(seen["counts"], json!({ "accepted": 2, "to_check": 3, "refused": 2, "already_taken": 0 }));

    let done =
        town.done("quotients_commit", json!({ "reading": seen["shape"]["reading"], "accepted_lines": [4] }));
    assert_eq!(
        (&done["batch"]["accepted"], &done["batch"]["to_check"], &done["batch"]["refused"]),
        (&json!(3), &json!(2), &json!(2))
    );
    let list = town.done("quotient_list", json!({ "household": household }));
    assert_eq!(list["quotients"].as_array().unwrap().len(), 2, "the former value is still there");
}

#[test]
fn a_quotient_is_history_and_changes_only_what_is_billed_next() {
    let (town, _) = town();
    let before = town.finished("billing_preview", json!({ "month": MONTH }))["total_cents"].clone();
    let seen = preview(&town, "219;4180226;;;;420;3;2026\r\n");
    let done = town.done("quotients_commit", json!({ "reading": seen["shape"]["reading"] }));
    let after = town.finished("billing_preview", json!({ "month": MONTH }))["total_cents"].clone();
    // At 1,20 € the meal the household owes 12 €: under the 15 € of D1611-1, the month no longer issues it.
    assert_eq!(before.as_i64().unwrap() - after.as_i64().unwrap(), 10 * 360);
    // The same file again brings nothing; undone, the former value applies again.
    let again = preview(&town, "219;4180226;;;;420;3;2026\r\n");
    assert_eq!(states(&again), ["already_taken"]);
    assert_eq!(
        town.refused("quotients_commit", json!({ "reading": again["shape"]["reading"] }))["code"],
        "already_done"
    );
    town.done("import_undo", json!({ "batch": done["batch"]["id"] }));
    assert_eq!(town.finished("billing_preview", json!({ "month": MONTH }))["total_cents"], before);
    assert_eq!(states(&preview(&town, "219;4180226;;;;420;3;2026\r\n")), ["accepted"]);
}

#[test]
fn a_trial_says_what_would_change_and_writes_nothing() {
    let (town, household) = town();
    let seen = preview(
        &town,
        "219;4180226;;;;420;3;2026\r\n\
         ;;D Estienne;camille;12/03/1988;9000;3;2026\r\n\
         219;7777777;Inconnu;Jo;01/02/1990;300;3;2026\r\n",
    );
    let reading = &seen["shape"]["reading"];
    assert_eq!(states(&seen), ["accepted", "to_check", "refused"]);
    let trial = town.finished("quotients_try", json!({ "reading": reading }));
    let rows = trial["rows"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["household"], &rows[0]["lines"]), (1, &json!(household), &json!([2])));
    assert_eq!(
        (&rows[0]["before"]["value_cents"], &rows[0]["after"]["value_cents"], &rows[0]["after"]["month"]),
        (&json!(68_400), &json!(42_000), &json!("2026-03"))
    );
    assert_ne!(rows[0]["before"]["bracket"], rows[0]["after"]["bracket"]);
    let agreed = town.finished("quotients_try", json!({ "reading": reading, "accepted_lines": [3] }));
    assert_eq!(agreed["rows"].as_array().unwrap().len(), 2);
    assert_eq!(
        town.done("quotient_list", json!({ "household": household }))["quotients"].as_array().unwrap().len(),
        1
    );
    assert_eq!(town.done("import_list", json!({}))["batches"], json!([]));
}

#[test]
fn refused_rows_are_still_given_back_once_the_others_are_taken() {
    let (town, _) = town();
    let seen =
        preview(&town, "219;4180226;;;;420;3;2026\r\n219;7777777;Inconnu;Jo;01/02/1990;300;3;2026\r\n");
    town.done("quotients_commit", json!({ "reading": seen["shape"]["reading"] }));
    assert_eq!(town.done("quotients_rejected_file", json!({}))["file_name"], "QF_219_202603_refusees.csv");
}

#[test]
fn a_cell_is_corrected_here_and_refused_rows_are_given_back() {
    let (town, _) = town();
    let seen =
        preview(&town, "219;41802Z6;;;;420;3;2026\r\n219;7777777;Inconnu;Jo;01/02/1990;300;3;2026\r\n");
    assert_eq!(states(&seen), ["refused", "refused"]);
    let fixed =
        town.finished("quotients_correct", json!({ "line": 2, "field": "matricule", "value": "4180226" }));
    assert_eq!(
        (states(&fixed), &fixed["rows"][0]["corrected"]),
        (vec!["accepted", "refused"], &json!(["matricule"]))
    );
    let saved = town.done("quotients_rejected_file", json!({}));
    assert_eq!(saved["file_name"], "QF_219_202603_refusees.csv");
    let bytes = town.files.saved.lock().unwrap()[0].1.clone();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("motif_du_refus") && text.contains("7777777") && !text.contains("41802"), "{text}");
}

#[test]
fn another_encoding_or_separator_is_shown_and_may_be_imposed() {
    let (town, _) = town();
    let bytes = b"matricule;Quotient familial;P\xE9riode\r\n4180226;742;03/2026\r\n".to_vec();
    let seen = town.finished("quotients_preview", json!({ "file": { "name": "qf.csv", "bytes": bytes } }));
    assert_eq!(
        (&seen["shape"]["encoding"], &seen["shape"]["separator"]),
        (&json!("windows1252"), &json!("semicolon"))
    );
    // The file does not name its caisse: a number alone says nothing.
    assert_eq!(states(&seen), ["refused"]);
    let mapped = town.finished("quotients_remap", json!({ "reading": { "organisme": "219" } }));
    assert_eq!(states(&mapped), ["accepted"]);
    let broken = town.job("quotients_remap", json!({ "reading": { "encoding": "utf8" } }))["error"].take();
    assert_eq!(broken["code"], "bad_file");
}

#[test]
fn a_month_that_has_not_come_is_looked_at() {
    let (town, _) = town();
    let seen = preview(
        &town,
        "219;4180226;Le Goff;Camille;12/03/1988;690;4;2026\r\n219;4180226;Le Goff;Camille;12/03/1988;690;4;2062\r\n",
    );
    assert_eq!(states(&seen), ["accepted", "to_check"]);
    assert!(seen["rows"][1]["issues"].to_string().contains("avril 2062"), "{}", seen["rows"][1]);
}

#[test]
fn a_column_that_never_enters_is_shown_and_cannot_be_mapped() {
    let (town, _) = town();
    let lines = "code_organisme;matricule;qf;mois;annee;Mot de passe;Adresse IP;Origine\r\n\
                 219;4180226;420;3;2026;azerty-1984;82.64.12.9;https://portail.exemple.fr\r\n";
    let seen = town.finished(
        "quotients_preview",
        json!({ "file": { "name": "export.csv", "bytes": lines.as_bytes() } }),
    );
    let refused: Vec<_> = seen["shape"]["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| (column["heading"].as_str().unwrap(), column["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(
        refused,
        [("Mot de passe", "password"), ("Adresse IP", "network_address"), ("Origine", "web_address")]
    );
    assert_eq!(states(&seen), ["accepted"]);
    assert_eq!(seen["shape"]["unused"], json!([]));
    assert!(seen["shape"]["refused"][0]["reason"].as_str().unwrap().contains("n’entre jamais"));
    for leaked in ["azerty", "82.64", "portail.exemple"] {
        assert!(!seen.to_string().contains(leaked), "{leaked} is in the answer");
    }
    // An agent who insists gets nothing of it.
    let columns = json!([{ "field": "nom", "column": 5 }, { "field": "origine", "column": 7 }]);
    let mapped = town.finished("quotients_remap", json!({ "reading": {}, "columns": columns }));
    let fed = |field: &str| {
        let columns = mapped["shape"]["columns"].as_array().unwrap();
        columns.iter().find(|column| column["field"] == field).unwrap()["column"].clone()
    };
    assert_eq!((fed("nom"), fed("origine")), (Value::Null, Value::Null));
    assert_eq!(
        town.refused("quotients_correct", json!({ "line": 2, "field": "nom", "value": "x" }))["code"],
        "refused"
    );

    // The journal says which headings, once for this file, and no value.
    let journal = town.done("audit_list", json!({}));
    let lines: Vec<&Value> = journal["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["operation"] == "column_refused")
        .collect();
    assert_eq!(lines.len(), 1, "{journal}");
    let detail = lines[0].to_string();
    assert!(
        detail.contains("Mot de passe") && detail.contains("adresse IP") && !detail.contains("azerty"),
        "{detail}"
    );
    // Nor do refused rows given back hold it.
    let bad = lines_of_refused(&town);
    assert!(bad.contains("Mot de passe") && !bad.contains("azerty"), "{bad}");
}

/// The refused rows of a file with a password, as they are given back.
fn lines_of_refused(town: &TestTown) -> String {
    let lines = "matricule;qf;mois;annee;Mot de passe\r\n4180226;420;13;2026;azerty-1984\r\n";
    town.finished("quotients_preview", json!({ "file": { "name": "e.csv", "bytes": lines.as_bytes() } }));
    town.done("quotients_rejected_file", json!({}));
    String::from_utf8_lossy(&town.files.saved.lock().unwrap()[0].1).into_owned()
}
