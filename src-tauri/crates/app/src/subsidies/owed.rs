//! What funders owe for a run: one list, funder by funder, whom it is for and how much.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::values::ids::{FunderId, SubsidyId};
use domain::values::text::fold;
use security::access::ReadQuotients;

use super::{FunderOwed, FundersOwedView, OwedView, latest};
use crate::Error;
use crate::billing::RunRequest;
use crate::call::{Call, Subject};

/// What each funder owes for a run. What a later correction takes back is deducted in the run whose invoice took the correction.
pub fn run_funders(call: &Call<'_, ReadQuotients>, request: RunRequest) -> Result<FundersOwedView, Error> {
    call.consult(Subject::of("billing_run", request.run), |r| {
        r.run_row(request.run)?.ok_or_else(|| Error::not_found("cette campagne"))?;
        let rows = r.helps_of_run(request.run)?;
        if rows.is_empty() {
            return Ok(FundersOwedView::default());
        }
        let funders: HashMap<FunderId, _> =
            r.funders()?.into_iter().map(|row| (row.funder.id, row.funder.draft)).collect();
        let subsidies: HashMap<SubsidyId, _> = latest(call.grant(), &r.all_subsidies()?)?
            .into_iter()
            .map(|one| (one.subsidy.id, (one.subsidy.terms.funder, one.funder)))
            .collect();
        let mut sums: BTreeMap<_, OwedView> = BTreeMap::new();
        for row in rows {
            let known = subsidies.get(&row.subsidy);
            let draft = known.and_then(|(funder, _)| funders.get(funder));
            let name = match (draft, known) {
                (Some(draft), _) => draft.name.clone(),
                (None, Some((_, name))) => name.to_string(),
                // The key of a household may be destroyed before its invoices are.
                (None, None) => "Organisme effacé".to_owned(),
            };
            let key = (
                fold(&name),
                known.map(|(funder, _)| *funder),
                fold(&row.family_name),
                row.family_number,
                row.household,
                fold(&row.child_name),
                row.child,
            );
            let sum = sums.entry(key).or_insert_with(|| OwedView {
                funder: known.map(|(funder, _)| *funder),
                funder_name: name,
                family: row.family,
                family_number: row.family_number,
                family_name: row.family_name,
                household: row.household,
                household_label: row.household_label,
                child: row.child,
                child_name: row.child_name,
                amount_cents: domain::values::Cents::ZERO,
            });
            sum.amount_cents += row.amount;
        }
        let rows: Vec<OwedView> = sums.into_values().filter(|row| !row.amount_cents.is_zero()).collect();
        let mut totals: Vec<FunderOwed> = Vec::new();
        // A child of two households is one child.
        let mut children = BTreeSet::new();
        for row in &rows {
            let is_new = row.child.is_none() || children.insert((row.funder, row.child));
            match totals.last_mut() {
                Some(last) if last.funder == row.funder => {
                    last.amount_cents += row.amount_cents;
                    last.children += u32::from(is_new);
                }
                _ => totals.push(FunderOwed {
                    funder: row.funder,
                    name: row.funder_name.clone(),
                    kind_label: row
                        .funder
                        .and_then(|funder| funders.get(&funder))
                        .map_or("", |draft| draft.kind.label())
                        .to_owned(),
                    children: 1,
                    amount_cents: row.amount_cents,
                }),
            }
        }
        Ok(FundersOwedView {
            total_cents: totals.iter().map(|one| one.amount_cents).sum(),
            funders: totals,
            rows,
        })
    })
}
