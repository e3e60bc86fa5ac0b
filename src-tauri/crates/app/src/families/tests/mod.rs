//! Families as agents meet them: through the command table, on a real encrypted vault.

use security::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

mod custody;
mod history;
mod homes;
mod persons;
mod record;
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

#[test]
fn custodies_that_contradict_each_other_are_refused() {
    let town = TestTown::new();
    let (family, view) = registered(&town);
    let (a, b) = (&view["households"][0]["id"], &view["households"][1]["id"]);
    let child = &view["children"][0]["id"];
    let always = |household: &Value| json!({ "draft": { "household": household, "pattern": { "kind": "always" }, "from": "2025-09-01", "to": null } });
    let error = town.refused("custody_save", json!({ "child": child, "custodies": [always(a), always(b)] }));
    assert_eq!((&error["code"], &error["fields"][0]["field"]), (&json!("invalid"), &json!("custodies")));
    assert!(
        town.refused("custody_save", json!({ "child": child, "custodies": [] }))["fields"][0]["message"]
            .as_str()
            .expect("a sentence")
            .contains("aucun foyer")
    );
    // Shares that make no whole in a period that may still be billed, even one that is over.
    let before = json!({ "draft": { "household": a, "pattern": { "kind": "share", "part": 600 }, "from": "2026-03-01", "to": "2026-03-31" } });
    let since = json!({ "draft": { "household": b, "pattern": { "kind": "always" }, "from": "2026-04-01", "to": null } });
    let error = town.refused("custody_save", json!({ "child": child, "custodies": [before, since] }));
    assert!(error["fields"][0]["message"].as_str().expect("a sentence").contains("01/03/2026"), "{error}");
    town.done("custody_save", json!({ "child": child, "custodies": [always(b)] }));
    let view = town.done("family_show", json!({ "family": family }));
    assert_eq!((&view["children"][0]["payer"], &view["rhythms"]), (&json!("Foyer B"), &json!([])));
    let history = town.done("family_history", json!({ "family": family }));
    assert_eq!(history["changes"][0]["label"], "Garde de Léonie");
    assert_eq!(history["changes"][0]["after"], "foyer B\u{a0}: toujours, depuis le 01/09/2025");
}

/// Two adults under one roof.
fn together() -> Value {
    json!({
        "households": [{ "address": address("8 rue Neuve"), "debtor": 0,
            "guardians": [guardian("Martin", "Anne", "0102030405"), guardian("Ouali", "Mehdi", "0102030406")] }],
        "children": [child("Ouali", "Inès", "2018-01-05")]
    })
}

// rows: V04 A05
#[test]
fn a_parent_who_leaves_takes_a_household_of_their_own() {
    let town = TestTown::new();
    let family = town.done("family_register", together())["family"].clone();
    let view = town.done("family_show", json!({ "family": family }));
    let ids: Vec<Value> = (0..2).map(|rank| view["households"][0]["guardians"][rank]["id"].clone()).collect();
    let leave = |guardian: &Value| json!({ "family": family, "household": { "address": address("1 quai Sud"), "guardians": [] }, "moving": [guardian] });
    let error = town.refused("household_add", leave(&ids[0]));
    assert_eq!(error["fields"][0]["field"], "moving.0");
    town.done("household_add", leave(&ids[1]));
    let view = town.done("family_show", json!({ "family": family }));
    assert_eq!(view["households"][1]["guardians"][0]["shown_name"], "Mehdi Ouali");
    assert_eq!(view["households"][1]["guardians"][0]["is_debtor"], true);
    assert_eq!(view["households"][0]["guardians"].as_array().map(Vec::len), Some(1));
    let stranger = town.refused(
        "household_set_debtor",
        json!({ "household": view["households"][0]["id"], "guardian": ids[1] }),
    );
    assert_eq!(stranger["code"], "refused");
}

