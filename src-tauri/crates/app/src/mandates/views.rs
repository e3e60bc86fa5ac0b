//! Mandates as the screens see them: for billing alone.

use domain::payments::{AccountDraft, MandateState, UsualMeans};
use domain::values::ids::{HouseholdId, MandateId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which mandate.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MandateRequest {
    /// The mandate.
    pub mandate: MandateId,
}

/// A mandate to write.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MandateSaveRequest {
    /// Whose invoices it pays.
    pub household: HouseholdId,
    /// The mandate that changes; a new one when absent.
    #[serde(default)]
    pub mandate: Option<MandateId>,
    /// Its reference; empty, Préau gives one.
    #[serde(default)]
    pub reference: String,
    /// When it was signed; nothing while it is not.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub signed_on: Option<Date>,
    /// The account; absent, it stays the one it was.
    #[serde(default)]
    pub account: Option<AccountDraft>,
    /// First day a new account may be debited; today when absent.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub from: Option<Date>,
}

/// A mandate taken back by the debtor, or given again.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MandateRevokeRequest {
    /// The mandate.
    pub mandate: MandateId,
    /// From when; nothing to take the revocation back.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub revoked_on: Option<Date>,
}

/// An account by its last characters.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccountRowView {
    /// `FR ···· 2606`.
    pub iban_end: String,
    /// Whose account it is.
    pub holder: String,
    /// First day it may be debited.
    #[ts(type = "string")]
    pub from: Date,
    /// When it was written, milliseconds since 1970.
    pub recorded_at_ms: i64,
    /// Who wrote it.
    pub recorded_by: String,
}

/// A mandate.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MandateView {
    /// Identifier.
    pub id: MandateId,
    /// Its reference (RUM).
    pub reference: String,
    /// Where it stands today.
    pub state: MandateState,
    /// In French.
    pub state_label: String,
    /// When it was signed.
    #[ts(type = "string | null")]
    pub signed_on: Option<Date>,
    /// When a collection was last presented under it.
    #[ts(type = "string | null")]
    pub presented_on: Option<Date>,
    /// The last day it is good for want of a collection.
    #[ts(type = "string | null")]
    pub lapses_on: Option<Date>,
    /// From when it is taken back.
    #[ts(type = "string | null")]
    pub revoked_on: Option<Date>,
    /// The accounts it has named, the present one first.
    pub accounts: Vec<AccountRowView>,
}

/// The mandates of a household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MandateListView {
    /// The household.
    pub household: HouseholdId,
    /// Newest first.
    pub mandates: Vec<MandateView>,
}

/// An account read whole: the journal keeps that it was.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccountView {
    /// In groups of four, as on a RIB.
    pub iban: String,
    /// BIC, may be empty.
    pub bic: String,
    /// Whose account it is.
    pub holder: String,
}

/// How a household usually pays.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UsualMeansRequest {
    /// The household.
    pub household: HouseholdId,
    /// One of the means of the régie; none when nobody says.
    pub means: Option<UsualMeans>,
}
