//! A guardian (responsable légal).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{check_birth, optional_text};
use crate::calendar::age_on;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::GuardianId;
use crate::values::{Civility, Email, PersonName, Phone};

/// How a guardian holds parental authority (V03). Its loss carries no reason, ever (V02, I03).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ParentalAuthority {
    /// Jointly with the other parent.
    #[default]
    Joint,
    /// Alone.
    Sole,
    /// By delegation.
    Delegated,
    /// Not at all.
    Without,
}

impl ParentalAuthority {
    /// Every way, in the order of a list.
    pub const ALL: [Self; 4] = [Self::Joint, Self::Sole, Self::Delegated, Self::Without];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Joint => "joint",
            Self::Sole => "sole",
            Self::Delegated => "delegated",
            Self::Without => "without",
        }
    }

    /// The authority under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|authority| authority.code() == code)
    }

    /// Its name on a file.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Joint => "conjointe",
            Self::Sole => "exclusive",
            Self::Delegated => "déléguée",
            Self::Without => "sans autorité parentale",
        }
    }
}

/// What a guardian is to the children (V07): a closed list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kinship {
    /// Mother.
    Mother,
    /// Father.
    Father,
    /// Partner of a parent.
    StepParent,
    /// Grandparent.
    Grandparent,
    /// Legal tutor.
    Tutor,
    /// Foster family.
    FosterFamily,
    /// Someone else.
    #[default]
    Other,
}

impl Kinship {
    /// Every link, in the order of a list.
    pub const ALL: [Self; 7] = [
        Self::Mother,
        Self::Father,
        Self::StepParent,
        Self::Grandparent,
        Self::Tutor,
        Self::FosterFamily,
        Self::Other,
    ];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mother => "mother",
            Self::Father => "father",
            Self::StepParent => "step_parent",
            Self::Grandparent => "grandparent",
            Self::Tutor => "tutor",
            Self::FosterFamily => "foster_family",
            Self::Other => "other",
        }
    }

    /// The link under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kinship| kinship.code() == code)
    }

    /// Its name on a file.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mother => "mère",
            Self::Father => "père",
            Self::StepParent => "beau-parent",
            Self::Grandparent => "grand-parent",
            Self::Tutor => "tuteur",
            Self::FosterFamily => "famille d’accueil",
            Self::Other => "autre lien",
        }
    }
}

/// A guardian as typed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct GuardianDraft {
    /// Civility, as the treasury reads it; empty is allowed until the guardian owes something.
    pub civility: String,
    /// Birth name (A01).
    pub birth_name: String,
    /// Name used, when it differs (A02).
    pub usage_name: String,
    /// First names, in order (A03).
    pub first_name: String,
    /// Birth date (A09).
    #[ts(type = "string | null")]
    pub birth_date: Option<Date>,
    /// Birth place (A10).
    pub birth_place: String,
    /// E-mail (A06).
    pub email: String,
    /// Telephones, in the order to call them (A07).
    pub phones: Vec<String>,
    /// What they are to the children (V07).
    pub kinship: Kinship,
    /// Parental authority (V03).
    pub authority: ParentalAuthority,
}

/// A guardian of the town's files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guardian {
    id: GuardianId,
    civility: Option<Civility>,
    birth_name: PersonName,
    usage_name: Option<PersonName>,
    first_name: PersonName,
    birth_date: Option<Date>,
    birth_place: Option<String>,
    email: Option<Email>,
    phones: Vec<Phone>,
    kinship: Kinship,
    authority: ParentalAuthority,
}

