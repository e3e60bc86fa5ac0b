//! Cases of the run.

use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::activities::{Activity, ActivityKind, ActivityUnit, Imputation, ImputationDraft, UnitKind};
use crate::attendance::AttendanceState::{
    AbsentExcused, AbsentUnexcused, Booked, CancelledInTime, CancelledLate, Present, Unexpected, Waiting,
};
use crate::attendance::{NoticePeriod, StateSet};
use crate::billing::{
    AnomalyCode, AnomalySeverity, BelowMinimum, BilledChild, BookingsToCome, CarryOver, RunBasis,
    RunSettings, Subject,
};
use crate::calendar::{WeekParity, Weekdays, YearParity, Zone};
use crate::people::{Custody, CustodyDraft, CustodyPattern, HolidayRule, SummerCut};
use crate::tariffs::{
    Bracket, BracketTable, Method, Quantity, Quotient, QuotientHistory, QuotientKind, QuotientSource,
    SiblingDiscount, SiblingScope, Tariff, UnitBasis,
};
use crate::treasury::{Debtor, DebtorAddress};
use crate::values::ids::{
    ActivityId, AdjustmentId, ChildId, CustodyId, FamilyId, HouseholdId, QuotientId, TariffId, UnitId,
};
use crate::values::{Civility, Permille};

mod anomalies;
mod custodies;
mod helps;
mod laws;

const MEAL: u32 = 0;
const EVENING: u32 = 1;

fn month() -> Month {
    Month::parse("2026-03").unwrap()
}

fn settings() -> RunSettings {
    RunSettings::new(month(), date(2026, 4, 5), Some(Zone::A))
}

fn uuid(number: u32) -> Uuid {
    Uuid::from_u128(u128::from(number) + 1)
}

fn debtor() -> Debtor {
    Debtor {
        reference: "F1A".into(),
        civility: Some(Civility::Mme),
        name: "Le Goff".into(),
        first_name: "Jeanne".into(),
        birth_date: None,
        address: DebtorAddress {
            street: "12 rue des Lilas".into(),
            postcode: "21500".into(),
            city: "Montbard".into(),
            resident: true,
            ..DebtorAddress::default()
        },
        category: "01".into(),
        legal_nature: "01".into(),
        cut_from: None,
    }
}

fn household(number: u32, quotient: Option<i64>) -> BilledHousehold {
    let quotients = quotient.map(|euros| Quotient {
        id: QuotientId::from_uuid(Uuid::nil()),
        kind: QuotientKind::Caf,
        value: Cents::from_euros(euros),
        month: month(),
        computed: None,
        from: date(2026, 1, 1),
        to: None,
        source: QuotientSource::Attestation,
    });
    BilledHousehold {
        id: HouseholdId::from_uuid(uuid(number)),
        family: FamilyId::from_uuid(uuid(number)),
        label: format!("Famille {number}"),
        resident: true,
        debtor: Some(debtor()),
        quotients: QuotientHistory::new(quotients.into_iter().collect()),
        incomes: crate::tariffs::IncomeHistory::default(),
        highest_price_accepted: false,
    }
}

fn custody(household: u32, pattern: CustodyPattern) -> Custody {
    let draft = CustodyDraft {
        household: HouseholdId::from_uuid(uuid(household)),
        pattern,
        from: date(2020, 1, 1),
        to: None,
    };
    Custody::try_new(CustodyId::from_uuid(Uuid::nil()), ChildId::from_uuid(Uuid::nil()), draft).unwrap()
}

fn child(number: u32, birth_year: i16, custodies: Vec<Custody>) -> BilledChild {
    BilledChild {
        id: ChildId::from_uuid(uuid(number)),
        label: format!("Enfant {number}"),
        birth_date: date(birth_year, 5, 10),
        custodies,
        registrations: (0..2).map(|a| (ActivityId::from_uuid(uuid(a)), date(2025, 9, 1), None)).collect(),
    }
}

fn activity(number: u32, name: &str, kind: ActivityKind) -> Activity {
    let draft = ImputationDraft {
        nature: "7067".into(),
        local_product_code: format!("CA0{number}"),
        ..ImputationDraft::default()
    };
    Activity {
        id: ActivityId::from_uuid(uuid(number)),
        name: name.into(),
        kind,
        school: None,
        imputation: Imputation::try_new(&draft).unwrap(),
        notice: NoticePeriod::UntilStart,
    }
}

fn unit(number: u32, activity: u32, name: &str, kind: UnitKind) -> ActivityUnit {
    ActivityUnit {
        id: UnitId::from_uuid(uuid(number)),
        activity: ActivityId::from_uuid(uuid(activity)),
        name: name.into(),
        kind,
        start_minute: 16 * 60,
        end_minute: 18 * 60,
        capacity: None,
        weekdays: Weekdays::WORKING,
        in_term: true,
        in_holidays: false,
    }
}

