//! Letters to a family: a closed set of what a town hall writes at the desk (G07). None of them is prospecting, so that an objection to
//! prospecting (RGPD, article 21) stops none; who lost parental authority receives none (V02).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::format_day;
use crate::health::{TextKind, check_text};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::ChildId;
use crate::values::text::tidy;

/// What a letter is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// What the file lacks: written from the list of papers, never by hand.
    MissingPapers,
    /// The family is asked to come.
    Appointment,
    /// Something it sent has arrived.
    Acknowledgement,
    /// The insurance of a child ends.
    InsuranceRenewal,
}

impl LetterKind {
    /// Every kind, in the order of a list.
    pub const ALL: [Self; 4] =
        [Self::MissingPapers, Self::Appointment, Self::Acknowledgement, Self::InsuranceRenewal];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MissingPapers => "missing_papers",
            Self::Appointment => "appointment",
            Self::Acknowledgement => "acknowledgement",
            Self::InsuranceRenewal => "insurance_renewal",
        }
    }

    /// The kind under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its name on a file.
    pub const fn label(self) -> &'static str {
        match self {
            Self::MissingPapers => "pièces à remettre",
            Self::Appointment => "rendez-vous",
            Self::Acknowledgement => "accusé de réception",
            Self::InsuranceRenewal => "assurance à renouveler",
        }
    }
}

/// What fills a letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct LetterDraft {
    /// Which letter.
    pub kind: LetterKind,
    /// The day of the appointment, the day something arrived, the day by which to renew.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub on: Option<Date>,
    /// The hour of the appointment, in minutes of the day.
    #[serde(default)]
    pub minute: Option<u16>,
    /// Where the appointment is; the town hall when empty.
    #[serde(default)]
    pub place: String,
    /// What the appointment is about, what arrived.
    #[serde(default)]
    pub about: String,
    /// Whose insurance.
    #[serde(default)]
    pub child: Option<ChildId>,
}

/// A letter, written out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LetterWords {
    /// `Rendez-vous`.
    pub title: String,
    /// In order.
    pub paragraphs: Vec<String>,
}

/// Longest of what is typed, in characters.
const LONGEST: usize = 200;

