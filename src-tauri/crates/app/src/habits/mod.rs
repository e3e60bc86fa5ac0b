//! Habits of small children (V15) and what they drink and eat (E15): said by families to the teams, who write them; the desk reads the first
//! and never the second; nobody else is sent either.

#[cfg(test)]
mod tests;
mod views;

use std::collections::{BTreeMap, BTreeSet};

use domain::issue::Issues;
use domain::people::{Habit, Habits, OptionalField, has_habits, read_habits};
use domain::values::ids::ChildId;
use jiff::civil::Date;
use security::Right;
use security::access::{KeepEatingHabits, KeepHabits, ReadHabits};
use store::Reader;
use store::habits::{HabitRow, habits_in_force};
use store::people::ChildRow;
use uuid::Uuid;

pub use self::views::*;
use crate::activities::SavedView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::Code;
use crate::families::{FamilyRequest, age};
use crate::quotients::agent_names;
use crate::{Error, settings};

/// Former answers shown for a child.
const HISTORY: usize = 30;

/// The habits that an agent is sent, of those the town asks.
#[derive(Debug, Clone, Default)]
pub(crate) struct HabitSight(BTreeSet<OptionalField>);

impl HabitSight {
    /// Which fields of habits this agent reads, whether the town asks them or not.
    pub(crate) fn of<R: Right>(call: &Call<'_, R>) -> Self {
        Self::reading(call.also::<ReadHabits>().is_some(), call.also::<KeepEatingHabits>().is_some())
    }

    fn reading(habits: bool, eating: bool) -> Self {
        let habits = habits.then_some(OptionalField::Habits);
        Self(habits.into_iter().chain(eating.then_some(OptionalField::EatingHabits)).collect())
    }

    /// Of those, the fields that the town asks.
    pub(crate) fn asked(&self, fields: &BTreeSet<OptionalField>) -> Self {
        Self(self.0.intersection(fields).copied().collect())
    }

    /// Whether nothing of it is read.
    pub(crate) fn is_blind(&self) -> bool {
        self.0.is_empty()
    }

    fn reads(&self, habit: Habit) -> bool {
        self.0.contains(&habit.field())
    }

    /// The answers that hold for a child, in words; none for who has outgrown them.
    pub(crate) fn told(&self, rows: &[HabitRow], child: &ChildRow, day: Date) -> Vec<HabitView> {
        if !has_habits(child.birth_date.reckoned(), day) {
            return Vec::new();
        }
        let held = habits_in_force(rows, child.id).into_iter().filter(|(habit, _)| self.reads(*habit));
        held.map(|(habit, value)| HabitView {
            habit,
            label: habit.label().to_owned(),
            value: habit.shown(&value),
        })
        .collect()
    }
}

/// The habits of the small children of a family. Who opened them is remembered.
pub fn family_habits(call: &Call<'_, ReadHabits>, request: FamilyRequest) -> Result<FamilyHabitsView, Error> {
    let (family, today) = (request.family, call.today());
    let sight = HabitSight::reading(true, call.also::<KeepEatingHabits>().is_some());
    let may_keep = call.also::<KeepHabits>().is_some();
    call.consult(Subject::of("family", family).detail("Habitudes des petits enfants"), |r| {
        let members = r.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        let sight = sight.asked(&settings::asked(r)?);
        let rows = if sight.is_blind() { Vec::new() } else { r.habits_of_family(family)? };
        let agents = agent_names(r)?;
        let small = members.children.iter().filter(|child| has_habits(child.birth_date.reckoned(), today));
        let small = small.filter(|_| !sight.is_blind());
        let children = small.map(|child| {
            let mut known = habits_in_force(&rows, child.id);
            known.retain(|habit, _| sight.reads(*habit));
            ChildHabitsView {
                child: child.id,
                name: child.first_names.clone(),
                age: age(child.birth_date.reckoned(), today),
                answers: sight.told(&rows, child, today),
                known,
                history: history(&rows, child.id, &sight, &agents),
            }
        });
        let shapes = Habit::ALL.into_iter().filter(|habit| sight.reads(*habit));
        Ok(FamilyHabitsView {
            children: children.collect(),
            shapes: shapes.map(shape).collect(),
            refusal: OptionalField::Habits.refusal().to_owned(),
            may_keep,
        })
    })
}

