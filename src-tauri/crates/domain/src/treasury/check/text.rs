//! The texts of the treasury's files (treasury.md §2.1).

use super::{Found, Part, flaw};
use crate::issue::IssueCode;
use crate::values::text::{fold, to_latin1};

/// `TexteN` of the schema: 1 to N characters, never « nc », a lone point or only zeros (§2.1); and written in
/// Latin-1.
pub(super) fn text(
    part: Part,
    field: &'static str,
    value: &str,
    longest: usize,
    what: &str,
    remedy: &str,
) -> Found {
    if value.trim().is_empty() {
        return flaw(part, field, IssueCode::Missing, format!("{what} manque."), remedy);
    }
    if value == "." || all_zeros(value) || fold(value) == "nc" {
        return flaw(
            part,
            field,
            IssueCode::Forbidden,
            format!("{what} vaut « {value} », que le Trésor rejette."),
            remedy,
        );
    }
    let Some(written) = to_latin1(value) else {
        return flaw(
            part,
            field,
            IssueCode::NotTransmissible,
            format!("{what} « {value} » porte des caractères que le fichier du Trésor ne connaît pas."),
            "Écrivez-le en lettres latines.",
        );
    };
    let length = written.chars().count();
    if length > longest {
        return flaw(
            part,
            field,
            IssueCode::TooLong,
            format!("{what} compte {length} caractères ; le Trésor en admet {longest}."),
            remedy,
        );
    }
    None
}

/// The same of a text that may be empty.
pub(super) fn optional_text(
    part: Part,
    field: &'static str,
    value: &str,
    longest: usize,
    what: &str,
    remedy: &str,
) -> Found {
    if value.is_empty() { None } else { text(part, field, value, longest, what, remedy) }
}

/// Whether the treasury's files take this text, not empty, of that length at most.
pub(crate) fn is_transmissible(value: &str, longest: usize) -> bool {
    text(Part::Line, "", value, longest, "", "").is_none()
}

/// Whether a code says nothing: only zeros.
pub(super) fn all_zeros(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|b| b == b'0')
}
