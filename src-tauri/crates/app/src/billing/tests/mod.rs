//! A month billed, issued, corrected.

use domain::attendance::AttendanceState;
use domain::calendar::{WeekParity, YearParity};
use domain::people::{CustodyPattern, HolidayRule, SummerCut};
use domain::values::ids::HouseholdId;
use domain::values::{AddressDraft, Permille};
use jiff::civil::date;
use security::access::Role;
use serde_json::{Value, json};

use crate::testing::{MONTH, TestTown, last_pdf_text, school_days};

mod anomalies;
mod corrections;
mod paper;
mod prices;

fn commit(town: &TestTown, digest: &Value) -> Value {
    town.job("billing_commit", json!({ "month": MONTH, "digest": digest }))
}

fn invoices(town: &TestTown, run: &Value) -> Vec<Value> {
    let list = town.done("invoice_list", json!({ "run": run["run"]["id"], "with_lines": true }));
    list["invoices"].as_array().expect("invoices").clone()
}

#[test]
fn a_month_is_previewed_issued_and_read_again() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10), ("Abgrall", 5), ("Šimić", 16)]);
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!(preview["total_cents"], 31 * 360);
    assert_eq!(preview["blocking"], 0, "{}", preview["anomalies"]);
    assert_eq!(
        (&preview["first_number"], &preview["last_number"]),
        (&json!("2026-000001"), &json!("2026-000003"))
    );
    let rows = town.done("billing_preview_invoices", json!({}));
    let names: Vec<&str> =
        rows["invoices"].as_array().unwrap().iter().map(|r| r["family_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Abgrall", "Le Goff", "Šimić"]);

    let run = commit(&town, &preview["digest"])["value"].clone();
    assert_eq!(run["already_issued"], false);
    assert_eq!(run["run"]["total_cents"], 31 * 360);
    assert_eq!(run["activities"][0]["quantity"], "31\u{a0}repas");
    let issued = invoices(&town, &run);
    assert_eq!(issued.iter().map(|i| i["total_cents"].as_i64().unwrap()).sum::<i64>(), 31 * 360);
    let line = &issued[0]["lines"][0];
    assert_eq!((&line["label"], &line["unit_price_cents"]), (&json!("Cantine, repas"), &json!(360)));
    let why = line["explanation"].to_string();
    assert!(why.contains("684 (CAF)") && why.contains("2025-41") && why.contains("5 × 3,60"), "{why}");

    let shown = town.done("invoice_show", json!({ "invoice": issued[0]["id"] }));
    assert_eq!(shown["addressee"], json!(["Mme Camille Abgrall", "2 rue des Lilas", "21500 Montbard"]));
    assert_eq!(shown["invoice"]["state"], "due");
}

#[test]
fn issuing_twice_changes_nothing() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    let first = commit(&town, &preview["digest"])["value"].clone();
    let second = commit(&town, &preview["digest"])["value"].clone();
    assert_eq!(second["already_issued"], true);
    assert_eq!(first["run"], second["run"]);
    let again = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!((&again["invoices"], &again["has_something_new"]), (&json!(0), &json!(false)));
    let third = commit(&town, &again["digest"])["value"].clone();
    assert_eq!((&third["already_issued"], &third["run"]["id"]), (&json!(true), &first["run"]["id"]));
    assert_eq!(town.done("run_list", json!({}))["runs"].as_array().unwrap().len(), 1);
}

#[test]
fn a_change_after_the_preview_refuses_and_takes_no_number() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    let child = town.write(|w| {
        let home = town.family(w, 90, "Tard Venu", Some(300));
        let child = town.child(w, home.household, "Tard Venu", CustodyPattern::Always);
        town.meals(w, child, 15);
        child
    });
    let refused = commit(&town, &preview["digest"]);
    assert_eq!(
        (&refused["state"], &refused["error"]["code"]),
        (&json!("failed"), &json!("changed_since_preview"))
    );
    assert_eq!(town.done("run_list", json!({}))["runs"], json!([]));
    // Withdrawn, the month is again what was previewed, and numbers begin at one.
    town.write(|w| {
        let marks = school_days().take(15).map(|day| store::attendance::AttendanceMark {
            day,
            unit: town.meal,
            child,
            state: None,
            minutes: None,
        });
        w.put_attendance(marks).expect("withdrawn");
    });
    let run = commit(&town, &preview["digest"])["value"].clone();
    assert_eq!((&run["run"]["first_number"], &run["run"]["invoices"]), (&json!("2026-000001"), &json!(1)));
}

