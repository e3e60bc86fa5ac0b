//! Who may come in, what their role gives, which keys they hold.

use serde_json::{Value, json};
use tests::{Town, town};

const FAMILIES: u32 = 10;
const PHRASE: &str = "sept tuiles rondes chantent sous la pluie fine 42";

fn agent(town: &Town, login: &str) -> Value {
    let found = town.ask("agent_list", json!({}));
    let agents = found["agents"].as_array().expect("agents");
    agents.iter().find(|agent| agent["login"] == login).unwrap_or_else(|| panic!("{login}")).clone()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

fn keys(agent: &Value) -> Vec<(&str, &str)> {
    let keys = agent["keys"].as_array().expect("keys");
    keys.iter().map(|key| (text(&key["compartment"]), text(&key["standing"]))).collect()
}

/// The whole table of rights: every command, asked by every role that may not, whatever the request looks like.
#[test]
fn each_role_is_refused_what_is_not_its_own() {
    let town = town(FAMILIES);
    let table = app::contract::access_table();
    let rows: Vec<(&str, Vec<&str>)> = table
        .lines()
        .filter_map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let command = cells.get(1)?.strip_prefix('`')?.strip_suffix('`')?;
            Some((command, cells.get(4)?.split(", ").collect()))
        })
        .collect();
    assert_eq!(rows.len(), app::COMMANDS.len());
    for (login, _, roles, _) in app::demo::AGENTS {
        town.log_in(login);
        for (command, allowed) in &rows {
            if roles.split(',').any(|role| allowed.contains(&role)) {
                continue;
            }
            for request in [json!({}), json!([]), json!({ "family": uuid(), "job": uuid() })] {
                assert_eq!(town.refusal(command, request), "forbidden", "{login} {command}");
            }
        }
    }
    town.ask("session_lock", json!({}));
    for (command, _) in &rows {
        assert_eq!(town.refusal(command, json!({})), "locked", "{command}");
    }
}

fn uuid() -> &'static str {
    "00000000-0000-7000-8000-000000000000"
}

#[test]
fn a_newcomer_has_rights_when_a_role_and_a_key_meet() {
    let town = town(FAMILIES);
    town.log_in("admin");
    let request = json!({
        "agent": null, "login": "Nouvelle", "display_name": "Inès Picard", "roles": ["SAN"], "password": PHRASE,
    });
    let welcomed = town.ask("agent_welcome", request);
    // The administrator holds no health key: it stays awaited.
    assert_eq!(keys(&welcomed), [("HEALTH_OP", "awaited"), ("HEALTH_RECORD", "awaited")]);
    let log_in = || town.ask("session_unlock", json!({ "login": "nouvelle", "password": PHRASE }));
    log_in();
    assert_eq!(town.refusal("health_list", json!({})), "forbidden");

    town.log_in("sante");
    for compartment in ["HEALTH_OP", "HEALTH_RECORD"] {
        town.ask("compartment_entrust", json!({ "agent": welcomed["id"], "compartment": compartment }));
    }
    // Nobody entrusts what no role of the agent calls for, nor what they do not hold.
    let bank = json!({ "agent": welcomed["id"], "compartment": "BANK" });
    assert_eq!(town.refusal("compartment_entrust", bank), "refused");
    log_in();
    assert!(town.ask("health_list", json!({}))["children"].as_array().is_some());

    town.log_in("admin");
    let role = json!({ "agent": welcomed["id"], "role": "SAN", "on": null });
    let ended = town.ask("agent_role_end", role);
    assert_eq!(keys(&ended), [("HEALTH_OP", "excess"), ("HEALTH_RECORD", "excess")]);
    log_in();
    assert_eq!(town.refusal("health_list", json!({})), "forbidden");
    town.log_in("sante");
    for compartment in ["HEALTH_OP", "HEALTH_RECORD"] {
        town.ask("compartment_withdraw", json!({ "agent": welcomed["id"], "compartment": compartment }));
    }
    // The others go on reading what was written before and after.
    assert!(town.ask("health_list", json!({}))["children"].as_array().is_some());
}

#[test]
fn who_leaves_opens_nothing_and_the_file_goes_on() {
    let town = town(FAMILIES);
    town.log_in("admin");
    let leaving = agent(&town, "terrain");
    let gone = town.ask("agent_depart", json!({ "agent": leaving["id"] }));
    assert!(gone["left_on"].is_string());
    assert_eq!(town.refusal("agent_depart", json!({ "agent": leaving["id"] })), "not_found");
    let password = app::demo::password_of("terrain").expect("known");
    let refused = town.refusal("session_unlock", json!({ "login": "terrain", "password": password }));
    assert_eq!(refused, "wrong_password");
}

