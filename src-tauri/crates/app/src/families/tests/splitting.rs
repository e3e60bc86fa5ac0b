//! Who lives where, since when: a separation in one gesture, an arrival, a departure, the composition on a day.

use jiff::civil::{Date, date};
use security::Role;
use serde_json::{Value, json};

use super::{address, child, field, guardian, registered, show, with_a_second_adult};
use crate::testing::{MONTH, TestTown};

/// Two adults under one roof, two children; the first adult owes.
fn together(town: &TestTown) -> String {
    let father = json!({
        "civility": "M", "birth_name": "d’Estienne", "usage_name": "", "first_name": "Julien", "birth_date": "1986-01-20",
        "phones": ["06 38 20 91 54"], "kinship": "father"
    });
    let written = town.done(
        "family_register",
        json!({
            "households": [{ "address": address("12 rue des Lavandières"), "debtor": 1,
                "guardians": [guardian("Le Goff", "Maëlle", "06 71 30 25 08"), father] }],
            "children": [child("d’Estienne-Le Goff", "Léonie", "2019-03-14"), child("d’Estienne-Le Goff", "Tom", "2021-05-02")]
        }),
    );
    written["family"].as_str().expect("an identifier").to_owned()
}

fn weeks(parity: &str) -> Value {
    json!({ "kind": "weeks", "parity": parity, "changeover": 4,
        "holidays": { "kind": "shared", "first": parity, "summer": "quarters" } })
}

/// Julien leaves on 1 April 2026; Léonie alternates, Tom stays.
fn split(file: &Value, from: &str) -> Value {
    json!({
        "household": file["households"][0]["id"],
        "guardian": file["households"][0]["guardians"][1]["id"],
        "from": from,
        "address": address("3 bis allée du Four-à-Chaux"),
        "children": [{ "child": file["children"][0]["id"], "custodies": [
            { "home": "here", "pattern": weeks("even") }, { "home": "there", "pattern": weeks("odd") }] }]
    })
}

fn names(adults: &Value) -> Vec<&str> {
    let adults = adults["guardians"].as_array().expect("guardians");
    adults.iter().map(|one| one["shown_name"].as_str().unwrap_or_default()).collect()
}

