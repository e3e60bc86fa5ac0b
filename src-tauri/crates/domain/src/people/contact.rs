//! Whom to call, and who may leave with the child (V08).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::optional_text;
use crate::health::{TextKind, check_text};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ContactId, FamilyId};
use crate::values::{PersonName, Phone};

/// A contact as typed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ContactDraft {
    /// Family name.
    pub name: String,
    /// First name.
    pub first_name: String,
    /// What they are to the child: grandmother, neighbour.
    pub relation: String,
    /// Telephone.
    pub phone: String,
    /// Rank in the emergency calls, from 1; `None` when not to be called.
    pub emergency_rank: Option<u8>,
    /// Whether they may leave with the child.
    pub may_pick_up: bool,
    /// Document they must show; never copied.
    pub document: String,
    /// First day it holds.
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// Last day it holds.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// An emergency contact, a pick-up person, or both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contact {
    id: ContactId,
    family: FamilyId,
    name: PersonName,
    first_name: PersonName,
    relation: Option<String>,
    phone: Option<Phone>,
    emergency_rank: Option<u8>,
    may_pick_up: bool,
    document: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
}

impl Contact {
    /// Checks the draft; all the problems come back together.
    pub fn try_new(id: ContactId, family: FamilyId, draft: &ContactDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = issues.take("name", PersonName::try_new(&draft.name));
        let first_name = issues.take("first_name", PersonName::try_new(&draft.first_name));
        let relation = optional_text(&mut issues, "relation", &draft.relation, 40);
        let document = optional_text(&mut issues, "document", &draft.document, 60);
        for (field, text) in [("relation", &draft.relation), ("document", &draft.document)] {
            check_text(&mut issues, field, text, TextKind::Authority);
        }
        let typed_phone = !draft.phone.trim().is_empty();
        let phone = issues.take_optional("phone", typed_phone.then(|| Phone::parse(&draft.phone)));
        if draft.emergency_rank.is_some() && !typed_phone {
            issues.refuse("phone", IssueCode::Missing, "Une personne à prévenir a un numéro de téléphone.");
        }
        if draft.emergency_rank == Some(0) {
            issues.refuse("emergency_rank", IssueCode::OutOfRange, "L'ordre d'appel commence à 1.");
        }
        if draft.emergency_rank.is_none() && !draft.may_pick_up {
            issues.refuse(
                "may_pick_up",
                IssueCode::Missing,
                "Dites à quoi sert ce contact : à prévenir, autorisé à venir chercher, ou les deux.",
            );
        }
        if draft.from.zip(draft.to).is_some_and(|(from, to)| to < from) {
            issues.refuse("to", IssueCode::ImpossibleDate, "La fin de l'autorisation précède son début.");
        }
        let built = name.zip(first_name).map(|(name, first_name)| Self {
            id,
            family,
            name,
            first_name,
            relation,
            phone,
            emergency_rank: draft.emergency_rank,
            may_pick_up: draft.may_pick_up,
            document,
            from: draft.from,
            to: draft.to,
        });
        issues.finish(built)
    }

    /// Identifier.
    pub fn id(&self) -> ContactId {
        self.id
    }

    /// Family it belongs to.
    pub fn family(&self) -> FamilyId {
        self.family
    }

    /// Family name.
    pub fn name(&self) -> &PersonName {
        &self.name
    }

    /// First name.
    pub fn first_name(&self) -> &PersonName {
        &self.first_name
    }

    /// What they are to the child.
    pub fn relation(&self) -> Option<&str> {
        self.relation.as_deref()
    }

    /// Telephone.
    pub fn phone(&self) -> Option<&Phone> {
        self.phone.as_ref()
    }

    /// Rank in the emergency calls.
    pub fn emergency_rank(&self) -> Option<u8> {
        self.emergency_rank
    }

    /// Whether they may leave with the child, dates aside.
    pub fn may_pick_up(&self) -> bool {
        self.may_pick_up
    }

    /// Document they must show.
    pub fn document(&self) -> Option<&str> {
        self.document.as_deref()
    }

    /// First day it holds.
    pub fn from(&self) -> Option<Date> {
        self.from
    }

    /// Last day it holds.
    pub fn to(&self) -> Option<Date> {
        self.to
    }

    /// Whether they may leave with the child on a day.
    pub fn may_pick_up_on(&self, day: Date) -> bool {
        self.may_pick_up && self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn build(draft: &ContactDraft) -> Result<Contact, Vec<FieldIssue>> {
        Contact::try_new(ContactId::from_uuid(Uuid::nil()), FamilyId::from_uuid(Uuid::nil()), draft)
    }

    #[test]
    fn a_contact_serves_a_purpose() {
        let issues = build(&ContactDraft {
            name: "Hamel".into(),
            first_name: "Rose".into(),
            ..ContactDraft::default()
        });
        assert_eq!(issues.unwrap_err()[0].field, "may_pick_up");
        let unreachable = ContactDraft {
            name: "Hamel".into(),
            first_name: "Rose".into(),
            emergency_rank: Some(1),
            ..ContactDraft::default()
        };
        assert_eq!(build(&unreachable).unwrap_err()[0].field, "phone");
    }

    #[test]
    fn no_offence_is_recorded_beside_a_pick_up_i03() {
        let draft = ContactDraft {
            name: "Hamel".into(),
            first_name: "Rose".into(),
            relation: "père condamné".into(),
            may_pick_up: true,
            ..ContactDraft::default()
        };
        let issues = build(&draft).unwrap_err();
        assert_eq!((issues[0].field.as_str(), issues[0].code), ("relation", IssueCode::Forbidden));
    }

    #[test]
    fn picking_up_is_dated() {
        let contact = build(&ContactDraft {
            name: "Hamel".into(),
            first_name: "Rose".into(),
            may_pick_up: true,
            from: Some(date(2026, 9, 1)),
            to: Some(date(2026, 12, 31)),
            ..ContactDraft::default()
        })
        .unwrap();
        assert!(contact.may_pick_up_on(date(2026, 12, 31)));
        assert!(!contact.may_pick_up_on(date(2027, 1, 1)));
    }
}
