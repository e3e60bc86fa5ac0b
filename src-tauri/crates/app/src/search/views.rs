//! The search box: what was typed, who answers, and why.

use domain::values::BirthDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// What was typed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SearchRequest {
    /// As typed: accents, case and order of words do not matter.
    pub text: String,
    /// How many of each kind; eight when absent.
    #[serde(default)]
    pub limit: Option<u8>,
}

/// What kind of thing answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    /// A family.
    Family,
    /// A child.
    Child,
    /// A guardian.
    Guardian,
    /// An invoice.
    Invoice,
}

/// Why it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchReason {
    /// Family name.
    Name,
    /// Birth name of someone who uses another.
    BirthName,
    /// Name used.
    UsageName,
    /// First name.
    FirstName,
    /// Telephone.
    Phone,
    /// Number of the file or of the invoice.
    Number,
    /// Number of the file in the product it comes from.
    FormerNumber,
    /// Number at the caisse.
    Allocataire,
    /// Birth date.
    BirthDate,
    /// E-mail.
    Email,
    /// Contact or pick-up person.
    Contact,
    /// Reference of a mandate.
    Mandate,
    /// Last characters of an IBAN.
    Account,
}

/// Something that answers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SearchHit {
    /// What it is.
    pub kind: SearchKind,
    /// Identifier.
    #[ts(type = "string")]
    pub id: Uuid,
    /// The family whose file to open.
    #[ts(type = "string | null")]
    pub family: Option<Uuid>,
    /// `Le Goff · d’Estienne`, `Léonie d’Estienne-Le Goff`, `2026-000042`.
    pub label: String,
    /// What tells it from its namesakes: street and children, age and class, month and total.
    pub detail: String,
    /// Birth date of a child.
    #[ts(type = "string | null")]
    pub birth_date: Option<BirthDate>,
    /// Why.
    pub reason: SearchReason,
    /// The same in French: `nom`, `téléphone`.
    pub reason_label: String,
}

/// Who answers, families first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SearchView {
    /// The answers.
    pub hits: Vec<SearchHit>,
    /// The words understood, to be marked in the labels.
    pub words: Vec<String>,
    /// How many things can be found in all.
    pub searched: u32,
    /// Time taken in the core, in microseconds.
    pub elapsed_us: u32,
}
