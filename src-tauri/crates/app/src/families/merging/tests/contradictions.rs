//! Who answers for a child, who may collect one: two records that do not say the same are asked about.

use domain::people::ParentalAuthority;
use domain::values::ids::FamilyId;
use jiff::civil::Date;

use super::*;

fn contradictions(view: &Value) -> Vec<Value> {
    let parts = view["parts"].as_array().expect("parts").iter();
    let fields = parts.flat_map(|part| part["fields"].as_array().expect("fields").iter());
    fields.filter(|field| field["is_contradiction"] == true).cloned().collect()
}

fn loss(town: &TestTown, file: &Value) {
    loss_between(town, file, "2026-01-10", Value::Null);
}

fn loss_between(town: &TestTown, file: &Value, from: &str, to: Value) {
    let guardian = file["households"][0]["guardians"][0]["id"].clone();
    let children = [file["children"][0]["id"].clone()];
    let loss = json!({ "guardian": guardian, "children": children, "from": from, "to": to });
    town.done("authority_loss_save", loss);
}

/// What the adult of a file holds over its child on a day.
fn held(town: &TestTown, file: &Value, day: Date) -> Option<ParentalAuthority> {
    let family: FamilyId = serde_json::from_value(file["id"].clone()).expect("a family");
    town.write(|w| {
        let members = w.family_members(family).expect("read").expect("the file");
        members.authority(&members.guardians[0], members.children[0].id, day)
    })
}

fn label(town: &TestTown, family: &Value) -> Value {
    let view = town.done("family_show", json!({ "family": family }));
    view["households"][0]["guardians"][0]["bonds"][0]["authority_label"].clone()
}

// rows: V02 V03
#[test]
fn a_loss_in_one_of_two_files_is_asked_about_and_only_the_head_of_service_lifts_it() {
    for lost in [0, 1] {
        let town = TestTown::with(&[Role::Ins, Role::Res]);
        let files = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
        loss(&town, &files[lost]);
        town.sit("ins");
        let pair = json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[1]["id"] });
        let view = town.done("merge_show", pair);
        let found = contradictions(&view);
        assert_eq!(found.len(), 1, "{view:#}");
        assert_eq!(found[0]["label"], "Autorité parentale de Maëlle Le Goff sur Aziliz Le Goff");
        let said = [&found[0]["kept"], &found[0]["absorbed"]];
        assert_eq!((said[lost], said[1 - lost]), (&json!("sans autorité parentale"), &json!("conjointe")));
        assert_eq!(found[0]["takes_absorbed"], json!(lost == 1), "the careful one is proposed");

        // Sent by who was not shown it, then the careless one by who may not.
        let mut unseen = asked(&view);
        unseen["parts"]
            .as_array_mut()
            .expect("parts")
            .iter_mut()
            .for_each(|part| part["answered"] = json!([]));
        assert_eq!(town.refused("merge_save", unseen)["code"], "changed_since_preview");
        let mut careless = asked(&view);
        for part in careless["parts"].as_array_mut().expect("parts") {
            let takes = if lost == 0 { part["answered"].clone() } else { json!([]) };
            part["takes"] = takes;
        }
        let refused = town.refused("merge_save", careless.clone());
        assert!(refused["message"].as_str().expect("words").contains("responsable de service"), "{refused}");
        assert_eq!(families(&town), 2);

        let merged = town.done("merge_save", asked(&view));
        town.sit("res");
        town.sit("agent");
        assert_eq!(label(&town, &files[0]["id"]), "sans autorité parentale");
        town.done("merge_undo", json!({ "act": merged["act"] }));
        assert_eq!(label(&town, &files[lost]["id"]), "sans autorité parentale");
        assert_eq!(label(&town, &files[1 - lost]["id"]), "conjointe");
        // The head of service, who registers too, says which holds.
        town.done("merge_save", careless);
        assert_eq!(label(&town, &files[0]["id"]), "conjointe");
        sound(&town);
    }
}

// rows: V02
#[test]
fn losses_of_two_files_are_both_kept_whatever_their_days() {
    for ends in [0, 1] {
        let town = TestTown::with(&[Role::Ins]);
        let files = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
        loss_between(&town, &files[ends], "2026-04-01", json!("2026-04-30"));
        loss_between(&town, &files[1 - ends], "2026-05-01", Value::Null);
        town.sit("ins");
        let pair = json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[1]["id"] });
        let view = town.done("merge_show", pair);
        assert!(contradictions(&view).is_empty(), "{view:#}");
        let merged = town.done("merge_save", asked(&view));
        town.sit("agent");
        for day in [date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 1), date(2031, 1, 1)] {
            assert_eq!(held(&town, &files[0], day), Some(ParentalAuthority::Lost), "{day}");
        }
        town.done("merge_undo", json!({ "act": merged["act"] }));
        let of = |rank: usize| held(&town, &files[rank], date(2026, 5, 1));
        assert_eq!(of(ends), Some(ParentalAuthority::Joint));
        assert_eq!(of(1 - ends), Some(ParentalAuthority::Lost));
        sound(&town);
    }
}

