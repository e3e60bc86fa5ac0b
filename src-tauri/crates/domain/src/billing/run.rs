//! The computation of a run: pure, linear, the same result for the same content whatever the order of rows.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::fingerprint::{Digest, Fingerprint};
use super::input::{Entry, HolderCode, NONE, RunInput, index};
use super::{
    Anomaly, AnomalyCode, AnomalySeverity, BelowMinimum, BilledHousehold, PendingAdjustment, Subject,
};
use crate::attendance::{AttendanceState, StateSet};
use crate::calendar::{Month, format_day};
use crate::tariffs::{
    Explanation, Payer, Quantity, Share, SiblingScope, Tariff, UnitBasis, exact_amount, line_amount, part_of,
    price, unit_price,
};
use crate::treasury::check_debtor;
use crate::values::ids::{AdjustmentId, LineId};
use crate::values::{Cents, Permille, Rounding};

/// What a run would issue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunDraft {
    /// Month billed.
    pub month: Month,
    /// Invoices to issue, in the order of households; every total is positive.
    pub invoices: Vec<InvoiceDraft>,
    /// What waits for the following run: totals under the minimum, nil or negative. Its lines become
    /// adjustments of that run.
    pub carried_over: Vec<InvoiceDraft>,
    /// What to look at, blocking ones first.
    pub anomalies: Vec<Anomaly>,
    /// Sum of the invoices to issue.
    pub total: Cents,
    /// Fingerprint of all of this and of the attendance it comes from.
    pub digest: Digest,
}

impl RunDraft {
    /// How many lines the invoices to issue have.
    pub fn line_count(&self) -> usize {
        self.invoices.iter().map(|invoice| invoice.lines.len()).sum()
    }

    /// Whether something prevents the invoices from leaving.
    pub fn is_blocked(&self) -> bool {
        self.anomalies.iter().any(|anomaly| anomaly.severity == AnomalySeverity::Blocking)
    }
}

/// An invoice before its number.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct InvoiceDraft {
    /// Household, by its rank in the basis.
    pub household: u32,
    /// Lines: services by child, activity and unit, then adjustments.
    pub lines: Vec<LineDraft>,
    /// Sum of the lines.
    pub total: Cents,
}

/// What a line is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LineKind {
    /// A service of the month.
    Service,
    /// A correction of something issued before.
    Adjustment {
        /// The adjustment.
        id: AdjustmentId,
        /// The line it corrects.
        original_line: Option<LineId>,
    },
}

/// A line before it is issued.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LineDraft {
    /// What it is for.
    pub kind: LineKind,
    /// Child, by its rank in the basis.
    pub child: Option<u32>,
    /// Activity, by its rank.
    pub activity: Option<u32>,
    /// Unit, by its rank.
    pub unit: Option<u32>,
    /// Tariff, by its rank.
    pub tariff: Option<u32>,
    /// What the family reads: activity and unit, or the reason of the correction.
    pub label: Arc<str>,
    /// How much; `None` for a correction.
    pub quantity: Option<Quantity>,
    /// Price of one; `None` for a correction.
    pub unit_price: Option<Cents>,
    /// Amount.
    pub amount: Cents,
    /// Facts behind the quantity, by state.
    pub states: StateCounts,
    /// Why; `None` for a correction, whose label says it.
    pub explanation: Option<Explanation>,
}

/// How many facts of each state.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct StateCounts([u16; 8]);

impl StateCounts {
    /// How many of a state.
    pub fn of(self, state: AttendanceState) -> u16 {
        self.0[usize::from(state.code()) - 1]
    }
}

/// A part of an entry that falls to a household.
struct Piece {
    household: u32,
    birth: Date,
    child: u32,
    unit: u32,
    tariff: u32,
    entry: u32,
    part: Option<Permille>,
    rank: u8,
    quantity: Quantity,
    unit_price: Cents,
    amount: Cents,
}

/// Computes a run.
pub fn compute(input: &RunInput) -> RunDraft {
    let mut run = Run { input, prices: vec![None; input.entries.len()], anomalies: Vec::new() };
    let mut pieces = run.pieces();
    rank_siblings(input, &mut pieces);
    run.price_pieces(&mut pieces);
    let mut draft = run.invoices(&pieces);
    run.flag_debtors(&draft.invoices);
    run.flag_entries();
    run.flag_days();
    draft.anomalies = run.anomalies;
    draft.anomalies.sort_by(|a, b| {
        (a.severity, a.code, &a.place, a.subject).cmp(&(b.severity, b.code, &b.place, b.subject))
    });
    draft.digest = digest(input, &draft);
    draft
}

