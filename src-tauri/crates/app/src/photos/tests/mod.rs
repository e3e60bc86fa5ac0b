//! Photographs as agents meet them: kept while those concerned agree, gone when they no longer do, seen by who hands children over.

use domain::supporting::{FileFormat, PHOTO_SIZE};
use exchange::pictures;
use rusqlite::Connection;
use security::Role;
use serde_json::{Value, json};

use crate::consents::tests::{Parents, open};
use crate::testing::TestTown;

/// A picture in one colour, as a telephone or a desk may give it.
fn picture(red: u8) -> Value {
    let (width, height) = (400, 300);
    let rgba = [red, 90, 120, 255].repeat(width * height);
    let png = pictures::drawn(width as u32, height as u32, rgba).expect("a picture");
    json!({ "name": "IMG_2034.png", "bytes": png })
}

fn of_child(parents: &Parents) -> Value {
    json!({ "of": "child", "id": parents.child })
}

fn people(town: &TestTown, parents: &Parents) -> Vec<Value> {
    let view = town.done("family_photos", json!({ "family": parents.family }));
    view["people"].as_array().expect("people").clone()
}

fn shown(town: &TestTown, parents: &Parents, rank: usize) -> Vec<u8> {
    serde_json::from_value(people(town, parents)[rank]["bytes"].clone()).expect("bytes")
}

fn both_agree(town: &TestTown, parents: &Parents) {
    for adult in [&parents.mother, &parents.father] {
        town.done("consent_answer", parents.said(town, adult, "given", "form"));
    }
}

#[test]
fn a_photograph_is_kept_while_both_parents_agree_and_goes_with_the_withdrawal_a04_e06() {
    let (town, parents) = open(&[Role::Ins, Role::Res, Role::Ter, Role::San, Role::Dpo, Role::Adm]);
    let file = town.in_another_tool();
    town.sit("ins");
    let ask = |red| json!({ "of": of_child(&parents), "file": picture(red) });
    // One parent out of two is not enough.
    town.done("consent_answer", parents.said(&town, &parents.mother, "given", "form"));
    let refused = town.refused("photo_save", ask(200));
    assert_eq!(refused["fields"][0]["field"], "of", "{refused}");
    town.done("consent_answer", parents.said(&town, &parents.father, "given", "form"));
    assert!(shown(&town, &parents, 0).is_empty());
    town.done("photo_save", ask(200));
    let kept = shown(&town, &parents, 0);
    assert_eq!(FileFormat::of(&kept), Some(FileFormat::Jpeg));
    assert!(kept.len() <= domain::supporting::MAX_PHOTO_BYTES && PHOTO_SIZE == (320, 400));
    // Another takes its place: nothing is left of the first.
    town.done("photo_save", ask(10));
    let second = shown(&town, &parents, 0);
    assert_ne!(second, kept);
    assert_eq!(rows(&file), (1, 1));
    // One whose end did not come does not.
    let mut cut = ask(200);
    let bytes = cut["file"]["bytes"].as_array_mut().expect("bytes");
    bytes.truncate(bytes.len() / 2);
    let refused = town.refused("photo_save", cut);
    assert!(
        refused["fields"][0]["message"].as_str().expect("words").contains("la fin de cette image"),
        "{refused}"
    );
    assert_eq!(shown(&town, &parents, 0), second);

    // Who hands children over, and who follows their health.
    for login in ["ter", "san"] {
        town.sit(login);
        let seen = town.done("child_photos", json!({ "children": [parents.child] }));
        assert_eq!(seen["photos"][0]["child"], parents.child, "{login}");
        assert_eq!(town.refused("photo_save", ask(1))["code"], "forbidden", "{login}");
    }
    for login in ["res", "dpo"] {
        town.sit(login);
        assert_eq!(town.refused("child_photos", json!({ "children": [parents.child] }))["code"], "forbidden");
    }

    // Withdrawn: the photograph is not hidden, it is gone.
    town.sit("ins");
    town.done("consent_answer", parents.said(&town, &parents.father, "withdrawn", "phone"));
    assert!(
        people(&town, &parents)[0]["refusal"].as_str().is_some_and(|said| said.contains("accord retiré"))
    );
    assert!(shown(&town, &parents, 0).is_empty());
    assert_eq!(rows(&file), (0, 0));
    town.done("consent_answer", parents.said(&town, &parents.father, "given", "form"));
    assert!(shown(&town, &parents, 0).is_empty(), "an agreement does not bring it back");
    town.sit("ter");
    assert_eq!(town.done("child_photos", json!({ "children": [parents.child] }))["photos"], json!([]));
    // All of it is in the journal, and none of it contradicts the count of rows.
    town.sit("dpo");
    let lines =
        |operation: &str| town.done("audit_list", json!({ "operation": operation }))["entries"].clone();
    assert_eq!(lines("photo_save").as_array().map(Vec::len), Some(2));
    assert!(
        lines("child_photos").as_array().is_some_and(|lines| lines.len() == 3),
        "{}",
        lines("child_photos")
    );
}

