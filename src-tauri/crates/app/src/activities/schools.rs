//! Schools, classes, and which child sits in which.

use std::collections::HashMap;

use domain::activities::{Grade, School, SchoolClass};
use domain::calendar::{SchoolYear, format_day};
use domain::values::ids::{ClassId, SchoolId};
use domain::values::text::fold;
use security::access::{EditActivities, ReadActivities};
use store::activities::{ClassRow, SchoolRow, SchoolingRow};

use super::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;

/// Schools and the classes of a school year.
pub fn school_list(
    call: &Call<'_, ReadActivities>,
    request: SchoolListRequest,
) -> Result<SchoolListView, Error> {
    let today = call.today();
    let current = SchoolYear::of(today);
    let shown = match request.school_year {
        Some(text) => SchoolYear::parse(&text).map_err(|refusal| Error::refused(refusal.message))?,
        None => current,
    };
    let school_year = shown.label();
    let (schools, classes, sizes) = call.read(|r| {
        Ok((r.schools()?, r.classes()?, r.class_sizes(today.clamp(shown.first_day(), shown.last_day()))?))
    })?;
    let mut school_years: Vec<String> = classes.iter().map(|class| class.school_year.clone()).collect();
    school_years.extend([current.label(), SchoolYear::starting(current.start_year() + 1).label()]);
    school_years.sort_unstable();
    school_years.dedup();

    let sizes: HashMap<ClassId, u32> = sizes.into_iter().collect();
    let mut by_school: HashMap<SchoolId, Vec<ClassView>> = HashMap::new();
    for class in classes.into_iter().filter(|class| class.school_year == school_year) {
        let children = sizes.get(&class.id).copied().unwrap_or_default();
        by_school.entry(class.school).or_default().push(class_view(class, children));
    }
    let mut schools: Vec<SchoolView> = schools
        .into_iter()
        .map(|school| {
            let mut classes = by_school.remove(&school.id).unwrap_or_default();
            classes.sort_by_cached_key(|class| (Grade::from_code(&class.grade), fold(&class.name)));
            SchoolView {
                id: school.id,
                name: school.name,
                uai: school.uai,
                children: classes.iter().map(|class| class.children).sum(),
                classes,
            }
        })
        .collect();
    schools.sort_by_cached_key(|school| fold(&school.name));
    let grades = Grade::all().map(|(_, code, label)| GradeView { code, label }).collect();
    Ok(SchoolListView { school_year, school_years, schools, grades })
}

/// Creates or changes a school.
pub fn school_save(call: &Call<'_, EditActivities>, request: SchoolSaveRequest) -> Result<SavedView, Error> {
    let id = request.id.unwrap_or_else(|| call.new_id().into());
    let school = School::try_new(id, &request.name, &request.uai).map_err(Error::fields)?;
    let row =
        SchoolRow { id, name: school.name, uai: school.uai.map(|uai| uai.to_string()).unwrap_or_default() };
    let subject = Subject::of("school", id).detail(row.name.clone());
    call.perform(subject, [Change::Activities], |w| {
        if request.id.is_some() && !w.schools()?.iter().any(|known| known.id == id) {
            return Err(Error::not_found("cette école"));
        }
        Ok(w.save_school(&row)?)
    })?;
    Ok(SavedView { id: id.into() })
}

/// Creates or changes a class.
pub fn class_save(call: &Call<'_, EditActivities>, request: ClassSaveRequest) -> Result<SavedView, Error> {
    let id = request.id.unwrap_or_else(|| call.new_id().into());
    let class = SchoolClass::try_new(id, request.school, &request.school_year, &request.name, &request.grade)
        .map_err(Error::fields)?;
    let row = ClassRow {
        id,
        school: class.school,
        school_year: class.year.label(),
        name: class.name,
        grade: class.grade.map(Grade::code).unwrap_or_default(),
    };
    let subject = Subject::of("class", id).detail(format!("{} {}", row.name, row.school_year));
    call.perform(subject, [Change::Activities], |w| {
        if !w.schools()?.iter().any(|school| school.id == row.school) {
            return Err(Error::not_found("cette école"));
        }
        if request.id.is_some() && !w.classes()?.iter().any(|known| known.id == id) {
            return Err(Error::not_found("cette classe"));
        }
        Ok(w.save_class(&row)?)
    })?;
    Ok(SavedView { id: id.into() })
}

/// Places children in a class from a day on; what they attended until then ends the day before.
pub fn class_assign(
    call: &Call<'_, EditActivities>,
    request: ClassAssignRequest,
) -> Result<ClassAssignView, Error> {
    let ClassAssignRequest { children, class, from } = request;
    if children.is_empty() {
        return Err(Error::refused("Choisissez au moins un enfant."));
    }
    let subject = class.map_or_else(|| Subject::all("class"), |id| Subject::of("class", id));
    let subject = subject.detail(format!("{} enfants, dès le {}", children.len(), format_day(from)));
    call.perform(subject, [Change::Activities, Change::People], |w| {
        let year = match class {
            None => None,
            Some(id) => {
                let classes = w.classes()?;
                let class = classes.iter().find(|known| known.id == id);
                let class = class.ok_or_else(|| Error::not_found("cette classe"))?;
                let year = SchoolYear::parse(&class.school_year)
                    .map_err(|refusal| Error::refused(refusal.message))?;
                if !(year.first_day()..=year.last_day()).contains(&from) {
                    return Err(Error::refused(format!(
                        "La classe {} est de l’année {}\u{a0}: choisissez un jour de cette année.",
                        class.name, class.school_year
                    )));
                }
                Some(year)
            }
        };
        if w.roll_of_children(&children, from, from)?.len() != children.len() {
            return Err(Error::not_found("l’un de ces enfants"));
        }
        for child in &children {
            w.leave_classes(*child, from)?;
            if let (Some(class), Some(year)) = (class, year) {
                w.save_schooling(&SchoolingRow { child: *child, class, from, to: Some(year.last_day()) })?;
            }
        }
        Ok(())
    })?;
    Ok(ClassAssignView { children: u32::try_from(children.len()).unwrap_or(u32::MAX) })
}

fn class_view(class: ClassRow, children: u32) -> ClassView {
    ClassView {
        id: class.id,
        school_id: class.school,
        school_year: class.school_year,
        name: class.name,
        grade: class.grade,
        children,
    }
}
