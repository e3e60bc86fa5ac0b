//! A child of the file.

use domain::people::{ChildDraft, CustodyPattern, Sex};
use domain::values::BirthDate;
use domain::values::ids::{ActivityId, ChildId, ClassId, CustodyId, HouseholdId};
use jiff::civil::Date;
use serde::Serialize;
use ts_rs::TS;

use super::{DetailView, HealthLightView};
use crate::habits::HabitView;

/// What a child does in an activity.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChildActivityView {
    /// The activity.
    pub activity: ActivityId,
    /// Its name.
    pub name: String,
    /// `L M J V`, empty without a weekly pattern.
    pub days: String,
    /// Whether the child still waits for a place.
    pub waiting: bool,
}

/// A custody.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustodyView {
    /// Identifier.
    pub id: CustodyId,
    /// Household.
    pub household: HouseholdId,
    /// Its letter, or the name of the other family.
    pub household_label: String,
    /// When, or for which part.
    pub pattern: CustodyPattern,
    /// In words.
    pub label: String,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// The neutral diet and the doctor (E14, E18).
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChildCareView {
    /// Code of the diet.
    pub diet_code: String,
    /// Its name.
    pub diet_label: String,
    /// Doctor.
    pub doctor_name: String,
    /// As dialled.
    pub doctor_phone: String,
}

/// A child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChildView {
    /// Identifier.
    pub id: ChildId,
    /// `Léonie d’Estienne-Le Goff`.
    pub shown_name: String,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth date.
    #[ts(type = "string")]
    pub birth_date: BirthDate,
    /// `7 ans`, `17 mois`.
    pub age: String,
    /// Class of the day.
    pub class: Option<ClassId>,
    /// `Les Tilleuls, CE1 B`; empty without a class.
    pub schooling: String,
    /// Activities, in the order of lists.
    pub activities: Vec<ChildActivityView>,
    /// Custodies in force or to come.
    pub custodies: Vec<CustodyView>,
    /// Those that have ended, the first first: what another arrangement is written with. INS only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub former_custodies: Option<Vec<CustodyView>>,
    /// Who pays, in words.
    pub payer: String,
    /// Health light. Absent for FAC and RES.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub health: Option<HealthLightView>,
    /// Diet and doctor. Absent for FAC and RES.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub care: Option<ChildCareView>,
    /// Birth place (E05): `Montbard (21)`. INS and FAC only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub birth_place: Option<String>,
    /// Answers to the optional fields that the town asks and this role reads (X08).
    pub details: Vec<DetailView>,
    /// Habits of a child under six (V15), what they drink and eat for who reads it too (E15). Absent for FAC and RES, for an older
    /// child, and while the town does not ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub habits: Option<Vec<HabitView>>,
    /// What is to be said of the insurance: it ends soon, or it has ended (V13). INS and TER only, while the town asks it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub insurance_alert: Option<String>,
    /// Whether a photograph is kept, to be asked for apart (A04, E06). INS, SAN and TER only.
    pub has_photo: bool,
    /// What a form starts from. INS only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub draft: Option<ChildDraft>,
}
