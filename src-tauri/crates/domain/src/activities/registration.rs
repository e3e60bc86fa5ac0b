//! A child's right to come to an activity.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{FieldIssue, IssueCode, Issues, Refusal};
use crate::values::ids::{ActivityId, ChildId, RegistrationId};

/// Whether the town has said yes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    /// The child may book.
    Accepted,
    /// The child waits for a place.
    Waiting,
}

impl RegistrationState {
    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Waiting => "waiting",
        }
    }

    /// The state stored under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Accepted, Self::Waiting].into_iter().find(|state| state.code() == code)
    }

    /// Its name on screens and papers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Accepted => "Inscrit",
            Self::Waiting => "En attente",
        }
    }
}

/// Years ahead for which a registration may be written: the next school year ends in them.
const YEARS_AHEAD: i16 = 2;

/// A dated registration of a child to an activity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Registration {
    id: RegistrationId,
    child: ChildId,
    activity: ActivityId,
    from: Date,
    to: Option<Date>,
}

impl Registration {
    /// A registration from a day, to a day included or without end.
    pub fn try_new(
        id: RegistrationId,
        child: ChildId,
        activity: ActivityId,
        from: Date,
        to: Option<Date>,
    ) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        if to.is_some_and(|to| to < from) {
            issues.refuse("to", IssueCode::ImpossibleDate, "La fin de l'inscription précède son début.");
        }
        issues.finish(Some(Self { id, child, activity, from, to }))
    }

    /// Refuses a first day so far that a year was mistyped: a town registers for this school year or the next.
    pub fn begins_soon(&self, today: Date) -> Result<(), Refusal> {
        if self.from.year() > today.year() + YEARS_AHEAD {
            return Err(Refusal::new(
                IssueCode::ImpossibleDate,
                format!("L'inscription commencerait en {} : relisez l'année.", self.from.year()),
            ));
        }
        Ok(())
    }

    /// Identifier.
    pub fn id(&self) -> RegistrationId {
        self.id
    }

    /// Child registered.
    pub fn child(&self) -> ChildId {
        self.child
    }

    /// Activity it gives access to.
    pub fn activity(&self) -> ActivityId {
        self.activity
    }

    /// First day.
    pub fn from(&self) -> Date {
        self.from
    }

    /// Last day, when known.
    pub fn to(&self) -> Option<Date> {
        self.to
    }

    /// Whether the child may come on a day.
    pub fn covers(&self, day: Date) -> bool {
        day >= self.from && self.to.is_none_or(|to| day <= to)
    }
}
