//! The PAI (projet d’accueil individualisé): its state and dates. The document itself is a sealed attachment.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::text::tidy;

/// Where a PAI stands (health-privacy.md §2.4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum PaiState {
    /// Asked for.
    Requested = 1,
    /// Being written.
    Drafting = 2,
    /// Waiting for signatures.
    Signing = 3,
    /// In force.
    Active = 4,
    /// In force, to be looked at again.
    ToReview = 5,
    /// Suspended.
    Suspended = 6,
    /// Over.
    Closed = 7,
}

impl PaiState {
    /// Every state, in order.
    pub const ALL: [Self; 7] = [
        Self::Requested,
        Self::Drafting,
        Self::Signing,
        Self::Active,
        Self::ToReview,
        Self::Suspended,
        Self::Closed,
    ];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Requested => "Demandé",
            Self::Drafting => "En rédaction",
            Self::Signing => "En signature",
            Self::Active => "Actif",
            Self::ToReview => "À revoir",
            Self::Suspended => "Suspendu",
            Self::Closed => "Clos",
        }
    }
}

/// A PAI as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct PaiDraft {
    /// Where it stands.
    pub state: PaiState,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
    /// Day of the yearly review.
    #[ts(type = "string | null")]
    pub review_on: Option<Date>,
    /// Where the emergency kit is kept.
    pub kit_place: String,
    /// Day the kit's first product expires.
    #[ts(type = "string | null")]
    pub kit_expires_on: Option<Date>,
}

/// A PAI.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pai {
    pub(super) state: PaiState,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
    pub(super) review_on: Option<Date>,
    pub(super) kit_place: Option<String>,
    pub(super) kit_expires_on: Option<Date>,
}

impl Pai {
    /// Checks the draft.
    pub fn try_new(draft: &PaiDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        if draft.to.is_some_and(|to| to < draft.from) {
            issues.refuse("to", IssueCode::ImpossibleDate, "La fin du PAI précède son début.");
        }
        if draft.review_on.is_some_and(|review| review < draft.from) {
            issues.refuse("review_on", IssueCode::ImpossibleDate, "La revue du PAI précède son début.");
        }
        let kit_place = tidy(&draft.kit_place);
        if kit_place.chars().count() > 60 {
            issues.refuse("kit_place", IssueCode::TooLong, "Le lieu de la trousse dépasse 60 caractères.");
        }
        issues.finish(Some(Self {
            state: draft.state,
            from: draft.from,
            to: draft.to,
            review_on: draft.review_on,
            kit_place: (!kit_place.is_empty()).then_some(kit_place),
            kit_expires_on: draft.kit_expires_on,
        }))
    }

    /// Where it stands.
    pub fn state(&self) -> PaiState {
        self.state
    }

    /// First day.
    pub fn from(&self) -> Date {
        self.from
    }

    /// Last day.
    pub fn to(&self) -> Option<Date> {
        self.to
    }

    /// Day of the yearly review.
    pub fn review_on(&self) -> Option<Date> {
        self.review_on
    }

    /// Where the emergency kit is kept.
    pub fn kit_place(&self) -> Option<&str> {
        self.kit_place.as_deref()
    }

    /// Day the kit's first product expires.
    pub fn kit_expires_on(&self) -> Option<Date> {
        self.kit_expires_on
    }

    /// Whether it must be followed on a day.
    pub fn in_force_on(&self, day: Date) -> bool {
        matches!(self.state, PaiState::Active | PaiState::ToReview)
            && self.from <= day
            && self.to.is_none_or(|to| day <= to)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_pai_is_followed_while_it_is_in_force() {
        let draft = PaiDraft {
            state: PaiState::Active,
            from: date(2026, 9, 1),
            to: Some(date(2027, 8, 31)),
            review_on: None,
            kit_place: " Bureau,  armoire haute ".into(),
            kit_expires_on: None,
        };
        let pai = Pai::try_new(&draft).unwrap();
        assert_eq!(pai.kit_place(), Some("Bureau, armoire haute"));
        assert!(pai.in_force_on(date(2027, 8, 31)));
        assert!(!pai.in_force_on(date(2027, 9, 1)));
        let suspended = Pai { state: PaiState::Suspended, ..pai };
        assert!(!suspended.in_force_on(date(2026, 10, 1)));
        let backward = PaiDraft { to: Some(date(2026, 8, 1)), review_on: Some(date(2026, 8, 1)), ..draft };
        assert_eq!(Pai::try_new(&backward).unwrap_err().len(), 2);
    }
}
