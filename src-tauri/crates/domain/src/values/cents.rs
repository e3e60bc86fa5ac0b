//! Amounts of money, in whole cents of euro.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{IssueCode, Refusal};
use crate::values::text::{MINUS, NBSP, is_space};

/// An amount in cents of euro. Positive is due by the family; negative is in its favour.
///
/// What comes from outside (typed, found in a file, sent by a screen) is refused beyond [`Cents::LARGEST`]: sums
/// of a whole town then stay far inside `i64`, and one that would leave it is a broken invariant, which panics
/// rather than wrap, in every build.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize, TS)]
#[serde(try_from = "i64", into = "i64")]
#[ts(type = "number")]
pub struct Cents(pub i64);

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// The largest amount taken from outside, either side of zero: ten billion euros, the yearly budget of
    /// Paris. The million rows a file may have still sum within `i64`.
    pub const LARGEST: Self = Self(1_000_000_000_000);

    /// An amount of whole euros.
    pub const fn from_euros(euros: i64) -> Self {
        Self(euros * 100)
    }

    /// Whether something is due.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether the amount is in the family's favour.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether there is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// This unit price times a number of units, or `None` when the product leaves `i64`.
    pub const fn checked_mul(self, quantity: i64) -> Option<Self> {
        match self.0.checked_mul(quantity) {
            Some(cents) => Some(Self(cents)),
            None => None,
        }
    }

    /// `1234,50` or `1234.50`: no grouping, two decimals, ASCII minus. For machine formats.
    pub fn to_plain(self, decimal_mark: char) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let units = self.0.unsigned_abs();
        format!("{sign}{}{decimal_mark}{:02}", units / 100, units % 100)
    }

    /// `1 234,50 €` as a French reader expects it: no-break spaces, true minus sign.
    pub fn format_fr(self) -> String {
        let mut text = self.format_fr_bare();
        text.push(NBSP);
        text.push('€');
        text
    }

    /// `1 234,50`: the same without the currency, for columns that name it.
    pub fn format_fr_bare(self) -> String {
        let units = self.0.unsigned_abs();
        let whole = (units / 100).to_string();
        let mut text = String::with_capacity(whole.len() + 12);
        if self.0 < 0 {
            text.push(MINUS);
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                text.push(NBSP);
            }
            text.push(digit);
        }
        text.push_str(&format!(",{:02}", units % 100));
        text
    }

    /// Reads an amount as typed or found in a French file: `1 234,56`, `12.5`, `-3`, `−18,60 €`, any kind of
    /// space between groups of three digits. Refuses more than two decimals and mixed marks (`1,234.56`),
    /// rather than guess.
    pub fn parse_fr(text: &str) -> Result<Self, Refusal> {
        let refuse = || {
            let typed = text.trim();
            Refusal::new(
                IssueCode::Malformed,
                format!("Le montant « {typed} » ne se lit pas : écrivez par exemple 1234,56."),
            )
        };
        let bare = text.trim_matches(is_space).trim_end_matches('€').trim_end_matches(is_space);
        let (negative, bare) = match bare.strip_prefix(['-', MINUS]) {
            Some(rest) => (true, rest.trim_start_matches(is_space)),
            None => (false, bare.strip_prefix('+').unwrap_or(bare)),
        };
        let (whole, decimals) = match bare.split_once([',', '.']) {
            Some((whole, decimals)) => (whole, decimals),
            None => (bare, ""),
        };
        if decimals.len() > 2 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refuse());
        }
        let groups: Vec<&str> = whole.split(is_space).collect();
        let well_grouped = groups.iter().skip(1).all(|group| group.len() == 3)
            && (groups.len() == 1 || (1..=3).contains(&groups[0].len()));
        let digits: String = groups.concat();
        if !well_grouped || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refuse());
        }
        let euros: i64 = digits.parse().map_err(|_| refuse())?;
        let hundredths: i64 = format!("{decimals:0<2}").parse().map_err(|_| refuse())?;
        let cents = euros.checked_mul(100).and_then(|c| c.checked_add(hundredths)).ok_or_else(refuse)?;
        Self::try_from(if negative { -cents } else { cents })
    }
}

