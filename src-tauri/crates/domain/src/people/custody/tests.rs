//! Cases of custody, and the law of holidays shared out.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::calendar::{SchoolYear, YearParity, Zone};

fn household(number: u128) -> HouseholdId {
    HouseholdId::from_uuid(Uuid::from_u128(number))
}

fn custody(number: u128, pattern: CustodyPattern, from: Date, to: Option<Date>) -> Custody {
    let draft = CustodyDraft { household: household(number), pattern, from, to };
    Custody::try_new(CustodyId::from_uuid(Uuid::nil()), ChildId::from_uuid(Uuid::nil()), draft).unwrap()
}

fn school() -> ZoneHolidays<'static> {
    ZoneHolidays::published(Some(Zone::A))
}

#[test]
fn weeks_alternate_between_two_households() {
    let start = date(2026, 1, 1);
    let both = [
        custody(1, CustodyPattern::weeks(WeekParity::Even), start, None),
        custody(2, CustodyPattern::weeks(WeekParity::Odd), start, None),
    ];
    // 2026-03-02 opens week 10.
    assert_eq!(holder_on(&both, date(2026, 3, 2), school()), Holder::One(household(1)));
    assert_eq!(holder_on(&both, date(2026, 3, 8), school()), Holder::One(household(1)));
    assert_eq!(holder_on(&both, date(2026, 3, 9), school()), Holder::One(household(2)));
    assert_eq!(check_custodies(&both, start, date(2027, 1, 31), school()), Ok(()));
    assert_eq!(holder_on(&both, date(2025, 12, 31), school()), Holder::Nobody);
}

#[test]
fn parts_make_the_whole() {
    let start = date(2026, 1, 1);
    let part = |thousandths| CustodyPattern::Share { part: Permille::try_new(thousandths).unwrap() };
    let two = [custody(1, part(600), start, None), custody(2, part(400), start, None)];
    assert_eq!(
        holder_on(&two, start, school()),
        Holder::Split(vec![
            (household(1), Permille::try_new(600).unwrap()),
            (household(2), Permille::try_new(400).unwrap())
        ])
    );
    assert_eq!(check_custodies(&two, start, start, school()), Ok(()));
    let short = [custody(1, part(600), start, None)];
    assert_eq!(check_custodies(&short, start, start, school()).unwrap_err().code, IssueCode::Inconsistent);
    assert_eq!(holder_on(&short, start, school()), Holder::Disputed { thousandths: 600 });
}

#[test]
fn contradictions_and_holes_are_refused() {
    let start = date(2026, 1, 1);
    let hole = [custody(1, CustodyPattern::Always, start, Some(date(2026, 3, 10)))];
    let refusal = check_custodies(&hole, start, date(2026, 3, 31), school()).unwrap_err();
    assert_eq!(refusal.code, IssueCode::Missing);
    assert!(refusal.message.contains("11/03/2026"));
    let twice =
        [custody(1, CustodyPattern::Always, start, None), custody(2, CustodyPattern::Always, start, None)];
    assert_eq!(check_custodies(&twice, start, start, school()).unwrap_err().code, IssueCode::Inconsistent);
    assert_eq!(holder_on(&twice, start, school()), Holder::Disputed { thousandths: 2000 });
}

