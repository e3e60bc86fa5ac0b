//! Public identifiers of organisations and schools.

use ts_rs::TS;

use super::text::is_space;
use super::text_value;
use crate::issue::{IssueCode, Refusal};

/// A SIRET: fourteen digits under Luhn's key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
#[ts(type = "string")]
pub struct Siret(String);

text_value!(Siret, Siret::parse);

/// La Poste numbers its offices without Luhn's key: the sum of the digits is a multiple of five instead.
const SIREN_LA_POSTE: &str = "356000000";

impl Siret {
    /// Reads fourteen digits, spaces allowed.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let digits: String = text.chars().filter(|c| !is_space(*c)).collect();
        if digits.is_empty() {
            return Err(Refusal::new(IssueCode::Missing, "Le SIRET manque."));
        }
        if digits.len() != 14 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Refusal::new(IssueCode::Malformed, "Un SIRET compte 14 chiffres."));
        }
        let poste = digits.starts_with(SIREN_LA_POSTE) && digit_sum(&digits).is_multiple_of(5);
        if luhn_holds(&digits) || poste {
            Ok(Self(digits))
        } else {
            Err(Refusal::new(IssueCode::WrongKey, "Ce SIRET porte une clé fausse : relisez ses 14 chiffres."))
        }
    }
}

fn digit_sum(digits: &str) -> u32 {
    digits.bytes().map(|b| u32::from(b - b'0')).sum()
}

fn luhn_holds(digits: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(rank, b)| {
            let digit = u32::from(b - b'0');
            if rank % 2 == 1 { doubled(digit) } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A school's UAI: seven digits and a key letter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
#[ts(type = "string")]
pub struct Uai(String);

text_value!(Uai, Uai::parse);

impl Uai {
    /// Reads seven digits and the letter, which is the number modulo 23 in an alphabet without I, O, Q.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        const KEYS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
        let code: String = text.chars().filter(|c| !is_space(*c)).collect::<String>().to_uppercase();
        let malformed = || {
            Refusal::new(
                IssueCode::Malformed,
                "Un UAI compte 7 chiffres et une lettre, par exemple 0290001Z.",
            )
        };
        let (digits, key) =
            code.split_at_checked(7).filter(|(_, key)| key.len() == 1).ok_or_else(malformed)?;
        let number: usize = if digits.bytes().all(|b| b.is_ascii_digit()) {
            digits.parse().map_err(|_| malformed())?
        } else {
            return Err(malformed());
        };
        if key.as_bytes()[0] == KEYS[number % 23] {
            Ok(Self(code))
        } else {
            Err(Refusal::new(IssueCode::WrongKey, "La lettre de cet UAI ne correspond pas à ses chiffres."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siret_keys() {
        assert_eq!(Siret::parse("212 100 542 00015").unwrap_err().code, IssueCode::WrongKey);
        assert_eq!(Siret::parse("732 829 320 00074").unwrap().to_string(), "73282932000074");
        // The head office of La Poste under Luhn, an office under the sum of digits.
        assert!(Siret::parse("35600000000048").is_ok());
        assert!(Siret::parse("35600000049837").is_ok());
        assert_eq!(Siret::parse("35600000049838").unwrap_err().code, IssueCode::WrongKey);
        assert_eq!(Siret::parse("73282932000075").unwrap_err().code, IssueCode::WrongKey);
        assert!(Siret::parse("73282932000074").is_ok());
        assert_eq!(Siret::parse("7328293200007").unwrap_err().code, IssueCode::Malformed);
        assert_eq!(Siret::parse("").unwrap_err().code, IssueCode::Missing);
    }

    #[test]
    fn uai_keys() {
        for uai in ["0750656K", "0290009c"] {
            let number: usize = uai[..7].parse().unwrap();
            let key = b"ABCDEFGHJKLMNPRSTUVWXYZ"[number % 23].to_ascii_uppercase() as char;
            let right = format!("{}{key}", &uai[..7]);
            assert!(Uai::parse(&right).is_ok());
        }
        assert!(Uai::parse("075065").is_err());
        assert!(Uai::parse("ABCDEFGH").is_err());
    }
}
