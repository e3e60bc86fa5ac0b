//! Habits of small children (V15, E15): answers added to, never rewritten.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::{Habit, Habits};
use domain::values::ids::{ChildId, FamilyId};
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer};

/// One answer, as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HabitRow {
    /// The child.
    pub child: ChildId,
    /// What it answers.
    pub habit: Habit,
    /// The answer, empty when it takes one away.
    pub value: String,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Who wrote it.
    pub agent: Uuid,
}

/// The answers that hold for a child, from all those ever given, the oldest first.
pub fn habits_in_force(rows: &[HabitRow], child: ChildId) -> Habits {
    let mut held: Habits = Habits::new();
    for row in rows.iter().filter(|row| row.child == child) {
        held.insert(row.habit, row.value.clone());
    }
    held.retain(|_, value| !value.is_empty());
    held
}

impl Reader<'_> {
    /// Every answer ever given for a child, the oldest first.
    pub fn habits_of_child(&self, child: ChildId) -> Result<Vec<HabitRow>, StoreError> {
        self.all(sql!("select_habits_of_child.sql"), [child.as_bytes()], habit)
    }

    /// The same for every child of a family.
    pub fn habits_of_family(&self, family: FamilyId) -> Result<Vec<HabitRow>, StoreError> {
        self.all(sql!("select_habits_of_family.sql"), [family.as_bytes()], habit)
    }

    /// The families that hold each answer, whether the town asks it now or not.
    pub fn held_habits(&self) -> Result<BTreeMap<Habit, BTreeSet<FamilyId>>, StoreError> {
        let pairs = self.all(sql!("select_held_habits.sql"), [], |row| {
            Ok((row.code(0, Habit::from_code)?, row.id::<FamilyId>(1)?))
        })?;
        let mut held: BTreeMap<Habit, BTreeSet<FamilyId>> = BTreeMap::new();
        for (habit, family) in pairs {
            held.entry(habit).or_default().insert(family);
        }
        Ok(held)
    }
}

impl Writer<'_> {
    /// Adds an answer; an empty one takes the one before away.
    pub fn add_habit(&self, id: Uuid, child: ChildId, habit: Habit, value: &str) -> Result<(), StoreError> {
        self.stamped(sql!("insert_habit.sql"), params![id.as_bytes(), child.as_bytes(), habit.code(), value])
    }
}

fn habit(row: &Row<'_>) -> Result<HabitRow, StoreError> {
    Ok(HabitRow {
        child: row.id(0)?,
        habit: row.code(1, Habit::from_code)?,
        value: row.text(2)?,
        // The upper 48 bits of a hybrid clock are milliseconds.
        at_ms: row.int(3)? >> 16,
        agent: row.id(4)?,
    })
}
