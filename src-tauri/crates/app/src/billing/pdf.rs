//! Invoices on paper.

use std::collections::HashMap;

use documents::{InvoiceBinder, InvoiceDocument, InvoicedAdjustment, InvoicedChild, InvoicedService};
use domain::calendar::Month;
use domain::values::ids::{ActivityId, ChildId, InvoiceId};
use security::access::ReadBilling;
use store::billing::{InvoiceRow, ServiceLineRow};

use super::invoices::addressee;
use super::letterhead::Letterhead;
use super::lines::{KeptHelp, KeptReason, SealedReasons};
use super::{DocumentShownView, InvoiceRequest, RunRequest, SavedFileView};
use crate::call::{Call, Subject};
use crate::error::Error;
use crate::jobs::JobView;
use crate::outside::fingerprint;
use crate::press::press;

/// Shows an invoice in the system's viewer.
pub fn invoice_pdf(
    call: &Call<'_, ReadBilling>,
    request: InvoiceRequest,
) -> Result<DocumentShownView, Error> {
    let id = request.invoice;
    let (letterhead, row, lines) = call.consult(Subject::of("invoice", id), |r| {
        let row = r.invoice(id)?.ok_or_else(|| Error::not_found("cette facture"))?;
        let run = r.run_row(row.run)?.ok_or_else(|| Error::not_found("cette campagne"))?;
        Ok((Letterhead::of_run(&run)?, row, r.lines_of_invoice(id)?))
    })?;
    let rows = [row];
    let values = SealedReasons::of(call, &rows, &lines)?;
    let [row] = rows;
    let file_name = format!("facture_{}.pdf", row.number);
    let document = letterhead.invoice(&row, lines, &values)?;
    let bytes = press(call).invoice(&document)?;
    call.outside().show_document(&file_name, &bytes)?;
    Ok(DocumentShownView { file_name, bytes: bytes.len() as u64 })
}

/// Every invoice of a run in one file, for the town's printer.
pub fn run_pdf(call: &Call<'_, ReadBilling>, request: RunRequest) -> Result<JobView, Error> {
    call.spawn(move |call, progress| {
        progress.phase("Lecture des factures", 0)?;
        let (letterhead, run, rows, lines) = call.consult(Subject::of("billing_run", request.run), |r| {
            let run = r.run_row(request.run)?.ok_or_else(|| Error::not_found("cette campagne"))?;
            let letterhead = Letterhead::of_run(&run)?;
            Ok((letterhead, run, r.invoices_of_run(request.run)?, r.lines_of_run(request.run)?))
        })?;
        let values = SealedReasons::of(call, &rows, &lines)?;
        let mut by_invoice: HashMap<InvoiceId, Vec<ServiceLineRow>> = HashMap::new();
        for line in lines {
            by_invoice.entry(line.invoice).or_default().push(line);
        }
        progress.phase("Composition du PDF", rows.len() as u64)?;
        let press = press(call);
        let mut binder = InvoiceBinder::new(&press);
        for (done, row) in (1..).zip(&rows) {
            let lines = by_invoice.remove(&row.id).unwrap_or_default();
            binder.add(&letterhead.invoice(row, lines, &values)?)?;
            progress.done(done)?;
        }
        let bytes = binder.finish()?;
        let bytes = bytes.ok_or_else(|| Error::refused("Cette campagne n’a aucune facture à imprimer."))?;
        progress.check()?;
        let file_name = format!("factures_{}_{}-{}.pdf", run.month, run.first_number, run.last_number);
        let path = call.outside().save_file(&file_name, &bytes)?;
        Ok(SavedFileView { file_name, path, bytes: bytes.len() as u64, sha256: fingerprint(&bytes) })
    })
}

impl Letterhead {
    fn invoice(
        &self,
        row: &InvoiceRow,
        lines: Vec<ServiceLineRow>,
        values: &SealedReasons,
    ) -> Result<InvoiceDocument, Error> {
        let quotient = row.quotient;
        let activities = activities_of(&lines);
        // Two helps of one funder are told apart by the activity each bears on.
        let short_help = |help: &KeptHelp, line: &ServiceLineRow| {
            let activity = line.activity.and_then(|activity| activities.get(&activity).cloned());
            activity.into_iter().chain(values.short_help(help, line.amount)).collect::<Vec<_>>().join(". ")
        };
        let mut children: Vec<(Option<ChildId>, InvoicedChild)> = Vec::new();
        let mut adjustments = Vec::new();
        for line in lines {
            match KeptReason::of(&line)? {
                KeptReason::Adjustment { reason, explanation, quotient, help, .. } => {
                    let label = values.label(&line.label, help.as_ref());
                    let then = explanation
                        .map(|then| values.short_reason(then, quotient))
                        .or_else(|| help.map(|help| short_help(&help, &line)));
                    adjustments.push(InvoicedAdjustment {
                        child: line.child_name,
                        label,
                        reason: [reason].into_iter().chain(then).collect::<Vec<_>>().join(". "),
                        amount: line.amount,
                    });
                }
                reason @ (KeptReason::Tariff(_) | KeptReason::Subsidy(_)) => {
                    let (label, quantity, explanation) = match reason {
                        KeptReason::Tariff(explanation) => (
                            line.label,
                            explanation.calculation.quantity.format_fr(),
                            values.short_reason(explanation, quotient),
                        ),
                        KeptReason::Subsidy(help) => {
                            (values.label(&line.label, Some(&help)), String::new(), short_help(&help, &line))
                        }
                        KeptReason::Adjustment { .. } => unreachable!("corrections are apart"),
                    };
                    let (unit_price, amount) = (line.unit_price, line.amount);
                    let service = InvoicedService { label, explanation, quantity, unit_price, amount };
                    // What funders pay comes after all the services: each goes under its child.
                    match children.iter_mut().find(|(child, _)| *child == line.child) {
                        Some((_, child)) => child.services.push(service),
                        None => children.push((
                            line.child,
                            InvoicedChild { name: line.child_name, services: vec![service] },
                        )),
                    }
                }
            }
        }
        let month = Month::parse(&row.month).map_err(|refusal| Error::bug(refusal.message))?;
        Ok(InvoiceDocument {
            // The number, which never changes hands: the same invoice printed again, here or elsewhere, by an agent of
            // the same rights, is the same file.
            identity: format!("facture/{}/{}", self.siret, row.number),
            issuer: self.issuer(),
            number: row.number.clone(),
            issued_on: row.issued_on,
            period_start: month.first_day(),
            period_end: month.last_day(),
            family_number: format!("{:06}", row.family_number),
            addressee: addressee(&row.payer),
            children: children.into_iter().map(|(_, child)| child).collect(),
            adjustments,
            total: row.total,
            previous_balance: None,
            settlement: self.settlement(row),
            question: self.question.clone(),
            fictive: self.fictive,
        })
    }
}

/// The activities of an invoice, named by their first service: `Cantine Jean-Macé`.
fn activities_of(lines: &[ServiceLineRow]) -> HashMap<ActivityId, String> {
    let mut named = HashMap::new();
    for line in lines.iter().filter(|line| line.subsidy.is_none()) {
        if let Some(activity) = line.activity {
            let name = line.label.split(',').next().unwrap_or_default();
            named.entry(activity).or_insert_with(|| name.to_owned());
        }
    }
    named
}