/// Who is who in [`separated`]: the father, of the second household, and the two children.
struct Bonds {
    family: String,
    household: Value,
    father: Value,
    children: [Value; 2],
}

impl Bonds {
    fn of(town: &TestTown) -> Self {
        let (family, view) = registered(town);
        let household = view["households"][1].clone();
        let father = household["guardians"][0]["id"].clone();
        let children = [0, 1].map(|rank| view["children"][rank]["id"].clone());
        Self { family, household, father, children }
    }

    fn loss(&self, children: &[usize], from: &str, to: Value) -> Value {
        let children: Vec<&Value> = children.iter().map(|rank| &self.children[*rank]).collect();
        json!({ "guardian": self.father, "children": children, "from": from, "to": to })
    }

    fn said(&self, child: usize, authority: &str) -> Value {
        json!({ "child": self.children[child], "guardian": self.father, "authority": authority, "from": "2026-01-01",
            "to": null, "title": "judgment", "title_on": "2025-12-20", "seen_on": "2026-01-05" })
    }

    fn show(&self, town: &TestTown) -> Value {
        town.done("family_show", json!({ "family": self.family }))
    }
}

#[test]
fn parental_authority_is_lost_by_the_head_of_service_alone_v02() {
    let town = TestTown::with(&[Role::Ins, Role::Res, Role::Ter]);
    let bonds = Bonds::of(&town);
    town.sit("ins");
    let lost = bonds.said(0, "lost");
    assert_eq!(town.refused("authority_save", json!({ "draft": lost }))["code"], "invalid");
    let loss = bonds.loss(&[0], "2026-01-10", Value::Null);
    assert_eq!(town.refused("authority_loss_save", loss.clone())["code"], "forbidden");
    assert_eq!(bonds.show(&town)["pick_up_bans"], json!([]));

    town.sit("res");
    assert_eq!(
        town.refused("authority_save", json!({ "draft": bonds.said(0, "sole") }))["code"],
        "forbidden"
    );
    town.done("authority_loss_save", loss);
    town.sit("ter");
    let view = bonds.show(&town);
    assert_eq!(
        view["pick_up_bans"],
        json!([{ "person": "Julien d’Estienne", "children": ["Léonie"] }]),
        "child by child"
    );
    let bonds_shown = &view["households"][1]["guardians"][0]["bonds"];
    let shown: Vec<&Value> = [0, 1].iter().map(|rank| &bonds_shown[*rank]["authority_label"]).collect();
    // Nobody said anything of the other child: the law gives a parent what a parent has.
    assert_eq!(shown, ["sans autorité parentale", "conjointe"]);

    // What the head of service wrote is not the desk's to undo, and it says no reason.
    town.sit("ins");
    let id = view["authorities"][0]["id"].clone();
    assert_eq!(town.refused("authority_remove", json!({ "authority": id }))["code"], "invalid");
    let over = json!({ "authority": id, "draft": bonds.said(0, "joint") });
    assert_eq!(town.refused("authority_save", over)["code"], "invalid");
    let said = json!({ "draft": bonds.said(0, "sole") });
    town.done("authority_save", said);
    assert_eq!(
        bonds.show(&town)["pick_up_bans"].as_array().map(Vec::len),
        Some(1),
        "a loss beats what is said later"
    );

    town.sit("res");
    town.done("authority_loss_save", bonds.loss(&[0], "2026-01-10", json!("2026-02-01")));
    assert_eq!(
        bonds.show(&town)["authorities"].as_array().map(Vec::len),
        Some(2),
        "the same loss, with its end"
    );
    assert_eq!(bonds.show(&town)["pick_up_bans"], json!([]), "it is over");
    town.done("authority_loss_remove", json!({ "authority": id }));
    assert_eq!(bonds.show(&town)["authorities"].as_array().map(Vec::len), Some(1));
}

