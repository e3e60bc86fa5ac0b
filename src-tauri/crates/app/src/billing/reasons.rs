//! Why lines are what they are, where a part of it is sealed: the quotients, the incomes and the subsidies they speak of.

use std::collections::{HashMap, HashSet};

use domain::tariffs::{Explanation, QuotientUsed, Reason};
use domain::values::Cents;
use domain::values::ids::{IncomeId, QuotientId, SubsidyVersionId};
use security::access::ReadQuotients;
use security::{Grant, Right};
use store::Reader;
use store::billing::{InvoiceRow, PendingAdjustmentRow, ServiceLineRow};

use super::ServiceLineView;
use super::lines::{KeptHelp, KeptReason, LEFT_OUT};
use crate::call::Call;
use crate::error::Error;
use crate::quotients::OneKey;
use crate::subsidies::{OpenedSubsidy, open};

/// What is sealed of the reasons of some lines, for an agent who may know it; nothing for another.
#[derive(Debug, Default)]
pub(super) struct SealedReasons {
    quotients: HashMap<QuotientId, Cents>,
    incomes: HashMap<IncomeId, Cents>,
    helps: HashMap<SubsidyVersionId, OpenedSubsidy>,
}

/// What some lines speak of.
#[derive(Default)]
struct Wanted {
    quotients: HashSet<QuotientId>,
    incomes: HashSet<IncomeId>,
    helps: HashSet<SubsidyVersionId>,
}

/// How the explanation of a line priced by incomes names them: others are not read twice.
const NAMES_INCOMES: &str = "\"income\":\"";

impl Wanted {
    fn reason(&mut self, reason: &KeptReason) {
        match reason {
            KeptReason::Tariff(explanation) => self.incomes.extend(income_of(explanation)),
            KeptReason::Subsidy(help) => {
                self.helps.insert(help.version);
            }
            KeptReason::Adjustment { explanation, quotient, help, .. } => {
                self.quotients.extend(*quotient);
                self.incomes.extend(explanation.as_ref().and_then(income_of));
                self.helps.extend(help.as_ref().map(|help| help.version));
            }
        }
    }
}

impl SealedReasons {
    /// Of these invoices and lines, withdrawn since or not.
    pub(super) fn of<R: Right>(
        call: &Call<'_, R>,
        invoices: &[InvoiceRow],
        lines: &[ServiceLineRow],
    ) -> Result<Self, Error> {
        let Some(grant) = call.also::<ReadQuotients>() else { return Ok(Self::default()) };
        let mut wanted = Wanted::default();
        wanted.quotients.extend(invoices.iter().filter_map(|row| row.quotient));
        for line in lines {
            let speaks = line.adjustment.is_some()
                || line.subsidy.is_some()
                || line.explanation.contains(NAMES_INCOMES);
            if speaks {
                wanted.reason(&KeptReason::of(line)?);
            }
        }
        call.read(|r| Self::open(r, &grant, &wanted))
    }

    /// Of corrections that wait.
    pub(super) fn of_corrections<'a, R: Right>(
        reader: &Reader<'_>,
        grant: &Grant<'_, R>,
        rows: impl Iterator<Item = &'a PendingAdjustmentRow>,
    ) -> Result<Self, Error> {
        let mut wanted = Wanted::default();
        for row in rows.filter(|row| row.explanation.is_some()) {
            wanted.reason(&KeptReason::correction(row)?);
        }
        Self::open(reader, grant, &wanted)
    }

    fn open<R: Right>(reader: &Reader<'_>, grant: &Grant<'_, R>, wanted: &Wanted) -> Result<Self, Error> {
        let mut helps = HashMap::with_capacity(wanted.helps.len());
        let mut keys = OneKey::default();
        for version in &wanted.helps {
            let Some(row) = reader.subsidy_version(*version)? else { continue };
            helps.extend(open(grant, &mut keys, &row)?.map(|opened| (*version, opened)));
        }
        Ok(Self {
            quotients: crate::quotients::values(reader, grant, &wanted.quotients)?,
            incomes: crate::incomes::monthly(reader, grant, &wanted.incomes)?,
            helps,
        })
    }

    /// A line as the screen shows it.
    pub(super) fn line_view(
        &self,
        line: ServiceLineRow,
        quotient: Option<QuotientId>,
    ) -> Result<ServiceLineView, Error> {
        let reason = KeptReason::of(&line)?;
        let label = self.label(&line.label, reason.help());
        let (quantity, explanation) = match reason {
            KeptReason::Tariff(explanation) => {
                (explanation.calculation.quantity.format_fr(), self.explain(explanation, quotient))
            }
            other => (String::new(), other.sentences(self, line.amount)),
        };
        Ok(ServiceLineView {
            rank: line.rank,
            child: line.child,
            child_name: line.child_name,
            activity: line.activity,
            unit: line.unit,
            label,
            quantity,
            quantity_thousandths: line.quantity_thousandths,
            unit_price_cents: line.unit_price,
            amount_cents: line.amount,
            explanation,
            adjustment: line.adjustment,
            is_help: line.subsidy.is_some(),
        })
    }

    /// What a line is called: with the funder's name for who may know it.
    pub(super) fn label(&self, label: &str, help: Option<&KeptHelp>) -> String {
        match help.and_then(|help| self.helps.get(&help.version)) {
            Some(opened) => format!("{label}, {}", opened.funder),
            None => label.to_owned(),
        }
    }

    /// What a funder agreed to, when it may be known.
    pub(super) fn help(&self, version: SubsidyVersionId) -> Option<&OpenedSubsidy> {
        self.helps.get(&version)
    }

    /// An explanation with what was left out of it put back, or said to be kept from this reader.
    pub(super) fn explain(&self, mut explanation: Explanation, quotient: Option<QuotientId>) -> Vec<Reason> {
        let is_hidden = !self.put_back(&mut explanation, quotient);
        let mut reasons = explanation.sentences();
        if is_hidden {
            for reason in reasons.iter_mut().filter(|reason| reason.label == "Quotient") {
                reason.text = "Réservé aux agents de la facturation".to_owned();
                reason.note = String::new();
            }
        }
        reasons
    }

    /// Why this price, in the few words an invoice has room for.
    pub(super) fn short_reason(&self, mut explanation: Explanation, quotient: Option<QuotientId>) -> String {
        self.put_back(&mut explanation, quotient);
        explanation.short_fr()
    }

    /// Who pays and how much it comes to, in the same few words.
    pub(super) fn short_help(&self, help: &KeptHelp, amount: Cents) -> Option<String> {
        let opened = self.helps.get(&help.version)?;
        Some(help.given.short_fr(&opened.funder, &opened.subsidy.terms, -amount))
    }

    /// Puts values back where they were left out. False when the quotient stays unknown.
    fn put_back(&self, explanation: &mut Explanation, quotient: Option<QuotientId>) -> bool {
        match &mut explanation.quotient {
            QuotientUsed::Used { value, .. } | QuotientUsed::Expired { last: value, .. }
                if *value == LEFT_OUT =>
            {
                let known = quotient.and_then(|id| self.quotients.get(&id)).copied();
                *value = known.unwrap_or(LEFT_OUT);
                known.is_some()
            }
            QuotientUsed::Income { monthly, origin: Some(origin) } => {
                *monthly = monthly.or_else(|| self.incomes.get(&origin.income).copied());
                true
            }
            _ => true,
        }
    }
}

fn income_of(explanation: &Explanation) -> Option<IncomeId> {
    match explanation.quotient {
        QuotientUsed::Income { origin: Some(origin), .. } => Some(origin.income),
        _ => None,
    }
}
