//! Who owes the invoices of a household, from which day: the months billed, who lost authority, who came later.

use serde_json::{Value, json};

use super::{address, field, with_a_second_adult};
use crate::testing::MONTH;

/// What was issued stays to the name of who received it: the agent is told before the file says otherwise.
#[test]
fn a_debtor_over_a_billed_month_is_told_before_it_is_written_v04() {
    let (town, home, father) = with_a_second_adult();
    town.bill();
    let set = |from: Value, seen: bool| json!({ "household": home.household, "guardian": father, "from": from, "seen_billed": seen });
    for from in [json!("2026-03-15"), Value::Null] {
        let told = town.refused("household_set_debtor", set(from, false));
        assert_eq!(told["code"], "already_billed");
        let words = told["message"].as_str().unwrap_or_default();
        assert!(
            words.starts_with("Mars 2026 est déjà facturé") && words.contains("01/04/2026"),
            "{MONTH}: {told}"
        );
    }
    let debtor = || {
        let file = town.done("family_show", json!({ "family": home.family }));
        let adults = file["households"][0]["guardians"].as_array().cloned().unwrap_or_default();
        adults.iter().find(|one| one["is_debtor"] == true).map(|one| one["id"].clone())
    };
    assert_ne!(debtor(), Some(father.clone()), "nothing was written");
    town.done("household_set_debtor", set(json!("2026-04-01"), false));
    town.done("household_set_debtor", set(json!("2026-03-15"), true));
    assert_eq!(debtor(), Some(father.clone()));
}

/// The same of a separation: who leaves was sent the month, whose last day another would owe.
#[test]
fn a_separation_over_a_billed_month_is_told_before_it_is_written_v04() {
    let (town, home, father) = with_a_second_adult();
    town.bill();
    let split = |from: &str, seen: bool| {
        json!({ "household": home.household, "guardian": home.debtor, "from": from, "address": address("1 rue Neuve"),
            "children": [], "seen_billed": seen })
    };
    let told = town.refused("household_split", split("2026-03-15", false));
    assert_eq!(told["code"], "already_billed");
    assert!(told.to_string().contains("01/04/2026"), "{MONTH}: {told}");
    let homes = || town.done("family_show", json!({ "family": home.family }))["households"].clone();
    assert_eq!(homes().as_array().map(Vec::len), Some(1), "nothing was written");
    town.done("household_split", split("2026-03-15", true));
    assert_eq!(homes()[0]["guardians"][0]["id"], father);
    assert_eq!(homes()[0]["guardians"][0]["is_debtor"], true);
}

/// A month is made out to who owed on its last day; taken back, what was said of the days before goes too.
#[test]
fn a_debtor_from_a_day_leaves_the_months_before_to_the_other_v04() {
    let (town, home, father) = with_a_second_adult();
    town.write(|w| {
        let child = w.family_members(home.family).expect("read").expect("a family").children[0].id;
        let days = [jiff::civil::date(2026, 4, 2), jiff::civil::date(2026, 4, 3)];
        town.mark(w, child, days.into_iter(), domain::attendance::AttendanceState::Present);
    });
    let payer = |month: &str| {
        town.finished("billing_preview", json!({ "month": month }));
        town.done("billing_preview_invoices", json!({}))["invoices"][0]["debtor_name"].clone()
    };
    let mother = payer(MONTH);
    let set = |guardian: &Value, from: &str| json!({ "household": home.household, "guardian": guardian, "from": from });
    let father = &father;
    assert_eq!(field(&town.refused("household_set_debtor", set(father, "2026-04-06"))), "from");
    town.done("household_set_debtor", set(father, "2026-04-01"));
    assert_eq!((payer(MONTH) == mother, payer("2026-04") == mother), (true, false));
    let former = || {
        town.done("family_show", json!({ "family": home.family }))["households"][0]["former_debtors"].clone()
    };
    assert_eq!(former()[0]["until"], "2026-03-31");
    // Said from earlier on, the days after it are his.
    town.done("household_set_debtor", set(father, "2026-03-15"));
    assert_eq!(
        (former()[0]["until"].clone(), former().as_array().map(Vec::len)),
        (json!("2026-03-14"), Some(1))
    );
    assert!(payer(MONTH) != mother);
    town.done("household_set_debtor", set(&json!(home.debtor), "2026-03-15"));
    assert_eq!((former(), payer(MONTH)), (json!([]), mother));
}

/// Who has lost authority over a child of the household is not written to, for a month of before either.
// rows: V04
#[test]
fn a_former_debtor_who_lost_authority_is_passed_over_v02() {
    let (town, home, father) = with_a_second_adult();
    let father = &father;
    town.done(
        "household_set_debtor",
        json!({ "household": home.household, "guardian": father, "from": "2026-04-01" }),
    );
    let billed = || {
        let preview = town.finished("billing_preview", json!({ "month": MONTH }));
        let payer = town.done("billing_preview_invoices", json!({}))["invoices"][0]["debtor_name"].clone();
        let blocks = preview["anomalies"].to_string().contains("debtor_incomplete");
        (payer.as_str().expect("a name").to_owned(), blocks)
    };
    assert!(!billed().0.contains("Morvan"), "March is the mother's");
    let child = town.done("family_show", json!({ "family": home.family }))["children"][0]["id"].clone();
    let loses = |who: &Value, to: Value| {
        let loss = json!({ "guardian": who, "children": [child], "from": "2026-03-10", "to": to });
        town.done("authority_loss_save", loss);
    };
    loses(&json!(home.debtor), Value::Null);
    assert!(billed().0.contains("Morvan"), "{:?}", billed());
    // Nobody is left to write to: the run waits for another adult.
    loses(father, Value::Null);
    assert_eq!(billed(), (String::new(), true));
    // What ended before today bars nobody.
    loses(&json!(home.debtor), json!("2026-04-04"));
    assert!(!billed().0.is_empty() && !billed().0.contains("Morvan"), "{:?}", billed());
}

