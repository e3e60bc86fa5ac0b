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
fn what_changes_after_the_invoice_is_said_and_corrected_by_a_line() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let run = town.bill();
    let child = invoices(&town, &run)[0]["lines"][0]["child"].clone();
    let child = child.as_str().unwrap().parse().unwrap();
    town.write(|w| town.mark(w, child, school_days().skip(12).take(2), AttendanceState::Present));
    let again = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!(again["has_something_new"], false);
    assert_eq!(again["anomalies"][0]["code"], "changed_after_issue");

    let invoice = invoices(&town, &run)[0]["id"].clone();
    let household = homes["Le Goff"].household;
    let wrong =
        town.refused("adjustment_add", json!({ "household": household, "reason": " ", "amount_cents": 0 }));
    let fields: Vec<&str> =
        wrong["fields"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["reason", "amount_cents", "activity", "label"]);
    let too_much = json!({ "household": household, "invoice": invoice, "rank": 1, "reason": "Trop", "amount_cents": -3_601 });
    assert_eq!(town.refused("adjustment_add", too_much)["fields"][0]["field"], "amount_cents");
    town.done(
        "adjustment_add",
        json!({ "household": household, "invoice": invoice, "rank": 1, "reason": "Deux repas notés en retard", "amount_cents": 1_600 }),
    );
    let next = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!(
        (&next["invoices"], &next["adjustments"], &next["total_cents"]),
        (&json!(1), &json!(1), &json!(1_600))
    );
    let second = commit(&town, &next["digest"])["value"].clone();
    let issued = invoices(&town, &second);
    assert_eq!(issued[0]["lines"][0]["label"], "Cantine, repas (facture 2026-000001)");
    let why = issued[0]["lines"][0]["explanation"].to_string();
    assert!(why.contains("Deux repas notés en retard") && why.contains("2026-000001"), "{why}");
    let list = town.done("adjustment_list", json!({}));
    assert_eq!(
        (&list["pending_cents"], &list["adjustments"][0]["taken_number"]),
        (&json!(0), &json!("2026-000002"))
    );
    let taken = list["adjustments"][0]["id"].clone();
    assert_eq!(town.refused("adjustment_withdraw", json!({ "adjustment": taken }))["code"], "already_done");
}

#[test]
fn what_is_under_fifteen_euros_waits_and_is_never_lost() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10), ("Petit", 2)]);
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!((&preview["invoices"], &preview["carried_over"]), (&json!(1), &json!(1)));
    assert_eq!(preview["carried_over_cents"], 720);
    commit(&town, &preview["digest"]);
    let waiting = town.done("adjustment_list", json!({}));
    assert_eq!(waiting["pending_cents"], 720);
    assert_eq!(waiting["adjustments"][0]["label"], "Cantine, repas, mars 2026");
    let id = waiting["adjustments"][0]["id"].clone();
    assert_eq!(town.refused("adjustment_withdraw", json!({ "adjustment": id }))["code"], "already_done");
    // The same month again: neither billed twice nor forgotten.
    let again = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!((&again["has_something_new"], &again["carried_over_cents"]), (&json!(false), &json!(720)));
}

#[test]
fn shared_custody_splits_weeks_and_amounts_to_the_cent() {
    let town = TestTown::new();
    let part = |thousandths| CustodyPattern::Share { part: Permille::try_new(thousandths).unwrap() };
    let days: usize = town.write(|w| {
        let a = town.family(w, 1, "Le Goff", Some(684));
        let b = town.family(w, 2, "Estienne", Some(684));
        let shared = town.child(w, a.household, "Le Goff", part(333));
        town.give_custody(w, shared, b.household, part(667));
        town.meals(w, shared, 17);
        17
    });
    let run = town.bill();
    let totals: Vec<i64> = invoices(&town, &run).iter().map(|i| i["total_cents"].as_i64().unwrap()).collect();
    assert_eq!(totals.iter().sum::<i64>(), days as i64 * 360);
    assert_eq!(totals, [4_082, 2_038]);
}

