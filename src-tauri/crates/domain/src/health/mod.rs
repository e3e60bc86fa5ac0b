//! A child's health, as far as the service needs it: what to do, never why.

mod canonical;
mod diet;
mod pai;
mod record;
mod refused_words;
mod vaccination;

pub use canonical::CorruptRecord;
pub use diet::{Allergen, Diet, Severity};
pub use pai::{Pai, PaiDraft, PaiState};
pub use record::{
    Allergy, AllergyDraft, HealthRecord, HealthRecordDraft, KitchenInstruction, OperationalHealth,
};
pub use refused_words::{
    RefusedWord, TextKind, Verdict, WordCategory, check_no_national_number, check_text,
    national_number_refusal, refused_words,
};
pub use vaccination::{
    Contraindication, Dose, VaccinationLight, VaccinationRules, VaccinationState, Valence, ValenceState,
};
