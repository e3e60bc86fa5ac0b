//! Choosing among the children of the town: a few runs of the tables, never one query per child nor per family.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::calendar::{SchoolYear, age_on};
use domain::consents::ConsentSubject;
use domain::queries::{ChildFacts, chosen};
use domain::values::ids::{ActivityId, ChildId, DocumentKindId, FamilyId, HouseholdId};
use domain::values::text::fold;
use jiff::civil::Date;
use security::access::{ReadBalance, ReadConsents, ReadDocuments, ReadFamilies};
use store::people::{ChildLine, FamilyRow, HouseholdLine};

use super::*;
use crate::error::Code;
use crate::families::FILES_AT_ONCE;
use crate::{consents, supporting};

/// What criteria may be made of.
pub fn options(call: &Call<'_, ExportLists>, _: Empty) -> Result<QueryOptionsView, Error> {
    call.joint::<ReadFamilies>()?;
    let year = SchoolYear::of(call.today()).label();
    let (brackets, documents, texts) = (
        call.also::<ReadBalance>().is_some(),
        call.also::<ReadDocuments>().is_some(),
        call.also::<ReadConsents>().is_some(),
    );
    call.read(|r| {
        let schools = r.schools()?;
        let named: HashMap<_, _> = schools.iter().map(|school| (school.id, school.name.clone())).collect();
        let classes = r.classes()?.into_iter().filter(|class| class.school_year == year).map(|class| {
            let school = named.get(&class.school).map(String::as_str).unwrap_or_default();
            QueryOption { value: class.id, label: format!("{}, {school}", class.name) }
        });
        let activities =
            r.activities()?.into_iter().map(|one| QueryOption { value: one.id, label: one.name });
        let homes = r.household_lines()?;
        let labels = homes.iter().filter_map(|home| home.bracket.label.clone());
        let cities = homes.iter().map(|home| home.city.clone()).filter(|city| !city.is_empty());
        let documents = if documents { Some(supporting::askable(call, r)?) } else { None };
        let documents = documents
            .map(|kinds| by_label(kinds.into_iter().map(|(value, label)| QueryOption { value, label })));
        let asked = if texts { Some(r.consent_texts()?) } else { None };
        let consents = asked.map(|texts| {
            let of_children = texts.into_iter().filter(|text| {
                text.retired_on.is_none()
                    && text.said.subject == ConsentSubject::Child
                    && !text.said.purpose.is_information()
            });
            by_label(of_children.map(|text| QueryOption { value: text.id, label: text.said.title }))
        });
        Ok(QueryOptionsView {
            schools: by_label(schools.into_iter().map(|one| QueryOption { value: one.id, label: one.name })),
            classes: by_label(classes),
            activities: by_label(activities),
            brackets: brackets.then(|| once(labels)),
            cities: once(cities),
            documents,
            consents,
        })
    })
}

/// Who is chosen. What was asked, and how many answered, is remembered.
pub fn run(call: &Call<'_, ExportLists>, request: QueryRunRequest) -> Result<QueryRunView, Error> {
    call.joint::<ReadFamilies>()?;
    let conditions = request.conditions;
    check_conditions(&conditions).map_err(Error::fields)?;
    readable(call, &conditions)?;
    let today = call.today();
    let view = call.read(|r| {
        let town = Town::read(call, r, &conditions, today)?;
        // What is asked of answers is read last, of the families that are left.
        let (last, first): (Vec<Condition>, Vec<Condition>) =
            conditions.iter().cloned().partition(|one| matches!(one.criterion, Criterion::Consent { .. }));
        let mut left: Vec<(ChildLine, ChildFacts)> = Vec::new();
        let mut seen: HashSet<ChildId> = HashSet::new();
        for line in r.child_lines(today)? {
            // A child of two files is one child.
            if !seen.insert(line.child) {
                continue;
            }
            let facts = town.facts(&line);
            if chosen(&first, &facts, today) {
                left.push((line, facts));
            }
        }
        if !last.is_empty() {
            let families: BTreeSet<FamilyId> = left.iter().map(|(line, _)| line.family).collect();
            let families: Vec<FamilyId> = families.into_iter().collect();
            let mut answered = HashMap::new();
            for page in families.chunks(FILES_AT_ONCE) {
                answered.extend(consents::agreed(r, page, today)?);
            }
            for (line, facts) in &mut left {
                facts.agreed = answered.remove(&(line.family, line.child)).unwrap_or_default();
            }
            left.retain(|(_, facts)| chosen(&last, facts, today));
        }
        Ok(town.view(left, seen.len(), today))
    })?;
    let many = view.children.len();
    let detail = format!("{}\u{a0}: {many} enfant{}", about(&conditions), if many > 1 { "s" } else { "" });
    call.consult(Subject::all("query").detail(detail), |_| Ok(()))?;
    Ok(view)
}

