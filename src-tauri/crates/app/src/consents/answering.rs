//! Noting what a person answers, and that they object to prospecting: both work at once.

use domain::consents::{ConsentAnswer, ConsentAnswerDraft, check_answer};
use domain::issue::{IssueCode, Refusal};
use domain::values::ids::{ChildId, ConsentAnswerId, FamilyId, GuardianId};
use jiff::civil::Date;
use security::access::EditConsents;
use store::consents::ConsentAnswerRow;
use store::people::{GuardianRow, shown_name};
use store::{Reader, Writer};

use super::family::{Consents, answer_label};
use super::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::photos;

/// Notes an answer: what was said before stays beside it.
pub fn consent_answer(
    call: &Call<'_, EditConsents>,
    request: ConsentAnswerRequest,
) -> Result<ConsentAnsweredView, Error> {
    let (draft, today) = (request.draft, call.today());
    let check = |r: &Reader<'_>| -> Result<_, Error> {
        let guardian = guardian(r, draft.guardian)?;
        // A child's answers are read from their file; the adult may be of another one.
        let files = files_of(r, draft.child, &guardian)?;
        let file = files.first().copied().ok_or_else(|| Error::not_found("cette famille"))?;
        let consents = Consents::of_family(r, file, today)?;
        let (version, text) = consents.version(draft.version).ok_or_else(|| Error::not_found("ce texte"))?;
        // Who agreed may take it back for as long as it is used, asked for or not (RGPD, article 7 §3).
        if text.retired_on.is_some() && draft.answer != ConsentAnswer::Withdrawn {
            return Err(Error::refused(
                "La commune ne demande plus ce texte\u{a0}: il n’y a plus à y répondre.",
            ));
        }
        let agrees = consents.agrees(text.id, draft.child, draft.guardian);
        let holds = draft.child.is_some_and(|child| consents.holds(child, draft.guardian));
        let about = (text.said.purpose, text.said.subject);
        let checked = check_answer(&draft, about, (version.said.from, today), (agrees, holds));
        let child = draft.child.and_then(|child| r.child(child).transpose()).transpose()?;
        let whose = child.map(|child| format!(" pour {}", child.first_names)).unwrap_or_default();
        let detail = format!(
            "{}{whose}, {}\u{a0}: {}",
            text.said.title,
            shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name),
            answer_label(&draft, version.number)
        );
        checked.map_err(Error::fields)?;
        Ok((detail, files))
    };
    let (detail, families) = call.read(check)?;
    let id = ConsentAnswerId::from_uuid(call.new_id());
    call.perform(Subject::of("guardian", draft.guardian).detail(detail), changes(&families), |w| {
        // Asked again where nobody writes in between: a loss of authority, a text withdrawn.
        check(w)?;
        if said_twice(w, &families, &draft)? {
            return Err(Error::fields(vec![
                Refusal::new(
                    IssueCode::Duplicate,
                    "Cette réponse est déjà notée\u{a0}: rien n’a été ajouté.",
                )
                .at("answer"),
            ]));
        }
        w.insert_consent_answer(id, &draft)?;
        keep_to_it(w, draft.child, today)
    })?;
    Ok(ConsentAnsweredView { answer: Some(id) })
}

/// Removes an answer noted by mistake. Somebody who changes their mind answers again, or withdraws.
pub fn consent_answer_remove(
    call: &Call<'_, EditConsents>,
    request: ConsentAnswerRemoveRequest,
) -> Result<ConsentAnsweredView, Error> {
    let id = request.answer;
    let (said, families) = call.read(|r| {
        let row = r.consent_answer(id)?.ok_or_else(|| Error::not_found("cette réponse"))?;
        let families = files_of(r, row.said.child, &guardian(r, row.said.guardian)?)?;
        Ok((row.said, families))
    })?;
    let detail = format!("Réponse notée par erreur\u{a0}: {}", said.answer.label());
    call.perform(Subject::of("guardian", said.guardian).detail(detail), changes(&families), |w| {
        if !w.remove_consent_answer(id)? {
            return Err(Error::not_found("cette réponse"));
        }
        keep_to_it(w, said.child, call.today())
    })?;
    Ok(ConsentAnsweredView { answer: Some(id) })
}

/// Notes that somebody objects to prospecting, or no longer does. No reason is asked for (P08).
pub fn prospecting_object(
    call: &Call<'_, EditConsents>,
    request: ProspectingObjectRequest,
) -> Result<ConsentAnsweredView, Error> {
    let families = call.read(|r| files_of(r, None, &guardian(r, request.guardian)?))?;
    let what =
        if request.objects { "Opposition à la prospection" } else { "Opposition à la prospection levée" };
    let today = call.today();
    call.perform(
        Subject::of("guardian", request.guardian).detail(what),
        changes(&families),
        |w| match request.objects {
            true => Ok(w.save_objection(request.guardian, today)?),
            false => Ok(w.remove_objection(request.guardian)?),
        },
    )?;
    Ok(ConsentAnsweredView { answer: None })
}

/// Whether the last answer to a text says the same: sent twice, it is one.
fn said_twice(r: &Reader<'_>, files: &[FamilyId], draft: &ConsentAnswerDraft) -> Result<bool, Error> {
    let about = |said: &ConsentAnswerDraft| (said.version, said.guardian, said.child);
    let mut last: Option<ConsentAnswerRow> = None;
    for file in files {
        let same = r.consent_answers_of_family(*file)?.into_iter();
        let same = same.filter(|row| about(&row.said) == about(draft));
        last = last.into_iter().chain(same).max_by_key(|row| row.order);
    }
    Ok(last.is_some_and(|last| last.said == *draft))
}

/// What a withdrawal destroys goes with it, in the same transaction (A04, E06).
fn keep_to_it(w: &Writer<'_>, child: Option<ChildId>, today: Date) -> Result<(), Error> {
    if let Some(child) = child {
        photos::drop_unless_agreed(w, child, today)?;
    }
    Ok(())
}

fn guardian(r: &Reader<'_>, id: GuardianId) -> Result<GuardianRow, Error> {
    r.guardian(id)?.ok_or_else(|| Error::not_found("cette personne"))
}

/// The files that show an answer: those of the child, or that of the adult who answers for themselves.
fn files_of(r: &Reader<'_>, child: Option<ChildId>, guardian: &GuardianRow) -> Result<Vec<FamilyId>, Error> {
    match child {
        Some(child) => Ok(r.families_of_child(child)?),
        None => Ok(r.family_of_household(guardian.household)?.into_iter().collect()),
    }
}

fn changes(families: &[FamilyId]) -> Vec<Change> {
    families.iter().map(|family| Change::Family((*family).into())).collect()
}
