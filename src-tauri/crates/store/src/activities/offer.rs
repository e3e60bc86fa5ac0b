//! Activities, their units, and the days on which the town closes them.

use domain::activities::{ActivityKind, ActivityUnit, Closure, ImputationDraft, RegistrationState, UnitKind};
use domain::attendance::NoticePeriod;
use domain::calendar::Weekdays;
use domain::values::ids::{ActivityId, ClosureId, SchoolId};
use jiff::civil::Date;
use rusqlite::{Row, params};

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// An activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityRow {
    /// Identifier.
    pub id: ActivityId,
    /// Kind.
    pub kind: ActivityKind,
    /// Name shown.
    pub name: String,
    /// Where it takes place.
    pub facility: String,
    /// School it depends on.
    pub school: Option<SchoolId>,
    /// Where its receipts go in the accounts.
    pub imputation: ImputationDraft,
    /// Until when a booking may be cancelled without being billed.
    pub notice: NoticePeriod,
    /// Its place in lists.
    pub rank: u32,
}

/// A unit of an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// What the domain knows of it.
    pub unit: ActivityUnit,
    /// Heads its column: `M`, `R`, `S`.
    pub code: String,
    /// Whether a meal is served in it.
    pub with_meal: bool,
    /// Whether minutes are noted with each presence.
    pub by_minutes: bool,
    /// Its place within the activity.
    pub rank: u32,
}

/// How many children hold a registration in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegistrationCount {
    /// Activity.
    pub activity: ActivityId,
    /// State.
    pub state: RegistrationState,
    /// Children.
    pub children: u32,
}

impl Reader<'_> {
    /// Every activity, in the order of lists.
    pub fn activities(&self) -> Result<Vec<ActivityRow>, StoreError> {
        self.all(sql!("select_activities.sql"), [], |row| {
            Ok(ActivityRow {
                id: row.id(0)?,
                kind: row.code(1, ActivityKind::from_code)?,
                name: row.text(2)?,
                facility: row.text(3)?,
                school: row.id_opt(4)?,
                imputation: ImputationDraft {
                    nature: row.text(5)?,
                    function_code: row.text(6)?,
                    service_code: row.text(7)?,
                    local_product_code: row.text(8)?,
                },
                notice: notice(row, 9)?,
                rank: row.get(12)?,
            })
        })
    }

    /// Every unit of every activity, in the order of lists.
    pub fn units(&self) -> Result<Vec<UnitRow>, StoreError> {
        self.all(sql!("select_units.sql"), [], |row| {
            Ok(UnitRow {
                unit: ActivityUnit {
                    id: row.id(0)?,
                    activity: row.id(1)?,
                    name: row.text(3)?,
                    kind: row.code(4, UnitKind::from_code)?,
                    start_minute: row.get(5)?,
                    end_minute: row.get(6)?,
                    capacity: row.get(9)?,
                    weekdays: Weekdays::from_bits(row.get(10)?),
                    in_term: row.flag(11)?,
                    in_holidays: row.flag(12)?,
                },
                code: row.text(2)?,
                with_meal: row.flag(7)?,
                by_minutes: row.flag(8)?,
                rank: row.get(13)?,
            })
        })
    }

    /// How many children are registered to each activity on a day.
    pub fn registration_counts(&self, on: Date) -> Result<Vec<RegistrationCount>, StoreError> {
        self.all(sql!("count_registrations.sql"), [day(on)], |row| {
            Ok(RegistrationCount {
                activity: row.id(0)?,
                state: row.code(1, RegistrationState::from_code)?,
                children: row.get(2)?,
            })
        })
    }

    /// Closures that touch a span of days.
    pub fn closures(&self, from: Date, to: Date) -> Result<Vec<Closure>, StoreError> {
        self.all(sql!("select_closures.sql"), [day(from), day(to)], closure)
    }

    /// A closure.
    pub fn closure(&self, id: ClosureId) -> Result<Option<Closure>, StoreError> {
        self.first(sql!("select_closure.sql"), [id.as_bytes()], closure)
    }
}

impl Writer<'_> {
    /// Writes an activity.
    pub fn save_activity(&self, activity: &ActivityRow) -> Result<(), StoreError> {
        let (notice_kind, notice_count, notice_minute) = match activity.notice {
            NoticePeriod::UntilStart => ("until_start", 0, 0),
            NoticePeriod::HoursBefore { hours } => ("hours_before", hours, 0),
            NoticePeriod::DaysBefore { days, until_minute } => ("days_before", u16::from(days), until_minute),
        };
        self.stamped(
            sql!("upsert_activity.sql"),
            params![
                activity.id.as_bytes(),
                activity.kind.code(),
                activity.name,
                activity.facility,
                activity.school.map(|id| *id.as_bytes()),
                activity.imputation.nature,
                activity.imputation.function_code,
                activity.imputation.service_code,
                activity.imputation.local_product_code,
                notice_kind,
                notice_count,
                notice_minute,
                activity.rank
            ],
        )
    }

    /// Writes a unit.
    pub fn save_unit(&self, row: &UnitRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("upsert_unit.sql"),
            params![
                row.unit.id.as_bytes(),
                row.unit.activity.as_bytes(),
                row.code,
                row.unit.name,
                row.unit.kind.code(),
                row.unit.start_minute,
                row.unit.end_minute,
                row.with_meal,
                row.by_minutes,
                row.unit.capacity,
                row.unit.weekdays.bits(),
                row.unit.in_term,
                row.unit.in_holidays,
                row.rank
            ],
        )
    }

    /// Writes a closure.
    pub fn save_closure(&self, closure: &Closure) -> Result<(), StoreError> {
        self.stamped(
            sql!("upsert_closure.sql"),
            params![
                closure.id.as_bytes(),
                closure.activity.map(|id| *id.as_bytes()),
                closure.unit.map(|id| *id.as_bytes()),
                day(closure.from),
                day(closure.to),
                closure.reason
            ],
        )
    }

    /// Takes a closure back. Answers whether there was one.
    pub fn remove_closure(&self, id: ClosureId) -> Result<bool, StoreError> {
        let stamp = self.stamp();
        let buried = self.run(
            sql!("bury_closure.sql"),
            params![id.as_bytes(), stamp.hlc, stamp.desk, stamp.agent.as_bytes()],
        )?;
        Ok(buried > 0)
    }
}

fn notice(row: &Row<'_>, index: usize) -> Result<NoticePeriod, StoreError> {
    let (count, until_minute): (u16, u16) = (row.get(index + 1)?, row.get(index + 2)?);
    row.code(index, |kind| match kind {
        "until_start" => Some(NoticePeriod::UntilStart),
        "hours_before" => Some(NoticePeriod::HoursBefore { hours: count }),
        "days_before" => u8::try_from(count).ok().map(|days| NoticePeriod::DaysBefore { days, until_minute }),
        _ => None,
    })
}

fn closure(row: &Row<'_>) -> Result<Closure, StoreError> {
    Ok(Closure {
        id: row.id(0)?,
        activity: row.id_opt(1)?,
        unit: row.id_opt(2)?,
        from: row.date(3)?,
        to: row.date(4)?,
        reason: row.text(5)?,
    })
}
