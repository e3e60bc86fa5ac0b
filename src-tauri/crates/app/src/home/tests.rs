//! The first screen, role by role.

use domain::attendance::AttendanceState;
use domain::people::CustodyPattern;
use jiff::civil::date;
use security::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

#[test]
fn each_role_sees_what_it_has_to_do_and_nothing_else() {
    let town = TestTown::with(&Role::ALL);
    let child = town.write(|w| {
        let home = town.family(w, 1, "Martin", Some(684));
        let child = town.child(w, home.household, "Martin", CustodyPattern::Always);
        town.mark(
            w,
            child,
            [date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 5)].into_iter(),
            AttendanceState::Booked,
        );
        child
    });
    let _ = child;
    for (role, parts, kinds) in [
        ("ins", vec!["ticking", "quotients", "today_headcounts"], vec!["tick_day"]),
        ("fac", vec!["ticking", "quotients", "billing", "receipts", "today_headcounts"], vec!["bill_month"]),
        ("res", vec!["ticking", "quotients", "billing", "receipts", "today_headcounts"], vec![]),
        ("san", vec!["ticking", "today_headcounts"], vec!["read_instructions"]),
        ("ter", vec!["ticking", "today_headcounts"], vec!["tick_day", "read_instructions"]),
        ("rpe", vec![], vec![]),
        ("adm", vec![], vec!["back_up"]),
        ("dpo", vec![], vec![]),
    ] {
        town.sit(role);
        let home = town.done("home_show", json!({}));
        for part in ["ticking", "quotients", "billing", "receipts", "today_headcounts"] {
            assert_eq!(home.get(part).is_some(), parts.contains(&part), "{role} {part}");
        }
        let tasks = home["tasks"].as_array().expect("tasks");
        let mut found: Vec<&str> = tasks.iter().map(|task| task["kind"].as_str().expect("a kind")).collect();
        found.dedup();
        assert_eq!(found, kinds, "{role}");
    }
    town.sit("ter");
    let home = town.done("home_show", json!({}));
    assert_eq!(home["today_label"], "dimanche 5 avril");
    assert_eq!(home["tasks"][0]["label"], "Pointer jeudi 2 avril\u{a0}: 1 case, Cantine");
    let states: Vec<&Value> = home["ticking"]["rows"][0]["cells"]
        .as_array()
        .expect("cells")
        .iter()
        .map(|cell| &cell["state"])
        .collect();
    assert_eq!(states[9..], [&json!("unfinished"), &json!("unfinished"), &json!("today")]);
}

#[test]
fn records_opened_lately_are_ones_own() {
    let town = TestTown::with(&[Role::Ins]);
    let home = town.write(|w| town.family(w, 1, "Martin", None));
    town.done("family_show", json!({ "family": home.family }));
    assert_eq!(town.done("home_show", json!({}))["recent"][0]["label"], "Martin");
    town.sit("ins");
    assert_eq!(town.done("home_show", json!({}))["recent"], json!([]));
}

#[test]
fn days_and_renewals_are_said_in_french() {
    assert_eq!(super::label(date(2026, 11, 24)), "mardi 24 novembre");
    assert_eq!(super::label(date(2026, 5, 1)), "vendredi 1er mai");
    let today = date(2026, 11, 24);
    for (until, said) in [
        (None, "a plus d’un an"),
        (Some(date(2026, 8, 31)), "expiré le 31/08"),
        (Some(today), "expire aujourd’hui"),
        (Some(date(2026, 12, 1)), "expire dans 7 jours"),
    ] {
        assert_eq!(super::renewal(until, today), said);
    }
}
