//! Lines as they are kept and as they are read: amounts are BASE, the quotient behind them is RESOURCES.

use std::collections::{HashMap, HashSet};

use domain::tariffs::{Explanation, Quantity, QuotientUsed, Reason};
use domain::values::Cents;
use domain::values::ids::QuotientId;
use security::access::ReadQuotients;
use serde::{Deserialize, Serialize};
use store::billing::{InvoiceRow, PendingAdjustmentRow, ServiceLineRow};

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
        /// Of a service carried over: what priced it then, the value of the quotient left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        explanation: Option<Explanation>,
        /// The quotient that explanation speaks of.
        #[serde(skip_serializing_if = "Option::is_none")]
        quotient: Option<QuotientId>,
    },
}

impl KeptReason {
    /// As a text for the line.
    pub(super) fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|error| Error::bug(error.to_string()))
    }

    /// Of a correction about to be taken by an invoice.
    pub(super) fn correction(row: &PendingAdjustmentRow) -> Result<Self, Error> {
        let explanation = row.explanation.as_deref().map(serde_json::from_str).transpose();
        Ok(Self::Adjustment {
            reason: row.reason.clone(),
            original: row.original_number.clone(),
            explanation: explanation.map_err(|error| Error::bug(error.to_string()))?,
            quotient: row.quotient,
        })
    }

    /// Row by row, with the values of the quotients the reader may know.
    pub(super) fn sentences(self, value: impl Fn(QuotientId) -> Option<Cents>) -> Vec<Reason> {
        match self {
            Self::Tariff(explanation) => explain(explanation, None),
            Self::Adjustment { reason, original, explanation, quotient } => {
                let corrects = original.map(|number| Reason {
                    label: "Corrige",
                    text: format!("Facture {number}"),
                    note: String::new(),
                });
                let then =
                    explanation.map(|then| explain(then, quotient.and_then(value))).unwrap_or_default();
                [Reason { label: "Motif", text: reason, note: String::new() }]
                    .into_iter()
                    .chain(corrects)
                    .chain(then)
                    .collect()
            }
        }
    }

    /// From the text of a line.
    pub(super) fn of(line: &ServiceLineRow) -> Result<Self, Error> {
        serde_json::from_str(&line.explanation).map_err(|error| Error::bug(error.to_string()))
    }
}

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
    /// Opens the quotients of these invoices, withdrawn since or not; none for an agent who may not know them.
    pub(super) fn of<R: security::Right>(
        call: &Call<'_, R>,
        invoices: &[InvoiceRow],
        lines: &[ServiceLineRow],
    ) -> Result<Self, Error> {
        let Some(grant) = call.also::<ReadQuotients>() else { return Ok(Self::default()) };
        let mut wanted: HashSet<QuotientId> = invoices.iter().filter_map(|row| row.quotient).collect();
        for line in lines.iter().filter(|line| line.adjustment.is_some()) {
            if let KeptReason::Adjustment { quotient: Some(quotient), .. } = KeptReason::of(line)? {
                wanted.insert(quotient);
            }
        }
        let values = call.read(|r| crate::quotients::values(r, &grant, &wanted))?;
        Ok(Self { values })
    }

    /// The value of a quotient, when it is known.
    pub(super) fn get(&self, quotient: Option<QuotientId>) -> Option<Cents> {
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
                (explanation.calculation.quantity.format_fr(), explain(explanation, self.get(quotient)))
            }
            correction => (String::new(), correction.sentences(|id| self.get(Some(id)))),
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

/// An explanation with the value of its quotient put back, or said to be kept from this reader.
fn explain(mut explanation: Explanation, known: Option<Cents>) -> Vec<Reason> {
    let is_hidden = !put_back(&mut explanation, known);
    let mut reasons = explanation.sentences();
    if is_hidden {
        for reason in reasons.iter_mut().filter(|reason| reason.label == "Quotient") {
            reason.text = "Réservé aux agents de la facturation".to_owned();
            reason.note = String::new();
        }
    }
    reasons
}

/// Puts the value of the quotient back where it was left out. False when it stays unknown.
fn put_back(explanation: &mut Explanation, known: Option<Cents>) -> bool {
    match &mut explanation.quotient {
        QuotientUsed::Used { value, .. } | QuotientUsed::Expired { last: value, .. }
            if *value == LEFT_OUT =>
        {
            *value = known.unwrap_or(LEFT_OUT);
            known.is_some()
        }
        _ => true,
    }
}

/// A quantity in thousandths of a unit or hour.
pub(super) fn thousandths(quantity: Quantity) -> i64 {
    match quantity {
        Quantity::Units { count, .. } => i64::from(count) * 1_000,
        Quantity::Minutes { count } => i64::from(count) * 1_000 / 60,
    }
}

/// Why this price, in the few words an invoice has room for.
pub(super) fn short_reason(mut explanation: Explanation, quotient: Option<Cents>) -> String {
    put_back(&mut explanation, quotient);
    explanation.short_fr()
}
