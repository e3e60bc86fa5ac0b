//! A family's file, whole.

use domain::people::{AuthorityDraft, ContactDraft};
use domain::values::Cents;
use domain::values::ids::{AuthorityId, ContactId, FamilyId, InvoiceId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChildView, CustodyRhythmView, HouseholdView};
use crate::supporting::DocumentGlanceView;

/// Which family.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FamilyRequest {
    /// The family.
    pub family: FamilyId,
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

/// Someone who may not come for children, today.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PickUpBanView {
    /// Their name.
    pub person: String,
    /// The children's first names.
    pub children: Vec<String>,
}

/// What is said of an adult's authority over a child, from a day to a day (V01 to V03).
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuthorityView {
    /// Identifier.
    pub id: AuthorityId,
    /// `Julien d’Estienne`.
    pub guardian_name: String,
    /// `Léonie`.
    pub child_name: String,
    /// `conjointe` …
    pub label: String,
    /// Whether it holds today.
    pub in_force: bool,
    /// `acte de naissance du 14/03/2019, vu le 02/09/2026 par Nadia Benali`; empty when no paper was seen.
    pub title_line: String,
    /// What a form and an undo start from.
    pub draft: AuthorityDraft,
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
    /// Who may not come for a child, be called or be written to: they have lost parental authority. INS, TER and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pick_up_bans: Option<Vec<PickUpBanView>>,
    /// What is said of parental authority, the latest first. INS, TER and RES only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub authorities: Option<Vec<AuthorityView>>,
    /// The documents asked for, in figures. Not for TER.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub documents: Option<DocumentGlanceView>,
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
