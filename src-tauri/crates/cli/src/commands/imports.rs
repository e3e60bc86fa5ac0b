//! Files received: read, judged line by line, taken in one transaction; undone as one.

use serde_json::{Value, json};

use super::{Outcome, list, opened, text};
use crate::arguments::{Files, Global, Import};
use crate::desk::Desk;
use crate::failure::Failure;

pub(super) fn run(global: &Global, command: Import) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    match command {
        Import::Returns(files) => receive(&desk, "returns", files),
        Import::Undo { batch } => {
            desk.ask("import_undo", json!({ "batch": batch }))?;
            Ok(Outcome::new(json!({ "undone": batch }), vec!["Lot annulé en entier.".to_owned()]))
        }
    }
}

fn receive(desk: &Desk, kind: &str, files: Files) -> Result<Outcome, Failure> {
    desk.files.set(vec![files.file], None);
    let preview = desk.ask(&format!("{kind}_preview"), json!({ "file": null, "reading": {} }))?;
    let missing: Vec<&str> = list(&preview["shape"]["missing"]).iter().map(text).collect();
    if !missing.is_empty() {
        return Err(Failure::refused(format!("Colonnes absentes du fichier\u{a0}: {}.", missing.join(", "))));
    }
    let refused = refused_cells(&preview);
    let counts = &preview["counts"];
    let mut value = json!({
        "batch": null, "accepted": counts["accepted"], "to_check": counts["to_check"], "refused": refused,
        "already_taken": counts["already_taken"],
    });
    let mut lines = vec![format!(
        "{} lignes acceptées, {} à vérifier, {} refusées, {} déjà prises.",
        counts["accepted"], counts["to_check"], counts["refused"], counts["already_taken"]
    )];
    lines.extend(list(&value["refused"]).iter().map(|cell| {
        format!("  ligne {}, {}\u{a0}: {}", cell["line"], text(&cell["field"]), text(&cell["message"]))
    }));
    if !files.dry_run {
        let request = json!({ "sha256": preview["shape"]["sha256"] });
        let done = desk.ask(&format!("{kind}_commit"), request)?;
        value["batch"] = done["batch"]["id"].clone();
        value["waiting"] = done["waiting"].clone();
        lines.push(format!("Lot {}", text(&value["batch"])));
    }
    Ok(Outcome::new(value, lines))
}

/// One entry for each reason of each line not taken.
fn refused_cells(preview: &Value) -> Vec<Value> {
    let rows = list(&preview["rows"]).iter().filter(|row| row["state"] == "refused");
    rows.flat_map(|row| {
        list(&row["issues"]).iter().map(|issue| {
            json!({
                "line": row["line"], "field": issue["field"], "value": issue["value"], "code": issue["code"],
                "message": issue["message"],
            })
        })
    })
    .collect()
}
