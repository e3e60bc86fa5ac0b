//! Facts: a child, a day, a unit, a state. Read by the month at full speed, painted by the cell.

use domain::attendance::AttendanceState;
use domain::calendar::Month;
use domain::values::ids::{ActivityId, ChildId, ClassId, FamilyId, UnitId};
use jiff::civil::Date;
use rusqlite::{Row, params};

use crate::rows::{Columns, day_list, hex_list};
use crate::{Reader, StoreError, Writer, day};

/// A fact. Copied, never allocated: a town has a million of them in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttendanceFact {
    /// Day.
    pub day: Date,
    /// Unit.
    pub unit: UnitId,
    /// Child.
    pub child: ChildId,
    /// State.
    pub state: AttendanceState,
    /// Minutes noted, for units counted by the minute.
    pub minutes: Option<u16>,
}

/// A fact to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttendanceMark {
    /// Day.
    pub day: Date,
    /// Unit.
    pub unit: UnitId,
    /// Child.
    pub child: ChildId,
    /// State; `None` withdraws the fact, whose tombstone remains.
    pub state: Option<AttendanceState>,
    /// Minutes noted.
    pub minutes: Option<u16>,
}

/// How many children are in a state on a unit of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateCount {
    /// Day.
    pub day: Date,
    /// Unit.
    pub unit: UnitId,
    /// State.
    pub state: AttendanceState,
    /// Children.
    pub children: u32,
}

/// The same, told apart by diet and class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadCount {
    /// Day.
    pub day: Date,
    /// Unit.
    pub unit: UnitId,
    /// State.
    pub state: AttendanceState,
    /// Code of the neutral diet.
    pub diet_code: String,
    /// Class that day.
    pub class: Option<ClassId>,
    /// Children.
    pub children: u32,
}

/// A child as a grid or a sheet names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollRow {
    /// Child.
    pub child: ChildId,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Code of the neutral diet (E14).
    pub diet_code: String,
    /// Light of the vaccinations (E16).
    pub health_light: String,
    /// Until when that light holds.
    pub health_due_on: Option<Date>,
    /// Class of the period, the last one when there were several.
    pub class: Option<(ClassId, String)>,
    /// File of the family.
    pub family: Option<FamilyId>,
}

/// A month whose invoices are issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BilledMonth {
    /// The month.
    pub month: Month,
    /// First invoice number of the run.
    pub first_number: String,
    /// Last one.
    pub last_number: String,
}

impl Reader<'_> {
    /// Hands over every fact of a span of days, day after day.
    pub fn each_attendance(
        &self,
        from: Date,
        to: Date,
        mut take: impl FnMut(AttendanceFact),
    ) -> Result<(), StoreError> {
        let mut days = DayReader::default();
        self.each(sql!("each_attendance.sql"), [day(from), day(to)], |row| {
            take(fact(row, &mut days)?);
            Ok(())
        })
    }

    /// Facts of some children over a span of days.
    pub fn attendance_of_children(
        &self,
        children: &[ChildId],
        from: Date,
        to: Date,
    ) -> Result<Vec<AttendanceFact>, StoreError> {
        let mut days = DayReader::default();
        self.all(
            sql!("select_attendance_of_children.sql"),
            params![hex_list(children), day(from), day(to)],
            |row| fact(row, &mut days),
        )
    }

    /// Hands over the facts of some units on some days: those of every child, for places are counted over all.
    pub fn each_attendance_of_units(
        &self,
        units: &[UnitId],
        days: &[Date],
        mut take: impl FnMut(AttendanceFact),
    ) -> Result<(), StoreError> {
        let mut read = DayReader::default();
        self.each(sql!("select_attendance_of_units.sql"), params![day_list(days), hex_list(units)], |row| {
            take(fact(row, &mut read)?);
            Ok(())
        })
    }

    /// How many children are in each state, for some units on some days.
    pub fn state_counts(&self, units: &[UnitId], days: &[Date]) -> Result<Vec<StateCount>, StoreError> {
        let mut read = DayReader::default();
        self.all(sql!("count_states.sql"), params![day_list(days), hex_list(units)], |row| {
            Ok(StateCount {
                day: read.day(row, 0)?,
                unit: row.id(1)?,
                state: state(row, 2)?,
                children: row.get(3)?,
            })
        })
    }

    /// How many children are in each state, diet and class, for some units on some days.
    pub fn head_counts(&self, units: &[UnitId], days: &[Date]) -> Result<Vec<HeadCount>, StoreError> {
        let mut read = DayReader::default();
        self.all(sql!("count_heads.sql"), params![day_list(days), hex_list(units)], |row| {
            Ok(HeadCount {
                day: read.day(row, 0)?,
                unit: row.id(1)?,
                state: state(row, 2)?,
                diet_code: row.text(3)?,
                class: row.id_opt(4)?,
                children: row.get(5)?,
            })
        })
    }

    /// The children of a class over a span of days.
    pub fn roll_of_class(&self, class: ClassId, from: Date, to: Date) -> Result<Vec<RollRow>, StoreError> {
        self.all(sql!("select_roll_of_class.sql"), params![class.as_bytes(), day(from), day(to)], roll)
    }

    /// Some children, with their class over a span of days.
    pub fn roll_of_children(
        &self,
        children: &[ChildId],
        from: Date,
        to: Date,
    ) -> Result<Vec<RollRow>, StoreError> {
        self.all(sql!("select_roll_of_children.sql"), params![hex_list(children), day(from), day(to)], roll)
    }

    /// The children a family has in custody over a span of days.
    pub fn children_of_family(
        &self,
        family: FamilyId,
        from: Date,
        to: Date,
    ) -> Result<Vec<ChildId>, StoreError> {
        self.all(
            sql!("select_children_of_family.sql"),
            params![family.as_bytes(), day(from), day(to)],
            |row| row.id(0),
        )
    }

    /// Who is registered to an activity over a span of days, or came on one of `days` without being.
    pub fn children_of_activity(
        &self,
        activity: ActivityId,
        from: Date,
        to: Date,
        days: &[Date],
    ) -> Result<Vec<ChildId>, StoreError> {
        self.all(
            sql!("select_children_of_activity.sql"),
            params![activity.as_bytes(), day(from), day(to), day_list(days)],
            |row| row.id(0),
        )
    }

    /// The months, of those asked for, whose invoices are issued.
    pub fn billed_months(&self, from: Month, to: Month) -> Result<Vec<BilledMonth>, StoreError> {
        self.all(sql!("select_billed_months.sql"), [from.to_string(), to.to_string()], |row| {
            Ok(BilledMonth {
                month: row.code(0, |text| Month::parse(text).ok())?,
                first_number: row.text(1)?,
                last_number: row.text(2)?,
            })
        })
    }
}

