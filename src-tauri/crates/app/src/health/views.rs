//! What the screens of health ask and are answered: for SAN, and for the field what is to be done today.

use domain::attendance::AttendanceState;
use domain::health::{
    HealthRecordDraft, KitchenInstruction, PaiState, Severity, Valence, ValenceState, Verdict, WordCategory,
};
use domain::issue::FieldIssue;
use domain::values::BirthDate;
use domain::values::ids::{ChildId, FamilyId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::families::HealthLight;

/// A child in the list of the health officer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HealthRow {
    /// The child.
    pub child: ChildId,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_name: String,
    /// Birth date.
    #[ts(type = "string")]
    pub birth_date: BirthDate,
    /// `7 ans`.
    pub age: String,
    /// School of the day, may be empty.
    pub school: String,
    /// Class of the day, may be empty.
    pub class: String,
    /// The neutral diet; empty for the common meal.
    pub diet_label: String,
    /// The light.
    pub light: HealthLight,
    /// When something is next due.
    #[ts(type = "string | null")]
    pub due_on: Option<Date>,
}

/// Every child, those to complete first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HealthListView {
    /// The children.
    pub children: Vec<HealthRow>,
    /// How many are to complete.
    pub to_complete: u32,
}

/// Opens a child's record, saying why.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HealthShowRequest {
    /// The child.
    pub child: ChildId,
    /// Why: written in the journal, never shown on the file.
    pub reason: String,
}

/// An allergy.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AllergyView {
    /// To what.
    pub label: String,
    /// How bad.
    pub severity: Severity,
    /// In French.
    pub severity_label: String,
    /// What to do.
    pub instruction: String,
}

/// The PAI of a child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaiView {
    /// Where it stands.
    pub state: PaiState,
    /// In French.
    pub state_label: String,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
    /// Day of the yearly review.
    #[ts(type = "string | null")]
    pub review_on: Option<Date>,
    /// Whether it must be followed today.
    pub in_force: bool,
}

/// A valence of the vaccination table.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ValenceRow {
    /// Which.
    pub valence: Valence,
    /// In French.
    pub label: String,
    /// Days of the doses, in order.
    #[ts(type = "Array<string>")]
    pub doses: Vec<Date>,
    /// What it lacks today; nothing when it is not required of this child.
    pub state: Option<ValenceState>,
}

/// Something due.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HealthDueRow {
    /// By when.
    #[ts(type = "string")]
    pub day: Date,
    /// What.
    pub label: String,
}

/// Someone who opened the record.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HealthReaderRow {
    /// Who.
    pub agent: String,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Whether they wrote in it.
    pub wrote: bool,
}

/// A child's health record, open.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HealthView {
    /// The child.
    pub child: ChildId,
    /// `Aziliz Le Goff`.
    pub shown_name: String,
    /// Birth date.
    #[ts(type = "string")]
    pub birth_date: BirthDate,
    /// `17 mois`.
    pub age: String,
    /// School and class; empty without.
    pub schooling: String,
    /// Files to open for the guardians and contacts.
    pub families: Vec<FamilyId>,
    /// Code of the neutral diet.
    pub diet_code: String,
    /// Its name.
    pub diet_label: String,
    /// Doctor.
    pub doctor_name: String,
    /// As dialled.
    pub doctor_phone: String,
    /// The light the desk sees.
    pub light: HealthLight,
    /// When something is next due.
    #[ts(type = "string | null")]
    pub due_on: Option<Date>,
    /// The record, as a form edits it.
    pub record: HealthRecordDraft,
    /// Allergies, worst first.
    pub allergies: Vec<AllergyView>,
    /// PAI.
    pub pai: Option<PaiView>,
    /// What the kitchen reads.
    pub kitchen: KitchenInstruction,
    /// Vaccination, required valences first.
    pub vaccination: Vec<ValenceRow>,
    /// What is due, soonest first.
    pub due: Vec<HealthDueRow>,
    /// Who opened the record, latest first.
    pub readers: Vec<HealthReaderRow>,
}

/// A record written again, whole.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HealthEditRequest {
    /// The child.
    pub child: ChildId,
    /// The record.
    pub record: HealthRecordDraft,
    /// Code of the neutral diet.
    pub diet_code: String,
    /// Doctor, may be empty.
    #[serde(default)]
    pub doctor_name: String,
    /// Their telephone, may be empty.
    #[serde(default)]
    pub doctor_phone: String,
}

/// A record written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HealthWritten {
    /// The child.
    pub child: ChildId,
    /// The light the desk now sees.
    pub light: HealthLight,
    /// When something is next due.
    #[ts(type = "string | null")]
    pub due_on: Option<Date>,
    /// What did not prevent writing and should be looked at.
    pub warnings: Vec<FieldIssue>,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthTextKind {
    /// What to do or serve.
    Instruction,
    /// Measures decided.
    Adaptation,
    /// Conditions that call for care.
    CareNote,
    /// Near parental authority, and beside a document.
    Authority,
    /// Any other text.
    Note,
}

/// A text to check while it is typed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WordsCheckRequest {
    /// As typed.
    pub text: String,
    /// What it is for.
    pub kind: HealthTextKind,
}

/// A word found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundWordView {
    /// As it stands in the text, without accents or case.
    pub word: String,
    /// What it would reveal.
    pub category: WordCategory,
    /// Whether the text is refused.
    pub verdict: Verdict,
    /// Why, and what to write instead.
    pub explanation: String,
}

/// The words of a text that should not be in it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WordsCheckView {
    /// One of each category.
    pub words: Vec<FoundWordView>,
}

/// Instructions for a unit, today or on a day.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct KitchenRequest {
    /// The unit: a canteen's meal, a centre's day.
    pub unit: UnitId,
    /// The day; today when absent. Another day is for SAN alone.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub day: Option<Date>,
}

/// A child to serve: no reason, no diagnosis, no family.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KitchenChildRow {
    /// The child.
    pub child: ChildId,
    /// `Timothée d’E.`.
    pub name: String,
    /// Class, may be empty.
    pub class: String,
    /// Booked, present or unexpected.
    pub state: AttendanceState,
    /// Code of the neutral diet.
    pub diet_code: String,
    /// Its name.
    pub diet_label: String,
    /// What never to serve.
    pub never_serve: Vec<String>,
    /// What else to do.
    pub note: Option<String>,
    /// Allergies with what to do, worst first.
    pub allergies: Vec<AllergyView>,
    /// Measures decided.
    pub adaptations: Option<String>,
    /// Whether a PAI is to be followed.
    pub has_pai: bool,
    /// Its last day.
    #[ts(type = "string | null")]
    pub pai_until: Option<Date>,
    /// Where the emergency kit is kept.
    pub kit_place: Option<String>,
}

/// How many of each meal to prepare.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MealCount {
    /// The diet.
    pub label: String,
    /// How many.
    pub count: u32,
}

/// Today's children of a unit, class by class.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KitchenView {
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
    /// `Cantine Les Tilleuls`.
    pub activity: String,
    /// `Repas`.
    pub unit: String,
    /// The children, by class then name.
    pub children: Vec<KitchenChildRow>,
    /// Meals to prepare, most numerous first.
    pub meals: Vec<MealCount>,
    /// Children with something to watch.
    pub watched: u32,
    /// Already present.
    pub present: u32,
}
