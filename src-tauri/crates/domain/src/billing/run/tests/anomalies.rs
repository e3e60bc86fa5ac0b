//! What is said of a run before it is issued.

use super::*;

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
