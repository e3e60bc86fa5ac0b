//! An invoice as it is printed.

use super::*;

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
