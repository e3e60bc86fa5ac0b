//! What is sent to the treasury: bordereaux of titres, one titre per invoice. The two files (CSV and PES ORMC)
//! are rendered from these same objects; the rules that would make the treasury reject them are checked here
//! first, and nothing is written while one of them fails.

mod objects;

pub use objects::{Bordereau, Collectivity, Debtor, DebtorAddress, ORMC_ARTICLE_NATURE, Titre, TitreLine};
