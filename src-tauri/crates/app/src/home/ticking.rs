//! Days without ticking, place by place, and who is expected today.

use std::collections::BTreeMap;

use domain::attendance::AttendanceState;
use domain::values::ids::{ActivityId, UnitId};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use store::Reader;

use super::{HomeTickingView, TickCell, TickRow, TickState, TodayHeadcount};
use crate::Error;

/// Days shown, today last.
const DAYS: usize = 12;

/// How far the last working days are ticked, and today's headcounts: one reading of the facts for both.
pub(super) fn of(r: &Reader<'_>, today: Date) -> Result<(HomeTickingView, Vec<TodayHeadcount>), Error> {
    let activities = r.activities()?;
    let units = r.units()?;
    let days = working_days(today);
    let ids: Vec<UnitId> = units.iter().map(|unit| unit.unit.id).collect();
    let mut by_activity: BTreeMap<(ActivityId, Date), (u32, u32)> = BTreeMap::new();
    let mut by_unit: BTreeMap<UnitId, (u32, u32)> = BTreeMap::new();
    for count in r.state_counts(&ids, &days)? {
        let Some(unit) = units.iter().find(|unit| unit.unit.id == count.unit) else { continue };
        let (waiting, ticked) = by_activity.entry((unit.unit.activity, count.day)).or_default();
        match count.state {
            AttendanceState::Booked => *waiting += count.children,
            state if state.is_ticked() => *ticked += count.children,
            _ => {}
        }
        if count.day == today && count.state.takes_a_place() {
            let (expected, present) = by_unit.entry(count.unit).or_default();
            *expected += count.children;
            *present += if count.state.attended() { count.children } else { 0 };
        }
    }

    let mut rows = Vec::new();
    for activity in &activities {
        let cells: Vec<TickCell> = days
            .iter()
            .map(|day| {
                let (waiting, ticked) = by_activity.get(&(activity.id, *day)).copied().unwrap_or_default();
                let state = match (waiting, ticked) {
                    (0, 0) => TickState::Nothing,
                    _ if *day == today => TickState::Today,
                    (0, _) => TickState::Done,
                    _ => TickState::Unfinished,
                };
                TickCell { state, missing: waiting }
            })
            .collect();
        if cells.iter().any(|cell| cell.state != TickState::Nothing) {
            rows.push(TickRow { activity: activity.id, name: activity.name.clone(), cells });
        }
    }
    let unfinished =
        rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.state == TickState::Unfinished).count();

    let headcounts = units.iter().filter_map(|unit| {
        let (expected, present) = by_unit.get(&unit.unit.id).copied()?;
        let activity = activities.iter().find(|activity| activity.id == unit.unit.activity)?;
        let alone = units.iter().filter(|other| other.unit.activity == activity.id).count() == 1;
        let name =
            if alone { activity.name.clone() } else { format!("{}, {}", activity.name, unit.unit.name) };
        Some(TodayHeadcount { unit: unit.unit.id, name, expected, present, capacity: unit.unit.capacity })
    });
    let headcounts = headcounts.collect();
    Ok((
        HomeTickingView { days, rows, unfinished: u32::try_from(unfinished).unwrap_or(u32::MAX) },
        headcounts,
    ))
}

/// The last days from Monday to Friday; today is always among them.
fn working_days(today: Date) -> Vec<Date> {
    let mut days = vec![today];
    let mut day = today;
    while days.len() < DAYS {
        day = day.saturating_sub(1.day());
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            days.push(day);
        }
    }
    days.reverse();
    days
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_last_days_skip_week_ends() {
        let days = working_days(date(2026, 11, 24));
        assert_eq!((days.len(), days[0], days[11]), (12, date(2026, 11, 9), date(2026, 11, 24)));
        assert_eq!(working_days(date(2026, 11, 22)).last(), Some(&date(2026, 11, 22)));
    }
}
