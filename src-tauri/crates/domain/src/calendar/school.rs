//! School years and school holidays.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{IssueCode, Refusal};
use crate::reference::{reference_table, rows};

/// The zone of an académie.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
pub enum Zone {
    /// Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.
    A,
    /// Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg.
    B,
    /// Créteil, Montpellier, Paris, Toulouse, Versailles.
    C,
}

impl Zone {
    /// Reads the letter.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        match text.trim() {
            "A" | "a" => Ok(Self::A),
            "B" | "b" => Ok(Self::B),
            "C" | "c" => Ok(Self::C),
            other => Err(Refusal::new(
                IssueCode::Unknown,
                format!("La zone « {other} » n'existe pas : A, B ou C."),
            )),
        }
    }

    /// The letter.
    pub const fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// School holidays of a zone, bounds included. The source counts the Saturday as first day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SchoolHoliday {
    /// Zone concerned.
    pub zone: Zone,
    /// `Vacances d’hiver`.
    pub name: String,
    /// First day without school.
    pub first: Date,
    /// Last day without school.
    pub last: Date,
}

impl SchoolHoliday {
    /// Whether it is one of the holidays that separated parents share out: a bridge (« pont de l’Ascension ») is not.
    pub fn is_shared_out(&self) -> bool {
        self.name.starts_with("Vacances")
    }

    /// Whether it is the summer.
    pub fn is_summer(&self) -> bool {
        self.name.ends_with("d’été")
    }
}

/// The school holidays known to the product, by zone and date.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct SchoolCalendar {
    holidays: Vec<SchoolHoliday>,
}

impl SchoolCalendar {
    /// The holidays published from summer 2015 to summer 2028.
    pub fn published() -> &'static Self {
        static PUBLISHED: LazyLock<SchoolCalendar> = LazyLock::new(|| {
            let table = reference_table!("france/vacances_scolaires_2015_2028.csv");
            SchoolCalendar::new(rows(table).map(|row| SchoolHoliday {
                zone: Zone::parse(&row[0]).expect("reference zones are A, B, C"),
                name: row[1].replace('\'', "’"),
                first: row[2].parse().expect("reference dates are ISO"),
                last: row[3].parse().expect("reference dates are ISO"),
            }))
        });
        &PUBLISHED
    }

    /// A calendar made of these holidays.
    pub fn new(holidays: impl IntoIterator<Item = SchoolHoliday>) -> Self {
        let mut holidays: Vec<_> = holidays.into_iter().collect();
        holidays.sort_by_key(|holiday| (holiday.zone, holiday.first));
        Self { holidays }
    }

    /// The holidays a day belongs to.
    pub fn on(&self, zone: Zone, day: Date) -> Option<&SchoolHoliday> {
        let after = self.holidays.partition_point(|holiday| (holiday.zone, holiday.first) <= (zone, day));
        self.holidays[..after].last().filter(|holiday| holiday.zone == zone && day <= holiday.last)
    }

    /// The last day this calendar speaks of for a zone: beyond it, asking whether there is school has no answer.
    pub fn known_until(&self, zone: Zone) -> Option<Date> {
        self.holidays.iter().filter(|holiday| holiday.zone == zone).map(|holiday| holiday.last).max()
    }

    /// The holidays of a zone that touch a span of days, in order.
    pub fn between(&self, zone: Zone, from: Date, to: Date) -> impl Iterator<Item = &SchoolHoliday> {
        self.holidays.iter().filter(move |h| h.zone == zone && h.first <= to && h.last >= from)
    }
}

/// The school holidays of one town: those of its zone, or none when nobody said which it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ZoneHolidays<'c> {
    calendar: &'c SchoolCalendar,
    zone: Option<Zone>,
}

impl ZoneHolidays<'static> {
    /// Those published.
    pub fn published(zone: Option<Zone>) -> Self {
        Self { calendar: SchoolCalendar::published(), zone }
    }
}

impl<'c> ZoneHolidays<'c> {
    /// The holidays a day belongs to.
    pub fn on(self, day: Date) -> Option<&'c SchoolHoliday> {
        self.calendar.on(self.zone?, day)
    }

    /// Those that touch a span of days, in order.
    pub fn between(self, from: Date, to: Date) -> impl Iterator<Item = &'c SchoolHoliday> {
        self.zone.into_iter().flat_map(move |zone| self.calendar.between(zone, from, to))
    }

    /// The last day known; none when the zone is not.
    pub fn known_until(self) -> Option<Date> {
        self.calendar.known_until(self.zone?)
    }
}

/// A school year, from 1 September to 31 August.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct SchoolYear(i16);

impl SchoolYear {
    /// The school year that begins in September of this year.
    pub const fn starting(year: i16) -> Self {
        Self(year)
    }

    /// The school year a day belongs to.
    pub fn of(day: Date) -> Self {
        Self(if day.month() >= 9 { day.year() } else { day.year() - 1 })
    }

    /// Reads `2026-2027`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let malformed = || {
            Refusal::new(
                IssueCode::Malformed,
                format!("L'année scolaire « {text} » s'écrit par exemple 2026-2027."),
            )
        };
        let (start, end) = text.trim().split_once('-').ok_or_else(malformed)?;
        let (start, end): (i16, i16) =
            (start.parse().map_err(|_| malformed())?, end.parse().map_err(|_| malformed())?);
        if !(1990..2190).contains(&start) || end != start + 1 {
            return Err(malformed());
        }
        Ok(Self(start))
    }

    /// The civil year of its September.
    pub const fn start_year(self) -> i16 {
        self.0
    }

    /// 1 September.
    pub fn first_day(self) -> Date {
        date(self.0, 9, 1)
    }

    /// 31 August.
    pub fn last_day(self) -> Date {
        date(self.0 + 1, 8, 31)
    }

    /// `2026-2027`.
    pub fn label(self) -> String {
        format!("{}-{}", self.0, self.0 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_holidays_are_found_by_zone() {
        let calendar = SchoolCalendar::published();
        assert_eq!(calendar.on(Zone::B, date(2028, 2, 5)).unwrap().name, "Vacances d’hiver");
        assert_eq!(calendar.on(Zone::B, date(2028, 2, 20)).unwrap().name, "Vacances d’hiver");
        assert_eq!(calendar.on(Zone::B, date(2028, 2, 21)), None);
        assert_eq!(calendar.on(Zone::A, date(2028, 2, 5)), None);
        assert_eq!(calendar.on(Zone::C, date(2030, 7, 20)), None);
        assert_eq!(calendar.known_until(Zone::C), Some(date(2028, 8, 31)));
        assert_eq!(calendar.holidays.len(), 216);
    }

    #[test]
    fn a_school_year_is_two_years_that_follow() {
        assert_eq!(SchoolYear::parse("2026-2027"), Ok(SchoolYear::starting(2026)));
        for text in ["2026", "2026-2028", "26-27", "2026/2027", "-1-0"] {
            assert!(SchoolYear::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn school_years_turn_in_september() {
        assert_eq!(SchoolYear::of(date(2026, 8, 31)).label(), "2025-2026");
        assert_eq!(SchoolYear::of(date(2026, 9, 1)).label(), "2026-2027");
        assert!(SchoolYear::of(date(2026, 9, 1)).last_day() == date(2027, 8, 31));
    }
}
