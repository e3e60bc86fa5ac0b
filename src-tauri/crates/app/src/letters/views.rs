//! What the screens of letters ask and are answered.

use domain::people::LetterDraft;
use domain::values::ids::{FamilyId, GuardianId, LetterId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A letter to write.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LetterWriteRequest {
    /// The file.
    pub family: FamilyId,
    /// The adult it is addressed to, at their household's address.
    pub guardian: GuardianId,
    /// What fills it.
    pub draft: LetterDraft,
}

/// The letter that was written, kept and shown.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LetterWrittenView {
    /// The letter.
    pub letter: LetterId,
    /// The file that was shown.
    pub file_name: String,
}

/// A letter that left.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct LetterRequest {
    /// Which.
    pub letter: LetterId,
}

/// A letter that left, as the file lists it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LetterView {
    /// Identifier.
    pub id: LetterId,
    /// `rendez-vous`.
    pub kind_label: String,
    /// The day it bears.
    #[ts(type = "string")]
    pub on: Date,
    /// `Mme Maëlle Le Goff`.
    pub to: String,
    /// Who made it.
    pub written_by: String,
}
