//! Prises en charge (F11): the town's third-party funders, what each agreed to pay for a household, what they owe for a run. Sealed with the
//! quotients: billing writes, the head of service reads, nobody else is told that there are any. Why a family is helped is never asked.

mod funders;
mod kept;
mod owed;
#[cfg(test)]
mod tests;
mod views;
mod write;

use std::collections::HashMap;

use domain::values::ids::SubsidyId;
use security::access::ReadQuotients;
use store::Reader;

pub use self::funders::{funder_list, funder_remove, funder_save};
pub(crate) use self::kept::{OpenedSubsidy, latest, open};
pub use self::owed::run_funders;
pub use self::views::*;
pub use self::write::{add, end, remove};
use crate::Error;
use crate::call::{Call, Subject};
use crate::quotients::{HouseholdRequest, OneKey, agent_names};

/// A household's subsidies, those that run first, then the latest begun.
pub fn list(call: &Call<'_, ReadQuotients>, request: HouseholdRequest) -> Result<SubsidyListView, Error> {
    let household = request.household;
    call.consult(Subject::of("household", household), |r| {
        let row = r.household(household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        let agents = agent_names(r)?;
        let members = r.family_members(row.family)?;
        let name = |child| {
            let children = members.as_ref().map(|members| &members.children);
            children.and_then(|all| all.iter().find(|one| one.id == child)).map(|one| one.first_names.clone())
        };
        let activities: HashMap<_, _> = r.activities()?.into_iter().map(|one| (one.id, one.name)).collect();
        let given = given(r)?;
        let mut keys = OneKey::default();
        let mut written: HashMap<SubsidyId, Vec<OpenedSubsidy>> = HashMap::new();
        for row in r.subsidies_of(household)? {
            if let Some(opened) = open(call.grant(), &mut keys, &row)? {
                written.entry(opened.subsidy.id).or_default().push(opened);
            }
        }
        let mut subsidies: Vec<SubsidyView> = Vec::new();
        for (id, mut versions) in written {
            let Some(now) = versions.pop() else { continue };
            let by = |one: &OpenedSubsidy| agents.get(&one.agent).cloned().unwrap_or_default();
            let terms = &now.subsidy.terms;
            subsidies.push(SubsidyView {
                id,
                child: now.subsidy.child,
                child_name: now.subsidy.child.and_then(name).unwrap_or_default(),
                activity_name: terms
                    .activity
                    .and_then(|activity| activities.get(&activity).cloned())
                    .unwrap_or_default(),
                funder_name: now.funder.to_string(),
                label: terms.label(),
                period_label: terms.period_label(),
                standing: SubsidyStanding::on(terms, call.today()),
                given_cents: given.get(&id).copied().unwrap_or_default(),
                is_given: r.is_subsidy_given(id)?,
                end_proposed: terms.end_to_propose(call.today(), r.last_month_given(id)?),
                recorded_at_ms: now.at_ms,
                recorded_by: by(&now),
                former: versions
                    .iter()
                    .rev()
                    .map(|one| FormerSubsidyView {
                        label: one.subsidy.terms.label(),
                        period_label: one.subsidy.terms.period_label(),
                        recorded_at_ms: one.at_ms,
                        recorded_by: by(one),
                    })
                    .collect(),
                terms: now.subsidy.terms,
            });
        }
        subsidies.sort_by_key(|one| (one.standing, std::cmp::Reverse((one.terms.from, one.recorded_at_ms))));
        Ok(SubsidyListView { subsidies })
    })
}

/// What each subsidy gave in all.
fn given(r: &Reader<'_>) -> Result<HashMap<SubsidyId, domain::values::Cents>, Error> {
    Ok(r.subsidies_given("")?.into_iter().map(|row| (row.subsidy, row.in_all)).collect())
}