impl Writer<'_> {
    /// Writes facts, whatever stood there before. As quick as plain insertion: one statement for all.
    pub fn put_attendance(&self, marks: impl IntoIterator<Item = AttendanceMark>) -> Result<(), StoreError> {
        let stamp = self.stamp();
        let mut statement = self.statement(sql!("put_attendance.sql"))?;
        let mut written: Option<(Date, String)> = None;
        for mark in marks {
            if written.as_ref().is_none_or(|(date, _)| *date != mark.day) {
                written = Some((mark.day, day(mark.day)));
            }
            let text = written.as_ref().map_or("", |(_, text)| text.as_str());
            statement.execute(params![
                text,
                mark.unit.as_bytes(),
                mark.child.as_bytes(),
                mark.state.map_or(0, AttendanceState::code),
                mark.minutes,
                stamp.hlc,
                stamp.desk,
                stamp.agent.as_bytes()
            ])?;
        }
        Ok(())
    }
}

/// Reads days without allocating: facts come day after day, so the last one read is usually the next one too.
#[derive(Default)]
struct DayReader {
    last: Option<([u8; 10], Date)>,
}

impl DayReader {
    fn day(&mut self, row: &Row<'_>, index: usize) -> Result<Date, StoreError> {
        let bytes = row.get_ref(index)?.as_bytes().map_err(rusqlite::Error::from)?;
        match self.last {
            Some((text, date)) if text == bytes => Ok(date),
            _ => {
                let date = row.date(index)?;
                self.last = bytes.try_into().ok().map(|text| (text, date));
                Ok(date)
            }
        }
    }
}

fn fact(row: &Row<'_>, days: &mut DayReader) -> Result<AttendanceFact, StoreError> {
    Ok(AttendanceFact {
        day: days.day(row, 0)?,
        unit: row.id(1)?,
        child: row.id(2)?,
        state: state(row, 3)?,
        minutes: row.get(4)?,
    })
}

fn state(row: &Row<'_>, index: usize) -> Result<AttendanceState, StoreError> {
    let code: u8 = row.get(index)?;
    AttendanceState::from_code(code)
        .ok_or_else(|| rusqlite::Error::IntegralValueOutOfRange(index, i64::from(code)).into())
}

fn roll(row: &Row<'_>) -> Result<RollRow, StoreError> {
    let class: Option<ClassId> = row.id_opt(5)?;
    let class_name: Option<String> = row.get(6)?;
    Ok(RollRow {
        child: row.id(0)?,
        family_name: row.text(1)?,
        first_names: row.text(2)?,
        diet_code: row.text(3)?,
        health_light: row.text(4)?,
        health_due_on: row.date_opt(9)?,
        class: class.zip(class_name),
        family: row.id_opt(8)?,
    })
}
