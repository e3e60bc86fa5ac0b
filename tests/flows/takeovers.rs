//! What towns come from, taken over by a script: the product named or found, several files of one export, the town's key in the environment.

use std::process::Command;

use serde_json::{Value, json};
use tests::{Town, town};

use super::cli::{object, run};
use super::programs::program;

fn fixture(name: &str) -> String {
    tests::project().join("tests/fixtures/takeover").join(name).display().to_string()
}

fn left(taken: &Value, what: &str) -> u64 {
    let rows = taken["left_out"].as_array().expect("what is left").iter();
    let rows = rows.filter(|row| row["what"].as_str().is_some_and(|said| said.starts_with(what)));
    rows.filter_map(|row| row["count"].as_u64()).sum()
}

/// As a script that was handed the town's key.
fn with_key(town: &Town, key: &str, words: &[&str]) -> Value {
    let output = Command::new(program("preau-cli"))
        .args(["--json", "--keyring", "off", "--agent", "responsable", "--vault"])
        .arg(&town.vault)
        .args(words)
        .env("PREAU_PASSWORD", app::demo::password_of("responsable").expect("a password"))
        .env("PREAU_SOURCE_KEY", key)
        .output()
        .expect("preau-cli runs");
    object(&output)
}

#[test]
fn exports_of_products_are_taken_over_from_a_script() {
    let town = town(10);
    let zip = fixture("bl_enfance.zip");
    let tried = object(&run(&town, "responsable", &["import", "families", &zip, "--dry-run"]));
    assert_eq!((&tried["profile"], left(&tried, "mandats")), (&json!("bl-enfance"), 2));
    let refused = tried["refused"].as_array().expect("refused");
    assert!(refused.iter().any(|cell| cell["read_in"] == "enfant.csv, ligne 6"), "{refused:#?}");

    let (children, adults) = (fixture("iloise_enfants.xlsx"), fixture("iloise_adultes.xlsx"));
    let words = ["import", "families", &children, &adults, "--together", "--accept-doubts"];
    let taken = object(&run(&town, "responsable", &words));
    assert_eq!((&taken["profile"], &taken["taken"]["families"]), (&json!("iloise"), &json!(3)));
    let again = object(&run(&town, "responsable", &[&words[..], &["--dry-run"]].concat()));
    assert_eq!(again["already_taken"], 10, "the same files twice add nothing");

    let other =
        run(&town, "responsable", &["import", "families", &fixture("parascol.csv"), "--profile", "cerig"]);
    assert_eq!(other.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&other.stderr).contains("nom_payeur"));
    let misplaced = run(&town, "facturation", &["import", "quotients", &zip, "--profile", "domino"]);
    assert_eq!(misplaced.status.code(), Some(2));
}

#[test]
fn the_key_of_noethysweb_comes_from_the_environment_and_goes_nowhere() {
    let town = town(10);
    let base = fixture("noethysweb.sqlite");
    let words = ["import", "families", &base, "--caisse", "291", "--accept-doubts"];
    let sealed = object(&run(&town, "responsable", &[&words[..], &["--dry-run"]].concat()));
    assert_eq!(
        (&sealed["profile"], &sealed["trial"]["taken"]["families"]),
        (&json!("noethysweb"), &json!(1))
    );
    let key = "clé-de-la-commune-d’essai";
    let taken = with_key(&town, key, &words);
    assert_eq!(
        (&taken["taken"]["families"], &taken["taken"]["children"], &taken["taken"]["balance_cents"]),
        (&json!(3), &json!(3), &json!(4_995)),
        "{taken:#}"
    );
    assert!(!taken.to_string().contains(key));
    let batch = taken["batch"].as_str().expect("a batch");
    object(&run(&town, "responsable", &["import", "undo", batch]));
}
