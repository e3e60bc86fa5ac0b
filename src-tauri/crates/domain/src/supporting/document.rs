//! A document given, seen, or sent back.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::coded;
use super::{DocumentKind, DocumentOwner};
use crate::health::{TextKind, check_text};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ChildId, DocumentId, DocumentKindId, GuardianId, HouseholdId};
use crate::values::text::tidy;

/// Whose paper it is, by name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "of", content = "id")]
pub enum DocumentSubject {
    /// A household.
    Household(HouseholdId),
    /// A guardian.
    Guardian(GuardianId),
    /// A child.
    Child(ChildId),
}

impl DocumentSubject {
    /// What kind of owner it is.
    pub const fn owner(self) -> DocumentOwner {
        match self {
            Self::Household(_) => DocumentOwner::Household,
            Self::Guardian(_) => DocumentOwner::Guardian,
            Self::Child(_) => DocumentOwner::Child,
        }
    }
}

/// What became of a paper that was handed in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentVerdict {
    /// Taken as it is.
    Accepted,
    /// Something lacks in it.
    ToComplete,
    /// It is not what was asked for.
    Refused,
}

coded!(DocumentVerdict {
    Accepted => "accepted", "acceptée";
    ToComplete => "to_complete", "à compléter";
    Refused => "refused", "refusée";
});

/// Why a paper was not taken: a closed list, which says nothing of what it holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentFault {
    /// A page or an answer lacks.
    Incomplete,
    /// Not signed.
    Unsigned,
    /// Cannot be read.
    Unreadable,
    /// Too old.
    Outdated,
    /// In somebody else's name.
    OtherPerson,
    /// Another paper than the one asked for.
    OtherDocument,
}

coded!(DocumentFault {
    Incomplete => "incomplete", "incomplète";
    Unsigned => "unsigned", "non signée";
    Unreadable => "unreadable", "illisible";
    Outdated => "outdated", "trop ancienne";
    OtherPerson => "other_person", "au nom de quelqu’un d’autre";
    OtherDocument => "other_document", "autre pièce que celle demandée";
});

/// A document as noted by an agent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct DocumentDraft {
    /// Which kind.
    pub kind: DocumentKindId,
    /// Whose.
    pub subject: DocumentSubject,
    /// What became of it.
    pub verdict: DocumentVerdict,
    /// The day it was given or seen.
    #[ts(type = "string")]
    pub on: Date,
    /// Its last day, when it says one itself; from its kind otherwise.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub until: Option<Date>,
    /// Why it was not taken.
    #[serde(default)]
    pub fault: Option<DocumentFault>,
    /// Words beside it; ordinary papers only.
    #[serde(default)]
    pub note: String,
}

/// No paper of a child's file is handed in so long ago, nor lasts so long: a year typed wrong does.
const YEARS: i64 = 20;

/// A document given, seen, or sent back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    id: DocumentId,
    draft: DocumentDraft,
}