/// February 2026 in the town's zone, A: winter holidays from 7 to 22, halves of eight days.
#[test]
fn holidays_shared_out_bill_each_household_its_half() {
    let town = TestTown::new();
    let weeks = |parity, first| CustodyPattern::Weeks {
        parity,
        changeover: 0,
        holidays: HolidayRule::Shared { first, summer: SummerCut::Halves },
    };
    let homes = town.write(|w| {
        let a = town.family(w, 1, "Le Goff", Some(684));
        let b = town.family(w, 2, "Estienne", Some(684));
        // The first household has odd weeks, and the first half of the holidays in even years.
        let shared = town.child(w, a.household, "Le Goff", weeks(WeekParity::Odd, YearParity::Even));
        town.give_custody(w, shared, b.household, weeks(WeekParity::Even, YearParity::Odd));
        // Weeks 7 and 8 turn over on Monday 16; halves on Sunday 15.
        let days = [9, 10, 14, 15, 16, 17, 18].map(|day| date(2026, 2, day));
        town.mark(w, shared, days.into_iter(), AttendanceState::Present);
        [a.household, b.household]
    });
    let preview = town.finished("billing_preview", json!({ "month": "2026-02" }));
    assert_eq!(preview["blocking"], 0, "{}", preview["anomalies"]);
    let rows = town.done("billing_preview_invoices", json!({}));
    let of = |household: HouseholdId| {
        let all = rows["invoices"].as_array().expect("invoices");
        all.iter().find(|row| row["household"] == json!(household)).map(|row| row["total_cents"].clone())
    };
    // By the weeks alone, Sunday 15 would be A's: 4 × 3,60 € and 3 × 3,60 €.
    assert_eq!(homes.map(of), [Some(json!(3 * 360)), Some(json!(4 * 360))], "{rows}");
}

#[test]
fn without_quotient_the_highest_price_is_billed_and_said() {
    let town = TestTown::new();
    let home = town.write(|w| {
        let home = town.family(w, 1, "Diallo", None);
        let child = town.child(w, home.household, "Diallo", CustodyPattern::Always);
        town.meals(w, child, 9);
        home
    });
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!(
        (&preview["total_cents"], &preview["anomalies"][0]["code"]),
        (&json!(9 * 590), &json!("quotient_missing"))
    );
    let detail = town.done("billing_preview_invoice", json!({ "household": home.household }));
    assert!(detail["lines"][0]["explanation"].to_string().contains("Aucun au 31/03/2026"));
    let run = commit(&town, &preview["digest"])["value"].clone();
    town.write(|w| town.record_quotient(w, home.household, 400, "2026-03"));
    // A quotient typed afterwards never changes what was issued, nor why.
    let issued = invoices(&town, &run);
    assert_eq!(issued[0]["total_cents"], 9 * 590);
    assert!(issued[0]["lines"][0]["explanation"].to_string().contains("aucun n’a jamais été enregistré"));
}

#[test]
fn the_value_of_a_quotient_never_lies_beside_the_line() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    town.bill();
    town.write(|w| {
        let runs = w.runs().unwrap();
        let lines = w.lines_of_run(runs[0].id).unwrap();
        assert!(!lines[0].explanation.contains("68400"), "{}", lines[0].explanation);
        assert!(w.invoices_of_run(runs[0].id).unwrap()[0].quotient.is_some());
    });
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
fn an_invoice_prints() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    let run = town.bill();
    let invoice = invoices(&town, &run)[0]["id"].clone();
    town.done("invoice_pdf", json!({ "invoice": invoice }));
    town.finished("run_pdf", json!({ "run": run["run"]["id"] }));
    let saved = town.files.saved.lock().unwrap();
    assert_eq!(saved[0].0, "facture_2026-000001.pdf");
    assert_eq!(saved[1].0, "factures_2026-03_2026-000001-2026-000001.pdf");
    assert!(saved.iter().all(|(_, bytes)| bytes.starts_with(b"%PDF-")));
}

#[test]
fn a_month_with_nothing_is_refused_in_a_sentence() {
    let town = TestTown::new();
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    let refused = commit(&town, &preview["digest"]);
    assert_eq!(refused["error"]["code"], "refused");
}

#[test]
fn a_line_is_given_back_once() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let run = town.bill();
    let invoice = invoices(&town, &run)[0]["id"].clone();
    let correction = |rank: Value, cents: i64| {
        json!({ "household": homes["Le Goff"].household, "invoice": invoice, "rank": rank, "reason": "Sorties",
            "activity": town.canteen, "amount_cents": cents })
    };
    town.done("adjustment_add", correction(json!(1), -3_000));
    // Twice over the line, over the invoice as a whole: no more than what is left of it.
    for rank in [json!(1), Value::Null] {
        let refused = town.refused("adjustment_add", correction(rank, -601));
        assert_eq!(refused["fields"][0]["field"], "amount_cents");
    }
    town.done("adjustment_add", correction(Value::Null, -600));
    assert_eq!(town.refused("adjustment_add", correction(json!(1), -1))["code"], "invalid");
}

