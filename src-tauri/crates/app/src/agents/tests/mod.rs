//! What comes back once a year, at the turn of the school year.

use jiff::civil::date;
use security::access::Role;
use serde_json::{Value, json};

use crate::testing::TestTown;

fn kinds(town: &TestTown) -> Vec<String> {
    let home = town.done("home_show", json!({}));
    let tasks = home["tasks"].as_array().expect("tasks").iter();
    tasks
        .map(|task| task["kind"].as_str().expect("a kind").to_owned())
        .filter(|kind| kind == "review_year")
        .collect()
}

fn due(view: &Value) -> Vec<&str> {
    let keys = view["keys"].as_array().expect("keys").iter();
    keys.filter(|key| key["is_due"] == true).map(|key| key["compartment"].as_str().expect("a name")).collect()
}

#[test]
fn the_review_and_new_keys_are_asked_for_when_the_school_year_has_turned() {
    let town = TestTown::on(date(2026, 4, 5), &[Role::Adm, Role::Res, Role::Ins]);
    let view = town.done("yearly_show", json!({}));
    assert_eq!((&view["review_due"], due(&view).len()), (&json!(false), 0), "{view:#}");
    assert_eq!(kinds(&town), [""; 0]);
    assert_eq!(town.refused("keys_renew", json!({}))["code"], "refused");

    town.clock.stand_on(date(2026, 9, 1));
    let view = town.done("yearly_show", json!({}));
    assert_eq!(view["review_due"], true);
    assert_eq!(due(&view).len(), 7, "{view:#}");
    assert_eq!(kinds(&town).len(), 2);

    let reviewed = town.done("yearly_review", json!({}));
    assert_eq!((&reviewed["review_due"], &reviewed["reviewed_by"]), (&json!(false), &json!("Agent agent")));

    let renewed = town.done("keys_renew", json!({}));
    assert_eq!(renewed["compartments"].as_array().map(Vec::len), Some(7));
    assert!(due(&town.done("yearly_show", json!({}))).is_empty());
    assert_eq!(kinds(&town), [""; 0]);

    // Pages and cells follow: the vault opens again under the new keys, whole.
    town.sit("agent");
    let verified = town.finished("vault_verify", json!({}));
    assert_eq!(verified["problems"], json!([]), "{verified:#}");
}

/// The journal names an agent by their name alone, for ever.
#[test]
fn two_agents_never_bear_one_name() {
    let town = TestTown::with(&[Role::Adm]);
    town.sit("adm");
    let welcome = |login: &str, name: &str| {
        json!({
            "agent": null, "login": login, "display_name": name, "roles": ["TER"],
            "password": "sept tuiles rondes chantent sous la pluie fine 42",
        })
    };
    let first = town.done("agent_welcome", welcome("marie", "Marie Le Goff"))["id"].clone();
    let refused = |name| town.refused("agent_welcome", welcome("marie2", name))["fields"][0].clone();
    let said = refused("MARIE LE-GOFF");
    assert_eq!((&said["field"], &said["code"]), (&json!("display_name"), &json!("duplicate")));
    assert_eq!(refused("\u{2800}\u{200b}")["code"], json!("missing"));
    town.done("agent_depart", json!({ "agent": first }));
    assert_eq!(refused("Marie Le Goff")["code"], json!("duplicate"), "their lines are still theirs");
    town.done("agent_welcome", welcome("marie2", "Marie Le Goff, cantine"));
}

#[test]
fn a_holder_sees_who_waits_for_their_key_and_hands_it_over() {
    let town = TestTown::with(&[Role::San, Role::Adm]);
    town.sit("adm");
    let welcome = json!({
        "agent": null, "login": "nouvelle", "display_name": "Inès Picard", "roles": ["SAN"], "structures": [],
        "password": "sept tuiles rondes chantent sous la pluie fine 42",
    });
    let newcomer = town.done("agent_welcome", welcome)["id"].clone();
    town.sit("san");
    let waits = |town: &TestTown| {
        let tasks = town.done("home_show", json!({}))["tasks"].clone();
        tasks.as_array().expect("tasks").iter().any(|task| task["kind"] == "entrust_keys")
    };
    assert!(waits(&town));
    let listed = town.done("agent_list", json!({}));
    assert!(listed["agents"].as_array().expect("agents").iter().any(|agent| agent["id"] == newcomer));
    for compartment in ["HEALTH_OP", "HEALTH_RECORD"] {
        town.done("compartment_entrust", json!({ "agent": newcomer, "compartment": compartment }));
    }
    assert!(!waits(&town));
}
