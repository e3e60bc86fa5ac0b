//! Habits of life of a small child (V15) and what they drink and eat (E15): closed lists, said by the family to the teams who look after
//! the child. No word of one's own: nothing judges a family, and no list names a faith.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OptionalField;
use crate::calendar::age_on;
use crate::issue::{FieldIssue, IssueCode, Issues};

/// The age from which habits are neither asked nor shown: small children are those under six, whom the nurseries take in (Code de la santé
/// publique, art. L2324-1). What was said before stays in the file, and is shown to nobody.
const LAST_AGE: i16 = 6;

/// Whether the habits of a child born that day are anybody's business on this one.
pub fn has_habits(birth: Date, day: Date) -> bool {
    age_on(birth, day) < LAST_AGE
}

/// One habit, answered from a list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Habit {
    /// Naps of a day (V15).
    Naps,
    /// How they fall asleep (V15). In which position is not asked.
    FallingAsleep,
    /// When they keep their comforter (V15).
    Comforter,
    /// Whether they take a dummy (V15).
    Dummy,
    /// How they take their meals (V15).
    Meals,
    /// When they take them (V15).
    MealRhythm,
    /// Which milk (E15).
    Milk,
    /// Which textures (E15).
    Texture,
    /// How much in a bottle, millilitres (E15).
    Bottle,
    /// How warm (E15).
    Warmth,
}

/// The answers about one child, by habit; an empty text takes an answer away.
pub type Habits = BTreeMap<Habit, String>;

const NAPS: &[(&str, &str)] = &[("0", "Aucune"), ("1", "Une"), ("2", "Deux"), ("3", "Trois")];
const FALLING_ASLEEP: &[(&str, &str)] =
    &[("alone", "Seul"), ("presence", "Avec une présence"), ("arms", "Dans les bras")];
const COMFORTER: &[(&str, &str)] =
    &[("sleep", "Pour dormir"), ("all_day", "Toute la journée"), ("none", "Pas de doudou")];
const DUMMY: &[(&str, &str)] = &[("yes", "Oui"), ("no", "Non")];
const MEALS: &[(&str, &str)] = &[("alone", "Seul"), ("helped", "Avec de l’aide"), ("bottle", "Au biberon")];
const MEAL_RHYTHM: &[(&str, &str)] = &[("fixed", "À heures fixes"), ("on_demand", "À la demande")];
const MILK: &[(&str, &str)] = &[
    ("breast_brought", "Lait maternel apporté"),
    ("infant_brought", "Lait infantile apporté"),
    ("infant_supplied", "Lait infantile fourni"),
    ("growing_up", "Lait de croissance"),
    ("cow", "Lait de vache"),
    ("none", "Pas de lait"),
];
const TEXTURE: &[(&str, &str)] = &[
    ("smooth", "Lisse"),
    ("mashed", "Écrasée"),
    ("small_pieces", "Petits morceaux"),
    ("pieces", "Morceaux"),
];
const BOTTLE: &[(&str, &str)] = &[
    ("60", "60\u{a0}ml"),
    ("90", "90\u{a0}ml"),
    ("120", "120\u{a0}ml"),
    ("150", "150\u{a0}ml"),
    ("180", "180\u{a0}ml"),
    ("210", "210\u{a0}ml"),
    ("240", "240\u{a0}ml"),
    ("270", "270\u{a0}ml"),
];
const WARMTH: &[(&str, &str)] = &[("lukewarm", "Tiède"), ("room", "À température ambiante")];