#[test]
fn a_correction_that_could_not_be_imputed_or_printed_is_not_written() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let household = homes["Le Goff"].household;
    let nowhere = uuid::Uuid::nil();
    let correction = json!({ "household": household, "label": "Badge", "reason": "Perdu", "activity": nowhere, "amount_cents": 500 });
    assert_eq!(town.refused("adjustment_add", correction)["code"], "not_found");
    let endless = json!({ "household": household, "label": "x".repeat(121), "reason": "y".repeat(301), "activity": town.canteen, "amount_cents": 500 });
    let refused = town.refused("adjustment_add", endless);
    assert_eq!(refused["fields"].as_array().expect("fields").len(), 2);
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

#[test]
fn each_anomaly_opens_the_place_where_it_is_put_right() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Abgrall", 10), ("Le Goff", 10)]);
    let billed = town.bill();
    let abgrall = invoices(&town, &billed)
        .into_iter()
        .find(|invoice| invoice["family_name"] == "Abgrall")
        .expect("billed");
    let child_of = |invoice: &Value| invoice["lines"][0]["child"].as_str().unwrap().parse().unwrap();
    let (orphan, stranger, short, homes_of) = town.write(|w| {
        // Changed after the invoice.
        town.mark(w, child_of(&abgrall), school_days().skip(12).take(1), AttendanceState::Present);
        // Nobody has this one since February.
        let home = town.family(w, 11, "Orphelin", Some(684));
        let orphan = town.child(w, home.household, "Orphelin", CustodyPattern::Always);
        let mut custody = w.custodies_of_child(orphan).expect("custodies").remove(0);
        custody.valid_to = Some(date(2026, 2, 28));
        w.save_custody(&custody).expect("custody");
        town.meals(w, orphan, 10);
        // Not registered.
        let other = town.family(w, 12, "Imprévu", Some(684));
        let stranger = town.child(w, other.household, "Imprévu", CustodyPattern::Always);
        let mut registration = w
            .registrations_of_children(&[stranger], date(2025, 9, 1), date(2026, 6, 30))
            .expect("rows")
            .remove(0);
        registration.to = Some(date(2026, 2, 28));
        w.save_registration(&registration).expect("registration");
        town.meals(w, stranger, 10);
        // Shares that make no whole.
        let third = town.family(w, 13, "Moitié", Some(684));
        let part = CustodyPattern::Share { part: Permille::try_new(600).unwrap() };
        let short = town.child(w, third.household, "Moitié", part);
        town.meals(w, short, 10);
        (orphan, stranger, short, [home, other, third])
    });
    let again = town.finished("billing_preview", json!({ "month": MONTH }));
    let found = |code: &str| {
        let anomalies = again["anomalies"].as_array().unwrap();
        anomalies.iter().find(|anomaly| anomaly["code"] == code).unwrap_or_else(|| panic!("{code}: {again}"))
    };
    for (code, remedy, child, home) in [
        ("custody_missing", "complete_custody", orphan, homes_of[0]),
        ("custody_disputed", "complete_custody", short, homes_of[2]),
        ("attendance_without_registration", "open_registration", stranger, homes_of[1]),
    ] {
        let anomaly = found(code);
        assert_eq!(anomaly["remedy"], remedy);
        assert_eq!((&anomaly["child"], &anomaly["family"]), (&json!(child), &json!(home.family)), "{code}");
        assert_eq!(anomaly["household"], json!(home.household), "{code}");
        assert_eq!((&anomaly["activity"], &anomaly["unit"]), (&json!(town.canteen), &json!(town.meal)));
    }
    let changed = found("changed_after_issue");
    assert_eq!(
        (&changed["remedy"], &changed["family"], &changed["household"], &changed["invoice"]),
        (
            &json!("add_adjustment"),
            &json!(homes["Abgrall"].family),
            &json!(homes["Abgrall"].household),
            &abgrall["id"]
        )
    );
}

