//! The change of school year, a whole school at once: each class goes to the next level, but for those who repeat a year or leave.

use std::collections::{HashMap, HashSet};

use domain::activities::{Grade, SchoolClass, name_after};
use domain::calendar::SchoolYear;
use domain::values::ids::{ChildId, ClassId};
use domain::values::text::fold;
use security::access::{EditActivities, ReadFamilies};
use store::Reader;
use store::activities::{ClassRollRow, ClassRow, SchoolRow, SchoolingRow};

use super::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::session::Empty;

/// The two years, and what the first leaves to the second.
struct Turn {
    ends: SchoolYear,
    begins: SchoolYear,
    school: SchoolRow,
    classes: Vec<ClassRow>,
    schools: Vec<SchoolRow>,
    roll: Vec<ClassRollRow>,
}

impl Turn {
    fn read(r: &Reader<'_>, request: &YearChangeRequest) -> Result<Self, Error> {
        let ends =
            SchoolYear::parse(&request.school_year).map_err(|refusal| Error::refused(refusal.message))?;
        let begins = SchoolYear::starting(ends.start_year() + 1);
        let schools = r.schools()?;
        let school = schools.iter().find(|school| school.id == request.school).cloned();
        Ok(Self {
            ends,
            begins,
            school: school.ok_or_else(|| Error::not_found("cette école"))?,
            classes: r.classes()?,
            roll: r.class_roll(request.school, &ends.label(), ends.last_day(), begins.first_day())?,
            schools,
        })
    }

    fn classes_of(&self, year: SchoolYear) -> impl Iterator<Item = &ClassRow> {
        let label = year.label();
        self.classes.iter().filter(move |class| class.school_year == label)
    }

    /// The class of the next level in the same school: that of the same name, the only one, or one to be made. Nothing for a class of
    /// several levels, nor when the school never had the next.
    fn proposed(&self, class: &ClassRow) -> Option<NextClass> {
        let grade = Grade::from_code(&class.grade)?;
        let next = grade.next()?;
        let name = name_after(&class.name, grade, next);
        let known: Vec<&ClassRow> = self
            .classes_of(self.begins)
            .filter(|known| known.school == self.school.id && known.grade == next.code())
            .collect();
        let same = known.iter().find(|known| fold(&known.name) == fold(&name));
        match (same, &known[..]) {
            (Some(known), _) | (None, [known]) => Some(NextClass::Known { class: known.id }),
            (None, [_, _, ..]) => None,
            (None, []) => {
                let teaches = self
                    .classes
                    .iter()
                    .any(|known| known.school == self.school.id && known.grade == next.code());
                teaches.then(|| NextClass::New { name, grade: next.code() })
            }
        }
    }

    fn label(&self, class: &ClassRow) -> String {
        let school = self.schools.iter().find(|school| school.id == class.school);
        format!("{}, {}", class.name, school.map(|school| school.name.as_str()).unwrap_or_default())
    }
}

/// What a school leaves to the next year, and what is proposed for each class.
pub fn year_change_show(
    call: &Call<'_, EditActivities>,
    request: YearChangeRequest,
) -> Result<YearChangeView, Error> {
    // Names of children are for who reads families.
    call.also::<ReadFamilies>().ok_or_else(|| Error::not_found("cette école"))?;
    let turn = call.read(|r| Turn::read(r, &request))?;
    let labels: HashMap<ClassId, String> =
        turn.classes.iter().map(|class| (class.id, turn.label(class))).collect();
    let mut classes: Vec<&ClassRow> =
        turn.classes_of(turn.ends).filter(|class| class.school == request.school).collect();
    classes.sort_by_cached_key(|class| (Grade::from_code(&class.grade), fold(&class.name)));
    let classes = classes.into_iter().map(|class| YearChangeClass {
        id: class.id,
        name: class.name.clone(),
        children: turn
            .roll
            .iter()
            .filter(|row| row.class == class.id)
            .map(|row| YearChangeChild {
                id: row.child,
                name: format!("{} {}", row.family_name, row.first_names),
                birth_date: row.birth_date,
                placed: row.then.map(|then| labels.get(&then).cloned().unwrap_or_default()),
            })
            .collect(),
        proposed: turn.proposed(class),
    });
    let classes = classes.collect();
    let mut next: Vec<&ClassRow> = turn.classes_of(turn.begins).collect();
    next.sort_by_cached_key(|class| {
        (class.school != request.school, Grade::from_code(&class.grade), fold(&class.name))
    });
    Ok(YearChangeView {
        school: turn.school.name.clone(),
        from_year: turn.ends.label(),
        to_year: turn.begins.label(),
        first_day: turn.begins.first_day(),
        classes,
        next_classes: next
            .iter()
            .map(|class| NextClassView { id: class.id, label: turn.label(class) })
            .collect(),
    })
}

