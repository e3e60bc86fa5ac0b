//! Noting that a paper was given, seen or sent back.

use domain::issue::{IssueCode, Refusal};
use domain::supporting::{Document, DocumentDraft, DocumentNature, DocumentSubject};
use domain::values::ids::{DocumentId, DocumentKindId, FamilyId};
use security::access::EditDocuments;
use store::Reader;
use store::people::shown_name;
use store::supporting::{DocumentKindRow, DocumentRow};
use uuid::Uuid;

use super::facts::accepted;
use super::family::entry_label;
use super::sight::{Pen, Shown, Sight};
use super::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::Code;

/// Notes a document.
pub fn document_note(
    call: &Call<'_, EditDocuments>,
    request: DocumentNoteRequest,
) -> Result<DocumentNotedView, Error> {
    let pen = Pen::of(call);
    let (kind, whose) =
        call.read(|r| Ok((kind_of(r, request.draft.kind)?, Whose::read(r, request.draft.subject)?)))?;
    allowed(pen, &kind)?;
    let id = DocumentId::from_uuid(call.new_id());
    let document =
        Document::try_new(id, &accepted(&kind)?, request.draft, call.today()).map_err(Error::fields)?;
    let said = document.draft();
    call.perform(whose.subject(&kind, &entry_label(said, kind.said.keeping)), whose.changes(), |w| {
        kind_of(w, kind.id)?;
        if said_twice(w, &whose, said)? {
            return Err(Error::fields(vec![
                Refusal::new(
                    IssueCode::Duplicate,
                    "Cette pièce est déjà notée ainsi, à cette date\u{a0}: rien n’a été ajouté.",
                )
                .at("on"),
            ]));
        }
        Ok(w.insert_document(id, said)?)
    })?;
    Ok(DocumentNotedView { document: id, verdict: said.verdict })
}

/// Removes what was noted by mistake, and destroys its files: those do not come back with it.
pub fn document_remove(
    call: &Call<'_, EditDocuments>,
    request: DocumentRequest,
) -> Result<DocumentNotedView, Error> {
    let pen = Pen::of(call);
    let id = request.document;
    let (said, by, kind, whose) = call.read(|r| {
        let row = r.document(id)?.ok_or_else(|| Error::not_found("cette pièce"))?;
        let kind = r.document_kinds()?.into_iter().find(|kind| kind.id == row.said.kind);
        let kind = kind.ok_or_else(|| Error::bug("TYPE-DE-PIECE"))?;
        let whose = Whose::read(r, row.said.subject)?;
        Ok((row.said, row.by, kind, whose))
    })?;
    allowed(pen, &kind)?;
    // What an agent does not see they do not remove, but for what they have just noted by mistake.
    let mine = by == call.unlocked().agent().id;
    if !mine && Sight::of(call).of_nature(kind.said.nature) != Shown::Whole {
        return Err(Error::not_found("cette pièce"));
    }
    let what = format!("retirée du dossier ({})", entry_label(&said, kind.said.keeping));
    call.perform_told(whose.subject(&kind, &what), whose.changes(), |w| {
        if !w.remove_document(id)? {
            return Err(Error::not_found("cette pièce"));
        }
        let told = match w.destroy_files_of(id)? {
            0 => what.clone(),
            1 => format!("{what}, son fichier détruit"),
            files => format!("{what}, ses {files} fichiers détruits"),
        };
        Ok(((), whose.detail(&kind, &told)))
    })?;
    Ok(DocumentNotedView { document: id, verdict: said.verdict })
}

/// Whether the last that was noted of a paper says the same: sent twice, it is one.
fn said_twice(r: &Reader<'_>, whose: &Whose, said: &DocumentDraft) -> Result<bool, Error> {
    let mut last: Option<DocumentRow> = None;
    for family in &whose.families {
        let same = r.documents_of_family(*family)?.into_iter();
        let same = same.filter(|row| row.said.kind == said.kind && row.said.subject == said.subject);
        last = last.into_iter().chain(same).max_by_key(|row| row.order);
    }
    Ok(last.is_some_and(|last| last.said == *said))
}

