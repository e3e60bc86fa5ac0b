//! The health record of a child.

mod operational;
mod writing;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::operational::{KitchenInstruction, OperationalHealth};
use super::refused_words::{TextKind, check_text};
use super::{Allergen, Contraindication, Dose, Pai, PaiDraft, Severity};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::text::tidy;

/// Longest free text of the record, in characters: the record is padded to a fixed size when sealed.
const LONGEST_TEXT: usize = 400;

/// An allergy as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct AllergyDraft {
    /// To what.
    pub allergen: Allergen,
    /// How bad.
    pub severity: Severity,
    /// What to do: ingestion, contact, gestures.
    pub instruction: String,
}

/// An allergy (E13).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allergy {
    /// To what.
    pub allergen: Allergen,
    /// How bad.
    pub severity: Severity,
    /// What to do.
    pub instruction: String,
}

/// A health record as typed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HealthRecordDraft {
    /// Allergies.
    pub allergies: Vec<AllergyDraft>,
    /// PAI.
    pub pai: Option<PaiDraft>,
    /// Whether a handicap calls for particular care (E08): yes or no, never which.
    pub needs_support: bool,
    /// Measures decided (E09): what is done, never why.
    pub adaptations: String,
    /// What the kitchen must do beyond the diet.
    pub kitchen_note: String,
    /// Allergies or conditions that call for care (E19), optional, with the guardians' agreement.
    pub care_note: String,
    /// Day the guardians agreed to [`Self::care_note`].
    #[ts(type = "string | null")]
    pub care_agreed_on: Option<Date>,
    /// Vaccine doses.
    pub doses: Vec<Dose>,
    /// Contraindications, one vaccine each.
    pub contraindications: Vec<Contraindication>,
}

/// The whole health record of a child. It is sealed as one padded cell (HEALTH_RECORD) and never serialised
/// otherwise.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct HealthRecord {
    allergies: Vec<Allergy>,
    pai: Option<Pai>,
    needs_support: bool,
    adaptations: Option<String>,
    kitchen_note: Option<String>,
    care_note: Option<String>,
    care_agreed_on: Option<Date>,
    doses: Vec<Dose>,
    contraindications: Vec<Contraindication>,
}

impl HealthRecord {
    /// Checks the draft on the day it is typed; all the problems come back together. Words that reveal what must
    /// not be recorded are refused with an explanation (rows I01, I02, I08).
    pub fn try_new(draft: &HealthRecordDraft, today: Date) -> Result<Self, Vec<FieldIssue>> {
        Self::try_new_with_warnings(draft, today).map(|(record, _)| record)
    }

    /// [`Self::try_new`], with the words that are only signalled (row I07): the agent reads them once it is saved.
    pub fn try_new_with_warnings(
        draft: &HealthRecordDraft,
        today: Date,
    ) -> Result<(Self, Vec<FieldIssue>), Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let allergies = check_allergies(&mut issues, &draft.allergies);
        let pai = draft.pai.as_ref().and_then(|pai| issues.take_all("pai", Pai::try_new(pai)));
        let adaptations = free_text(&mut issues, "adaptations", &draft.adaptations, TextKind::Adaptation);
        let kitchen_note = free_text(&mut issues, "kitchen_note", &draft.kitchen_note, TextKind::Instruction);
        let care_note = free_text(&mut issues, "care_note", &draft.care_note, TextKind::CareNote);
        check_agreement(&mut issues, care_note.is_some(), draft.care_agreed_on, today);
        check_days(&mut issues, draft, today);
        let mut doses = draft.doses.clone();
        doses.sort_unstable();
        doses.dedup();
        issues.finish_with_warnings(Some(Self {
            allergies,
            pai,
            needs_support: draft.needs_support,
            adaptations,
            kitchen_note,
            care_agreed_on: draft.care_agreed_on.filter(|_| care_note.is_some()),
            care_note,
            doses,
            contraindications: draft.contraindications.clone(),
        }))
    }

    /// Allergies.
    pub fn allergies(&self) -> &[Allergy] {
        &self.allergies
    }

    /// PAI.
    pub fn pai(&self) -> Option<&Pai> {
        self.pai.as_ref()
    }

    /// Whether a handicap calls for particular care.
    pub fn needs_support(&self) -> bool {
        self.needs_support
    }

    /// Measures decided.
    pub fn adaptations(&self) -> Option<&str> {
        self.adaptations.as_deref()
    }

    /// What the kitchen must do beyond the diet.
    pub fn kitchen_note(&self) -> Option<&str> {
        self.kitchen_note.as_deref()
    }

    /// Conditions that call for care.
    pub fn care_note(&self) -> Option<&str> {
        self.care_note.as_deref()
    }

    /// Day the guardians agreed to [`Self::care_note`].
    pub fn care_agreed_on(&self) -> Option<Date> {
        self.care_agreed_on
    }

    /// Vaccine doses, in order.
    pub fn doses(&self) -> &[Dose] {
        &self.doses
    }

    /// Contraindications.
    pub fn contraindications(&self) -> &[Contraindication] {
        &self.contraindications
    }
}

