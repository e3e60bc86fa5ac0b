//! A run as it is written: its numbers, its invoices and their lines, what it carries over to the next one.

use domain::billing::{InvoiceDraft, InvoiceNumber, LineDraft, LineKind};
use domain::tariffs::QuotientUsed;
use domain::values::ids::{AdjustmentId, InvoiceId, RunId, SubsidyId};
use jiff::ToSpan as _;
use jiff::civil::Date;
use security::access::CommitBilling;
use store::Writer;
use store::billing::{AccountingCodes, InvoiceSheet, NewAdjustment, NewInvoice, NewRun, NewServiceLine};
use uuid::Uuid;

use super::letterhead::Letterhead;
use super::lines::{HELP, KeptHelp, KeptReason, thousandths, without_values};
use super::month::BilledMonth;
use super::overview::invoice_sequence;
use crate::call::Call;
use crate::error::Error;
use crate::jobs::Progress;
use crate::treasury::LAST_INVOICE;

/// Invoices written between two looks at whether the agent gave up.
const CHUNK: usize = 500;

/// Identifiers in order of time, all of the same instant: sorted, they are written one after the other.
pub(super) fn new_ids(call: &Call<'_, CommitBilling>, count: usize) -> Vec<Uuid> {
    let unlocked = call.unlocked();
    let at_ms = unlocked.clock().now_ms().unsigned_abs();
    let mut ids: Vec<Uuid> =
        unlocked.draw(|random| (0..count).map(|_| security::random::uuid_v7(at_ms, random)).collect());
    ids.sort_unstable();
    ids
}

/// A run being written.
pub(super) struct Issue<'a> {
    id: RunId,
    billed: &'a BilledMonth,
    ids: &'a [Uuid],
    adjustment_ids: Vec<Uuid>,
    exercice: i16,
    issued_on: Date,
    due_on: Date,
    /// Accounting codes of each activity, by rank; the last entry, empty, is for corrections tied to none.
    codes: Vec<AccountingCodes>,
}

impl<'a> Issue<'a> {
    pub(super) fn new(
        call: &Call<'_, CommitBilling>,
        id: RunId,
        billed: &'a BilledMonth,
        ids: &'a [Uuid],
        exercice: i16,
    ) -> Self {
        let issued_on = call.today();
        let due_on = issued_on.saturating_add(i64::from(billed.settings.due_days).days());
        let activities = &billed.input.basis().activities;
        let codes = (0..).zip(activities).map(|(rank, _)| accounting_codes(billed.imputation(Some(rank))));
        let carried = billed.draft.carried_over.iter().map(|invoice| invoice.lines.len()).sum();
        Self {
            id,
            billed,
            ids,
            adjustment_ids: new_ids(call, carried),
            exercice,
            issued_on,
            due_on,
            codes: codes.chain([AccountingCodes::default()]).collect(),
        }
    }

    pub(super) fn write(&self, w: &Writer<'_>, audit_head: &str, progress: &Progress) -> Result<(), Error> {
        let draft = &self.billed.draft;
        progress.phase("Écriture des factures", draft.invoices.len() as u64)?;
        let count = u32::try_from(draft.invoices.len()).unwrap_or(u32::MAX);
        let first = match count {
            0 => 0,
            count => w.take_numbers(&invoice_sequence(self.exercice), count)?,
        };
        if first.saturating_add(count) > LAST_INVOICE + 1 {
            return Err(Error::refused(format!(
                "L’exercice {} n’a plus assez de numéros de facture\u{a0}: il en faudrait {count} à partir de {first}, et le dernier est {LAST_INVOICE}. Rien n’a été émis.",
                self.exercice
            )));
        }
        let number = |rank: u32| match count {
            0 => String::new(),
            _ => InvoiceNumber { exercice: self.exercice, rank }.to_string(),
        };
        w.insert_run(&NewRun {
            id: self.id,
            month: &self.billed.month.to_string(),
            exercice: self.exercice,
            issued_on: self.issued_on,
            due_on: self.due_on,
            digest: &draft.digest.to_string(),
            invoice_count: count,
            line_count: u32::try_from(draft.line_count()).unwrap_or(u32::MAX),
            total: draft.total,
            first_number: &number(first),
            last_number: &number(first + count.saturating_sub(1)),
            audit_head,
            letterhead: &Letterhead::of(&crate::settings::town(w)?, &self.billed.settings).to_text()?,
        })?;
        let mut sheet = w.invoice_sheet()?;
        for (rank, (invoice, id)) in (first..).zip(draft.invoices.iter().zip(self.ids)) {
            let done = (rank - first) as usize;
            if done.is_multiple_of(CHUNK) {
                progress.done(done as u64)?;
            }
            let id = InvoiceId::from_uuid(*id);
            self.write_invoice(&mut sheet, id, &number(rank), invoice)?;
            for (rank, line) in (1..).zip(&invoice.lines) {
                self.write_line(w, &mut sheet, id, rank, line)?;
            }
        }
        self.carry_over(w)?;
        progress.done(draft.invoices.len() as u64)
    }

    fn write_invoice(
        &self,
        sheet: &mut InvoiceSheet<'_>,
        id: InvoiceId,
        number: &str,
        invoice: &InvoiceDraft,
    ) -> Result<(), Error> {
        let card = &self.billed.households[invoice.household as usize];
        let payer = card.payer.as_ref().ok_or_else(|| Error::bug("FACTURE-SANS-DEBITEUR"))?;
        Ok(sheet.insert_invoice(&NewInvoice {
            id,
            run: self.id,
            number,
            family: card.row.family,
            household: card.row.id,
            payer,
            quotient: card.quotient.filter(|_| invoice.lines.iter().any(uses_a_quotient)),
            issued_on: self.issued_on,
            due_on: self.due_on,
            total: invoice.total,
        })?)
    }

