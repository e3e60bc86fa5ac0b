//! Requests nobody types, and places that give way: refused in plain words, never a bug, never a lie.

use serde_json::{Value, json};
use tests::{MONTH, Town, town};

/// The first family, its first household, its first child, and a unit.
struct Someone {
    family: Value,
    household: Value,
    child: Value,
    unit: Value,
    activity: Value,
}

impl Someone {
    fn of(town: &Town) -> Self {
        town.log_in("accueil");
        let family = town.ask("family_list", json!({}))["families"][0]["id"].take();
        let view = town.ask("family_show", json!({ "family": family }));
        let activity = town.ask("activity_list", json!({}))["activities"][0].take();
        Self {
            family,
            household: view["households"][0]["id"].clone(),
            child: view["children"][0]["id"].clone(),
            unit: activity["units"][0]["id"].clone(),
            activity: activity["id"].clone(),
        }
    }
}

#[test]
fn days_outside_of_the_calendar_are_said_beside_their_field() {
    let town = town(10);
    let Someone { family, household, child, unit, .. } = Someone::of(&town);
    for day in ["-009999-01-01", "0001-01-01", "9999-12-31"] {
        for (command, request, field) in [
            (
                "contact_save",
                json!({ "family": family, "draft": { "name": "Petit", "first_name": "Zoé", "relation": "tante", "phone": "0639984205", "from": day } }),
                "draft.from",
            ),
            ("pattern_save", json!({ "child": child, "from": day, "lines": [] }), "from"),
            (
                "payment_record",
                json!({ "household": household, "amount_cents": 100, "received_on": day, "method": "cheque", "reference": "" }),
                "received_on",
            ),
            (
                "attendance_paint",
                json!({ "target": { "kind": "cells", "cells": [{ "child": child, "day": day, "unit": unit }] }, "brush": "present" }),
                "target.cells.0.day",
            ),
        ] {
            let refused = town.try_ask(command, request).expect_err(command);
            assert_eq!(
                (&refused["code"], &refused["fields"][0]["field"]),
                (&json!("invalid"), &json!(field)),
                "{command} {day}: {refused:#}"
            );
        }
    }
    town.log_in("dpo");
    assert_eq!(
        town.refusal("audit_list", json!({ "to": "9999-12-31", "offset": 0, "limit": 10 })),
        "invalid"
    );
}

#[test]
fn what_does_not_exist_is_said_so() {
    let town = town(10);
    let Someone { child, .. } = Someone::of(&town);
    let identity = json!({
        "name": "Petit", "first_name": "Zoé", "sex": "F", "birth_date": "2018-01-01", "birth_place": "", "doctor_name": "",
        "doctor_phone": "", "class": "00000000-0000-7000-8000-000000000000",
    });
    assert_eq!(
        town.refusal("child_edit", json!({ "child": child, "identity": identity, "diet_code": "STD" })),
        "not_found"
    );
}

/// A line that is issued is never edited: nothing an agent writes on it may keep it from the printer or from the treasury.
#[test]
fn whatever_a_correction_is_called_the_month_prints_and_leaves() {
    let town = town(10);
    let Someone { household, activity, .. } = Someone::of(&town);
    for label in
        ["a\u{0}b\u{7}", "\u{202e}abc", "محمد علي", "0", "=cmd|' /C calc'!A0", "#set page(fill: red)"]
    {
        let correction = json!({ "household": household, "activity": activity, "label": label, "reason": label, "amount_cents": 100 });
        town.ask("adjustment_add", correction);
    }
    let run = town.issue_month();
    let invoices = town.ask("invoice_list", json!({ "run": run["id"] }));
    let own =
        invoices["invoices"].as_array().expect("invoices").iter().find(|one| one["household"] == household);
    town.ask("invoice_pdf", json!({ "invoice": own.expect("an invoice")["id"] }));
    for kind in ["titres_csv", "pes_ormc"] {
        let sent = town.ask("treasury_export", json!({ "run": run["id"], "kind": kind, "encoding": "utf8" }));
        assert_eq!(sent["total_cents"], run["total_cents"], "{kind}");
    }
}

/// On Windows an open file is not removed: there the question does not arise.
#[cfg(unix)]
#[test]
fn nothing_is_said_to_be_written_in_a_vault_that_was_removed() {
    let town = town(10);
    town.log_in("facturation");
    let preview = town.wait("billing_preview", json!({ "month": MONTH }));
    std::fs::remove_dir_all(&town.vault).expect("removed");
    assert_eq!(town.refusal("draft_save", json!({ "key": "a", "body": "b" })), "disk");
    let commit = json!({ "month": MONTH, "digest": preview["digest"] });
    assert_eq!(town.try_wait("billing_commit", commit).expect_err("refused")["code"], "disk");
}
