//! How separated parents share out the school holidays, as family judges write it (Code civil, 373-2-9): by halves that the parity of
//! the year gives to one or the other, the summer possibly by quarters (« quinzaines »).

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::{SchoolHoliday, YearParity, ZoneHolidays};

/// How the school holidays of an alternating custody go, for one household.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum HolidayRule {
    /// As the weeks.
    #[default]
    Weeks,
    /// By halves.
    Shared {
        /// The years the household has the first half of each holiday, or the first and third quarters of the summer. The others, it
        /// has what is left. A holiday is of the year it begins in: Christmas 2026 is of 2026 until January.
        first: YearParity,
        /// How the summer is cut.
        summer: SummerCut,
    },
}

/// How the summer is cut.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SummerCut {
    /// In two, as the other holidays.
    Halves,
    /// In four, the first and the third to one, the second and the fourth to the other.
    Quarters,
}

impl HolidayRule {
    /// Whether the household has the child on a day; nothing when the weeks say: a day of school, a bridge, a day beyond the calendar.
    pub(super) fn has_child_on(self, day: Date, school: ZoneHolidays<'_>) -> Option<bool> {
        let Self::Shared { first, summer } = self else { return None };
        let holiday = school.on(day).filter(|holiday| holiday.is_shared_out())?;
        let rank = holiday_parts(holiday, summer).iter().position(|(_, last)| day <= *last)?;
        let has_first = YearParity::of(holiday.first) == first;
        Some(has_first == rank.is_multiple_of(2))
    }
}

/// The parts a holiday is cut in, first and last days. It goes from the end of the last day of school, so from the day after, to the eve
/// of the day school starts again. The middle day of an odd number of days goes to the first half; quarters are those halves cut alike.
pub fn holiday_parts(holiday: &SchoolHoliday, summer: SummerCut) -> Vec<(Date, Date)> {
    let halves = cut(holiday.first, holiday.last);
    match summer {
        SummerCut::Quarters if holiday.is_summer() => {
            halves.into_iter().flat_map(|(first, last)| cut(first, last)).collect()
        }
        SummerCut::Halves | SummerCut::Quarters => halves,
    }
}

/// Two parts of a span of days, the first the longer by a day when they cannot be even; one of a single day.
fn cut(first: Date, last: Date) -> Vec<(Date, Date)> {
    let days = (last - first).get_days() + 1;
    let middle = first.saturating_add(((days - 1) / 2).days());
    match middle.tomorrow() {
        Ok(after) if after <= last => vec![(first, middle), (after, last)],
        _ => vec![(first, last)],
    }
}
