//! Consents as agents meet them: texts that are never rewritten, answers with their day, withdrawals and objections that work at once.

use security::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

/// A child of two parents, in one file.
pub(crate) struct Parents {
    pub(crate) family: Value,
    pub(crate) child: Value,
    pub(crate) mother: Value,
    pub(crate) father: Value,
}

impl Parents {
    fn of(town: &TestTown) -> Self {
        let guardian = |name: &str, first: &str, kinship: &str, phone: &str| json!({ "birth_name": name, "first_name": first, "kinship": kinship, "phones": [phone] });
        let address = json!({ "street": "12 rue des Lavandières", "postcode": "21500", "city": "Testville" });
        let written = town.done("family_register", json!({
            "households": [{ "address": address, "debtor": 0, "guardians": [
                guardian("Le Goff", "Maëlle", "mother", "06 71 30 25 08"), guardian("d’Estienne", "Julien", "father", "06 38 20 91 54")] }],
            "children": [{ "identity": { "name": "Le Goff", "first_name": "Léonie", "birth_date": "2019-03-14", "sex": "F" } }]
        }));
        let view = town.done("family_show", json!({ "family": written["family"] }));
        let adult = |rank: usize| view["households"][0]["guardians"][rank]["id"].clone();
        Self {
            family: written["family"].clone(),
            child: view["children"][0]["id"].clone(),
            mother: adult(0),
            father: adult(1),
        }
    }

    fn consents(&self, town: &TestTown) -> Value {
        town.done("family_consents", json!({ "family": self.family }))
    }

    fn line(&self, town: &TestTown, purpose: &str, person: &Value) -> Value {
        let view = self.consents(town);
        let lines = view["lines"].as_array().expect("lines").clone();
        let found = lines.into_iter().find(|line| line["purpose"] == purpose && &line["person"] == person);
        found.unwrap_or_else(|| panic!("{purpose} in {view}"))
    }

    fn photo(&self, town: &TestTown) -> Value {
        self.line(town, "photo", &self.child)["standing"].clone()
    }

    pub(crate) fn said(&self, town: &TestTown, guardian: &Value, answer: &str, means: &str) -> Value {
        let version = self.line(town, "photo", &self.child)["version"]["id"].clone();
        json!({ "draft": { "version": version, "guardian": guardian, "child": self.child, "answer": answer, "on": "2026-04-05", "means": means } })
    }

    fn own(&self, town: &TestTown, purpose: &str, guardian: &Value, answer: &str, means: &str) -> Value {
        let version = self.line(town, purpose, guardian)["version"]["id"].clone();
        json!({ "draft": { "version": version, "guardian": guardian, "answer": answer, "on": "2026-04-05", "means": means } })
    }
}

fn fields(error: &Value) -> Vec<&str> {
    error["fields"].as_array().expect("fields").iter().filter_map(|issue| issue["field"].as_str()).collect()
}

/// A town with its texts, its desk at work.
pub(crate) fn open(roles: &[Role]) -> (TestTown, Parents) {
    let town = TestTown::with(roles);
    town.sit("res");
    town.done("consent_texts_start", json!({}));
    town.sit("ins");
    let parents = Parents::of(&town);
    (town, parents)
}

