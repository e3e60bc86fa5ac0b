//! Families as agents meet them: through the command table, on a real encrypted vault.

use domain::people::CustodyPattern;
use domain::values::ids::FamilyId;
use security::Role;
use serde_json::{Value, json};

use super::ChildFiles;
use crate::testing::{Home, TestTown};

mod authority;
mod custody;
mod debtors;
mod history;
mod homes;
mod persons;
mod record;
mod sight;
mod splitting;

fn guardian(name: &str, first: &str, phone: &str) -> Value {
    json!({
        "civility": "MME", "birth_name": name, "usage_name": "", "first_name": first, "birth_date": "1988-03-12",
        "birth_place": "Dijon", "email": "quelqu.un@courriel.example",
        "phones": [phone], "kinship": "mother"
    })
}

fn address(street: &str) -> Value {
    json!({ "street": street, "postcode": "21500", "city": "Testville" })
}

fn child(name: &str, first: &str, birth: &str) -> Value {
    json!({ "identity": { "name": name, "first_name": first, "birth_date": birth, "sex": "F" } })
}

/// Two households, alternating custody, an allocataire deposited.
fn separated() -> Value {
    let weeks = |household: u8, parity: &str| json!({ "household": household, "pattern": { "kind": "weeks", "parity": parity, "changeover": 4 } });
    let mut leonie = child("d’Estienne-Le Goff", "Léonie", "2019-03-14");
    leonie["custodies"] = json!([weeks(0, "even"), weeks(1, "odd")]);
    let mut aziliz = child("Le Goff", "Aziliz", "2024-11-09");
    aziliz["diet_code"] = json!("SPORC");
    json!({
        "households": [
            { "address": address("12 rue des Lavandières"), "regime": "general",
              "guardians": [guardian("Le Goff", "Maëlle", "06 71 30 25 08")],
              "allocataire": { "organisme": "211", "matricule": "4180226A" } },
            { "address": address("3 bis allée du Four-à-Chaux"),
              "guardians": [guardian("d’Estienne", "Julien", "06 38 20 91 54")] }
        ],
        "children": [leonie, aziliz]
    })
}

fn registered(town: &TestTown) -> (String, Value) {
    let written = town.done("family_register", separated());
    let family = written["family"].as_str().expect("an identifier").to_owned();
    let view = town.done("family_show", json!({ "family": family }));
    (family, view)
}

/// Two adults under one roof.
fn together() -> Value {
    json!({
        "households": [{ "address": address("8 rue Neuve"), "debtor": 0,
            "guardians": [guardian("Martin", "Anne", "0102030405"), guardian("Ouali", "Mehdi", "0102030406")] }],
        "children": [child("Ouali", "Inès", "2018-01-05")]
    })
}

fn show(town: &TestTown, family: &str) -> Value {
    town.done("family_show", json!({ "family": family }))
}

/// The first field that a refusal speaks of.
fn field(refused: &Value) -> &str {
    refused["fields"][0]["field"].as_str().unwrap_or_default()
}

/// A family with meals in March, whose mother owes, and another adult who lives there.
fn with_a_second_adult() -> (TestTown, Home, Value) {
    let town = TestTown::new();
    let home = town.families_at_table(&[("Le Goff", 10)])["Le Goff"];
    let draft = guardian("Morvan", "Yann", "06 12 44 80 17");
    let written = town.done("guardian_save", json!({ "household": home.household, "draft": draft }));
    (town, home, written["subject"].clone())
}

