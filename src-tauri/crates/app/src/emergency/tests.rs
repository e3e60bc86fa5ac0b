//! Emergency sheets as each role meets them.

use jiff::civil::date;
use security::Role;
use serde_json::{Value, json};

use crate::consents::tests::open;
use crate::testing::{TestTown, last_pdf_text};

struct Sheet {
    town: TestTown,
    family: Value,
    leonie: Value,
    julien: Value,
}

/// Parents in two homes, Léonie in either every other week (week 14 in her mother's), a grandmother and a neighbour.
fn sheet() -> Sheet {
    let town = TestTown::staffed();
    town.sit("ins");
    let weeks = |household: u8, parity: &str| json!({ "household": household, "pattern": { "kind": "weeks", "parity": parity, "changeover": 4 } });
    let home = |name: &str, first: &str, kinship: &str, phone: &str| {
        json!({ "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" },
            "guardians": [{ "birth_name": name, "first_name": first, "phones": [phone], "kinship": kinship }] })
    };
    let written = town.done(
        "family_register",
        json!({
            "households": [home("d’Estienne", "Julien", "father", "0638209154"), home("Le Goff", "Maëlle", "mother", "0671302508")],
            "children": [{ "identity": { "name": "Le Goff", "first_name": "Léonie", "birth_date": "2019-03-14", "sex": "F",
                "doctor_name": "Dr Quéméner", "doctor_phone": "02 96 55 01 44" }, "custodies": [weeks(1, "even"), weeks(0, "odd")] }]
        }),
    );
    let family = written["family"].clone();
    let contact = |first: &str, name: &str, rank: Value, collects: bool, to: Value| {
        let draft = json!({ "name": name, "first_name": first, "relation": "voisine", "phone": "02 96 55 01 45",
            "emergency_rank": rank, "may_pick_up": collects, "document": "sa carte d’identité", "to": to });
        town.done("contact_save", json!({ "family": family, "draft": draft }));
    };
    contact("Yvonne", "Le Goff", json!(1), true, json!("2026-08-31"));
    contact("Rose", "Tanguy", json!(2), false, Value::Null);
    contact("Paul", "Kerbrat", Value::Null, true, json!("2026-04-04"));
    let view = town.done("family_show", json!({ "family": family }));
    let (leonie, julien) =
        (view["children"][0]["id"].clone(), view["households"][0]["guardians"][0]["id"].clone());
    town.sit("san");
    let record = json!({
        "allergies": [{ "allergen": { "kind": "other", "name": "Kiwi" }, "severity": "severe", "instruction": "Donner la trousse, appeler le 15." }],
        "pai": { "state": "active", "from": "2025-09-01", "to": "2026-08-31", "review_on": "2026-06-15", "kit_place": "Bureau", "kit_expires_on": "2026-05-20" },
        "needs_support": false, "adaptations": "", "kitchen_note": "", "care_note": "", "care_agreed_on": null, "doses": [], "contraindications": []
    });
    town.done("health_edit", json!({ "child": leonie, "record": record, "diet_code": "", "doctor_name": "Dr Quéméner", "doctor_phone": "02 96 55 01 44" }));
    Sheet { town, family, leonie, julien }
}

fn names(view: &Value, list: &str) -> Vec<String> {
    let list = view[list].as_array().expect("a list").iter();
    list.map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
}

