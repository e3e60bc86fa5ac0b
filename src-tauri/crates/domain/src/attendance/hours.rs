//! Hours declared to the CAF for leisure centres and after-school care (caf.md §4, §10.6).
//!
//! What is declared is hours done: the whole slot counts as soon as the child comes, whatever is billed. On a
//! Wednesday of term they are capped, at nine hours a day with the meal and four a half-day: eight for the day of a child
//! who does not take the meal there.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttendanceState, StateSet};
use crate::activities::{ActivityKind, ActivityUnit, Calendar, UnitKind};
use crate::calendar::{Month, age_on};
use crate::tariffs::{Tariff, UnitBasis};

/// Most minutes a child counts on a Wednesday of term, its meal included.
const WEDNESDAY_DAY: u32 = 9 * 60;
/// Most minutes a half-day counts on a Wednesday of term.
const WEDNESDAY_HALF_DAY: u32 = 4 * 60;

/// The kinds of care the statement tells apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CareKind {
    /// Before school.
    Morning,
    /// Around the meal.
    Noon,
    /// After school.
    Evening,
    /// Wednesdays of term.
    Wednesday,
    /// Short holidays.
    ShortHolidays,
    /// Summer holidays.
    Summer,
}

impl CareKind {
    /// The word of the file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "matin",
            Self::Noon => "midi",
            Self::Evening => "soir",
            Self::Wednesday => "mercredi",
            Self::ShortHolidays => "petites_vacances",
            Self::Summer => "ete",
        }
    }

    /// The kind of care a unit gives on a day.
    pub fn of(unit: &ActivityUnit, activity: ActivityKind, day: Date, calendar: Calendar<'_>) -> Self {
        if let Some(holiday) = calendar.school.on(calendar.zone, day) {
            // The summer period of the calendar is the only one that holds the whole of August.
            let summer = (7..=8).contains(&holiday.last.month());
            return if summer { Self::Summer } else { Self::ShortHolidays };
        }
        if activity == ActivityKind::Alsh && day.weekday() == Weekday::Wednesday {
            return Self::Wednesday;
        }
        match unit.start_minute {
            ..600 => Self::Morning,
            600..840 => Self::Noon,
            _ => Self::Evening,
        }
    }
}

/// Age on the day of care.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AgeBand {
    /// Under six.
    Under6,
    /// Six to eleven.
    From6To11,
    /// Twelve to seventeen.
    From12To17,
}

impl AgeBand {
    /// The band of a child on a day.
    pub fn on(birth: Date, day: Date) -> Self {
        match age_on(birth, day) {
            ..6 => Self::Under6,
            6..12 => Self::From6To11,
            _ => Self::From12To17,
        }
    }

    /// The word of the file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Under6 => "moins_6",
            Self::From6To11 => "6_11",
            Self::From12To17 => "12_17",
        }
    }
}

/// A unit whose hours are declared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredUnit {
    /// The unit.
    pub unit: ActivityUnit,
    /// Kind of its activity.
    pub kind: ActivityKind,
    /// The facility it is declared under.
    pub facility: String,
    /// Whether the meal is taken there.
    pub with_meal: bool,
}

/// One line of the statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoursRow {
    /// Month.
    pub month: Month,
    /// Facility.
    pub facility: String,
    /// Kind of care.
    pub care: CareKind,
    /// Age band.
    pub ages: AgeBand,
    /// Minutes done, capped.
    pub done_minutes: u64,
    /// Minutes attended over the cap of Wednesdays, which are not declared.
    pub capped_minutes: u64,
    /// Minutes billed.
    pub billed_minutes: u64,
    /// Distinct children who came.
    pub children: u32,
    /// Slots attended.
    pub slots: u32,
}

/// The statement under construction; rows of attendance are folded as they stream.
#[derive(Debug)]
pub struct HoursStatement<'a> {
    calendar: Calendar<'a>,
    units: &'a [DeclaredUnit],
    /// For each unit, the rank its facility is counted under.
    facilities: Vec<u32>,
    births: &'a [Date],
    rows: BTreeMap<RowKey, Counts>,
    came: HashSet<(RowKey, u32)>,
    /// Minutes already counted for a child on a Wednesday of term.
    wednesdays: BTreeMap<(Date, u32), Vec<(u32, RowKey)>>,
}

