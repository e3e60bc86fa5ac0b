//! How a price is found: brackets of quotient, effort rate, or one price for all.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{IssueCode, Issues};
use crate::values::{Cents, Rate};

/// How a price is found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Method {
    /// A price for each bracket of quotient.
    Bracket(BracketTable),
    /// A rate applied to the quotient or to monthly income, between a floor and a cap.
    EffortRate(EffortRate),
    /// One price for all.
    UnitPrice {
        /// Price of residents.
        resident: Cents,
        /// Price of others; residents' when absent.
        non_resident: Option<Cents>,
    },
}

impl Method {
    /// Whether the price depends on the quotient or the income of the household: files priced so are kept ten
    /// years instead of five (requirements R02).
    pub const fn depends_on_income(&self) -> bool {
        matches!(self, Self::Bracket(_) | Self::EffortRate(_))
    }
}

/// Brackets in ascending order, the last one without upper bound.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct BracketTable {
    /// The brackets, lowest first.
    pub brackets: Vec<Bracket>,
}

/// One bracket.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Bracket {
    /// Highest quotient of the bracket, included, in cents; `None` for the last bracket.
    pub up_to: Option<Cents>,
    /// Price of residents.
    pub resident: Cents,
    /// Price of others; residents' when absent.
    pub non_resident: Option<Cents>,
}

impl BracketTable {
    /// The rank (from 0) of the bracket of a quotient. Without quotient it is the last one.
    pub fn rank_of(&self, quotient: Option<Cents>) -> usize {
        let last = self.brackets.len() - 1;
        match quotient {
            None => last,
            Some(value) => {
                self.brackets.iter().position(|b| b.up_to.is_none_or(|up_to| value <= up_to)).unwrap_or(last)
            }
        }
    }
}

/// What the effort rate applies to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EffortBase {
    /// The quotient familial.
    Quotient,
    /// Monthly income of the household.
    MonthlyIncome,
}

/// An effort rate and its bounds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct EffortRate {
    /// What the rate applies to.
    pub base: EffortBase,
    /// Terms of residents.
    pub resident: EffortTerms,
    /// Terms of others; residents' when absent.
    pub non_resident: Option<EffortTerms>,
}

/// A rate with its floor and cap.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct EffortTerms {
    /// Factor applied to the base.
    pub rate: Rate,
    /// Lowest price, per unit or hour.
    pub floor: Cents,
    /// Highest price, per unit or hour: also the price without quotient.
    pub cap: Cents,
}

/// What a method may not be, recorded under its fields.
pub(super) fn check_method(issues: &mut Issues, method: &Method) {
    let negative = "Un prix ne peut pas être négatif.";
    match method {
        Method::Bracket(table) => {
            if table.brackets.is_empty() {
                issues.refuse("brackets", IssueCode::Missing, "Il faut au moins une tranche.");
                return;
            }
            let bounds: Vec<Option<Cents>> = table.brackets.iter().map(|bracket| bracket.up_to).collect();
            let (last, others) = bounds.split_last().expect("there is a bracket");
            if last.is_some() {
                issues.refuse(
                    "brackets",
                    IssueCode::Inconsistent,
                    "La dernière tranche n'a pas de borne haute : elle reçoit tous les quotients au-delà.",
                );
            }
            if others.iter().any(Option::is_none) || !others.is_sorted_by(|low, high| low < high) {
                issues.refuse(
                    "brackets",
                    IssueCode::Inconsistent,
                    "Les bornes des tranches doivent croître.",
                );
            }
            if table
                .brackets
                .iter()
                .any(|b| b.resident.is_negative() || b.non_resident.is_some_and(Cents::is_negative))
            {
                issues.refuse("brackets", IssueCode::OutOfRange, negative);
            }
        }
        Method::EffortRate(effort) => {
            for terms in [Some(&effort.resident), effort.non_resident.as_ref()].into_iter().flatten() {
                if terms.floor.is_negative() {
                    issues.refuse("floor", IssueCode::OutOfRange, negative);
                }
                if terms.cap < terms.floor {
                    issues.refuse("cap", IssueCode::Inconsistent, "Le plafond est plus bas que le plancher.");
                }
            }
        }
        Method::UnitPrice { resident, non_resident } => {
            if resident.is_negative() || non_resident.is_some_and(Cents::is_negative) {
                issues.refuse("price", IssueCode::OutOfRange, negative);
            }
        }
    }
}