#[test]
fn a_photograph_does_not_outlive_the_record_it_was_kept_under_e06() {
    let (town, parents) = open(&[Role::Ins, Role::Res, Role::Adm]);
    let file = town.in_another_tool();
    town.sit("ins");
    both_agree(&town, &parents);
    town.done("photo_save", json!({ "of": of_child(&parents), "file": picture(80) }));
    assert_eq!(rows(&file), (1, 1));
    let family = town.done("family_show", json!({ "family": parents.family }));
    let household: uuid::Uuid =
        family["households"][0]["id"].as_str().and_then(|id| id.parse().ok()).expect("an identifier");
    let again = town.write(|w| {
        let pattern = domain::people::CustodyPattern::Always;
        town.child(w, household.into(), "Le Goff", pattern)
    });
    let pair = json!({ "kind": "child", "kept": again, "absorbed": parents.child });
    town.done("merge_save", json!({ "parts": [pair] }));
    assert_eq!(rows(&file), (0, 0), "nobody opens that record any more: nobody could destroy it");
}

#[test]
fn a_new_version_hides_until_they_answer_a04() {
    let (town, parents) = open(&[Role::Ins, Role::Res, Role::Adm]);
    let file = town.in_another_tool();
    town.sit("ins");
    both_agree(&town, &parents);
    town.done("photo_save", json!({ "of": of_child(&parents), "file": picture(80) }));
    town.sit("res");
    let texts = town.done("consent_text_list", json!({}))["texts"].as_array().expect("texts").clone();
    let photo = texts.iter().find(|text| text["draft"]["purpose"] == "photo").expect("the text");
    town.clock.stand_on(jiff::civil::date(2026, 4, 20));
    town.sit("res");
    let version = json!({ "body": "Le texte nouveau.", "from": "2026-04-15", "asks_again": true });
    town.done("consent_version_add", json!({ "text": photo["id"], "version": version }));
    town.sit("ins");
    assert!(shown(&town, &parents, 0).is_empty());
    assert_eq!(rows(&file), (1, 1), "hidden, not destroyed");
}