// rows: A07 V08 E09 E13 E18
#[test]
fn the_team_reads_whom_to_call_who_may_come_the_doctor_and_what_to_do() {
    let Sheet { town, leonie, .. } = sheet();
    town.sit("ter");
    let view = town.done("emergency_show", json!({ "child": leonie }));
    assert_eq!(
        names(&view, "calls"),
        ["Maëlle Le Goff", "Julien d’Estienne", "Yvonne Le Goff", "Rose Tanguy"]
    );
    assert_eq!(
        (&view["calls"][0]["has_child"], &view["calls"][1]["has_child"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(view["calls"][0]["link"], "mère");
    assert_eq!(
        names(&view, "collects"),
        ["Maëlle Le Goff", "Julien d’Estienne", "Yvonne Le Goff"],
        "Paul’s leave is over"
    );
    let condition = view["collects"][2]["condition"].as_str().expect("words");
    assert!(
        condition.contains("à présenter\u{a0}: sa carte d’identité") && condition.contains("31/08/2026"),
        "{condition}"
    );
    assert_eq!((&view["doctor_name"], &view["bans"]), (&json!("Dr Quéméner"), &json!([])));
    assert_eq!(view["instructions"]["allergies"][0]["label"], "Kiwi");
    assert_eq!(view["instructions"]["kit_place"], "Bureau");
    assert_eq!(view["instructions_note"], "");
    town.done("emergency_print", json!({ "child": leonie }));
    let paper = last_pdf_text(&town);
    for part in [
        "Léonie Le Goff",
        "née le 14/03/2019",
        "Maëlle Le Goff (mère)",
        "06 71 30 25 08",
        "Dr Quéméner",
        "Kiwi",
        "Trousse d’urgence",
        "imprimé le 5 avril 2026 par Agent ter",
    ] {
        assert!(paper.contains(part), "« {part} » manque dans {paper}");
    }
    // Both readings are in the journal, with what they held.
    town.sit("dpo");
    for operation in ["emergency_show", "emergency_print"] {
        let line = town.done("audit_list", json!({ "operation": operation }))["entries"][0].clone();
        assert!(line["detail"].as_str().expect("words").contains("avec les consignes"), "{line}");
    }
}

#[test]
fn who_lacks_the_key_reads_the_sheet_without_instructions_and_is_told_so_e_urg() {
    let Sheet { town, leonie, julien, .. } = sheet();
    town.sit("res");
    town.done(
        "authority_loss_save",
        json!({ "guardian": julien, "children": [leonie], "from": "2026-04-05" }),
    );
    town.sit("ins");
    let view = town.done("emergency_show", json!({ "child": leonie }));
    assert!(view.get("instructions").is_none() && !view.to_string().contains("Kiwi"), "{view}");
    assert!(view["instructions_note"].as_str().expect("words").contains("consignes"), "{view}");
    town.done("emergency_print", json!({ "child": leonie }));
    let paper = last_pdf_text(&town);
    assert!(!paper.contains("Kiwi") && paper.contains("ne sont pas montrées à ce profil"), "{paper}");
    // Health reads no parental authority: it is not told, and whom to call stays right.
    town.sit("san");
    let view = town.done("emergency_show", json!({ "child": leonie }));
    assert!(view.get("bans").is_none() && !view.to_string().contains("Julien"), "{view}");
    assert!(view["bans_note"].as_str().expect("words").contains("demandez à l’équipe"), "{view}");
    assert_eq!(view["calls"][0]["link"], "");
    assert_eq!(view["instructions"]["allergies"][0]["label"], "Kiwi");
    for login in ["fac", "rpe", "res", "adm", "dpo"] {
        town.sit(login);
        for command in ["emergency_show", "emergency_print"] {
            assert_eq!(town.refused(command, json!({ "child": leonie }))["code"], "forbidden", "{login}");
        }
        let day = json!({ "activity": town.canteen });
        assert_eq!(town.refused("emergency_day_print", day)["code"], "forbidden", "{login}");
    }
}

#[test]
fn who_loses_authority_today_is_barred_today_under_every_list_v02() {
    let Sheet { town, family, leonie, julien } = sheet();
    // The same man, written as a contact before.
    town.sit("ins");
    let draft = json!({ "name": "d'Estienne", "first_name": "Julien", "relation": "père", "phone": "06 38 20 91 54", "emergency_rank": 3, "may_pick_up": true });
    town.done("contact_save", json!({ "family": family, "draft": draft }));
    town.sit("res");
    town.done(
        "authority_loss_save",
        json!({ "guardian": julien, "children": [leonie], "from": "2026-04-06" }),
    );
    town.sit("ter");
    let before = town.done("emergency_show", json!({ "child": leonie }));
    assert!(names(&before, "calls").contains(&"Julien d’Estienne".to_owned()), "the day before he is called");
    assert_eq!(before["bans"], json!([]));
    town.clock.stand_on(date(2026, 4, 6));
    town.sit("ter");
    let view = town.done("emergency_show", json!({ "child": leonie }));
    assert_eq!(names(&view, "calls"), ["Maëlle Le Goff", "Yvonne Le Goff", "Rose Tanguy"]);
    assert_eq!(names(&view, "collects"), ["Maëlle Le Goff", "Yvonne Le Goff"]);
    assert_eq!(view["bans"], json!([{ "name": "Julien d’Estienne", "period": "depuis le 06/04/2026" }]));
    town.done("emergency_print", json!({ "child": leonie }));
    let paper = last_pdf_text(&town);
    assert!(
        paper.contains("Julien d’Estienne ne peut pas venir chercher l’enfant, depuis le 06/04/2026."),
        "{paper}"
    );
    assert_eq!(paper.matches("Estienne").count(), 1, "{paper}");
}

#[test]
fn half_of_their_name_or_their_own_number_lets_nobody_barred_in_v02() {
    let Sheet { town, family, leonie, .. } = sheet();
    town.sit("ins");
    let view = town.done("family_show", json!({ "family": family }));
    let maelle = view["households"][1]["guardians"][0]["id"].clone();
    let home = view["households"][1]["id"].clone();
    let mut renamed = view["households"][1]["guardians"][0]["draft"].clone();
    renamed["birth_name"] = json!("O’Brien-N’Diaye");
    town.done(
        "guardian_save",
        json!({ "household": home, "guardian": maelle, "draft": renamed, "since": null, "seen_duplicates": true }),
    );
    let contact = |first: &str, name: &str, phone: &str| {
        json!({ "family": family, "draft": { "name": name, "first_name": first, "relation": "mère", "phone": phone,
            "emergency_rank": 3, "may_pick_up": true } })
    };
    // Written before the loss: off the sheet from that day.
    town.done("contact_save", contact("Maëlle", "O'Brien", "06 99 88 77 66"));
    town.sit("res");
    town.done(
        "authority_loss_save",
        json!({ "guardian": maelle, "children": [leonie], "from": "2026-04-05" }),
    );
    town.sit("ins");
    let sheet = town.done("emergency_show", json!({ "child": leonie }));
    for list in ["calls", "collects"] {
        assert!(!names(&sheet, list).iter().any(|name| name.contains("Maëlle")), "{sheet}");
    }
    for (first, name, phone) in [
        ("Maëlle", "O'Brien", "06 99 88 77 66"),
        ("Maëlle", "N'DIAYE OBRIEN", "06 99 88 77 66"),
        ("O'Brien-N'Diaye", "Maëlle", "06 99 88 77 66"),
        ("Maëlle", "Dupuis", "06 71 30 25 08"),
    ] {
        let refused = town.refused("contact_save", contact(first, name, phone));
        assert_eq!(refused["fields"][0]["field"], "name", "{first} {name}: {refused}");
    }
    // Another Maëlle at another number, and another person at hers.
    town.done("contact_save", contact("Maëlle", "Dupuis", "06 99 88 77 66"));
    town.done("contact_save", contact("Rose", "Dupuis", "06 71 30 25 08"));
}

// rows: G18
#[test]
fn the_sheets_of_a_day_are_those_of_the_children_expected_one_a_page() {
    let Sheet { town, leonie, .. } = sheet();
    town.sit("ins");
    let refused =
        town.refused("emergency_day_print", json!({ "activity": town.canteen, "day": "2026-04-07" }));
    assert!(refused["message"].as_str().expect("words").contains("Aucun enfant n’est attendu"), "{refused}");
    let id: domain::values::ids::ChildId = serde_json::from_value(leonie).expect("an identifier");
    town.clock.stand_on(date(2026, 4, 7));
    town.sit("agent");
    town.write(|w| {
        let home = town.family(w, 7, "Morvan", None);
        let lou = town.child(w, home.household, "Morvan", domain::people::CustodyPattern::Always);
        for (child, state) in [
            (id, domain::attendance::AttendanceState::Booked),
            (lou, domain::attendance::AttendanceState::AbsentExcused),
        ] {
            town.mark(w, child, std::iter::once(date(2026, 4, 7)), state);
        }
        let iris = town.child(w, home.household, "Morvan-Iris", domain::people::CustodyPattern::Always);
        for day in [date(2026, 4, 7), date(2026, 4, 9)] {
            town.mark(w, iris, std::iter::once(day), domain::attendance::AttendanceState::Booked);
        }
    });
    town.sit("ter");
    town.done("emergency_day_print", json!({ "activity": town.canteen, "day": "2026-04-07" }));
    let paper = last_pdf_text(&town);
    assert!(
        paper.contains("Léonie Le Goff") && paper.contains("Morvan-Iris") && paper.contains("Kiwi"),
        "{paper}"
    );
    assert_eq!(paper.matches("Appeler, dans cet ordre").count(), 2, "who is away has no sheet: {paper}");
    assert!(paper.contains("Page 2 sur 2"), "{paper}");
    // Another day, the team has no instructions; the health officer has.
    town.done("emergency_day_print", json!({ "activity": town.canteen, "day": "2026-04-09" }));
    assert!(last_pdf_text(&town).contains("que le jour même"), "{}", last_pdf_text(&town));
    town.sit("san");
    town.done("emergency_day_print", json!({ "activity": town.canteen, "day": "2026-04-09" }));
    assert!(last_pdf_text(&town).contains("Rien de particulier"), "{}", last_pdf_text(&town));
    town.sit("dpo");
    let lines = town.done("audit_list", json!({ "operation": "emergency_day_print" }))["entries"].to_string();
    assert!(
        lines.contains("2 enfants, avec les consignes") && lines.contains("1 enfant, sans les consignes"),
        "{lines}"
    );
}

// rows: E06
#[test]
fn the_photograph_is_on_the_sheet_while_it_may_be_shown() {
    let (town, parents) = open(&[Role::Ins, Role::Res, Role::Ter, Role::San]);
    town.sit("ins");
    let printed = |told: bool| {
        town.sit("ter");
        let view = town.done("emergency_show", json!({ "child": parents.child }));
        assert_eq!(view["has_photo"], told, "{view}");
        town.done("emergency_print", json!({ "child": parents.child }));
        let pdf = town.files.saved.lock().expect("files").last().expect("a file").1.clone();
        assert_eq!(pdf.windows(9).any(|part| part == b"DCTDecode"), told, "a JPEG in the page, or none");
        town.sit("ins");
    };
    printed(false);
    for adult in [&parents.mother, &parents.father] {
        town.done("consent_answer", parents.said(&town, adult, "given", "form"));
    }
    let png = exchange::pictures::drawn(400, 300, [200, 90, 120, 255].repeat(400 * 300)).expect("a picture");
    let photo =
        json!({ "of": { "of": "child", "id": parents.child }, "file": { "name": "IMG.png", "bytes": png } });
    town.done("photo_save", photo);
    printed(true);
    town.done("consent_answer", parents.said(&town, &parents.mother, "withdrawn", "form"));
    printed(false);
}
