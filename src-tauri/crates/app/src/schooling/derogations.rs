//! The schooling of the children of a file, and leave to attend another school than that of the sector (V16).

use std::collections::HashMap;

use domain::calendar::SchoolYear;
use domain::issue::{IssueCode, Issues, Refusal};
use domain::schooling::{Derogation, DerogationStanding};
use domain::values::ids::{ClassId, DerogationId, SchoolId, StopId};
use domain::values::text::fold;
use jiff::civil::Date;
use security::access::{EditSchooling, ReadSchooling};
use store::Reader;
use store::activities::{ClassRow, SchoolRow};
use store::people::{ChildRow, FamilyMembers};
use store::schooling::{DerogationRow, StopRow};

use super::views::*;
use super::{homes_on, lives_here};
use crate::Error;
use crate::activities::SavedView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::families::{ChildFiles, FamilyRequest, weekdays};

/// What schools, classes and stops are called.
pub(super) struct Names {
    pub(super) schools: HashMap<SchoolId, SchoolRow>,
    pub(super) classes: HashMap<ClassId, ClassRow>,
    stops: HashMap<StopId, (StopRow, String)>,
}

impl Names {
    pub(super) fn read(r: &Reader<'_>) -> Result<Self, Error> {
        let circuits: HashMap<_, _> = r.circuits()?.into_iter().map(|one| (one.id, one.name)).collect();
        let stops = r.stops()?.into_iter().filter_map(|stop| {
            let label = format!("{}, {}", circuits.get(&stop.circuit)?, stop.name);
            Some((stop.id, (stop, label)))
        });
        Ok(Self {
            stops: stops.collect(),
            schools: r.schools()?.into_iter().map(|school| (school.id, school)).collect(),
            classes: r.classes()?.into_iter().map(|class| (class.id, class)).collect(),
        })
    }

    fn school(&self, id: Option<SchoolId>) -> String {
        id.and_then(|id| self.schools.get(&id)).map(|school| school.name.clone()).unwrap_or_default()
    }

    /// `Les Tilleuls`, `CE1 B`, its year, for a class.
    pub(super) fn class(&self, id: ClassId) -> Option<(&str, &ClassRow)> {
        let class = self.classes.get(&id)?;
        Some((self.schools.get(&class.school).map_or("", |school| school.name.as_str()), class))
    }
}

/// The classes of the children of a file, leave asked for them, the bus they take.
pub fn family_schooling(
    call: &Call<'_, ReadSchooling>,
    request: FamilyRequest,
) -> Result<FamilySchoolingView, Error> {
    let today = call.today();
    call.read(|r| {
        let members = r.family_members(request.family)?;
        let members = members.ok_or_else(|| Error::not_found("cette famille"))?;
        let names = Names::read(r)?;
        let files = ChildFiles::read(r, &members.children.iter().map(|child| child.id).collect::<Vec<_>>())?;
        let children = members.children.iter();
        let children = children.map(|child| child_view(r, (&members, &files), child, &names, today));
        let mut schools: Vec<SchoolOption> = names
            .schools
            .values()
            .map(|school| SchoolOption { id: school.id, label: school.name.clone() })
            .collect();
        schools.sort_by_cached_key(|school| fold(&school.label));
        let mut stops: Vec<(String, u16, StopOption)> = names
            .stops
            .values()
            .map(|(stop, label)| {
                let circuit = label.rsplit_once(", ").map_or(label.as_str(), |(circuit, _)| circuit);
                (fold(circuit), stop.rank, StopOption { id: stop.id, label: label.clone() })
            })
            .collect();
        stops.sort_by(|(one, a, _), (other, b, _)| one.cmp(other).then(a.cmp(b)));
        let year = SchoolYear::of(today);
        Ok(FamilySchoolingView {
            children: children.collect::<Result<_, Error>>()?,
            schools,
            stops: stops.into_iter().map(|(_, _, stop)| stop).collect(),
            school_years: vec![year.label(), SchoolYear::starting(year.start_year() + 1).label()],
        })
    })
}

