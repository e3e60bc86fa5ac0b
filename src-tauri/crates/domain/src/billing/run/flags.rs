//! The anomalies of a run: what the agent must settle or look at before the invoices leave.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{InvoiceDraft, Run, RunDraft, entry_total, unit_place};
use crate::attendance::StateSet;
use crate::billing::input::{Entry, HolderCode, NONE, index};
use crate::billing::{
    Anomaly, AnomalyCode, AnomalySeverity, BilledHousehold, BilledSubsidy, BookingsToCome, CarryOver, Subject,
};
use crate::calendar::format_day;
use crate::people::{Holder, holder_on};
use crate::tariffs::{Explanation, Quantity, line_amount};
use crate::treasury::check_debtor;
use crate::values::Cents;

impl Run<'_> {
    /// Whether a total waits for the following run, and says so.
    pub(super) fn waits(&mut self, household: &BilledHousehold, invoice: &InvoiceDraft) -> bool {
        let (settings, total) = (&self.input.settings, invoice.total);
        let (code, message) = match settings.carries_over(total, invoice.is_helped()) {
            None => return false,
            Some(CarryOver::Negative) => (
                AnomalyCode::NegativeTotal,
                "Les corrections dépassent le mois : reporté sur le mois suivant.".to_owned(),
            ),
            Some(CarryOver::Nil) => (
                AnomalyCode::UnderThreshold,
                "Total nul, rien à mettre en recouvrement : reporté sur le mois suivant.".to_owned(),
            ),
            Some(CarryOver::UnderMinimum) => (
                AnomalyCode::UnderThreshold,
                format!(
                    "Total inférieur à {}, seuil de mise en recouvrement (CGCT D1611-1) : reporté sur le mois suivant.",
                    settings.minimum
                ),
            ),
        };
        self.flag_household(code, AnomalySeverity::ToCheck, household, &message, Some(total));
        true
    }

    /// A month that is not over: its bookings would be billed before they happen, and no one could tick it any more.
    pub(super) fn flag_month(&mut self, draft: &RunDraft) {
        let input = self.input;
        let settings = &input.settings;
        if !settings.is_unfinished() || (draft.invoices.is_empty() && draft.carried_over.is_empty()) {
            return;
        }
        let (mut bookings, mut at_stake) = (0_usize, Cents::ZERO);
        for (entry, price) in input.entries.iter().zip(&self.prices) {
            bookings += usize::from(entry.to_come);
            at_stake += price.map_or(Cents::ZERO, |price| match entry.to_come_minutes {
                0 => price.checked_mul(i64::from(entry.to_come)).unwrap_or_default(),
                minutes => line_amount(price, Quantity::Minutes { count: minutes }),
            });
        }
        let last = format_day(settings.month.last_day());
        let (severity, message) = match settings.bookings_to_come {
            BookingsToCome::Wait => (
                AnomalySeverity::Blocking,
                format!(
                    "Le mois se termine le {last} : {} à venir, et plus rien ne pourrait être pointé ensuite. Attendez la fin du mois, ou acceptez de facturer à la réservation.",
                    plural(bookings, "réservation")
                ),
            ),
            BookingsToCome::Bill => (
                AnomalySeverity::ToCheck,
                format!(
                    "Le mois se termine le {last} : {} à venir, facturées avant d'avoir eu lieu comme vous l'avez accepté.",
                    plural(bookings, "réservation")
                ),
            ),
        };
        let place = settings.month.format_fr();
        let code = AnomalyCode::MonthUnfinished;
        self.anomalies.push(Anomaly::new(code, severity, Subject::Month, &place, &message, Some(at_stake)));
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

    pub(super) fn flag_quotient(&mut self, household: &BilledHousehold, invoice: &InvoiceDraft) {
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

    /// Two helps of one funder for the same child, activity and day: put together by a merge of records, never typed so. What both already
    /// gave is only to be seen.
    pub(super) fn flag_helps(
        &mut self,
        household: &BilledHousehold,
        helps: &[&BilledSubsidy],
        invoice: &InvoiceDraft,
    ) {
        if !invoice.is_helped() {
            return;
        }
        let twice = helps.iter().enumerate().find_map(|(at, one)| {
            let other =
                helps[at + 1..].iter().find(|other| one.subsidy.contradicts(&other.subsidy).is_some())?;
            Some((one, other))
        });
        let Some((one, other)) = twice else { return };
        let both_gave = one.before.given.is_positive() && other.before.given.is_positive();
        let severity = if both_gave { AnomalySeverity::ToCheck } else { AnomalySeverity::Blocking };
        let message = format!(
            "« {} » aide deux fois le même enfant : {}, {}, et {}, {}. Retirez l'une des deux, ou mettez-y fin.",
            one.funder,
            one.subsidy.terms.label(),
            one.subsidy.terms.period_label(),
            other.subsidy.terms.label(),
            other.subsidy.terms.period_label(),
        );
        self.flag_household(AnomalyCode::HelpedTwice, severity, household, &message, Some(invoice.total));
    }

    pub(super) fn flag_debtors(&mut self, invoices: &[InvoiceDraft]) {
        let input = self.input;
        for invoice in invoices {
            let household = &input.basis.households[invoice.household as usize];
            if let Some(debtor) = &household.debtor
                && let Some(whole) = &debtor.cut_from
            {
                let message = format!(
                    "« {whole} » est trop long pour le fichier du Trésor, qui dira « {} » « {} ». Le dossier garde le nom entier.",
                    debtor.name, debtor.first_name
                );
                let severity = AnomalySeverity::ToCheck;
                self.flag_household(AnomalyCode::DebtorNameCut, severity, household, &message, None);
            }
            let message = match &household.debtor {
                None => "Aucun débiteur n'est désigné pour ce foyer, ou celui qui l'est ne peut pas recevoir ses factures : désignez un autre adulte qui y vit.".to_owned(),
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
    pub(super) fn flag_entries(&mut self) {
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
            if entry.holder == HolderCode::DISPUTED && billable > 0 {
                let day = self.day(entry.first_day);
                let child = &input.basis.children[entry.child as usize];
                let Holder::Disputed { thousandths } =
                    holder_on(&child.custodies, day, input.settings.school())
                else {
                    unreachable!("the entry is disputed on its first day");
                };
                let message = format!(
                    "Le {}, les gardes de l'enfant font {} % ensemble, et non 100 % : {} sans débiteur.",
                    format_day(day),
                    percent(thousandths),
                    plural(billable, "prestation")
                );
                self.flag_child(
                    AnomalyCode::CustodyDisputed,
                    AnomalySeverity::Blocking,
                    entry,
                    &message,
                    None,
                );
            }
            if entry.unregistered > 0 {
                let (_, place) = self.unit(entry.unit);
                let count = entry.unregistered;
                let services = plural(usize::from(count), "prestation");
                let message = format!(
                    "{services} sans inscription ce jour-là : {place}. Inscrivez l'enfant, ou annulez."
                );
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

    pub(super) fn flag_child(
        &mut self,
        code: AnomalyCode,
        severity: AnomalySeverity,
        entry: &Entry,
        message: &str,
        at_stake: Option<Cents>,
    ) {
        let child = &self.input.basis.children[entry.child as usize];
        let unit = &self.input.basis.units[entry.unit as usize];
        let subject = Subject::Child { child: child.id, unit: Some((unit.activity, unit.id)) };
        self.anomalies.push(Anomaly::new(code, severity, subject, &child.label, message, at_stake));
    }

    /// Days nobody ticked and days over capacity.
    pub(super) fn flag_days(&mut self) {
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
        let own = &self.input.basis.units[unit as usize];
        (Subject::Unit { activity: own.activity, unit: own.id }, unit_place(self.input, unit))
    }

    fn day(&self, day: u8) -> Date {
        self.input.settings.month.first_day() + (i64::from(day) - 1).days()
    }
}

/// `60`, `66,7`.
fn percent(thousandths: u32) -> String {
    match thousandths % 10 {
        0 => (thousandths / 10).to_string(),
        tenth => format!("{},{tenth}", thousandths / 10),
    }
}

fn plural(count: usize, noun: &str) -> String {
    let mark = if count > 1 { "s" } else { "" };
    format!("{count} {noun}{mark}")
}
