//! Who is billed what: by household, by quotient, now or with the next month.

use super::*;

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
