//! Records that are there twice, put together: everything follows, nothing sealed is lost, and it is taken back.

use domain::attendance::AttendanceState;
use domain::people::CustodyPattern;
use jiff::civil::date;
use security::Role;
use serde_json::{Value, json};

use crate::testing::{Home, MONTH, TestTown};

mod contradictions;
mod debtors;
mod helps;
mod settling;
mod undoing;

/// A family of one adult and a child, typed at the desk; its file and its file read.
fn typed(town: &TestTown, first: &str, phone: &str, street: &str) -> Value {
    let request = json!({
        "households": [{
            "address": { "street": street, "postcode": "21500", "city": "Testville" },
            "guardians": [{ "birth_name": "Le Goff", "first_name": first, "birth_date": "1988-03-12", "phones": [phone], "kinship": "mother",
                "email": "" }],
            "allocataire": { "organisme": "211", "matricule": "4180226A" }
        }],
        "children": [{ "identity": { "name": "Le Goff", "first_name": "Aziliz", "birth_date": "2019-11-09" } }],
        "seen_duplicates": true
    });
    let family = town.done("family_register", request)["family"].clone();
    town.done("family_show", json!({ "family": family }))
}

fn pairs(town: &TestTown) -> Vec<Value> {
    town.done("duplicate_list", json!({}))["pairs"].as_array().expect("pairs").clone()
}

/// The pair first in the list, side by side.
fn shown(town: &TestTown) -> Value {
    let pair = pairs(town).swap_remove(0);
    let request = json!({ "kind": pair["kind"], "kept": pair["one"]["id"], "absorbed": pair["other"]["id"] });
    town.done("merge_show", request)
}

/// What the window would send, taking what the one kept lacks.
fn asked(view: &Value) -> Value {
    let parts = view["parts"].as_array().expect("parts").iter();
    let parts = parts.filter(|part| part["refusals"] == json!([])).map(|part| {
        let fields = part["fields"].as_array().expect("fields").iter();
        let takes: Vec<&Value> =
            fields.filter(|field| field["takes_absorbed"] == true).map(|field| &field["code"]).collect();
        let fields = part["fields"].as_array().expect("fields").iter();
        let answered: Vec<&Value> =
            fields.filter(|field| field["is_contradiction"] == true).map(|field| &field["code"]).collect();
        json!({ "kind": part["kind"], "kept": part["kept"], "absorbed": part["absorbed"], "takes": takes, "answered": answered })
    });
    json!({ "parts": parts.collect::<Vec<_>>() })
}

fn families(town: &TestTown) -> usize {
    town.done("family_list", json!({}))["families"].as_array().expect("families").len()
}

fn sound(town: &TestTown) {
    let verified = town.finished("vault_verify", json!({}));
    // Children written straight into these towns have no health file: nothing else is wrong.
    let others = verified["problems"].as_array().expect("problems").iter();
    let others: Vec<&Value> = others.filter(|said| !said.to_string().contains("0 trouvés")).collect();
    assert_eq!((others, &verified["content"], &verified["chain"]), (vec![], &json!(true), &json!(true)));
}

