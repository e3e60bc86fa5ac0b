//! « Mes écoles seulement »: what an agent limited to a school sees of a town, and what they may write there.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{Town, registration, town};

const FAMILIES: u32 = 60;
const PHRASE: &str = "sept tuiles rondes chantent sous la pluie fine 42";

fn texts<'v>(value: &'v Value, key: &str) -> BTreeSet<&'v str> {
    value.as_array().expect("a list").iter().map(|one| one[key].as_str().expect("text")).collect()
}

/// Who works in one school of a town, beside who sees it all.
struct Desk {
    town: Town,
    school: Value,
    agent: Value,
}

impl Desk {
    /// A town where somebody was welcomed under these roles, in one of its schools.
    fn of(login: &str, roles: &[&str]) -> Self {
        let town = town(FAMILIES);
        town.log_in("admin");
        let view = town.ask("agent_list", json!({}));
        let schools = view["structures"].as_array().expect("structures").iter();
        let school = schools.clone().find(|one| one["kind"] == "school").expect("a school").clone();
        assert!(schools.filter(|one| one["kind"] == "school").count() > 1, "a town of several schools");
        let welcome = json!({
            "agent": null, "login": login, "display_name": "Inès Picard", "roles": roles, "password": PHRASE,
            "structures": [school["id"]],
        });
        let agent = town.ask("agent_welcome", welcome)["id"].clone();
        Self { town, school, agent }
    }

    fn limited(&self, login: &str) -> &Town {
        let view = self.town.ask("session_unlock", json!({ "login": login, "password": PHRASE }));
        assert_eq!(view["agent"]["limits"], json!([self.school["name"]]));
        &self.town
    }

    fn whole(&self, login: &str) -> &Town {
        self.town.log_in(login);
        &self.town
    }
}

#[test]
fn whoever_works_in_one_school_sees_its_children_and_their_families_alone() {
    let desk = Desk::of("ecole", &["INS"]);
    let whole = desk.whole("inscriptions");
    let list = whole.ask("family_list", json!({}));
    let all = texts(&list["families"], "id");
    let files: Vec<(&str, Value)> =
        all.iter().map(|family| (*family, whole.ask("family_show", json!({ "family": family })))).collect();
    let searched = whole.ask("search", json!({ "text": "a", "limit": 50 }))["hits"].clone();

    let town = desk.limited("ecole");
    let shown = town.ask("family_list", json!({}));
    let own = texts(&shown["families"], "id");
    assert!(
        !own.is_empty() && own.len() < all.len() && own.is_subset(&all),
        "{} of {}",
        own.len(),
        all.len()
    );

    let name = desk.school["name"].as_str().expect("a name");
    let (mut inside, mut outside) = (0, 0);
    for (family, file) in &files {
        let asked = town.try_ask("family_show", json!({ "family": family }));
        if own.contains(family) {
            inside += 1;
            let file = asked.expect("their own");
            let children = file["children"].as_array().expect("children");
            assert!(!children.is_empty(), "{file:#}");
        } else {
            outside += 1;
            assert_eq!(asked.expect_err("another's")["code"], "not_found");
            let placed = file["children"].as_array().expect("children").iter();
            for child in placed {
                assert_ne!(child["school"], *name, "a child of the school is reached: {child:#}");
            }
            let household = &file["households"][0];
            let request = json!({
                "household": household["id"],
                "address": { "street": "1 rue Neuve", "postcode": "21500", "city": "Testville" },
            });
            assert_eq!(town.refusal("household_edit", request), "not_found");
            let history = town.try_ask("family_history", json!({ "family": family }));
            assert!(history.is_err() || history == Ok(json!({ "changes": [] })), "{history:?}");
        }
    }
    assert!(inside > 0 && outside > 0, "{inside} inside, {outside} outside");

    // Whoever the search finds is one of theirs.
    let found = town.ask("search", json!({ "text": "a", "limit": 50 }))["hits"].clone();
    assert!(found.as_array().expect("hits").len() < searched.as_array().expect("hits").len());
    for hit in found.as_array().expect("hits") {
        if let Some(family) = hit["family"].as_str() {
            assert!(own.contains(family), "{hit:#}");
        }
    }
}

#[test]
fn a_family_registered_in_a_school_is_seen_by_who_registered_it() {
    let desk = Desk::of("ecole", &["INS"]);
    let town = desk.limited("ecole");
    let family = town.ask("family_register", registration())["family"].clone();
    let file = town.ask("family_show", json!({ "family": family }));
    assert_eq!(file["children"][0]["first_name"], "Zélie");
    let hits = town.ask("search", json!({ "text": "durand zelie" }));
    assert!(!hits["hits"].as_array().expect("hits").is_empty());
}

