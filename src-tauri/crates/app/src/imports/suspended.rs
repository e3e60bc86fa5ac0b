//! Money received whose owner is still unknown.

use domain::payments::{DueInvoice, allocate};
use domain::values::ids::PaymentId;
use security::access::ImportReturns;
use store::Reader;
use store::payments::NewPayment;

use super::{SuspendedAssignRequest, SuspendedListView, SuspendedRow};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::payments::{FROM_TREASURY, due_invoices, method_label};
use crate::session::Empty;

/// Lines that wait, the latest first.
pub fn suspended_list(call: &Call<'_, ImportReturns>, _: Empty) -> Result<SuspendedListView, Error> {
    call.read(listed)
}

/// Says whose a line is: it becomes a payment of that household.
pub fn suspended_assign(
    call: &Call<'_, ImportReturns>,
    request: SuspendedAssignRequest,
) -> Result<SuspendedListView, Error> {
    let (waiting, owner) =
        call.read(|r| Ok((r.suspended_returns()?, r.payment_owner(request.household)?)))?;
    let line = waiting.into_iter().map(|(line, _)| line).find(|line| line.id == request.id);
    let line = line.ok_or_else(|| Error::not_found("cette ligne en attente"))?;
    let (family, _) = owner.ok_or_else(|| Error::not_found("ce foyer"))?;
    if line.amount.is_negative() {
        return Err(Error::refused(
            "Un rejet se rapproche du règlement qu’il reprend\u{a0}: annulez ce règlement dans le compte du foyer.",
        ));
    }
    let id = PaymentId::from_uuid(call.new_id());
    let subject = Subject::of("payment", id).detail(format!("{}, {}", line.amount, line.statement));
    let changes = [Change::Payments, Change::Treasury, Change::Family(family.into())];
    call.perform(subject, changes, |w| {
        if !w.settle_suspended_return(line.id)? {
            return Err(Error::new(Code::AlreadyDone, "Quelqu’un vient de rapprocher cette ligne."));
        }
        // The chosen invoice first, the others by age.
        let due = due_invoices(w, request.household)?;
        let (chosen, others): (Vec<DueInvoice>, Vec<DueInvoice>) =
            due.into_iter().partition(|invoice| Some(invoice.invoice) == request.invoice);
        let (mut parts, left) = allocate(line.amount, &chosen);
        parts.extend(allocate(left, &others).0);
        w.insert_payment(&NewPayment {
            id,
            household: request.household,
            received_on: line.operation_on,
            amount: line.amount,
            method: &line.method,
            reference: &line.statement,
            source: FROM_TREASURY,
            receipt_number: None,
            cancels: None,
            batch: Some(line.batch),
            fingerprint: Some(&line.fingerprint),
        })?;
        for part in parts {
            w.insert_allocation(id, part.invoice, part.amount)?;
        }
        listed(w)
    })
}

fn listed(reader: &Reader<'_>) -> Result<SuspendedListView, Error> {
    let rows = reader.suspended_returns()?;
    Ok(SuspendedListView {
        total_cents: rows.iter().map(|(row, _)| row.amount).sum(),
        lines: rows
            .into_iter()
            .map(|(row, file_name)| SuspendedRow {
                id: row.id,
                file_name,
                line: row.line,
                operation_on: row.operation_on,
                amount_cents: row.amount,
                method_label: method_label(&row.method),
                statement: row.statement,
                reason: row.reason,
            })
            .collect(),
    })
}
