use super::*;

const RULES: fn() -> VaccinationRules = VaccinationRules::default;

fn all_at(birth: Date, months: &[(Valence, i32)]) -> Vec<Dose> {
    months.iter().map(|(valence, month)| Dose { valence: *valence, on: birth + month.months() }).collect()
}

/// The 2025 calendar, followed.
fn complete(birth: Date) -> Vec<Dose> {
    use Valence::{Coq, Dip, Heb, Hib, Mnacwy, Mnb, Mnc, Ore, Pnc, Pol, Rou, Rub, Tet};
    let mut doses = Vec::new();
    for valence in [Dip, Tet, Pol, Coq, Hib, Heb, Pnc] {
        doses.extend([2, 4, 11].map(|month| (valence, month)));
    }
    doses.extend([3, 5, 12].map(|month| (Mnb, month)));
    doses.extend([6, 12].map(|month| (Mnacwy, month)));
    doses.extend([5, 12].map(|month| (Mnc, month)));
    for valence in [Rou, Ore, Rub] {
        doses.extend([12, 16].map(|month| (valence, month)));
    }
    all_at(birth, &doses)
}

#[test]
fn obligations_follow_the_birth() {
    let count = |birth| RULES().required(birth).len();
    assert_eq!(count(date(2017, 12, 31)), 3);
    assert_eq!(count(date(2018, 1, 1)), 11);
    assert_eq!(count(date(2023, 6, 30)), 11);
    assert_eq!(count(date(2023, 7, 1)), 12);
    assert!(RULES().required(date(2020, 1, 1)).contains(&Valence::Mnc));
    let moved = VaccinationRules { meningococci_born_from: date(2025, 1, 1) };
    assert!(!moved.required(date(2024, 1, 1)).contains(&Valence::Mnb));
}

#[test]
fn a_followed_calendar_is_up_to_date_at_every_age() {
    let birth = date(2025, 6, 9);
    for month in 0..60 {
        let day = birth + month.months();
        let light = RULES().light(birth, day, &complete(birth), &[]);
        assert_eq!(light.state, VaccinationState::UpToDate, "{month}");
        assert_eq!(light.next_due.is_some(), month < 16, "{month}");
    }
}

#[test]
fn a_late_dose_turns_the_light() {
    // Second dose against measles, due before eighteen months.
    let birth = date(2025, 6, 9);
    let doses: Vec<_> = complete(birth).into_iter().filter(|dose| dose.on < birth + 16.months()).collect();
    let on = |day| RULES().light(birth, day, &doses, &[]);
    let due = date(2026, 12, 9);
    assert_eq!(
        on(date(2026, 11, 21)),
        VaccinationLight { state: VaccinationState::UpToDate, next_due: Some(due) }
    );
    assert_eq!(on(date(2026, 12, 8)).state, VaccinationState::UpToDate);
    assert_eq!(
        on(date(2027, 1, 9)),
        VaccinationLight { state: VaccinationState::ToComplete, next_due: Some(due) }
    );
    let excused: Vec<_> = [Valence::Rou, Valence::Ore, Valence::Rub]
        .map(|valence| Contraindication { valence, from: date(2026, 12, 1), to: None })
        .into();
    assert_eq!(RULES().light(birth, due, &doses, &excused).state, VaccinationState::UpToDate);
}

#[test]
fn before_2018_only_three_count() {
    let birth = date(2016, 3, 1);
    let three = all_at(birth, &[(Valence::Dip, 2), (Valence::Dip, 4), (Valence::Dip, 11)]);
    let light = RULES().light(birth, date(2026, 3, 1), &three, &[]);
    assert_eq!(light.state, VaccinationState::ToComplete);
    let all: Vec<_> = [Valence::Dip, Valence::Tet, Valence::Pol]
        .into_iter()
        .flat_map(|valence| all_at(birth, &[(valence, 2), (valence, 4), (valence, 11)]))
        .collect();
    assert_eq!(RULES().light(birth, date(2026, 3, 1), &all, &[]).state, VaccinationState::UpToDate);
}

#[test]
fn a_late_start_needs_fewer_doses() {
    let birth = date(2024, 1, 15);
    let day = date(2026, 11, 1);
    let state = |valence, months: &[(Valence, i32)]| {
        RULES().state_of(valence, birth, day, &all_at(birth, months), &[])
    };
    assert_eq!(state(Valence::Mnacwy, &[(Valence::Mnacwy, 14)]), ValenceState::UpToDate);
    assert!(matches!(state(Valence::Mnacwy, &[(Valence::Mnacwy, 6)]), ValenceState::Missing { .. }));
    assert_eq!(state(Valence::Hib, &[(Valence::Hib, 20)]), ValenceState::UpToDate);
    assert_eq!(state(Valence::Pnc, &[(Valence::Pnc, 13), (Valence::Pnc, 16)]), ValenceState::UpToDate);
}

#[test]
fn late_starts_are_those_of_the_catch_up_table() {
    let birth = date(2024, 1, 15);
    let mut checked = 0;
    for row in rows(reference_table!("sante/vaccins_rattrapage.csv")) {
        let Some(valence) = Valence::from_code(&row[0]) else { continue };
        // Schedules finished by a booster count it as one more dose.
        let (Ok(from), Ok(doses)) = (row[1].parse::<i32>(), row[3].parse::<usize>()) else { continue };
        let booster = usize::from(row[5] != "non");
        if matches!(valence, Valence::Mnacwy | Valence::Pnc | Valence::Hib | Valence::Mnb) {
            let needed = doses_needed(valence, birth, Some(birth + from.months()));
            assert_eq!(needed, doses + booster, "{row:?}");
            checked += 1;
        }
    }
    assert_eq!(checked, 8);
}

#[test]
fn a_dose_to_come_does_not_count() {
    let birth = date(2025, 6, 9);
    let light = RULES().light(birth, date(2025, 12, 1), &complete(birth), &[]);
    assert_eq!(light.state, VaccinationState::UpToDate);
    assert!(light.next_due.is_some());
}

#[test]
fn recommended_vaccines_never_count_as_missing_i14() {
    assert!(calendar().iter().all(|dose| dose.latest_month <= 18));
}
