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

    /// How numbers begin that digits, typed without their dash, may stand for: whole numbers first, then numbers begun, the
    /// exercices in the order given. `42` is the rank 42, then 420 …; `202642` also the rank 42 of 2026; `0004` ranks below 500.
    pub fn beginnings(digits: &str, exercices: &[i16]) -> Vec<String> {
        let mut whole = Vec::new();
        let mut begun = Vec::new();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return whole;
        }
        for exercice in exercices {
            let year = format!("{exercice:04}");
            for rank in [Some(digits), digits.strip_prefix(&year)].into_iter().flatten() {
                let bare = rank.trim_start_matches('0');
                let padded = format!("{bare:0>RANK_DIGITS$}");
                if !bare.is_empty() && rank.len() <= RANK_DIGITS.max(bare.len()) {
                    whole.push(format!("{year}-{padded}"));
                }
                begun.push(format!("{year}-{rank}"));
                if bare.len() == rank.len() {
                    let zeros = (1..=RANK_DIGITS.saturating_sub(rank.len())).rev();
                    begun.extend(zeros.map(|zeros| format!("{year}-{}{rank}", "0".repeat(zeros))));
                }
            }
        }
        whole.extend(begun);
        whole
    }
}

/// Digits of a rank, zeros included.
const RANK_DIGITS: usize = 6;

impl std::fmt::Display for InvoiceNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:0RANK_DIGITS$}", self.exercice, self.rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_for_the_numbers_they_begin() {
        let begins = |digits: &str, number: &str| {
            InvoiceNumber::beginnings(digits, &[2026, 2025]).iter().any(|begun| number.starts_with(begun))
        };
        for (digits, number) in [
            ("42", "2026-000042"),
            ("42", "2025-004213"),
            ("000042", "2026-000042"),
            ("0004", "2026-000412"),
            ("2026000042", "2026-000042"),
            ("202642", "2026-000042"),
            ("2026", "2026-000001"),
            ("2026", "2025-002026"),
            ("1234567", "2026-1234567"),
        ] {
            assert!(begins(digits, number), "{digits} {number}");
        }
        for (digits, number) in [
            ("42", "2026-000142"),
            ("0042", "2026-000420"),
            ("202542", "2026-000042"),
            ("", "2026-000001"),
            ("4a", "2026-000004"),
        ] {
            assert!(!begins(digits, number), "{digits} {number}");
        }
        assert_eq!(InvoiceNumber::beginnings("42", &[2026])[0], "2026-000042");
    }

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
