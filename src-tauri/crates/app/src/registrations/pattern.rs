//! Weekly patterns, and the month they fill.

use std::collections::{BTreeSet, HashMap};

use domain::activities::RegistrationState;
use domain::attendance::{AttendanceState, Brush, PatternDay, WeekRhythm, WeeklyPattern, is_left_behind};
use domain::calendar::{Month, Weekdays, format_day};
use domain::issue::{IssueCode, Issues};
use domain::values::ids::{ChildId, UnitId};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use security::access::{EditRegistrations, ReadAttendance};
use store::activities::PatternRow;
use store::{Reader, Writer};

use super::views::*;
use crate::Error;
use crate::activities::Offer;
use crate::attendance::{Reach, Spot, Stroke, keep_stroke, paint};
use crate::call::{Call, Subject};
use crate::changes::Change;

/// What a child books every week, and what they might.
pub fn pattern_show(call: &Call<'_, ReadAttendance>, request: PatternRequest) -> Result<PatternView, Error> {
    let today = call.today();
    call.read(|r| {
        let offer = Offer::load(r, today, today)?;
        let registered: BTreeSet<_> = r
            .registrations_of_children(&[request.child], today, Date::MAX)?
            .into_iter()
            .filter(|row| row.state == RegistrationState::Accepted)
            .map(|row| row.activity)
            .collect();
        let mut units = Vec::new();
        for row in offer.units.iter().filter(|row| registered.contains(&row.unit.activity)) {
            units.push(PatternUnitView {
                unit_id: row.unit.id,
                activity_id: row.unit.activity,
                activity_name: offer.activity_of(row)?.name.clone(),
                unit_name: row.unit.name.clone(),
                code: row.code.clone(),
                weekdays: row.unit.weekdays,
            });
        }
        let lines = r
            .patterns_of_child(request.child)?
            .into_iter()
            .filter(|row| row.to.is_none_or(|to| today <= to))
            .map(|row| PatternLineView {
                unit_id: row.unit,
                even_weekdays: row.even,
                odd_weekdays: row.odd,
                from: row.from,
                to: row.to,
            })
            .collect();
        Ok(PatternView { child_id: request.child, units, lines })
    })
}

/// Counts the bookings to come that a new pattern would leave behind, before anything is written.
pub fn pattern_check(
    call: &Call<'_, EditRegistrations>,
    request: PatternSaveRequest,
) -> Result<PatternReleaseView, Error> {
    let now = call.unlocked().clock().civil();
    call.read(|r| {
        let left = LeftBehind::find(r, &request, now.date())?;
        let offer = Offer::load(r, now.date(), now.date())?;
        let mut view = PatternReleaseView { billed: left.billed, ..PatternReleaseView::default() };
        for (spot, state) in &left.spots {
            let unit = offer.unit(spot.unit)?;
            let notice = offer.activity_of(unit)?.notice;
            match (state, notice.cancellation(now, spot.day, unit.unit.start_minute)) {
                (AttendanceState::Waiting, _) => view.waiting += 1,
                (_, AttendanceState::CancelledInTime) => view.in_time += 1,
                _ => view.late += 1,
            }
        }
        Ok(view)
    })
}

