//! Bank accounts.

use crate::issue::{IssueCode, Refusal};
use crate::values::text::is_space;

/// Countries of the European Economic Area, by the code their IBANs begin with.
const EEA: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT",
    "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// An IBAN whose key holds. It belongs to the BANK compartment: it neither prints itself in a debug line nor
/// travels to a screen; screens get [`Iban::last_four`].
#[derive(Clone, PartialEq, Eq)]
pub struct Iban(String);

impl Iban {
    /// Reads an IBAN, spaces and case indifferent.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let compact: String = text.chars().filter(|c| !is_space(*c)).collect::<String>().to_uppercase();
        if compact.is_empty() {
            return Err(Refusal::new(IssueCode::Missing, "L'IBAN manque."));
        }
        if compact.starts_with("FR") && compact.len() != 27 {
            return Err(Refusal::new(
                IssueCode::Malformed,
                format!("Un IBAN français compte 27 caractères ; celui-ci en a {}.", compact.chars().count()),
            ));
        }
        match compact.parse::<iban::Iban>() {
            Ok(_) => Ok(Self(compact)),
            Err(iban::ParseIbanError::InvalidBaseIban {
                source: iban::ParseBaseIbanError::InvalidChecksum,
            }) => Err(Refusal::new(
                IssueCode::WrongKey,
                "La clé de cet IBAN est fausse : relisez-le sur le RIB.",
            )),
            Err(_) => Err(Refusal::new(
                IssueCode::Malformed,
                "Cet IBAN n'a pas la forme attendue dans son pays : relisez-le sur le RIB.",
            )),
        }
    }

    /// The whole account number, without spaces. Reading it is logged by the caller.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four characters, what screens show.
    pub fn last_four(&self) -> &str {
        &self.0[self.0.len() - 4..]
    }

    /// The country of the account.
    pub fn country(&self) -> &str {
        &self.0[..2]
    }

    /// Whether the account is in the European Economic Area, where no BIC may be asked for (regulation 260/2012, art. 5 §7).
    pub fn needs_no_bic(&self) -> bool {
        EEA.contains(&self.country())
    }
}

impl std::fmt::Debug for Iban {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Iban(…{})", self.last_four())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_checked_and_the_number_hidden() {
        let iban = Iban::parse("fr14 2004 1010 0505 0001 3m02 606").unwrap();
        assert_eq!(iban.last_four(), "2606");
        assert_eq!(iban.country(), "FR");
        assert_eq!(format!("{iban:?}"), "Iban(…2606)");
        assert_eq!(Iban::parse("FR1520041010050500013M02606").unwrap_err().code, IssueCode::WrongKey);
        for text in ["FR14", "FR142004101005050001", "00000000000"] {
            assert_eq!(Iban::parse(text).unwrap_err().code, IssueCode::Malformed, "{text}");
        }
    }
}
