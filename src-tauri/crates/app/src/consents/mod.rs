//! Consents, information of families, objections to prospecting.

mod answering;
mod family;
#[cfg(test)]
pub(crate) mod tests;
mod texts;
mod views;

pub use answering::{consent_answer, consent_answer_remove, prospecting_object};
pub(crate) use family::agreed;
pub use family::family_consents;
pub(crate) use family::{photo_refusal, photo_refusals, told};
pub(crate) use texts::begin;
pub use texts::{
    consent_text_list, consent_text_retire, consent_text_save, consent_texts_start, consent_version_add,
    prospecting_save,
};
pub use views::*;