fn tariff(number: u32, activity: u32, method: Method, basis: UnitBasis) -> Tariff {
    Tariff {
        id: TariffId::from_uuid(uuid(number)),
        activity: ActivityId::from_uuid(uuid(activity)),
        unit: None,
        name: "Tarif voté".into(),
        deliberation: "2025-41".into(),
        valid_from: date(2025, 9, 1),
        valid_to: None,
        method,
        basis,
        siblings: None,
        billed: StateSet::BILLED_BY_DEFAULT,
    }
}

fn canteen_brackets() -> Method {
    let bracket = |up_to: Option<i64>, resident| Bracket {
        up_to: up_to.map(Cents::from_euros),
        resident: Cents(resident),
        non_resident: Some(Cents(700)),
    };
    Method::Bracket(BracketTable {
        brackets: vec![bracket(Some(500), 150), bracket(Some(900), 360), bracket(None, 590)],
    })
}

/// Two households, three children of the first one, a canteen by bracket and an evening slot by the hour.
fn basis() -> RunBasis {
    RunBasis {
        households: vec![household(0, Some(684)), household(1, Some(400))],
        children: vec![
            child(0, 2016, vec![custody(0, CustodyPattern::Always)]),
            child(1, 2018, vec![custody(0, CustodyPattern::Always)]),
            child(2, 2020, vec![custody(0, CustodyPattern::Always)]),
        ],
        activities: vec![
            activity(0, "Cantine", ActivityKind::SchoolMeals),
            activity(1, "Garderie", ActivityKind::Periscolaire),
        ],
        units: vec![unit(0, 0, "Repas", UnitKind::Meal), unit(1, 1, "Soir", UnitKind::Slot)],
        tariffs: vec![
            tariff(0, 0, canteen_brackets(), UnitBasis::PerUnit),
            tariff(
                1,
                1,
                Method::UnitPrice { resident: Cents(200), non_resident: None },
                UnitBasis::PerHour { step_minutes: 30 },
            ),
        ],
        adjustments: Vec::new(),
        subsidies: Vec::new(),
    }
}

type Row = (u8, u32, u32, AttendanceState, Option<u16>);

fn run_with(settings: RunSettings, basis: RunBasis, rows: &[Row]) -> RunDraft {
    let mut builder = RunInput::builder(settings, basis);
    for (day, unit, child, state, minutes) in rows {
        builder.push_attendance(*day, *unit, *child, *state, *minutes);
    }
    compute(&builder.build())
}

fn run(basis: RunBasis, rows: &[Row]) -> RunDraft {
    run_with(settings(), basis, rows)
}

/// `n` meals of a child, from the 2nd of March on.
fn meals(child: u32, n: u8) -> Vec<Row> {
    (2..2 + n).map(|day| (day, MEAL, child, Present, None)).collect()
}

fn codes(draft: &RunDraft) -> Vec<AnomalyCode> {
    draft.anomalies.iter().map(|anomaly| anomaly.code).collect()
}

#[test]
fn states_are_billed_as_the_tariff_says() {
    let states = [
        Present,
        Unexpected,
        AbsentUnexcused,
        CancelledLate,
        AbsentExcused,
        CancelledInTime,
        Waiting,
        Booked,
    ];
    let rows: Vec<Row> = (2..).zip(states).map(|(day, state)| (day, MEAL, 0, state, None)).collect();
    let draft = run(basis(), &rows);
    let [invoice] = draft.invoices.as_slice() else { panic!("{draft:?}") };
    let [line] = invoice.lines.as_slice() else { panic!("{invoice:?}") };
    assert_eq!(line.quantity, Some(Quantity::Units { count: 5, unit: UnitKind::Meal }));
    assert_eq!((line.unit_price, line.amount), (Some(Cents(360)), Cents(1_800)));
    assert_eq!(line.states.of(AbsentExcused), 1);
    assert_eq!(&*line.label, "Cantine, repas");
    assert_eq!(codes(&draft), [AnomalyCode::DayNotTicked]);
    assert_eq!(draft.anomalies[0].at_stake, Some(Cents(360)));
    assert_eq!(draft.anomalies[0].message, "1 réservation, aucune présence pointée.");
}

#[test]
fn hours_count_by_whole_steps_and_planned_when_unknown() {
    let rows = [
        (2, EVENING, 0, Present, Some(31)),
        (3, EVENING, 0, Present, None),
        (4, EVENING, 0, Present, Some(390)),
    ];
    let draft = run(basis(), &rows);
    let line = &draft.invoices[0].lines[0];
    assert_eq!(line.quantity, Some(Quantity::Minutes { count: 60 + 120 + 390 }));
    assert_eq!(line.amount, Cents(1_900));
}

