//! The yearly list of the children who must be instructed (G13): kept apart from the files, drawn up from them, destroyed with its year.

use std::collections::HashMap;

use domain::calendar::SchoolYear;
use domain::issue::Issues;
use domain::schooling::{
    CompulsoryEntry, CompulsoryEntryDraft, Instruction, asks_erasure, compulsory_in, outlived,
};
use domain::values::BirthDate;
use domain::values::ids::{ChildId, CompulsoryEntryId};
use domain::values::text::fold;
use jiff::civil::Date;
use security::Scope;
use security::access::KeepCompulsoryList;
use store::Reader;
use store::schooling::{CompulsoryListRow, CompulsoryRow};

use super::drawing::{Found, found};
use super::views::*;
use crate::Error;
use crate::activities::SavedView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::unlocked::Unlocked;

/// A list of the town is kept by who sees the town.
pub(super) fn whole_town(scope: &Scope) -> Result<(), Error> {
    match scope {
        Scope::Everywhere => Ok(()),
        Scope::Structures { .. } => Err(Error::refused(
            "La liste de l’obligation scolaire est celle de toute la commune\u{a0}: elle se tient avec un profil qui n’est pas limité à certaines écoles.",
        )),
    }
}

pub(super) fn year_of(asked: Option<&str>, today: Date) -> Result<SchoolYear, Error> {
    match asked {
        Some(text) => SchoolYear::parse(text).map_err(|refusal| Error::refused(refusal.message)),
        None => Ok(SchoolYear::of(today)),
    }
}

pub(super) fn list_of(r: &Reader<'_>, year: SchoolYear) -> Result<Option<CompulsoryListRow>, Error> {
    let label = year.label();
    Ok(r.compulsory_lists()?.into_iter().find(|list| list.school_year == label))
}

pub(super) fn not_drawn(year: SchoolYear) -> Error {
    Error::refused(format!(
        "La liste {} n’est pas dressée, ou vient d’être effacée\u{a0}: dressez-la d’abord.",
        year.label()
    ))
}

/// The list of a school year. Who reads it is remembered.
pub fn compulsory_show(
    call: &Call<'_, KeepCompulsoryList>,
    request: CompulsoryRequest,
) -> Result<CompulsoryView, Error> {
    whole_town(&call.grant().scope())?;
    let today = call.today();
    let year = year_of(request.school_year.as_deref(), today)?;
    call.consult(Subject::all("compulsory_list").detail(year.label()), |r| {
        let lists = r.compulsory_lists()?;
        let label = year.label();
        let list = lists.iter().find(|list| list.school_year == label);
        let current = SchoolYear::of(today);
        let mut school_years: Vec<String> = lists.iter().map(|list| list.school_year.clone()).collect();
        school_years.extend([current.label(), SchoolYear::starting(current.start_year() + 1).label()]);
        school_years.sort_unstable();
        school_years.dedup();
        let rows = entries_today(r, year, today)?;
        let here = || rows.iter().map(|line| &line.row).filter(|row| row.left.is_none());
        let counts = Instruction::ALL.into_iter().filter_map(|instruction| {
            let children = here().filter(|row| row.said.instruction == instruction).count();
            (children > 0).then(|| CompulsoryCount {
                instruction,
                label: instruction.label().to_owned(),
                children: u32::try_from(children).unwrap_or(u32::MAX),
            })
        });
        let counts = counts.collect();
        Ok(CompulsoryView {
            drawn_on: list.map(|list| list.drawn_on),
            refreshed_on: list.map(|list| list.refreshed_on),
            erased_after: year.last_day(),
            school_year: label,
            school_years,
            counts,
            entries: rows.into_iter().map(entry_view).collect(),
        })
    })
}

fn entry_view(LineToday { row, born }: LineToday) -> CompulsoryEntryView {
    CompulsoryEntryView {
        born,
        id: row.id,
        child: row.child,
        instruction_label: row.said.instruction.label().to_owned(),
        previous: row.previous,
        left: row.left,
        left_label: row.left.map(|reason| reason.label().to_owned()).unwrap_or_default(),
        said: row.said,
    }
}

