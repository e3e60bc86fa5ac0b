//! What funders pay, from what billing types to what they owe.

use domain::people::CustodyPattern;
use jiff::civil::date;
use security::Role;
use serde_json::{Value, json};

use crate::testing::{Home, MONTH, TestTown, last_pdf_text};

mod standing;

fn funder(town: &TestTown, name: &str, kind: &str) -> Value {
    town.done("funder_save", json!({ "id": null, "draft": { "name": name, "kind": kind } }))["id"].clone()
}

fn terms(funder: &Value, help: Value) -> Value {
    json!({ "funder": funder, "activity": null, "help": help, "monthly_ceiling": null, "whole_ceiling": null,
        "from": "2026-01-01", "to": null })
}

fn half() -> Value {
    json!({ "kind": "rate", "part": 500 })
}

fn add(town: &TestTown, home: Home, terms: &Value) -> Value {
    town.done("subsidy_add", json!({ "household": home.household, "child": null, "terms": terms }))["subject"]
        .clone()
}

fn list(town: &TestTown, home: Home) -> Vec<Value> {
    town.done("subsidy_list", json!({ "household": home.household }))["subsidies"]
        .as_array()
        .expect("subsidies")
        .clone()
}

fn lines(town: &TestTown, run: &Value) -> Vec<Value> {
    let list = town.done("invoice_list", json!({ "run": run["run"]["id"], "with_lines": true }));
    list["invoices"][0]["lines"].as_array().expect("lines").clone()
}

fn owed(town: &TestTown, run: &Value) -> Value {
    town.done("run_funders", json!({ "run": run["run"]["id"] }))
}

fn plain(value: &Value) -> String {
    value.to_string().replace('\u{a0}', " ")
}

#[test]
fn billing_writes_the_head_of_service_reads_and_nobody_else_is_told_f11() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::Res, Role::San, Role::Ter, Role::Adm]);
    let home = town.write(|w| town.family(w, 1, "Le Goff", None));
    town.sit("fac");
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    let twice = json!({ "id": null, "draft": { "name": "Ccas de  montbard", "kind": "other" } });
    assert_eq!(town.refused("funder_save", twice)["fields"][0]["field"], "draft.name");
    let id = add(&town, home, &terms(&ccas, half()));
    let asked = json!({ "household": home.household });
    let again = json!({ "household": home.household, "child": null, "terms": terms(&ccas, half()) });
    let refused = town.refused("subsidy_add", again.clone());
    assert!(plain(&refused).contains("aide déjà, depuis le 01/01/2026 (50 %)"), "{refused}");
    let zero = terms(&ccas, json!({ "kind": "per_month", "amount": 0 }));
    let zero = json!({ "household": home.household, "child": null, "terms": zero });
    assert_eq!(town.refused("subsidy_add", zero)["fields"][0]["field"], "terms.help.amount");

    town.sit("res");
    assert_eq!(list(&town, home)[0]["funder_name"], "CCAS de Montbard");
    assert_eq!(town.refused("subsidy_add", again.clone())["code"], "forbidden");
    assert_eq!(
        town.refused("subsidy_end", json!({ "subsidy": id, "to": "2026-06-30" }))["code"],
        "forbidden"
    );
    for login in ["ins", "san", "ter", "adm"] {
        town.sit(login);
        for (command, request) in [
            ("subsidy_list", asked.clone()),
            ("subsidy_add", again.clone()),
            ("funder_list", json!({})),
            ("run_funders", json!({ "run": id })),
        ] {
            assert_eq!(town.refused(command, request)["code"], "forbidden", "{login} {command}");
        }
    }
    town.sit("ins");
    let file = town.done("family_show", json!({ "family": home.family }));
    assert!(!plain(&file).contains("CCAS"), "{file}");
}

