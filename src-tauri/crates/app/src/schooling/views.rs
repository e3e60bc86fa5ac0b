//! Schooling, transport and the list of compulsory instruction as the screens see them.

use domain::exports::{ExportPurpose, RecipientModel};
use domain::schooling::{
    CircuitDraft, CompulsoryEntryDraft, DerogationDraft, DerogationStanding, Direction, Instruction,
    LeavingReason, TransportDraft,
};
use domain::values::BirthDate;
use domain::values::ids::{
    ChildId, CircuitId, CompulsoryEntryId, DerogationId, FamilyId, SchoolId, StopId, TransportId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::lists::ListFormat;

/// A class a child went through.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SchoolingStepView {
    /// `2026-2027`.
    pub school_year: String,
    /// `Les Tilleuls`.
    pub school: String,
    /// `CE1 B`.
    pub class: String,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
    /// Whether it is that of today.
    pub current: bool,
}

/// Leave asked for, as shown.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DerogationView {
    /// Identifier.
    pub id: DerogationId,
    /// The school of the sector, in words; empty when the child lives in another town.
    pub sector_label: String,
    /// The school asked for.
    pub asked_label: String,
    /// Why, in words.
    pub reason_label: String,
    /// `accordée`.
    pub standing_label: String,
    /// How far it is.
    pub standing: DerogationStanding,
    /// What a form starts from.
    pub draft: DerogationDraft,
}

/// A registration to school transport, as shown.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TransportView {
    /// Identifier.
    pub id: TransportId,
    /// `Circuit des hameaux, Mairie`.
    pub label: String,
    /// `aller et retour`.
    pub direction_label: String,
    /// `L M J V`.
    pub days_label: String,
    /// Whether it runs today or will.
    pub running: bool,
    /// What a form starts from.
    pub draft: TransportDraft,
}

/// The schooling of a child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChildSchoolingView {
    /// The child.
    pub child: ChildId,
    /// First name.
    pub name: String,
    /// Whether they live in the town.
    pub resident: bool,
    /// Where they live.
    pub city: String,
    /// Their classes, the latest first.
    pub steps: Vec<SchoolingStepView>,
    /// Leave asked for, the latest first.
    pub derogations: Vec<DerogationView>,
    /// Registrations to school transport, the latest first.
    pub transports: Vec<TransportView>,
}

/// A school or a stop to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SchoolOption {
    /// Identifier.
    pub id: SchoolId,
    /// Its name.
    pub label: String,
}

/// A stop to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StopOption {
    /// Identifier.
    pub id: StopId,
    /// `Circuit des hameaux, Mairie`.
    pub label: String,
}

/// The schooling of the children of a family.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilySchoolingView {
    /// Its children, eldest first.
    pub children: Vec<ChildSchoolingView>,
    /// Schools of the town.
    pub schools: Vec<SchoolOption>,
    /// Stops of the town.
    pub stops: Vec<StopOption>,
    /// This school year and the next.
    pub school_years: Vec<String>,
}

/// Leave to write.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DerogationSaveRequest {
    /// The one that is corrected; a new one when absent.
    #[serde(default)]
    pub id: Option<DerogationId>,
    /// The child.
    pub child: ChildId,
    /// What it says.
    pub draft: DerogationDraft,
}

/// Which one.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DerogationRequest {
    /// Identifier.
    pub id: DerogationId,
}

/// A circuit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CircuitView {
    /// Identifier.
    pub id: CircuitId,
    /// What a form starts from.
    pub draft: CircuitDraft,
}

/// Every circuit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CircuitListView {
    /// By name.
    pub circuits: Vec<CircuitView>,
}

/// A circuit to write.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CircuitSaveRequest {
    /// The one that is changed; a new one when absent.
    #[serde(default)]
    pub id: Option<CircuitId>,
    /// What it says.
    pub draft: CircuitDraft,
}

/// Which circuit.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CircuitRequest {
    /// Identifier.
    pub id: CircuitId,
}

/// A circuit on a day.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TransportDayRequest {
    /// The circuit.
    pub circuit: CircuitId,
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
}

/// A child at a stop.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RiderView {
    /// The registration.
    pub id: TransportId,
    /// The child.
    pub child: ChildId,
    /// A file they are in.
    pub family: Option<FamilyId>,
    /// The stop.
    pub stop: String,
    /// Its place on the circuit.
    pub stop_rank: u16,
    /// Which way.
    pub direction: Direction,
    /// `aller et retour`.
    pub direction_label: String,
    /// `08:05, 16:50`.
    pub times: String,
    /// Family name.
    pub family_name: String,
    /// First name.
    pub first_name: String,
    /// `Les Tilleuls, CE1 B`; empty without a class.
    pub schooling: String,
    /// `L M J V`.
    pub days_label: String,
}