#[test]
fn who_may_collect_agrees_on_a_day_v08_a04() {
    let (town, parents) = open(&[Role::Ins, Role::Res, Role::Adm]);
    let file = town.in_another_tool();
    town.sit("ins");
    let contact = |may: bool| json!({ "name": "Kerjean", "first_name": "Odile", "relation": "tante", "phone": "0639984205", "may_pick_up": may, "emergency_rank": 1 });
    let written = town.done("contact_save", json!({ "family": parents.family, "draft": contact(true) }));
    let of = json!({ "of": "contact", "id": written["subject"] });
    let ask = |agreed_on: Value| json!({ "of": of, "file": picture(60), "agreed_on": agreed_on });
    for (day, code) in [(Value::Null, "missing"), (json!("2026-04-06"), "impossible_date")] {
        let refused = town.refused("photo_save", ask(day));
        assert_eq!(
            (&refused["fields"][0]["field"], &refused["fields"][0]["code"]),
            (&json!("agreed_on"), &json!(code))
        );
    }
    town.done("photo_save", ask(json!("2026-04-01")));
    let odile = people(&town, &parents)[3].clone();
    assert_eq!((&odile["name"], &odile["agreed"]), (&json!("Odile Kerjean"), &json!("accord du 01/04/2026")));
    assert!(!shown(&town, &parents, 3).is_empty());
    // A PDF is not a photograph; a drawing too small shows nobody.
    let pdf = json!({ "name": "a.pdf", "bytes": b"%PDF-1.7 %%EOF" });
    let refused = town.refused("photo_save", json!({ "of": of, "file": pdf, "agreed_on": "2026-04-01" }));
    assert_eq!(refused["fields"][0]["field"], "file");
    assert_eq!(rows(&file), (1, 1), "a refusal leaves the one before");

    // Taken back by a stroke, or with the permission to collect.
    town.done("photo_remove", json!({ "of": of }));
    assert_eq!(rows(&file), (0, 0));
    assert_eq!(town.refused("photo_remove", json!({ "of": of }))["code"], "not_found");
    town.done("photo_save", ask(json!("2026-04-01")));
    town.done(
        "contact_save",
        json!({ "family": parents.family, "contact": written["subject"], "draft": contact(false) }),
    );
    assert_eq!(rows(&file), (0, 0));
    assert_eq!(town.refused("photo_save", ask(json!("2026-04-01")))["fields"][0]["field"], "of");
}

#[test]
fn a_guardian_agrees_on_a_day_and_takes_it_back_at_once_a04() {
    let (town, parents) = open(&[Role::Ins, Role::Res, Role::Ter, Role::Fac, Role::Adm]);
    let file = town.in_another_tool();
    town.sit("ins");
    let of = json!({ "of": "guardian", "id": parents.mother });
    let ask = |agreed_on: Value| json!({ "of": of, "file": picture(60), "agreed_on": agreed_on });
    for (day, code) in [(Value::Null, "missing"), (json!("2026-04-06"), "impossible_date")] {
        assert_eq!(town.refused("photo_save", ask(day))["fields"][0]["code"], code);
    }
    assert_eq!(rows(&file), (0, 0));
    town.done("photo_save", ask(json!("2026-04-01")));
    let mother = people(&town, &parents)[1].clone();
    assert_eq!(
        (&mother["name"], &mother["agreed"]),
        (&json!("Maëlle Le Goff"), &json!("accord du 01/04/2026"))
    );
    assert!(!shown(&town, &parents, 1).is_empty() && shown(&town, &parents, 2).is_empty());
    town.sit("ter");
    assert!(!shown(&town, &parents, 1).is_empty(), "who hands children over recognises her");
    assert_eq!(town.refused("photo_remove", json!({ "of": of }))["code"], "forbidden");
    town.sit("fac");
    assert_eq!(town.refused("family_photos", json!({ "family": parents.family }))["code"], "forbidden");
    town.sit("ins");
    town.done("photo_remove", json!({ "of": of }));
    assert_eq!(rows(&file), (0, 0));
    // Of two records of one adult, the photograph of the one that goes is destroyed.
    town.done("photo_save", ask(json!("2026-04-01")));
    let pair = json!({ "kind": "guardian", "kept": parents.father, "absorbed": parents.mother });
    town.done("merge_save", json!({ "parts": [pair] }));
    assert_eq!(rows(&file), (0, 0), "nobody opens that record any more: nobody could destroy it");
}

/// What the file still holds of photographs: chunks, and keys of what was ever one.
fn rows(file: &Connection) -> (i64, i64) {
    let count = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a count");
    (
        count("SELECT count(*) FROM attachment_chunks"),
        count("SELECT count(*) FROM content_keys WHERE subject_id IN (SELECT id FROM attachments)"),
    )
}
