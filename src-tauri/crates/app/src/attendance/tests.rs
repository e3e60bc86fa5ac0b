//! The grid painted, undone, refused; the sheet and the headcounts that follow.

use domain::activities::ActivityUnit;
use domain::attendance::{AttendanceState, NoticePeriod};
use domain::people::CustodyPattern;
use domain::values::ids::ChildId;
use jiff::civil::{Date, date};
use security::access::Role;
use serde_json::{Value, json};
use store::activities::{ActivityRow, UnitRow};

use crate::testing::{Home, TestTown};

/// A Tuesday; the canteen opens on Mondays, Tuesdays, Thursdays and Fridays, and 11 November is a public holiday.
const TODAY: Date = date(2026, 11, 24);

struct Table {
    town: TestTown,
    home: Home,
    children: Vec<ChildId>,
}

impl Table {
    /// A canteen of so many places that closes its bookings the day before at ten, and children of one family registered to it.
    fn laid(names: &[&str], capacity: Option<u32>, roles: &[Role]) -> Self {
        let town = TestTown::on(TODAY, roles);
        let (home, children) = town.write(|w| {
            let mut activity: ActivityRow = w.activities().expect("activities").remove(0);
            activity.notice = NoticePeriod::DaysBefore { days: 1, until_minute: 600 };
            w.save_activity(&activity).expect("activity");
            let row: UnitRow = w.units().expect("units").remove(0);
            let unit = ActivityUnit { capacity, ..row.unit };
            w.save_unit(&UnitRow { unit, ..row }).expect("unit");
            let home = town.family(w, 1, "Ferrand", None);
            let child = |name: &&str| town.child(w, home.household, name, CustodyPattern::Always);
            let children = names.iter().map(child).collect();
            (home, children)
        });
        Self { town, home, children }
    }

    fn cell(&self, child: usize, day: Date) -> Value {
        json!({ "child": self.children[child], "day": day, "unit": self.town.meal })
    }

    fn request(&self, cells: &[(usize, Date)], brush: &str) -> Value {
        let cells: Vec<Value> = cells.iter().map(|(child, day)| self.cell(*child, *day)).collect();
        json!({ "target": { "kind": "cells", "cells": cells }, "brush": brush })
    }

    fn paint(&self, cells: &[(usize, Date)], brush: &str) -> Value {
        self.town.done("attendance_paint", self.request(cells, brush))
    }

    fn mark(&self, child: usize, day: Date, state: AttendanceState) {
        self.town.write(|w| self.town.mark(w, self.children[child], [day].into_iter(), state));
    }

    /// The grid of the family's month.
    fn grid(&self) -> Value {
        self.town.done(
            "attendance_grid",
            json!({ "scope": { "kind": "family", "family": self.home.family }, "span": "month" }),
        )
    }

    /// The character of a cell in the grid.
    fn state(&self, child: usize, day: Date) -> char {
        let grid = self.grid();
        let place = |list: &str, of: &dyn Fn(&Value) -> bool| {
            grid[list].as_array().expect("a list").iter().position(of).expect("present")
        };
        let row = place("rows", &|row| row["child_id"] == json!(self.children[child]));
        let at = place("days", &|known| known["day"] == json!(day));
        let column = grid["days"][at]["first_column"].as_u64().expect("a column");
        let cells = grid["rows"][row]["cells"].as_str().expect("cells");
        cells.chars().nth(usize::try_from(column).expect("small")).expect("a cell")
    }
}

const AGENT: &[Role] = &[Role::Fac, Role::Ins, Role::Res];
const TOMORROW_BUT_ONE: Date = date(2026, 11, 26);
const FRIDAY: Date = date(2026, 11, 27);
const YESTERDAY: Date = date(2026, 11, 23);

