//! A household (foyer): an address, guardians, and the one of them who owes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{FieldIssue, IssueCode, Issues, Refusal};
use crate::values::ids::{FamilyId, GuardianId, HouseholdId};
use crate::values::{AddressDraft, PostalAddress};

/// Which household of the family: A, then B.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(try_from = "char", into = "char")]
#[ts(type = "string")]
pub struct HouseholdLetter(char);

impl HouseholdLetter {
    /// The first household of a family.
    pub const FIRST: Self = Self('A');

    /// The household of this letter.
    pub fn try_new(letter: char) -> Result<Self, Refusal> {
        if letter.is_ascii_uppercase() {
            Ok(Self(letter))
        } else {
            Err(Refusal::new(IssueCode::Malformed, "Un foyer porte une lettre : A, B…"))
        }
    }

    /// The letter.
    pub const fn letter(self) -> char {
        self.0
    }
}

impl TryFrom<char> for HouseholdLetter {
    type Error = Refusal;

    fn try_from(letter: char) -> Result<Self, Refusal> {
        Self::try_new(letter)
    }
}

impl From<HouseholdLetter> for char {
    fn from(letter: HouseholdLetter) -> Self {
        letter.0
    }
}

/// A household as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct HouseholdDraft {
    /// Its letter in the family.
    pub letter: HouseholdLetter,
    /// Where it lives.
    pub address: AddressDraft,
    /// Its guardians.
    pub guardians: Vec<GuardianId>,
    /// The guardian who owes its invoices.
    pub debtor: Option<GuardianId>,
    /// Whether it pays the residents' prices.
    pub resident: bool,
}

/// A household of a family.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Household {
    id: HouseholdId,
    family: FamilyId,
    letter: HouseholdLetter,
    address: PostalAddress,
    guardians: Vec<GuardianId>,
    debtor: GuardianId,
    resident: bool,
}

impl Household {
    /// Checks the draft; all the problems come back together.
    pub fn try_new(
        id: HouseholdId,
        family: FamilyId,
        draft: HouseholdDraft,
    ) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let address = issues.take_all("address", PostalAddress::try_new(&draft.address));
        if draft.guardians.is_empty() {
            issues.refuse("guardians", IssueCode::Missing, "Un foyer a au moins un responsable.");
        }
        match draft.debtor {
            None => issues.refuse(
                "debtor",
                IssueCode::Missing,
                "Choisissez le responsable qui doit les factures de ce foyer.",
            ),
            Some(debtor) if !draft.guardians.contains(&debtor) => {
                issues.refuse(
                    "debtor",
                    IssueCode::Inconsistent,
                    "Le débiteur doit être un responsable de ce foyer.",
                );
            }
            Some(_) => {}
        }
        let built = address.zip(draft.debtor).map(|(address, debtor)| Self {
            id,
            family,
            letter: draft.letter,
            address,
            guardians: draft.guardians,
            debtor,
            resident: draft.resident,
        });
        issues.finish(built)
    }

    /// Identifier.
    pub fn id(&self) -> HouseholdId {
        self.id
    }

    /// Family it belongs to.
    pub fn family(&self) -> FamilyId {
        self.family
    }

    /// Its letter in the family.
    pub fn letter(&self) -> HouseholdLetter {
        self.letter
    }

    /// Where it lives.
    pub fn address(&self) -> &PostalAddress {
        &self.address
    }

    /// Its guardians.
    pub fn guardians(&self) -> &[GuardianId] {
        &self.guardians
    }

    /// The guardian who owes its invoices.
    pub fn debtor(&self) -> GuardianId {
        self.debtor
    }

    /// Whether it pays the residents' prices.
    pub fn resident(&self) -> bool {
        self.resident
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_debtor_is_one_of_the_guardians() {
        let guardian = |number| GuardianId::from_uuid(Uuid::from_u128(number));
        let draft = HouseholdDraft {
            letter: HouseholdLetter::FIRST,
            address: AddressDraft {
                street: "12 rue des Lilas".into(),
                postcode: "21500".into(),
                city: "Montbard".into(),
                ..AddressDraft::default()
            },
            guardians: vec![guardian(1), guardian(2)],
            debtor: Some(guardian(2)),
            resident: true,
        };
        let build = |draft| {
            Household::try_new(HouseholdId::from_uuid(Uuid::nil()), FamilyId::from_uuid(Uuid::nil()), draft)
        };
        assert!(build(draft.clone()).is_ok());
        let stranger = HouseholdDraft { debtor: Some(guardian(3)), ..draft.clone() };
        assert_eq!(build(stranger).unwrap_err()[0].code, IssueCode::Inconsistent);
        let nobody =
            HouseholdDraft { debtor: None, guardians: vec![], address: AddressDraft::default(), ..draft };
        assert_eq!(build(nobody).unwrap_err().len(), 5);
    }
}
