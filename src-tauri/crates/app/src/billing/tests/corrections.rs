//! What is corrected once issued.

use super::*;

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
