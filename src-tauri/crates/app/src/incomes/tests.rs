//! Incomes as billing meets them: sealed with the quotients, under a key that may have been deposited by the desk.

use security::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

#[test]
fn incomes_are_read_by_billing_and_the_head_of_service_alone_f01_f02() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::Res, Role::San, Role::Ter]);
    let home = town.write(|w| town.family(w, 1, "Le Goff", None));
    let household = json!(home.household);
    town.sit("fac");
    let add = |period: Value, cents: i64| json!({ "household": household, "income": { "period": period, "amount": cents, "source": "tax_notice" } });
    town.done("income_add", add(json!({ "span": "year", "year": 2024 }), 3_000_000));
    town.done("income_add", add(json!({ "span": "month", "month": "2026-03" }), 210_050));
    let list = || town.done("income_list", json!({ "household": household }))["incomes"].clone();
    let shown: Vec<_> = list()
        .as_array()
        .expect("incomes")
        .iter()
        .map(|one| (one["period_label"].clone(), one["monthly_cents"].clone()))
        .collect();
    assert_eq!(shown, [(json!("mars 2026"), json!(210_050)), (json!("année 2024"), json!(250_000))]);
    let future = town.refused("income_add", add(json!({ "span": "year", "year": 2027 }), 1));
    assert_eq!(future["fields"][0]["field"], "income.period.year");

    town.sit("res");
    assert_eq!(list().as_array().map(Vec::len), Some(2));
    let first = list()[0]["id"].clone();
    assert_eq!(town.refused("income_remove", json!({ "income": first }))["code"], "forbidden");
    for login in ["ins", "san", "ter"] {
        town.sit(login);
        assert_eq!(
            town.refused("income_list", json!({ "household": household }))["code"],
            "forbidden",
            "{login}"
        );
        assert_eq!(
            town.refused("income_add", add(json!({ "span": "year", "year": 2024 }), 1))["code"],
            "forbidden"
        );
    }
    town.sit("fac");
    town.done("income_remove", json!({ "income": first }));
    assert_eq!(list().as_array().map(Vec::len), Some(1));
}

#[test]
fn what_the_desk_deposited_is_sealed_again_with_the_incomes_and_stays_readable() {
    let town = TestTown::with(&[Role::Ins, Role::Fac]);
    town.sit("ins");
    let written = town.done(
        "family_register",
        json!({
            "households": [{ "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" },
                "guardians": [{ "birth_name": "Le Goff", "first_name": "Maëlle" }],
                "allocataire": { "organisme": "211", "matricule": "4180226A" } }],
            "children": []
        }),
    );
    town.sit("fac");
    let household =
        town.done("family_show", json!({ "family": written["family"] }))["households"][0]["id"].clone();
    let income =
        json!({ "period": { "span": "year", "year": 2024 }, "amount": 100, "source": "declaration" });
    town.done("income_add", json!({ "household": household, "income": income }));
    let list = town.done("quotient_list", json!({ "household": household }));
    assert_eq!(list["matricule"], "4180226A");
    assert_eq!(
        town.done("income_list", json!({ "household": household }))["incomes"].as_array().map(Vec::len),
        Some(1)
    );
}