#[test]
fn who_has_lost_authority_neither_comes_nor_is_called_nor_billed_v02() {
    let town = TestTown::with(&[Role::Ins, Role::Res, Role::Fac]);
    let bonds = Bonds::of(&town);
    let contact = |name: &str| {
        json!({ "family": bonds.family, "draft": { "name": name, "first_name": "Julien", "relation": "papa",
            "phone": "06 38 20 91 54", "may_pick_up": true } })
    };
    town.done("contact_save", contact("d’Estienne"));
    town.sit("res");
    town.done("authority_loss_save", bonds.loss(&[0, 1], "2026-01-10", Value::Null));

    town.sit("ins");
    let view = bonds.show(&town);
    assert_eq!(view["contacts"][0]["may_pick_up_today"], false, "whatever was said before");
    assert_eq!(view["missing"], json!(["un débiteur qui a l’autorité parentale"]));
    for spelt in ["D’ESTIENNE", "d'estienne", "D Estienne", "d’Estienne-Roux"] {
        let refused = town.refused("contact_save", contact(spelt));
        assert_eq!(refused["fields"][0]["field"], "name", "{spelt}: {refused}");
    }
    // A homonym has another number.
    let mut homonym = contact("Roux");
    homonym["draft"]["phone"] = json!("06 11 22 33 44");
    town.done("contact_save", homonym);
    let again = json!({ "household": bonds.household["id"], "guardian": bonds.father });
    let refused = town.refused("household_set_debtor", again);
    assert!(refused["message"].as_str().is_some_and(|said| said.contains("Léonie")), "{refused}");

    // The mother follows the child in a file of her own: he is kept from it there too.
    let apart = town.done(
        "family_register",
        json!({ "households": [{ "address": address("2 rue Haute"),
        "guardians": [guardian("Morel", "Odile", "0102030409")] }], "children": [] }),
    );
    let home = town.done("family_show", json!({ "family": apart["family"] }))["households"][0]["id"].clone();
    let always = json!({ "kind": "always" });
    town.done(
        "custody_save",
        json!({ "child": bonds.children[0], "custodies": [
        { "draft": { "household": home, "pattern": always, "from": "2026-01-01", "to": null } }] }),
    );
    let elsewhere = json!({ "family": apart["family"], "draft": contact("d’Estienne")["draft"] });
    assert_eq!(town.refused("contact_save", elsewhere)["fields"][0]["field"], "name");

    town.sit("fac");
    let view = bonds.show(&town);
    assert!(view.get("pick_up_bans").is_none() && view.get("authorities").is_none());
    assert_eq!(view["missing"], json!([]));
    let history = town.done("family_history", json!({ "family": bonds.family })).to_string();
    assert!(history.contains("Autorité parentale") && !history.contains("sans autorité"), "{history}");
}

#[test]
fn a_paper_is_seen_by_who_says_so_and_kinship_is_of_one_child_v01_v07() {
    let town = TestTown::with(&[Role::Ins, Role::Res]);
    let bonds = Bonds::of(&town);
    town.done("authority_save", json!({ "draft": bonds.said(0, "sole") }));
    town.done(
        "kinship_save",
        json!({ "child": bonds.children[1], "guardian": bonds.father, "kinship": "step_parent" }),
    );
    let view = bonds.show(&town);
    let line = view["authorities"][0]["title_line"].as_str().unwrap_or_default();
    assert!(line.starts_with("décision de justice du 20/12/2025, vu le 05/01/2026 par "), "{line}");
    let shown: Vec<(&Value, &Value)> = [0, 1]
        .iter()
        .map(|rank| &view["households"][1]["guardians"][0]["bonds"][*rank])
        .map(|bond| (&bond["kinship"], &bond["authority"]))
        .collect();
    assert_eq!(shown, [(&json!("mother"), &json!("sole")), (&json!("step_parent"), &Value::Null)]);
    let stranger = town.done("family_register", together())["family"].clone();
    let other = town.done("family_show", json!({ "family": stranger }))["children"][0]["id"].clone();
    let mut astray = bonds.said(0, "sole");
    astray["child"] = other;
    assert_eq!(town.refused("authority_save", json!({ "draft": astray }))["code"], "refused");
}

