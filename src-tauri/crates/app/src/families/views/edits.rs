//! Changes to a file.

use domain::people::{AuthorityDraft, ChildDraft, ContactDraft, CustodyDraft, GuardianDraft, Kinship};
use domain::values::AddressDraft;
use domain::values::ids::{
    AddressId, AuthorityId, ChildId, ContactId, CustodyId, FamilyId, GuardianId, HouseholdId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{FormerDebtorEntry, HouseholdEntry};

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
    /// Health insurance regime, may be empty. Refused while the town does not ask it.
    #[serde(default)]
    pub regime: String,
    /// The day they moved there: the address before is kept with its period. None corrects the address in place.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub moved_on: Option<Date>,
}

/// A second home, new, known, or removed and wanted back (A05).
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HouseholdAddressSaveRequest {
    /// Whose.
    pub household: HouseholdId,
    /// Which; a new one when absent.
    #[serde(default)]
    pub id: Option<AddressId>,
    /// Where.
    pub address: AddressDraft,
    /// First day.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// A second home or a former address, to be removed.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct HouseholdAddressRequest {
    /// Which.
    pub id: AddressId,
}

/// How many live in a household from a day on (V05, V06).
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HouseholdSizeSaveRequest {
    /// Whose.
    pub household: HouseholdId,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Children; what the file counts when none.
    #[serde(default)]
    pub children: Option<u8>,
    /// Persons in all; what the file counts when none.
    #[serde(default)]
    pub persons: Option<u8>,
    /// Why it is not what is counted.
    #[serde(default)]
    pub reason: String,
}

/// What was said of a household from a day on, to be taken back.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct HouseholdSizeRequest {
    /// Whose.
    pub household: HouseholdId,
    /// Its first day.
    #[ts(type = "string")]
    pub from: Date,
}

/// A consultation of the caisse's service, to be remembered (V17).
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CaisseConsultRequest {
    /// For whom.
    pub household: HouseholdId,
    /// When.
    #[ts(type = "string")]
    pub on: Date,
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
    /// Since when somebody new lives there; of somebody known, `household_stay_save` says it.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub since: Option<Date>,
    /// The agent was shown who looks the same and goes on.
    #[serde(default)]
    pub seen_duplicates: bool,
}

/// What is said of an adult's authority over a child (V01, V03), new or known.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AuthoritySaveRequest {
    /// What was said before, changed; something new when absent.
    #[serde(default)]
    pub authority: Option<AuthorityId>,
    /// What it says.
    pub draft: AuthorityDraft,
}

/// What is said of an authority, to be removed.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct AuthorityRequest {
    /// Which.
    pub authority: AuthorityId,
}

/// A loss of parental authority (V02): whose, over whom, from when to when. Never why.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AuthorityLossRequest {
    /// Who lost it.
    pub guardian: GuardianId,
    /// Over whom.
    pub children: Vec<ChildId>,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day; none while nobody knows.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// What an adult is to one child (V07).
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct KinshipSaveRequest {
    /// The child.
    pub child: ChildId,
    /// The adult.
    pub guardian: GuardianId,
    /// What they are.
    pub kinship: Kinship,
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

/// Every custody of a child, in force or to come: those that are not there any more are removed. One that has ended is kept as it is, unless
/// it is named.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CustodySaveRequest {
    /// The child.
    pub child: ChildId,
    /// The custodies.
    pub custodies: Vec<CustodySaveEntry>,
    /// Those that have ended and are taken away: another arrangement holds from before they began.
    #[serde(default)]
    pub removed: Vec<CustodyId>,
    /// Whether the agent was told of the months already billed in which some day changes home.
    #[serde(default)]
    pub seen_billed: bool,
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
    /// Their first day: whoever owed before does until the eve. None corrects who owes, for every month not billed yet.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// A change is taken back: who owed before, as it was, and no first day is said.
    #[serde(default)]
    pub former: Option<Vec<FormerDebtorEntry>>,
    /// Whether the agent was told of the months already billed to another.
    #[serde(default)]
    pub seen_billed: bool,
}
