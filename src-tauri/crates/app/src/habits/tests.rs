//! Habits of small children as each role meets them.

use serde_json::{Value, json};

use crate::testing::{TestTown, last_pdf_text};

fn ask(town: &TestTown, field: &str, on: bool) {
    town.sit("adm");
    let reason = "La crèche suit le rythme de chaque enfant.";
    town.done("optional_field_set", json!({ "field": field, "on": on, "activity": null, "reason": reason }));
}

/// A family of two: Aziliz, seventeen months, and Léonie, seven years.
fn family(town: &TestTown) -> (Value, Value, Value) {
    town.sit("ins");
    let child = |first: &str, birth: &str| json!({ "identity": { "name": "Le Goff", "first_name": first, "birth_date": birth } });
    let written = town.done(
        "family_register",
        json!({
            "households": [{ "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" },
                "guardians": [{ "birth_name": "Le Goff", "first_name": "Maëlle", "phones": ["0671302508"], "kinship": "mother" }] }],
            "children": [child("Aziliz", "2024-11-09"), child("Léonie", "2019-03-14")]
        }),
    );
    let family = written["family"].clone();
    let view = town.done("family_show", json!({ "family": family }));
    (family, view["children"][1]["id"].clone(), view["children"][0]["id"].clone())
}

fn town() -> TestTown {
    TestTown::staffed()
}

fn save(child: &Value, known: Value, answers: Value) -> Value {
    json!({ "child": child, "answers": answers, "known": known })
}

// rows: V15 E15 X08
#[test]
fn habits_are_off_until_asked_then_written_by_the_teams_and_read_by_each_as_it_may() {
    let town = town();
    let (family, aziliz, leonie) = family(&town);
    town.sit("ter");
    let answers = json!({ "naps": "2", "falling_asleep": "arms" });
    let off = town.refused("habits_save", save(&aziliz, json!({}), answers.clone()));
    assert_eq!(off["fields"][0]["code"], "forbidden", "{off}");
    let shown = town.done("family_habits", json!({ "family": family }));
    assert_eq!((&shown["children"], &shown["shapes"]), (&json!([]), &json!([])));
    assert!(town.done("family_show", json!({ "family": family }))["children"][1].get("habits").is_none());

    ask(&town, "habits", true);
    ask(&town, "eating_habits", true);
    town.sit("ter");
    town.done(
        "habits_save",
        save(&aziliz, json!({}), json!({ "naps": "2", "falling_asleep": "arms", "milk": "infant_brought" })),
    );
    // The family itself stays closed to them.
    assert_eq!(town.refused("child_edit", json!({}))["code"], "forbidden");

    for (login, reads) in [("ter", "all"), ("san", "all"), ("ins", "life")] {
        town.sit(login);
        let shown = town.done("family_habits", json!({ "family": family }));
        assert_eq!(shown["children"].as_array().map(Vec::len), Some(1), "a child of seven has none");
        let told = shown.to_string();
        assert!(told.contains("Dans les bras"), "{login}: {told}");
        assert_eq!(told.contains("Lait") || told.contains("milk"), reads == "all", "{login}: {told}");
        assert_eq!(shown["may_keep"], json!(reads == "all"));
        let file = town.done("family_show", json!({ "family": family })).to_string();
        assert_eq!(file.contains("Lait infantile"), reads == "all", "{login}");
        town.done("family_record_print", json!({ "family": family }));
        let paper = last_pdf_text(&town);
        assert!(paper.contains("Dans les bras"), "{login}: {paper}");
        assert_eq!(paper.contains("Lait infantile"), reads == "all", "{login}: {paper}");
    }
    for login in ["fac", "res"] {
        town.sit(login);
        assert_eq!(town.refused("family_habits", json!({ "family": family }))["code"], "forbidden");
        let file = town.done("family_show", json!({ "family": family }));
        assert!(
            file["children"].as_array().expect("children").iter().all(|child| child.get("habits").is_none())
        );
        let history = town.done("family_history", json!({ "family": family })).to_string();
        assert!(!history.contains("Siestes") && !history.contains("bras"), "{login}: {history}");
    }
    for login in ["rpe", "adm", "dpo"] {
        town.sit(login);
        assert_eq!(
            town.refused("family_habits", json!({ "family": family }))["code"],
            "forbidden",
            "{login}"
        );
    }
    for login in ["ins", "fac", "res", "rpe", "adm"] {
        town.sit(login);
        let refused = town.refused("habits_save", save(&aziliz, json!({}), answers.clone()));
        assert_eq!(refused["code"], "forbidden", "{login}");
    }
    // The journal says which were written, and not what.
    town.sit("dpo");
    let journal = town.done("audit_list", json!({ "operation": "habits_save" })).to_string();
    assert!(
        journal.contains("Siestes") && !journal.contains("bras") && !journal.contains("infantile"),
        "{journal}"
    );

    town.sit("san");
    let grown = town.refused("habits_save", save(&leonie, json!({}), answers));
    assert!(grown["message"].as_str().expect("words").contains("avant six ans"), "{grown}");
}

#[test]
fn who_when_and_what_before_is_told_and_nothing_is_written_over_unseen_v15() {
    let town = town();
    let (family, aziliz, _) = family(&town);
    ask(&town, "habits", true);
    town.sit("ter");
    town.done("habits_save", save(&aziliz, json!({}), json!({ "naps": "2", "dummy": "yes" })));
    town.sit("san");
    let stale = town.refused("habits_save", save(&aziliz, json!({}), json!({ "naps": "1" })));
    assert_eq!(stale["code"], "conflict");
    let known = json!({ "naps": "2", "dummy": "yes" });
    town.done("habits_save", save(&aziliz, known, json!({ "naps": "1", "dummy": "" })));
    let shown = town.done("family_habits", json!({ "family": family }));
    let child = &shown["children"][0];
    assert_eq!(child["known"], json!({ "naps": "1" }));
    let told: Vec<_> = child["history"]
        .as_array()
        .expect("a history")
        .iter()
        .map(|one| {
            [&one["agent"], &one["label"], &one["before"], &one["after"]]
                .map(|text| text.as_str().unwrap_or("?"))
        })
        .collect();
    assert!(told.contains(&["Agent san", "Siestes", "Deux", "Une"]), "{told:?}");
    assert!(told.contains(&["Agent san", "Tétine", "Oui", ""]), "{told:?}");
    assert!(told.contains(&["Agent ter", "Siestes", "", "Deux"]), "{told:?}");

    // Off again: neither shown nor written, and kept.
    ask(&town, "habits", false);
    let held = town.done("optional_field_list", json!({}));
    let held = held["fields"].as_array().expect("fields").iter().find(|one| one["field"] == "habits");
    assert_eq!(held.expect("the field")["held"], 1);
    town.sit("ter");
    assert_eq!(town.done("family_habits", json!({ "family": family }))["children"], json!([]));
    ask(&town, "habits", true);
    town.sit("ter");
    assert_eq!(
        town.done("family_habits", json!({ "family": family }))["children"][0]["known"],
        json!({ "naps": "1" })
    );
    // On the sixth birthday they are shown to nobody any more.
    town.clock.stand_on(jiff::civil::date(2030, 11, 9));
    town.sit("ter");
    assert_eq!(town.done("family_habits", json!({ "family": family }))["children"], json!([]));
    assert!(!town.done("family_show", json!({ "family": family })).to_string().contains("Siestes"));
}
