//! Lines as they are kept: amounts are BASE; the quotient, the incomes and the subsidy behind them are RESOURCES.

use domain::billing::HelpDraft;
use domain::subsidies::HelpGiven;
use domain::tariffs::{Calculation, Explanation, Quantity, QuotientUsed, Reason};
use domain::values::Cents;
use domain::values::ids::{QuotientId, SubsidyVersionId};
use serde::{Deserialize, Serialize};
use store::billing::{PendingAdjustmentRow, ServiceLineRow};

pub(super) use super::reasons::SealedReasons;
use crate::error::Error;

/// What a line that a funder pays is called where its name is not said.
pub(super) const HELP: &str = "Prise en charge";

/// Why a line is what it is, as it is kept with it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum KeptReason {
    /// A tariff and a quantity; the value of the quotient or of the incomes is left out.
    Tariff(Explanation),
    /// What a funder pays; who, and what was agreed, are left out.
    Subsidy(KeptHelp),
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
        /// Of a help carried over: its computation then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        help: Option<KeptHelp>,
    },
}

/// The computation of a help, and which writing of the subsidy it followed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct KeptHelp {
    /// The subsidy as it was written when the run was computed.
    pub(super) version: SubsidyVersionId,
    /// What it came to.
    pub(super) given: HelpGiven,
}

impl KeptHelp {
    /// Of a line about to be issued.
    pub(super) fn of(help: &HelpDraft) -> Self {
        Self { version: help.version, given: help.given.clone() }
    }

    fn sentences(&self, reasons: &SealedReasons, amount: Cents) -> Vec<Reason> {
        match reasons.help(self.version) {
            Some(opened) => self.given.sentences(&opened.funder, &opened.subsidy.terms, -amount),
            None => vec![Reason {
                label: "Financeur",
                text: "Réservé aux agents de la facturation".to_owned(),
                note: String::new(),
            }],
        }
    }
}

impl KeptReason {
    /// As a text for the line.
    pub(super) fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|error| Error::bug(error.to_string()))
    }

    /// Of a correction about to be taken by an invoice.
    pub(super) fn correction(row: &PendingAdjustmentRow) -> Result<Self, Error> {
        let bug = |error: serde_json::Error| Error::bug(error.to_string());
        let text = row.explanation.as_deref();
        let (explanation, help) = match row.subsidy {
            None => (text.map(serde_json::from_str).transpose().map_err(bug)?, None),
            Some(_) => (None, text.map(serde_json::from_str).transpose().map_err(bug)?),
        };
        Ok(Self::Adjustment {
            reason: row.reason.clone(),
            original: row.original_number.clone(),
            explanation,
            quotient: row.quotient,
            help,
        })
    }

    /// Row by row, with what the reader may know of what is sealed. `amount` is that of the line.
    pub(super) fn sentences(self, reasons: &SealedReasons, amount: Cents) -> Vec<Reason> {
        match self {
            Self::Tariff(explanation) => reasons.explain(explanation, None),
            Self::Subsidy(help) => help.sentences(reasons, amount),
            Self::Adjustment { reason, original, explanation, quotient, help } => {
                let corrects = original.map(|number| Reason {
                    label: "Corrige",
                    text: format!("Facture {number}"),
                    note: String::new(),
                });
                let then = explanation.map(|then| reasons.explain(then, quotient)).unwrap_or_default();
                let helped = help.map(|help| help.sentences(reasons, amount)).unwrap_or_default();
                [Reason { label: "Motif", text: reason, note: String::new() }]
                    .into_iter()
                    .chain(corrects)
                    .chain(then)
                    .chain(helped)
                    .collect()
            }
        }
    }

    /// Of a help, given or carried over: its computation.
    pub(super) fn help(&self) -> Option<&KeptHelp> {
        match self {
            Self::Tariff(_) => None,
            Self::Subsidy(help) => Some(help),
            Self::Adjustment { help, .. } => help.as_ref(),
        }
    }

    /// Of a service, billed or carried over: its arithmetic.
    pub(super) fn calculation(&self) -> Option<Calculation> {
        match self {
            Self::Tariff(explanation) => Some(explanation.calculation),
            Self::Subsidy(_) => None,
            Self::Adjustment { explanation, .. } => explanation.as_ref().map(|then| then.calculation),
        }
    }

    /// From the text of a line.
    pub(super) fn of(line: &ServiceLineRow) -> Result<Self, Error> {
        serde_json::from_str(&line.explanation).map_err(|error| Error::bug(error.to_string()))
    }
}

/// Zero is never a quotient (caf.md §9): it stands for the value left out.
pub(super) const LEFT_OUT: Cents = Cents::ZERO;

/// The same explanation without the value of the quotient or of the incomes, which belong to their own compartment.
pub(super) fn without_values(explanation: &Explanation) -> Explanation {
    let mut kept = explanation.clone();
    match &mut kept.quotient {
        QuotientUsed::Used { value, .. } | QuotientUsed::Expired { last: value, .. } => *value = LEFT_OUT,
        QuotientUsed::Income { monthly, .. } => *monthly = None,
        QuotientUsed::NotNeeded | QuotientUsed::Missing { .. } => {}
    }
    kept
}

/// A quantity in thousandths of a unit or hour.
pub(super) fn thousandths(quantity: Quantity) -> i64 {
    match quantity {
        Quantity::Units { count, .. } => i64::from(count) * 1_000,
        Quantity::Minutes { count } => i64::from(count) * 1_000 / 60,
    }
}
