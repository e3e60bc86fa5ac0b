//! What stands of a help: under corrections, after a merge, once invoices counted it, when its funder left the list.

use super::*;

/// A correction counts those before it: one under another is not withdrawn alone.
#[test]
fn a_correction_that_a_later_one_counted_is_withdrawn_after_it_f11() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let home = homes["Le Goff"];
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    let mut rate = terms(&ccas, half());
    rate["monthly_ceiling"] = json!(1_000);
    add(&town, home, &rate);
    let run = town.bill();
    let invoice = town.done("invoice_list", json!({ "run": run["run"]["id"] }))["invoices"][0]["id"].clone();
    // 36,00 €, half of it up to 10,00 €: at 22,00 € left the ceiling still holds, at 12,00 € no more.
    let written = |cents: i64| {
        let asked = json!({ "household": home.household, "invoice": invoice, "rank": 1, "reason": "Sorties", "amount_cents": cents });
        let list = town.done("adjustment_add", asked);
        let rows = list["adjustments"].as_array().expect("rows").clone();
        let own = rows.iter().find(|row| row["amount_cents"] == cents).expect("a row")["id"].clone();
        (own, list["pending_cents"].clone())
    };
    let (first, pending) = written(-1_400);
    assert_eq!(pending, -1_400, "at its ceiling, the help stays");
    let (second, pending) = written(-1_000);
    assert_eq!(pending, -2_400 + 400);
    let refused = town.refused("adjustment_withdraw", json!({ "adjustment": first }));
    assert!(plain(&refused).contains("Retirez d’abord la plus récente"), "{refused}");
    town.done("adjustment_withdraw", json!({ "adjustment": second }));
    let left = town.done("adjustment_withdraw", json!({ "adjustment": first }));
    assert_eq!((&left["pending_cents"], &list(&town, home)[0]["given_cents"]), (&json!(0), &json!(1_000)));
    // Alone, the second takes back nothing of the help.
    assert_eq!(written(-1_000).1, -1_000);
}

/// Units of two prices: those given back take their help with them, whatever they cost.
#[test]
fn a_help_by_unit_goes_with_the_units_given_back_f11() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let home = homes["Le Goff"];
    let (study, hour): (uuid::Uuid, uuid::Uuid) = {
        let unlocked = town.app.unlocked().expect("open");
        (unlocked.new_id(), unlocked.new_id())
    };
    town.write(|w| {
        let mut activity = w.activities().expect("read").remove(0);
        (activity.id, activity.name) = (study.into(), "Étude".into());
        w.save_activity(&activity).expect("an activity");
        let mut unit = w.units().expect("read").remove(0);
        (unit.unit.id, unit.unit.activity, unit.unit.name) = (hour.into(), study.into(), "Soir".into());
        w.save_unit(&unit).expect("a unit");
        let child = w.family_members(home.family).expect("read").expect("a family").children[0].id;
        let marks = crate::testing::school_days().take(5).map(|day| store::attendance::AttendanceMark {
            day,
            unit: hour.into(),
            child,
            state: Some(domain::attendance::AttendanceState::Present),
            minutes: None,
        });
        w.put_attendance(marks).expect("marks");
    });
    let price = json!({ "rate": "0.0013", "floor": 100, "cap": 200 });
    town.done(
        "tariff_save",
        json!({ "activity": study, "unit": null, "name": "Étude", "deliberation": "2026-02", "valid_from": "2026-03-01",
            "valid_to": null, "method": { "kind": "effort_rate", "base": "monthly_income", "resident": price, "non_resident": null },
            "basis": { "kind": "per_unit" }, "siblings": null, "billed": 174 }),
    );
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    add(&town, home, &terms(&ccas, json!({ "kind": "per_unit", "amount": 100 })));
    // Ten meals at 3,60 € and five evenings at 2,00 €, one euro each.
    let run = town.bill();
    assert_eq!(owed(&town, &run)["total_cents"], 1_500);
    let invoice =
        town.done("invoice_list", json!({ "run": run["run"]["id"], "with_lines": true }))["invoices"][0]
            .clone();
    let rank = |cents: i64| {
        let lines = invoice["lines"].as_array().expect("lines");
        lines
            .iter()
            .find(|line| line["amount_cents"] == cents)
            .unwrap_or_else(|| panic!("{cents}: {invoice}"))["rank"]
            .clone()
    };
    let correct = |rank: Value, cents: i64| {
        let asked = json!({ "household": home.household, "invoice": invoice["id"], "rank": rank, "reason": "Sorties", "amount_cents": cents });
        town.done("adjustment_add", asked)["pending_cents"].clone()
    };
    assert_eq!(correct(rank(1_000), -1_000), -1_000 + 500, "five evenings, five euros");
    assert_eq!(correct(rank(3_600), -1_440), -1_000 + 500 - 1_440 + 400, "four meals, four euros");
    assert_eq!(list(&town, home)[0]["given_cents"], 600);
}

