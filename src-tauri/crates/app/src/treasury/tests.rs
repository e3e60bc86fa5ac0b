//! A run on its way to the treasury.

use serde_json::{Value, json};

use crate::testing::TestTown;

fn export(town: &TestTown, run: &Value, kind: &str) -> Value {
    town.done("treasury_export", json!({ "run": run["run"]["id"], "kind": kind }))
}

#[test]
fn both_files_come_from_one_bordereau_and_never_change() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10), ("Abgrall", 5), ("Šimić", 16)]);
    let run = town.bill();
    let csv = export(&town, &run, "titres_csv");
    let xml = export(&town, &run, "pes_ormc");
    assert_eq!((&csv["bordereau"], &xml["bordereau"], &csv["titres"]), (&json!(1), &json!(1), &json!(3)));
    assert_eq!(
        (&csv["total_cents"], &xml["total_cents"]),
        (&run["run"]["total_cents"], &run["run"]["total_cents"])
    );
    // Names may change afterwards: what left is what left.
    town.write(|w| w.save_setting("town", "{\"name\":\"Autre\"}").unwrap());
    let again = export(&town, &run, "titres_csv");
    assert_eq!((&again["sha256"], &again["already_exported"]), (&csv["sha256"], &json!(true)));
    let saved = town.files.saved.lock().unwrap();
    assert_eq!(saved[0], saved[2]);
    let text = String::from_utf8(saved[1].1.iter().filter(|b| b.is_ascii()).copied().collect()).unwrap();
    assert!(text.contains("PES_Aller") && text.contains("<MtBordHt V=\"111.60\"/>"), "{text}");
    let rows: Vec<&[u8]> = saved[0].1.split(|b| *b == b'\n').filter(|line| !line.is_empty()).collect();
    assert_eq!(rows.len(), 4);
    drop(saved);
    let overview = town.done("treasury_overview", json!({}));
    assert_eq!(overview["selected"]["allotted"], true);
    assert_eq!(overview["selected"]["files"].as_array().unwrap().len(), 2);
    assert_eq!(overview["bordereaux"][0]["total_cents"], run["run"]["total_cents"]);
    assert_eq!(town.done("billing_overview", json!({}))["months"][0]["state"], "sent");
}

#[test]
fn another_encoding_is_another_frozen_file_of_the_same_bordereau() {
    let town = TestTown::new();
    town.families_at_table(&[("Šimić", 16)]);
    let run = town.bill();
    export(&town, &run, "titres_csv");
    let utf8 = town.done(
        "treasury_export",
        json!({ "run": run["run"]["id"], "kind": "titres_csv", "encoding": "utf8" }),
    );
    assert_eq!((&utf8["bordereau"], &utf8["already_exported"]), (&json!(1), &json!(false)));
    assert!(town.files.saved.lock().unwrap()[1].1.starts_with(b"\xEF\xBB\xBF"));
}

#[test]
fn nothing_is_written_while_one_debtor_would_be_refused() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10), ("Abgrall", 5)]);
    let run = town.bill();
    town.done("treasury_settings_save", json!({ "codique": "", "code_collectivite": "" }));
    town.write(|w| town.save_debtor(w, homes["Abgrall"], "Abgrall", ""));
    let refused = town.refused("treasury_export", json!({ "run": run["run"]["id"], "kind": "pes_ormc" }));
    assert_eq!(refused["code"], "would_be_rejected");
    // The payer is the one frozen on the invoice: only the town's settings are at fault.
    let parts: Vec<&str> = refused["params"]["rejections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["part"].as_str().unwrap())
        .collect();
    assert_eq!(parts, ["collectivity", "collectivity"]);
    assert!(town.files.saved.lock().unwrap().is_empty());
    let overview = town.done("treasury_overview", json!({}));
    assert_eq!(
        (&overview["selected"]["allotted"], &overview["selected"]["bordereau"]),
        (&json!(false), &json!(1))
    );
    assert_eq!(overview["bordereaux"], json!([]));

    town.done("treasury_settings_save", json!({ "codique": "021034", "code_collectivite": "123" }));
    assert_eq!(export(&town, &run, "pes_ormc")["bordereau"], 1);
}

#[test]
fn settings_are_checked_all_at_once() {
    let town = TestTown::new();
    let refused = town.refused(
        "treasury_settings_save",
        json!({ "codique": "12", "code_collectivite": "000", "code_budget": "0", "siret": "1", "campaign_rank": 12 }),
    );
    let fields: Vec<&str> =
        refused["fields"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["codique", "code_collectivite", "code_budget", "siret", "campaign_rank"]);
}

/// Asks for a run's batch.
fn batch(town: &TestTown, run: &Value) -> Value {
    town.done("treasury_overview", json!({ "run": run["run"]["id"] }))["selected"].clone()
}

