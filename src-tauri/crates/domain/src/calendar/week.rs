//! Weeks, weekdays, and the parity of weeks and years.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A set of weekdays: bit 0 is Monday, bit 6 Sunday.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Weekdays(u8);

impl Weekdays {
    /// No day.
    pub const NONE: Self = Self(0);
    /// Monday to Friday.
    pub const WORKING: Self = Self(0b001_1111);
    /// Monday, Tuesday, Thursday and Friday: the four-day school week.
    pub const SCHOOL_FOUR: Self = Self(0b001_1011);
    /// Wednesday alone.
    pub const WEDNESDAY: Self = Self(0b000_0100);

    /// The set with these bits; bits beyond Sunday are dropped.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 0b111_1111)
    }

    /// The bits, Monday lowest.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The set with one more day.
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | 1 << day.to_monday_zero_offset())
    }

    /// Whether the set has this weekday.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & 1 << day.to_monday_zero_offset() != 0
    }
}

/// Even or odd ISO weeks, as custody decisions and rotas say.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WeekParity {
    /// Weeks 2, 4, 6…
    Even,
    /// Weeks 1, 3, 5… and 53.
    Odd,
}

impl WeekParity {
    /// The parity of the week a day belongs to, weeks turning over on `changeover`.
    ///
    /// The week that begins on `changeover` takes the ISO number of the day it begins on: with Friday, the
    /// Friday of week 10 opens an even week that lasts until Thursday of week 11. Week 53 and week 1 are both
    /// odd: such decisions follow the numbers of the calendar.
    pub fn of(day: Date, changeover: Weekday) -> Self {
        let since = changeover.until(day.weekday());
        let start = day - i64::from(since).days();
        if week_number(start).is_multiple_of(2) { Self::Even } else { Self::Odd }
    }
}

/// Even or odd years, as custody decisions say.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum YearParity {
    /// 2026, 2028…
    Even,
    /// 2027, 2029…
    Odd,
}

impl YearParity {
    /// The parity of the civil year of a day.
    pub fn of(day: Date) -> Self {
        if day.year() % 2 == 0 { Self::Even } else { Self::Odd }
    }
}

/// The ISO number of the week of a day, 1 to 53.
pub fn week_number(day: Date) -> u8 {
    day.iso_week_date().week().unsigned_abs()
}

/// The Monday of the week of a day.
pub fn monday_of_week(day: Date) -> Date {
    day - i64::from(day.weekday().to_monday_zero_offset()).days()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn sets_of_weekdays() {
        assert!(Weekdays::SCHOOL_FOUR.contains(Weekday::Monday));
        assert!(!Weekdays::SCHOOL_FOUR.contains(Weekday::Wednesday));
        assert_eq!(Weekdays::SCHOOL_FOUR.with(Weekday::Wednesday), Weekdays::WORKING);
        assert_eq!(Weekdays::from_bits(0xff).bits(), 0x7f);
    }

    #[test]
    fn weeks_turn_over_on_the_chosen_day() {
        // 2026-03-06 is the Friday of week 10.
        let friday = date(2026, 3, 6);
        assert_eq!(week_number(friday), 10);
        assert_eq!(WeekParity::of(friday, Weekday::Monday), WeekParity::Even);
        assert_eq!(WeekParity::of(date(2026, 3, 5), Weekday::Friday), WeekParity::Odd);
        assert_eq!(WeekParity::of(friday, Weekday::Friday), WeekParity::Even);
        assert_eq!(WeekParity::of(date(2026, 3, 12), Weekday::Friday), WeekParity::Even);
        assert_eq!(WeekParity::of(date(2026, 3, 13), Weekday::Friday), WeekParity::Odd);
    }

    #[test]
    fn week_53_is_followed_by_another_odd_week() {
        assert_eq!(week_number(date(2026, 12, 31)), 53);
        assert_eq!(WeekParity::of(date(2026, 12, 31), Weekday::Monday), WeekParity::Odd);
        assert_eq!(WeekParity::of(date(2027, 1, 4), Weekday::Monday), WeekParity::Odd);
        assert_eq!(monday_of_week(date(2027, 1, 1)), date(2026, 12, 28));
    }
}