#[test]
fn eldest_first_and_siblings_by_rank() {
    let mut basis = basis();
    basis.children.swap(0, 2);
    let part = |thousandths| Permille::try_new(thousandths).unwrap();
    basis.tariffs[0].siblings = Some(SiblingDiscount {
        scope: SiblingScope::SameActivity,
        from_rank: vec![(2, part(100)), (3, part(250))],
        not_at_highest: false,
    });
    // The eldest (rank 2 in the basis) only comes in the evening: it does not count for the canteen.
    let rows = [meals(0, 5), meals(1, 5), vec![(2, EVENING, 2, Present, Some(60))]].concat();
    let draft = run(basis.clone(), &rows);
    let lines: Vec<_> =
        draft.invoices[0].lines.iter().map(|l| (l.child.unwrap(), l.unit_price.unwrap().0)).collect();
    assert_eq!(lines, [(2, 200), (1, 360), (0, 324)]);
    basis.tariffs[0].siblings.as_mut().unwrap().scope = SiblingScope::AnyActivity;
    let draft = run(basis, &rows);
    let lines: Vec<_> =
        draft.invoices[0].lines.iter().map(|l| (l.child.unwrap(), l.unit_price.unwrap().0)).collect();
    assert_eq!(lines, [(2, 200), (1, 324), (0, 270)]);
}

#[test]
fn without_quotient_the_highest_price_is_said() {
    let mut basis = basis();
    basis.households[0] = household(0, None);
    let draft = run(basis.clone(), &meals(0, 5));
    assert_eq!(draft.invoices[0].total, Cents(5 * 590));
    assert_eq!(codes(&draft), [AnomalyCode::QuotientMissing]);
    assert_eq!(draft.anomalies[0].message, "1 enfant, 1 ligne au tarif le plus haut.");
    assert!(!draft.is_blocked());
    basis.households[0].highest_price_accepted = true;
    assert_eq!(run(basis.clone(), &meals(0, 5)).anomalies, []);
    basis.households[0].highest_price_accepted = false;
    let strict = RunSettings { missing_quotient: AnomalySeverity::Blocking, ..settings() };
    assert!(run_with(strict, basis, &meals(0, 5)).is_blocked());
}

#[test]
fn small_nil_and_negative_totals_wait() {
    let adjust = |amount| PendingAdjustment {
        id: AdjustmentId::from_uuid(Uuid::nil()),
        household: 0,
        child: None,
        activity: Some(0),
        amount: Cents(amount),
        reason: "Repas du 12 février compté deux fois".into(),
        original_line: None,
    };
    for (amount, total, code) in [
        (-100, 1_340, Some(AnomalyCode::UnderThreshold)),
        (-1_440, 0, Some(AnomalyCode::UnderThreshold)),
        (-2_000, -560, Some(AnomalyCode::NegativeTotal)),
        (60, 1_500, None),
    ] {
        let mut basis = basis();
        basis.adjustments = vec![adjust(amount)];
        let draft = run(basis, &meals(0, 4));
        let invoice = draft.invoices.iter().chain(&draft.carried_over).next().unwrap();
        assert_eq!(invoice.total, Cents(total));
        assert_eq!(invoice.lines.len(), 2);
        assert_eq!(draft.carried_over.len(), usize::from(code.is_some()));
        assert_eq!(draft.total, if code.is_some() { Cents::ZERO } else { Cents(total) });
        assert_eq!(codes(&draft), Vec::from_iter(code));
    }
    let mut collected = basis();
    collected.adjustments = vec![adjust(-100)];
    let issue = RunSettings { below_minimum: BelowMinimum::Issue, ..settings() };
    assert_eq!(run_with(issue, collected, &meals(0, 4)).invoices.len(), 1);
}

#[test]
fn a_tariff_change_in_the_month_makes_two_lines() {
    let mut basis = basis();
    let newer = Tariff {
        valid_from: date(2026, 3, 10),
        ..tariff(2, 0, Method::UnitPrice { resident: Cents(400), non_resident: None }, UnitBasis::PerUnit)
    };
    basis.tariffs.push(newer);
    let rows = [
        (2, MEAL, 0, Present, None),
        (9, MEAL, 0, Present, None),
        (10, MEAL, 0, Present, None),
        (11, MEAL, 0, Present, None),
    ];
    let draft = run(basis, &rows);
    let lines: Vec<_> = draft.invoices[0].lines.iter().map(|l| (l.tariff.unwrap(), l.amount.0)).collect();
    assert_eq!(lines, [(0, 720), (2, 800)]);
}

#[test]
fn what_waits_says_why() {
    let titre = settings();
    let regie = RunSettings { below_minimum: BelowMinimum::Issue, ..settings() };
    for (settings, total, expected) in [
        (titre, -1, Some(CarryOver::Negative)),
        (titre, 0, Some(CarryOver::UnderMinimum)),
        (titre, 1_499, Some(CarryOver::UnderMinimum)),
        (titre, 1_500, None),
        (regie, -1, Some(CarryOver::Negative)),
        (regie, 0, Some(CarryOver::Nil)),
        (regie, 1, None),
    ] {
        assert_eq!(settings.carries_over(Cents(total), false), expected, "{total}");
        if total == 0 {
            assert_eq!(settings.carries_over(Cents(total), true), None, "funders pay it all");
        }
    }
}
