//! A payment is recorded once. Nothing of it is ever edited: it is taken back by a counter-entry (F08).

use domain::issue::{IssueCode, Issues, Refusal};
use domain::payments::{Allocation, DueInvoice, allocate, allocate_as_chosen};
use domain::values::Cents;
use domain::values::ids::{HouseholdId, PaymentId};
use jiff::civil::Date;
use security::access::EditPayments;
use store::payments::NewPayment;
use store::{Reader, Writer};

use super::advance::chosen;
use super::settled::refuse_unless_settled;
use super::{
    AllocationChoice, AllocationRow, FROM_DESK, PaymentCancelRequest, PaymentRecordRequest, ReceiptView,
    method_label, payment_row,
};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};

/// Records what a family paid at the desk, gives the receipt its number and settles invoices with it.
pub fn record(call: &Call<'_, EditPayments>, request: PaymentRecordRequest) -> Result<ReceiptView, Error> {
    check(&request, call.today())?;
    let (family, _) = call
        .read(|r| Ok(r.payment_owner(request.household)?))?
        .ok_or_else(|| Error::not_found("ce foyer"))?;
    let id = PaymentId::from_uuid(call.new_id());
    let subject =
        Subject::of("payment", id).detail(format!("{}, {}", request.amount_cents, request.method.label()));
    call.perform(subject, [Change::Payments, Change::Family(family.into())], |w| {
        let allocations = share_out(w, &request)?;
        let receipt = next_receipt(w, call.today())?;
        w.insert_payment(&NewPayment {
            id,
            household: request.household,
            received_on: request.received_on,
            amount: request.amount_cents,
            method: request.method.code(),
            reference: request.reference.trim(),
            source: FROM_DESK,
            receipt_number: Some(&receipt),
            cancels: None,
            batch: None,
            fingerprint: None,
        })?;
        for allocation in &allocations {
            w.insert_allocation(id, allocation.invoice, allocation.amount)?;
        }
        receipt_of(w, id)
    })
}

/// Takes a payment back by a counter-entry: the opposite amount, the same invoices, the reason.
pub fn cancel(call: &Call<'_, EditPayments>, request: PaymentCancelRequest) -> Result<ReceiptView, Error> {
    let reason = request.reason.trim();
    if reason.is_empty() {
        let missing = Refusal::new(
            IssueCode::Missing,
            "Dites pourquoi ce règlement est annulé : le motif reste au compte.",
        );
        return Err(Error::fields(vec![missing.at("reason")]));
    }
    let payment =
        call.read(|r| Ok(r.payment(request.payment)?))?.ok_or_else(|| Error::not_found("ce règlement"))?;
    if payment.cancels.is_some() {
        return Err(Error::refused(
            "Cette écriture annule déjà un règlement\u{a0}: enregistrez plutôt un nouveau règlement.",
        ));
    }
    let id = PaymentId::from_uuid(call.new_id());
    let subject = Subject::of("payment", request.payment).detail(format!(
        "annulation de {} ({}), {reason}",
        payment.amount,
        method_label(&payment.method)
    ));
    call.perform(subject, [Change::Payments, Change::Family(payment.family.into())], |w| {
        // Read again inside the transaction: two windows may cancel at once.
        if w.payment(request.payment)?.is_none_or(|now| now.cancelled_by.is_some()) {
            return Err(Error::new(Code::AlreadyDone, "Ce règlement est déjà annulé."));
        }
        let receipt = next_receipt(w, call.today())?;
        w.insert_payment(&NewPayment {
            id,
            household: payment.household,
            received_on: call.today(),
            amount: -payment.amount,
            method: &payment.method,
            reference: reason,
            source: FROM_DESK,
            receipt_number: Some(&receipt),
            cancels: Some(request.payment),
            batch: None,
            fingerprint: None,
        })?;
        for (invoice, _, amount) in w.allocations_of_payment(request.payment)? {
            w.insert_allocation(id, invoice, -amount)?;
        }
        refuse_unless_settled(w, w.allocations_of_payment(id)?.into_iter().map(|(invoice, ..)| invoice))?;
        receipt_of(w, id)
    })
}

fn check(request: &PaymentRecordRequest, today: Date) -> Result<(), Error> {
    let mut issues = Issues::new();
    if !request.amount_cents.is_positive() {
        issues.refuse(
            "amount_cents",
            IssueCode::OutOfRange,
            "Un règlement est supérieur à zéro. Pour reprendre une somme, annulez le règlement.",
        );
    }
    if request.received_on > today {
        issues.refuse("received_on", IssueCode::ImpossibleDate, "La date de réception est dans le futur.");
    }
    if request.reference.chars().count() > 80 {
        issues.refuse("reference", IssueCode::TooLong, "La référence dépasse 80 caractères : abrégez-la.");
    }
    issues.finish(Some(())).map_err(Error::fields)
}

/// What the payment settles: as the agent chose, or the oldest invoices first.
fn share_out(reader: &Reader<'_>, request: &PaymentRecordRequest) -> Result<Vec<Allocation>, Error> {
    let due = due_invoices(reader, request.household)?;
    shared_out(request.amount_cents, &due, request.allocations.as_deref())
}

/// How an amount is shared out between invoices.
pub(super) fn shared_out(
    amount: Cents,
    due: &[DueInvoice],
    choices: Option<&[AllocationChoice]>,
) -> Result<Vec<Allocation>, Error> {
    let Some(choices) = choices else {
        return Ok(allocate(amount, due).0);
    };
    let chosen = chosen(choices);
    allocate_as_chosen(amount, due, &chosen)
        .map_err(|refusal| Error::fields(vec![refusal.at("allocations")]))?;
    Ok(chosen)
}

/// The invoices a household may pay.
pub(crate) fn due_invoices(reader: &Reader<'_>, household: HouseholdId) -> Result<Vec<DueInvoice>, Error> {
    let open = reader.open_invoices(household)?;
    Ok(open
        .into_iter()
        .map(|row| DueInvoice { invoice: row.id, issued_on: row.issued_on, total: row.total, paid: row.paid })
        .collect())
}

/// Receipts are numbered without a gap in the year, counter-entries included (F08).
fn next_receipt(w: &Writer<'_>, today: Date) -> Result<String, Error> {
    let year = today.year();
    let number = w.take_numbers(&format!("receipt/{year}"), 1)?;
    Ok(format!("{year}-Q{number:06}"))
}

pub(super) fn receipt_of(reader: &Reader<'_>, id: PaymentId) -> Result<ReceiptView, Error> {
    let payment = reader.payment(id)?.ok_or_else(|| Error::not_found("ce règlement"))?;
    let allocations = reader.allocations_of_payment(id)?;
    let (invoiced, received) = reader.household_sums(payment.household)?;
    let given: Cents = allocations.iter().map(|(_, _, amount)| *amount).sum();
    Ok(ReceiptView {
        advance_cents: payment.amount - given,
        balance_cents: invoiced - received,
        payment: payment_row(payment),
        allocations: allocations
            .into_iter()
            .map(|(invoice, number, amount_cents)| AllocationRow { invoice, number, amount_cents })
            .collect(),
    })
}