#[test]
fn anomalies_of_units_days_and_households_say_what_to_open() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10), ("Petit", 2), ("Rendu", 2), ("Sans Titre", 10)]);
    town.done(
        "adjustment_add",
        json!({ "household": homes["Rendu"].household, "label": "Badge", "reason": "Rendu", "activity": town.canteen, "amount_cents": -2_000 }),
    );
    let (study, hour): (uuid::Uuid, uuid::Uuid) = {
        let unlocked = town.app.unlocked().expect("open");
        (unlocked.new_id(), unlocked.new_id())
    };
    let first = school_days().next().expect("a day");
    town.write(|w| {
        town.save_debtor(w, homes["Sans Titre"], "Sans Titre", "");
        let home = town.family(w, 20, "Diallo", None);
        let child = town.child(w, home.household, "Diallo", CustodyPattern::Always);
        town.meals(w, child, 9);
        town.mark(w, child, school_days().skip(12).take(1), AttendanceState::Booked);
        // An activity nobody voted a tariff for, and a canteen of one place.
        let mut activity = w.activities().unwrap().remove(0);
        activity.id = study.into();
        activity.name = "Étude".into();
        w.save_activity(&activity).unwrap();
        let mut unit = w.units().unwrap().remove(0);
        unit.unit.capacity = Some(1);
        w.save_unit(&unit).unwrap();
        unit.unit.id = hour.into();
        unit.unit.activity = study.into();
        w.save_unit(&unit).unwrap();
        let mark = store::attendance::AttendanceMark {
            day: first,
            unit: hour.into(),
            child,
            state: Some(AttendanceState::Present),
            minutes: None,
        };
        w.put_attendance([mark]).unwrap();
    });
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    for (code, remedy, filled) in [
        ("tariff_missing", "open_tariff", &["activity", "unit"][..]),
        ("day_not_ticked", "tick_day", &["activity", "unit", "day"]),
        ("over_capacity", "tick_day", &["activity", "unit", "day"]),
        ("debtor_incomplete", "complete_debtor", &["family", "household"]),
        ("quotient_missing", "enter_quotient", &["family", "household"]),
        ("under_threshold", "open_invoice", &["family", "household"]),
        ("negative_total", "open_invoice", &["family", "household"]),
    ] {
        let anomalies = preview["anomalies"].as_array().unwrap();
        let anomaly = anomalies.iter().find(|anomaly| anomaly["code"] == code);
        let anomaly = anomaly.unwrap_or_else(|| panic!("{code}: {}", preview["anomalies"]));
        assert_eq!(anomaly["remedy"], remedy, "{code}");
        for field in filled {
            assert!(anomaly[*field].is_string(), "{code}: {field} in {anomaly}");
        }
    }
    let missing =
        preview["anomalies"].as_array().unwrap().iter().find(|a| a["code"] == "tariff_missing").unwrap();
    assert_eq!((&missing["activity"], &missing["unit"]), (&json!(study), &json!(hour)));
}

#[test]
fn what_is_carried_over_keeps_the_whole_of_its_reasons() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10), ("Petit", 2), ("Rendu", 2)]);
    town.done(
        "adjustment_add",
        json!({ "household": homes["Rendu"].household, "label": "Badge", "reason": "Rendu", "activity": town.canteen, "amount_cents": -2_000 }),
    );
    town.bill();
    let waiting = town.done("adjustment_list", json!({}));
    let reason_of = |household: &str| {
        let rows = waiting["adjustments"].as_array().unwrap();
        let row = rows.iter().find(|row| row["family_name"] == household && row["is_carried_over"] == true);
        row.unwrap_or_else(|| panic!("{household}: {waiting}"))["reason"]
            .as_str()
            .unwrap()
            .replace('\u{a0}', " ")
    };
    assert_eq!(
        reason_of("Petit"),
        "Reporté de mars 2026, total inférieur au seuil de mise en recouvrement : 2 × 3,60 € = 7,20 €"
    );
    assert!(
        reason_of("Rendu").starts_with("Reporté de mars 2026, total en votre faveur"),
        "{}",
        reason_of("Rendu")
    );
    // No value of a quotient lies beside the correction.
    let kept = town.write(|w| w.pending_adjustments().unwrap());
    let kept: Vec<String> = kept.into_iter().filter_map(|row| row.explanation).collect();
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|text| !text.contains("68400") && text.contains("2025-41")), "{kept:?}");

    // A correction of the same household makes it large enough: the line says all it said then.
    town.done(
        "adjustment_add",
        json!({ "household": homes["Petit"].household, "label": "Badge", "reason": "Perdu", "activity": town.canteen, "amount_cents": 1_000 }),
    );
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    let shown = town.done("billing_preview_invoice", json!({ "household": homes["Petit"].household }));
    let run = commit(&town, &preview["digest"])["value"].clone();
    let issued = invoices(&town, &run);
    for lines in [&shown["lines"], &issued[0]["lines"]] {
        let line =
            lines.as_array().unwrap().iter().find(|line| line["amount_cents"] == 720).expect("carried");
        assert_eq!(line["child_name"], "Lou Petit");
        let why = line["explanation"].to_string().replace('\u{a0}', " ");
        for part in
            ["Reporté de mars 2026", "délibération 2025-41", "684 (CAF)", "Tranche", "2 × 3,60 € = 7,20 €"]
        {
            assert!(why.contains(part), "« {part} » manque\u{a0}: {why}");
        }
    }
    town.done("invoice_pdf", json!({ "invoice": issued[0]["id"] }));
    let text = last_pdf_text(&town);
    for part in
        ["Lou Petit", "Cantine, repas, mars 2026", "Tranche 2, quotient 684 (CAF, janvier 2026, attestation)"]
    {
        assert!(text.contains(part), "« {part} » manque dans\u{a0}: {text}");
    }
}

