//! Registrations, weekly patterns, and the month they fill.

use domain::attendance::{AttendanceState, NoticePeriod};
use domain::people::CustodyPattern;
use domain::values::ids::ChildId;
use jiff::civil::date;
use security::access::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

fn town_with_children(names: &[&str]) -> (TestTown, Vec<ChildId>) {
    let town = TestTown::on(date(2026, 11, 24), &[Role::Ins, Role::Res]);
    let children = town.write(|w| {
        let home = town.family(w, 1, "Ferrand", None);
        names.iter().map(|name| town.child(w, home.household, name, CustodyPattern::Always)).collect()
    });
    (town, children)
}

fn save_pattern(town: &TestTown, child: ChildId, from: &str, even: u8, odd: u8) -> Value {
    let line = json!({ "unit": town.meal, "even_weekdays": even, "odd_weekdays": odd });
    town.done("pattern_save", json!({ "child": child, "from": from, "to": null, "lines": [line] }))
}

const MONDAY_THURSDAY: u8 = 0b000_1001;
const MONDAY: u8 = 0b000_0001;

#[test]
fn a_pattern_fills_open_empty_cells_once() {
    let (town, children) = town_with_children(&["Abgrall"]);
    save_pattern(&town, children[0], "2026-09-01", MONDAY_THURSDAY, MONDAY);
    let request = json!({ "target": { "kind": "child", "child": children[0] }, "month": "2026-11" });
    let first = town.done("pattern_apply", request.clone());
    // Mondays 2, 9, 16, 23 and 30; Thursdays of the even weeks 46 and 48: the 12th and the 26th.
    assert_eq!((&first["booked"], &first["kept"]), (&json!(7), &json!(0)));
    let second = town.done("pattern_apply", request.clone());
    assert_eq!((&second["booked"], &second["kept"], &second["undo"]), (&json!(0), &json!(7), &json!(null)));
    town.done("attendance_undo", json!({ "stroke": first["undo"] }));
    assert_eq!(town.done("pattern_apply", request)["booked"], 7);
}

#[test]
fn a_whole_activity_is_filled_in_the_order_of_requests() {
    let (town, children) = town_with_children(&["Abgrall", "Bachelet", "Ferrand"]);
    town.write(|w| {
        let mut row = w.units().expect("units").remove(0);
        row.unit.capacity = Some(2);
        w.save_unit(&row).expect("unit");
    });
    for child in &children {
        save_pattern(&town, *child, "2026-09-01", MONDAY, MONDAY);
    }
    let target = json!({ "kind": "activity", "activity": town.canteen });
    let filled = town.done("pattern_apply", json!({ "target": target, "month": "2026-12" }));
    assert_eq!(
        (&filled["children"], &filled["booked"], &filled["waiting"]),
        (&json!(3), &json!(4), &json!(2))
    );
}

#[test]
fn a_new_pattern_ends_the_former_and_an_empty_one_stops_it() {
    let (town, children) = town_with_children(&["Abgrall"]);
    save_pattern(&town, children[0], "2026-09-01", MONDAY, MONDAY);
    save_pattern(&town, children[0], "2026-12-01", MONDAY_THURSDAY, MONDAY_THURSDAY);
    let shown = town.done("pattern_show", json!({ "child": children[0] }));
    assert_eq!(shown["units"][0]["unit_name"], "Repas");
    let lines = shown["lines"].as_array().unwrap();
    assert_eq!((&lines[0]["to"], &lines[1]["from"]), (&json!("2026-11-30"), &json!("2026-12-01")));
    save_pattern(&town, children[0], "2026-12-01", 0, 0);
    let shown = town.done("pattern_show", json!({ "child": children[0] }));
    assert_eq!(shown["lines"].as_array().unwrap().len(), 1);
    let backward = json!({ "child": children[0], "from": "2026-12-01", "to": "2026-11-01", "lines": [] });
    assert_eq!(town.refused("pattern_save", backward)["fields"].as_array().unwrap().len(), 2);
}

#[test]
fn a_new_week_offers_to_free_what_the_former_one_booked() {
    let (town, children) = town_with_children(&["Abgrall"]);
    let child = children[0];
    town.write(|w| {
        let mut canteen = w.activities().expect("activities").remove(0);
        canteen.notice = NoticePeriod::DaysBefore { days: 12, until_minute: 600 };
        w.save_activity(&canteen).expect("activity");
    });
    save_pattern(&town, child, "2026-09-01", MONDAY_THURSDAY, MONDAY_THURSDAY);
    for month in ["2026-11", "2026-12"] {
        let target = json!({ "kind": "child", "child": child });
        town.done("pattern_apply", json!({ "target": target, "month": month }));
    }
    // A Tuesday booked on purpose is nobody's to free.
    let tuesday = date(2026, 12, 8);
    town.write(|w| town.mark(w, child, [tuesday].into_iter(), AttendanceState::Booked));
    let line = json!({ "unit": town.meal, "even_weekdays": MONDAY, "odd_weekdays": MONDAY });
    let request = |release: bool| json!({ "child": child, "from": "2026-11-24", "to": null, "lines": [line], "release": release });
    // Thursdays to come: 26 November and 3 December too late to be free of charge, 10 and 17 December in time.
    let counted = town.done("pattern_check", request(false));
    assert_eq!((&counted["in_time"], &counted["late"]), (&json!(2), &json!(2)), "{counted}");
    let saved = town.done("pattern_save", request(true));
    assert_eq!((&saved["in_time"], &saved["late"]), (&json!(2), &json!(2)), "{saved}");
    let states = || {
        let unlocked = town.app.unlocked().expect("open");
        let facts = unlocked.store().read(|r| {
            Ok::<_, crate::Error>(r.attendance_of_children(
                &[child],
                date(2026, 11, 19),
                date(2026, 12, 17),
            )?)
        });
        facts.expect("read").into_iter().map(|fact| (fact.day, fact.state)).collect::<Vec<_>>()
    };
    let state_on = |day| states().into_iter().find(|(on, _)| *on == day).expect("noted").1;
    for (day, state) in [
        (date(2026, 11, 19), AttendanceState::Booked),
        (date(2026, 11, 26), AttendanceState::CancelledLate),
        (date(2026, 12, 3), AttendanceState::CancelledLate),
        (date(2026, 12, 7), AttendanceState::Booked),
        (tuesday, AttendanceState::Booked),
        (date(2026, 12, 10), AttendanceState::CancelledInTime),
    ] {
        assert_eq!(state_on(day), state, "{day}");
    }
    // Nothing is left to free, and the whole can be taken back.
    assert_eq!(town.done("pattern_check", request(false))["in_time"], 0);
    town.done("attendance_undo", json!({ "stroke": saved["undo"] }));
    assert_eq!(state_on(date(2026, 12, 10)), AttendanceState::Booked);
}

