//! The sheet of an activity's day: who is expected, what they eat, who is there. Short names only, for a sheet lies about.

use std::collections::{BTreeMap, HashMap};

use documents::{AttendanceSheet, SheetChild};
use domain::activities::Closure;
use domain::attendance::AttendanceState;
use domain::calendar::Month;
use domain::health::{Diet, OperationalHealth};
use domain::values::ids::{ActivityId, ChildId, ClassId};
use domain::values::names_on_a_sheet;
use domain::values::text::{fold, fold_compact};
use jiff::ToSpan;
use jiff::civil::Date;
use security::access::{EditAttendance, ReadAttendance, ReadHealth, ReadHealthLight, ReadInstructions};
use store::Reader;
use store::activities::UnitRow;
use store::attendance::{AttendanceFact, RollRow};

use super::grid::{self, place, unit_view};
use super::headcount::{NO_CLASS, diet_counts, diet_of};
use super::span::{Span, long_day};
use super::views::*;
use crate::activities::{Offer, closed_label};
use crate::billing::DocumentShownView;
use crate::call::{Call, Subject};
use crate::health::instructions_of_day;
use crate::press::press;
use crate::{Error, settings};

/// Days looked at, either way, for the nearest open one: longer than the summer.
const NEAREST_OPEN_DAYS: usize = 70;

/// The sheet of an activity's day.
pub fn day_sheet(call: &Call<'_, ReadAttendance>, request: DaySheetRequest) -> Result<DaySheetView, Error> {
    let today = call.today();
    let day = request.day.unwrap_or(today);
    let may_tick = day <= today && call.also::<EditAttendance>().is_some();
    let sees_diets = sees_diets(call);
    call.read(|r| {
        let view = build(r, &request, day, sees_diets)?;
        let billed = !r.billed_months(Month::of(day), Month::of(day))?.is_empty();
        Ok(DaySheetView { may_tick: may_tick && !billed, ..view })
    })
}

/// Shows the sheet as a document to print: today's, with what to do for each child when the agent may read it.
pub fn day_sheet_pdf(
    call: &Call<'_, ReadAttendance>,
    request: DaySheetRequest,
) -> Result<DocumentShownView, Error> {
    let today = call.today();
    let day = request.day.unwrap_or(today);
    let readable = day == today || call.also::<ReadHealth>().is_some();
    let grant = call.also::<ReadInstructions>().filter(|_| readable);
    let with_instructions = if grant.is_some() { ", avec les consignes" } else { "" };
    let subject = Subject::of("activity", request.activity)
        .detail(format!("Feuille du {}{with_instructions}", long_day(day)));
    let (view, town, health) = call.consult(subject, |r| {
        let view = build(r, &request, day, sees_diets(call))?;
        let mut health: HashMap<ChildId, OperationalHealth> = HashMap::new();
        if let Some(grant) = &grant {
            for unit in &view.units {
                health.extend(instructions_of_day(r, grant, unit.id, day)?);
            }
        }
        Ok((view, settings::town(r)?, health))
    })?;
    let unit = view.units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join(", ");
    let children = view.groups.iter().flat_map(|group| {
        let class = if group.class_id.is_some() { group.class_name.as_str() } else { "" };
        group.children.iter().map(|child| sheet_child(child, class, health.get(&child.child_id)))
    });
    let sheet = AttendanceSheet {
        identity: format!("feuille/{}/{day}/{unit}", view.activity_id),
        issuer: town.name,
        place: view.activity_name,
        unit,
        day,
        children: children.collect(),
        printed_by: call.unlocked().agent().display_name.clone(),
        printed_on: today,
        fictive: town.fictive,
    };
    let bytes = press(call).attendance_sheet(&sheet)?;
    let file_name = format!("feuille_{day}.pdf");
    call.outside().show_document(&file_name, &bytes)?;
    Ok(DocumentShownView { file_name, bytes: bytes.len() as u64 })
}