#[test]
fn the_files_of_other_schools_are_neither_opened_nor_joined_nor_destroyed() {
    let desk = Desk::of("ecole", &["INS"]);
    let whole = desk.whole("inscriptions");
    let kinds = whole.ask("document_kind_list", json!({}))["kinds"].as_array().expect("kinds").clone();
    let kind = kinds.iter().find(|kind| kind["draft"]["name"] == "Justificatif de domicile").expect("a kind");
    let pdf = json!({ "name": "edf.pdf", "bytes": b"%PDF-1.7 %%EOF" });
    let join = |household: &Value| json!({ "kind": kind["id"], "subject": { "of": "household", "id": household }, "file": pdf });
    let list = whole.ask("family_list", json!({}));
    let mut joined = Vec::new();
    for family in texts(&list["families"], "id") {
        let household = whole.ask("family_show", json!({ "family": family }))["households"][0]["id"].clone();
        let file = whole.ask("attachment_add", join(&household))["attachment"].clone();
        joined.push((family.to_owned(), household, file));
    }
    let town = desk.limited("ecole");
    let shown = town.ask("family_list", json!({}));
    let own = texts(&shown["families"], "id");
    let (mut inside, mut outside) = (0, 0);
    for (family, household, file) in &joined {
        let save = json!({ "attachment": file, "purpose": "service" });
        if own.contains(family.as_str()) {
            inside += 1;
            town.ask("attachment_save", save);
        } else {
            outside += 1;
            for (command, request) in [
                ("attachment_show", json!({ "attachment": file })),
                ("attachment_save", save),
                ("attachment_remove", json!({ "attachment": file })),
                ("attachment_add", join(household)),
                ("family_documents", json!({ "family": family })),
                ("family_photos", json!({ "family": family })),
            ] {
                assert_eq!(town.refusal(command, request), "not_found", "{command}");
            }
        }
    }
    assert!(inside > 0 && outside > 0, "{inside} inside, {outside} outside");
    let whole = desk.whole("inscriptions");
    for (_, _, file) in joined {
        whole.ask("attachment_save", json!({ "attachment": file, "purpose": "service" }));
    }
}

#[test]
fn files_that_are_not_both_reached_are_neither_compared_nor_merged() {
    let desk = Desk::of("ecole", &["INS"]);
    let whole = desk.whole("inscriptions");
    // One family typed twice: neither has a class yet, newcomers are reached. Another is of another school.
    let mut again = registration();
    again["seen_duplicates"] = json!(true);
    let one = whole.ask("family_register", registration())["family"].clone();
    let two = whole.ask("family_register", again)["family"].clone();
    let all = whole.ask("family_list", json!({}))["families"].clone();
    let town = desk.limited("ecole");
    let own = town.ask("family_list", json!({}))["families"].clone();
    let own = texts(&own, "id");
    let hidden = all
        .as_array()
        .expect("families")
        .iter()
        .find(|row| !own.contains(row["id"].as_str().expect("an id")));
    let hidden = hidden.expect("a family of another school")["id"].clone();
    let pair = |absorbed: &Value| json!({ "kind": "family", "kept": one, "absorbed": absorbed });
    for (command, request) in [
        ("merge_show", pair(&hidden)),
        ("merge_save", json!({ "parts": [pair(&hidden)] })),
        ("merge_save", json!({ "parts": [json!({ "kind": "family", "kept": hidden, "absorbed": one })] })),
        ("duplicate_distinguish", json!({ "one": hidden, "other": one, "family": hidden, "are_two": true })),
    ] {
        assert_eq!(town.refusal(command, request), "not_found", "{command}");
    }
    // Their own they compare and merge, and only those are listed.
    let listed = town.ask("duplicate_list", json!({}))["pairs"].clone();
    for pair in listed.as_array().expect("pairs") {
        for side in ["one", "other"] {
            assert!(own.contains(pair[side]["family"].as_str().expect("a family")), "{pair:#}");
        }
    }
    let view = town.ask("merge_show", pair(&two));
    let parts: Vec<Value> = view["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|part| json!({ "kind": part["kind"], "kept": part["kept"], "absorbed": part["absorbed"] }))
        .collect();
    let merged = town.ask("merge_save", json!({ "parts": parts }));
    assert_eq!(town.refusal("family_show", json!({ "family": two })), "not_found");
    town.ask("merge_undo", json!({ "act": merged["act"] }));
    town.ask("family_show", json!({ "family": two }));
}

#[test]
fn the_instructions_of_other_schools_are_not_read_and_what_is_ticked_elsewhere_is_refused() {
    let desk = Desk::of("animation2", &["TER"]);
    let whole = desk.whole("terrain");
    let activities = whole.ask("activity_list", json!({}))["activities"].clone();
    let day = json!("2026-03-10");
    let sheet_of = |town: &Town, activity: &Value| {
        town.ask("day_sheet", json!({ "activity": activity["id"], "day": day }))
    };
    let children = |sheet: &Value| -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        collect(sheet, "child_id", &mut found);
        found
    };
    let everyone: Vec<BTreeSet<String>> = activities
        .as_array()
        .expect("activities")
        .iter()
        .map(|one| children(&sheet_of(whole, one)))
        .collect();

    // Their own key first: an instruction is read by whoever was handed it.
    whole.log_in("sante");
    let key = json!({ "agent": desk.agent, "compartment": "HEALTH_OP" });
    whole.ask("compartment_entrust", key);

    let town = desk.limited("animation2");
    let seen: Vec<BTreeSet<String>> =
        activities.as_array().expect("activities").iter().map(|one| children(&sheet_of(town, one))).collect();
    let (all, own) = (everyone.concat_sets(), seen.concat_sets());
    assert!(!own.is_empty() && own.len() < all.len(), "{} of {}", own.len(), all.len());
    for (mine, theirs) in seen.iter().zip(&everyone) {
        assert!(mine.is_subset(theirs));
    }
    let stranger = all.difference(&own).next().expect("a child of another school");
    for activity in activities.as_array().expect("activities") {
        for unit in activity["units"].as_array().expect("units") {
            let cell = json!({ "child": stranger, "day": day, "unit": unit["id"] });
            let stroke = json!({ "target": { "kind": "cells", "cells": [cell] }, "brush": "present" });
            let refused = town.try_ask("attendance_paint", stroke).expect_err("another school's child");
            assert!(
                ["forbidden", "not_found", "invalid", "refused"]
                    .contains(&refused["code"].as_str().expect("a code"))
            );
        }
    }
}

