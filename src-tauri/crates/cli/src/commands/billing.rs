//! A month: previewed, issued, listed, printed, sent.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Outcome, euros, identifier, list, opened, text};
use crate::arguments::{Batch, Bill, Export, Global, Invoices};
use crate::desk::Desk;
use crate::failure::Failure;

pub(super) fn bill(global: &Global, command: Bill) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    match command {
        Bill::Preview { month, bookings_to_come } => {
            let preview = desk
                .wait("billing_preview", json!({ "month": month, "bookings_to_come": bookings_to_come }))?;
            let anomalies: Vec<Value> = list(&preview["anomalies"])
                .iter()
                .map(|anomaly| {
                    json!({
                        "code": anomaly["code"], "severity": anomaly["severity"], "subject": anomaly["subject"],
                        "message": anomaly["statement"], "amount_cents": anomaly["amount_cents"],
                    })
                })
                .collect();
            let mut lines = vec![
                format!(
                    "{}\u{a0}: {} factures, {} lignes, {}.",
                    text(&preview["month_label"]),
                    preview["invoices"],
                    preview["lines"],
                    euros(&preview["total_cents"])
                ),
                format!("{} anomalies, dont {} bloquantes.", anomalies.len(), preview["blocking"]),
            ];
            lines.extend(anomalies.iter().map(|anomaly| {
                format!(
                    "  {}\u{a0}: {} ({})",
                    text(&anomaly["subject"]),
                    text(&anomaly["message"]),
                    euros(&anomaly["amount_cents"])
                )
            }));
            lines.push(format!("Empreinte de l’aperçu\u{a0}: {}", text(&preview["digest"])));
            let value = json!({
                "digest": preview["digest"], "invoices": preview["invoices"], "lines": preview["lines"],
                "total_cents": preview["total_cents"], "blocking": preview["blocking"], "anomalies": anomalies,
            });
            Ok(Outcome::new(value, lines))
        }
        Bill::Commit { month, digest, exercice, bookings_to_come } => {
            let request = json!({
                "month": month, "digest": digest, "exercice": exercice, "bookings_to_come": bookings_to_come,
            });
            let committed = desk.wait("billing_commit", request)?;
            let run = &committed["run"];
            let line = format!(
                "Campagne {}\u{a0}: {} factures du {} au {}, {}.",
                text(&run["id"]),
                run["invoices"],
                text(&run["first_number"]),
                text(&run["last_number"]),
                euros(&run["total_cents"])
            );
            let value = json!({
                "run": run["id"], "invoices": run["invoices"], "lines": run["lines"], "total_cents": run["total_cents"],
                "first_number": run["first_number"], "last_number": run["last_number"],
                "already_issued": committed["already_issued"],
            });
            Ok(Outcome::new(value, vec![line]))
        }
    }
}

pub(super) fn invoices(global: &Global, command: Invoices) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    match command {
        Invoices::List { run } => {
            let found = desk.ask(
                "invoice_list",
                json!({ "run": identifier(&run, "d’une campagne")?, "with_lines": true }),
            )?;
            let invoices: Vec<Value> = list(&found["invoices"]).iter().map(invoice).collect();
            let lines = invoices
                .iter()
                .map(|invoice| {
                    format!(
                        "{}  {}  {}",
                        text(&invoice["number"]),
                        text(&invoice["family"]),
                        euros(&invoice["total_cents"])
                    )
                })
                .collect();
            Ok(Outcome::new(json!({ "invoices": invoices }), lines))
        }
        Invoices::Pdf { run, out } => {
            let run = identifier(&run, "d’une campagne")?;
            desk.files.set(Vec::new(), Some(out));
            let written = desk.wait("run_pdf", json!({ "run": run }))?;
            let line = format!("Factures écrites\u{a0}: {}", text(&written["path"]));
            let file =
                json!({ "path": written["path"], "sha256": written["sha256"], "bytes": written["bytes"] });
            Ok(Outcome::new(json!({ "files": [file] }), vec![line]))
        }
    }
}

/// An invoice as the contract names its fields.
fn invoice(invoice: &Value) -> Value {
    let lines: Vec<Value> = list(&invoice["lines"])
        .iter()
        .map(|line| {
            let explanation: Vec<&str> = list(&line["explanation"]).iter().map(|reason| text(&reason["text"])).collect();
            json!({
                "label": line["label"], "child": line["child_name"], "activity": line["activity"], "quantity": line["quantity"],
                "unit_price_cents": line["unit_price_cents"], "amount_cents": line["amount_cents"], "explanation": explanation,
            })
        })
        .collect();
    json!({
        "id": invoice["id"], "number": invoice["number"], "family": invoice["family_name"], "debtor": invoice["debtor_name"],
        "total_cents": invoice["total_cents"], "paid_cents": invoice["paid_cents"], "lines": lines,
    })
}

pub(super) fn export(global: &Global, command: Export) -> Result<Outcome, Failure> {
    let desk = opened(global)?;
    match command {
        Export::TitresCsv(batch) => treasury(&desk, "titres_csv", batch),
        Export::PesOrmc(batch) => treasury(&desk, "pes_ormc", batch),
        Export::CafAlsh { from, to, out } => {
            desk.files.set(Vec::new(), Some(out));
            let written = desk.wait("caf_alsh_export", json!({ "from": from, "to": to }))?;
            let value =
                json!({ "file": written["path"], "sha256": written["sha256"], "bytes": written["bytes"] });
            let line = format!("État des heures écrit dans {}.", text(&written["path"]));
            Ok(Outcome::new(value, vec![line]))
        }
    }
}

fn treasury(desk: &Desk, kind: &str, batch: Batch) -> Result<Outcome, Failure> {
    let run = identifier(&batch.run, "d’une campagne")?;
    let chosen: Vec<Uuid> =
        batch.unpaid.iter().map(|id| identifier(id, "d’une facture")).collect::<Result<_, _>>()?;
    desk.files.set(Vec::new(), Some(batch.out));
    let request = json!({ "run": run, "kind": kind, "encoding": "windows1252", "chosen": chosen });
    let written = desk.ask("treasury_export", request)?;
    let line = format!(
        "Bordereau {}\u{a0}: {} titres, {}, écrit dans {}.",
        written["bordereau"],
        written["titres"],
        euros(&written["total_cents"]),
        text(&written["path"])
    );
    let value = json!({
        "file": written["path"], "sha256": written["sha256"], "batch": written["bordereau"], "titres": written["titres"],
        "total_cents": written["total_cents"], "bytes": written["bytes"],
    });
    Ok(Outcome::new(value, vec![line]))
}