/// Writes what a child books every week from a day on, and frees what only the former week had booked when asked to.
pub fn pattern_save(
    call: &Call<'_, EditRegistrations>,
    request: PatternSaveRequest,
) -> Result<PatternReleaseView, Error> {
    let PatternSaveRequest { child, from, to, lines, release } = &request;
    let (child, from, to, release) = (*child, *from, *to, *release);
    let now = call.unlocked().clock().civil();
    let mut issues = Issues::new();
    if to.is_some_and(|to| to < from) {
        issues.refuse("to", IssueCode::ImpossibleDate, "La fin de la semaine type précède son début.");
    }
    if lines.is_empty() {
        issues.refuse("lines", IssueCode::Missing, "Choisissez au moins une unité.");
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let subject = Subject::of("child", child);
    let months = match release {
        true => call.read(|r| LeftBehind::find(r, &request, now.date()))?.months(),
        false => BTreeSet::new(),
    };
    let changes = months.into_iter().map(|month| Change::Attendance(month.to_string()));
    let (view, stroke) = call.perform_told(subject, changes.chain([Change::Activities]), |w| {
        let left = match release {
            true => LeftBehind::find(w, &request, now.date())?,
            false => LeftBehind::default(),
        };
        let offer = Offer::load(w, from, from)?;
        let roll = w.roll_of_children(&[child], from, from)?;
        let name = roll.first().ok_or_else(|| Error::not_found("cet enfant"))?;
        let mut told =
            vec![format!("{} {}, dès le {}", name.family_name, name.first_names, format_day(from))];
        for line in lines {
            let unit = offer.unit(line.unit)?;
            told.push(format!(
                "{}\u{a0}: {} jours",
                unit.unit.name,
                (line.even_weekdays.bits() | line.odd_weekdays.bits()).count_ones()
            ));
            if line.even_weekdays == Weekdays::NONE && line.odd_weekdays == Weekdays::NONE {
                w.end_pattern(child, line.unit, from)?;
            } else {
                w.save_pattern(&PatternRow {
                    child,
                    unit: line.unit,
                    even: line.even_weekdays,
                    odd: line.odd_weekdays,
                    from,
                    to,
                })?;
            }
        }
        let (view, stroke) = left.free(w, now)?;
        if !stroke.marks.is_empty() {
            told.push(format!("{} réservations libérées", stroke.marks.len()));
        }
        Ok(((view, stroke), told.join("\u{a0}; ")))
    })?;
    Ok(PatternReleaseView { undo: keep_stroke(call, stroke), ..view })
}

/// Bookings to come that the former patterns of some units asked for and the new ones do not.
#[derive(Default)]
struct LeftBehind {
    spots: Vec<(Spot, AttendanceState)>,
    /// Those of months already billed, which nothing changes any more.
    billed: u32,
}

impl LeftBehind {
    /// Asked before the new patterns are written. What is of today is ticked, not freed.
    fn find(reader: &Reader<'_>, request: &PatternSaveRequest, today: Date) -> Result<Self, Error> {
        let PatternSaveRequest { child, from, to, lines, .. } = request;
        let units: BTreeSet<UnitId> = lines.iter().map(|line| line.unit).collect();
        let is_asked = |even: Weekdays, odd: Weekdays| even != Weekdays::NONE || odd != Weekdays::NONE;
        let former = reader.patterns_of_child(*child)?;
        let former = former.iter().filter(|row| units.contains(&row.unit) && is_asked(row.even, row.odd));
        let former = former.map(weekly).collect::<Result<Vec<_>, _>>()?;
        let new = lines.iter().filter(|line| is_asked(line.even_weekdays, line.odd_weekdays));
        let new = new.map(|line| {
            weekly(&PatternRow {
                child: *child,
                unit: line.unit,
                even: line.even_weekdays,
                odd: line.odd_weekdays,
                from: *from,
                to: *to,
            })
        });
        let new = new.collect::<Result<Vec<_>, _>>()?;
        let first = (*from).max(today.saturating_add(1.day()));
        let facts = reader.attendance_of_children(&[*child], first, Date::MAX)?;
        let mut left = Self::default();
        let Some(last) = facts.iter().map(|fact| fact.day).max() else { return Ok(left) };
        let billed = reader.billed_months(Month::of(first), Month::of(last))?;
        for fact in facts {
            let is_booked = matches!(fact.state, AttendanceState::Booked | AttendanceState::Waiting);
            if !is_booked || !is_left_behind(&former, &new, fact.unit, fact.day) {
                continue;
            }
            if billed.iter().any(|run| run.month == Month::of(fact.day)) {
                left.billed += 1;
            } else {
                left.spots.push((Spot { child: *child, day: fact.day, unit: fact.unit }, fact.state));
            }
        }
        Ok(left)
    }

    fn months(&self) -> BTreeSet<Month> {
        self.spots.iter().map(|(spot, _)| Month::of(spot.day)).collect()
    }

    /// Cancels them, in time or late as the notice of each activity says.
    fn free(self, writer: &Writer<'_>, now: DateTime) -> Result<(PatternReleaseView, Stroke), Error> {
        let mut view = PatternReleaseView { billed: self.billed, ..PatternReleaseView::default() };
        let spots: Vec<Spot> = self.spots.into_iter().map(|(spot, _)| spot).collect();
        let days = || spots.iter().map(|spot| spot.day);
        let (Some(first), Some(last)) = (days().min(), days().max()) else {
            return Ok((view, Stroke::default()));
        };
        let offer = Offer::load(writer, first, last)?;
        let outcome = paint(writer, &offer, &spots, Brush::Cancel, None, Reach::Concerned, now)?;
        for mark in &outcome.stroke.marks {
            match mark.after.map(|content| content.state) {
                None => view.waiting += 1,
                Some(AttendanceState::CancelledInTime) => view.in_time += 1,
                Some(_) => view.late += 1,
            }
        }
        Ok((view, outcome.stroke))
    }
}

/// Fills a month from weekly patterns: only open days, only empty cells, in the order registrations came.
pub fn pattern_apply(
    call: &Call<'_, EditRegistrations>,
    request: PatternApplyRequest,
) -> Result<PatternApplyView, Error> {
    let month = request.month;
    let first = request.from.map_or(month.first_day(), |from| from.max(month.first_day()));
    let last = month.last_day();
    let now = call.unlocked().clock().civil();
    let subject = match request.target {
        PatternTarget::Child { child } => Subject::of("child", child),
        PatternTarget::Activity { activity } => Subject::of("activity", activity),
    };
    let (view, stroke) = call.perform_told(subject, [Change::Attendance(month.to_string())], |w| {
        let offer = Offer::load(w, first, last)?;
        let patterns = match request.target {
            PatternTarget::Child { child } => w.patterns_of_child(child)?,
            PatternTarget::Activity { activity } => {
                offer.activity(activity)?;
                w.patterns_of_activity(activity, first, last)?
            }
        };
        let order = match request.target {
            PatternTarget::Child { .. } => HashMap::new(),
            PatternTarget::Activity { activity } => {
                let rows = w.registrations_of_activity(activity, first, last)?;
                rows.into_iter().enumerate().map(|(rank, row)| (row.child, rank)).collect()
            }
        };
        let mut spots = Vec::new();
        for pattern in &patterns {
            expand(pattern, &offer, first, last, &mut spots)?;
        }
        spots.sort_by_key(|spot| {
            (spot.day, order.get(&spot.child).copied().unwrap_or(usize::MAX), spot.child)
        });
        spots.dedup();
        let asked = spots.len();
        let outcome = paint(w, &offer, &spots, Brush::Book, None, Reach::EmptyOnly, now)?;
        let children: BTreeSet<ChildId> = spots.iter().map(|spot| spot.child).collect();
        let view = PatternApplyView {
            children: count(children.len()),
            booked: count(outcome.stroke.marks.len()) - outcome.made_wait,
            waiting: outcome.made_wait,
            kept: count(asked - outcome.stroke.marks.len()) - outcome.unregistered,
            unregistered: outcome.unregistered,
            undo: None,
        };
        let told = format!(
            "{}\u{a0}: {} réservations, {} en attente, {} déjà remplies",
            month.format_fr(),
            view.booked,
            view.waiting,
            view.kept
        );
        Ok(((view, outcome.stroke), told))
    })?;
    Ok(PatternApplyView { undo: keep_stroke(call, stroke), ..view })
}

fn expand(
    pattern: &PatternRow,
    offer: &Offer,
    first: Date,
    last: Date,
    spots: &mut Vec<Spot>,
) -> Result<(), Error> {
    let unit = offer.unit(pattern.unit)?;
    let known = weekly(pattern)?;
    let is_open = |_: UnitId, day: Date| day >= first && offer.opening(unit, day).is_ok();
    let booked = known.expand(Month::of(last), is_open);
    spots.extend(booked.into_iter().map(|(day, unit)| Spot { child: pattern.child, day, unit }));
    Ok(())
}

/// A pattern as the rules read it.
fn weekly(pattern: &PatternRow) -> Result<WeeklyPattern, Error> {
    let days = (0..7).flat_map(|weekday| {
        let in_weeks = |days: Weekdays| days.bits() & 1 << weekday != 0;
        let weeks = match (in_weeks(pattern.even), in_weeks(pattern.odd)) {
            (true, true) => Some(WeekRhythm::Every),
            (true, false) => Some(WeekRhythm::Even),
            (false, true) => Some(WeekRhythm::Odd),
            (false, false) => None,
        };
        weeks.map(|weeks| PatternDay { weekday, unit: pattern.unit, weeks })
    });
    WeeklyPattern::try_new(pattern.child, pattern.from, pattern.to, days.collect()).map_err(Error::fields)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
