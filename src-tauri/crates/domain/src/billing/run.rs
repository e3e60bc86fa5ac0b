//! The computation of a run: pure, linear, the same result for the same content whatever the order of rows.

mod draft;
mod flags;
mod helps;
mod holidays;
mod lines;
mod pieces;

use std::hash::Hash;

pub use self::draft::{HelpDraft, InvoiceDraft, LineDraft, LineKind, RunDraft, StateCounts};
use self::lines::{adjustment_line, service_line, unit_labels};
use self::pieces::{Piece, rank_siblings};
use super::fingerprint::{Digest, Fingerprint};
use super::input::{Entry, RunInput};
use super::{Anomaly, BilledHousehold, BilledSubsidy, PendingAdjustment};
use crate::attendance::AttendanceState;
use crate::calendar::Month;
use crate::tariffs::{IncomeUsed, Payer};
use crate::values::Cents;

/// Computes a run.
pub fn compute(input: &RunInput) -> RunDraft {
    let mut run = Run { input, prices: vec![None; input.entries.len()], anomalies: Vec::new() };
    let mut pieces = run.pieces();
    rank_siblings(input, &mut pieces);
    run.price_pieces(&mut pieces);
    let mut draft = run.invoices(&pieces);
    run.flag_month(&draft);
    run.flag_debtors(&draft.invoices);
    run.flag_entries();
    run.flag_holidays();
    run.flag_days();
    draft.anomalies = run.anomalies;
    draft.anomalies.sort_by(|a, b| shown_order(a).cmp(&shown_order(b)));
    draft.digest = digest(input, &draft);
    draft
}

/// The order anomalies are shown in: all of what they say, so that the order of rows does not show.
fn shown_order(anomaly: &Anomaly) -> impl Ord {
    let Anomaly { severity, code, place, subject, message, at_stake } = anomaly;
    (severity, code, place, subject, message, at_stake)
}

struct Run<'a> {
    input: &'a RunInput,
    /// Unit price of each entry, once known: what unticked days and strangers are worth.
    prices: Vec<Option<Cents>>,
    anomalies: Vec<Anomaly>,
}

impl Run<'_> {
    /// Walks households in order, gathering their pieces and adjustments.
    fn invoices(&mut self, pieces: &[Piece]) -> RunDraft {
        let input = self.input;
        let labels = unit_labels(input);
        let mut adjustments: Vec<&PendingAdjustment> = input.basis.adjustments.iter().collect();
        adjustments.sort_by_key(|adjustment| (adjustment.household, adjustment.id));
        let mut draft = RunDraft {
            month: input.settings.month,
            invoices: Vec::new(),
            carried_over: Vec::new(),
            anomalies: Vec::new(),
            total: Cents::ZERO,
            digest: Fingerprint::new().digest(),
        };
        let helps = helps::in_order(input);
        let (mut pieces, mut adjustments, mut helps) = (pieces, adjustments.as_slice(), helps.as_slice());
        for (rank, household) in (0..).zip(&input.basis.households) {
            let own_pieces = take_front(&mut pieces, |piece| piece.household == rank);
            let own_adjustments = take_front(&mut adjustments, |adjustment| adjustment.household == rank);
            let own_helps: &[&BilledSubsidy] = take_front(&mut helps, |help| help.household == rank);
            let mut lines = Vec::with_capacity(own_pieces.len() + own_adjustments.len());
            lines.extend(own_pieces.iter().map(|piece| service_line(input, household, piece, &labels)));
            lines.extend(helps::help_lines(input, own_helps, own_pieces, &lines));
            lines.extend(own_adjustments.iter().map(|adjustment| adjustment_line(adjustment)));
            let total = lines.iter().map(|line| line.amount).sum();
            let worthless = total == Cents::ZERO && lines.iter().all(|line| line.amount.is_zero());
            if worthless && own_adjustments.is_empty() {
                continue;
            }
            let invoice = InvoiceDraft { household: rank, lines, total };
            self.flag_quotient(household, &invoice);
            self.flag_helps(household, own_helps, &invoice);
            if self.waits(household, &invoice) {
                draft.carried_over.push(invoice);
            } else {
                draft.total += total;
                draft.invoices.push(invoice);
            }
        }
        draft
    }
}

fn payer(household: &BilledHousehold, month: Month) -> Payer<'_> {
    let on = month.last_day();
    Payer {
        resident: household.resident,
        quotient: household.quotients.at(on),
        income: household.incomes.at(month).map(IncomeUsed::of),
        on,
    }
}

fn entry_total(entry: &Entry, counts: impl Fn(AttendanceState) -> bool) -> usize {
    let states = AttendanceState::ALL.into_iter().zip(entry.by_state);
    states.filter(|(state, _)| counts(*state)).map(|(_, count)| usize::from(count)).sum()
}

/// `Cantine Jean-Macé, repas`: where a unit is, as lines and anomalies name it.
fn unit_place(input: &RunInput, unit: u32) -> String {
    let activity = &input.basis.activities[input.activity_of_unit[unit as usize] as usize];
    format!("{}, {}", activity.name, lower_first(&input.basis.units[unit as usize].name))
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn take_front<'a, T>(slice: &mut &'a [T], belongs: impl Fn(&T) -> bool) -> &'a [T] {
    let end = slice.iter().position(|item| !belongs(item)).unwrap_or(slice.len());
    let (front, rest) = slice.split_at(end);
    *slice = rest;
    front
}

fn digest(input: &RunInput, draft: &RunDraft) -> Digest {
    let mut fingerprint = Fingerprint::new();
    input.settings.hash(&mut fingerprint);
    input.rows.hash(&mut fingerprint);
    // Codes are frozen on the lines: what the agent agreed to is also where the money goes.
    for activity in &input.basis.activities {
        (activity.id, &activity.imputation).hash(&mut fingerprint);
    }
    for invoice in draft.invoices.iter().chain(&draft.carried_over) {
        let household = &input.basis.households[invoice.household as usize];
        household.id.hash(&mut fingerprint);
        household.debtor.hash(&mut fingerprint);
        invoice.hash(&mut fingerprint);
        for line in &invoice.lines {
            line.child.map(|child| input.basis.children[child as usize].id).hash(&mut fingerprint);
        }
    }
    draft.anomalies.hash(&mut fingerprint);
    fingerprint.digest()
}

#[cfg(test)]
mod tests;
