//! From a tariff and a household to an amount and its explanation.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::explain::{EffortBound, Rounded};
use super::{
    BracketTable, Calculation, EffortBase, EffortRate, Explanation, IncomeUsed, Method, PriceBasis, Quantity,
    QuotientAt, QuotientUsed, RuleReference, SiblingEffect, Tariff,
};
use crate::values::{Cents, Permille, Rounding};

/// What the engine needs to know of who pays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Payer<'a> {
    /// Whether the household lives in the town.
    pub resident: bool,
    /// The quotient on the reference day.
    pub quotient: QuotientAt<'a>,
    /// Monthly income, when known.
    pub income: Option<IncomeUsed>,
    /// The reference day: the last of the billed period.
    pub on: Date,
}

/// The part of a line a household bears under shared custody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Share {
    /// All of it.
    Whole,
    /// A part, the cents of the split falling as decided by [`split`](crate::billing): the amount is given.
    Part {
        /// The part.
        part: Permille,
        /// The amount that fell to this household.
        amount: Cents,
    },
}

/// An amount and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Priced {
    /// Price of one unit or hour, after reductions.
    pub unit_price: Cents,
    /// Amount of the line.
    pub amount: Cents,
    /// Why.
    pub explanation: Explanation,
}

/// A unit price under construction: before the quantity is known.
struct UnitPrice {
    price: Cents,
    rounded: bool,
    basis: PriceBasis,
    siblings: SiblingEffect,
}

/// The price of one unit or hour for a payer and a child of this rank among its brothers and sisters.
pub fn unit_price(tariff: &Tariff, payer: &Payer<'_>, sibling_rank: u8) -> Cents {
    find_unit_price(tariff, payer, sibling_rank).price
}

/// The amount of a quantity at a unit price: exact for units; for minutes the hourly price is prorated and
/// rounded once.
pub fn line_amount(unit_price: Cents, quantity: Quantity) -> Cents {
    Rounding::HalfUpCent.to_cents(exact_amount(unit_price, quantity))
}

/// The exact amount of a quantity, in cents and fractions of a cent.
pub(crate) fn exact_amount(unit_price: Cents, quantity: Quantity) -> Decimal {
    let price = Decimal::from(unit_price.0);
    match quantity {
        Quantity::Units { count, .. } => price * Decimal::from(count),
        Quantity::Minutes { count } => price * Decimal::from(count) / Decimal::from(60),
    }
}

/// Prices a line and explains it.
pub fn price(
    tariff: &Tariff,
    payer: &Payer<'_>,
    sibling_rank: u8,
    quantity: Quantity,
    share: Share,
) -> Priced {
    let UnitPrice { price: unit_price, rounded: price_rounded, basis, siblings } =
        find_unit_price(tariff, payer, sibling_rank);
    let exact = exact_amount(unit_price, quantity);
    let (amount, exact, part) = match share {
        Share::Whole => (Rounding::HalfUpCent.to_cents(exact), exact, None),
        Share::Part { part, amount } => (amount, exact * part_of(part), Some(part)),
    };
    let line_rounded = Decimal::from(amount.0) != exact;
    let rounded = match (price_rounded, line_rounded) {
        (false, false) => Rounded::Nowhere,
        (true, false) => Rounded::UnitPrice,
        (false, true) => Rounded::Line,
        (true, true) => Rounded::Both,
    };
    let explanation = Explanation {
        rule: RuleReference {
            tariff: tariff.id,
            name: tariff.name.clone(),
            deliberation: tariff.deliberation.clone(),
            since: tariff.valid_from,
        },
        quotient: quotient_used(&tariff.method, payer),
        basis,
        siblings,
        calculation: Calculation {
            quantity,
            unit_price,
            share: part,
            amount,
            rounded,
            rounding: Rounding::HalfUpCent,
        },
    };
    Priced { unit_price, amount, explanation }
}

/// A part as a factor.
pub(crate) fn part_of(part: Permille) -> Decimal {
    Decimal::new(i64::from(part.thousandths()), 3)
}

