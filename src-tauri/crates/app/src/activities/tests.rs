//! Schools, activities, calendar and closures through the command table.

use domain::attendance::AttendanceState;
use domain::people::CustodyPattern;
use jiff::civil::date;
use security::access::Role;
use serde_json::json;

use crate::testing::TestTown;

fn town() -> TestTown {
    TestTown::on(date(2026, 11, 24), &[Role::Ins, Role::Res])
}

// rows: V16
#[test]
fn a_class_is_made_filled_and_left() {
    let town = town();
    let school = town.done("school_save", json!({ "id": null, "name": "Les Tilleuls", "uai": "" }));
    let class = town.done(
        "class_save",
        json!({ "id": null, "school": school["id"], "school_year": "2026-2027", "name": "CE1 B", "grade": "CE1" }),
    );
    let child = town.write(|w| {
        let home = town.family(w, 1, "Ferrand", None);
        town.child(w, home.household, "Ferrand", CustodyPattern::Always)
    });
    let assign =
        |class: &serde_json::Value, from: &str| json!({ "children": [child], "class": class, "from": from });
    town.done("class_assign", assign(&class["id"], "2026-09-01"));
    let list = town.done("school_list", json!({}));
    assert_eq!((&list["school_year"], &list["schools"][0]["children"]), (&json!("2026-2027"), &json!(1)));
    assert_eq!(list["schools"][0]["classes"][0]["name"], "CE1 B");
    let grid = town.done(
        "attendance_grid",
        json!({ "scope": { "kind": "class", "class": class["id"] }, "span": "week" }),
    );
    assert_eq!((&grid["title"], &grid["rows"][0]["family_name"]), (&json!("CE1 B"), &json!("Ferrand")));

    let outside = town.refused("class_assign", assign(&class["id"], "2027-10-01"));
    assert!(outside["message"].as_str().unwrap().contains("2026-2027"), "{outside}");
    town.done("class_assign", assign(&json!(null), "2026-11-24"));
    assert_eq!(town.done("school_list", json!({}))["schools"][0]["children"], 0);
    let wrong =
        json!({ "id": null, "school": school["id"], "school_year": "2026", "name": "", "grade": "CE9" });
    assert_eq!(town.refused("class_save", wrong)["fields"].as_array().unwrap().len(), 3);
}

