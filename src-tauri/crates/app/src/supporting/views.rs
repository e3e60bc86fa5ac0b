//! What the screens of documents ask and are answered. A field marked « absent » is not sent to who may not see it.

use domain::exports::ExportPurpose;
use domain::supporting::{
    DocumentDraft, DocumentKeeping, DocumentKindDraft, DocumentNature, DocumentOwner, DocumentStanding,
    DocumentSubject, DocumentVerdict, FileFormat,
};
use domain::values::ids::{ActivityId, AttachmentId, DocumentId, DocumentKindId, FamilyId, SchoolId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::imports::GivenFile;

/// A kind of document.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentKindView {
    /// Identifier.
    pub id: DocumentKindId,
    /// What a form starts from.
    pub draft: DocumentKindDraft,
    /// `le foyer`, `chaque responsable`, `l’enfant`.
    pub owner_label: String,
    /// `courante`, `santé` …
    pub nature_label: String,
    /// `vue seulement`, `copie possible`.
    pub keeping_label: String,
    /// `sans fin`, `12 mois`, `jusqu’au 31 août`.
    pub validity_label: String,
    /// The kinds of activities, then the activities, that ask for it; empty when nobody does.
    pub asked_by: Vec<String>,
    /// Its place in lists.
    pub rank: u32,
    /// Whether something was noted under it: whose it is and what it shows no longer change.
    pub in_use: bool,
}

/// Every kind the town asks for or is shown.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentKindListView {
    /// In the order of lists.
    pub kinds: Vec<DocumentKindView>,
}

/// A kind of document, new or known.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DocumentKindSaveRequest {
    /// Which; a new one when absent.
    #[serde(default)]
    pub kind: Option<DocumentKindId>,
    /// What was typed.
    pub draft: DocumentKindDraft,
    /// Its place in lists.
    pub rank: u32,
}

/// A kind to stop asking for. Its own draft, sent back to `document_kind_save` with its identifier, undoes it.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct DocumentKindRequest {
    /// Which.
    pub kind: DocumentKindId,
}

/// A document noted once.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentEntryView {
    /// Identifier.
    pub id: DocumentId,
    /// `reçue le 05/04/2026`, `refusée le 05/04/2026, non signée`.
    pub label: String,
    /// Who noted it.
    pub agent: String,
    /// Who noted it and what: what undoes a removal.
    pub draft: DocumentDraft,
    /// The files joined to it.
    pub files: Vec<AttachedFileView>,
}

/// A file joined to a paper.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AttachedFileView {
    /// Identifier.
    pub id: AttachmentId,
    /// What it is.
    pub format: FileFormat,
    /// `PDF joint le 05/04/2026`.
    pub label: String,
    /// Who joined it.
    pub agent: String,
    /// Whether the agent opens it.
    pub may_open: bool,
}

/// A file to join to the paper of somebody.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AttachmentAddRequest {
    /// Which kind of paper.
    pub kind: DocumentKindId,
    /// Whose.
    pub subject: DocumentSubject,
    /// The file; the window lets the agent choose one when absent.
    #[serde(default)]
    pub file: Option<GivenFile>,
}

/// A file that was joined.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct AttachmentAddedView {
    /// The file.
    pub attachment: AttachmentId,
    /// The paper it is joined to.
    pub document: DocumentId,
    /// Whether that paper was noted as handed in today with it.
    pub noted: bool,
}

/// A file.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct AttachmentRequest {
    /// Which.
    pub attachment: AttachmentId,
}

/// A file that is no more.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct AttachmentRemovedView {
    /// Which it was.
    pub attachment: AttachmentId,
}

/// A file to look at.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct AttachmentShowRequest {
    /// Which.
    pub attachment: AttachmentId,
    /// Which page of it, from 0.
    #[serde(default)]
    pub page: u32,
}

/// A page of a file, as a picture.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AttachmentPageView {
    /// What the file is.
    pub format: FileFormat,
    /// What the picture is.
    pub picture: FileFormat,
    /// Which page, from 0.
    pub page: u32,
    /// Of how many.
    pub pages: u32,
    /// The picture, byte by byte.
    pub bytes: Vec<u8>,
}

/// A copy of a file to take out.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AttachmentSaveRequest {
    /// Which.
    pub attachment: AttachmentId,
    /// What it is taken out for.
    pub purpose: ExportPurpose,
    /// The same in words: asked for when the purpose is none of the list.
    #[serde(default)]
    pub reason: String,
}

