//! Billing: preview a month, issue it once, look at what was issued, correct it by new lines.

mod adjustments;
mod commit;
mod debtor;
mod helped;
mod invoices;
mod issue;
mod letterhead;
mod lines;
mod month;
mod overview;
mod pdf;
mod preview;
mod reasons;
mod runs;
#[cfg(test)]
mod tests;
mod views;

pub use self::adjustments::{adjustment_add, adjustment_list, adjustment_withdraw};
pub use self::commit::commit;
pub(crate) use self::debtor::debtor_of;
pub use self::invoices::{invoice_list, invoice_show};
pub(crate) use self::invoices::{invoice_row, treasury_news};
pub(crate) use self::overview::invoice_sequence;
pub use self::overview::overview;
pub use self::pdf::{invoice_pdf, run_pdf};
pub use self::preview::{preview, preview_invoice, preview_invoices, preview_show};
pub(crate) use self::runs::run_row;
pub use self::runs::{run_list, run_show};
pub use self::views::*;
