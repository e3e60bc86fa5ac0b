//! Painting, undoing, validating a day: the writes of the grid.

use std::collections::BTreeSet;

use domain::attendance::{AttendanceState, Brush};
use domain::calendar::Month;
use jiff::civil::Date;
use security::access::EditAttendance;
use store::Reader;

use super::grid;
use super::paint::{Outcome, Reach, Spot, describe, paint, roll, undo_stroke};
use super::span::{Span, long_day};
use super::stroke::{Content, Stroke, forget_stroke, keep_stroke, kept_stroke};
use super::views::*;
use crate::Error;
use crate::activities::Offer;
use crate::call::{Call, Subject};
use crate::changes::Change;

/// Cells told one by one in the journal; beyond, their number.
const TOLD_CELLS: usize = 40;

/// Paints cells or a rectangle: all of it or nothing.
pub fn attendance_paint(
    call: &Call<'_, EditAttendance>,
    request: AttendancePaintRequest,
) -> Result<AttendancePaintView, Error> {
    let (spots, reach) = match request.target {
        PaintTarget::Cells { cells } => {
            let spots =
                cells.into_iter().map(|cell| Spot { child: cell.child, day: cell.day, unit: cell.unit });
            (spots.collect::<Vec<Spot>>(), Reach::Exact)
        }
        PaintTarget::Rectangle { children, columns } => {
            let spots = columns.iter().flat_map(|column| {
                children.iter().map(|child| Spot { child: *child, day: column.day, unit: column.unit })
            });
            (spots.collect(), Reach::Concerned)
        }
    };
    stroke(call, spots, request.brush, request.minutes, reach)
}

/// Whoever is still booked that day was present.
pub fn attendance_day_validate(
    call: &Call<'_, EditAttendance>,
    request: DayValidateRequest,
) -> Result<AttendancePaintView, Error> {
    let DayValidateRequest { scope, day } = request;
    if day > call.today() {
        return Err(Error::refused(format!(
            "{} n’est pas encore venu\u{a0}: on ne valide qu’un jour passé ou le jour même.",
            long_day(day)
        )));
    }
    let span = Span::around(GridSpan::Day, day);
    let spots: Vec<Spot> = call.read(|r| {
        let offer = Offer::load(r, day, day)?;
        let facts = grid::facts(r, &offer, scope, span)?.1;
        let booked = facts.into_iter().filter(|fact| fact.state == AttendanceState::Booked);
        Ok(booked.map(|fact| Spot { child: fact.child, day: fact.day, unit: fact.unit }).collect())
    })?;
    if spots.is_empty() {
        return Err(Error::refused(format!("Il n’y a plus rien à pointer le {}.", long_day(day))));
    }
    stroke(call, spots, Brush::Present, None, Reach::Concerned)
}

/// Puts back what a stroke changed.
pub fn attendance_undo(
    call: &Call<'_, EditAttendance>,
    request: StrokeRequest,
) -> Result<AttendancePaintView, Error> {
    let stroke = kept_stroke(call, request.stroke).ok_or_else(|| {
        Error::refused("Cette modification ne s’annule plus\u{a0}: elle l’a déjà été, ou le coffre a été verrouillé depuis.")
    })?;
    let days: BTreeSet<Date> = stroke.marks.iter().map(|mark| mark.spot.day).collect();
    let (view, back) = call.perform_told(Subject::all("attendance"), changes(&days), |w| {
        let offer = offer_of(w, &days)?;
        let outcome = undo_stroke(w, &offer, &stroke)?;
        let told = told(w, &offer, &outcome.stroke)?;
        Ok(((view(&offer, &outcome, 0)?, outcome.stroke), told))
    })?;
    forget_stroke(call, request.stroke);
    Ok(AttendancePaintView { undo: keep_stroke(call, back), ..view })
}

fn stroke(
    call: &Call<'_, EditAttendance>,
    spots: Vec<Spot>,
    brush: Brush,
    minutes: Option<u16>,
    reach: Reach,
) -> Result<AttendancePaintView, Error> {
    let now = call.unlocked().clock().civil();
    let days: BTreeSet<Date> = spots.iter().map(|spot| spot.day).collect();
    let (view, stroke) = call.perform_told(Subject::all("attendance"), changes(&days), |w| {
        let offer = offer_of(w, &days)?;
        let outcome = paint(w, &offer, &spots, brush, minutes, reach, now)?;
        let told = told(w, &offer, &outcome.stroke)?;
        let left = spots.len() - outcome.stroke.marks.len();
        Ok(((view(&offer, &outcome, left)?, outcome.stroke), told))
    })?;
    Ok(AttendancePaintView { undo: keep_stroke(call, stroke), ..view })
}

fn offer_of(reader: &Reader<'_>, days: &BTreeSet<Date>) -> Result<Offer, Error> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Err(Error::refused("Il n’y a rien à peindre\u{a0}: choisissez au moins une case."));
    };
    Offer::load(reader, *first, *last)
}

fn changes(days: &BTreeSet<Date>) -> Vec<Change> {
    let months: BTreeSet<Month> = days.iter().map(|day| Month::of(*day)).collect();
    months.into_iter().map(|month| Change::Attendance(month.to_string())).collect()
}

fn view(offer: &Offer, outcome: &Outcome, left: usize) -> Result<AttendancePaintView, Error> {
    let changed = outcome
        .stroke
        .marks
        .iter()
        .map(|mark| PaintedCellView {
            child: mark.spot.child,
            day: mark.spot.day,
            unit: mark.spot.unit,
            before: mark.before.map(|content| content.state),
            after: mark.after.map(|content| content.state),
            minutes: mark.after.and_then(|content| content.minutes),
        })
        .collect();
    let mut columns = Vec::new();
    for ((day, unit), taken) in &outcome.places {
        let capacity = offer.unit(*unit)?.unit.capacity;
        columns.push(PaintedColumnView { day: *day, unit: *unit, taken: *taken, capacity });
    }
    columns.sort_by_key(|column| (column.day, column.unit));
    Ok(AttendancePaintView {
        changed,
        made_wait: outcome.made_wait,
        left: u32::try_from(left).unwrap_or(u32::MAX),
        columns,
        undo: None,
    })
}

/// What the journal keeps: each cell, its old and new state (O03).
fn told(reader: &Reader<'_>, offer: &Offer, stroke: &Stroke) -> Result<String, Error> {
    let marks = &stroke.marks;
    let Some(any) = marks.first() else { return Ok(String::new()) };
    let children = marks.iter().take(TOLD_CELLS).map(|mark| mark.spot.child).collect();
    let roll = roll(reader, children, any.spot.day, any.spot.day)?;
    let state = |content: Option<Content>| content.map_or("vide", |content| content.state.label());
    let mut lines = Vec::new();
    for mark in marks.iter().take(TOLD_CELLS) {
        let place = describe(&mark.spot, offer, &roll)?;
        lines.push(format!("{place}\u{a0}: {} → {}", state(mark.before), state(mark.after)));
    }
    if marks.len() > TOLD_CELLS {
        lines.push(format!("et {} autres cases", marks.len() - TOLD_CELLS));
    }
    Ok(lines.join("\u{a0}; "))
}
