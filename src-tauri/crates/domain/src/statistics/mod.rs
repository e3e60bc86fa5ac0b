//! Statistics (G08, T06): tables of numbers, never of names. At most three axes, ages in brackets, nothing of health, and no number that
//! fewer than five stand behind, nor one from which such a number would be found by subtraction, in a table (`suppress`) or between the tables
//! of a measure (`tables`, `audit`).

mod audit;
mod suppress;
mod tables;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

pub use suppress::THRESHOLD;
pub use tables::{MOST_CELLS, Table, Tables};

use crate::calendar::{Month, age_on};
use crate::issue::{FieldIssue, IssueCode, Issues};

/// Axes crossed at most: beyond, a line is somebody.
pub const MOST_AXES: usize = 3;

/// Months that a period of presences may span.
const MOST_MONTHS: i32 = 24;

/// What numbers are told by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// The school of the day.
    School,
    /// The level of the class.
    Grade,
    /// The age, in brackets.
    Age,
    /// The commune where the child lives.
    City,
    /// The activities the child is registered to.
    Activity,
    /// The bracket of the quotient of the child's home.
    Bracket,
    /// The social group of who is billed (B04), while the town asks it.
    SocialGroup,
}

impl Axis {
    /// Every axis, in the order of a list.
    pub const ALL: [Self; 7] =
        [Self::School, Self::Grade, Self::Age, Self::City, Self::Activity, Self::Bracket, Self::SocialGroup];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::School => "École",
            Self::Grade => "Niveau",
            Self::Age => "Âge",
            Self::City => "Commune",
            Self::Activity => "Activité",
            Self::Bracket => "Tranche de quotient",
            Self::SocialGroup => "Groupe socioprofessionnel",
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Children registered to an activity today.
    Children,
    /// Their families.
    Families,
    /// Presences over whole months.
    Presences,
}

impl Measure {
    /// Every measure, in the order of a list.
    pub const ALL: [Self; 3] = [Self::Children, Self::Families, Self::Presences];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Children => "Enfants inscrits",
            Self::Families => "Familles d’enfants inscrits",
            Self::Presences => "Présences",
        }
    }
}

/// Brackets of ages: years completed, from the first of them, and their name.
const AGES: &[(i16, &str)] = &[
    (0, "Moins de 3 ans"),
    (3, "3 à 5 ans"),
    (6, "6 à 10 ans"),
    (11, "11 à 14 ans"),
    (15, "15 ans et plus"),
];

/// The bracket of an age on a day: its rank and its name.
pub fn age_bracket(birth: Date, day: Date) -> (usize, &'static str) {
    let years = age_on(birth, day).max(0);
    let at = AGES.iter().rposition(|(from, _)| *from <= years).unwrap_or_default();
    (at, AGES[at].1)
}

/// What a table is asked to tell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    axes: Vec<Axis>,
    measure: Measure,
    months: Option<(Month, Month)>,
}

impl Question {
    /// Checks what is asked: one axis to three, each once, and whole months for presences, because two periods that differ by a day would
    /// tell who came that day.
    pub fn try_new(
        axes: Vec<Axis>,
        measure: Measure,
        months: Option<(Month, Month)>,
    ) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let once: BTreeSet<Axis> = axes.iter().copied().collect();
        if axes.is_empty() {
            issues.refuse("axes", IssueCode::Missing, "Choisissez au moins un axe : école, niveau, âge…");
        } else if axes.len() > MOST_AXES {
            issues.refuse(
                "axes",
                IssueCode::OutOfRange,
                "Trois axes au plus se croisent : au-delà, une ligne serait quelqu'un.",
            );
        } else if once.len() < axes.len() {
            issues.refuse("axes", IssueCode::Duplicate, "Un axe est choisi deux fois : gardez-en un.");
        }
        match (measure, months) {
            (Measure::Presences, None) => {
                issues.refuse("from", IssueCode::Missing, "Dites de quel mois à quel mois.");
            }
            (Measure::Presences, Some((from, to))) if to < from => {
                issues.refuse("to", IssueCode::ImpossibleDate, "Le dernier mois précède le premier.");
            }
            (Measure::Presences, Some((from, to))) if to.months_since(from) >= MOST_MONTHS => {
                issues.refuse("to", IssueCode::OutOfRange, "Une période couvre deux ans au plus.");
            }
            _ => {}
        }
        let months = months.filter(|_| measure == Measure::Presences);
        issues.finish(Some(Self { axes, measure, months }))
    }

    /// The axes, rows first.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// What is counted.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// The months of presences.
    pub fn months(&self) -> Option<(Month, Month)> {
        self.months
    }
}

/// What somebody adds to the tables of a measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    /// In which category of each of the axes, by rank.
    pub at: Vec<usize>,
    /// Who stands behind it: a child, a family.
    pub who: Uuid,
    /// How much it adds.
    pub value: u64,
}

#[cfg(test)]
mod tests;
