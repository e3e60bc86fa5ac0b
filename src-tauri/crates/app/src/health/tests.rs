//! Health as each role meets it: sealed, extracted, or a light.

use domain::attendance::AttendanceState;
use jiff::civil::date;
use security::Role;
use serde_json::{Value, json};
use store::cells::SealedCell;

use crate::testing::TestTown;

fn family(town: &TestTown) -> (Value, Value) {
    let request = json!({
        "households": [{ "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" },
            "guardians": [{ "birth_name": "d’Estienne", "first_name": "Julien", "phones": ["0102030405"], "kinship": "father" }] }],
        "children": [
            { "identity": { "name": "d’Estienne", "first_name": "Timothée", "birth_date": "2019-09-02" } },
            { "identity": { "name": "d’Estienne", "first_name": "Léonie", "birth_date": "2017-03-14" } }
        ]
    });
    let family = town.done("family_register", request)["family"].clone();
    let view = town.done("family_show", json!({ "family": family }));
    (view["children"][1]["id"].clone(), view["children"][0]["id"].clone())
}

fn record() -> Value {
    json!({
        "allergies": [
            { "allergen": { "kind": "regulated", "code": 7 }, "severity": "moderate", "instruction": "Remplacer le fromage." },
            { "allergen": { "kind": "other", "name": "Kiwi" }, "severity": "severe", "instruction": "Donner la trousse, appeler le 15." }
        ],
        "pai": { "state": "active", "from": "2025-09-01", "to": "2026-08-31", "review_on": "2026-06-15", "kit_place": "Bureau", "kit_expires_on": "2026-05-20" },
        "needs_support": false,
        "adaptations": "", "kitchen_note": "Assiette couverte, servie la première.", "care_note": "", "care_agreed_on": null,
        "doses": [{ "valence": "ROU", "on": "2020-10-01" }], "contraindications": []
    })
}

fn edit(child: &Value, record: Value) -> Value {
    json!({ "child": child, "record": record, "diet_code": "ALLERG", "doctor_name": "Dr Quéméner", "doctor_phone": "02 96 55 01 44" })
}

#[test]
fn every_child_has_two_padded_cells_that_say_nothing() {
    let town = TestTown::with(&[Role::Ins, Role::San]);
    town.sit("ins");
    let (timothee, leonie) = family(&town);
    town.sit("san");
    town.done("health_edit", edit(&timothee, record()));
    let unlocked = town.app.unlocked().expect("open");
    let grants = (unlocked.session().authorize().expect("SAN"), unlocked.session().authorize().expect("SAN"));
    let sizes = |child: &Value| {
        let child = child.as_str().expect("an identifier").parse().expect("an identifier");
        let cells = unlocked.store().read(|r| {
            Ok::<_, crate::Error>([
                r.health_record(child, &grants.0)?,
                r.health_instructions(child, &grants.1)?,
            ])
        });
        cells.expect("read").map(|cell: Option<SealedCell>| cell.expect("always there").sealed.len())
    };
    assert_eq!(sizes(&timothee), sizes(&leonie));
}

#[test]
fn a_record_is_opened_with_a_reason_and_remembered() {
    let town = TestTown::with(&[Role::Ins, Role::San]);
    town.sit("ins");
    let (child, _) = family(&town);
    town.sit("san");
    for reason in ["", "   ", "vu"] {
        let error = town.refused("health_show", json!({ "child": child, "reason": reason }));
        assert_eq!(error["fields"][0]["field"], "reason");
    }
    let empty = town.done("health_show", json!({ "child": child, "reason": "Première ouverture" }));
    assert_eq!(
        (&empty["allergies"], &empty["pai"], &empty["light"]),
        (&json!([]), &json!(null), &json!("unknown"))
    );
    let written = town.done("health_edit", edit(&child, record()));
    assert_eq!((&written["light"], &written["warnings"]), (&json!("to_complete"), &json!([])));
    let view = town.done("health_show", json!({ "child": child, "reason": "Réunion avec le médecin" }));
    assert_eq!(view["allergies"][0]["label"], "Kiwi");
    assert_eq!(view["allergies"][1]["label"], "Lait (dont lactose)");
    assert_eq!((&view["pai"]["in_force"], &view["pai"]["state_label"]), (&json!(true), &json!("Actif")));
    assert_eq!(view["kitchen"]["allergens"], json!(["Lait (dont lactose)", "Kiwi"]));
    assert_eq!(view["record"], record());
    assert!(
        view["due"]
            .as_array()
            .expect("dates")
            .iter()
            .any(|due| due["label"] == "Trousse d’urgence à renouveler")
    );
    let readers = view["readers"].as_array().expect("readers");
    assert_eq!(readers.len(), 2);
    assert_eq!((&readers[0]["wrote"], &readers[0]["agent"]), (&json!(true), &json!("Agent san")));
    // Written again: the counter of the cell goes on and it still opens.
    town.done("health_edit", edit(&child, json!({})));
    let view = town.done("health_show", json!({ "child": child, "reason": "Vérification" }));
    assert_eq!(view["allergies"], json!([]));
}

