//! The follow-up of a family as the desk meets it.

use security::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

fn town() -> (TestTown, Value) {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::San, Role::Ter, Role::Dpo]);
    let home = town.write(|w| town.family(w, 12, "Le Goff", None));
    (town, json!(home.family))
}

fn line(kind: &str, text: &str, due: Value) -> Value {
    json!({ "kind": kind, "on": "2026-04-02", "text": text, "due_on": due })
}

#[test]
fn facts_are_written_corrected_and_done_by_the_desk_alone_g07() {
    let (town, family) = town();
    town.sit("ins");
    let list = || town.done("relation_list", json!({ "family": family }))["entries"].clone();
    let call = line("call", "La mère demande un duplicata de facture.", json!("2026-04-04"));
    let written = town.done("relation_save", json!({ "family": family, "draft": call }));
    town.done(
        "relation_save",
        json!({ "family": family, "draft": line("incident", "Arrivée à 18 h 50.", Value::Null) }),
    );
    assert_eq!(list().as_array().map(Vec::len), Some(2));
    // The day is past, on the 5th: it is late, and is what the first page says there is to do.
    let one = |id: &Value| {
        list().as_array().expect("lines").iter().find(|one| one["id"] == *id).cloned().expect("the line")
    };
    assert_eq!(one(&written["entry"])["late"], true);
    let tasks = town.done("home_show", json!({}))["tasks"].clone();
    let said = tasks
        .as_array()
        .expect("tasks")
        .iter()
        .find(|task| task["kind"] == "follow_up")
        .cloned()
        .expect("a task");
    assert_eq!((&said["label"], &said["subject"]), (&json!("1 suivi à faire\u{a0}: Le Goff"), &family));

    let first = json!({ "entry": written["entry"], "version": written["version"] });
    town.done(
        "relation_close",
        json!({ "entry": written["entry"], "version": written["version"], "done": true }),
    );
    let done = one(&written["entry"]);
    assert_eq!(
        (&done["late"], &done["done_on"], &done["corrected_by"]),
        (&json!(false), &json!("2026-04-05"), &done["written_by"])
    );
    // What was read before it was done is no longer what stands: it is neither written over nor removed.
    let stale = json!({ "family": family, "known": first, "draft": call });
    assert_eq!(town.refused("relation_save", stale)["code"], "conflict");
    assert_eq!(town.refused("relation_remove", first.clone())["code"], "conflict");
    let other = list()
        .as_array()
        .expect("lines")
        .iter()
        .find(|one| one["draft"]["kind"] == "incident")
        .cloned()
        .expect("it");
    let nothing = json!({ "entry": other["id"], "version": other["version"], "done": true });
    assert_eq!(town.refused("relation_close", nothing)["code"], "refused", "nothing was to be done");
    town.done("relation_remove", json!({ "entry": other["id"], "version": other["version"] }));
    assert_eq!(list().as_array().map(Vec::len), Some(1));

    for login in ["fac", "san", "ter", "dpo"] {
        town.sit(login);
        for (command, request) in [
            ("relation_list", json!({ "family": family })),
            ("relation_save", json!({ "family": family, "draft": call })),
            ("relation_close", json!({ "entry": written["entry"], "version": "0", "done": false })),
            ("relation_remove", first.clone()),
        ] {
            assert_eq!(town.refused(command, request)["code"], "forbidden", "{login} {command}");
        }
    }
    // The DPO reads that something was written, and not what.
    let lines = town.done("audit_list", json!({ "operation": "relation_save" })).to_string();
    assert!(lines.contains("Suivi écrit") && !lines.contains("duplicata"), "{lines}");
}

#[test]
fn what_must_not_be_said_is_refused_and_nothing_is_kept_i08() {
    let (town, family) = town();
    town.sit("ins");
    let refused = town.refused(
        "relation_save",
        json!({ "family": family, "draft": line("visit", "Porteur du VIH", Value::Null) }),
    );
    assert_eq!(refused["fields"][0]["field"], "text");
    let empty =
        town.refused("relation_save", json!({ "family": family, "draft": line("task", "", Value::Null) }));
    assert_eq!(empty["fields"].as_array().map(Vec::len), Some(2));
    assert_eq!(town.done("relation_list", json!({ "family": family }))["entries"], json!([]));
}

#[test]
fn a_line_sent_several_times_at_once_is_one_g07() {
    let (town, family) = town();
    town.sit("ins");
    let request = json!({ "family": family, "draft": line("call", "Rappelée.", Value::Null) });
    let (done, refused) = town.at_once("relation_save", &request, 8);
    assert_eq!((done, refused.len()), (1, 7), "{refused:#?}");
    assert!(refused.iter().all(|one| one["fields"][0]["code"] == "duplicate"), "{refused:#?}");
    let written = town.done("relation_list", json!({ "family": family }))["entries"].clone();
    assert_eq!(written.as_array().map(Vec::len), Some(1));
    let known = json!({ "entry": written[0]["id"], "version": written[0]["version"] });
    let (done, _) = town.at_once("relation_remove", &known, 4);
    assert_eq!(done, 1);
    // Removed, it may be written again.
    town.done("relation_save", request);
}