fn find_unit_price(tariff: &Tariff, payer: &Payer<'_>, sibling_rank: u8) -> UnitPrice {
    let (exact, basis, highest) = match &tariff.method {
        Method::Bracket(table) => bracket_price(table, payer),
        Method::EffortRate(effort) => effort_price(effort, payer),
        Method::UnitPrice { resident, non_resident } => {
            let price = if payer.resident { *resident } else { non_resident.unwrap_or(*resident) };
            (Decimal::from(price.0), PriceBasis::UnitPrice { price, resident: payer.resident }, false)
        }
    };
    let siblings = sibling_effect(tariff, sibling_rank, highest);
    let floor = match &basis {
        PriceBasis::Effort { floor, .. } => Decimal::from(floor.0),
        PriceBasis::Bracket { .. } | PriceBasis::UnitPrice { .. } => Decimal::ZERO,
    };
    let (reduced, siblings) = match siblings {
        SiblingEffect::Reduced { part, rank } => match exact * part_of(part.complement()) {
            reduced if reduced < floor => (floor, SiblingEffect::ReducedToFloor { part, rank }),
            reduced => (reduced, siblings),
        },
        other => (exact, other),
    };
    // The voted price is published in cents: it is rounded here, once, after the reduction.
    let price = Rounding::HalfUpCent.to_cents(reduced);
    UnitPrice { price, rounded: Decimal::from(price.0) != reduced, basis, siblings }
}

fn bracket_price(table: &BracketTable, payer: &Payer<'_>) -> (Decimal, PriceBasis, bool) {
    let quotient = payer.quotient.applying().map(|quotient| quotient.value);
    let rank = table.rank_of(quotient);
    let bracket = table.brackets[rank];
    let price =
        if payer.resident { bracket.resident } else { bracket.non_resident.unwrap_or(bracket.resident) };
    let highest = rank + 1 == table.brackets.len();
    let above = rank.checked_sub(1).and_then(|below| table.brackets[below].up_to);
    let ordinal = |rank: usize| u32::try_from(rank).expect("a table has few brackets");
    let basis = PriceBasis::Bracket {
        rank: ordinal(rank + 1),
        of: ordinal(table.brackets.len()),
        above,
        up_to: bracket.up_to,
        by_default: quotient.is_none(),
        price,
        resident: payer.resident,
    };
    (Decimal::from(price.0), basis, highest)
}

fn effort_price(effort: &EffortRate, payer: &Payer<'_>) -> (Decimal, PriceBasis, bool) {
    let terms = if payer.resident { effort.resident } else { effort.non_resident.unwrap_or(effort.resident) };
    let base = match effort.base {
        EffortBase::Quotient => payer.quotient.applying().map(|quotient| quotient.value),
        EffortBase::MonthlyIncome => payer.income.map(|income| income.monthly),
    };
    let (floor, cap) = (Decimal::from(terms.floor.0), Decimal::from(terms.cap.0));
    let (exact, bound) = match base {
        None => (cap, Some(EffortBound::CapByDefault)),
        Some(base) => match Decimal::from(base.0) * terms.rate.factor() {
            exact if exact < floor => (floor, Some(EffortBound::Floor)),
            exact if exact > cap => (cap, Some(EffortBound::Cap)),
            exact => (exact, None),
        },
    };
    let basis = PriceBasis::Effort {
        base: effort.base,
        rate: terms.rate,
        floor: terms.floor,
        cap: terms.cap,
        bound,
        price: Rounding::HalfUpCent.to_cents(exact),
        resident: payer.resident,
    };
    let highest = matches!(bound, Some(EffortBound::Cap | EffortBound::CapByDefault));
    (exact, basis, highest)
}

fn sibling_effect(tariff: &Tariff, rank: u8, highest: bool) -> SiblingEffect {
    let Some(discount) = &tariff.siblings else {
        return SiblingEffect::NotOffered;
    };
    match discount.of_rank(rank) {
        part if part == Permille::default() => SiblingEffect::None { rank },
        _ if highest && discount.not_at_highest => SiblingEffect::NotAtHighest { rank },
        part => SiblingEffect::Reduced { rank, part },
    }
}

fn quotient_used(method: &Method, payer: &Payer<'_>) -> QuotientUsed {
    match method {
        Method::UnitPrice { .. } => QuotientUsed::NotNeeded,
        Method::EffortRate(EffortRate { base: EffortBase::MonthlyIncome, .. }) => QuotientUsed::Income {
            monthly: payer.income.map(|income| income.monthly),
            origin: payer.income.and_then(|income| income.origin),
        },
        Method::Bracket(_) | Method::EffortRate(_) => match payer.quotient {
            QuotientAt::Applies(quotient) => QuotientUsed::Used {
                value: quotient.value,
                kind: quotient.kind,
                month: quotient.month,
                source: quotient.source,
            },
            QuotientAt::Expired(quotient) => QuotientUsed::Expired {
                on: payer.on,
                last: quotient.value,
                kind: quotient.kind,
                until: quotient.to,
            },
            QuotientAt::Missing => QuotientUsed::Missing { on: payer.on },
        },
    }
}

#[cfg(test)]
mod tests;
