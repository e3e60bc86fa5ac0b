//! Versions that follow each other, and prices tried before they are voted.

use jiff::civil::date;
use security::access::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

fn town() -> TestTown {
    TestTown::on(date(2026, 11, 24), &[Role::Fac])
}

fn unit_price(town: &TestTown, from: &str, cents: i64) -> Value {
    json!({
        "activity": town.canteen, "unit": null, "name": "Cantine", "deliberation": "2026-90", "valid_from": from, "valid_to": null,
        "method": { "kind": "unit_price", "resident": cents, "non_resident": null }, "basis": { "kind": "per_unit" },
        "siblings": null, "billed": 174,
    })
}

fn versions(town: &TestTown) -> Vec<(String, String, String)> {
    let list = town.done("tariff_list", json!({}));
    let text = |value: &Value| value.as_str().unwrap_or("…").to_owned();
    let cards = list["tariffs"].as_array().unwrap().iter();
    cards.map(|card| (text(&card["valid_from"]), text(&card["valid_to"]), text(&card["standing"]))).collect()
}

#[test]
fn a_new_version_ends_the_former_the_day_before() {
    let town = town();
    town.done("tariff_save", unit_price(&town, "2027-01-01", 410));
    // The same start again: a vote corrected before it ever applied.
    let last = town.done("tariff_save", unit_price(&town, "2027-01-01", 420));
    let row = |from: &str, to: &str, standing: &str| (from.to_owned(), to.to_owned(), standing.to_owned());
    assert_eq!(
        versions(&town),
        [
            row("2027-01-01", "…", "coming"),
            row("2027-01-01", "2026-12-31", "replaced"),
            row("2025-09-01", "2026-12-31", "current"),
        ]
    );
    // Between two versions: it stops where the next begins.
    town.done("tariff_save", unit_price(&town, "2026-12-01", 400));
    assert_eq!(versions(&town)[2], row("2026-12-01", "2026-12-31", "coming"));
    let shown = town.done("tariff_show", json!({ "tariff": last["id"] }));
    assert_eq!((&shown["method"]["resident"], &shown["billed"]), (&json!(420), &json!(174)));
    assert_eq!(
        (&shown["card"]["prices_label"], &shown["card"]["each_label"]),
        (&json!("4,20\u{a0}€"), &json!("le repas"))
    );
    assert_eq!(shown["versions"].as_array().unwrap().len(), 4);
}

#[test]
fn every_method_survives_the_file() {
    let town = town();
    let mut effort = unit_price(&town, "2027-01-01", 0);
    effort["method"] = json!({
        "kind": "effort_rate", "base": "quotient",
        "resident": { "rate": "0.0062", "floor": 50, "cap": 600 }, "non_resident": { "rate": "0.0080", "floor": 100, "cap": 800 },
    });
    effort["siblings"] =
        json!({ "scope": "any_activity", "from_rank": [[2, 100], [3, 250]], "not_at_highest": true });
    let saved = town.done("tariff_save", effort.clone());
    let shown = town.done("tariff_show", json!({ "tariff": saved["id"] }));
    assert_eq!(shown["method"]["resident"], json!({ "rate": "0.0062", "floor": 50, "cap": 600 }));
    assert_eq!(shown["method"]["non_resident"]["cap"], 800);
    assert_eq!(shown["siblings"], effort["siblings"]);
    let bracket = town
        .done("tariff_show", json!({ "tariff": town.done("tariff_list", json!({}))["tariffs"][1]["id"] }));
    assert_eq!(bracket["method"]["brackets"].as_array().unwrap().len(), 3);
    assert_eq!(bracket["card"]["prices_label"], "de 1,20\u{a0}€ à 5,90\u{a0}€");
}

#[test]
fn a_price_is_tried_with_its_reasons() {
    let town = town();
    let tariff = town.done("tariff_list", json!({}))["tariffs"][0]["id"].clone();
    let ask = |choice: Value, quotient: Value| json!({ "choice": choice, "quotient": quotient, "monthly_income": null, "resident": true, "sibling_rank": 1, "quantity": 9 });
    let saved = json!({ "kind": "saved", "tariff": tariff });
    let tried = town.done("tariff_try", ask(saved.clone(), json!(68_400)));
    assert_eq!(
        (&tried["unit_price"], &tried["amount"], &tried["by_default"]),
        (&json!(360), &json!(3240), &json!(false))
    );
    let without = town.done("tariff_try", ask(saved.clone(), json!(null)));
    assert_eq!((&without["unit_price"], &without["by_default"]), (&json!(590), &json!(true)));
    assert!(without["reasons"][2]["text"].as_str().unwrap().contains("la plus haute"), "{without}");
    assert_eq!(town.refused("tariff_try", ask(saved, json!(0)))["fields"][0]["field"], "quotient");
    let draft = json!({ "kind": "draft", "draft": unit_price(&town, "2027-01-01", 420) });
    assert_eq!(town.done("tariff_try", ask(draft, json!(null)))["amount"], 9 * 420);
}

#[test]
fn a_tariff_never_reaches_a_billed_month() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    town.bill();
    let refusal = town.refused("tariff_save", unit_price(&town, "2026-03-15", 410));
    assert!(refusal["message"].as_str().unwrap().contains("01/04/2026"), "{refusal}");
    town.done("tariff_save", unit_price(&town, "2026-04-01", 410));
}

#[test]
fn an_hourly_price_needs_minutes_and_units_without_a_tariff_are_named() {
    let town = town();
    let mut hourly = unit_price(&town, "2027-01-01", 100);
    hourly["basis"] = json!({ "kind": "per_hour", "step_minutes": 15 });
    let refusal = town.refused("tariff_save", hourly);
    assert!(refusal["message"].as_str().unwrap().contains("minutes"), "{refusal}");
    let before = town.done("tariff_list", json!({ "on": "2025-08-31" }));
    assert_eq!(before["missing"][0]["unit_name"], "Repas");
    let wrong = json!({ "deliberation": "", "name": "" });
    let mut draft = unit_price(&town, "2027-01-01", -1);
    for (field, value) in wrong.as_object().unwrap() {
        draft[field] = value.clone();
    }
    assert_eq!(town.refused("tariff_save", draft)["fields"].as_array().unwrap().len(), 3);
}
