//! Families and health, as the agent's role may see them.

use serde_json::json;

use super::{Outcome, identifier, list, opened, text};
use crate::arguments::{Family, Global, Health};
use crate::failure::Failure;

pub(super) fn family(global: &Global, command: Family) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    match command {
        Family::Search { text: words } => {
            let found = desk.ask("search", json!({ "text": words.join(" ") }))?;
            let lines = list(&found["hits"])
                .iter()
                .map(|hit| format!("{}  {}  {}", text(&hit["label"]), text(&hit["detail"]), text(&hit["id"])))
                .collect();
            Ok(Outcome::new(found, lines))
        }
        Family::Show { id } => {
            let shown = desk.ask("family_show", json!({ "family": identifier(&id, "d’un dossier")? }))?;
            let lines = vec![serde_json::to_string_pretty(&shown).unwrap_or_default()];
            Ok(Outcome::new(shown, lines))
        }
    }
}

pub(super) fn health(global: &Global, command: Health) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    let Health::Show { child, reason } = command;
    let shown =
        desk.ask("health_show", json!({ "child": identifier(&child, "d’un enfant")?, "reason": reason }))?;
    let lines = vec![serde_json::to_string_pretty(&shown).unwrap_or_default()];
    Ok(Outcome::new(shown, lines))
}
