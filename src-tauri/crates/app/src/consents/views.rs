//! What the screens of consents ask and are answered. A field marked « absent » is not sent to who may not see it.

use domain::consents::{
    ConsentAnswerDraft, ConsentPurpose, ConsentStanding, ConsentSubject, ConsentTextDraft,
    ConsentVersionDraft,
};
use domain::values::ids::{ConsentAnswerId, ConsentTextId, ConsentVersionId, GuardianId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// A version of a text.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentVersionView {
    /// Identifier.
    pub id: ConsentVersionId,
    /// Its number, from 1.
    pub number: u32,
    /// Its words.
    pub body: String,
    /// First day it is the one in force.
    #[ts(type = "string")]
    pub from: Date,
    /// Whether everybody is asked again.
    pub asks_again: bool,
    /// Whether it is the one in force today.
    pub in_force: bool,
}

/// A text of consent or of information.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentTextView {
    /// Identifier.
    pub id: ConsentTextId,
    /// What a form starts from.
    pub draft: ConsentTextDraft,
    /// `photographie` …
    pub purpose_label: String,
    /// `chaque enfant`, `chaque responsable`.
    pub subject_label: String,
    /// The day the town stopped asking.
    #[ts(type = "string | null")]
    pub retired_on: Option<Date>,
    /// Its versions, the latest first.
    pub versions: Vec<ConsentVersionView>,
}

/// The town's texts.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentTextListView {
    /// In the order of lists.
    pub texts: Vec<ConsentTextView>,
    /// Whether the town sends news nobody asked for. Off until it says otherwise (G11).
    pub prospects: bool,
}

/// A text, new with its first version, or known: its title alone changes then.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConsentTextSaveRequest {
    /// Which; a new one when absent.
    #[serde(default)]
    pub text: Option<ConsentTextId>,
    /// What was typed.
    pub draft: ConsentTextDraft,
    /// Its first version: of a new text only.
    #[serde(default)]
    pub version: Option<ConsentVersionDraft>,
}

/// A new version of a text.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConsentVersionAddRequest {
    /// Of which text.
    pub text: ConsentTextId,
    /// What was typed.
    pub version: ConsentVersionDraft,
}

/// A text the town stops asking, or asks again.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ConsentTextRetireRequest {
    /// Which.
    pub text: ConsentTextId,
    /// Stops, or asks again.
    pub retired: bool,
}

/// Whether the town sends news nobody asked for.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ProspectingSaveRequest {
    /// Whether it does.
    pub prospects: bool,
}

/// What somebody answered once.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentAnswerView {
    /// Identifier.
    pub id: ConsentAnswerId,
    /// Who.
    pub name: String,
    /// `accord donné le 05/04/2026, formulaire signé, version 2`.
    pub label: String,
    /// The agent who noted it.
    pub agent: String,
    /// What undoes a removal.
    pub draft: ConsentAnswerDraft,
}

/// Somebody who may answer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentHolderView {
    /// Who.
    pub guardian: GuardianId,
    /// Their name.
    pub name: String,
    /// Where their own answer stands.
    pub standing: ConsentStanding,
}

/// Where a text stands for one person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentLineView {
    /// Which text.
    pub text: ConsentTextId,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub purpose: ConsentPurpose,
    /// Whom it is about.
    pub subject: ConsentSubject,
    /// The child or the guardian.
    #[ts(type = "string")]
    pub person: Uuid,
    /// Their name.
    pub person_name: String,
    /// Where it stands.
    pub standing: ConsentStanding,
    /// In words.
    pub standing_label: String,
    /// The version in force. Absent for who learns only whether a photograph is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub version: Option<ConsentVersionView>,
    /// Who answers, with where the answer of each stands. Absent likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub holders: Option<Vec<ConsentHolderView>>,
    /// What was answered, the latest first. Absent likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answers: Option<Vec<ConsentAnswerView>>,
}

/// A guardian and prospecting.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProspectedAdultView {
    /// Who.
    pub guardian: GuardianId,
    /// Their name.
    pub name: String,
    /// Since when they object.
    #[ts(type = "string | null")]
    pub objected_on: Option<Date>,
    /// How they may be sent what they did not ask for: `courrier`, `courriel`, `téléphone`; empty when by no means.
    pub by: Vec<String>,
}

/// The consents of a family.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyConsentsView {
    /// Text by text, person by person.
    pub lines: Vec<ConsentLineView>,
    /// Whether the town prospects at all, and whom it may. Absent for who learns only whether a photograph is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub prospecting: Option<ProspectingView>,
}

/// Prospecting, for a family.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProspectingView {
    /// Whether the town does.
    pub prospects: bool,
    /// Each guardian.
    pub adults: Vec<ProspectedAdultView>,
}

/// An answer to note.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ConsentAnswerRequest {
    /// What was typed.
    pub draft: ConsentAnswerDraft,
}

/// An answer noted by mistake.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ConsentAnswerRemoveRequest {
    /// Which.
    pub answer: ConsentAnswerId,
}

/// Whether somebody objects to prospecting: no reason is asked for.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ProspectingObjectRequest {
    /// Who.
    pub guardian: GuardianId,
    /// Whether they do.
    pub objects: bool,
}

/// What was noted.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct ConsentAnsweredView {
    /// The answer; none for an objection.
    pub answer: Option<ConsentAnswerId>,
}
