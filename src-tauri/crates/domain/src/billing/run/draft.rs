//! What a run would issue: invoices before their numbers, lines with their explanations.

use std::sync::Arc;

use crate::attendance::AttendanceState;
use crate::billing::{Anomaly, AnomalySeverity, Digest};
use crate::calendar::Month;
use crate::subsidies::{HelpGiven, SubsidyTerms};
use crate::tariffs::{Explanation, Quantity};
use crate::values::Cents;
use crate::values::ids::{AdjustmentId, LineId, SubsidyId, SubsidyVersionId};

/// What a run would issue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunDraft {
    /// Month billed.
    pub month: Month,
    /// Invoices to issue, in the order of households; every total is positive.
    pub invoices: Vec<InvoiceDraft>,
    /// What waits for the following run: totals under the minimum, nil or negative. Its lines become
    /// adjustments of that run.
    pub carried_over: Vec<InvoiceDraft>,
    /// What to look at, blocking ones first.
    pub anomalies: Vec<Anomaly>,
    /// Sum of the invoices to issue.
    pub total: Cents,
    /// Fingerprint of all of this and of the attendance it comes from.
    pub digest: Digest,
}

impl RunDraft {
    /// How many lines the invoices to issue have.
    pub fn line_count(&self) -> usize {
        self.invoices.iter().map(|invoice| invoice.lines.len()).sum()
    }

    /// Whether something prevents the invoices from leaving.
    pub fn is_blocked(&self) -> bool {
        self.anomalies.iter().any(|anomaly| anomaly.severity == AnomalySeverity::Blocking)
    }
}

/// An invoice before its number.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct InvoiceDraft {
    /// Household, by its rank in the basis.
    pub household: u32,
    /// Lines: services by child, activity and unit, what funders pay of them, then adjustments.
    pub lines: Vec<LineDraft>,
    /// Sum of the lines.
    pub total: Cents,
}

impl InvoiceDraft {
    /// Whether a funder pays a part of it.
    pub fn is_helped(&self) -> bool {
        self.lines.iter().any(|line| line.help.is_some())
    }
}

/// What a line is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LineKind {
    /// A service of the month.
    Service,
    /// What a funder pays of services of the month: its amount is negative.
    Subsidy {
        /// The subsidy.
        id: SubsidyId,
    },
    /// A correction of something issued before.
    Adjustment {
        /// The adjustment.
        id: AdjustmentId,
        /// The line it corrects.
        original_line: Option<LineId>,
    },
}

/// A line before it is issued.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LineDraft {
    /// What it is for.
    pub kind: LineKind,
    /// Child, by its rank in the basis.
    pub child: Option<u32>,
    /// Activity, by its rank.
    pub activity: Option<u32>,
    /// Unit, by its rank.
    pub unit: Option<u32>,
    /// Tariff, by its rank.
    pub tariff: Option<u32>,
    /// What the family reads: activity and unit, or the reason of the correction.
    pub label: Arc<str>,
    /// How much; `None` for a correction.
    pub quantity: Option<Quantity>,
    /// Price of one; `None` for a correction.
    pub unit_price: Option<Cents>,
    /// Amount.
    pub amount: Cents,
    /// Facts behind the quantity, by state.
    pub states: StateCounts,
    /// Why; `None` for a correction, whose label says it, and for a help.
    pub explanation: Option<Explanation>,
    /// Of a help: who pays, and the computation.
    pub help: Option<Box<HelpDraft>>,
}

/// Who pays a part of the services, and how much it comes to.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct HelpDraft {
    /// What the subsidy said when the run was computed.
    pub version: SubsidyVersionId,
    /// The funder's name.
    pub funder: Arc<str>,
    /// What was agreed.
    pub terms: SubsidyTerms,
    /// The computation.
    pub given: HelpGiven,
}

/// How many facts of each state.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct StateCounts(pub(super) [u16; 8]);

impl StateCounts {
    /// How many of a state.
    pub fn of(self, state: AttendanceState) -> u16 {
        self.0[usize::from(state.code()) - 1]
    }
}
