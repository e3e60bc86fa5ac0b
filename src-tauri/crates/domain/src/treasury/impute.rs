//! From the lines of an invoice to those of its titre.

use std::collections::BTreeMap;

use super::TitreLine;
use super::is_transmissible;
use crate::activities::Imputation;
use crate::values::Cents;
use crate::values::text::to_latin1_in_part;

/// Longest label of a line, once written in Latin-1 (`ObjLignePce`).
pub(super) const LONGEST_LABEL: usize = 160;

/// What an invoice line brings to its titre.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImputedAmount<'a> {
    /// Where it goes in the accounts.
    pub imputation: &'a Imputation,
    /// What it is called: the activity; may be empty.
    pub label: &'a str,
    /// Its amount; negative for a correction in the family's favour.
    pub amount: Cents,
}

/// Gathers invoice lines by imputation, one titre line each, in the order they first appear.
///
/// A titre line is strictly positive (treasury.md §2.8). An imputation that ends up negative is deducted from
/// the largest others; the total is kept. When the invoice itself is not positive there is no titre: the result
/// is empty.
pub fn impute(amounts: &[ImputedAmount<'_>]) -> Vec<TitreLine> {
    impute_remaining(amounts, Cents::ZERO)
}

/// The same, when a part of the invoice was paid before the titre: the lines of what is left. A payment names no line; like a
/// credit, it is deducted from the largest ones.
pub fn impute_remaining(amounts: &[ImputedAmount<'_>], paid: Cents) -> Vec<TitreLine> {
    let mut order: Vec<(&Imputation, Vec<&str>, Cents)> = Vec::new();
    let mut rank_of: BTreeMap<&Imputation, usize> = BTreeMap::new();
    for part in amounts {
        let rank = *rank_of.entry(part.imputation).or_insert_with(|| {
            order.push((part.imputation, Vec::new(), Cents::ZERO));
            order.len() - 1
        });
        let (_, labels, amount) = &mut order[rank];
        *amount += part.amount;
        if !part.label.is_empty() && !labels.contains(&part.label) {
            labels.push(part.label);
        }
    }
    let total: Cents = order.iter().map(|(_, _, amount)| *amount).sum();
    if !(total - paid).is_positive() {
        return Vec::new();
    }
    let credits: Cents = order.iter().map(|(_, _, amount)| *amount).filter(|a| a.is_negative()).sum();
    let mut to_deduct = credits - paid.max(Cents::ZERO);
    order.retain(|(_, _, amount)| amount.is_positive());
    while to_deduct.is_negative() {
        let largest = order.iter_mut().max_by_key(|(_, _, amount)| *amount).expect("the total is positive");
        let taken = (-to_deduct).min(largest.2);
        largest.2 -= taken;
        to_deduct += taken;
        order.retain(|(_, _, amount)| amount.is_positive());
    }
    (1..)
        .zip(order)
        .map(|(number, (imputation, labels, amount))| TitreLine {
            number,
            label: label_of(&labels),
            nature: imputation.nature().to_owned(),
            function_code: imputation.function_code().unwrap_or_default().to_owned(),
            service_code: imputation.service_code().unwrap_or_default().to_owned(),
            local_product_code: imputation.local_product_code().to_owned(),
            amount,
        })
        .collect()
}

/// What a line of a titre is called: what its invoice lines are called, or as much of it as the treasury's file
/// takes. An issued line is never edited: whatever it is called must not keep a month from leaving.
fn label_of(labels: &[&str]) -> String {
    let label = labels.join(", ");
    if is_transmissible(&label, LONGEST_LABEL) {
        return label;
    }
    let cut: String = to_latin1_in_part(&label).chars().take(LONGEST_LABEL).collect();
    // A label is never required: none is better than a rejected one.
    if is_transmissible(&cut, LONGEST_LABEL) { cut } else { String::new() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::activities::ImputationDraft;

    fn imputation(product: &str) -> Imputation {
        let draft = ImputationDraft {
            nature: "7067".into(),
            local_product_code: product.into(),
            ..ImputationDraft::default()
        };
        Imputation::try_new(&draft).unwrap()
    }

    #[test]
    fn lines_are_gathered_and_credits_absorbed() {
        let (canteen, evening, centre) = (imputation("CA01"), imputation("GA01"), imputation("LO01"));
        let part = |imputation, label, cents| ImputedAmount { imputation, label, amount: Cents(cents) };
        let lines = impute(&[
            part(&canteen, "Cantine", 5_310),
            part(&evening, "Garderie", 1_000),
            part(&canteen, "Cantine", 2_000),
            part(&centre, "Mercredi", -2_500),
        ]);
        let found: Vec<_> =
            lines.iter().map(|l| (l.number, l.local_product_code.as_str(), l.amount.0)).collect();
        assert_eq!(found, [(1, "CA01", 4_810), (2, "GA01", 1_000)]);
        assert_eq!(impute(&[part(&canteen, "Cantine", 100), part(&centre, "Mercredi", -100)]), []);
        assert_eq!(impute(&[]), []);
    }

    #[test]
    fn what_was_paid_is_deducted_from_the_largest_lines() {
        let (canteen, evening) = (imputation("CA01"), imputation("GA01"));
        let part = |imputation, cents| ImputedAmount { imputation, label: "x", amount: Cents(cents) };
        let left = |paid| -> Vec<i64> {
            let parts = [part(&canteen, 3_000), part(&evening, 2_000)];
            impute_remaining(&parts, Cents(paid)).iter().map(|line| line.amount.0).collect()
        };
        assert_eq!(left(0), [3_000, 2_000]);
        assert_eq!(left(1_500), [1_500, 2_000]);
        assert_eq!(left(3_500), [1_500]);
        assert!(left(5_000).is_empty() && left(6_000).is_empty());
    }

    #[test]
    fn whatever_a_line_is_called_the_titre_can_leave() {
        let canteen = imputation("CA01");
        let called = |labels: &[&str]| {
            let part = |label| ImputedAmount { imputation: &canteen, label, amount: Cents(100) };
            impute(&labels.iter().map(|label| part(*label)).collect::<Vec<_>>())[0].label.clone()
        };
        assert_eq!(called(&["Cantine d’Œuvry", "Goûter"]), "Cantine d’Œuvry, Goûter");
        assert_eq!(called(&["Cantine", "محمد علي"]), "Cantine,");
        for refused in ["王", "nc", "000", "."] {
            assert_eq!(called(&[refused]), "");
        }
        // Cut once written: a ligature opens into two letters.
        assert_eq!(called(&["œ".repeat(100).as_str()]), "oe".repeat(80));
    }

    proptest! {
        #[test]
        fn the_total_is_kept_and_every_line_positive(amounts in prop::collection::vec((0_usize..4, -5_000_i64..9_000), 0..12)) {
            let all: Vec<Imputation> = ["AA01", "BB01", "CC01", "DD01"].map(imputation).into();
            let parts: Vec<_> = amounts
                .iter()
                .map(|(which, cents)| ImputedAmount { imputation: &all[*which], label: "x", amount: Cents(*cents) })
                .collect();
            let lines = impute(&parts);
            let total: i64 = amounts.iter().map(|(_, cents)| cents).sum();
            prop_assert!(lines.iter().all(|line| line.amount.is_positive()));
            prop_assert_eq!(lines.iter().map(|line| line.amount.0).sum::<i64>(), total.max(0));
        }
    }
}