struct Run<'a> {
    input: &'a RunInput,
    /// Unit price of each entry, once known: what unticked days and strangers are worth.
    prices: Vec<Option<Cents>>,
    anomalies: Vec<Anomaly>,
}

impl Run<'_> {
    /// Splits every entry that is billed between the households that hold it, in the order of invoices and of
    /// their lines: household, eldest child first, unit.
    fn pieces(&mut self) -> Vec<Piece> {
        let input = self.input;
        let mut pieces = Vec::with_capacity(input.entries.len());
        for (at, entry) in input.entries.iter().enumerate() {
            let Some(tariff) = input.basis.tariffs.get(entry.tariff as usize) else {
                continue;
            };
            let quantity = quantity_of(input, entry, tariff);
            if is_nothing(quantity) {
                continue;
            }
            let child = &input.basis.children[entry.child as usize];
            let mut push = |household: u32, part: Option<Permille>| {
                pieces.push(Piece {
                    household,
                    birth: child.birth_date,
                    child: entry.child,
                    unit: entry.unit,
                    tariff: entry.tariff,
                    entry: index(at),
                    part,
                    rank: 1,
                    quantity,
                    unit_price: Cents::ZERO,
                    amount: Cents::ZERO,
                });
            };
            if let Some(split) = entry.holder.as_split() {
                for (household, part) in &input.splits[split] {
                    push(*household, Some(*part));
                }
            } else if let Some(household) = entry.holder.as_household() {
                push(household, None);
            }
        }
        let id = |piece: &Piece| input.basis.children[piece.child as usize].id;
        pieces.sort_unstable_by_key(|piece| {
            (
                piece.household,
                piece.birth,
                id(piece),
                piece.unit,
                piece.tariff,
                piece.part.is_some(),
                piece.entry,
            )
        });
        pieces
    }

    fn price_pieces(&mut self, pieces: &mut [Piece]) {
        let input = self.input;
        let mut shared: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, piece) in pieces.iter_mut().enumerate() {
            let household = &input.basis.households[piece.household as usize];
            let tariff = &input.basis.tariffs[piece.tariff as usize];
            piece.unit_price = unit_price(tariff, &payer(household, input.settings.month), piece.rank);
            self.prices[piece.entry as usize].get_or_insert(piece.unit_price);
            if piece.part.is_some() {
                shared.entry(piece.entry).or_default().push(at);
            } else {
                piece.amount = line_amount(piece.unit_price, piece.quantity);
            }
        }
        for (entry, shares) in shared {
            let split = input.entries[entry as usize].holder.as_split().expect("shared entries are split");
            let first = input.splits[split][0].0;
            split_amount(pieces, &shares, first);
        }
    }

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
        let (mut pieces, mut adjustments) = (pieces, adjustments.as_slice());
        for (rank, household) in (0..).zip(&input.basis.households) {
            let own_pieces = take_front(&mut pieces, |piece| piece.household == rank);
            let own_adjustments = take_front(&mut adjustments, |adjustment| adjustment.household == rank);
            let mut lines = Vec::with_capacity(own_pieces.len() + own_adjustments.len());
            lines.extend(own_pieces.iter().map(|piece| service_line(input, household, piece, &labels)));
            lines.extend(own_adjustments.iter().map(|adjustment| adjustment_line(adjustment)));
            let total = lines.iter().map(|line| line.amount).sum();
            let worthless = total == Cents::ZERO && lines.iter().all(|line| line.amount.is_zero());
            if worthless && own_adjustments.is_empty() {
                continue;
            }
            let invoice = InvoiceDraft { household: rank, lines, total };
            self.flag_quotient(household, &invoice);
            if self.waits(household, total) {
                draft.carried_over.push(invoice);
            } else {
                draft.total += total;
                draft.invoices.push(invoice);
            }
        }
        draft
    }

    /// Whether a total waits for the following run, and says so.
    fn waits(&mut self, household: &BilledHousehold, total: Cents) -> bool {
        let settings = &self.input.settings;
        let least = match settings.below_minimum {
            BelowMinimum::CarryOver => settings.minimum.max(Cents(1)),
            BelowMinimum::Issue => Cents(1),
        };
        if total >= least {
            return false;
        }
        let (code, message) = if total.is_negative() {
            (
                AnomalyCode::NegativeTotal,
                "Les corrections dépassent le mois : reporté sur le mois suivant.".to_owned(),
            )
        } else {
            let message = format!(
                "Total inférieur à {}, seuil de mise en recouvrement (CGCT D1611-1) : reporté sur le mois suivant.",
                settings.minimum
            );
            (AnomalyCode::UnderThreshold, message)
        };
        self.flag_household(code, AnomalySeverity::ToCheck, household, &message, Some(total));
        true
    }

    fn flag_household(
        &mut self,
        code: AnomalyCode,
        severity: AnomalySeverity,
        household: &BilledHousehold,
        message: &str,
        at_stake: Option<Cents>,
    ) {
        let subject = Subject::Household { family: household.family, household: household.id };
        self.anomalies.push(Anomaly::new(code, severity, subject, &household.label, message, at_stake));
    }

    fn flag_quotient(&mut self, household: &BilledHousehold, invoice: &InvoiceDraft) {
        if household.highest_price_accepted {
            return;
        }
        let lacking = || {
            invoice
                .lines
                .iter()
                .filter(|line| line.explanation.as_ref().is_some_and(Explanation::lacks_income))
        };
        let lines = lacking().count();
        if lines == 0 {
            return;
        }
        let mut children: Vec<u32> = lacking().filter_map(|line| line.child).collect();
        children.dedup();
        let at_stake = lacking().map(|line| line.amount).sum();
        let message = format!(
            "{}, {} au tarif le plus haut.",
            plural(children.len(), "enfant"),
            plural(lines, "ligne")
        );
        let severity = self.input.settings.missing_quotient;
        self.flag_household(AnomalyCode::QuotientMissing, severity, household, &message, Some(at_stake));
    }

    fn flag_debtors(&mut self, invoices: &[InvoiceDraft]) {
        let input = self.input;
        for invoice in invoices {
            let household = &input.basis.households[invoice.household as usize];
            let message = match &household.debtor {
                None => "Aucun débiteur n'est désigné pour ce foyer.".to_owned(),
                Some(debtor) => {
                    let rejections = check_debtor(debtor, input.settings.as_of);
                    if rejections.is_empty() {
                        continue;
                    }
                    let messages: Vec<String> =
                        rejections.into_iter().map(|rejection| rejection.message).collect();
                    messages.join(" ")
                }
            };
            let severity = AnomalySeverity::Blocking;
            self.flag_household(
                AnomalyCode::DebtorIncomplete,
                severity,
                household,
                &message,
                Some(invoice.total),
            );
        }
    }

    /// What could not be billed, or should not have happened, by unit and child.
    fn flag_entries(&mut self) {
        let input = self.input;
        let mut without_tariff: HashMap<u32, (Vec<u32>, u8)> = HashMap::new();
        for (at, entry) in input.entries.iter().enumerate() {
            let billable = entry_total(entry, |state| StateSet::BILLED_BY_DEFAULT.contains(state));
            if entry.tariff == NONE && billable > 0 {
                let (children, first_day) =
                    without_tariff.entry(entry.unit).or_insert((Vec::new(), entry.first_day));
                children.push(entry.child);
                *first_day = (*first_day).min(entry.first_day);
            }
            if entry.holder == HolderCode::NOBODY && billable > 0 {
                let message = format!(
                    "Aucun foyer n'a la garde le {} : {} sans débiteur.",
                    format_day(self.day(entry.first_day)),
                    plural(billable, "prestation")
                );
                self.flag_child(
                    AnomalyCode::CustodyMissing,
                    AnomalySeverity::Blocking,
                    entry,
                    &message,
                    None,
                );
            }
            if entry.unregistered > 0 {
                let (_, place) = self.unit(entry.unit);
                let count = entry.unregistered;
                let message = format!("{} sans inscription : {place}.", plural(usize::from(count), "venue"));
                let at_stake = self.prices[at].and_then(|price| price.checked_mul(i64::from(count)));
                let code = AnomalyCode::AttendanceWithoutRegistration;
                self.flag_child(code, AnomalySeverity::ToCheck, entry, &message, at_stake);
            }
        }
        for (unit, (mut children, first_day)) in without_tariff {
            children.sort_unstable();
            children.dedup();
            let children = plural(children.len(), "enfant");
            let message = format!("{children}, rien de voté au {}.", format_day(self.day(first_day)));
            let (subject, place) = self.unit(unit);
            let severity = AnomalySeverity::Blocking;
            self.anomalies.push(Anomaly::new(
                AnomalyCode::TariffMissing,
                severity,
                subject,
                &place,
                &message,
                None,
            ));
        }
    }

    fn flag_child(
        &mut self,
        code: AnomalyCode,
        severity: AnomalySeverity,
        entry: &Entry,
        message: &str,
        at_stake: Option<Cents>,
    ) {
        let child = &self.input.basis.children[entry.child as usize];
        let subject = Subject::Child { child: child.id };
        self.anomalies.push(Anomaly::new(code, severity, subject, &child.label, message, at_stake));
    }

    /// Days nobody ticked and days over capacity.
    fn flag_days(&mut self) {
        let input = self.input;
        let per_unit = input.days.len() / input.basis.units.len().max(1);
        let mut unticked: HashMap<usize, (usize, Cents)> = HashMap::new();
        for booking in &input.unticked {
            let entry = &input.entries[booking.entry as usize];
            let (count, at_stake) =
                unticked.entry(entry.unit as usize * per_unit + usize::from(booking.day) - 1).or_default();
            *count += 1;
            if let Some(price) = self.prices[booking.entry as usize] {
                *at_stake += match booking.minutes {
                    0 => price,
                    minutes => line_amount(price, Quantity::Minutes { count: u32::from(minutes) }),
                };
            }
        }
        for (slot, count) in input.days.iter().enumerate() {
            let unit = index(slot / per_unit);
            let day = u8::try_from(slot % per_unit + 1).expect("a month has at most 31 days");
            if let Some((booked, at_stake)) = unticked.get(&slot) {
                let bookings = plural(*booked, "réservation");
                let message = match count.ticked as usize {
                    0 => format!("{bookings}, aucune présence pointée."),
                    ticked => format!("{bookings} sans pointage sur {}.", booked + ticked),
                };
                self.flag_day(AnomalyCode::DayNotTicked, unit, day, &message, Some(*at_stake));
            }
            if let Some(capacity) = input.basis.units[unit as usize].capacity
                && count.taken > capacity
            {
                let message = format!("{} enfants pour {capacity} places.", count.taken);
                self.flag_day(AnomalyCode::OverCapacity, unit, day, &message, None);
            }
        }
    }

    fn flag_day(&mut self, code: AnomalyCode, unit: u32, day: u8, message: &str, at_stake: Option<Cents>) {
        let day = self.day(day);
        let (subject, place) = self.unit(unit);
        let Subject::Unit { activity, unit } = subject else { unreachable!("units are units") };
        let subject = Subject::Day { activity, unit, day };
        let place = format!("{place}, {}", format_day(day));
        self.anomalies.push(Anomaly::new(code, AnomalySeverity::ToCheck, subject, &place, message, at_stake));
    }

    fn unit(&self, unit: u32) -> (Subject, String) {
        let activity = &self.input.basis.activities[self.input.activity_of_unit[unit as usize] as usize];
        let unit = &self.input.basis.units[unit as usize];
        (
            Subject::Unit { activity: activity.id, unit: unit.id },
            format!("{}, {}", activity.name, lower_first(&unit.name)),
        )
    }

    fn day(&self, day: u8) -> Date {
        self.input.settings.month.first_day() + (i64::from(day) - 1).days()
    }
}

