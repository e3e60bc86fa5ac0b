//! Which days a unit opens.

use jiff::civil::Date;

use super::ActivityUnit;
use crate::calendar::{SchoolCalendar, Territory, Zone, public_holiday};
use crate::values::ids::{ActivityId, ClosureId, UnitId};

/// The calendar a town lives by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Calendar<'a> {
    /// Zone of its académie.
    pub zone: Zone,
    /// Which public holidays it keeps.
    pub territory: Territory,
    /// School holidays.
    pub school: &'a SchoolCalendar,
}

/// Days on which part or all of the service is closed by decision of the town.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Closure {
    /// Identifier.
    pub id: ClosureId,
    /// Activity closed; `None` closes all of them.
    pub activity: Option<ActivityId>,
    /// Unit closed; `None` closes the whole activity.
    pub unit: Option<UnitId>,
    /// First closed day.
    pub from: Date,
    /// Last closed day.
    pub to: Date,
    /// Why, as families will read it.
    pub reason: String,
}

impl Closure {
    fn closes(&self, unit: &ActivityUnit, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
            && self.activity.is_none_or(|activity| activity == unit.activity)
            && self.unit.is_none_or(|closed| closed == unit.id)
    }
}

/// Why a unit does not open on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClosedBecause {
    /// A public holiday, by its name.
    PublicHoliday(&'static str),
    /// A decision of the town, with its reason.
    Closure(String),
    /// The unit never opens that weekday.
    Weekday,
    /// The unit opens in term only, and it is holidays.
    Holidays,
    /// The unit opens in holidays only, and it is term.
    Term,
}

/// Whether a unit opens on a day, and if not why.
pub fn opening(
    unit: &ActivityUnit,
    day: Date,
    calendar: Calendar<'_>,
    closures: &[Closure],
) -> Result<(), ClosedBecause> {
    if let Some(name) = public_holiday(day, calendar.territory) {
        return Err(ClosedBecause::PublicHoliday(name));
    }
    if let Some(closure) = closures.iter().find(|closure| closure.closes(unit, day)) {
        return Err(ClosedBecause::Closure(closure.reason.clone()));
    }
    scheduled(unit, day, calendar)
}

/// Whether a unit would open on a day if it were neither a public holiday nor closed by the town: the weekday and the
/// period are its own.
pub fn scheduled(unit: &ActivityUnit, day: Date, calendar: Calendar<'_>) -> Result<(), ClosedBecause> {
    if !unit.weekdays.contains(day.weekday()) {
        return Err(ClosedBecause::Weekday);
    }
    match calendar.school.on(calendar.zone, day).is_some() {
        true if !unit.in_holidays => Err(ClosedBecause::Holidays),
        false if !unit.in_term => Err(ClosedBecause::Term),
        _ => Ok(()),
    }
}

/// Whether a unit opens on a day.
pub fn is_open(unit: &ActivityUnit, day: Date, calendar: Calendar<'_>, closures: &[Closure]) -> bool {
    opening(unit, day, calendar, closures).is_ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::activities::UnitKind;
    use crate::calendar::Weekdays;

    fn meal() -> ActivityUnit {
        ActivityUnit {
            id: UnitId::from_uuid(Uuid::from_u128(1)),
            activity: ActivityId::from_uuid(Uuid::from_u128(2)),
            name: "Repas".into(),
            kind: UnitKind::Meal,
            start_minute: 720,
            end_minute: 810,
            capacity: None,
            weekdays: Weekdays::SCHOOL_FOUR,
            in_term: true,
            in_holidays: false,
        }
    }

    #[test]
    fn a_day_is_closed_for_one_stated_reason() {
        let calendar =
            Calendar { zone: Zone::A, territory: Territory::Metropole, school: SchoolCalendar::published() };
        let strike = Closure {
            id: ClosureId::from_uuid(Uuid::nil()),
            activity: Some(meal().activity),
            unit: None,
            from: date(2026, 3, 12),
            to: date(2026, 3, 12),
            reason: "Grève".into(),
        };
        assert_eq!(scheduled(&meal(), date(2026, 3, 12), calendar), Ok(()));
        assert_eq!(scheduled(&meal(), date(2026, 5, 14), calendar), Ok(()));
        for (day, expected) in [
            (date(2026, 3, 10), Ok(())),
            (date(2026, 3, 11), Err(ClosedBecause::Weekday)),
            (date(2026, 3, 12), Err(ClosedBecause::Closure("Grève".into()))),
            (date(2026, 2, 10), Err(ClosedBecause::Holidays)),
            (date(2026, 5, 14), Err(ClosedBecause::PublicHoliday("Ascension"))),
        ] {
            assert_eq!(opening(&meal(), day, calendar, std::slice::from_ref(&strike)), expected, "{day}");
        }
        let elsewhere = Closure { activity: Some(ActivityId::from_uuid(Uuid::nil())), ..strike };
        assert!(is_open(&meal(), date(2026, 3, 12), calendar, &[elsewhere]));
    }
}
