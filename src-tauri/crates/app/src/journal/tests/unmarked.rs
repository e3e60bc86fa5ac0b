//! What no mark holds: whoever changes it with a database tool is not reported, and harms nothing of the town.

use std::fs;

use jiff::civil::date;
use security::access::Role;
use serde_json::{Value, json};
use store::UNCOVERED;

use super::insider::Insider;
use super::{edit_closed, reported, unlocked};
use crate::testing::{PASSWORD, TestTown};
use crate::{Code, Reply};

/// A name added here is a table that somebody must have looked at: each has its proof below, or in [`super::insider`].
#[test]
fn few_tables_are_held_by_no_mark_and_all_are_known() {
    let names: Vec<&str> = UNCOVERED.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        [
            "audit_entries",
            "state_marks",
            "migrations",
            "ui_settings",
            "drafts",
            "slot_copies",
            "search_entries"
        ]
    );
}

#[test]
fn a_draft_that_was_moved_or_spoilt_is_no_draft() {
    let town = TestTown::with(&[Role::Fac, Role::Adm]);
    town.sit("fac");
    town.done("draft_save", json!({ "key": "tarif/1", "body": "Secret" }));
    let body = || town.done("draft_get", json!({ "key": "tarif/1" }))["body"].clone();
    assert_eq!(body(), "Secret");
    town.sit("adm");
    assert_eq!(body(), Value::Null);
    let insider = Insider::at(&unlocked(&town));
    let edit = |text: &str| insider.file.execute_batch(text).expect("edited");
    edit("INSERT INTO drafts SELECT id, 'tarif/1', sealed, saved_at FROM drafts, agents WHERE login = 'adm'");
    assert_eq!(body(), Value::Null, "another agent’s draft");
    edit("UPDATE drafts SET sealed = randomblob(length(sealed))");
    town.sit("fac");
    assert_eq!(body(), Value::Null, "spoilt");
    edit("UPDATE drafts SET sealed = x''");
    assert_eq!(body(), Value::Null, "emptied");
    assert_eq!(reported(&unlocked(&town)), [""; 0]);
}

#[test]
fn a_window_that_somebody_else_arranged_is_as_it_was_born() {
    let town = TestTown::with(&[Role::Adm]);
    town.sit("adm");
    let born = town.done("settings_ui_get", json!({}));
    town.done("settings_ui_save", born.clone());
    let insider = Insider::at(&unlocked(&town));
    for value in ["{", "[]", "{\"zoom\": -1}", "{\"theme\": \"<script>\"}", ""] {
        assert_eq!(insider.file.execute("UPDATE ui_settings SET value = ?1", [value]), Ok(1));
        assert_eq!(town.done("settings_ui_get", json!({})), born, "{value}");
    }
}

#[test]
fn a_migration_that_is_not_ours_keeps_the_file_shut() {
    for edit in [
        "UPDATE migrations SET digest = x'00' WHERE version = 2",
        "DELETE FROM migrations WHERE version = 1",
        "DELETE FROM migrations",
    ] {
        let town = TestTown::with(&[Role::Adm]);
        edit_closed(&town, edit);
        let refused = town.refused("session_unlock", json!({ "login": "adm", "password": PASSWORD }));
        assert_eq!(refused["code"], "newer_version", "{edit}: {refused:#}");
        assert!(refused["message"].as_str().is_some_and(|said| said.contains("Le format de ce coffre")));
    }
}

