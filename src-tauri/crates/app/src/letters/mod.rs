//! Letters to a family: written from a closed set, kept as they leave, printed again the same (G07). Whoever lost parental authority over a
//! child of the file receives none, neither today's nor one that left before (V02).

mod kept;
#[cfg(test)]
mod tests;
mod views;

use domain::people::ParentalAuthority;
use domain::values::ids::{FamilyId, GuardianId, LetterId};
use jiff::civil::Date;
use security::access::{EditRelation, ReadRelation};
use store::letters::LetterRow;
use store::people::{FamilyMembers, GuardianRow, shown_name};
use store::{Reader, Writer};

pub(crate) use self::kept::{Envelope, Kept, KeptPaper, Words};
pub use self::views::*;
use crate::billing::DocumentShownView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::quotients::agent_names;
use crate::supporting::{self, Sight};
use crate::{Error, settings};

/// Writes a letter, keeps it and shows it to be printed.
pub fn write(call: &Call<'_, EditRelation>, request: LetterWriteRequest) -> Result<LetterWrittenView, Error> {
    let LetterWriteRequest { family, guardian, draft } = request;
    let (today, id) = (call.today(), LetterId::from(call.new_id()));
    let kind = draft.kind;
    let subject = Subject::of("family", family).detail(format!("Lettre\u{a0}: {}", kind.label()));
    let kept = call.perform(subject, [Change::Family(family.into())], |w| {
        let members = w.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        let adult = members.guardians.iter().find(|one| one.id == guardian).ok_or_else(not_in_file)?;
        let household = members.households.iter().find(|one| one.id == adult.household);
        let household = household.ok_or_else(not_in_file)?;
        refuse_lost(&members, adult, today)?;
        let child = members.children.iter().find(|child| Some(child.id) == draft.child);
        let (words, _) =
            draft.write(child.map(|child| child.first_names.as_str()), today).map_err(Error::fields)?;
        let addressee = supporting::envelope(adult, household).ok_or_else(|| {
            Error::refused(
                "L’adresse de ce foyer ne tient pas sur une enveloppe\u{a0}: complétez-la d’abord.",
            )
        })?;
        let number = format!("{:06}", members.family.number);
        let envelope = Envelope::of(&settings::town(w)?, addressee, number);
        let kept = Kept { envelope, words: Words::Written(words) };
        let row = LetterRow {
            id,
            family,
            household: household.id,
            guardian,
            kind,
            on: today,
            content: kept.to_text()?,
        };
        if has_left(w, &row)? {
            return Err(Error::refused(
                "Cette lettre est déjà partie aujourd’hui, à la même personne et dans les mêmes mots\u{a0}: imprimez-la de nouveau depuis le suivi.",
            ));
        }
        w.insert_letter(&row)?;
        Ok(kept)
    })?;
    // It is kept already: whoever is told that it did not open must not write it again.
    let shown = kept.show(call, (id, kind, today)).map_err(|refused| {
        let said = "La lettre est gardée dans le suivi de la famille, imprimez-la de nouveau depuis là\u{a0}: elle n’a pas pu s’ouvrir.";
        Error { message: format!("{said} {}", refused.message), ..refused }
    })?;
    Ok(LetterWrittenView { letter: id, file_name: shown.file_name })
}

/// Shows a letter that left, to be printed again. Who printed it is remembered.
pub fn print_again(
    call: &Call<'_, ReadRelation>,
    request: LetterRequest,
) -> Result<DocumentShownView, Error> {
    let (sight, today) = (Sight::of(call), call.today());
    let known = call.read(|r| found(r, request.letter))?;
    let family = known.row.family;
    let detail = format!("Lettre imprimée de nouveau\u{a0}: {}", known.row.kind.label());
    let (row, kept) = call.consult(Subject::of("family", family).detail(detail), |r| {
        let row = found(r, request.letter)?.row;
        let members = r.family_members(row.family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        if let Some(adult) = members.guardians.iter().find(|one| one.id == row.guardian) {
            refuse_lost(&members, adult, today)?;
        }
        let kept = Kept::read(&row.content)?;
        if !kept.is_seen_by(sight) {
            return Err(Error::refused(
                "Cette lettre parle de pièces que votre profil ne lit pas\u{a0}: demandez-la à qui l’a écrite.",
            ));
        }
        Ok((row, kept))
    })?;
    kept.show(call, (row.id, row.kind, row.on))
}

/// The letters of a family, the latest first.
pub(crate) fn of_family(r: &Reader<'_>, family: FamilyId) -> Result<Vec<LetterView>, Error> {
    let agents = agent_names(r)?;
    let letters = r.letters_of(family)?.into_iter().map(|letter| {
        let kept = Kept::read(&letter.row.content)?;
        Ok(LetterView {
            id: letter.row.id,
            kind_label: letter.row.kind.label().to_owned(),
            on: letter.row.on,
            to: kept.envelope.addressee.into_iter().next().unwrap_or_default(),
            written_by: agents.get(&letter.agent).cloned().unwrap_or_default(),
        })
    });
    letters.collect()
}

/// Keeps a letter that asks for papers: it is printed with the others of its batch.
pub(crate) fn keep_papers(
    w: &Writer<'_>,
    id: LetterId,
    (members, to): (&FamilyMembers, GuardianId),
    kept: &Kept,
    on: Date,
) -> Result<(), Error> {
    let adult = members.guardians.iter().find(|one| one.id == to).ok_or_else(not_in_file)?;
    let row = LetterRow {
        id,
        family: members.family.id,
        household: adult.household,
        guardian: to,
        kind: domain::people::LetterKind::MissingPapers,
        on,
        content: kept.to_text()?,
    };
    // Asked for twice the same day, it left once.
    if has_left(w, &row)? { Ok(()) } else { Ok(w.insert_letter(&row)?) }
}

/// Whether the same letter left already, that day, for that adult.
fn has_left(r: &Reader<'_>, row: &LetterRow) -> Result<bool, Error> {
    let same = |known: &LetterRow| {
        known.guardian == row.guardian
            && known.on == row.on
            && known.kind == row.kind
            && known.content == row.content
    };
    Ok(r.letters_of(row.family)?.iter().any(|known| same(&known.row)))
}

/// Refuses to write to an adult who lost authority over a child of the file (V02).
fn refuse_lost(members: &FamilyMembers, adult: &GuardianRow, today: Date) -> Result<(), Error> {
    let lost = members
        .children
        .iter()
        .find(|child| members.authority(adult, child.id, today) == Some(ParentalAuthority::Lost));
    match lost {
        None => Ok(()),
        Some(child) => Err(Error::refused(format!(
            "{} n’a plus l’autorité parentale sur {}\u{a0}: aucune lettre ne lui est adressée.",
            shown_name(&adult.first_names, &adult.usage_name, &adult.birth_name),
            child.first_names
        ))),
    }
}

fn found(r: &Reader<'_>, id: LetterId) -> Result<store::letters::KeptLetter, Error> {
    r.letter(id)?.ok_or_else(|| Error::not_found("cette lettre"))
}

fn not_in_file() -> Error {
    Error::not_found("cet adulte dans ce dossier")
}
