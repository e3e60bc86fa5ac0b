//! Months of canteen, after-school and Wednesdays: what children book each week, and what became of it.

use std::collections::HashMap;

use domain::activities::{ActivityUnit, Calendar, RegistrationState, is_open};
use domain::attendance::AttendanceState;
use domain::calendar::{Month, SchoolCalendar, SchoolYear, Territory, WeekParity, Weekdays};
use domain::values::ids::{ActivityId, ChildId, UnitId};
use jiff::civil::{Date, Weekday};
use store::Writer;
use store::activities::{PatternRow, RegistrationRow, SchoolingRow};
use store::attendance::AttendanceMark;

use super::draw::Draw;
use super::offer::{Centre, Offer};
use super::records::{Pupil, ZONE};
use crate::Error;

/// Meals of each child in a measured month.
const MEASURED_MEALS: usize = 16;
/// After-school sessions of each child in a measured month.
const MEASURED_SESSIONS: usize = 12;

/// Days of the school week.
const SCHOOL_DAYS: [Weekday; 4] = [Weekday::Monday, Weekday::Tuesday, Weekday::Thursday, Weekday::Friday];
/// Days of a week of holidays.
const WORKING_DAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

/// What a child books in a unit, in even weeks and in odd ones.
struct Week {
    child: ChildId,
    unit: UnitId,
    even: Weekdays,
    odd: Weekdays,
}

impl Week {
    fn holds(&self, day: Date) -> bool {
        let days = match WeekParity::of(day, Weekday::Monday) {
            WeekParity::Even => self.even,
            WeekParity::Odd => self.odd,
        };
        days.contains(day.weekday())
    }
}

/// The weeks of every child.
pub(super) struct Timetable {
    weeks: Vec<Week>,
    /// Nobody is registered before this day.
    from: Date,
}

/// Puts every child in a class of their grade.
pub(super) fn seat(w: &Writer<'_>, offer: &Offer, year: SchoolYear, pupils: &[Pupil]) -> Result<(), Error> {
    let mut seats: HashMap<(usize, usize), usize> = HashMap::new();
    for pupil in pupils {
        let classes = &offer.schools[pupil.school].classes[pupil.grade];
        let seat = seats.entry((pupil.school, pupil.grade)).or_default();
        let class = classes[*seat % classes.len()];
        *seat += 1;
        w.save_schooling(&SchoolingRow { child: pupil.id, class, from: year.first_day(), to: None })?;
    }
    Ok(())
}

/// Registers children as a town does, each with a week of their own.
pub(super) fn enrol(
    w: &Writer<'_>,
    draw: &mut Draw,
    offer: &Offer,
    year: SchoolYear,
    pupils: &[Pupil],
) -> Result<Timetable, Error> {
    let mut weeks_of_all = Vec::new();
    for pupil in pupils {
        let school = &offer.schools[pupil.school];
        let meals = *draw.weighted(&[(58, 4), (14, 3), (13, 2), (5, 1), (10, 0)]);
        let morning = *draw.weighted(&[(70, 0), (8, 1), (10, 2), (12, 4)]);
        let evening = *draw.weighted(&[(48, 0), (10, 1), (16, 2), (10, 3), (16, 4)]);
        let every_week = |draw: &mut Draw, count| some_days(draw, &SCHOOL_DAYS, count);
        let meals = every_week(draw, meals);
        let morning = every_week(draw, morning);
        let evening = every_week(draw, evening);
        let mut booked = vec![
            (school.meals, school.meal, meals, meals),
            (school.after_school, school.morning, morning, morning),
            (school.after_school, school.evening, evening, evening),
        ];
        let centre = &offer.centres[pupil.school % offer.centres.len()];
        if draw.happens(190) {
            let unit = if draw.happens(620) { centre.whole_day } else { centre.half_day };
            booked.push((centre.wednesdays, unit, Weekdays::WEDNESDAY, Weekdays::WEDNESDAY));
        }
        if draw.happens(110) {
            // One week of the holidays, seldom both.
            let weeks = *draw.weighted(&[(40, (5, 0)), (40, (0, 4)), (20, (4, 3))]);
            let [even, odd] = [weeks.0, weeks.1].map(|count| some_days(draw, &WORKING_DAYS, count));
            booked.push((centre.holidays, centre.holiday, even, odd));
        }
        booked.retain(|(_, _, even, odd)| (*even, *odd) != (Weekdays::NONE, Weekdays::NONE));
        for (rank, (activity, unit, even, odd)) in booked.iter().enumerate() {
            if !booked[..rank].iter().any(|(already, ..)| already == activity) {
                register(w, draw, year, pupil.id, *activity)?;
            }
            let (child, unit, even, odd) = (pupil.id, *unit, *even, *odd);
            w.save_pattern(&PatternRow { child, unit, even, odd, from: year.first_day(), to: None })?;
            weeks_of_all.push(Week { child, unit, even, odd });
        }
    }
    Ok(Timetable { weeks: weeks_of_all, from: year.first_day() })
}

/// Lives some months: what is over has an outcome, what is to come is booked. Answers how many facts were written.
pub(super) fn live(
    w: &Writer<'_>,
    draw: &mut Draw,
    offer: &Offer,
    timetable: &Timetable,
    months: &[Month],
    today: Date,
) -> Result<u64, Error> {
    let open = open_days(w, months)?;
    let mut places = Places::of(offer);
    let mut marks = Vec::new();
    for week in &timetable.weeks {
        let days = open.get(&week.unit).map_or(&[][..], Vec::as_slice);
        for day in days.iter().filter(|day| **day >= timetable.from) {
            let state = match (week.holds(*day), *day < today) {
                (true, true) if is_left_unticked(offer, week.unit, *day, days, today) => {
                    AttendanceState::Booked
                }
                (true, true) => outcome(draw),
                (true, false) => AttendanceState::Booked,
                (false, true) if draw.happens(6) => AttendanceState::Unexpected,
                (false, _) => continue,
            };
            let state = places.admit(week.unit, *day, state);
            marks.push(mark(*day, week.unit, week.child, state));
        }
    }
    write(w, marks)
}

