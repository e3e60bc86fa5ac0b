//! A family being registered, and who looks the same.

use domain::issue::FieldIssue;
use domain::people::{ChildDraft, CustodyDraft, CustodyPattern, GuardianDraft};
use domain::values::ids::FamilyId;
use domain::values::{AddressDraft, BirthDate};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// The number a household has at its caisse, as typed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AllocataireEntry {
    /// Code of the caisse: `291`.
    pub organisme: String,
    /// Number: `1234567A`.
    pub matricule: String,
}

/// A household to register.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HouseholdEntry {
    /// Where it lives.
    #[serde(default)]
    pub address: AddressDraft,
    /// Whether it pays the residents' price; decided by the address when absent.
    #[serde(default)]
    pub is_resident: Option<bool>,
    /// Health insurance regime (V09), may be empty.
    #[serde(default)]
    pub regime: String,
    /// Its guardians.
    #[serde(default)]
    pub guardians: Vec<GuardianDraft>,
    /// Which of them owes its invoices, from 0.
    #[serde(default)]
    pub debtor: Option<u8>,
    /// Its number at the CAF or the MSA: sealed at once, not shown again to who has no right to it.
    #[serde(default)]
    pub allocataire: Option<AllocataireEntry>,
}

/// A custody to register, its household named by rank.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CustodyEntry {
    /// Which household of the request, from 0.
    pub household: u8,
    /// When, or for which part.
    pub pattern: CustodyPattern,
    /// First day; the first day of the school year when absent.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// A child to register with their family.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChildEntry {
    /// Who.
    #[serde(default)]
    pub identity: ChildDraft,
    /// Code of the neutral diet; the common meal when empty.
    #[serde(default)]
    pub diet_code: String,
    /// Who has custody; the first household, always, when empty.
    #[serde(default)]
    pub custodies: Vec<CustodyEntry>,
}

/// A family to register, or to check while it is typed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FamilyRegisterRequest {
    /// Households, A first.
    pub households: Vec<HouseholdEntry>,
    /// Children.
    #[serde(default)]
    pub children: Vec<ChildEntry>,
    /// The agent was shown who looks the same and goes on.
    #[serde(default)]
    pub seen_duplicates: bool,
}

/// Whether someone looks the same as someone known.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DuplicateCandidate {
    /// What was typed: `children.0`, `households.0.guardians.1`.
    pub field: String,
    /// Who is already known.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// Their birth date.
    #[ts(type = "string | null")]
    pub birth_date: Option<BirthDate>,
    /// Their family.
    pub family: FamilyId,
    /// Its number.
    pub family_number: u32,
    /// Its name.
    pub family_name: String,
    /// Why they look the same, in French.
    pub reason: String,
    /// The same names and birth date, nothing less.
    pub is_certain: bool,
}

/// What is wrong with a family being typed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyCheckView {
    /// Problems beside their fields.
    pub issues: Vec<FieldIssue>,
    /// Who looks the same.
    pub duplicates: Vec<DuplicateCandidate>,
}

/// A child registered into a family that exists.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChildRegisterRequest {
    /// The family.
    pub family: FamilyId,
    /// Who.
    pub identity: ChildDraft,
    /// Code of the neutral diet; the common meal when empty.
    #[serde(default)]
    pub diet_code: String,
    /// Who has custody; the family's first household, always, when empty.
    #[serde(default)]
    pub custodies: Vec<CustodyDraft>,
    /// The agent was shown who looks the same and goes on.
    #[serde(default)]
    pub seen_duplicates: bool,
}
