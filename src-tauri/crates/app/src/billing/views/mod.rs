//! What the billing screens ask and receive. Amounts are whole cents, days and months ISO text.

mod adjustments;
mod documents;
mod invoices;
mod overview;
mod preview;
mod runs;

pub use adjustments::*;
pub use documents::*;
pub use invoices::*;
pub use overview::*;
pub use preview::*;
pub use runs::*;
