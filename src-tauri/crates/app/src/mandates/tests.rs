//! Mandates as billing meets them: through the command table, on a real encrypted vault.

use security::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

const IBAN: &str = "FR14 2004 1010 0505 0001 3M02 606";
const OTHER: &str = "DE89 3704 0044 0532 0130 00";

fn account(iban: &str) -> Value {
    json!({ "iban": iban, "holder": "Mme Le Goff" })
}

/// A town whose founder bills, with one household.
fn town() -> (TestTown, Value) {
    let town = TestTown::with(&[Role::Ins, Role::Res, Role::San, Role::Ter, Role::Dpo]);
    let home = town.write(|w| town.family(w, 12, "Le Goff", None));
    (town, json!(home.household))
}

fn listed(town: &TestTown, household: &Value) -> Value {
    town.done("mandate_list", json!({ "household": household }))["mandates"].clone()
}

fn field(refused: &Value) -> &str {
    refused["fields"][0]["field"].as_str().unwrap_or_default()
}

#[test]
fn how_a_household_pays_is_noted_by_billing_and_a_mandate_says_it_f06() {
    let (town, household) = town();
    let family = town.write(|w| {
        let id = household.as_str().expect("an id").parse().expect("an id");
        w.family_of_household(id).expect("read").expect("the family")
    });
    let means =
        || town.done("family_show", json!({ "family": family }))["households"][0]["usual_means"].clone();
    assert_eq!(means(), json!({ "said": null, "by_mandate": false, "label": "" }));
    town.done("usual_means_set", json!({ "household": household, "means": "cheque" }));
    assert_eq!(means(), json!({ "said": "cheque", "by_mandate": false, "label": "Chèque" }));
    // The direct debit is not said: it follows from a mandate, and wins while it is in force.
    let refused = town.refused("usual_means_set", json!({ "household": household, "means": "direct_debit" }));
    assert_eq!(field(&refused), "means");
    let request = json!({ "household": household, "account": account(IBAN), "signed_on": "2026-04-02" });
    town.done("mandate_save", request);
    assert_eq!(means(), json!({ "said": "cheque", "by_mandate": true, "label": "Prélèvement" }));
    let refused = town.refused("usual_means_set", json!({ "household": household, "means": "cash" }));
    assert_eq!(field(&refused), "means");
    town.refused("usual_means_set", json!({ "household": household, "means": "barter" }));
    for (login, reads) in [("res", true), ("ins", false), ("san", false), ("ter", false)] {
        town.sit(login);
        assert_eq!(!means().is_null(), reads, "{login}");
        let asked = json!({ "household": household, "means": "cash" });
        assert_eq!(town.refused("usual_means_set", asked)["code"], "forbidden", "{login}");
    }
}

