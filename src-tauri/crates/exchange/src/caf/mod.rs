//! Files exchanged with the CAF and the MSA (caf.md): quotients in, hours of the leisure centres out.

mod quotient_csv;

pub use quotient_csv::{QUOTIENT_COLUMNS, QuotientPerson, QuotientRow, read_quotients};