impl Habit {
    /// Every habit, in the order of a form.
    pub const ALL: [Self; 10] = [
        Self::Naps,
        Self::FallingAsleep,
        Self::Comforter,
        Self::Dummy,
        Self::Meals,
        Self::MealRhythm,
        Self::Milk,
        Self::Texture,
        Self::Bottle,
        Self::Warmth,
    ];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Naps => "naps",
            Self::FallingAsleep => "falling_asleep",
            Self::Comforter => "comforter",
            Self::Dummy => "dummy",
            Self::Meals => "meals",
            Self::MealRhythm => "meal_rhythm",
            Self::Milk => "milk",
            Self::Texture => "texture",
            Self::Bottle => "bottle",
            Self::Warmth => "warmth",
        }
    }

    /// The habit under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|habit| habit.code() == code)
    }

    /// The optional field it is part of (X08).
    pub const fn field(self) -> OptionalField {
        match self {
            Self::Milk | Self::Texture | Self::Bottle | Self::Warmth => OptionalField::EatingHabits,
            _ => OptionalField::Habits,
        }
    }

    /// Its name on a form.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Naps => "Siestes",
            Self::FallingAsleep => "S’endort",
            Self::Comforter => "Doudou",
            Self::Dummy => "Tétine",
            Self::Meals => "Mange",
            Self::MealRhythm => "Rythme des repas",
            Self::Milk => "Lait",
            Self::Texture => "Textures",
            Self::Bottle => "Biberon",
            Self::Warmth => "Température du biberon",
        }
    }

    /// What the list offers: code, name.
    pub const fn choices(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Naps => NAPS,
            Self::FallingAsleep => FALLING_ASLEEP,
            Self::Comforter => COMFORTER,
            Self::Dummy => DUMMY,
            Self::Meals => MEALS,
            Self::MealRhythm => MEAL_RHYTHM,
            Self::Milk => MILK,
            Self::Texture => TEXTURE,
            Self::Bottle => BOTTLE,
            Self::Warmth => WARMTH,
        }
    }

    /// An answer as people read it; empty when there is none.
    pub fn shown(self, value: &str) -> String {
        let known = self.choices().iter().find(|(code, _)| *code == value);
        known.map_or(value, |(_, label)| label).to_owned()
    }
}

/// Reads answers: each of its list, to fields that are on. An empty answer takes one away.
pub fn read_habits(typed: &Habits, on: &BTreeSet<OptionalField>) -> Result<Habits, Vec<FieldIssue>> {
    let mut issues = Issues::new();
    let mut read = Habits::new();
    for (habit, value) in typed {
        let value = value.trim();
        if !on.contains(&habit.field()) {
            if !value.is_empty() {
                issues.refuse(habit.code(), IssueCode::Forbidden, habit.field().off_sentence());
            }
        } else if value.is_empty() || habit.choices().iter().any(|(code, _)| *code == value) {
            read.insert(*habit, value.to_owned());
        } else {
            issues.refuse(habit.code(), IssueCode::Unknown, "Choisissez une réponse dans la liste.");
        }
    }
    issues.finish(Some(read))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde::de::IntoDeserializer;

    use super::*;

    #[test]
    fn habits_end_on_the_sixth_birthday_v15() {
        let birth = date(2020, 11, 29);
        assert!(has_habits(birth, date(2026, 11, 28)));
        assert!(!has_habits(birth, date(2026, 11, 29)));
        assert!(has_habits(date(2026, 12, 24), date(2026, 11, 29)), "to be born");
    }

    #[test]
    fn every_habit_has_one_code_a_closed_list_and_no_word_of_health_or_faith_v15_e15() {
        for habit in Habit::ALL {
            assert_eq!(Habit::from_code(habit.code()), Some(habit));
            let read: Result<Habit, serde::de::value::Error> =
                Habit::deserialize(habit.code().into_deserializer());
            assert_eq!(read, Ok(habit), "the code of the file is the code of the screens");
            assert!(habit.choices().len() >= 2, "{habit:?}");
            for (code, label) in habit.choices() {
                assert_eq!(habit.shown(code), *label);
                let folded = crate::values::text::fold(label);
                for never in ["halal", "casher", "porc", "allergi", "regime", "religi", "dos", "ventre"] {
                    assert!(!folded.split(' ').any(|word| word.starts_with(never)), "{label}");
                }
            }
        }
        assert_eq!(Habit::Dummy.shown(""), "");
    }

    #[test]
    fn an_answer_is_of_its_list_and_of_a_field_that_is_on_x08() {
        let on = BTreeSet::from([OptionalField::Habits]);
        let typed = |answers: &[(Habit, &str)]| -> Habits {
            answers.iter().map(|(habit, value)| (*habit, (*value).to_owned())).collect()
        };
        let issues = read_habits(
            &typed(&[(Habit::Naps, "4"), (Habit::Milk, "cow"), (Habit::Texture, ""), (Habit::Dummy, "yes")]),
            &on,
        )
        .unwrap_err();
        let found: Vec<_> = issues.iter().map(|issue| (issue.field.as_str(), issue.code)).collect();
        assert_eq!(found, [("naps", IssueCode::Unknown), ("milk", IssueCode::Forbidden)]);
        let read = read_habits(&typed(&[(Habit::Naps, " 2 "), (Habit::Dummy, ""), (Habit::Milk, "")]), &on);
        assert_eq!(read, Ok(typed(&[(Habit::Naps, "2"), (Habit::Dummy, "")])));
    }
}
