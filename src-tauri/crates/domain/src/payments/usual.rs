//! How a household usually pays (F06): one of the means of the régie, and what a mandate says of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{IssueCode, Refusal};

/// A means of the régie.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UsualMeans {
    /// A direct debit, under a mandate.
    DirectDebit,
    /// On the treasury's site: PayFiP, formerly TIPI.
    Online,
    /// A card, at the counter.
    Card,
    /// A cheque.
    Cheque,
    /// Cash.
    Cash,
    /// A transfer.
    Transfer,
    /// Chèque emploi service universel.
    Cesu,
    /// Chèque-vacances.
    Ancv,
}

impl UsualMeans {
    /// Every means, in the order of a list.
    pub const ALL: [Self; 8] = [
        Self::DirectDebit,
        Self::Online,
        Self::Card,
        Self::Cheque,
        Self::Cash,
        Self::Transfer,
        Self::Cesu,
        Self::Ancv,
    ];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DirectDebit => "direct_debit",
            Self::Online => "online",
            Self::Card => "card",
            Self::Cheque => "cheque",
            Self::Cash => "cash",
            Self::Transfer => "transfer",
            Self::Cesu => "cesu",
            Self::Ancv => "ancv",
        }
    }

    /// The means under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.code() == code)
    }

    /// Its name on a file.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DirectDebit => "Prélèvement",
            Self::Online => "Paiement en ligne (PayFiP)",
            Self::Card => "Carte bancaire",
            Self::Cheque => "Chèque",
            Self::Cash => "Espèces",
            Self::Transfer => "Virement",
            Self::Cesu => "CESU",
            Self::Ancv => "Chèque-vacances",
        }
    }

    /// How a household pays: by direct debit while a mandate is in force, whatever was said before; otherwise as it was said.
    pub fn of_household(said: Option<Self>, mandate_in_force: bool) -> Option<Self> {
        if mandate_in_force { Some(Self::DirectDebit) } else { said }
    }

    /// Refuses what contradicts a mandate: the direct debit is never said, it follows from one.
    pub fn check_said(said: Option<Self>, mandate_in_force: bool) -> Result<(), Refusal> {
        match (said, mandate_in_force) {
            (Some(Self::DirectDebit), _) => Err(Refusal::new(
                IssueCode::Inconsistent,
                "Le prélèvement demande un mandat : saisissez-le, il vaudra dès qu'il sera signé.",
            )),
            (Some(_), true) => Err(Refusal::new(
                IssueCode::Inconsistent,
                "Un mandat est en vigueur : ce foyer paie par prélèvement. Révoquez le mandat d'abord.",
            )),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mandate_in_force_is_a_direct_debit_and_nothing_else_says_one_f06() {
        for means in UsualMeans::ALL {
            assert_eq!(UsualMeans::from_code(means.code()), Some(means));
            assert_eq!(UsualMeans::of_household(Some(means), true), Some(UsualMeans::DirectDebit));
            assert!(UsualMeans::check_said(Some(means), true).is_err());
            let alone = UsualMeans::check_said(Some(means), false);
            assert_eq!(alone.is_err(), means == UsualMeans::DirectDebit, "{means:?}");
        }
        assert_eq!(UsualMeans::of_household(None, false), None);
        assert_eq!(UsualMeans::of_household(Some(UsualMeans::Cash), false), Some(UsualMeans::Cash));
        assert!(UsualMeans::check_said(None, true).is_ok());
    }
}