#[test]
fn a_photograph_needs_both_parents_in_writing_and_stops_at_once_a04_e06() {
    let (town, parents) = open(&[Role::Ins, Role::Res, Role::Ter, Role::San]);
    assert_eq!(parents.photo(&town), "waiting");
    for means in ["phone", "desk"] {
        let spoken = parents.said(&town, &parents.mother, "given", means);
        assert_eq!(fields(&town.refused("consent_answer", spoken)), ["means"], "{means}");
    }
    let early = parents.said(&town, &parents.mother, "withdrawn", "form");
    assert_eq!(fields(&town.refused("consent_answer", early)), ["answer"]);

    town.done("consent_answer", parents.said(&town, &parents.mother, "given", "form"));
    let line = parents.line(&town, "photo", &parents.child);
    let holders: Vec<(&Value, &Value)> = line["holders"]
        .as_array()
        .expect("holders")
        .iter()
        .map(|holder| (&holder["name"], &holder["standing"]))
        .collect();
    assert_eq!(line["standing"], "waiting");
    assert_eq!(
        holders,
        [(&json!("Maëlle Le Goff"), &json!("given")), (&json!("Julien d’Estienne"), &json!("waiting"))]
    );
    town.done("consent_answer", parents.said(&town, &parents.father, "given", "email"));
    assert_eq!(parents.photo(&town), "given");

    // Who cares for the child learns the answer, not whose.
    for role in ["ter", "san"] {
        town.sit(role);
        let view = parents.consents(&town);
        assert_eq!(view["lines"].as_array().map(Vec::len), Some(1), "{role}");
        assert_eq!(view["lines"][0]["standing"], "given", "{role}");
        let silent = ["answers", "holders", "version"].iter().all(|key| view["lines"][0].get(key).is_none());
        assert!(silent && view.get("prospecting").is_none(), "{role}: {view}");
        assert!(!view.to_string().contains("Julien"), "{role}: {view}");
    }

    town.sit("ins");
    let withdrawn = town.done("consent_answer", parents.said(&town, &parents.father, "withdrawn", "phone"));
    let line = parents.line(&town, "photo", &parents.child);
    assert_eq!(line["standing"], "withdrawn");
    assert_eq!(line["answers"][0]["label"], "accord retiré le 05/04/2026, téléphone, version 1");
    assert_eq!(line["answers"].as_array().map(Vec::len), Some(3), "what was said before stays");
    town.sit("ter");
    assert_eq!(parents.photo(&town), "withdrawn", "at once, for everybody");
    town.sit("ins");
    town.done("consent_answer_remove", json!({ "answer": withdrawn["answer"] }));
    assert_eq!(parents.photo(&town), "given");
}

#[test]
fn who_holds_no_authority_answers_for_nobody_else_v02() {
    let (town, parents) = open(&[Role::Ins, Role::Res]);
    town.sit("res");
    town.done(
        "authority_loss_save",
        json!({ "guardian": parents.father, "children": [parents.child], "from": "2026-04-01" }),
    );
    town.sit("ins");
    let refused = town.refused("consent_answer", parents.said(&town, &parents.father, "given", "form"));
    assert_eq!(fields(&refused), ["guardian"]);
    town.done("consent_answer", parents.said(&town, &parents.mother, "given", "form"));
    assert_eq!(parents.photo(&town), "given", "she is the only one to ask");
    // For himself he still answers.
    town.done("consent_answer", parents.own(&town, "contact_by_email", &parents.father, "given", "desk"));
}