#[test]
fn the_paper_multiplies_under_shared_custody_and_says_where_the_quotient_comes_from() {
    let town = TestTown::new();
    let half = CustodyPattern::Share { part: Permille::try_new(500).unwrap() };
    town.write(|w| {
        let a = town.family(w, 1, "Le Goff", Some(684));
        let b = town.family(w, 2, "Estienne", Some(684));
        let shared = town.child(w, a.household, "Le Goff", half);
        town.give_custody(w, shared, b.household, half);
        town.meals(w, shared, 9);
    });
    let run = town.bill();
    let issued = invoices(&town, &run);
    town.done("invoice_pdf", json!({ "invoice": issued[0]["id"] }));
    let text = last_pdf_text(&town);
    for part in
        ["quotient 684 (CAF, janvier 2026, attestation)", "garde partagée : 9 × 3,60 € × 50 % = 16,20 €"]
    {
        assert!(text.contains(part), "« {part} » manque dans\u{a0}: {text}");
    }
}

#[test]
fn a_quotient_taken_back_still_explains_what_it_priced() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let run = town.bill();
    let household = homes["Le Goff"].household;
    town.write(|w| {
        let recorded = w.quotients_of(household).unwrap();
        w.remove_quotient(recorded[0].id).unwrap();
        town.record_quotient(w, household, 400, "2026-03");
    });
    let why = invoices(&town, &run)[0]["lines"][0]["explanation"].to_string();
    assert!(why.contains("684 (CAF)"), "{why}");
    // A whole run is read in one pass: the same answer.
    town.finished("run_pdf", json!({ "run": run["run"]["id"] }));
    assert!(last_pdf_text(&town).contains("quotient 684 (CAF"), "{}", last_pdf_text(&town));
}

#[test]
fn an_envelope_that_leaves_france_names_the_country() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    town.write(|w| {
        let mut row = w.household(homes["Le Goff"].household).unwrap().expect("a household");
        row.address = AddressDraft {
            street: "12 rue de la Loi".into(),
            postcode: "1000".into(),
            city: "Bruxelles".into(),
            country: "131".into(),
            ..AddressDraft::default()
        };
        row.is_resident = false;
        w.save_household(&row).unwrap();
    });
    let run = town.bill();
    let invoice = invoices(&town, &run)[0]["id"].clone();
    let shown = town.done("invoice_show", json!({ "invoice": invoice }));
    assert_eq!(shown["addressee"].as_array().unwrap().last(), Some(&json!("BELGIQUE")));
}

#[test]
fn an_invoice_printed_again_is_the_one_that_left() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 10)]);
    let run = town.bill();
    let invoice = invoices(&town, &run)[0]["id"].clone();
    let print = || {
        town.done("invoice_pdf", json!({ "invoice": invoice }));
        let saved = town.files.saved.lock().unwrap();
        saved.last().expect("printed").1.clone()
    };
    let first = print();
    town.write(|w| {
        let mut renamed = crate::settings::town(w).unwrap();
        renamed.name = "Nouvelleville".into();
        renamed.street = "2 place Neuve".into();
        crate::settings::save_town(w, &renamed).unwrap();
    });
    town.done(
        "treasury_settings_save",
        json!({ "codique": "021034", "post_label": "SGC d’ailleurs", "code_collectivite": "123", "code_budget": "00", "collection": "regie", "question": "Écrivez-nous." }),
    );
    assert_eq!(print(), first);
    assert!(last_pdf_text(&town).contains("Commune de Testville"));
}
