//! How much a help comes to for a month, and how much of it falls on each line it bears on.

use super::{Help, HelpLimit, SubsidyTerms};
use crate::tariffs::part_of;
use crate::values::{Cents, Permille, Rounding};
use rust_decimal::Decimal;

/// A line a help bears on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HelpedLine {
    /// What is still owed of it, the funders before having paid. Never negative.
    pub left: Cents,
    /// Units billed on it.
    pub units: u32,
    /// The part of them that this household bears, under shared custody.
    pub part: Option<Permille>,
}

/// What a help already gave, against its ceilings.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Ceilings {
    /// For the month billed, by former runs.
    pub given_in_month: Cents,
    /// In all.
    pub given: Cents,
}

/// A help for a month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shared {
    /// What was owed of the lines it bears on.
    pub base: Cents,
    /// Units billed on them.
    pub units: u32,
    /// What it would come to without any limit.
    pub wanted: Cents,
    /// What limited it.
    pub limit: Option<HelpLimit>,
    /// What it comes to.
    pub total: Cents,
    /// The part of each line, in their order.
    pub parts: Vec<Cents>,
}

/// How much a help comes to over some lines, and the part of each. It never exceeds what is owed of them, nor what its ceilings leave. A
/// rate is rounded once, to the nearest cent; the cents that sharing leaves fall to the largest remainders, the first lines first.
pub fn share_help(terms: &SubsidyTerms, before: Ceilings, lines: &[HelpedLine]) -> Shared {
    let base: Cents = lines.iter().map(|line| line.left).sum();
    let promised: Vec<Cents> = lines.iter().map(|line| promised_on(terms.help, line)).collect();
    let wanted = match terms.help {
        Help::PerUnit { .. } => promised.iter().copied().sum(),
        Help::PerMonth { .. } | Help::Rate { .. } => wanted_of(terms.help, before, base),
    };
    // A line takes no more than is owed of it: what a unit was promised beyond its price is promised to nobody.
    let weights: Vec<Cents> = lines
        .iter()
        .zip(&promised)
        .map(|(line, promised)| match terms.help {
            Help::PerUnit { .. } => line.left.min(*promised),
            Help::PerMonth { .. } | Help::Rate { .. } => line.left,
        })
        .collect();
    let owed = weights.iter().copied().sum();
    let (total, limit) = limited(terms, before, wanted, owed);
    Shared {
        base,
        units: lines.iter().map(|line| line.units).sum(),
        wanted,
        limit,
        total,
        parts: allotted(total, &weights),
    }
}

/// A line a help bears on, once issued and corrected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CorrectedLine {
    /// What was billed.
    pub billed: Cents,
    /// What is left of it, corrections deducted.
    pub left: Cents,
    /// Units billed on it; none when the invoice does not say.
    pub units: Option<u32>,
    /// The part of them that this household bears, under shared custody.
    pub part: Option<Permille>,
}

/// What a help comes to once what is owed became `base`, by corrections: computed as the month was, so that a day given back takes its help
/// with it, and no more. A help by unit follows the units of the corrected line, whatever the price of the others; `first_wanted` is what it
/// promised in all, for the lines whose units nothing says.
pub fn corrected_total(
    terms: &SubsidyTerms,
    before: Ceilings,
    first_wanted: Cents,
    lines: &[CorrectedLine],
    base: Cents,
) -> Cents {
    let base = base.max(Cents::ZERO);
    match terms.help {
        Help::PerUnit { amount } => {
            let left: Vec<(Cents, Cents)> = lines
                .iter()
                .zip(promises(amount, first_wanted, lines))
                .map(|(line, promised)| (line.left.max(Cents::ZERO), still_promised(line, promised)))
                .collect();
            let wanted = left.iter().map(|(_, promised)| *promised).sum();
            let owed: Cents = left.iter().map(|(left, promised)| (*left).min(*promised)).sum();
            limited(terms, before, wanted, owed.min(base)).0
        }
        Help::PerMonth { .. } | Help::Rate { .. } => {
            limited(terms, before, wanted_of(terms.help, before, base), base).0
        }
    }
}

/// What a help by unit promised on each line: for its units, else its share of what is not of the others, as their amounts.
fn promises(amount: Cents, first_wanted: Cents, lines: &[CorrectedLine]) -> Vec<Cents> {
    let known = |line: &CorrectedLine| line.units.map(|units| of_units(amount, units, line.part));
    let rest = (first_wanted - lines.iter().filter_map(known).sum()).max(Cents::ZERO);
    let billed: Cents = lines.iter().filter(|line| line.units.is_none()).map(|line| line.billed).sum();
    let share = |line: &CorrectedLine| portion(rest, line.billed, billed);
    lines.iter().map(|line| known(line).unwrap_or_else(|| share(line))).collect()
}

/// Units go with the amount of their own line, where they all have one price.
fn still_promised(line: &CorrectedLine, promised: Cents) -> Cents {
    if line.left == line.billed {
        promised
    } else {
        portion(promised, line.left.max(Cents::ZERO), line.billed)
    }
}