#[test]
fn a_stroke_is_written_undone_and_done_again() {
    let table = Table::laid(&["Abgrall", "Ferrand"], None, AGENT);
    let stroke = table.paint(&[(0, TOMORROW_BUT_ONE), (1, FRIDAY)], "book");
    assert_eq!(stroke["changed"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&stroke["changed"][0]["before"], &stroke["changed"][0]["after"]),
        (&json!(null), &json!("booked"))
    );
    assert_eq!(table.state(0, TOMORROW_BUT_ONE), '1');

    let undone = table.town.done("attendance_undo", json!({ "stroke": stroke["undo"] }));
    assert_eq!(table.state(0, TOMORROW_BUT_ONE), '0');
    let again = table.town.refused("attendance_undo", json!({ "stroke": stroke["undo"] }));
    assert_eq!(again["code"], "refused");
    table.town.done("attendance_undo", json!({ "stroke": undone["undo"] }));
    assert_eq!((table.state(0, TOMORROW_BUT_ONE), table.state(1, FRIDAY)), ('1', '1'));
}

#[test]
fn an_undo_never_erases_what_came_after() {
    let table = Table::laid(&["Abgrall"], None, AGENT);
    let stroke = table.paint(&[(0, FRIDAY)], "book");
    table.paint(&[(0, FRIDAY)], "cancel");
    let refusal = table.town.refused("attendance_undo", json!({ "stroke": stroke["undo"] }));
    assert_eq!(refusal["code"], "conflict");
    assert_eq!(table.state(0, FRIDAY), '6');
}

#[test]
fn the_notice_period_decides_of_a_cancellation() {
    let table = Table::laid(&["Abgrall", "Ferrand"], None, AGENT);
    for (day, state) in [(TODAY, '7'), (TOMORROW_BUT_ONE, '6')] {
        table.mark(0, day, AttendanceState::Booked);
        table.paint(&[(0, day)], "cancel");
        assert_eq!(table.state(0, day), state, "{day}");
    }
}

#[test]
fn the_last_place_is_taken_once_and_the_next_child_waits() {
    let table = Table::laid(&["Abgrall", "Bachelet", "Ferrand"], Some(2), AGENT);
    let stroke = table.paint(&[(0, FRIDAY), (1, FRIDAY), (2, FRIDAY)], "book");
    assert_eq!(stroke["made_wait"], 1);
    assert_eq!(
        stroke["columns"],
        json!([{ "day": FRIDAY, "unit": table.town.meal, "taken": 2, "capacity": 2 }])
    );
    assert_eq!(table.state(2, FRIDAY), '8');
    // A place freed is taken by who waits, when painted again.
    table.paint(&[(0, FRIDAY)], "cancel");
    table.paint(&[(2, FRIDAY)], "book");
    assert_eq!(table.state(2, FRIDAY), '1');
}

#[test]
fn a_stroke_is_all_or_nothing_and_says_whose_cell_refuses() {
    let table = Table::laid(&["Abgrall", "Ferrand"], None, AGENT);
    table.mark(0, TODAY, AttendanceState::Booked);
    table.mark(1, FRIDAY, AttendanceState::Booked);
    let refusal =
        table.town.refused("attendance_paint", table.request(&[(0, TODAY), (1, FRIDAY)], "present"));
    assert_eq!(refusal["code"], "refused");
    let message = refusal["fields"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("Ferrand Lou, ven. 27/11, Repas"), "{message}");
    assert_eq!(table.state(0, TODAY), '1');
    let holiday =
        table.town.refused("attendance_paint", table.request(&[(0, date(2026, 11, 11))], "unexpected"));
    assert!(holiday["message"].as_str().unwrap().contains("férié"), "{holiday}");
    let stranger = table.town.refused(
        "attendance_paint",
        json!({ "target": { "kind": "cells", "cells": [{ "child": uuid::Uuid::nil(), "day": TODAY, "unit": table.town.meal }] }, "brush": "unexpected" }),
    );
    assert_eq!(stranger["code"], "not_found");
}

