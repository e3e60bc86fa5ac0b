//! The statement of hours, counted from the presences themselves.

use std::collections::HashMap;
use std::sync::Arc;

use domain::activities::{ActivityKind, UnitKind};
use domain::attendance::{AttendanceState, DeclaredUnit, HoursRow, HoursStatement};
use domain::calendar::Month;
use domain::issue::{IssueCode, Refusal};
use domain::tariffs::{Tariff, tariff_on};
use domain::values::ids::{ChildId, UnitId};
use exchange::caf::{alsh_csv, alsh_file_name};
use exchange::tabular::Charset;
use jiff::civil::Date;
use security::access::ExportCaf;
use store::Reader;
use store::treasury::FrozenFile;

use super::statements::{KIND, frozen_as};
use super::{CafAlshRequest, CafAlshRow, CafAlshView};
use crate::activities::calendar_of_town;
use crate::billing::SavedFileView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::jobs::{JobView, Progress};

/// A year and a half: no declaration covers more.
const MOST_MONTHS: i32 = 18;

/// The statement an agent is looking at.
#[derive(Debug)]
struct Statement {
    from: Month,
    to: Month,
    rows: Vec<HoursRow>,
    unticked: u64,
}

/// Counts the hours of some months.
pub fn alsh_preview(call: &Call<'_, ExportCaf>, request: CafAlshRequest) -> Result<JobView, Error> {
    check(request)?;
    call.spawn(move |call, progress| {
        let subject = Subject::all(KIND).detail(format!("{} à {}", request.from, request.to));
        let statement = call.consult(subject, |r| Statement::count(r, request, progress))?;
        let view = statement.view();
        call.unlocked().keep(Arc::new(statement));
        Ok(view)
    })
}

/// The statement counted since the vault was opened.
pub fn alsh_show(call: &Call<'_, ExportCaf>, request: CafAlshRequest) -> Result<CafAlshView, Error> {
    let kept = call.unlocked().kept::<Statement>();
    let kept = kept.filter(|kept| (kept.from, kept.to) == (request.from, request.to));
    let none = || Error::new(Code::NotFound, "Cet état n’est pas en mémoire\u{a0}: lancez le calcul.");
    Ok(kept.ok_or_else(none)?.view())
}

/// Counts the hours again and writes them for the agent who declares them.
pub fn alsh_export(call: &Call<'_, ExportCaf>, request: CafAlshRequest) -> Result<JobView, Error> {
    check(request)?;
    call.spawn(move |call, progress| {
        let statement = call.read(|r| Statement::count(r, request, progress))?;
        if statement.rows.is_empty() {
            return Err(Error::refused(
                "Aucune heure sur ces mois\u{a0}: ni périscolaire ni accueil de loisirs n’y a de présence.",
            ));
        }
        let bytes = alsh_csv(&statement.rows, Charset::Windows1252).bytes;
        let sha256 = crate::outside::fingerprint(&bytes);
        let file = FrozenFile { file_name: alsh_file_name(request.from, request.to), sha256, bytes };
        let frozen_as = frozen_as(request, &file.sha256);
        let detail = format!("{}, {} lignes, SHA-256 {}", file.file_name, statement.rows.len(), file.sha256);
        let id = call.new_id();
        call.perform(Subject::of("exported_file", id).detail(detail), [Change::Treasury], |w| {
            if w.exported_file(KIND, &frozen_as)?.is_none() {
                w.freeze_file(id, KIND, &frozen_as, &file)?;
            }
            Ok(())
        })?;
        let path = call.outside().save_file(&file.file_name, &file.bytes)?;
        Ok(SavedFileView {
            file_name: file.file_name,
            path,
            bytes: file.bytes.len() as u64,
            sha256: file.sha256,
        })
    })
}

fn check(request: CafAlshRequest) -> Result<(), Error> {
    let length = request.to.months_since(request.from);
    if (0..MOST_MONTHS).contains(&length) {
        return Ok(());
    }
    let refusal = Refusal::new(IssueCode::OutOfRange, "La période va d’un mois à dix-huit, dans l’ordre.");
    Err(Error::fields(vec![refusal.at("to")]))
}

