//! Merges taken back one after the other, and those that no longer are.

use super::*;

fn words(refused: &Value) -> &str {
    refused["message"].as_str().expect("words")
}

/// Three files of one family; the second then the third are merged into the first.
fn thrice(town: &TestTown) -> ([Value; 3], [Value; 2], impl Fn(usize) -> Value) {
    let files = [(); 3].map(|()| typed(town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
    let ids = [0, 1, 2].map(|rank: usize| files[rank]["id"].clone());
    let merge = {
        let kept = ids[0].clone();
        let others = ids.clone();
        move |town: &TestTown, rank: usize| {
            let pair = json!({ "kind": "family", "kept": kept, "absorbed": others[rank] });
            let view = town.done("merge_show", pair);
            town.done("merge_save", asked(&view))["act"].clone()
        }
    };
    let acts = [merge(town, 1), merge(town, 2)];
    let before = files.clone();
    (files, acts, move |rank| before[rank].clone())
}

/// What must be as it was: names, households, adults, children.
fn same(town: &TestTown, before: &Value) {
    let after = town.done("family_show", json!({ "family": before["id"] }));
    for part in ["name", "households", "children", "contacts"] {
        assert_eq!(after[part], before[part], "{part}");
    }
}

// rows: O02
#[test]
fn two_merges_in_a_row_are_taken_back_the_last_first() {
    let town = TestTown::new();
    let (files, acts, before) = thrice(&town);
    assert_eq!(families(&town), 1);
    let undo = |act: &Value| json!({ "act": act });
    let refused = town.refused("merge_undo", undo(&acts[0]));
    assert!(words(&refused).contains("annulez-la d’abord"), "{refused}");
    assert_eq!(families(&town), 1);

    town.done("merge_undo", undo(&acts[1]));
    assert_eq!(families(&town), 2);
    same(&town, &before(2));
    town.done("merge_undo", undo(&acts[0]));
    assert_eq!(families(&town), 3);
    files.iter().for_each(|file| same(&town, file));
    sound(&town);
    // And once more, over what the first time left.
    let view = town
        .done("merge_show", json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[1]["id"] }));
    town.done("merge_save", asked(&view));
    assert_eq!(families(&town), 2);
    sound(&town);
}

#[test]
fn what_is_written_between_two_merges_holds_the_first_for_ever() {
    let town = TestTown::new();
    let files = [(); 3].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
    let merge = |rank: usize| {
        let pair = json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[rank]["id"] });
        let view = town.done("merge_show", pair);
        town.done("merge_save", asked(&view))["act"].clone()
    };
    let first = merge(1);
    // A registration leaves no line of what it was before: only its stamp tells, and the second merge writes over it.
    let child = serde_json::from_value(files[0]["children"][0]["id"].clone()).expect("a child");
    town.write(|w| town.meals(w, child, 2));
    let second = merge(2);
    town.done("merge_undo", json!({ "act": second }));
    let refused = town.refused("merge_undo", json!({ "act": first }));
    assert!(words(&refused).contains("définitive"), "{refused}");
    assert_eq!(families(&town), 2);
    let listed = town.done("duplicate_list", json!({}))["merges"].clone();
    assert_eq!(
        (listed.as_array().map(Vec::len), &listed[0]["is_open"]),
        (Some(1), &json!(false)),
        "{listed}"
    );
    sound(&town);
}

// rows: O02
#[test]
fn a_merge_taken_back_is_in_the_history_of_the_files_it_gives_back() {
    let town = TestTown::new();
    let (files, acts, _) = thrice(&town);
    for act in [&acts[1], &acts[0]] {
        town.done("merge_undo", json!({ "act": act }));
    }
    let undone = |rank: usize| {
        let history = town.done("family_history", json!({ "family": files[rank]["id"] }))["changes"].clone();
        let lines = history.as_array().expect("lines").iter();
        lines.filter(|line| line["label"] == "Réunion défaite").map(|line| line["after"].clone()).collect()
    };
    let said: [Vec<Value>; 3] = [0, 1, 2].map(undone);
    assert_eq!(said.each_ref().map(Vec::len), [2, 1, 1], "{said:#?}");
    assert_eq!(said[1][0], "Le Goff, dossier 000001 et Le Goff, dossier 000002");
}

fn former_values(town: &TestTown) -> usize {
    let unlocked = town.app.unlocked().expect("open");
    let open = unlocked.store().read(|r| Ok::<_, crate::Error>(r.open_gestures()?.len()));
    open.expect("read")
}

