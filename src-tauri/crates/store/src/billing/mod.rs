//! Billing: what a run reads, the runs and invoices it leaves, the adjustments that wait for the next one.

mod adjustments;
mod invoices;
mod runs;
mod sources;

pub use adjustments::{AdjustmentRow, NewAdjustment, PendingAdjustmentRow};
pub use invoices::{
    AccountingCodes, InvoiceRow, InvoiceSheet, NewInvoice, NewServiceLine, PayerRow, ServiceLineRow,
};
pub use runs::{NewRun, RunRow};
pub use sources::{BillableChildRow, BillableHouseholdRow, BilledChildRow, DebtorRow, HouseholdAddressRow};