// rows: A01 A03 A05 A07 V04 E01 E02 E03 E04 E07 E14 V17
#[test]
fn a_family_enters_whole_and_is_found_again() {
    let town = TestTown::new();
    let (family, view) = registered(&town);
    assert_eq!(view["number"], "000\u{a0}001");
    assert_eq!(view["name"], "Le Goff · d’Estienne");
    assert_eq!(view["situation"], "garde alternée");
    assert_eq!(view["households"][0]["address_line"], "12 rue des Lavandières, 21500 Testville");
    assert_eq!(view["households"][0]["is_resident"], true);
    assert_eq!(view["households"][0]["guardians"][0]["is_debtor"], true);
    assert_eq!(view["households"][0]["guardians"][0]["phones"][0]["number"], "+33671302508");
    assert_eq!(view["households"][0]["bracket"]["state"], "missing");
    assert_eq!(view["children"][0]["shown_name"], "Léonie d’Estienne-Le Goff");
    assert_eq!(view["children"][0]["payer"], "Semaines paires foyer A, semaines impaires foyer B");
    assert_eq!(view["children"][1]["payer"], "Foyer A");
    assert_eq!(view["children"][1]["care"]["diet_label"], "Sans porc");
    assert_eq!(view["missing"], json!([]));

    // Friday 3 April 2026 opens week 14: even, hence household A.
    let weeks = &view["rhythms"][0]["weeks"];
    assert_eq!(view["rhythms"][0]["children"], json!(["Léonie"]));
    assert_eq!(view["rhythms"][0]["changes_on"], "vendredi");
    let current =
        weeks.as_array().expect("weeks").iter().find(|week| week["is_current"] == true).expect("now");
    assert_eq!(
        (&current["from"], &current["week"], &current["household"]),
        (&json!("2026-04-03"), &json!(14), &json!("A"))
    );

    let row = &town.done("family_list", json!({}))["families"][0];
    assert_eq!(row["children"], json!(["Léonie", "Aziliz"]));
    assert_eq!(row["debtors"], json!(["Maëlle Le Goff", "Julien d’Estienne"]));
    assert_eq!(
        (&row["city"], &row["phone"]),
        (&json!("Testville"), &json!("06\u{a0}71\u{a0}30\u{a0}25\u{a0}08"))
    );
    assert_eq!(row["id"], family.as_str());
}

/// A screen shows the first lines while the others come: they are those the whole list begins with, to the cent.
#[test]
fn the_first_lines_are_those_of_the_whole_list() {
    let town = TestTown::with(&[Role::Ins, Role::Fac]);
    let names = ["Zola", "Éluard", "abel", "Le Goff", "d’Estienne", "Ábel", "Le Goff", "Ôzouf"];
    town.families_at_table(&names.map(|name| (name, 1)));
    registered(&town);
    let whole = town.done("family_list", json!({}));
    let families = whole["families"].as_array().expect("families");
    assert_eq!(whole["total"], json!(families.len()));
    for first in [0, 1, 5, families.len() - 1] {
        let begun = town.done("family_list", json!({ "first": first }));
        assert_eq!((&begun["families"], &begun["total"]), (&json!(families[..first]), &whole["total"]));
    }
    assert_eq!(town.done("family_list", json!({ "first": families.len() + 3 })), whole);
}

