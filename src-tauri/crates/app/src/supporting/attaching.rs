//! Joining a file to a paper, and destroying it.

use domain::issue::{IssueCode, Issues};
use domain::supporting::{
    Document, DocumentDraft, DocumentSubject, DocumentVerdict, FileFormat, MAX_FILES, check_file,
    file_refusal,
};
use domain::values::ids::{AttachmentId, DocumentId};
use exchange::pdf::{self, Unwelcome};
use exchange::pictures;
use jiff::civil::Date;
use security::Right;
use security::access::EditDocuments;
use store::Reader;
use store::attachments::{AttachedTo, AttachmentRow};
use store::supporting::{DocumentKindRow, DocumentRow};

use super::facts::accepted;
use super::keepers::{FileReach, seal};
use super::noting::{Whose, allowed, kind_of};
use super::sight::Pen;
use super::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::error::Code;
use crate::imports::GivenFile;
use crate::outside::{ChosenFile, Purpose};

/// Joins a file to the paper of somebody: to what was last noted of it when it holds; otherwise it is noted as handed in today.
pub fn attachment_add(
    call: &Call<'_, EditDocuments>,
    request: AttachmentAddRequest,
) -> Result<AttachmentAddedView, Error> {
    let AttachmentAddRequest { kind, subject, file } = request;
    let (pen, today) = (Pen::of(call), call.today());
    let standing = |r: &Reader<'_>, whose: &Whose| -> Result<Option<DocumentRow>, Error> {
        let noted = whose.families().first().map(|family| r.documents_of_family(*family)).transpose()?;
        let noted = noted.unwrap_or_default().into_iter();
        let theirs = noted.filter(|row| row.said.kind == kind && row.said.subject == subject);
        Ok(theirs.max_by_key(|row| (row.said.on, row.order)).filter(|row| holds(row, today)))
    };
    let (kind, whose, last) = call.read(|r| {
        let whose = Whose::read(r, subject)?;
        let last = standing(r, &whose)?;
        Ok((kind_of(r, kind)?, whose, last))
    })?;
    allowed(pen, &kind)?;
    if let Some(refusal) = file_refusal(&kind.said) {
        let mut issues = Issues::new();
        issues.refuse("file", IssueCode::Forbidden, refusal);
        return Err(Error::fields(issues.into_vec()));
    }
    let given = given_or_chosen(call, file, Purpose::Document)?;
    let (format, content) = written_again(&given)?;
    let new = match &last {
        Some(_) => None,
        None => Some(received_today(DocumentId::from_uuid(call.new_id()), &kind, subject, today)?),
    };
    let document = last.as_ref().map(|row| row.id).or(new.as_ref().map(Document::id));
    let document = document.ok_or_else(|| Error::bug("PIECE-SANS-REMISE"))?;
    let id = AttachmentId::from_uuid(call.new_id());
    let to_keep = seal(call, kind.said.nature, (id, AttachedTo::Document(document)), (format, &content))?;
    let what = match &new {
        Some(_) => format!("reçue aujourd’hui, fichier joint ({})", format.label()),
        None => format!("fichier joint ({})", format.label()),
    };
    call.perform(whose.subject(&kind, &what), whose.changes(), |w| {
        kind_of(w, kind.id)?;
        if let Some(new) = &new {
            // Somebody else may have noted it since.
            if standing(w, &whose)?.is_some() {
                return Err(Error::new(
                    Code::Conflict,
                    "Cette pièce vient d’être notée\u{a0}: relisez-la, puis joignez le fichier.",
                ));
            }
            w.insert_document(document, new.draft())?;
        } else if w.document(document)?.is_none() {
            return Err(Error::not_found("cette pièce"));
        }
        if w.attachments_of(document)?.len() >= MAX_FILES {
            return Err(Error::refused(format!(
                "Cette pièce a déjà {MAX_FILES} fichiers\u{a0}: retirez-en un, ou réunissez-les en un seul PDF."
            )));
        }
        to_keep.keep(w, None)
    })?;
    Ok(AttachmentAddedView { attachment: id, document, noted: new.is_some() })
}

