//! Alternating custody as it is looked at.

use domain::people::CustodyPattern;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A week of alternating custody.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustodyWeekView {
    /// ISO number of the week it begins in.
    pub week: u8,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string")]
    pub to: Date,
    /// Letter of the household, or the name of the other family, `A puis B` when it changes within; empty when nobody has custody.
    pub household: String,
    /// Whether today is in it.
    pub is_current: bool,
}

/// Days in a row at the same household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustodySpanView {
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string")]
    pub to: Date,
    /// Letter of the household, or the name of the other family; empty when nobody has custody.
    pub household: String,
}

/// Holidays shared out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustodyHolidayView {
    /// `Vacances de Noël`.
    pub name: String,
    /// Their parts, in order.
    pub spans: Vec<CustodySpanView>,
}

/// Children whose custody alternates together.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustodyRhythmView {
    /// First names.
    pub children: Vec<String>,
    /// The day it changes, in French.
    pub changes_on: String,
    /// Eight weeks, two of them past.
    pub weeks: Vec<CustodyWeekView>,
    /// The next holidays, when they are shared out.
    pub holidays: Vec<CustodyHolidayView>,
    /// What the calendar does not know, in French.
    pub note: Option<String>,
}

/// A custody being typed, its household named as the agent sees it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CustodyPreviewEntry {
    /// What the household is called on the screen: `A`. It is only sent back.
    pub label: String,
    /// When it has the child.
    pub pattern: CustodyPattern,
}

/// Custodies being typed, to be looked at.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CustodyPreviewRequest {
    /// Their first day; today when absent.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// The custodies of one child.
    pub entries: Vec<CustodyPreviewEntry>,
}

/// Who would have the child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustodyPreviewView {
    /// Eight weeks; none when no custody alternates.
    pub weeks: Vec<CustodyWeekView>,
    /// The next holidays, when they are shared out.
    pub holidays: Vec<CustodyHolidayView>,
    /// What the calendar does not know, in French.
    pub note: Option<String>,
}
