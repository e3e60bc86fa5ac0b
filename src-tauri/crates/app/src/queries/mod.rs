//! Questions a desk asks of its files by clicking: children chosen by criteria, counted, named, kept for the next time. What a role may not
//! read is no criterion of theirs.

mod town;
mod views;

#[cfg(test)]
mod tests;

use domain::queries::{Condition, Criterion, QueryDraft, check_conditions};
use domain::values::ids::QueryId;
use domain::values::text::fold;
use security::access::ExportLists;
use serde::{Deserialize, Serialize};
use store::Reader;

pub use self::town::{options, run};
pub use self::views::*;
use crate::Error;
use crate::activities::SavedView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::session::Empty;
use crate::settings;

/// Questions kept at most: beyond, nobody finds theirs.
const MOST: usize = 200;

const QUERIES: &str = "queries";

/// A question as it is kept among the settings of the town.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    id: QueryId,
    draft: QueryDraft,
}

fn kept(r: &Reader<'_>) -> Result<Vec<Kept>, Error> {
    settings::load(r, QUERIES)
}

/// The questions that are kept.
pub fn list(call: &Call<'_, ExportLists>, _: Empty) -> Result<QueryListView, Error> {
    let mut queries = call.read(kept)?;
    queries.sort_by_cached_key(|one| fold(&one.draft.name));
    let queries = queries.into_iter().map(|Kept { id, draft }| QueryView { id, draft }).collect();
    Ok(QueryListView { queries })
}

/// Keeps a question, or rewrites one.
pub fn save(call: &Call<'_, ExportLists>, request: QuerySaveRequest) -> Result<SavedView, Error> {
    let draft = request.draft.checked().map_err(Error::fields)?;
    let id = request.query.unwrap_or_else(|| QueryId::from_uuid(call.new_id()));
    let detail = format!("{}\u{a0}: {}", draft.name, about(&draft.conditions));
    call.perform(Subject::of("query", id).detail(detail), [Change::Settings], |w| {
        let mut queries = kept(w)?;
        if queries.iter().any(|one| one.id != id && fold(&one.draft.name) == fold(&draft.name)) {
            return Err(Error::refused("Une requête de ce nom existe déjà\u{a0}: donnez-lui un autre nom."));
        }
        match queries.iter().position(|one| one.id == id) {
            Some(at) => queries[at].draft = draft,
            None if request.query.is_some() => return Err(not_found()),
            None if queries.len() >= MOST => {
                return Err(Error::refused("La commune garde déjà 200 requêtes\u{a0}: retirez-en."));
            }
            None => queries.push(Kept { id, draft }),
        }
        settings::save(w, QUERIES, &queries)
    })?;
    Ok(SavedView { id: id.into() })
}

/// Keeps a question no longer.
pub fn remove(call: &Call<'_, ExportLists>, request: QueryRequest) -> Result<SavedView, Error> {
    let id = request.query;
    let known = call.read(kept)?.into_iter().find(|one| one.id == id).ok_or_else(not_found)?;
    let detail = format!("{}, retirée", known.draft.name);
    call.perform(Subject::of("query", id).detail(detail), [Change::Settings], |w| {
        let mut queries = kept(w)?;
        let many = queries.len();
        queries.retain(|one| one.id != id);
        // Somebody may have removed it since.
        if queries.len() == many {
            return Err(not_found());
        }
        settings::save(w, QUERIES, &queries)
    })?;
    Ok(SavedView { id: id.into() })
}

/// What a question is about, for the journal: `âge, sauf commune`.
fn about(conditions: &[Condition]) -> String {
    let said = conditions.iter().map(|condition| {
        let label = condition.criterion.label();
        if condition.except { format!("sauf {label}") } else { label.to_owned() }
    });
    said.collect::<Vec<_>>().join(", ")
}

fn not_found() -> Error {
    Error::not_found("cette requête")
}
