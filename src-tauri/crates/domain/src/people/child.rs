//! A child.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Details, check_birth, first_names, optional_text};
use crate::calendar::age_on;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ChildId, ClassId};
use crate::values::{BirthDate, BirthPlace, PersonName, Phone, short_name};

/// Sex, as growth tables and the CAF ask for it (E03).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
pub enum Sex {
    /// Girl.
    F,
    /// Boy.
    M,
}

impl Sex {
    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::F => "F",
            Self::M => "M",
        }
    }

    /// The sex under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::F, Self::M].into_iter().find(|sex| sex.code() == code)
    }
}

/// A child as typed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ChildDraft {
    /// Family name (E01).
    pub name: String,
    /// First names, in order, separated by commas (E02).
    pub first_name: String,
    /// They are known by one name only.
    pub single_name: bool,
    /// Sex (E03).
    pub sex: Option<Sex>,
    /// Birth date (E04), as far as it is known.
    #[ts(type = "string | null")]
    pub birth_date: Option<BirthDate>,
    /// Birth place (E05): the commune, the town abroad, or the words of an older file.
    pub birth_place: String,
    /// INSEE code of the commune or the country chosen from the list; empty for words alone.
    pub birth_code: String,
    /// Class, hence school (V16).
    pub class: Option<ClassId>,
    /// Name of the doctor (E18).
    pub doctor_name: String,
    /// Telephone of the doctor (E18).
    pub doctor_phone: String,
    /// Answers to the optional fields that the town asks (X08). Checked by [`super::read_details`].
    #[ts(type = "{ [key in Detail]?: string }")]
    pub details: Details,
}

/// The doctor who follows a child (E18).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doctor {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: Option<Phone>,
}

/// A child of the town's files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Child {
    id: ChildId,
    name: PersonName,
    first_name: Option<PersonName>,
    sex: Option<Sex>,
    birth_date: BirthDate,
    birth_place: Option<BirthPlace>,
    class: Option<ClassId>,
    doctor: Option<Doctor>,
}

impl Child {
    /// Checks the draft on the day it is typed; all the problems come back together.
    pub fn try_new(id: ChildId, draft: &ChildDraft, today: Date) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = issues.take("name", PersonName::try_new(&draft.name));
        let first_name = first_names(&mut issues, &draft.first_name, draft.single_name);
        match draft.birth_date {
            None => issues.refuse(
                "birth_date",
                IssueCode::Missing,
                "La date de naissance est obligatoire : l'âge décide des droits et des tarifs.",
            ),
            Some(birth) => {
                check_birth(&mut issues, "birth_date", birth, today);
                if age_on(birth.reckoned(), today) >= 18 {
                    issues.refuse("birth_date", IssueCode::OutOfRange, "Cette personne a 18 ans ou plus : ce n'est pas un enfant des services. Relisez l'année.");
                }
            }
        }
        let birth_place =
            issues.take("birth_place", BirthPlace::read(&draft.birth_place, &draft.birth_code)).flatten();
        let doctor_name = optional_text(&mut issues, "doctor_name", &draft.doctor_name, 80);
        let typed_phone = !draft.doctor_phone.trim().is_empty();
        let phone =
            issues.take_optional("doctor_phone", typed_phone.then(|| Phone::parse(&draft.doctor_phone)));
        if doctor_name.is_none() && typed_phone {
            issues.refuse(
                "doctor_name",
                IssueCode::Missing,
                "Le nom du médecin manque en face de son numéro.",
            );
        }
        let built = name.zip(first_name).zip(draft.birth_date).map(|((name, first_name), birth_date)| Self {
            id,
            name,
            first_name,
            sex: draft.sex,
            birth_date,
            birth_place,
            class: draft.class,
            doctor: doctor_name.map(|name| Doctor { name, phone }),
        });
        issues.finish(built)
    }

    /// Identifier.
    pub fn id(&self) -> ChildId {
        self.id
    }

    /// Family name.
    pub fn name(&self) -> &PersonName {
        &self.name
    }

    /// First names; none for someone known by one name only.
    pub fn first_name(&self) -> Option<&PersonName> {
        self.first_name.as_ref()
    }

    /// Sex.
    pub fn sex(&self) -> Option<Sex> {
        self.sex
    }

    /// Birth date.
    pub fn birth_date(&self) -> BirthDate {
        self.birth_date
    }

    /// Birth place.
    pub fn birth_place(&self) -> Option<&BirthPlace> {
        self.birth_place.as_ref()
    }

    /// Class.
    pub fn class(&self) -> Option<ClassId> {
        self.class
    }

    /// Doctor.
    pub fn doctor(&self) -> Option<&Doctor> {
        self.doctor.as_ref()
    }

    /// `Lucien F.`: what lists leaving the office show (first name, initial).
    pub fn short_name(&self) -> String {
        short_name(self.first_name.as_ref().map_or("", PersonName::as_str), self.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    // rows: E01 E02 E04 E18
    #[test]
    fn every_problem_of_a_child_comes_back() {
        let draft = ChildDraft {
            first_name: "L3a".into(),
            birth_date: Some(date(2027, 1, 1).into()),
            doctor_phone: "12".into(),
            ..ChildDraft::default()
        };
        let issues = Child::try_new(ChildId::from_uuid(Uuid::nil()), &draft, date(2026, 11, 21)).unwrap_err();
        let fields: Vec<_> = issues.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(fields, ["name", "first_name", "birth_date", "doctor_phone", "doctor_name"]);
    }

    #[test]
    fn a_grown_up_is_not_a_child() {
        let draft = |birth: Date| ChildDraft {
            name: "de Kerdrel".into(),
            first_name: "Aliénor".into(),
            birth_date: Some(birth.into()),
            ..ChildDraft::default()
        };
        let today = date(2026, 11, 21);
        let id = ChildId::from_uuid(Uuid::nil());
        assert_eq!(Child::try_new(id, &draft(date(2008, 11, 22)), today).unwrap().short_name(), "Aliénor K.");
        assert_eq!(
            Child::try_new(id, &draft(date(2008, 11, 21)), today).unwrap_err()[0].code,
            IssueCode::OutOfRange
        );
    }
}
