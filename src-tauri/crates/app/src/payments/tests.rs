//! Payments recorded, taken back, and what remains due.

use serde_json::{Value, json};

use crate::testing::TestTown;

fn pay(town: &TestTown, household: impl serde::Serialize, cents: i64) -> Value {
    town.done(
        "payment_record",
        json!({ "household": household, "amount_cents": cents, "received_on": "2026-04-05", "method": "cheque", "reference": "n° 12" }),
    )
}

#[test]
fn a_payment_settles_the_oldest_invoice_and_gives_a_receipt() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    town.bill();
    let household = homes["Le Goff"].household;
    let receipt = pay(&town, household, 2_000);
    assert_eq!(receipt["payment"]["receipt_number"], "2026-Q000001");
    assert_eq!((&receipt["advance_cents"], &receipt["balance_cents"]), (&json!(0), &json!(1_600)));
    let unpaid = town.done("unpaid_list", json!({}));
    assert_eq!((&unpaid["due_cents"], &unpaid["overdue_cents"]), (&json!(1_600), &json!(0)));
    let later = town.done("unpaid_list", json!({ "on": "2026-06-01" }));
    assert_eq!((&later["overdue_cents"], &later["households"][0]["days_late"]), (&json!(1_600), &json!(27)));

    let more = pay(&town, household, 2_000);
    assert_eq!((&more["advance_cents"], &more["balance_cents"]), (&json!(400), &json!(-400)));
    assert_eq!(town.done("unpaid_list", json!({}))["households"], json!([]));
    let account = town.done("household_account", json!({ "household": household }));
    let balances: Vec<i64> =
        account["entries"].as_array().unwrap().iter().map(|e| e["balance_cents"].as_i64().unwrap()).collect();
    assert_eq!(balances, [3_600, 1_600, -400]);
}

#[test]
fn a_payment_is_taken_back_by_a_counter_entry_once() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    town.bill();
    let household = homes["Le Goff"].household;
    let payment = pay(&town, household, 3_600)["payment"]["id"].clone();
    let missing = town.refused("payment_cancel", json!({ "payment": payment, "reason": " " }));
    assert_eq!(missing["fields"][0]["field"], "reason");
    let cancelled =
        town.done("payment_cancel", json!({ "payment": payment, "reason": "Chèque sans provision" }));
    assert_eq!(cancelled["payment"]["receipt_number"], "2026-Q000002");
    assert_eq!(
        (&cancelled["payment"]["amount_cents"], &cancelled["balance_cents"]),
        (&json!(-3_600), &json!(3_600))
    );
    let again = town.refused("payment_cancel", json!({ "payment": payment, "reason": "Encore" }));
    assert_eq!(again["code"], "already_done");
    let counter = cancelled["payment"]["id"].clone();
    assert_eq!(
        town.refused("payment_cancel", json!({ "payment": counter, "reason": "Non" }))["code"],
        "refused"
    );
    let list = town.done("payment_list", json!({ "household": household }));
    assert_eq!((&list["total_cents"], &list["payments"][1]["is_cancelled"]), (&json!(0), &json!(true)));
    let open = town.done("household_account", json!({ "household": household }));
    assert_eq!(open["open_invoices"][0]["balance_cents"], 3_600);
    let taken_back: Vec<&Value> =
        open["entries"].as_array().unwrap().iter().filter(|entry| entry["is_cancelled"] == true).collect();
    assert_eq!((taken_back.len(), &taken_back[0]["payment"]), (1, &payment));
}

#[test]
fn every_problem_of_a_payment_is_said_at_once() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let household = homes["Le Goff"].household;
    let refused = town.refused(
        "payment_record",
        json!({ "household": household, "amount_cents": 0, "received_on": "2026-05-01", "method": "cash", "reference": "x".repeat(81) }),
    );
    let fields: Vec<&str> =
        refused["fields"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["amount_cents", "received_on", "reference"]);
}

