//! Files received: read, judged line by line, taken in one transaction; undone as one.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Outcome, identifier, list, opened, text};
use crate::arguments::{Global, Import, Profile, Received};
use crate::desk::Desk;
use crate::failure::Failure;

pub(super) fn run(global: &Global, command: Import) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    match command {
        Import::Quotients { received, caisse } => receive(&desk, "quotients", received, caisse),
        Import::Returns(received) => receive(&desk, "returns", received, None),
        Import::Undo { batch } => {
            desk.ask("import_undo", json!({ "batch": identifier(&batch, "d’un import")? }))?;
            Ok(Outcome::new(json!({ "undone": batch }), vec!["Import annulé en entier.".to_owned()]))
        }
    }
}

/// Files one after the other, an import each. One that is refused stops there: those before it are taken, and said.
fn receive(desk: &Desk, kind: &str, received: Received, caisse: Option<String>) -> Result<Outcome, Failure> {
    let Received { files, profile: Profile::Preau, dry_run, rejected } = received;
    let several = files.len() > 1;
    let (mut values, mut lines) = (Vec::new(), Vec::new());
    for file in files {
        let name = file.display().to_string();
        let (mut value, told) =
            match receive_one(desk, kind, file, caisse.as_deref(), dry_run, rejected.clone()) {
                Ok(taken) => taken,
                Err(failure) if values.is_empty() => return Err(failure),
                Err(failure) => {
                    let done =
                        format!("Arrêté à {name}. Déjà pris\u{a0}: {} fichier(s) avant lui.", values.len());
                    return Err(failure.because([done].into_iter()).with_value(together(values)));
                }
            };
        if several {
            lines.push(name.clone());
        }
        value["file"] = json!(name);
        values.push(value);
        lines.extend(told);
    }
    let value = if several { together(values) } else { values.pop().unwrap_or_default() };
    Ok(Outcome::new(value, lines))
}

/// What several files brought: sums, and each of them.
fn together(files: Vec<Value>) -> Value {
    let sum = |field: &str| files.iter().filter_map(|file| file[field].as_u64()).sum::<u64>();
    let refused: Vec<Value> = files
        .iter()
        .flat_map(|file| {
            list(&file["refused"]).iter().map(|cell| {
                let mut cell = cell.clone();
                cell["file"] = file["file"].clone();
                cell
            })
        })
        .collect();
    json!({
        "accepted": sum("accepted"), "to_check": sum("to_check"), "already_taken": sum("already_taken"), "refused": refused,
        "files": files,
    })
}

/// Both kinds of file go through the same four questions: what it holds, what is refused, whether to take it, what was taken.
fn receive_one(
    desk: &Desk,
    kind: &str,
    file: PathBuf,
    caisse: Option<&str>,
    dry_run: bool,
    rejected: Option<PathBuf>,
) -> Result<(Value, Vec<String>), Failure> {
    desk.files.set(vec![file], None);
    let request = json!({ "file": null, "reading": { "organisme": caisse } });
    let preview = desk.wait(&format!("{kind}_preview"), request)?;
    readable(&preview["shape"])?;
    let report = match rejected {
        Some(folder) => rejected_file(desk, kind, &preview, folder)?,
        None => Value::Null,
    };
    let refused = refused_cells(&preview);
    let counts = &preview["counts"];
    let mut lines = vec![format!(
        "{} lignes acceptées, {} à vérifier, {} refusées, {} déjà prises.",
        counts["accepted"], counts["to_check"], counts["refused"], counts["already_taken"]
    )];
    lines.extend(refused.iter().map(sentence));
    let mut value = json!({
        "batch": null, "accepted": counts["accepted"], "to_check": counts["to_check"], "refused": refused,
        "already_taken": counts["already_taken"], "report": report,
    });
    if dry_run {
        lines.push("Essai à blanc\u{a0}: rien n’a été enregistré.".to_owned());
    } else {
        let request = json!({ "reading": preview["shape"]["reading"] });
        let taken = desk.ask(&format!("{kind}_commit"), request);
        let done = taken.map_err(|failure| failure.because(refused.iter().map(sentence)))?;
        value["batch"] = done["batch"]["id"].clone();
        lines.push(format!("Import {}", text(&value["batch"])));
    }
    if let Some(path) = value["report"].as_str() {
        lines.push(format!("Lignes refusées, avec leur motif\u{a0}: {path}"));
    }
    Ok((value, lines))
}

/// A column that is missing leaves nothing to judge.
fn readable(shape: &Value) -> Result<(), Failure> {
    let words = |value: &Value| list(value).iter().map(text).collect::<Vec<_>>().join(", ");
    if list(&shape["missing"]).is_empty() {
        return Ok(());
    }
    Err(Failure::refused(format!(
        "Colonnes absentes du fichier\u{a0}: {}. Le fichier a celles-ci\u{a0}: {}. Ouvrez-le une fois dans Préau pour dire quelle colonne porte quoi\u{a0}: Préau s’en souviendra.",
        words(&shape["missing"]),
        words(&shape["headers"])
    )))
}

/// Where the refused lines were written, when there are any.
fn rejected_file(desk: &Desk, kind: &str, preview: &Value, folder: PathBuf) -> Result<Value, Failure> {
    if preview["counts"]["refused"] == json!(0) {
        return Ok(Value::Null);
    }
    desk.files.set(Vec::new(), Some(folder));
    Ok(desk.ask(&format!("{kind}_rejected_file"), Value::Null)?["path"].take())
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

fn sentence(cell: &Value) -> String {
    format!("  ligne {}\u{a0}: {}", cell["line"], text(&cell["message"]))
}