#[test]
fn a_child_is_registered_once_at_a_time_and_waits_in_order() {
    let (town, children) = town_with_children(&["Abgrall", "Ferrand"]);
    let list = town.done("registration_list", json!({ "activity": town.canteen }));
    assert_eq!((&list["accepted"], &list["waiting"]), (&json!(2), &json!(0)));
    let request = json!({ "id": null, "child": children[0], "activity": town.canteen, "state": "accepted", "from": "2026-12-01", "to": null });
    let refusal = town.refused("registration_save", request);
    assert!(refusal["message"].as_str().unwrap().contains("déjà inscrit"), "{refusal}");

    let row = &list["registrations"][1];
    let waiting = json!({ "id": row["id"], "child": row["child_id"], "activity": town.canteen, "state": "waiting", "from": "2025-09-01", "to": null });
    town.done("registration_save", waiting);
    let list = town.done("registration_list", json!({ "activity": town.canteen, "state": "waiting" }));
    assert_eq!(list["registrations"][0]["waiting_rank"], 1);
    let backward = json!({ "id": null, "child": children[0], "activity": town.canteen, "state": "accepted", "from": "2026-12-01", "to": "2026-11-01" });
    assert_eq!(town.refused("registration_save", backward)["fields"][0]["field"], "to");
    let far = json!({ "id": null, "child": children[0], "activity": town.canteen, "state": "accepted", "from": "2099-09-01", "to": null });
    assert_eq!(town.refused("registration_save", far)["fields"][0]["field"], "from");
}

#[test]
fn the_children_of_a_file_are_registered_in_one_gesture_all_or_none_g01() {
    let town = TestTown::on(date(2026, 11, 24), &[Role::Ins, Role::Res]);
    let person = |first: &str| json!({ "civility": "MME", "birth_name": "Ferrand", "first_name": first, "kinship": "mother", "phones": [] });
    let child = |first: &str| json!({ "identity": { "name": "Ferrand", "first_name": first, "birth_date": "2019-03-14" } });
    let address = json!({ "street": "1 rue Haute", "postcode": "21500", "city": "Testville" });
    let written = town.done(
        "family_register",
        json!({ "households": [{ "address": address, "guardians": [person("Maëlle")] }], "children": [child("Zoé"), child("Noé")] }),
    );
    let family = written["family"].clone();
    let shown = || town.done("family_show", json!({ "family": family }));
    let ids: Vec<Value> =
        shown()["children"].as_array().unwrap().iter().map(|child| child["id"].clone()).collect();
    let request = |children: &[Value]| json!({ "family": family, "children": children, "activities": [town.canteen], "from": "2026-12-01" });
    let nobody = json!({ "family": family, "children": [], "activities": [], "from": "2026-12-01" });
    assert_eq!(town.refused("registration_add", nobody)["fields"].as_array().unwrap().len(), 2);
    let far =
        json!({ "family": family, "children": ids, "activities": [town.canteen], "from": "2099-09-01" });
    assert_eq!(town.refused("registration_add", far)["fields"][0]["field"], "from");
    town.done("registration_add", request(&ids[..1]));
    // One of the two is there already: neither is written again.
    assert!(
        town.refused("registration_add", request(&[ids[1].clone(), ids[0].clone()]))["message"]
            .as_str()
            .unwrap()
            .contains("déjà inscrit")
    );
    let of = |child: &Value| {
        town.done("registration_list", json!({ "child": child }))["registrations"].as_array().unwrap().len()
    };
    assert_eq!((of(&ids[0]), of(&ids[1])), (1, 0));
    assert_eq!(
        town.done("registration_add", request(&ids[1..]))["registrations"].as_array().unwrap().len(),
        1
    );
    assert_eq!(of(&ids[1]), 1);
    // A child of another file is not registered from this one.
    let other = town.write(|w| {
        let home = town.family(w, 7, "Bachelet", None);
        town.child(w, home.household, "Bachelet", CustodyPattern::Always)
    });
    assert_eq!(town.refused("registration_add", request(&[json!(other)]))["code"], "not_found");
}