fn sheet_child(child: &SheetChildView, class: &str, health: Option<&OperationalHealth>) -> SheetChild {
    let everyday = child.diet_code == Diet::Standard.code();
    let instruction =
        health.map(|health| [&health.kitchen_note, &health.adaptations].into_iter().flatten().cloned());
    SheetChild {
        name: child.name.clone(),
        class: class.to_owned(),
        diet: if everyday { String::new() } else { child.diet_label.clone() },
        never_serve: health
            .map(|health| health.allergies.iter().map(|one| one.allergen.label().to_owned()).collect())
            .unwrap_or_default(),
        instruction: instruction.map(|parts| parts.collect::<Vec<_>>().join(" ")).unwrap_or_default(),
        expected: child.expected,
    }
}

/// Diets are for those who care for the children (E14): INS, SAN, TER, neither FAC nor RES.
pub(super) fn sees_diets(call: &Call<'_, ReadAttendance>) -> bool {
    call.also::<ReadHealthLight>().is_some()
}

fn build(
    reader: &Reader<'_>,
    request: &DaySheetRequest,
    day: Date,
    sees_diets: bool,
) -> Result<DaySheetView, Error> {
    let (first, last) = (
        day.saturating_sub(i64::try_from(NEAREST_OPEN_DAYS).unwrap_or_default().days()),
        day.saturating_add(i64::try_from(NEAREST_OPEN_DAYS).unwrap_or_default().days()),
    );
    let offer = Offer::load(reader, first, last)?;
    let scope = GridScope::Activity { activity: request.activity };
    let (roll, facts) = grid::facts(reader, &offer, scope, Span::around(GridSpan::Day, day))?;
    let asked: Vec<&UnitRow> = offer
        .units_of(request.activity)
        .filter(|row| request.units.is_empty() || request.units.contains(&row.unit.id))
        .collect();
    let noted = |row: &UnitRow| facts.iter().any(|fact| fact.unit == row.unit.id);
    let mut units: Vec<&UnitRow> =
        asked.iter().copied().filter(|row| offer.opening(row, day).is_ok() || noted(row)).collect();
    units.sort_by_key(|row| row.unit.start_minute);
    let closed = match units.is_empty() {
        true => Some(closed_all_day(&offer, &asked, day)),
        false => None,
    };
    let open = |day: &Date| asked.iter().any(|row| offer.opening(row, *day).is_ok());
    let previous = day.series(-1.day()).skip(1).take(NEAREST_OPEN_DAYS).find(open);
    let next = day.series(1.day()).skip(1).take(NEAREST_OPEN_DAYS).find(open);

    let lines = Lines::new(&units, roll, &facts, sees_diets);
    let groups = lines.groups();
    let children = || groups.iter().flat_map(|group| &group.children);
    let has = |child: &SheetChildView, state: AttendanceState| {
        child.cells.bytes().any(|cell| cell == b'0' + state.code())
    };
    let count = |of: &dyn Fn(&SheetChildView) -> bool| place(children().filter(|child| of(child)).count());
    let eating = children().filter(|child| child.expected && sees_diets);
    let diets = diet_counts(eating.map(|child| (diet_of(&child.diet_code), 1)));
    Ok(DaySheetView {
        activity_id: request.activity,
        activity_name: offer.activity(request.activity)?.name.clone(),
        day,
        day_label: long_day(day),
        previous,
        next,
        closed,
        units: units.iter().map(|row| unit_view(&offer, row, true)).collect::<Result<_, _>>()?,
        expected: groups.iter().map(|group| group.expected).sum(),
        present: groups.iter().map(|group| group.present).sum(),
        announced_absent: count(&|child| !child.expected),
        waiting: lines.waiting,
        to_tick: count(&|child| has(child, AttendanceState::Booked)),
        diets,
        groups,
        may_tick: false,
    })
}

/// The name of an activity and the children it expects on a day, class by class, as its sheet lists them.
pub(crate) fn expected_in(
    reader: &Reader<'_>,
    activity: ActivityId,
    day: Date,
) -> Result<(String, Vec<ChildId>), Error> {
    let request = DaySheetRequest { activity, day: Some(day), units: Vec::new() };
    let view = build(reader, &request, day, false)?;
    let listed = view.groups.iter().flat_map(|group| &group.children);
    Ok((view.activity_name, listed.filter(|child| child.expected).map(|child| child.child_id).collect()))
}

