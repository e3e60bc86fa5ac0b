//! Until when a booking may be cancelled without being billed (délai de prévenance).

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::AttendanceState;

/// How an activity counts its notice period.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum NoticePeriod {
    /// Any cancellation before the unit begins is in time.
    UntilStart,
    /// So many hours before the unit begins.
    HoursBefore {
        /// Hours.
        hours: u16,
    },
    /// Until a time of day, so many days before: « la veille avant 10 h ».
    DaysBefore {
        /// Days.
        days: u8,
        /// Minute of that day, from midnight.
        until_minute: u16,
    },
}

impl NoticePeriod {
    /// The last moment at which cancelling is in time.
    pub fn deadline(self, day: Date, start_minute: u16) -> DateTime {
        let start = day.to_datetime(Time::midnight()) + i64::from(start_minute).minutes();
        match self {
            Self::UntilStart => start,
            Self::HoursBefore { hours } => start - i64::from(hours).hours(),
            Self::DaysBefore { days, until_minute } => {
                (day - i64::from(days).days()).to_datetime(Time::midnight())
                    + i64::from(until_minute).minutes()
            }
        }
    }

    /// What a cancellation made at `now` becomes.
    pub fn cancellation(self, now: DateTime, day: Date, start_minute: u16) -> AttendanceState {
        if now <= self.deadline(day, start_minute) {
            AttendanceState::CancelledInTime
        } else {
            AttendanceState::CancelledLate
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;

    #[test]
    fn the_deadline_itself_is_in_time() {
        let monday = date(2026, 3, 2);
        let noon = 12 * 60;
        let eve_at_ten = NoticePeriod::DaysBefore { days: 1, until_minute: 600 };
        for (notice, now, state) in [
            (eve_at_ten, datetime(2026, 3, 1, 10, 0, 0, 0), AttendanceState::CancelledInTime),
            (eve_at_ten, datetime(2026, 3, 1, 10, 1, 0, 0), AttendanceState::CancelledLate),
            (
                NoticePeriod::HoursBefore { hours: 48 },
                datetime(2026, 2, 28, 12, 0, 0, 0),
                AttendanceState::CancelledInTime,
            ),
            (
                NoticePeriod::HoursBefore { hours: 48 },
                datetime(2026, 2, 28, 12, 0, 1, 0),
                AttendanceState::CancelledLate,
            ),
            (NoticePeriod::UntilStart, datetime(2026, 3, 2, 11, 59, 0, 0), AttendanceState::CancelledInTime),
            (NoticePeriod::UntilStart, datetime(2026, 3, 2, 12, 1, 0, 0), AttendanceState::CancelledLate),
        ] {
            assert_eq!(notice.cancellation(now, monday, noon), state, "{notice:?} {now}");
        }
    }
}
