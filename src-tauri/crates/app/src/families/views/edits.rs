//! Changes to a file.

use domain::people::{ChildDraft, ContactDraft, CustodyDraft, GuardianDraft, ParentalAuthority};
use domain::values::AddressDraft;
use domain::values::ids::{ChildId, ContactId, CustodyId, FamilyId, GuardianId, HouseholdId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::HouseholdEntry;

/// What was written, and in which file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyWritten {
    /// The file.
    pub family: FamilyId,
    /// What was written in it.
    #[ts(type = "string")]
    pub subject: Uuid,
}

/// A household edited: where it lives, how it is billed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HouseholdEditRequest {
    /// The household.
    pub household: HouseholdId,
    /// Where it lives.
    pub address: AddressDraft,
    /// Whether it pays the residents' price; decided by the address when absent.
    #[serde(default)]
    pub is_resident: Option<bool>,
    /// Health insurance regime, may be empty.
    #[serde(default)]
    pub regime: String,
}

/// A household added to a family: parents separate, a grandparent takes over.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HouseholdAddRequest {
    /// The family.
    pub family: FamilyId,
    /// The household, with its new guardians. `debtor` counts those who move first, then the new ones.
    pub household: HouseholdEntry,
    /// Guardians who leave another household of the family for this one.
    #[serde(default)]
    pub moving: Vec<GuardianId>,
}

/// A guardian, new or known.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct GuardianSaveRequest {
    /// Their household.
    pub household: HouseholdId,
    /// Who; a new guardian when absent.
    #[serde(default)]
    pub guardian: Option<GuardianId>,
    /// What was typed.
    pub draft: GuardianDraft,
    /// The agent was shown who looks the same and goes on.
    #[serde(default)]
    pub seen_duplicates: bool,
}

/// Parental authority of a guardian (V02): a fact, never a reason.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct GuardianAuthorityRequest {
    /// Who.
    pub guardian: GuardianId,
    /// What they hold.
    pub authority: ParentalAuthority,
}

/// A child edited.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChildEditRequest {
    /// The child.
    pub child: ChildId,
    /// Who.
    pub identity: ChildDraft,
    /// Code of the neutral diet.
    pub diet_code: String,
}

/// One custody of a child, as the whole set is written again.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CustodySaveEntry {
    /// A custody kept or changed; a new one when absent.
    #[serde(default)]
    pub id: Option<CustodyId>,
    /// What it says.
    pub draft: CustodyDraft,
}

/// Every custody of a child: those that are not there any more are removed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CustodySaveRequest {
    /// The child.
    pub child: ChildId,
    /// The custodies.
    pub custodies: Vec<CustodySaveEntry>,
}

/// A contact, new, known, or removed and wanted back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ContactSaveRequest {
    /// The family.
    pub family: FamilyId,
    /// Which; a new contact when absent.
    #[serde(default)]
    pub contact: Option<ContactId>,
    /// What was typed.
    pub draft: ContactDraft,
}

/// A contact to remove. Its own draft, sent back to `contact_save` with its identifier, undoes it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ContactRequest {
    /// Which.
    pub contact: ContactId,
}

/// The debtor of a household.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DebtorSetRequest {
    /// The household.
    pub household: HouseholdId,
    /// One of its guardians.
    pub guardian: GuardianId,
}