#[test]
fn words_that_reveal_what_must_not_be_written_are_refused() {
    let town = TestTown::with(&[Role::Ins, Role::San]);
    town.sit("ins");
    let (child, _) = family(&town);
    town.sit("san");
    let mut bad = record();
    bad["kitchen_note"] = json!("Viande halal seulement");
    bad["allergies"][1]["instruction"] = json!("");
    let error = town.refused("health_edit", edit(&child, bad));
    let fields: Vec<_> = error["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .map(|issue| issue["field"].as_str().expect("a path"))
        .collect();
    assert_eq!(fields, ["record.allergies.1.instruction", "record.kitchen_note"]);
    let words = town.done("health_words_check", json!({ "text": "plat Hâlal", "kind": "instruction" }));
    assert_eq!(
        (&words["words"][0]["word"], &words["words"][0]["verdict"]),
        (&json!("halal"), &json!("refused"))
    );
    let diet = json!({ "child": child, "record": record(), "diet_code": "CASHER" });
    assert_eq!(town.refused("health_edit", diet)["fields"][0]["field"], "diet_code");
    let without_pai = json!({ "child": child, "record": {}, "diet_code": "SGLUT" });
    assert_eq!(town.done("health_edit", without_pai)["warnings"][0]["field"], "diet_code");
}

#[test]
fn the_kitchen_tells_two_children_of_the_same_short_name_apart() {
    let town = TestTown::with(&[Role::Ter]);
    town.write(|w| {
        let home = town.family(w, 1, "Bernard", None);
        for name in ["Bernard", "Bouvier"] {
            let child = town.child(w, home.household, name, domain::people::CustodyPattern::Always);
            town.mark(w, child, [date(2026, 4, 5)].into_iter(), AttendanceState::Booked);
        }
    });
    town.sit("ter");
    let view = town.done("kitchen_today", json!({ "unit": town.meal }));
    let names: Vec<&Value> =
        view["children"].as_array().expect("children").iter().map(|c| &c["name"]).collect();
    assert_eq!(names, ["Lou Bernard", "Lou Bouvier"]);
}

#[test]
fn the_kitchen_reads_today_and_nothing_of_the_reason() {
    let town = TestTown::with(&[Role::Ins, Role::San, Role::Ter]);
    town.sit("ins");
    let (timothee, leonie) = family(&town);
    let id = |value: &Value| value.as_str().expect("an identifier").parse().expect("an identifier");
    let (today, yesterday) = (date(2026, 4, 5), date(2026, 4, 3));
    town.write(|w| {
        town.mark(w, id(&timothee), [yesterday, today].into_iter(), AttendanceState::Booked);
        town.mark(w, id(&leonie), [today].into_iter(), AttendanceState::AbsentExcused);
    });
    town.sit("san");
    let mut full = record();
    full["care_note"] = json!("Asthme d’effort");
    full["care_agreed_on"] = json!("2026-01-10");
    town.done("health_edit", edit(&timothee, full));

    town.sit("ter");
    let view = town.done("kitchen_today", json!({ "unit": town.meal }));
    let children = view["children"].as_array().expect("children");
    assert_eq!((children.len(), &view["watched"]), (1, &json!(1)));
    assert_eq!(
        (&children[0]["name"], &children[0]["diet_label"]),
        (&json!("Timothée d’E."), &json!("Éviction d’allergènes"))
    );
    assert_eq!(children[0]["never_serve"], json!(["Lait (dont lactose)", "Kiwi"]));
    assert_eq!((&children[0]["has_pai"], &children[0]["pai_until"]), (&json!(true), &json!("2026-08-31")));
    assert!(!view.to_string().contains("Asthme") && !view.to_string().contains("Estienne"));
    assert_eq!(
        town.refused("kitchen_today", json!({ "unit": town.meal, "day": yesterday }))["code"],
        "forbidden"
    );
    town.sit("san");
    assert_eq!(
        town.done("kitchen_today", json!({ "unit": town.meal, "day": yesterday }))["children"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[test]
fn health_opens_for_its_roles_alone() {
    let town = TestTown::with(&Role::ALL);
    town.sit("ins");
    let (child, _) = family(&town);
    town.sit("san");
    town.done("health_edit", edit(&child, record()));
    let list = town.done("health_list", json!({}));
    assert_eq!((&list["to_complete"], &list["children"][0]["first_name"]), (&json!(1), &json!("Timothée")));
    for role in ["ins", "fac", "ter", "res", "rpe", "adm", "dpo"] {
        town.sit(role);
        let forbidden = |command: &str, request: Value| town.refused(command, request)["code"] == "forbidden";
        assert!(forbidden("health_show", json!({ "child": child, "reason": "Curiosité du jour" })), "{role}");
        assert!(forbidden("health_edit", edit(&child, record())), "{role}");
        assert!(forbidden("health_list", json!({})), "{role}");
        assert!(role == "ter" || forbidden("kitchen_today", json!({ "unit": town.meal })), "{role}");
    }
}
