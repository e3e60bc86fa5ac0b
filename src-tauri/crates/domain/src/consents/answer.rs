//! What a person answers to a text: given, refused, withdrawn; or that it was shown to them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ConsentPurpose, ConsentSubject};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::supporting::coded;
use crate::values::ids::{ChildId, ConsentVersionId, GuardianId};

/// What was answered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentAnswer {
    /// Agreed.
    Given,
    /// Did not agree.
    Refused,
    /// No longer agrees: as easy as agreeing, and at once (RGPD, art. 7 §3).
    Withdrawn,
    /// Was shown the text: an information asks for no agreement (P14).
    Shown,
}

coded!(ConsentAnswer {
    Given => "given", "accord donné";
    Refused => "refused", "refus";
    Withdrawn => "withdrawn", "accord retiré";
    Shown => "shown", "texte présenté";
});

/// How it was answered, or shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentMeans {
    /// A signed form.
    Form,
    /// A letter.
    Letter,
    /// An e-mail.
    Email,
    /// Said at the desk.
    Desk,
    /// By telephone.
    Phone,
    /// Handed over on paper.
    Handed,
    /// Posted on a wall or on the town's site.
    Posted,
}

coded!(ConsentMeans {
    Form => "form", "formulaire signé";
    Letter => "letter", "courrier";
    Email => "email", "courriel";
    Desk => "desk", "au guichet";
    Phone => "phone", "téléphone";
    Handed => "handed", "remis en main propre";
    Posted => "posted", "affichage";
});

impl ConsentMeans {
    /// Whether something written remains of an answer.
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Form | Self::Letter | Self::Email)
    }

    /// Whether somebody can answer that way: what is handed over or posted only informs.
    pub const fn answers(self) -> bool {
        !matches!(self, Self::Handed | Self::Posted)
    }
}

/// An answer as noted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct ConsentAnswerDraft {
    /// The version that was read.
    pub version: ConsentVersionId,
    /// Who answers.
    pub guardian: GuardianId,
    /// For which child; none when for themselves.
    #[serde(default)]
    pub child: Option<ChildId>,
    /// What.
    pub answer: ConsentAnswer,
    /// When.
    #[ts(type = "string")]
    pub on: Date,
    /// How.
    pub means: ConsentMeans,
}

