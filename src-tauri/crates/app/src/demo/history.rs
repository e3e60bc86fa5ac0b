//! The month before, billed and collected as it would have been: lists that have something to show, families that owe, a return of
//! the treasury with lines nobody claims. Asked of the core through its own commands, as an agent would.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::calendar::Month;
use domain::values::Cents;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::draw::Draw;
use crate::app::{App, Host, Reply};
use crate::error::{Error, ErrorView};
use crate::outside::{ChosenFile, FolderPurpose, Outside, Purpose};

/// Who bills and collects.
const AGENT: &str = "facturation";
/// Between two questions about a job.
const PATIENCE: Duration = Duration::from_millis(5);

/// The core with nobody at the dialogs: nothing is written outside of the vault.
pub(super) fn unattended(app: &App) -> App {
    let app = App::new(Host { outside: Arc::new(Nobody), ..app.host.clone() });
    app.use_degraded_keyring();
    app
}

/// Bills a month, sends it to the treasury, takes back what was collected. A month of holidays has nothing to bill.
pub(super) fn bill_and_collect(app: &App, month: Month, today: Date, draw: &mut Draw) -> Result<(), Error> {
    log_in(app, AGENT)?;
    let preview = wait(app, "billing_preview", json!({ "month": month.to_string() }))?;
    if preview["invoices"] == 0 {
        return Ok(());
    }
    let request = json!({ "month": month.to_string(), "digest": preview["digest"] });
    let run = wait(app, "billing_commit", request)?["run"].take();
    for kind in ["titres_csv", "pes_ormc"] {
        ask(app, "treasury_export", json!({ "run": run["id"], "kind": kind, "encoding": "windows1252" }))?;
    }
    let invoices = ask(app, "invoice_list", json!({ "run": run["id"], "with_lines": false }))?;
    let text = collected(&invoices, today, draw);
    let file = json!({ "name": format!("retour_encaissements_{month}.csv"), "bytes": text.into_bytes() });
    let read = ask(app, "returns_preview", json!({ "file": file, "reading": {} }))?;
    ask(app, "returns_commit", json!({ "sha256": read["shape"]["sha256"] }))?;
    Ok(())
}

/// Opens the vault for an agent of invented towns.
pub(super) fn log_in(app: &App, login: &str) -> Result<(), Error> {
    let password = super::password_of(login).ok_or_else(|| Error::bug("AGENT-FICTIF"))?;
    ask(app, "session_unlock", json!({ "login": login, "password": password })).map(drop)
}

/// What the treasury says it collected: three invoices in four, some in part, and two lines nobody can place.
fn collected(invoices: &Value, today: Date, draw: &mut Draw) -> String {
    let mut text = String::from(
        "exercice;num_facture;ref_tiers;date_operation;montant;mode;origine;etat;reste_a_recouvrer;motif\r\n",
    );
    let mut line = |number: &str, amount: Cents, rest: Cents, draw: &mut Draw| {
        let mode = *draw.weighted(&[
            (55, "CB"),
            (20, "PRELEVEMENT"),
            (12, "CHEQUE"),
            (8, "VIREMENT"),
            (5, "ESPECES"),
        ]);
        let day = today.saturating_sub(draw.between(0, 2).days());
        let state = if rest.is_zero() { "SOLDE" } else { "PARTIEL" };
        text.push_str(&format!(
            "{};{number};;{};{};{mode};TRESOR;{state};{};\r\n",
            today.year(),
            domain::calendar::format_day(day),
            amount.to_plain(','),
            rest.to_plain(',')
        ));
    };
    for invoice in invoices["invoices"].as_array().into_iter().flatten() {
        let (Some(number), Some(total)) = (invoice["number"].as_str(), invoice["total_cents"].as_i64())
        else {
            continue;
        };
        match draw.below(100) {
            0..=73 => line(number, Cents(total), Cents::ZERO, draw),
            74..=79 => line(number, Cents(total / 2), Cents(total - total / 2), draw),
            _ => {}
        }
    }
    for (number, cents) in [("2026-999990", 4_250), ("", 1_875)] {
        line(number, Cents(cents), Cents::ZERO, draw);
    }
    text
}

fn ask(app: &App, command: &str, request: Value) -> Result<Value, Error> {
    match app.call(command, request) {
        Reply::Done { value, .. } => Ok(value),
        Reply::Refused { error, .. } => Err(refusal(error)),
    }
}

fn wait(app: &App, command: &str, request: Value) -> Result<Value, Error> {
    let mut job = ask(app, command, request)?;
    while job["state"] == "running" {
        std::thread::sleep(PATIENCE);
        job = ask(app, "job_status", json!({ "job": job["id"] }))?;
    }
    match job["state"] == "done" {
        true => Ok(job["value"].take()),
        false => Err(Error::refused(job["error"]["message"].as_str().unwrap_or_default())),
    }
}

fn refusal(error: ErrorView) -> Error {
    let ErrorView { code, message, fields, params, reference } = error;
    Error { code, message, fields, params, reference }
}

/// Gives up on every dialog.
struct Nobody;

impl Outside for Nobody {
    fn choose_file(&self, _: Purpose) -> Result<Option<ChosenFile>, Error> {
        Ok(None)
    }

    fn choose_folder(&self, _: FolderPurpose) -> Result<Option<PathBuf>, Error> {
        Ok(None)
    }

    fn save_file(&self, _: &str, _: &[u8]) -> Result<Option<String>, Error> {
        Ok(None)
    }

    fn show_document(&self, _: &str, _: &[u8]) -> Result<(), Error> {
        Ok(())
    }
}