#[test]
fn a_separation_makes_two_households_in_one_gesture_v04() {
    let town = TestTown::new();
    let family = together(&town);
    let before = show(&town, &family);
    assert_eq!(before["households"][0]["size"]["persons"], 4);
    town.done("household_split", split(&before, "2026-04-01"));
    let now = show(&town, &family);
    let (here, there) = (&now["households"][0], &now["households"][1]);
    // Each has its adult, its debtor and its address; the address that was left is what it was.
    assert_eq!(
        (here["address_line"].clone(), here["address_since"].clone()),
        (before["households"][0]["address_line"].clone(), Value::Null)
    );
    assert_eq!(there["address_line"], "3 bis allée du Four-à-Chaux, 21500 Testville");
    assert_eq!((names(here), names(there)), (vec!["Maëlle Le Goff"], vec!["Julien d’Estienne"]));
    assert_eq!(
        (&here["guardians"][0]["is_debtor"], &there["guardians"][0]["is_debtor"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(there["guardians"][0]["stay"], json!({ "from": "2026-04-01", "to": null }));
    assert_eq!((&here["size"]["persons"], &there["size"]["persons"]), (&json!(3), &json!(2)));
    // Léonie alternates from that day, what held before ended the day before; Tom's custody is what it was.
    assert_eq!(now["children"][1]["custodies"], before["children"][1]["custodies"]);
    assert_eq!(
        now["children"][0]["payer"],
        "Semaines paires foyer A, semaines impaires foyer B, vacances partagées"
    );
    let on = |day: &str| town.done("household_composition", json!({ "family": family, "on": day }));
    let past = on("2026-03-31");
    assert_eq!(past["homes"][0]["adults"], json!(["Maëlle Le Goff", "Julien d’Estienne"]));
    assert_eq!((&past["homes"][1]["adults"], &past["homes"][1]["children"]), (&json!([]), &json!([])));
    assert_eq!(past["homes"][0]["children"], json!(["Léonie, toujours", "Tom, toujours"]));
    assert_eq!(past["homes"][0]["size"]["persons"], 4);
    assert_eq!(on("2026-04-01")["homes"][1]["adults"], json!(["Julien d’Estienne"]));
    let told: Vec<Value> =
        past["events"].as_array().expect("events").iter().map(|event| event["text"].clone()).collect();
    assert!(told.contains(&json!("Julien d’Estienne quitte le foyer A pour le foyer B")), "{told:?}");
    // Who, when and before, of each thing that changed.
    let history = town.done("family_history", json!({ "family": family })).to_string();
    for words in ["Foyer de Julien d’Estienne", "Foyer B ajouté", "Garde de Léonie", "Débiteur du foyer A"]
    {
        assert!(history.contains(words), "{words} in {history}");
    }
    // Authority does not depend on where one lives.
    let bonds = |file: &Value, at: usize| {
        file["households"][at]["guardians"].as_array().expect("adults").last().expect("one")["bonds"].clone()
    };
    assert_eq!(bonds(&before, 0), bonds(&now, 1));
    // Nobody to leave behind any more.
    let alone = json!({ "household": here["id"], "guardian": here["guardians"][0]["id"], "from": "2026-04-02", "into": there["id"] });
    assert_eq!(field(&town.refused("household_split", alone)), "from");
}

#[test]
fn a_separation_that_does_not_hold_is_refused_whole() {
    let town = TestTown::new();
    let family = together(&town);
    let file = show(&town, &family);
    // Tomorrow is not here yet.
    let refused = town.refused("household_split", split(&file, "2026-04-06"));
    assert_eq!(field(&refused), "from");
    // No address, and a child in both homes at once: said together.
    let mut wrong = split(&file, "2026-04-01");
    wrong["address"] = json!({ "street": "", "postcode": "", "city": "" });
    wrong["children"][0]["custodies"] = json!([
        { "home": "here", "pattern": { "kind": "always" } }, { "home": "there", "pattern": { "kind": "always" } }]);
    let refused = town.refused("household_split", wrong);
    let fields: Vec<&str> = refused["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .filter_map(|one| one["field"].as_str())
        .collect();
    assert!(fields.contains(&"address.street") && fields.contains(&"address.city"), "{fields:?}");
    assert_eq!(show(&town, &family), file, "nothing was written");
}

#[test]
fn whoever_lost_authority_over_a_child_gets_no_custody_by_a_separation() {
    let town = TestTown::new();
    let family = together(&town);
    let file = show(&town, &family);
    town.done(
        "authority_loss_save",
        json!({ "guardian": file["households"][0]["guardians"][1]["id"], "children": [file["children"][0]["id"]], "from": "2026-03-01" }),
    );
    let file = show(&town, &family);
    let refused = town.refused("household_split", split(&file, "2026-04-01"));
    assert_eq!(field(&refused), "children.0");
    let mut alone = split(&file, "2026-04-01");
    alone["children"] = json!([]);
    town.done("household_split", alone);
}

#[test]
fn whoever_lost_authority_over_a_child_keeps_no_custody_when_the_other_leaves() {
    let town = TestTown::new();
    let family = together(&town);
    let file = show(&town, &family);
    let (stays, leaves) =
        (&file["households"][0]["guardians"][1]["id"], &file["households"][0]["guardians"][0]["id"]);
    town.done(
        "authority_loss_save",
        json!({ "guardian": stays, "children": [file["children"][0]["id"]], "from": "2026-03-01" }),
    );
    town.done(
        "household_set_debtor",
        json!({ "household": file["households"][0]["id"], "guardian": leaves }),
    );
    let mut shared = split(&file, "2026-04-01");
    shared["guardian"] = leaves.clone();
    shared["debtor"] = stays.clone();
    let refused = town.refused("household_split", shared.clone());
    let fields = refused["fields"].as_array().expect("fields");
    assert!(fields.iter().any(|one| one["field"] == "children.0"), "{refused}");
    shared["children"][0]["custodies"] = json!([{ "home": "there", "pattern": { "kind": "always" } }]);
    town.done("household_split", shared);
    // Tom alone lives there from then on: his father owes for him, and is not written to for a month Léonie was there.
    assert_eq!(show(&town, &family)["missing"], json!([]));
    let owes = |month_end: Date| {
        let unlocked = town.app.unlocked().expect("open");
        let mut names = Vec::new();
        let read = unlocked.store().read(|r| {
            r.each_billable_household(month_end, date(2026, 4, 5), |row| {
                names.push((row.label, row.debtor.map(|debtor| debtor.name).unwrap_or_default()));
                Ok(())
            })
        });
        read.expect("households");
        names.sort();
        names
    };
    let owed = |a: &str| vec![("A".to_owned(), a.to_owned()), ("B".to_owned(), "Le Goff".to_owned())];
    assert_eq!(owes(date(2026, 4, 30)), owed("d’Estienne"));
    assert_eq!(owes(date(2026, 3, 31)), owed("Le Goff"));
}

// rows: A07 V02 V08 G13
#[test]
fn who_left_with_authority_is_still_called_and_named_on_the_compulsory_list() {
    let town = TestTown::new();
    let family = together(&town);
    let file = show(&town, &family);
    let tom = file["children"][1]["id"].clone();
    let mut alone = split(&file, "2026-04-01");
    alone["children"] = json!([]);
    town.done("household_split", alone);
    let called = || {
        let sheet = town.done("emergency_show", json!({ "child": tom }));
        let told = |list: &str| {
            let list = sheet[list].as_array().expect("a list").iter();
            list.map(|one| one["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
        };
        let has_child: Vec<bool> = sheet["calls"]
            .as_array()
            .expect("calls")
            .iter()
            .filter_map(|one| one["has_child"].as_bool())
            .collect();
        assert_eq!(told("calls"), told("collects"), "{sheet}");
        (told("calls"), has_child)
    };
    // Custody gives the order, and no more.
    let both = vec!["Maëlle Le Goff".to_owned(), "Julien d’Estienne".to_owned()];
    assert_eq!(called(), (both.clone(), vec![true, false]));
    town.done("compulsory_draw", json!({}));
    let guardians = || {
        let list = town.done("compulsory_show", json!({}));
        let lines = list["entries"].as_array().expect("lines").iter();
        let lines = lines.filter(|line| line["said"]["first_names"] == "Tom");
        lines.map(|line| line["said"]["guardians"].as_str().expect("words").to_owned()).collect::<String>()
    };
    assert_eq!(guardians(), "Maëlle Le Goff (mère) ; Julien d’Estienne (père)");
    // Neither once authority is lost.
    let julien = show(&town, &family)["households"][1]["guardians"][0]["id"].clone();
    town.done("authority_loss_save", json!({ "guardian": julien, "children": [tom], "from": "2026-04-02" }));
    assert_eq!(called().0, both[..1]);
    assert_eq!(guardians(), "Maëlle Le Goff (mère)");
}

// rows: A07 V06
#[test]
fn who_left_the_home_is_not_said_to_have_the_child() {
    let town = TestTown::new();
    let family = together(&town);
    let file = show(&town, &family);
    let mother = &file["households"][0]["guardians"][0]["id"];
    town.done("household_stay_save", json!({ "guardian": mother, "from": "2020-09-01", "to": "2026-03-31" }));
    let sheet = town.done("emergency_show", json!({ "child": file["children"][0]["id"] }));
    let calls: Vec<_> = sheet["calls"]
        .as_array()
        .expect("calls")
        .iter()
        .map(|one| (&one["name"], &one["has_child"]))
        .collect();
    assert_eq!(
        calls,
        [(&json!("Julien d’Estienne"), &json!(true)), (&json!("Maëlle Le Goff"), &json!(false))],
        "still called, after who lives there"
    );
}

#[test]
fn a_billed_month_is_not_changed_by_a_separation() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let home = homes["Le Goff"];
    let mut draft = guardian("Morvan", "Yann", "06 12 44 80 17");
    draft["kinship"] = json!("father");
    town.done("guardian_save", json!({ "household": home.household, "draft": draft, "since": "2025-01-01" }));
    town.bill();
    let file = town.done("family_show", json!({ "family": home.family }));
    let father = &file["households"][0]["guardians"][1];
    assert_eq!(father["stay"], json!({ "from": "2025-01-01", "to": null }));
    let split = |from: &str| {
        json!({ "household": home.household, "guardian": father["id"], "from": from, "address": address("1 rue Neuve"),
            "children": [{ "child": file["children"][0]["id"], "custodies": [{ "home": "there", "pattern": { "kind": "always" } }] }] })
    };
    let refused = town.refused("household_split", split("2026-03-15"));
    assert_eq!(field(&refused), "from");
    assert!(refused.to_string().contains("01/04/2026"), "{MONTH}: {refused}");
    // Before they came, neither.
    assert_eq!(field(&town.refused("household_split", split("2024-12-01"))), "from");
    town.done("household_split", split("2026-04-01"));
    let now = town.done("family_show", json!({ "family": home.family }));
    assert_eq!(now["children"][0]["payer"], "Foyer B");
}

/// A custody told late is written as it was once the agent has been told of what was billed; its history says its days.
#[test]
fn a_custody_over_a_billed_month_is_told_before_it_is_written_v04() {
    let (town, home, father) = with_a_second_adult();
    town.done(
        "household_split",
        json!({ "household": home.household, "guardian": father, "from": "2026-04-01", "address": address("1 rue Neuve"), "children": [] }),
    );
    town.bill();
    let file = town.done("family_show", json!({ "family": home.family }));
    let (child, there) = (&file["children"][0], &file["households"][1]["id"]);
    let known = &child["custodies"][0];
    let custodies = |last: &str, first: &str, seen: bool| {
        json!({ "child": child["id"], "seen_billed": seen, "custodies": [
            { "id": known["id"], "draft": { "household": home.household, "pattern": { "kind": "always" }, "from": known["from"], "to": last } },
            { "draft": { "household": there, "pattern": { "kind": "always" }, "from": first, "to": null } }] })
    };
    let told = town.refused("custody_save", custodies("2026-03-14", "2026-03-15", false));
    assert_eq!(told["code"], "already_billed");
    assert!(
        told["message"].as_str().is_some_and(|words| words.starts_with("Mars 2026 est déjà facturé")),
        "{MONTH}: {told}"
    );
    assert_eq!(
        town.done("family_show", json!({ "family": home.family }))["children"][0]["custodies"],
        child["custodies"]
    );
    // What was not billed changes without a word.
    town.done("custody_save", custodies("2026-04-01", "2026-04-02", false));
    town.done("custody_save", custodies("2026-03-14", "2026-03-15", true));
    let history = town.done("family_history", json!({ "family": home.family })).to_string();
    for words in ["au 14/03/2026", "foyer B\u{a0}: toujours, depuis le 15/03/2026"] {
        assert!(history.contains(words), "{words} in {history}");
    }
}

#[test]
fn who_left_is_not_counted_nor_billed_and_comes_back_v06() {
    let town = TestTown::new();
    let family = together(&town);
    let file = show(&town, &family);
    let (mother, father) =
        (&file["households"][0]["guardians"][0]["id"], &file["households"][0]["guardians"][1]["id"]);
    let leaves = |who: &Value, to: Value| json!({ "guardian": who, "from": "2020-09-01", "to": to });
    // Julien owes the invoices.
    assert_eq!(field(&town.refused("household_stay_save", leaves(father, json!("2026-03-31")))), "to");
    town.done("household_stay_save", leaves(mother, json!("2026-03-31")));
    let now = show(&town, &family);
    let home = &now["households"][0];
    assert_eq!(home["guardians"][0]["stay"], json!({ "from": "2020-09-01", "to": "2026-03-31" }));
    assert_eq!(home["size"]["persons"], 3);
    assert_eq!(home["guardians"][0]["bonds"], file["households"][0]["guardians"][0]["bonds"]);
    let set = json!({ "household": home["id"], "guardian": mother });
    assert!(town.refused("household_set_debtor", set)["message"].to_string().contains("a quitté ce foyer"));
    // The last one who stays does not leave.
    assert_eq!(field(&town.refused("household_stay_save", leaves(father, json!("2026-04-01")))), "to");
    // Corrected: she never left.
    town.done("household_stay_save", leaves(mother, Value::Null));
    assert_eq!(show(&town, &family)["households"][0]["size"]["persons"], 4);
    let on = |day: &str| town.done("household_composition", json!({ "family": family, "on": day }));
    assert_eq!(on("2020-08-31")["homes"][0]["adults"], json!(["Julien d’Estienne"]));
    assert_eq!(on("2020-09-01")["homes"][0]["adults"], json!(["Maëlle Le Goff", "Julien d’Estienne"]));
    let future = json!({ "guardian": mother, "from": "2026-04-06", "to": null });
    assert_eq!(field(&town.refused("household_stay_save", future)), "from");
}

/// The desk and billing read who lives where; the teams do not.
#[test]
fn the_composition_is_for_the_desk_and_billing() {
    let town = TestTown::with(&[Role::Fac, Role::Ter]);
    let (family, _) = registered(&town);
    let asked = json!({ "family": family, "on": null });
    town.sit("fac");
    assert_eq!(town.done("household_composition", asked.clone())["homes"][1]["letter"], "B");
    town.sit("ter");
    let refused = town.refused("household_composition", asked);
    assert_eq!(refused["code"], "forbidden");
    assert!(
        refused["message"].as_str().is_some_and(|words| words.contains("qui a vécu dans les foyers")),
        "{refused}"
    );
    let seen = show(&town, &family);
    assert_eq!(seen["households"][0]["guardians"][0]["stay"], Value::Null);
}

/// What the file keeps from the teams, its history does not tell them.
#[test]
fn the_history_tells_where_people_lived_to_the_desk_and_billing_alone_v06() {
    let town = TestTown::with(&[Role::Fac, Role::San, Role::Ter, Role::Res]);
    let family = together(&town);
    let file = show(&town, &family);
    town.done("household_split", split(&file, "2026-04-01"));
    let there = show(&town, &family)["households"][1].clone();
    let draft = guardian("Morvan", "Yann", "06 12 44 80 17");
    let came =
        json!({ "household": there["id"], "draft": draft, "since": "2026-04-02", "seen_duplicates": true });
    let yann = town.done("guardian_save", came)["subject"].clone();
    town.done("household_stay_save", json!({ "guardian": yann, "from": "2026-04-03", "to": "2026-04-04" }));
    let kept = [
        "Foyer de Julien",
        "Débiteur du foyer A",
        "Arrivée de Yann",
        "Dernier jour de Yann",
        "Foyer B ajouté",
        "Garde de Léonie",
    ];
    for (desk, tells) in [("agent", true), ("fac", true), ("san", false), ("ter", false), ("res", false)] {
        town.sit(desk);
        let history = town.done("family_history", json!({ "family": family })).to_string();
        for words in kept {
            assert_eq!(history.contains(words), tells, "{desk}, {words}: {history}");
        }
    }
}

/// Moving into a household added to the file leaves the stay before it.
#[test]
fn a_household_added_keeps_where_its_people_came_from() {
    let town = TestTown::new();
    let family = together(&town);
    let file = show(&town, &family);
    let mother = &file["households"][0]["guardians"][0]["id"];
    town.done(
        "household_add",
        json!({ "family": family, "household": { "address": address("9 rue Neuve"), "debtor": 0 }, "moving": [mother] }),
    );
    let on = |day: &str| town.done("household_composition", json!({ "family": family, "on": day }));
    assert_eq!(on("2026-04-04")["homes"][0]["adults"].as_array().map(Vec::len), Some(2));
    assert_eq!(on("2026-04-05")["homes"][0]["adults"], json!(["Julien d’Estienne"]));
    assert_eq!(on("2026-04-05")["homes"][1]["adults"], json!(["Maëlle Le Goff"]));
}

/// Typed by mistake, a separation is undone by hand: the custody again, then the two households made one.
#[test]
fn a_separation_typed_by_mistake_ends_with_one_household() {
    let town = TestTown::new();
    let family = together(&town);
    let before = show(&town, &family);
    town.done("household_split", split(&before, "2026-04-01"));
    let file = show(&town, &family);
    let (here, there) = (&file["households"][0], &file["households"][1]);
    // What it ended is taken away too, named.
    let child = &file["children"][0];
    let ended = child["former_custodies"].as_array().expect("custodies");
    let custody = json!({ "child": child["id"], "removed": ended.iter().map(|one| one["id"].clone()).collect::<Vec<_>>(), "custodies": [
        { "draft": { "household": here["id"], "pattern": { "kind": "always" }, "from": "2025-09-01", "to": null } }] });
    town.done("custody_save", custody);
    town.done(
        "household_edit",
        json!({ "household": there["id"], "address": here["address"], "regime": "" }),
    );
    let pair = json!({ "kind": "household", "kept": here["id"], "absorbed": there["id"] });
    let listed = town.done("duplicate_list", json!({})).to_string();
    assert!(listed.contains(there["id"].as_str().expect("an identifier")), "{listed}");
    let shown = town.done("merge_show", pair);
    let parts: Vec<Value> = shown["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|part| json!({ "kind": part["kind"], "kept": part["kept"], "absorbed": part["absorbed"] }))
        .collect();
    town.done("merge_save", json!({ "parts": parts }));
    let now = show(&town, &family);
    assert_eq!(now["households"].as_array().map(Vec::len), Some(1));
    assert_eq!(now["households"][0]["size"]["persons"], 4);
    let on = |day: &str| town.done("household_composition", json!({ "family": family, "on": day }));
    for day in ["2026-03-31", "2026-04-05"] {
        assert_eq!(on(day)["homes"][0]["adults"].as_array().map(Vec::len), Some(2), "{day}");
    }
    // He never left, and may be said to have lived there from another day on.
    let father = &now["households"][0]["guardians"][1];
    assert_eq!(father["stay"], before["households"][0]["guardians"][1]["stay"]);
    let told = on("2026-04-05")["events"].to_string();
    assert!(!told.contains("quitte") && !told.contains("arrive"), "{told}");
    town.done("household_stay_save", json!({ "guardian": father["id"], "from": "2024-09-01", "to": null }));
}
