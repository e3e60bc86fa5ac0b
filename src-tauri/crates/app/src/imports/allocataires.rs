//! Whose a row of the CAF is: by the number, by the person, or by both.

use std::collections::{BTreeMap, HashMap};

use domain::values::Allocataire;
use domain::values::ids::HouseholdId;
use domain::values::text::fold_compact;
use exchange::caf::QuotientPerson;
use jiff::civil::Date;
use security::{Grant, Right};
use store::Reader;

use crate::Error;
use crate::quotients::each_number;

/// What a row of the CAF names.
#[derive(Debug)]
pub(super) enum Found {
    /// One household, without contradiction.
    Sure(HouseholdId),
    /// The number is one household's, the name is not.
    ByNumberAlone {
        /// The household of the number.
        household: HouseholdId,
        /// A guardian of it.
        name: String,
    },
    /// No household has the number, one has the person.
    ByPersonAlone {
        /// The household of the person.
        household: HouseholdId,
        /// Its own number, when it has one.
        number: Option<String>,
    },
    /// Several households answer.
    Several,
    /// None does.
    Nobody,
}

/// A person in two keys: a name, a birth date.
type PersonKey = (String, Date);

/// Everyone a row may name.
#[derive(Debug, Default)]
pub(super) struct Allocataires {
    by_number: HashMap<(String, String), Vec<HouseholdId>>,
    numbers: BTreeMap<HouseholdId, String>,
    by_person: HashMap<PersonKey, Vec<(HouseholdId, String)>>,
    /// A guardian of each household, to name it.
    names: HashMap<HouseholdId, String>,
}

impl Allocataires {
    /// Reads numbers and guardians, each in one pass.
    pub(super) fn read<R: Right>(reader: &Reader<'_>, grant: &Grant<'_, R>) -> Result<Self, Error> {
        let mut all = Self::default();
        each_number(reader, grant, |household, number| {
            let key = (number.organisme().to_owned(), number.matricule().to_owned());
            all.by_number.entry(key).or_default().push(household);
            all.numbers.insert(household, number.matricule().to_owned());
        })?;
        for row in reader.guardian_identities()? {
            let used = if row.usage_name.is_empty() { &row.birth_name } else { &row.usage_name };
            let shown = format!("{} {used}", row.first_names);
            let first = first_name(&row.first_names);
            for name in [&row.birth_name, &row.usage_name].into_iter().filter(|name| !name.is_empty()) {
                let key = (fold_compact(name), row.birth_date);
                all.by_person.entry(key).or_default().push((row.household, first.clone()));
            }
            all.names.entry(row.household).or_insert(shown);
        }
        Ok(all)
    }

    /// Whose this row is.
    pub(super) fn find(&self, allocataire: Option<&Allocataire>, person: Option<&QuotientPerson>) -> Found {
        let numbered = allocataire
            .and_then(|a| self.by_number.get(&(a.organisme().to_owned(), a.matricule().to_owned())))
            .map_or(&[][..], Vec::as_slice);
        let named = person.map(|person| self.households_of(person)).unwrap_or_default();
        match (numbered, person) {
            ([household], None) => Found::Sure(*household),
            ([household], Some(_)) if named.contains(household) => Found::Sure(*household),
            ([household], Some(_)) => {
                Found::ByNumberAlone { household: *household, name: self.name_of(*household) }
            }
            // Two homes of separated parents may share a number: the person tells which.
            ([_, _, ..], _) => {
                match named.iter().filter(|household| numbered.contains(household)).collect::<Vec<_>>()[..] {
                    [household] => Found::Sure(*household),
                    _ => Found::Several,
                }
            }
            ([], _) => match named[..] {
                [] => Found::Nobody,
                [household] if allocataire.is_none() => Found::Sure(household),
                [household] => {
                    Found::ByPersonAlone { household, number: self.numbers.get(&household).cloned() }
                }
                [..] => Found::Several,
            },
        }
    }

    fn households_of(&self, person: &QuotientPerson) -> Vec<HouseholdId> {
        let key = (person.name.compact_key(), person.birth_date);
        let first = first_name(person.first_name.as_str());
        let mut found: Vec<HouseholdId> = self
            .by_person
            .get(&key)
            .into_iter()
            .flatten()
            .filter(|(_, known)| *known == first)
            .map(|(household, _)| *household)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn name_of(&self, household: HouseholdId) -> String {
        self.names.get(&household).cloned().unwrap_or_else(|| "un autre foyer".to_owned())
    }
}

/// The usual first name, accents and case indifferent.
fn first_name(first_names: &str) -> String {
    first_names.split_whitespace().next().map(fold_compact).unwrap_or_default()
}
