//! What the screens of families ask and are answered. A field marked « absent » is not sent to who may not see it.

use domain::issue::FieldIssue;
use domain::people::{
    ChildDraft, ContactDraft, CustodyDraft, CustodyPattern, GuardianDraft, HouseholdLetter,
    ParentalAuthority, Sex,
};
use domain::values::ids::{
    ActivityId, ChildId, ClassId, ContactId, CustodyId, FamilyId, GuardianId, HouseholdId, InvoiceId,
};
use domain::values::{AddressDraft, Cents};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// What the desk sees of a child's health file (E16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthLight {
    /// Something is missing.
    ToComplete,
    /// Never looked at.
    Unknown,
    /// Nothing is missing.
    UpToDate,
}

/// What INS sees of a balance (F09).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BalanceLight {
    /// Something is owed.
    Owes,
    /// Nothing is owed.
    Even,
    /// Paid in advance.
    Advance,
}

/// Where a household's quotient stands: what the desk may know of it (F03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuotientState {
    /// None was ever recorded: the highest price applies.
    Missing,
    /// Its last day is past: the highest price applies.
    Expired,
    /// It ends within thirty days, or it is a year old.
    ToRenew,
    /// It applies.
    Current,
}

/// A family in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyRow {
    /// Identifier.
    pub id: FamilyId,
    /// Number people quote.
    pub number: u32,
    /// Name.
    pub name: String,
    /// Guardians' first names and names, debtors first.
    pub guardians: Vec<String>,
    /// Debtors, one per household.
    pub debtors: Vec<String>,
    /// First names of the children, eldest first.
    pub children: Vec<String>,
    /// How many.
    pub children_count: u32,
    /// Their schools, each once.
    pub schools: Vec<String>,
    /// City of the first household.
    pub city: String,
    /// The telephone to call first, as dialled.
    pub phone: String,
    /// Whether two households share the children.
    pub shared_custody: bool,
    /// What the file lacks, in French; empty when it is complete.
    pub missing: Vec<String>,
    /// Bracket of each household, `A Tranche 3 · B Tranche 5`. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub bracket: Option<String>,
    /// The worst of its households' quotients. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quotient_state: Option<QuotientState>,
    /// What it owes, in cents; negative when paid in advance. FAC and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub balance_cents: Option<Cents>,
    /// The same as a light. Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub balance_light: Option<BalanceLight>,
    /// The worst of its children's lights. Absent for FAC and RES.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub health_light: Option<HealthLight>,
}

/// Every family, by name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyListView {
    /// The families.
    pub families: Vec<FamilyRow>,
}

/// Which family.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FamilyRequest {
    /// The family.
    pub family: FamilyId,
}

/// A telephone.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PhoneView {
    /// E.164, as sent back in a form.
    pub number: String,
    /// As dialled, with its spaces.
    pub shown: String,
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
    /// `mère`, `père` …
    pub kinship_label: String,
    /// Parental authority (V03).
    pub authority: ParentalAuthority,
    /// `conjointe` …
    pub authority_label: String,
    /// Telephones, in order of call.
    pub phones: Vec<PhoneView>,
    /// Whether they are the household's debtor.
    pub is_debtor: bool,
    /// E-mail (A06). Absent for SAN and TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub email: Option<String>,
    /// Birth date and place (A09, A10). INS and FAC only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub birth: Option<BirthView>,
    /// What a form starts from. INS only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub draft: Option<GuardianDraft>,
}

/// When and where someone was born.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BirthView {
    /// Date.
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    /// Place, may be empty.
    pub place: String,
}

/// What a household's quotient lets the desk know.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BracketView {
    /// Where it stands.
    pub state: QuotientState,
    /// Name of the bracket.
    pub label: Option<String>,
    /// Month of the quotient, `2026-11`.
    pub month: Option<String>,
    /// Its last day.
    #[ts(type = "string | null")]
    pub until: Option<Date>,
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
    /// Whether it pays the residents' price.
    pub is_resident: bool,
    /// Its guardians.
    pub guardians: Vec<GuardianView>,
    /// Health insurance regime (V09). Absent for SAN and TER.
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
}

/// What a child does in an activity.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChildActivityView {
    /// The activity.
    pub activity: ActivityId,
    /// Its name.
    pub name: String,
    /// `L M J V`, empty without a weekly pattern.
    pub days: String,
    /// Whether the child still waits for a place.
    pub waiting: bool,
}

/// A custody.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustodyView {
    /// Identifier.
    pub id: CustodyId,
    /// Household.
    pub household: HouseholdId,
    /// Its letter, or the name of the other family.
    pub household_label: String,
    /// When, or for which part.
    pub pattern: CustodyPattern,
    /// In words.
    pub label: String,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// What the desk sees of a child's health.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct HealthLightView {
    /// The light.
    pub light: HealthLight,
    /// When something is next due.
    #[ts(type = "string | null")]
    pub due_on: Option<Date>,
}

