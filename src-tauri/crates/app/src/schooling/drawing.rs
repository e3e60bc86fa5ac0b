//! What the files say of each child who must be instructed in a school year (R131-3): read once, a page of files at a time.

use std::collections::{HashMap, HashSet};

use domain::calendar::SchoolYear;
use domain::people::{AdultNames, Detail, OptionalField, answers_for, is_barred};
use domain::schooling::{CompulsoryEntryDraft, Instruction, compulsory_in};
use domain::values::ids::{ChildId, FamilyId};
use domain::values::{BirthDate, birth_place_shown};
use jiff::civil::Date;
use store::Reader;
use store::activities::SchoolingRow;
use store::people::{ChildRow, FamilyMembers, GuardianRow, HouseholdRow};

use super::derogations::Names;
use super::{adults_of, homes_on, name_of};
use crate::Error;
use crate::families::{FILES_AT_ONCE, address};
use crate::settings;

/// What the files say of a child.
pub(super) struct Found {
    pub(super) said: CompulsoryEntryDraft,
    /// The birth date, as far as it is known.
    pub(super) born: BirthDate,
    /// The school and the class of the year before.
    pub(super) previous: String,
}

/// Every child of the town who must be instructed that year and lives here on a day of it.
pub(super) fn found(r: &Reader<'_>, year: SchoolYear, today: Date) -> Result<HashMap<ChildId, Found>, Error> {
    let day = today.clamp(year.first_day(), year.last_day());
    let names = Names::read(r)?;
    let professions = settings::asked(r)?.contains(&OptionalField::Profession);
    let mut found: HashMap<ChildId, Found> = HashMap::new();
    let families: Vec<FamilyId> = r.families()?.into_iter().map(|family| family.id).collect();
    for page in families.chunks(FILES_AT_ONCE) {
        let files = r.members_of(page)?;
        let asked = |child: &&ChildRow| compulsory_in(child.birth_date.reckoned(), year);
        let due: HashSet<ChildId> =
            files.iter().flat_map(|file| file.children.iter().filter(asked)).map(|child| child.id).collect();
        let mut steps: HashMap<ChildId, Vec<SchoolingRow>> = HashMap::new();
        for step in r.schoolings_of_children(&due.into_iter().collect::<Vec<_>>())? {
            steps.entry(step.child).or_default().push(step);
        }
        let children =
            files.iter().flat_map(|file| file.children.iter().filter(asked).map(move |one| (file, one)));
        for (members, child) in children {
            let homes = homes_on(members, child.id, day);
            let here: Vec<_> = homes.iter().copied().filter(|home| home.is_resident).collect();
            if here.is_empty() {
                continue;
            }
            let home: Vec<String> = here.iter().map(|home| address(&home.address)).collect();
            let adults = answering(members, child, &homes, day)
                .into_iter()
                .map(|adult| adult_line(members, child, adult, professions));
            let adults: Vec<String> = adults.collect();
            // A child of two files has one line, with everyone who answers for them.
            let one = found.entry(child.id).or_insert_with(|| {
                of_child(child, steps.get(&child.id).map_or(&[], Vec::as_slice), (year, day), &names)
            });
            join(&mut one.said.home, &home);
            join(&mut one.said.guardians, &adults);
        }
    }
    Ok(found)
}

/// The adults of a child's homes, then whoever else of the file answers for the child: the list names the persons responsible (R131-3), and a
/// parent who lives elsewhere is still one (Code civil, art. 373-2). Nobody barred, under either of two records (V02).
fn answering<'m>(
    members: &'m FamilyMembers,
    child: &'m ChildRow,
    homes: &'m [&'m HouseholdRow],
    day: Date,
) -> Vec<&'m GuardianRow> {
    let lost = members.losses_on(day).filter(|row| row.said.child == child.id);
    let barred: Vec<AdultNames> = lost.map(|row| row.names.clone()).collect();
    let mut adults: Vec<&GuardianRow> = adults_of(members, child, homes, day).collect();
    let answers = |adult: &&GuardianRow| answers_for(members.authority(adult, child.id, day));
    for adult in members.guardians.iter().filter(answers) {
        if !adults.iter().any(|known| known.id == adult.id) {
            adults.push(adult);
        }
    }
    adults.retain(|adult| !is_barred(&adult.names(), &barred));
    adults
}

/// `Anne Le Goff (mère, infirmière)`.
fn adult_line(members: &FamilyMembers, child: &ChildRow, adult: &GuardianRow, professions: bool) -> String {
    let own = members
        .details
        .iter()
        .find(|row| row.owner == adult.id.as_uuid() && row.detail == Detail::Profession && professions);
    let tie = members.kinship(adult, child.id).label();
    match own.map(|row| row.value.trim()).filter(|words| !words.is_empty()) {
        Some(profession) => format!("{} ({tie}, {profession})", name_of(adult)),
        None => format!("{} ({tie})", name_of(adult)),
    }
}

fn join(words: &mut String, more: &[String]) {
    for one in more {
        if !words.split(" ; ").any(|known| known == one) {
            if !words.is_empty() {
                words.push_str(" ; ");
            }
            words.push_str(one);
        }
    }
}

/// A child alone, with the classes they went through: their homes and their adults are said by each of their files.
fn of_child(
    child: &ChildRow,
    steps: &[SchoolingRow],
    (year, day): (SchoolYear, Date),
    names: &Names,
) -> Found {
    let sits = steps.iter().find(|step| step.from <= day && step.to.is_none_or(|to| to >= day));
    let class = sits.and_then(|step| names.class(step.class));
    let (instruction, place, grade) = match class {
        Some((school, class)) => (Instruction::TownSchool, school.to_owned(), class.name.clone()),
        None => (Instruction::Unknown, String::new(), String::new()),
    };
    let before = SchoolYear::starting(year.start_year() - 1).label();
    let of_before =
        |step: &&SchoolingRow| names.class(step.class).is_some_and(|(_, class)| class.school_year == before);
    let previous = steps.iter().rev().find(of_before).and_then(|step| names.class(step.class));
    let said = CompulsoryEntryDraft {
        family_name: child.family_name.clone(),
        first_names: child.first_names.clone(),
        sex: child.sex,
        birth_date: child.birth_date.reckoned(),
        birth_place: birth_place_shown(&child.birth_place, &child.birth_code),
        home: String::new(),
        guardians: String::new(),
        instruction,
        place,
        grade,
    };
    Found {
        said,
        born: child.birth_date,
        previous: previous.map(|(school, class)| format!("{school}, {}", class.name)).unwrap_or_default(),
    }
}
