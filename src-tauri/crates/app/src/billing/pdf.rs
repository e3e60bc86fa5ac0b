//! Invoices on paper.

use std::collections::HashMap;

use documents::{
    InvoiceBinder, InvoiceDocument, InvoicedAdjustment, InvoicedChild, InvoicedService, Issuer, PaymentWay,
    Settlement,
};
use domain::calendar::Month;
use domain::values::Siret;
use domain::values::ids::InvoiceId;
use security::access::ReadBilling;
use store::billing::{InvoiceRow, ServiceLineRow};

use super::invoices::addressee;
use super::lines::{KeptReason, QuotientValues, short_reason};
use super::{DocumentShownView, InvoiceRequest, RunRequest, SavedFileView};
use crate::call::{Call, Subject};
use crate::error::Error;
use crate::jobs::JobView;
use crate::outside::fingerprint;
use crate::press::press;
use crate::settings::{self, Town};
use crate::treasury::{CollectionWay, TreasurySettings};

/// Shows an invoice in the system's viewer.
pub fn invoice_pdf(
    call: &Call<'_, ReadBilling>,
    request: InvoiceRequest,
) -> Result<DocumentShownView, Error> {
    let id = request.invoice;
    let (letterhead, row, lines) = call.consult(Subject::of("invoice", id), |r| {
        let row = r.invoice(id)?.ok_or_else(|| Error::not_found("cette facture"))?;
        Ok((Letterhead::load(r)?, row, r.lines_of_invoice(id)?))
    })?;
    let rows = [row];
    let values = QuotientValues::of(call, &rows)?;
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
            Ok((Letterhead::load(r)?, run, r.invoices_of_run(request.run)?, r.lines_of_run(request.run)?))
        })?;
        let values = QuotientValues::of(call, &rows)?;
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

/// What every invoice of the town shares.
struct Letterhead {
    town: Town,
    treasury: TreasurySettings,
}

impl Letterhead {
    fn load(reader: &store::Reader<'_>) -> Result<Self, Error> {
        Ok(Self { town: settings::town(reader)?, treasury: crate::treasury::settings(reader)? })
    }

    fn issuer(&self) -> Issuer {
        let town = &self.town;
        let place = format!("{} {}", town.postal_code, town.city);
        let lines = [town.street.clone(), place, town.phone.clone(), town.email.clone()];
        let siret =
            town.siret.parse::<Siret>().map(|siret| format!("SIRET\u{a0}{siret}")).unwrap_or_default();
        Issuer {
            name: format!("Commune de {}", town.name),
            lines: lines.into_iter().filter(|line| !line.trim().is_empty()).collect(),
            footer: siret,
        }
    }

    fn settlement(&self, row: &InvoiceRow) -> Settlement {
        match self.treasury.collection {
            CollectionWay::Titre => Settlement::AwaitAsap {
                sgc: match self.treasury.post_label.as_str() {
                    "" => "service de gestion comptable".to_owned(),
                    label => label.to_owned(),
                },
            },
            CollectionWay::Regie => Settlement::Regie {
                due_on: row.due_on,
                ways: self
                    .treasury
                    .payment_ways
                    .iter()
                    .map(|way| PaymentWay { name: way.name.clone(), text: way.text.clone() })
                    .collect(),
            },
        }
    }

    fn invoice(
        &self,
        row: &InvoiceRow,
        lines: Vec<ServiceLineRow>,
        values: &QuotientValues,
    ) -> Result<InvoiceDocument, Error> {
        let quotient = values.of_invoice(row.quotient);
        let mut children: Vec<InvoicedChild> = Vec::new();
        let mut adjustments = Vec::new();
        for line in lines {
            match KeptReason::of(&line)? {
                KeptReason::Adjustment { reason, .. } => {
                    adjustments.push(InvoicedAdjustment { label: line.label, reason, amount: line.amount });
                }
                KeptReason::Tariff(explanation) => {
                    let service = InvoicedService {
                        explanation: short_reason(&explanation, quotient),
                        quantity: explanation.calculation.quantity.format_fr(),
                        label: line.label,
                        unit_price: line.unit_price,
                        amount: line.amount,
                    };
                    match children.last_mut() {
                        Some(child) if child.name == line.child_name => child.services.push(service),
                        _ => children.push(InvoicedChild { name: line.child_name, services: vec![service] }),
                    }
                }
            }
        }
        let month = Month::parse(&row.month).map_err(|refusal| Error::bug(refusal.message))?;
        Ok(InvoiceDocument {
            // The number, which never changes hands: the same invoice printed again, here or elsewhere, is the same file.
            identity: format!("facture/{}/{}", self.town.siret, row.number),
            issuer: self.issuer(),
            number: row.number.clone(),
            issued_on: row.issued_on,
            period_start: month.first_day(),
            period_end: month.last_day(),
            family_number: format!("{:06}", row.family_number),
            addressee: addressee(&row.payer),
            children,
            adjustments,
            total: row.total,
            previous_balance: None,
            settlement: self.settlement(row),
            question: self.treasury.question.clone(),
            fictive: self.town.fictive,
        })
    }
}
