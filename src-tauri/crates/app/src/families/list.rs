//! Every family, put together from a few runs of the tables: never one query per family.

use std::collections::HashMap;

use domain::values::Cents;
use domain::values::ids::{FamilyId, HouseholdId};
use domain::values::text::fold;
use security::access::ReadFamilies;
use store::people::{ChildLine, GuardianLine, HouseholdLine, shown_name};

use super::sight::Glance;
use super::wording::{balance_light, health_light, phone};
use super::{FamilyListView, FamilyRow};
use crate::Error;
use crate::call::Call;
use crate::quotients::state_of;
use crate::session::Empty;

/// Every family, by name.
pub fn list(call: &Call<'_, ReadFamilies>, _: Empty) -> Result<FamilyListView, Error> {
    let glance = Glance::of(call);
    let today = call.today();
    call.read(|r| {
        let mut households: HashMap<FamilyId, Vec<HouseholdLine>> = HashMap::new();
        for line in r.household_lines()? {
            households.entry(line.family).or_default().push(line);
        }
        let mut guardians: HashMap<HouseholdId, Vec<GuardianLine>> = HashMap::new();
        for line in r.guardian_lines()? {
            guardians.entry(line.household).or_default().push(line);
        }
        let mut children: HashMap<FamilyId, Vec<ChildLine>> = HashMap::new();
        for line in r.child_lines(today)? {
            children.entry(line.family).or_default().push(line);
        }
        let balances: HashMap<HouseholdId, Cents> =
            if glance.desk { r.balances()?.into_iter().collect() } else { HashMap::new() };

        let mut families: Vec<(String, FamilyRow)> = Vec::new();
        for family in r.families()? {
            let households = households.remove(&family.id).unwrap_or_default();
            let children = children.remove(&family.id).unwrap_or_default();
            let mut debtors = Vec::new();
            let mut others = Vec::new();
            let mut first_phone = None;
            for household in &households {
                for guardian in guardians.remove(&household.id).unwrap_or_default() {
                    let name = shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name);
                    let owes = household.debtor == Some(guardian.id);
                    if first_phone.is_none() || (owes && debtors.is_empty()) {
                        first_phone = guardian.phone.or(first_phone);
                    }
                    if owes { debtors.push(name) } else { others.push(name) }
                }
            }
            let mut schools: Vec<String> = Vec::new();
            for school in children.iter().filter_map(|child| child.school.clone()) {
                if !schools.contains(&school) {
                    schools.push(school);
                }
            }
            let due: Cents =
                households.iter().filter_map(|household| balances.get(&household.id)).copied().sum();
            let health = children
                .iter()
                .map(|child| health_light(&child.health_light, child.health_due_on, today))
                .min();
            let mut missing = Vec::new();
            if debtors.len() < households.len() {
                missing.push("un débiteur".to_owned());
            }
            if first_phone.is_none() {
                missing.push("un téléphone".to_owned());
            }
            if children.is_empty() {
                missing.push("un enfant".to_owned());
            }
            let row = FamilyRow {
                id: family.id,
                number: family.number,
                guardians: debtors.iter().cloned().chain(others).collect(),
                debtors,
                children_count: u32::try_from(children.len()).unwrap_or(u32::MAX),
                shared_custody: households.len() > 1,
                schools,
                city: households.first().map(|household| household.city.clone()).unwrap_or_default(),
                phone: first_phone.as_deref().map(phone).unwrap_or_default(),
                missing,
                bracket: glance.desk.then(|| brackets(&households)),
                quotient_state: households
                    .iter()
                    .map(|household| state_of(&household.bracket, today))
                    .min()
                    .filter(|_| glance.desk),
                balance_cents: glance.amounts.then_some(due),
                balance_light: glance.desk.then(|| balance_light(due)),
                health_light: health.filter(|_| glance.care),
                children: children.into_iter().map(|child| child.first_names).collect(),
                name: family.name,
            };
            families.push((fold(&row.name), row));
        }
        families.sort_unstable_by(|(one, a), (other, b)| one.cmp(other).then(a.number.cmp(&b.number)));
        Ok(FamilyListView { families: families.into_iter().map(|(_, row)| row).collect() })
    })
}

/// `Tranche 3`, or `A Tranche 3 · B Tranche 5` when there are several households.
fn brackets(households: &[HouseholdLine]) -> String {
    let labelled = households.iter().filter_map(|household| {
        let label = household.bracket.label.as_deref()?;
        Some(if households.len() > 1 {
            format!("{} {label}", household.letter.letter())
        } else {
            label.to_owned()
        })
    });
    labelled.collect::<Vec<_>>().join(" · ")
}
