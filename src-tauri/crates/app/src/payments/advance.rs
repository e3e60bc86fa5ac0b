//! Advances: money received before anything was due, or beyond it. Set against invoices later, and taken off them again.

use domain::payments::{Allocation, available_advance, release_as_chosen};
use domain::values::Cents;
use domain::values::ids::PaymentId;
use security::access::EditPayments;
use store::Reader;
use store::payments::PaymentRow;

use super::record::{due_invoices, receipt_of, shared_out};
use super::settled::refuse_unless_settled;
use super::{
    AllocatedView, AllocationChoice, AllocationRow, PaymentAllocateRequest, PaymentReleaseRequest,
    ReceiptView, method_label,
};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::Error;

/// Sets what a payment has not settled yet against invoices of its household.
pub fn allocate(
    call: &Call<'_, EditPayments>,
    request: PaymentAllocateRequest,
) -> Result<AllocatedView, Error> {
    let payment = payment(call, request.payment)?;
    let changes =
        [Change::Payments, Change::Treasury, Change::Billing, Change::Family(payment.family.into())];
    call.perform_told(Subject::of("payment", payment.id), changes, |w| {
        let available = available(w, &standing(w, request.payment)?)?;
        if !available.is_positive() {
            return Err(Error::refused(
                "Rien de ce règlement n’est en avance\u{a0}: il règle déjà des factures, ou l’avance a été reprise.",
            ));
        }
        let due = due_invoices(w, payment.household)?;
        let parts = shared_out(available, &due, request.allocations.as_deref())?;
        if parts.is_empty() {
            return Err(Error::refused("Aucune facture de ce foyer n’attend de règlement\u{a0}: l’avance reste au compte."));
        }
        for part in &parts {
            w.insert_allocation(payment.id, part.invoice, part.amount)?;
        }
        let receipt = receipt_of(w, payment.id)?;
        let number = |part: &Allocation| {
            let row = receipt.allocations.iter().find(|row| row.invoice == part.invoice);
            row.map(|row| row.number.clone()).unwrap_or_default()
        };
        let allocations: Vec<AllocationRow> = parts
            .iter()
            .map(|part| AllocationRow { invoice: part.invoice, number: number(part), amount_cents: part.amount })
            .collect();
        let told = told("avance imputée", &payment, &allocations);
        let advance_cents = self::available(w, &standing(w, request.payment)?)?;
        Ok((AllocatedView { payment: payment.id, allocations, advance_cents, balance_cents: receipt.balance_cents }, told))
    })
}

/// Takes parts of a payment off the invoices they settle. They are an advance again, and the invoices due.
pub fn release(call: &Call<'_, EditPayments>, request: PaymentReleaseRequest) -> Result<ReceiptView, Error> {
    let payment = payment(call, request.payment)?;
    let changes =
        [Change::Payments, Change::Treasury, Change::Billing, Change::Family(payment.family.into())];
    call.perform_told(Subject::of("payment", payment.id), changes, |w| {
        standing(w, request.payment)?;
        let held = w.allocations_of_payment(payment.id)?;
        let settled: Vec<Allocation> =
            held.iter().map(|(invoice, _, amount)| Allocation { invoice: *invoice, amount: *amount }).collect();
        let chosen = chosen(&request.allocations);
        release_as_chosen(&settled, &chosen).map_err(|refusal| Error::fields(vec![refusal.at("allocations")]))?;
        let mut released = Vec::new();
        for part in &chosen {
            let number = held.iter().find(|(invoice, ..)| *invoice == part.invoice);
            let number = number.map(|(_, number, _)| number.clone()).unwrap_or_default();
            // The bordereau claimed what was left after this part: due again, it would be claimed by nobody.
            if w.titre_of_invoice(part.invoice)?.is_some() {
                return Err(Error::refused(format!(
                    "La facture {number} est au Trésor pour ce qu’il en restait\u{a0}: cette part ne peut plus en être retirée. Annulez le règlement s’il n’a pas lieu d’être."
                )));
            }
            w.release_allocation(payment.id, part.invoice, part.amount)?;
            released.push(AllocationRow { invoice: part.invoice, number, amount_cents: part.amount });
        }
        if released.is_empty() {
            return Err(Error::refused("Choisissez au moins une part à retirer."));
        }
        refuse_unless_settled(w, released.iter().map(|part| part.invoice))?;
        Ok((receipt_of(w, payment.id)?, told("imputation retirée", &payment, &released)))
    })
}

fn payment(call: &Call<'_, EditPayments>, id: PaymentId) -> Result<PaymentRow, Error> {
    call.read(|r| Ok(r.payment(id)?))?.ok_or_else(|| Error::not_found("ce règlement"))
}

/// The payment as it stands inside the transaction, when its parts may still move.
fn standing(reader: &Reader<'_>, id: PaymentId) -> Result<PaymentRow, Error> {
    let payment = reader.payment(id)?.ok_or_else(|| Error::not_found("ce règlement"))?;
    if payment.cancels.is_some() || payment.cancelled_by.is_some() {
        return Err(Error::refused("Ce règlement est annulé\u{a0}: il ne règle plus rien."));
    }
    Ok(payment)
}

fn available(reader: &Reader<'_>, payment: &PaymentRow) -> Result<Cents, Error> {
    let household: Cents = reader.payments_of_household(payment.household)?.iter().map(unallocated).sum();
    Ok(available_advance(unallocated(payment), household))
}

/// The part of a payment that settles nothing; negative for what was taken back beyond what was settled.
pub(super) fn unallocated(payment: &PaymentRow) -> Cents {
    payment.amount - payment.allocated
}

pub(super) fn chosen(choices: &[AllocationChoice]) -> Vec<Allocation> {
    choices.iter().map(|one| Allocation { invoice: one.invoice, amount: one.amount_cents }).collect()
}

/// What the journal says of it.
fn told(what: &str, payment: &PaymentRow, parts: &[AllocationRow]) -> String {
    let parts: Vec<String> =
        parts.iter().map(|part| format!("{} sur la facture {}", part.amount_cents, part.number)).collect();
    format!(
        "{what}, {} du {}\u{a0}: {}",
        method_label(&payment.method),
        payment.received_on,
        parts.join(", ")
    )
}
