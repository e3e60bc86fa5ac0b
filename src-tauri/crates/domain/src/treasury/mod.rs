//! What is sent to the treasury: bordereaux of titres, one titre per invoice. The two files (CSV and PES ORMC)
//! are rendered from these same objects; the rules that would make the treasury reject them are checked here
//! first, and nothing is written while one of them fails.

mod check;
mod collection;
mod debtor;
mod exercice;
mod impute;
mod keys;
mod objects;
mod returns;

pub(crate) use check::is_transmissible;
pub use check::{MINIMUM_TITRE, Part, Rejection, check, check_debtor};
pub use collection::{Claim, CollectionWay, LeftOut, claimed};
pub use debtor::{cut_38, debtor_of};
pub use exercice::{exercice_on, open_exercices};
pub use impute::{ImputedAmount, impute, impute_remaining};
pub use keys::{cle1, cle2, ormc_file_name, titres_file_name};
pub use objects::{Bordereau, Collectivity, Debtor, DebtorAddress, ORMC_ARTICLE_NATURE, Titre, TitreLine};
pub use returns::{
    Matched, MatchedBy, OpenTitre, ReturnIndex, ReturnLine, ReturnOutcome, ReturnState, remaining_gap,
    return_keys,
};
