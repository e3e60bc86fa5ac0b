//! What falls to each household: entries split by custody, siblings ranked, prices and cents shared.

use std::collections::HashMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Run, entry_total, payer};
use crate::billing::input::{Entry, RunInput, index};
use crate::tariffs::{
    Quantity, SiblingScope, Tariff, UnitBasis, exact_amount, line_amount, part_of, unit_price,
};
use crate::values::{Cents, Permille, Rounding};

/// A part of an entry that falls to a household.
pub(super) struct Piece {
    pub(super) household: u32,
    pub(super) birth: Date,
    pub(super) child: u32,
    pub(super) unit: u32,
    pub(super) tariff: u32,
    pub(super) entry: u32,
    pub(super) part: Option<Permille>,
    pub(super) rank: u8,
    pub(super) quantity: Quantity,
    pub(super) unit_price: Cents,
    pub(super) amount: Cents,
}

impl Run<'_> {
    /// Splits every entry that is billed between the households that hold it, in the order of invoices and of
    /// their lines: household, eldest child first, unit.
    pub(super) fn pieces(&mut self) -> Vec<Piece> {
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
        let first_day = |piece: &Piece| input.entries[piece.entry as usize].first_day;
        pieces.sort_unstable_by_key(|piece| {
            (
                piece.household,
                piece.birth,
                id(piece),
                piece.unit,
                piece.tariff,
                piece.part.is_some(),
                first_day(piece),
            )
        });
        pieces
    }

    /// Gives each piece its price and amount, shared entries to the cent.
    pub(super) fn price_pieces(&mut self, pieces: &mut [Piece]) {
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
}

/// Ranks the children of each household, the eldest first; pieces are already in that order.
pub(super) fn rank_siblings(input: &RunInput, pieces: &mut [Piece]) {
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
