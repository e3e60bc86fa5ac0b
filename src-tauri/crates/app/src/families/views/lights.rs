//! Lights: what a role that may not read a figure sees of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the desk sees of a child's health file (E16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthLight {
    /// Something is missing.
    ToComplete,
    /// Never looked at.
    Unknown,
    /// Nothing is missing.
    UpToDate,
}

/// What INS sees of a balance (F09).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BalanceLight {
    /// Something is owed.
    Owes,
    /// Nothing is owed.
    Even,
    /// Paid in advance.
    Advance,
}

/// Where a household's quotient stands: what the desk may know of it (F03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuotientState {
    /// None was ever recorded: the highest price applies.
    Missing,
    /// Its last day is past: the highest price applies.
    Expired,
    /// It ends within thirty days, or it is a year old.
    ToRenew,
    /// It applies.
    Current,
}

/// What a household's quotient lets the desk know.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BracketView {
    /// Where it stands.
    pub state: QuotientState,
    /// Name of the bracket.
    pub label: Option<String>,
    /// Month of the quotient, `2026-11`.
    pub month: Option<String>,
    /// Its last day.
    #[ts(type = "string | null")]
    pub until: Option<Date>,
}

/// What the desk sees of a child's health.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct HealthLightView {
    /// The light.
    pub light: HealthLight,
    /// When something is next due.
    #[ts(type = "string | null")]
    pub due_on: Option<Date>,
}
