//! Two records of one child, side by side.

use std::collections::HashMap;

use domain::calendar::format_day;
use domain::people::overlap;
use domain::values::ids::{ChildId, UnitId};
use jiff::civil::{Date, date};
use store::Reader;
use store::people::ChildRow;

use super::fields::differing;
use super::plan::row;
use super::settle::schooling_notes;
use super::{MergePartView, RecordKind};
use crate::Error;
use crate::families::custody::in_words;
use crate::families::wording::{diet_label, phone};

/// Days over which two records are compared: all there are.
pub(super) const ALWAYS: (Date, Date) = (date(1990, 1, 1), date(2200, 12, 31));

/// Days said in a refusal: the first of them are enough to go and look.
const DAYS_SAID: usize = 3;

/// The child whose health was written goes on: what is sealed is not moved by who cannot read it.
pub(super) fn child(r: &Reader<'_>, reads_health: bool, part: &mut MergePartView) -> Result<(), Error> {
    match (r.health_was_written(part.kept.into())?, r.health_was_written(part.absorbed.into())?) {
        (true, true) if reads_health => part.notes.push(
            "Chacune a son dossier de santé\u{a0}: celui de la fiche gardée continue, l’autre reste scellé et ne se lit plus. Inversez les fiches pour garder l’autre."
                .to_owned(),
        ),
        (true, true) => part.refusals.push(
            "Les deux fiches ont un dossier de santé\u{a0}: la réunion se fait avec un agent du profil Santé, qui dit lequel continue."
                .to_owned(),
        ),
        (false, true) => {
            std::mem::swap(&mut part.kept, &mut part.absorbed);
            part.notes.push("La fiche qui a un dossier de santé est celle qui continue.".to_owned());
        }
        _ => {}
    }
    let (kept, absorbed) = (row(r.child(part.kept.into())?)?, row(r.child(part.absorbed.into())?)?);
    let custody = |child: ChildId| in_words(r, &r.custodies_of_child(child)?);
    part.fields = differing(RecordKind::Child, |code| {
        let text = |child: &ChildRow| -> Result<String, Error> {
            Ok(match code {
                "family_name" => child.family_name.clone(),
                "first_names" => child.first_names.clone(),
                "sex" => child.sex.map(|sex| sex.code().to_owned()).unwrap_or_default(),
                "birth_date" => child.birth_date.format_fr(),
                "birth_place" => child.birth_place.clone(),
                "diet" => diet_label(&child.diet_code).to_owned(),
                "doctor" => doctor(child),
                _ => custody(child.id)?,
            })
        };
        Ok((text(&kept)?, text(&absorbed)?))
    })?;
    conflicts_of_children(r, part)?;
    part.notes.extend(schooling_notes(r, kept.id, absorbed.id)?);
    Ok(())
}

/// What two records of one child cannot both say: said before anything is written.
fn conflicts_of_children(r: &Reader<'_>, part: &mut MergePartView) -> Result<(), Error> {
    let (kept, absorbed) = (ChildId::from_uuid(part.kept), ChildId::from_uuid(part.absorbed));
    let (from, to) = ALWAYS;
    let units: HashMap<UnitId, String> =
        r.units()?.into_iter().map(|row| (row.unit.id, row.unit.name.clone())).collect();
    let unit = |id: &UnitId| units.get(id).cloned().unwrap_or_default();

    let mut facts = HashMap::new();
    let mut days = Vec::new();
    for fact in r.attendance_of_children(&[kept], from, to)? {
        facts.insert((fact.day, fact.unit), (fact.state, fact.minutes));
    }
    for fact in r.attendance_of_children(&[absorbed], from, to)? {
        match facts.get(&(fact.day, fact.unit)) {
            Some(known) if *known != (fact.state, fact.minutes) => days.push((fact.day, unit(&fact.unit))),
            _ => {}
        }
    }
    days.sort();
    if !days.is_empty() {
        let said: Vec<String> = days
            .iter()
            .take(DAYS_SAID)
            .map(|(day, unit)| format!("le {} ({unit})", format_day(*day)))
            .collect();
        let more = days.len().saturating_sub(DAYS_SAID);
        let more = if more > 0 { format!(" et {more} autres") } else { String::new() };
        part.refusals.push(format!(
            "Les deux fiches ne disent pas la même présence {}{more}\u{a0}: corrigez la grille sur l’une des deux.",
            said.join(", ")
        ));
    }

    for other in r.patterns_of_child(absorbed)? {
        let known = r.patterns_of_child(kept)?.into_iter().find(|one| {
            one.unit == other.unit
                && overlap((one.from, one.to), (other.from, other.to))
                && (one.even, one.odd) != (other.even, other.odd)
        });
        if known.is_some() {
            part.refusals.push(format!(
                "Les deux fiches réservent d’autres jours chaque semaine ({})\u{a0}: mettez fin à l’une des semaines types.",
                unit(&other.unit)
            ));
        }
    }

    let classes = r.classes()?;
    let class = |id| classes.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default();
    for other in r.schoolings_of_child(absorbed)? {
        for one in r.schoolings_of_child(kept)? {
            if one.class != other.class && overlap((one.from, one.to), (other.from, other.to)) {
                part.refusals.push(format!(
                    "Deux classes en même temps ({} et {})\u{a0}: retirez l’une des deux avant de réunir.",
                    class(one.class),
                    class(other.class)
                ));
            }
        }
    }
    Ok(())
}

fn doctor(child: &ChildRow) -> String {
    let said = [child.doctor_name.clone(), phone(&child.doctor_phone)];
    said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}
