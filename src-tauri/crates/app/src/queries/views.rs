//! Questions as the screen asks them and is answered.

use domain::queries::{Condition, QueryDraft};
use domain::values::BirthDate;
use domain::values::ids::{
    ActivityId, ChildId, ClassId, ConsentTextId, DocumentKindId, FamilyId, QueryId, SchoolId,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is asked.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct QueryRunRequest {
    /// Conditions that all hold.
    pub conditions: Vec<Condition>,
}

/// A question to keep.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct QuerySaveRequest {
    /// The one that is rewritten; a new one when absent.
    #[serde(default)]
    pub query: Option<QueryId>,
    /// Its name and what it asks.
    pub draft: QueryDraft,
}

/// Which question.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct QueryRequest {
    /// The question.
    pub query: QueryId,
}

/// A question that is kept.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryView {
    /// Identifier.
    pub id: QueryId,
    /// Its name and what it asks.
    pub draft: QueryDraft,
}

/// The questions of a town, by name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryListView {
    /// By name.
    pub queries: Vec<QueryView>,
}

/// A value a criterion may take.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryOption<T> {
    /// What is kept of it.
    pub value: T,
    /// What is read.
    pub label: String,
}

/// What criteria may be made of, by the agent at the desk.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryOptionsView {
    /// Schools, by name.
    pub schools: Vec<QueryOption<SchoolId>>,
    /// Classes of the school year, with their schools.
    pub classes: Vec<QueryOption<ClassId>>,
    /// Activities, by name.
    pub activities: Vec<QueryOption<ActivityId>>,
    /// Brackets of the quotient that households have; absent for who does not read them.
    pub brackets: Option<Vec<String>>,
    /// Communes where families live.
    pub cities: Vec<String>,
    /// Kinds of papers; absent for who reads none.
    pub documents: Option<Vec<QueryOption<DocumentKindId>>>,
    /// Texts answered for children; absent for who reads none.
    pub consents: Option<Vec<QueryOption<ConsentTextId>>>,
}

/// A child of whom every condition holds.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryRow {
    /// The child.
    pub child: ChildId,
    /// Family name.
    pub name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    #[ts(type = "string")]
    pub birth_date: BirthDate,
    /// Years completed today.
    pub age: i16,
    /// School of the day.
    pub school: String,
    /// Class of the day.
    pub class: String,
    /// Communes where they live.
    pub cities: String,
    /// The first of their files.
    pub family: FamilyId,
    /// Its name.
    pub family_name: String,
    /// Its number.
    pub family_number: u32,
}

/// Who is chosen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryRunView {
    /// By name; a child of two files once.
    pub children: Vec<QueryRow>,
    /// Files they are in.
    pub families: u32,
    /// Children among whom they were chosen.
    pub among: u32,
}
