//! Questions as each role asks them: through the command table, on a real encrypted vault.

use domain::calendar::WeekParity;
use domain::people::CustodyPattern;
use security::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

/// Three children at the table; one of them has two families, and lives in another commune.
fn town() -> TestTown {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::Res, Role::San, Role::Ter, Role::Dpo]);
    town.families_at_table(&[("Le Goff", 4), ("Kerbrat", 2)]);
    town.write(|w| {
        let (home, other) = (town.family(w, 3, "Morvan", None), town.family(w, 4, "Tanguy", None));
        for home in [home, other] {
            let mut row = w.household(home.household).expect("read").expect("there");
            row.address.city = "Semur".into();
            w.save_household(&row).expect("household");
        }
        let child = town.child(w, home.household, "Morvan", CustodyPattern::weeks(WeekParity::Even));
        town.give_custody(w, child, other.household, CustodyPattern::weeks(WeekParity::Odd));
    });
    town
}

fn run(town: &TestTown, conditions: &Value) -> Value {
    town.done("query_run", json!({ "conditions": conditions }))
}

fn names(view: &Value) -> Vec<&str> {
    view["children"].as_array().expect("children").iter().filter_map(|one| one["name"].as_str()).collect()
}

#[test]
fn criteria_choose_children_each_once_and_the_journal_says_what_was_asked() {
    let town = town();
    town.sit("ins");
    let options = town.done("query_options", json!({}));
    let activity = options["activities"][0]["value"].clone();
    let at_table = json!({ "criterion": { "of": "activity", "activities": [activity] } });
    let old = json!({ "criterion": { "of": "age", "from": 3, "to": 12 } });

    let all = run(&town, &json!([old]));
    assert_eq!(names(&all), ["Kerbrat", "Le Goff", "Morvan"], "a child of two files is one child");
    assert_eq!((&all["families"], &all["among"]), (&json!(3), &json!(3)));
    assert_eq!(names(&run(&town, &json!([old, at_table]))).len(), 3);
    assert_eq!(options["cities"], json!(["Montbard", "Semur"]));
    let semur =
        |except: bool| json!({ "criterion": { "of": "city", "cities": ["SEMUR"] }, "except": except });
    assert_eq!(names(&run(&town, &json!([old, semur(true)]))), ["Kerbrat", "Le Goff"]);
    assert_eq!(names(&run(&town, &json!([at_table, semur(false)]))), ["Morvan"]);

    let none = town.refused("query_run", json!({ "conditions": [] }));
    assert_eq!(none["fields"][0]["field"], "conditions");
    town.sit("dpo");
    let lines = town.done("audit_list", json!({ "operation": "query_run" })).to_string();
    assert!(lines.contains("âge, sauf commune\u{a0}: 2 enfants"), "{lines}");
    assert!(!lines.contains("Morvan"), "{lines}");
}

#[test]
fn what_a_role_does_not_read_is_no_criterion_of_theirs_and_health_is_nobodys_i06() {
    let town = town();
    town.sit("res");
    town.done("consent_texts_start", json!({}));
    town.sit("ins");
    let options = town.done("query_options", json!({}));
    let kinds = options["documents"].as_array().expect("kinds");
    assert!(kinds.iter().any(|kind| kind["label"] == "Attestation d’assurance"), "{options}");
    assert!(kinds.iter().all(|kind| kind["label"] != "Carnet de vaccination"), "{options}");
    let text = options["consents"][0]["value"].clone();
    assert!(text.is_string(), "{options}");
    let photo = json!([{ "criterion": { "of": "consent", "texts": [text] }, "except": true }]);
    assert_eq!(names(&run(&town, &photo)).len(), 3, "nobody has answered");

    town.sit("fac");
    assert_eq!(town.done("query_options", json!({}))["consents"], Value::Null);
    assert_eq!(town.refused("query_run", json!({ "conditions": photo }))["code"], "forbidden");
    let bracket = json!([{ "criterion": { "of": "bracket", "labels": ["Tranche 1"] } }]);
    run(&town, &bracket);

    for login in ["san", "ter", "dpo"] {
        town.sit(login);
        for (command, request) in [
            ("query_options", json!({})),
            ("query_list", json!({})),
            ("query_run", json!({ "conditions": bracket })),
        ] {
            assert_eq!(town.refused(command, request)["code"], "forbidden", "{login} {command}");
        }
    }
}

#[test]
fn a_question_is_kept_by_its_name_and_forgotten() {
    let town = town();
    town.sit("res");
    let conditions = json!([{ "criterion": { "of": "age", "from": 3, "to": 5 } }]);
    let draft = |name: &str| json!({ "draft": { "name": name, "conditions": conditions } });
    let kept = town.done("query_save", draft("Maternelles"));
    assert_eq!(town.refused("query_save", draft(" MATERNELLES "))["code"], "refused");
    let mut renamed = draft("Petits");
    renamed["query"] = kept["id"].clone();
    town.done("query_save", renamed.clone());
    let listed = || town.done("query_list", json!({}))["queries"].clone();
    assert_eq!(listed()[0]["draft"]["name"], "Petits");
    assert_eq!(listed()[0]["draft"]["conditions"][0]["criterion"]["to"], 5);
    let (done, refused) = town.at_once("query_remove", &json!({ "query": kept["id"] }), 4);
    assert_eq!(done, 1, "{refused:#?}");
    assert!(refused.iter().all(|one| one["code"] == "not_found"), "{refused:#?}");
    assert_eq!(listed(), json!([]));
    assert_eq!(town.refused("query_save", renamed)["code"], "not_found");
}
