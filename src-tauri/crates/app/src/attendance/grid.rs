//! The grid: children × days × units, packed so that a month of a hundred children is one small answer.

use std::collections::{BTreeSet, HashMap};

use domain::attendance::{AttendanceState, DayPosition};
use domain::calendar::Month;
use domain::values::ids::{ChildId, UnitId};
use domain::values::text::{fold, fold_compact};
use jiff::ToSpan;
use jiff::civil::Date;
use security::access::{EditAttendance, ReadAttendance, ReadHealthLight};
use store::Reader;
use store::activities::UnitRow;
use store::attendance::{AttendanceFact, RollRow};

use super::registered::Registered;
use super::span::Span;
use super::views::*;
use crate::Error;
use crate::activities::{Offer, closed_label, hours_label};
use crate::call::Call;
use crate::families::health_light;

/// A class, an activity or a family over a day, a week or a month.
pub fn attendance_grid(
    call: &Call<'_, ReadAttendance>,
    request: AttendanceGridRequest,
) -> Result<AttendanceGridView, Error> {
    let today = call.today();
    let span = Span::around(request.span, request.day.unwrap_or(today));
    let sees_light = call.also::<ReadHealthLight>().is_some();
    let may_paint = call.also::<EditAttendance>().is_some();
    call.read(|r| {
        let offer = Offer::load(r, span.from, span.to)?;
        let (mut roll, facts) = facts(r, &offer, request.scope, span)?;
        roll.sort_by_cached_key(|row| (fold_compact(&row.family_name), fold(&row.first_names)));
        let children: Vec<ChildId> = roll.iter().map(|row| row.child).collect();
        let registered = Registered::load(r, &children, span.from, span.to)?;
        let frame = Frame::new(&offer, request.scope, &request.units, span, &registered, &facts);
        let mut grid = Grid::new(&frame, roll, &registered, sees_light.then_some(today));
        grid.fill(&facts, today);
        let shown: Vec<UnitId> = frame.units.iter().map(|row| row.unit.id).collect();
        let mut taken: HashMap<(Date, UnitId), u32> = HashMap::new();
        for count in r.state_counts(&shown, &span.days().collect::<Vec<_>>())? {
            if count.state.takes_a_place() {
                *taken.entry((count.day, count.unit)).or_default() += count.children;
            }
        }
        let billed = r.billed_months(Month::of(span.from), Month::of(span.to))?;
        let title = title(r, &offer, request.scope, &grid.rows)?;
        let total = |of: fn(&GridRowView) -> u32| grid.rows.iter().map(of).sum();
        Ok(AttendanceGridView {
            title,
            span_label: span.label(),
            from: span.from,
            to: span.to,
            previous: span.from.saturating_sub(1.day()),
            next: span.to.saturating_add(1.day()),
            today,
            units: frame.unit_views(&offer)?,
            reserved: total(|row| row.reserved),
            present: total(|row| row.present),
            absent: total(|row| row.absent),
            days: frame.day_views(&grid.columns, |day| billed.iter().any(|run| run.month == Month::of(day))),
            columns: frame.column_views(&grid.columns, &taken),
            rows: grid.rows,
            may_paint,
        })
    })
}

/// Who is concerned, and what is noted of them.
pub(super) fn facts(
    reader: &Reader<'_>,
    offer: &Offer,
    scope: GridScope,
    span: Span,
) -> Result<(Vec<RollRow>, Vec<AttendanceFact>), Error> {
    let Span { from, to, .. } = span;
    match scope {
        GridScope::Class { class } => {
            let roll = reader.roll_of_class(class, from, to)?;
            let children: Vec<ChildId> = roll.iter().map(|row| row.child).collect();
            let facts = reader.attendance_of_children(&children, from, to)?;
            Ok((roll, facts))
        }
        GridScope::Family { family } => {
            let children = reader.children_of_family(family, from, to)?;
            let facts = reader.attendance_of_children(&children, from, to)?;
            Ok((reader.roll_of_children(&children, from, to)?, facts))
        }
        GridScope::Activity { activity } => {
            offer.activity(activity)?;
            let units: Vec<UnitId> = offer.units_of(activity).map(|row| row.unit.id).collect();
            let days: Vec<Date> = span.days().collect();
            let mut facts = Vec::new();
            reader.each_attendance_of_units(&units, &days, |fact| facts.push(fact))?;
            let children = reader.children_of_activity(activity, from, to, &days)?;
            Ok((reader.roll_of_children(&children, from, to)?, facts))
        }
    }
}

