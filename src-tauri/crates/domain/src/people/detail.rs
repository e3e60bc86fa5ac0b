//! What is typed in the optional fields of a guardian or a child: each value is of one kind, and a list is closed.

mod reading;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::reading::{drop_unasked, read_details};
use super::OptionalField;
use crate::calendar::format_day;
use crate::values::Phone;

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
}
