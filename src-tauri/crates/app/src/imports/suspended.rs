//! What came back and whose owner is still unknown.

use domain::issue::{IssueCode, Refusal};
use domain::payments::{DueInvoice, allocate};
use domain::treasury::ReturnState;
use domain::values::ids::{HouseholdId, InvoiceId, PaymentId};
use security::access::ImportReturns;
use store::imports::SuspendedReturnRow;
use store::payments::NewPayment;
use store::treasury::NewTreasuryNews;
use store::{Reader, Writer};
use uuid::Uuid;

use super::{SuspendedAssignRequest, SuspendedDismissRequest, SuspendedListView, SuspendedRow};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::payments::{FROM_TREASURY, due_invoices, method_label, refuse_unless_settled};
use crate::session::Empty;

/// Lines that wait, the latest first.
pub fn suspended_list(call: &Call<'_, ImportReturns>, _: Empty) -> Result<SuspendedListView, Error> {
    call.read(listed)
}

/// Says whose a line is: it becomes a payment of that household, takes one of its payments back, or is kept as what the treasury
/// says of one of its invoices.
pub fn suspended_assign(
    call: &Call<'_, ImportReturns>,
    request: SuspendedAssignRequest,
) -> Result<SuspendedListView, Error> {
    let (line, owner) = call.read(|r| Ok((waiting(r, request.id)?, r.payment_owner(request.household)?)))?;
    let (family, _) = owner.ok_or_else(|| Error::not_found("ce foyer"))?;
    let id = PaymentId::from_uuid(call.new_id());
    let news = call.new_id();
    let subject = Subject::of("payment", id).detail(format!("{}, {}", line.amount, line.statement));
    let changes = [Change::Payments, Change::Treasury, Change::Billing, Change::Family(family.into())];
    call.perform(subject, changes, |w| {
        settle(w, &line)?;
        let assigned = Assigned { w, line: &line, id, news, household: request.household };
        if line.amount.is_negative() {
            assigned.take_back(request.payment)?;
        } else if line.amount.is_zero() {
            assigned.tell(request.invoice)?;
        } else {
            assigned.pay(request.invoice)?;
        }
        listed(w)
    })
}

/// Closes a line that is nobody's here: another budget's, or put right otherwise. The journal keeps why.
pub fn suspended_dismiss(
    call: &Call<'_, ImportReturns>,
    request: SuspendedDismissRequest,
) -> Result<SuspendedListView, Error> {
    let reason = request.reason.trim();
    if reason.is_empty() {
        let missing = Refusal::new(
            IssueCode::Missing,
            "Dites pourquoi cette ligne est classée : le motif reste au journal.",
        );
        return Err(Error::fields(vec![missing.at("reason")]));
    }
    let line = call.read(|r| waiting(r, request.id))?;
    let detail = format!("ligne classée, {}, {}\u{a0}: {reason}", line.amount, line.statement);
    let subject = Subject::of("import_batch", line.batch).detail(detail);
    call.perform(subject, [Change::Treasury, Change::Imports], |w| {
        settle(w, &line)?;
        listed(w)
    })
}

fn waiting(reader: &Reader<'_>, id: Uuid) -> Result<SuspendedReturnRow, Error> {
    let mut lines = reader.suspended_returns()?.into_iter().map(|(line, _)| line);
    lines.find(|line| line.id == id).ok_or_else(|| Error::not_found("cette ligne en attente"))
}

fn settle(w: &Writer<'_>, line: &SuspendedReturnRow) -> Result<(), Error> {
    if w.settle_suspended_return(line.id)? {
        return Ok(());
    }
    Err(Error::new(Code::AlreadyDone, "Quelqu’un vient de rapprocher cette ligne."))
}

/// A line whose household is now known.
struct Assigned<'a, 'w> {
    w: &'a Writer<'w>,
    line: &'a SuspendedReturnRow,
    id: PaymentId,
    news: Uuid,
    household: HouseholdId,
}