/// Looking only where something turns says what looking at every day says, for every pair of periods and every part.
#[test]
fn looking_where_something_turns_is_looking_at_every_day() {
    let day = |offset: i64| date(2026, 3, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
    let part = |thousandths| CustodyPattern::Share { part: Permille::try_new(thousandths).unwrap() };
    let patterns = [CustodyPattern::Always, part(400), part(600), CustodyPattern::weeks(WeekParity::Odd)];
    let periods: Vec<(i64, Option<i64>)> =
        (0..6).step_by(2).flat_map(|from| [None, Some(from), Some(from + 3)].map(|to| (from, to))).collect();
    let mut refused = 0;
    for (one, other) in patterns.iter().flat_map(|one| patterns.iter().map(move |other| (one, other))) {
        for ((from, to), (later, end)) in periods.iter().flat_map(|a| periods.iter().map(move |b| (a, b))) {
            let both =
                [custody(1, *one, day(*from), to.map(day)), custody(2, *other, day(*later), end.map(day))];
            for (first, last) in [(0, 9), (2, 2), (4, 12)] {
                let each_day = (first..=last).try_for_each(|offset| check_day(&both, day(offset), school()));
                refused += usize::from(each_day.is_err());
                assert_eq!(check_custodies(&both, day(first), day(last), school()), each_day, "{both:?}");
            }
        }
    }
    assert!(refused > 1_000, "most of them contradict each other: {refused}");
}

#[test]
fn a_move_changes_the_holder_on_its_day() {
    let moved = [
        custody(1, CustodyPattern::Always, date(2026, 1, 1), Some(date(2026, 3, 10))),
        custody(2, CustodyPattern::Always, date(2026, 3, 11), None),
    ];
    assert_eq!(holder_on(&moved, date(2026, 3, 10), school()), Holder::One(household(1)));
    assert_eq!(holder_on(&moved, date(2026, 3, 11), school()), Holder::One(household(2)));
    assert_eq!(check_custodies(&moved, date(2026, 1, 1), date(2026, 12, 31), school()), Ok(()));
}

fn shared(parity: WeekParity, first: YearParity, summer: SummerCut) -> CustodyPattern {
    CustodyPattern::Weeks { parity, changeover: 4, holidays: HolidayRule::Shared { first, summer } }
}

/// The two households of a child: complementary weeks, complementary holidays.
fn both(summer: SummerCut) -> [Custody; 2] {
    let start = date(2022, 9, 1);
    [
        custody(1, shared(WeekParity::Even, YearParity::Even, summer), start, None),
        custody(2, shared(WeekParity::Odd, YearParity::Odd, summer), start, None),
    ]
}

/// Every day of every school year known, in each zone, is held by one household and one only, however the summer is cut.
#[test]
fn every_day_has_one_holder_when_holidays_are_shared_out_v04() {
    for zone in [Zone::A, Zone::B, Zone::C] {
        let school = ZoneHolidays::published(Some(zone));
        for summer in [SummerCut::Halves, SummerCut::Quarters] {
            let both = both(summer);
            for year in 2022..=2027 {
                let year = SchoolYear::starting(year);
                let days = held_spans(&both, year.first_day(), year.last_day(), school);
                assert!(days.iter().all(|span| matches!(span.holder, Holder::One(_))), "{zone:?} {year:?}");
                let held = days.iter().map(|span| (span.to - span.from).get_days() + 1).sum::<i32>();
                assert_eq!(held, (year.last_day() - year.first_day()).get_days() + 1);
                assert_eq!(check_custodies(&both, year.first_day(), year.last_day(), school), Ok(()));
            }
        }
    }
}

#[test]
fn a_holiday_is_cut_in_two_halves_that_the_year_gives() {
    let both = both(SummerCut::Halves);
    let on = |day| holder_on(&both, day, school());
    // Toussaint 2026, zone A: 17 October to 1 November, sixteen days.
    for (day, home) in [(17, 1), (24, 1), (25, 2), (31, 2)] {
        assert_eq!(on(date(2026, 10, day)), Holder::One(household(home)), "{day}");
    }
    // The Friday before is a day of school: week 42 is even, but it turns over on that Friday.
    assert_eq!(on(date(2026, 10, 15)), Holder::One(household(2)));
    assert_eq!(on(date(2026, 10, 16)), Holder::One(household(1)));
    // 2027 is odd: the other household begins.
    assert_eq!(on(date(2027, 2, 13)), Holder::One(household(2)));
    assert_eq!(on(date(2027, 2, 28)), Holder::One(household(1)));
    // Christmas 2026 is of 2026 to its end, in January 2027.
    assert_eq!(on(date(2026, 12, 19)), Holder::One(household(1)));
    assert_eq!(on(date(2027, 1, 2)), Holder::One(household(2)));
    // The bridge of the Ascension is no holiday to share out: 7 May 2027 opens week 18, even.
    assert_eq!(on(date(2027, 5, 7)), Holder::One(household(1)));
}

#[test]
fn the_middle_day_of_an_odd_holiday_goes_to_the_first_half() {
    let of_days = |days: i64| {
        let first = date(2026, 7, 4);
        let last = first.checked_add(jiff::Span::new().days(days - 1)).unwrap();
        crate::calendar::SchoolHoliday { zone: Zone::A, name: "Vacances d’été".into(), first, last }
    };
    let lengths = |days, summer| -> Vec<i32> {
        holiday_parts(&of_days(days), summer)
            .into_iter()
            .map(|(first, last)| (last - first).get_days() + 1)
            .collect()
    };
    assert_eq!(lengths(16, SummerCut::Halves), [8, 8]);
    assert_eq!(lengths(17, SummerCut::Halves), [9, 8]);
    assert_eq!(lengths(59, SummerCut::Quarters), [15, 15, 15, 14]);
    assert_eq!(lengths(1, SummerCut::Quarters), [1]);
}

#[test]
fn a_summer_by_quarters_goes_to_and_fro() {
    let both = both(SummerCut::Quarters);
    let spans = held_spans(&both, date(2027, 7, 3), date(2027, 8, 31), school());
    // Sixty days from 3 July 2027, an odd year: the second household has the first and third quarters.
    let told: Vec<_> = spans.iter().map(|span| (span.from, span.holder.clone())).collect();
    let expected =
        [(date(2027, 7, 3), 2), (date(2027, 7, 18), 1), (date(2027, 8, 2), 2), (date(2027, 8, 17), 1)];
    assert_eq!(told, expected.map(|(from, home)| (from, Holder::One(household(home)))));
}

#[test]
fn beyond_the_known_calendar_and_without_a_zone_weeks_go_on() {
    let both = both(SummerCut::Halves);
    let weeks = [
        custody(
            1,
            CustodyPattern::Weeks { parity: WeekParity::Even, changeover: 4, holidays: HolidayRule::Weeks },
            date(2022, 9, 1),
            None,
        ),
        custody(
            2,
            CustodyPattern::Weeks { parity: WeekParity::Odd, changeover: 4, holidays: HolidayRule::Weeks },
            date(2022, 9, 1),
            None,
        ),
    ];
    let (from, to) = (date(2028, 9, 1), date(2029, 9, 1));
    assert_eq!(held_spans(&both, from, to, school()), held_spans(&weeks, from, to, school()));
    let unknown = ZoneHolidays::published(None);
    let (from, to) = (date(2026, 9, 1), date(2027, 9, 1));
    assert_eq!(held_spans(&both, from, to, unknown), held_spans(&weeks, from, to, unknown));
    assert_ne!(held_spans(&both, from, to, school()), held_spans(&weeks, from, to, school()));
}

#[test]
fn holidays_that_contradict_each_other_are_refused() {
    let start = date(2026, 9, 1);
    let twice = [
        custody(1, shared(WeekParity::Even, YearParity::Even, SummerCut::Halves), start, None),
        custody(2, shared(WeekParity::Odd, YearParity::Even, SummerCut::Halves), start, None),
    ];
    let refusal = check_custodies(&twice, start, date(2027, 8, 31), school()).unwrap_err();
    assert!(refusal.message.contains("17/10/2026"), "{}", refusal.message);
}

#[test]
fn another_arrangement_ends_what_held_the_day_before() {
    let open = custody(1, CustodyPattern::Always, date(2025, 9, 1), None);
    assert_eq!(open.ended_before(date(2026, 4, 1)).unwrap().to(), Some(date(2026, 3, 31)));
    assert_eq!(open.ended_before(date(2025, 9, 1)), None);
    let over = custody(1, CustodyPattern::Always, date(2024, 9, 1), Some(date(2025, 8, 31)));
    assert_eq!(over.ended_before(date(2026, 4, 1)), Some(over));
}

/// A contradiction beyond what one round of the calendar shows is refused all the same.
#[test]
fn custodies_that_part_years_later_are_refused_today_v04() {
    let start = date(2026, 3, 1);
    let even = custody(1, CustodyPattern::weeks(WeekParity::Even), start, None);
    let odd = |to| custody(2, CustodyPattern::weeks(WeekParity::Odd), start, to);
    assert_eq!(check_custodies_onwards(&[even, odd(None)], start, school()), Ok(()));
    let ended = [even, odd(Some(date(2029, 6, 1)))];
    assert_eq!(check_custodies_onwards(&ended, start, school()).unwrap_err().code, IssueCode::Missing);
    let later = custody(2, CustodyPattern::Always, date(2029, 1, 1), None);
    let twice = [even, odd(None), later];
    assert_eq!(check_custodies_onwards(&twice, start, school()).unwrap_err().code, IssueCode::Inconsistent);
    // All of them ended, nobody has to hold what comes after; begun after the others ended, a hole.
    let until = Some(date(2030, 6, 1));
    let both = [custody(1, CustodyPattern::weeks(WeekParity::Even), start, until), odd(until)];
    assert_eq!(check_custodies_onwards(&both, start, school()), Ok(()));
    let after = |from| [both[0], both[1], custody(1, CustodyPattern::Always, from, None)];
    assert_eq!(check_custodies_onwards(&after(date(2030, 6, 2)), start, school()), Ok(()));
    assert!(check_custodies_onwards(&after(date(2030, 6, 4)), start, school()).is_err());
}

#[test]
fn a_child_who_was_away_comes_back_on_their_day() {
    let today = date(2026, 4, 5);
    let left = custody(1, CustodyPattern::Always, date(2024, 9, 1), Some(date(2026, 1, 31)));
    let back = |from| custody(1, CustodyPattern::Always, from, None);
    let periods = |from| parted_by_absences(&[back(from), left], today);
    assert_eq!(periods(date(2026, 4, 1)), [vec![left], vec![back(date(2026, 4, 1))]]);
    // A month away, to the day; a day less is a date mistyped, and so is a day to come.
    assert_eq!(periods(date(2026, 3, 4)).len(), 2);
    for from in [date(2026, 2, 1), date(2026, 3, 3), date(2026, 4, 6)] {
        assert_eq!(periods(from), [vec![left, back(from)]], "{from}");
    }
    // Another home had the child meanwhile.
    let meanwhile = custody(2, CustodyPattern::Always, date(2025, 12, 1), Some(date(2026, 3, 20)));
    assert_eq!(parted_by_absences(&[left, meanwhile, back(date(2026, 4, 1))], today).len(), 1);
    assert!(parted_by_absences(&[], today).is_empty());
}

#[test]
fn a_month_reads_otherwise_when_one_of_its_days_changes_home() {
    let open = [custody(1, CustodyPattern::Always, date(2025, 9, 1), None)];
    let moved = [
        custody(1, CustodyPattern::Always, date(2025, 9, 1), Some(date(2026, 3, 30))),
        custody(2, CustodyPattern::Always, date(2026, 3, 31), None),
    ];
    let months: Vec<Month> = [2, 3, 4].map(|month| Month::of(date(2026, month, 1))).to_vec();
    let changed = months_held_otherwise(&open, &moved, &months, school());
    assert_eq!(changed, months[1..]);
    assert_eq!(months_held_otherwise(&open, &open, &months, school()), []);
}
