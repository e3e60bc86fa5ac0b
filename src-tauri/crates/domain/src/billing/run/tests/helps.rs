//! What funders pay (F11): cases and the law that the parts of all make the price.

use super::*;
use crate::billing::BilledSubsidy;
use crate::subsidies::{Ceilings, FunderKind, Help, Subsidy, SubsidyTerms};
use crate::values::ids::{FunderId, SubsidyId, SubsidyVersionId};

fn help(number: u32, kind: FunderKind, help: Help) -> BilledSubsidy {
    BilledSubsidy {
        subsidy: Subsidy {
            id: SubsidyId::from_uuid(uuid(number)),
            version: SubsidyVersionId::from_uuid(uuid(number)),
            child: None,
            terms: SubsidyTerms {
                funder: FunderId::from_uuid(uuid(number)),
                activity: None,
                help,
                monthly_ceiling: None,
                whole_ceiling: None,
                from: date(2026, 1, 1),
                to: None,
            },
        },
        funder: format!("Organisme {number}").into(),
        kind,
        household: 0,
        child: None,
        activity: None,
        before: Ceilings::default(),
    }
}

fn rate(thousandths: u16) -> Help {
    Help::Rate { part: Permille::try_new(thousandths).unwrap() }
}

fn with(helps: Vec<BilledSubsidy>) -> RunBasis {
    RunBasis { subsidies: helps, ..basis() }
}

/// Ten meals of two children at 3,60 €, five evenings of two hours of the first at 2 € an hour: 72 € and 20 €.
fn rows() -> Vec<Row> {
    let evenings = (2..7).map(|day| (day, EVENING, 0, Present, None)).collect();
    [meals(0, 10), meals(1, 10), evenings].concat()
}

fn helped(draft: &RunDraft) -> Vec<(Option<u32>, Option<u32>, i64)> {
    let lines = draft.invoices.iter().chain(&draft.carried_over).flat_map(|invoice| &invoice.lines);
    lines.filter(|line| line.help.is_some()).map(|line| (line.child, line.activity, line.amount.0)).collect()
}

#[test]
fn a_help_is_lines_of_its_own_where_the_services_it_reduces_are_f11() {
    let draft = run(with(vec![help(1, FunderKind::Ccas, rate(500))]), &rows());
    assert_eq!(
        helped(&draft),
        [(Some(0), Some(0), -1_800), (Some(0), Some(1), -1_000), (Some(1), Some(0), -1_800)]
    );
    assert_eq!(draft.invoices[0].total, Cents(4_600));
    let given = &draft.invoices[0].lines[3].help.as_ref().unwrap();
    assert_eq!(
        (given.given.base, given.given.total, &*given.given.ranks),
        (Cents(9_200), Cents(4_600), &[1, 2, 3][..])
    );
    assert_eq!(
        given.given.short_fr(&given.funder, &given.terms, Cents(1_800)).replace('\u{a0}', " "),
        "Organisme 1 : 50 % de 92,00 €, dont 18,00 € ici"
    );
    // It is part of what was agreed to.
    let other = run(with(vec![help(1, FunderKind::Ccas, rate(501))]), &rows());
    assert_ne!(draft.digest, other.digest);
    let mut renamed = with(vec![help(1, FunderKind::Ccas, rate(500))]);
    renamed.subsidies[0].subsidy.version = SubsidyVersionId::from_uuid(uuid(9));
    assert_ne!(run(renamed, &rows()).digest, draft.digest, "written anew since");
}

#[test]
fn one_funder_that_helps_twice_blocks_unless_both_gave_f11() {
    let twice = |given: i64| {
        let mut helps = vec![help(1, FunderKind::Ccas, rate(500)), help(2, FunderKind::Ccas, rate(250))];
        helps[1].subsidy.terms.funder = helps[0].subsidy.terms.funder;
        for one in &mut helps {
            one.before.given = Cents(given);
        }
        let draft = run(with(helps), &rows());
        draft.anomalies.into_iter().find(|one| one.code == AnomalyCode::HelpedTwice).map(|one| one.severity)
    };
    assert_eq!(twice(0), Some(AnomalySeverity::Blocking));
    assert_eq!(twice(100), Some(AnomalySeverity::ToCheck));
    let apart = with(vec![help(1, FunderKind::Ccas, rate(500)), help(2, FunderKind::Ccas, rate(250))]);
    assert!(run(apart, &rows()).anomalies.iter().all(|one| one.code != AnomalyCode::HelpedTwice));
}

#[test]
fn a_help_may_be_for_one_child_one_activity_and_some_days_of_the_month_f11() {
    let only = |set: fn(&mut BilledSubsidy)| {
        let mut one = help(1, FunderKind::Ccas, rate(1_000));
        set(&mut one);
        helped(&run(with(vec![one]), &rows()))
    };
    assert_eq!(only(|one| one.child = Some(1)), [(Some(1), Some(0), -3_600)]);
    assert_eq!(only(|one| one.activity = Some(1)), [(Some(0), Some(1), -2_000)]);
    // Meals go from the 2nd to the 11th: four are before the 6th, and the last evening is on the 6th.
    let from = |one: &mut BilledSubsidy| one.subsidy.terms.from = date(2026, 3, 6);
    assert_eq!(
        only(from),
        [(Some(0), Some(0), -6 * 360), (Some(0), Some(1), -400), (Some(1), Some(0), -6 * 360)]
    );
    let to = |one: &mut BilledSubsidy| one.subsidy.terms.to = Some(date(2026, 3, 2));
    assert_eq!(only(to), [(Some(0), Some(0), -360), (Some(0), Some(1), -400), (Some(1), Some(0), -360)]);
    assert_eq!(only(|one| one.household = 1), []);
    assert_eq!(only(|one| one.subsidy.terms.to = Some(date(2026, 2, 28))), []);
    // A month parted by a help is billed as much as a whole one.
    let mut parted = help(1, FunderKind::Ccas, rate(1_000));
    from(&mut parted);
    let services = |draft: &RunDraft| -> Cents {
        draft
            .invoices
            .iter()
            .flat_map(|one| &one.lines)
            .filter(|line| line.help.is_none())
            .map(|line| line.amount)
            .sum()
    };
    assert_eq!(services(&run(with(vec![parted]), &rows())), services(&run(basis(), &rows())));
}