#[test]
fn a_debtor_the_treasury_would_refuse_blocks_the_run() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10), ("Abgrall", 10)]);
    town.write(|w| town.save_debtor(w, homes["Abgrall"], "Abgrall", ""));
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!(preview["blocking"], 1);
    let anomaly = &preview["anomalies"][0];
    assert_eq!(
        (&anomaly["code"], &anomaly["remedy"], &anomaly["family"]),
        (&json!("debtor_incomplete"), &json!("complete_debtor"), &json!(homes["Abgrall"].family))
    );
    let refused = commit(&town, &preview["digest"]);
    assert_eq!(refused["error"]["code"], "refused");
    assert_eq!(town.done("billing_overview", json!({}))["next_number"], "2026-000001");
}

#[test]
fn numbers_follow_each_other_over_runs_and_late_children_are_billed_alone() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10), ("Abgrall", 10)]);
    town.bill();
    town.write(|w| {
        // A brother comes later; the first child gets a meal more: that one only a correction may bill.
        let brother = town.child(w, homes["Le Goff"].household, "Le Goff", CustodyPattern::Always);
        town.meals(w, brother, 6);
    });
    let late = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!((&late["invoices"], &late["total_cents"]), (&json!(1), &json!(6 * 360)));
    assert!(late["earlier_run"].is_string());
    let run = commit(&town, &late["digest"])["value"].clone();
    assert_eq!(
        (&run["run"]["first_number"], &run["run"]["last_number"]),
        (&json!("2026-000003"), &json!("2026-000003"))
    );
}

#[test]
fn giving_up_leaves_nothing() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    let line = town.done("billing_preview", json!({ "month": MONTH }));
    town.done("job_cancel", json!({ "job": line["id"] }));
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!(preview["invoices"], 1);
}

#[test]
fn a_month_with_nothing_is_refused_in_a_sentence() {
    let town = TestTown::new();
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    let refused = commit(&town, &preview["digest"]);
    assert_eq!(refused["error"]["code"], "refused");
}

#[test]
fn issued_from_many_windows_at_once_a_month_is_issued_once_and_each_is_told() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    let lines: Vec<Value> = std::thread::scope(|threads| {
        let windows: Vec<_> = (0..6).map(|_| threads.spawn(|| commit(&town, &preview["digest"]))).collect();
        windows.into_iter().map(|window| window.join().expect("a window")).collect()
    });
    for line in &lines {
        assert_eq!(line["state"], "done", "{}", line["error"]);
        assert_eq!(line["value"]["run"]["id"], lines[0]["value"]["run"]["id"]);
    }
    assert_eq!(lines.iter().filter(|line| line["value"]["already_issued"] == false).count(), 1);
    assert_eq!(town.done("run_list", json!({}))["runs"].as_array().expect("runs").len(), 1);
}

#[test]
fn a_month_that_is_not_over_is_issued_only_by_an_agent_who_accepts_it() {
    let town = TestTown::on(date(2026, 3, 20), &[Role::Fac, Role::Ins, Role::Res]);
    town.write(|w| {
        let home = town.family(w, 1, "Le Goff", Some(684));
        let child = town.child(w, home.household, "Le Goff", CustodyPattern::Always);
        town.meals(w, child, 8);
        town.mark(w, child, school_days().skip(12), AttendanceState::Booked);
    });
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    let anomaly = &preview["anomalies"][0];
    assert_eq!(
        (&anomaly["code"], &anomaly["severity"], &anomaly["remedy"]),
        (&json!("month_unfinished"), &json!("blocking"), &json!("accept_bookings_to_come"))
    );
    assert_eq!(preview["bookings_to_come"], false);
    let refused = commit(&town, &preview["digest"]);
    assert_eq!(refused["error"]["code"], "refused");

    let accepted = town.finished("billing_preview", json!({ "month": MONTH, "bookings_to_come": true }));
    assert_eq!((&accepted["blocking"], &accepted["bookings_to_come"]), (&json!(0), &json!(true)));
    // The digest of what was accepted cannot be issued by a request that accepts nothing, preview kept or not.
    let refused = commit(&town, &accepted["digest"]);
    assert_eq!(refused["error"]["code"], "changed_since_preview");
    let run = town.finished(
        "billing_commit",
        json!({ "month": MONTH, "digest": accepted["digest"], "bookings_to_come": true }),
    );
    assert_eq!(run["run"]["invoices"], 1);
}