/// The columns of a grid.
struct Frame<'o> {
    /// Units that could be shown, in the order of columns within a day.
    units: Vec<&'o UnitRow>,
    /// Of those, whether each is.
    shown: Vec<bool>,
    columns: Vec<Column<'o>>,
    at: HashMap<(Date, UnitId), usize>,
}

struct Column<'o> {
    day: Date,
    row: &'o UnitRow,
    unit: usize,
    closed: Option<String>,
}

impl<'o> Frame<'o> {
    fn new(
        offer: &'o Offer,
        scope: GridScope,
        asked: &[UnitId],
        span: Span,
        registered: &Registered,
        facts: &[AttendanceFact],
    ) -> Self {
        let noted: BTreeSet<(Date, UnitId)> = facts.iter().map(|fact| (fact.day, fact.unit)).collect();
        let noted_units: BTreeSet<UnitId> = noted.iter().map(|(_, unit)| *unit).collect();
        let mut units: Vec<&UnitRow> = match scope {
            GridScope::Activity { activity } => offer.units_of(activity).collect(),
            GridScope::Class { .. } | GridScope::Family { .. } => offer
                .units
                .iter()
                .filter(|row| registered.has(row.unit.activity) || noted_units.contains(&row.unit.id))
                .collect(),
        };
        // Stable: units that begin together keep the order of their activities.
        units.sort_by_key(|row| row.unit.start_minute);
        let mut columns: Vec<Column<'o>> = Vec::new();
        for day in span.days() {
            for (unit, row) in units.iter().copied().enumerate() {
                let is_asked = asked.is_empty() || asked.contains(&row.unit.id);
                if is_asked && (offer.is_scheduled(row, day) || noted.contains(&(day, row.unit.id))) {
                    let closed = offer.opening(row, day).err().map(|because| closed_label(&because));
                    columns.push(Column { day, row, unit, closed });
                }
            }
        }
        let at =
            columns.iter().enumerate().map(|(at, column)| ((column.day, column.row.unit.id), at)).collect();
        let shown = (0..units.len()).map(|unit| columns.iter().any(|column| column.unit == unit)).collect();
        Self { units, shown, columns, at }
    }

    fn unit_views(&self, offer: &Offer) -> Result<Vec<GridUnitView>, Error> {
        self.units.iter().zip(&self.shown).map(|(row, shown)| unit_view(offer, row, *shown)).collect()
    }

    fn day_views(&self, counts: &[ColumnCount], is_billed: impl Fn(Date) -> bool) -> Vec<GridDayView> {
        let mut days: Vec<GridDayView> = Vec::new();
        for (at, (column, count)) in self.columns.iter().zip(counts).enumerate() {
            match days.last_mut().filter(|day| day.day == column.day) {
                Some(day) => {
                    day.columns += 1;
                    day.to_tick += count.to_tick;
                    day.note = day.note.take().filter(|note| Some(note) == column.closed.as_ref());
                }
                None => days.push(GridDayView {
                    day: column.day,
                    weekday: column.day.weekday().to_monday_one_offset(),
                    first_column: place(at),
                    columns: 1,
                    note: column.closed.clone(),
                    to_tick: count.to_tick,
                    billed: is_billed(column.day),
                }),
            }
        }
        days
    }

    fn column_views(
        &self,
        counts: &[ColumnCount],
        taken: &HashMap<(Date, UnitId), u32>,
    ) -> Vec<GridColumnView> {
        let mut day = 0;
        let mut before: Option<Date> = None;
        self.columns
            .iter()
            .zip(counts)
            .map(|(column, count)| {
                day += u32::from(before.is_some_and(|before| before != column.day));
                before = Some(column.day);
                let taken = taken.get(&(column.day, column.row.unit.id)).copied().unwrap_or_default();
                GridColumnView {
                    day,
                    unit: place(column.unit),
                    closed: column.closed.clone(),
                    count: count.places,
                    present: count.present,
                    waiting: count.waiting,
                    to_tick: count.to_tick,
                    taken,
                    over: column.row.unit.capacity.is_some_and(|capacity| taken > capacity),
                }
            })
            .collect()
    }
}