/// A kind that is still noted.
pub(super) fn kind_of(r: &Reader<'_>, id: DocumentKindId) -> Result<DocumentKindRow, Error> {
    let kind = r.document_kinds()?.into_iter().find(|kind| kind.id == id && !kind.removed);
    kind.ok_or_else(|| Error::not_found("ce type de pièce"))
}

pub(super) fn allowed(pen: Pen, kind: &DocumentKindRow) -> Result<(), Error> {
    if pen.notes(kind.said.nature) {
        return Ok(());
    }
    let who = match kind.said.nature {
        DocumentNature::Health => "l’accueil et le référent santé",
        DocumentNature::Resources | DocumentNature::Bank => "l’accueil et la facturation",
        DocumentNature::Ordinary | DocumentNature::Identity | DocumentNature::Judgment => "l’accueil",
    };
    Err(Error::new(
        Code::Forbidden,
        format!("La pièce «\u{a0}{}\u{a0}» est notée par {who}. Adressez-vous à eux.", kind.said.name),
    ))
}

/// Whose paper it is, and the files that show it.
pub(super) struct Whose {
    kind: &'static str,
    id: Uuid,
    name: String,
    families: Vec<FamilyId>,
}

impl Whose {
    pub(super) fn read(r: &Reader<'_>, subject: DocumentSubject) -> Result<Self, Error> {
        let gone = || Error::not_found("la personne ou le foyer de cette pièce");
        let whose = match subject {
            DocumentSubject::Household(id) => {
                let household = r.household(id)?.ok_or_else(gone)?;
                let name = format!("foyer {}", household.letter.letter());
                Self { kind: "household", id: id.into(), name, families: vec![household.family] }
            }
            DocumentSubject::Guardian(id) => {
                let guardian = r.guardian(id)?.ok_or_else(gone)?;
                let name = shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name);
                let families = r.family_of_household(guardian.household)?.into_iter().collect();
                Self { kind: "guardian", id: id.into(), name, families }
            }
            DocumentSubject::Child(id) => {
                let child = r.child(id)?.ok_or_else(gone)?;
                let families = r.families_of_child(id)?;
                Self { kind: "child", id: id.into(), name: child.first_names, families }
            }
        };
        Ok(whose)
    }

    /// The line of the journal.
    pub(super) fn subject(&self, kind: &DocumentKindRow, what: &str) -> Subject {
        self.told(self.detail(kind, what))
    }

    /// The same, already in words.
    pub(super) fn told(&self, detail: String) -> Subject {
        Subject::of(self.kind, self.id).detail(detail)
    }

    /// What it says, read beyond the compartments: of health, money and judgments not even which paper (O03).
    pub(super) fn detail(&self, kind: &DocumentKindRow, what: &str) -> String {
        match kind.said.nature {
            DocumentNature::Health => format!("Pièce de santé, {}", self.name),
            DocumentNature::Resources | DocumentNature::Bank => {
                format!("Pièce de la facturation, {}", self.name)
            }
            DocumentNature::Judgment => format!("Pièce du dossier, {}", self.name),
            DocumentNature::Ordinary | DocumentNature::Identity => {
                format!("{}, {}\u{a0}: {what}", kind.said.name, self.name)
            }
        }
    }

    /// Their name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The files that show it.
    pub(super) fn families(&self) -> &[FamilyId] {
        &self.families
    }

    pub(super) fn changes(&self) -> Vec<Change> {
        self.families.iter().map(|family| Change::Family((*family).into())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_journal_tells_nothing_of_health_money_or_judgments() {
        let whose = Whose { kind: "child", id: Uuid::nil(), name: "Léonie".into(), families: Vec::new() };
        for said in domain::supporting::starting_kinds() {
            let told = matches!(said.nature, DocumentNature::Ordinary | DocumentNature::Identity);
            let kind = DocumentKindRow { id: Uuid::nil().into(), said, rank: 1, removed: false };
            let detail = whose.subject(&kind, "refusée le 05/04/2026").detail;
            assert_eq!(detail.contains("refusée"), told, "{detail}");
            assert_eq!(detail.contains(&kind.said.name), told, "{detail}");
        }
    }
}