    fn write_line(
        &self,
        w: &Writer<'_>,
        sheet: &mut InvoiceSheet<'_>,
        invoice: InvoiceId,
        rank: u32,
        line: &LineDraft,
    ) -> Result<(), Error> {
        let basis = self.billed.input.basis();
        let (label, reason, adjustment, child) = match (&line.kind, &line.explanation) {
            (LineKind::Service, Some(explanation)) => {
                let child = line.child.map(|rank| {
                    (basis.children[rank as usize].id, self.billed.child_names[rank as usize].as_str())
                });
                (&*line.label, KeptReason::Tariff(without_values(explanation)), None, child)
            }
            (LineKind::Adjustment { id, .. }, _) => {
                if !w.take_adjustment(*id, invoice)? {
                    return Err(Error::bug("REGULARISATION-DEJA-PRISE"));
                }
                let row =
                    self.billed.adjustments.get(id).ok_or_else(|| Error::bug("REGULARISATION-INCONNUE"))?;
                // Its child may be billed already, and so have no rank here: the correction names it.
                let child = row.child.map(|child| (child, row.child_name.as_str()));
                (&*row.label, KeptReason::correction(row)?, Some(*id), child)
            }
            (LineKind::Subsidy { .. }, _) => {
                let help = line.help.as_ref().ok_or_else(|| Error::bug("AIDE-SANS-CALCUL"))?;
                let child = line.child.map(|rank| {
                    (basis.children[rank as usize].id, self.billed.child_names[rank as usize].as_str())
                });
                // Who pays is sealed: the line does not say it.
                (HELP, KeptReason::Subsidy(KeptHelp::of(help)), None, child)
            }
            (LineKind::Service, None) => return Err(Error::bug("LIGNE-SANS-EXPLICATION")),
        };
        Ok(sheet.insert_line(&NewServiceLine {
            invoice,
            rank,
            child: child.map(|(child, _)| child),
            activity: line.activity.map(|activity| basis.activities[activity as usize].id),
            unit: line.unit.map(|unit| basis.units[unit as usize].id),
            child_name: child.map_or("", |(_, name)| name),
            label,
            quantity_thousandths: line.quantity.map_or(1_000, thousandths),
            unit_price: line.unit_price.unwrap_or(line.amount),
            amount: line.amount,
            explanation: &reason.to_text()?,
            codes: &self.codes[line.activity.map_or(self.codes.len() - 1, |rank| rank as usize)],
            adjustment,
            subsidy: subsidy_of(line),
        })?)
    }

    /// Totals too small for the treasury, or in the family's favour, wait for the next run: their services become corrections
    /// of it, worded, priced and explained as they are today. Corrections among them simply go on waiting.
    fn carry_over(&self, w: &Writer<'_>) -> Result<(), Error> {
        let basis = self.billed.input.basis();
        let month = self.billed.month.format_fr();
        let lines = self.billed.draft.carried_over.iter().flat_map(|invoice| {
            let of_the_month = |line: &&LineDraft| line.explanation.is_some() || line.help.is_some();
            invoice.lines.iter().filter(of_the_month).map(move |line| (invoice, line))
        });
        for ((invoice, line), id) in lines.zip(&self.adjustment_ids) {
            let card = &self.billed.households[invoice.household as usize];
            let because = self.billed.input.settings().carries_over(invoice.total, invoice.is_helped());
            let because = because.ok_or_else(|| Error::bug("REPORT-SANS-MOTIF"))?.reason_fr();
            let (label, how, kept) = match (&line.explanation, &line.help) {
                (Some(explanation), _) => {
                    let how = explanation.sentences().into_iter().last().map(|reason| reason.text);
                    (&*line.label, how, serde_json::to_string(&without_values(explanation)))
                }
                (None, Some(help)) => (HELP, None, serde_json::to_string(&KeptHelp::of(help))),
                (None, None) => return Err(Error::bug("LIGNE-SANS-EXPLICATION")),
            };
            let how = how.map(|how| format!("\u{a0}: {how}")).unwrap_or_default();
            let kept = kept.map_err(|error| Error::bug(error.to_string()))?;
            w.insert_adjustment(&NewAdjustment {
                id: AdjustmentId::from_uuid(*id),
                household: card.row.id,
                original: None,
                child: line.child.map(|child| basis.children[child as usize].id),
                activity: line.activity.map(|activity| basis.activities[activity as usize].id),
                label: &format!("{label}, {month}"),
                reason: &format!("Reporté de {month}, {because}{how}"),
                amount: line.amount,
                carried_from: Some(self.id),
                explanation: Some(&kept),
                quotient: card.quotient.filter(|_| uses_a_quotient(line)),
                subsidy: subsidy_of(line),
                follows: None,
            })?;
        }
        Ok(())
    }
}

fn subsidy_of(line: &LineDraft) -> Option<SubsidyId> {
    match line.kind {
        LineKind::Subsidy { id } => Some(id),
        LineKind::Service | LineKind::Adjustment { .. } => None,
    }
}

fn uses_a_quotient(line: &LineDraft) -> bool {
    line.explanation.as_ref().is_some_and(|explanation| {
        matches!(explanation.quotient, QuotientUsed::Used { .. } | QuotientUsed::Expired { .. })
    })
}

fn accounting_codes(imputation: Option<&domain::activities::Imputation>) -> AccountingCodes {
    imputation.map_or_else(AccountingCodes::default, |imputation| AccountingCodes {
        nature: imputation.nature().to_owned(),
        function: imputation.function_code().unwrap_or_default().to_owned(),
        service: imputation.service_code().unwrap_or_default().to_owned(),
        local_product: imputation.local_product_code().to_owned(),
    })
}
