//! Letters as the desk writes, finds and prints them again.

use domain::people::CustodyPattern;
use security::Role;
use serde_json::{Value, json};

use crate::testing::{Home, TestTown};

fn town() -> (TestTown, Home, Value) {
    let town = TestTown::with(&[Role::Ins, Role::Res, Role::Fac, Role::San]);
    let (home, child) = town.write(|w| {
        let home = town.family(w, 12, "Le Goff", None);
        (home, town.child(w, home.household, "Le Goff", CustodyPattern::Always))
    });
    town.sit("ins");
    (town, home, json!(child))
}

fn appointment() -> Value {
    json!({ "kind": "appointment", "on": "2026-05-04", "minute": 870, "about": "L’inscription en CP" })
}

fn letters(town: &TestTown, home: Home) -> Vec<Value> {
    let list = town.done("relation_list", json!({ "family": home.family }));
    list["letters"].as_array().expect("letters").clone()
}

fn last_file(town: &TestTown) -> Vec<u8> {
    town.files.saved.lock().expect("files").last().expect("a file").1.clone()
}

// rows: G07
#[test]
fn a_letter_is_kept_and_printed_again_as_it_left() {
    let (town, home, child) = town();
    let write = |draft: Value| json!({ "family": home.family, "guardian": home.debtor, "draft": draft });
    let written = town.done("letter_write", write(appointment()));
    let left = last_file(&town);
    let listed = letters(&town, home);
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (&listed[0]["id"], &listed[0]["kind_label"], &listed[0]["on"], &listed[0]["written_by"]),
        (&written["letter"], &json!("rendez-vous"), &json!("2026-04-05"), &json!("Agent ins"))
    );
    // The town moves, the family too: what left stays what it was.
    town.write(|w| {
        let mut household = w.household(home.household).expect("read").expect("a household");
        household.address.street = "8 quai Sud".into();
        w.save_household(&household).expect("moved");
    });
    town.sit("res");
    town.done("letter_print", json!({ "letter": written["letter"] }));
    assert_eq!(last_file(&town), left);
    // Another role has neither the list nor the letter.
    town.sit("fac");
    assert_eq!(town.refused("letter_print", json!({ "letter": written["letter"] }))["code"], "forbidden");
    assert_eq!(town.refused("letter_write", write(appointment()))["code"], "forbidden");
    town.sit("ins");
    for draft in [
        json!({ "kind": "acknowledgement", "on": "2026-04-02", "about": "Votre demande de dérogation" }),
        json!({ "kind": "insurance_renewal", "child": child }),
    ] {
        town.done("letter_write", write(draft));
    }
    assert_eq!(letters(&town, home).len(), 3);
    for (draft, field) in [
        (json!({ "kind": "missing_papers" }), "kind"),
        (json!({ "kind": "insurance_renewal", "child": home.family }), "child"),
        (json!({ "kind": "appointment", "minute": 870, "about": "x" }), "on"),
    ] {
        assert_eq!(town.refused("letter_write", write(draft))["fields"][0]["field"], field);
    }
    assert_eq!(letters(&town, home).len(), 3, "what is refused leaves nothing");
}

#[test]
fn a_letter_leaves_once_a_day_in_the_same_words() {
    let (town, home, _) = town();
    let write = json!({ "family": home.family, "guardian": home.debtor, "draft": appointment() });
    town.done("letter_write", write.clone());
    let refused = town.refused("letter_write", write.clone());
    assert!(refused["message"].as_str().expect("words").contains("déjà partie"), "{refused}");
    let mut later = write;
    later["draft"]["minute"] = json!(900);
    town.done("letter_write", later);
    assert_eq!(letters(&town, home).len(), 2);
    let saved = town.files.saved.lock().expect("files");
    let names: Vec<_> = saved.iter().map(|(name, _)| name.clone()).collect();
    assert!(
        names[0].starts_with("lettre_rendez_vous_000012_2026-04-05_") && names[0] != names[1],
        "{names:?}"
    );
}

// rows: V02 G07
#[test]
fn who_lost_authority_receives_no_letter_not_even_a_former_one() {
    let (town, home, child) = town();
    let write = json!({ "family": home.family, "guardian": home.debtor, "draft": appointment() });
    let written = town.done("letter_write", write.clone());
    town.sit("res");
    town.done(
        "authority_loss_save",
        json!({ "guardian": home.debtor, "children": [child], "from": "2026-04-05" }),
    );
    town.sit("ins");
    for (command, request) in
        [("letter_write", write), ("letter_print", json!({ "letter": written["letter"] }))]
    {
        let refusal = town.refused(command, request);
        assert!(refusal["message"].as_str().expect("words").contains("autorité parentale"), "{refusal}");
    }
    assert_eq!(letters(&town, home).len(), 1);
    // A household of another file is not written to from this one.
    let other = town.write(|w| town.family(w, 13, "Bachelet", None));
    let astray = json!({ "family": home.family, "guardian": other.debtor, "draft": appointment() });
    assert_eq!(town.refused("letter_write", astray)["code"], "not_found");
}
