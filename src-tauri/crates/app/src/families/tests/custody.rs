//! Holidays shared out: shown before they are written, written, read again, and told.

use serde_json::{Value, json};

use super::registered;
use crate::testing::TestTown;

/// Weeks from Friday, the first half of the holidays in the years of that parity.
fn weeks(parity: &str, summer: &str) -> Value {
    json!({ "kind": "weeks", "parity": parity, "changeover": 4, "holidays": { "kind": "shared", "first": parity, "summer": summer } })
}

fn spans(holiday: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let spans = holiday["spans"].as_array().expect("spans");
    spans.iter().map(|span| (text(&span["from"]), text(&span["to"]), text(&span["household"]))).collect()
}

#[test]
fn holidays_are_shown_before_they_are_written_v04() {
    let town = TestTown::new();
    let asked = json!({ "from": "2026-04-06", "entries": [
        { "label": "A", "pattern": weeks("even", "quarters") },
        { "label": "B", "pattern": weeks("odd", "quarters") },
    ]});
    let shown = town.done("custody_preview", asked.clone());
    let all = shown["weeks"].as_array().expect("weeks");
    assert_eq!(all.len(), 8);
    // Spring 2026 in zone A: 4 to 19 April, shown from the first day of the custody on. Friday 10 opens week 15, of B; the first half is A's until Saturday 11.
    assert_eq!((&all[0]["from"], &all[0]["household"]), (&json!("2026-04-03"), &json!("A")));
    assert_eq!((&all[1]["from"], &all[1]["household"]), (&json!("2026-04-10"), &json!("A puis B")));
    let holidays = shown["holidays"].as_array().expect("holidays");
    assert_eq!(holidays[0]["name"], "Vacances de printemps");
    let day = |text: &str| text.to_owned();
    assert_eq!(
        spans(&holidays[0]),
        [(day("2026-04-06"), day("2026-04-11"), day("A")), (day("2026-04-12"), day("2026-04-19"), day("B"))]
    );
    assert_eq!(holidays[1]["name"], "Vacances d’été");
    assert_eq!(spans(&holidays[1]).len(), 4);
    assert_eq!(shown["note"], Value::Null);
    // Begun in the course of a holiday, it is shown from its first day.
    let mut during = asked;
    during["from"] = json!("2026-04-14");
    let shown = town.done("custody_preview", during);
    assert_eq!(spans(&shown["holidays"][0]), [(day("2026-04-14"), day("2026-04-19"), day("B"))]);
    // A custody that does not alternate has nothing to show; one that is wrong is refused as it would be.
    let always = json!({ "entries": [{ "label": "A", "pattern": { "kind": "always" } }] });
    assert_eq!(town.done("custody_preview", always)["weeks"], json!([]));
    let beyond =
        json!({ "from": "2028-06-01", "entries": [{ "label": "A", "pattern": weeks("even", "halves") }] });
    let note = town.done("custody_preview", beyond)["note"].clone();
    assert!(note.as_str().expect("a note").contains("31/08/2028"), "{note}");
}

#[test]
fn holidays_shared_out_are_kept_told_and_held_to_agree() {
    let town = TestTown::new();
    let (family, view) = registered(&town);
    let child = view["children"][0]["id"].clone();
    let custodies = |second: &str| {
        json!({ "child": child, "custodies": [
            { "draft": { "household": view["households"][0]["id"], "pattern": weeks("even", "halves"), "from": "2025-09-01", "to": null } },
            { "draft": { "household": view["households"][1]["id"], "from": "2025-09-01", "to": null, "pattern":
                { "kind": "weeks", "parity": "odd", "changeover": 4, "holidays": { "kind": "shared", "first": second, "summer": "halves" } } } },
        ]})
    };
    // Both first in even years: every holiday twice, then never.
    let refused = town.refused("custody_save", custodies("even"));
    assert_eq!(refused["fields"][0]["field"], "custodies");
    // Nor may they part long after.
    let mut later = custodies("odd");
    later["custodies"][1]["draft"]["to"] = json!("2029-06-01");
    assert_eq!(town.refused("custody_save", later)["fields"][0]["field"], "custodies");
    town.done("custody_save", custodies("odd"));
    let now = town.done("family_show", json!({ "family": family }));
    let held = &now["children"][0]["custodies"][0];
    assert_eq!(held["pattern"]["holidays"], json!({ "kind": "shared", "first": "even", "summer": "halves" }));
    assert_eq!(
        held["label"],
        "semaines paires, change le vendredi\u{a0}; première moitié des vacances les années paires"
    );
    assert_eq!(
        now["children"][0]["payer"],
        "Semaines paires foyer A, semaines impaires foyer B, vacances partagées"
    );
    assert_eq!(spans(&now["rhythms"][0]["holidays"][0])[0].2, "A");
    let told = town.done("family_history", json!({ "family": family })).to_string();
    assert!(told.contains("première moitié des vacances"), "{told}");
}

#[test]
fn custodies_that_contradict_each_other_are_refused() {
    let town = TestTown::new();
    let (family, view) = registered(&town);
    let (a, b) = (&view["households"][0]["id"], &view["households"][1]["id"]);
    let child = &view["children"][0]["id"];
    let always = |household: &Value| json!({ "draft": { "household": household, "pattern": { "kind": "always" }, "from": "2025-09-01", "to": null } });
    let error = town.refused("custody_save", json!({ "child": child, "custodies": [always(a), always(b)] }));
    assert_eq!((&error["code"], &error["fields"][0]["field"]), (&json!("invalid"), &json!("custodies")));
    assert!(
        town.refused("custody_save", json!({ "child": child, "custodies": [] }))["fields"][0]["message"]
            .as_str()
            .expect("a sentence")
            .contains("aucun foyer")
    );
    // Shares that make no whole in a period that may still be billed, even one that is over.
    let before = json!({ "draft": { "household": a, "pattern": { "kind": "share", "part": 600 }, "from": "2026-03-01", "to": "2026-03-31" } });
    let since = json!({ "draft": { "household": b, "pattern": { "kind": "always" }, "from": "2026-04-01", "to": null } });
    let error = town.refused("custody_save", json!({ "child": child, "custodies": [before, since] }));
    assert!(error["fields"][0]["message"].as_str().expect("a sentence").contains("01/03/2026"), "{error}");
    town.done("custody_save", json!({ "child": child, "custodies": [always(b)] }));
    let view = town.done("family_show", json!({ "family": family }));
    assert_eq!((&view["children"][0]["payer"], &view["rhythms"]), (&json!("Foyer B"), &json!([])));
    let history = town.done("family_history", json!({ "family": family }));
    assert_eq!(history["changes"][0]["label"], "Garde de Léonie");
    assert_eq!(history["changes"][0]["after"], "foyer B\u{a0}: toujours, depuis le 01/09/2025");
}