fn child_view(
    r: &Reader<'_>,
    (members, files): (&FamilyMembers, &ChildFiles),
    child: &ChildRow,
    names: &Names,
    today: Date,
) -> Result<ChildSchoolingView, Error> {
    let mut steps: Vec<SchoolingStepView> = r
        .schoolings_of_child(child.id)?
        .into_iter()
        .filter_map(|step| {
            let (school, class) = names.class(step.class)?;
            Some(SchoolingStepView {
                school_year: class.school_year.clone(),
                school: school.to_owned(),
                class: class.name.clone(),
                from: step.from,
                to: step.to,
                current: step.from <= today && step.to.is_none_or(|to| to >= today),
            })
        })
        .collect();
    steps.reverse();
    let derogations = r.derogations_of_child(child.id)?.into_iter().map(|row| DerogationView {
        id: row.id,
        sector_label: names.school(row.draft.sector),
        asked_label: match row.draft.asked {
            Some(_) => names.school(row.draft.asked),
            None => row.draft.asked_elsewhere.clone(),
        },
        reason_label: row.draft.reason.label().to_owned(),
        standing_label: row.draft.standing.label().to_owned(),
        standing: row.draft.standing,
        draft: row.draft,
    });
    let transports = r.transports_of_child(child.id)?.into_iter().map(|one| TransportView {
        id: one.id,
        label: names.stops.get(&one.draft.stop).map_or("Arrêt supprimé", |(_, label)| label).to_owned(),
        direction_label: one.draft.direction.label().to_owned(),
        days_label: weekdays(one.draft.days),
        running: one.draft.to.is_none_or(|to| to >= today),
        draft: one.draft,
    });
    let mut cities: Vec<String> = Vec::new();
    for home in homes_on(members, child.id, today) {
        if !cities.contains(&home.address.city) {
            cities.push(home.address.city.clone());
        }
    }
    Ok(ChildSchoolingView {
        child: child.id,
        name: child.first_names.clone(),
        resident: lives_here(&files.of(child.id), child.id, today),
        city: cities.join(", "),
        steps,
        derogations: derogations.collect(),
        transports: transports.collect(),
    })
}

/// Writes leave that is asked for, or what was answered.
pub fn derogation_save(
    call: &Call<'_, EditSchooling>,
    request: DerogationSaveRequest,
) -> Result<SavedView, Error> {
    let DerogationSaveRequest { id, child, draft } = request;
    let today = call.today();
    let known = id;
    let id = known.unwrap_or_else(|| DerogationId::from_uuid(call.new_id()));
    let resident = call.read(|r| {
        r.child(child)?.ok_or_else(|| Error::not_found("cet enfant"))?;
        Ok(lives_here(&ChildFiles::read(r, &[child])?.of(child), child, today))
    })?;
    let mut issues = Issues::new();
    let accepted = issues.take_all("draft", Derogation::try_new(draft, resident, today));
    let accepted = issues.finish(accepted).map_err(Error::fields)?;
    // For which year and how far: the reason stays in the file.
    let detail = format!("Dérogation {} {}", accepted.draft.standing.label(), accepted.year.label());
    let row = DerogationRow { id, child, draft: accepted.draft };
    call.perform(Subject::of("child", child).detail(detail), [Change::People], |w| {
        if known.is_some() && w.derogation(id)?.is_none_or(|before| before.child != child) {
            return Err(Error::not_found("cette dérogation"));
        }
        let schools = w.schools()?;
        for named in [row.draft.sector, row.draft.asked].into_iter().flatten() {
            if !schools.iter().any(|school| school.id == named) {
                return Err(Error::not_found("cette école"));
            }
        }
        let stands = |other: &DerogationRow| {
            other.id != id
                && other.draft.school_year == row.draft.school_year
                && other.draft.standing != DerogationStanding::Refused
        };
        if row.draft.standing != DerogationStanding::Refused && w.derogations_of_child(child)?.iter().any(stands) {
            let said = "Une dérogation est déjà demandée ou accordée pour cette année\u{a0}: corrigez celle qui existe.";
            return Err(Error::fields(vec![
                Refusal::new(IssueCode::Duplicate, said).at("draft.school_year"),
            ]));
        }
        Ok(w.save_derogation(&row)?)
    })?;
    Ok(SavedView { id: id.into() })
}

/// Removes leave that was written by mistake.
pub fn derogation_remove(
    call: &Call<'_, EditSchooling>,
    request: DerogationRequest,
) -> Result<SavedView, Error> {
    let row = call.read(|r| r.derogation(request.id)?.ok_or_else(|| Error::not_found("cette dérogation")))?;
    let detail = format!("Dérogation retirée {}", row.draft.school_year);
    call.perform(Subject::of("child", row.child).detail(detail), [Change::People], |w| {
        Ok(w.remove_derogation(row.id)?)
    })?;
    Ok(SavedView { id: row.id.into() })
}