impl Statement {
    fn count(reader: &Reader<'_>, request: CafAlshRequest, progress: &Progress) -> Result<Self, Error> {
        let CafAlshRequest { from, to } = request;
        progress.phase("Lecture des activités", 0)?;
        let tariffs = reader.tariffs()?;
        let units = declared_units(reader)?;
        let unit_ranks: HashMap<UnitId, u32> =
            (0..).zip(&units).map(|(rank, unit)| (unit.unit.id, rank)).collect();
        let mut births: Vec<Date> = Vec::new();
        let mut child_ranks: HashMap<ChildId, u32> = HashMap::new();
        reader.each_billable_child(|row| {
            child_ranks.insert(row.id, child_ranks.len() as u32);
            births.push(row.birth_date);
            Ok(())
        })?;
        let mut statement = HoursStatement::new(calendar_of_town(reader)?, &units, &births);
        let mut unticked = 0;
        let months = to.months_since(from).unsigned_abs() + 1;
        progress.phase("Lecture des présences", u64::from(months))?;
        let mut of_day = TariffsOfDay { tariffs: &tariffs, units: &units, day: None, known: Vec::new() };
        let mut month = from;
        for done in 1..=months {
            reader.each_attendance(month.first_day(), month.last_day(), |fact| {
                let (Some(unit), Some(child)) = (unit_ranks.get(&fact.unit), child_ranks.get(&fact.child))
                else {
                    return;
                };
                unticked += u64::from(fact.state == AttendanceState::Booked);
                let tariff = of_day.tariff(*unit, fact.day);
                statement.push(fact.day, *unit, *child, fact.state, fact.minutes, tariff);
            })?;
            progress.done(u64::from(done))?;
            month = month.next();
        }
        Ok(Self { from, to, rows: statement.finish(), unticked })
    }

    fn view(&self) -> CafAlshView {
        CafAlshView {
            from: self.from,
            to: self.to,
            done_minutes: self.rows.iter().map(|row| row.done_minutes).sum(),
            capped_minutes: self.rows.iter().map(|row| row.capped_minutes).sum(),
            billed_minutes: self.rows.iter().map(|row| row.billed_minutes).sum(),
            unticked: self.unticked,
            rows: self
                .rows
                .iter()
                .map(|row| CafAlshRow {
                    month: row.month,
                    facility: row.facility.clone(),
                    care: row.care,
                    ages: row.ages,
                    done_minutes: row.done_minutes,
                    capped_minutes: row.capped_minutes,
                    billed_minutes: row.billed_minutes,
                    children: row.children,
                    slots: row.slots,
                })
                .collect(),
        }
    }
}

/// Units of after-school care and leisure centres: the canteen's meals are no hours of care.
fn declared_units(reader: &Reader<'_>) -> Result<Vec<DeclaredUnit>, Error> {
    let activities: HashMap<_, _> = reader
        .activities()?
        .into_iter()
        .filter(|activity| activity.kind != ActivityKind::SchoolMeals)
        .map(|activity| (activity.id, activity))
        .collect();
    let units = reader.units()?.into_iter().filter_map(|row| {
        let activity = activities.get(&row.unit.activity)?;
        let facility = if activity.facility.is_empty() { &activity.name } else { &activity.facility };
        Some(DeclaredUnit {
            kind: activity.kind,
            facility: facility.clone(),
            with_meal: row.with_meal || row.unit.kind == UnitKind::Meal,
            unit: row.unit,
        })
    });
    Ok(units.collect())
}

/// The tariffs of the day being read: presences come day by day, and a tariff may change on any of them.
struct TariffsOfDay<'a> {
    tariffs: &'a [Tariff],
    units: &'a [DeclaredUnit],
    day: Option<Date>,
    /// For each unit, once it was asked for on that day.
    known: Vec<Option<Option<&'a Tariff>>>,
}

impl<'a> TariffsOfDay<'a> {
    fn tariff(&mut self, unit: u32, day: Date) -> Option<&'a Tariff> {
        if self.day != Some(day) {
            self.day = Some(day);
            self.known.clear();
            self.known.resize(self.units.len(), None);
        }
        let unit = unit as usize;
        let declared = &self.units[unit].unit;
        *self.known[unit].get_or_insert_with(|| tariff_on(self.tariffs, declared.activity, declared.id, day))
    }
}
