//! The kinds of documents a town asks for: the list, and its form.

use std::collections::HashMap;

use domain::activities::ActivityKind;
use domain::calendar::Month;
use domain::issue::{IssueCode, Issues, Refusal};
use domain::supporting::{DocumentKind, DocumentValidity, starting_kinds};
use domain::values::ids::{ActivityId, DocumentKindId};
use domain::values::text::fold;
use jiff::civil::Date;
use security::access::{EditActivities, ReadActivities};
use store::supporting::DocumentKindRow;
use store::{Reader, Writer};
use uuid::Uuid;

use super::views::*;
use crate::Error;
use crate::activities::SavedView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::session::Empty;

/// Every kind of document.
pub fn document_kind_list(call: &Call<'_, ReadActivities>, _: Empty) -> Result<DocumentKindListView, Error> {
    call.read(list)
}

/// Creates or changes a kind of document.
pub fn document_kind_save(
    call: &Call<'_, EditActivities>,
    request: DocumentKindSaveRequest,
) -> Result<SavedView, Error> {
    let id = request.kind.unwrap_or_else(|| DocumentKindId::from_uuid(call.new_id()));
    let kind = DocumentKind::try_new(id, request.draft).map_err(Error::fields)?;
    let row = DocumentKindRow { id, said: kind.draft().clone(), rank: request.rank, removed: false };
    let detail = format!(
        "{}, {}, {}, {}",
        row.said.name,
        row.said.owner.label(),
        row.said.nature.label(),
        validity_label(row.said.validity)
    );
    call.perform(Subject::of("document_kind", id).detail(detail), [Change::Activities], |w| {
        let kinds = w.document_kinds()?;
        let named = |other: &DocumentKindRow| {
            other.id != id && !other.removed && fold(&other.said.name) == fold(&row.said.name)
        };
        if kinds.iter().any(named) {
            let said =
                "Une pièce de ce nom est déjà demandée\u{a0}: changez-la, ou nommez celle-ci autrement.";
            return Err(Error::fields(vec![Refusal::new(IssueCode::Duplicate, said).at("name")]));
        }
        if request.kind.is_some() {
            let known = kinds.into_iter().find(|known| known.id == id);
            let known = known.ok_or_else(not_found)?;
            if w.document_kind_is_in_use(id)? {
                keeps_what_it_is(&known, &row)?;
            }
        }
        Ok(w.save_document_kind(&row)?)
    })?;
    Ok(SavedView { id: id.into() })
}

/// Stops asking for a kind: what was noted under it stays in the files.
pub fn document_kind_remove(
    call: &Call<'_, EditActivities>,
    request: DocumentKindRequest,
) -> Result<SavedView, Error> {
    let id = request.kind;
    let known =
        call.read(|r| Ok(r.document_kinds()?.into_iter().find(|kind| kind.id == id && !kind.removed)))?;
    let known = known.ok_or_else(not_found)?;
    let subject = Subject::of("document_kind", id).detail(format!("{}, plus demandée", known.said.name));
    call.perform(subject, [Change::Activities], |w| {
        if w.remove_document_kind(id)? { Ok(()) } else { Err(not_found()) }
    })?;
    Ok(SavedView { id: id.into() })
}

/// Writes the starting list, in a town that asks for nothing yet.
pub fn document_kinds_start(
    call: &Call<'_, EditActivities>,
    _: Empty,
) -> Result<DocumentKindListView, Error> {
    let subject = Subject::all("document_kind").detail("Liste de départ");
    call.perform(subject, [Change::Activities], |w| {
        if w.document_kinds()?.iter().any(|kind| !kind.removed) {
            return Err(Error::refused(
                "La commune a déjà sa liste de pièces\u{a0}: complétez-la plutôt que d’en reprendre une autre.",
            ));
        }
        begin(w, || call.new_id())
    })?;
    call.read(list)
}

/// Writes the starting list.
pub(crate) fn begin(w: &Writer<'_>, mut new_id: impl FnMut() -> Uuid) -> Result<(), Error> {
    for (rank, said) in (1..).zip(starting_kinds()) {
        w.save_document_kind(&DocumentKindRow { id: new_id().into(), said, rank, removed: false })?;
    }
    Ok(())
}

fn list(r: &Reader<'_>) -> Result<DocumentKindListView, Error> {
    let activities: HashMap<ActivityId, String> =
        r.activities()?.into_iter().map(|activity| (activity.id, activity.name)).collect();
    let mut kinds = Vec::new();
    for row in r.document_kinds()?.into_iter().filter(|row| !row.removed) {
        let by_kind = row.said.activity_kinds.iter().map(|kind| ActivityKind::label(*kind).to_owned());
        let by_name = row.said.activities.iter().filter_map(|id| activities.get(id).cloned());
        kinds.push(DocumentKindView {
            id: row.id,
            owner_label: row.said.owner.label().to_owned(),
            nature_label: row.said.nature.label().to_owned(),
            keeping_label: row.said.keeping.label().to_owned(),
            validity_label: validity_label(row.said.validity),
            asked_by: by_kind.chain(by_name).collect(),
            rank: row.rank,
            in_use: r.document_kind_is_in_use(row.id)?,
            draft: row.said,
        });
    }
    Ok(DocumentKindListView { kinds })
}

/// What was noted of a child would become a household's, or a paper of health an ordinary one: another kind is made instead.
fn keeps_what_it_is(known: &DocumentKindRow, asked: &DocumentKindRow) -> Result<(), Error> {
    let mut issues = Issues::new();
    let why = "Des pièces sont déjà notées sous ce type : créez-en un autre, puis retirez celui-ci.";
    if known.said.owner != asked.said.owner {
        issues.refuse("owner", IssueCode::Forbidden, why);
    }
    if known.said.nature != asked.said.nature {
        issues.refuse("nature", IssueCode::Forbidden, why);
    }
    issues.finish(Some(())).map_err(Error::fields)
}

/// `sans fin`, `12 mois`, `jusqu’au 31 août`.
fn validity_label(validity: DocumentValidity) -> String {
    match validity {
        DocumentValidity::Unlimited => "sans fin".to_owned(),
        DocumentValidity::Months { months } => format!("{months} mois"),
        DocumentValidity::YearEnd { month, day } => {
            let name = Date::new(2025, month, day).map_or("", |date| Month::of(date).name_fr());
            let day = if day == 1 { "1er".to_owned() } else { day.to_string() };
            format!("jusqu’au {day} {name}")
        }
    }
}

fn not_found() -> Error {
    Error::not_found("ce type de pièce")
}
