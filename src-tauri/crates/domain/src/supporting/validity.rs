//! How long a document holds (R12: less than the file).

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How long a paper holds (R12: less than the file).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum DocumentValidity {
    /// As long as nothing changes.
    Unlimited,
    /// So many months from the day it was given.
    Months {
        /// Months, 1 to 120.
        months: u16,
    },
    /// Until a day of the year: 31 August, the end of the school year.
    YearEnd {
        /// Month, 1 to 12.
        month: i8,
        /// Day of the month.
        day: i8,
    },
}

/// A paper given this near to the end of its year is for the next one: registrations are made before the summer.
const NEXT_YEAR_WITHIN_DAYS: i64 = 92;

impl DocumentValidity {
    /// The last day a paper given on `on` holds.
    pub fn expires(self, on: Date) -> Option<Date> {
        match self {
            Self::Unlimited => None,
            Self::Months { months } => Some(on.saturating_add(i64::from(months).months())),
            Self::YearEnd { month, day } => {
                let soon = on.saturating_add(NEXT_YEAR_WITHIN_DAYS.days());
                (0..=2)
                    .filter_map(|later| Date::new(on.year() + later, month, day).ok())
                    .find(|end| *end > soon)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_paper_holds_for_its_months_or_to_the_end_of_its_year() {
        let year_end = DocumentValidity::YearEnd { month: 8, day: 31 };
        let months = DocumentValidity::Months { months: 3 };
        for (validity, on, expires) in [
            (DocumentValidity::Unlimited, date(2026, 4, 5), None),
            (months, date(2026, 4, 5), Some(date(2026, 7, 5))),
            (months, date(2025, 11, 30), Some(date(2026, 2, 28))),
            (year_end, date(2025, 9, 1), Some(date(2026, 8, 31))),
            (year_end, date(2026, 5, 30), Some(date(2026, 8, 31))),
            // Given before the summer, it is for the year that comes.
            (year_end, date(2026, 5, 31), Some(date(2027, 8, 31))),
            (year_end, date(2026, 8, 31), Some(date(2027, 8, 31))),
        ] {
            assert_eq!(validity.expires(on), expires, "{validity:?} {on}");
        }
    }
}