fn check_allergies(issues: &mut Issues, drafts: &[AllergyDraft]) -> Vec<Allergy> {
    let mut allergies: Vec<Allergy> = Vec::with_capacity(drafts.len());
    for (rank, draft) in drafts.iter().enumerate() {
        issues.within(&format!("allergies.{rank}"), |issues| {
            let allergen = issues.take("allergen", draft.allergen.clone().check());
            let instruction = free_text(issues, "instruction", &draft.instruction, TextKind::Instruction);
            if instruction.is_none() && draft.severity == Severity::Severe {
                issues.refuse(
                    "instruction",
                    IssueCode::Missing,
                    "Une allergie sévère dit toujours quoi faire.",
                );
            }
            if let Some(allergen) = allergen {
                if allergies.iter().any(|other| other.allergen == allergen) {
                    issues.refuse("allergen", IssueCode::Duplicate, "Cet allergène figure déjà.");
                }
                let instruction = instruction.unwrap_or_default();
                allergies.push(Allergy { allergen, severity: draft.severity, instruction });
            }
        });
    }
    allergies
}

/// A note that calls for care is kept with the guardians' agreement (E19).
fn check_agreement(issues: &mut Issues, noted: bool, agreed_on: Option<Date>, today: Date) {
    if noted && agreed_on.is_none() {
        issues.refuse(
            "care_agreed_on",
            IssueCode::Missing,
            "Cette information est facultative : notez la date d'accord des titulaires, ou effacez-la.",
        );
    }
    if agreed_on.is_some_and(|day| day > today) {
        issues.refuse("care_agreed_on", IssueCode::ImpossibleDate, "La date d'accord est dans le futur.");
    }
}

fn check_days(issues: &mut Issues, draft: &HealthRecordDraft, today: Date) {
    for (rank, dose) in draft.doses.iter().enumerate() {
        if dose.on > today {
            issues.refuse(
                &format!("doses.{rank}.on"),
                IssueCode::ImpossibleDate,
                "Cette dose est datée dans le futur.",
            );
        }
    }
    for (rank, contraindication) in draft.contraindications.iter().enumerate() {
        if contraindication.to.is_some_and(|to| to < contraindication.from) {
            issues.refuse(
                &format!("contraindications.{rank}.to"),
                IssueCode::ImpossibleDate,
                "La fin de la contre-indication précède son début.",
            );
        }
    }
}

fn free_text(issues: &mut Issues, field: &str, typed: &str, kind: TextKind) -> Option<String> {
    let text = tidy(typed);
    if text.is_empty() {
        return None;
    }
    if text.chars().count() > LONGEST_TEXT {
        issues.refuse(
            field,
            IssueCode::TooLong,
            format!("Ce texte dépasse {LONGEST_TEXT} caractères : gardez ce qu'il faut faire."),
        );
    }
    check_text(issues, field, &text, kind);
    Some(text)
}

#[cfg(test)]
mod tests;