/// Draws the list up from the files, or brings it up to date (R131-3, II: on the first of each month). What agents learnt stays.
pub fn compulsory_draw(
    call: &Call<'_, KeepCompulsoryList>,
    request: CompulsoryRequest,
) -> Result<CompulsoryDrawnView, Error> {
    whole_town(&call.grant().scope())?;
    let today = call.today();
    let year = year_of(request.school_year.as_deref(), today)?;
    if outlived(year, today) {
        return Err(Error::refused(format!(
            "L’année {} est terminée\u{a0}: sa liste n’est plus tenue.",
            year.label()
        )));
    }
    if year.start_year() > SchoolYear::of(today).start_year() + 1 {
        // It is kept until its own end: a list drawn up too early would be kept for years.
        return Err(Error::refused("La liste se dresse pour l’année en cours ou pour la suivante."));
    }
    call.perform_told(Subject::all("compulsory_list"), [Change::People], |w| {
        let label = year.label();
        let drawn_on = list_of(w, year)?.map_or(today, |list| list.drawn_on);
        w.save_compulsory_list(&CompulsoryListRow {
            school_year: label.clone(),
            drawn_on,
            refreshed_on: today,
        })?;
        let mut found = found(w, year, today)?;
        let mut drawn = CompulsoryDrawnView { children: 0, added: 0, gone: 0, unknown: 0 };
        let mut count = |row: &CompulsoryRow| {
            drawn.children += u32::from(row.left.is_none());
            drawn.unknown += u32::from(row.left.is_none() && row.said.instruction == Instruction::Unknown);
        };
        let mut gone = 0;
        let mut rows = w.compulsory_entries(&label)?;
        // Of two lines of one child, left by two files that became one, the line on which an agent wrote something stays.
        rows.sort_by_key(|row| row.said.instruction == Instruction::Unknown);
        for row in rows {
            let child = row.child.or_else(|| same_child(&row, &found));
            match (child, child.and_then(|child| found.remove(&child))) {
                (None, _) if compulsory_in(row.said.birth_date, year) => count(&row),
                (Some(child), Some(now)) => {
                    let row = refreshed(row, child, now);
                    count(&row);
                    w.save_compulsory_entry(&row)?;
                }
                // Lives here no more, or their file is gone: nothing of them is kept.
                _ => {
                    gone += 1;
                    w.erase_compulsory_entry(row.id)?;
                }
            }
        }
        let mut added = 0;
        for (child, now) in found {
            let row = CompulsoryRow {
                id: CompulsoryEntryId::from_uuid(call.new_id()),
                school_year: label.clone(),
                child: Some(child),
                said: now.said,
                previous: now.previous,
                left: None,
            };
            added += 1;
            count(&row);
            w.save_compulsory_entry(&row)?;
        }
        (drawn.added, drawn.gone) = (added, gone);
        let detail = format!(
            "{label}\u{a0}: {} enfants, {added} ajoutés, {gone} retirés, {} sans école connue",
            drawn.children, drawn.unknown
        );
        Ok((drawn, detail))
    })
}

/// A line of the list, as it is said today.
pub(super) struct LineToday {
    pub(super) row: CompulsoryRow,
    /// The birth date as far as it is known: a line keeps the day it is reckoned from.
    pub(super) born: BirthDate,
}

