//! A child's right to come to an activity.

use jiff::civil::Date;

use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ActivityId, ChildId, RegistrationId};

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