impl Guardian {
    /// Checks the draft on the day it is typed; all the problems come back together.
    pub fn try_new(id: GuardianId, draft: &GuardianDraft, today: Date) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let typed = |text: &str| !text.trim().is_empty();
        let civility = issues
            .take_optional("civility", typed(&draft.civility).then(|| Civility::parse(&draft.civility)));
        let birth_name = issues.take("birth_name", PersonName::try_new(&draft.birth_name));
        let usage_name = issues.take_optional(
            "usage_name",
            typed(&draft.usage_name).then(|| PersonName::try_new(&draft.usage_name)),
        );
        let first_name = issues.take("first_name", PersonName::try_new(&draft.first_name));
        if let Some(birth) = draft.birth_date {
            check_birth(&mut issues, "birth_date", birth, today);
            if birth <= today && age_on(birth, today) < 12 {
                issues.refuse(
                    "birth_date",
                    IssueCode::OutOfRange,
                    "Cette personne est un enfant : relisez l'année de naissance.",
                );
            }
        }
        let birth_place = optional_text(&mut issues, "birth_place", &draft.birth_place, 80);
        let email = issues.take_optional("email", typed(&draft.email).then(|| Email::parse(&draft.email)));
        let mut phones = Vec::new();
        for (rank, phone) in draft.phones.iter().enumerate().filter(|(_, phone)| typed(phone)) {
            phones.extend(issues.take(&format!("phones.{rank}"), Phone::parse(phone)));
        }
        let built = birth_name.zip(first_name).map(|(birth_name, first_name)| Self {
            id,
            civility,
            birth_name,
            usage_name,
            first_name,
            birth_date: draft.birth_date,
            birth_place,
            email,
            phones,
            kinship: draft.kinship,
            authority: draft.authority,
        });
        issues.finish(built)
    }

    /// Identifier.
    pub fn id(&self) -> GuardianId {
        self.id
    }

    /// Civility.
    pub fn civility(&self) -> Option<Civility> {
        self.civility
    }

    /// Birth name.
    pub fn birth_name(&self) -> &PersonName {
        &self.birth_name
    }

    /// Name used, when it differs.
    pub fn usage_name(&self) -> Option<&PersonName> {
        self.usage_name.as_ref()
    }

    /// The name letters are addressed to: the one used, else the birth name.
    pub fn name(&self) -> &PersonName {
        self.usage_name.as_ref().unwrap_or(&self.birth_name)
    }

    /// First names.
    pub fn first_name(&self) -> &PersonName {
        &self.first_name
    }

    /// Birth date.
    pub fn birth_date(&self) -> Option<Date> {
        self.birth_date
    }

    /// Birth place.
    pub fn birth_place(&self) -> Option<&str> {
        self.birth_place.as_deref()
    }

    /// E-mail.
    pub fn email(&self) -> Option<&Email> {
        self.email.as_ref()
    }

    /// Telephones, in the order to call them.
    pub fn phones(&self) -> &[Phone] {
        &self.phones
    }

    /// What they are to the children.
    pub fn kinship(&self) -> Kinship {
        self.kinship
    }

    /// Parental authority.
    pub fn authority(&self) -> ParentalAuthority {
        self.authority
    }

    /// `Mme Jeanne Le Goff`: the first line of an address.
    pub fn addressee(&self) -> String {
        match self.civility {
            Some(civility) => format!("{} {} {}", civility.label(), self.first_name, self.name()),
            None => format!("{} {}", self.first_name, self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_guardian_is_checked_whole() {
        let draft = GuardianDraft {
            civility: "Mlle".into(),
            birth_name: "Le Goff".into(),
            email: "jeanne".into(),
            phones: vec!["06 12 34 56 78".into(), String::new(), "07".into()],
            birth_date: Some(date(2020, 1, 1)),
            ..GuardianDraft::default()
        };
        let id = GuardianId::from_uuid(Uuid::nil());
        let issues = Guardian::try_new(id, &draft, date(2026, 11, 21)).unwrap_err();
        let fields: Vec<_> = issues.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(fields, ["civility", "first_name", "birth_date", "email", "phones.2"]);
    }

    #[test]
    fn letters_use_the_name_in_use() {
        let draft = GuardianDraft {
            civility: "MME".into(),
            birth_name: "Quéméner".into(),
            usage_name: "Le Goff".into(),
            first_name: "Jeanne".into(),
            ..GuardianDraft::default()
        };
        let guardian =
            Guardian::try_new(GuardianId::from_uuid(Uuid::nil()), &draft, date(2026, 11, 21)).unwrap();
        assert_eq!(guardian.addressee(), "Mme Jeanne Le Goff");
    }
}