/// All of several sets.
trait ConcatSets {
    fn concat_sets(&self) -> BTreeSet<String>;
}

impl ConcatSets for Vec<BTreeSet<String>> {
    fn concat_sets(&self) -> BTreeSet<String> {
        self.iter().flatten().cloned().collect()
    }
}

fn collect(value: &Value, key: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get(key).and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect(value, key, found));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, key, found)),
        _ => {}
    }
}

#[test]
fn a_reason_lifts_the_limit_for_a_while_and_the_dpo_reads_it() {
    let desk = Desk::of("ecole", &["INS"]);
    let everyone = desk.whole("inscriptions").ask("family_list", json!({}))["families"].clone();
    assert_eq!(
        desk.town.refusal("reach_widen", json!({ "reason": "Par curiosité, sans limite" })),
        "refused"
    );
    let town = desk.limited("ecole");
    let seen = || town.ask("family_list", json!({}))["families"].as_array().expect("families").len();
    let everyone = everyone.as_array().expect("families").len();
    let own = seen();
    assert!(own < everyone);
    assert_eq!(town.refusal("reach_widen", json!({ "reason": "oubli" })), "invalid");
    assert_eq!(seen(), own);
    town.ask("reach_widen", json!({ "reason": "Un enfant d’une autre école attend au portail" }));
    assert_eq!(seen(), everyone);
    assert_eq!(town.refusal("billing_overview", json!({})), "forbidden");
    town.ask("reach_narrow", json!({}));
    assert_eq!(seen(), own);
    let told = desk.whole("dpo").ask("alert_list", json!({}))["entries"][0]["detail"].clone();
    assert!(told.as_str().is_some_and(|told| told.contains("attend au portail")), "{told}");
}

#[test]
fn whoever_is_limited_does_not_move_a_class_or_an_activity_to_their_school() {
    let desk = Desk::of("ecole", &["INS"]);
    let town = desk.limited("ecole");
    let own = town.ask("family_list", json!({}))["families"].as_array().map(Vec::len);
    let activities = town.ask("activity_list", json!({}))["activities"].clone();
    for activity in activities.as_array().expect("activities") {
        let mut moved = activity.clone();
        moved["school"] = desk.school["id"].clone();
        assert_eq!(town.refusal("activity_save", moved), "forbidden");
    }
    let closure = json!({ "activity": null, "unit": null, "first_day": "2026-05-04", "last_day": "2026-05-04", "reason": "Pont" });
    assert_eq!(town.refusal("closure_save", closure), "forbidden");
    assert_eq!(town.ask("family_list", json!({}))["families"].as_array().map(Vec::len), own);
    // Whoever has no desk of children reads none of them by another door.
    assert_eq!(desk.whole("relais").refusal("registration_list", json!({})), "forbidden");
}

