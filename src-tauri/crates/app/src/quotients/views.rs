//! Quotients as the screens see them: for FAC and RES alone.

use domain::tariffs::{QuotientDraft, QuotientKind, QuotientSource};
use domain::values::Cents;
use domain::values::ids::{FamilyId, HouseholdId, QuotientId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::families::{AllocataireEntry, QuotientState};

/// Which household.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HouseholdRequest {
    /// The household.
    pub household: HouseholdId,
}

/// A quotient recorded.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecordedQuotientRow {
    /// Identifier.
    pub id: QuotientId,
    /// Value, in cents.
    pub value_cents: Cents,
    /// As people write it: `684`, `684,50`.
    pub shown: String,
    /// Whose quotient.
    pub kind: QuotientKind,
    /// `CAF`.
    pub kind_label: String,
    /// Month it was given for, `2026-11`.
    pub month: String,
    /// First day it applies.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day it applies.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
    /// How the town learnt it.
    pub source: QuotientSource,
    /// In French.
    pub source_label: String,
    /// When it was recorded, milliseconds since 1970.
    pub recorded_at_ms: i64,
    /// Who recorded it.
    pub recorded_by: String,
    /// Whether it came with a file.
    pub imported: bool,
    /// Whether it is the one that applies today.
    pub applies: bool,
}

/// A household's quotients and its number at the caisse.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuotientListView {
    /// The household.
    pub household: HouseholdId,
    /// Where it stands today.
    pub state: QuotientState,
    /// Name of the bracket, none when no tariff has brackets.
    pub bracket: Option<String>,
    /// Code of the caisse; empty when unknown.
    pub organisme: String,
    /// Number; empty when unknown.
    pub matricule: String,
    /// Newest first.
    pub quotients: Vec<RecordedQuotientRow>,
}

/// A quotient to add. It never replaces: history stays.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct QuotientAddRequest {
    /// The household.
    pub household: HouseholdId,
    /// What was read.
    pub quotient: QuotientDraft,
}

/// A household's number at its caisse, or its removal.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AllocataireSaveRequest {
    /// The household.
    pub household: HouseholdId,
    /// The number; removed when absent.
    pub allocataire: Option<AllocataireEntry>,
}

/// The quotient that applies to a household today.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CurrentQuotientRow {
    /// The family.
    pub family: FamilyId,
    /// The household.
    pub household: HouseholdId,
    /// Its letter.
    pub letter: String,
    /// Value, in cents.
    pub value_cents: Cents,
    /// As people write it.
    pub shown: String,
}

/// The quotients that apply today, of all households: what a list shows beside the families.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuotientsCurrentView {
    /// Households that have one.
    pub quotients: Vec<CurrentQuotientRow>,
}