/// Places the children of a school in the classes of the next year, making those that are not there yet: all of it or nothing.
pub fn year_change_save(
    call: &Call<'_, EditActivities>,
    request: YearChangeSaveRequest,
) -> Result<YearChanged, Error> {
    let asked = YearChangeRequest { school: request.school, school_year: request.school_year };
    let named: Vec<ChildId> = request.moves.iter().flat_map(|one| one.children.iter().copied()).collect();
    if named.is_empty() {
        return Err(Error::refused("Choisissez au moins une classe à faire passer."));
    }
    if named.iter().collect::<HashSet<_>>().len() != named.len() {
        return Err(Error::refused("Un enfant est placé deux fois\u{a0}: rouvrez le passage d’année."));
    }
    let turn = call.read(|r| Turn::read(r, &asked))?;
    let detail = format!("{}\u{a0}: {} enfants en {}", turn.school.name, named.len(), turn.begins.label());
    let subject = Subject::of("school", request.school).detail(detail);
    call.perform(subject, [Change::Activities, Change::People], |w| {
        let turn = Turn::read(w, &asked)?;
        let mut changed =
            YearChanged { school_year: turn.begins.label(), placed: Vec::new(), made: Vec::new() };
        for one in &request.moves {
            let class = match &one.into {
                NextClass::Known { class } => {
                    let known = turn.classes_of(turn.begins).find(|known| known.id == *class);
                    known.ok_or_else(|| Error::not_found("cette classe"))?.id
                }
                NextClass::New { name, grade } => {
                    let id = ClassId::from_uuid(call.new_id());
                    let class = SchoolClass::try_new(id, request.school, &turn.begins.label(), name, grade);
                    let class = class.map_err(Error::fields)?;
                    w.save_class(&ClassRow {
                        id,
                        school: class.school,
                        school_year: class.year.label(),
                        name: class.name,
                        grade: class.grade.map(Grade::code).unwrap_or_default(),
                    })?;
                    changed.made.push(id);
                    id
                }
            };
            for child in &one.children {
                let row = turn.roll.iter().find(|row| row.child == *child);
                let row = row.ok_or_else(|| Error::not_found("l’un de ces enfants dans cette école"))?;
                if row.then.is_some() {
                    return Err(Error::refused(format!(
                        "{} {} a déjà une classe en {}\u{a0}: «\u{a0}Mettre en classe\u{a0}» la change.",
                        row.first_names,
                        row.family_name,
                        turn.begins.label()
                    )));
                }
                let (from, to) = (turn.begins.first_day(), turn.begins.last_day());
                w.leave_classes(*child, from)?;
                w.save_schooling(&SchoolingRow { child: *child, class, from, to: Some(to) })?;
                changed.placed.push(YearChangePlace { child: *child, class });
            }
        }
        Ok(changed)
    })
}

/// Takes a change of year back, as long as each child is where it put them.
pub fn year_change_undo(call: &Call<'_, EditActivities>, changed: YearChanged) -> Result<Empty, Error> {
    let year = SchoolYear::parse(&changed.school_year).map_err(|refusal| Error::refused(refusal.message))?;
    let from = year.first_day();
    let detail = format!("Passage en {} annulé, {} enfants", year.label(), changed.placed.len());
    call.perform(Subject::all("class").detail(detail), [Change::Activities, Change::People], |w| {
        for YearChangePlace { child, class } in &changed.placed {
            let last = w.schoolings_of_child(*child)?.pop();
            if !last.is_some_and(|last| last.class == *class && last.from == from) {
                return Err(Error::refused(
                    "Un de ces enfants a changé de classe depuis\u{a0}: rien n’est repris, corrigez-le directement.",
                ));
            }
            w.leave_classes(*child, from)?;
        }
        changed.made.iter().try_for_each(|class| Ok(w.remove_class(*class)?))
    })?;
    Ok(Empty {})
}