// rows: I06 A09
#[test]
fn what_a_role_may_not_see_is_not_sent() {
    let town = TestTown::with(&Role::ALL);
    let (family, view) = registered(&town);
    let household = view["households"][0]["id"].clone();
    town.done("quotient_add", json!({ "household": household, "quotient": {
        "kind": "caf", "value": 74200, "month": "2026-03", "computed": null, "from": null, "to": null, "source": "attestation" } }));
    // Keys that must be in the answer, keys that must not, role by role.
    let cases: [(&str, &[&str], &[&str]); 5] = [
        (
            "ins",
            &[
                "/households/0/bracket",
                "/households/0/balance/light",
                "/children/0/health",
                "/children/0/care",
                "/households/0/guardians/0/draft",
                "/households/0/guardians/0/birth",
            ],
            &["/households/0/balance/due_cents", "/invoices"],
        ),
        (
            "fac",
            &[
                "/households/0/bracket",
                "/households/0/balance/due_cents",
                "/invoices",
                "/households/0/guardians/0/birth",
            ],
            &[
                "/children/0/health",
                "/children/0/care",
                "/households/0/guardians/0/draft",
                "/children/0/draft",
            ],
        ),
        (
            "res",
            &[
                "/households/0/bracket",
                "/households/0/balance/due_cents",
                "/invoices",
                "/households/0/guardians/0/email",
            ],
            &["/children/0/health", "/children/0/care", "/households/0/guardians/0/birth"],
        ),
        (
            "san",
            &["/children/0/health", "/children/0/care"],
            &[
                "/households/0/bracket",
                "/households/0/balance",
                "/households/0/regime",
                "/invoices",
                "/households/0/guardians/0/email",
                "/households/0/guardians/0/birth",
            ],
        ),
        (
            "ter",
            &["/children/0/health", "/children/0/care"],
            &[
                "/households/0/bracket",
                "/households/0/balance",
                "/households/0/regime",
                "/invoices",
                "/households/0/guardians/0/email",
            ],
        ),
    ];
    for (role, sent, absent) in cases {
        town.sit(role);
        let view = town.done("family_show", json!({ "family": family }));
        for path in sent {
            assert!(view.pointer(path).is_some(), "{role} reads {path}");
        }
        for path in absent {
            assert_eq!(view.pointer(path), None, "{role} must not be sent {path}");
        }
        let row = &town.done("family_list", json!({}))["families"][0];
        let light = matches!(role, "ins" | "san" | "ter");
        let desk = matches!(role, "ins" | "fac" | "res");
        assert_eq!(row.get("health_light").is_some(), light, "{role}");
        assert_eq!(row.get("bracket").is_some() && row.get("balance_light").is_some(), desk, "{role}");
        assert_eq!(row.get("quotient_state").is_some(), desk, "{role}");
        assert_eq!(row.get("balance_cents").is_some(), matches!(role, "fac" | "res"), "{role}");
        // The value itself is nowhere but with those who hold its compartment.
        let history = town.done("family_history", json!({ "family": family })).to_string();
        assert_eq!(history.contains("742"), matches!(role, "fac" | "res"), "{role}");
        assert!(!view.to_string().contains("742") && !view.to_string().contains("4180226"), "{role}");
        let list = town.app.call("quotient_list", json!({ "household": household }));
        assert_eq!(matches!(list, crate::Reply::Done { .. }), matches!(role, "fac" | "res"), "{role}");
    }
    for role in ["adm", "dpo", "rpe"] {
        town.sit(role);
        for (command, request) in [
            ("family_list", json!({})),
            ("family_show", json!({ "family": family })),
            ("family_history", json!({ "family": family })),
            ("search", json!({ "text": "goff" })),
        ] {
            assert_eq!(town.refused(command, request)["code"], "forbidden", "{role} {command}");
        }
    }
}

