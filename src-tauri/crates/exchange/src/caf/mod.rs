//! Files exchanged with the CAF and the MSA (caf.md): quotients in, hours of the leisure centres out.

mod alsh_csv;
mod quotient_csv;

pub use alsh_csv::{alsh_csv, alsh_file_name};
pub use quotient_csv::{QUOTIENT_COLUMNS, QuotientPerson, QuotientRow, read_quotients};
