//! Values → PDF.
//!
//! Pure: the same values give the same bytes. Dates and identities are passed in; nothing is read from a
//! disk, fonts and templates are packaged. Every document is PDF/A-3a and PDF/UA-1: kept for years, and read
//! aloud to a parent who does not see.

mod asked_notice;
mod attendance_sheet;
mod emergency_sheets;
mod family_letter;
mod family_record;
mod french;
mod glimpse;
mod invoice;
mod listing;
mod papers_letters;
mod recovery_sheets;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod world;

pub use asked_notice::{AskedAnswer, AskedNotice, AskedPart};
pub use attendance_sheet::{AttendanceSheet, Headcount, HeadcountRow, SheetChild};
pub use emergency_sheets::{EmergencySheet, EmergencySheets};
pub use family_letter::FamilyLetter;
pub use family_record::{FamilyRecord, RecordFact, RecordPart, RecordPerson};
pub use glimpse::{Glimpse, glimpse};
pub use invoice::{
    InvoiceBinder, InvoiceDocument, InvoicedAdjustment, InvoicedChild, InvoicedService, Issuer, PaymentWay,
    Settlement,
};
pub use listing::{Listing, ListingColumn};
pub use papers_letters::{LackingPaper, PapersLetter, PapersLetters};
pub use recovery_sheets::{RecoveryHalf, RecoverySheet, RecoverySheets};
pub use world::{Press, PrintError};
