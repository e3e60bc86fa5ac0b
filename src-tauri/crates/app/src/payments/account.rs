//! A household's account, and who owes what.

use domain::calendar::Month;
use domain::payments::available_advance;
use domain::values::Cents;
use security::access::ReadPayments;

use super::advance::unallocated;
use super::{
    AccountEntry, AccountEntryKind, AdvanceRow, HouseholdAccountRequest, HouseholdAccountView,
    UnpaidListRequest, UnpaidListView, UnpaidRow, method_label,
};
use crate::Error;
use crate::billing::{invoice_row, treasury_news};
use crate::call::Call;

/// Everything billed to a household and everything it paid, in the order it happened.
pub fn account(
    call: &Call<'_, ReadPayments>,
    request: HouseholdAccountRequest,
) -> Result<HouseholdAccountView, Error> {
    let household = request.household;
    let (owner, invoices, payments, news) = call.read(|r| {
        Ok((
            r.payment_owner(household)?,
            r.invoices_of_household(household)?,
            r.payments_of_household(household)?,
            r.news_of_household(household)?,
        ))
    })?;
    let (family, household_label) = owner.ok_or_else(|| Error::not_found("ce foyer"))?;
    let invoiced: Cents = invoices.iter().map(|invoice| invoice.total).sum();
    let received: Cents = payments.iter().map(|payment| payment.amount).sum();
    let billed = invoices.iter().map(|invoice| AccountEntry {
        on: invoice.issued_on,
        kind: AccountEntryKind::Invoice,
        label: format!("Facture {}, {}", invoice.number, month_label(&invoice.month)),
        invoice: Some(invoice.id),
        payment: None,
        amount_cents: invoice.total,
        balance_cents: Cents::ZERO,
        is_cancelled: false,
    });
    let paid = payments.iter().map(|payment| {
        let label = method_label(&payment.method);
        let (kind, label) = match payment.cancels {
            Some(_) => {
                (AccountEntryKind::Cancellation, format!("Annulation ({label})\u{a0}: {}", payment.reference))
            }
            None => (AccountEntryKind::Payment, label),
        };
        AccountEntry {
            on: payment.received_on,
            kind,
            label,
            invoice: None,
            payment: Some(payment.id),
            amount_cents: -payment.amount,
            balance_cents: Cents::ZERO,
            is_cancelled: payment.cancelled_by.is_some(),
        }
    });
    let ahead: Cents = payments.iter().map(unallocated).sum();
    let advances: Vec<AdvanceRow> = payments
        .iter()
        .rev()
        .filter(|payment| payment.cancels.is_none() && payment.cancelled_by.is_none())
        .map(|payment| AdvanceRow {
            payment: payment.id,
            received_on: payment.received_on,
            method_label: method_label(&payment.method),
            reference: payment.reference.clone(),
            advance_cents: available_advance(unallocated(payment), ahead),
        })
        .filter(|row| row.advance_cents.is_positive())
        .collect();
    let mut entries: Vec<AccountEntry> = billed.chain(paid).collect();
    entries.sort_by_key(|entry| (entry.on, entry.invoice.is_none(), entry.payment));
    let mut balance = Cents::ZERO;
    for entry in &mut entries {
        balance += entry.amount_cents;
        entry.balance_cents = balance;
    }
    let today = call.today();
    let mut open: Vec<_> = invoices.into_iter().filter(|invoice| invoice.total > invoice.paid).collect();
    open.sort_by(|a, b| (a.issued_on, &a.number).cmp(&(b.issued_on, &b.number)));
    Ok(HouseholdAccountView {
        household,
        household_label,
        family,
        invoiced_cents: invoiced,
        received_cents: received,
        balance_cents: invoiced - received,
        entries,
        open_invoices: open
            .into_iter()
            .map(|invoice| invoice_row(invoice, today))
            .collect::<Result<_, _>>()?,
        advance_cents: if advances.is_empty() { Cents::ZERO } else { ahead.max(Cents::ZERO) },
        advances,
        said_by_treasury: news.into_iter().map(treasury_news).collect(),
    })
}

/// Households that owe something, the longest overdue first.
pub fn unpaid(call: &Call<'_, ReadPayments>, request: UnpaidListRequest) -> Result<UnpaidListView, Error> {
    let on = request.on.unwrap_or_else(|| call.today());
    let rows = call.read(|r| Ok(r.unpaid(on)?))?;
    Ok(UnpaidListView {
        due_cents: rows.iter().map(|row| row.due).sum(),
        overdue_cents: rows.iter().map(|row| row.overdue).sum(),
        households: rows
            .into_iter()
            .map(|row| UnpaidRow {
                household: row.household,
                household_label: row.household_label,
                family: row.family,
                family_number: row.family_number,
                family_name: row.family_name,
                debtor_name: row.debtor_name,
                phone: row.phone,
                invoices: row.invoice_count,
                oldest_due_on: row.oldest_due_on,
                days_late: u32::try_from((on - row.oldest_due_on).get_days()).unwrap_or(0),
                due_cents: row.due,
                overdue_cents: row.overdue,
                advance_cents: row.advance,
            })
            .collect(),
    })
}

fn month_label(month: &str) -> String {
    Month::parse(month).map_or_else(|_| month.to_owned(), Month::format_fr)
}