/// Ranks the children of each household, the eldest first; pieces are already in that order.
fn rank_siblings(input: &RunInput, pieces: &mut [Piece]) {
    let activity = |unit: u32| input.activity_of_unit[unit as usize];
    for group in pieces.chunk_by_mut(|a, b| a.household == b.household) {
        for at in 0..group.len() {
            let tariff = &input.basis.tariffs[group[at].tariff as usize];
            let Some(discount) = &tariff.siblings else {
                continue;
            };
            let (child, own) = (group[at].child, activity(group[at].unit));
            let mut elder: Vec<u32> = group[..at]
                .iter()
                .filter(|other| other.child != child)
                .filter(|other| discount.scope == SiblingScope::AnyActivity || activity(other.unit) == own)
                .map(|other| other.child)
                .collect();
            elder.dedup();
            group[at].rank = u8::try_from(elder.len() + 1).unwrap_or(u8::MAX);
        }
    }
}

/// Splits a shared line: each household bears its part, in whole cents; what rounding leaves falls to the
/// first. The sum is the exact total, rounded once.
fn split_amount(pieces: &mut [Piece], shares: &[usize], first: u32) {
    let exact = |piece: &Piece| {
        exact_amount(piece.unit_price, piece.quantity)
            * part_of(piece.part.expect("shared pieces have a part"))
    };
    let total: Decimal = shares.iter().map(|at| exact(&pieces[*at])).sum();
    let mut left = Rounding::HalfUpCent.to_cents(total);
    let mut first_at = None;
    for &at in shares {
        if pieces[at].household == first && first_at.is_none() {
            first_at = Some(at);
            continue;
        }
        pieces[at].amount = Rounding::HalfUpCent.to_cents(exact(&pieces[at]).floor());
        left -= pieces[at].amount;
    }
    pieces[first_at.expect("the first household has a share")].amount = left;
}

