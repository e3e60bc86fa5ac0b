//! Who may book what, and from when to when.

use std::collections::HashMap;

use domain::activities::RegistrationState;
use domain::values::ids::{ActivityId, ChildId};
use jiff::civil::Date;
use store::Reader;
use store::activities::RegistrationRow;

use crate::Error;

/// The accepted registrations of some children over a span of days.
pub(super) struct Registered {
    rows: HashMap<ChildId, Vec<RegistrationRow>>,
}

impl Registered {
    pub(super) fn load(
        reader: &Reader<'_>,
        children: &[ChildId],
        from: Date,
        to: Date,
    ) -> Result<Self, Error> {
        let mut rows: HashMap<ChildId, Vec<RegistrationRow>> = HashMap::new();
        for row in reader.registrations_of_children(children, from, to)? {
            if row.state == RegistrationState::Accepted {
                rows.entry(row.child).or_default().push(row);
            }
        }
        Ok(Self { rows })
    }

    /// Whether the child may book the activity that day.
    pub(super) fn covers(&self, child: ChildId, activity: ActivityId, day: Date) -> bool {
        self.rows.get(&child).is_some_and(|rows| {
            rows.iter()
                .any(|row| row.activity == activity && row.from <= day && row.to.is_none_or(|to| day <= to))
        })
    }

    /// Whether any of the children is registered to the activity.
    pub(super) fn has(&self, activity: ActivityId) -> bool {
        self.rows.values().flatten().any(|row| row.activity == activity)
    }
}
