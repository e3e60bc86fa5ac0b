//! Where households live, lived and live too; how many they are; when their caisse was consulted.

use security::Role;
use serde_json::{Value, json};

use super::{address, registered, together};
use crate::testing::TestTown;

fn edit(household: &Value, street: &str, moved_on: Value) -> Value {
    json!({ "household": household["id"], "address": address(street), "regime": household["regime"].as_str().unwrap_or(""), "moved_on": moved_on })
}

#[test]
fn a_separated_parent_who_moves_touches_their_household_alone_a05() {
    let town = TestTown::new();
    let (family, view) = registered(&town);
    let show = || town.done("family_show", json!({ "family": family }));
    let (mother, father) = (view["households"][0].clone(), view["households"][1].clone());
    town.done("household_edit", edit(&father, "8 quai Sud", json!("2026-03-01")));
    let moved = show();
    assert_eq!(moved["households"][0], mother, "the other parent's household is what it was");
    let home = &moved["households"][1];
    assert_eq!(
        (&home["address"]["street"], &home["address_since"]),
        (&json!("8 quai Sud"), &json!("2026-03-01"))
    );
    let former = &home["addresses"][0];
    assert_eq!(
        (&former["former"], &former["line"], &former["from"], &former["to"]),
        (
            &json!(true),
            &json!("3 bis allée du Four-à-Chaux, 21500 Testville"),
            &Value::Null,
            &json!("2026-02-28")
        )
    );
    // The next move closes this one; a correction of the words keeps nothing.
    assert_eq!(
        town.refused("household_edit", edit(&father, "9 quai Sud", json!("2026-03-01")))["fields"][0]["field"],
        "moved_on"
    );
    assert_eq!(
        town.refused("household_edit", edit(&father, "9 quai Sud", json!("2026-04-06")))["fields"][0]["field"],
        "moved_on"
    );
    town.done("household_edit", edit(&father, "8 bis quai Sud", Value::Null));
    assert_eq!(show()["households"][1]["addresses"].as_array().map(Vec::len), Some(1));
    town.done("household_edit", edit(&father, "1 rue Neuve", json!("2026-04-05")));
    let home = show()["households"][1].clone();
    let periods: Vec<_> = home["addresses"]
        .as_array()
        .expect("addresses")
        .iter()
        .map(|one| (one["from"].clone(), one["to"].clone()))
        .collect();
    assert_eq!(periods, [(json!("2026-03-01"), json!("2026-04-04")), (Value::Null, json!("2026-02-28"))]);
    // When they came may be said without moving.
    town.done("household_edit", edit(&father, "1 rue Neuve", json!("2026-04-02")));
    let home = show()["households"][1].clone();
    assert_eq!(
        (&home["address_since"], home["addresses"].as_array().map(Vec::len)),
        (&json!("2026-04-02"), Some(2))
    );
    let history = town.done("family_history", json!({ "family": family }));
    assert!(
        history["changes"]
            .as_array()
            .expect("rows")
            .iter()
            .any(|row| row["before"] == "3 bis allée du Four-à-Chaux, 21500 Testville")
    );
}

#[test]
fn a_second_home_has_its_dates_and_comes_back_when_removed_by_mistake() {
    let town = TestTown::new();
    let (family, view) = registered(&town);
    let home = || town.done("family_show", json!({ "family": family }))["households"][0].clone();
    let mut second = json!({ "household": view["households"][0]["id"], "address": address("Camping du Lac"), "from": "2026-05-01", "to": "2026-04-01" });
    assert_eq!(town.refused("household_address_save", second.clone())["fields"][0]["field"], "to");
    second["to"] = json!("2026-09-30");
    let id = town.done("household_address_save", second.clone())["subject"].clone();
    let before = home();
    assert_eq!(
        (&before["addresses"][0]["former"], &before["addresses"][0]["to"]),
        (&json!(false), &json!("2026-09-30"))
    );
    assert_eq!(before["address_line"], view["households"][0]["address_line"]);
    town.done("household_address_remove", json!({ "id": id }));
    assert_eq!(home()["addresses"], json!([]));
    second["id"] = id;
    town.done("household_address_save", second.clone());
    assert_eq!(home(), before);
    // Of another household, it is nobody's to rewrite.
    second["household"] = view["households"][1]["id"].clone();
    assert_eq!(town.refused("household_address_save", second)["code"], "not_found");
}

