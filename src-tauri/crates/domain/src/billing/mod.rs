//! The month's bill: from who came to who owes what, and why.

mod anomaly;
mod correction;
mod fingerprint;
mod input;
mod numbering;
mod run;

pub use anomaly::{Anomaly, AnomalyCode, AnomalySeverity, Subject};
pub use correction::{Corrected, check_correction};
pub use fingerprint::Digest;
pub use input::{
    BelowMinimum, BilledChild, BilledHousehold, BilledSubsidy, BookingsToCome, CarryOver, PendingAdjustment,
    RunBasis, RunInput, RunInputBuilder, RunSettings,
};
pub use numbering::InvoiceNumber;
pub use run::{HelpDraft, InvoiceDraft, LineDraft, LineKind, RunDraft, StateCounts, compute};
