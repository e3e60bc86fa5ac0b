//! Parental authority: who loses it, who sees the paper, what each adult is to each child.

use security::Role;
use serde_json::{Value, json};

use super::{address, guardian, registered, together};
use crate::testing::TestTown;

/// Who is who in a separated family: the father, of the second household, and the two children.
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

/// The dates are one for all the children: what is wrong with them is said once, by the name of their field.
#[test]
fn a_loss_that_ends_before_it_begins_is_refused_in_its_field_v02() {
    let town = TestTown::with(&[Role::Ins, Role::Res]);
    let bonds = Bonds::of(&town);
    town.sit("res");
    let refused = town.refused("authority_loss_save", bonds.loss(&[0, 1], "2026-01-10", json!("2020-01-01")));
    let fields: Vec<_> =
        refused["fields"].as_array().expect("fields").iter().map(|one| &one["field"]).collect();
    assert_eq!(fields, ["to"], "{refused}");
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
    let history = |desk: &str| {
        town.sit(desk);
        town.done("family_history", json!({ "family": bonds.family })).to_string()
    };
    assert!(!history("fac").contains("Autorité parentale"));
    let told = history("ins");
    assert!(told.contains("Autorité parentale") && !told.contains("sans autorité"), "{told}");
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