#[test]
fn a_subsidy_is_written_anew_and_what_it_said_stays_f11() {
    let town = TestTown::new();
    let home = town.write(|w| town.family(w, 1, "Le Goff", None));
    let other = town.write(|w| town.family(w, 2, "Abgrall", None));
    let stranger = town.write(|w| town.child(w, other.household, "Abgrall", CustodyPattern::Always));
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    let strange = json!({ "household": home.household, "child": stranger, "terms": terms(&ccas, half()) });
    assert_eq!(town.refused("subsidy_add", strange)["fields"][0]["field"], "child");
    let id = add(&town, home, &terms(&ccas, half()));
    assert!(
        town.refused("funder_remove", json!({ "id": ccas }))["message"]
            .as_str()
            .expect("why")
            .contains("en cours")
    );

    town.done("subsidy_end", json!({ "subsidy": id, "to": "2026-02-28" }));
    let shown = list(&town, home)[0].clone();
    assert_eq!((&shown["standing"], &shown["id"]), (&json!("over"), &id));
    assert_eq!(shown["former"][0]["period_label"], "depuis le 01/01/2026");
    let before = town.refused("subsidy_end", json!({ "subsidy": id, "to": "2025-12-31" }));
    assert_eq!(before["fields"][0]["field"], "to");
    // Another one follows; the first can then no more go on.
    let mut next = terms(&ccas, json!({ "kind": "per_unit", "amount": 100 }));
    next["from"] = json!("2026-03-01");
    add(&town, home, &next);
    assert_eq!(town.refused("subsidy_end", json!({ "subsidy": id, "to": null }))["fields"][0]["field"], "to");
    town.done("subsidy_remove", json!({ "subsidy": list(&town, home)[0]["id"] }));
    town.done("subsidy_end", json!({ "subsidy": id, "to": null }));
    assert_eq!(list(&town, home)[0]["former"].as_array().map(Vec::len), Some(2));
    // Nothing of it lies in clear.
    let sealed = town.write(|w| w.subsidies_of(home.household).expect("rows"));
    assert_eq!(sealed.len(), 3);
    assert!(sealed.iter().all(|row| !String::from_utf8_lossy(&row.cell.sealed).contains("CCAS")));
    town.done("subsidy_end", json!({ "subsidy": id, "to": "2026-03-31" }));
    town.done("funder_remove", json!({ "id": ccas }));
    assert_eq!(town.done("funder_list", json!({}))["funders"], json!([]));
    assert_eq!(list(&town, home)[0]["funder_name"], "CCAS de Montbard", "what it agreed to still names it");
}

