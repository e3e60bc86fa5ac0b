//! Lines as they are kept and as they are read: amounts are BASE, the quotient behind them is RESOURCES.

use std::collections::{HashMap, HashSet};

use domain::tariffs::{Explanation, Quantity, Quotient, QuotientHistory, QuotientUsed, Reason};
use domain::values::Cents;
use domain::values::ids::{HouseholdId, QuotientId};
use security::access::ReadQuotients;
use serde::{Deserialize, Serialize};
use store::billing::{InvoiceRow, ServiceLineRow};

use super::ServiceLineView;
use crate::call::Call;
use crate::error::Error;

/// Why a line is what it is, as it is kept with it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum KeptReason {
    /// A tariff and a quantity; the value of the quotient is left out.
    Tariff(Explanation),
    /// A correction.
    Adjustment {
        /// Why.
        reason: String,
        /// The invoice corrected.
        #[serde(skip_serializing_if = "Option::is_none")]
        original: Option<String>,
    },
}

impl KeptReason {
    /// As a text for the line.
    pub(super) fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|error| Error::bug(error.to_string()))
    }

    /// From the text of a line.
    pub(super) fn of(line: &ServiceLineRow) -> Result<Self, Error> {
        serde_json::from_str(&line.explanation).map_err(|error| Error::bug(error.to_string()))
    }
}

/// Up to so many households are read one by one; more, in one pass over all.
const FEW: usize = 16;

/// Zero is never a quotient (caf.md §9): it stands for the value left out.
const LEFT_OUT: Cents = Cents::ZERO;

/// The same explanation without the value of the quotient, which belongs to its own compartment.
pub(super) fn without_quotient(explanation: &Explanation) -> Explanation {
    let mut kept = explanation.clone();
    match &mut kept.quotient {
        QuotientUsed::Used { value, .. } | QuotientUsed::Expired { last: value, .. } => *value = LEFT_OUT,
        QuotientUsed::NotNeeded | QuotientUsed::Missing { .. } | QuotientUsed::Income { .. } => {}
    }
    kept
}

/// The values of the quotients some invoices depend on, for an agent who may know them.
#[derive(Debug, Default)]
pub(super) struct QuotientValues {
    values: HashMap<QuotientId, Cents>,
}

impl QuotientValues {
    /// Opens the quotients of these invoices; none for an agent who may not know them.
    pub(super) fn of<R: security::Right>(call: &Call<'_, R>, invoices: &[InvoiceRow]) -> Result<Self, Error> {
        let Some(grant) = call.also::<ReadQuotients>() else { return Ok(Self::default()) };
        let wanted: HashSet<HouseholdId> =
            invoices.iter().filter(|row| row.quotient.is_some()).map(|row| row.household).collect();
        let mut values = HashMap::new();
        let mut keep = |household: HouseholdId, history: QuotientHistory| {
            if wanted.contains(&household) {
                values.extend(history.entries().iter().map(|quotient| (quotient.id, quotient.value)));
            }
        };
        call.read(|r| {
            if wanted.len() > FEW {
                return crate::quotients::each_history(r, &grant, &mut keep);
            }
            for household in &wanted {
                keep(*household, crate::quotients::history(r, &grant, *household)?);
            }
            Ok(())
        })?;
        Ok(Self { values })
    }

    /// The explanation of a line, row by row.
    pub(super) fn explain(&self, mut explanation: Explanation, quotient: Option<QuotientId>) -> Vec<Reason> {
        let known = quotient.and_then(|id| self.values.get(&id)).copied();
        let mut hidden = false;
        if let QuotientUsed::Used { value, .. } | QuotientUsed::Expired { last: value, .. } =
            &mut explanation.quotient
            && *value == LEFT_OUT
        {
            *value = known.unwrap_or(LEFT_OUT);
            hidden = known.is_none();
        }
        let mut reasons = explanation.sentences();
        if hidden {
            for reason in reasons.iter_mut().filter(|reason| reason.label == "Quotient") {
                reason.text = "Réservé aux agents de la facturation".to_owned();
                reason.note = String::new();
            }
        }
        reasons
    }

    /// The value behind an invoice.
    pub(super) fn of_invoice(&self, quotient: Option<QuotientId>) -> Option<Cents> {
        quotient.and_then(|id| self.values.get(&id)).copied()
    }

    /// A line as the screen shows it.
    pub(super) fn line_view(
        &self,
        line: ServiceLineRow,
        quotient: Option<QuotientId>,
    ) -> Result<ServiceLineView, Error> {
        let (quantity, explanation) = match KeptReason::of(&line)? {
            KeptReason::Tariff(explanation) => {
                (explanation.calculation.quantity.format_fr(), self.explain(explanation, quotient))
            }
            KeptReason::Adjustment { reason, original } => {
                (String::new(), adjustment_reasons(reason, original))
            }
        };
        Ok(ServiceLineView {
            rank: line.rank,
            child: line.child,
            child_name: line.child_name,
            activity: line.activity,
            unit: line.unit,
            label: line.label,
            quantity,
            quantity_thousandths: line.quantity_thousandths,
            unit_price_cents: line.unit_price,
            amount_cents: line.amount,
            explanation,
            adjustment: line.adjustment,
        })
    }
}

/// The explanation of a correction.
pub(super) fn adjustment_reasons(reason: String, original: Option<String>) -> Vec<Reason> {
    let corrects = original.map(|number| Reason {
        label: "Corrige",
        text: format!("Facture {number}"),
        note: String::new(),
    });
    [Reason { label: "Motif", text: reason, note: String::new() }].into_iter().chain(corrects).collect()
}

/// A quantity in thousandths of a unit or hour.
pub(super) fn thousandths(quantity: Quantity) -> i64 {
    match quantity {
        Quantity::Units { count, .. } => i64::from(count) * 1_000,
        Quantity::Minutes { count } => i64::from(count) * 1_000 / 60,
    }
}

/// `Tranche 3 (quotient 684)`: why this price, in the few words an invoice has room for.
pub(super) fn short_reason(explanation: &Explanation, quotient: Option<Cents>) -> String {
    use domain::tariffs::PriceBasis;
    let price = match &explanation.basis {
        PriceBasis::Bracket { rank, by_default: true, .. } => format!("Tranche {rank}, sans quotient"),
        PriceBasis::Bracket { rank, .. } => format!("Tranche {rank}"),
        PriceBasis::Effort { rate, .. } => format!("Taux d’effort {}", rate.format_percent_fr()),
        PriceBasis::UnitPrice { .. } => String::new(),
    };
    let used = matches!(explanation.quotient, QuotientUsed::Used { .. });
    let quotient =
        quotient.filter(|_| used).map(|value| format!("quotient {}", Quotient::format_value(value)));
    [Some(price).filter(|price| !price.is_empty()), quotient]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}
