//! From the lines of an invoice to those of its titre.

use std::collections::BTreeMap;

use super::TitreLine;
use crate::activities::Imputation;
use crate::values::Cents;

/// What an invoice line brings to its titre.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImputedAmount<'a> {
    /// Where it goes in the accounts.
    pub imputation: &'a Imputation,
    /// What it is called: the activity.
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
    let mut order: Vec<(&Imputation, Vec<&str>, Cents)> = Vec::new();
    let mut rank_of: BTreeMap<&Imputation, usize> = BTreeMap::new();
    for part in amounts {
        let rank = *rank_of.entry(part.imputation).or_insert_with(|| {
            order.push((part.imputation, Vec::new(), Cents::ZERO));
            order.len() - 1
        });
        let (_, labels, amount) = &mut order[rank];
        *amount += part.amount;
        if !labels.contains(&part.label) {
            labels.push(part.label);
        }
    }
    let total: Cents = order.iter().map(|(_, _, amount)| *amount).sum();
    if !total.is_positive() {
        return Vec::new();
    }
    let mut to_deduct: Cents = order.iter().map(|(_, _, amount)| *amount).filter(|a| a.is_negative()).sum();
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
            label: labels.join(", ").chars().take(160).collect(),
            nature: imputation.nature().to_owned(),
            function_code: imputation.function_code().unwrap_or_default().to_owned(),
            service_code: imputation.service_code().unwrap_or_default().to_owned(),
            local_product_code: imputation.local_product_code().to_owned(),
            amount,
        })
        .collect()
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
