//! Whom a day is billed to.

use super::*;

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
