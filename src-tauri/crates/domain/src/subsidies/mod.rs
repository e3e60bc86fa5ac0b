//! Prises en charge (F11): what a third-party funder pays of what a household is billed, until when and up to how much.
//!
//! Several funders help in a fixed order: that of [`FunderKind`], legal and conventional helps before optional ones, the CCAS last since
//! its help completes the others (CASF R123-1: « aide sociale facultative »); then the first day of the help, then when it was written.
//! Each works on what those before it left owed.

mod funder;
mod given;
mod sharing;
mod subsidy;

pub use funder::{Funder, FunderDraft, FunderKind};
pub use given::{HelpGiven, HelpLimit};
pub use sharing::{Ceilings, CorrectedLine, HelpedLine, Shared, corrected_total, share_help};
pub use subsidy::{Help, Subsidy, SubsidyTerms};