fn payer(household: &BilledHousehold, month: Month) -> Payer<'_> {
    let on = month.last_day();
    Payer {
        resident: household.resident,
        quotient: household.quotients.at(on),
        monthly_income: household.monthly_income,
        on,
    }
}

fn quantity_of(input: &RunInput, entry: &Entry, tariff: &Tariff) -> Quantity {
    match tariff.basis {
        UnitBasis::PerHour { .. } => Quantity::Minutes { count: entry.billed_minutes },
        UnitBasis::PerUnit => Quantity::Units {
            count: index(entry_total(entry, |state| tariff.billed.contains(state))),
            unit: input.basis.units[entry.unit as usize].kind,
        },
    }
}

fn is_nothing(quantity: Quantity) -> bool {
    matches!(quantity, Quantity::Units { count: 0, .. } | Quantity::Minutes { count: 0 })
}

fn entry_total(entry: &Entry, counts: impl Fn(AttendanceState) -> bool) -> usize {
    let states = AttendanceState::ALL.into_iter().zip(entry.by_state);
    states.filter(|(state, _)| counts(*state)).map(|(_, count)| usize::from(count)).sum()
}

fn service_line(
    input: &RunInput,
    household: &BilledHousehold,
    piece: &Piece,
    labels: &[Arc<str>],
) -> LineDraft {
    let tariff = &input.basis.tariffs[piece.tariff as usize];
    let share = piece.part.map_or(Share::Whole, |part| Share::Part { part, amount: piece.amount });
    let priced = price(tariff, &payer(household, input.settings.month), piece.rank, piece.quantity, share);
    LineDraft {
        kind: LineKind::Service,
        child: Some(piece.child),
        activity: Some(input.activity_of_unit[piece.unit as usize]),
        unit: Some(piece.unit),
        tariff: Some(piece.tariff),
        label: labels[piece.unit as usize].clone(),
        quantity: Some(piece.quantity),
        unit_price: Some(priced.unit_price),
        amount: priced.amount,
        states: StateCounts(input.entries[piece.entry as usize].by_state),
        explanation: Some(priced.explanation),
    }
}