#[test]
fn former_values_are_destroyed_when_they_no_longer_serve() {
    let town = TestTown::new();
    let one = typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    let merged = town.done("merge_save", asked(&shown(&town)));
    assert_eq!(former_values(&town), 1);
    let draft = json!({ "name": "Petit", "first_name": "Luc", "phone": "0612345678", "emergency_rank": 1 });
    town.done("contact_save", json!({ "family": one["id"], "draft": draft }));
    let refused = town.refused("merge_undo", json!({ "act": merged["act"] }));
    assert!(words(&refused).contains("ne se défait plus"), "{refused}");
    assert_eq!(former_values(&town), 0, "they can serve nothing any more");
    sound(&town);

    typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    let merged = town.done("merge_save", asked(&shown(&town)));
    town.clock.stand_on(date(2026, 6, 5));
    town.sit("agent");
    assert_eq!(former_values(&town), 1, "two months to the day");
    town.clock.stand_on(date(2026, 6, 6));
    town.sit("agent");
    assert_eq!(former_values(&town), 0);
    let refused = town.refused("merge_undo", json!({ "act": merged["act"] }));
    assert!(words(&refused).contains("plus de deux mois"), "{refused}");
    sound(&town);
}

#[test]
fn the_lines_of_a_merge_are_written_with_it() {
    let town = TestTown::with(&[Role::Dpo]);
    let one = typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    let two = typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières");
    let merged = town.done("merge_save", asked(&shown(&town)));
    town.done("merge_undo", json!({ "act": merged["act"] }));
    for operation in ["merge_save", "merge_undo"] {
        let at = [&one, &two].map(|file| {
            let lines = town.done("audit_list", json!({ "object": file["id"], "operation": operation }));
            let lines = lines["entries"].as_array().expect("lines").clone();
            assert_eq!(lines.len(), 1, "{operation}: {lines:#?}");
            lines[0]["at_ms"].clone()
        });
        assert_eq!(at[0], at[1], "{operation}: one moment, one transaction");
    }
    sound(&town);
}

// rows: E08
#[test]
fn who_registers_and_reads_health_says_which_of_two_health_files_goes_on() {
    let town = TestTown::on(date(2026, 4, 5), &[Role::Ins, Role::San, Role::Res]);
    let twins = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
    let child = |rank: usize| twins[rank]["children"][0]["id"].clone();
    for (rank, note) in [(0, "Servie la première."), (1, "Assiette à part.")] {
        let record = json!({
            "allergies": [], "pai": null, "needs_support": false, "adaptations": "", "kitchen_note": note, "care_note": "",
            "care_agreed_on": null, "doses": [], "contraindications": []
        });
        let request = json!({ "child": child(rank), "record": record, "diet_code": "", "doctor_name": "", "doctor_phone": "" });
        town.done("health_edit", request);
    }
    let pair = json!({ "kind": "child", "kept": child(1), "absorbed": child(0) });
    let view = town.done("merge_show", pair);
    assert_eq!(
        (&view["parts"][0]["refusals"], &view["parts"][0]["kept"]),
        (&json!([]), &child(1)),
        "{view:#}"
    );
    let notes = view["parts"][0]["notes"].to_string();
    assert!(notes.contains("celui de la fiche gardée continue"), "{notes}");
    let merged = town.done("merge_save", asked(&view));
    let read = |rank| {
        town.done("health_show", json!({ "child": child(rank), "reason": "Pour la cantine" })).to_string()
    };
    assert!(read(1).contains("Assiette à part.") && !read(1).contains("Servie la première."), "{}", read(1));
    town.done("merge_undo", json!({ "act": merged["act"] }));
    assert!(read(0).contains("Servie la première.") && read(1).contains("Assiette à part."));
    sound(&town);
}

// rows: G13
#[test]
fn a_list_of_instruction_drawn_up_since_does_not_hold_a_merge() {
    let town = TestTown::new();
    let two = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
    town.done("compulsory_draw", json!({}));
    let lines = || town.done("compulsory_show", json!({}))["entries"].as_array().expect("lines").len();
    assert_eq!(lines(), 2);
    let merged = town.done("merge_save", asked(&shown(&town)));
    town.done("compulsory_draw", json!({}));
    assert_eq!(lines(), 1);
    town.done("merge_undo", json!({ "act": merged["act"] }));
    two.iter().for_each(|file| same(&town, file));
    town.done("compulsory_draw", json!({}));
    assert_eq!(lines(), 2, "each child is on the list again");
    sound(&town);
}