fn portion(amount: Cents, part: Cents, whole: Cents) -> Cents {
    if !whole.is_positive() {
        return Cents::ZERO;
    }
    Rounding::HalfUpCent.to_cents(Decimal::from(amount.0) * Decimal::from(part.0) / Decimal::from(whole.0))
}

fn promised_on(help: Help, line: &HelpedLine) -> Cents {
    let Help::PerUnit { amount } = help else { return Cents::ZERO };
    of_units(amount, line.units, line.part)
}

fn of_units(amount: Cents, units: u32, part: Option<Permille>) -> Cents {
    let whole = Decimal::from(amount.0) * Decimal::from(units);
    Rounding::HalfUpCent.to_cents(part.map_or(whole, |part| whole * part_of(part)))
}

fn wanted_of(help: Help, before: Ceilings, base: Cents) -> Cents {
    match help {
        Help::PerUnit { .. } => Cents::ZERO,
        // What an earlier run of the month gave is not given again.
        Help::PerMonth { amount } => (amount - before.given_in_month).max(Cents::ZERO),
        Help::Rate { part } => Rounding::HalfUpCent.to_cents(Decimal::from(base.0) * part_of(part)),
    }
}

fn limited(terms: &SubsidyTerms, before: Ceilings, wanted: Cents, owed: Cents) -> (Cents, Option<HelpLimit>) {
    let left = |ceiling: Option<Cents>, given: Cents| {
        ceiling.map(|ceiling| (ceiling - given.max(Cents::ZERO)).max(Cents::ZERO))
    };
    let bounds = [
        (Some(owed), HelpLimit::Owed),
        (left(terms.monthly_ceiling, before.given_in_month), HelpLimit::Month),
        (left(terms.whole_ceiling, before.given), HelpLimit::Whole),
    ];
    let mut total = wanted.max(Cents::ZERO);
    let mut limit = None;
    for (bound, which) in bounds {
        if let Some(bound) = bound
            && bound < total
        {
            (total, limit) = (bound, Some(which));
        }
    }
    (total, limit)
}

