//! Rates, shares, and the one rounding of the product.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{IssueCode, Refusal};
use crate::values::Cents;
use crate::values::text::is_space;

/// How an exact product becomes an amount. One mode exists; naming it lets explanations cite it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest cent, half a cent going away from zero. It is what the ten published examples of
    /// hourly prices agree on (caf.md §3).
    HalfUpCent,
}

impl Rounding {
    /// The amount nearest to an exact number of cents.
    ///
    /// # Panics
    /// When the amount leaves `i64`: a broken invariant, not an input.
    pub fn to_cents(self, exact_cents: Decimal) -> Cents {
        let Self::HalfUpCent = self;
        let rounded = exact_cents.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Cents(rounded.to_i64().expect("amounts stay within i64"))
    }
}

/// A rate, as a plain factor: an effort rate of 0,62 % is `0.0062`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
#[ts(type = "string")]
pub struct Rate(Decimal);

impl Rate {
    /// The rate with this factor, from nothing to the whole.
    pub fn try_new(factor: Decimal) -> Result<Self, Refusal> {
        if factor.is_sign_negative() && !factor.is_zero() {
            return Err(Refusal::new(IssueCode::OutOfRange, "Un taux ne peut pas être négatif."));
        }
        if factor > Decimal::ONE {
            return Err(Refusal::new(
                IssueCode::OutOfRange,
                "Un taux ne dépasse pas 100 % : écrivez par exemple 0,62 %.",
            ));
        }
        Ok(Self(factor.normalize()))
    }

    /// Reads a rate typed as a percentage: `0,62`, `0.62 %`.
    pub fn parse_percent_fr(text: &str) -> Result<Self, Refusal> {
        let bare = text.trim_matches(is_space).trim_end_matches('%').trim_matches(is_space).replace(',', ".");
        let percent = Decimal::from_str_exact(&bare).map_err(|_| {
            Refusal::new(
                IssueCode::Malformed,
                format!("Le taux « {} » ne se lit pas : écrivez par exemple 0,62 %.", text.trim()),
            )
        })?;
        Self::try_new(percent / Decimal::ONE_HUNDRED)
    }

    /// The factor.
    pub fn factor(self) -> Decimal {
        self.0
    }

    /// `0,62 %`.
    pub fn format_percent_fr(self) -> String {
        let percent = (self.0 * Decimal::ONE_HUNDRED).normalize().to_string().replace('.', ",");
        format!("{percent}\u{a0}%")
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Rate {
    type Err = Refusal;

    /// Reads the plain factor, as kept and transmitted: `0.0062`.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let factor = Decimal::from_str_exact(text)
            .map_err(|_| Refusal::new(IssueCode::Malformed, format!("Le taux « {text} » ne se lit pas.")))?;
        Self::try_new(factor)
    }
}

impl Serialize for Rate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A part of a whole, in thousandths: a reduction of a quarter is 250.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize, TS)]
#[serde(try_from = "u16", into = "u16")]
#[ts(type = "number")]
pub struct Permille(u16);

impl Permille {
    /// The whole.
    pub const WHOLE: Self = Self(1000);

    /// A part, from nothing to the whole.
    pub fn try_new(thousandths: u16) -> Result<Self, Refusal> {
        if thousandths > 1000 {
            return Err(Refusal::new(IssueCode::OutOfRange, "Une part ne dépasse pas 100 %."));
        }
        Ok(Self(thousandths))
    }

    /// How many thousandths.
    pub const fn thousandths(self) -> u16 {
        self.0
    }

    /// What is left of the whole.
    pub const fn complement(self) -> Self {
        Self(1000 - self.0)
    }

    /// `25 %`, `33,3 %`.
    pub fn format_fr(self) -> String {
        match self.0 % 10 {
            0 => format!("{}\u{a0}%", self.0 / 10),
            tenth => format!("{},{tenth}\u{a0}%", self.0 / 10),
        }
    }
}

impl TryFrom<u16> for Permille {
    type Error = Refusal;

    fn try_from(thousandths: u16) -> Result<Self, Refusal> {
        Self::try_new(thousandths)
    }
}

impl From<Permille> for u16 {
    fn from(part: Permille) -> Self {
        part.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_cent_goes_away_from_zero() {
        for (exact, cents) in [("239.4", 239), ("239.5", 240), ("-239.5", -240), ("0.49", 0)] {
            let exact = Decimal::from_str_exact(exact).unwrap();
            assert_eq!(Rounding::HalfUpCent.to_cents(exact), Cents(cents));
        }
    }

    #[test]
    fn rates_are_typed_in_percent() {
        let rate = Rate::parse_percent_fr("0,62 %").unwrap();
        assert_eq!(rate.factor(), Decimal::new(62, 4));
        assert_eq!(rate.format_percent_fr(), "0,62\u{a0}%");
        for text in ["", "un", "-0,5", "1,2,3", "100,01", "79228162514264337593543950335"] {
            assert!(Rate::parse_percent_fr(text).is_err(), "{text}");
        }
    }

    #[test]
    fn parts_stop_at_the_whole() {
        assert!(Permille::try_new(1001).is_err());
        assert_eq!(Permille::try_new(250).unwrap().format_fr(), "25\u{a0}%");
        assert_eq!(Permille::try_new(333).unwrap().format_fr(), "33,3\u{a0}%");
    }
}