/// The lines of a list with, for each child on file, the adults who answer for the child today: whoever lost authority since the list was
/// drawn up is no longer named (V02).
pub(super) fn entries_today(r: &Reader<'_>, year: SchoolYear, today: Date) -> Result<Vec<LineToday>, Error> {
    let rows = r.compulsory_entries(&year.label())?;
    let on_file = rows.iter().any(|row| row.child.is_some());
    let found = if on_file { found(r, year, today)? } else { HashMap::new() };
    let line = |mut row: CompulsoryRow| {
        let now = row.child.and_then(|child| found.get(&child));
        if row.child.is_some() {
            row.said.guardians = now.map(|now| now.said.guardians.clone()).unwrap_or_default();
        }
        let reckoned = row.said.birth_date;
        let born = now.map(|now| now.born).filter(|born| born.reckoned() == reckoned);
        LineToday { row, born: born.unwrap_or_else(|| reckoned.into()) }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Who a line is about, whatever the spelling.
fn who(said: &CompulsoryEntryDraft) -> (String, String, Date) {
    let first = said.first_names.split([',', ' ']).next().unwrap_or_default();
    (fold(&said.family_name), fold(first), said.birth_date)
}

/// The child on file whom a line typed by hand was about.
fn same_child(row: &CompulsoryRow, found: &HashMap<ChildId, Found>) -> Option<ChildId> {
    let typed = who(&row.said);
    found.iter().find(|(_, one)| who(&one.said) == typed).map(|(child, _)| *child)
}

/// A line with what the file says today. A class of the town is what is; otherwise what an agent learnt stays.
fn refreshed(row: CompulsoryRow, child: ChildId, now: Found) -> CompulsoryRow {
    let learnt = now.said.instruction == Instruction::Unknown && row.said.instruction.is_said();
    let said = match learnt {
        true => CompulsoryEntryDraft {
            instruction: row.said.instruction,
            place: row.said.place,
            grade: row.said.grade,
            ..now.said
        },
        false => now.said,
    };
    CompulsoryRow { child: Some(child), said, previous: now.previous, ..row }
}

/// Adds a child who is on no file, or writes how one is instructed.
pub fn compulsory_entry_save(
    call: &Call<'_, KeepCompulsoryList>,
    request: CompulsoryEntrySaveRequest,
) -> Result<SavedView, Error> {
    whole_town(&call.grant().scope())?;
    let CompulsoryEntrySaveRequest { id: known, school_year, said } = request;
    let year = year_of(Some(&school_year), call.today())?;
    let id = known.unwrap_or_else(|| CompulsoryEntryId::from_uuid(call.new_id()));
    let before = call.read(|r| {
        list_of(r, year)?.ok_or_else(|| not_drawn(year))?;
        known.map(|known| row_of(r, year, known)).transpose()
    })?;
    let on_file = before.as_ref().is_some_and(|before| before.child.is_some());
    if let Some(before) = before.as_ref().filter(|before| before.said.instruction == Instruction::TownSchool)
    {
        return Err(Error::refused(format!(
            "{} est dans une classe de la commune\u{a0}: retirez l’enfant de sa classe, puis mettez la liste à jour.",
            before.said.first_names
        )));
    }
    let said = match before.as_ref().filter(|_| on_file) {
        Some(before) => CompulsoryEntryDraft {
            instruction: said.instruction,
            place: said.place,
            grade: said.grade,
            ..before.said.clone()
        },
        None => said,
    };
    let mut issues = Issues::new();
    let accepted = issues.take_all("said", CompulsoryEntry::try_new(said, year));
    let accepted = issues.finish(accepted).map_err(Error::fields)?;
    let act = if known.is_some() { "ligne corrigée" } else { "ligne ajoutée" };
    let detail = format!("{}\u{a0}: {act}, {}", year.label(), accepted.draft.instruction.label());
    let row = CompulsoryRow {
        id,
        school_year: year.label(),
        child: before.as_ref().and_then(|before| before.child),
        said: accepted.draft,
        previous: before.as_ref().map(|before| before.previous.clone()).unwrap_or_default(),
        left: before.and_then(|before| before.left),
    };
    call.perform(Subject::all("compulsory_list").detail(detail), [Change::People], |w| {
        list_of(w, year)?.ok_or_else(|| not_drawn(year))?;
        let twice = |one: &CompulsoryRow| one.id != row.id && who(&one.said) == who(&row.said);
        if known.is_none() && w.compulsory_entries(&year.label())?.iter().any(twice) {
            return Err(Error::refused(format!(
                "{} {} est déjà sur la liste, avec la même date de naissance.",
                row.said.first_names, row.said.family_name
            )));
        }
        Ok(w.save_compulsory_entry(&row)?)
    })?;
    Ok(SavedView { id: id.into() })
}

fn row_of(r: &Reader<'_>, year: SchoolYear, id: CompulsoryEntryId) -> Result<CompulsoryRow, Error> {
    let row = r.compulsory_entries(&year.label())?.into_iter().find(|row| row.id == id);
    row.ok_or_else(|| Error::not_found("cette ligne de la liste"))
}

/// Takes a child off the list, with why; or puts them back.
pub fn compulsory_entry_leave(
    call: &Call<'_, KeepCompulsoryList>,
    request: CompulsoryLeaveRequest,
) -> Result<SavedView, Error> {
    whole_town(&call.grant().scope())?;
    let year = year_of(Some(&request.school_year), call.today())?;
    let act = match request.reason {
        Some(reason) => format!("ligne retirée, {}", reason.label()),
        None => "ligne remise".to_owned(),
    };
    let subject = Subject::all("compulsory_list").detail(format!("{}\u{a0}: {act}", year.label()));
    call.perform(subject, [Change::People], |w| {
        let row = row_of(w, year, request.id)?;
        Ok(w.save_compulsory_entry(&CompulsoryRow { left: request.reason, ..row })?)
    })?;
    Ok(SavedView { id: request.id.into() })
}

/// Destroys the list of a school year: at any moment, and asked for on the first page in its August.
pub fn compulsory_erase(
    call: &Call<'_, KeepCompulsoryList>,
    request: CompulsoryRequest,
) -> Result<CompulsoryErasedView, Error> {
    whole_town(&call.grant().scope())?;
    let year = year_of(request.school_year.as_deref(), call.today())?;
    let lines = call.perform_told(Subject::all("compulsory_list"), [Change::People], |w| {
        list_of(w, year)?.ok_or_else(|| not_drawn(year))?;
        let lines = w.erase_compulsory_list(&year.label())?;
        Ok((lines, format!("{}\u{a0}: liste effacée, {lines} lignes", year.label())))
    })?;
    Ok(CompulsoryErasedView { lines: u32::try_from(lines).unwrap_or(u32::MAX) })
}

/// Destroys the lists whose school year is over (row R04), in the name of whoever opens the vault: it reads nothing of them.
pub(crate) fn erase_outlived(unlocked: &Unlocked) -> Result<(), Error> {
    let today = unlocked.clock().today();
    let over: Vec<String> = unlocked
        .store()
        .read(|r| r.compulsory_lists())?
        .into_iter()
        .filter(|list| SchoolYear::parse(&list.school_year).is_ok_and(|year| outlived(year, today)))
        .map(|list| list.school_year)
        .collect();
    for school_year in over {
        unlocked.append_told("compulsory_erase", &Subject::all("compulsory_list"), |w| {
            let lines = w.erase_compulsory_list(&school_year)?;
            Ok(((), format!("{school_year}\u{a0}: année scolaire terminée, liste effacée, {lines} lignes")))
        })?;
    }
    Ok(())
}

/// What there is to do with a list.
pub(crate) struct Due {
    pub(crate) label: String,
    pub(crate) verb: &'static str,
    pub(crate) year: SchoolYear,
    pub(crate) by: Option<Date>,
}

/// What the first page asks of whoever keeps the list: to draw it up in September, to erase it in August.
pub(crate) fn due(r: &Reader<'_>, today: Date) -> Result<Option<Due>, Error> {
    let year = SchoolYear::of(today);
    let drawn = list_of(r, year)?.is_some();
    let label = year.label();
    if drawn && asks_erasure(year, today) {
        let said = format!("Effacer la liste de l’obligation scolaire {label}");
        return Ok(Some(Due { label: said, verb: "Effacer", year, by: Some(year.last_day()) }));
    }
    if !drawn && today.month() == 9 && !r.classes()?.is_empty() {
        let said = format!("Dresser la liste de l’obligation scolaire {label}");
        return Ok(Some(Due { label: said, verb: "Dresser", year, by: None }));
    }
    Ok(None)
}