fn pay(town: &TestTown, household: impl serde::Serialize, cents: i64) {
    town.done(
        "payment_record",
        json!({ "household": household, "amount_cents": cents, "received_on": "2026-04-05", "method": "cheque" }),
    );
}

/// The reasons why invoices stay out, by family.
fn reason_of<'a>(batch: &'a Value, family: &str) -> &'a str {
    let rows = batch["left_out"].as_array().unwrap();
    rows.iter().find(|row| row["family_name"] == family).unwrap()["reason"].as_str().unwrap()
}

#[test]
fn what_was_paid_before_the_titre_is_not_claimed_again() {
    let town = TestTown::new();
    // 36,00 €, 18,00 €, 57,60 €.
    let homes = town.families_at_table(&[("Le Goff", 10), ("Abgrall", 5), ("Šimić", 16)]);
    let run = town.bill();
    pay(&town, homes["Le Goff"].household, 3_600);
    pay(&town, homes["Abgrall"].household, 1_000);
    pay(&town, homes["Šimić"].household, 2_000);
    let seen = batch(&town, &run);
    assert_eq!((&seen["titres"], &seen["total_cents"]), (&json!(1), &json!(3_760)));
    assert!(reason_of(&seen, "Le Goff").contains("réglée"), "{seen}");
    assert!(reason_of(&seen, "Abgrall").contains("8,00"), "{seen}");
    let csv = export(&town, &run, "titres_csv");
    assert_eq!(csv["total_cents"], 3_760);
    let text = String::from_utf8_lossy(&town.files.saved.lock().unwrap()[0].1).into_owned();
    assert!(text.contains("37,60") && !text.contains("57,60"), "{text}");
    // What is paid after the bordereau changes nothing of it: the other file says the same.
    pay(&town, homes["Šimić"].household, 760);
    let xml = export(&town, &run, "pes_ormc");
    assert_eq!(xml["total_cents"], 3_760);
}

#[test]
fn what_the_regie_collects_goes_to_the_treasury_only_when_chosen_after_its_deadline() {
    let town = TestTown::new();
    town.done(
        "treasury_settings_save",
        json!({ "codique": "021034", "code_collectivite": "123", "collection": "regie" }),
    );
    let homes = town.families_at_table(&[("Le Goff", 10), ("Petit", 2), ("Abgrall", 5)]);
    let run = town.bill();
    let seen = batch(&town, &run);
    assert_eq!((&seen["titres"], seen["left_out"].as_array().map(Vec::len)), (&json!(0), Some(3)));
    assert!(reason_of(&seen, "Le Goff").contains("régie"), "{seen}");
    assert!(seen["left_out"].as_array().unwrap().iter().all(|row| row["may_be_sent"] == false));
    let refused = town.refused("treasury_export", json!({ "run": run["run"]["id"], "kind": "pes_ormc" }));
    assert_eq!(refused["code"], "would_be_rejected");

    // The deadline is past: 36,00 € unpaid may be sent; 7,20 € is too little; 18,00 € was paid.
    pay(&town, homes["Abgrall"].household, 1_800);
    town.clock.stand_on(jiff::civil::date(2026, 6, 1));
    let seen = batch(&town, &run);
    assert_eq!(seen["titres"], 0);
    assert!(reason_of(&seen, "Petit").contains("D1611-1"), "{seen}");
    let may: Vec<&Value> =
        seen["left_out"].as_array().unwrap().iter().filter(|row| row["may_be_sent"] == true).collect();
    assert_eq!((may.len(), &may[0]["family_name"]), (1, &json!("Le Goff")));
    let chosen = json!([may[0]["invoice"]]);
    let seen =
        town.done("treasury_overview", json!({ "run": run["run"]["id"], "chosen": chosen }))["selected"]
            .clone();
    assert_eq!((&seen["titres"], &seen["total_cents"]), (&json!(1), &json!(3_600)));
    let sent = town
        .done("treasury_export", json!({ "run": run["run"]["id"], "kind": "pes_ormc", "chosen": chosen }));
    assert_eq!((&sent["titres"], &sent["total_cents"]), (&json!(1), &json!(3_600)));
    assert_eq!(batch(&town, &run)["titres"], 1);
}

