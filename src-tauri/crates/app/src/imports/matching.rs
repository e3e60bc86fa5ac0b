//! From the lines of a return to payments of invoices.

use std::collections::{HashMap, HashSet};

use domain::payments::PaymentMethod;
use domain::treasury::{Matched, OpenTitre, ReturnIndex, ReturnLine, ReturnOutcome, ReturnState};
use domain::values::Cents;
use domain::values::ids::{BatchId, InvoiceId, PaymentId};
use exchange::tabular::Line;
use jiff::civil::Date;
use security::access::ImportReturns;
use store::imports::SuspendedReturnRow;
use store::payments::NewPayment;
use store::treasury::{CollectableRow, NewTreasuryNews};
use store::{Reader, Writer};

use super::ReturnProposal;
use crate::call::Call;
use crate::error::Error;
use crate::payments::FROM_TREASURY;

/// The invoices of the town, ready to be matched against, and what was already taken.
pub(super) struct Matching {
    index: ReturnIndex,
    invoices: HashMap<InvoiceId, CollectableRow>,
    known: HashSet<String>,
}

impl Matching {
    pub(super) fn read(reader: &Reader<'_>, today: Date) -> Result<Self, Error> {
        let rows = reader.collectables()?;
        let titres = rows.iter().map(|row| {
            // An invoice that never went to the treasury has no titre; its number and its debtor still tell it.
            let (exercice, bordereau, titre) = row.titre.unwrap_or_default();
            OpenTitre {
                invoice: row.invoice,
                exercice,
                bordereau,
                titre,
                invoice_number: row.number.clone(),
                debtor_reference: row.debtor_reference.clone(),
                billed: row.total,
                paid: row.paid,
            }
        });
        Ok(Self {
            index: ReturnIndex::new(titres.collect(), today),
            known: reader.known_return_fingerprints()?.into_iter().collect(),
            invoices: rows.into_iter().map(|row| (row.invoice, row)).collect(),
        })
    }

    /// Whether an earlier file brought this operation.
    pub(super) fn already_took(&self, key: &str) -> bool {
        self.known.contains(key)
    }

    /// What to do with a line; what it pays is deducted for the next ones.
    pub(super) fn outcome(&mut self, line: &ReturnLine) -> ReturnOutcome {
        self.index.match_line(line)
    }

    /// What is left to pay of an invoice, as far as the lines matched so far go.
    pub(super) fn due(&self, invoice: InvoiceId) -> Option<Cents> {
        self.index.due(invoice)
    }

    /// A match as the screen proposes it.
    pub(super) fn proposal(&self, matched: &Matched) -> Option<ReturnProposal> {
        let row = self.invoices.get(&matched.invoice)?;
        let titre = row.titre.map(|(_, bordereau, titre)| format!("bordereau {bordereau}, titre {titre}"));
        Some(ReturnProposal {
            invoice: row.invoice,
            number: row.number.clone(),
            household: row.household,
            family: row.family,
            family_name: row.family_name.clone(),
            titre: titre.unwrap_or_default(),
            due_cents: row.total - row.paid,
            matched_by: matched.by,
        })
    }
}

/// What a line says of itself.
pub(super) fn statement(line: &ReturnLine) -> String {
    let number = |label: &str, number: Option<u32>| number.map(|number| format!("{label} {number}"));
    let text = |label: &str, text: &Option<String>| text.as_ref().map(|text| format!("{label} {text}"));
    let parts = [
        line.exercice.map(|year| year.to_string()),
        number("bordereau", line.bordereau),
        number("titre", line.titre),
        text("facture", &line.invoice_number),
        text("débiteur", &line.debtor_reference),
        line.origin.clone(),
        line.state.map(|state| state.label().to_owned()),
        line.remaining.map(|left| format!("reste {left}")),
        line.reason.clone(),
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What was taken.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) payments: u32,
    pub(super) informed: u32,
    pub(super) waiting: u32,
    pub(super) already: u32,
    pub(super) amount: Cents,
}

/// A return being recorded.
pub(super) struct Taking<'a, 'w> {
    call: &'a Call<'a, ImportReturns>,
    w: &'a Writer<'w>,
    batch: BatchId,
    /// The agent's decisions, by line.
    choices: HashMap<u64, InvoiceId>,
    matching: Matching,
    taken: Taken,
}

