//! What lacks in the whole town: a list to work through, never one query per family.

use std::collections::{HashMap, HashSet};

use domain::supporting::{DocumentNature, DocumentStanding, DocumentSubject, Home};
use domain::values::ids::{ActivityId, ChildId, DocumentKindId, FamilyId, GuardianId, HouseholdId};
use domain::values::text::fold;
use jiff::civil::Date;
use security::Right;
use security::access::ReadDocuments;
use store::Reader;
use store::people::{FamilyRow, shown_name};

use super::facts::{Facts, Line};
use super::family::standing_label;
use super::sight::{Shown, Sight};
use super::views::*;
use crate::Error;
use crate::call::Call;
use crate::families::phone;
use crate::session::Empty;

/// Every document asked for that does not hold, or will not within a month: as far as the agent may know.
pub fn document_list(call: &Call<'_, ReadDocuments>, _: Empty) -> Result<DocumentListView, Error> {
    let (sight, today) = (Sight::of(call), call.today());
    call.read(|r| {
        let (facts, homes) = Facts::of_town(r, today)?;
        let town = Town::read(r, &homes, today)?;
        let mut documents: Vec<(String, MissingDocumentRow)> = Vec::new();
        for line in facts.asked(today) {
            let Some(standing) = sight.told(line.kind.said.nature, line.stands.standing) else { continue };
            if standing == DocumentStanding::Received {
                continue;
            }
            let until = line.stands.until.filter(|_| sight.of_nature(line.kind.said.nature) == Shown::Whole);
            for row in town.rows(&line, standing, until) {
                documents.push((fold(&row.family_name), row));
            }
        }
        documents.sort_by(|(one, a), (other, b)| {
            one.cmp(other).then(a.family_number.cmp(&b.family_number)).then(a.standing.cmp(&b.standing))
        });
        let families: HashSet<FamilyId> = documents.iter().map(|(_, row)| row.family).collect();
        let asking: HashSet<ActivityId> =
            documents.iter().flat_map(|(_, row)| row.activities.clone()).collect();
        let activities = r.activities()?.into_iter().filter(|activity| asking.contains(&activity.id));
        Ok(DocumentListView {
            families: u32::try_from(families.len()).unwrap_or(u32::MAX),
            activities: activities
                .map(|activity| DocumentPlaceView {
                    activity: activity.id,
                    name: activity.name,
                    school: activity.school,
                })
                .collect(),
            documents: documents.into_iter().map(|(_, row)| row).collect(),
        })
    })
}

/// The papers each child lacks, theirs or those of whoever they live with, as far as the agent may know. Those of health are not told: what
/// is asked of it may leave in a file (O05).
pub(crate) fn lacking<R: Right>(
    call: &Call<'_, R>,
    r: &Reader<'_>,
    today: Date,
) -> Result<HashMap<ChildId, Vec<DocumentKindId>>, Error> {
    let sight = Sight::of(call);
    let (facts, homes) = Facts::of_town(r, today)?;
    let mut living: HashMap<HouseholdId, Vec<ChildId>> = HashMap::new();
    let mut beside: HashMap<GuardianId, Vec<ChildId>> = HashMap::new();
    for (_, home) in &homes {
        living.entry(home.household).or_default().push(home.child);
        for guardian in &home.guardians {
            beside.entry(*guardian).or_default().push(home.child);
        }
    }
    let mut lacking: HashMap<ChildId, Vec<DocumentKindId>> = HashMap::new();
    for line in facts.asked(today).filter(|line| line.kind.said.nature != DocumentNature::Health) {
        match sight.told(line.kind.said.nature, line.stands.standing) {
            None | Some(DocumentStanding::Received | DocumentStanding::ExpiresSoon) => continue,
            Some(_) => {}
        }
        let children = match line.subject {
            DocumentSubject::Child(child) => vec![child],
            DocumentSubject::Household(household) => living.get(&household).cloned().unwrap_or_default(),
            DocumentSubject::Guardian(guardian) => beside.get(&guardian).cloned().unwrap_or_default(),
        };
        for child in children {
            lacking.entry(child).or_default().push(line.kind.id);
        }
    }
    Ok(lacking)
}

/// The kinds of papers a question may be asked about, by the agent at the desk.
pub(crate) fn askable<R: Right>(
    call: &Call<'_, R>,
    r: &Reader<'_>,
) -> Result<Vec<(DocumentKindId, String)>, Error> {
    let sight = Sight::of(call);
    let kinds = r.document_kinds()?.into_iter().filter(|kind| {
        let nature = kind.said.nature;
        !kind.removed && nature != DocumentNature::Health && sight.of_nature(nature) != Shown::Nothing
    });
    Ok(kinds.map(|kind| (kind.id, kind.said.name)).collect())
}

