//! Schools, grades and classes.

use domain::values::ids::{ChildId, ClassId, SchoolId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Asks for schools and classes.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct SchoolListRequest {
    /// `2026-2027`; the current school year when absent.
    pub school_year: Option<String>,
}

/// Schools and their classes for a school year.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SchoolListView {
    /// The school year shown.
    pub school_year: String,
    /// Those one may ask for: known ones, the current one and the next.
    pub school_years: Vec<String>,
    /// The schools, by name.
    pub schools: Vec<SchoolView>,
    /// Levels a class may have.
    pub grades: Vec<GradeView>,
}

/// A level of schooling.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GradeView {
    /// `CE1`.
    pub code: String,
    /// `Cours élémentaire 1`.
    pub label: String,
}

/// A school.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SchoolView {
    /// Identifier.
    pub id: SchoolId,
    /// Name.
    pub name: String,
    /// Code of the ministry (UAI), empty when unknown.
    pub uai: String,
    /// Its classes for that school year, from the youngest level.
    pub classes: Vec<ClassView>,
    /// Children in them.
    pub children: u32,
}

/// A class.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClassView {
    /// Identifier.
    pub id: ClassId,
    /// Its school.
    pub school_id: SchoolId,
    /// School year.
    pub school_year: String,
    /// `CE1 B`.
    pub name: String,
    /// Code of its level, empty for several.
    pub grade: String,
    /// Children in it today; on the first or last day of the school year when it is not the current one.
    pub children: u32,
}

/// A school to create or change.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SchoolSaveRequest {
    /// The school; none to create one.
    pub id: Option<SchoolId>,
    /// Name.
    pub name: String,
    /// Code of the ministry (UAI); may be empty.
    pub uai: String,
}

/// A class to create or change.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ClassSaveRequest {
    /// The class; none to create one.
    pub id: Option<ClassId>,
    /// Its school.
    pub school: SchoolId,
    /// `2026-2027`.
    pub school_year: String,
    /// `CE1 B`.
    pub name: String,
    /// Code of its level; empty for several.
    pub grade: String,
}

/// What was written, by its identifier.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct SavedView {
    /// Identifier of what was created or changed.
    #[ts(type = "string")]
    pub id: Uuid,
}

/// Children to place in a class.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ClassAssignRequest {
    /// The children.
    pub children: Vec<ChildId>,
    /// The class; none takes them out of any.
    pub class: Option<ClassId>,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
}

/// Children placed.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct ClassAssignView {
    /// How many.
    pub children: u32,
}