#[test]
fn a_chosen_share_never_exceeds_what_is_due() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let run = town.bill();
    let invoice = town.done("invoice_list", json!({ "run": run["run"]["id"] }))["invoices"][0]["id"].clone();
    let request = |part: i64| {
        json!({ "household": homes["Le Goff"].household, "amount_cents": 5_000, "received_on": "2026-04-05", "method": "card",
            "allocations": [{ "invoice": invoice, "amount_cents": part }] })
    };
    assert_eq!(town.refused("payment_record", request(3_601))["fields"][0]["field"], "allocations");
    let receipt = town.done("payment_record", request(3_000));
    assert_eq!(
        (&receipt["advance_cents"], &receipt["payment"]["receipt_number"]),
        (&json!(2_000), &json!("2026-Q000001"))
    );
}

/// The month after: five meals more, 18,00 €.
fn next_month(town: &TestTown, household: domain::values::ids::HouseholdId) {
    town.write(|w| {
        let child = town.child(w, household, "Le Goff", domain::people::CustodyPattern::Always);
        let days = (21..=30).map(|day| jiff::civil::date(2026, 4, day));
        let days = days.filter(|day| domain::calendar::Weekdays::SCHOOL_FOUR.contains(day.weekday()));
        town.mark(w, child, days.take(5), domain::attendance::AttendanceState::Present);
    });
    town.clock.stand_on(jiff::civil::date(2026, 5, 5));
    let preview = town.finished("billing_preview", json!({ "month": "2026-04" }));
    town.finished("billing_commit", json!({ "month": "2026-04", "digest": preview["digest"] }));
}

#[test]
fn an_advance_settles_a_later_invoice_and_can_be_taken_off_it() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    town.bill();
    let household = homes["Le Goff"].household;
    let payment = pay(&town, household, 5_000)["payment"]["id"].clone();
    let account = |town: &TestTown| town.done("household_account", json!({ "household": household }));
    let before = account(&town);
    assert_eq!((&before["advance_cents"], &before["advances"][0]["payment"]), (&json!(1_400), &payment));
    let nothing_due = town.refused("payment_allocate", json!({ "payment": payment }));
    assert_eq!(nothing_due["code"], "refused");

    next_month(&town, household);
    let open = account(&town)["open_invoices"][0].clone();
    assert_eq!(open["balance_cents"], 1_800);
    let too_much =
        json!({ "payment": payment, "allocations": [{ "invoice": open["id"], "amount_cents": 1_401 }] });
    assert_eq!(town.refused("payment_allocate", too_much)["fields"][0]["field"], "allocations");
    let part = json!({ "payment": payment, "allocations": [{ "invoice": open["id"], "amount_cents": 400 }] });
    let receipt = town.done("payment_allocate", part.clone());
    assert_eq!((&receipt["advance_cents"], &receipt["balance_cents"]), (&json!(1_000), &json!(400)));
    // The rest, the oldest first, on the same invoice.
    let receipt = town.done("payment_allocate", json!({ "payment": payment }));
    assert_eq!((&receipt["advance_cents"], &receipt["balance_cents"]), (&json!(0), &json!(400)));
    assert_eq!(account(&town)["open_invoices"][0]["balance_cents"], 400);
    assert_eq!(account(&town)["balance_cents"], 400);
    assert_eq!(town.done("unpaid_list", json!({}))["due_cents"], 400);
    assert_eq!(town.refused("payment_allocate", json!({ "payment": payment }))["code"], "refused");

    // Taken off again, to the cent, and no further than what was set.
    town.done("payment_release", part.clone());
    assert_eq!(
        (&account(&town)["advance_cents"], &account(&town)["open_invoices"][0]["balance_cents"]),
        (&json!(400), &json!(800))
    );
    let all =
        json!({ "payment": payment, "allocations": [{ "invoice": open["id"], "amount_cents": 1_001 }] });
    assert_eq!(town.refused("payment_release", all)["fields"][0]["field"], "allocations");
    town.done("payment_allocate", part);
    // Cancelled, everything it settled is due again.
    town.done("payment_cancel", json!({ "payment": payment, "reason": "Chèque sans provision" }));
    assert_eq!(account(&town)["balance_cents"], 3_600 + 1_800);
    assert_eq!(account(&town)["advances"], json!([]));
    assert_eq!(town.refused("payment_allocate", json!({ "payment": payment }))["code"], "refused");
}