#[test]
fn a_rectangle_leaves_what_the_brush_does_not_concern() {
    let table = Table::laid(&["Abgrall", "Ferrand"], None, AGENT);
    table.mark(0, TODAY, AttendanceState::Booked);
    table.mark(1, YESTERDAY, AttendanceState::Booked);
    let columns: Vec<Value> = [date(2026, 11, 11), YESTERDAY, TODAY]
        .iter()
        .map(|day| json!({ "day": day, "unit": table.town.meal }))
        .collect();
    let stroke = table.town.done(
        "attendance_paint",
        json!({ "target": { "kind": "rectangle", "children": table.children, "columns": columns }, "brush": "present" }),
    );
    assert_eq!(stroke["changed"].as_array().unwrap().len(), 2);
    assert_eq!(stroke["left"], 4);
    assert_eq!((table.state(0, TODAY), table.state(1, TODAY)), ('2', '0'));
}

#[test]
fn an_unregistered_child_may_come_but_not_book() {
    let table = Table::laid(&["Abgrall"], None, AGENT);
    let guest = table.town.write(|w| {
        let child = table.town.child(w, table.home.household, "Picard", CustodyPattern::Always);
        let mut registration =
            w.registrations_of_children(&[child], Date::MIN, Date::MAX).expect("rows").remove(0);
        registration.to = Some(date(2026, 9, 30));
        w.save_registration(&registration).expect("registration");
        child
    });
    let table = Table { children: vec![guest], ..table };
    assert_eq!(table.state(0, FRIDAY), '.');
    let refusal = table.town.refused("attendance_paint", table.request(&[(0, FRIDAY)], "book"));
    assert!(refusal["message"].as_str().unwrap().contains("n’est pas inscrit"), "{refusal}");
    table.paint(&[(0, TODAY)], "unexpected");
    assert_eq!(table.state(0, TODAY), '3');
}

#[test]
fn a_billed_month_is_closed_and_says_how_to_correct() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    town.bill();
    let child = town.done("registration_list", json!({}))["registrations"][0]["child_id"].clone();
    let cell = json!({ "child": child, "day": "2026-03-31", "unit": town.meal });
    let refusal = town.refused(
        "attendance_paint",
        json!({ "target": { "kind": "cells", "cells": [cell] }, "brush": "unexpected" }),
    );
    assert_eq!(refusal["params"]["billed_month"], "2026-03");
    let message = refusal["message"].as_str().unwrap();
    assert!(message.contains("2026-000001") && message.contains("régularisation"), "{message}");
}

#[test]
fn a_day_is_validated_in_one_gesture_and_taken_back_in_another() {
    let table = Table::laid(&["Abgrall", "Bachelet", "Ferrand"], None, AGENT);
    table.mark(0, YESTERDAY, AttendanceState::Booked);
    table.mark(1, YESTERDAY, AttendanceState::Booked);
    table.mark(2, YESTERDAY, AttendanceState::AbsentExcused);
    let scope = json!({ "kind": "activity", "activity": table.town.canteen });
    let day = table.grid()["days"]
        .as_array()
        .unwrap()
        .iter()
        .find(|day| day["day"] == json!(YESTERDAY))
        .unwrap()
        .clone();
    assert_eq!(day["to_tick"], 2);
    let stroke = table.town.done("attendance_day_validate", json!({ "scope": scope, "day": YESTERDAY }));
    assert_eq!(stroke["changed"].as_array().unwrap().len(), 2);
    assert_eq!((table.state(0, YESTERDAY), table.state(2, YESTERDAY)), ('2', '4'));
    let nothing = table.town.refused("attendance_day_validate", json!({ "scope": scope, "day": YESTERDAY }));
    assert_eq!(nothing["code"], "refused");
    table.town.done("attendance_undo", json!({ "stroke": stroke["undo"] }));
    assert_eq!(table.state(0, YESTERDAY), '1');
    let future = table.town.refused("attendance_day_validate", json!({ "scope": scope, "day": FRIDAY }));
    assert_eq!(future["code"], "refused");
}