impl TryFrom<i64> for Cents {
    type Error = Refusal;

    /// An amount from outside, refused beyond [`Self::LARGEST`].
    fn try_from(cents: i64) -> Result<Self, Refusal> {
        if cents.unsigned_abs() > Self::LARGEST.0.unsigned_abs() {
            return Err(Refusal::new(
                IssueCode::OutOfRange,
                format!("Un montant ne dépasse pas {} : vérifiez les chiffres saisis.", Self::LARGEST),
            ));
        }
        Ok(Self(cents))
    }
}

impl From<Cents> for i64 {
    fn from(amount: Cents) -> Self {
        amount.0
    }
}

impl std::fmt::Display for Cents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.format_fr())
    }
}

impl Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.checked_add(other.0).expect("amounts stay within i64"))
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Cents {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.checked_sub(other.0).expect("amounts stay within i64"))
    }
}

impl SubAssign for Cents {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Neg for Cents {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.checked_neg().expect("amounts stay within i64"))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Cents> for Cents {
    fn sum<I: Iterator<Item = &'a Cents>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_agents_and_files_write() {
        for (text, cents) in [
            ("1 234,56", 123_456),
            ("1\u{a0}234,56", 123_456),
            ("1\u{202f}234,56 €", 123_456),
            ("12.5", 1_250),
            ("12", 1_200),
            ("0,05", 5),
            ("-18,60", -1_860),
            ("−18,60\u{a0}€", -1_860),
            ("+3", 300),
            ("1234567,8", 123_456_780),
        ] {
            assert_eq!(Cents::parse_fr(text), Ok(Cents(cents)), "{text}");
        }
    }

    #[test]
    fn refuses_what_has_two_readings() {
        for text in
            ["", "€", ",5", "1,234.56", "1.234,56", "12,345", "1 2", "12 34,5", "douze", "1e3", "--1", "=1+1"]
        {
            assert!(Cents::parse_fr(text).is_err(), "{text}");
        }
    }

    #[test]
    fn amounts_from_outside_stay_within_what_sums_can_hold() {
        assert_eq!(Cents::parse_fr("10 000 000 000,00"), Ok(Cents::LARGEST));
        for text in ["10 000 000 000,01", "-92233720368547758,07", "92233720368547758,07"] {
            assert_eq!(Cents::parse_fr(text).unwrap_err().code, IssueCode::OutOfRange, "{text}");
        }
        assert_eq!(Cents::try_from(i64::MIN).unwrap_err().code, IssueCode::OutOfRange);
        let file: Cents = std::iter::repeat_n(Cents::LARGEST, 1_000_000).sum();
        assert!(file.is_positive());
    }

    #[test]
    fn shows_no_break_spaces_and_a_true_minus() {
        assert_eq!(Cents(123_450).format_fr(), "1\u{a0}234,50\u{a0}€");
        assert_eq!(Cents(-1_860).format_fr(), "\u{2212}18,60\u{a0}€");
        assert_eq!(Cents(5).format_fr(), "0,05\u{a0}€");
        assert_eq!(Cents(-5).to_plain('.'), "-0.05");
        assert_eq!(Cents(100_000_000).format_fr_bare(), "1\u{a0}000\u{a0}000,00");
    }

    proptest! {
        #[test]
        fn formatting_then_reading_gives_the_amount_back(cents in -10_000_000_000_i64..10_000_000_000) {
            prop_assert_eq!(Cents::parse_fr(&Cents(cents).format_fr()), Ok(Cents(cents)));
            prop_assert_eq!(Cents::parse_fr(&Cents(cents).to_plain(',')), Ok(Cents(cents)));
        }
    }
}
