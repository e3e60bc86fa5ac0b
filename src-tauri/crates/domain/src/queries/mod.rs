//! Children chosen by what is known of them: what a desk asks of its files (« combien d’enfants de 3 à 5 ans à l’école Jules-Ferry sans
//! assurance ? »). Each condition holds or, turned round, does not; a child is chosen when all of them do. Health is no criterion: what
//! is chosen here leaves in files (O05).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::age_on;
use crate::health::{TextKind, check_text};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ActivityId, ClassId, ConsentTextId, DocumentKindId, SchoolId};
use crate::values::text::{fold, tidy};

/// What is asked of a child.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Criterion {
    /// Years completed.
    Age {
        /// At least.
        from: Option<u8>,
        /// At most.
        to: Option<u8>,
        /// On that day; today when none is said.
        #[serde(default)]
        #[ts(type = "string | null")]
        on: Option<Date>,
    },
    /// Goes to one of these schools.
    School {
        /// Which.
        schools: Vec<SchoolId>,
    },
    /// Is in one of these classes.
    Class {
        /// Which.
        classes: Vec<ClassId>,
    },
    /// Is registered at one of these activities, or will be.
    Activity {
        /// Which.
        activities: Vec<ActivityId>,
    },
    /// Lives in a household of one of these brackets of the quotient.
    Bracket {
        /// Their labels.
        labels: Vec<String>,
    },
    /// Lives in one of these communes, case and accents indifferent.
    City {
        /// Their names.
        cities: Vec<String>,
    },
    /// Lacks one of these papers, asked of the child or of those they live with.
    LackingDocument {
        /// Which.
        kinds: Vec<DocumentKindId>,
    },
    /// Everybody who answers for the child agreed to one of these texts.
    Consent {
        /// Which.
        texts: Vec<ConsentTextId>,
    },
}

impl Criterion {
    /// What it is about, in a sentence: `pièce manquante`.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Age { .. } => "âge",
            Self::School { .. } => "école",
            Self::Class { .. } => "classe",
            Self::Activity { .. } => "activité",
            Self::Bracket { .. } => "tranche",
            Self::City { .. } => "commune",
            Self::LackingDocument { .. } => "pièce manquante",
            Self::Consent { .. } => "accord",
        }
    }

    fn holds(&self, child: &ChildFacts, today: Date) -> bool {
        match self {
            Self::Age { from, to, on } => {
                let age = age_on(child.birth, on.unwrap_or(today));
                let within = from.is_none_or(|from| age >= i16::from(from));
                within && to.is_none_or(|to| (0..=i16::from(to)).contains(&age))
            }
            Self::School { schools } => child.school.is_some_and(|school| schools.contains(&school)),
            Self::Class { classes } => child.class.is_some_and(|class| classes.contains(&class)),
            Self::Activity { activities } => meet(activities, &child.activities),
            Self::Bracket { labels } => meet(labels, &child.brackets),
            Self::City { cities } => {
                cities.iter().any(|city| child.cities.iter().any(|own| fold(own) == fold(city)))
            }
            Self::LackingDocument { kinds } => meet(kinds, &child.lacking),
            Self::Consent { texts } => meet(texts, &child.agreed),
        }
    }

    fn check(&self, field: &str, issues: &mut Issues) {
        let chosen = match self {
            Self::Age { from, to, .. } => {
                if let (Some(from), Some(to)) = (from, to)
                    && from > to
                {
                    issues.refuse(
                        field,
                        IssueCode::Inconsistent,
                        "Le plus jeune âge dépasse le plus grand : relisez les deux.",
                    );
                }
                usize::from(from.is_some() || to.is_some())
            }
            Self::School { schools } => schools.len(),
            Self::Class { classes } => classes.len(),
            Self::Activity { activities } => activities.len(),
            Self::Bracket { labels } => labels.len(),
            Self::City { cities } => cities.len(),
            Self::LackingDocument { kinds } => kinds.len(),
            Self::Consent { texts } => texts.len(),
        };
        if chosen == 0 {
            let said = format!("Ce critère ({}) est vide : choisissez, ou retirez-le.", self.label());
            issues.refuse(field, IssueCode::Missing, said);
        } else if chosen > MOST_CHOSEN {
            issues.refuse(field, IssueCode::TooLong, "Ce critère a trop de valeurs : retirez-le plutôt.");
        }
    }
}

fn meet<T: PartialEq>(asked: &[T], own: &[T]) -> bool {
    own.iter().any(|one| asked.contains(one))
}

/// A criterion, as it is or turned round.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Condition {
    /// What is asked.
    pub criterion: Criterion,
    /// Whether those of whom it holds are left out (« sauf »).
    #[serde(default)]
    pub except: bool,
}

/// What is known of a child on the day of the question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChildFacts {
    /// Birth date.
    pub birth: Date,
    /// Their school that day.
    pub school: Option<SchoolId>,
    /// Their class that day.
    pub class: Option<ClassId>,
    /// What they are registered at, that day or later.
    pub activities: Vec<ActivityId>,
    /// Brackets of the households they live in.
    pub brackets: Vec<String>,
    /// Communes of the households they live in.
    pub cities: Vec<String>,
    /// Papers that are asked of them, or of those they live with, and are not there.
    pub lacking: Vec<DocumentKindId>,
    /// Texts to which everybody who answers for them agreed.
    pub agreed: Vec<ConsentTextId>,
}

/// Whether all conditions hold of a child.
pub fn chosen(conditions: &[Condition], child: &ChildFacts, today: Date) -> bool {
    conditions.iter().all(|condition| condition.criterion.holds(child, today) != condition.except)
}

/// A question that is kept, as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct QueryDraft {
    /// What the desk calls it.
    pub name: String,
    /// What is asked.
    pub conditions: Vec<Condition>,
}

/// Conditions of a question, and values of a criterion, at most.
const MOST_CONDITIONS: usize = 12;
const MOST_CHOSEN: usize = 200;
/// Longest name, in characters.
const LONGEST_NAME: usize = 60;

/// Checks what is asked: something is, and each criterion says what it wants.
pub fn check_conditions(conditions: &[Condition]) -> Result<(), Vec<FieldIssue>> {
    let mut issues = Issues::new();
    note_conditions(conditions, &mut issues);
    issues.finish(Some(()))
}

fn note_conditions(conditions: &[Condition], issues: &mut Issues) {
    match conditions.len() {
        0 => issues.refuse(
            "conditions",
            IssueCode::Missing,
            "Ajoutez un critère : sans lui, c’est la liste des familles.",
        ),
        1..=MOST_CONDITIONS => {}
        _ => {
            issues.refuse("conditions", IssueCode::TooLong, "Douze critères au plus : faites deux requêtes.")
        }
    }
    for (rank, condition) in conditions.iter().enumerate() {
        condition.criterion.check(&format!("conditions.{rank}"), issues);
    }
}

impl QueryDraft {
    /// The draft with its name as it is kept, or what is wrong with it.
    pub fn checked(self) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = tidy(&self.name);
        match name.chars().count() {
            0 => issues.refuse("name", IssueCode::Missing, "Donnez un nom à cette requête."),
            1..=LONGEST_NAME => {}
            _ => issues.refuse("name", IssueCode::TooLong, "Ce nom dépasse 60 caractères : abrégez-le."),
        }
        check_text(&mut issues, "name", &name, TextKind::Note);
        note_conditions(&self.conditions, &mut issues);
        issues.finish(Some(Self { name, conditions: self.conditions }))
    }
}

#[cfg(test)]
mod tests;
