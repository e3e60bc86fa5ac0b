//! The town's texts: written, dated, never rewritten; and whether it prospects at all.

use domain::calendar::format_day;
use domain::consents::{ConsentText, ConsentVersion, starting_texts};
use domain::issue::{IssueCode, Issues};
use domain::values::ids::{ConsentTextId, ConsentVersionId};
use jiff::civil::Date;
use security::access::{EditConsentTexts, ReadConsents};
use serde::{Deserialize, Serialize};
use store::consents::{ConsentTextRow, ConsentVersionRow};
use store::{Reader, Writer};
use uuid::Uuid;

use super::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::Code;
use crate::session::Empty;
use crate::settings;

const PROSPECTING: &str = "prospecting";

/// Whether the town sends news nobody asked for: off by default (G11).
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Prospecting {
    pub(super) on: bool,
}

pub(super) fn prospecting(r: &Reader<'_>) -> Result<Prospecting, Error> {
    settings::load(r, PROSPECTING)
}

/// The town's texts with their versions.
pub fn consent_text_list(call: &Call<'_, ReadConsents>, _: Empty) -> Result<ConsentTextListView, Error> {
    let today = call.today();
    call.read(|r| list(r, today))
}

/// Writes a new text with its first version, or changes the title of a known one.
pub fn consent_text_save(
    call: &Call<'_, EditConsentTexts>,
    request: ConsentTextSaveRequest,
) -> Result<ConsentTextListView, Error> {
    let today = call.today();
    let id = request.text.unwrap_or_else(|| ConsentTextId::from_uuid(call.new_id()));
    let mut issues = Issues::new();
    let text = issues.take_all("draft", ConsentText::try_new(id, request.draft));
    let version = match (request.text, request.version) {
        (None, Some(draft)) => {
            let id = ConsentVersionId::from_uuid(call.new_id());
            issues.take_all("version", ConsentVersion::try_new(id, &[], draft)).map(Some)
        }
        (None, None) => {
            issues.refuse("version.body", IssueCode::Missing, "Écrivez le texte que les familles lisent.");
            None
        }
        // Its words change by a new version alone.
        (Some(_), _) => Some(None),
    };
    let (text, version) = issues.finish(text.zip(version)).map_err(Error::fields)?;
    let subject = Subject::of("consent_text", id).detail(text.draft().title.clone());
    call.perform(subject, [Change::Settings], |w| {
        let texts = w.consent_texts()?;
        let known = texts.iter().find(|known| known.id == id);
        let (rank, retired_on) = match (request.text, known) {
            (None, _) => (texts.iter().map(|known| known.rank).max().unwrap_or(0) + 1, None),
            (Some(_), None) => return Err(not_found()),
            (Some(_), Some(known)) => {
                let (said, now) = (&known.said, text.draft());
                if (said.purpose, said.subject) != (now.purpose, now.subject) {
                    return Err(Error::refused(
                        "Un texte ne change ni d’objet ni de personnes concernées\u{a0}: ce qui lui a été répondu ne vaudrait plus. Écrivez-en un autre.",
                    ));
                }
                (known.rank, known.retired_on)
            }
        };
        w.save_consent_text(&ConsentTextRow { id, said: text.draft().clone(), rank, retired_on })?;
        version.iter().try_for_each(|version| Ok(w.insert_consent_version(&row_of(id, version))?))
    })?;
    call.read(|r| list(r, today))
}

/// Adds a version: what was answered to the others stays as it was said.
pub fn consent_version_add(
    call: &Call<'_, EditConsentTexts>,
    request: ConsentVersionAddRequest,
) -> Result<ConsentTextListView, Error> {
    let today = call.today();
    let (text, known) = call.read(|r| {
        let text =
            r.consent_texts()?.into_iter().find(|text| text.id == request.text).ok_or_else(not_found)?;
        Ok((text, numbered(r, request.text)?))
    })?;
    let id = ConsentVersionId::from_uuid(call.new_id());
    let mut issues = Issues::new();
    let version = issues.take_all("version", ConsentVersion::try_new(id, &known, request.version));
    let version = issues.finish(version).map_err(Error::fields)?;
    let detail = format!(
        "{}, version {} du {}{}",
        text.said.title,
        version.number(),
        format_day(version.draft().from),
        if version.draft().asks_again { ", à redemander" } else { "" }
    );
    let subject = Subject::of("consent_text", text.id).detail(detail);
    call.perform(subject, [Change::Settings], |w| {
        // Its number and its day follow those that were there.
        if numbered(w, text.id)? != known {
            return Err(Error::new(
                Code::Conflict,
                "Une version de ce texte vient d’être ajoutée\u{a0}: relisez-la, puis recommencez.",
            ));
        }
        Ok(w.insert_consent_version(&row_of(text.id, &version))?)
    })?;
    call.read(|r| list(r, today))
}

