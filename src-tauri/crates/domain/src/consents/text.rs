//! Texts of consent and of information, and their versions.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::health::{TextKind, check_text};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::supporting::coded;
use crate::values::ids::{ConsentTextId, ConsentVersionId};
use crate::values::text::tidy;

/// What a text is about: each consent is asked for apart from the others (P15).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentPurpose {
    /// A photograph kept in the file or shown (A04, E06): the person's own image (Code civil, art. 9).
    Photo,
    /// Fields that the service can do without (A13).
    OptionalData,
    /// News of the town by e-mail.
    ContactByEmail,
    /// News of the town by telephone or text message.
    ContactByPhone,
    /// The town's policy on personal data: shown, not consented to (P14).
    Policy,
    /// Anything else the town asks: an outing, the rules of a service.
    Other,
}

coded!(ConsentPurpose {
    Photo => "photo", "photographie";
    OptionalData => "optional_data", "informations facultatives";
    ContactByEmail => "contact_by_email", "contact par courriel";
    ContactByPhone => "contact_by_phone", "contact par téléphone";
    Policy => "policy", "information sur les données";
    Other => "other", "autre accord";
});

impl ConsentPurpose {
    /// Whether the text is shown rather than agreed to.
    pub const fn is_information(self) -> bool {
        matches!(self, Self::Policy)
    }

    /// Whether every holder of parental authority must agree. The image of a child is no usual act; for usual acts, each parent is
    /// held to act with the other's agreement (Code civil, art. 372-2).
    pub const fn wants_every_holder(self) -> bool {
        matches!(self, Self::Photo)
    }

    /// Whether an agreement must be in writing: an image that was shown cannot be taken back, so that the town must be able to show
    /// that it was allowed (RGPD, art. 7 §1).
    pub const fn wants_writing(self) -> bool {
        matches!(self, Self::Photo)
    }
}

/// Whom a text is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentSubject {
    /// Each child: who holds parental authority answers.
    Child,
    /// Each guardian, for themselves.
    Guardian,
}

coded!(ConsentSubject {
    Child => "child", "chaque enfant";
    Guardian => "guardian", "chaque responsable";
});

/// A text as typed: what it is about and whom. Its words are in its versions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct ConsentTextDraft {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub purpose: ConsentPurpose,
    /// Whom it is about.
    pub subject: ConsentSubject,
}

/// A text of consent or of information.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConsentText {
    id: ConsentTextId,
    draft: ConsentTextDraft,
}

impl ConsentText {
    /// Checks the draft; all the problems come back together.
    pub fn try_new(id: ConsentTextId, draft: ConsentTextDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let title = tidy(&draft.title);
        match title.chars().count() {
            0 => issues.refuse("title", IssueCode::Missing, "Donnez un titre à ce texte."),
            1..=80 => check_text(&mut issues, "title", &title, TextKind::Note),
            _ => issues.refuse("title", IssueCode::TooLong, "Le titre dépasse 80 caractères : abrégez-le."),
        }
        let of_adults = matches!(
            draft.purpose,
            ConsentPurpose::ContactByEmail | ConsentPurpose::ContactByPhone | ConsentPurpose::Policy
        );
        if of_adults && draft.subject == ConsentSubject::Child {
            issues.refuse(
                "subject",
                IssueCode::Inconsistent,
                "On écrit aux responsables et on les informe, pas aux enfants : choisissez « Chaque responsable ».",
            );
        }
        let draft = ConsentTextDraft { title, ..draft };
        issues.finish(Some(Self { id, draft }))
    }

    /// Identifier.
    pub fn id(&self) -> ConsentTextId {
        self.id
    }

    /// What it says.
    pub fn draft(&self) -> &ConsentTextDraft {
        &self.draft
    }
}

/// A version as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct ConsentVersionDraft {
    /// Its words, as families read them.
    pub body: String,
    /// First day it is the one in force.
    #[ts(type = "string")]
    pub from: Date,
    /// Whether those who answered an earlier version must be asked again.
    pub asks_again: bool,
}

/// A dated version: written once, never again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConsentVersion {
    id: ConsentVersionId,
    number: u32,
    draft: ConsentVersionDraft,
}

impl ConsentVersion {
    /// Checks a version that comes after those that are known; all the problems come back together.
    pub fn try_new(
        id: ConsentVersionId,
        known: &[(u32, Date)],
        draft: ConsentVersionDraft,
    ) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let body = draft.body.trim().to_owned();
        match body.chars().count() {
            0 => issues.refuse("body", IssueCode::Missing, "Écrivez le texte que les familles lisent."),
            1..=10_000 => {}
            _ => {
                issues.refuse("body", IssueCode::TooLong, "Le texte dépasse 10 000 caractères : abrégez-le.")
            }
        }
        if known.iter().any(|(_, from)| *from >= draft.from) {
            issues.refuse(
                "from",
                IssueCode::ImpossibleDate,
                "Une version ne se récrit pas : la nouvelle prend effet après celle d’avant.",
            );
        }
        let number = known.iter().map(|(number, _)| *number).max().unwrap_or(0) + 1;
        let draft = ConsentVersionDraft { body, ..draft };
        issues.finish(Some(Self { id, number, draft }))
    }

    /// Identifier.
    pub fn id(&self) -> ConsentVersionId {
        self.id
    }

    /// Its number, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// What it says.
    pub fn draft(&self) -> &ConsentVersionDraft {
        &self.draft
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn fields<T>(result: Result<T, Vec<FieldIssue>>) -> Vec<String> {
        result.err().unwrap_or_default().into_iter().map(|issue| issue.field).collect()
    }

    #[test]
    fn a_version_comes_after_and_rewrites_nothing_p15() {
        let draft =
            |from| ConsentVersionDraft { body: " Le texte.\nSa suite. ".into(), from, asks_again: true };
        let id = ConsentVersionId::from_uuid(Uuid::nil());
        let known = [(1, date(2025, 9, 1)), (2, date(2026, 1, 1))];
        let version = ConsentVersion::try_new(id, &known, draft(date(2026, 1, 2))).unwrap();
        assert_eq!((version.number(), version.draft().body.as_str()), (3, "Le texte.\nSa suite."));
        for from in [date(2026, 1, 1), date(2025, 12, 1)] {
            assert_eq!(fields(ConsentVersion::try_new(id, &known, draft(from))), ["from"], "{from}");
        }
        let empty = ConsentVersionDraft { body: " \n ".into(), ..draft(date(2026, 1, 2)) };
        assert_eq!(fields(ConsentVersion::try_new(id, &[], empty)), ["body"]);
    }

    #[test]
    fn children_are_neither_written_to_nor_informed() {
        for purpose in ConsentPurpose::ALL {
            let draft = ConsentTextDraft {
                title: "Un texte".into(),
                purpose: *purpose,
                subject: ConsentSubject::Child,
            };
            let refused = fields(ConsentText::try_new(ConsentTextId::from_uuid(Uuid::nil()), draft));
            let of_adults = matches!(purpose.code(), "contact_by_email" | "contact_by_phone" | "policy");
            assert_eq!(refused == ["subject"], of_adults, "{purpose:?}");
        }
    }

    #[test]
    fn codes_lead_back() {
        for purpose in ConsentPurpose::ALL {
            assert_eq!(ConsentPurpose::from_code(purpose.code()), Some(*purpose));
        }
        for subject in ConsentSubject::ALL {
            assert_eq!(ConsentSubject::from_code(subject.code()), Some(*subject));
        }
    }
}
