//! Everything the town offers over a span of days, loaded once by whoever needs to know what opens.

use std::collections::HashMap;

use domain::activities::{Calendar, ClosedBecause, Closure, opening, scheduled};
use domain::calendar::{SchoolCalendar, Territory, Zone};
use domain::values::ids::{ActivityId, UnitId};
use jiff::civil::Date;
use store::Reader;
use store::activities::{ActivityRow, UnitRow};

use crate::{Error, settings};

/// Activities, units, closures and calendar.
pub(crate) struct Offer {
    pub(crate) activities: Vec<ActivityRow>,
    pub(crate) units: Vec<UnitRow>,
    pub(crate) closures: Vec<Closure>,
    pub(crate) calendar: Calendar<'static>,
    activity_at: HashMap<ActivityId, usize>,
    unit_at: HashMap<UnitId, usize>,
}

impl Offer {
    /// What is offered between two days.
    pub(crate) fn load(reader: &Reader<'_>, from: Date, to: Date) -> Result<Self, Error> {
        let activities = reader.activities()?;
        let units = reader.units()?;
        Ok(Self {
            activity_at: activities.iter().enumerate().map(|(at, activity)| (activity.id, at)).collect(),
            unit_at: units.iter().enumerate().map(|(at, row)| (row.unit.id, at)).collect(),
            activities,
            units,
            closures: reader.closures(from, to)?,
            calendar: calendar_of_town(reader)?,
        })
    }

    pub(crate) fn activity(&self, id: ActivityId) -> Result<&ActivityRow, Error> {
        self.activity_at
            .get(&id)
            .map(|at| &self.activities[*at])
            .ok_or_else(|| Error::not_found("cette activité"))
    }

    pub(crate) fn unit(&self, id: UnitId) -> Result<&UnitRow, Error> {
        self.unit_at
            .get(&id)
            .map(|at| &self.units[*at])
            .ok_or_else(|| Error::not_found("cette unité d’activité"))
    }

    pub(crate) fn activity_of(&self, unit: &UnitRow) -> Result<&ActivityRow, Error> {
        self.activity(unit.unit.activity)
    }

    pub(crate) fn units_of(&self, activity: ActivityId) -> impl Iterator<Item = &UnitRow> {
        self.units.iter().filter(move |row| row.unit.activity == activity)
    }

    /// Whether the unit opens that day, or why not.
    pub(crate) fn opening(&self, unit: &UnitRow, day: Date) -> Result<(), ClosedBecause> {
        opening(&unit.unit, day, self.calendar, &self.closures)
    }

    /// Whether the unit would open, were it not for public holidays and closures.
    pub(crate) fn is_scheduled(&self, unit: &UnitRow, day: Date) -> bool {
        scheduled(&unit.unit, day, self.calendar).is_ok()
    }
}

/// The calendar of the town: its zone, and the public holidays of its department.
pub(crate) fn calendar_of_town(reader: &Reader<'_>) -> Result<Calendar<'static>, Error> {
    let town = settings::town(reader)?;
    let zone = Zone::parse(&town.zone).map_err(|_| {
        Error::refused(
            "La zone de vacances scolaires de la commune n’est pas renseignée. Choisissez A, B ou C dans les paramètres.",
        )
    })?;
    // Code du travail, L3134-13: Bas-Rhin, Haut-Rhin and Moselle.
    let local_law = ["57", "67", "68"].iter().any(|department| town.postal_code.starts_with(department));
    let territory = if local_law { Territory::AlsaceMoselle } else { Territory::Metropole };
    Ok(Calendar { zone, territory, school: SchoolCalendar::published() })
}

/// Why a unit does not open, in a few words.
pub(crate) fn closed_label(because: &ClosedBecause) -> String {
    match because {
        ClosedBecause::PublicHoliday(name) => format!("jour férié, {name}"),
        ClosedBecause::Closure(reason) => reason.clone(),
        ClosedBecause::Weekday => "pas d’ouverture ce jour de la semaine".to_owned(),
        ClosedBecause::Holidays => "vacances scolaires".to_owned(),
        ClosedBecause::Term => "période scolaire".to_owned(),
    }
}

/// `11 h 45 – 13 h 30`.
pub(crate) fn hours_label(start_minute: u16, end_minute: u16) -> String {
    format!("{} – {}", clock_label(start_minute), clock_label(end_minute))
}

/// `11 h 45`.
pub(crate) fn clock_label(minute: u16) -> String {
    format!("{}\u{a0}h\u{a0}{:02}", minute / 60, minute % 60)
}