impl LetterDraft {
    /// Writes the letter out, on the day it leaves; `child` is the first name of the child it is about. Answers it with what an agent should
    /// look at again: a letter says facts, words that do not belong in a file are pointed out or refused (I07, I08).
    pub fn write(
        &self,
        child: Option<&str>,
        today: Date,
    ) -> Result<(LetterWords, Vec<FieldIssue>), Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let (about, place) = (tidy(&self.about), tidy(&self.place));
        for (field, text) in [("about", &about), ("place", &place)] {
            match text.chars().count() {
                0 => {}
                1..=LONGEST => check_text(&mut issues, field, text, TextKind::Note),
                _ => issues.refuse(
                    field,
                    IssueCode::TooLong,
                    format!("Ce texte dépasse {LONGEST} caractères : allez à l’essentiel."),
                ),
            }
        }
        let words = match self.kind {
            LetterKind::MissingPapers => {
                issues.refuse(
                    "kind",
                    IssueCode::Forbidden,
                    "Cette lettre se prépare depuis la liste des pièces manquantes.",
                );
                None
            }
            LetterKind::Appointment => self.appointment(&mut issues, &about, &place, today),
            LetterKind::Acknowledgement => self.acknowledgement(&mut issues, &about, today),
            LetterKind::InsuranceRenewal => self.renewal(&mut issues, child, today),
        };
        issues.finish_with_warnings(words)
    }

    fn appointment(&self, issues: &mut Issues, about: &str, place: &str, today: Date) -> Option<LetterWords> {
        match self.on {
            None => issues.refuse("on", IssueCode::Missing, "Dites le jour du rendez-vous."),
            Some(day) if day < today => {
                issues.refuse("on", IssueCode::ImpossibleDate, "Ce jour est passé : relisez-le.");
            }
            Some(_) => {}
        }
        match self.minute {
            None => issues.refuse("minute", IssueCode::Missing, "Dites l’heure du rendez-vous."),
            Some(minute) if minute >= 24 * 60 => {
                issues.refuse("minute", IssueCode::OutOfRange, "Cette heure n’existe pas.");
            }
            Some(_) => {}
        }
        if about.is_empty() {
            issues.refuse("about", IssueCode::Missing, "Dites en une phrase l’objet du rendez-vous.");
        }
        let (day, minute) = (self.on?, self.minute?);
        let place = if place.is_empty() { "à la mairie" } else { place };
        Some(LetterWords {
            title: "Rendez-vous".to_owned(),
            paragraphs: vec![
                format!(
                    "Nous vous proposons un rendez-vous le {} à {}\u{a0}h\u{a0}{:02}, {place}.",
                    format_day(day),
                    minute / 60,
                    minute % 60
                ),
                format!("Objet\u{a0}: {about}"),
                "Si ce jour ne vous convient pas, appelez-nous ou écrivez-nous\u{a0}: nous en choisirons un autre."
                    .to_owned(),
            ],
        })
    }

    fn acknowledgement(&self, issues: &mut Issues, about: &str, today: Date) -> Option<LetterWords> {
        match self.on {
            None => issues.refuse("on", IssueCode::Missing, "Dites le jour de la réception."),
            Some(day) if day > today => issues.refuse(
                "on",
                IssueCode::ImpossibleDate,
                "Ce jour est dans le futur : on accuse réception de ce qui est arrivé.",
            ),
            Some(_) => {}
        }
        if about.is_empty() {
            issues.refuse("about", IssueCode::Missing, "Dites ce qui a été reçu.");
        }
        let day = self.on?;
        Some(LetterWords {
            title: "Accusé de réception".to_owned(),
            paragraphs: vec![
                format!("Nous avons bien reçu, le {}\u{a0}: {about}", format_day(day)),
                "Cette lettre atteste la réception\u{a0}; elle n’est pas une décision. Gardez-la.".to_owned(),
            ],
        })
    }

    fn renewal(&self, issues: &mut Issues, child: Option<&str>, today: Date) -> Option<LetterWords> {
        if child.is_none() {
            issues.refuse("child", IssueCode::Missing, "Dites de quel enfant est l’assurance.");
        }
        if self.on.is_some_and(|day| day < today) {
            issues.refuse("on", IssueCode::ImpossibleDate, "Ce jour est passé : relisez-le.");
        }
        let child = child?;
        let by = match self.on {
            Some(day) => format!("avant le {}", format_day(day)),
            None => "dès que possible".to_owned(),
        };
        Some(LetterWords {
            title: "Assurance à renouveler".to_owned(),
            paragraphs: vec![
                format!(
                    "L’attestation d’assurance que vous nous avez remise pour {child} arrive à échéance, ou l’a dépassée."
                ),
                format!("Merci de nous en remettre une nouvelle {by}."),
                "Si vous l’avez remise ces jours-ci, ne tenez pas compte de cette lettre.".to_owned(),
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn draft(kind: LetterKind) -> LetterDraft {
        LetterDraft { kind, on: None, minute: None, place: String::new(), about: String::new(), child: None }
    }

    fn fields(draft: &LetterDraft) -> Vec<String> {
        draft.write(None, date(2026, 4, 5)).unwrap_err().into_iter().map(|issue| issue.field).collect()
    }

    #[test]
    fn each_letter_asks_what_it_cannot_do_without() {
        assert_eq!(fields(&draft(LetterKind::MissingPapers)), ["kind"]);
        assert_eq!(fields(&draft(LetterKind::Appointment)), ["on", "minute", "about"]);
        assert_eq!(fields(&draft(LetterKind::Acknowledgement)), ["on", "about"]);
        assert_eq!(fields(&draft(LetterKind::InsuranceRenewal)), ["child"]);
        let past = LetterDraft {
            on: Some(date(2026, 4, 4)),
            minute: Some(1_440),
            about: "Famille musulmane, enfant porteur du VIH".into(),
            ..draft(LetterKind::Appointment)
        };
        assert_eq!(fields(&past), ["about", "about", "on", "minute"]);
        let future = LetterDraft {
            on: Some(date(2026, 4, 6)),
            about: "Un recours.".into(),
            ..draft(LetterKind::Acknowledgement)
        };
        assert_eq!(fields(&future), ["on"]);
    }

    #[test]
    fn a_letter_is_written_out_with_its_day_and_its_hour() {
        let asked = LetterDraft {
            on: Some(date(2026, 5, 4)),
            minute: Some(870),
            about: "  L’inscription en  CP. ".into(),
            ..draft(LetterKind::Appointment)
        };
        let (words, warnings) = asked.write(None, date(2026, 4, 5)).unwrap();
        assert_eq!(
            words.paragraphs[0],
            "Nous vous proposons un rendez-vous le 04/05/2026 à 14\u{a0}h\u{a0}30, à la mairie."
        );
        assert_eq!((words.paragraphs[1].as_str(), warnings.len()), ("Objet\u{a0}: L’inscription en CP.", 0));
        let (words, _) = draft(LetterKind::InsuranceRenewal).write(Some("Léonie"), date(2026, 4, 5)).unwrap();
        assert!(
            words.paragraphs[0].contains("pour Léonie") && words.paragraphs[1].contains("dès que possible")
        );
    }
}