// rows: V02 V03
#[test]
fn the_desk_chooses_between_two_acts_and_the_losses_of_both_files_stay() {
    for takes in [false, true] {
        let town = TestTown::with(&[Role::Ins]);
        let files = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
        loss_between(&town, &files[0], "2026-02-01", json!("2026-04-30"));
        loss_between(&town, &files[1], "2026-04-01", json!("2026-05-31"));
        town.sit("ins");
        for (file, authority) in files.iter().zip(["sole", "delegated"]) {
            let draft = json!({ "child": file["children"][0]["id"], "guardian": file["households"][0]["guardians"][0]["id"],
                "authority": authority, "from": "2026-06-01", "to": null });
            town.done("authority_save", json!({ "draft": draft }));
        }
        let pair = json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[1]["id"] });
        let view = town.done("merge_show", pair);
        assert_eq!(contradictions(&view).len(), 1, "{view:#}");
        let mut request = asked(&view);
        for part in request["parts"].as_array_mut().expect("parts") {
            let chosen = if takes { part["answered"].clone() } else { json!([]) };
            part["takes"] = chosen;
        }
        town.done("merge_save", request);
        town.sit("agent");
        for day in [date(2026, 2, 1), date(2026, 4, 30), date(2026, 5, 31)] {
            assert_eq!(held(&town, &files[0], day), Some(ParentalAuthority::Lost), "{day}");
        }
        let said = if takes { ParentalAuthority::Delegated } else { ParentalAuthority::Sole };
        assert_eq!(held(&town, &files[0], date(2026, 6, 1)), Some(said));
        sound(&town);
    }
}

// rows: V08
#[test]
fn a_contact_who_may_collect_in_one_of_two_files_is_asked_about() {
    let town = TestTown::new();
    let files = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
    let contact = |rank: usize, first: &str, may: bool, call: Value| {
        let draft = json!({ "name": "Petit", "first_name": first, "phone": "0612345678", "emergency_rank": call, "may_pick_up": may });
        town.done("contact_save", json!({ "family": files[rank]["id"], "draft": draft }));
    };
    contact(0, "Luc", true, Value::Null);
    contact(1, "LUC", false, json!(1));
    contact(0, "Anne", true, json!(2));
    contact(1, "Anne", true, Value::Null);
    let pair = json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[1]["id"] });
    let view = town.done("merge_show", pair);
    let found = contradictions(&view);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (&found[0]["label"], &found[0]["takes_absorbed"]),
        (&json!("Sortie avec Luc Petit"), &json!(true))
    );
    let lucs = |family: &Value| {
        let file = town.done("family_show", json!({ "family": family }));
        let contacts = file["contacts"].as_array().expect("contacts").iter();
        let lucs = contacts.filter(|one| one.to_string().to_lowercase().contains("\"luc\""));
        lucs.map(|one| one["draft"]["may_pick_up"].clone()).collect::<Vec<_>>()
    };
    let merged = town.done("merge_save", asked(&view));
    assert_eq!(lucs(&files[0]["id"]), [json!(false)], "the one who served to collect alone is gone");
    town.done("merge_undo", json!({ "act": merged["act"] }));
    assert_eq!(lucs(&files[0]["id"]), [json!(true)]);
    let mut other = asked(&view);
    other["parts"][0]["takes"] = json!([]);
    town.done("merge_save", other);
    assert_eq!(lucs(&files[0]["id"]), [json!(true), json!(true)]);
    sound(&town);
}

// rows: V02
#[test]
fn a_contact_whom_the_other_file_bars_is_said_before_the_merge() {
    let town = TestTown::with(&[Role::Res]);
    let files = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
    loss(&town, &files[1]);
    let draft =
        json!({ "name": "Le Goff", "first_name": "Maëlle", "phone": "0612345678", "emergency_rank": 1 });
    town.done("contact_save", json!({ "family": files[0]["id"], "draft": draft }));
    let pair = json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[1]["id"] });
    let notes = town.done("merge_show", pair)["parts"][0]["notes"].to_string();
    assert!(notes.contains("n’a plus l’autorité parentale sur Aziliz"), "{notes}");
}