/// Writes what a family says of a small child.
pub fn habits_save(call: &Call<'_, KeepHabits>, request: HabitsSaveRequest) -> Result<SavedView, Error> {
    let HabitsSaveRequest { child, answers, known } = request;
    let today = call.today();
    let sight = HabitSight::reading(true, call.also::<KeepEatingHabits>().is_some());
    let read = |r: &Reader<'_>| -> Result<(ChildRow, Vec<HabitRow>, Habits), Error> {
        let row = r.child(child)?.ok_or_else(|| Error::not_found("cet enfant"))?;
        if !has_habits(row.birth_date.reckoned(), today) {
            return Err(Error::refused(
                "Les habitudes de vie se notent avant six ans\u{a0}: cet enfant les a eus.",
            ));
        }
        let asked = sight.asked(&settings::asked(r)?);
        let mut issues = Issues::new();
        let accepted = issues.take_all("answers", read_habits(&answers, &asked.0));
        Ok((row, r.habits_of_child(child)?, issues.finish(accepted).map_err(Error::fields)?))
    };
    let (row, _, accepted) = call.read(read)?;
    let labels = |changed: &[(Habit, String)]| {
        changed.iter().map(|(habit, _)| habit.label()).collect::<Vec<_>>().join(", ")
    };
    let families = call.read(|r| Ok(r.families_of_child(child)?))?;
    let changes: Vec<Change> = families.into_iter().map(|family| Change::Family(family.into())).collect();
    call.perform_told(Subject::of("child", child), changes, |w| {
        // Read again where nobody writes in between.
        let (_, rows, _) = read(w)?;
        let held = habits_in_force(&rows, child);
        let value = |habits: &Habits, habit: Habit| habits.get(&habit).cloned().unwrap_or_default();
        if accepted.keys().any(|habit| value(&known, *habit) != value(&held, *habit)) {
            return Err(Error::new(
                Code::Conflict,
                "Ces habitudes viennent d’être notées par quelqu’un d’autre\u{a0}: relisez-les, puis recommencez.",
            ));
        }
        let changed: Vec<(Habit, String)> =
            accepted.into_iter().filter(|(habit, answer)| *answer != value(&held, *habit)).collect();
        for (habit, answer) in &changed {
            w.add_habit(call.new_id(), child, *habit, answer)?;
        }
        // Which, and not what: the journal is read by who is not sent them.
        Ok(((), format!("Habitudes de {}\u{a0}: {}", row.first_names, labels(&changed))))
    })?;
    Ok(SavedView { id: child.into() })
}

fn shape(habit: Habit) -> HabitShapeView {
    let choice = |(code, label): &(&str, &str)| HabitChoiceView {
        code: (*code).to_owned(),
        label: (*label).to_owned(),
    };
    HabitShapeView {
        habit,
        label: habit.label().to_owned(),
        eating: habit.field() == OptionalField::EatingHabits,
        choices: habit.choices().iter().map(choice).collect(),
    }
}

fn history(
    rows: &[HabitRow],
    child: ChildId,
    sight: &HabitSight,
    agents: &std::collections::HashMap<Uuid, String>,
) -> Vec<HabitChangeView> {
    let mut held: BTreeMap<Habit, &str> = BTreeMap::new();
    let mut changes = Vec::new();
    for row in rows.iter().filter(|row| row.child == child && sight.reads(row.habit)) {
        let before = held.insert(row.habit, &row.value).unwrap_or_default();
        changes.push(HabitChangeView {
            at_ms: row.at_ms,
            agent: agents.get(&row.agent).cloned().unwrap_or_default(),
            label: row.habit.label().to_owned(),
            before: row.habit.shown(before),
            after: row.habit.shown(&row.value),
        });
    }
    changes.reverse();
    changes.truncate(HISTORY);
    changes
}
