//! Supporting documents (« pièces »): what the town asks for, of whom, for which activity and how long it holds; what is missing.
//!
//! A service asks only for what it strictly needs (NS-58, requirement X08). Some papers are shown and never copied: identity (I13),
//! a judgment (V01). What a paper of health, of income or of a bank says is never written here: only that it was given (I06, F05).

mod attachment;
mod document;
mod expected;
mod kind;
mod standing;
mod start;
mod validity;

pub use attachment::{
    FileFormat, MAX_FILE_BYTES, MAX_FILES, MAX_PHOTO_BYTES, PHOTO_SIZE, PhotoSubject, check_file,
    check_photo, file_refusal,
};
pub use document::{Document, DocumentDraft, DocumentFault, DocumentSubject, DocumentVerdict};
pub use expected::{Expectation, Home, Registered, expected};
pub(crate) use kind::coded;
pub use kind::{DocumentKeeping, DocumentKind, DocumentKindDraft, DocumentNature, DocumentOwner};
pub use standing::{DocumentMark, DocumentStanding, EXPIRES_SOON_DAYS, Standing, standing};
pub use start::starting_kinds;
pub use validity::DocumentValidity;