#[test]
fn the_others_open_after_a_departure_changed_the_pages() {
    let town = town(FAMILIES);
    town.log_in("admin");
    let leaving = agent(&town, "relais");
    town.ask("agent_depart", json!({ "agent": leaving["id"] }));
    town.log_in("accueil");
    assert!(
        town.ask("family_list", json!({}))["families"]
            .as_array()
            .is_some_and(|families| families.len() == 10)
    );
    town.log_in("responsable");
    let verified = town.wait("vault_verify", json!({}));
    assert_eq!(verified["problems"], json!([]));
    assert_eq!(verified["slots"], 8);
}

#[test]
fn nobody_leaves_with_the_only_key_of_a_compartment() {
    let town = town(FAMILIES);
    town.log_in("admin");
    let health = agent(&town, "sante");
    let error = town.try_ask("agent_depart", json!({ "agent": health["id"] })).expect_err("refused");
    assert!(text(&error["message"]).contains("Dossiers de santé"), "{error}");
    // Nor are the keys given up when a password is forgotten.
    let again = json!({
        "agent": health["id"], "login": "sante", "display_name": "Claire Morvan", "roles": ["SAN"], "password": PHRASE,
    });
    assert_eq!(town.refusal("agent_welcome", again), "refused");
    town.log_in("sante");
    assert!(town.ask("health_list", json!({}))["children"].as_array().is_some());

    // A colleague is handed them: the departure goes through, and what was written stays readable.
    town.log_in("admin");
    let request = json!({
        "agent": null, "login": "relève", "display_name": "Inès Picard", "roles": ["SAN"], "password": PHRASE,
    });
    let relief = town.ask("agent_welcome", request);
    town.log_in("sante");
    for compartment in ["HEALTH_OP", "HEALTH_RECORD"] {
        town.ask("compartment_entrust", json!({ "agent": relief["id"], "compartment": compartment }));
    }
    town.log_in("admin");
    town.ask("agent_depart", json!({ "agent": health["id"] }));
    town.ask("session_unlock", json!({ "login": "relève", "password": PHRASE }));
    assert!(town.ask("health_list", json!({}))["children"].as_array().is_some());
}

