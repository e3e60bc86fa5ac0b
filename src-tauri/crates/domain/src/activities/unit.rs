//! The units an activity is booked by.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::activity::short_label;
use crate::calendar::Weekdays;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ActivityId, UnitId};

/// What is booked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// A meal.
    Meal,
    /// A time slot of the morning or evening.
    Slot,
    /// A half-day.
    HalfDay,
    /// A whole day, its meal included.
    Day,
}

impl UnitKind {
    /// Every kind, in the order of a list.
    pub const ALL: [Self; 4] = [Self::Meal, Self::Slot, Self::HalfDay, Self::Day];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Meal => "meal",
            Self::Slot => "slot",
            Self::HalfDay => "half_day",
            Self::Day => "day",
        }
    }

    /// The kind stored under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// `3 repas`, `1 journée`.
    pub fn count_fr(self, quantity: u32) -> String {
        let plural = quantity > 1;
        let noun = match (self, plural) {
            (Self::Meal, _) => "repas",
            (Self::Slot, false) => "séance",
            (Self::Slot, true) => "séances",
            (Self::HalfDay, false) => "demi-journée",
            (Self::HalfDay, true) => "demi-journées",
            (Self::Day, false) => "journée",
            (Self::Day, true) => "journées",
        };
        format!("{quantity}\u{a0}{noun}")
    }

    /// `le repas`, `la demi-journée`: what a unit price is for.
    pub const fn each_fr(self) -> &'static str {
        match self {
            Self::Meal => "le repas",
            Self::Slot => "la séance",
            Self::HalfDay => "la demi-journée",
            Self::Day => "la journée",
        }
    }
}

/// A unit of an activity: what is booked, ticked and priced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityUnit {
    /// Identifier.
    pub id: UnitId,
    /// Activity it belongs to.
    pub activity: ActivityId,
    /// Name shown: `Repas`, `Matin`, `Journée`.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Minute of the day it begins at, from midnight.
    pub start_minute: u16,
    /// Minute of the day it ends at, after its beginning.
    pub end_minute: u16,
    /// How many children it takes; `None` when nothing limits it.
    pub capacity: Option<u32>,
    /// Weekdays it may open.
    pub weekdays: Weekdays,
    /// Whether it opens outside school holidays.
    pub in_term: bool,
    /// Whether it opens during school holidays.
    pub in_holidays: bool,
}

/// A unit as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct UnitDraft {
    /// Name shown.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Minute of the day it begins at.
    pub start_minute: u16,
    /// Minute of the day it ends at.
    pub end_minute: u16,
    /// How many children it takes.
    pub capacity: Option<u32>,
    /// Weekdays it may open.
    pub weekdays: Weekdays,
    /// Whether it opens outside school holidays.
    pub in_term: bool,
    /// Whether it opens during school holidays.
    pub in_holidays: bool,
}

impl ActivityUnit {
    /// Checks the draft; all the problems come back together.
    pub fn try_new(id: UnitId, activity: ActivityId, draft: &UnitDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = short_label(&mut issues, "name", &draft.name);
        if draft.end_minute > 24 * 60 {
            issues.refuse("end_minute", IssueCode::OutOfRange, "L'heure de fin dépasse minuit.");
        } else if draft.end_minute <= draft.start_minute {
            issues.refuse(
                "end_minute",
                IssueCode::Inconsistent,
                "L'heure de fin doit suivre l'heure de début.",
            );
        }
        if draft.capacity == Some(0) {
            issues.refuse(
                "capacity",
                IssueCode::OutOfRange,
                "Une capacité nulle n'accueille personne : laissez vide si rien ne la limite.",
            );
        }
        if draft.weekdays == Weekdays::NONE {
            issues.refuse("weekdays", IssueCode::Missing, "Choisissez au moins un jour d'ouverture.");
        }
        if !draft.in_term && !draft.in_holidays {
            issues.refuse(
                "in_term",
                IssueCode::Missing,
                "Choisissez la période scolaire, les vacances, ou les deux.",
            );
        }
        issues.finish(name.map(|name| Self {
            id,
            activity,
            name,
            kind: draft.kind,
            start_minute: draft.start_minute,
            end_minute: draft.end_minute,
            capacity: draft.capacity,
            weekdays: draft.weekdays,
            in_term: draft.in_term,
            in_holidays: draft.in_holidays,
        }))
    }

    /// How long it lasts, in minutes.
    pub const fn planned_minutes(&self) -> u16 {
        self.end_minute - self.start_minute
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_unit_must_be_able_to_open() {
        let draft = UnitDraft {
            name: String::new(),
            kind: UnitKind::Slot,
            start_minute: 500,
            end_minute: 450,
            capacity: Some(0),
            weekdays: Weekdays::NONE,
            in_term: false,
            in_holidays: false,
        };
        let id = UnitId::from_uuid(Uuid::nil());
        let issues = ActivityUnit::try_new(id, ActivityId::from_uuid(Uuid::nil()), &draft).unwrap_err();
        let fields: Vec<_> = issues.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(fields, ["name", "end_minute", "capacity", "weekdays", "in_term"]);
    }
}
