//! Hours declared to the CAF for leisure centres and after-school care (caf.md §4, §10.6).
//!
//! What is declared is hours done: the whole slot counts as soon as the child comes, whatever is billed. On a
//! Wednesday of term they are capped, at nine hours a day with the meal and four a half-day.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttendanceState, StateSet};
use crate::activities::{ActivityKind, ActivityUnit, Calendar, UnitKind};
use crate::calendar::{Month, age_on};

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
    /// States billed by its tariff.
    pub billed: StateSet,
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

    /// Counts one row of attendance. `billed_minutes` is what an hourly tariff billed, when it did.
    ///
    /// # Panics
    /// When a rank is outside the units or children given.
    pub fn push(
        &mut self,
        day: Date,
        unit: u32,
        child: u32,
        state: AttendanceState,
        billed_minutes: Option<u16>,
    ) {
        let declared = &self.units[unit as usize];
        let care = CareKind::of(&declared.unit, declared.kind, day, self.calendar);
        let facility = self.facilities[unit as usize];
        let key = (Month::of(day), facility, care, AgeBand::on(self.births[child as usize], day));
        let planned = declared.unit.planned_minutes();
        let counts = self.rows.entry(key).or_default();
        if declared.billed.contains(state) {
            counts.billed += u64::from(billed_minutes.unwrap_or(planned));
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
            let mut left = WEDNESDAY_DAY;
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
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::calendar::{SchoolCalendar, Territory, Weekdays, Zone};
    use crate::values::ids::{ActivityId, UnitId};
    use AttendanceState::{AbsentExcused, AbsentUnexcused, Present, Unexpected};

    fn calendar() -> Calendar<'static> {
        Calendar { zone: Zone::A, territory: Territory::Metropole, school: SchoolCalendar::published() }
    }

    fn unit(kind: UnitKind, activity: ActivityKind, facility: &str, start: u16, end: u16) -> DeclaredUnit {
        DeclaredUnit {
            unit: ActivityUnit {
                id: UnitId::from_uuid(Uuid::nil()),
                activity: ActivityId::from_uuid(Uuid::nil()),
                name: "x".into(),
                kind,
                start_minute: start,
                end_minute: end,
                capacity: None,
                weekdays: Weekdays::WORKING,
                in_term: true,
                in_holidays: true,
            },
            kind: activity,
            facility: facility.into(),
            billed: StateSet::BILLED_BY_DEFAULT,
        }
    }

    fn units() -> Vec<DeclaredUnit> {
        vec![
            unit(UnitKind::Day, ActivityKind::Alsh, "Centre", 7 * 60 + 30, 18 * 60 + 30),
            unit(UnitKind::HalfDay, ActivityKind::Alsh, "Centre", 8 * 60, 13 * 60),
            unit(UnitKind::Slot, ActivityKind::Periscolaire, "Jean-Macé", 16 * 60 + 30, 18 * 60 + 30),
            unit(UnitKind::HalfDay, ActivityKind::Alsh, "Centre", 13 * 60, 19 * 60),
        ]
    }

    fn statement(births: &[Date], facts: &[(Date, u32, u32, AttendanceState)]) -> Vec<HoursRow> {
        let units = units();
        let mut statement = HoursStatement::new(calendar(), &units, births);
        for (day, unit, child, state) in facts {
            statement.push(*day, *unit, *child, *state, None);
        }
        statement.finish()
    }

    const BIG: Date = date(2016, 3, 10);

    #[test]
    fn a_wednesday_of_term_is_capped() {
        let wednesday = date(2026, 3, 18);
        for (units, done, capped) in [
            (vec![0], 9 * 60, 2 * 60),
            (vec![1], 4 * 60, 60),
            (vec![1, 3], 8 * 60, 3 * 60),
            (vec![0, 3], 9 * 60, 8 * 60),
        ] {
            let facts: Vec<_> = units.iter().map(|unit| (wednesday, *unit, 0, Present)).collect();
            let rows = statement(&[BIG], &facts);
            assert_eq!(rows.len(), 1, "{units:?}");
            assert_eq!(rows[0].care, CareKind::Wednesday, "{units:?}");
            assert_eq!((rows[0].done_minutes, rows[0].capped_minutes), (done, capped), "{units:?}");
        }
        // The same day in holidays is not.
        let rows = statement(&[BIG], &[(date(2026, 2, 18), 0, 0, Present)]);
        assert_eq!((rows[0].care, rows[0].done_minutes), (CareKind::ShortHolidays, 11 * 60));
        assert_eq!(rows[0].capped_minutes, 0);
        let rows = statement(&[BIG], &[(date(2026, 7, 22), 0, 0, Present)]);
        assert_eq!(rows[0].care, CareKind::Summer);
    }

    #[test]
    fn the_whole_slot_counts_as_soon_as_the_child_comes() {
        let day = date(2026, 3, 17);
        let rows = statement(
            &[BIG, BIG],
            &[
                (day, 2, 0, Unexpected),
                (day, 2, 1, AbsentUnexcused),
                (date(2026, 3, 19), 2, 1, AbsentExcused),
                (date(2026, 3, 19), 2, 0, Present),
            ],
        );
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((row.care, row.facility.as_str()), (CareKind::Evening, "Jean-Macé"));
        assert_eq!((row.done_minutes, row.billed_minutes), (240, 360));
        assert_eq!((row.children, row.slots), (1, 2));
    }

    #[test]
    fn a_birthday_changes_the_band_on_its_day() {
        let turns_six = date(2020, 3, 19);
        let turns_twelve = date(2014, 3, 19);
        let days = [date(2026, 3, 17), date(2026, 3, 19)];
        let facts: Vec<_> =
            days.iter().flat_map(|day| [(*day, 2, 0, Present), (*day, 2, 1, Present)]).collect();
        let rows = statement(&[turns_six, turns_twelve], &facts);
        let found: Vec<_> = rows.iter().map(|row| (row.ages, row.children, row.slots)).collect();
        assert_eq!(found, [(AgeBand::Under6, 1, 1), (AgeBand::From6To11, 2, 2), (AgeBand::From12To17, 1, 1)]);
    }
}
