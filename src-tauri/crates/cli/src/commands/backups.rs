//! Backups: the plan of the town carried out, one made, verified, restored beside the vault.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Outcome, list, opened, text};
use crate::arguments::{Backup, Global};
use crate::failure::Failure;

pub(super) fn run(global: &Global, command: Backup) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    let ask = |folders: Vec<PathBuf>, command: &str| {
        desk.files.set_folders(folders);
        desk.wait(command, json!({}))
    };
    match command {
        Backup::Auto { due } => carried_out(desk.wait("backup_run", json!({ "only_due": due }))?),
        Backup::Create { to } => judged(ask(vec![to], "backup_create")?, "Sauvegarde relue et vérifiée"),
        Backup::Verify { folder } => {
            judged(ask(vec![folder], "backup_verify")?, "Sauvegarde vérifiée, sans défaut")
        }
        Backup::Restore { folder, to } => {
            judged(ask(vec![folder, to], "backup_restore")?, "Restauration prête, comparée à la sauvegarde")
        }
    }
}

/// A backup with a fault is a damaged vault for who relied on it.
fn judged(view: Value, sentence: &str) -> Result<Outcome, Failure> {
    if view["verified"] != json!(true) {
        let problems = list(&view["problems"]).iter().map(|problem| text(problem).to_owned()).collect();
        return Err(Failure::damaged("Cette sauvegarde n’est pas bonne.", problems).with_value(view));
    }
    let line = format!(
        "{sentence}\u{a0}: {} ({} pages, journal {}).",
        text(&view["folder"]),
        view["pages"],
        text(&view["head"])
    );
    Ok(Outcome::new(view, vec![line]))
}

/// A place without its backup is a refusal for a scheduled task, which somebody must read; the others are made all the same.
fn carried_out(run: Value) -> Result<Outcome, Failure> {
    let lines: Vec<String> = list(&run["places"])
        .iter()
        .map(|place| match place["trouble"].as_str() {
            Some(trouble) => trouble.to_owned(),
            None => format!(
                "{}\u{a0}: sauvegarde relue et vérifiée, {} (anciennes retirées\u{a0}: {}).",
                text(&place["name"]),
                text(&place["made"]["folder"]),
                place["removed"]
            ),
        })
        .collect();
    if run["complete"] != json!(true) {
        let failure = Failure::refused("La sauvegarde n’a pas pu être faite partout.");
        return Err(failure.because(lines.into_iter()).with_value(run));
    }
    let lines = if lines.is_empty() {
        vec!["La sauvegarde du jour est déjà faite partout.".to_owned()]
    } else {
        lines
    };
    Ok(Outcome::new(run, lines))
}
