//! Files received: read, judged line by line, taken in one transaction; undone as one.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Outcome, identifier, list, opened, text};
use crate::arguments::{FamiliesReceived, Global, Import, Layout, Profile, Received};
use crate::desk::Desk;
use crate::failure::Failure;

pub(super) fn run(global: &Global, command: Import) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    match command {
        Import::Quotients { received, caisse } => {
            plain_only(&received)?;
            receive(&desk, received, &Kind::of("quotients", json!({ "organisme": caisse })))
        }
        Import::Returns(received) => {
            plain_only(&received)?;
            receive(&desk, received, &Kind::of("returns", json!({})))
        }
        Import::Families(families) => {
            let FamiliesReceived {
                received,
                together,
                layout,
                sheet,
                caisse,
                quotient_month,
                first_owes,
                accept_doubts,
            } = families;
            let layout = layout.map(|layout| match layout {
                Layout::Families => "family_per_row",
                Layout::Persons => "person_per_row",
            });
            let reading = json!({
                "profile": received.profile.map(Profile::code), "organisme": caisse, "layout": layout, "sheet": sheet, "quotient_month": quotient_month,
                "first_guardian_owes": first_owes,
            });
            let key = std::env::var(SOURCE_KEY).ok().filter(|key| !key.is_empty());
            let kind =
                Kind { accept_doubts: Some(accept_doubts), together, key, ..Kind::of("families", reading) };
            receive(&desk, received, &kind)
        }
        Import::Undo { batch } => {
            desk.ask("import_undo", json!({ "batch": identifier(&batch, "d’un import")? }))?;
            Ok(Outcome::new(json!({ "undone": batch }), vec!["Import annulé en entier.".to_owned()]))
        }
    }
}

/// The town's key of Noethysweb: never on the command line, which others may read.
const SOURCE_KEY: &str = "PREAU_SOURCE_KEY";

/// Only families come from other products.
fn plain_only(received: &Received) -> Result<(), Failure> {
    match received.profile {
        None | Some(Profile::Preau) => Ok(()),
        Some(_) => Err(Failure::usage(
            "Ce jeu de colonnes est celui de familles\u{a0}: utilisez «\u{a0}import families\u{a0}».",
        )),
    }
}

/// A kind of file, and what is said of it.
struct Kind {
    /// What its commands begin with.
    name: &'static str,
    /// How it is to be read.
    reading: Value,
    /// Whether lines to be looked at are taken too; only families ask, and take long enough to be followed.
    accept_doubts: Option<bool>,
    /// Whether the files are one export.
    together: bool,
    /// What opens the sealed values of the product.
    key: Option<String>,
}

impl Kind {
    fn of(name: &'static str, reading: Value) -> Self {
        Self { name, reading, accept_doubts: None, together: false, key: None }
    }
}

