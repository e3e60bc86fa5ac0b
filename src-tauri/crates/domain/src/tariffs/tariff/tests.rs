use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::tariffs::{Bracket, BracketTable};
use crate::values::Cents;

pub(crate) fn bracket(up_to: Option<i64>, resident: i64, non_resident: Option<i64>) -> Bracket {
    Bracket {
        up_to: up_to.map(Cents::from_euros),
        resident: Cents(resident),
        non_resident: non_resident.map(Cents),
    }
}

pub(crate) fn draft(method: Method) -> TariffDraft {
    TariffDraft {
        activity: ActivityId::from_uuid(Uuid::from_u128(1)),
        unit: None,
        name: "Cantine, par tranche".into(),
        deliberation: "2026-41".into(),
        valid_from: date(2026, 9, 1),
        valid_to: None,
        method,
        basis: UnitBasis::PerUnit,
        siblings: None,
        billed: StateSet::BILLED_BY_DEFAULT,
    }
}

pub(crate) fn tariff(method: Method) -> Tariff {
    Tariff::try_new(TariffId::from_uuid(Uuid::from_u128(1)), draft(method)).unwrap()
}

#[test]
fn brackets_must_cover_every_quotient_once() {
    for brackets in [
        vec![],
        vec![bracket(Some(300), 100, None)],
        vec![bracket(Some(600), 100, None), bracket(Some(300), 200, None), bracket(None, 300, None)],
        vec![bracket(None, 100, None), bracket(None, 300, None)],
        vec![bracket(None, -1, None)],
    ] {
        let draft = draft(Method::Bracket(BracketTable { brackets: brackets.clone() }));
        let issues = Tariff::try_new(TariffId::from_uuid(Uuid::nil()), draft).unwrap_err();
        assert_eq!(issues[0].field, "method.brackets", "{brackets:?}");
    }
}

#[test]
fn a_bound_belongs_to_the_lower_bracket() {
    let table = BracketTable {
        brackets: vec![
            bracket(Some(300), 100, None),
            bracket(Some(600), 200, None),
            bracket(None, 300, None),
        ],
    };
    for (quotient, rank) in
        [(Some(30_000), 0), (Some(30_001), 1), (Some(60_000), 1), (Some(99_999_999), 2), (None, 2)]
    {
        assert_eq!(table.rank_of(quotient.map(Cents)), rank, "{quotient:?}");
    }
}

#[test]
fn the_unit_tariff_comes_before_the_activity_one_and_the_newest_first() {
    let activity = ActivityId::from_uuid(Uuid::from_u128(1));
    let (meal, snack) = (UnitId::from_uuid(Uuid::from_u128(10)), UnitId::from_uuid(Uuid::from_u128(11)));
    let base = tariff(Method::UnitPrice { resident: Cents(100), non_resident: None });
    let newer =
        Tariff { valid_from: date(2027, 1, 1), id: TariffId::from_uuid(Uuid::from_u128(2)), ..base.clone() };
    let own = Tariff { unit: Some(meal), id: TariffId::from_uuid(Uuid::from_u128(3)), ..base.clone() };
    let all = [base.clone(), newer.clone(), own.clone()];
    assert_eq!(tariff_on(&all, activity, meal, date(2027, 2, 1)), Some(&own));
    assert_eq!(tariff_on(&all, activity, snack, date(2027, 2, 1)), Some(&newer));
    assert_eq!(tariff_on(&all, activity, snack, date(2026, 10, 1)), Some(&base));
    assert_eq!(tariff_on(&all, activity, snack, date(2026, 8, 31)), None);
}

#[test]
fn minutes_are_billed_by_whole_steps() {
    let quarter = UnitBasis::PerHour { step_minutes: 15 };
    for (minutes, billed) in [(0, 0), (1, 15), (15, 15), (16, 30), (75, 75)] {
        assert_eq!(quarter.billed_minutes(minutes), billed);
    }
    assert_eq!(UnitBasis::PerUnit.billed_minutes(75), 0);
}

#[test]
fn reductions_grow_with_the_rank() {
    let part = |thousandths| Permille::try_new(thousandths).unwrap();
    let discount = SiblingDiscount {
        scope: SiblingScope::SameActivity,
        from_rank: vec![(2, part(100)), (3, part(250))],
        not_at_highest: false,
    };
    let found: Vec<u16> = (1..=5).map(|rank| discount.of_rank(rank).thousandths()).collect();
    assert_eq!(found, [0, 100, 250, 250, 250]);
    let backward = SiblingDiscount { from_rank: vec![(3, part(250)), (2, part(100))], ..discount };
    let draft = TariffDraft {
        siblings: Some(backward),
        ..draft(Method::UnitPrice { resident: Cents(1), non_resident: None })
    };
    assert_eq!(Tariff::try_new(TariffId::from_uuid(Uuid::nil()), draft).unwrap_err()[0].field, "siblings");
}