#[test]
fn the_family_and_the_funders_pay_the_whole_price_and_each_is_told_f11() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 15)]);
    let home = homes["Le Goff"];
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    let cse = funder(&town, "CSE Savoie", "employer");
    let mut rate = terms(&ccas, half());
    rate["monthly_ceiling"] = json!(2_000);
    add(&town, home, &rate);
    add(&town, home, &terms(&cse, json!({ "kind": "per_unit", "amount": 50 })));

    // Fifteen meals at 3,60 €: 54,00 €, of which 7,50 € by the committee, then half of 46,50 € up to 20,00 €.
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!(
        (&preview["total_cents"], &preview["helped_cents"]),
        (&json!(5_400 - 750 - 2_000), &json!(2_750))
    );
    let shown = town.done("billing_preview_invoice", json!({ "household": home.household }));
    let said = plain(&shown["lines"]);
    for part in [
        "Prise en charge, CSE Savoie",
        "Prise en charge, CCAS de Montbard",
        "50 % de 46,50 €",
        "dans la limite de 20,00 €",
    ] {
        assert!(said.contains(part), "« {part} » manque\u{a0}: {said}");
    }
    let run = town.bill();
    let lines = lines(&town, &run);
    assert_eq!(
        lines.iter().map(|line| line["amount_cents"].as_i64().expect("cents")).collect::<Vec<_>>(),
        [5_400, -750, -2_000]
    );
    assert_eq!(lines[1]["activity"], json!(town.canteen));
    assert!(plain(&lines[2]["explanation"]).contains("50 % de 46,50 €"), "{}", lines[2]);
    // The file says nothing in clear of who pays.
    let kept =
        town.write(|w| w.lines_of_run(run["run"]["id"].as_str().unwrap().parse().unwrap()).expect("lines"));
    assert!(kept.iter().all(|line| !line.label.contains("CCAS") && !line.explanation.contains("CCAS")));
    assert!(kept[1].subsidy.is_some() && kept[0].subsidy.is_none());

    let told = owed(&town, &run);
    assert_eq!(told["total_cents"], 2_750);
    let funders: Vec<_> = told["funders"]
        .as_array()
        .expect("funders")
        .iter()
        .map(|one| (one["name"].clone(), one["amount_cents"].clone()))
        .collect();
    assert_eq!(funders, [(json!("CCAS de Montbard"), json!(2_000)), (json!("CSE Savoie"), json!(750))]);
    assert_eq!(
        (&told["rows"][0]["child_name"], &told["rows"][0]["family_name"]),
        (&json!("Lou Le Goff"), &json!("Le Goff"))
    );

    // A funder that is called otherwise changes nothing of what left.
    town.done("funder_save", json!({ "id": ccas, "draft": { "name": "Centre social", "kind": "ccas" } }));
    let invoice = town.done("invoice_list", json!({ "run": run["run"]["id"] }))["invoices"][0]["id"].clone();
    town.done("invoice_pdf", json!({ "invoice": invoice }));
    let text = last_pdf_text(&town).replace('\u{a0}', " ");
    for part in [
        "Prise en charge, CCAS de Montbard",
        // As on the screen, the activity each bears on: two helps of one funder are told apart.
        "Cantine. CCAS de Montbard : 50 % de 46,50 €, dans la limite de 20,00 €",
        "Cantine. CSE Savoie",
        "26,50 €",
    ] {
        assert!(text.contains(part), "« {part} » manque dans\u{a0}: {text}");
    }
    // The treasury is not told that a funder helps.
    for kind in ["titres_csv", "pes_ormc"] {
        town.done("treasury_export", json!({ "run": run["run"]["id"], "kind": kind }));
        let saved = town.files.saved.lock().expect("files");
        let text = String::from_utf8_lossy(&saved.last().expect("a file").1).to_uppercase();
        assert!(text.contains("CANTINE, REPAS"), "{text}");
        assert!(!text.contains("PRISE EN CHARGE") && !text.contains("CCAS"), "{text}");
    }
    // It can be ended, no more removed.
    let used = list(&town, home)[0].clone();
    assert_eq!(used["is_given"], true);
    assert_eq!(town.refused("subsidy_remove", json!({ "subsidy": used["id"] }))["code"], "refused");
}

#[test]
fn ceilings_count_what_former_runs_gave_and_a_month_carried_over_counts_once_f11() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10), ("Petit", 4)]);
    let (home, small) = (homes["Le Goff"], homes["Petit"]);
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    let mut monthly = terms(&ccas, json!({ "kind": "per_month", "amount": 1_500 }));
    monthly["whole_ceiling"] = json!(2_000);
    add(&town, home, &monthly);
    // Fourteen euros forty, half of it paid: under the threshold, the family waits and the funder does not.
    add(&town, small, &terms(&ccas, half()));
    let run = town.bill();
    assert_eq!(owed(&town, &run)["total_cents"], 1_500 + 720);
    assert_eq!(list(&town, small)[0]["given_cents"], 720);
    // A brother billed later the same month: what the month gives was given.
    town.write(|w| {
        let brother = town.child(w, home.household, "Le Goff", CustodyPattern::Always);
        town.meals(w, brother, 10);
        let other = town.child(w, small.household, "Petit", CustodyPattern::Always);
        town.meals(w, other, 10);
    });
    let second = town.bill();
    assert_eq!(
        owed(&town, &second)["total_cents"],
        1_800,
        "half of the brother's meals, and no second month"
    );
    assert_eq!(list(&town, small)[0]["given_cents"], 720 + 1_800);
    let taken = town.done("invoice_list", json!({ "household": small.household, "with_lines": true }));
    assert_eq!(taken["invoices"][0]["total_cents"], 3_600 - 1_800 + 1_440 - 720);
    let said = plain(&taken["invoices"][0]["lines"]);
    assert!(
        said.contains("Prise en charge, mars 2026, CCAS de Montbard") && said.contains("50 % de 14,40 €"),
        "{said}"
    );
}