/// A household, as a line names it.
struct Household {
    family: FamilyId,
    letter: char,
    debtor: Option<GuardianId>,
}

/// Who is who, read once.
struct Town {
    families: HashMap<FamilyId, FamilyRow>,
    households: HashMap<HouseholdId, Household>,
    /// Name, telephone and household of each guardian.
    guardians: HashMap<GuardianId, (String, String, HouseholdId)>,
    /// First name and school of each child.
    children: HashMap<ChildId, (String, Option<String>)>,
    homes_of_child: HashMap<ChildId, Vec<HouseholdId>>,
    children_of_home: HashMap<HouseholdId, Vec<ChildId>>,
    activities: HashMap<ActivityId, String>,
}

impl Town {
    fn read(r: &Reader<'_>, homes: &[(FamilyId, Home)], today: Date) -> Result<Self, Error> {
        let households = r.household_lines()?.into_iter().map(|line| {
            let household =
                Household { family: line.family, letter: line.letter.letter(), debtor: line.debtor };
            (line.id, household)
        });
        let guardians = r.guardian_lines()?.into_iter().map(|line| {
            let name = shown_name(&line.first_names, &line.usage_name, &line.birth_name);
            (line.id, (name, line.phone.as_deref().map(phone).unwrap_or_default(), line.household))
        });
        let mut town = Self {
            families: r.families()?.into_iter().map(|family| (family.id, family)).collect(),
            households: households.collect(),
            guardians: guardians.collect(),
            children: r
                .child_lines(today)?
                .into_iter()
                .map(|line| (line.child, (line.first_names, line.school)))
                .collect(),
            homes_of_child: HashMap::new(),
            children_of_home: HashMap::new(),
            activities: r.activities()?.into_iter().map(|activity| (activity.id, activity.name)).collect(),
        };
        for (_, home) in homes {
            town.homes_of_child.entry(home.child).or_default().push(home.household);
            town.children_of_home.entry(home.household).or_default().push(home.child);
        }
        Ok(town)
    }

    /// One row for each file whose business it is: a child of two files lacks the same paper in both.
    fn rows(
        &self,
        line: &Line<'_>,
        standing: DocumentStanding,
        until: Option<Date>,
    ) -> Vec<MissingDocumentRow> {
        let (households, children, name): (Vec<HouseholdId>, Vec<ChildId>, String) = match line.subject {
            DocumentSubject::Household(id) => {
                let letter = self.households.get(&id).map(|home| home.letter).unwrap_or_default();
                (vec![id], self.children_of(id), format!("Foyer {letter}"))
            }
            DocumentSubject::Guardian(id) => {
                let Some((name, _, household)) = self.guardians.get(&id) else { return Vec::new() };
                (vec![*household], self.children_of(*household), name.clone())
            }
            DocumentSubject::Child(id) => {
                let Some((name, _)) = self.children.get(&id) else { return Vec::new() };
                (self.homes_of_child.get(&id).cloned().unwrap_or_default(), vec![id], name.clone())
            }
        };
        let mut schools: Vec<String> = Vec::new();
        for school in children.iter().filter_map(|child| self.children.get(child)?.1.clone()) {
            if !schools.contains(&school) {
                schools.push(school);
            }
        }
        let mut rows: Vec<MissingDocumentRow> = Vec::new();
        for household in households.iter().filter_map(|id| self.households.get(id)) {
            let Some(family) = self.families.get(&household.family) else { continue };
            if rows.iter().any(|row| row.family == family.id) {
                continue;
            }
            let asked = match line.subject {
                DocumentSubject::Guardian(id) => Some(id),
                _ => household.debtor,
            };
            let (contact_name, phone) = asked
                .and_then(|id| self.guardians.get(&id))
                .map(|(name, phone, _)| (name.clone(), phone.clone()))
                .unwrap_or_default();
            rows.push(MissingDocumentRow {
                family: family.id,
                family_number: family.number,
                family_name: family.name.clone(),
                kind: line.kind.id,
                kind_name: line.kind.said.name.clone(),
                nature: line.kind.said.nature,
                subject: line.subject,
                subject_name: name.clone(),
                standing,
                standing_label: standing_label(standing, line.kind.said.keeping).to_owned(),
                until,
                activities: line.activities.to_vec(),
                activity_names: line
                    .activities
                    .iter()
                    .filter_map(|id| self.activities.get(id).cloned())
                    .collect(),
                schools: schools.clone(),
                contact_name,
                phone,
            });
        }
        rows
    }

    fn children_of(&self, household: HouseholdId) -> Vec<ChildId> {
        self.children_of_home.get(&household).cloned().unwrap_or_default()
    }
}
