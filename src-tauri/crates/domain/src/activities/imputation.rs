//! Where the receipts of an activity go in the accounts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::treasury::is_transmissible;

/// Where an activity's receipts go in the accounts. Every code is a setting of the town, none is assumed
/// (treasury.md §1).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, TS)]
pub struct Imputation {
    nature: String,
    function_code: Option<String>,
    service_code: Option<String>,
    local_product_code: String,
}

/// An imputation as typed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ImputationDraft {
    /// Article of the budget: `7067`.
    pub nature: String,
    /// M57 function: `281`; may be empty.
    pub function_code: String,
    /// Service of the town; may be empty.
    pub service_code: String,
    /// Product code at the accounting post: `CA01`.
    pub local_product_code: String,
}

impl Imputation {
    /// Checks each code against the bounds of the PES schema (`Num12`, 10 digits, `Texte10`, `Alphanum4`).
    pub fn try_new(draft: &ImputationDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let nature = draft.nature.trim();
        if nature.is_empty() {
            issues.refuse("nature", IssueCode::Missing, "L'article (nature) manque, par exemple 7067.");
        } else if nature.len() > 12 || !digits(nature) || nature.bytes().all(|b| b == b'0') {
            issues.refuse("nature", IssueCode::Malformed, "L'article (nature) compte 12 chiffres au plus.");
        }
        let function_code = draft.function_code.trim();
        if function_code.len() > 10 || !digits(function_code) {
            issues.refuse(
                "function_code",
                IssueCode::Malformed,
                "La fonction compte 10 chiffres au plus, par exemple 281.",
            );
        }
        let service_code = draft.service_code.trim();
        if service_code.chars().count() > 10 {
            issues.refuse("service_code", IssueCode::TooLong, "Le service compte 10 caractères au plus.");
        } else if !service_code.is_empty() && !is_transmissible(service_code, 10) {
            issues.refuse(
                "service_code",
                IssueCode::NotTransmissible,
                "Le Trésor rejette ce service : écrivez-le en lettres latines, ou laissez vide s'il n'y en a pas.",
            );
        }
        let product = draft.local_product_code.trim().to_uppercase();
        if product.is_empty() {
            issues.refuse(
                "local_product_code",
                IssueCode::Missing,
                "Le code produit local manque : le comptable le donne, par exemple CA01.",
            );
        } else if product.len() > 4
            || !product.bytes().all(|b| b.is_ascii_alphanumeric())
            || product.bytes().all(|b| b == b'0')
        {
            issues.refuse(
                "local_product_code",
                IssueCode::Malformed,
                "Le code produit local compte 4 lettres ou chiffres au plus.",
            );
        }
        let kept = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        issues.finish(Some(Self {
            nature: nature.to_owned(),
            function_code: kept(function_code),
            service_code: kept(service_code),
            local_product_code: product,
        }))
    }

    /// Article of the budget.
    pub fn nature(&self) -> &str {
        &self.nature
    }

    /// M57 function.
    pub fn function_code(&self) -> Option<&str> {
        self.function_code.as_deref()
    }

    /// Service of the town.
    pub fn service_code(&self) -> Option<&str> {
        self.service_code.as_deref()
    }

    /// Product code at the accounting post.
    pub fn local_product_code(&self) -> &str {
        &self.local_product_code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_treasury_would_reject_is_refused_before_any_line_carries_it() {
        let draft = |service: &str| ImputationDraft {
            nature: "7067".into(),
            service_code: service.into(),
            local_product_code: "CA01".into(),
            ..ImputationDraft::default()
        };
        assert!(Imputation::try_new(&draft("Écoles")).is_ok() && Imputation::try_new(&draft("")).is_ok());
        for service in ["0", "nc", ".", "王", "onze lettres"] {
            assert_eq!(
                Imputation::try_new(&draft(service)).unwrap_err()[0].field,
                "service_code",
                "{service}"
            );
        }
    }

    #[test]
    fn product_codes_fit_the_treasury() {
        let draft = |product: &str| ImputationDraft {
            nature: "7067".into(),
            local_product_code: product.into(),
            ..ImputationDraft::default()
        };
        assert_eq!(Imputation::try_new(&draft("ca01")).unwrap().local_product_code(), "CA01");
        for product in ["", "CA012", "C-1", "0000", "É1"] {
            assert_eq!(
                Imputation::try_new(&draft(product)).unwrap_err()[0].field,
                "local_product_code",
                "{product}"
            );
        }
    }
}
