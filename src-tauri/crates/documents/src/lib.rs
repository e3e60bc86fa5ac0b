//! Values → PDF.
//!
//! Pure: the same values give the same bytes. Dates and identities are passed in; nothing is read from a
//! disk, fonts and templates are packaged. Every document is PDF/A-3a and PDF/UA-1: kept for years, and read
//! aloud to a parent who does not see.

mod attendance_sheet;
mod french;
mod invoice;
mod recovery_sheets;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod world;

pub use attendance_sheet::{AttendanceSheet, Headcount, HeadcountRow, SheetChild};
pub use invoice::{
    InvoiceBinder, InvoiceDocument, InvoicedAdjustment, InvoicedChild, InvoicedService, Issuer, PaymentWay,
    Settlement,
};
pub use recovery_sheets::{RecoveryHalf, RecoverySheet, RecoverySheets};
pub use world::{Press, PrintError};