#[test]
fn the_grid_is_packed_and_counts_its_columns() {
    let table = Table::laid(&["de Kerdrel", "Da Silva", "d’Estienne"], Some(1), AGENT);
    for child in 0..3 {
        table.mark(child, FRIDAY, AttendanceState::Booked);
    }
    let grid = table.grid();
    let names: Vec<&str> =
        grid["rows"].as_array().unwrap().iter().map(|row| row["family_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Da Silva", "de Kerdrel", "d’Estienne"]);
    assert_eq!(grid["span_label"], "novembre 2026");
    // Seventeen days of school in November 2026, 11 November being a Wednesday.
    assert_eq!(grid["columns"].as_array().unwrap().len(), 17);
    assert_eq!(grid["rows"][0]["cells"].as_str().unwrap().len(), 17);
    let friday = grid["columns"].as_array().unwrap().iter().find(|column| column["taken"] == 3).unwrap();
    assert_eq!((&friday["over"], &friday["count"]), (&json!(true), &json!(3)));
    assert_eq!((&grid["reserved"], &grid["present"]), (&json!(3), &json!(0)));
}

#[test]
fn the_sheet_names_children_shortly_and_counts_plates() {
    let table = Table::laid(&["Abgrall", "Benoît-Guérin", "Ferrand"], None, AGENT);
    table.mark(0, TODAY, AttendanceState::Booked);
    table.mark(1, TODAY, AttendanceState::Present);
    table.mark(2, TODAY, AttendanceState::AbsentExcused);
    let sheet = table.town.done("day_sheet", json!({ "activity": table.town.canteen }));
    assert_eq!(sheet["day_label"], "mardi 24 novembre 2026");
    assert_eq!((&sheet["previous"], &sheet["next"]), (&json!("2026-11-23"), &json!("2026-11-26")));
    let group = &sheet["groups"][0];
    assert_eq!(group["class_name"], "Sans classe");
    let names: Vec<&str> =
        group["children"].as_array().unwrap().iter().map(|child| child["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Lou A.", "Lou B.-G.", "Lou F."]);
    for (figure, count) in [("expected", 2), ("present", 1), ("announced_absent", 1), ("to_tick", 1)] {
        assert_eq!(sheet[figure], count, "{figure}");
    }
    assert_eq!(sheet["diets"], json!([{ "diet_code": "STD", "diet_label": "Repas courant", "children": 2 }]));

    let count = table.town.done("headcount", json!({ "span": { "kind": "day", "day": TODAY } }));
    let unit = &count["units"][0];
    assert_eq!((&unit["expected"], &unit["present"]), (&json!(2), &json!(1)));
    assert_eq!(
        unit["days"][0],
        json!({ "open": true, "expected": 2, "present": 1, "absent": 1, "waiting": 0 })
    );

    table.town.done("day_sheet_pdf", json!({ "activity": table.town.canteen }));
    let files = table.town.files.saved.lock().unwrap();
    assert_eq!(files[0].0, "feuille_2026-11-24.pdf");
    assert!(files[0].1.starts_with(b"%PDF"));
}

#[test]
fn each_role_sees_its_own_grid() {
    for (role, light, paints) in [
        (Role::Ins, true, true),
        (Role::Ter, true, true),
        (Role::San, true, false),
        (Role::Fac, false, false),
    ] {
        let table = Table::laid(&["Abgrall"], None, &[role]);
        let grid = table.grid();
        assert_eq!(grid["rows"][0].get("health_light").is_some(), light, "{role}");
        assert_eq!(grid["may_paint"], paints, "{role}");
        if !paints {
            let refusal = table.town.refused("attendance_paint", table.request(&[(0, FRIDAY)], "book"));
            assert_eq!(refusal["code"], "forbidden", "{role}");
        }
    }
    for role in [Role::Rpe, Role::Adm, Role::Dpo] {
        let table = Table::laid(&[], None, &[role]);
        let request =
            json!({ "scope": { "kind": "activity", "activity": table.town.canteen }, "span": "day" });
        assert_eq!(table.town.refused("attendance_grid", request)["code"], "forbidden", "{role}");
    }
}