type RowKey = (Month, u32, CareKind, AgeBand);

#[derive(Clone, Copy, Default, Debug)]
struct Counts {
    done: u64,
    capped: u64,
    billed: u64,
    children: u32,
    slots: u32,
}

impl<'a> HoursStatement<'a> {
    /// An empty statement over these units and children; both are named by their rank afterwards.
    pub fn new(calendar: Calendar<'a>, units: &'a [DeclaredUnit], births: &'a [Date]) -> Self {
        Self {
            calendar,
            units,
            facilities: facility_ranks(units),
            births,
            rows: BTreeMap::new(),
            came: HashSet::new(),
            wednesdays: BTreeMap::new(),
        }
    }

    /// Counts one row of attendance, billed as the tariff of that very day bills it. Without a tariff, the usual states count for
    /// the planned slot.
    ///
    /// # Panics
    /// When a rank is outside the units or children given.
    pub fn push(
        &mut self,
        day: Date,
        unit: u32,
        child: u32,
        state: AttendanceState,
        minutes: Option<u16>,
        tariff: Option<&Tariff>,
    ) {
        let declared = &self.units[unit as usize];
        let care = CareKind::of(&declared.unit, declared.kind, day, self.calendar);
        let facility = self.facilities[unit as usize];
        let key = (Month::of(day), facility, care, AgeBand::on(self.births[child as usize], day));
        let planned = declared.unit.planned_minutes();
        let counts = self.rows.entry(key).or_default();
        let billed = tariff.map_or(StateSet::BILLED_BY_DEFAULT, |tariff| tariff.billed);
        if billed.contains(state) {
            counts.billed += match tariff.map(|tariff| tariff.basis) {
                Some(basis @ UnitBasis::PerHour { .. }) => {
                    u64::from(basis.billed_minutes(minutes.unwrap_or(planned)))
                }
                Some(UnitBasis::PerUnit) | None => u64::from(planned),
            };
        }
        if !state.attended() {
            return;
        }
        counts.slots += 1;
        counts.children += u32::from(self.came.insert((key, child)));
        if care == CareKind::Wednesday {
            self.wednesdays.entry((day, child)).or_default().push((unit, key));
        } else {
            counts.done += u64::from(planned);
        }
    }

    /// The rows, by month, facility, kind of care and age.
    pub fn finish(mut self) -> Vec<HoursRow> {
        for slots in self.wednesdays.values_mut() {
            // In the order of the units, so that the order of rows is indifferent.
            slots.sort_unstable();
            // Nine hours « avec repas » (caf.md §4): a day without the meal is two half-days.
            let with_meal = slots.iter().any(|(unit, _)| self.units[*unit as usize].with_meal);
            let mut left = if with_meal { WEDNESDAY_DAY } else { 2 * WEDNESDAY_HALF_DAY };
            for (unit, key) in slots {
                let unit = &self.units[*unit as usize].unit;
                let planned = u32::from(unit.planned_minutes());
                let most =
                    if unit.kind == UnitKind::HalfDay { planned.min(WEDNESDAY_HALF_DAY) } else { planned };
                let counted = most.min(left);
                left -= counted;
                let counts = self.rows.entry(*key).or_default();
                counts.done += u64::from(counted);
                counts.capped += u64::from(planned - counted);
            }
        }
        let units = self.units;
        self.rows
            .into_iter()
            .filter(|(_, counts)| counts.slots > 0 || counts.billed > 0)
            .map(|((month, facility, care, ages), counts)| HoursRow {
                month,
                facility: units[facility as usize].facility.clone(),
                care,
                ages,
                done_minutes: counts.done,
                capped_minutes: counts.capped,
                billed_minutes: counts.billed,
                children: counts.children,
                slots: counts.slots,
            })
            .collect()
    }
}

/// Units of one facility count together, under the rank of the first of them.
fn facility_ranks(units: &[DeclaredUnit]) -> Vec<u32> {
    let mut first_of: HashMap<&str, u32> = HashMap::new();
    (0..).zip(units).map(|(rank, unit)| *first_of.entry(&unit.facility).or_insert(rank)).collect()
}

#[cfg(test)]
mod tests;