// rows: F03 V17 I06
#[test]
fn a_quotient_is_sealed_by_who_may_and_told_as_a_bracket_to_the_desk() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::Res]);
    town.sit("ins");
    let (family, view) = registered(&town);
    let household = view["households"][0]["id"].clone();
    let quotient = |value: i64, month: &str| {
        json!({ "household": household, "quotient": {
        "kind": "caf", "value": value, "month": month, "computed": null, "from": null, "to": null, "source": "attestation" } })
    };
    assert_eq!(town.refused("quotient_add", quotient(74_200, "2026-03"))["code"], "forbidden");

    town.sit("fac");
    // INS deposited the number at registration: FAC reads it, and seals it again under a key INS never knew.
    let list = town.done("quotient_list", json!({ "household": household }));
    assert_eq!(
        (&list["organisme"], &list["matricule"], &list["state"]),
        (&json!("211"), &json!("4180226A"), &json!("missing"))
    );
    assert_eq!(town.refused("quotient_add", quotient(0, "2026-03"))["fields"][0]["field"], "quotient.value");
    town.done("quotient_add", quotient(129_600, "2026-02"));
    town.done("quotient_add", quotient(74_200, "2026-03"));
    let list = town.done("quotient_list", json!({ "household": household }));
    assert_eq!(list["matricule"], "4180226A");
    let told: Vec<_> = list["quotients"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (row["shown"].as_str(), row["applies"].as_bool()))
        .collect();
    assert_eq!(told, [(Some("742"), Some(true)), (Some("1\u{a0}296"), Some(false))]);
    assert_eq!(town.done("quotient_current", json!({}))["quotients"][0]["value_cents"], 74_200);
    let history = town.done("family_history", json!({ "family": family }));
    assert_eq!(history["changes"][0]["after"], "742 · CAF, mars 2026");

    town.sit("ins");
    let view = town.done("family_show", json!({ "family": family }));
    assert_eq!(
        view["households"][0]["bracket"],
        json!({ "state": "current", "label": "Tranche 2", "month": "2026-03", "until": null })
    );

    // Found by their number by who holds it, by nobody else.
    let found = |town: &TestTown| {
        town.done("search", json!({ "text": "4180 226" }))["hits"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(found(&town), 0);
    town.sit("res");
    assert_eq!(found(&town), 1);
    town.sit("fac");
    town.done("allocataire_save", json!({ "household": household, "allocataire": null }));
    assert_eq!(found(&town), 0);
    town.done(
        "allocataire_save",
        json!({ "household": household, "allocataire": { "organisme": "211", "matricule": "4180226" } }),
    );
    assert_eq!(found(&town), 1);
}

#[test]
fn the_desk_follows_the_vote() {
    let town = TestTown::new();
    let home = town.write(|w| town.family(w, 1, "Martin", None));
    let quotient = json!({ "kind": "caf", "value": 74_200, "month": "2026-03", "computed": null, "from": null, "to": null, "source": "cdap" });
    town.done("quotient_add", json!({ "household": home.household, "quotient": quotient }));
    let label = || town.done("family_list", json!({}))["families"][0]["bracket"].clone();
    assert_eq!(label(), "Tranche 2");
    let tariff = json!({
        "activity": town.canteen, "unit": null, "name": "Cantine", "deliberation": "2026-12", "valid_from": "2026-04-01", "valid_to": null,
        "method": { "kind": "bracket", "brackets": [{ "up_to": 80_000, "resident": 200, "non_resident": null }, { "up_to": null, "resident": 500, "non_resident": null }] },
        "basis": { "kind": "per_unit" }, "siblings": null, "billed": 0b111_0110
    });
    town.done("tariff_save", tariff);
    assert_eq!(label(), "Tranche 1");
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