/// Files one after the other, an import each. One that is refused stops there: those before it are taken, and said.
fn receive(desk: &Desk, received: Received, kind: &Kind) -> Result<Outcome, Failure> {
    let Received { files, profile: _, dry_run, rejected } = received;
    let exports: Vec<Vec<PathBuf>> =
        if kind.together { vec![files] } else { files.into_iter().map(|file| vec![file]).collect() };
    let several = exports.len() > 1;
    let (mut values, mut lines) = (Vec::new(), Vec::new());
    for files in exports {
        let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        let name = names.join(" + ");
        let (mut value, told) = match receive_one(desk, kind, files, dry_run, rejected.clone()) {
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

/// Every kind of file goes through the same four questions: what it holds, what is refused, whether to take it, what was taken.
fn receive_one(
    desk: &Desk,
    kind: &Kind,
    files: Vec<PathBuf>,
    dry_run: bool,
    rejected: Option<PathBuf>,
) -> Result<(Value, Vec<String>), Failure> {
    let Kind { name, reading, accept_doubts, key, .. } = kind;
    desk.files.set(files, None);
    let request = json!({ "file": null, "reading": reading, "source_key": key });
    let preview = desk.wait(&format!("{name}_preview"), request)?;
    readable(&preview["shape"])?;
    let report = match rejected {
        Some(folder) => rejected_file(desk, name, &preview, folder)?,
        None => Value::Null,
    };
    let refused = refused_cells(&preview);
    let counts = &preview["counts"];
    let mut lines = vec![format!(
        "{} lignes acceptées, {} à vérifier, {} refusées, {} déjà prises.",
        counts["accepted"], counts["to_check"], counts["refused"], counts["already_taken"]
    )];
    let kept_out = list(&preview["shape"]["refused"]);
    lines.extend(kept_out.iter().map(|column| {
        format!("  colonne «\u{a0}{}\u{a0}»\u{a0}: {}", text(&column["heading"]), text(&column["reason"]))
    }));
    lines.extend(refused.iter().map(sentence));
    let mut value = json!({
        "batch": null, "accepted": counts["accepted"], "to_check": counts["to_check"], "refused": refused,
        "already_taken": counts["already_taken"], "report": report, "refused_columns": kept_out,
    });
    let mut request = json!({ "reading": preview["shape"]["reading"] });
    if let Some(accept_doubts) = accept_doubts {
        request["accept_doubts"] = json!(accept_doubts);
        value["profile"] = preview["profile"].clone();
        value["left_out"] = preview["left_out"].clone();
        lines.insert(0, format!("Origine\u{a0}: {}.", text(&preview["profile_label"])));
        lines.extend(list(&preview["left_out"]).iter().map(left_out));
        lines.extend(list(&preview["notes"]).iter().map(|note| format!("  {}", text(note))));
        value["totals"] = preview["totals"].clone();
        let trial = if dry_run { desk.wait(&format!("{name}_try"), request.clone())? } else { Value::Null };
        lines.extend(figures(&preview, &trial));
        value["trial"] = trial;
    }
    if dry_run {
        lines.push("Essai à blanc\u{a0}: rien n’a été enregistré.".to_owned());
    } else {
        let command = format!("{name}_commit");
        let taken = match accept_doubts {
            Some(_) => desk.wait(&command, request),
            None => desk.ask(&command, request),
        };
        let done = taken.map_err(|failure| failure.because(refused.iter().map(sentence)))?;
        value["batch"] = done["batch"]["id"].clone();
        if accept_doubts.is_some() {
            value["taken"] = done["taken"].clone();
            lines.push(format!("Repris\u{a0}: {}.", counted(&done["taken"])));
            lines.push(format!("Restés\u{a0}: {}.", counted(&done["left"])));
        }
        lines.push(format!("Import {}", text(&value["batch"])));
    }
    if let Some(path) = value["report"].as_str() {
        lines.push(format!("Lignes refusées, avec leur motif\u{a0}: {path}"));
    }
    Ok((value, lines))
}

/// What the file holds and what would become of it, to be compared with what the former product says.
fn figures(preview: &Value, trial: &Value) -> Vec<String> {
    let mut lines = vec![format!("Dans le fichier\u{a0}: {}.", counted(&preview["totals"]["file"]))];
    if trial.is_null() {
        return lines;
    }
    lines.push(format!("Seraient repris\u{a0}: {}.", counted(&trial["taken"])));
    lines.push(format!("Resteraient\u{a0}: {}.", counted(&trial["left"])));
    lines.extend(
        list(&trial["wanting"])
            .iter()
            .map(|want| format!("  il manquerait {} à {} familles", text(&want["what"]), want["families"])),
    );
    lines
}

/// « 12 familles, 20 responsables, 25 enfants, soldes 1234,50 € ».
fn counted(totals: &Value) -> String {
    let mut said = format!(
        "{} familles, {} responsables, {} enfants, {} contacts",
        totals["families"], totals["guardians"], totals["children"], totals["contacts"]
    );
    if let Some(cents) = totals["balance_cents"].as_i64() {
        let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.unsigned_abs());
        said.push_str(&format!(", soldes {sign}{},{:02}\u{a0}€", cents / 100, cents % 100));
    }
    said
}

/// « non repris : mandats de prélèvement, 12 ».
fn left_out(row: &Value) -> String {
    format!("  non repris\u{a0}: {}, {}", text(&row["what"]), row["count"])
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
                "message": issue["message"], "read_in": row["read_in"],
            })
        })
    })
    .collect()
}

fn sentence(cell: &Value) -> String {
    let place = match text(&cell["read_in"]) {
        "" => String::new(),
        place => format!(" ({place})"),
    };
    format!("  ligne {}{place}\u{a0}: {}", cell["line"], text(&cell["message"]))
}