/// The neutral diet and the doctor (E14, E18).
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChildCareView {
    /// Code of the diet.
    pub diet_code: String,
    /// Its name.
    pub diet_label: String,
    /// Doctor.
    pub doctor_name: String,
    /// As dialled.
    pub doctor_phone: String,
}

/// A child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChildView {
    /// Identifier.
    pub id: ChildId,
    /// `Léonie d’Estienne-Le Goff`.
    pub shown_name: String,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth date.
    #[ts(type = "string")]
    pub birth_date: Date,
    /// `7 ans`, `17 mois`.
    pub age: String,
    /// Class of the day.
    pub class: Option<ClassId>,
    /// `Les Tilleuls, CE1 B`; empty without a class.
    pub schooling: String,
    /// Activities, in the order of lists.
    pub activities: Vec<ChildActivityView>,
    /// Custodies in force or to come.
    pub custodies: Vec<CustodyView>,
    /// Who pays, in words.
    pub payer: String,
    /// Health light. Absent for FAC and RES.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub health: Option<HealthLightView>,
    /// Diet and doctor. Absent for FAC and RES.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub care: Option<ChildCareView>,
    /// What a form starts from. INS only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub draft: Option<ChildDraft>,
}

/// A week of alternating custody.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustodyWeekView {
    /// ISO number of the week it begins in.
    pub week: u8,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string")]
    pub to: Date,
    /// Letter of the household, or the name of the other family; empty when nobody has custody.
    pub household: String,
    /// Whether today is in it.
    pub is_current: bool,
}

/// Children whose custody alternates together.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustodyRhythmView {
    /// First names.
    pub children: Vec<String>,
    /// The day it changes, in French.
    pub changes_on: String,
    /// Eight weeks, two of them past.
    pub weeks: Vec<CustodyWeekView>,
}

/// A contact of a family.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ContactView {
    /// Identifier.
    pub id: ContactId,
    /// `Yvonne Le Goff`.
    pub shown_name: String,
    /// What they are to the children.
    pub relation: String,
    /// As dialled.
    pub phone: String,
    /// Order of call in an emergency.
    pub emergency_rank: Option<u8>,
    /// Whether they may leave with the children today.
    pub may_pick_up_today: bool,
    /// What a form starts from, and what undoes a removal.
    pub draft: ContactDraft,
}

/// A day to come.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NextBookingView {
    /// The day.
    #[ts(type = "string")]
    pub day: Date,
    /// Units, in the order of the day: `Cantine, Accueil du soir`.
    pub units: String,
    /// First names.
    pub children: Vec<String>,
}

/// An invoice in the summary of a family.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyInvoiceRow {
    /// Identifier.
    pub id: InvoiceId,
    /// Number.
    pub number: String,
    /// Letter of the household.
    pub household: String,
    /// Month billed, `2026-10`.
    pub month: String,
    /// Total.
    pub total_cents: Cents,
    /// What was paid of it.
    pub paid_cents: Cents,
    /// To be paid by.
    #[ts(type = "string")]
    pub due_on: Date,
}

/// The family whose household shares a child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LinkedFamilyView {
    /// The other file.
    pub family: FamilyId,
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: String,
}

/// A family file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyView {
    /// Identifier.
    pub id: FamilyId,
    /// Number, `002 417`.
    pub number: String,
    /// Name.
    pub name: String,
    /// Followed since.
    #[ts(type = "string")]
    pub followed_since: Date,
    /// `parents séparés, garde alternée`; empty when there is nothing to say.
    pub situation: String,
    /// Households, A first.
    pub households: Vec<HouseholdView>,
    /// Children, eldest first.
    pub children: Vec<ChildView>,
    /// Alternating custody, one entry per rhythm.
    pub rhythms: Vec<CustodyRhythmView>,
    /// Contacts, in order of call.
    pub contacts: Vec<ContactView>,
    /// What the file lacks, in French.
    pub missing: Vec<String>,
    /// Guardians who may not leave with the children: without parental authority.
    pub pick_up_bans: Vec<String>,
    /// Days to come.
    pub bookings: Vec<NextBookingView>,
    /// Other files that share a child.
    pub linked: Vec<LinkedFamilyView>,
    /// Latest invoices. FAC and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub invoices: Option<Vec<FamilyInvoiceRow>>,
    /// How many there are in all. FAC and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub invoices_count: Option<u32>,
}

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
    pub birth_date: Option<Date>,
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

/// One line of « qui, quand, avant ? ».
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyHistoryRow {
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Who.
    pub agent: String,
    /// What: field and whose.
    pub label: String,
    /// Before; empty when there was nothing.
    pub before: String,
    /// After; empty when it was removed.
    pub after: String,
}

/// The history of a family's file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyHistoryView {
    /// Newest first.
    pub changes: Vec<FamilyHistoryRow>,
}
