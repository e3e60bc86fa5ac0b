//! Third-party funders: who pays beside the family.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::FunderId;
use crate::values::text::tidy;

/// What a funder is. Their order is the order in which several help one household.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FunderKind {
    /// CAF or MSA.
    Caisse,
    /// The department: child welfare most often.
    Department,
    /// Another town, for a child who lives there.
    Municipality,
    /// An employer or its committee (CSE).
    Employer,
    /// An association.
    Association,
    /// None of these.
    Other,
    /// The town's own CCAS, or that of another: after all the others.
    Ccas,
}

impl FunderKind {
    /// Every kind, in the order they help.
    pub const ALL: [Self; 7] = [
        Self::Caisse,
        Self::Department,
        Self::Municipality,
        Self::Employer,
        Self::Association,
        Self::Other,
        Self::Ccas,
    ];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Caisse => "caisse",
            Self::Department => "department",
            Self::Municipality => "municipality",
            Self::Employer => "employer",
            Self::Association => "association",
            Self::Other => "other",
            Self::Ccas => "ccas",
        }
    }

    /// The one under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Caisse => "caisse (CAF, MSA)",
            Self::Department => "département",
            Self::Municipality => "autre commune",
            Self::Employer => "employeur ou CSE",
            Self::Association => "association",
            Self::Other => "autre organisme",
            Self::Ccas => "CCAS",
        }
    }
}

/// A funder as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct FunderDraft {
    /// Its name: `CCAS de Montbard`. Invoices print it.
    pub name: String,
    /// What it is.
    pub kind: FunderKind,
}

/// A funder of the town's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Funder {
    /// Identifier.
    pub id: FunderId,
    /// What is said of it.
    pub draft: FunderDraft,
}

/// Longest name of a funder: an invoice prints it on one line.
const LONGEST_NAME: usize = 80;

impl Funder {
    /// Checks what was typed.
    pub fn try_new(id: FunderId, draft: FunderDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = tidy(&draft.name);
        if name.is_empty() {
            issues.refuse(
                "name",
                IssueCode::Missing,
                "Le nom de l'organisme manque : la facture l'imprime, par exemple « CCAS de Montbard ».",
            );
        } else if name.chars().count() > LONGEST_NAME {
            issues.refuse("name", IssueCode::TooLong, "Ce nom dépasse 80 caractères : abrégez-le.");
        }
        issues.finish(Some(Self { id, draft: FunderDraft { name, ..draft } }))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_funder_has_a_name_that_an_invoice_can_print_and_the_ccas_helps_last_f11() {
        let check = |name: &str| {
            Funder::try_new(
                FunderId::from_uuid(Uuid::nil()),
                FunderDraft { name: name.into(), kind: FunderKind::Ccas },
            )
        };
        assert_eq!(check("  CCAS  de Montbard ").unwrap().draft.name, "CCAS de Montbard");
        assert_eq!(check(" ").unwrap_err()[0].code, IssueCode::Missing);
        assert_eq!(check(&"a".repeat(81)).unwrap_err()[0].code, IssueCode::TooLong);
        assert!(FunderKind::ALL.is_sorted());
        assert_eq!(FunderKind::ALL.last(), Some(&FunderKind::Ccas));
        for kind in FunderKind::ALL {
            assert_eq!(FunderKind::from_code(kind.code()), Some(kind));
        }
    }
}
