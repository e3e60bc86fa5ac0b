//! The follow-up of a family (G07), for the desk and the head of service: facts, tasks with their day.

mod views;

#[cfg(test)]
mod tests;

use domain::issue::{IssueCode, Refusal};
use domain::people::RelationEntry;
use domain::values::ids::RelationId;
use security::access::{EditRelation, ReadRelation};
use store::Reader;
use store::relation::{RecordedRelation, RelationRow};

pub use self::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::Code;
use crate::families::{FamilyRequest, FamilyWritten};
use crate::letters;
use crate::quotients::agent_names;

/// The follow-up of a family, the latest first.
pub fn list(call: &Call<'_, ReadRelation>, request: FamilyRequest) -> Result<RelationListView, Error> {
    let family = request.family;
    call.consult(Subject::of("family", family), |r| {
        r.family(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        let agents = agent_names(r)?;
        let entries = r.relation_of(family)?.into_iter().map(|recorded| {
            let RecordedRelation { row, at_ms, agent, corrected_by, version } = recorded;
            RelationView {
                id: row.entry.id,
                kind_label: row.entry.draft.kind.label().to_owned(),
                late: row.done_on.is_none() && row.entry.draft.due_on.is_some_and(|due| due < call.today()),
                draft: row.entry.draft,
                done_on: row.done_on,
                written_at_ms: at_ms,
                written_by: agents.get(&agent).cloned().unwrap_or_default(),
                corrected_by: corrected_by.map(|agent| agents.get(&agent).cloned().unwrap_or_default()),
                version: version.to_string(),
            }
        });
        Ok(RelationListView { entries: entries.collect(), letters: letters::of_family(r, family)? })
    })
}

/// Writes a line, or corrects one.
pub fn save(
    call: &Call<'_, EditRelation>,
    request: RelationSaveRequest,
) -> Result<RelationWrittenView, Error> {
    let RelationSaveRequest { family, known, draft } = request;
    let id = known.as_ref().map_or_else(|| RelationId::from_uuid(call.new_id()), |known| known.entry);
    let before = call.read(|r| {
        r.family(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        known.as_ref().map(|known| found(r, known.entry)).transpose()
    })?;
    if before.as_ref().is_some_and(|before| before.row.family != family) {
        return Err(not_found());
    }
    let (entry, _) = RelationEntry::try_new(id, draft, call.today()).map_err(Error::fields)?;
    let done_on =
        before.as_ref().and_then(|before| before.row.done_on).filter(|_| entry.draft.due_on.is_some());
    let act = if before.is_some() { "corrigé" } else { "écrit" };
    // What it says stays in the file: the journal is read by others.
    let detail = format!("Suivi {act}\u{a0}: {}", entry.draft.kind.label());
    write(call, RelationRow { entry, family, done_on }, known.as_ref(), &detail)
}

/// Says that what was to be done is, or that it is not.
pub fn close(
    call: &Call<'_, EditRelation>,
    request: RelationCloseRequest,
) -> Result<RelationWrittenView, Error> {
    let RelationCloseRequest { entry, version, done } = request;
    let mut row = call.read(|r| found(r, entry))?.row;
    if row.entry.draft.due_on.is_none() {
        return Err(Error::refused("Cette ligne n’attend rien\u{a0}: elle n’a pas d’échéance."));
    }
    row.done_on = done.then(|| call.today());
    let detail = if done { "Suivi\u{a0}: fait" } else { "Suivi\u{a0}: rouvert" };
    write(call, row, Some(&RelationRequest { entry, version }), detail)
}

/// Removes a line written by mistake.
pub fn remove(call: &Call<'_, EditRelation>, request: RelationRequest) -> Result<FamilyWritten, Error> {
    let row = call.read(|r| found(r, request.entry))?.row;
    let family = row.family;
    let detail = format!("Suivi retiré\u{a0}: {}", row.entry.draft.kind.label());
    let changes = [Change::Family(family.into())];
    call.perform(Subject::of("family", family).detail(detail), changes, |w| {
        unchanged(w, &request)?;
        Ok(w.remove_relation(row.entry.id)?)
    })?;
    Ok(FamilyWritten { family, subject: row.entry.id.into() })
}

fn write(
    call: &Call<'_, EditRelation>,
    row: RelationRow,
    known: Option<&RelationRequest>,
    detail: &str,
) -> Result<RelationWrittenView, Error> {
    let (family, entry) = (row.family, row.entry.id);
    let changes = [Change::Family(family.into())];
    let version = call.perform(Subject::of("family", family).detail(detail), changes, |w| {
        match known {
            Some(known) => unchanged(w, known)?,
            // Sent twice, it is one.
            None if w.relation_of(family)?.iter().any(|one| one.row.entry.draft == row.entry.draft) => {
                return Err(Error::fields(vec![
                    Refusal::new(
                        IssueCode::Duplicate,
                        "Cette ligne est déjà écrite, à cette date\u{a0}: rien n’a été ajouté.",
                    )
                    .at("text"),
                ]));
            }
            None => {}
        }
        Ok(w.save_relation(&row)?)
    })?;
    Ok(RelationWrittenView { family, entry, version: version.to_string() })
}

/// Refuses to write over what somebody wrote since the line was read.
fn unchanged(r: &Reader<'_>, known: &RelationRequest) -> Result<(), Error> {
    let now = found(r, known.entry)?;
    if now.version.to_string() == known.version {
        return Ok(());
    }
    let who = agent_names(r)?.remove(&now.corrected_by.unwrap_or(now.agent)).unwrap_or_default();
    Err(Error::new(
        Code::Conflict,
        format!(
            "{who} a réécrit cette ligne depuis que vous l’avez lue\u{a0}: relisez-la, puis recommencez."
        ),
    ))
}

fn found(r: &Reader<'_>, id: RelationId) -> Result<RecordedRelation, Error> {
    r.relation_entry(id)?.ok_or_else(not_found)
}

fn not_found() -> Error {
    Error::not_found("cette ligne du suivi")
}
