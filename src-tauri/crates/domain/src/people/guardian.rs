//! A guardian (responsable légal).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Details, check_birth, first_names};
use crate::calendar::age_on;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::GuardianId;
use crate::values::{BirthDate, BirthPlace, Civility, Email, PersonName, Phone, PhoneKind, usual_first_name};

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

/// How a guardian wants what the town sends them (A06).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SendPreference {
    /// They have not said.
    #[default]
    Unsaid,
    /// By e-mail.
    Email,
    /// By post.
    Post,
}

impl SendPreference {
    /// Every preference, in the order of a list.
    pub const ALL: [Self; 3] = [Self::Unsaid, Self::Email, Self::Post];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unsaid => "",
            Self::Email => "email",
            Self::Post => "post",
        }
    }

    /// The preference under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preference| preference.code() == code)
    }

    /// Its name on a file.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unsaid => "",
            Self::Email => "par courriel",
            Self::Post => "par courrier",
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
    /// First names, in order, separated by commas (A03).
    pub first_name: String,
    /// They are known by one name only: no first name is asked, none is invented.
    pub single_name: bool,
    /// Birth date (A09), as far as it is known.
    #[ts(type = "string | null")]
    pub birth_date: Option<BirthDate>,
    /// Birth place (A10): the commune, the town abroad, or the words of an older file.
    pub birth_place: String,
    /// INSEE code of the commune or the country chosen from the list; empty for words alone.
    pub birth_code: String,
    /// E-mail (A06).
    pub email: String,
    /// How they want what is sent to them (A06).
    pub sending: SendPreference,
    /// Telephones, in the order to call them (A07).
    pub phones: Vec<String>,
    /// What each of those telephones is, in the same order; read from the number where nothing is said.
    pub phone_kinds: Vec<Option<PhoneKind>>,
    /// What they are to the children (V07).
    pub kinship: Kinship,
    /// Answers to the optional fields that the town asks (X08). Checked by [`super::read_details`].
    #[ts(type = "{ [key in Detail]?: string }")]
    pub details: Details,
}