/// Destroys a file: at once, and for good.
pub fn attachment_remove(
    call: &Call<'_, EditDocuments>,
    request: AttachmentRequest,
) -> Result<AttachmentRemovedView, Error> {
    let pen = Pen::of(call);
    let found = call.read(|r| Found::read(r, request.attachment))?;
    allowed(pen, &found.kind)?;
    let (reach, nature) = (FileReach::of(call), found.kind.said.nature);
    if let Some(refusal) = reach.not_theirs(nature) {
        return Err(Error::new(Code::Forbidden, refusal));
    }
    // What an agent does not open they do not destroy, but for what they have joined by mistake.
    if !reach.opens(nature) && found.row.by != call.unlocked().agent().id {
        return Err(Error::not_found("ce fichier"));
    }
    call.perform(found.subject("fichier détruit"), found.whose.changes(), |w| {
        // Somebody may have destroyed it since.
        if w.destroy_attachment(request.attachment)? { Ok(()) } else { Err(Error::not_found("ce fichier")) }
    })?;
    Ok(AttachmentRemovedView { attachment: request.attachment })
}

/// A file, its paper, whose it is.
pub(super) struct Found {
    pub(super) row: AttachmentRow,
    pub(super) kind: DocumentKindRow,
    pub(super) whose: Whose,
}

impl Found {
    pub(super) fn read(r: &Reader<'_>, id: AttachmentId) -> Result<Self, Error> {
        let gone = || Error::not_found("ce fichier");
        let row = r.attachment(id)?.ok_or_else(gone)?;
        let AttachedTo::Document(document) = row.to else { return Err(gone()) };
        let said = r.document(document)?.ok_or_else(gone)?.said;
        let kind = r.document_kinds()?.into_iter().find(|kind| kind.id == said.kind);
        let kind = kind.ok_or_else(|| Error::bug("TYPE-DE-PIECE"))?;
        Ok(Self { row, kind, whose: Whose::read(r, said.subject)? })
    }

    /// The line of the journal.
    pub(super) fn subject(&self, what: &str) -> Subject {
        self.whose.subject(&self.kind, what)
    }
}

/// The file dropped on the window, or the one the agent chooses.
pub(crate) fn given_or_chosen<R: Right>(
    call: &Call<'_, R>,
    given: Option<GivenFile>,
    purpose: Purpose,
) -> Result<ChosenFile, Error> {
    match given {
        Some(GivenFile { name, bytes }) => Ok(ChosenFile { name, bytes }),
        None => call
            .outside()
            .choose_file(purpose)?
            .ok_or_else(|| Error::new(Code::Cancelled, "Aucun fichier choisi\u{a0}: rien n’a été joint.")),
    }
}

/// What is kept of a file: a PDF as it is, a picture by its pixels alone.
fn written_again(file: &ChosenFile) -> Result<(FileFormat, Vec<u8>), Error> {
    let format = check_file(&file.name, &file.bytes).map_err(Error::fields)?;
    if format == FileFormat::Pdf {
        let why = match pdf::unwelcome(&file.bytes) {
            None => return Ok((format, file.bytes.clone())),
            Some(Unwelcome::Program) => {
                "Ce PDF contient un programme (script, commande à lancer)\u{a0}: il pourrait agir sur le poste qui l’ouvrirait. Imprimez-le en PDF, ou numérisez-le, et joignez cette copie."
            }
            Some(Unwelcome::Files) => {
                "Ce PDF contient d’autres fichiers, que ses pages ne montrent pas\u{a0}: on garderait ce que personne n’a lu. Imprimez-le en PDF, ou numérisez-le, et joignez cette copie."
            }
        };
        let mut issues = Issues::new();
        issues.refuse("file", IssueCode::Forbidden, why);
        return Err(Error::fields(issues.into_vec()));
    }
    let picture =
        pictures::page(format, &file.bytes).map_err(|refusal| Error::fields(vec![refusal.at("file")]))?;
    Ok((picture.format, picture.bytes))
}

/// Whether a paper noted before still holds: a file goes with it.
fn holds(row: &DocumentRow, today: Date) -> bool {
    row.said.verdict == DocumentVerdict::Accepted && row.said.until.is_none_or(|until| until >= today)
}

fn received_today(
    id: DocumentId,
    kind: &DocumentKindRow,
    subject: DocumentSubject,
    today: Date,
) -> Result<Document, Error> {
    let draft = DocumentDraft {
        kind: kind.id,
        subject,
        verdict: DocumentVerdict::Accepted,
        on: today,
        until: None,
        fault: None,
        note: String::new(),
    };
    Document::try_new(id, &accepted(kind)?, draft, today).map_err(Error::fields)
}