/// Who gets on a circuit on a day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TransportDayView {
    /// Name of the circuit.
    pub circuit: String,
    /// `lundi 7 septembre 2026`.
    pub day_label: String,
    /// Why no bus runs: a public holiday, school holidays; none on a day of school.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub closed: Option<String>,
    /// By stop then name.
    pub riders: Vec<RiderView>,
    /// Children on the way to school.
    pub outward: u32,
    /// Children on the way home.
    pub back: u32,
}

/// A registration to write.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TransportSaveRequest {
    /// The one that is corrected; a new one when absent.
    #[serde(default)]
    pub id: Option<TransportId>,
    /// What it says.
    pub draft: TransportDraft,
}

/// Which registration.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TransportRequest {
    /// Identifier.
    pub id: TransportId,
}

/// The list of a school year.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct CompulsoryRequest {
    /// `2026-2027`; the current one when absent.
    pub school_year: Option<String>,
}

/// A line of the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompulsoryEntryView {
    /// Identifier.
    pub id: CompulsoryEntryId,
    /// The child on file; none when typed by hand.
    pub child: Option<ChildId>,
    /// What it says.
    pub said: CompulsoryEntryDraft,
    /// The birth date as far as it is known; what the line says has the day it is reckoned from.
    #[ts(type = "string")]
    pub born: BirthDate,
    /// `École de la commune`.
    pub instruction_label: String,
    /// The school and the class of the year before, may be empty.
    pub previous: String,
    /// Why the child was taken off, when they were.
    pub left: Option<LeavingReason>,
    /// The same in words.
    pub left_label: String,
}

/// How many are instructed in a way.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompulsoryCount {
    /// The way.
    pub instruction: Instruction,
    /// In words.
    pub label: String,
    /// How many children.
    pub children: u32,
}

/// The list of a school year.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompulsoryView {
    /// `2026-2027`.
    pub school_year: String,
    /// Those one may ask for: with a list, the current one and the next.
    pub school_years: Vec<String>,
    /// When it was drawn up; none when it was not.
    #[ts(type = "string | null")]
    pub drawn_on: Option<Date>,
    /// When it was last brought up to date.
    #[ts(type = "string | null")]
    pub refreshed_on: Option<Date>,
    /// When it will be erased.
    #[ts(type = "string")]
    pub erased_after: Date,
    /// Its lines, by name.
    pub entries: Vec<CompulsoryEntryView>,
    /// How many children on it, by way of instruction; those taken off are not counted.
    pub counts: Vec<CompulsoryCount>,
}

/// What drawing it up, or bringing it up to date, changed.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct CompulsoryDrawnView {
    /// Children on the list now.
    pub children: u32,
    /// Children who were not on it.
    pub added: u32,
    /// Children who no longer are.
    pub gone: u32,
    /// Children in no school that is known.
    pub unknown: u32,
}

/// A line to write.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CompulsoryEntrySaveRequest {
    /// The one that is corrected; a new one when absent.
    #[serde(default)]
    pub id: Option<CompulsoryEntryId>,
    /// Its school year.
    pub school_year: String,
    /// What it says. Of a child on file, only how they are instructed is taken: the rest is read in the file.
    pub said: CompulsoryEntryDraft,
}

/// A child taken off the list, or put back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CompulsoryLeaveRequest {
    /// The line.
    pub id: CompulsoryEntryId,
    /// Its school year.
    pub school_year: String,
    /// Why; none puts the child back.
    pub reason: Option<LeavingReason>,
}

/// A list was erased.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct CompulsoryErasedView {
    /// Lines destroyed.
    pub lines: u32,
}

/// A closed list to write in a file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecipientExportRequest {
    /// For whom.
    pub model: RecipientModel,
    /// What it is taken out for: that of the model, and no other.
    pub purpose: ExportPurpose,
    /// The school, for its list.
    #[serde(default)]
    pub school: Option<SchoolId>,
    /// The circuit, for its list.
    #[serde(default)]
    pub circuit: Option<CircuitId>,
    /// `2026-2027`, for the list of a school or of compulsory instruction; the current one when absent.
    #[serde(default)]
    pub school_year: Option<String>,
    /// The day, for the list of a circuit; today when absent.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub day: Option<Date>,
    /// The format of the file.
    #[serde(default)]
    pub format: ListFormat,
    /// More about what for, may be empty.
    #[serde(default)]
    pub reason: String,
}
