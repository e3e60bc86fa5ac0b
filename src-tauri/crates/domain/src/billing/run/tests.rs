//! Laws and cases of the run.

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

mod helps;

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
fn alternate_weeks_bill_the_household_that_has_the_child() {
    let mut basis = basis();
    basis.children[0].custodies = vec![
        custody(0, CustodyPattern::weeks(WeekParity::Even)),
        custody(1, CustodyPattern::weeks(WeekParity::Odd)),
    ];
    // 2 to 6 March is week 10, 9 to 13 March week 11.
    let rows: Vec<Row> = [2, 3, 5, 6, 9, 10, 12, 13, 16, 17].map(|day| (day, MEAL, 0, Present, None)).into();
    let settings = RunSettings { below_minimum: BelowMinimum::Issue, ..settings() };
    let draft = run_with(settings, basis, &rows);
    let totals: Vec<_> = draft.invoices.iter().map(|i| (i.household, i.total.0)).collect();
    assert_eq!(totals, [(0, 6 * 360), (1, 4 * 150)]);
}

/// Custodies of the first child by the two households: weeks that turn over on Friday, holidays by halves, the first household first in
/// even years.
fn shared_holidays() -> Vec<Custody> {
    let pattern = |parity, first| CustodyPattern::Weeks {
        parity,
        changeover: 4,
        holidays: HolidayRule::Shared { first, summer: SummerCut::Halves },
    };
    vec![
        custody(0, pattern(WeekParity::Even, YearParity::Even)),
        custody(1, pattern(WeekParity::Odd, YearParity::Odd)),
    ]
}

/// October 2026 in zone A: Toussaint from Saturday 17 to Sunday 1 November, halves of eight days.
#[test]
fn a_month_with_holidays_shared_out_is_billed_to_the_cent_v04() {
    let mut basis = basis();
    basis.children[0].custodies = shared_holidays();
    let month = Month::parse("2026-10").unwrap();
    let settings = RunSettings {
        below_minimum: BelowMinimum::Issue,
        ..RunSettings::new(month, date(2026, 11, 3), Some(Zone::A))
    };
    // 19 to 23 are of the first half, 26 to 29 of the second. Weeks alone would turn over on Friday 23.
    let rows: Vec<Row> = [19, 20, 21, 22, 23, 26, 27, 28, 29].map(|day| (day, MEAL, 0, Present, None)).into();
    let totals = |settings, basis: &RunBasis| -> Vec<_> {
        let draft = run_with(settings, basis.clone(), &rows);
        draft.invoices.iter().map(|i| (i.household, i.total.0)).collect()
    };
    assert_eq!(totals(settings, &basis), [(0, 5 * 360), (1, 4 * 150)]);
    assert_eq!(totals(RunSettings { zone: None, ..settings }, &basis), [(0, 4 * 360), (1, 5 * 150)]);
}

#[test]
fn holidays_the_calendar_does_not_know_are_said() {
    let mut basis = basis();
    basis.children[0].custodies = shared_holidays();
    let month = Month::parse("2029-02").unwrap();
    let settings = RunSettings {
        below_minimum: BelowMinimum::Issue,
        ..RunSettings::new(month, date(2029, 3, 3), Some(Zone::A))
    };
    let rows = vec![(5, MEAL, 0, Present, None)];
    let said = |settings, basis: &RunBasis| {
        let draft = run_with(settings, basis.clone(), &rows);
        draft.anomalies.into_iter().find(|one| one.code == AnomalyCode::HolidaysUnknown)
    };
    let anomaly = said(settings, &basis).expect("said");
    assert!(anomaly.message.contains("31/08/2028"), "{}", anomaly.message);
    assert_eq!(anomaly.severity, AnomalySeverity::ToCheck);
    // Nobody shares holidays out, or the calendar knows: nothing to say.
    basis.children[0].custodies = vec![custody(0, CustodyPattern::Always)];
    assert_eq!(said(settings, &basis), None);
    basis.children[0].custodies = shared_holidays();
    let known = RunSettings { month: Month::parse("2026-02").unwrap(), ..settings };
    assert_eq!(said(known, &basis), None);
}