/// Shares an amount, at most the sum of the weights, in proportion: no part exceeds its weight, and the parts add up.
fn allotted(total: Cents, weights: &[Cents]) -> Vec<Cents> {
    let sum: i128 = weights.iter().map(|weight| i128::from(weight.0)).sum();
    if sum == 0 || !total.is_positive() {
        return vec![Cents::ZERO; weights.len()];
    }
    let exact = |weight: &Cents| i128::from(weight.0) * i128::from(total.0);
    let mut parts: Vec<Cents> = weights
        .iter()
        .map(|weight| Cents(i64::try_from(exact(weight) / sum).expect("a part is at most its weight")))
        .collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact(&weights[*at]) % sum));
    let left = total - parts.iter().copied().sum();
    for at in order.into_iter().take(usize::try_from(left.0).unwrap_or_default()) {
        parts[at] += Cents(1);
    }
    parts
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::values::ids::FunderId;

    fn terms(help: Help, month: Option<i64>, whole: Option<i64>) -> SubsidyTerms {
        SubsidyTerms {
            funder: FunderId::from_uuid(Uuid::nil()),
            activity: None,
            help,
            monthly_ceiling: month.map(Cents),
            whole_ceiling: whole.map(Cents),
            from: date(2026, 1, 1),
            to: None,
        }
    }

    fn rate(part: u16) -> Help {
        Help::Rate { part: Permille::try_from(part).unwrap() }
    }

    fn line(left: i64, units: u32) -> HelpedLine {
        HelpedLine { left: Cents(left), units, part: None }
    }

    fn corrected(billed: i64, left: i64, units: Option<u32>) -> CorrectedLine {
        CorrectedLine { billed: Cents(billed), left: Cents(left), units, part: None }
    }

    fn given(month: i64, all: i64) -> Ceilings {
        Ceilings { given_in_month: Cents(month), given: Cents(all) }
    }

    #[test]
    fn each_help_comes_to_what_it_says_within_its_limits_f11() {
        let lines = [line(5_400, 15), line(3_000, 10)];
        let total = |terms: &SubsidyTerms, before| {
            let shared = share_help(terms, before, &lines);
            (shared.total.0, shared.limit)
        };
        let free = Ceilings::default();
        assert_eq!(total(&terms(rate(500), None, None), free), (4_200, None));
        assert_eq!(total(&terms(rate(500), Some(3_000), None), free), (3_000, Some(HelpLimit::Month)));
        assert_eq!(
            total(&terms(rate(500), Some(3_000), None), given(1_000, 1_000)),
            (2_000, Some(HelpLimit::Month))
        );
        assert_eq!(
            total(&terms(rate(500), Some(3_000), Some(9_000)), given(0, 8_000)),
            (1_000, Some(HelpLimit::Whole))
        );
        assert_eq!(total(&terms(rate(500), None, Some(9_000)), given(0, 9_500)), (0, Some(HelpLimit::Whole)));
        let monthly = Help::PerMonth { amount: Cents(9_000) };
        assert_eq!(total(&terms(monthly, None, None), free), (8_400, Some(HelpLimit::Owed)));
        assert_eq!(total(&terms(monthly, None, None), given(2_000, 2_000)), (7_000, None));
        let unit = |cents| Help::PerUnit { amount: Cents(cents) };
        assert_eq!(total(&terms(unit(200), None, None), free), (5_000, None));
        // Ten evenings at 3 € and fifteen meals at 3,60 €: 3,50 € a unit is more than an evening costs.
        assert_eq!(total(&terms(unit(350), None, None), free), (15 * 350 + 3_000, Some(HelpLimit::Owed)));
        let halves = [HelpedLine { part: Some(Permille::try_from(500).unwrap()), ..line(2_700, 15) }];
        assert_eq!(share_help(&terms(unit(200), None, None), free, &halves).total, Cents(1_500));
    }

    #[test]
    fn a_corrected_day_takes_its_help_with_it_and_no_more_f11() {
        let free = Ceilings::default();
        let after = |terms: &SubsidyTerms, base: i64| {
            let first = share_help(terms, free, &[line(8_400, 20)]);
            let now = corrected(8_400, base, Some(20));
            (first.total - corrected_total(terms, free, first.wanted, &[now], Cents(base))).0
        };
        assert_eq!(after(&terms(rate(500), None, None), 8_000), 200);
        // Above its ceiling, the help of the days left is still the whole of it.
        assert_eq!(after(&terms(rate(500), Some(3_000), None), 8_000), 0);
        assert_eq!(after(&terms(rate(500), Some(3_000), None), 0), 3_000);
        assert_eq!(after(&terms(Help::PerUnit { amount: Cents(100) }, None, None), 7_980), 100);
        assert_eq!(after(&terms(Help::PerMonth { amount: Cents(3_000) }, None, None), 2_000), 1_000);
        for base in 0..=8_400 {
            assert!((0..=8_400 - base).contains(&after(&terms(rate(333), None, None), base)), "{base}");
        }
    }

    /// Ten evenings at 2,40 €, four Wednesdays at 10,80 €, eighteen meals at 3,60 €, one euro each.
    #[test]
    fn a_help_by_unit_follows_the_units_given_back_and_not_their_price_f11() {
        let euro = terms(Help::PerUnit { amount: Cents(100) }, None, None);
        let first =
            share_help(&euro, Ceilings::default(), &[line(2_400, 10), line(4_320, 4), line(6_480, 18)]);
        assert_eq!(first.total, Cents(3_200));
        let after = |left: [i64; 3], units: [Option<u32>; 3]| {
            let lines: Vec<CorrectedLine> = [2_400, 4_320, 6_480]
                .into_iter()
                .zip(left)
                .zip(units)
                .map(|((billed, left), units)| corrected(billed, left, units))
                .collect();
            let base = Cents(left.into_iter().sum());
            (first.total - corrected_total(&euro, Ceilings::default(), first.wanted, &lines, base)).0
        };
        let known = [Some(10), Some(4), Some(18)];
        assert_eq!(after([2_400, 4_320, 6_480], known), 0);
        assert_eq!(after([0, 4_320, 6_480], known), 1_000);
        assert_eq!(after([2_400, 0, 6_480], known), 400);
        assert_eq!(after([2_400, 4_320, 3_240], known), 900);
        assert_eq!(after([0, 0, 0], known), 3_200);
        // Billed by the hour, one line does not say its units: they are those the others do not have.
        assert_eq!(after([0, 4_320, 6_480], [None, Some(4), Some(18)]), 1_000);
        assert_eq!(after([2_400, 2_160, 6_480], [None, Some(4), Some(18)]), 200);
    }

    fn helps() -> impl Strategy<Value = Help> {
        prop_oneof![
            (1_i64..1_000).prop_map(|cents| Help::PerUnit { amount: Cents(cents) }),
            (1_i64..20_000).prop_map(|cents| Help::PerMonth { amount: Cents(cents) }),
            (1_u16..=1_000).prop_map(rate),
        ]
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_no_line_is_helped_beyond_what_is_owed(
            help in helps(),
            month in prop::option::of(1_i64..10_000),
            whole in prop::option::of(1_i64..50_000),
            before in (0_i64..5_000, 0_i64..20_000),
            lines in prop::collection::vec((0_i64..9_000, 0_u32..23, prop::option::of(1_u16..1_000)), 0..8),
        ) {
            let terms = terms(help, month, whole);
            let lines: Vec<HelpedLine> = lines.into_iter().map(|(left, units, part)| HelpedLine {
                left: Cents(left), units, part: part.map(|part| Permille::try_from(part).unwrap()),
            }).collect();
            let before = given(before.0, before.0 + before.1);
            let shared = share_help(&terms, before, &lines);
            prop_assert_eq!(shared.parts.iter().copied().sum::<Cents>(), shared.total);
            for (line, part) in lines.iter().zip(&shared.parts) {
                prop_assert!((Cents::ZERO..=line.left).contains(part), "{:?} of {:?}", part, line.left);
            }
            if let Some(month) = month {
                prop_assert!(shared.total.0 <= (month - before.given_in_month.0).max(0));
            }
            if let Some(whole) = whole {
                prop_assert!(shared.total.0 <= (whole - before.given.0).max(0));
            }
        }
    }
}
