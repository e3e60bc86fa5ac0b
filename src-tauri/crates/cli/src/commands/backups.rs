//! Backups: made, verified, restored beside the vault.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Outcome, list, opened, text};
use crate::arguments::{Backup, Global};
use crate::failure::Failure;

pub(super) fn run(global: &Global, command: Backup) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    let ask = |folders: Vec<PathBuf>, command: &str| {
        desk.files.set_folders(folders);
        desk.wait(command, Value::Null)
    };
    match command {
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