#[test]
fn a_mandate_is_prepared_signed_amended_and_revoked_f04_f05() {
    let (town, household) = town();
    let save = |more: Value| {
        let mut request = json!({ "household": household });
        request.as_object_mut().expect("an object").extend(more.as_object().cloned().expect("an object"));
        request
    };
    let written = town.done("mandate_save", save(json!({ "account": account(IBAN) })));
    let id = &written["subject"];
    let one = listed(&town, &household)[0].clone();
    assert_eq!((&one["reference"], &one["state"]), (&json!("PREAU-000012-001"), &json!("to_sign")));
    assert_eq!(one["accounts"][0]["iban_end"], "FR ···· 2606");
    assert!(!one.to_string().contains("2004"), "{one}");

    town.done("mandate_save", save(json!({ "mandate": id, "signed_on": "2026-04-02" })));
    let one = listed(&town, &household)[0].clone();
    assert_eq!((&one["state"], &one["lapses_on"]), (&json!("active"), &json!("2029-04-02")));
    assert_eq!(one["accounts"].as_array().map(Vec::len), Some(1), "the account was not said again");

    // The same account typed again is no amendment; another is, and the former one stays readable.
    let signed = |more: Value| {
        let mut request = save(json!({ "mandate": id, "signed_on": "2026-04-02" }));
        request.as_object_mut().expect("an object").extend(more.as_object().cloned().expect("an object"));
        request
    };
    town.done("mandate_save", signed(json!({ "account": account(&IBAN.to_lowercase()) })));
    assert_eq!(listed(&town, &household)[0]["accounts"].as_array().map(Vec::len), Some(1));
    town.done("mandate_save", signed(json!({ "account": account(OTHER), "from": "2026-05-01" })));
    let ends: Vec<Value> = listed(&town, &household)[0]["accounts"]
        .as_array()
        .expect("accounts")
        .iter()
        .map(|one| one["iban_end"].clone())
        .collect();
    assert_eq!(ends, [json!("DE ···· 3000"), json!("FR ···· 2606")]);

    // What a signature holds does not move.
    assert_eq!(field(&town.refused("mandate_save", signed(json!({ "reference": "AUTRE" })))), "reference");
    assert_eq!(field(&town.refused("mandate_save", save(json!({ "mandate": id })))), "signed_on");
    assert_eq!(town.refused("mandate_remove", json!({ "mandate": id }))["code"], "refused");
    let second = town.refused("mandate_save", save(json!({ "account": account(IBAN) })));
    assert_eq!(field(&second), "reference", "one at a time");

    let revoke = |on: Value| json!({ "mandate": id, "revoked_on": on });
    assert_eq!(field(&town.refused("mandate_revoke", revoke(json!("2026-04-01")))), "revoked_on");
    town.done("mandate_revoke", revoke(json!("2026-04-05")));
    assert_eq!(listed(&town, &household)[0]["state"], "revoked");
    assert_eq!(
        field(&town.refused("mandate_save", signed(json!({ "account": account(IBAN) })))),
        "account.iban"
    );

    // A reference is never given again, even that of a mandate nobody signed.
    let again = town.done("mandate_save", save(json!({ "account": account(IBAN) })));
    assert_eq!(listed(&town, &household)[0]["reference"], "PREAU-000012-002");
    assert_eq!(field(&town.refused("mandate_revoke", revoke(Value::Null))), "revoked_on", "another stands");
    town.done("mandate_remove", json!({ "mandate": again["subject"] }));
    let taken = save(json!({ "account": account(IBAN), "reference": "preau-000012-002" }));
    assert_eq!(field(&town.refused("mandate_save", taken)), "reference");
    town.done("mandate_save", save(json!({ "account": account(IBAN) })));
    assert_eq!(listed(&town, &household)[0]["reference"], "PREAU-000012-003");
}

#[test]
fn every_problem_of_a_mandate_comes_back_and_nothing_is_written() {
    let (town, household) = town();
    let request = json!({ "household": household, "reference": "É", "signed_on": "2026-04-02",
        "account": { "iban": "FR1520041010050500013M02606", "bic": "1", "holder": "" } });
    let refused = town.refused("mandate_save", request);
    let fields: Vec<&str> = refused["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .filter_map(|one| one["field"].as_str())
        .collect();
    assert_eq!(fields, ["account.iban", "account.bic", "account.holder", "reference"]);
    let future = json!({ "household": household, "account": account(IBAN), "signed_on": "2026-04-06" });
    assert_eq!(field(&town.refused("mandate_save", future)), "signed_on");
    assert_eq!(listed(&town, &household), json!([]));
}

#[test]
fn nobody_else_reads_an_account_and_reading_it_whole_is_in_the_journal_f05() {
    let (town, household) = town();
    let written = town.done("mandate_save", json!({ "household": household, "account": account(IBAN) }));
    let mandate = json!({ "mandate": written["subject"] });
    let whole = town.done("mandate_account_show", mandate.clone());
    assert_eq!(whole["iban"], "FR14\u{a0}2004\u{a0}1010\u{a0}0505\u{a0}0001\u{a0}3M02\u{a0}606");

    for login in ["ins", "res", "san", "ter", "dpo"] {
        town.sit(login);
        let list = json!({ "household": household });
        for (command, request) in [
            ("mandate_list", list.clone()),
            ("mandate_account_show", mandate.clone()),
            ("mandate_save", json!({ "household": household, "account": account(OTHER) })),
            ("mandate_revoke", json!({ "mandate": written["subject"], "revoked_on": "2026-04-05" })),
            ("mandate_remove", mandate.clone()),
        ] {
            assert_eq!(town.refused(command, request)["code"], "forbidden", "{login} {command}");
        }
    }
    let lines = town.done("audit_list", json!({ "operation": "mandate_account_show", "offset": 0 }));
    let said = lines["entries"].to_string();
    assert!(said.contains("IBAN du mandat lu en entier") && !said.contains("PREAU-000012"), "{said}");
    let everything = town.done("audit_list", json!({ "offset": 0 })).to_string();
    assert!(!everything.contains("3M02"), "an account is in the journal");
}