fn closed_all_day(offer: &Offer, asked: &[&UnitRow], day: Date) -> String {
    let decided = offer.closures.iter().find(|closure: &&Closure| (closure.from..=closure.to).contains(&day));
    let because = asked.iter().find_map(|row| offer.opening(row, day).err());
    match (because, decided) {
        (Some(because), _) => closed_label(&because),
        (None, Some(closure)) => closure.reason.clone(),
        (None, None) => "aucune unité n’est ouverte".to_owned(),
    }
}

/// The children of the sheet, with their cells.
struct Lines {
    children: Vec<(Option<(ClassId, String)>, SheetChildView)>,
    waiting: u32,
}

impl Lines {
    fn new(units: &[&UnitRow], roll: Vec<RollRow>, facts: &[AttendanceFact], sees_diets: bool) -> Self {
        let mut cells: HashMap<ChildId, Vec<Option<&AttendanceFact>>> = HashMap::new();
        for fact in facts {
            if let Some(at) = units.iter().position(|row| row.unit.id == fact.unit) {
                cells.entry(fact.child).or_insert_with(|| vec![None; units.len()])[at] = Some(fact);
            }
        }
        let mut waiting = 0;
        let mut listed: Vec<RollRow> = Vec::new();
        for row in roll {
            let Some(noted) = cells.get(&row.child) else { continue };
            let states = || noted.iter().flatten().map(|fact| fact.state);
            if states().any(is_listed) {
                listed.push(row);
            } else if states().any(|state| state == AttendanceState::Waiting) {
                waiting += 1;
            }
        }
        listed.sort_by_cached_key(|row| (fold(&row.first_names), fold_compact(&row.family_name)));
        let names =
            names_on_a_sheet(listed.iter().map(|row| (row.first_names.as_str(), row.family_name.as_str())));
        let children = listed
            .into_iter()
            .zip(names)
            .map(|(row, name)| {
                let noted = &cells[&row.child];
                let diet = if sees_diets { diet_of(&row.diet_code) } else { Diet::Standard };
                let minutes = noted.iter().enumerate().filter_map(|(at, fact)| {
                    fact.and_then(|fact| fact.minutes).map(|minutes| (place(at), minutes))
                });
                let view = SheetChildView {
                    child_id: row.child,
                    name,
                    diet_code: diet.code().to_owned(),
                    diet_label: diet.label().to_owned(),
                    cells: noted
                        .iter()
                        .map(|fact| char::from(b'0' + fact.map_or(0, |fact| fact.state.code())))
                        .collect(),
                    minutes: minutes.collect(),
                    expected: noted.iter().flatten().any(|fact| fact.state.takes_a_place()),
                };
                (row.class, view)
            })
            .collect();
        Self { children, waiting }
    }

    /// Class by class, in the order of their names; children without a class come last.
    fn groups(&self) -> Vec<SheetGroupView> {
        let mut groups: BTreeMap<(bool, String, Option<ClassId>), SheetGroupView> = BTreeMap::new();
        for (class, child) in &self.children {
            let class_id = class.as_ref().map(|(id, _)| *id);
            let class_name = class.as_ref().map_or(NO_CLASS, |(_, name)| name);
            let group = groups.entry((class_id.is_none(), fold(class_name), class_id)).or_insert_with(|| {
                SheetGroupView {
                    class_id,
                    class_name: class_name.to_owned(),
                    expected: 0,
                    present: 0,
                    children: Vec::new(),
                }
            });
            let came = child
                .cells
                .bytes()
                .any(|cell| AttendanceState::from_code(cell - b'0').is_some_and(AttendanceState::attended));
            group.expected += u32::from(child.expected);
            group.present += u32::from(came);
            group.children.push(child.clone());
        }
        groups.into_values().collect()
    }
}

/// Who waits, or cancelled in time, is not on the sheet: the kitchen does not cook for them.
fn is_listed(state: AttendanceState) -> bool {
    !matches!(state, AttendanceState::Waiting | AttendanceState::CancelledInTime)
}
