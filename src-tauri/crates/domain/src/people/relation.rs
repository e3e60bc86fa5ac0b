//! The follow-up of a family (G07): what happened, as facts somebody else could have written, and what is to be done about it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::health::{TextKind, check_text};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::RelationId;
use crate::values::text::tidy;

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Somebody came to the desk.
    Visit,
    /// A telephone call, either way.
    Call,
    /// A letter or an e-mail, either way.
    Mail,
    /// Something happened in a service.
    Incident,
    /// The family complains.
    Complaint,
    /// Nothing yet: something to do.
    Task,
}

impl RelationKind {
    /// Every kind, in the order of a list.
    pub const ALL: [Self; 6] =
        [Self::Visit, Self::Call, Self::Mail, Self::Incident, Self::Complaint, Self::Task];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Call => "call",
            Self::Mail => "mail",
            Self::Incident => "incident",
            Self::Complaint => "complaint",
            Self::Task => "task",
        }
    }

    /// The kind under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its name on a file.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Visit => "visite",
            Self::Call => "appel",
            Self::Mail => "courrier",
            Self::Incident => "incident",
            Self::Complaint => "réclamation",
            Self::Task => "à faire",
        }
    }
}

/// A line of the follow-up as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct RelationDraft {
    /// What happened.
    pub kind: RelationKind,
    /// When.
    #[ts(type = "string")]
    pub on: Date,
    /// What happened, or what is to be done.
    pub text: String,
    /// By when something is to be done about it.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub due_on: Option<Date>,
}

/// A line of the follow-up of a family.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RelationEntry {
    /// Identifier.
    pub id: RelationId,
    /// What happened, as it is kept.
    pub draft: RelationDraft,
}

/// Longest text, in characters: a fact is short.
const LONGEST: usize = 600;

impl RelationEntry {
    /// Checks the draft on the day it is typed. Answers it with what an agent should look at again: words that reveal an origin, an opinion,
    /// a religion, a condition (I07) are pointed out; a diagnosis is refused (I08).
    pub fn try_new(
        id: RelationId,
        draft: RelationDraft,
        today: Date,
    ) -> Result<(Self, Vec<FieldIssue>), Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let draft = RelationDraft { text: tidy(&draft.text), ..draft };
        match draft.text.chars().count() {
            0 => issues.refuse(
                "text",
                IssueCode::Missing,
                "Dites en une phrase ce qui s'est passé, ou ce qui est à faire.",
            ),
            1..=LONGEST => check_text(&mut issues, "text", &draft.text, TextKind::Note),
            _ => issues.refuse(
                "text",
                IssueCode::TooLong,
                format!("Ce texte dépasse {LONGEST} caractères : gardez les faits, sans le récit."),
            ),
        }
        if draft.on > today {
            issues.refuse(
                "on",
                IssueCode::ImpossibleDate,
                "Ce jour est dans le futur : ce qui est à faire a une échéance.",
            );
        }
        match draft.due_on {
            None if draft.kind == RelationKind::Task => {
                issues.refuse("due_on", IssueCode::Missing, "Ce qui est à faire a une échéance.");
            }
            Some(due) if due < draft.on => {
                issues.refuse(
                    "due_on",
                    IssueCode::Inconsistent,
                    "L'échéance vient avant le jour : relisez les dates.",
                );
            }
            _ => {}
        }
        issues.finish_with_warnings(Some(Self { id, draft }))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::issue::Severity;

    fn draft(kind: RelationKind, text: &str) -> RelationDraft {
        RelationDraft { kind, on: date(2026, 3, 2), text: text.into(), due_on: None }
    }

    fn check(draft: RelationDraft) -> Result<(RelationEntry, Vec<FieldIssue>), Vec<FieldIssue>> {
        RelationEntry::try_new(RelationId::from_uuid(Uuid::nil()), draft, date(2026, 3, 2))
    }

    #[test]
    fn a_line_says_what_happened_and_when() {
        let (entry, warnings) =
            check(draft(RelationKind::Call, "  La mère signale un  retard de car. ")).unwrap();
        assert_eq!((entry.draft.text.as_str(), warnings), ("La mère signale un retard de car.", vec![]));
        let fields = |draft: RelationDraft| {
            check(draft).unwrap_err().into_iter().map(|issue| issue.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(draft(RelationKind::Task, " ")), ["text", "due_on"]);
        let late = RelationDraft {
            on: date(2026, 3, 3),
            due_on: Some(date(2026, 3, 1)),
            ..draft(RelationKind::Visit, "Vue.")
        };
        assert_eq!(fields(late), ["on", "due_on"]);
        assert_eq!(fields(draft(RelationKind::Mail, &"a".repeat(601))), ["text"]);
    }

    #[test]
    fn words_that_do_not_belong_are_pointed_out_and_a_diagnosis_is_refused_i07_i08() {
        for text in ["Famille musulmane", "Père syndicaliste"] {
            let (_, warnings) = check(draft(RelationKind::Visit, text)).unwrap();
            assert_eq!(warnings.len(), 1, "{text}");
            assert_eq!(warnings[0].severity, Severity::Warning);
        }
        let refused = check(draft(RelationKind::Incident, "Enfant porteur du VIH")).unwrap_err();
        assert_eq!((refused[0].field.as_str(), refused[0].code), ("text", IssueCode::Forbidden));
    }
}
