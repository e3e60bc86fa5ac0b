use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn keep(days: u16, weeks: u16, months: u16) -> Keep {
    Keep::try_new(days, weeks, months).expect("a policy")
}

/// Which remain of backups made on these days at noon, seen on the evening of the last.
fn remaining(policy: Keep, days: &[Date]) -> Vec<Date> {
    let made: Vec<DateTime> = days.iter().map(|day| day.at(12, 0, 0, 0)).collect();
    let now = days.last().expect("a day").at(20, 0, 0, 0);
    let kept = policy.of(&made, now);
    days.iter().zip(kept).filter(|(_, kept)| *kept).map(|(day, _)| *day).collect()
}

#[test]
fn days_then_weeks_then_months() {
    // Each day from 1 January to 30 June 2026, a Tuesday.
    let days: Vec<Date> = (0..181).map(|rank| date(2026, 1, 1) + i64::from(rank).days()).collect();
    assert_eq!(
        remaining(keep(3, 2, 4), &days),
        [
            date(2026, 3, 31), // the newest of March
            date(2026, 4, 30),
            date(2026, 5, 31),
            date(2026, 6, 28), // the newest of the week before
            date(2026, 6, 29), // month, week and days of June
            date(2026, 6, 30),
        ]
    );
    // Some days end a week or a month too: they count once.
    let all = remaining(Keep::USUAL, &days);
    assert_eq!((all.first(), all.len()), (Some(&date(2026, 1, 31)), 7 + 3 + 5));
}

#[test]
fn several_of_one_day_leave_the_newest() {
    let noon = |hour| date(2026, 3, 2).at(hour, 0, 0, 0);
    let made = [noon(9), noon(17), noon(12)];
    assert_eq!(keep(7, 5, 12).of(&made, noon(18)), [false, true, false]);
    // At one instant, the later of the list.
    assert_eq!(keep(7, 5, 12).of(&[noon(9), noon(9)], noon(9)), [false, true]);
}

#[test]
fn a_closed_month_costs_nothing() {
    let before = [date(2026, 7, 29), date(2026, 7, 30), date(2026, 7, 31)];
    let days: Vec<Date> = before.into_iter().chain([date(2026, 9, 1)]).collect();
    assert_eq!(remaining(keep(4, 0, 0), &days), days);
}

#[test]
fn a_clock_that_goes_back_removes_nothing_newer() {
    let made: Vec<DateTime> = (1..=20).map(|day| date(2026, 5, day).at(12, 0, 0, 0)).collect();
    let past = date(1970, 1, 1).at(0, 5, 0, 0);
    let mut with_past = made.clone();
    with_past.push(date(1970, 1, 1).at(0, 0, 0, 0));
    assert!(keep(1, 0, 0).of(&with_past, past).iter().all(|kept| *kept), "all are newer, or the newest");
    // Set right again, the backup of 1970 is an old one like any other.
    let kept = keep(2, 0, 0).of(&with_past, date(2026, 5, 20).at(13, 0, 0, 0));
    assert_eq!(kept.iter().filter(|kept| **kept).count(), 2);
    assert!(kept[18] && kept[19] && !kept[20]);
}

#[test]
fn backups_of_a_clock_ahead_take_nobodys_place() {
    let ahead: Vec<DateTime> = (1..=9).map(|day| date(2099, 1, day).at(12, 0, 0, 0)).collect();
    let now = date(2026, 5, 4).at(18, 0, 0, 0);
    let mut made = ahead.clone();
    made.extend((1..=4).map(|day| date(2026, 5, day).at(12, 0, 0, 0)));
    let kept = keep(3, 0, 0).of(&made, now);
    assert!(kept[..9].iter().all(|kept| *kept), "they stay, and are seen to");
    assert_eq!(kept[9..], [false, true, true, true]);
}

#[test]
fn a_policy_keeps_something_and_not_everything() {
    let problems = |days, weeks, months| Keep::try_new(days, weeks, months).is_err();
    assert!(problems(0, 5, 12) && problems(7, 401, 12) && problems(7, 5, 401) && problems(401, 0, 0));
    assert!(!problems(1, 0, 0) && !problems(7, 5, 12));
    assert_eq!(Keep::default(), keep(7, 5, 12));
}

#[test]
fn a_rehearsal_is_due_a_quarter_after_the_last() {
    let today = date(2026, 6, 30);
    assert_eq!(rehearsal_due(None, today), today);
    assert_eq!(rehearsal_due(Some(date(2026, 6, 1)), today), date(2026, 8, 30));
    assert_eq!(rehearsal_due(Some(date(2099, 1, 1)), today), date(2026, 9, 28));
}

proptest! {
    #[test]
    fn the_newest_stays_and_keeping_twice_removes_nothing_more(
        hours in proptest::collection::vec(0_i64..20_000, 1..60),
        (days, weeks, months) in (1_u16..9, 0_u16..7, 0_u16..15),
        now in 0_i64..20_000,
    ) {
        let at = |hour: i64| date(2025, 12, 1).at(0, 0, 0, 0) + hour.hours();
        let (made, now) = (hours.iter().map(|hour| at(*hour)).collect::<Vec<_>>(), at(now));
        let policy = keep(days, weeks, months);
        let kept = policy.of(&made, now);
        prop_assert_eq!(kept.len(), made.len());
        let remains: Vec<DateTime> = made.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(at, _)| *at).collect();
        // The newest of all, and the newest of those already made.
        prop_assert!(remains.contains(made.iter().max().unwrap()));
        if let Some(last) = made.iter().filter(|at| **at <= now).max() {
            prop_assert!(remains.contains(last));
        }
        // Nothing dated after now is removed.
        prop_assert!(made.iter().zip(&kept).all(|(at, kept)| *kept || *at <= now));
        // Idempotent.
        prop_assert!(policy.of(&remains, now).iter().all(|kept| *kept));
        // Never more than was asked for.
        let past = remains.iter().filter(|at| **at <= now).count();
        prop_assert!(past <= usize::from(days + weeks + months));
    }
}
