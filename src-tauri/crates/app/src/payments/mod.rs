//! Payments: what families paid, what it settles, what remains due.

mod account;
mod advance;
mod list;
mod record;
mod settled;
#[cfg(test)]
mod tests;
mod views;

pub use self::account::{account, unpaid};
pub use self::advance::{allocate, release};
pub use self::list::list;
pub(crate) use self::list::{method_label, method_of, payment_row};
pub(crate) use self::record::due_invoices;
pub use self::record::{cancel, record};
pub(crate) use self::settled::refuse_unless_settled;
pub use self::views::*;

/// Where a payment came from.
pub(crate) const FROM_DESK: &str = "desk";
/// Collected by the treasury, known by one of its returns.
pub(crate) const FROM_TREASURY: &str = "tresor";