/// An adult owes nothing of the months before they came, and what a date replaces stays in the history.
#[test]
fn a_debtor_does_not_owe_before_living_there_v04() {
    let (town, home, father) = with_a_second_adult();
    let father = &father;
    town.done("household_stay_save", json!({ "guardian": father, "from": "2026-03-20", "to": null }));
    let set = |guardian: &Value, from: &str| json!({ "household": home.household, "guardian": guardian, "from": from });
    let refused = town.refused("household_set_debtor", set(father, "2026-03-19"));
    assert_eq!(field(&refused), "from");
    assert!(refused.to_string().contains("20/03/2026"), "{refused}");
    town.done("household_set_debtor", set(father, "2026-03-20"));
    // Nor before the town knew the household: nobody said since when she lives there.
    let refused = town.refused("household_set_debtor", set(&json!(home.debtor), "1900-01-01"));
    assert_eq!(field(&refused), "from");
    assert!(refused.to_string().contains("01/09/2024"), "{refused}");
    town.done("household_set_debtor", set(&json!(home.debtor), "2026-01-01"));
    let history = town.done("family_history", json!({ "family": home.family })).to_string();
    assert!(history.contains("jusqu’au 19/03/2026"), "{history}");
}

/// Taken back, a change puts back who owed before as they were, and the history tells it; what was billed since is told first.
#[test]
fn a_debtor_taken_back_gives_their_months_back_to_the_former_ones_v04() {
    let (town, home, father) = with_a_second_adult();
    let mother = json!(home.debtor);
    let set = |guardian: &Value, from: Value| json!({ "household": home.household, "guardian": guardian, "from": from });
    let homes = || {
        let home = town.done("family_show", json!({ "family": home.family }))["households"][0].clone();
        let adults = home["guardians"].as_array().cloned().unwrap_or_default();
        let debtor = adults.iter().find(|one| one["is_debtor"] == true).map(|one| one["id"].clone());
        (debtor, home["former_debtors"].clone())
    };
    // Hers until January, his in February, hers again from March on.
    town.done("household_set_debtor", set(&father, json!("2026-02-01")));
    town.done("household_set_debtor", set(&mother, json!("2026-03-01")));
    let before = homes();
    assert_eq!((before.0.as_ref(), before.1.as_array().map(Vec::len)), (Some(&mother), Some(2)));
    // From January on he would owe: two former debtors are replaced.
    town.done("household_set_debtor", set(&father, json!("2026-01-01")));
    assert_eq!(homes().1.as_array().map(Vec::len), Some(1));
    let former = |rows: &Value| {
        let rows = rows.as_array().cloned().unwrap_or_default();
        let entries = rows.iter().map(|one| json!({ "guardian": one["guardian"], "until": one["until"] }));
        entries.collect::<Vec<_>>()
    };
    let mut back = set(&mother, Value::Null);
    back["former"] = json!(former(&before.1));
    town.done("household_set_debtor", back.clone());
    assert_eq!(homes(), before);
    let history = town.done("family_history", json!({ "family": home.family }))["changes"][0].to_string();
    for words in ["jusqu’au 31/12/2025", "jusqu’au 31/01/2026", "jusqu’au 28/02/2026"] {
        assert!(history.contains(words), "{words} in {history}");
    }
    // Nobody of another file, nor until a day to come.
    for wrong in [
        json!({ "guardian": home.household, "until": "2026-01-31" }),
        json!({ "guardian": father, "until": "2026-04-05" }),
    ] {
        let mut astray = back.clone();
        astray["former"] = json!([wrong]);
        town.refused("household_set_debtor", astray);
        assert_eq!(homes(), before, "nothing was written");
    }
    // March is billed to him before he is taken back: it is told.
    town.done("household_set_debtor", set(&father, json!("2026-03-01")));
    town.bill();
    assert_eq!(town.refused("household_set_debtor", back)["code"], "already_billed");
}

/// Who owed until a day lived there until then: a departure before it, told by hand or by a separation, is refused in words.
#[test]
fn a_former_debtor_does_not_leave_before_the_day_they_owed_until_v04() {
    let (town, home, father) = with_a_second_adult();
    town.done(
        "household_set_debtor",
        json!({ "household": home.household, "guardian": father, "from": "2026-04-01" }),
    );
    let leaves = |last: &str| json!({ "guardian": home.debtor, "from": null, "to": last });
    let refused = town.refused("household_stay_save", leaves("2026-03-30"));
    assert_eq!(field(&refused), "to");
    assert!(refused.to_string().contains("31/03/2026"), "{refused}");
    let split = |from: &str| json!({ "household": home.household, "guardian": home.debtor, "from": from, "address": address("1 rue Neuve") });
    assert_eq!(field(&town.refused("household_split", split("2026-03-31"))), "from");
    // Once he owes from earlier on, she may have left then.
    town.done(
        "household_set_debtor",
        json!({ "household": home.household, "guardian": father, "from": "2026-03-01" }),
    );
    town.done("household_stay_save", leaves("2026-02-28"));
}
