//! A household of the file, its guardians, what it owes.

use domain::payments::UsualMeans;
use domain::people::{Detail, GuardianDraft, HouseholdLetter, Kinship, ParentalAuthority};
use domain::values::ids::{AddressId, ChildId, GuardianId, HouseholdId};
use domain::values::{AddressDraft, BirthDate, Cents, PhoneKind};
use jiff::civil::Date;
use serde::Serialize;
use ts_rs::TS;

use super::{BalanceLight, BracketView, FormerDebtorView, HouseholdStayView};

/// A telephone.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PhoneView {
    /// E.164, as sent back in a form.
    pub number: String,
    /// As dialled, with its spaces.
    pub shown: String,
    /// What it is (A07).
    pub kind: PhoneKind,
    /// `mobile`, `domicile`, `travail`.
    pub kind_label: String,
}

/// An answer to an optional field, as a file shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DetailView {
    /// Which.
    pub detail: Detail,
    /// Its name.
    pub label: String,
    /// The answer, in words.
    pub value: String,
}

/// A former address or a second home (A05).
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdAddressView {
    /// Identifier.
    pub id: AddressId,
    /// Whether it is where they lived before.
    pub former: bool,
    /// One line.
    pub line: String,
    /// As a form edits it.
    pub address: AddressDraft,
    /// First day, when known.
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// Last day.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// How many live in a household (V05, V06).
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdSizeView {
    /// Children it has custody of today, as the file counts them.
    pub counted_children: u8,
    /// Its guardians and those children.
    pub counted_persons: u8,
    /// Children, as said or counted.
    pub children: u8,
    /// Persons in all, as said or counted.
    pub persons: u8,
    /// What was said, in force today; none when everything is counted.
    pub said: Option<HouseholdSizeSaidView>,
}

/// What was said of how many live in a household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdSizeSaidView {
    /// From that day on.
    #[ts(type = "string")]
    pub from: Date,
    /// Children, when they were said.
    pub children: Option<u8>,
    /// Persons, when they were said.
    pub persons: Option<u8>,
    /// Why it is not what is counted.
    pub reason: String,
}

/// The last consultation of the caisse for a household (V17).
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaisseConsultationView {
    /// When.
    #[ts(type = "string")]
    pub on: Date,
    /// By whom.
    pub by: String,
}

/// A guardian of a household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GuardianView {
    /// Identifier.
    pub id: GuardianId,
    /// `Maëlle Le Goff`.
    pub shown_name: String,
    /// Civility code, empty when unknown.
    pub civility: String,
    /// Birth name (A01).
    pub birth_name: String,
    /// Name used (A02).
    pub usage_name: String,
    /// First names (A03).
    pub first_name: String,
    /// What they are to each child of the file, and what authority they hold over them today. INS, TER and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub bonds: Option<Vec<BondView>>,
    /// Telephones, in order of call.
    pub phones: Vec<PhoneView>,
    /// Whether they are the household's debtor.
    pub is_debtor: bool,
    /// Since when they live there, and the last day once they have left. INS and FAC only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stay: Option<HouseholdStayView>,
    /// E-mail (A06). Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub email: Option<String>,
    /// `par courriel`, `par courrier`, empty when they have not said (A06). Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sending_label: Option<String>,
    /// Answers to the optional fields that the town asks and this role reads (X08).
    pub details: Vec<DetailView>,
    /// Birth date and place (A09, A10). INS and FAC only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub birth: Option<BirthView>,
    /// What a form starts from. INS only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub draft: Option<GuardianDraft>,
}

/// What an adult is to a child (V07), and the parental authority they hold over them today (V02, V03).
#[derive(Debug, Clone, Serialize, TS)]
pub struct BondView {
    /// The child.
    pub child: ChildId,
    /// Their first name.
    pub child_name: String,
    /// What the adult is to them.
    pub kinship: Kinship,
    /// `mère`, `père` …
    pub kinship_label: String,
    /// What they hold today; nothing when they hold none and have lost none.
    pub authority: Option<ParentalAuthority>,
    /// `conjointe` …, `aucune`.
    pub authority_label: String,
}

/// When and where someone was born.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BirthView {
    /// Date, as far as it is known: `1985-03-12`, `1985-03`, `1985`.
    #[ts(type = "string | null")]
    pub date: Option<BirthDate>,
    /// Place, may be empty: `Montbard (21)`, `Alger (Algérie)`.
    pub place: String,
}

/// How a household usually pays.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UsualMeansView {
    /// As it was said; what a mandate says is beside.
    pub said: Option<UsualMeans>,
    /// Whether a mandate in force says it.
    pub by_mandate: bool,
    /// `Chèque`; empty when nobody said.
    pub label: String,
}

/// What a household owes.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdBalanceView {
    /// As a light.
    pub light: BalanceLight,
    /// In cents, negative when paid in advance. FAC and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due_cents: Option<Cents>,
    /// The next day by which something is to be paid. FAC and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub due_on: Option<Date>,
}

/// A household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdView {
    /// Identifier.
    pub id: HouseholdId,
    /// A, B…
    pub letter: HouseholdLetter,
    /// The address, one line.
    pub address_line: String,
    /// The address, as a form edits it.
    pub address: AddressDraft,
    /// Since when it lives there, when someone said it.
    #[ts(type = "string | null")]
    pub address_since: Option<Date>,
    /// Its second homes, then where it lived before, the latest first.
    pub addresses: Vec<HouseholdAddressView>,
    /// How many live there. INS and FAC only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub size: Option<HouseholdSizeView>,
    /// The last consultation of its caisse. INS, FAC and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub consultation: Option<CaisseConsultationView>,
    /// Whether it pays the residents' price.
    pub is_resident: bool,
    /// Its guardians.
    pub guardians: Vec<GuardianView>,
    /// Who owed its invoices before, the first first. INS and FAC only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub former_debtors: Option<Vec<FormerDebtorView>>,
    /// Health insurance regime (V09), while the town asks it. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub regime: Option<String>,
    /// Its name. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub regime_label: Option<String>,
    /// What the desk may know of its quotient. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub bracket: Option<BracketView>,
    /// What it owes. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub balance: Option<HouseholdBalanceView>,
    /// How it usually pays (F06). FAC and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub usual_means: Option<UsualMeansView>,
}