#[test]
fn a_text_is_never_rewritten_and_a_version_may_ask_again_p15() {
    let (town, parents) = open(&[Role::Ins, Role::Res]);
    town.done("consent_answer", parents.own(&town, "optional_data", &parents.mother, "given", "form"));
    let standing = |town: &TestTown| parents.line(town, "optional_data", &parents.mother)["standing"].clone();
    assert_eq!(standing(&town), "given");
    for command in ["consent_text_save", "consent_version_add", "consent_texts_start", "prospecting_save"] {
        assert_eq!(town.refused(command, json!({}))["code"], "forbidden", "{command}");
    }

    town.sit("res");
    let text = |town: &TestTown| {
        let list = town.done("consent_text_list", json!({}));
        let texts = list["texts"].as_array().expect("texts").clone();
        texts.into_iter().find(|text| text["draft"]["purpose"] == "optional_data").expect("the text")
    };
    let first = text(&town);
    let add = |from: &str, asks_again: bool| json!({ "text": first["id"], "version": { "body": "Le texte nouveau.", "from": from, "asks_again": asks_again } });
    assert_eq!(fields(&town.refused("consent_version_add", add("2026-04-05", false))), ["version.from"]);
    town.clock.stand_on(jiff::civil::date(2026, 4, 20));
    town.sit("res");
    town.done("consent_version_add", add("2026-04-10", false));
    assert_eq!(standing(&town), "given", "an agreement to the former one stands");
    town.done("consent_version_add", add("2026-04-15", true));
    assert_eq!(standing(&town), "waiting");
    let now = text(&town);
    assert_eq!(now["versions"].as_array().map(Vec::len), Some(3));
    assert_eq!(now["versions"][2]["body"], first["versions"][0]["body"], "the first reads as it did");

    let mut draft = now["draft"].clone();
    draft["title"] = json!("Réponses facultatives");
    town.done("consent_text_save", json!({ "text": now["id"], "draft": draft }));
    draft["purpose"] = json!("photo");
    assert_eq!(
        town.refused("consent_text_save", json!({ "text": now["id"], "draft": draft }))["code"],
        "refused"
    );
    assert_eq!(text(&town)["draft"]["title"], "Réponses facultatives");
    let unwritten = json!({ "draft": { "title": "", "purpose": "policy", "subject": "child" } });
    assert_eq!(
        fields(&town.refused("consent_text_save", unwritten)),
        ["draft.title", "draft.subject", "version.body"]
    );
    town.sit("ins");
    let answer = |answer: &str| json!({ "draft": { "version": now["versions"][0]["id"], "guardian": parents.mother, "answer": answer, "means": "form", "on": "2026-04-20" } });
    town.done("consent_answer", answer("given"));
    town.sit("res");
    town.done("consent_text_retire", json!({ "text": now["id"], "retired": true }));
    town.sit("ins");
    assert_eq!(town.refused("consent_answer", answer("refused"))["code"], "refused", "it is no longer asked");
    town.done("consent_answer", answer("withdrawn"));
    town.sit("res");
    assert!(!parents.consents(&town).to_string().contains("Réponses facultatives"));
    assert_eq!(town.refused("consent_texts_start", json!({}))["code"], "refused");
}

#[test]
fn a_family_is_shown_the_policy_and_agrees_to_nothing_by_it_p14() {
    let (town, parents) = open(&[Role::Ins, Role::Res]);
    let line = || parents.line(&town, "policy", &parents.mother);
    assert_eq!(line()["standing_label"], "à présenter");
    let agreed = parents.own(&town, "policy", &parents.mother, "given", "form");
    assert_eq!(fields(&town.refused("consent_answer", agreed)), ["answer"]);
    town.done("consent_answer", parents.own(&town, "policy", &parents.mother, "shown", "handed"));
    assert_eq!(line()["standing_label"], "présenté");
    assert_eq!(
        line()["answers"][0]["label"],
        "texte présenté le 05/04/2026, remis en main propre, version 1"
    );
}

#[test]
fn prospecting_is_off_and_an_objection_has_no_reason_and_works_at_once_p08_g11() {
    let (town, parents) = open(&[Role::Ins, Role::Res, Role::Fac]);
    let by = |town: &TestTown| parents.consents(town)["prospecting"]["adults"][0]["by"].clone();
    assert_eq!(parents.consents(&town)["prospecting"]["prospects"], false);
    assert_eq!(by(&town), json!([]));
    town.done("consent_answer", parents.own(&town, "contact_by_email", &parents.mother, "given", "desk"));
    assert_eq!(by(&town), json!([]), "agreeing turns nothing on");
    town.sit("res");
    town.done("prospecting_save", json!({ "prospects": true }));
    assert_eq!(by(&town), json!(["courrier", "courriel"]));
    town.sit("ins");
    town.done("prospecting_object", json!({ "guardian": parents.mother, "objects": true }));
    assert_eq!(by(&town), json!([]));
    assert_eq!(parents.consents(&town)["prospecting"]["adults"][0]["objected_on"], "2026-04-05");
    assert_eq!(parents.consents(&town)["prospecting"]["adults"][1]["by"], json!(["courrier"]));
    town.done("prospecting_object", json!({ "guardian": parents.mother, "objects": false }));
    assert_eq!(by(&town), json!(["courrier", "courriel"]));
    town.sit("fac");
    let asked = json!({ "family": parents.family });
    assert_eq!(town.refused("family_consents", asked)["code"], "forbidden");
    town.sit("res");
    let lines = town.done("audit_list", json!({ "operation": "prospecting_object" })).to_string();
    assert!(lines.contains("Opposition à la prospection levée"), "{lines}");
}
