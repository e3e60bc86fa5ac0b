//! The town's list of funders. Their names are in clear; for whom they pay is not.

use domain::issue::{IssueCode, Issues, Refusal};
use domain::subsidies::Funder;
use domain::values::ids::FunderId;
use domain::values::text::{fold, tidy};
use security::access::{EditQuotients, ReadQuotients};
use store::Reader;

use super::{FunderListView, FunderRequest, FunderSaveRequest, FunderView, latest};
use crate::Error;
use crate::activities::SavedView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::session::Empty;

/// The funders, in the order of their names.
pub fn funder_list(call: &Call<'_, ReadQuotients>, _: Empty) -> Result<FunderListView, Error> {
    let rows = call.read(|r| Ok(r.funders()?))?;
    let mut funders: Vec<FunderView> = rows
        .into_iter()
        .filter(|row| !row.is_removed)
        .map(|row| FunderView {
            id: row.funder.id,
            kind_label: row.funder.draft.kind.label().to_owned(),
            draft: row.funder.draft,
        })
        .collect();
    funders.sort_by_cached_key(|funder| fold(&funder.draft.name));
    Ok(FunderListView { funders })
}

/// Adds a funder, or says otherwise what it is. What it agreed to before keeps the name it was written with.
pub fn funder_save(call: &Call<'_, EditQuotients>, request: FunderSaveRequest) -> Result<SavedView, Error> {
    let known = match request.id {
        Some(id) => Some(id),
        None => call.read(|r| formerly_listed(r, &request.draft.name))?,
    };
    let id = known.unwrap_or_else(|| FunderId::from_uuid(call.new_id()));
    let mut issues = Issues::new();
    let funder = issues.take_all("draft", Funder::try_new(id, request.draft));
    let funder = issues.finish(funder).map_err(Error::fields)?;
    let detail = format!("{}, {}", funder.draft.name, funder.draft.kind.label());
    call.perform(Subject::of("funder", id).detail(detail), [Change::Settings], |w| {
        let funders = w.funders()?;
        if known.is_some() && !funders.iter().any(|row| row.funder.id == id) {
            return Err(Error::not_found("cet organisme"));
        }
        let name = fold(&funder.draft.name);
        let same = |row: &&store::subsidies::FunderRow| {
            !row.is_removed && row.funder.id != id && fold(&row.funder.draft.name) == name
        };
        if let Some(row) = funders.iter().find(same) {
            let said = format!("« {} » est déjà dans la liste.", row.funder.draft.name);
            return Err(Error::fields(vec![Refusal::new(IssueCode::Duplicate, said).at("draft.name")]));
        }
        Ok(w.save_funder(&funder)?)
    })?;
    Ok(SavedView { id: id.into() })
}

/// A funder taken off the list under that name: added again, it is the same, and what it agreed to then counts.
fn formerly_listed(r: &Reader<'_>, name: &str) -> Result<Option<FunderId>, Error> {
    let name = fold(&tidy(name));
    let funders = r.funders()?;
    let removed = funders.iter().find(|row| row.is_removed && fold(&row.funder.draft.name) == name);
    Ok(removed.map(|row| row.funder.id))
}

/// Takes a funder off the list, once it pays for nobody any more.
pub fn funder_remove(call: &Call<'_, EditQuotients>, request: FunderRequest) -> Result<SavedView, Error> {
    let (id, today) = (request.id, call.today());
    call.perform(Subject::of("funder", id).detail("Organisme retiré"), [Change::Settings], |w| {
        let helped = latest(call.grant(), &w.all_subsidies()?)?
            .iter()
            .filter(|one| {
                let terms = &one.subsidy.terms;
                terms.funder == id && terms.to.is_none_or(|to| today <= to)
            })
            .count();
        match helped {
            0 => {}
            1 => {
                return Err(Error::refused(
                    "Cet organisme a une prise en charge en cours\u{a0}: mettez-y d’abord fin.",
                ));
            }
            many => {
                return Err(Error::refused(format!(
                    "Cet organisme a {many} prises en charge en cours\u{a0}: mettez-y d’abord fin."
                )));
            }
        }
        if w.remove_funder(id)? { Ok(()) } else { Err(Error::not_found("cet organisme")) }
    })?;
    Ok(SavedView { id: id.into() })
}
