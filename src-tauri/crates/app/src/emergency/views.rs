//! What the emergency sheet of a child shows.

use domain::values::ids::{ActivityId, ChildId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::health::AllergyView;

/// Whose sheet.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ChildEmergencyRequest {
    /// The child.
    pub child: ChildId,
}

/// The sheets of the children whom an activity expects on a day.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct EmergencyDayRequest {
    /// The activity.
    pub activity: ActivityId,
    /// The day; today when absent.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub day: Option<Date>,
}

/// Somebody to call, in the order to call them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EmergencyCallView {
    /// Their name.
    pub name: String,
    /// `mère`, `voisine`; empty for who does not read kinship.
    pub link: String,
    /// As dialled, the first to try first; none when no number is known.
    pub phones: Vec<String>,
    /// Whether the child is in their home today.
    pub has_child: bool,
}

/// Somebody who may leave with the child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EmergencyCollectView {
    /// Their name.
    pub name: String,
    /// What they are to the child.
    pub link: String,
    /// As dialled, may be empty.
    pub phone: String,
    /// `montre sa carte d’identité, jusqu’au 31/08/2026`; empty for who answers for the child.
    pub condition: String,
}

/// Somebody who may not.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EmergencyBanView {
    /// Their name.
    pub name: String,
    /// `depuis le 24/11/2026`: dates and no reason.
    pub period: String,
}

/// What to do, for who holds the key of instructions.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EmergencyInstructionsView {
    /// Allergies, worst first.
    pub allergies: Vec<AllergyView>,
    /// Measures decided (E09).
    pub adaptations: Option<String>,
    /// What the kitchen must do beyond the diet.
    pub kitchen_note: Option<String>,
    /// Whether a PAI is followed.
    pub has_pai: bool,
    /// Where the kit is.
    pub kit_place: Option<String>,
}

/// A child's emergency sheet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EmergencyView {
    /// The child.
    pub child: ChildId,
    /// `Léonie d’Estienne`.
    pub name: String,
    /// `née le 14/03/2019, 7 ans`.
    pub born: String,
    /// `Les Tilleuls, CE1 B`; empty without a class.
    pub schooling: String,
    /// Whether a photograph may be asked for.
    pub has_photo: bool,
    /// Whom to call, in order.
    pub calls: Vec<EmergencyCallView>,
    /// Who may leave with the child.
    pub collects: Vec<EmergencyCollectView>,
    /// Who may not. Absent for who does not read parental authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub bans: Option<Vec<EmergencyBanView>>,
    /// What to do when bans are not shown; empty when they are.
    pub bans_note: String,
    /// The doctor, may be empty.
    pub doctor_name: String,
    /// As dialled, may be empty.
    pub doctor_phone: String,
    /// The neutral diet; empty for the everyday meal.
    pub diet: String,
    /// What to do. Absent for who does not hold the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub instructions: Option<EmergencyInstructionsView>,
    /// Why there is none; empty when there is.
    pub instructions_note: String,
}