#[test]
fn a_month_that_funders_pay_in_full_is_issued_for_nothing_f11() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    add(&town, homes["Le Goff"], &terms(&ccas, json!({ "kind": "rate", "part": 1000 })));
    let run = town.bill();
    let shown = town.done("invoice_list", json!({ "run": run["run"]["id"] }))["invoices"][0].clone();
    assert_eq!((&shown["total_cents"], &shown["state"]), (&json!(0), &json!("settled")));
    assert_eq!(owed(&town, &run)["total_cents"], 3_600);
    town.done("invoice_pdf", json!({ "invoice": shown["id"] }));
    assert!(last_pdf_text(&town).contains("Rien à payer"));
    let batch = town.done("treasury_overview", json!({ "run": run["run"]["id"], "chosen": [] }));
    assert!(plain(&batch).contains("Rien à recouvrer"), "{batch}");
}

#[test]
fn a_corrected_day_takes_its_help_with_it_f11() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let home = homes["Le Goff"];
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    add(&town, home, &terms(&ccas, half()));
    let run = town.bill();
    let invoice = town.done("invoice_list", json!({ "run": run["run"]["id"] }))["invoices"][0]["id"].clone();
    let correct = |rank: u32, cents: i64| json!({ "household": home.household, "invoice": invoice, "rank": rank, "reason": "Sorties", "amount_cents": cents });
    assert_eq!(
        town.refused("adjustment_add", correct(2, 100))["fields"][0]["field"],
        "rank",
        "it follows, it is not corrected"
    );
    // A meal given back: half of it to the family, half to the funder.
    let written = town.done("adjustment_add", correct(1, -360));
    assert_eq!(written["pending_cents"], -180);
    let rows = written["adjustments"].as_array().expect("rows").clone();
    let own = |label: &str| {
        rows.iter().find(|row| plain(&row["label"]).contains(label)).expect("a row")["id"].clone()
    };
    let (main, follower) = (own("Cantine, repas (facture"), own("Prise en charge, "));
    assert_ne!(main, follower);
    assert_eq!(list(&town, home)[0]["given_cents"], 1_800 - 180);
    // Alone, it stays; with what it follows, it goes.
    assert_eq!(
        town.refused("adjustment_withdraw", json!({ "adjustment": follower }))["code"],
        "already_done"
    );
    town.done("adjustment_withdraw", json!({ "adjustment": main }));
    assert_eq!(list(&town, home)[0]["given_cents"], 1_800);
    // All of it given back in two times: nothing is left of the help, and the family gets what it paid.
    town.done("adjustment_add", correct(1, -1_111));
    let all = town.done("adjustment_add", correct(1, -2_489));
    assert_eq!((&all["pending_cents"], &list(&town, home)[0]["given_cents"]), (&json!(-1_800), &json!(0)));
    // What comes back later is helped as it was, never beyond.
    let more = town.done("adjustment_add", correct(1, 9_000));
    assert_eq!(
        (&more["pending_cents"], &list(&town, home)[0]["given_cents"]),
        (&json!(-1_800 + 9_000 - 1_800), &json!(1_800))
    );
    // Taken by an invoice, it is deducted from what the funder owes then.
    let second = town.bill();
    assert_eq!(owed(&town, &second)["total_cents"], 0);
}

#[test]
fn a_correction_is_followed_by_every_help_in_its_order_f11() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let home = homes["Le Goff"];
    let (ccas, cse) = (funder(&town, "CCAS de Montbard", "ccas"), funder(&town, "CSE Savoie", "employer"));
    add(&town, home, &terms(&ccas, half()));
    add(&town, home, &terms(&cse, json!({ "kind": "per_unit", "amount": 50 })));
    // Thirty-six euros: 5,00 € by the committee, then half of 31,00 €.
    let run = town.bill();
    let invoice = town.done("invoice_list", json!({ "run": run["run"]["id"] }))["invoices"][0].clone();
    assert_eq!(invoice["total_cents"], 1_550);
    let correct = |cents: i64| json!({ "household": home.household, "invoice": invoice["id"], "rank": 1, "reason": "Sorties", "amount_cents": cents });
    // A meal less: 0,50 € less by the committee, half of 27,90 € by the CCAS.
    let one = town.done("adjustment_add", correct(-360));
    assert_eq!(one["pending_cents"], -360 + 50 + 155);
    let all = town.done("adjustment_add", correct(-3_240));
    assert_eq!(all["pending_cents"], -1_550, "the family is given back what it was asked, to the cent");
    assert!(list(&town, home).iter().all(|one| one["given_cents"] == 0));
    assert_eq!(town.refused("adjustment_add", correct(-1))["fields"][0]["field"], "amount_cents");
}

