//! What is typed in the optional fields of a guardian or a child: each value is of one kind, and a list is closed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FieldSubject, OptionalField};
use crate::calendar::format_day;
use crate::health::{TextKind, check_no_national_number, check_text};
use crate::issue::{FieldIssue, IssueCode, Issues, Refusal};
use crate::values::Phone;
use crate::values::text::tidy;

/// One answer of an optional field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// What they do (B01).
    Profession,
    /// On what footing (B02).
    EmploymentStatus,
    /// For whom (B03).
    Employer,
    /// One of the eight groups (B04).
    SocialGroup,
    /// First day of a stoppage (B06).
    WorkStoppageFrom,
    /// Last day of a stoppage (B06).
    WorkStoppageTo,
    /// Name of the centre (V10).
    SocialSecurityCentre,
    /// Identifier on the portal (A11).
    PortalId,
    /// Fax, E.164 once read (A08).
    Fax,
    /// What the child likes, among a list (V12).
    Leisure,
    /// A word more about it, watched (V12).
    LeisureNote,
    /// Name of the insurer (V13).
    Insurer,
    /// Number of the policy (V13).
    InsurancePolicy,
    /// Last day of the cover (V13).
    InsuranceDue,
    /// Who keeps the directives (P09).
    DirectivesPlace,
    /// When they were received, or told of (P09).
    DirectivesOn,
    /// The person they name, or the third party who keeps them (P09).
    DirectivesPerson,
}

/// The answers of one person, by what they answer; an empty text takes an answer away.
pub type Details = BTreeMap<Detail, String>;

/// How an answer is typed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DetailKind {
    /// A short text.
    Text,
    /// A short text read again for words that do not belong there.
    WatchedText,
    /// One answer of a list.
    Choice,
    /// Several answers of a list, their codes separated by commas.
    Choices,
    /// A day, ISO.
    Day,
    /// A telephone number.
    Phone,
}

/// B02: a short list, the same for every service.
const STATUSES: &[(&str, &str)] = &[
    ("salarie", "Salarié"),
    ("agent_public", "Agent public"),
    ("independant", "Indépendant"),
    ("etudiant", "Étudiant ou apprenti"),
    ("recherche", "En recherche d’emploi"),
    ("conge_parental", "En congé parental"),
    ("sans_activite", "Sans activité professionnelle"),
    ("retraite", "Retraité"),
];

/// B04: the eight groups of the INSEE (PCS, level 1, the same in the nomenclatures of 2003 and of 2020). Lower levels are
/// not here: one of them names ministers of religion.
const SOCIAL_GROUPS: &[(&str, &str)] = &[
    ("1", "Agriculteurs exploitants"),
    ("2", "Artisans, commerçants et chefs d’entreprise"),
    ("3", "Cadres et professions intellectuelles supérieures"),
    ("4", "Professions intermédiaires"),
    ("5", "Employés"),
    ("6", "Ouvriers"),
    ("7", "Retraités"),
    ("8", "Autres personnes sans activité professionnelle"),
];

/// V12: none of them says anything of health, religion or opinion.
const LEISURE: &[(&str, &str)] = &[
    ("ballon", "Sports de ballon"),
    ("nage", "Natation"),
    ("athletisme", "Athlétisme, gymnastique"),
    ("combat", "Judo, arts martiaux"),
    ("velo", "Vélo, roller"),
    ("equitation", "Équitation"),
    ("danse", "Danse"),
    ("musique", "Musique, chant"),
    ("theatre", "Théâtre, cirque"),
    ("dessin", "Dessin, arts plastiques"),
    ("lecture", "Lecture"),
    ("jeux", "Jeux de société"),
    ("nature", "Nature, jardinage"),
    ("sciences", "Sciences, bricolage"),
    ("numerique", "Jeux vidéo, informatique"),
];

/// P09: general directives are kept by a certified third party, those on the town's own files by the town.
const DIRECTIVES: &[(&str, &str)] = &[
    ("town", "À la mairie (particulières)"),
    ("third_party", "Chez un tiers de confiance certifié (générales)"),
];

