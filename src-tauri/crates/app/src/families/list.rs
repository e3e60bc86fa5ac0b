//! Every family, put together from a few runs of the tables: never one query per family.

use std::collections::HashMap;
use std::hash::Hash;

use domain::values::Cents;
use domain::values::ids::{FamilyId, HouseholdId};
use domain::values::text::fold;
use jiff::civil::Date;
use security::access::ReadFamilies;
use store::people::{ChildLine, GuardianLine, HouseholdLine, shown_name};
use store::{Reader, StoreError};

use super::sight::Glance;
use super::wording::{balance_light, health_light, phone};
use super::{FamilyListRequest, FamilyListView, FamilyRow};
use crate::Error;
use crate::call::Call;
use crate::quotients::state_of;

/// The families by name: all of them, or the first ones, which a screen shows while the others come.
pub fn list(call: &Call<'_, ReadFamilies>, request: FamilyListRequest) -> Result<FamilyListView, Error> {
    let glance = Glance::of(call);
    let today = call.today();
    call.read(|r| {
        let mut named: Vec<(String, store::people::FamilyRow)> =
            r.families()?.into_iter().map(|family| (fold(&family.name), family)).collect();
        let total = u32::try_from(named.len()).unwrap_or(u32::MAX);
        let by_name = |(one, a): &(String, store::people::FamilyRow),
                       (other, b): &(String, store::people::FamilyRow)| {
            one.cmp(other).then(a.number.cmp(&b.number))
        };
        let mut lines = match request.first.and_then(|first| usize::try_from(first).ok()) {
            Some(first) if first < named.len() => {
                named.select_nth_unstable_by(first, by_name);
                named.truncate(first);
                let page: Vec<FamilyId> = named.iter().map(|(_, family)| family.id).collect();
                Lines::of(r, &page, today, glance)?
            }
            _ => Lines::of_all(r, today, glance)?,
        };
        named.sort_unstable_by(by_name);
        let families = named.into_iter().map(|(_, family)| lines.take(family, today, glance)).collect();
        Ok(FamilyListView { families, total })
    })
}

/// What rows are put together from.
struct Lines {
    households: HashMap<FamilyId, Vec<HouseholdLine>>,
    guardians: HashMap<HouseholdId, Vec<GuardianLine>>,
    children: HashMap<FamilyId, Vec<ChildLine>>,
    balances: HashMap<HouseholdId, Cents>,
}

impl Lines {
    fn of_all(r: &Reader<'_>, today: Date, glance: Glance) -> Result<Self, StoreError> {
        let balances = if glance.desk { r.balances()? } else { Vec::new() };
        Ok(Self::put_together(r.household_lines()?, r.guardian_lines()?, r.child_lines(today)?, balances))
    }

    fn of(r: &Reader<'_>, page: &[FamilyId], today: Date, glance: Glance) -> Result<Self, StoreError> {
        let balances = if glance.desk { r.balances_of(page)? } else { Vec::new() };
        let children = r.child_lines_of(today, page)?;
        Ok(Self::put_together(r.household_lines_of(page)?, r.guardian_lines_of(page)?, children, balances))
    }

    fn put_together(
        households: Vec<HouseholdLine>,
        guardians: Vec<GuardianLine>,
        children: Vec<ChildLine>,
        balances: Vec<(HouseholdId, Cents)>,
    ) -> Self {
        Self {
            households: grouped(households, |line| line.family),
            guardians: grouped(guardians, |line| line.household),
            children: grouped(children, |line| line.family),
            balances: balances.into_iter().collect(),
        }
    }

    /// The row of a family, whose lines are taken out.
    fn take(&mut self, family: store::people::FamilyRow, today: Date, glance: Glance) -> FamilyRow {
        let households = self.households.remove(&family.id).unwrap_or_default();
        let children = self.children.remove(&family.id).unwrap_or_default();
        let mut debtors = Vec::new();
        let mut others = Vec::new();
        let mut first_phone = None;
        for household in &households {
            for guardian in self.guardians.remove(&household.id).unwrap_or_default() {
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
            households.iter().filter_map(|household| self.balances.get(&household.id)).copied().sum();
        let health =
            children.iter().map(|child| health_light(&child.health_light, child.health_due_on, today)).min();
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
        FamilyRow {
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
        }
    }
}

fn grouped<K: Eq + Hash, T>(lines: Vec<T>, of: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for line in lines {
        groups.entry(of(&line)).or_default().push(line);
    }
    groups
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