/// Figures of a column, over the children of the grid.
#[derive(Clone, Copy, Default)]
struct ColumnCount {
    places: u32,
    present: u32,
    waiting: u32,
    to_tick: u32,
}

/// The rows, being filled.
struct Grid<'f, 'o> {
    frame: &'f Frame<'o>,
    rows: Vec<GridRowView>,
    columns: Vec<ColumnCount>,
    row_at: HashMap<ChildId, usize>,
}

impl<'f, 'o> Grid<'f, 'o> {
    fn new(
        frame: &'f Frame<'o>,
        roll: Vec<RollRow>,
        registered: &Registered,
        light_on: Option<Date>,
    ) -> Self {
        let row_at = roll.iter().enumerate().map(|(at, row)| (row.child, at)).collect();
        let rows = roll
            .into_iter()
            .map(|row| GridRowView {
                child_id: row.child,
                family_id: row.family,
                family_name: row.family_name,
                first_names: row.first_names,
                class_name: row.class.map(|(_, name)| name),
                health_light: light_on.map(|today| health_light(&row.health_light, row.health_due_on, today)),
                cells: frame
                    .columns
                    .iter()
                    .map(|column| {
                        if registered.covers(row.child, column.row.unit.activity, column.day) {
                            '0'
                        } else {
                            '.'
                        }
                    })
                    .collect(),
                minutes: Vec::new(),
                reserved: 0,
                present: 0,
                absent: 0,
            })
            .collect();
        Self { frame, rows, columns: vec![ColumnCount::default(); frame.columns.len()], row_at }
    }

    fn fill(&mut self, facts: &[AttendanceFact], today: Date) {
        let mut cells: Vec<Vec<u8>> =
            self.rows.iter_mut().map(|row| std::mem::take(&mut row.cells).into_bytes()).collect();
        for fact in facts {
            let (Some(&at), Some(&column)) =
                (self.row_at.get(&fact.child), self.frame.at.get(&(fact.day, fact.unit)))
            else {
                continue;
            };
            let (row, count) = (&mut self.rows[at], &mut self.columns[column]);
            cells[at][column] = b'0' + fact.state.code();
            if let Some(minutes) = fact.minutes {
                row.minutes.push((place(column), minutes));
            }
            use AttendanceState::{AbsentExcused, AbsentUnexcused, Booked, Present, Waiting};
            row.reserved +=
                u32::from(matches!(fact.state, Booked | Present | AbsentExcused | AbsentUnexcused));
            row.present += u32::from(fact.state.attended());
            row.absent += u32::from(matches!(fact.state, AbsentExcused | AbsentUnexcused));
            count.places += u32::from(fact.state.takes_a_place());
            count.present += u32::from(fact.state.attended());
            count.waiting += u32::from(fact.state == Waiting);
            let has_come = DayPosition::of(fact.day, today) != DayPosition::Future;
            count.to_tick += u32::from(has_come && fact.state == Booked);
        }
        for (row, cells) in self.rows.iter_mut().zip(cells) {
            row.cells = cells.into_iter().map(char::from).collect();
            row.minutes.sort_unstable();
        }
    }
}

/// A unit as grids and sheets show it.
pub(super) fn unit_view(offer: &Offer, row: &UnitRow, shown: bool) -> Result<GridUnitView, Error> {
    let unit = &row.unit;
    Ok(GridUnitView {
        id: unit.id,
        activity_id: unit.activity,
        activity_name: offer.activity_of(row)?.name.clone(),
        name: unit.name.clone(),
        code: row.code.clone(),
        hours_label: hours_label(unit.start_minute, unit.end_minute),
        capacity: unit.capacity,
        by_minutes: row.by_minutes,
        planned_minutes: unit.planned_minutes(),
        shown,
    })
}

fn title(
    reader: &Reader<'_>,
    offer: &Offer,
    scope: GridScope,
    rows: &[GridRowView],
) -> Result<String, Error> {
    match scope {
        GridScope::Activity { activity } => Ok(offer.activity(activity)?.name.clone()),
        GridScope::Class { class } => {
            let classes = reader.classes()?;
            let class = classes.into_iter().find(|known| known.id == class);
            class.map(|class| class.name).ok_or_else(|| Error::not_found("cette classe"))
        }
        GridScope::Family { .. } => {
            let names: Vec<&str> = rows.iter().map(|row| row.first_names.as_str()).collect();
            Ok(names.join(", "))
        }
    }
}

pub(super) fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
