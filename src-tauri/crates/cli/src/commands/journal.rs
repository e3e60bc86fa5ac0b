//! The journal, and the verification of the whole vault.

use serde_json::{Value, json};

use super::{Outcome, list, opened, text};
use crate::arguments::{Global, Journal, Lines};
use crate::failure::Failure;

pub(super) fn run(global: &Global, command: Journal) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    match command {
        Journal::List { lines, limit } => {
            let found = desk.ask("audit_list", request(&lines, limit))?;
            let shown = list(&found["entries"]).iter().map(|entry| {
                let (agent, label, detail) =
                    (text(&entry["agent"]), text(&entry["label"]), text(&entry["detail"]));
                format!("{}  {agent}  {label}  {detail}", entry["seq"])
            });
            let shown = shown.collect();
            Ok(Outcome::new(found, shown))
        }
        Journal::Export { lines, out } => {
            desk.files.set(Vec::new(), Some(out));
            let written = desk.ask("audit_export", request(&lines, 0))?;
            let line = format!("{} lignes écrites dans {}.", written["rows"], text(&written["file"]));
            Ok(Outcome::new(written, vec![line]))
        }
        Journal::Verify => {
            let verified = desk.wait("audit_verify", Value::Null)?;
            if verified["holds"] != json!(true) {
                let mut problems = list(&verified["problems"]).iter().map(|problem| text(problem).to_owned());
                let first = problems.next().unwrap_or_default();
                return Err(Failure::damaged(&first, problems.collect()).with_value(verified));
            }
            let line = format!(
                "Journal entier\u{a0}: {} lignes, {} mois clos, {} lignes de contenu telles qu’il les a laissées, tête {}.",
                verified["entries"],
                verified["months"],
                verified["rows"],
                text(&verified["head"])
            );
            Ok(Outcome::new(verified, vec![line]))
        }
    }
}

fn request(lines: &Lines, limit: u32) -> Value {
    json!({ "from": lines.from, "to": lines.to, "operation": lines.operation, "limit": limit })
}

/// Verifies everything the file promises.
pub(super) fn verify_vault(global: &Global) -> Result<Outcome, Failure> {
    let verified = opened(global)?.wait("vault_verify", Value::Null)?;
    let problems: Vec<String> =
        list(&verified["problems"]).iter().map(|problem| text(problem).to_owned()).collect();
    if !problems.is_empty() {
        return Err(Failure::damaged("Le coffre a des défauts.", problems).with_value(verified));
    }
    let line = format!(
        "Coffre sans défaut\u{a0}: {} pages, {} agents, {} lignes de journal, {} lignes de contenu, tête {}.",
        verified["pages"],
        verified["slots"],
        verified["audit_entries"],
        verified["rows"],
        text(&verified["head"])
    );
    Ok(Outcome::new(verified, vec![line]))
}
