//! What would be issued, before anything is: computed by a job, kept until lock, looked at as long as wanted.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::billing::{
    Anomaly, AnomalyCode, AnomalySeverity, BookingsToCome, InvoiceDraft, InvoiceNumber, LineDraft, LineKind,
    Subject,
};
use domain::calendar::Month;
use domain::tariffs::Quantity;
use domain::values::Cents;
use domain::values::ids::{FamilyId, HouseholdId, RunId};
use security::access::PreviewBilling;
use store::Reader;

use super::invoices::debtor_name;
use super::lines::{KeptReason, thousandths};
use super::month::BilledMonth;
use super::overview::invoice_sequence;
use super::{
    AnomalyRemedy, AnomalyRow, BillingMonthRequest, BillingPreviewView, PreviewInvoiceListView,
    PreviewInvoiceRequest, PreviewInvoiceRow, PreviewInvoiceView, PreviousMonth, ServiceLineView,
};
use crate::call::{Call, Subject as LogSubject};
use crate::error::{Code, Error};
use crate::jobs::JobView;
use crate::session::Empty;

/// The preview an agent is looking at.
#[derive(Debug)]
pub(super) struct Preview {
    pub(super) billed: BilledMonth,
    computed_at_ms: i64,
    next_number: InvoiceNumber,
    earlier_run: Option<RunId>,
    previous: HashMap<HouseholdId, Cents>,
}

/// Computes what would be issued for a month.
pub fn preview(call: &Call<'_, PreviewBilling>, request: BillingMonthRequest) -> Result<JobView, Error> {
    call.spawn(move |call, progress| {
        let (month, bookings) = (request.month, bookings_to_come(request.bookings_to_come));
        // A preview of the month before is of no use any more, and is large.
        call.unlocked().forget::<Preview>();
        let subject = LogSubject::all("billing_preview").detail(month.to_string());
        let as_of = call.unlocked().as_of();
        let preview = call.read_beside(|r, beside| {
            let billed = BilledMonth::compute(call, (r, Some(beside)), month, bookings, as_of, progress)?;
            Preview::of(r, billed, call.unlocked().clock().now_ms())
        })?;
        call.consult(subject, |_| Ok(()))?;
        let view = preview.view();
        call.unlocked().keep(Arc::new(preview));
        Ok(view)
    })
}

/// The preview computed since the vault was opened.
pub fn preview_show(
    call: &Call<'_, PreviewBilling>,
    request: BillingMonthRequest,
) -> Result<BillingPreviewView, Error> {
    let preview = kept(call)?;
    if preview.billed.month != request.month {
        return Err(none_kept());
    }
    Ok(preview.view())
}

/// Its invoices, in the order of their numbers; those carried over come last.
pub fn preview_invoices(call: &Call<'_, PreviewBilling>, _: Empty) -> Result<PreviewInvoiceListView, Error> {
    let preview = kept(call)?;
    let severities = preview.severities();
    let draft = &preview.billed.draft;
    let issued = (0..).zip(&draft.invoices).map(|(rank, invoice)| (Some(rank), invoice));
    let carried = draft.carried_over.iter().map(|invoice| (None, invoice));
    Ok(PreviewInvoiceListView {
        digest: draft.digest.to_string(),
        invoices: issued
            .chain(carried)
            .map(|(rank, invoice)| preview.invoice_row(rank, invoice, &severities))
            .collect(),
    })
}

/// One of its invoices, line by line, each with its explanation.
pub fn preview_invoice(
    call: &Call<'_, PreviewBilling>,
    request: PreviewInvoiceRequest,
) -> Result<PreviewInvoiceView, Error> {
    let preview = kept(call)?;
    let billed = &preview.billed;
    let is_wanted =
        |invoice: &InvoiceDraft| billed.households[invoice.household as usize].row.id == request.household;
    let issued = (0..).zip(&billed.draft.invoices).map(|(rank, invoice)| (Some(rank), invoice));
    let carried = billed.draft.carried_over.iter().map(|invoice| (None, invoice));
    let (rank, invoice) = issued
        .chain(carried)
        .find(|(_, invoice)| is_wanted(invoice))
        .ok_or_else(|| Error::not_found("la facture de ce foyer dans l’aperçu"))?;
    Ok(PreviewInvoiceView {
        invoice: preview.invoice_row(rank, invoice, &preview.severities()),
        lines: (1..)
            .zip(&invoice.lines)
            .map(|(rank, line)| preview.line_view(rank, line))
            .collect::<Result<_, _>>()?,
    })
}

/// What an agent answers about the bookings to come.
pub(super) fn bookings_to_come(accepted: bool) -> BookingsToCome {
    if accepted { BookingsToCome::Bill } else { BookingsToCome::Wait }
}

fn kept(call: &Call<'_, PreviewBilling>) -> Result<Arc<Preview>, Error> {
    call.unlocked().kept::<Preview>().ok_or_else(none_kept)
}

fn none_kept() -> Error {
    Error::new(Code::NotFound, "Aucun aperçu de ce mois n’est en mémoire\u{a0}: lancez le calcul.")
}

