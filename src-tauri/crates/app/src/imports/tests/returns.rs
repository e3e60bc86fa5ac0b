//! Returns of the treasury.

use serde_json::{Value, json};

use crate::outside::ChosenFile;
use crate::testing::TestTown;

const HEADER: &str =
    "exercice;num_bordereau;num_titre;ref_tiers;num_facture;date_operation;montant;mode;origine;etat\r\n";

/// Three families sent to the treasury: titres 1 to 3, of 18,00 €, 36,00 € and 57,60 €.
fn sent() -> TestTown {
    let town = TestTown::new();
    town.families_at_table(&[("Abgrall", 5), ("Le Goff", 10), ("Šimić", 16)]);
    let run = town.bill();
    town.done("treasury_export", json!({ "run": run["run"]["id"], "kind": "titres_csv" }));
    town
}

fn preview(town: &TestTown, lines: &str) -> Value {
    let bytes = format!("{HEADER}{lines}").into_bytes();
    town.done("returns_preview", json!({ "file": { "name": "retour.csv", "bytes": bytes } }))
}

fn commit(town: &TestTown, preview: &Value, choices: Value) -> Value {
    town.done("returns_commit", json!({ "sha256": preview["shape"]["sha256"], "choices": choices }))
}

fn states(view: &Value) -> Vec<&str> {
    view["rows"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect()
}

#[test]
fn a_return_is_matched_taken_and_never_doubled() {
    let town = sent();
    let lines = "2026;1;1;;;03/04/2026;18,00;CB;PAYFIP;SOLDE\r\n;;;;2026-000002;03/04/2026;30,00;VIREMENT;TRESOR;PARTIEL\r\n;;;F000003A;;04/04/2026;57,60;CHEQUE;TRESOR;SOLDE\r\n";
    let seen = preview(&town, lines);
    assert_eq!(states(&seen), ["accepted", "accepted", "accepted"]);
    assert_eq!(seen["rows"][2]["proposals"][0]["matched_by"], "debtor_and_amount");
    let done = commit(&town, &seen, json!([]));
    assert_eq!((&done["batch"]["accepted"], &done["amount_cents"]), (&json!(3), &json!(10_560)));
    assert_eq!(town.done("unpaid_list", json!({}))["due_cents"], 600);
    assert_eq!(town.done("treasury_overview", json!({}))["bordereaux"][0]["collected_cents"], 10_560);

    // The same operations again, with one more: only that one counts.
    let longer = format!("{lines}2026;1;2;;;05/04/2026;6,00;CB;PAYFIP;SOLDE\r\n");
    let again = preview(&town, &longer);
    assert_eq!(states(&again), ["already_taken", "already_taken", "already_taken", "accepted"]);
    let done = commit(&town, &again, json!([]));
    assert_eq!((&done["batch"]["accepted"], &done["already_taken"]), (&json!(1), &json!(3)));
    let nothing = preview(&town, &longer);
    assert!(nothing["shape"]["same_file"].is_string());
    let refused = town.refused("returns_commit", json!({ "sha256": nothing["shape"]["sha256"] }));
    assert_eq!(refused["code"], "already_done");
    assert_eq!(town.done("unpaid_list", json!({}))["due_cents"], 0);
}

#[test]
fn what_is_doubtful_waits_for_someone_and_what_is_unreadable_is_refused() {
    let town = sent();
    let seen = preview(
        &town,
        "2026;1;1;;;03/04/2026;20,00;CB;PAYFIP;SOLDE\r\n\
         2026;99;7;;;03/04/2026;12,00;CB;PAYFIP;SOLDE\r\n\
         2026;1;2;;;31/02/2026;36,00;CB;PAYFIP;SOLDE\r\n\
         2026;1;3;;;03/04/2026;-57,60;PRELEVEMENT;TRESOR;REJETE\r\n",
    );
    assert_eq!(states(&seen), ["to_check", "to_check", "refused", "to_check"]);
    assert!(seen["rows"][0]["issues"][0]["message"].as_str().unwrap().contains("trop-perçu"));
    assert_eq!(seen["rows"][1]["proposals"], json!([]));
    let invoice = seen["rows"][0]["proposals"][0]["invoice"].clone();
    let done = commit(&town, &seen, json!([{ "line": 2, "invoice": invoice }]));
    assert_eq!(
        (&done["batch"]["accepted"], &done["waiting"], &done["batch"]["refused"]),
        (&json!(1), &json!(2), &json!(1))
    );
    // 18,00 € settle the invoice, 2,00 € stay with the household.
    let payments = town.done("payment_list", json!({ "from": "2026-04-01", "to": "2026-04-30" }));
    assert_eq!(payments["payments"][0]["advance_cents"], 200);

    let waiting = town.done("suspended_list", json!({}));
    assert_eq!(waiting["lines"].as_array().unwrap().len(), 2);
    let line =
        waiting["lines"].as_array().unwrap().iter().find(|l| l["amount_cents"] == 1_200).unwrap().clone();
    let unpaid = town.done("unpaid_list", json!({}));
    let household =
        unpaid["households"].as_array().unwrap().iter().find(|h| h["family_name"] == "Le Goff").unwrap();
    let left =
        town.done("suspended_assign", json!({ "id": line["id"], "household": household["household"] }));
    assert_eq!(left["lines"].as_array().unwrap().len(), 1);
    let account = town.done("household_account", json!({ "household": household["household"] }));
    assert_eq!(account["balance_cents"], 2_400);
    assert_eq!(
        town.refused("suspended_assign", json!({ "id": line["id"], "household": household["household"] }))["code"],
        "not_found"
    );
}

#[test]
fn a_rejected_debit_takes_back_what_was_paid() {
    let town = sent();
    let paid = preview(&town, "2026;1;3;;;03/04/2026;57,60;PRELEVEMENT;TRESOR;SOLDE\r\n");
    commit(&town, &paid, json!([]));
    let rejected = preview(&town, "2026;1;3;;;05/04/2026;-57,60;PRELEVEMENT;TRESOR;REJETE\r\n");
    assert_eq!(states(&rejected), ["accepted"]);
    commit(&town, &rejected, json!([]));
    assert_eq!(town.done("unpaid_list", json!({}))["due_cents"], 1_800 + 3_600 + 5_760);
}

#[test]
fn a_batch_is_undone_whole_and_may_come_again() {
    let town = sent();
    let lines =
        "2026;1;1;;;03/04/2026;18,00;CB;PAYFIP;SOLDE\r\n2026;9;9;;;03/04/2026;5,00;CB;PAYFIP;SOLDE\r\n";
    let seen = preview(&town, lines);
    let batch = commit(&town, &seen, json!([]))["batch"]["id"].clone();
    let list = town.done("import_undo", json!({ "batch": batch }));
    assert_eq!(list["batches"][0]["undone"], true);
    assert_eq!(town.done("unpaid_list", json!({}))["due_cents"], 11_160);
    assert_eq!(town.done("suspended_list", json!({}))["lines"], json!([]));
    assert_eq!(town.refused("import_undo", json!({ "batch": batch }))["code"], "already_done");
    let again = preview(&town, lines);
    assert_eq!(states(&again), ["accepted", "to_check"]);
}

#[test]
fn the_agent_chooses_the_file_and_its_columns_which_are_remembered() {
    let town = sent();
    let give = |text: &str| {
        let file = ChosenFile { name: "releve.csv".into(), bytes: text.as_bytes().to_vec() };
        *town.files.to_choose.lock().unwrap() = Some(file);
    };
    assert_eq!(town.done("returns_preview", json!({}))["cancelled"], true);
    give("Jour,Somme,Pièce\n03/04/2026,\"18,00\",2026-000001\n");
    let seen = town.done("returns_preview", json!({}));
    assert_eq!(seen["shape"]["missing"], json!(["Date d’opération"]));
    let columns = json!([
        { "field": "date_operation", "column": 0 },
        { "field": "montant", "column": 1 },
        { "field": "num_facture", "column": 2 },
    ]);
    let mapped = town.done("returns_remap", json!({ "columns": columns }));
    assert_eq!(states(&mapped), ["accepted"]);
    let stale = town.refused("returns_commit", json!({ "sha256": "autre" }));
    assert_eq!(stale["code"], "changed_since_preview");
    commit(&town, &mapped, json!([]));
    give("Jour,Somme,Pièce\n04/04/2026,\"36,00\",2026-000002\n");
    let next = town.done("returns_preview", json!({}));
    assert_eq!((states(&next), &next["shape"]["missing"]), (vec!["accepted"], &json!([])));
    give("%PDF-1.7 …");
    assert_eq!(town.refused("returns_preview", json!({}))["code"], "bad_file");
}

#[test]
fn a_day_that_has_not_come_or_never_was_is_not_taken_alone() {
    let town = sent();
    let seen = preview(
        &town,
        "2026;1;1;;;06/04/2026;18,00;CB;PAYFIP;SOLDE\r\n2026;1;1;;;01/01/0206;18,00;CB;PAYFIP;SOLDE\r\n",
    );
    assert_eq!(states(&seen), ["to_check", "refused"]);
    assert_eq!(seen["rows"][0]["proposals"].as_array().map(Vec::len), Some(1));
}
