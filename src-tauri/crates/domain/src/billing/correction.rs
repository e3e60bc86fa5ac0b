//! What may be given back: never more than was asked, however many corrections it takes.

use crate::issue::{IssueCode, Refusal};
use crate::values::Cents;
use crate::values::text::french;

/// What a correction corrects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Corrected {
    /// A line of an invoice.
    Line,
    /// An invoice as a whole.
    Invoice,
}

/// Refuses a correction that would give back more than is left of what was `asked`, once those written `before` are counted.
pub fn check_correction(
    corrected: Corrected,
    asked: Cents,
    before: Cents,
    correction: Cents,
) -> Result<(), Refusal> {
    let left = asked + before;
    if !correction.is_negative() || !(left + correction).is_negative() {
        return Ok(());
    }
    let what = match corrected {
        Corrected::Line => "La ligne corrigée",
        Corrected::Invoice => "La facture corrigée",
    };
    let corrected_before = match before.is_zero() {
        true => String::new(),
        false => format!(", dont {before} déjà corrigés"),
    };
    Err(Refusal::new(
        IssueCode::OutOfRange,
        french(&format!("{what} vaut {asked}{corrected_before} : on ne peut pas rendre plus que {left}.")),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: i64, before: i64, correction: i64) -> Option<String> {
        check_correction(Corrected::Line, Cents(asked), Cents(before), Cents(correction))
            .err()
            .map(|refusal| refusal.message)
    }

    #[test]
    fn no_more_is_given_back_than_was_asked() {
        assert_eq!(check(1_000, 0, -1_000), None);
        assert_eq!(check(1_000, -600, -400), None);
        assert_eq!(check(1_000, 500, -1_500), None);
        assert!(check(1_000, 0, -1_001).is_some());
        assert!(check(1_000, -600, -401).unwrap().contains("rendre plus que 4,00"));
        // What is asked besides is never in excess, even of a line already given back.
        assert_eq!(check(1_000, -1_000, 1), None);
        assert_eq!(check(-200, 0, 100), None);
    }
}
