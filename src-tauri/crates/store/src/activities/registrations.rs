//! Who may come, and what they book every week.

use domain::activities::RegistrationState;
use domain::calendar::Weekdays;
use domain::values::BirthDate;
use domain::values::ids::{ActivityId, ChildId, FamilyId, RegistrationId, UnitId};
use jiff::civil::Date;
use rusqlite::{Row, params};

use crate::rows::{Columns, hex_list};
use crate::{Reader, StoreError, Writer, day};

/// A registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegistrationRow {
    /// Identifier.
    pub id: RegistrationId,
    /// Child.
    pub child: ChildId,
    /// Activity.
    pub activity: ActivityId,
    /// Accepted or waiting.
    pub state: RegistrationState,
    /// First day.
    pub from: Date,
    /// Last day, when known.
    pub to: Option<Date>,
}

/// A registration and whom it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationLine {
    /// The registration.
    pub registration: RegistrationRow,
    /// Family name of the child.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: BirthDate,
    /// Class on the day asked for.
    pub class_name: Option<String>,
    /// File of the family.
    pub family: Option<FamilyId>,
}

/// What a child books in a unit every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternRow {
    /// Child.
    pub child: ChildId,
    /// Unit.
    pub unit: UnitId,
    /// Weekdays of even ISO weeks.
    pub even: Weekdays,
    /// Weekdays of odd ISO weeks.
    pub odd: Weekdays,
    /// First day.
    pub from: Date,
    /// Last day, when known.
    pub to: Option<Date>,
}

impl Reader<'_> {
    /// Registrations to an activity, or to all, oldest first; with the class each child sits in on `on`.
    pub fn registration_lines(
        &self,
        on: Date,
        activity: Option<ActivityId>,
    ) -> Result<Vec<RegistrationLine>, StoreError> {
        let activity = activity.map(|id| *id.as_bytes());
        self.all(sql!("select_registration_lines.sql"), params![day(on), activity], line)
    }

    /// Registrations of some children, oldest first; with the class each child sits in on `on`.
    pub fn registration_lines_of_children(
        &self,
        on: Date,
        children: &[ChildId],
    ) -> Result<Vec<RegistrationLine>, StoreError> {
        self.all(
            sql!("select_registration_lines_of_children.sql"),
            params![day(on), hex_list(children)],
            line,
        )
    }

    /// Registrations of some children that touch a span of days.
    pub fn registrations_of_children(
        &self,
        children: &[ChildId],
        from: Date,
        to: Date,
    ) -> Result<Vec<RegistrationRow>, StoreError> {
        self.all(
            sql!("select_registrations_of_children.sql"),
            params![hex_list(children), day(from), day(to)],
            registration,
        )
    }

    /// Registrations to an activity that touch a span of days, in the order requests came.
    pub fn registrations_of_activity(
        &self,
        activity: ActivityId,
        from: Date,
        to: Date,
    ) -> Result<Vec<RegistrationRow>, StoreError> {
        self.all(
            sql!("select_registrations_of_activity.sql"),
            params![activity.as_bytes(), day(from), day(to)],
            registration,
        )
    }

    /// The weekly patterns of a child, past ones too.
    pub fn patterns_of_child(&self, child: ChildId) -> Result<Vec<PatternRow>, StoreError> {
        self.all(sql!("select_patterns_of_child.sql"), [child.as_bytes()], pattern)
    }

    /// The weekly patterns for an activity's units that touch a span of days.
    pub fn patterns_of_activity(
        &self,
        activity: ActivityId,
        from: Date,
        to: Date,
    ) -> Result<Vec<PatternRow>, StoreError> {
        self.all(
            sql!("select_patterns_of_activity.sql"),
            params![activity.as_bytes(), day(from), day(to)],
            pattern,
        )
    }
}

impl Writer<'_> {
    /// Writes a registration.
    pub fn save_registration(&self, registration: &RegistrationRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("upsert_registration.sql"),
            params![
                registration.id.as_bytes(),
                registration.child.as_bytes(),
                registration.activity.as_bytes(),
                registration.state.code(),
                day(registration.from),
                registration.to.map(day)
            ],
        )
    }

    /// Writes what a child books in a unit from a day on. What was booked until then ends the day before; what would have begun
    /// later is withdrawn.
    pub fn save_pattern(&self, pattern: &PatternRow) -> Result<(), StoreError> {
        self.end_pattern(pattern.child, pattern.unit, pattern.from)?;
        self.stamped(
            sql!("upsert_pattern.sql"),
            params![
                pattern.child.as_bytes(),
                pattern.unit.as_bytes(),
                pattern.even.bits(),
                pattern.odd.bits(),
                day(pattern.from),
                pattern.to.map(day)
            ],
        )
    }

    /// Ends what a child books in a unit, from a day on.
    pub fn end_pattern(&self, child: ChildId, unit: UnitId, from: Date) -> Result<(), StoreError> {
        let stamp = self.stamp();
        let (child, unit, agent) = (child.as_bytes(), unit.as_bytes(), stamp.agent.as_bytes());
        self.run(
            sql!("bury_patterns_from.sql"),
            params![child, unit, day(from), stamp.hlc, stamp.desk, agent],
        )?;
        if let Ok(eve) = from.yesterday() {
            self.run(sql!("end_pattern.sql"), params![child, unit, day(eve), stamp.hlc, stamp.desk, agent])?;
        }
        Ok(())
    }
}

fn registration(row: &Row<'_>) -> Result<RegistrationRow, StoreError> {
    Ok(RegistrationRow {
        id: row.id(0)?,
        child: row.id(1)?,
        activity: row.id(2)?,
        state: row.code(3, RegistrationState::from_code)?,
        from: row.date(4)?,
        to: row.date_opt(5)?,
    })
}

fn line(row: &Row<'_>) -> Result<RegistrationLine, StoreError> {
    Ok(RegistrationLine {
        registration: registration(row)?,
        family_name: row.text(6)?,
        first_names: row.text(7)?,
        birth_date: row.birth(8)?,
        class_name: row.get(9)?,
        family: row.id_opt(10)?,
    })
}

fn pattern(row: &Row<'_>) -> Result<PatternRow, StoreError> {
    Ok(PatternRow {
        child: row.id(0)?,
        unit: row.id(1)?,
        even: Weekdays::from_bits(row.get(2)?),
        odd: Weekdays::from_bits(row.get(3)?),
        from: row.date(4)?,
        to: row.date_opt(5)?,
    })
}
