use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::calendar::{SchoolCalendar, Territory, Weekdays, Zone};
use crate::values::ids::{ActivityId, UnitId};
use AttendanceState::{AbsentExcused, AbsentUnexcused, Present, Unexpected};

fn calendar() -> Calendar<'static> {
    Calendar { zone: Zone::A, territory: Territory::Metropole, school: SchoolCalendar::published() }
}

fn unit(kind: UnitKind, activity: ActivityKind, facility: &str, start: u16, end: u16) -> DeclaredUnit {
    DeclaredUnit {
        unit: ActivityUnit {
            id: UnitId::from_uuid(Uuid::nil()),
            activity: ActivityId::from_uuid(Uuid::nil()),
            name: "x".into(),
            kind,
            start_minute: start,
            end_minute: end,
            capacity: None,
            weekdays: Weekdays::WORKING,
            in_term: true,
            in_holidays: true,
        },
        kind: activity,
        facility: facility.into(),
        with_meal: true,
    }
}

fn units() -> Vec<DeclaredUnit> {
    vec![
        unit(UnitKind::Day, ActivityKind::Alsh, "Centre", 7 * 60 + 30, 18 * 60 + 30),
        unit(UnitKind::HalfDay, ActivityKind::Alsh, "Centre", 8 * 60, 13 * 60),
        unit(UnitKind::Slot, ActivityKind::Periscolaire, "Jean-Macé", 16 * 60 + 30, 18 * 60 + 30),
        unit(UnitKind::HalfDay, ActivityKind::Alsh, "Centre", 13 * 60, 19 * 60),
    ]
}

fn statement(births: &[Date], facts: &[(Date, u32, u32, AttendanceState)]) -> Vec<HoursRow> {
    let units = units();
    let mut statement = HoursStatement::new(calendar(), &units, births);
    for (day, unit, child, state) in facts {
        statement.push(*day, *unit, *child, *state, None, None);
    }
    statement.finish()
}

const BIG: Date = date(2016, 3, 10);

#[test]
fn a_wednesday_of_term_is_capped() {
    let wednesday = date(2026, 3, 18);
    for (units, done, capped) in [
        (vec![0], 9 * 60, 2 * 60),
        (vec![1], 4 * 60, 60),
        (vec![1, 3], 8 * 60, 3 * 60),
        (vec![0, 3], 9 * 60, 8 * 60),
    ] {
        let facts: Vec<_> = units.iter().map(|unit| (wednesday, *unit, 0, Present)).collect();
        let rows = statement(&[BIG], &facts);
        assert_eq!(rows.len(), 1, "{units:?}");
        assert_eq!(rows[0].care, CareKind::Wednesday, "{units:?}");
        assert_eq!((rows[0].done_minutes, rows[0].capped_minutes), (done, capped), "{units:?}");
    }
    // The same day in holidays is not.
    let rows = statement(&[BIG], &[(date(2026, 2, 18), 0, 0, Present)]);
    assert_eq!((rows[0].care, rows[0].done_minutes), (CareKind::ShortHolidays, 11 * 60));
    assert_eq!(rows[0].capped_minutes, 0);
    let rows = statement(&[BIG], &[(date(2026, 7, 22), 0, 0, Present)]);
    assert_eq!(rows[0].care, CareKind::Summer);
}

#[test]
fn the_whole_slot_counts_as_soon_as_the_child_comes() {
    let day = date(2026, 3, 17);
    let rows = statement(
        &[BIG, BIG],
        &[
            (day, 2, 0, Unexpected),
            (day, 2, 1, AbsentUnexcused),
            (date(2026, 3, 19), 2, 1, AbsentExcused),
            (date(2026, 3, 19), 2, 0, Present),
        ],
    );
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((row.care, row.facility.as_str()), (CareKind::Evening, "Jean-Macé"));
    assert_eq!((row.done_minutes, row.billed_minutes), (240, 360));
    assert_eq!((row.children, row.slots), (1, 2));
}

#[test]
fn a_birthday_changes_the_band_on_its_day() {
    let turns_six = date(2020, 3, 19);
    let turns_twelve = date(2014, 3, 19);
    let days = [date(2026, 3, 17), date(2026, 3, 19)];
    let facts: Vec<_> = days.iter().flat_map(|day| [(*day, 2, 0, Present), (*day, 2, 1, Present)]).collect();
    let rows = statement(&[turns_six, turns_twelve], &facts);
    let found: Vec<_> = rows.iter().map(|row| (row.ages, row.children, row.slots)).collect();
    assert_eq!(found, [(AgeBand::Under6, 1, 1), (AgeBand::From6To11, 2, 2), (AgeBand::From12To17, 1, 1)]);
}

#[test]
fn nine_hours_are_for_who_takes_the_meal_there() {
    let wednesday = date(2026, 3, 18);
    let mut units = units();
    for unit in &mut units {
        unit.with_meal = false;
    }
    let hours = |units: &[DeclaredUnit], came: &[u32]| {
        let mut statement = HoursStatement::new(calendar(), units, &[BIG]);
        for unit in came {
            statement.push(wednesday, *unit, 0, Present, None, None);
        }
        let rows = statement.finish();
        (rows[0].done_minutes, rows[0].capped_minutes)
    };
    assert_eq!(hours(&units, &[0]), (8 * 60, 3 * 60));
    assert_eq!(hours(&units, &[1, 3]), (8 * 60, 3 * 60));
    // The meal of one unit is the meal of the day.
    units[3].with_meal = true;
    assert_eq!(hours(&units, &[0, 3]), (9 * 60, 8 * 60));
}
