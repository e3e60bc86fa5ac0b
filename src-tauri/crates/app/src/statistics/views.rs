//! What the screen of statistics asks and is answered.

use domain::statistics::{Axis, Measure};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What may be asked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StatisticsOptionsView {
    /// What is counted.
    pub measures: Vec<MeasureOption>,
    /// What it is told by.
    pub axes: Vec<AxisOption>,
    /// The month that is over, as presences are first asked: `2026-10`.
    pub month: String,
    /// A number that fewer stand behind is hidden.
    pub threshold: u32,
}

/// A measure.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MeasureOption {
    /// Which.
    pub measure: Measure,
    /// Its name.
    pub label: String,
}

/// An axis.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AxisOption {
    /// Which.
    pub axis: Axis,
    /// Its name.
    pub label: String,
}

/// Asks for a table.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StatisticsRunRequest {
    /// What it is told by: one to three.
    pub axes: Vec<Axis>,
    /// What is counted.
    pub measure: Measure,
    /// For presences: the first month, `2026-09`.
    #[serde(default)]
    pub from: Option<String>,
    /// For presences: the last one.
    #[serde(default)]
    pub to: Option<String>,
}

/// A line of the table.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StatisticsRow {
    /// Names of its categories: one an axis that is not across, `Total` where it is a total.
    pub labels: Vec<String>,
    /// The numbers, in the order of the columns; none when hidden.
    #[ts(type = "(number | null)[]")]
    pub cells: Vec<Option<u64>>,
    /// Whether it is a total.
    pub is_total: bool,
}

/// A table that may be shown.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StatisticsView {
    /// `Enfants inscrits le 29/11/2026, par école et niveau`.
    pub title: String,
    /// Names of the axes that go down.
    pub heads: Vec<String>,
    /// Names of the columns: the categories of the last axis and the total; what is counted when there is one axis alone.
    pub columns: Vec<String>,
    /// Lines, totals last.
    pub rows: Vec<StatisticsRow>,
    /// How many numbers are hidden.
    pub hidden: u32,
    /// How what is counted adds up, when a line adds up to more than there are; empty otherwise.
    pub note: String,
}
