//! When someone was born, as far as it is known (rows A09, E04): civil status papers of some countries give a year, or a month, and no day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::text::fold;
use crate::calendar::{Month, format_day};
use crate::issue::{IssueCode, Refusal};

/// How much of a birth date is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BirthKnown {
    /// The year alone.
    Year,
    /// The year and the month.
    Month,
    /// All of it.
    Day,
}

impl BirthKnown {
    /// Every degree, from the least.
    pub const ALL: [Self; 3] = [Self::Year, Self::Month, Self::Day];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// The degree under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// A birth date, whole or in part. What is not known is reckoned as the first: of the month, of the year, as residence permits and the
/// registers of a prefecture write it (« né le 01/01/1985 »). Ages and rights are counted from that day; what a person reads says no day
/// that nobody knows.
///
/// Written with the precision it has: `1985-03-12`, `1985-03`, `1985`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct BirthDate {
    reckoned: Date,
    known: BirthKnown,
}

impl BirthDate {
    /// A birth date of which this much is known. What is not known must be the first.
    pub fn try_new(reckoned: Date, known: BirthKnown) -> Result<Self, Refusal> {
        let agrees = match known {
            BirthKnown::Year => (reckoned.month(), reckoned.day()) == (1, 1),
            BirthKnown::Month => reckoned.day() == 1,
            BirthKnown::Day => true,
        };
        if agrees {
            Ok(Self { reckoned, known })
        } else {
            Err(Refusal::new(
                IssueCode::Inconsistent,
                "La date de naissance dit un jour qui n’est pas connu : écrivez l’année seule, le mois et l’année, ou la date entière.",
            ))
        }
    }

    /// A birth date known by its year.
    pub fn of_year(year: i16) -> Option<Self> {
        Date::new(year, 1, 1).ok().map(|reckoned| Self { reckoned, known: BirthKnown::Year })
    }

    /// A birth date known by its month.
    pub fn of_month(year: i16, month: i8) -> Option<Self> {
        Date::new(year, month, 1).ok().map(|reckoned| Self { reckoned, known: BirthKnown::Month })
    }

    /// The day ages and rights are counted from.
    pub const fn reckoned(self) -> Date {
        self.reckoned
    }

    /// How much of it is known.
    pub const fn known(self) -> BirthKnown {
        self.known
    }

    /// The day, when it is known: what another administration is sent.
    pub fn whole(self) -> Option<Date> {
        (self.known == BirthKnown::Day).then_some(self.reckoned)
    }

    /// As a file says it: `12/03/1985`, `mars 1985`, `1985`.
    pub fn format_fr(self) -> String {
        match self.known {
            BirthKnown::Day => format_day(self.reckoned),
            BirthKnown::Month => Month::of(self.reckoned).format_fr(),
            BirthKnown::Year => self.reckoned.year().to_string(),
        }
    }

    /// The words somebody may type to find it: `14032018`, `140318`, `20180314`; of a month `032018`, `201803`, `mars`, `2018`; `2018` of a
    /// year.
    pub fn searched(self) -> Vec<String> {
        let forms: &[&str] = match self.known {
            BirthKnown::Day => &["%d%m%Y", "%d%m%y", "%Y%m%d"],
            BirthKnown::Month => &["%m%Y", "%Y%m", "%Y"],
            BirthKnown::Year => &["%Y"],
        };
        let mut words: Vec<String> =
            forms.iter().map(|form| self.reckoned.strftime(form).to_string()).collect();
        if self.known == BirthKnown::Month {
            words.push(fold(Month::of(self.reckoned).name_fr()));
        }
        words
    }

    /// After « né »: `le 12/03/1985`, `en mars 1985`, `en 1985`.
    pub fn when_fr(self) -> String {
        let word = if self.known == BirthKnown::Day { "le" } else { "en" };
        format!("{word} {}", self.format_fr())
    }
}

impl From<Date> for BirthDate {
    fn from(day: Date) -> Self {
        Self { reckoned: day, known: BirthKnown::Day }
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.reckoned;
        match self.known {
            BirthKnown::Day => write!(f, "{day}"),
            BirthKnown::Month => write!(f, "{:04}-{:02}", day.year(), day.month()),
            BirthKnown::Year => write!(f, "{:04}", day.year()),
        }
    }
}

impl FromStr for BirthDate {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let number = |part: &str| {
            part.bytes().all(|digit| digit.is_ascii_digit()).then(|| part.parse().ok()).flatten()
        };
        let parts: Vec<&str> = text.split('-').collect();
        let read = match parts[..] {
            [year] if year.len() == 4 => number(year).and_then(Self::of_year),
            [year, month] if year.len() == 4 && month.len() == 2 => number(year)
                .zip(number(month))
                .and_then(|(year, month)| Self::of_month(year, i8::try_from(month).ok()?)),
            _ => text.parse::<Date>().ok().map(Self::from),
        };
        read.ok_or_else(|| {
            Refusal::new(IssueCode::ImpossibleDate, "Cette date de naissance n’existe pas au calendrier.")
        })
    }
}

impl Serialize for BirthDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BirthDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|refusal: Refusal| serde::de::Error::custom(refusal.message))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    // rows: A09 E04
    #[test]
    fn a_birth_date_says_no_more_than_is_known() {
        for (written, reckoned, known, shown, whole) in [
            ("1985-03-12", date(1985, 3, 12), BirthKnown::Day, "12/03/1985", Some(date(1985, 3, 12))),
            ("1985-03", date(1985, 3, 1), BirthKnown::Month, "mars 1985", None),
            ("1985", date(1985, 1, 1), BirthKnown::Year, "1985", None),
        ] {
            let birth: BirthDate = written.parse().unwrap();
            assert_eq!((birth.reckoned(), birth.known(), birth.whole()), (reckoned, known, whole));
            assert_eq!((birth.to_string().as_str(), birth.format_fr().as_str()), (written, shown));
            assert_eq!(BirthDate::try_new(reckoned, known).unwrap(), birth);
            assert_eq!(birth.when_fr(), format!("{} {shown}", if whole.is_some() { "le" } else { "en" }));
        }
        let words = |written: &str| written.parse::<BirthDate>().unwrap().searched().join(" ");
        assert_eq!(words("1985-02"), "021985 198502 1985 fevrier");
        assert_eq!(
            (words("1985-03-12"), words("1985")),
            ("12031985 120385 19850312".to_owned(), "1985".to_owned())
        );
        for refused in ["", "85", "1985-3", "1985-13", "1985-00", "1985-02-30", "+985", "1985-", "01/1985"] {
            assert_eq!(
                refused.parse::<BirthDate>().unwrap_err().code,
                IssueCode::ImpossibleDate,
                "{refused}"
            );
        }
        assert!(BirthDate::try_new(date(1985, 3, 2), BirthKnown::Month).is_err());
        assert!(BirthDate::try_new(date(1985, 3, 1), BirthKnown::Year).is_err());
    }
}
