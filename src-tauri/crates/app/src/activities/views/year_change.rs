//! The change of school year: where the children of each class go.

use domain::values::BirthDate;
use domain::values::ids::{ChildId, ClassId, SchoolId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which school goes on to the next year.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct YearChangeRequest {
    /// The school.
    pub school: SchoolId,
    /// The year that ends: `2026-2027`.
    pub school_year: String,
}

/// Where children go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NextClass {
    /// A class of the next year.
    Known {
        /// The class.
        class: ClassId,
    },
    /// A class to be made.
    New {
        /// `CE1 A`.
        name: String,
        /// Code of its level.
        grade: String,
    },
}

/// A child who goes on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct YearChangeChild {
    /// The child.
    pub id: ChildId,
    /// `Le Goff Léonie`.
    pub name: String,
    /// Birth date.
    #[ts(type = "string")]
    pub birth_date: BirthDate,
    /// The class of the next year they are in already, when they are: it stays.
    pub placed: Option<String>,
}

/// A class of the year that ends.
#[derive(Debug, Clone, Serialize, TS)]
pub struct YearChangeClass {
    /// The class.
    pub id: ClassId,
    /// `CP A`.
    pub name: String,
    /// Its children, on the last day of the year.
    pub children: Vec<YearChangeChild>,
    /// What is proposed: nothing when the level is not said, or when the school has no next one.
    pub proposed: Option<NextClass>,
}

/// A class of the next year, in any school.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NextClassView {
    /// The class.
    pub id: ClassId,
    /// `CE1 A, Les Tilleuls`.
    pub label: String,
}

/// A school at the end of a year.
#[derive(Debug, Clone, Serialize, TS)]
pub struct YearChangeView {
    /// Its name.
    pub school: String,
    /// The year that ends.
    pub from_year: String,
    /// The next.
    pub to_year: String,
    /// First day of the next.
    #[ts(type = "string")]
    pub first_day: Date,
    /// Its classes, from the youngest level.
    pub classes: Vec<YearChangeClass>,
    /// Where children may go.
    pub next_classes: Vec<NextClassView>,
}

/// Children who go to the same class.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct YearChangeMove {
    /// The children.
    pub children: Vec<ChildId>,
    /// Where.
    pub into: NextClass,
}

/// The change, for those it names: the others are left without a class.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct YearChangeSaveRequest {
    /// The school.
    pub school: SchoolId,
    /// The year that ends.
    pub school_year: String,
    /// Who goes where.
    pub moves: Vec<YearChangeMove>,
}

/// What was written, and what takes it back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct YearChanged {
    /// The next year.
    pub school_year: String,
    /// Who was placed, and in which class.
    pub placed: Vec<YearChangePlace>,
    /// The classes that were made.
    pub made: Vec<ClassId>,
}

/// A child placed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct YearChangePlace {
    /// The child.
    pub child: ChildId,
    /// The class.
    pub class: ClassId,
}