fn adjustment_line(adjustment: &PendingAdjustment) -> LineDraft {
    LineDraft {
        kind: LineKind::Adjustment { id: adjustment.id, original_line: adjustment.original_line },
        child: adjustment.child,
        activity: adjustment.activity,
        unit: None,
        tariff: None,
        label: adjustment.reason.as_str().into(),
        quantity: None,
        unit_price: None,
        amount: adjustment.amount,
        states: StateCounts::default(),
        explanation: None,
    }
}

/// `Cantine Jean-Macé, repas`: one string per unit, shared by all its lines.
fn unit_labels(input: &RunInput) -> Vec<Arc<str>> {
    input
        .basis
        .units
        .iter()
        .zip(&input.activity_of_unit)
        .map(|(unit, activity)| {
            let activity = &input.basis.activities[*activity as usize];
            format!("{}, {}", activity.name, lower_first(&unit.name)).into()
        })
        .collect()
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

fn plural(count: usize, noun: &str) -> String {
    let mark = if count > 1 { "s" } else { "" };
    format!("{count} {noun}{mark}")
}

fn digest(input: &RunInput, draft: &RunDraft) -> Digest {
    let mut fingerprint = Fingerprint::new();
    input.settings.hash(&mut fingerprint);
    input.rows.hash(&mut fingerprint);
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