/// One document of a household, of a guardian or of a child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentLineView {
    /// Which kind.
    pub kind: DocumentKindId,
    /// Its name.
    pub kind_name: String,
    /// What it shows.
    pub nature: DocumentNature,
    /// Seen only, or received.
    pub keeping: DocumentKeeping,
    /// Whose.
    pub subject: DocumentSubject,
    /// `Foyer A`, `Maëlle Le Goff`, `Léonie`.
    pub subject_name: String,
    /// The activities that ask for it; none when it was given and nobody asks.
    pub asked_by: Vec<String>,
    /// Where it stands.
    pub standing: DocumentStanding,
    /// `manquante`, `reçue`, `vue` …
    pub standing_label: String,
    /// Whether the agent notes it.
    pub may_note: bool,
    /// Whether words may be written beside it.
    pub takes_note: bool,
    /// Why the agent joins no file to it; empty when they may.
    pub no_file: String,
    /// Its last day. Absent for who learns only whether it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null", optional)]
    pub until: Option<Date>,
    /// What was noted, the latest first. Absent for who learns only whether it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub history: Option<Vec<DocumentEntryView>>,
}

/// A kind that may be noted of somebody though nobody asks for it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentChoiceView {
    /// Which kind.
    pub kind: DocumentKindId,
    /// Its name.
    pub name: String,
    /// Whose paper it is.
    pub owner: DocumentOwner,
    /// What it shows.
    pub nature: DocumentNature,
    /// Seen only, or received.
    pub keeping: DocumentKeeping,
    /// Whether words may be written beside it.
    pub takes_note: bool,
}

/// Somebody whose papers may be noted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentSubjectView {
    /// Who.
    pub subject: DocumentSubject,
    /// Their name.
    pub name: String,
}

/// The documents of a family.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyDocumentsView {
    /// What is asked for, in the order of the kinds, then what was given besides.
    pub lines: Vec<DocumentLineView>,
    /// How many, asked for, do not hold today.
    pub missing: u32,
    /// How many, asked for, expire within a month.
    pub expiring: u32,
    /// What the agent may note besides.
    pub choices: Vec<DocumentChoiceView>,
    /// Of whom.
    pub subjects: Vec<DocumentSubjectView>,
}

/// The documents of a family, in figures: only those the agent may know of.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentGlanceView {
    /// Asked for.
    pub asked: u32,
    /// That do not hold today.
    pub missing: u32,
    /// That expire within a month.
    pub expiring: u32,
    /// The first that lacks: `Attestation d’assurance, Léonie`.
    pub first: String,
}

/// A document to note.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DocumentNoteRequest {
    /// What was typed.
    pub draft: DocumentDraft,
}

/// A document noted by mistake.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct DocumentRequest {
    /// Which.
    pub document: DocumentId,
}

/// What was noted, or removed.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct DocumentNotedView {
    /// Which.
    pub document: DocumentId,
    /// What became of it.
    pub verdict: DocumentVerdict,
}

/// A document that lacks somewhere in the town.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MissingDocumentRow {
    /// The file.
    pub family: FamilyId,
    /// Its number.
    pub family_number: u32,
    /// Its name.
    pub family_name: String,
    /// Which kind.
    pub kind: DocumentKindId,
    /// Its name.
    pub kind_name: String,
    /// What it shows.
    pub nature: DocumentNature,
    /// Whose.
    pub subject: DocumentSubject,
    /// `Foyer A`, `Maëlle Le Goff`, `Léonie`.
    pub subject_name: String,
    /// Where it stands.
    pub standing: DocumentStanding,
    /// In words.
    pub standing_label: String,
    /// Its last day. Absent for who learns only whether it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null", optional)]
    pub until: Option<Date>,
    /// The activities that ask for it.
    pub activities: Vec<ActivityId>,
    /// Their names.
    pub activity_names: Vec<String>,
    /// The schools of the children it is asked for.
    pub schools: Vec<String>,
    /// Who is written to: the debtor of the household, or the guardian themselves.
    pub contact_name: String,
    /// Their telephone, as dialled.
    pub phone: String,
}

/// A place one may look at the list by.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentPlaceView {
    /// The activity.
    pub activity: ActivityId,
    /// Its name.
    pub name: String,
    /// The school it depends on.
    pub school: Option<SchoolId>,
}

/// What lacks in the whole town, as far as the agent may know.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentListView {
    /// What presses most first.
    pub documents: Vec<MissingDocumentRow>,
    /// Families concerned.
    pub families: u32,
    /// The activities that ask for something, in the order of lists.
    pub activities: Vec<DocumentPlaceView>,
}

/// To which families letters are printed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DocumentLettersRequest {
    /// The families, in the order of the envelopes.
    pub families: Vec<FamilyId>,
    /// The day by which papers are asked for; as soon as may be when absent.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub by: Option<Date>,
}

/// The letters that were printed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentLettersView {
    /// How many.
    pub letters: u32,
    /// Households without an adult to write to, or whose address does not hold.
    pub left_out: u32,
    /// The file that was shown.
    pub file_name: String,
}