impl<'a, 'w> Taking<'a, 'w> {
    pub(super) fn new(
        call: &'a Call<'a, ImportReturns>,
        w: &'a Writer<'w>,
        batch: BatchId,
        choices: HashMap<u64, InvoiceId>,
    ) -> Result<Self, Error> {
        Ok(Self {
            call,
            w,
            batch,
            choices,
            matching: Matching::read(w, call.today())?,
            taken: Taken::default(),
        })
    }

    /// Pays, keeps waiting, or passes over a line.
    pub(super) fn line(&mut self, row: &Line<ReturnLine>, key: &str, doubtful: bool) -> Result<(), Error> {
        if !self.matching.known.insert(key.to_owned()) {
            self.taken.already += 1;
            return Ok(());
        }
        let chosen = self.choices.get(&row.line).copied();
        match (self.matching.outcome(&row.value), chosen) {
            (ReturnOutcome::Information { matched, .. }, _) => {
                self.taken.informed += 1;
                self.tell(&row.value, key, matched.invoice)
            }
            (_, Some(invoice)) if row.value.is_news_alone() => {
                self.taken.informed += 1;
                self.tell(&row.value, key, invoice)
            }
            (_, Some(invoice)) => self.pay(&row.value, key, invoice),
            (ReturnOutcome::Accepted(matched), None) if !doubtful => {
                self.pay(&row.value, key, matched.invoice)
            }
            (ReturnOutcome::Accepted(_), None) => {
                self.suspend(row, key, "La ligne est douteuse et personne ne l’a confirmée.")
            }
            (ReturnOutcome::ToCheck { reason, .. } | ReturnOutcome::Refused(reason), None) => {
                self.suspend(row, key, &reason.message)
            }
        }
    }

    /// What was taken.
    pub(super) fn finish(self) -> Taken {
        self.taken
    }

    fn pay(&mut self, line: &ReturnLine, key: &str, invoice: InvoiceId) -> Result<(), Error> {
        let row =
            self.matching.invoices.get_mut(&invoice).ok_or_else(|| Error::not_found("la facture choisie"))?;
        let part = settled_part(line.amount, row);
        row.paid += part;
        let id = PaymentId::from_uuid(self.call.new_id());
        self.w.insert_payment(&NewPayment {
            id,
            household: row.household,
            received_on: line.on,
            amount: line.amount,
            method: line.method.map_or("", PaymentMethod::code),
            reference: &statement(line),
            source: FROM_TREASURY,
            receipt_number: None,
            cancels: None,
            batch: Some(self.batch),
            fingerprint: Some(key),
        })?;
        if !part.is_zero() {
            self.w.insert_allocation(id, invoice, part)?;
        }
        self.taken.payments += 1;
        self.taken.amount += line.amount;
        self.tell(line, key, invoice)
    }

    /// Keeps what the line says of its titre, when it says anything.
    fn tell(&mut self, line: &ReturnLine, key: &str, invoice: InvoiceId) -> Result<(), Error> {
        if line.state.is_none() && line.remaining.is_none() && !line.is_news_alone() {
            return Ok(());
        }
        Ok(self.w.insert_treasury_news(&NewTreasuryNews {
            id: self.call.new_id(),
            batch: self.batch,
            invoice,
            said_on: line.on,
            state: line.state.map_or("", ReturnState::code),
            remaining: line.remaining,
            statement: &statement(line),
            fingerprint: key,
        })?)
    }

    fn suspend(&mut self, row: &Line<ReturnLine>, key: &str, reason: &str) -> Result<(), Error> {
        let line = &row.value;
        self.w.insert_suspended_return(&SuspendedReturnRow {
            id: self.call.new_id(),
            batch: self.batch,
            line: u32::try_from(row.line).unwrap_or(u32::MAX),
            operation_on: line.on,
            amount: line.moved(),
            method: line.method.map_or("", PaymentMethod::code).to_owned(),
            state: line.state.map_or("", ReturnState::code).to_owned(),
            remaining: line.remaining,
            statement: statement(line),
            reason: reason.to_owned(),
            fingerprint: key.to_owned(),
        })?;
        self.taken.waiting += 1;
        Ok(())
    }
}

/// What an amount settles of an invoice: never more than is due, and a rejection never takes back more than was paid. The rest stays
/// with the household, as an advance or a debt.
fn settled_part(amount: Cents, row: &CollectableRow) -> Cents {
    match amount.is_negative() {
        true => -(-amount).min(row.paid.max(Cents::ZERO)),
        false => amount.min((row.total - row.paid).max(Cents::ZERO)),
    }
}