impl Preview {
    fn of(reader: &Reader<'_>, billed: BilledMonth, computed_at_ms: i64) -> Result<Self, Error> {
        let (month, exercice) = (billed.month, billed.today.year());
        Ok(Self {
            billed,
            computed_at_ms,
            next_number: InvoiceNumber { exercice, rank: reader.next_number(&invoice_sequence(exercice))? },
            earlier_run: reader.runs_of_month(&month.to_string())?.first().map(|run| run.id),
            previous: reader.household_totals(&month.previous().to_string())?.into_iter().collect(),
        })
    }

    fn view(&self) -> BillingPreviewView {
        let billed = &self.billed;
        let (draft, basis) = (&billed.draft, billed.input.basis());
        let mut families: HashSet<FamilyId> = HashSet::new();
        let mut children: HashSet<u32> = HashSet::new();
        let mut adjustments = 0;
        for invoice in &draft.invoices {
            families.insert(basis.households[invoice.household as usize].family);
            for line in &invoice.lines {
                children.extend(line.child);
                adjustments += u32::from(matches!(line.kind, LineKind::Adjustment { .. }));
            }
        }
        let blocking =
            draft.anomalies.iter().filter(|anomaly| anomaly.severity == AnomalySeverity::Blocking).count();
        let count = u32::try_from(draft.invoices.len()).unwrap_or(u32::MAX);
        let last =
            InvoiceNumber { rank: self.next_number.rank + count.saturating_sub(1), ..self.next_number };
        BillingPreviewView {
            month: billed.month,
            month_label: billed.month.format_fr(),
            computed_at_ms: self.computed_at_ms,
            digest: draft.digest.to_string(),
            invoices: count,
            lines: draft.line_count() as u32,
            total_cents: draft.total,
            families: families.len() as u32,
            children: children.len() as u32,
            attendance_rows: billed.input.attendance_rows(),
            activities: billed.activity_totals(),
            anomalies: draft.anomalies.iter().map(|anomaly| self.anomaly_row(anomaly)).collect(),
            blocking: blocking as u32,
            warnings: (draft.anomalies.len() - blocking) as u32,
            previous: self.previous_month(),
            first_number: self.next_number.to_string(),
            last_number: last.to_string(),
            earlier_run: self.earlier_run,
            adjustments,
            carried_over: draft.carried_over.len() as u32,
            carried_over_cents: draft.carried_over.iter().map(|invoice| invoice.total).sum(),
            helped_cents: draft
                .invoices
                .iter()
                .chain(&draft.carried_over)
                .flat_map(|invoice| &invoice.lines)
                .filter(|line| line.help.is_some())
                .map(|line| -line.amount)
                .sum(),
            orphan_rows: billed.orphan_rows,
            bookings_to_come: billed.input.settings().bookings_to_come == BookingsToCome::Bill,
            has_something_new: billed.has_something_new(),
        }
    }

    fn previous_month(&self) -> Option<PreviousMonth> {
        if self.previous.is_empty() {
            return None;
        }
        let billed = &self.billed;
        let total: Cents = self.previous.values().copied().sum();
        let difference = billed.draft.total - total;
        let moved = billed.draft.invoices.iter().filter(|invoice| {
            let id = billed.households[invoice.household as usize].row.id;
            self.previous.get(&id).is_some_and(|before| has_moved(*before, invoice.total))
        });
        let month: Month = billed.month.previous();
        Some(PreviousMonth {
            month,
            label: month.format_fr(),
            total_cents: total,
            difference_cents: difference,
            difference_permille: (!total.is_zero()).then(|| difference.0 * 1_000 / total.0),
            households_moved: moved.count() as u32,
        })
    }

    /// What the anomalies say of each household.
    fn severities(&self) -> HashMap<HouseholdId, AnomalySeverity> {
        let mut severities: HashMap<HouseholdId, AnomalySeverity> = HashMap::new();
        for anomaly in &self.billed.draft.anomalies {
            let household = match anomaly.subject {
                Subject::Household { household, .. } => Some(household),
                Subject::Child { child, .. } => self.billed.homes.get(&child).map(|home| home.household),
                Subject::Unit { .. } | Subject::Day { .. } | Subject::Month => None,
            };
            if let Some(household) = household {
                let worst = severities.entry(household).or_insert(anomaly.severity);
                *worst = (*worst).min(anomaly.severity);
            }
        }
        severities
    }