// rows: A01 O02 V17 F01 F04 F11
#[test]
fn a_family_typed_twice_becomes_one_and_everything_follows() {
    let town = TestTown::new();
    let one = typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    let two = typed(&town, "Maelle", "06 71 30 25 09", "12 rue des Lavandieres");
    let household = |view: &Value| view["households"][0]["id"].clone();
    let quotient = json!({ "kind": "caf", "value": 68_400, "month": "2026-01", "source": "attestation" });
    town.done("quotient_add", json!({ "household": household(&two), "quotient": quotient }));
    let account = json!({ "iban": "FR14 2004 1010 0505 0001 3M02 606", "holder": "Le Goff" });
    let mandate = town.done("mandate_save", json!({ "household": household(&two), "account": account }));
    let income =
        json!({ "period": { "span": "year", "year": 2024 }, "amount": 2_100_000, "source": "declaration" });
    town.done("income_add", json!({ "household": household(&two), "income": income }));
    let ccas = json!({ "id": null, "draft": { "name": "CCAS de Montbard", "kind": "ccas" } });
    let funder = town.done("funder_save", ccas)["id"].clone();
    let terms = json!({ "funder": funder, "activity": null, "help": { "kind": "rate", "part": 500 }, "monthly_ceiling": null,
        "whole_ceiling": null, "from": "2026-01-01", "to": null });
    let helped = json!({ "household": household(&two), "child": two["children"][0]["id"], "terms": terms });
    town.done("subsidy_add", helped);
    let line = json!({ "kind": "call", "on": "2026-04-02", "text": "Appel.", "due_on": null });
    town.done("relation_save", json!({ "family": two["id"], "draft": line }));
    let child = |view: &Value| view["children"][0]["id"].clone();
    let absorbed_child = child(&two);
    town.write(|w| {
        let id = serde_json::from_value(absorbed_child.clone()).expect("a child");
        town.meals(w, id, 3);
    });

    let listed = pairs(&town);
    assert_eq!(listed.len(), 1, "{listed:#?}");
    assert_eq!((&listed[0]["kind"], &listed[0]["is_certain"]), (&json!("family"), &json!(true)));
    assert_eq!(listed[0]["reasons"][0], "un responsable et un enfant en commun");
    assert_eq!(listed[0]["one"]["id"], one["id"], "the older file is the one to keep");

    let view = shown(&town);
    let kinds: Vec<&str> = view["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|part| part["kind"].as_str().expect("a kind"))
        .collect();
    assert_eq!(kinds, ["family", "household", "guardian", "child"]);
    let fields = &view["parts"][2]["fields"];
    assert_eq!(fields.as_array().map(Vec::len), Some(1), "{fields}");
    assert_eq!((&fields[0]["kept"], &fields[0]["absorbed"]), (&json!("Maëlle"), &json!("Maelle")));
    assert!(
        view["parts"][2]["notes"][0].as_str().expect("a note").contains("06\u{a0}71\u{a0}30\u{a0}25\u{a0}09")
    );

    let merged = town.done("merge_save", asked(&view));
    assert_eq!((families(&town), &merged["family"]), (1, &one["id"]));
    let file = town.done("family_show", json!({ "family": one["id"] }));
    assert_eq!(file["households"].as_array().map(Vec::len), Some(1), "{file:#}");
    assert_eq!(file["households"][0]["guardians"].as_array().map(Vec::len), Some(1));
    assert_eq!(file["households"][0]["guardians"][0]["phones"].as_array().map(Vec::len), Some(2));
    assert_eq!(file["children"].as_array().map(Vec::len), Some(1));
    // What was sealed for the household that went away opens under its own key, with the one kept.
    let sealed = town.done("quotient_list", json!({ "household": household(&one) }));
    assert_eq!(sealed["quotients"][0]["value_cents"], 68_400, "{sealed}");
    assert_eq!(sealed["organisme"], "211");
    let mandates = town.done("mandate_list", json!({ "household": household(&one) }));
    assert_eq!(mandates["mandates"][0]["id"], mandate["subject"], "{mandates}");
    let read = town.done("mandate_account_show", json!({ "mandate": mandate["subject"] }));
    assert!(read["iban"].as_str().expect("an account").starts_with("FR14"));
    let incomes = town.done("income_list", json!({ "household": household(&one) }));
    assert!(incomes.to_string().contains("2100000"), "{incomes}");
    let subsidies = town.done("subsidy_list", json!({ "household": household(&one) }))["subsidies"].clone();
    assert_eq!(
        (&subsidies[0]["funder_name"], &subsidies[0]["child"]),
        (&json!("CCAS de Montbard"), &child(&one))
    );
    let kept = serde_json::from_value(child(&one)).expect("a child");
    let unlocked = town.app.unlocked().expect("open");
    let facts = unlocked.store().read(|r| {
        Ok::<_, crate::Error>(r.attendance_of_children(&[kept], date(2026, 1, 1), date(2026, 12, 31))?.len())
    });
    assert_eq!(facts.expect("read"), 3);
    drop(unlocked);
    let hits = town.done("search", json!({ "text": "0671302509" }))["hits"].clone();
    assert!(hits.to_string().contains(one["id"].as_str().expect("an id")), "{hits}");
    assert!(pairs(&town).is_empty());
    sound(&town);
    for family in [&one["id"], &two["id"]] {
        let lines = town.done("audit_list", json!({ "object": family, "operation": "merge_save" }));
        assert!(!lines["entries"].as_array().expect("lines").is_empty(), "a line on {family}: {lines}");
    }
    let gone = town.refused("family_show", json!({ "family": two["id"] }));
    assert!(gone["message"].as_str().expect("words").contains("réuni"), "{gone}");

    town.done("merge_undo", json!({ "act": merged["act"] }));
    assert_eq!(families(&town), 2);
    let back = town.done("family_show", json!({ "family": two["id"] }));
    for part in ["households", "children", "contacts"] {
        let ids = |view: &Value| {
            view[part].as_array().expect("a list").iter().map(|one| one["id"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&back), ids(&two), "{part}");
    }
    assert_eq!(
        back["households"][0]["guardians"][0]["phones"],
        two["households"][0]["guardians"][0]["phones"]
    );
    let sealed = town.done("quotient_list", json!({ "household": household(&two) }));
    assert_eq!(sealed["quotients"][0]["value_cents"], 68_400);
    assert_eq!(town.done("quotient_list", json!({ "household": household(&one) }))["quotients"], json!([]));
    assert_eq!(town.refused("merge_undo", json!({ "act": merged["act"] }))["code"], "already_done");
    sound(&town);
    // And it is merged again, over what the first time left.
    town.done("merge_save", asked(&shown(&town)));
    assert_eq!(families(&town), 1);
    sound(&town);
}

#[test]
fn what_was_written_or_billed_since_holds_the_merge() {
    let town = TestTown::new();
    let one = typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    let merged = town.done("merge_save", asked(&shown(&town)));
    let draft = json!({ "name": "Petit", "first_name": "Luc", "phone": "0612345678", "emergency_rank": 1 });
    town.done("contact_save", json!({ "family": one["id"], "draft": draft }));
    let refused = town.refused("merge_undo", json!({ "act": merged["act"] }));
    let words = refused["message"].as_str().expect("words");
    assert!(
        words.contains("contacts et personnes autorisées") && words.contains("ne se défait plus"),
        "{words}"
    );
    assert_eq!(families(&town), 1);
}

#[test]
fn two_files_that_were_billed_keep_their_accounts_in_one_file() {
    let town = TestTown::new();
    let homes = town.write(|w| {
        [(1, 4), (2, 5)].map(|(number, meals)| {
            let home = town.family(w, number, "Abgrall", Some(684));
            let child = town.child(w, home.household, "Abgrall", CustodyPattern::Always);
            town.meals(w, child, meals);
            home
        })
    });
    town.bill();
    let [kept, absorbed] = homes;
    let balances = || -> Vec<Value> {
        let of = |home: &Home| town.done("household_account", json!({ "household": home.household }));
        homes.iter().map(|home| of(home)["balance_cents"].clone()).collect()
    };
    let before = balances();
    let view = town
        .done("merge_show", json!({ "kind": "family", "kept": kept.family, "absorbed": absorbed.family }));
    let household = view["parts"].as_array().expect("parts").iter().find(|part| part["kind"] == "household");
    let refusal = household.expect("a household")["refusals"][0].as_str().expect("words");
    assert!(refusal.contains("chacun garde son compte"), "{refusal}");
    // Left in, it is refused whole; left out, the rest goes.
    let mut all = asked(&view);
    let parts = all["parts"].as_array_mut().expect("parts");
    parts.push(json!({ "kind": "household", "kept": kept.household, "absorbed": absorbed.household }));
    assert_eq!(town.refused("merge_save", all)["code"], "refused");
    let merged = town.done("merge_save", asked(&view));
    let file = town.done("family_show", json!({ "family": kept.family }));
    let letters: Vec<&Value> =
        file["households"].as_array().expect("households").iter().map(|home| &home["letter"]).collect();
    assert_eq!(letters, [&json!("A"), &json!("B")], "{file:#}");
    assert_eq!(file["children"].as_array().map(Vec::len), Some(1), "{file:#}");
    assert_eq!(balances(), before, "a balance is its household's, whatever the file");
    // Issued invoices still name whom they named.
    let account = town.done("household_account", json!({ "household": absorbed.household }));
    assert!(account.to_string().contains("2026-0000"), "{account}");
    // The month is billed already: nothing of it is billed again to the child who goes on.
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    assert_eq!(preview["total_cents"], 0, "{preview:#}");
    sound(&town);
    town.done("merge_undo", json!({ "act": merged["act"] }));
    assert_eq!(families(&town), 2);
    sound(&town);
}

#[test]
fn what_two_records_of_a_child_cannot_both_say_is_refused_first() {
    let town = TestTown::new();
    let (home, one, two) = town.write(|w| {
        let home = town.family(w, 1, "Abgrall", None);
        let one = town.child(w, home.household, "Abgrall", CustodyPattern::Always);
        let two = town.child(w, home.household, "Abgrall", CustodyPattern::Always);
        town.mark(w, one, [date(2026, 3, 10)].into_iter(), AttendanceState::Present);
        town.mark(w, two, [date(2026, 3, 10)].into_iter(), AttendanceState::AbsentUnexcused);
        town.mark(w, two, [date(2026, 3, 12)].into_iter(), AttendanceState::Present);
        (home, one, two)
    });
    let listed = pairs(&town);
    assert_eq!((listed.len(), &listed[0]["kind"]), (1, &json!("child")), "{listed:#?}");
    let pair = json!({ "kind": "child", "kept": one, "absorbed": two });
    let view = town.done("merge_show", pair.clone());
    let refusal = view["parts"][0]["refusals"][0].as_str().expect("words");
    assert!(refusal.contains("le 10/03/2026 (Repas)") && refusal.contains("corrigez la grille"), "{refusal}");
    let request = json!({ "parts": [pair] });
    assert_eq!(town.refused("merge_save", request.clone())["code"], "refused");
    // One record in two parts: what the first leaves is not what the second was judged on.
    let third = town.write(|w| town.child(w, home.household, "Abgrall", CustodyPattern::Always));
    let twice = json!({ "parts": [
        { "kind": "child", "kept": one, "absorbed": third }, { "kind": "child", "kept": third, "absorbed": two },
    ] });
    let refused = town.refused("merge_save", twice)["message"].as_str().map(str::to_owned);
    assert!(refused.is_some_and(|said| said.contains("deux réunions à la fois")));
    town.done("merge_save", json!({ "parts": [{ "kind": "child", "kept": one, "absorbed": third }] }));
    town.write(|w| town.mark(w, two, [date(2026, 3, 10)].into_iter(), AttendanceState::Present));
    town.done("merge_save", request);
    let file = town.done("family_show", json!({ "family": home.family }));
    assert_eq!(file["children"].as_array().map(Vec::len), Some(1));
    assert_eq!(file["children"][0]["payer"], "Foyer A", "{file:#}");
    let registered = town.done("registration_list", json!({ "activity": town.canteen }));
    let lines = registered["registrations"].as_array().expect("registrations");
    assert_eq!(lines.len(), 1, "registered once: {registered:#}");
    sound(&town);
}

#[test]
fn a_pair_said_to_be_two_does_not_come_back_until_it_is_asked_for() {
    let town = TestTown::new();
    let one = typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    let two = typed(&town, "Maëlle", "06 71 30 25 08", "8 rue Neuve");
    let said = |are_two: bool| json!({ "one": two["id"], "other": one["id"], "family": one["id"], "are_two": are_two });
    assert_eq!(pairs(&town).len(), 1);
    for other in [json!(uuid::Uuid::nil()), two["id"].clone()] {
        let nobody = json!({ "one": two["id"], "other": other, "family": one["id"], "are_two": true });
        assert_eq!(town.refused("duplicate_distinguish", nobody)["code"], "not_found");
    }
    town.done("duplicate_distinguish", said(true));
    assert!(pairs(&town).is_empty());
    town.done("duplicate_distinguish", said(false));
    assert_eq!(pairs(&town).len(), 1);
}

// rows: E08
#[test]
fn of_two_health_files_only_who_reads_them_says_which_goes_on() {
    let town = TestTown::with(&[Role::Ins, Role::San]);
    let twins = [
        typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"),
        typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"),
    ];
    let child = |rank: usize| twins[rank]["children"][0]["id"].clone();
    let write = |rank: usize, note: &str| {
        let record = json!({
            "allergies": [], "pai": null, "needs_support": false, "adaptations": "", "kitchen_note": note, "care_note": "",
            "care_agreed_on": null, "doses": [], "contraindications": []
        });
        town.done(
            "health_edit",
            json!({ "child": child(rank), "record": record, "diet_code": "", "doctor_name": "", "doctor_phone": "" }),
        );
    };
    town.sit("san");
    write(1, "Assiette à part.");
    town.sit("ins");
    let pair = json!({ "kind": "child", "kept": child(0), "absorbed": child(1) });
    let view = town.done("merge_show", pair.clone());
    assert_eq!(view["parts"][0]["kept"], child(1), "whose health was written goes on: {view:#}");
    assert_eq!(
        town.refused("merge_save", json!({ "parts": [pair.clone()] }))["code"],
        "changed_since_preview"
    );
    let merged = town.done("merge_save", asked(&view));
    town.sit("san");
    let read = town.done("health_show", json!({ "child": child(1), "reason": "Pour la cantine" }));
    assert!(read.to_string().contains("Assiette à part."), "{read}");
    town.sit("ins");
    town.done("merge_undo", json!({ "act": merged["act"] }));

    town.sit("san");
    write(0, "Servie la première.");
    town.sit("ins");
    let view = town.done("merge_show", pair.clone());
    let refusal = view["parts"][0]["refusals"][0].as_str().expect("words");
    assert!(refusal.contains("profil Santé"), "{refusal}");
    assert_eq!(town.refused("merge_save", json!({ "parts": [pair] }))["code"], "refused");
    for login in ["san", "agent"] {
        town.sit(login);
        let asked = json!({ "kind": "child", "kept": child(0), "absorbed": child(1) });
        match login {
            "san" => assert_eq!(town.refused("merge_show", asked)["code"], "forbidden"),
            _ => assert!(town.done("merge_show", asked)["parts"][0]["refusals"] != json!([])),
        }
    }
}

#[test]
fn only_who_registers_families_merges_them() {
    let town = TestTown::with(&[Role::Fac, Role::San, Role::Ter, Role::Res, Role::Adm]);
    let one = typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    let two = typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    for login in ["fac", "san", "ter", "res", "adm"] {
        town.sit(login);
        let pair = json!({ "kind": "family", "kept": one["id"], "absorbed": two["id"] });
        for (command, request) in [
            ("duplicate_list", json!({})),
            ("merge_show", pair.clone()),
            ("merge_save", json!({ "parts": [pair.clone()] })),
            ("merge_undo", json!({ "act": one["id"] })),
            (
                "duplicate_distinguish",
                json!({ "one": one["id"], "other": two["id"], "family": one["id"], "are_two": true }),
            ),
        ] {
            assert_eq!(town.refused(command, request)["code"], "forbidden", "{login} {command}");
        }
    }
}

/// A file taken under one profile, then under another that names families otherwise: the work list shows every one of them.
#[test]
fn families_taken_twice_under_two_profiles_are_all_listed() {
    let town = TestTown::new();
    let take = |name: &str, text: &str| {
        let file = json!({ "file": { "name": name, "bytes": text.as_bytes() } });
        let seen = town.finished("families_preview", file);
        town.finished(
            "families_commit",
            json!({ "reading": seen["shape"]["reading"], "accept_doubts": true }),
        );
    };
    let first = "N° famille;Nom R1;Prénom R1;Téléphone R1;Adresse;Code postal;Ville;Nom enfant 1;Prénom enfant 1;Né(e) le enfant 1\n\
        12;Ozan;Paul;0671302508;3 rue A;21500;Testville;Ozan;Mia;02/03/2019\n\
        13;Tanguy;Odile;0671302509;4 rue B;21500;Testville;Tanguy;Noé;05/06/2018\n";
    let second = "Nom R1;Prénom R1;Portable R1;Adresse;Code postal;Ville\n\
        OZAN;Paul;06 71 30 25 08;3, rue A;21500;TESTVILLE\n\
        Tanguy;Odile;06 71 30 25 09;4 rue B;21500;Testville\n";
    take("a.csv", first);
    let taken = families(&town);
    take("b.csv", second);
    assert_eq!((taken, families(&town)), (2, 4));
    let listed = pairs(&town);
    assert_eq!(listed.iter().filter(|pair| pair["kind"] == "family").count(), 2, "{listed:#?}");
}