impl Detail {
    /// Every answer, in the order of a form.
    pub fn all() -> impl Iterator<Item = Self> {
        OptionalField::ALL.into_iter().flat_map(|field| field.details().iter().copied())
    }

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Profession => "profession",
            Self::EmploymentStatus => "employment_status",
            Self::Employer => "employer",
            Self::SocialGroup => "social_group",
            Self::WorkStoppageFrom => "work_stoppage_from",
            Self::WorkStoppageTo => "work_stoppage_to",
            Self::SocialSecurityCentre => "social_security_centre",
            Self::PortalId => "portal_id",
            Self::Fax => "fax",
            Self::Leisure => "leisure",
            Self::LeisureNote => "leisure_note",
            Self::Insurer => "insurer",
            Self::InsurancePolicy => "insurance_policy",
            Self::InsuranceDue => "insurance_due",
            Self::DirectivesPlace => "directives_place",
            Self::DirectivesOn => "directives_on",
            Self::DirectivesPerson => "directives_person",
        }
    }

    /// The answer under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|detail| detail.code() == code)
    }

    /// The field it answers.
    pub const fn field(self) -> OptionalField {
        match self {
            Self::Profession => OptionalField::Profession,
            Self::EmploymentStatus => OptionalField::EmploymentStatus,
            Self::Employer => OptionalField::Employer,
            Self::SocialGroup => OptionalField::SocialGroup,
            Self::WorkStoppageFrom | Self::WorkStoppageTo => OptionalField::WorkStoppage,
            Self::SocialSecurityCentre => OptionalField::SocialSecurityCentre,
            Self::PortalId => OptionalField::PortalId,
            Self::Fax => OptionalField::Fax,
            Self::Leisure | Self::LeisureNote => OptionalField::Leisure,
            Self::Insurer | Self::InsurancePolicy | Self::InsuranceDue => OptionalField::Insurance,
            Self::DirectivesPlace | Self::DirectivesOn | Self::DirectivesPerson => OptionalField::Directives,
        }
    }

    /// Its name on a form.
    pub const fn label(self) -> &'static str {
        match self {
            Self::WorkStoppageFrom => "Arrêt de travail, du",
            Self::WorkStoppageTo => "Arrêt de travail, au",
            Self::Leisure => "Loisirs",
            Self::LeisureNote => "Loisirs, précision",
            Self::Insurer => "Assureur",
            Self::InsurancePolicy => "Numéro de police",
            Self::InsuranceDue => "Échéance de l’assurance",
            Self::DirectivesPlace => "Directives après décès",
            Self::DirectivesOn => "Directives, reçues le",
            Self::DirectivesPerson => "Directives, personne ou tiers désigné",
            other => other.field().label(),
        }
    }

    /// How it is typed.
    pub const fn kind(self) -> DetailKind {
        match self {
            Self::Profession | Self::LeisureNote => DetailKind::WatchedText,
            Self::Employer
            | Self::SocialSecurityCentre
            | Self::PortalId
            | Self::Insurer
            | Self::InsurancePolicy
            | Self::DirectivesPerson => DetailKind::Text,
            Self::EmploymentStatus | Self::SocialGroup | Self::DirectivesPlace => DetailKind::Choice,
            Self::Leisure => DetailKind::Choices,
            Self::WorkStoppageFrom | Self::WorkStoppageTo | Self::InsuranceDue | Self::DirectivesOn => {
                DetailKind::Day
            }
            Self::Fax => DetailKind::Phone,
        }
    }

    /// What a list offers: code, name.
    pub const fn choices(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::EmploymentStatus => STATUSES,
            Self::SocialGroup => SOCIAL_GROUPS,
            Self::Leisure => LEISURE,
            Self::DirectivesPlace => DIRECTIVES,
            _ => &[],
        }
    }

    /// An answer as a file shows it: the names of a list, a day as people write it.
    pub fn shown(self, value: &str) -> String {
        let named = |code: &str| {
            let known = self.choices().iter().find(|(known, _)| *known == code);
            known.map_or(code, |(_, label)| label).to_owned()
        };
        match self.kind() {
            DetailKind::Choice => named(value),
            DetailKind::Choices => value.split(',').map(named).collect::<Vec<_>>().join(", "),
            DetailKind::Day => value.parse().map_or_else(|_| value.to_owned(), format_day),
            DetailKind::Phone => {
                Phone::parse(value).map_or_else(|_| value.to_owned(), |phone| phone.display())
            }
            DetailKind::Text | DetailKind::WatchedText => value.to_owned(),
        }
    }

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
    use serde::de::IntoDeserializer;

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
