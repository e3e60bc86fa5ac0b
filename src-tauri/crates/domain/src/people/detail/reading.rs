//! Answers as they are typed: each read as its kind, all the problems at once.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Detail, DetailKind, Details};
use crate::health::{TextKind, check_no_national_number, check_text};
use crate::issue::{FieldIssue, IssueCode, Issues, Refusal};
use crate::people::{FieldSubject, OptionalField};
use crate::values::Phone;
use crate::values::text::tidy;

impl Detail {
    /// The answer as it is kept, empty when there is none.
    fn read(self, typed: &str, issues: &mut Issues) -> Option<String> {
        let text = tidy(typed);
        if text.is_empty() {
            return Some(text);
        }
        let unknown = || Refusal::new(IssueCode::Unknown, "Choisissez une réponse dans la liste.");
        let known = |code: &str| self.choices().iter().any(|(known, _)| *known == code);
        let read = match self.kind() {
            DetailKind::Text | DetailKind::WatchedText => {
                if self.kind() == DetailKind::WatchedText {
                    check_text(issues, self.code(), &text, TextKind::Note);
                } else {
                    check_no_national_number(issues, self.code(), &text);
                }
                if text.chars().count() > 80 {
                    Err(Refusal::new(IssueCode::TooLong, "Ce texte dépasse 80 caractères : abrégez-le."))
                } else {
                    Ok(text)
                }
            }
            DetailKind::Choice => {
                if known(&text) {
                    Ok(text)
                } else {
                    Err(unknown())
                }
            }
            DetailKind::Choices => {
                let chosen: Vec<&str> =
                    text.split(',').map(str::trim).filter(|code| !code.is_empty()).collect();
                if chosen.iter().all(|code| known(code)) {
                    let kept =
                        self.choices().iter().map(|(code, _)| *code).filter(|code| chosen.contains(code));
                    Ok(kept.collect::<Vec<_>>().join(","))
                } else {
                    Err(unknown())
                }
            }
            DetailKind::Day => text.parse::<Date>().map(|day| day.to_string()).map_err(|_| {
                Refusal::new(IssueCode::Malformed, "Cette date n'existe pas : écrivez-la jour, mois, année.")
            }),
            DetailKind::Phone => Phone::parse(&text).map(|phone| phone.to_string()),
        };
        issues.take(self.code(), read)
    }
}

/// Reads the answers of one person: those of fields that are on, each of its kind. An answer to a field that is off is refused; no
/// answer to it changes nothing of what was collected before.
pub fn read_details(
    subject: FieldSubject,
    typed: &Details,
    on: &BTreeSet<OptionalField>,
) -> Result<Details, Vec<FieldIssue>> {
    let mut issues = Issues::new();
    let mut read = Details::new();
    for (detail, value) in typed {
        let field = detail.field();
        if field.subject() != subject {
            issues.refuse(
                detail.code(),
                IssueCode::Inconsistent,
                format!("« {} » ne se demande pas de cette personne.", detail.label()),
            );
        } else if on.contains(&field) {
            let value = detail.read(value, &mut issues);
            read.extend(value.map(|value| (*detail, value)));
        } else if !value.trim().is_empty() {
            issues.refuse(detail.code(), IssueCode::Forbidden, field.off_sentence());
        }
    }
    let day = |detail: Detail| read.get(&detail).filter(|day| !day.is_empty());
    match (day(Detail::WorkStoppageFrom), day(Detail::WorkStoppageTo)) {
        (None, Some(_)) => issues.refuse(
            Detail::WorkStoppageFrom.code(),
            IssueCode::Missing,
            "Le premier jour de l'arrêt manque en face du dernier.",
        ),
        // ISO days are in the order of their texts.
        (Some(from), Some(to)) if to < from => issues.refuse(
            Detail::WorkStoppageTo.code(),
            IssueCode::ImpossibleDate,
            "L'arrêt finit avant d'avoir commencé : relisez les deux dates.",
        ),
        _ => {}
    }
    issues.finish(Some(read))
}