impl Document {
    /// Checks the draft against its kind, on the day it is noted; all the problems come back together. What its kind says of its last
    /// day is written in it: a kind that changes later changes nothing of what was given.
    pub fn try_new(
        id: DocumentId,
        kind: &DocumentKind,
        draft: DocumentDraft,
        today: Date,
    ) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        if draft.subject.owner() != kind.owner() {
            issues.refuse(
                "subject",
                IssueCode::Inconsistent,
                format!("Cette pièce concerne {} : choisissez pour qui elle est.", kind.owner().label()),
            );
        }
        if draft.on > today {
            issues.refuse("on", IssueCode::ImpossibleDate, "Cette date est dans le futur : relisez-la.");
        } else if draft.on < today.saturating_sub(YEARS.years()) {
            issues.refuse("on", IssueCode::OutOfRange, "Cette date a plus de vingt ans : relisez-la.");
        }
        if draft.until.is_some_and(|until| until > today.saturating_add(YEARS.years())) {
            issues.refuse(
                "until",
                IssueCode::OutOfRange,
                "Cette échéance est dans plus de vingt ans : relisez-la.",
            );
        }
        let accepted = draft.verdict == DocumentVerdict::Accepted;
        if draft.until.is_some_and(|until| until < draft.on) {
            issues.refuse(
                "until",
                IssueCode::ImpossibleDate,
                "La pièce finirait avant d’avoir été remise : relisez les deux dates.",
            );
        }
        match draft.fault {
            None if !accepted => {
                issues.refuse("fault", IssueCode::Missing, "Dites pourquoi elle n’est pas acceptée.")
            }
            Some(_) if accepted => issues.refuse(
                "fault",
                IssueCode::Inconsistent,
                "Une pièce acceptée n’a pas de défaut : retirez-le, ou ne l’acceptez pas.",
            ),
            _ => {}
        }
        let note = tidy(&draft.note);
        if note.chars().count() > 200 {
            issues.refuse("note", IssueCode::TooLong, "La note dépasse 200 caractères : abrégez-la.");
        }
        if !note.is_empty() && !kind.nature().takes_note() {
            issues.refuse(
                "note",
                IssueCode::Forbidden,
                "Ce que dit cette pièce ne s’écrit pas ici : seul son état est noté.",
            );
        }
        check_text(&mut issues, "note", &note, TextKind::Authority);
        let until = if accepted { draft.until.or(kind.draft().validity.expires(draft.on)) } else { None };
        issues.finish(Some(Self { id, draft: DocumentDraft { note, until, ..draft } }))
    }

    /// Identifier.
    pub fn id(&self) -> DocumentId {
        self.id
    }

    /// What it says, its last day included.
    pub fn draft(&self) -> &DocumentDraft {
        &self.draft
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::super::{DocumentKeeping, DocumentKindDraft, DocumentNature, DocumentValidity};
    use super::*;

    const TODAY: Date = date(2026, 4, 5);

    fn kind(nature: DocumentNature) -> DocumentKind {
        let draft = DocumentKindDraft {
            name: "Assurance".into(),
            owner: DocumentOwner::Child,
            nature,
            keeping: DocumentKeeping::Seen,
            validity: DocumentValidity::Months { months: 12 },
            activity_kinds: Vec::new(),
            activities: Vec::new(),
        };
        DocumentKind::try_new(DocumentKindId::from_uuid(Uuid::nil()), draft).unwrap()
    }

    fn draft() -> DocumentDraft {
        DocumentDraft {
            kind: DocumentKindId::from_uuid(Uuid::nil()),
            subject: DocumentSubject::Child(ChildId::from_uuid(Uuid::from_u128(7))),
            verdict: DocumentVerdict::Accepted,
            on: TODAY,
            until: None,
            fault: None,
            note: String::new(),
        }
    }

    fn noted(nature: DocumentNature, draft: DocumentDraft) -> Result<Document, Vec<FieldIssue>> {
        Document::try_new(DocumentId::from_uuid(Uuid::nil()), &kind(nature), draft, TODAY)
    }

    fn fields(nature: DocumentNature, draft: DocumentDraft) -> Vec<String> {
        noted(nature, draft).err().unwrap_or_default().into_iter().map(|issue| issue.field).collect()
    }

    #[test]
    fn its_last_day_comes_from_its_kind_unless_it_says_one() {
        let ordinary = |draft| noted(DocumentNature::Ordinary, draft).unwrap().draft().until;
        assert_eq!(ordinary(draft()), Some(date(2027, 4, 5)));
        let printed = DocumentDraft { until: Some(date(2026, 12, 31)), ..draft() };
        assert_eq!(ordinary(printed), Some(date(2026, 12, 31)));
        let sent_back = DocumentDraft {
            verdict: DocumentVerdict::Refused,
            fault: Some(DocumentFault::Unsigned),
            ..draft()
        };
        assert_eq!(ordinary(sent_back), None);
    }

    #[test]
    fn what_does_not_hold_together_is_said_at_once() {
        let astray = DocumentDraft {
            subject: DocumentSubject::Household(HouseholdId::from_uuid(Uuid::nil())),
            on: date(2026, 4, 6),
            until: Some(date(2026, 4, 1)),
            fault: Some(DocumentFault::Outdated),
            note: "x".repeat(201),
            ..draft()
        };
        assert_eq!(fields(DocumentNature::Ordinary, astray), ["subject", "on", "until", "fault", "note"]);
        let unsaid = DocumentDraft { verdict: DocumentVerdict::ToComplete, ..draft() };
        assert_eq!(fields(DocumentNature::Ordinary, unsaid), ["fault"]);
    }

    #[test]
    fn nothing_is_written_of_what_a_paper_kept_apart_says() {
        let noting = |note: &str| DocumentDraft { note: note.into(), ..draft() };
        for nature in DocumentNature::ALL {
            let refused = fields(*nature, noting("remise en double"));
            assert_eq!(refused.is_empty(), *nature == DocumentNature::Ordinary, "{nature:?}");
        }
        // I03, I08: refused words, whatever the paper.
        for note in ["le père a été condamné", "porteur du VIH"] {
            assert_eq!(fields(DocumentNature::Ordinary, noting(note)), ["note"], "{note}");
        }
    }

    #[test]
    fn codes_lead_back() {
        for verdict in DocumentVerdict::ALL {
            assert_eq!(DocumentVerdict::from_code(verdict.code()), Some(*verdict));
        }
        for fault in DocumentFault::ALL {
            assert_eq!(DocumentFault::from_code(fault.code()), Some(*fault));
        }
    }
}