#[test]
fn every_problem_comes_back_at_once_beside_its_field() {
    let town = TestTown::new();
    let mut request = separated();
    request["households"][0]["address"]["postcode"] = json!("2150");
    request["households"][0]["guardians"][0]["first_name"] = json!("");
    request["households"][0]["guardians"][0]["phones"] = json!(["06 12"]);
    request["households"][1]["regime"] = json!("astral");
    request["households"][1]["guardians"].as_array_mut().expect("guardians").push(guardian(
        "Tanguy",
        "Maud",
        "02 98 00 00 00",
    ));
    request["children"][0]["identity"]["birth_date"] = json!("2031-01-01");
    request["children"][0]["custodies"][1]["household"] = json!(7);
    request["children"][1]["diet_code"] = json!("HALAL");
    let error = town.refused("family_register", request.clone());
    let fields: Vec<&str> = error["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .map(|issue| issue["field"].as_str().expect("a path"))
        .collect();
    for expected in [
        "households.0.address.postcode",
        "households.0.guardians.0.first_name",
        "households.0.guardians.0.phones.0",
        "households.1.regime",
        "households.1.debtor",
        "children.0.identity.birth_date",
        "children.0.custodies.1.household",
        "children.1.diet_code",
    ] {
        assert!(fields.contains(&expected), "{expected} in {fields:?}");
    }
    let check = town.done("family_check", request);
    assert_eq!(check["issues"].as_array().map(Vec::len), Some(fields.len()));
    assert_eq!(town.done("family_list", json!({}))["families"], json!([]));
}

#[test]
fn whoever_looks_the_same_is_shown_before_writing() {
    let town = TestTown::new();
    registered(&town);
    // The same child typed by the other parent, accents and order lost; the same telephone.
    let mut again = json!({
        "households": [{ "address": address("8 rue Neuve"), "guardians": [guardian("Martin", "Anne", "0671302508")] }],
        "children": [child("D'Estienne Le Goff", "LEONIE", "2019-03-14")]
    });
    let error = town.refused("family_register", again.clone());
    assert_eq!(error["code"], "possible_duplicate");
    let duplicates = error["params"]["duplicates"].as_array().expect("candidates");
    let told: Vec<_> = duplicates
        .iter()
        .map(|one| (one["field"].as_str(), one["reason"].as_str(), one["is_certain"].as_bool()))
        .collect();
    assert_eq!(
        told,
        [
            (Some("households.0.guardians.0"), Some("même téléphone"), Some(false)),
            (Some("children.0"), Some("mêmes noms et même date de naissance"), Some(true)),
        ]
    );
    assert_eq!(town.done("family_check", again.clone())["duplicates"].as_array().map(Vec::len), Some(2));
    again["seen_duplicates"] = json!(true);
    town.done("family_register", again);
    assert_eq!(town.done("family_list", json!({}))["families"].as_array().map(Vec::len), Some(2));

    // A twin is nobody's duplicate.
    let twin = json!({
        "households": [{ "address": address("9 rue Neuve"), "guardians": [guardian("Roux", "Paul", "0102030405")] }],
        "children": [child("d’Estienne-Le Goff", "Timothée", "2019-03-14")]
    });
    town.done("family_register", twin);
}

#[test]
fn an_edit_leaves_who_when_and_before() {
    let town = TestTown::new();
    let (family, view) = registered(&town);
    let household = &view["households"][0];
    let mut draft = household["guardians"][0]["draft"].clone();
    draft["phones"] = json!(["06 12 44 80 17"]);
    draft["usage_name"] = json!("Šimić");
    town.done(
        "guardian_save",
        json!({ "household": household["id"], "guardian": household["guardians"][0]["id"], "draft": draft }),
    );
    let history = town.done("family_history", json!({ "family": family }));
    let change = |label: &str| {
        let rows = history["changes"].as_array().expect("rows");
        rows.iter().find(|row| row["label"] == label).unwrap_or_else(|| panic!("{label} in {rows:?}")).clone()
    };
    let phone = change("Téléphone de Maëlle Šimić");
    assert_eq!(
        (&phone["before"], &phone["after"], &phone["agent"]),
        (
            &json!("06\u{a0}71\u{a0}30\u{a0}25\u{a0}08"),
            &json!("06\u{a0}12\u{a0}44\u{a0}80\u{a0}17"),
            &json!("Agent agent")
        )
    );
    assert_eq!(change("Nom d’usage de Maëlle Šimić")["before"], "");
    // The file takes the new name and is found by it, not by the old telephone.
    assert_eq!(town.done("family_show", json!({ "family": family }))["name"], "Šimić · d’Estienne");
    let found =
        |text: &str| town.done("search", json!({ "text": text }))["hits"].as_array().map_or(0, Vec::len);
    assert_eq!((found("simic"), found("06 71 30 25 08"), found("80 17")), (2, 0, 1));
}

// rows: V08
#[test]
fn a_contact_removed_comes_back_whole() {
    let town = TestTown::new();
    let (family, _) = registered(&town);
    let draft = json!({ "name": "Le Goff", "first_name": "Yvonne", "relation": "grand-mère", "phone": "02 96 55 01 44",
        "emergency_rank": 1, "may_pick_up": true, "document": "carte d’identité" });
    town.done("contact_save", json!({ "family": family, "draft": draft }));
    let shown = |town: &TestTown| town.done("family_show", json!({ "family": family }))["contacts"].clone();
    let before = shown(&town);
    let removed = town.done("contact_remove", json!({ "contact": before[0]["id"] }));
    assert_eq!(shown(&town), json!([]));
    town.done(
        "contact_save",
        json!({ "family": family, "contact": removed["id"], "draft": removed["draft"] }),
    );
    assert_eq!(shown(&town), before);
    let idle = json!({ "name": "X", "first_name": "Y", "emergency_rank": null, "may_pick_up": false });
    let error = town.refused("contact_save", json!({ "family": family, "draft": idle }));
    assert_eq!(error["fields"][0]["field"], "may_pick_up");
}

/// A day of children, a town of families: as many readings as for one file, and nothing of one goes to another.
#[test]
fn files_read_at_once_are_those_read_one_by_one() {
    let town = TestTown::new();
    let homes = town.families_at_table(&["Abel", "Morvan", "Zola"].map(|name| (name, 1)));
    registered(&town);
    town.write(|w| {
        let read = |family| w.family_members(family).expect("read").expect("a family");
        let shared = read(homes["Zola"].family).children[0].id;
        town.give_custody(w, shared, homes["Morvan"].household, CustodyPattern::Always);
        let mut asked: Vec<FamilyId> = w.families().expect("read").iter().map(|one| one.id).collect();
        asked.reverse();
        let alone: Vec<_> = asked.iter().map(|family| read(*family)).collect();
        // Asked for twice, or unknown, a file is there once, or not.
        asked.extend([asked[0], FamilyId::from_uuid(uuid::Uuid::nil())]);
        let together = w.members_of(&asked).expect("read");
        assert_eq!(format!("{together:#?}"), format!("{alone:#?}"));
        let files = ChildFiles::read(w, &[shared]).expect("read");
        assert_eq!(files.of(shared).len(), 2);
        assert!(files.of(shared).iter().all(|file| file.children.iter().any(|child| child.id == shared)));
    });
}

// rows: V04
#[test]
fn a_child_may_belong_to_two_files() {
    let town = TestTown::new();
    let (family, view) = registered(&town);
    let other = town.done("family_register", json!({
        "households": [{ "address": address("2 rue Haute"), "guardians": [guardian("Quéméner", "Loïc", "0102030407")] }] }))["family"].clone();
    let theirs = town.done("family_show", json!({ "family": other }))["households"][0]["id"].clone();
    let child = &view["children"][1]["id"];
    let known = &view["children"][1]["custodies"][0]["id"];
    let half = |household: &Value| json!({ "household": household, "pattern": { "kind": "share", "part": 500 }, "from": "2025-09-01", "to": null });
    let shared = json!({ "child": child, "custodies": [{ "id": known, "draft": half(&view["households"][1]["id"]) }, { "draft": half(&theirs) }] });
    town.done("custody_save", shared);
    let shown = town.done("family_show", json!({ "family": family }));
    assert_eq!(shown["linked"][0]["name"], "Quéméner");
    assert_eq!(shown["children"][1]["payer"], "50\u{a0}% foyer B, 50\u{a0}% foyer Quéméner A");
    let shown = town.done("family_show", json!({ "family": other }));
    assert_eq!(
        (&shown["children"][0]["first_name"], &shown["situation"]),
        (&json!("Aziliz"), &json!("garde partagée"))
    );
    assert_eq!(shown["linked"][0]["number"], 1);
    // Both files tell it, and a custody of another child is nobody's to rewrite.
    for file in [&json!(family), &other] {
        let history = town.done("family_history", json!({ "family": file }));
        assert_eq!(history["changes"][0]["label"], "Garde d’Aziliz");
    }
    let stolen = json!({ "child": child, "custodies": [{ "id": view["children"][0]["custodies"][0]["id"], "draft": {
        "household": theirs, "pattern": { "kind": "always" }, "from": "2025-09-01", "to": null } }] });
    assert_eq!(town.refused("custody_save", stolen)["code"], "not_found");
}

// rows: V17
#[test]
fn a_number_with_a_digit_missing_is_proposed_whole_and_never_completed_in_silence() {
    let town = crate::testing::TestTown::new();
    let home = town.write(|w| town.family(w, 1, "Le Goff", None));
    let save = |matricule: &str| json!({ "household": home.household, "allocataire": { "organisme": "211", "matricule": matricule } });
    let refused = town.refused("allocataire_save", save("234567"));
    let field = &refused["fields"][0];
    assert_eq!((&field["field"], &field["code"]), (&json!("allocataire.matricule"), &json!("ambiguous")));
    assert!(field["message"].as_str().unwrap().contains("0234567"), "{field}");
    assert_eq!(town.done("quotient_list", json!({ "household": home.household }))["matricule"], "");
    town.done("allocataire_save", save("0234567"));
    assert_eq!(town.done("quotient_list", json!({ "household": home.household }))["matricule"], "0234567");
}

#[test]
fn what_several_windows_ask_at_once_is_done_once() {
    let town = TestTown::with(&[Role::Ins, Role::Res]);
    let family = json!({
        "households": [{
            "address": { "street": "12 rue des Lavandières", "postcode": "21500", "city": "Testville" },
            "guardians": [{ "birth_name": "Quéméner", "first_name": "Anne", "birth_date": "1988-03-12", "phones": ["0671302508"],
                "kinship": "mother", "email": "" }]
        }],
        "children": [{ "identity": { "name": "Quéméner", "first_name": "Mia", "birth_date": "2019-11-09" } }]
    });
    let (done, refused) = town.at_once("family_register", &family, 6);
    assert_eq!(done, 1, "{refused:#?}");
    assert!(refused.iter().all(|one| one["code"] == "possible_duplicate"), "{refused:#?}");
    let listed = town.done("family_list", json!({}))["families"].clone();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    let family = listed[0]["id"].clone();

    let draft = json!({ "name": "Petit", "first_name": "Luc", "phone": "0612345678", "emergency_rank": 1 });
    let contact = town.done("contact_save", json!({ "family": family, "draft": draft }))["subject"].clone();
    let file = town.done("family_show", json!({ "family": family }));
    let guardian = file["households"][0]["guardians"][0]["id"].clone();
    let child = file["children"][0]["id"].clone();
    let said = json!({ "child": child, "guardian": guardian, "authority": "sole", "from": "2026-01-01", "to": null });
    town.done("authority_save", json!({ "draft": said }));
    let authority = town.done("family_show", json!({ "family": family }))["authorities"][0]["id"].clone();
    let household = file["households"][0]["id"].clone();
    let second = json!({ "household": household, "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" },
        "from": null, "to": null });
    let address = town.done("household_address_save", json!(second))["subject"].clone();
    let size = json!({ "household": household, "from": "2026-04-01", "persons": 5, "reason": "enfant majeur à charge" });
    town.done("household_size_save", size);
    for (command, request) in [
        ("contact_remove", json!({ "contact": contact })),
        ("authority_remove", json!({ "authority": authority })),
        ("household_address_remove", json!({ "id": address })),
        ("household_size_remove", json!({ "household": household, "from": "2026-04-01" })),
    ] {
        let (done, refused) = town.at_once(command, &request, 4);
        assert_eq!(done, 1, "{command}: {refused:#?}");
        assert!(refused.iter().all(|one| one["code"] == "not_found"), "{command}: {refused:#?}");
    }
}