/// A criterion over what the agent does not read would tell it all the same.
fn readable(call: &Call<'_, ExportLists>, conditions: &[Condition]) -> Result<(), Error> {
    for condition in conditions {
        let reads = match condition.criterion {
            Criterion::Bracket { .. } => call.also::<ReadBalance>().is_some(),
            Criterion::LackingDocument { .. } => call.also::<ReadDocuments>().is_some(),
            Criterion::Consent { .. } => call.also::<ReadConsents>().is_some(),
            _ => true,
        };
        if !reads {
            let what = condition.criterion.label();
            let said =
                format!("Votre profil ne lit pas ce critère ({what})\u{a0}: retirez-le de la requête.");
            return Err(Error::new(Code::Forbidden, said));
        }
    }
    Ok(())
}

/// What is known of every home and every child, read once.
struct Town {
    families: HashMap<FamilyId, FamilyRow>,
    homes: HashMap<HouseholdId, HouseholdLine>,
    living: HashMap<ChildId, Vec<HouseholdId>>,
    registered: HashMap<ChildId, Vec<ActivityId>>,
    lacking: HashMap<ChildId, Vec<DocumentKindId>>,
}

impl Town {
    fn read(
        call: &Call<'_, ExportLists>,
        r: &Reader<'_>,
        conditions: &[Condition],
        today: Date,
    ) -> Result<Self, Error> {
        let mut living: HashMap<ChildId, Vec<HouseholdId>> = HashMap::new();
        for (_, home) in r.homes(today)? {
            living.entry(home.child).or_default().push(home.household);
        }
        let mut registered: HashMap<ChildId, Vec<ActivityId>> = HashMap::new();
        for one in r.running_registrations(today)? {
            registered.entry(one.child).or_default().push(one.activity);
        }
        let papers = conditions.iter().any(|one| matches!(one.criterion, Criterion::LackingDocument { .. }));
        Ok(Self {
            families: r.families()?.into_iter().map(|family| (family.id, family)).collect(),
            homes: r.household_lines()?.into_iter().map(|home| (home.id, home)).collect(),
            living,
            registered,
            lacking: if papers { supporting::lacking(call, r, today)? } else { HashMap::new() },
        })
    }

    fn homes_of(&self, child: ChildId) -> impl Iterator<Item = &HouseholdLine> {
        self.living.get(&child).into_iter().flatten().filter_map(|home| self.homes.get(home))
    }

    fn facts(&self, line: &ChildLine) -> ChildFacts {
        ChildFacts {
            birth: line.birth_date.reckoned(),
            school: line.school_id,
            class: line.class_id,
            activities: self.registered.get(&line.child).cloned().unwrap_or_default(),
            brackets: self.homes_of(line.child).filter_map(|home| home.bracket.label.clone()).collect(),
            cities: self.homes_of(line.child).map(|home| home.city.clone()).collect(),
            lacking: self.lacking.get(&line.child).cloned().unwrap_or_default(),
            agreed: Vec::new(),
        }
    }

    fn view(&self, left: Vec<(ChildLine, ChildFacts)>, among: usize, today: Date) -> QueryRunView {
        let families: HashSet<FamilyId> = left.iter().map(|(line, _)| line.family).collect();
        let mut children: Vec<(String, QueryRow)> = left
            .into_iter()
            .map(|(line, facts)| {
                let family = self.families.get(&line.family);
                let row = QueryRow {
                    child: line.child,
                    age: age_on(line.birth_date.reckoned(), today),
                    name: line.family_name,
                    first_names: line.first_names,
                    birth_date: line.birth_date,
                    school: line.school.unwrap_or_default(),
                    class: line.class.unwrap_or_default(),
                    cities: once(facts.cities.into_iter()).join(", "),
                    family: line.family,
                    family_name: family.map(|family| family.name.clone()).unwrap_or_default(),
                    family_number: family.map(|family| family.number).unwrap_or_default(),
                };
                (fold(&format!("{} {}", row.name, row.first_names)), row)
            })
            .collect();
        children.sort_by(|(one, a), (other, b)| one.cmp(other).then(a.child.cmp(&b.child)));
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        QueryRunView {
            children: children.into_iter().map(|(_, row)| row).collect(),
            families: count(families.len()),
            among: count(among),
        }
    }
}

fn by_label<T>(options: impl Iterator<Item = QueryOption<T>>) -> Vec<QueryOption<T>> {
    let mut options: Vec<QueryOption<T>> = options.collect();
    options.sort_by_cached_key(|option| fold(&option.label));
    options
}

/// Each once, by name.
fn once(labels: impl Iterator<Item = String>) -> Vec<String> {
    let mut labels: Vec<String> = labels.collect();
    labels.sort_by_cached_key(|label| fold(label));
    labels.dedup();
    labels
}