/// The third copy of the keys mends the two of the folder; one that somebody else wrote there mends nothing.
#[test]
fn keys_that_are_not_this_vaults_are_not_taken_from_the_base() {
    let town = TestTown::with(&[Role::Adm]);
    town.sit("adm");
    let unlocked = unlocked(&town);
    let insider = Insider::at(&unlocked);
    let slots = ["preau.a.cles", "preau.b.cles"].map(|name| unlocked.folder().path().join(name));
    let spoil = || slots.iter().for_each(|path| fs::write(path, "abîmé").expect("spoilt"));
    let change = json!({
        "agent": null, "login": "nouveau", "display_name": "Lou Nouveau", "roles": ["INS"],
        "password": "sept tuiles rondes chantent sous la pluie fine 42",
    });
    let kept: Vec<u8> =
        insider.file.query_row("SELECT bytes FROM slot_copies", [], |row| row.get(0)).expect("a copy");
    let put =
        |bytes: &[u8]| insider.file.execute("UPDATE slot_copies SET bytes = ?1", [bytes]).expect("edited");
    let other = TestTown::on(date(2026, 5, 5), &[Role::Adm]);
    let theirs = super::unlocked(&other).folder().slots().expect("slots").to_bytes();
    let mut flipped = kept.clone();
    flipped[kept.len() / 2] ^= 1;
    for bytes in [&b""[..], &flipped, &theirs] {
        spoil();
        put(bytes);
        assert_eq!(town.refused("agent_welcome", change.clone())["code"], "damaged");
        assert!(slots.iter().all(|path| fs::read(path).is_ok_and(|found| found == "abîmé".as_bytes())));
    }
    put(&kept);
    town.done("agent_welcome", change);
    assert!(unlocked.folder().slots().is_ok(), "its own copy mends them");
}

/// The index of the search is derived: it can hide someone from a search, and never says anything that the files do not.
#[test]
fn words_that_somebody_else_indexed_find_what_is_there_or_nothing() {
    let town = TestTown::with(&[Role::Ins, Role::Adm]);
    town.sit("ins");
    town.done("family_register", json!({
        "households": [{ "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" },
            "guardians": [{ "birth_name": "Le Goff", "first_name": "Maëlle", "phones": ["0102030405"], "kinship": "mother" }] }],
        "children": [{ "identity": { "name": "Le Goff", "first_name": "Lou", "birth_date": "2018-03-14" } }]
    }));
    town.sit("adm");
    let insider = Insider::at(&unlocked(&town));
    let edit = |text: &str| insider.file.execute_batch(text).expect("edited");
    edit(
        "INSERT OR REPLACE INTO search_index (rowid, kind, words) SELECT id, kind, 'fantome' FROM search_entries",
    );
    edit("INSERT INTO search_index (rowid, kind, words) VALUES (999999, 'child', 'fantome')");
    town.sit("ins");
    let labels = |text: &str| -> Vec<String> {
        let hits = town.done("search", json!({ "text": text }))["hits"].as_array().expect("hits").clone();
        hits.iter().map(|hit| hit["label"].as_str().expect("a label").to_owned()).collect()
    };
    assert_eq!(labels("fantome"), ["Le Goff Lou", "Maëlle Le Goff", "Le Goff"], "their own names");
    assert_eq!(labels("goff"), [""; 0], "hidden from the search");
    let listed = || town.done("family_list", json!({}))["families"].as_array().map(Vec::len);
    assert_eq!(listed(), Some(1), "and from nothing else");
    // Of which some say that what follows takes more memory than there is.
    let drawn = (1_u64..=24).map(|seed| {
        let mut state = seed;
        let bytes = (0..48).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            format!("{:02x}", (state >> 56) as u8)
        });
        format!("x'{}'", bytes.collect::<String>())
    });
    for block in ["zeroblob(length(block))".to_owned(), "x''".to_owned()].into_iter().chain(drawn) {
        edit(&format!("UPDATE search_index_data SET block = {block}"));
        match town.app.call("search", json!({ "text": "fantome" })) {
            Reply::Done { value, .. } => assert_eq!(value["hits"], json!([]), "{block}"),
            Reply::Refused { error, .. } => {
                assert_eq!(error.code, Code::Damaged, "{block}: {}", error.message)
            }
        }
        assert_eq!(listed(), Some(1), "{block}");
    }
}
