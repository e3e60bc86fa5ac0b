//! Payments received.

use std::collections::BTreeMap;

use domain::payments::PaymentMethod;
use domain::values::Cents;
use security::access::ReadPayments;

use super::{FROM_TREASURY, MethodTotal, PaymentListRequest, PaymentListView, PaymentRow};
use crate::Error;
use crate::call::Call;

/// The payments of a household, or of a period.
pub fn list(call: &Call<'_, ReadPayments>, request: PaymentListRequest) -> Result<PaymentListView, Error> {
    let to = request.to.unwrap_or_else(|| call.today());
    let from = request.from.unwrap_or_else(|| to.first_of_month());
    let rows = call.read(|r| match request.household {
        Some(household) => Ok(r.payments_of_household(household)?),
        None => Ok(r.payments_between(from, to)?),
    })?;
    let mut by_method: BTreeMap<String, (u32, Cents)> = BTreeMap::new();
    for row in &rows {
        let (count, amount) = by_method.entry(method_label(&row.method)).or_default();
        *count += 1;
        *amount += row.amount;
    }
    Ok(PaymentListView {
        total_cents: rows.iter().map(|row| row.amount).sum(),
        by_method: by_method
            .into_iter()
            .map(|(label, (count, amount_cents))| MethodTotal { label, count, amount_cents })
            .collect(),
        payments: rows.into_iter().map(payment_row).collect(),
    })
}

/// A payment as screens show it.
pub(crate) fn payment_row(row: store::payments::PaymentRow) -> PaymentRow {
    PaymentRow {
        id: row.id,
        household: row.household,
        household_label: row.household_label,
        family: row.family,
        family_number: row.family_number,
        family_name: row.family_name,
        received_on: row.received_on,
        amount_cents: row.amount,
        method: method_of(&row.method),
        method_label: method_label(&row.method),
        reference: row.reference,
        from_treasury: row.source == FROM_TREASURY,
        receipt_number: row.receipt_number,
        cancels: row.cancels,
        is_cancelled: row.cancelled_by.is_some(),
        advance_cents: row.amount - row.allocated,
        agent_name: row.agent_name,
    }
}

/// The means of payment stored under a code; the treasury's files do not always say it.
pub(crate) fn method_of(code: &str) -> Option<PaymentMethod> {
    PaymentMethod::parse(code).ok()
}

/// Its name.
pub(crate) fn method_label(code: &str) -> String {
    method_of(code).map_or("Non précisé", PaymentMethod::label).to_owned()
}