    fn anomaly_row(&self, anomaly: &Anomaly) -> AnomalyRow {
        let mut row = AnomalyRow {
            code: anomaly.code,
            severity: anomaly.severity,
            title: anomaly.code.label().to_owned(),
            subject: anomaly.place.clone(),
            statement: anomaly.message.clone(),
            amount_cents: anomaly.at_stake.unwrap_or_default(),
            remedy: remedy(anomaly.code),
            family: None,
            household: None,
            child: None,
            activity: None,
            unit: None,
            day: None,
            invoice: None,
        };
        match anomaly.subject {
            Subject::Household { family, household } => {
                (row.family, row.household) = (Some(family), Some(household));
            }
            Subject::Month => {}
            Subject::Child { child, unit } => {
                row.child = Some(child);
                (row.activity, row.unit) = (unit.map(|(activity, _)| activity), unit.map(|(_, unit)| unit));
                if let Some(home) = self.billed.homes.get(&child) {
                    (row.family, row.household) = (Some(home.family), Some(home.household));
                    row.invoice = home.invoice;
                }
            }
            Subject::Unit { activity, unit } => (row.activity, row.unit) = (Some(activity), Some(unit)),
            Subject::Day { activity, unit, day } => {
                (row.activity, row.unit, row.day) = (Some(activity), Some(unit), Some(day));
            }
        }
        row
    }

    fn invoice_row(
        &self,
        rank: Option<u32>,
        invoice: &InvoiceDraft,
        severities: &HashMap<HouseholdId, AnomalySeverity>,
    ) -> PreviewInvoiceRow {
        let card = &self.billed.households[invoice.household as usize];
        let number =
            |rank| InvoiceNumber { rank: self.next_number.rank + rank, ..self.next_number }.to_string();
        PreviewInvoiceRow {
            household: card.row.id,
            family: card.row.family,
            family_number: card.row.family_number,
            family_name: card.row.family_name.clone(),
            household_label: card.row.label.clone(),
            debtor_name: card.payer.as_ref().map(debtor_name).unwrap_or_default(),
            number: rank.map(number),
            lines: invoice.lines.len() as u32,
            total_cents: invoice.total,
            previous_cents: self.previous.get(&card.row.id).copied(),
            severity: severities.get(&card.row.id).copied(),
        }
    }

    fn line_view(&self, rank: u32, line: &LineDraft) -> Result<ServiceLineView, Error> {
        let basis = self.billed.input.basis();
        let adjustment = match line.kind {
            LineKind::Adjustment { id, .. } => Some(id),
            LineKind::Service | LineKind::Subsidy { .. } => None,
        };
        let correction = adjustment.and_then(|id| self.billed.adjustments.get(&id));
        let explanation = match (&line.explanation, &line.help, correction) {
            (Some(explanation), ..) => explanation.sentences(),
            (None, Some(help), _) => help.given.sentences(&help.funder, &help.terms, -line.amount),
            (None, None, Some(row)) => {
                let kept = KeptReason::correction(row)?;
                kept.sentences(&self.billed.reasons, line.amount)
            }
            (None, None, None) => Vec::new(),
        };
        let (child, child_name) = match (correction, line.child) {
            (Some(row), _) => (row.child, row.child_name.clone()),
            (None, Some(rank)) => {
                let rank = rank as usize;
                (Some(basis.children[rank].id), self.billed.child_names[rank].clone())
            }
            (None, None) => (None, String::new()),
        };
        Ok(ServiceLineView {
            rank,
            child,
            child_name,
            activity: line.activity.map(|activity| basis.activities[activity as usize].id),
            unit: line.unit.map(|unit| basis.units[unit as usize].id),
            label: line.label.to_string(),
            quantity: line.quantity.map(Quantity::format_fr).unwrap_or_default(),
            quantity_thousandths: line.quantity.map_or(1_000, thousandths),
            unit_price_cents: line.unit_price.unwrap_or(line.amount),
            amount_cents: line.amount,
            explanation,
            adjustment,
            is_help: line.help.is_some() || correction.is_some_and(|row| row.subsidy.is_some()),
        })
    }
}

/// More than a third and ten euros: enough to be asked about at the desk.
fn has_moved(before: Cents, now: Cents) -> bool {
    let difference = (now - before).0.abs();
    difference > 1_000 && difference * 3 > before.0.abs()
}

/// Where each kind of anomaly is put right.
fn remedy(code: AnomalyCode) -> AnomalyRemedy {
    match code {
        AnomalyCode::TariffMissing => AnomalyRemedy::OpenTariff,
        AnomalyCode::MonthUnfinished => AnomalyRemedy::AcceptBookingsToCome,
        AnomalyCode::CustodyMissing | AnomalyCode::CustodyDisputed | AnomalyCode::HolidaysUnknown => {
            AnomalyRemedy::CompleteCustody
        }
        AnomalyCode::DebtorIncomplete | AnomalyCode::DebtorNameCut => AnomalyRemedy::CompleteDebtor,
        AnomalyCode::QuotientMissing => AnomalyRemedy::EnterQuotient,
        AnomalyCode::DayNotTicked | AnomalyCode::OverCapacity => AnomalyRemedy::TickDay,
        AnomalyCode::NegativeTotal | AnomalyCode::UnderThreshold => AnomalyRemedy::OpenInvoice,
        AnomalyCode::AttendanceWithoutRegistration => AnomalyRemedy::OpenRegistration,
        AnomalyCode::ChangedAfterIssue => AnomalyRemedy::AddAdjustment,
        AnomalyCode::HelpedTwice => AnomalyRemedy::OpenSubsidies,
    }
}