#[test]
fn how_many_live_there_is_counted_and_corrected_with_a_reason_and_a_date_v05_v06() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::Ter]);
    town.sit("ins");
    let (family, view) = registered(&town);
    let household = view["households"][0]["id"].clone();
    let size = || town.done("family_show", json!({ "family": family }))["households"][0]["size"].clone();
    assert_eq!(
        (&size()["children"], &size()["persons"], &size()["said"]),
        (&json!(2), &json!(3), &Value::Null)
    );
    let say = |children: Value, persons: Value, reason: &str, from: &str| json!({ "household": household, "from": from, "children": children, "persons": persons, "reason": reason });
    for (request, field) in [
        (say(json!(3), Value::Null, "", "2026-01-01"), "reason"),
        (say(Value::Null, Value::Null, "à charge", "2026-01-01"), "persons"),
        (say(json!(3), json!(3), "à charge", "2026-01-01"), "persons"),
        (say(Value::Null, json!(2), "à charge", "2026-01-01"), "persons"),
        (say(json!(3), Value::Null, "à charge", "2026-04-06"), "from"),
        (say(json!(3), Value::Null, "depuis sa condamnation", "2026-01-01"), "reason"),
    ] {
        assert_eq!(town.refused("household_size_save", request)["fields"][0]["field"], field);
    }
    town.done("household_size_save", say(json!(3), Value::Null, "enfant majeur à charge", "2026-01-01"));
    town.done("household_size_save", say(json!(3), json!(5), "grand-mère au foyer", "2026-03-01"));
    assert_eq!(
        (&size()["children"], &size()["persons"], &size()["said"]["from"]),
        (&json!(3), &json!(5), &json!("2026-03-01"))
    );
    town.sit("fac");
    assert_eq!(size()["persons"], 5);
    town.sit("ter");
    assert_eq!(size(), Value::Null);
    town.sit("ins");
    town.done("household_size_remove", json!({ "household": household, "from": "2026-03-01" }));
    assert_eq!(
        (&size()["children"], &size()["persons"]),
        (&json!(3), &json!(4)),
        "and who counted besides them"
    );
}

#[test]
fn the_caisse_was_consulted_on_a_day_by_someone_v17() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::Ter]);
    town.sit("ins");
    let (family, view) = registered(&town);
    let household = view["households"][0]["id"].clone();
    let consult = |on: &str| json!({ "household": household, "on": on });
    assert_eq!(town.refused("caisse_consult", consult("2026-04-02"))["code"], "forbidden");
    town.sit("fac");
    assert_eq!(town.refused("caisse_consult", consult("2026-04-06"))["fields"][0]["field"], "on");
    town.done("caisse_consult", consult("2026-04-02"));
    town.done("caisse_consult", consult("2026-01-15"));
    let proof =
        || town.done("family_show", json!({ "family": family }))["households"][0]["consultation"].clone();
    assert_eq!(proof(), json!({ "on": "2026-04-02", "by": "Agent fac" }));
    town.sit("ter");
    assert_eq!(proof(), Value::Null);
}

#[test]
fn telephones_say_what_they_are_in_the_order_to_call_them_a07() {
    let town = TestTown::new();
    let (family, view) = registered(&town);
    let household = &view["households"][0];
    let mut draft = household["guardians"][0]["draft"].clone();
    assert_eq!(draft["phone_kinds"], json!(["mobile"]), "read from the number");
    draft["phones"] = json!(["03 80 11 22 33", "06 71 30 25 08"]);
    draft["phone_kinds"] = json!(["work", null]);
    draft["sending"] = json!("email");
    town.done(
        "guardian_save",
        json!({ "household": household["id"], "guardian": household["guardians"][0]["id"], "draft": draft }),
    );
    let person =
        town.done("family_show", json!({ "family": family }))["households"][0]["guardians"][0].clone();
    let kinds: Vec<_> =
        person["phones"].as_array().expect("phones").iter().map(|one| one["kind_label"].clone()).collect();
    assert_eq!(kinds, ["travail", "mobile"]);
    assert_eq!(person["sending_label"], "par courriel");
    draft["email"] = json!("");
    let refused = town.refused(
        "guardian_save",
        json!({ "household": household["id"], "guardian": household["guardians"][0]["id"], "draft": draft }),
    );
    assert_eq!(refused["fields"][0]["field"], "email");
}

// rows: V04 A05
#[test]
fn a_parent_who_leaves_takes_a_household_of_their_own() {
    let town = TestTown::new();
    let family = town.done("family_register", together())["family"].clone();
    let view = town.done("family_show", json!({ "family": family }));
    let ids: Vec<Value> = (0..2).map(|rank| view["households"][0]["guardians"][rank]["id"].clone()).collect();
    let leave = |guardian: &Value| json!({ "family": family, "household": { "address": address("1 quai Sud"), "guardians": [] }, "moving": [guardian] });
    let error = town.refused("household_add", leave(&ids[0]));
    assert_eq!(error["fields"][0]["field"], "moving.0");
    town.done("household_add", leave(&ids[1]));
    let view = town.done("family_show", json!({ "family": family }));
    assert_eq!(view["households"][1]["guardians"][0]["shown_name"], "Mehdi Ouali");
    assert_eq!(view["households"][1]["guardians"][0]["is_debtor"], true);
    assert_eq!(view["households"][0]["guardians"].as_array().map(Vec::len), Some(1));
    let stranger = town.refused(
        "household_set_debtor",
        json!({ "household": view["households"][0]["id"], "guardian": ids[1] }),
    );
    assert_eq!(stranger["code"], "refused");
}
