//! Agents, their roles, their keys.

use serde_json::{Value, json};

use super::{Outcome, list, opened, text};
use crate::arguments::{Agent, Global};
use crate::desk::{Desk, password};
use crate::failure::Failure;

pub(super) fn run(global: &Global, command: Agent) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    match command {
        Agent::List => {
            let found = desk.ask("agent_list", Value::Null)?;
            let lines = list(&found["agents"]).iter().map(sentence).collect();
            Ok(Outcome::new(found, lines))
        }
        Agent::Add { login, name, role } => {
            let chosen = password("PREAU_NEW_PASSWORD", &format!("Mot de passe choisi par {name}"))?;
            let request = json!({ "agent": null, "login": login, "display_name": name, "roles": role, "password": chosen });
            one(desk.ask("agent_welcome", request)?)
        }
        Agent::Grant { login, role, from, to } => {
            let agent = find(&desk, &login)?;
            one(desk.ask(
                "agent_role_set",
                json!({ "agent": agent, "role": role, "valid_from": from, "valid_to": to }),
            )?)
        }
        Agent::Revoke { login, role: Some(role) } => {
            let agent = find(&desk, &login)?;
            one(desk.ask("agent_role_end", json!({ "agent": agent, "role": role, "on": null }))?)
        }
        Agent::Revoke { login, role: None } => {
            let agent = find(&desk, &login)?;
            one(desk.ask("agent_depart", json!({ "agent": agent }))?)
        }
        Agent::Entrust { login, compartment } => {
            let agent = find(&desk, &login)?;
            desk.ask("compartment_entrust", json!({ "agent": agent, "compartment": compartment }))?;
            Ok(Outcome::new(
                json!({ "agent": agent, "compartment": compartment }),
                vec!["Clé confiée.".to_owned()],
            ))
        }
        Agent::Withdraw { login, compartment } => {
            let agent = find(&desk, &login)?;
            desk.ask("compartment_withdraw", json!({ "agent": agent, "compartment": compartment }))?;
            Ok(Outcome::new(
                json!({ "agent": agent, "compartment": compartment }),
                vec!["Clé reprise.".to_owned()],
            ))
        }
    }
}

/// The agent of a login.
fn find(desk: &Desk, login: &str) -> Result<Value, Failure> {
    let found = desk.ask("agent_list", Value::Null)?;
    list(&found["agents"])
        .iter()
        .find(|agent| text(&agent["login"]) == login)
        .map(|agent| agent["id"].clone())
        .ok_or_else(|| Failure::refused(format!("Aucun agent n’a l’identifiant {login}.")))
}

fn one(agent: Value) -> Result<Outcome, Failure> {
    let line = sentence(&agent);
    Ok(Outcome::new(agent, vec![line]))
}

fn sentence(agent: &Value) -> String {
    let roles: Vec<&str> = list(&agent["roles"])
        .iter()
        .filter(|role| role["is_current"] == true)
        .map(|role| text(&role["role"]))
        .collect();
    let awaited: Vec<&str> = list(&agent["keys"])
        .iter()
        .filter(|key| key["standing"] == "awaited")
        .map(|key| text(&key["compartment"]))
        .collect();
    let mut line =
        format!("{}  {}  {}", text(&agent["login"]), text(&agent["display_name"]), roles.join(", "));
    if !awaited.is_empty() {
        line.push_str(&format!("  (clés attendues\u{a0}: {})", awaited.join(", ")));
    }
    if let Some(day) = agent["left_on"].as_str() {
        line.push_str(&format!("  parti le {day}"));
    }
    line
}
