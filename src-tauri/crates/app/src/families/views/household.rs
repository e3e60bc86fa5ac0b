//! A household of the file, its guardians, what it owes.

use domain::people::{GuardianDraft, HouseholdLetter, ParentalAuthority};
use domain::values::ids::{GuardianId, HouseholdId};
use domain::values::{AddressDraft, Cents};
use jiff::civil::Date;
use serde::Serialize;
use ts_rs::TS;

use super::{BalanceLight, BracketView};

/// A telephone.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PhoneView {
    /// E.164, as sent back in a form.
    pub number: String,
    /// As dialled, with its spaces.
    pub shown: String,
}

/// A guardian of a household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GuardianView {
    /// Identifier.
    pub id: GuardianId,
    /// `Maëlle Le Goff`.
    pub shown_name: String,
    /// Civility code, empty when unknown.
    pub civility: String,
    /// Birth name (A01).
    pub birth_name: String,
    /// Name used (A02).
    pub usage_name: String,
    /// First names (A03).
    pub first_name: String,
    /// `mère`, `père` …
    pub kinship_label: String,
    /// Parental authority (V03).
    pub authority: ParentalAuthority,
    /// `conjointe` …
    pub authority_label: String,
    /// Telephones, in order of call.
    pub phones: Vec<PhoneView>,
    /// Whether they are the household's debtor.
    pub is_debtor: bool,
    /// E-mail (A06). Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub email: Option<String>,
    /// Birth date and place (A09, A10). INS and FAC only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub birth: Option<BirthView>,
    /// What a form starts from. INS only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub draft: Option<GuardianDraft>,
}

/// When and where someone was born.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BirthView {
    /// Date.
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    /// Place, may be empty.
    pub place: String,
}

/// What a household owes.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdBalanceView {
    /// As a light.
    pub light: BalanceLight,
    /// In cents, negative when paid in advance. FAC and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due_cents: Option<Cents>,
    /// The next day by which something is to be paid. FAC and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub due_on: Option<Date>,
}

/// A household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdView {
    /// Identifier.
    pub id: HouseholdId,
    /// A, B…
    pub letter: HouseholdLetter,
    /// The address, one line.
    pub address_line: String,
    /// The address, as a form edits it.
    pub address: AddressDraft,
    /// Whether it pays the residents' price.
    pub is_resident: bool,
    /// Its guardians.
    pub guardians: Vec<GuardianView>,
    /// Health insurance regime (V09). Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub regime: Option<String>,
    /// Its name. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub regime_label: Option<String>,
    /// What the desk may know of its quotient. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub bracket: Option<BracketView>,
    /// What it owes. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub balance: Option<HouseholdBalanceView>,
}