#[test]
fn an_activity_and_its_unit_say_everything_that_is_wrong() {
    let town = town();
    let activity = json!({
        "id": null, "facility": "", "rank": 2, "name": "", "kind": "alsh", "school": null,
        "imputation": { "nature": "", "local_product_code": "CA012" }, "notice": { "kind": "hours_before", "hours": 48 },
    });
    let fields = town.refused("activity_save", activity.clone())["fields"].clone();
    let fields: Vec<&str> =
        fields.as_array().unwrap().iter().map(|issue| issue["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["name", "imputation.nature", "imputation.local_product_code"]);

    let mut right = activity;
    right["name"] = json!("Mercredis");
    right["imputation"] = json!({ "nature": "7066", "local_product_code": "me01" });
    let saved = town.done("activity_save", right);
    let unit = json!({
        "id": null, "activity": saved["id"], "code": "TROP", "with_meal": true, "by_minutes": false, "rank": 1,
        "name": "Journée", "kind": "day", "start_minute": 1080, "end_minute": 450, "capacity": 40,
        "weekdays": 4, "in_term": true, "in_holidays": true,
    });
    let fields = town.refused("unit_save", unit.clone())["fields"].clone();
    assert_eq!(fields.as_array().unwrap().len(), 2, "{fields}");
    let mut right = unit;
    (right["code"], right["start_minute"], right["end_minute"]) = (json!("j"), json!(450), json!(1080));
    town.done("unit_save", right);
    let list = town.done("activity_list", json!({}));
    let shown = list["activities"].as_array().unwrap().iter().find(|row| row["name"] == "Mercredis").unwrap();
    assert_eq!(
        (&shown["units"][0]["code"], &shown["imputation"]["local_product_code"]),
        (&json!("J"), &json!("ME01"))
    );
    assert_eq!(
        (&shown["notice_label"], &shown["units"][0]["hours_label"]),
        (&json!("48\u{a0}h avant"), &json!("7\u{a0}h\u{a0}30 – 18\u{a0}h\u{a0}00"))
    );
}

#[test]
fn the_calendar_names_what_closes_and_a_closure_counts_standing_bookings() {
    let town = town();
    let child = town.write(|w| {
        let home = town.family(w, 1, "Ferrand", None);
        let child = town.child(w, home.household, "Ferrand", CustodyPattern::Always);
        town.mark(w, child, [date(2026, 11, 26)].into_iter(), AttendanceState::Booked);
        child
    });
    let closure = json!({ "id": null, "activity": town.canteen, "unit": null, "from": "2026-11-26", "to": "2026-11-27", "reason": "Grève" });
    let saved = town.done("closure_save", closure.clone());
    assert_eq!(saved["standing_bookings"], 1);
    let month = town.done("calendar_show", json!({ "month": "2026-11" }));
    assert_eq!(month["days"][10]["public_holiday"], "11 novembre");
    assert_eq!(month["zone"], "A");
    let days = month["units"][0]["days"].as_str().unwrap();
    assert_eq!((&days[1..2], &days[3..4], &days[25..27]), ("1", ".", "00"));
    assert_eq!(month["units"][0]["open_days"], 15);
    assert_eq!(month["closures"][0]["what"], "Cantine");

    let cell = json!({ "child": child, "day": "2026-11-27", "unit": town.meal });
    let refusal = town.refused(
        "attendance_paint",
        json!({ "target": { "kind": "cells", "cells": [cell] }, "brush": "book" }),
    );
    assert!(refusal["message"].as_str().unwrap().contains("Grève"), "{refusal}");
    let cell = json!({ "child": child, "day": "2026-11-26", "unit": town.meal });
    town.done(
        "attendance_paint",
        json!({ "target": { "kind": "cells", "cells": [cell] }, "brush": "cancel" }),
    );

    town.done("closure_remove", json!({ "closure": saved["closure"]["id"] }));
    assert_eq!(town.done("calendar_show", json!({ "month": "2026-11" }))["units"][0]["open_days"], 17);
    let mut wrong = closure;
    (wrong["to"], wrong["reason"]) = (json!("2026-11-20"), json!(" "));
    assert_eq!(town.refused("closure_save", wrong)["fields"].as_array().unwrap().len(), 2);
}

// rows: V16
#[test]
fn a_whole_school_goes_on_to_the_next_year_and_back() {
    let town = town();
    let school = town.done("school_save", json!({ "id": null, "name": "Les Tilleuls", "uai": "" }));
    let class = |year: &str, name: &str, grade: &str| {
        let request =
            json!({ "id": null, "school": school["id"], "school_year": year, "name": name, "grade": grade });
        town.done("class_save", request)["id"].clone()
    };
    let (cp, cm2) = (class("2026-2027", "CP A", "CP"), class("2026-2027", "CM2", "CM2"));
    class("2026-2027", "CE1 B", "CE1");
    class("2026-2027", "CE1-CE2", "");
    let children: Vec<_> = town.write(|w| {
        let home = town.family(w, 1, "Ferrand", None);
        ["Ana", "Luc", "Zoé"]
            .map(|_| town.child(w, home.household, "Ferrand", CustodyPattern::Always))
            .to_vec()
    });
    let assign = |children: &[_], class: &serde_json::Value, from: &str| {
        town.done("class_assign", json!({ "children": children, "class": class, "from": from }))
    };
    assign(&children[..2], &cp, "2026-09-01");
    assign(&children[2..], &cm2, "2026-09-01");

    let asked = json!({ "school": school["id"], "school_year": "2026-2027" });
    let show = || town.done("year_change_show", asked.clone());
    let view = show();
    let proposed: Vec<_> = view["classes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|class| (class["name"].clone(), class["proposed"].clone()))
        .collect();
    assert_eq!(view["to_year"], "2027-2028");
    assert_eq!(
        proposed,
        [
            // A class of several levels is the agent's to place, and the school has no sixth form.
            (json!("CE1-CE2"), json!(null)),
            (json!("CP A"), json!({ "kind": "new", "name": "CE1 A", "grade": "CE1" })),
            (json!("CE1 B"), json!(null)),
            (json!("CM2"), json!(null)),
        ]
    );
    // One repeats the year, in a class made for next year; the other goes on.
    let repeated = class("2027-2028", "CP A", "CP");
    let moves = json!([
        { "children": [children[0]], "into": proposed[1].1 },
        { "children": [children[1]], "into": { "kind": "known", "class": repeated } },
    ]);
    let save = |moves: &serde_json::Value| json!({ "school": school["id"], "school_year": "2026-2027", "moves": moves });
    let changed = town.done("year_change_save", save(&moves));
    let view = show();
    let placed: Vec<_> = view["classes"][1]["children"]
        .as_array()
        .unwrap()
        .iter()
        .map(|child| child["placed"].clone())
        .collect();
    assert_eq!(placed, [json!("CE1 A, Les Tilleuls"), json!("CP A, Les Tilleuls")]);
    // Done once, it is not done over: a change of class has its own door.
    let again = town.refused("year_change_save", save(&moves));
    assert!(again["message"].as_str().unwrap().contains("a déjà une classe"), "{again}");
    let next = town.done("school_list", json!({ "school_year": "2027-2028" }));
    assert_eq!(next["schools"][0]["children"], 2);
    // This year has not moved.
    assert_eq!(town.done("school_list", json!({}))["schools"][0]["children"], 3);

    // Nothing is half taken back: one of them has moved since.
    assign(&children[1..2], &changed["made"][0], "2027-11-02");
    assert_eq!(town.refused("year_change_undo", changed.clone())["code"], "refused");
    assign(&children[1..2], &repeated, "2027-09-01");
    town.done("year_change_undo", changed);
    let next = town.done("school_list", json!({ "school_year": "2027-2028" }));
    assert_eq!(
        (&next["schools"][0]["children"], next["schools"][0]["classes"].as_array().unwrap().len()),
        (&json!(0), 1)
    );
    // A child of another school is nobody's to move from here.
    let other = town.done("school_save", json!({ "id": null, "name": "Les Ormes", "uai": "" }));
    let wrong = json!({ "school": other["id"], "school_year": "2026-2027", "moves": moves });
    assert_eq!(town.refused("year_change_save", wrong)["code"], "not_found");
}
