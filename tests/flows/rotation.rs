//! What follows a key that somebody lost, entitlements that end, roles lent for an hour, and files opened too fast.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Town, town};

const PHRASE: &str = "sept tuiles rondes chantent sous la pluie fine 42";

fn agent(town: &Town, login: &str) -> Value {
    let found = town.ask("agent_list", json!({}));
    let agents = found["agents"].as_array().expect("agents");
    agents.iter().find(|agent| agent["login"] == login).unwrap_or_else(|| panic!("{login}")).clone()
}

fn person(login: &str) -> Value {
    json!({ "login": login, "password": app::demo::password_of(login).expect("known") })
}

fn operations(town: &Town, operation: &str) -> Vec<String> {
    let journal = town.ask("audit_list", json!({ "operation": operation }));
    let entries = journal["entries"].as_array().expect("entries");
    entries.iter().map(|entry| entry["detail"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Waits for what is done beside the agent's work.
fn settled(town: &Town, login: &str, operation: &str) -> Vec<String> {
    for _ in 0..200 {
        town.log_in(login);
        let told = operations(town, operation);
        if !told.is_empty() {
            return told;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    panic!("nothing was told of {operation}");
}

#[test]
fn who_leaves_takes_keys_that_open_nothing_of_what_they_could_read() {
    let town = town(10);
    town.log_in("admin");
    let request = json!({
        "agent": null, "login": "intérim", "display_name": "Inès Picard", "roles": ["SAN"], "password": PHRASE,
    });
    let interim = town.ask("agent_welcome", request);
    town.log_in("sante");
    for compartment in ["HEALTH_OP", "HEALTH_RECORD"] {
        town.ask("compartment_entrust", json!({ "agent": interim["id"], "compartment": compartment }));
    }
    town.log_in("admin");
    town.ask("agent_depart", json!({ "agent": interim["id"] }));
    // The administrator holds no health key: the referent's next opening makes the new ones, and seals everything anew.
    town.log_in("sante");
    let list = town.ask("health_list", json!({}));
    let told = settled(&town, "responsable", "keys_reseal");
    assert!(told.iter().any(|line| line.contains("scellés à nouveau")), "{told:?}");
    assert_eq!(operations(&town, "keys_tidy").len(), 2);
    town.log_in("sante");
    assert_eq!(town.ask("health_list", json!({})), list, "nothing was lost");
    town.log_in("responsable");
    assert_eq!(town.wait("vault_verify", json!({}))["problems"], json!([]));
}

#[test]
fn files_follow_a_change_of_keys_and_stay_whole() {
    let town = town(10);
    town.log_in("admin");
    let request = json!({
        "agent": null, "login": "intérim", "display_name": "Inès Picard", "roles": ["SAN"], "password": PHRASE,
    });
    let interim = town.ask("agent_welcome", request);
    town.log_in("sante");
    for compartment in ["HEALTH_OP", "HEALTH_RECORD"] {
        town.ask("compartment_entrust", json!({ "agent": interim["id"], "compartment": compartment }));
    }
    let kinds = town.ask("document_kind_list", json!({}))["kinds"].as_array().expect("kinds").clone();
    let kind = |nature: &str| {
        let kind = kinds
            .iter()
            .find(|kind| kind["draft"]["nature"] == nature && kind["draft"]["owner"] != "guardian");
        kind.expect(nature)["id"].clone()
    };
    let family = town.ask("family_list", json!({}))["families"][0]["id"].clone();
    let file = town.ask("family_show", json!({ "family": family }));
    let of_child = json!({ "of": "child", "id": file["children"][0]["id"] });
    let of_home = json!({ "of": "household", "id": file["households"][0]["id"] });
    let scan =
        exchange::pictures::drawn(700, 500, (0..700 * 500 * 4).map(|at| (at % 241) as u8 | 3).collect())
            .expect("a scan");
    let join = |nature: &str, subject: &serde_json::Value| {
        let given = json!({ "name": "scan.png", "bytes": scan });
        let added =
            town.ask("attachment_add", json!({ "kind": kind(nature), "subject": subject, "file": given }));
        added["attachment"].clone()
    };
    let health = join("health", &of_child);
    town.log_in("inscriptions");
    let bank = join("bank", &of_home);
    let open = |login: &str, attachment: &Value| {
        town.log_in(login);
        town.ask("attachment_show", json!({ "attachment": attachment }))["bytes"].clone()
    };
    let before = (open("sante", &health), open("facturation", &bank));
    assert!(before.0.as_array().is_some_and(|bytes| bytes.len() > 1_000));
    town.log_in("admin");
    town.ask("agent_depart", json!({ "agent": interim["id"] }));
    town.log_in("sante");
    let told = settled(&town, "responsable", "keys_reseal");
    assert!(told.iter().any(|line| line.contains("scellés à nouveau")), "{told:?}");
    assert_eq!((open("sante", &health), open("facturation", &bank)), before);
    town.log_in("responsable");
    assert_eq!(town.wait("vault_verify", json!({}))["problems"], json!([]));
}

#[test]
fn an_entitlement_has_an_end_and_takes_its_keys_with_it() {
    let town = town(5);
    town.log_in("admin");
    let past = json!({
        "agent": null, "login": "stagiaire", "display_name": "Noé Petit", "roles": ["FAC"], "password": PHRASE,
        "valid_from": "2026-09-01", "valid_to": "2026-08-01",
    });
    let error = town.try_ask("agent_welcome", past).expect_err("an end before its beginning");
    assert_eq!(error["fields"][0]["field"], "valid_to");
    let later = json!({
        "agent": null, "login": "stagiaire", "display_name": "Noé Petit", "roles": ["FAC"], "password": PHRASE,
        "valid_from": "2026-09-01", "requested_by": "Mme la directrice du service",
    });
    let trainee = town.ask("agent_welcome", later);
    assert_eq!(trainee["roles"][0]["requested_by"], "Mme la directrice du service");
    assert_eq!(trainee["roles"][0]["is_current"], false);
    let door = town.ask("session_unlock", json!({ "login": "stagiaire", "password": PHRASE }));
    assert_eq!(door["agent"]["roles"], json!([]), "it begins in September");

    town.log_in("admin");
    let now = json!({ "agent": trainee["id"], "role": "FAC", "valid_from": "2026-03-01", "valid_to": "2026-08-31" });
    town.ask("agent_role_set", now);
    town.log_in("facturation");
    town.ask("compartment_entrust", json!({ "agent": trainee["id"], "compartment": "RESOURCES" }));
    town.log_in("admin");
    // The one under way, then the one to come.
    town.ask("agent_role_end", json!({ "agent": trainee["id"], "role": "FAC", "on": null }));
    let ended = town.ask("agent_role_end", json!({ "agent": trainee["id"], "role": "FAC", "on": null }));
    assert_eq!(ended["keys"][0]["standing"], "excess", "{ended}");
    assert_eq!(
        town.refusal("agent_role_end", json!({ "agent": trainee["id"], "role": "FAC", "on": null })),
        "not_found"
    );
    town.log_in("facturation");
    let told = settled(&town, "responsable", "keys_tidy");
    assert!(told.iter().any(|line| line.contains("reprise")), "{told:?}");
    // With their last role went the key of the vault itself.
    let refused = town.refusal("session_unlock", json!({ "login": "stagiaire", "password": PHRASE }));
    assert_eq!(refused, "forbidden");
    // Entitled again, they come back with the password they have.
    town.log_in("admin");
    let again = json!({ "agent": trainee["id"], "role": "INS", "valid_from": null, "valid_to": null });
    town.ask("agent_role_set", again);
    town.ask("session_unlock", json!({ "login": "stagiaire", "password": PHRASE }));
}

#[test]
fn who_lost_a_password_comes_back_before_a_witness() {
    let town = town(5);
    town.log_in("admin");
    let lost = agent(&town, "accueil");
    let back = |witness: Value| {
        json!({
            "agent": lost["id"], "login": "accueil", "display_name": "Sandrine Kerbrat", "roles": [], "password": PHRASE,
            "witness": witness,
        })
    };
    assert_eq!(town.refusal("agent_welcome", back(Value::Null)), "refused");
    assert_eq!(town.refusal("agent_welcome", back(person("admin"))), "refused", "not one's own witness");
    let mistaken = json!({ "login": "responsable", "password": "non" });
    assert_eq!(town.refusal("agent_welcome", back(mistaken)), "wrong_password");
    assert_eq!(town.refusal("agent_welcome", back(person("responsable"))), "too_many_attempts");
    std::thread::sleep(Duration::from_millis(1_100));
    town.ask("agent_welcome", back(person("responsable")));
    town.ask("session_unlock", json!({ "login": "accueil", "password": PHRASE }));
}

#[test]
fn glass_is_broken_by_two_for_a_while_and_told() {
    let town = town(5);
    town.log_in("admin");
    assert_eq!(town.refusal("health_list", json!({})), "forbidden");
    let ask = |login: &str, reason: &str, minutes: u32| json!({ "roles": ["SAN"], "reason": reason, "minutes": minutes, "witness": person(login) });
    let reason = "Enfant en danger à la cantine, référente santé injoignable au bureau";
    let error = town.try_ask("break_glass_begin", ask("sante", "urgent", 90)).expect_err("refused");
    assert_eq!(error["fields"].as_array().map(Vec::len), Some(2), "{error}");
    assert_eq!(
        town.refusal("break_glass_begin", ask("accueil", reason, 30)),
        "refused",
        "she holds no health key"
    );
    town.ask("break_glass_begin", ask("sante", reason, 30));
    assert!(town.ask("health_list", json!({}))["children"].as_array().is_some());
    let state = town.ask("session_state", json!({}));
    assert!(
        state["agent"]["lent_until_ms"].is_i64()
            && state["agent"]["rights"].to_string().contains("ReadHealth")
    );
    town.ask("break_glass_end", json!({}));
    assert_eq!(town.refusal("health_list", json!({})), "forbidden");
    town.log_in("dpo");
    let alerts = town.ask("alert_list", json!({}));
    let told = alerts["entries"][0]["detail"].as_str().unwrap_or_default();
    assert!(told.contains("SAN pour 30 min, avec Claire Morvan") && told.contains(reason), "{told}");
    // Nothing outlives the session.
    town.log_in("admin");
    town.ask("break_glass_begin", ask("sante", reason, 30));
    town.log_in("admin");
    assert_eq!(town.refusal("health_list", json!({})), "forbidden");
}

#[test]
fn opening_every_health_file_in_a_row_ends_the_session_and_is_told() {
    let town = town(160);
    town.log_in("sante");
    let children = town.ask("health_list", json!({}))["children"].as_array().expect("children").clone();
    assert!(children.len() > 160);
    let mut opened = 0;
    let refusal = children.iter().find_map(|child| {
        let answer =
            town.try_ask("health_show", json!({ "child": child["child"], "reason": "Relevé des dossiers" }));
        opened += u32::from(answer.is_ok());
        if opened == 100 {
            // A lock forgets nothing.
            town.log_in("sante");
        }
        answer.err()
    });
    let refusal = refusal.expect("nobody reads two hundred health files in a row");
    assert_eq!((refusal["code"].as_str(), opened), (Some("locked"), 150), "{refusal}");
    assert_eq!(town.refusal("health_list", json!({})), "locked");
    town.log_in("dpo");
    let alerts = town.ask("alert_list", json!({}));
    assert_eq!(alerts["entries"][0]["operation"], "mass_reading");
}
