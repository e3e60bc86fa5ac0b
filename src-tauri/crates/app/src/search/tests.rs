//! The box, as people type in it.

use security::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

fn labels(town: &TestTown, text: &str) -> Vec<(String, String, String)> {
    let text_of = |value: &Value| value.as_str().expect("text").to_owned();
    let view = town.done("search", json!({ "text": text }));
    let hits = view["hits"].as_array().expect("hits").clone();
    hits.iter().map(|hit| (text_of(&hit["kind"]), text_of(&hit["label"]), text_of(&hit["reason"]))).collect()
}

fn town() -> TestTown {
    let town = TestTown::new();
    let family = |name: &str, usage: &str, first: &str, phone: &str, child: &str| {
        json!({
            "seen_duplicates": true,
            "households": [{ "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" },
                "guardians": [{ "birth_name": name, "usage_name": usage, "first_name": first, "phones": [phone] }] }],
            "children": [{ "identity": { "name": name, "first_name": child, "birth_date": "2018-03-14" } }]
        })
    };
    town.done("family_register", family("Le Goff", "", "Maëlle", "06 71 30 25 08", "Léonie"));
    town.done("family_register", family("Šimić", "N’Guessan", "Ivana", "+32 470 12 34 56", "Luka"));
    town
}

#[test]
fn accents_case_order_and_spaces_do_not_matter() {
    let town = town();
    for text in ["Maëlle Le Goff", "le goff maelle", "GOFF MAEL", "legoff maelle", "Maelle Legoff"] {
        assert_eq!(
            labels(&town, text),
            [("guardian".into(), "Maëlle Le Goff".into(), "name".into())],
            "{text}"
        );
    }
    assert_eq!(labels(&town, "leonie"), [("child".into(), "Le Goff Léonie".into(), "first_name".into())]);
    assert_eq!(
        labels(&town, "nguessan ivana"),
        [("guardian".into(), "Ivana N’Guessan".into(), "usage_name".into())]
    );
    assert_eq!(
        labels(&town, "simic").iter().map(|(kind, ..)| kind.as_str()).collect::<Vec<_>>(),
        ["child", "guardian"]
    );
    assert_eq!(
        labels(&town, "le go").iter().map(|(kind, ..)| kind.as_str()).collect::<Vec<_>>(),
        ["family", "child", "guardian"]
    );
}

#[test]
fn numbers_are_found_whatever_their_grouping() {
    let town = town();
    for text in ["06 71 30 25 08", "0671302508", "06.71.30", "+33 6 71 30 25 08", "25 08", "302508"] {
        assert_eq!(
            labels(&town, text),
            [("guardian".into(), "Maëlle Le Goff".into(), "phone".into())],
            "{text}"
        );
    }
    assert_eq!(labels(&town, "+32 470 12").len(), 1);
    assert_eq!(labels(&town, "000002"), [("family".into(), "N’Guessan".into(), "number".into())]);
}

#[test]
fn what_looks_like_a_query_is_only_text() {
    let town = town();
    for text in [
        "",
        "  ",
        "\"",
        "*",
        "goff\"",
        "goff OR simic",
        "kind : child",
        "NEAR(goff, 2)",
        "-goff",
        "goff*",
        "^le",
        "(le",
        "le) AND",
        "'; DROP TABLE families",
        "{words} : goff",
        "王",
    ] {
        let view = town.done("search", json!({ "text": text }));
        assert!(view["hits"].is_array(), "{text}");
    }
    assert_eq!(labels(&town, "goff*").len(), 3);
    assert_eq!(labels(&town, "goff OR simic"), []);
}

#[test]
fn invoices_are_found_by_who_reads_them() {
    let town = TestTown::with(&[Role::Ins]);
    town.families_at_table(&[("Martin", 10)]);
    let run = town.bill();
    let number = run["run"]["first_number"].as_str().expect("a number").to_owned();
    assert_eq!(labels(&town, &number), [("invoice".into(), number.clone(), "number".into())]);
    assert_eq!(labels(&town, &number.replace('-', " ")).len(), 1);
    town.sit("ins");
    assert_eq!(labels(&town, &number), []);
}

#[test]
fn everyone_is_found_by_every_identifier_they_are_known_by_and_by_who_reads_it() {
    let town = TestTown::with(&[Role::Ins, Role::Ter]);
    let written = town.done(
        "family_register",
        json!({
            "households": [{ "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" },
                "guardians": [{ "birth_name": "Le Goff", "first_name": "Maëlle", "birth_date": "1988-07-09",
                    "email": "maelle.legoff@courriel.example", "phones": ["06 71 30 25 08"] }] }],
            "children": [{ "identity": { "name": "Le Goff", "first_name": "Léonie", "birth_date": "2018-03-14" } }]
        }),
    );
    let family = &written["family"];
    town.done(
        "contact_save",
        json!({ "family": family, "draft": { "name": "Quéré", "first_name": "Odile", "phone": "02 98 11 22 33", "emergency_rank": 1 } }),
    );
    let household = town.done("family_show", json!({ "family": family }))["households"][0]["id"].clone();
    town.done(
        "mandate_save",
        json!({ "household": household, "account": { "iban": "FR14 2004 1010 0505 0001 3M02 606", "holder": "Le Goff" } }),
    );
    let why = |text: &str| {
        labels(&town, text)
            .into_iter()
            .map(|(kind, _, reason)| format!("{kind} {reason}"))
            .collect::<Vec<_>>()
    };
    for text in ["14/03/2018", "14 03 18", "2018-03-14"] {
        assert_eq!(why(text), ["child birth_date"], "{text}");
    }
    assert_eq!(why("maelle.legoff@courriel.example"), ["guardian email"]);
    assert_eq!(why("09/07/1988"), ["guardian birth_date"]);
    assert_eq!(why("odile quere"), ["family contact"]);
    // Who bears a name comes before whoever only knows somebody of that name.
    town.done(
        "contact_save",
        json!({ "family": family, "draft": { "name": "Tanguy", "first_name": "Jean", "phone": "02 98 11 22 44", "emergency_rank": 2 } }),
    );
    town.done(
        "family_register",
        json!({
            "households": [{ "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" }, "guardians": [{ "birth_name": "Tanguy", "first_name": "Odile", "phones": ["06 71 30 25 10"] }] }],
            "children": [{ "identity": { "name": "Tanguy", "first_name": "Lou", "birth_date": "2019-03-14" } }]
        }),
    );
    let tanguy = why("tanguy");
    assert_eq!(
        (tanguy[0].as_str(), tanguy.last().map(String::as_str)),
        ("family name", Some("family contact"))
    );
    assert_eq!(why("02 98 11 22 33"), ["family contact"]);
    assert_eq!(why("2606"), ["family account"]);
    assert_eq!(why("PREAU-000001-001"), ["family mandate"]);

    town.sit("ins");
    assert_eq!(why("09/07/1988"), ["guardian birth_date"]);
    assert_eq!((why("2606"), why("PREAU-000001-001")), (vec![], vec![]));
    town.sit("ter");
    assert_eq!(why("14/03/2018"), ["child birth_date"]);
    assert_eq!((why("09/07/1988"), why("courriel")), (vec![], vec![]), "answering would say it");
}
