//! Means of payment.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{IssueCode, Refusal};
use crate::values::text::fold_compact;

/// The means of payment of a régie and of the treasury's returns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Bank card.
    Card,
    /// Direct debit.
    DirectDebit,
    /// Cheque.
    Cheque,
    /// Cash.
    Cash,
    /// Bank transfer.
    Transfer,
    /// Chèque emploi service universel.
    Cesu,
    /// Chèque-vacances.
    Ancv,
}

impl PaymentMethod {
    /// Every means, in the order of a list.
    pub const ALL: [Self; 7] =
        [Self::Card, Self::DirectDebit, Self::Cheque, Self::Cash, Self::Transfer, Self::Cesu, Self::Ancv];

    /// The word of the exchanged files (treasury.md §6), also stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Card => "CB",
            Self::DirectDebit => "PRELEVEMENT",
            Self::Cheque => "CHEQUE",
            Self::Cash => "ESPECES",
            Self::Transfer => "VIREMENT",
            Self::Cesu => "CESU",
            Self::Ancv => "ANCV",
        }
    }

    /// Its name on screens and papers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Card => "Carte bancaire",
            Self::DirectDebit => "Prélèvement",
            Self::Cheque => "Chèque",
            Self::Cash => "Espèces",
            Self::Transfer => "Virement",
            Self::Cesu => "CESU",
            Self::Ancv => "Chèque-vacances",
        }
    }

    /// Reads the word of a file, accents and case indifferent.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let word = fold_compact(text);
        let known = Self::ALL.into_iter().find(|method| fold_compact(method.code()) == word);
        known
            .or_else(|| Self::ALL.into_iter().find(|method| fold_compact(method.label()) == word))
            .ok_or_else(|| {
                Refusal::new(
                    IssueCode::Unknown,
                    format!("Le moyen de paiement « {} » est inconnu.", text.trim()),
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_files_are_read() {
        for method in PaymentMethod::ALL {
            assert_eq!(PaymentMethod::parse(method.code()), Ok(method));
        }
        assert_eq!(PaymentMethod::parse("Prélèvement"), Ok(PaymentMethod::DirectDebit));
        assert_eq!(PaymentMethod::parse("chèque vacances"), Ok(PaymentMethod::Ancv));
        assert!(PaymentMethod::parse("bitcoin").is_err());
    }
}
