//! Holidays shared out: shown before they are written, written, read again, and told.

use security::Role;
use serde_json::{Value, json};

use super::{address, field, registered, with_a_second_adult};
use crate::testing::{MONTH, TestTown};

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

/// A family that left the town in winter comes back in April.
#[test]
fn a_child_comes_back_after_months_elsewhere_v04() {
    let (town, home, _) = with_a_second_adult();
    let file = || town.done("family_show", json!({ "family": home.family }))["children"][0].clone();
    let child = file()["id"].clone();
    let custody = |id: &Value, from: &str, to: Value| json!({ "id": id, "draft": { "household": home.household, "pattern": { "kind": "always" }, "from": from, "to": to } });
    let known = file()["custodies"][0].clone();
    let from = known["from"].as_str().expect("a day").to_owned();
    let left = custody(&known["id"], &from, json!("2026-01-31"));
    town.done("custody_save", json!({ "child": child, "custodies": [left] }));
    let back =
        |from: &str| json!({ "child": child, "custodies": [custody(&Value::Null, from, Value::Null)] });
    let refused = town.refused("custody_save", back("2026-04-06"));
    assert_eq!(field(&refused), "custodies");
    town.done("custody_save", back("2026-04-01"));
    let now = file();
    assert_eq!(
        (&now["former_custodies"][0]["to"], &now["custodies"][0]["from"]),
        (&json!("2026-01-31"), &json!("2026-04-01"))
    );
}

/// After a separation, another custody leaves the days before to who had them: who lived where, and who their month is billed to; taken back,
/// every custody is what it was.
#[test]
fn a_custody_that_has_ended_outlives_another_arrangement_v04() {
    let (town, home, father) = with_a_second_adult();
    let file = || town.done("family_show", json!({ "family": home.family }));
    let child = file()["children"][0]["id"].clone();
    // In January with her, then with him since the separation of 1 April.
    town.done("household_split", json!({ "household": home.household, "guardian": father, "from": "2026-04-01", "address": address("1 rue Neuve"),
        "children": [{ "child": child, "custodies": [{ "home": "there", "pattern": { "kind": "always" } }] }] }));
    let before = file()["children"][0].clone();
    assert_eq!(before["former_custodies"][0]["to"], "2026-03-31");
    let past = || {
        let on = |day: &str| {
            let shown = town.done("household_composition", json!({ "family": home.family, "on": day }));
            let homes = shown["homes"].as_array().cloned().unwrap_or_default();
            homes.iter().map(|one| one["children"].clone()).collect::<Vec<_>>()
        };
        town.finished("billing_preview", json!({ "month": MONTH }));
        let billed = town.done("billing_preview_invoices", json!({}))["invoices"].clone();
        assert_eq!(billed.as_array().map(Vec::len), Some(1), "{billed}");
        (on("2026-01-15"), on("2026-03-31"), billed[0]["debtor_name"].clone(), billed[0]["total"].clone())
    };
    let was = past();
    let there = &before["custodies"][0];
    let share = |household: &Value| json!({ "draft": { "household": household, "pattern": { "kind": "share", "part": 500 }, "from": "2026-04-05", "to": null } });
    let stopped = json!({ "id": there["id"], "draft": { "household": there["household"], "pattern": there["pattern"], "from": there["from"], "to": "2026-04-04" } });
    // What the agent was not shown, the request does not name.
    let halves = json!({ "child": child, "custodies": [stopped, share(&json!(home.household)), share(&there["household"])] });
    town.done("custody_save", halves);
    let now = file()["children"][0].clone();
    assert_eq!(past(), was);
    assert_eq!(now["former_custodies"].as_array().map(Vec::len), Some(2));
    // Taken back: what was there by its name, what came is named to go.
    let again = |row: &Value| json!({ "id": row["id"], "draft": { "household": row["household"], "pattern": row["pattern"], "from": row["from"], "to": row["to"] } });
    let removed: Vec<&Value> =
        now["custodies"].as_array().expect("custodies").iter().map(|one| &one["id"]).collect();
    town.done("custody_save", json!({ "child": child, "removed": removed, "custodies": [again(&before["former_custodies"][0]), again(there)] }));
    let back = file()["children"][0].clone();
    assert_eq!(
        (&back["former_custodies"], &back["custodies"]),
        (&before["former_custodies"], &before["custodies"])
    );
    assert_eq!(past(), was);
    // Named, it goes: he has always had the child; a month billed to her would read otherwise, and is told.
    town.bill();
    let always = json!({ "id": there["id"], "draft": { "household": there["household"], "pattern": there["pattern"], "from": "2024-09-01", "to": null } });
    let over =
        json!({ "child": child, "removed": [before["former_custodies"][0]["id"]], "custodies": [always] });
    assert_eq!(town.refused("custody_save", over)["code"], "already_billed");
    // The same of a day of before, typed without naming it: both homes would have the child.
    let both = json!({ "child": child, "seen_billed": true, "custodies": [always] });
    assert_eq!(town.refused("custody_save", both)["fields"][0]["field"], "custodies");
}

/// The same rule as a separation: whoever has lost authority over a child is given no custody of them, today or later; what they had may end.
#[test]
fn whoever_lost_authority_over_a_child_is_given_no_custody_v02() {
    let town = TestTown::with(&[Role::Ins, Role::Res]);
    town.sit("ins");
    let (family, view) = registered(&town);
    let (a, b) = (&view["households"][0]["id"], &view["households"][1]["id"]);
    let (leonie, aziliz) = (&view["children"][0], &view["children"][1]);
    town.sit("res");
    let children = json!([leonie["id"], aziliz["id"]]);
    town.done("authority_loss_save", json!({ "guardian": view["households"][1]["guardians"][0]["id"], "children": children, "from": "2026-03-01", "to": null }));
    town.sit("ins");
    let always = |household: &Value, from: &str, to: Value| json!({ "draft": { "household": household, "pattern": { "kind": "always" }, "from": from, "to": to } });
    let stopped = |custody: &Value, to: &str| json!({ "id": custody["id"], "draft": { "household": custody["household"], "pattern": custody["pattern"], "from": custody["from"], "to": to } });
    let hers = stopped(&aziliz["custodies"][0], "2026-04-30");
    let given = json!({ "child": aziliz["id"], "custodies": [hers, always(b, "2026-05-01", Value::Null)] });
    let refused = town.refused("custody_save", given);
    assert_eq!(refused["fields"][0]["field"], "custodies");
    assert!(
        refused.to_string().contains("Julien d’Estienne n’a plus l’autorité parentale sur Aziliz"),
        "{refused}"
    );
    // Every second week is no reason to have her all the time; what he had ends, and stays as it was.
    let whole = json!({ "child": leonie["id"], "custodies": [always(b, "2026-04-06", Value::Null)] });
    town.refused("custody_save", whole);
    let mut ends: Vec<Value> = leonie["custodies"]
        .as_array()
        .expect("custodies")
        .iter()
        .map(|one| stopped(one, "2026-04-05"))
        .collect();
    ends.push(always(a, "2026-04-06", Value::Null));
    town.done("custody_save", json!({ "child": leonie["id"], "custodies": ends }));
    let now = town.done("family_show", json!({ "family": family }));
    assert_eq!(now["children"][0]["custodies"].as_array().map(Vec::len), Some(3));
}
