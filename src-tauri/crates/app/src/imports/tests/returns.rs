//! Returns of the treasury.

use serde_json::{Value, json};

use crate::outside::ChosenFile;
use crate::testing::TestTown;

const HEADER: &str =
    "exercice;num_bordereau;num_titre;ref_tiers;num_facture;date_operation;montant;mode;origine;etat\r\n";

/// The same, with what is left to pay.
const WITH_REMAINDER: &str = "exercice;num_bordereau;num_titre;ref_tiers;num_facture;date_operation;montant;mode;origine;etat;reste_a_recouvrer\r\n";

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
    town.finished("returns_preview", json!({ "file": { "name": "retour.csv", "bytes": bytes } }))
}

fn preview_with_remainders(town: &TestTown, lines: &str) -> Value {
    let bytes = format!("{WITH_REMAINDER}{lines}").into_bytes();
    town.finished("returns_preview", json!({ "file": { "name": "retour.csv", "bytes": bytes } }))
}

fn commit(town: &TestTown, preview: &Value, choices: Value) -> Value {
    town.done("returns_commit", json!({ "reading": preview["shape"]["reading"], "choices": choices }))
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
    let refused = town.refused("returns_commit", json!({ "reading": nothing["shape"]["reading"] }));
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
    assert_eq!(town.finished("returns_preview", json!({}))["cancelled"], true);
    give("Jour,Somme,Pièce\n03/04/2026,\"18,00\",2026-000001\n");
    let seen = town.finished("returns_preview", json!({}));
    assert_eq!(seen["shape"]["missing"], json!(["Date d’opération"]));
    let columns = json!([
        { "field": "date_operation", "column": 0 },
        { "field": "montant", "column": 1 },
        { "field": "num_facture", "column": 2 },
    ]);
    let mapped = town.finished("returns_remap", json!({ "columns": columns }));
    assert_eq!(states(&mapped), ["accepted"]);
    let stale = town.refused("returns_commit", json!({ "reading": "autre" }));
    assert_eq!(stale["code"], "changed_since_preview");
    commit(&town, &mapped, json!([]));
    give("Jour,Somme,Pièce\n04/04/2026,\"36,00\",2026-000002\n");
    let next = town.finished("returns_preview", json!({}));
    assert_eq!((states(&next), &next["shape"]["missing"]), (vec!["accepted"], &json!([])));
    give("%PDF-1.7 …");
    assert_eq!(town.job("returns_preview", json!({}))["error"]["code"], "bad_file");
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

#[test]
fn a_state_is_never_taken_for_money_and_is_kept_with_what_is_left() {
    let town = sent();
    let seen = preview_with_remainders(
        &town,
        "2026;1;1;;;03/04/2026;18,00;;TRESOR;IMPAYE;18,00\r\n\
         2026;1;2;;;03/04/2026;36,00;;TRESOR;NON_VALEUR;36,00\r\n\
         2026;1;3;;;03/04/2026;20,00;CB;PAYFIP;PARTIEL;30,00\r\n",
    );
    assert_eq!(states(&seen), ["accepted", "accepted", "accepted"]);
    assert_eq!((&seen["rows"][0]["is_information"], &seen["accepted_cents"]), (&json!(true), &json!(2_000)));
    let said = |row: usize| seen["rows"][row]["issues"].to_string();
    assert!(said(0).contains("pas un encaissement"), "{}", said(0));
    assert!(said(2).contains("écart de 7,60"), "{}", said(2));
    let done = commit(&town, &seen, json!([]));
    assert_eq!((&done["informed"], &done["amount_cents"]), (&json!(2), &json!(2_000)));
    assert_eq!(town.done("unpaid_list", json!({}))["due_cents"], 1_800 + 3_600 + 3_760);

    let invoice = |row: usize| seen["rows"][row]["proposals"][0]["invoice"].clone();
    let shown = |row: usize| {
        town.done("invoice_show", json!({ "invoice": invoice(row) }))["said_by_treasury"].clone()
    };
    assert_eq!(
        (&shown(1)[0]["state"], &shown(1)[0]["remaining_cents"]),
        (&json!("NON_VALEUR"), &json!(3_600))
    );
    assert!(shown(2)[0]["gap"].as_str().is_some_and(|gap| gap.contains("7,60")), "{}", shown(2));
    assert_eq!(shown(0)[0]["gap"], Value::Null);
    let household = seen["rows"][1]["proposals"][0]["household"].clone();
    let account = town.done("household_account", json!({ "household": household }));
    assert_eq!(account["said_by_treasury"][0]["state"], "NON_VALEUR");

    // Undone with its file, and the same file brings it back.
    town.done("import_undo", json!({ "batch": done["batch"]["id"] }));
    assert_eq!(shown(1), json!([]));
}

#[test]
fn a_file_of_news_alone_is_taken_once() {
    let town = sent();
    let line = "2026;1;1;;;03/04/2026;0,00;;TRESOR;IMPAYE\r\n";
    let seen = preview(&town, line);
    let done = commit(&town, &seen, json!([]));
    assert_eq!((&done["informed"], &done["batch"]["accepted"]), (&json!(1), &json!(1)));
    let again = preview(&town, line);
    assert_eq!(states(&again), ["already_taken"]);
    let refused = town.refused("returns_commit", json!({ "reading": again["shape"]["reading"] }));
    assert_eq!(refused["code"], "already_done");
}

#[test]
fn a_titre_unknown_here_is_proposed_and_never_taken_alone() {
    let town = sent();
    let seen = preview(&town, "2026;99;7;F000003A;;03/04/2026;57,60;CB;PAYFIP;SOLDE\r\n");
    assert_eq!(states(&seen), ["to_check"]);
    assert_eq!(seen["rows"][0]["proposals"].as_array().map(Vec::len), Some(1));
    let done = commit(&town, &seen, json!([]));
    assert_eq!((&done["batch"]["accepted"], &done["waiting"]), (&json!(0), &json!(1)));
}

#[test]
fn unreadable_lines_can_still_be_kept_once_the_rest_is_recorded() {
    let town = sent();
    let seen = preview(
        &town,
        "2026;1;1;;;03/04/2026;18,00;CB;PAYFIP;SOLDE\r\n2026;1;2;;;31/02/2026;36,00;CB;PAYFIP;SOLDE\r\n",
    );
    commit(&town, &seen, json!([]));
    let saved = town.done("returns_rejected_file", json!({}));
    assert_eq!(saved["file_name"], "retour_refusees.csv");
    let bytes = town.files.saved.lock().unwrap().last().unwrap().1.clone();
    assert!(String::from_utf8_lossy(&bytes).contains("31/02/2026"));
    // Nothing refused: the file is let go.
    let sound = preview(&town, "2026;1;2;;;03/04/2026;36,00;CB;PAYFIP;SOLDE\r\n");
    commit(&town, &sound, json!([]));
    assert_eq!(town.refused("returns_rejected_file", json!({}))["code"], "not_found");
}

#[test]
fn a_rejection_that_waits_is_closed_against_the_payment_it_takes_back() {
    let town = sent();
    let paid = preview(&town, "2026;1;3;;;03/04/2026;57,60;PRELEVEMENT;TRESOR;SOLDE\r\n");
    let household = paid["rows"][0]["proposals"][0]["household"].clone();
    commit(&town, &paid, json!([]));
    // The file names a titre nobody knows: nothing tells what it takes back.
    let line = "2026;99;3;;;05/04/2026;-57,60;PRELEVEMENT;TRESOR;REJETE\r\n";
    let rejected = preview(&town, line);
    commit(&town, &rejected, json!([]));
    let waiting = town.done("suspended_list", json!({}))["lines"][0].clone();
    let payment = town.done("payment_list", json!({ "household": household }))["payments"][0].clone();
    let closing =
        |payment: &Value| json!({ "id": waiting["id"], "household": household, "payment": payment["id"] });
    let alone = town.refused("suspended_assign", json!({ "id": waiting["id"], "household": household }));
    assert_eq!(alone["code"], "refused");
    let left = town.done("suspended_assign", closing(&payment));
    assert_eq!(left["lines"], json!([]));
    assert_eq!(town.done("unpaid_list", json!({}))["due_cents"], 1_800 + 3_600 + 5_760);
    let list = town.done("payment_list", json!({ "household": household }));
    assert_eq!((&list["total_cents"], list["payments"].as_array().map(Vec::len)), (&json!(0), Some(2)));
    assert_eq!(states(&preview(&town, line)), ["already_taken"]);
}

#[test]
fn a_rejection_already_entered_by_hand_is_closed_without_a_second_entry() {
    let town = sent();
    let paid = preview(&town, "2026;1;3;;;03/04/2026;57,60;PRELEVEMENT;TRESOR;SOLDE\r\n");
    let household = paid["rows"][0]["proposals"][0]["household"].clone();
    commit(&town, &paid, json!([]));
    let payment = town.done("payment_list", json!({ "household": household }))["payments"][0]["id"].clone();
    town.done("payment_cancel", json!({ "payment": payment, "reason": "Prélèvement rejeté" }));
    let line = "2026;99;3;;;05/04/2026;-57,60;PRELEVEMENT;TRESOR;REJETE\r\n";
    let seen = preview(&town, line);
    commit(&town, &seen, json!([]));
    let waiting = town.done("suspended_list", json!({}))["lines"][0]["id"].clone();
    let other = town.done(
        "payment_record",
        json!({ "household": household, "amount_cents": 100, "received_on": "2026-04-05", "method": "cash" }),
    );
    let wrong = json!({ "id": waiting, "household": household, "payment": other["payment"]["id"] });
    assert!(town.refused("suspended_assign", wrong)["message"].as_str().unwrap().contains("57,60"));
    town.done("suspended_assign", json!({ "id": waiting, "household": household, "payment": payment }));
    let list = town.done("payment_list", json!({ "household": household }));
    assert_eq!(list["payments"].as_array().map(Vec::len), Some(3));
    assert_eq!(town.done("suspended_list", json!({}))["lines"], json!([]));
    // Closed without an entry of its own, it is known all the same.
    assert_eq!(states(&preview(&town, line)), ["already_taken"]);
}

/// An invoice holds between nothing and its total, whatever is undone, cancelled or taken off, in whatever order.
#[test]
fn what_a_rejection_took_back_is_not_taken_back_twice() {
    let town = sent();
    let paid = commit(&town, &preview(&town, "2026;1;2;;;03/04/2026;36,00;CB;PAYFIP;SOLDE\r\n"), json!([]));
    let rejected = preview(&town, "2026;1;2;;;04/04/2026;-36,00;PRELEVEMENT;BANQUE;REJETE\r\n");
    let rejected = commit(&town, &rejected, json!([]));
    let row = town.done("payment_list", json!({}))["payments"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["amount_cents"] == 3_600)
        .expect("the payment")
        .clone();
    let cancel = json!({ "payment": row["id"], "reason": "erreur" });
    assert_eq!(town.refused("payment_cancel", cancel)["code"], "refused");
    let first = json!({ "batch": paid["batch"]["id"] });
    assert_eq!(town.refused("import_undo", first.clone())["code"], "refused");
    // Paid again at the desk: the rejection cannot be undone under it.
    let household = row["household"].clone();
    town.done(
        "payment_record",
        json!({ "household": household, "amount_cents": 3_600, "method": "cash", "received_on": "2026-04-05", "reference": "" }),
    );
    let second = json!({ "batch": rejected["batch"]["id"] });
    assert_eq!(town.refused("import_undo", second)["code"], "refused");
    assert_eq!(town.done("unpaid_list", json!({}))["due_cents"], 1_800 + 5_760);
}

#[test]
fn what_the_treasury_says_of_a_titre_is_said_of_its_own_household() {
    let town = sent();
    commit(&town, &preview(&town, "2026;99;7;;;03/04/2026;5,00;CB;PAYFIP;PARTIEL\r\n"), json!([]));
    let waiting = town.done("suspended_list", json!({}))["lines"][0]["id"].clone();
    let run = town.done("run_list", json!({}))["runs"][0]["id"].clone();
    let invoices = town.done("invoice_list", json!({ "run": run }))["invoices"].clone();
    let (own, other) = (&invoices[0], &invoices[1]);
    let assign =
        |invoice: &Value| json!({ "id": waiting, "household": own["household"], "invoice": invoice["id"] });
    assert_eq!(town.refused("suspended_assign", assign(other))["code"], "not_found");
    town.done("suspended_assign", assign(own));
}

#[test]
fn what_is_recorded_is_the_reading_that_was_shown() {
    let town = sent();
    let seen = preview(&town, "2026;1;2;;77;03/04/2026;5,00;CB;PAYFIP;PARTIEL\r\n");
    let columns = json!([{ "field": "montant", "column": 4 }]);
    let remapped = town.finished("returns_remap", json!({ "reading": {}, "columns": columns }));
    assert_ne!(remapped["shape"]["reading"], seen["shape"]["reading"]);
    let stale = json!({ "reading": seen["shape"]["reading"], "choices": [] });
    assert_eq!(town.refused("returns_commit", stale)["code"], "changed_since_preview");
}

#[test]
fn a_line_that_is_nobody_s_is_dismissed_with_its_reason() {
    let town = sent();
    let seen = preview(&town, "2026;99;7;;;03/04/2026;12,00;CB;PAYFIP;SOLDE\r\n");
    commit(&town, &seen, json!([]));
    let id = town.done("suspended_list", json!({}))["lines"][0]["id"].clone();
    let missing = town.refused("suspended_dismiss", json!({ "id": id, "reason": " " }));
    assert_eq!(missing["fields"][0]["field"], "reason");
    let left = town.done("suspended_dismiss", json!({ "id": id, "reason": "Budget de l’eau" }));
    assert_eq!(left["lines"], json!([]));
    assert_eq!(
        town.done("payment_list", json!({ "from": "2026-04-01", "to": "2026-04-30" }))["payments"],
        json!([])
    );
}

#[test]
fn a_file_is_read_by_a_job_and_shown_again() {
    let town = sent();
    let bytes = format!("{HEADER}2026;1;1;;;03/04/2026;18,00;CB;PAYFIP;SOLDE\r\n").into_bytes();
    let job = town.job("returns_preview", json!({ "file": { "name": "retour.csv", "bytes": bytes } }));
    assert_eq!((&job["state"], &job["command"]), (&json!("done"), &json!("returns_preview")));
    assert_eq!(town.done("returns_show", json!({})), job["value"]);
    commit(&town, &job["value"], json!([]));
    assert_eq!(town.refused("returns_show", json!({}))["code"], "not_found");
}