#[test]
fn numbers_go_on_from_those_the_town_had_already_given() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    let start = |what: &str, next: u32| json!({ "exercice": 2026, "sequence": what, "next": next });
    let before = town.done("exercices_show", json!({}));
    assert_eq!(
        (&before["exercices"][0]["next_bordereau"], &before["exercices"][0]["bordereau_started"]),
        (&json!(1), &json!(false))
    );
    for bad in [0, 10_000_000] {
        assert_eq!(town.refused("sequence_start", start("bordereau", bad))["fields"][0]["field"], "next");
    }
    town.done("sequence_start", start("bordereau", 12));
    town.done("sequence_start", start("bordereau", 13));
    town.done("sequence_start", start("invoice", 412));
    let run = town.bill();
    assert_eq!(run["run"]["first_number"], "2026-000412");
    assert_eq!(batch(&town, &run)["bordereau"], 13);
    assert_eq!(export(&town, &run, "pes_ormc")["bordereau"], 13);
    for what in ["bordereau", "invoice"] {
        assert_eq!(town.refused("sequence_start", start(what, 40))["code"], "refused", "{what}");
    }
    let after = town.done("exercices_show", json!({}));
    assert_eq!(
        (&after["exercices"][0]["next_bordereau"], &after["exercices"][0]["next_invoice"]),
        (&json!(14), &json!("2026-000413"))
    );
    let closed = json!({ "exercice": 2031, "sequence": "bordereau", "next": 3 });
    assert_eq!(town.refused("sequence_start", closed)["fields"][0]["field"], "exercice");
}

#[test]
fn numbers_end_where_their_sequence_does() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10), ("Abgrall", 10)]);
    town.done("sequence_start", json!({ "exercice": 2026, "sequence": "invoice", "next": 999_999 }));
    let month = json!({ "month": crate::testing::MONTH });
    let preview = town.finished("billing_preview", month.clone());
    let commit = json!({ "month": month["month"], "digest": preview["digest"] });
    assert_eq!(town.job("billing_commit", commit)["error"]["code"], "refused");
    assert_eq!(town.done("run_list", json!({}))["runs"], json!([]), "nothing was issued");
}

#[test]
fn a_run_left_behind_by_the_year_moves_to_the_open_exercice() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10), ("Abgrall", 5)]);
    let run = town.bill();
    let id = &run["run"]["id"];
    town.clock.stand_on(jiff::civil::date(2027, 2, 8));
    let seen = batch(&town, &run);
    assert_eq!((&seen["exercice"], &seen["exercices"]), (&json!(2026), &json!([2027])));
    assert_eq!(seen["rejections"][0]["field"], "exercice");
    let closed = town.refused("run_set_exercice", json!({ "run": id, "exercice": 2026 }));
    assert_eq!(closed["fields"][0]["field"], "exercice");
    town.done("run_set_exercice", json!({ "run": id, "exercice": 2027 }));
    let seen = batch(&town, &run);
    assert_eq!((&seen["exercice"], &seen["rejections"]), (&json!(2027), &json!([])));
    // Invoices keep the numbers families know.
    assert_eq!(seen["run"]["first_number"], "2026-000001");
    let sent = export(&town, &run, "pes_ormc");
    assert_eq!(sent["bordereau"], 1);
    let fixed = town.refused("run_set_exercice", json!({ "run": id, "exercice": 2027 }));
    assert_eq!(fixed["code"], "refused");
}

#[test]
fn december_may_be_issued_in_january_on_the_exercice_it_belongs_to() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    let digest = |town: &TestTown| {
        town.finished("billing_preview", json!({ "month": crate::testing::MONTH }))["digest"].clone()
    };
    let month = crate::testing::MONTH;
    let early = json!({ "month": month, "digest": digest(&town), "exercice": 2025 });
    let refused = town.job("billing_commit", early);
    assert_eq!(refused["error"]["fields"][0]["field"], "exercice", "{refused}");
    town.clock.stand_on(jiff::civil::date(2027, 1, 6));
    let late = json!({ "month": month, "digest": digest(&town), "exercice": 2026 });
    let run = town.finished("billing_commit", late);
    assert_eq!((&run["run"]["exercice"], &run["run"]["first_number"]), (&json!(2026), &json!("2026-000001")));
    let seen = batch(&town, &run);
    assert_eq!((&seen["exercices"], &seen["rejections"]), (&json!([2027, 2026]), &json!([])));
}

#[test]
fn a_name_too_long_for_the_treasury_is_cut_and_said() {
    let town = TestTown::new();
    let long = "Fontaine de Beaurepaire-Lescure de La Tour";
    town.families_at_table(&[(long, 10)]);
    let preview = town.finished("billing_preview", json!({ "month": crate::testing::MONTH }));
    assert_eq!((&preview["blocking"], &preview["warnings"]), (&json!(0), &json!(1)), "{preview}");
    assert!(
        preview["anomalies"][0]["statement"].as_str().unwrap().contains("Beaurepaire-Lescure de La\u{a0}»"),
        "{preview}"
    );
    let run = town.bill();
    export(&town, &run, "pes_ormc");
    let text = String::from_utf8_lossy(&town.files.saved.lock().unwrap()[0].1).into_owned().to_lowercase();
    assert!(text.contains("fontaine de beaurepaire-lescure de la\""), "{text}");
    // The file of the family is left alone.
    let invoice = town.done("invoice_list", json!({ "run": run["run"]["id"] }))["invoices"][0].clone();
    assert!(invoice["debtor_name"].as_str().unwrap().ends_with(long), "{invoice}");
}
