//! The calendar: what opens in a month, and the days the town closes.

use domain::activities::Closure;
use domain::attendance::AttendanceState;
use domain::calendar::{Month, SchoolYear, format_day, public_holiday, week_number};
use domain::issue::{IssueCode, Issues};
use domain::values::ids::UnitId;
use domain::values::text::tidy;
use jiff::ToSpan;
use jiff::civil::Date;
use security::access::{EditActivities, ReadActivities};
use store::Reader;

use super::Offer;
use super::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::session::Empty;

/// A closure longer than a school year is a typing mistake.
const LONGEST_CLOSURE_DAYS: i32 = 366;

/// A month: its days, public and school holidays, closures, and what opens.
pub fn calendar_show(
    call: &Call<'_, ReadActivities>,
    request: CalendarRequest,
) -> Result<CalendarView, Error> {
    let month = request.month.unwrap_or_else(|| Month::of(call.today()));
    let (first, last) = (month.first_day(), month.last_day());
    let offer = call.read(|r| Offer::load(r, first, last))?;
    let calendar = offer.calendar;
    let days = month
        .days()
        .map(|day| CalendarDayView {
            day,
            weekday: day.weekday().to_monday_one_offset(),
            week: week_number(day),
            public_holiday: public_holiday(day, calendar.territory).map(str::to_owned),
            school_holiday: calendar.school.on(calendar.zone, day).map(|holiday| holiday.name.clone()),
        })
        .collect();
    let mut units = Vec::new();
    for row in &offer.units {
        let days: String = month
            .days()
            .map(|day| match offer.opening(row, day) {
                Ok(()) => '1',
                Err(_) if offer.is_scheduled(row, day) => '0',
                Err(_) => '.',
            })
            .collect();
        units.push(CalendarUnitView {
            unit_id: row.unit.id,
            activity_id: row.unit.activity,
            activity_name: offer.activity_of(row)?.name.clone(),
            unit_name: row.unit.name.clone(),
            code: row.code.clone(),
            open_days: days.bytes().map(|day| u32::from(day == b'1')).sum(),
            days,
        });
    }
    let closures =
        offer.closures.iter().map(|closure| closure_view(&offer, closure)).collect::<Result<_, _>>()?;
    let holidays = calendar
        .school
        .between(calendar.zone, first, last)
        .map(|holiday| HolidayView { name: holiday.name.clone(), from: holiday.first, to: holiday.last })
        .collect();
    Ok(CalendarView {
        month,
        month_label: month.format_fr(),
        school_year: SchoolYear::of(first).label(),
        zone: calendar.zone.code().to_owned(),
        known_until: calendar.school.known_until(calendar.zone),
        days,
        units,
        closures,
        holidays,
    })
}

/// Closes some days. Bookings that stand on them stay, and are counted: cancelling them is the grid's business, under its rules.
pub fn closure_save(
    call: &Call<'_, EditActivities>,
    request: ClosureSaveRequest,
) -> Result<ClosureSavedView, Error> {
    let mut issues = Issues::new();
    if request.to < request.from {
        issues.refuse("to", IssueCode::ImpossibleDate, "Le dernier jour fermé précède le premier.");
    } else if (request.to - request.from).get_days() > LONGEST_CLOSURE_DAYS {
        issues.refuse(
            "to",
            IssueCode::OutOfRange,
            "Une fermeture ne dépasse pas une année : vérifiez les dates.",
        );
    }
    let reason = tidy(&request.reason);
    match reason.chars().count() {
        0 => issues.refuse("reason", IssueCode::Missing, "Indiquez le motif : les familles le liront."),
        1..=120 => {}
        _ => issues.refuse("reason", IssueCode::TooLong, "Le motif dépasse 120 caractères : abrégez-le."),
    }
    if request.unit.is_some() && request.activity.is_none() {
        issues.refuse("activity", IssueCode::Missing, "Choisissez l'activité dont une unité ferme.");
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let closure = Closure {
        id: request.id.unwrap_or_else(|| call.new_id().into()),
        activity: request.activity,
        unit: request.unit,
        from: request.from,
        to: request.to,
        reason,
    };
    let subject = Subject::of("closure", closure.id).detail(format!(
        "{}, du {} au {}",
        closure.reason,
        format_day(closure.from),
        format_day(closure.to)
    ));
    call.perform(subject, [Change::Activities], |w| {
        let offer = Offer::load(w, closure.from, closure.to)?;
        if request.id.is_some() && w.closure(closure.id)?.is_none() {
            return Err(Error::not_found("cette fermeture"));
        }
        if let Some(activity) = closure.activity {
            offer.activity(activity)?;
        }
        if let Some(unit) = closure.unit
            && Some(offer.unit(unit)?.unit.activity) != closure.activity
        {
            return Err(Error::refused("Cette unité n’est pas de cette activité."));
        }
        w.save_closure(&closure)?;
        Ok(ClosureSavedView {
            closure: closure_view(&offer, &closure)?,
            standing_bookings: standing_bookings(w, &offer, &closure)?,
        })
    })
}

/// Opens again what was closed.
pub fn closure_remove(call: &Call<'_, EditActivities>, request: ClosureRequest) -> Result<Empty, Error> {
    call.perform(Subject::of("closure", request.closure), [Change::Activities], |w| {
        if !w.remove_closure(request.closure)? {
            return Err(Error::not_found("cette fermeture"));
        }
        Ok(())
    })?;
    Ok(Empty {})
}

fn standing_bookings(reader: &Reader<'_>, offer: &Offer, closure: &Closure) -> Result<u32, Error> {
    let closed: Vec<UnitId> = offer
        .units
        .iter()
        .filter(|row| closure.activity.is_none_or(|activity| activity == row.unit.activity))
        .filter(|row| closure.unit.is_none_or(|unit| unit == row.unit.id))
        .map(|row| row.unit.id)
        .collect();
    let days: Vec<Date> = closure.from.series(1.day()).take_while(|day| *day <= closure.to).collect();
    let counts = reader.state_counts(&closed, &days)?;
    Ok(counts.iter().filter(|count| count.state == AttendanceState::Booked).map(|count| count.children).sum())
}

fn closure_view(offer: &Offer, closure: &Closure) -> Result<ClosureView, Error> {
    let what = match (closure.activity, closure.unit) {
        (None, _) => "Toutes les activités".to_owned(),
        (Some(activity), None) => offer.activity(activity)?.name.clone(),
        (Some(activity), Some(unit)) => {
            format!("{}, {}", offer.activity(activity)?.name, offer.unit(unit)?.unit.name)
        }
    };
    Ok(ClosureView {
        id: closure.id,
        activity_id: closure.activity,
        unit_id: closure.unit,
        what,
        from: closure.from,
        to: closure.to,
        reason: closure.reason.clone(),
    })
}
