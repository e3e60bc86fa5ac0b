//! A month of the civil calendar.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use ts_rs::TS;

use crate::issue::{IssueCode, Refusal};

/// A month, `2026-03`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
#[ts(type = "string")]
pub struct Month {
    year: i16,
    month: i8,
}

const NAMES: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

impl Month {
    /// A month of a year between 1900 and 2199.
    pub fn try_new(year: i16, month: i8) -> Result<Self, Refusal> {
        if (1900..2200).contains(&year) && (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(Refusal::new(IssueCode::OutOfRange, format!("Le mois {month}/{year} n'existe pas.")))
        }
    }

    /// Reads `2026-03`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let malformed = || {
            Refusal::new(
                IssueCode::Malformed,
                format!("Le mois « {text} » s'écrit AAAA-MM, par exemple 2026-03."),
            )
        };
        let (year, month) = text.split_once('-').ok_or_else(malformed)?;
        let digits =
            |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(malformed());
        }
        Self::try_new(year.parse().map_err(|_| malformed())?, month.parse().map_err(|_| malformed())?)
    }

    /// The month a day belongs to.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// Its year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// Its rank in the year, 1 to 12.
    pub const fn number(self) -> i8 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        date(self.year, self.month, 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// How many days it has.
    pub fn length(self) -> u8 {
        self.first_day().days_in_month().unsigned_abs()
    }

    /// Its days in order.
    pub fn days(self) -> impl Iterator<Item = Date> {
        self.first_day().series(1.day()).take(usize::from(self.length()))
    }

    /// Whether the day belongs to it.
    pub fn contains(self, day: Date) -> bool {
        Self::of(day) == self
    }

    /// The following month.
    pub fn next(self) -> Self {
        match self.month {
            12 => Self { year: self.year + 1, month: 1 },
            month => Self { month: month + 1, ..self },
        }
    }

    /// The month before.
    pub fn previous(self) -> Self {
        match self.month {
            1 => Self { year: self.year - 1, month: 12 },
            month => Self { month: month - 1, ..self },
        }
    }

    /// How many months lie from `earlier` to this one; negative when `earlier` comes after.
    pub fn months_since(self, earlier: Self) -> i32 {
        (i32::from(self.year) - i32::from(earlier.year)) * 12 + i32::from(self.month)
            - i32::from(earlier.month)
    }

    /// `mars 2026`.
    pub fn format_fr(self) -> String {
        format!("{} {}", self.name_fr(), self.year)
    }

    /// `mars`.
    pub fn name_fr(self) -> &'static str {
        NAMES[usize::from(self.month.unsigned_abs()) - 1]
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl std::str::FromStr for Month {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        Self::parse(text)
    }
}

impl serde::Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_knows_its_days() {
        let february = Month::parse("2028-02").unwrap();
        assert_eq!(february.length(), 29);
        assert_eq!(february.days().count(), 29);
        assert_eq!(february.last_day(), date(2028, 2, 29));
        assert_eq!(february.format_fr(), "février 2028");
        assert_eq!(Month::parse("2026-12").unwrap().next().to_string(), "2027-01");
        assert_eq!(Month::parse("2027-01").unwrap().previous().to_string(), "2026-12");
        assert_eq!(Month::parse("2027-02").unwrap().months_since(Month::parse("2026-11").unwrap()), 3);
    }

    #[test]
    fn only_one_spelling_is_read() {
        for text in ["", "2026", "2026-3", "03/2026", "2026-13", "2026-00", "26-03", "2026-03-01", "+026-03"]
        {
            assert!(Month::parse(text).is_err(), "{text}");
        }
    }
}