/// Merging two records of a child leaves both their helps: billing is told before anything leaves, and may end either.
#[test]
fn a_help_made_double_by_a_merge_blocks_until_one_ends_f11() {
    let town = TestTown::with(&[Role::Ins]);
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let home = homes["Le Goff"];
    let twin = town.write(|w| town.child(w, home.household, "Le Goff", CustodyPattern::Always));
    let file = town.done("family_show", json!({ "family": home.family }));
    let ids: Vec<Value> =
        file["children"].as_array().expect("children").iter().map(|child| child["id"].clone()).collect();
    let own = ids.iter().find(|id| **id != json!(twin)).expect("the other").clone();
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    let helped = |child: &Value| {
        let asked = json!({ "household": home.household, "child": child, "terms": terms(&ccas, half()) });
        town.done("subsidy_add", asked)["subject"].clone()
    };
    let (one, other) = (helped(&own), helped(&json!(twin)));
    // Whoever merges without reading helps cannot settle them.
    town.sit("ins");
    town.done("merge_save", json!({ "parts": [{ "kind": "child", "kept": own, "absorbed": twin }] }));
    town.sit("agent");
    let twice = || {
        let preview = town.finished("billing_preview", json!({ "month": MONTH }));
        let rows = preview["anomalies"].as_array().expect("anomalies").clone();
        rows.into_iter().find(|row| row["code"] == "helped_twice")
    };
    let told = twice().expect("told");
    assert_eq!((&told["severity"], &told["remedy"]), (&json!("blocking"), &json!("open_subsidies")));
    assert!(plain(&told).contains("« CCAS de Montbard » aide deux fois"), "{told}");
    // Either may be cut short, though both still run together; neither may go on longer.
    town.done("subsidy_end", json!({ "subsidy": one, "to": "2026-05-31" }));
    town.done("subsidy_end", json!({ "subsidy": other, "to": "2026-04-30" }));
    let longer = town.refused("subsidy_end", json!({ "subsidy": other, "to": null }));
    assert_eq!(longer["fields"][0]["field"], "to");
    assert!(twice().is_some());
    town.done("subsidy_end", json!({ "subsidy": one, "to": "2026-02-28" }));
    assert!(twice().is_none());
    assert_eq!(owed(&town, &town.bill())["total_cents"], 1_800);
}

/// What invoices counted is not ended before them, to be begun anew with whole ceilings.
#[test]
fn a_help_ends_no_earlier_than_the_last_month_it_was_counted_in_f11() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let home = homes["Le Goff"];
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    let id = add(&town, home, &terms(&ccas, half()));
    let run = town.bill();
    let end = |to: Value| json!({ "subsidy": id, "to": to });
    let refused = town.refused("subsidy_end", end(json!("2026-03-05")));
    assert_eq!(refused["fields"][0]["field"], "to");
    assert!(plain(&refused).contains("mars 2026") && plain(&refused).contains("31/03/2026"), "{refused}");
    assert_eq!(list(&town, home)[0]["end_proposed"], "2026-04-05");
    town.done("subsidy_end", end(json!("2026-03-31")));
    town.done("subsidy_end", end(Value::Null));
    // All of it taken back, nothing holds it any more.
    let invoice = town.done("invoice_list", json!({ "run": run["run"]["id"] }))["invoices"][0]["id"].clone();
    town.done(
        "adjustment_add",
        json!({ "household": home.household, "invoice": invoice, "rank": 1, "reason": "Sorties", "amount_cents": -3_600 }),
    );
    town.done("subsidy_end", end(json!("2026-03-05")));
}

/// Off the list, a funder helps nobody again; listed again under its name, it is the same.
#[test]
fn a_funder_listed_again_is_the_same_f11() {
    let town = TestTown::new();
    let home = town.write(|w| town.family(w, 1, "Le Goff", None));
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    let id = add(&town, home, &terms(&ccas, half()));
    town.done("subsidy_end", json!({ "subsidy": id, "to": "2026-04-04" }));
    town.done("funder_remove", json!({ "id": ccas }));
    let again = town.refused("subsidy_end", json!({ "subsidy": id, "to": null }));
    assert!(plain(&again).contains("n’est plus dans la liste"), "{again}");
    assert_eq!(funder(&town, "ccas  de MONTBARD", "ccas"), ccas);
    let over = json!({ "household": home.household, "child": null, "terms": terms(&ccas, half()) });
    assert!(plain(&town.refused("subsidy_add", over)).contains("aide déjà"));
    town.done("subsidy_end", json!({ "subsidy": id, "to": null }));
}

/// A child of two households that one funder helps is one child.
#[test]
fn a_child_of_two_households_is_counted_once_f11() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 15), ("Abgrall", 15)]);
    let (one, other) = (homes["Le Goff"], homes["Abgrall"]);
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    add(&town, one, &terms(&ccas, half()));
    add(&town, other, &terms(&ccas, half()));
    let id = town.app.unlocked().expect("open").new_id();
    town.write(|w| {
        let child = w.family_members(one.family).expect("read").expect("a family").children[0].id;
        let half = CustodyPattern::Share { part: domain::values::Permille::try_from(500).expect("half") };
        let mut rows = w.custodies_of_child(child).expect("read");
        let mut here = rows.remove(0);
        here.pattern = half;
        w.save_custody(&here).expect("a custody");
        let there = store::people::CustodyRow { id: id.into(), household: other.household, ..here };
        w.save_custody(&there).expect("a custody");
    });
    let told = owed(&town, &town.bill());
    assert_eq!(told["rows"].as_array().map(Vec::len), Some(3), "{told}");
    assert_eq!(told["funders"][0]["children"], 2);
}
