//! Files exchanged with the treasury (treasury.md): out, the titres as CSV and as PES V2 ORMC, both rendered
//! from the same [`Bordereau`]; in, what was paid and what came back.
//!
//! Writing fails closed: a single debtor the treasury would reject, and nothing is written.

mod ormc;
mod postal;
mod proof;
mod returns_csv;
mod titres_csv;

pub use ormc::{LineNature, ormc};
pub use returns_csv::{RETURN_COLUMNS, read_returns};
pub use titres_csv::titres_csv;

use domain::treasury::{Bordereau, Rejection, check};
use domain::values::Cents;
use domain::values::text::french;

/// A file for the treasury, whole and proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreasuryFile {
    /// Its name, ASCII without space.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many titres it carries.
    pub titres: usize,
    /// Their sum.
    pub total: Cents,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreasuryRefusal {
    /// What the treasury would reject, each with its family.
    #[error("{}", french(&format!("Rien n'est écrit : {} point(s) feraient rejeter le bordereau.", .0.len())))]
    Rejected(Vec<Rejection>),
    /// The file written contradicts the bordereau or the schema: a bug, caught before it reached the treasury.
    #[error("le fichier écrit ne se relit pas\u{a0}: {0}")]
    Unproved(String),
}

/// What every file asks before its first byte.
fn refuse_what_would_be_rejected(bordereau: &Bordereau) -> Result<(), TreasuryRefusal> {
    let rejections = check(bordereau);
    if rejections.is_empty() { Ok(()) } else { Err(TreasuryRefusal::Rejected(rejections)) }
}