#[test]
fn a_role_is_stated_once_at_a_time_and_the_journal_says_its_limits() {
    let town = town(10);
    town.log_in("admin");
    let listed = town.ask("agent_list", json!({}));
    let agents = listed["agents"].as_array().expect("agents").iter();
    let agent = agents.clone().find(|one| one["login"] == "terrain").expect("an agent").clone();
    let school = &listed["structures"][0];
    let began = agent["roles"][0]["valid_from"].clone();
    let set = |from: &Value| {
        let request = json!({
            "agent": agent["id"], "role": "TER", "valid_from": from, "valid_to": null, "structures": [school["id"]],
            "requested_by": "Mme Roy, DGS",
        });
        town.try_ask("agent_role_set", request)
    };
    let beside = set(&json!("2026-06-01")).expect_err("it would contradict the one under way");
    assert_eq!(beside["fields"][0]["field"], "valid_from", "{beside}");
    let changed = set(&Value::Null).expect("the one under way");
    let terms = changed["roles"].as_array().expect("roles");
    assert_eq!(
        (terms.len(), &terms[0]["valid_from"], &terms[0]["structures"]),
        (1, &began, &json!([school["id"]]))
    );
    town.log_in("dpo");
    let said =
        town.ask("audit_list", json!({ "operation": "agent_role_set" }))["entries"][0]["detail"].clone();
    let said = said.as_str().expect("a detail");
    assert!(said.contains(school["name"].as_str().expect("a name")) && said.contains("Mme Roy"), "{said}");
    town.log_in("admin");
    town.ask("agent_role_end", json!({ "agent": agent["id"], "role": "TER" }));
    let ended = town.ask("agent_list", json!({}))["agents"].clone();
    let ended = ended
        .as_array()
        .expect("agents")
        .iter()
        .find(|one| one["login"] == "terrain")
        .expect("still listed")
        .clone();
    assert!(ended["roles"].as_array().expect("roles").iter().all(|role| role["is_current"] == false));
}

#[test]
fn a_limit_is_of_roles_that_have_a_place_and_of_structures_that_exist() {
    let town = town(10);
    town.log_in("admin");
    let school = town.ask("agent_list", json!({}))["structures"][0]["id"].clone();
    let welcome = |login: &str, roles: &[&str], structure: &Value| {
        let request = json!({
            "agent": null, "login": login, "display_name": "Inès Picard", "roles": roles, "password": PHRASE,
            "structures": [structure],
        });
        town.try_ask("agent_welcome", request)
    };
    for roles in [&["FAC"][..], &["RES"], &["INS", "FAC"], &["ADM"]] {
        let error = welcome("limitee", roles, &school).expect_err("the whole town's work");
        assert_eq!(error["fields"][0]["field"], "structures", "{error:#}");
    }
    let nowhere = json!("00000000-0000-7000-8000-000000000000");
    assert_eq!(
        welcome("limitee", &["INS"], &nowhere).expect_err("nowhere")["fields"][0]["field"],
        "structures"
    );
    welcome("limitee", &["INS", "TER"], &school).expect("welcomed");
}

// rows: V15
#[test]
fn emergency_sheets_and_habits_stop_at_the_limit_too() {
    let desk = Desk::of("animation3", &["TER"]);
    let whole = desk.whole("terrain");
    let list = whole.ask("family_list", json!({}));
    let all: Vec<String> = texts(&list["families"], "id").into_iter().map(str::to_owned).collect();
    let files: Vec<Value> =
        all.iter().map(|family| whole.ask("family_show", json!({ "family": family }))).collect();
    let town = desk.limited("animation3");
    let shown = town.ask("family_list", json!({}));
    let own = texts(&shown["families"], "id");
    let (mut inside, mut outside) = (0, 0);
    for file in &files {
        let family = file["id"].as_str().expect("an identifier");
        let habits = town.try_ask("family_habits", json!({ "family": family }));
        for child in file["children"].as_array().expect("children") {
            let asked = json!({ "child": child["id"] });
            let sheet = town.try_ask("emergency_show", asked.clone());
            if own.contains(family) {
                inside += usize::from(sheet.is_ok());
                assert!(habits.is_ok(), "{habits:?}");
            } else {
                outside += 1;
                assert_eq!(sheet.expect_err("another's")["code"], "not_found");
                assert_eq!(town.refusal("emergency_print", asked), "not_found");
                let save = json!({ "child": child["id"], "answers": {}, "known": {} });
                assert_eq!(town.refusal("habits_save", save), "not_found");
            }
        }
    }
    assert!(inside > 0 && outside > 0, "{inside} inside, {outside} outside");
    assert_eq!(town.refusal("statistics_run", json!({ "axes": [], "measure": "children" })), "forbidden");
}