/// The versions of a text: number and first day.
fn numbered(r: &Reader<'_>, text: ConsentTextId) -> Result<Vec<(u32, Date)>, Error> {
    let versions = r.consent_versions()?.into_iter().filter(|version| version.text == text);
    Ok(versions.map(|version| (version.number, version.said.from)).collect())
}

/// Stops asking for a text, or asks for it again. What was answered is kept.
pub fn consent_text_retire(
    call: &Call<'_, EditConsentTexts>,
    request: ConsentTextRetireRequest,
) -> Result<ConsentTextListView, Error> {
    let today = call.today();
    let text = call.read(|r| {
        r.consent_texts()?.into_iter().find(|text| text.id == request.text).ok_or_else(not_found)
    })?;
    let what = if request.retired { "plus demandé" } else { "demandé de nouveau" };
    let subject = Subject::of("consent_text", text.id).detail(format!("{}, {what}", text.said.title));
    call.perform(subject, [Change::Settings], |w| {
        // As it is now: its title may have changed since.
        let text = w.consent_texts()?.into_iter().find(|known| known.id == text.id).ok_or_else(not_found)?;
        let row = ConsentTextRow { retired_on: request.retired.then_some(today), ..text };
        Ok(w.save_consent_text(&row)?)
    })?;
    call.read(|r| list(r, today))
}

/// Takes the proposed texts, in a town that has none: it reads them and changes them before it asks anybody.
pub fn consent_texts_start(
    call: &Call<'_, EditConsentTexts>,
    _: Empty,
) -> Result<ConsentTextListView, Error> {
    let today = call.today();
    let subject = Subject::all("consent_text").detail("Textes proposés");
    call.perform(subject, [Change::Settings], |w| {
        if !w.consent_texts()?.is_empty() {
            return Err(Error::refused(
                "La commune a déjà ses textes\u{a0}: ajoutez-en un, ou une version à l’un d’eux.",
            ));
        }
        begin(w, today, || call.new_id())
    })?;
    call.read(|r| list(r, today))
}

/// Turns prospecting on or off for the whole town.
pub fn prospecting_save(
    call: &Call<'_, EditConsentTexts>,
    request: ProspectingSaveRequest,
) -> Result<ConsentTextListView, Error> {
    let today = call.today();
    let what = if request.prospects { "activée" } else { "désactivée" };
    let subject = Subject::all("consent_text").detail(format!("Prospection {what}"));
    call.perform(subject, [Change::Settings], |w| {
        settings::save(w, PROSPECTING, &Prospecting { on: request.prospects })
    })?;
    call.read(|r| list(r, today))
}

/// Writes the proposed texts, in force from that day.
pub(crate) fn begin(w: &Writer<'_>, from: Date, mut new_id: impl FnMut() -> Uuid) -> Result<(), Error> {
    for (rank, (said, body)) in (1..).zip(starting_texts()) {
        let text = ConsentTextRow { id: new_id().into(), said, rank, retired_on: None };
        w.save_consent_text(&text)?;
        let said = domain::consents::ConsentVersionDraft { body: body.to_owned(), from, asks_again: true };
        w.insert_consent_version(&ConsentVersionRow { id: new_id().into(), text: text.id, number: 1, said })?;
    }
    Ok(())
}

/// A version as shown.
pub(super) fn version_view(
    row: &ConsentVersionRow,
    in_force: Option<ConsentVersionId>,
) -> ConsentVersionView {
    ConsentVersionView {
        id: row.id,
        number: row.number,
        body: row.said.body.clone(),
        from: row.said.from,
        asks_again: row.said.asks_again,
        in_force: in_force == Some(row.id),
    }
}

/// The version of a text in force on a day: the last that has begun.
pub(super) fn in_force<'v>(
    versions: impl IntoIterator<Item = &'v ConsentVersionRow>,
    day: Date,
) -> Option<&'v ConsentVersionRow> {
    versions.into_iter().filter(|version| version.said.from <= day).max_by_key(|version| version.number)
}

fn list(r: &Reader<'_>, today: Date) -> Result<ConsentTextListView, Error> {
    let versions = r.consent_versions()?;
    let texts = r.consent_texts()?.into_iter().map(|text| {
        let own: Vec<&ConsentVersionRow> = versions.iter().filter(|one| one.text == text.id).collect();
        let current = in_force(own.iter().copied(), today).map(|version| version.id);
        ConsentTextView {
            id: text.id,
            purpose_label: text.said.purpose.label().to_owned(),
            subject_label: text.said.subject.label().to_owned(),
            draft: text.said,
            retired_on: text.retired_on,
            versions: own.iter().rev().map(|version| version_view(version, current)).collect(),
        }
    });
    Ok(ConsentTextListView { texts: texts.collect(), prospects: prospecting(r)?.on })
}

fn row_of(text: ConsentTextId, version: &ConsentVersion) -> ConsentVersionRow {
    ConsentVersionRow { id: version.id(), text, number: version.number(), said: version.draft().clone() }
}

fn not_found() -> Error {
    Error::not_found("ce texte")
}
