//! A month of canteen, after-school and Wednesdays: what children book each week, and what became of it.

use std::collections::HashMap;

use domain::activities::{ActivityUnit, Calendar, RegistrationState, is_open};
use domain::attendance::AttendanceState;
use domain::calendar::{Month, SchoolCalendar, SchoolYear, Territory, Weekdays};
use domain::values::ids::{ActivityId, ChildId, UnitId};
use jiff::civil::Date;
use store::Writer;
use store::activities::{PatternRow, RegistrationRow, SchoolingRow};
use store::attendance::AttendanceMark;

use super::draw::Draw;
use super::offer::{Centre, Offer, School};
use super::records::{Pupil, ZONE};
use crate::Error;

/// Meals of each child in a measured month.
const MEASURED_MEALS: usize = 16;
/// After-school sessions of each child in a measured month.
const MEASURED_SESSIONS: usize = 12;

/// How a month is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rhythm {
    /// As a town lives: each child its own week, Wednesdays, a few things left to tick, next month already booked.
    Lively,
    /// The same load for each child, to measure: sixteen meals and twelve after-school sessions.
    Measured,
}

/// What is being filled.
pub(super) struct MonthOfTown<'a> {
    pub(super) w: &'a Writer<'a>,
    pub(super) draw: &'a mut Draw,
    pub(super) offer: &'a Offer,
    pub(super) year: SchoolYear,
    pub(super) month: Month,
    /// The day the town stands on: what comes after is only booked.
    pub(super) today: Date,
    marks: Vec<AttendanceMark>,
    open_days: HashMap<UnitId, Vec<Date>>,
    /// Places of the whole days already taken.
    taken: HashMap<(UnitId, Date), usize>,
}

impl<'a> MonthOfTown<'a> {
    pub(super) fn new(
        w: &'a Writer<'a>,
        draw: &'a mut Draw,
        offer: &'a Offer,
        year: SchoolYear,
        (month, today): (Month, Date),
    ) -> Result<Self, Error> {
        let calendar =
            Calendar { zone: ZONE, territory: Territory::Metropole, school: SchoolCalendar::published() };
        let open = |unit: &ActivityUnit| -> Vec<Date> {
            month.days().chain(month.next().days()).filter(|day| is_open(unit, *day, calendar, &[])).collect()
        };
        let open_days = w.units()?.iter().map(|row| (row.unit.id, open(&row.unit))).collect();
        Ok(Self { w, draw, offer, year, month, today, marks: Vec::new(), open_days, taken: HashMap::new() })
    }

    /// Puts every child in a class, registers them, fills their month. Answers how many facts were written.
    pub(super) fn fill(mut self, pupils: &[Pupil], rhythm: Rhythm) -> Result<u64, Error> {
        let mut seats: HashMap<(usize, usize), usize> = HashMap::new();
        for pupil in pupils {
            let classes = &self.offer.schools[pupil.school].classes[pupil.grade];
            let seat = seats.entry((pupil.school, pupil.grade)).or_default();
            let class = classes[*seat % classes.len()];
            *seat += 1;
            let row = SchoolingRow { child: pupil.id, class, from: self.year.first_day(), to: None };
            self.w.save_schooling(&row)?;
            match rhythm {
                Rhythm::Lively => self.live(pupil)?,
                Rhythm::Measured => self.measure(pupil)?,
            }
        }
        // In the order of the tree they go into: a million facts are then one run.
        self.marks.sort_unstable_by_key(|mark| (mark.day, mark.unit, mark.child));
        let written = self.marks.len() as u64;
        self.w.put_attendance(self.marks)?;
        Ok(written)
    }

    fn measure(&mut self, pupil: &Pupil) -> Result<(), Error> {
        let school: &School = &self.offer.schools[pupil.school];
        self.register(pupil.id, school.meals)?;
        self.register(pupil.id, school.after_school)?;
        let mut meals = self.past_days(school.meal);
        let sessions = [school.morning, school.evening];
        let mut sessions: Vec<(Date, UnitId)> = sessions
            .into_iter()
            .flat_map(|unit| self.past_days(unit).into_iter().map(move |day| (day, unit)))
            .collect();
        if meals.len() < MEASURED_MEALS || sessions.len() < MEASURED_SESSIONS {
            return Err(Error::refused(format!(
                "Ce mois n’a que {} jours de cantine\u{a0}: il en faut {MEASURED_MEALS}. Choisissez un mois sans vacances.",
                meals.len()
            )));
        }
        self.draw.shuffle(&mut meals);
        self.draw.shuffle(&mut sessions);
        for day in &meals[..MEASURED_MEALS] {
            let state = self.outcome();
            self.mark(*day, school.meal, pupil.id, state);
        }
        for (day, unit) in &sessions[..MEASURED_SESSIONS] {
            let state = self.outcome();
            self.mark(*day, *unit, pupil.id, state);
        }
        Ok(())
    }