/// Checks an answer against the text it answers; all the problems come back together. `since` is the first day of the version read,
/// `agreed` whether that person's agreement stands, `holds` whether they hold authority over the child.
pub fn check_answer(
    draft: &ConsentAnswerDraft,
    (purpose, subject): (ConsentPurpose, ConsentSubject),
    (since, today): (Date, Date),
    (agreed, holds): (bool, bool),
) -> Result<(), Vec<FieldIssue>> {
    let mut issues = Issues::new();
    match (subject, draft.child) {
        (ConsentSubject::Child, None) => {
            issues.refuse("child", IssueCode::Missing, "Dites pour quel enfant.");
        }
        (ConsentSubject::Child, Some(_)) if !holds => issues.refuse(
            "guardian",
            IssueCode::Forbidden,
            "Cette personne n’exerce pas l’autorité parentale sur cet enfant : elle ne peut pas répondre pour lui.",
        ),
        (ConsentSubject::Guardian, Some(_)) => {
            issues.refuse("child", IssueCode::Inconsistent, "Chacun répond à ce texte pour soi : retirez l’enfant.");
        }
        _ => {}
    }
    if purpose.is_information() != (draft.answer == ConsentAnswer::Shown) {
        let why = match purpose.is_information() {
            true => "Ce texte informe : il se présente, il ne s’accepte ni ne se refuse.",
            false => "Ce texte demande un accord : dites s’il est donné, refusé ou retiré.",
        };
        issues.refuse("answer", IssueCode::Inconsistent, why);
    }
    if draft.answer == ConsentAnswer::Withdrawn && !agreed {
        issues.refuse(
            "answer",
            IssueCode::Inconsistent,
            "Aucun accord de cette personne n’est en cours : il n’y a rien à retirer. Notez un refus.",
        );
    }
    if draft.answer == ConsentAnswer::Given && purpose.wants_writing() && !draft.means.is_written() {
        issues.refuse(
            "means",
            IssueCode::Forbidden,
            "L’accord pour une photographie se donne par écrit : formulaire signé, courrier ou courriel.",
        );
    } else if draft.answer != ConsentAnswer::Shown && !draft.means.answers() {
        issues.refuse(
            "means",
            IssueCode::Inconsistent,
            "Personne ne répond ainsi : choisissez comment la réponse est venue.",
        );
    }
    if draft.on > today {
        issues.refuse("on", IssueCode::ImpossibleDate, "Cette date est dans le futur : relisez-la.");
    } else if draft.on < since {
        issues.refuse(
            "on",
            IssueCode::ImpossibleDate,
            format!(
                "Cette version du texte vaut à partir du {} : relisez la date.",
                crate::calendar::format_day(since)
            ),
        );
    }
    issues.finish(Some(()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const SINCE: Date = date(2025, 9, 1);
    const TODAY: Date = date(2026, 4, 5);
    const PHOTO: (ConsentPurpose, ConsentSubject) = (ConsentPurpose::Photo, ConsentSubject::Child);
    const EMAIL: (ConsentPurpose, ConsentSubject) =
        (ConsentPurpose::ContactByEmail, ConsentSubject::Guardian);
    const POLICY: (ConsentPurpose, ConsentSubject) = (ConsentPurpose::Policy, ConsentSubject::Guardian);

    fn draft(answer: ConsentAnswer, means: ConsentMeans, for_child: bool) -> ConsentAnswerDraft {
        ConsentAnswerDraft {
            version: ConsentVersionId::from_uuid(Uuid::nil()),
            guardian: GuardianId::from_uuid(Uuid::from_u128(1)),
            child: for_child.then(|| ChildId::from_uuid(Uuid::from_u128(2))),
            answer,
            on: TODAY,
            means,
        }
    }

    #[test]
    fn an_answer_fits_its_text_and_its_proof() {
        use ConsentAnswer::{Given, Refused, Shown, Withdrawn};
        use ConsentMeans::{Desk, Form, Handed, Phone};
        // What is answered, to what, agreed before, holds authority: the fields at fault.
        let cases: [(ConsentAnswerDraft, _, (bool, bool), &[&str]); 13] = [
            (draft(Given, Form, true), PHOTO, (false, true), &[]),
            (draft(Given, Phone, true), PHOTO, (false, true), &["means"]),
            (draft(Given, Desk, true), PHOTO, (false, true), &["means"]),
            (draft(Withdrawn, Phone, true), PHOTO, (true, true), &[]),
            (draft(Withdrawn, Phone, true), PHOTO, (false, true), &["answer"]),
            (draft(Refused, Desk, true), PHOTO, (false, true), &[]),
            (draft(Given, Form, true), PHOTO, (false, false), &["guardian"]),
            (draft(Given, Form, false), PHOTO, (false, true), &["child"]),
            (draft(Given, Desk, false), EMAIL, (false, false), &[]),
            (draft(Given, Desk, true), EMAIL, (false, true), &["child"]),
            (draft(Given, Handed, false), EMAIL, (false, false), &["means"]),
            (draft(Shown, Handed, false), POLICY, (false, false), &[]),
            (draft(Given, Form, false), POLICY, (false, false), &["answer"]),
        ];
        for (draft, text, known, expected) in cases {
            let found = check_answer(&draft, text, (SINCE, TODAY), known).err().unwrap_or_default();
            let fields: Vec<&str> = found.iter().map(|issue| issue.field.as_str()).collect();
            assert_eq!(fields, expected, "{draft:?}");
        }
        let shown_for_photo = check_answer(&draft(Shown, Form, true), PHOTO, (SINCE, TODAY), (false, true));
        assert_eq!(shown_for_photo.unwrap_err()[0].field, "answer");
    }

    #[test]
    fn nobody_answers_a_version_before_it_was_written() {
        let answered =
            |on| ConsentAnswerDraft { on, ..draft(ConsentAnswer::Given, ConsentMeans::Form, true) };
        for (on, refused) in
            [(date(2025, 8, 31), true), (SINCE, false), (TODAY, false), (date(2026, 4, 6), true)]
        {
            let checked = check_answer(&answered(on), PHOTO, (SINCE, TODAY), (false, true));
            assert_eq!(checked.is_err(), refused, "{on}");
        }
    }

    #[test]
    fn codes_lead_back() {
        for answer in ConsentAnswer::ALL {
            assert_eq!(ConsentAnswer::from_code(answer.code()), Some(*answer));
        }
        for means in ConsentMeans::ALL {
            assert_eq!(ConsentMeans::from_code(means.code()), Some(*means));
        }
    }
}