/// Takes away the answers to fields that are off, and says which: what another product kept and this town does not ask.
pub fn drop_unasked(details: &mut Details, on: &BTreeSet<OptionalField>) -> Vec<Detail> {
    let dropped: Vec<Detail> = details
        .iter()
        .filter(|(detail, value)| !on.contains(&detail.field()) && !value.trim().is_empty())
        .map(|(detail, _)| *detail)
        .collect();
    details.retain(|detail, _| on.contains(&detail.field()));
    dropped
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::IntoDeserializer;

    use super::super::SOCIAL_GROUPS;
    use super::*;

    fn typed(answers: &[(Detail, &str)]) -> Details {
        answers.iter().map(|(detail, value)| (*detail, (*value).to_owned())).collect()
    }

    fn all_on() -> BTreeSet<OptionalField> {
        OptionalField::ALL.into_iter().collect()
    }

    #[test]
    fn every_answer_has_one_code_and_one_field() {
        for detail in Detail::all() {
            assert_eq!(Detail::from_code(detail.code()), Some(detail));
            assert!(detail.field().details().contains(&detail));
            let read: Result<Detail, serde::de::value::Error> =
                Detail::deserialize(detail.code().into_deserializer());
            assert_eq!(read, Ok(detail), "the code of the file is the code of the screens");
        }
        assert_eq!(Detail::all().count(), 17);
    }

    #[test]
    fn an_answer_to_a_field_that_is_off_is_refused_x08() {
        let on = BTreeSet::from([OptionalField::Profession]);
        let answers =
            typed(&[(Detail::Profession, " Infirmière "), (Detail::Employer, "Ville"), (Detail::Fax, "")]);
        let issues = read_details(FieldSubject::Guardian, &answers, &on).unwrap_err();
        assert_eq!(issues.len(), 1);
        assert_eq!((issues[0].field.as_str(), issues[0].code), ("employer", IssueCode::Forbidden));
        assert!(issues[0].message.contains("réglages"), "{}", issues[0].message);
        let answers = typed(&[(Detail::Profession, " Infirmière "), (Detail::Fax, "")]);
        let read = read_details(FieldSubject::Guardian, &answers, &on).unwrap();
        assert_eq!(
            read,
            typed(&[(Detail::Profession, "Infirmière")]),
            "an empty answer to a field off says nothing"
        );
    }

    #[test]
    fn an_import_drops_what_the_town_does_not_ask() {
        let mut details =
            typed(&[(Detail::Profession, "Infirmière"), (Detail::Employer, "Ville"), (Detail::Fax, "")]);
        let dropped = drop_unasked(&mut details, &BTreeSet::from([OptionalField::Profession]));
        assert_eq!(dropped, [Detail::Employer]);
        assert_eq!(details, typed(&[(Detail::Profession, "Infirmière")]));
    }

    #[test]
    fn lists_are_closed_and_the_social_group_never_goes_lower_b04() {
        for (detail, subject, good, bad) in [
            (Detail::SocialGroup, FieldSubject::Guardian, "3", "31"),
            (Detail::EmploymentStatus, FieldSubject::Guardian, "salarie", "ministre du culte"),
            (Detail::Leisure, FieldSubject::Child, "musique, ballon", "musique,catéchisme"),
            (Detail::InsuranceDue, FieldSubject::Child, "2026-08-31", "31 août"),
            (Detail::DirectivesPlace, FieldSubject::Guardian, "third_party", "chez le notaire"),
            (Detail::DirectivesOn, FieldSubject::Guardian, "2026-08-31", "31 août"),
            (Detail::Fax, FieldSubject::Guardian, "02 98 00 00 00", "12"),
        ] {
            let read = |value| read_details(subject, &typed(&[(detail, value)]), &all_on());
            assert!(read(good).is_ok(), "{good}");
            assert!(read(bad).is_err(), "{bad}");
            assert_eq!(read("").unwrap()[&detail], "");
        }
        assert_eq!(SOCIAL_GROUPS.len(), 8);
        let read =
            read_details(FieldSubject::Child, &typed(&[(Detail::Leisure, "musique, ballon")]), &all_on());
        assert_eq!(read.unwrap()[&Detail::Leisure], "ballon,musique");
    }

    #[test]
    fn a_stoppage_is_a_period_b06() {
        let read = |from, to| {
            let answers = typed(&[(Detail::WorkStoppageFrom, from), (Detail::WorkStoppageTo, to)]);
            read_details(FieldSubject::Guardian, &answers, &all_on())
        };
        assert!(read("2026-03-02", "2026-03-20").is_ok());
        assert!(read("2026-03-02", "").is_ok());
        assert_eq!(read("", "2026-03-20").unwrap_err()[0].code, IssueCode::Missing);
        assert_eq!(read("2026-03-20", "2026-03-02").unwrap_err()[0].code, IssueCode::ImpossibleDate);
    }

    #[test]
    fn a_childs_field_is_not_asked_of_an_adult() {
        let answers = typed(&[(Detail::Insurer, "MAE")]);
        assert!(read_details(FieldSubject::Guardian, &answers, &all_on()).is_err());
        assert!(read_details(FieldSubject::Child, &answers, &all_on()).is_ok());
    }

    #[test]
    fn answers_are_shown_in_words() {
        assert_eq!(Detail::SocialGroup.shown("5"), "Employés");
        assert_eq!(Detail::Leisure.shown("ballon,musique"), "Sports de ballon, Musique, chant");
        assert_eq!(Detail::InsuranceDue.shown("2026-08-31"), "31/08/2026");
        assert_eq!(Detail::Fax.shown("+33298000000"), "02\u{a0}98\u{a0}00\u{a0}00\u{a0}00");
    }
}
