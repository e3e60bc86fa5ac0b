//! The number under which the CAF or the MSA knows a family.

use serde::{Deserialize, Serialize};

use super::text::is_space;
use crate::issue::{IssueCode, Refusal};

/// An allocataire: unique only together with its organisme (caf.md §7). The key letter printed after the
/// number is kept apart and never checked, its algorithm being unpublished.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Allocataire {
    organisme: String,
    matricule: String,
    letter: Option<char>,
}

/// What was understood of a typed or imported number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AllocataireReading {
    /// The number.
    pub allocataire: Allocataire,
    /// What was supplied to make it whole, for the agent to confirm.
    pub to_check: Option<Refusal>,
}

impl Allocataire {
    /// Reads an organisme code (`211`) and a number as families and spreadsheets write it: `1234567A`,
    /// `1 234 567`, `234567` whose leading zero a spreadsheet has eaten.
    pub fn read(organisme: &str, matricule: &str) -> Result<AllocataireReading, Refusal> {
        let organisme: String = organisme.chars().filter(|c| !is_space(*c)).collect();
        if organisme.len() != 3 || !organisme.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Refusal::new(
                IssueCode::Malformed,
                "Le code de la caisse compte 3 chiffres, par exemple 291.",
            ));
        }
        let compact: String = matricule.chars().filter(|c| !is_space(*c)).collect::<String>().to_uppercase();
        if compact.is_empty() {
            return Err(Refusal::new(IssueCode::Missing, "Le numéro d'allocataire manque."));
        }
        let (digits, letter) = match compact.char_indices().last() {
            Some((at, last)) if last.is_ascii_alphabetic() => (&compact[..at], Some(last)),
            _ => (compact.as_str(), None),
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Refusal::new(
                IssueCode::Malformed,
                "Le numéro d'allocataire compte 7 chiffres, suivis parfois d'une lettre.",
            ));
        }
        let significant = digits.trim_start_matches('0');
        if significant.len() > 7 || significant.is_empty() {
            return Err(Refusal::new(
                IssueCode::OutOfRange,
                format!(
                    "Un numéro d'allocataire compte 7 chiffres au plus ; celui-ci en a {}.",
                    digits.len()
                ),
            ));
        }
        let matricule = format!("{significant:0>7}");
        let to_check = (digits.len() != 7).then(|| {
            Refusal::new(
                IssueCode::Ambiguous,
                format!("Le numéro « {digits} » a été lu {matricule} : un tableur retire ou ajoute des zéros en tête."),
            )
        });
        Ok(AllocataireReading { allocataire: Self { organisme, matricule, letter }, to_check })
    }

    /// The three digits of the caisse.
    pub fn organisme(&self) -> &str {
        &self.organisme
    }

    /// The seven digits of the family.
    pub fn matricule(&self) -> &str {
        &self.matricule
    }

    /// The letter printed after them.
    pub fn letter(&self) -> Option<char> {
        self.letter
    }
}

impl std::fmt::Display for Allocataire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.organisme, self.matricule)?;
        self.letter.map_or(Ok(()), |letter| write!(f, "{letter}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_caf_9() {
        let read = |text| Allocataire::read("291", text);
        let whole = read("1234567A").unwrap();
        assert_eq!((whole.allocataire.matricule(), whole.allocataire.letter()), ("1234567", Some('A')));
        assert_eq!(whole.to_check, None);
        assert_eq!(read(" 1 234 567 ").unwrap().allocataire.matricule(), "1234567");
        let short = read("234567").unwrap();
        assert_eq!(short.allocataire.matricule(), "0234567");
        assert_eq!(short.to_check.unwrap().code, IssueCode::Ambiguous);
        let padded = read("000000001234567").unwrap();
        assert_eq!(padded.allocataire.matricule(), "1234567");
        assert!(padded.to_check.is_some());
        assert_eq!(read("123456789012345").unwrap_err().code, IssueCode::OutOfRange);
        assert_eq!(read("").unwrap_err().code, IssueCode::Missing);
        assert_eq!(read("0000000").unwrap_err().code, IssueCode::OutOfRange);
        assert_eq!(read("12A4567").unwrap_err().code, IssueCode::Malformed);
        assert_eq!(read("A").unwrap_err().code, IssueCode::Malformed);
    }

    #[test]
    fn the_caisse_has_three_digits() {
        for organisme in ["", "29", "2911", "29A"] {
            assert!(Allocataire::read(organisme, "1234567").is_err(), "{organisme}");
        }
    }
}
