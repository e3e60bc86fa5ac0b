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

#[test]
fn what_the_regie_collects_under_fifteen_euros_is_left_out_of_the_titres() {
    let town = TestTown::new();
    town.done(
        "treasury_settings_save",
        json!({ "codique": "021034", "code_collectivite": "123", "collection": "regie" }),
    );
    town.families_at_table(&[("Le Goff", 10), ("Petit", 2)]);
    let run = town.bill();
    assert_eq!(run["run"]["invoices"], 2);
    let batch = town.done("treasury_overview", json!({}))["selected"].clone();
    assert_eq!((&batch["titres"], &batch["left_out_cents"]), (&json!(1), &json!(720)));
    assert!(batch["left_out"][0]["reason"].as_str().unwrap().contains("D1611-1"));
}