#[test]
fn a_change_of_keys_seals_subsidies_again_f11() {
    let town = TestTown::on(date(2026, 4, 5), &[Role::Adm, Role::Res, Role::Ins, Role::Fac]);
    let home = town.write(|w| town.family(w, 1, "Le Goff", None));
    let ccas = funder(&town, "CCAS de Montbard", "ccas");
    add(&town, home, &terms(&ccas, half()));
    let cell = || town.write(|w| w.subsidies_of(home.household).expect("rows").remove(0).cell.sealed);
    let before = cell();
    town.clock.stand_on(date(2026, 9, 1));
    town.done("keys_renew", json!({}));
    town.sit("agent");
    let verified = town.finished("vault_verify", json!({}));
    assert_eq!(verified["problems"], json!([]), "{verified:#}");
    // Done beside the agent's work: soon.
    let renewed = (0..500).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        cell() != before
    });
    assert!(renewed, "sealed again under the new key");
    assert_eq!(list(&town, home)[0]["funder_name"], "CCAS de Montbard");
}

#[test]
fn incomes_price_an_effort_rate_to_the_cent_and_the_invoice_says_which_f01_f02() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10), ("Abgrall", 10)]);
    let home = homes["Le Goff"];
    let terms = json!({ "rate": "0.0013", "floor": 100, "cap": 600 });
    town.done(
        "tariff_save",
        json!({ "activity": town.canteen, "unit": null, "name": "Cantine, taux d’effort", "deliberation": "2026-02",
            "valid_from": "2026-03-01", "valid_to": null,
            "method": { "kind": "effort_rate", "base": "monthly_income", "resident": terms, "non_resident": null },
            "basis": { "kind": "per_unit" }, "siblings": null, "billed": 174 }),
    );
    let income = |period: Value, amount: i64| {
        town.done("income_add", json!({ "household": home.household, "income": { "period": period, "amount": amount, "source": "tax_notice" } }))
    };
    // 29 999,99 € a year: 2 499,99 € a month down to the cent, 3,249987 € a meal, 3,25 €.
    income(json!({ "span": "year", "year": 2024 }), 2_999_999);
    let list = town.done("income_list", json!({ "household": home.household }));
    assert_eq!(list["incomes"][0]["serves_label"], "factures de janvier 2026 à décembre 2026");
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!(preview["total_cents"], 3_250 + 6_000, "without resources, the cap");
    assert!(plain(&preview["anomalies"]).contains("au tarif le plus haut"), "{}", preview["anomalies"]);
    // A change of situation noted in March wins over the year.
    let month = income(json!({ "span": "month", "month": "2026-03" }), 150_000)["subject"].clone();
    assert_eq!(town.finished("billing_preview", json!({ "month": MONTH }))["total_cents"], 1_950 + 6_000);
    town.done("income_remove", json!({ "income": month }));
    let run = town.bill();
    let of_home = town.done("invoice_list", json!({ "household": home.household, "with_lines": true }));
    let why = plain(&of_home["invoices"][0]["lines"][0]["explanation"]);
    assert!(why.contains("2 499,99 € par mois") && why.contains("année 2024, avis d’imposition"), "{why}");
    let kept =
        town.write(|w| w.lines_of_run(run["run"]["id"].as_str().unwrap().parse().unwrap()).expect("lines"));
    assert!(
        kept.iter().all(|line| !line.explanation.contains("249999")),
        "the amount stays in its compartment"
    );
    town.done("invoice_pdf", json!({ "invoice": of_home["invoices"][0]["id"] }));
    let text = last_pdf_text(&town).replace('\u{a0}', " ");
    assert!(text.contains("ressources 2 499,99 € par mois (année 2024, avis d’imposition)"), "{text}");
}
