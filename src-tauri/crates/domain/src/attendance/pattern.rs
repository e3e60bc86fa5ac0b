//! Weekly patterns, expanded into the bookings of a month.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::{Month, WeekParity};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ChildId, UnitId};

/// Which weeks a line of a pattern applies to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WeekRhythm {
    /// Every week.
    Every,
    /// Even ISO weeks.
    Even,
    /// Odd ISO weeks.
    Odd,
}

impl WeekRhythm {
    fn includes(self, day: Date) -> bool {
        match self {
            Self::Every => true,
            Self::Even => WeekParity::of(day, Weekday::Monday) == WeekParity::Even,
            Self::Odd => WeekParity::of(day, Weekday::Monday) == WeekParity::Odd,
        }
    }
}

/// One line of a pattern: this unit, this weekday, these weeks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
pub struct PatternDay {
    /// Weekday, 0 for Monday.
    pub weekday: u8,
    /// Unit booked.
    pub unit: UnitId,
    /// Which weeks.
    pub weeks: WeekRhythm,
}

/// What a child books every week between two dates. It is known by its child, its units and its first day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WeeklyPattern {
    child: ChildId,
    from: Date,
    to: Option<Date>,
    days: Vec<PatternDay>,
}

impl WeeklyPattern {
    /// A pattern from a day, to a day included or without end.
    pub fn try_new(
        child: ChildId,
        from: Date,
        to: Option<Date>,
        mut days: Vec<PatternDay>,
    ) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        if to.is_some_and(|to| to < from) {
            issues.refuse("to", IssueCode::ImpossibleDate, "La fin de la semaine type précède son début.");
        }
        if days.is_empty() {
            issues.refuse("days", IssueCode::Missing, "Choisissez au moins une case de la semaine type.");
        }
        if days.iter().any(|day| day.weekday > 6) {
            issues.refuse("days", IssueCode::OutOfRange, "Un jour de la semaine type n'existe pas.");
        }
        days.sort_unstable();
        days.dedup();
        issues.finish(Some(Self { child, from, to, days }))
    }

    /// Child who books.
    pub fn child(&self) -> ChildId {
        self.child
    }

    /// First day.
    pub fn from(&self) -> Date {
        self.from
    }

    /// Last day, when known.
    pub fn to(&self) -> Option<Date> {
        self.to
    }

    /// Its lines.
    pub fn days(&self) -> &[PatternDay] {
        &self.days
    }

    /// Whether the pattern asks for this unit on this day, open or not.
    pub fn asks_for(&self, unit: UnitId, day: Date) -> bool {
        let weekday = day.weekday().to_monday_zero_offset().unsigned_abs();
        self.from <= day
            && self.to.is_none_or(|to| day <= to)
            && self
                .days
                .iter()
                .any(|line| line.unit == unit && line.weekday == weekday && line.weeks.includes(day))
    }

    /// The bookings the pattern asks for in a month, in the order of days; `is_open` says which units open.
    pub fn expand(&self, month: Month, is_open: impl Fn(UnitId, Date) -> bool) -> Vec<(Date, UnitId)> {
        let mut bookings = Vec::new();
        for day in month.days().filter(|day| *day >= self.from && self.to.is_none_or(|to| *day <= to)) {
            let weekday = day.weekday().to_monday_zero_offset().unsigned_abs();
            let mut booked: Vec<UnitId> = self
                .days
                .iter()
                .filter(|line| line.weekday == weekday && line.weeks.includes(day) && is_open(line.unit, day))
                .map(|line| line.unit)
                .collect();
            booked.dedup();
            bookings.extend(booked.into_iter().map(|unit| (day, unit)));
        }
        bookings
    }
}

/// Whether a booking was made by a former week that the new one no longer asks for: what changing a pattern may free.
/// A booking no pattern asked for was made on purpose: it stays.
pub fn is_left_behind(former: &[WeeklyPattern], new: &[WeeklyPattern], unit: UnitId, day: Date) -> bool {
    let asked_by = |patterns: &[WeeklyPattern]| patterns.iter().any(|pattern| pattern.asks_for(unit, day));
    asked_by(former) && !asked_by(new)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn unit(number: u128) -> UnitId {
        UnitId::from_uuid(Uuid::from_u128(number))
    }

    fn pattern(
        from: Date,
        to: Option<Date>,
        days: Vec<PatternDay>,
    ) -> Result<WeeklyPattern, Vec<FieldIssue>> {
        WeeklyPattern::try_new(ChildId::from_uuid(Uuid::nil()), from, to, days)
    }

    #[test]
    fn a_month_of_a_pattern() {
        let line = |weekday, number, weeks| PatternDay { weekday, unit: unit(number), weeks };
        let pattern = pattern(
            date(2026, 3, 5),
            Some(date(2026, 3, 20)),
            vec![
                line(0, 1, WeekRhythm::Every),
                line(0, 1, WeekRhythm::Even),
                line(4, 2, WeekRhythm::Even),
                line(1, 3, WeekRhythm::Odd),
            ],
        )
        .unwrap();
        let closed = date(2026, 3, 16);
        let booked = pattern.expand(Month::parse("2026-03").unwrap(), |_, day| day != closed);
        assert_eq!(
            booked,
            [
                (date(2026, 3, 6), unit(2)),
                (date(2026, 3, 9), unit(1)),
                (date(2026, 3, 10), unit(3)),
                (date(2026, 3, 20), unit(2)),
            ]
        );
    }

    #[test]
    fn a_new_week_leaves_behind_what_only_the_former_asked_for() {
        let line = |weekday, weeks| PatternDay { weekday, unit: unit(1), weeks };
        let from = date(2026, 3, 1);
        let former =
            [pattern(from, None, vec![line(0, WeekRhythm::Every), line(3, WeekRhythm::Even)]).unwrap()];
        let new = [pattern(date(2026, 3, 9), None, vec![line(3, WeekRhythm::Every)]).unwrap()];
        for (day, unit_number, left) in [
            // The Monday is given up, the Thursday is kept, a Tuesday was booked on purpose.
            (date(2026, 3, 9), 1, true),
            (date(2026, 3, 12), 1, false),
            (date(2026, 3, 10), 1, false),
            (date(2026, 3, 9), 2, false),
        ] {
            assert_eq!(is_left_behind(&former, &new, unit(unit_number), day), left, "{day}");
        }
        assert!(is_left_behind(&former, &[], unit(1), date(2026, 3, 19)));
        assert!(!is_left_behind(&former, &[], unit(1), date(2026, 3, 26)));
    }

    #[test]
    fn an_empty_or_backward_pattern_is_refused() {
        let issues = pattern(date(2026, 3, 5), Some(date(2026, 3, 4)), vec![]).unwrap_err();
        assert_eq!(issues.len(), 2);
    }
}