#[test]
fn funders_help_in_their_order_and_each_on_what_is_left_f11() {
    let monthly = Help::PerMonth { amount: Cents(3_200) };
    let helps = vec![help(1, FunderKind::Ccas, rate(500)), help(2, FunderKind::Employer, monthly)];
    let draft = run(with(helps.clone()), &rows());
    let lines = &draft.invoices[0].lines;
    let order: Vec<_> = lines
        .iter()
        .filter_map(|line| Some((line.help.as_ref()?.funder.to_string(), line.amount.0)))
        .collect();
    let of =
        |name: &str| order.iter().filter(|(funder, _)| funder == name).map(|(_, cents)| cents).sum::<i64>();
    assert_eq!(order[0].0, "Organisme 2", "the CCAS completes the others");
    assert_eq!((of("Organisme 2"), of("Organisme 1")), (-3_200, -3_000));
    let reversed = helps.into_iter().rev().collect();
    assert_eq!(run(with(reversed), &rows()).digest, draft.digest);
}

#[test]
fn what_former_runs_gave_counts_and_a_month_paid_in_full_is_issued_f11() {
    let mut one = help(1, FunderKind::Ccas, rate(1_000));
    one.subsidy.terms.whole_ceiling = Some(Cents(20_000));
    one.before = Ceilings { given_in_month: Cents::ZERO, given: Cents(19_000) };
    assert_eq!(helped(&run(with(vec![one.clone()]), &rows())).iter().map(|line| line.2).sum::<i64>(), -1_000);
    one.before = Ceilings::default();
    let draft = run(with(vec![one]), &rows());
    assert_eq!(
        (draft.invoices.len(), draft.invoices[0].total, draft.carried_over.len()),
        (1, Cents::ZERO, 0)
    );
}

fn any_help() -> impl Strategy<Value = BilledSubsidy> {
    let amount = prop_oneof![
        (1_i64..500).prop_map(|cents| Help::PerUnit { amount: Cents(cents) }),
        (1_i64..9_000).prop_map(|cents| Help::PerMonth { amount: Cents(cents) }),
        (1_u16..=1_000).prop_map(rate),
    ];
    let limits =
        (prop::option::of(1_i64..6_000), prop::option::of(1_i64..20_000), 0_i64..3_000, 0_i64..9_000);
    let whom = (prop::option::of(0_u32..3), prop::option::of(0_u32..2), 0_u32..2);
    (amount, limits, whom, (1_i8..=31, prop::option::of(1_i8..=31)), 0_usize..7, 0_u32..1_000).prop_map(
        |(amount, (month, whole, in_month, all), (child, activity, household), (from, to), kind, number)| {
            let mut one = help(number, FunderKind::ALL[kind], amount);
            one.subsidy.terms.monthly_ceiling = month.map(Cents);
            one.subsidy.terms.whole_ceiling = whole.map(Cents);
            one.subsidy.terms.from = date(2026, 3, from);
            one.subsidy.terms.to = to.filter(|to| *to >= from).map(|to| date(2026, 3, to));
            one.before = Ceilings { given_in_month: Cents(in_month), given: Cents(in_month + all) };
            (one.child, one.activity, one.household) = (child, activity, household);
            one
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_the_family_and_the_funders_pay_is_the_whole_price_to_the_cent_f11(
        facts in prop::collection::btree_set((2_u8..=31, 0_u32..2, 0_u32..3), 0..120),
        helps in prop::collection::vec(any_help(), 0..5),
        part in 1_u16..1000,
        rotation in 0_usize..120,
    ) {
        // Whole hours only: a month parted by a help then rounds nothing that a whole month does not.
        let mut basis = basis();
        let share = |thousandths| CustodyPattern::Share { part: Permille::try_new(thousandths).unwrap() };
        basis.children[2].custodies = vec![custody(0, share(part)), custody(1, share(1000 - part))];
        let mut rows: Vec<Row> = facts.iter().map(|(day, unit, child)| (*day, *unit, *child, Present, Some(60))).collect();
        let draft = run(RunBasis { subsidies: helps.clone(), ..basis.clone() }, &rows);
        let turns = rotation % rows.len().max(1);
        rows.rotate_left(turns);
        prop_assert_eq!(&run(RunBasis { subsidies: helps, ..basis }, &rows), &draft);
        for invoice in draft.invoices.iter().chain(&draft.carried_over) {
            let (mut price, mut funders) = (Cents::ZERO, Cents::ZERO);
            for line in &invoice.lines {
                match line.help {
                    None => price += line.amount,
                    Some(_) => {
                        prop_assert!(line.amount.is_negative());
                        funders += -line.amount;
                    }
                }
            }
            prop_assert_eq!(invoice.total + funders, price);
            prop_assert!(!invoice.total.is_negative());
            // Each child and activity keeps something between nothing and its price: titres stay right.
            for line in &invoice.lines {
                let own = invoice.lines.iter().filter(|one| (one.child, one.activity) == (line.child, line.activity));
                prop_assert!(!own.map(|one| one.amount).sum::<Cents>().is_negative());
            }
        }
    }
}