/// A guardian of the town's files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guardian {
    id: GuardianId,
    civility: Option<Civility>,
    birth_name: PersonName,
    usage_name: Option<PersonName>,
    first_name: Option<PersonName>,
    birth_date: Option<BirthDate>,
    birth_place: Option<BirthPlace>,
    email: Option<Email>,
    sending: SendPreference,
    phones: Vec<(Phone, PhoneKind)>,
    kinship: Kinship,
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
        let first_name = first_names(&mut issues, &draft.first_name, draft.single_name);
        if let Some(birth) = draft.birth_date {
            check_birth(&mut issues, "birth_date", birth, today);
            if birth.reckoned() <= today && age_on(birth.reckoned(), today) < 12 {
                issues.refuse(
                    "birth_date",
                    IssueCode::OutOfRange,
                    "Cette personne est un enfant : relisez l'année de naissance.",
                );
            }
        }
        let birth_place =
            issues.take("birth_place", BirthPlace::read(&draft.birth_place, &draft.birth_code)).flatten();
        let email = issues.take_optional("email", typed(&draft.email).then(|| Email::parse(&draft.email)));
        if draft.sending == SendPreference::Email && !typed(&draft.email) {
            issues.refuse(
                "email",
                IssueCode::Missing,
                "Un envoi par courriel est demandé : il manque l'adresse.",
            );
        }
        let mut phones = Vec::new();
        for (rank, phone) in draft.phones.iter().enumerate().filter(|(_, phone)| typed(phone)) {
            if let Some(phone) = issues.take(&format!("phones.{rank}"), Phone::parse(phone)) {
                let said = draft.phone_kinds.get(rank).copied().flatten();
                let kind = said.unwrap_or_else(|| PhoneKind::likely(&phone));
                phones.push((phone, kind));
            }
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
            sending: draft.sending,
            phones,
            kinship: draft.kinship,
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

    /// First names; none for someone known by one name only.
    pub fn first_name(&self) -> Option<&PersonName> {
        self.first_name.as_ref()
    }

    /// The first name they are called by, empty when they have none.
    pub fn usual_first_name(&self) -> &str {
        self.first_name.as_ref().map(|names| usual_first_name(names.as_str())).unwrap_or_default()
    }

    /// Birth date.
    pub fn birth_date(&self) -> Option<BirthDate> {
        self.birth_date
    }

    /// Birth place.
    pub fn birth_place(&self) -> Option<&BirthPlace> {
        self.birth_place.as_ref()
    }

    /// E-mail.
    pub fn email(&self) -> Option<&Email> {
        self.email.as_ref()
    }

    /// How they want what is sent to them.
    pub fn sending(&self) -> SendPreference {
        self.sending
    }

    /// Telephones and what each is, in the order to call them.
    pub fn phones(&self) -> &[(Phone, PhoneKind)] {
        &self.phones
    }

    /// What they are to the children.
    pub fn kinship(&self) -> Kinship {
        self.kinship
    }

    /// `Mme Jeanne Le Goff`: the first line of an address.
    pub fn addressee(&self) -> String {
        let civility = self.civility.map_or("", Civility::label);
        let words = [civility, self.usual_first_name(), self.name().as_str()];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    // rows: A01 A03 A06 A07 A09
    #[test]
    fn a_guardian_is_checked_whole() {
        let draft = GuardianDraft {
            civility: "Mlle".into(),
            birth_name: "Le Goff".into(),
            email: "jeanne".into(),
            phones: vec!["06 12 34 56 78".into(), String::new(), "07".into()],
            birth_date: Some(date(2020, 1, 1).into()),
            ..GuardianDraft::default()
        };
        let id = GuardianId::from_uuid(Uuid::nil());
        let issues = Guardian::try_new(id, &draft, date(2026, 11, 21)).unwrap_err();
        let fields: Vec<_> = issues.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(fields, ["civility", "first_name", "birth_date", "email", "phones.2"]);
    }

    // rows: A02
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

    #[test]
    fn names_of_the_real_world_are_accepted() {
        let read = |birth_name: &str, first_name: &str, single_name: bool| {
            let draft = GuardianDraft {
                birth_name: birth_name.into(),
                first_name: first_name.into(),
                single_name,
                ..GuardianDraft::default()
            };
            Guardian::try_new(GuardianId::from_uuid(Uuid::nil()), &draft, date(2026, 11, 21))
        };
        for (name, first) in [
            ("de la Tour d’Auvergne-Lauraguais", "Marie, Anne, Sophie"),
            ("O’Connor", "Liam"),
            ("Šimić", "Luka"),
            ("王", "小明"),
            ("الحسن", "محمد"),
            ("Rakotomalala Andrianampoinimerina Ravelo", "Tiana"),
        ] {
            assert!(read(name, first, false).is_ok(), "{name} {first}");
        }
        // Known by one name only: nothing is invented in the place of the other, and it must be said.
        let alone = read("Suharto", "", true).unwrap();
        assert_eq!((alone.first_name(), alone.addressee().as_str()), (None, "Suharto"));
        assert_eq!(read("Suharto", "", false).unwrap_err()[0].field, "first_name");
        assert_eq!(read("Suharto", "Ali", true).unwrap_err()[0].code, IssueCode::Inconsistent);
        assert_eq!(read("Dupont", "Marie, Anne", false).unwrap().addressee(), "Marie Dupont");
    }

    #[test]
    fn telephones_say_what_they_are_and_a_birth_place_its_code() {
        let draft = GuardianDraft {
            birth_name: "Le Goff".into(),
            first_name: "Jeanne".into(),
            birth_place: "dijon".into(),
            phones: vec!["06 12 34 56 78".into(), String::new(), "02 98 00 00 00".into()],
            phone_kinds: vec![None, None, Some(PhoneKind::Work)],
            ..GuardianDraft::default()
        };
        let id = GuardianId::from_uuid(Uuid::nil());
        let guardian = Guardian::try_new(id, &draft, date(2026, 11, 21)).unwrap();
        let kinds: Vec<PhoneKind> = guardian.phones().iter().map(|(_, kind)| *kind).collect();
        assert_eq!(kinds, [PhoneKind::Mobile, PhoneKind::Work]);
        assert_eq!(guardian.birth_place().and_then(BirthPlace::code), Some("21231"));
        let without = GuardianDraft { sending: SendPreference::Email, ..draft };
        assert_eq!(Guardian::try_new(id, &without, date(2026, 11, 21)).unwrap_err()[0].field, "email");
    }
}
