//! Families: households, guardians, telephones, children, custody, contacts, and what their fields were before.

mod addresses;
mod consultations;
mod custodies;
mod debtors;
mod details;
mod lines;
mod members;
mod reading;
mod sizes;
mod stays;
mod writing;

use domain::people::{
    AdultNames, AuthorityDraft, ChangeKind, CustodyPattern, HouseholdLetter, Kinship, SendPreference, Sex,
};
use domain::values::ids::{AuthorityId, ChildId, ContactId, CustodyId, FamilyId, GuardianId, HouseholdId};
use domain::values::{AddressDraft, BirthDate, PhoneKind, usual_first_name};
use jiff::civil::Date;
use uuid::Uuid;

use crate::quotients::BracketRow;

pub use addresses::{HouseholdAddressKind, HouseholdAddressRow};
pub use consultations::ConsultationRow;
pub(crate) use custodies::custody;
pub use debtors::FormerDebtorRow;
pub use details::DetailRow;
pub use lines::{ChildLine, GuardianLine, HouseholdLine, KnownChild, KnownGuardian};
pub use members::FamilyMembers;
pub(crate) use reading::letter;
pub use sizes::HouseholdSizeRow;
pub use stays::HouseholdStayRow;

/// A family file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyRow {
    /// Identifier.
    pub id: FamilyId,
    /// The number people say, taken once.
    pub number: u32,
    /// Name shown.
    pub name: String,
    /// First day the town followed it.
    pub followed_since: Date,
}

/// A household of a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdRow {
    /// Identifier.
    pub id: HouseholdId,
    /// Its family.
    pub family: FamilyId,
    /// Its letter in the family.
    pub letter: HouseholdLetter,
    /// Its postal address, as accepted.
    pub address: AddressDraft,
    /// The first day it lived there (A05), when someone said it.
    pub address_since: Option<Date>,
    /// Whether it pays the price of residents.
    pub is_resident: bool,
    /// The guardian invoices are made out to.
    pub debtor: Option<GuardianId>,
    /// Health insurance regime (V09), from a closed list.
    pub regime: String,
    /// What the desk may know of its quotient. Written by [`crate::Writer::set_bracket`].
    pub bracket: BracketRow,
}

/// A guardian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianRow {
    /// Identifier.
    pub id: GuardianId,
    /// Their household.
    pub household: HouseholdId,
    /// Order in the household, from 1.
    pub rank: u8,
    /// Treasury code: `M`, `MME` … or nothing.
    pub civility: String,
    /// Birth name (A01).
    pub birth_name: String,
    /// Name used (A02), empty when it is the birth name.
    pub usage_name: String,
    /// First names (A03), the usual one first.
    pub first_names: String,
    /// Birth date (A09), as far as it is known.
    pub birth_date: Option<BirthDate>,
    /// Birth place (A10), may be empty.
    pub birth_place: String,
    /// INSEE code of that place, empty for words alone.
    pub birth_code: String,
    /// What they are to the children (V07).
    pub kinship: Kinship,
    /// E-mail (A06), may be empty.
    pub email: String,
    /// How they want what is sent to them (A06).
    pub sending: SendPreference,
}

/// A telephone of a guardian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneRow {
    /// Whose.
    pub guardian: GuardianId,
    /// Order of call, from 1.
    pub call_rank: u8,
    /// E.164.
    pub number: String,
    /// What it is (A07); none for those written before anybody said it.
    pub kind: Option<PhoneKind>,
}

/// A child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildRow {
    /// Identifier.
    pub id: ChildId,
    /// Family name (E01).
    pub family_name: String,
    /// First names (E02), the usual one first.
    pub first_names: String,
    /// Sex (E03), when known.
    pub sex: Option<Sex>,
    /// Birth date (E04), as far as it is known.
    pub birth_date: BirthDate,
    /// Birth place (E05), may be empty.
    pub birth_place: String,
    /// INSEE code of that place, empty for words alone.
    pub birth_code: String,
    /// Code of the neutral diet (E14).
    pub diet_code: String,
    /// Doctor (E18), may be empty.
    pub doctor_name: String,
    /// E.164, may be empty.
    pub doctor_phone: String,
    /// `unknown`, `up_to_date` or `to_complete` (E16). Changed by [`crate::Writer::set_health_light`] only.
    pub health_light: String,
    /// When something is next due.
    pub health_due_on: Option<Date>,
}

/// A child's custody by a household, from a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodyRow {
    /// Identifier.
    pub id: CustodyId,
    /// The child.
    pub child: ChildId,
    /// The household.
    pub household: HouseholdId,
    /// When, or for which part.
    pub pattern: CustodyPattern,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
}

/// What is said of an adult's parental authority over a child (V01 to V03).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityRow {
    /// Identifier.
    pub id: AuthorityId,
    /// What it says.
    pub said: AuthorityDraft,
    /// The agent who saw the paper.
    pub seen_by: Option<Uuid>,
    /// The adult's names. Read only.
    pub names: AdultNames,
    /// The agent's name. Read only.
    pub seen_by_name: String,
}

/// What an adult is to one child, when it is not what they are to the others (V07).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KinshipRow {
    /// The child.
    pub child: ChildId,
    /// The adult.
    pub guardian: GuardianId,
    /// What they are.
    pub kinship: Kinship,
}

/// Someone to call, someone who may pick up the children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRow {
    /// Identifier.
    pub id: ContactId,
    /// The family.
    pub family: FamilyId,
    /// Family name.
    pub name: String,
    /// First name.
    pub first_name: String,
    /// Who they are to the children.
    pub link: String,
    /// E.164, may be empty.
    pub phone: String,
    /// Order of call in an emergency, from 1.
    pub emergency_rank: Option<u8>,
    /// Whether they may pick up the children (V08).
    pub may_pick_up: bool,
    /// Document to show.
    pub document_to_show: String,
    /// First day.
    pub valid_from: Option<Date>,
    /// Last day.
    pub valid_to: Option<Date>,
}

/// A BASE field that changed, with its value before: what a record answers to « qui, quand, avant ? ». Never a sealed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Identifier.
    pub id: Uuid,
    /// The family whose file shows it.
    pub family: FamilyId,
    /// What changed: the family, a household, a guardian, a child, a contact.
    pub subject: Uuid,
    /// What it is about.
    pub kind: ChangeKind,
    /// The field, in French.
    pub label: String,
    /// Value before, empty when there was none.
    pub before: String,
    /// Value after, empty when it was removed.
    pub after: String,
}

/// A change as read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastChange {
    /// The change.
    pub change: ChangeRow,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Who.
    pub agent: Uuid,
}

impl GuardianRow {
    /// The names the adult is known by.
    pub fn names(&self) -> AdultNames {
        AdultNames {
            first_names: self.first_names.clone(),
            usage_name: self.usage_name.clone(),
            birth_name: self.birth_name.clone(),
        }
    }
}

/// `Maëlle Le Goff`: the usual first name, then the name used or else the birth name.
pub fn shown_name(first_names: &str, usage_name: &str, birth_name: &str) -> String {
    let family = if usage_name.is_empty() { birth_name } else { usage_name };
    format!("{} {family}", usual_first_name(first_names)).trim().to_owned()
}
