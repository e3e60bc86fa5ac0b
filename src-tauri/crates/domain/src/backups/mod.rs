//! Which backups to keep: some of the last days, fewer of the last weeks, one a month further back.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use crate::issue::{FieldIssue, IssueCode, Issues};

/// How many backups a place keeps. Nothing is kept forever, and the newest is never given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    days: u16,
    weeks: u16,
    months: u16,
}

impl Keep {
    /// A week of days, five weeks, a year of months: 24 backups at most.
    pub const USUAL: Self = Self { days: 7, weeks: 5, months: 12 };

    /// The most of each that can be asked for.
    pub const MOST: u16 = 400;

    /// One of each day for `days` days with a backup, then one a week, then one a month. All the problems at once; at least one day is
    /// kept, for the newest backup is never removed.
    pub fn try_new(days: u16, weeks: u16, months: u16) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        if days == 0 {
            issues.refuse("keep_days", IssueCode::OutOfRange, "Gardez au moins un jour.");
        }
        for (field, count) in [("keep_days", days), ("keep_weeks", weeks), ("keep_months", months)] {
            if count > Self::MOST {
                issues.refuse(field, IssueCode::OutOfRange, "Quatre cents au plus.");
            }
        }
        issues.finish(Some(Self { days, weeks, months }))
    }

    /// Days with a backup of which one is kept.
    pub const fn days(self) -> u16 {
        self.days
    }

    /// ISO weeks with a backup of which one is kept.
    pub const fn weeks(self) -> u16 {
        self.weeks
    }

    /// Months with a backup of which one is kept.
    pub const fn months(self) -> u16 {
        self.months
    }

    /// Which of the backups made at these instants (at the desk) are kept at `now`: one answer for each, in their order.
    ///
    /// Of each of the last days, ISO weeks and months *that have a backup* the newest is kept: a town that closes in August loses
    /// nothing by it. What is dated after `now` is kept and counts for nothing: the clock was put back, or was ahead, and neither is
    /// a reason to remove anything. The newest is always kept.
    pub fn of(self, made: &[DateTime], now: DateTime) -> Vec<bool> {
        let mut kept: Vec<bool> = made.iter().map(|at| *at > now).collect();
        let mut newest_first: Vec<usize> = (0..made.len()).filter(|&rank| !kept[rank]).collect();
        // Of two made at one instant, the later of the list is the newer.
        newest_first.sort_by_key(|&rank| std::cmp::Reverse((made[rank], rank)));
        if let Some(&newest) = newest_first.first() {
            kept[newest] = true;
        }
        let rules: [(u16, PeriodOf); 3] =
            [(self.days, day_of), (self.weeks, week_of), (self.months, month_of)];
        for (most, period_of) in rules {
            let mut seen = BTreeSet::new();
            for &rank in &newest_first {
                let period = period_of(made[rank].date());
                if seen.contains(&period) {
                    continue;
                }
                if seen.len() == usize::from(most) {
                    break;
                }
                seen.insert(period);
                kept[rank] = true;
            }
        }
        kept
    }
}

impl Default for Keep {
    fn default() -> Self {
        Self::USUAL
    }
}

/// A year and a rank in it: of the day, the ISO week, or the month.
type Period = (i16, i16);

/// The period a day belongs to.
type PeriodOf = fn(Date) -> Period;

fn day_of(date: Date) -> Period {
    (date.year(), date.day_of_year())
}

fn week_of(date: Date) -> Period {
    let week = date.iso_week_date();
    (week.year(), week.week().into())
}

fn month_of(date: Date) -> Period {
    (date.year(), date.month().into())
}

/// Days after which a restoration must have been rehearsed again: a quarter (requirements X04).
pub const REHEARSED_EVERY_DAYS: i32 = 90;

/// By which day the next rehearsal is due; none was ever made: at once.
pub fn rehearsal_due(last: Option<Date>, today: Date) -> Date {
    use jiff::ToSpan as _;
    // A clock put back makes it due no later than a quarter from now.
    last.map_or(today, |day| day.min(today).saturating_add(REHEARSED_EVERY_DAYS.days()))
}

#[cfg(test)]
mod tests;
