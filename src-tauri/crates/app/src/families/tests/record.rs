//! The file on paper.

use std::io::Write as _;
use std::process::{Command, Stdio};

use security::Role;
use serde_json::json;

use super::registered;
use crate::testing::TestTown;

/// Its words, as another program reads them.
fn words(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is needed: install poppler-utils");
    let mut input = reader.stdin.take().expect("piped");
    let pdf = pdf.to_vec();
    let feeding = std::thread::spawn(move || input.write_all(&pdf));
    let output = reader.wait_with_output().expect("ends");
    feeding.join().expect("feeds").expect("read");
    String::from_utf8(output.stdout).expect("UTF-8").replace('\u{a0}', " ")
}

// rows: G01
#[test]
fn the_file_is_printed_as_each_role_is_shown_it_and_the_journal_says_who_did() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::San, Role::Ter, Role::Res, Role::Rpe, Role::Dpo]);
    town.sit("ins");
    let (family, view) = registered(&town);
    let fact = "La mère demande un duplicata.";
    let line = json!({ "kind": "call", "on": "2026-04-02", "text": fact, "due_on": null });
    town.done("relation_save", json!({ "family": family, "draft": line }));
    town.done(
        "contact_save",
        json!({ "family": family, "draft": { "name": "Le Goff", "first_name": "Yvonne", "relation": "grand-mère",
            "phone": "02 96 55 01 44", "emergency_rank": 1, "may_pick_up": true, "document": "carte d’identité" } }),
    );
    town.sit("res");
    town.done("consent_texts_start", json!({}));
    let julien = &view["households"][1]["guardians"][0]["id"];
    let leonie = &view["children"][0]["id"];
    town.done(
        "authority_loss_save",
        json!({ "guardian": julien, "children": [leonie], "from": "2026-04-01" }),
    );
    let printed = |login: &str| {
        town.sit(login);
        let shown = town.done("family_record_print", json!({ "family": family }));
        assert_eq!(shown["file_name"], "dossier_famille_000001_2026-04-05.pdf");
        words(&town.files.saved.lock().expect("files").last().expect("a file").1)
    };
    let desk = printed("ins");
    for part in [
        "Foyer A",
        "Foyer B",
        "Maëlle Le Goff",
        "12 rue des Lavandières",
        "quelqu.un@courriel.example",
        "Léonie",
        "Yvonne Le Goff",
        "vient chercher les enfants",
        "Sortie interdite",
        "sans porc",
        "Accords",
        fact,
        "par Agent ins",
    ] {
        assert!(desk.to_lowercase().contains(&part.to_lowercase()), "« {part} » manque dans :\n{desk}");
    }
    // What each is not shown on the screen is not on the paper either.
    for (login, hidden) in [
        ("fac", &["Sortie interdite", "sans porc", fact, "Autorité parentale"][..]),
        ("san", &["Sortie interdite", "quelqu.un@courriel.example", fact, "Dijon"]),
        ("ter", &["quelqu.un@courriel.example", fact, "Dijon", "Pièces"]),
        ("res", &["sans porc", "Dijon"]),
    ] {
        let paper = printed(login).to_lowercase();
        for part in hidden {
            assert!(!paper.contains(&part.to_lowercase()), "{login}: « {part} » dans :\n{paper}");
        }
        assert!(paper.contains("léonie"), "{login}");
    }
    assert!(printed("res").contains(fact));
    town.sit("rpe");
    assert_eq!(town.refused("family_record_print", json!({ "family": family }))["code"], "forbidden");
    town.sit("dpo");
    let journal = town.done("audit_list", json!({})).to_string();
    assert_eq!(journal.matches("Dossier imprimé").count(), 6, "{journal}");
}
