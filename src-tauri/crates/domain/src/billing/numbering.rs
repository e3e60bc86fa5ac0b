//! Invoice numbers: gapless in their exercice.

use crate::issue::{IssueCode, Refusal};

/// `2026-000001`: the exercice, then a rank without gap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct InvoiceNumber {
    /// Accounting year.
    pub exercice: i16,
    /// Rank in the exercice, from 1.
    pub rank: u32,
}

impl InvoiceNumber {
    /// The number that follows in the same exercice.
    pub const fn next(self) -> Self {
        Self { rank: self.rank + 1, ..self }
    }

    /// Reads `2026-000001`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let malformed = || {
            Refusal::new(
                IssueCode::Malformed,
                format!("Le numéro de facture « {text} » s'écrit comme 2026-000001."),
            )
        };
        let (exercice, rank) = text.trim().split_once('-').ok_or_else(malformed)?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if exercice.len() != 4 || !digits(exercice) || !digits(rank) {
            return Err(malformed());
        }
        let exercice = exercice.parse().map_err(|_| malformed())?;
        let rank = rank.parse().ok().filter(|rank| *rank > 0).ok_or_else(malformed)?;
        Ok(Self { exercice, rank })
    }
}

impl std::fmt::Display for InvoiceNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:06}", self.exercice, self.rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_each_other() {
        let first = InvoiceNumber { exercice: 2026, rank: 1 };
        assert_eq!(first.to_string(), "2026-000001");
        assert_eq!(first.next().to_string(), "2026-000002");
        assert_eq!(InvoiceNumber::parse("2026-000412").unwrap().rank, 412);
        assert_eq!(InvoiceNumber::parse("2026-1234567").unwrap().to_string(), "2026-1234567");
        for text in ["", "2026", "2026-0", "26-000001", "2026-00000A", "2026/000001"] {
            assert!(InvoiceNumber::parse(text).is_err(), "{text}");
        }
    }
}
