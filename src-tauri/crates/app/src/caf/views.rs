//! What the CAF screens ask and receive.

use domain::attendance::{AgeBand, CareKind};
use domain::calendar::Month;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The months declared.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CafAlshRequest {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
}

/// The statement of hours: what the job `caf_alsh_preview` answers, and `caf_alsh_show` until the vault is locked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CafAlshView {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// One row a month, facility, kind of care and age.
    pub rows: Vec<CafAlshRow>,
    /// Minutes done, all rows together.
    pub done_minutes: u64,
    /// Minutes attended over the cap of Wednesdays, all rows together: they are not declared.
    pub capped_minutes: u64,
    /// Minutes billed, all rows together.
    pub billed_minutes: u64,
    /// Bookings nobody ticked: the hours done miss them.
    pub unticked: u64,
}

/// A row of the statement.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CafAlshRow {
    /// Month.
    pub month: Month,
    /// Facility.
    pub facility: String,
    /// Kind of care.
    pub care: CareKind,
    /// Age.
    pub ages: AgeBand,
    /// Minutes done, capped on Wednesdays.
    pub done_minutes: u64,
    /// Minutes attended over that cap.
    pub capped_minutes: u64,
    /// Minutes billed.
    pub billed_minutes: u64,
    /// Distinct children.
    pub children: u32,
    /// Slots attended.
    pub slots: u32,
}

/// Statements that left.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CafStatementListView {
    /// The latest first.
    pub statements: Vec<CafStatementRow>,
}

/// A statement that left: its bytes are kept.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CafStatementRow {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// When it left first, milliseconds since 1970.
    pub at_ms: i64,
    /// Who exported it.
    pub agent_name: String,
}

/// Names a statement that left.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CafStatementRequest {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}
