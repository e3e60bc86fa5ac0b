//! Invented towns: made, billed, every file written, in one command.

use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};

use super::{Outcome, euros, list, text};
use crate::arguments::{Demo, Global, Printed, Town};
use crate::desk::Desk;
use crate::failure::Failure;

/// Who bills an invented town.
const BILLING_AGENT: &str = "facturation";
/// How many invoices a demonstration prints one by one.
const FIRST_INVOICES: usize = 12;

pub(super) fn run(global: &Global, command: Demo) -> Result<Outcome, Failure> {
    match command {
        Demo::Create(town) => {
            let desk = Desk::of(global)?;
            let value = create(&desk, &town, false)?;
            let lines = sentences(&value);
            Ok(Outcome::new(value, lines))
        }
        Demo::Run { town, out, invoices } => whole_month(global, &town, &out, invoices),
    }
}

/// Makes an invented town in the desk's folder.
pub(crate) fn create(desk: &Desk, town: &Town, measured: bool) -> Result<Value, Failure> {
    let request =
        json!({ "families": town.families, "month": town.month, "seed": town.seed, "measured": measured });
    eprintln!("Création d’une commune fictive de {} familles", town.families);
    desk.ask("vault_create_fictive", request)
}

fn sentences(town: &Value) -> Vec<String> {
    let mut lines = vec![format!(
        "Commune fictive dans {}\u{a0}: {} familles, {} enfants, {} présences.",
        text(&town["vault"]),
        town["families"],
        town["children"],
        town["attendance_rows"]
    )];
    for agent in list(&town["agents"]) {
        lines.push(format!(
            "  {} ({})\u{a0}: {}",
            text(&agent["login"]),
            text(&agent["role"]),
            text(&agent["password"])
        ));
    }
    lines
}

/// Seconds of each step, as they go by.
#[derive(Default)]
struct Steps(serde_json::Map<String, Value>);

impl Steps {
    fn time<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        let start = Instant::now();
        let done = work()?;
        self.0.insert(name.to_owned(), json!(crate::bench::seconds(start.elapsed())));
        Ok(done)
    }
}

fn whole_month(global: &Global, town: &Town, out: &Path, printed: Printed) -> Result<Outcome, Failure> {
    let desk = Desk::of(global)?;
    let mut steps = Steps::default();
    let made = steps.time("create", || create(&desk, town, false))?;
    let password = app::demo::password_of(BILLING_AGENT).unwrap_or_default();
    desk.unlock_as(BILLING_AGENT, &password)?;

    let month = json!({ "month": town.month });
    let preview = steps.time("preview", || desk.wait("billing_preview", month))?;
    let request = json!({ "month": town.month, "digest": preview["digest"] });
    let run = steps.time("commit", || desk.wait("billing_commit", request))?["run"].take();

    desk.files.set(Vec::new(), Some(out.to_owned()));
    let mut files = Vec::new();
    for kind in ["titres_csv", "pes_ormc"] {
        let request = json!({ "run": run["id"], "kind": kind, "encoding": "windows1252" });
        let written = steps.time(kind, || desk.ask("treasury_export", request))?;
        files.push(file(kind, &written));
    }
    steps.time("caf_alsh", || declare(&desk, &town.month, &mut files))?;
    steps.time("invoices", || print(&desk, &run, printed, &mut files))?;

    let mut lines = sentences(&made);
    lines.push(format!(
        "Campagne {}\u{a0}: {} factures, {} lignes, {}.",
        text(&run["month"]),
        run["invoices"],
        run["lines"],
        euros(&run["total_cents"])
    ));
    lines.extend(files.iter().map(|file| format!("  {} ({} octets)", text(&file["path"]), file["bytes"])));
    let mut value = made;
    value["run"] = json!({
        "id": run["id"], "invoices": run["invoices"], "lines": run["lines"], "total_cents": run["total_cents"],
        "first_number": run["first_number"], "last_number": run["last_number"],
    });
    value["anomalies"] = json!(list(&preview["anomalies"]).len());
    value["files"] = Value::Array(files);
    value["seconds"] = Value::Object(steps.0);
    Ok(Outcome::new(value, lines))
}

/// The hours of the month, unless no child came: a town of a few families may have nothing to declare.
fn declare(desk: &Desk, month: &str, files: &mut Vec<Value>) -> Result<(), Failure> {
    let months = json!({ "from": month, "to": month });
    let counted = desk.wait("caf_alsh_preview", months.clone())?;
    if !list(&counted["rows"]).is_empty() {
        files.push(file("caf_alsh", &desk.wait("caf_alsh_export", months)?));
    }
    Ok(())
}

fn print(desk: &Desk, run: &Value, printed: Printed, files: &mut Vec<Value>) -> Result<(), Failure> {
    match printed {
        Printed::None => {}
        Printed::All => {
            let written = desk.wait("run_pdf", json!({ "run": run["id"] }))?;
            files.push(file("invoices_pdf", &written));
        }
        Printed::First => {
            let invoices = desk.ask("invoice_list", json!({ "run": run["id"], "with_lines": false }))?;
            for invoice in list(&invoices["invoices"]).iter().take(FIRST_INVOICES) {
                desk.ask("invoice_pdf", json!({ "invoice": invoice["id"] }))?;
            }
            for path in desk.files.take_shown() {
                files.push(json!({ "kind": "invoice_pdf", "path": path.path, "sha256": path.sha256, "bytes": path.bytes }));
            }
        }
    }
    Ok(())
}

fn file(kind: &str, written: &Value) -> Value {
    json!({ "kind": kind, "path": written["path"], "sha256": written["sha256"], "bytes": written["bytes"] })
}
