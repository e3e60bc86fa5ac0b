//! Issued invoices.

use std::collections::HashMap;

use domain::calendar::Month;
use domain::treasury::{ReturnState, remaining_gap};
use domain::values::ids::InvoiceId;
use domain::values::{Cents, CountryCode};
use jiff::civil::Date;
use security::access::ReadBilling;
use store::billing::PayerRow;

use super::lines::SealedReasons;
use super::{
    InvoiceListRequest, InvoiceListView, InvoiceRequest, InvoiceRow, InvoiceState, InvoiceView,
    ServiceLineView, SettlementRow, TreasuryNewsRow,
};
use crate::call::Call;
use crate::error::{Code, Error};
use crate::payments::{method_label, method_of};
use crate::press::envelope;

/// The invoices of a run, a household or a family.
pub fn invoice_list(
    call: &Call<'_, ReadBilling>,
    request: InvoiceListRequest,
) -> Result<InvoiceListView, Error> {
    let (rows, lines) = call.read(|r| {
        let rows = match &request {
            InvoiceListRequest { run: Some(run), .. } => r.invoices_of_run(*run)?,
            InvoiceListRequest { household: Some(household), .. } => r.invoices_of_household(*household)?,
            InvoiceListRequest { family: Some(family), .. } => r.invoices_of_family(*family)?,
            _ => {
                return Err(Error::new(
                    Code::Invalid,
                    "Dites de quelle campagne, de quel foyer ou de quelle famille.",
                ));
            }
        };
        let lines = match (request.with_lines, request.run) {
            (false, _) => Vec::new(),
            (true, Some(run)) => r.lines_of_run(run)?,
            (true, None) => {
                let mut lines = Vec::new();
                for row in &rows {
                    lines.extend(r.lines_of_invoice(row.id)?);
                }
                lines
            }
        };
        Ok((rows, lines))
    })?;
    let values =
        if request.with_lines { SealedReasons::of(call, &rows, &lines)? } else { SealedReasons::default() };
    let quotients: HashMap<InvoiceId, _> = rows.iter().map(|row| (row.id, row.quotient)).collect();
    let mut by_invoice: HashMap<InvoiceId, Vec<ServiceLineView>> = HashMap::new();
    for line in lines {
        let invoice = line.invoice;
        let view = values.line_view(line, quotients.get(&invoice).copied().flatten())?;
        by_invoice.entry(invoice).or_default().push(view);
    }
    let today = call.today();
    let mut invoices = Vec::with_capacity(rows.len());
    for row in rows {
        let lines = request.with_lines.then(|| by_invoice.remove(&row.id).unwrap_or_default());
        invoices.push(InvoiceRow { lines, ..invoice_row(row, today)? });
    }
    Ok(InvoiceListView {
        total_cents: invoices.iter().map(|invoice| invoice.total_cents).sum(),
        paid_cents: invoices.iter().map(|invoice| invoice.paid_cents).sum(),
        invoices,
    })
}

/// One invoice in full: its lines and why, what was paid on it.
pub fn invoice_show(call: &Call<'_, ReadBilling>, request: InvoiceRequest) -> Result<InvoiceView, Error> {
    let id = request.invoice;
    let (row, lines, settlements, titre, news) = call.read(|r| {
        let row = r.invoice(id)?.ok_or_else(|| Error::not_found("cette facture"))?;
        let titre = r.titre_of_invoice(id)?;
        Ok((row, r.lines_of_invoice(id)?, r.allocations_of_invoice(id)?, titre, r.news_of_invoice(id)?))
    })?;
    let quotient = row.quotient;
    let rows = [row];
    let values = SealedReasons::of(call, &rows, &lines)?;
    let [row] = rows;
    let addressee = addressee(&row.payer);
    let debtor_reference = row.payer.reference.clone();
    let invoice = invoice_row(row, call.today())?;
    Ok(InvoiceView {
        month_label: invoice.month.format_fr(),
        invoice,
        addressee,
        debtor_reference,
        lines: lines.into_iter().map(|line| values.line_view(line, quotient)).collect::<Result<_, _>>()?,
        settlements: settlements
            .into_iter()
            .map(|row| SettlementRow {
                payment: row.payment,
                received_on: row.received_on,
                method: method_of(&row.method),
                method_label: method_label(&row.method),
                reference: row.reference,
                receipt_number: row.receipt_number,
                is_cancellation: row.cancels.is_some(),
                amount_cents: row.amount,
            })
            .collect(),
        titre: titre
            .map(|(exercice, bordereau, titre)| format!("{exercice}, bordereau {bordereau}, titre {titre}")),
        said_by_treasury: news.into_iter().map(treasury_news).collect(),
    })
}

/// What the treasury said of an invoice, compared with what the town counted that day.
pub(crate) fn treasury_news(row: store::treasury::TreasuryNewsRow) -> TreasuryNewsRow {
    let state = ReturnState::parse(&row.state);
    TreasuryNewsRow {
        invoice: row.invoice,
        number: row.invoice_number,
        said_on: row.said_on,
        state,
        said: state.map_or("", ReturnState::label).to_owned(),
        remaining_cents: row.remaining,
        gap: row.remaining.and_then(|stated| remaining_gap(stated, row.ours)).map(|gap| gap.message),
        statement: row.statement,
    }
}

/// An invoice as lists show it.
pub(crate) fn invoice_row(row: store::billing::InvoiceRow, today: Date) -> Result<InvoiceRow, Error> {
    let balance = row.total - row.paid;
    let state = if balance.is_negative() {
        InvoiceState::Credit
    } else if balance == Cents::ZERO {
        InvoiceState::Settled
    } else if row.due_on < today {
        InvoiceState::Overdue
    } else if row.paid.is_zero() {
        InvoiceState::Due
    } else {
        InvoiceState::Partial
    };
    Ok(InvoiceRow {
        id: row.id,
        run: row.run,
        number: row.number,
        month: Month::parse(&row.month).map_err(|refusal| Error::bug(refusal.message))?,
        family: row.family,
        family_number: row.family_number,
        family_name: row.family_name,
        household: row.household,
        household_label: row.household_label,
        debtor_name: debtor_name(&row.payer),
        issued_on: row.issued_on,
        due_on: row.due_on,
        total_cents: row.total,
        paid_cents: row.paid,
        balance_cents: balance,
        state,
        line_count: row.line_count,
        lines: None,
    })
}

/// `Maëlle Le Goff`.
pub(super) fn debtor_name(payer: &PayerRow) -> String {
    format!("{} {}", payer.first_name, payer.name).trim().to_owned()
}

/// The lines of the envelope window: the debtor, then the address (NF Z10-011).
pub(super) fn addressee(payer: &PayerRow) -> Vec<String> {
    let address = &payer.address;
    let city = format!("{} {}", address.postal_code, address.city);
    let code = address.country_code.as_str();
    let country = match CountryCode::parse(code) {
        _ if payer_in_france(payer) => String::new(),
        Ok(country) => country.envelope_line(),
        Err(_) => code.to_uppercase(),
    };
    let place = [
        address.complement.clone(),
        address.place.clone(),
        address.street.clone(),
        address.locality.clone(),
        city.trim().to_owned(),
        country,
    ];
    envelope(&payer.civility, &debtor_name(payer), place)
}

fn payer_in_france(payer: &PayerRow) -> bool {
    matches!(payer.address.country_code.as_str(), "" | "FR" | "100")
}