#[test]
fn a_shared_day_is_split_and_the_remainder_falls_to_the_first() {
    let mut basis = basis();
    basis.households[1] = household(1, Some(684));
    let third = CustodyPattern::Share { part: Permille::try_new(333).unwrap() };
    let rest = CustodyPattern::Share { part: Permille::try_new(667).unwrap() };
    basis.children[0].custodies = vec![custody(1, third), custody(0, rest)];
    let settings = RunSettings { below_minimum: BelowMinimum::Issue, ..settings() };
    let draft = run_with(settings, basis, &meals(0, 1));
    // 3,60 €: 2,4012 and 1,1988; the second holder is cut to the cent, the first holder takes the rest.
    let totals: Vec<_> = draft.invoices.iter().map(|i| (i.household, i.total.0)).collect();
    assert_eq!(totals, [(0, 240), (1, 120)]);
    let reasons = draft.invoices[1].lines[0].explanation.as_ref().unwrap().sentences();
    assert_eq!(reasons.last().unwrap().text.replace('\u{a0}', " "), "1 × 3,60 € × 33,3 % = 1,20 €");
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
fn an_incomplete_debtor_blocks() {
    let mut without_civility = basis();
    without_civility.households[0].debtor.as_mut().unwrap().civility = None;
    let draft = run(without_civility, &meals(0, 5));
    assert_eq!(codes(&draft), [AnomalyCode::DebtorIncomplete]);
    assert_eq!(draft.anomalies[0].message, "La civilité du débiteur est absente.");
    assert!(draft.is_blocked());
    let mut nobody = basis();
    nobody.households[0].debtor = None;
    assert!(run(nobody, &meals(0, 5)).is_blocked());
    // Nothing leaves for this household: its debtor is nobody's business yet.
    let mut small = basis();
    small.households[0].debtor = None;
    assert_eq!(codes(&run(small, &meals(0, 1))), [AnomalyCode::UnderThreshold]);
}

#[test]
fn what_cannot_be_billed_blocks() {
    let mut no_tariff = basis();
    no_tariff.tariffs[0].valid_from = date(2026, 3, 4);
    let draft = run(no_tariff, &meals(0, 9));
    assert_eq!(codes(&draft), [AnomalyCode::TariffMissing]);
    assert_eq!(draft.anomalies[0].message, "1 enfant, rien de voté au 02/03/2026.");
    assert_eq!(draft.invoices[0].total, Cents(7 * 360));
    let mut no_custody = basis();
    no_custody.children[0].custodies.clear();
    let draft = run(no_custody, &meals(0, 5));
    assert_eq!(codes(&draft), [AnomalyCode::CustodyMissing]);
    assert_eq!(draft.invoices, []);
    // Nothing billable happened: nothing to say.
    let mut no_tariff = basis();
    no_tariff.tariffs.clear();
    assert_eq!(codes(&run(no_tariff, &[(2, MEAL, 0, CancelledInTime, None)])), []);
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
fn strangers_and_crowds_are_flagged() {
    let mut basis = basis();
    basis.children[1].registrations.clear();
    basis.units[0].capacity = Some(2);
    let rows = [meals(0, 5), meals(1, 5), vec![(2, MEAL, 2, Present, None)]].concat();
    let draft = run(basis, &rows);
    assert_eq!(codes(&draft), [AnomalyCode::AttendanceWithoutRegistration, AnomalyCode::OverCapacity]);
    assert_eq!(draft.anomalies[0].at_stake, Some(Cents(5 * 360)));
    assert_eq!(draft.anomalies[1].message, "3 enfants pour 2 places.");
    assert_eq!(draft.anomalies[1].place, "Cantine, repas, 02/03/2026");
}

#[test]
fn whatever_is_billed_without_a_registration_is_flagged_booked_or_not() {
    let mut basis = basis();
    basis.children[0].registrations[0].2 = Some(date(2026, 3, 4));
    let rows = [
        (3, MEAL, 0, Booked, None),
        (5, MEAL, 0, Booked, None),
        (6, MEAL, 0, CancelledLate, None),
        (9, MEAL, 0, CancelledInTime, None),
        (10, MEAL, 0, Present, None),
    ];
    let settings = RunSettings { below_minimum: BelowMinimum::Issue, ..settings() };
    let draft = run_with(settings, basis, &rows);
    let flagged = draft
        .anomalies
        .iter()
        .find(|anomaly| anomaly.code == AnomalyCode::AttendanceWithoutRegistration)
        .expect("flagged");
    assert_eq!(flagged.at_stake, Some(Cents(3 * 360)));
    assert!(flagged.message.starts_with("3 prestations sans inscription"), "{}", flagged.message);
}

#[test]
fn a_split_that_does_not_make_the_whole_blocks() {
    let part = |thousandths| CustodyPattern::Share { part: Permille::try_new(thousandths).unwrap() };
    for (custodies, said) in [
        (vec![custody(0, part(600))], "60 %"),
        (vec![custody(0, part(600)), custody(1, part(600))], "120 %"),
        (vec![custody(0, CustodyPattern::Always), custody(1, CustodyPattern::Always)], "200 %"),
        (vec![custody(0, CustodyPattern::Always), custody(1, part(400))], "140 %"),
    ] {
        let mut basis = basis();
        basis.children[0].custodies = custodies;
        let draft = run(basis, &meals(0, 9));
        assert!(draft.is_blocked(), "{said}: {:?}", draft.anomalies);
        let message = draft.anomalies[0].message.replace('\u{a0}', " ");
        assert!(message.contains(said) && message.contains("02/03/2026"), "{message}");
        // Billed to nobody rather than in part.
        assert_eq!(draft.invoices, []);
    }
    // Nothing billable happened: the arrangement is not looked at.
    let mut idle = basis();
    idle.children[0].custodies = vec![custody(0, part(600))];
    assert_eq!(codes(&run(idle, &[(2, MEAL, 0, CancelledInTime, None)])), []);
}

#[test]
fn the_digest_covers_where_the_money_goes() {
    let rows = meals(0, 9);
    let base = run(basis(), &rows);
    let mut moved = basis();
    let draft = ImputationDraft {
        nature: "70632".into(),
        local_product_code: "CA00".into(),
        ..ImputationDraft::default()
    };
    moved.activities[0].imputation = Imputation::try_new(&draft).unwrap();
    assert_ne!(run(moved, &rows).digest, base.digest);
}

#[test]
fn days_to_come_are_not_expected_to_be_ticked() {
    let rows = [(2, MEAL, 0, Booked, None), (20, MEAL, 0, Booked, None), (2, MEAL, 1, Present, None)];
    let early = RunSettings { as_of: date(2026, 3, 10), below_minimum: BelowMinimum::Issue, ..settings() };
    let draft = run_with(early, basis(), &rows);
    assert_eq!(codes(&draft), [AnomalyCode::MonthUnfinished, AnomalyCode::DayNotTicked]);
    assert_eq!(draft.anomalies[1].message, "1 réservation sans pointage sur 2.");
}

#[test]
fn a_month_that_is_not_over_waits_unless_bookings_are_accepted() {
    let basis = basis();
    let rows = [
        (2, MEAL, 0, Present, None),
        (20, MEAL, 0, Booked, None),
        (24, MEAL, 0, Booked, None),
        (25, EVENING, 0, Booked, Some(40)),
        (26, MEAL, 0, CancelledInTime, None),
    ];
    let on = |day, bookings_to_come| RunSettings {
        as_of: date(2026, 3, day),
        below_minimum: BelowMinimum::Issue,
        bookings_to_come,
        ..settings()
    };
    let early = run_with(on(10, BookingsToCome::Wait), basis.clone(), &rows);
    assert!(early.is_blocked());
    let anomaly = &early.anomalies[0];
    assert_eq!((anomaly.code, anomaly.subject), (AnomalyCode::MonthUnfinished, Subject::Month));
    // Two meals at 3,60 € and an hour begun at 2 €.
    assert_eq!(anomaly.at_stake, Some(Cents(2 * 360 + 200)));
    let said = anomaly.message.replace('\u{a0}', " ");
    assert!(said.starts_with("Le mois se termine le 31/03/2026 : 3 réservations à venir"), "{said}");

    let accepted = run_with(on(10, BookingsToCome::Bill), basis.clone(), &rows);
    assert!(!accepted.is_blocked(), "{:?}", accepted.anomalies);
    assert_eq!(codes(&accepted), [AnomalyCode::MonthUnfinished]);
    assert_eq!(accepted.invoices, early.invoices);
    // What was agreed to is in the digest: one is never issued for the other.
    assert_ne!(accepted.digest, early.digest);

    // On its last day a month still has children to tick; the day after, it is over.
    assert!(run_with(on(31, BookingsToCome::Wait), basis.clone(), &rows).is_blocked());
    let over = RunSettings { below_minimum: BelowMinimum::Issue, as_of: date(2026, 4, 1), ..settings() };
    assert!(!run_with(over, basis.clone(), &rows).is_blocked());
    // Nothing to bill: nothing to wait for.
    assert_eq!(codes(&run_with(on(10, BookingsToCome::Wait), basis, &[])), []);
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

#[test]
fn the_digest_changes_with_what_matters_and_not_with_the_order_of_rows() {
    let rows = [meals(0, 9), meals(1, 9)].concat();
    let base = run(basis(), &rows);
    let mut shuffled = rows.clone();
    shuffled.reverse();
    assert_eq!(run(basis(), &shuffled), base);
    let mut moved = rows.clone();
    moved[0].0 = 27;
    assert_ne!(run(basis(), &moved).digest, base.digest);
    let mut renamed = basis();
    renamed.households[0].debtor.as_mut().unwrap().address.city = "Semur".into();
    assert_ne!(run(renamed, &rows).digest, base.digest);
    let mut elsewhere = basis();
    elsewhere.households[1].label = "Autre nom".into();
    assert_eq!(run(elsewhere, &rows).digest, base.digest);
}

#[test]
fn anomalies_of_one_child_come_in_the_same_order_whatever_the_order_of_rows() {
    let mut basis = basis();
    basis.children[0].custodies.clear();
    basis.children[1].registrations.clear();
    let rows = [
        (3, MEAL, 0, Present, None),
        (2, MEAL, 0, Present, None),
        (5, EVENING, 0, Present, None),
        (2, MEAL, 1, Present, None),
        (2, EVENING, 1, Present, None),
    ];
    let mut reversed = rows;
    reversed.reverse();
    let draft = run(basis.clone(), &rows);
    assert_eq!(run(basis, &reversed), draft);
    let first_day = "Aucun foyer n’a la garde le 02/03/2026\u{a0}: 2 prestations sans débiteur.";
    assert!(draft.anomalies.iter().any(|anomaly| anomaly.message == first_day), "{:#?}", draft.anomalies);
}

fn any_state() -> impl Strategy<Value = AttendanceState> {
    (1_u8..=8).prop_map(|code| AttendanceState::from_code(code).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_total_is_the_sum_of_its_lines_and_order_is_indifferent(
        facts in prop::collection::btree_map((2_u8..=31, 0_u32..2, 0_u32..3), (any_state(), prop::option::of(0_u16..300)), 0..120),
        part in 1_u16..1000,
        rotation in 0_usize..120,
    ) {
        let mut basis = basis();
        let share = |thousandths| CustodyPattern::Share { part: Permille::try_new(thousandths).unwrap() };
        basis.children[2].custodies = vec![custody(0, share(part)), custody(1, share(1000 - part))];
        basis.households[1].quotients = basis.households[0].quotients.clone();
        let rows: Vec<Row> = facts.iter().map(|((day, unit, child), (state, minutes))| (*day, *unit, *child, *state, *minutes)).collect();
        let draft = run(basis.clone(), &rows);
        let mut rotated = rows.clone();
        let turns = rotation % rotated.len().max(1);
        rotated.rotate_left(turns);
        prop_assert_eq!(&run(basis.clone(), &rotated), &draft);
        let mut issued = Cents::ZERO;
        for invoice in &draft.invoices {
            prop_assert_eq!(invoice.total, invoice.lines.iter().map(|line| line.amount).sum());
            prop_assert!(invoice.total >= settings().minimum);
            issued += invoice.total;
        }
        prop_assert_eq!(draft.total, issued);
        // Splitting a child between two households of the same quotient loses no cent.
        let mut whole = basis;
        whole.children[2].custodies = vec![custody(0, CustodyPattern::Always)];
        let everything = |draft: &RunDraft| -> Cents { draft.invoices.iter().chain(&draft.carried_over).map(|i| i.total).sum() };
        prop_assert_eq!(everything(&run(whole, &rows)), everything(&draft));
    }
}
