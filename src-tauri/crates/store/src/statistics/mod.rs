//! What statistics count (G08): a run of the tables each, never a family at a time. Nothing of it names anybody.

use domain::values::ids::{ActivityId, ChildId, FamilyId};
use jiff::civil::Date;

use crate::rows::Columns;
use crate::{Reader, StoreError, day};

/// What a child is counted by, on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedChild {
    /// The child.
    pub child: ChildId,
    /// The family of their first home.
    pub family: FamilyId,
    /// Birth date.
    pub birth_date: Date,
    /// School of the day.
    pub school: Option<String>,
    /// Code of the level, empty for a class of several.
    pub grade: Option<String>,
    /// City of their first home.
    pub city: String,
    /// Bracket of that home.
    pub bracket: Option<String>,
    /// Last day of the quotient behind it.
    pub bracket_until: Option<Date>,
    /// Social group of who is billed there (B04).
    pub social_group: Option<String>,
}

impl Reader<'_> {
    /// Every child who has a home that day, once.
    pub fn counted_children(&self, on: Date) -> Result<Vec<CountedChild>, StoreError> {
        let mut children: Vec<CountedChild> = Vec::new();
        self.each(sql!("select_counted_children.sql"), [day(on)], |row| {
            let child: ChildId = row.id(0)?;
            if children.last().is_none_or(|last| last.child != child) {
                children.push(CountedChild {
                    child,
                    family: row.id(1)?,
                    birth_date: row.date(2)?,
                    school: row.get(3)?,
                    grade: row.get(4)?,
                    city: row.text(5)?,
                    bracket: row.get(6)?,
                    bracket_until: row.date_opt(7)?,
                    social_group: row.get(8)?,
                });
            }
            Ok(())
        })?;
        Ok(children)
    }

    /// Who is registered to what, that day, a place had.
    pub fn counted_registrations(&self, on: Date) -> Result<Vec<(ChildId, ActivityId)>, StoreError> {
        self.all(sql!("select_counted_registrations.sql"), [day(on)], |row| Ok((row.id(0)?, row.id(1)?)))
    }

    /// How many times each child came to each activity, from a day to a day.
    pub fn presences(&self, from: Date, to: Date) -> Result<Vec<(ChildId, ActivityId, u64)>, StoreError> {
        self.all(sql!("count_presences.sql"), [day(from), day(to)], |row| {
            Ok((row.id(0)?, row.id(1)?, u64::try_from(row.int(2)?).unwrap_or_default()))
        })
    }
}