impl Assigned<'_, '_> {
    /// The chosen invoice first, the others by age.
    fn pay(&self, invoice: Option<InvoiceId>) -> Result<(), Error> {
        if let Some(invoice) = invoice {
            self.own(invoice)?;
        }
        let due = due_invoices(self.w, self.household)?;
        let (chosen, others): (Vec<DueInvoice>, Vec<DueInvoice>) =
            due.into_iter().partition(|one| Some(one.invoice) == invoice);
        let (mut parts, left) = allocate(self.line.amount, &chosen);
        parts.extend(allocate(left, &others).0);
        self.write(None)?;
        for part in &parts {
            self.w.insert_allocation(self.id, part.invoice, part.amount)?;
        }
        // What the line said of its titre is said of the invoice it was for.
        match invoice.or_else(|| parts.first().map(|part| part.invoice)) {
            Some(invoice) if !self.line.state.is_empty() || self.line.remaining.is_some() => {
                self.keep_news(invoice)
            }
            _ => Ok(()),
        }
    }

    /// The opposite of the payment it takes back, on the same invoices; nothing more when that was already entered by hand.
    fn take_back(&self, payment: Option<PaymentId>) -> Result<(), Error> {
        let id = payment.ok_or_else(|| {
            Error::refused("Un rejet se rapproche du règlement qu’il reprend\u{a0}: choisissez ce règlement.")
        })?;
        let taken = self.w.payment(id)?.filter(|taken| taken.household == self.household);
        let taken = taken.ok_or_else(|| Error::not_found("ce règlement du foyer"))?;
        if taken.amount != -self.line.amount {
            return Err(Error::refused(format!(
                "Le rejet reprend {}, ce règlement est de {}\u{a0}: choisissez le règlement de la même somme.",
                -self.line.amount, taken.amount
            )));
        }
        if taken.cancelled_by.is_some() {
            return Ok(());
        }
        self.write(Some(id))?;
        for (invoice, _, amount) in self.w.allocations_of_payment(id)? {
            self.w.insert_allocation(self.id, invoice, -amount)?;
        }
        refuse_unless_settled(
            self.w,
            self.w.allocations_of_payment(id)?.into_iter().map(|(invoice, ..)| invoice),
        )
    }

    /// It moves no money: what the treasury says of that invoice.
    fn tell(&self, invoice: Option<InvoiceId>) -> Result<(), Error> {
        let invoice = invoice.ok_or_else(|| {
            Error::refused("Cette ligne dit où en est un titre\u{a0}: choisissez la facture dont elle parle.")
        })?;
        self.own(invoice)?;
        self.keep_news(invoice)
    }

    /// The chosen invoice is the household's.
    fn own(&self, invoice: InvoiceId) -> Result<(), Error> {
        let row = self.w.invoice(invoice)?.filter(|row| row.household == self.household);
        row.map(drop).ok_or_else(|| Error::not_found("cette facture du foyer"))
    }

    fn write(&self, cancels: Option<PaymentId>) -> Result<(), Error> {
        Ok(self.w.insert_payment(&NewPayment {
            id: self.id,
            household: self.household,
            received_on: self.line.operation_on,
            amount: self.line.amount,
            method: &self.line.method,
            reference: &self.line.statement,
            source: FROM_TREASURY,
            receipt_number: None,
            cancels,
            batch: Some(self.line.batch),
            fingerprint: Some(&self.line.fingerprint),
        })?)
    }

    fn keep_news(&self, invoice: InvoiceId) -> Result<(), Error> {
        Ok(self.w.insert_treasury_news(&NewTreasuryNews {
            id: self.news,
            batch: self.line.batch,
            invoice,
            said_on: self.line.operation_on,
            state: &self.line.state,
            remaining: self.line.remaining,
            statement: &self.line.statement,
            fingerprint: &self.line.fingerprint,
        })?)
    }
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
                said: ReturnState::parse(&row.state).map_or("", ReturnState::label).to_owned(),
                reason: row.reason,
            })
            .collect(),
    })
}