    fn live(&mut self, pupil: &Pupil) -> Result<(), Error> {
        let school: &School = &self.offer.schools[pupil.school];
        let week = *self.draw.weighted(&[(58, 4), (14, 3), (13, 2), (5, 1), (10, 0)]);
        let meals = self.some_days(week);
        let morning = *self.draw.weighted(&[(70, 0), (8, 1), (10, 2), (12, 4)]);
        let morning = self.some_days(morning);
        let evening = *self.draw.weighted(&[(48, 0), (10, 1), (16, 2), (10, 3), (16, 4)]);
        let evening = self.some_days(evening);
        self.every_week(pupil.id, school.meals, &[(school.meal, meals)])?;
        self.every_week(
            pupil.id,
            school.after_school,
            &[(school.morning, morning), (school.evening, evening)],
        )?;
        if self.draw.happens(190) {
            let centre: &Centre = &self.offer.centres[pupil.school % self.offer.centres.len()];
            let unit = if self.draw.happens(620) { centre.whole_day } else { centre.half_day };
            self.every_week(pupil.id, centre.activity, &[(unit, Weekdays::WEDNESDAY)])?;
        }
        Ok(())
    }

    /// Registers, keeps the weekly pattern, and lives the month.
    fn every_week(
        &mut self,
        child: ChildId,
        activity: ActivityId,
        weeks: &[(UnitId, Weekdays)],
    ) -> Result<(), Error> {
        if weeks.iter().all(|(_, days)| *days == Weekdays::NONE) {
            return Ok(());
        }
        self.register(child, activity)?;
        for (unit, days) in weeks.iter().filter(|(_, days)| *days != Weekdays::NONE) {
            let pattern = PatternRow {
                child,
                unit: *unit,
                even: *days,
                odd: *days,
                from: self.year.first_day(),
                to: None,
            };
            self.w.save_pattern(&pattern)?;
        }
        for (unit, days) in weeks {
            for day in self.open_days.get(unit).cloned().unwrap_or_default() {
                let booked = days.contains(day.weekday());
                let state = match (booked, self.is_over(day)) {
                    (true, true) if self.left_unticked(*unit, day) => AttendanceState::Booked,
                    (true, true) => self.outcome(),
                    (true, false) => AttendanceState::Booked,
                    (false, true) if self.draw.happens(6) => AttendanceState::Unexpected,
                    (false, _) => continue,
                };
                let state = self.admit(*unit, day, state);
                self.mark(day, *unit, child, state);
            }
        }
        Ok(())
    }

    fn register(&mut self, child: ChildId, activity: ActivityId) -> Result<(), Error> {
        let id = self.draw.id().into();
        let state = RegistrationState::Accepted;
        self.w.save_registration(&RegistrationRow {
            id,
            child,
            activity,
            state,
            from: self.year.first_day(),
            to: None,
        })?;
        Ok(())
    }

    /// So many days of the school week, drawn.
    fn some_days(&mut self, count: usize) -> Weekdays {
        use jiff::civil::Weekday::{Friday, Monday, Thursday, Tuesday};
        let mut days = [Monday, Tuesday, Thursday, Friday];
        self.draw.shuffle(&mut days);
        days[..count].iter().fold(Weekdays::NONE, |set, day| set.with(*day))
    }

    fn past_days(&self, unit: UnitId) -> Vec<Date> {
        let days = self.open_days.get(&unit).map_or(&[][..], Vec::as_slice);
        days.iter().copied().filter(|day| self.month.contains(*day)).collect()
    }

    fn is_over(&self, day: Date) -> bool {
        day < self.today
    }

    /// One evening of one school is still to tick, as there always is.
    fn left_unticked(&self, unit: UnitId, day: Date) -> bool {
        let school = &self.offer.schools[1];
        unit == school.evening && self.past_days(unit).iter().rev().nth(2) == Some(&day)
    }

    /// When a whole day of a centre is full, the next to book waits: in time to come, and still when nothing freed itself.
    fn admit(&mut self, unit: UnitId, day: Date, state: AttendanceState) -> AttendanceState {
        let Some(centre) = self.offer.centres.iter().find(|centre| centre.whole_day == unit) else {
            return state;
        };
        if !state.takes_a_place() {
            return state;
        }
        let taken = self.taken.entry((unit, day)).or_default();
        if *taken >= centre.places {
            return AttendanceState::Waiting;
        }
        *taken += 1;
        state
    }

    /// What became of a booking.
    fn outcome(&mut self) -> AttendanceState {
        use AttendanceState::{AbsentExcused, AbsentUnexcused, CancelledInTime, CancelledLate, Present};
        *self.draw.weighted(&[
            (905, Present),
            (36, AbsentExcused),
            (18, AbsentUnexcused),
            (31, CancelledInTime),
            (10, CancelledLate),
        ])
    }

    fn mark(&mut self, day: Date, unit: UnitId, child: ChildId, state: AttendanceState) {
        self.marks.push(AttendanceMark { day, unit, child, state: Some(state), minutes: None });
    }
}