/// The same load for each child, to measure with.
pub(super) fn measure(
    w: &Writer<'_>,
    draw: &mut Draw,
    offer: &Offer,
    year: SchoolYear,
    pupils: &[Pupil],
    month: Month,
) -> Result<u64, Error> {
    let open = open_days(w, &[month])?;
    let mut marks = Vec::with_capacity(pupils.len() * (MEASURED_MEALS + MEASURED_SESSIONS));
    for pupil in pupils {
        let school = &offer.schools[pupil.school];
        register(w, draw, year, pupil.id, school.meals)?;
        register(w, draw, year, pupil.id, school.after_school)?;
        let days = |unit: UnitId| open.get(&unit).into_iter().flatten().map(move |day| (*day, unit));
        let mut meals: Vec<(Date, UnitId)> = days(school.meal).collect();
        let mut sessions: Vec<(Date, UnitId)> = days(school.morning).chain(days(school.evening)).collect();
        if meals.len() < MEASURED_MEALS || sessions.len() < MEASURED_SESSIONS {
            return Err(Error::refused(format!(
                "Ce mois n’a que {} jours de cantine\u{a0}: il en faut {MEASURED_MEALS}. Choisissez un mois sans vacances.",
                meals.len()
            )));
        }
        draw.shuffle(&mut meals);
        draw.shuffle(&mut sessions);
        for (day, unit) in meals[..MEASURED_MEALS].iter().chain(&sessions[..MEASURED_SESSIONS]) {
            marks.push(mark(*day, *unit, pupil.id, outcome(draw)));
        }
    }
    write(w, marks)
}

fn write(w: &Writer<'_>, mut marks: Vec<AttendanceMark>) -> Result<u64, Error> {
    // In the order of the tree they go into: a million facts are then one run.
    marks.sort_unstable_by_key(|mark| (mark.day, mark.unit, mark.child));
    let written = marks.len() as u64;
    w.put_attendance(marks)?;
    Ok(written)
}

fn register(
    w: &Writer<'_>,
    draw: &mut Draw,
    year: SchoolYear,
    child: ChildId,
    activity: ActivityId,
) -> Result<(), Error> {
    let id = draw.id().into();
    let (state, from) = (RegistrationState::Accepted, year.first_day());
    Ok(w.save_registration(&RegistrationRow { id, child, activity, state, from, to: None })?)
}

fn open_days(w: &Writer<'_>, months: &[Month]) -> Result<HashMap<UnitId, Vec<Date>>, Error> {
    let calendar =
        Calendar { zone: ZONE, territory: Territory::Metropole, school: SchoolCalendar::published() };
    let days = || months.iter().flat_map(|month| month.days());
    let open = |unit: &ActivityUnit| days().filter(|day| is_open(unit, *day, calendar, &[])).collect();
    Ok(w.units()?.iter().map(|row| (row.unit.id, open(&row.unit))).collect())
}

/// So many of these days, drawn.
fn some_days(draw: &mut Draw, days: &[Weekday], count: usize) -> Weekdays {
    let mut days = days.to_vec();
    draw.shuffle(&mut days);
    days[..count].iter().fold(Weekdays::NONE, |set, day| set.with(*day))
}

/// One evening of one school is still to tick, as there always is.
fn is_left_unticked(offer: &Offer, unit: UnitId, day: Date, days: &[Date], today: Date) -> bool {
    let last_month = Month::of(today).previous();
    unit == offer.schools[1].evening
        && days.iter().filter(|day| last_month.contains(**day)).rev().nth(2) == Some(&day)
}

/// What became of a booking.
fn outcome(draw: &mut Draw) -> AttendanceState {
    use AttendanceState::{AbsentExcused, AbsentUnexcused, CancelledInTime, CancelledLate, Present};
    *draw.weighted(&[
        (905, Present),
        (36, AbsentExcused),
        (18, AbsentUnexcused),
        (31, CancelledInTime),
        (10, CancelledLate),
    ])
}

fn mark(day: Date, unit: UnitId, child: ChildId, state: AttendanceState) -> AttendanceMark {
    AttendanceMark { day, unit, child, state: Some(state), minutes: None }
}

/// Places of the centres' whole days: when a day is full, the next to come waits.
struct Places {
    capacity: HashMap<UnitId, usize>,
    taken: HashMap<(UnitId, Date), usize>,
}

impl Places {
    fn of(offer: &Offer) -> Self {
        let whole_days =
            |centre: &Centre| [centre.whole_day, centre.holiday].map(|unit| (unit, centre.places));
        let capacity = offer.centres.iter().flat_map(whole_days).collect();
        Self { capacity, taken: HashMap::new() }
    }

    fn admit(&mut self, unit: UnitId, day: Date, state: AttendanceState) -> AttendanceState {
        let Some(capacity) = self.capacity.get(&unit).filter(|_| state.takes_a_place()) else { return state };
        let taken = self.taken.entry((unit, day)).or_default();
        if *taken >= *capacity {
            return AttendanceState::Waiting;
        }
        *taken += 1;
        state
    }
}