/// Keys change one act at a time: two departures, or a departure and a password, asked at once leave a vault that opens.
#[test]
fn keys_changed_at_once_leave_a_vault_that_opens() {
    let town = town(FAMILIES);
    town.log_in("admin");
    let (terrain, relais) = (agent(&town, "terrain"), agent(&town, "relais"));
    let own = app::demo::password_of("admin").expect("known");
    let asked: Vec<(&str, Value)> = vec![
        ("agent_depart", json!({ "agent": terrain["id"] })),
        ("agent_depart", json!({ "agent": terrain["id"] })),
        ("agent_depart", json!({ "agent": relais["id"] })),
        ("password_change", json!({ "current": own, "chosen": PHRASE })),
    ];
    let answers: Vec<Result<Value, Value>> = std::thread::scope(|threads| {
        let acts: Vec<_> = asked
            .iter()
            .map(|(command, request)| threads.spawn(|| town.try_ask(command, request.clone())))
            .collect();
        acts.into_iter().map(|act| act.join().expect("an act")).collect()
    });
    assert_eq!(answers[..2].iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:#?}");
    assert!(answers[2].is_ok() && answers[3].is_ok(), "{answers:#?}");
    town.ask("session_unlock", json!({ "login": "admin", "password": PHRASE }));
    for gone in ["terrain", "relais"] {
        let password = app::demo::password_of(gone).expect("known");
        let refused = town.refusal("session_unlock", json!({ "login": gone, "password": password }));
        assert_eq!(refused, "wrong_password");
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        town.ask("session_unlock", json!({ "login": "admin", "password": PHRASE }));
    }
    town.log_in("responsable");
    assert_eq!(town.wait("vault_verify", json!({}))["problems"], json!([]));
}

#[test]
#[cfg(unix)]
fn keys_the_disk_refuses_end_the_session_rather_than_seal_what_nobody_will_open() {
    let town = town(FAMILIES);
    town.log_in("accueil");
    let withdrawn = json!({ "agent": agent_id(&town, "facturation"), "compartment": "RESOURCES" });
    town.log_in("accueil");
    // Keys are written beside, then renamed: a folder in the way refuses them, whoever runs the proof.
    let beside = town.vault.join("preau.a.cles.tmp");
    std::fs::create_dir_all(beside.join("occupé")).expect("a folder");
    assert_eq!(town.refusal("compartment_withdraw", withdrawn), "disk");
    assert_eq!(town.refusal("family_list", json!({})), "locked");
    std::fs::remove_dir_all(&beside).expect("freed");
    town.log_in("facturation");
    town.wait("billing_preview", json!({ "month": tests::MONTH }));
}

fn agent_id(town: &Town, login: &str) -> Value {
    town.log_in("admin");
    agent(town, login)["id"].clone()
}

#[test]
fn nobody_gives_themselves_a_role() {
    let town = town(FAMILIES);
    town.log_in("admin");
    let own = agent(&town, "admin");
    let role = json!({ "agent": own["id"], "role": "SAN", "valid_from": null, "valid_to": null });
    assert_eq!(town.refusal("agent_role_set", role), "refused");
}

#[test]
fn diets_go_to_those_who_care_for_the_children() {
    let town = town(30);
    let sheets = |login: &str| {
        town.log_in(login);
        let offer = town.ask("activity_list", json!({}));
        let offer = offer["activities"].as_array().expect("activities");
        let sheets: Vec<Value> = offer
            .iter()
            .map(|one| {
                let request = json!({ "activity": one["id"], "units": [], "day": "2026-04-07" });
                town.ask("day_sheet", request)
            })
            .collect();
        let counts = town
            .ask("headcount", json!({ "activities": [], "span": { "kind": "month", "month": "2026-03" } }));
        json!([sheets, counts]).to_string()
    };
    let special = ["SVIANDE", "SPORC", "VEGE"];
    let told = |text: &str| special.iter().any(|code| text.contains(&format!("\"{code}\"")));
    assert!(told(&sheets("terrain")), "the town has children with a diet");
    assert!(!told(&sheets("facturation")));
    assert!(!told(&sheets("responsable")));
}

#[test]
fn a_password_changes_for_its_owner_only() {
    let town = town(FAMILIES);
    town.log_in("inscriptions");
    let known = app::demo::password_of("inscriptions").expect("known");
    let change = |current: &str, chosen: &str| json!({ "current": current, "chosen": chosen });
    assert_eq!(town.refusal("password_change", change("autre", PHRASE)), "wrong_password");
    assert_eq!(town.refusal("password_change", change(&known, "azerty")), "invalid");
    town.ask("password_change", change(&known, PHRASE));
    assert_eq!(
        town.refusal("session_unlock", json!({ "login": "inscriptions", "password": known })),
        "wrong_password"
    );
}

#[test]
fn a_welcome_says_every_problem_at_once() {
    let town = town(FAMILIES);
    town.log_in("admin");
    let request = json!({ "agent": null, "login": "accueil", "display_name": " ", "roles": ["MAIRE"], "password": "soleil" });
    let error = town.try_ask("agent_welcome", request).unwrap_err();
    let fields: Vec<&str> = error["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .map(|issue| issue["field"].as_str().expect("field"))
        .collect();
    for field in ["login", "display_name", "roles", "password"] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
}

#[test]
fn the_administrator_does_not_leave_the_town_without_one() {
    let town = town(FAMILIES);
    town.log_in("admin");
    let own = agent(&town, "admin");
    assert_eq!(
        town.refusal("agent_role_end", json!({ "agent": own["id"], "role": "ADM", "on": null })),
        "refused"
    );
    assert_eq!(town.refusal("agent_depart", json!({ "agent": own["id"] })), "refused");
}

#[test]
fn passwords_tried_together_wait_as_if_tried_one_after_the_other() {
    let town = town(FAMILIES);
    let codes: Vec<String> = std::thread::scope(|threads| {
        let tries = (0..8).map(|rank| {
            let request = json!({ "login": "dpo", "password": format!("essai {rank}") });
            let town = &town;
            threads.spawn(move || town.refusal("session_unlock", request))
        });
        let tries: Vec<_> = tries.collect();
        tries.into_iter().map(|one| one.join().expect("a try")).collect()
    });
    let tried = codes.iter().filter(|code| *code == "wrong_password").count();
    assert!(tried < codes.len() / 2, "{codes:?}");
    assert!(codes.iter().any(|code| code == "too_many_attempts"), "{codes:?}");
}
