//! What the tab of habits asks and is answered.

use domain::people::{Habit, Habits};
use domain::values::ids::ChildId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A habit as a form asks it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HabitShapeView {
    /// Which.
    pub habit: Habit,
    /// Its name.
    pub label: String,
    /// Whether it is of what the child drinks and eats (E15).
    pub eating: bool,
    /// The answers of the list.
    pub choices: Vec<HabitChoiceView>,
}

/// An answer of a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HabitChoiceView {
    /// As it is kept.
    pub code: String,
    /// As it is read.
    pub label: String,
}

/// A habit of a child, in words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HabitView {
    /// Which.
    pub habit: Habit,
    /// Its name.
    pub label: String,
    /// The answer.
    pub value: String,
}

/// What an answer was, and what it became: « qui, quand, avant ».
#[derive(Debug, Clone, Serialize, TS)]
pub struct HabitChangeView {
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Who wrote it.
    pub agent: String,
    /// Name of the habit.
    pub label: String,
    /// In words, empty when nobody had answered.
    pub before: String,
    /// In words, empty when the answer was taken away.
    pub after: String,
}

/// The habits of a small child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChildHabitsView {
    /// The child.
    pub child: ChildId,
    /// `Léonie`.
    pub name: String,
    /// `17 mois`.
    pub age: String,
    /// The answers, in the order of the form.
    pub answers: Vec<HabitView>,
    /// What a form starts from: the answers this role reads, by their codes.
    #[ts(type = "Partial<Record<Habit, string>>")]
    pub known: Habits,
    /// What they were before, the latest first.
    pub history: Vec<HabitChangeView>,
}

/// The habits of the small children of a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyHabitsView {
    /// Children under six, the eldest first.
    pub children: Vec<ChildHabitsView>,
    /// What may be asked of them and this role reads.
    pub shapes: Vec<HabitShapeView>,
    /// What not answering costs (A13).
    pub refusal: String,
    /// Whether this role writes them.
    pub may_keep: bool,
}

/// Answers about a child.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HabitsSaveRequest {
    /// The child.
    pub child: ChildId,
    /// The answers, by habit; an empty text takes one away.
    #[ts(type = "Partial<Record<Habit, string>>")]
    pub answers: Habits,
    /// The answers that were on the screen: what somebody else wrote since is not written over.
    #[ts(type = "Partial<Record<Habit, string>>")]
    pub known: Habits,
}
