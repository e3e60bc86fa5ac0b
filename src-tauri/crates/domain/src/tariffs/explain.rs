//! Why an amount is what it is. The invoice screen, the PDF and the answer at the counter all read this.

mod sentences;

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::sentences::Reason;
use super::{EffortBase, IncomeOrigin, QuotientKind, QuotientSource};
use crate::activities::UnitKind;
use crate::calendar::Month;
use crate::values::ids::TariffId;
use crate::values::{Cents, Permille, Rate, Rounding};

/// Everything that made an amount. Stored with the service line, for ever.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
pub struct Explanation {
    /// The rule that was voted.
    pub rule: RuleReference,
    /// The quotient found for the household.
    pub quotient: QuotientUsed,
    /// How the rule gave a price.
    pub basis: PriceBasis,
    /// What brothers and sisters changed.
    pub siblings: SiblingEffect,
    /// The arithmetic of the line.
    pub calculation: Calculation,
}

/// The version of the tariff that applied.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
pub struct RuleReference {
    /// Identifier of the version.
    pub tariff: TariffId,
    /// Its name.
    #[serde(with = "shared_text")]
    #[ts(type = "string")]
    pub name: Arc<str>,
    /// Its deliberation.
    #[serde(with = "shared_text")]
    #[ts(type = "string")]
    pub deliberation: Arc<str>,
    /// First day of the version.
    #[ts(type = "string")]
    pub since: Date,
}

/// The quotient that was used, or why none was.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum QuotientUsed {
    /// The rule does not look at it.
    NotNeeded,
    /// This one.
    Used {
        /// Its value, in cents.
        value: Cents,
        /// Whose quotient.
        kind: QuotientKind,
        /// Month it was given for.
        month: Month,
        /// How the town learnt it.
        source: QuotientSource,
    },
    /// None applied on the day; the last one had expired.
    Expired {
        /// Day asked for.
        #[ts(type = "string")]
        on: Date,
        /// The last value, in cents.
        last: Cents,
        /// Whose quotient it was.
        kind: QuotientKind,
        /// Its last day.
        #[ts(type = "string | null")]
        until: Option<Date>,
    },
    /// None was ever recorded.
    Missing {
        /// Day asked for.
        #[ts(type = "string")]
        on: Date,
    },
    /// The rule looks at the monthly income instead.
    Income {
        /// Monthly income, in cents; `None` when unknown, or left out although its origin is said.
        monthly: Option<Cents>,
        /// Where it comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<IncomeOrigin>,
    },
}

/// How the rule gave a price.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum PriceBasis {
    /// A bracket of quotient.
    Bracket {
        /// Rank, from 1.
        rank: u32,
        /// How many brackets the table has.
        of: u32,
        /// Lowest quotient of the bracket, excluded; `None` for the first.
        above: Option<Cents>,
        /// Highest quotient, included; `None` for the last.
        up_to: Option<Cents>,
        /// Whether it was taken for want of a quotient.
        by_default: bool,
        /// Price of the bracket, before reductions.
        price: Cents,
        /// Whether the residents' price was taken.
        resident: bool,
    },
    /// An effort rate.
    Effort {
        /// What the rate applied to.
        base: EffortBase,
        /// The rate.
        rate: Rate,
        /// Lowest price.
        floor: Cents,
        /// Highest price.
        cap: Cents,
        /// Which bound decided, if one did.
        bound: Option<EffortBound>,
        /// Price found, before reductions.
        price: Cents,
        /// Whether the residents' terms were taken.
        resident: bool,
    },
    /// One price for all.
    UnitPrice {
        /// The price, before reductions.
        price: Cents,
        /// Whether the residents' price was taken.
        resident: bool,
    },
}

/// The bound that decided an effort-rate price.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EffortBound {
    /// The floor.
    Floor,
    /// The cap.
    Cap,
    /// The cap, for want of a quotient or income.
    CapByDefault,
}

/// What brothers and sisters changed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum SiblingEffect {
    /// The tariff gives no such reduction.
    NotOffered,
    /// This rank has none.
    None {
        /// Rank of the child, the eldest being 1.
        rank: u8,
    },
    /// The tariff leaves the highest price without reduction.
    NotAtHighest {
        /// Rank of the child.
        rank: u8,
    },
    /// This reduction.
    Reduced {
        /// Rank of the child.
        rank: u8,
        /// Part taken off.
        part: Permille,
    },
    /// This reduction, as far as the floor of the effort rate allows.
    ReducedToFloor {
        /// Rank of the child.
        rank: u8,
        /// Part the tariff takes off.
        part: Permille,
    },
}

/// How much was consumed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Quantity {
    /// So many units of a kind.
    Units {
        /// How many.
        count: u32,
        /// Of what.
        unit: UnitKind,
    },
    /// So many minutes, priced by the hour.
    Minutes {
        /// How many.
        count: u32,
    },
}

/// The arithmetic of a line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
pub struct Calculation {
    /// How much.
    pub quantity: Quantity,
    /// At what price.
    pub unit_price: Cents,
    /// The part of it this household bears, under shared custody.
    pub share: Option<Permille>,
    /// The amount of the line.
    pub amount: Cents,
    /// Where a rounding was needed.
    pub rounded: Rounded,
    /// How.
    pub rounding: Rounding,
}

/// Where an amount was rounded. Once at most for the price, once at most for the line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rounded {
    /// Nowhere: every product was a whole number of cents.
    Nowhere,
    /// On the unit price.
    UnitPrice,
    /// On the line.
    Line,
    /// On the unit price, then on the line.
    Both,
}

impl Explanation {
    /// The unit price after reductions.
    pub const fn unit_price(&self) -> Cents {
        self.calculation.unit_price
    }

    /// Whether a quotient or income was looked at: such files are kept ten years (requirements R02).
    pub const fn depends_on_income(&self) -> bool {
        !matches!(self.quotient, QuotientUsed::NotNeeded)
    }

    /// Whether the highest price was taken for want of a quotient or income.
    pub const fn lacks_income(&self) -> bool {
        matches!(
            self.quotient,
            QuotientUsed::Missing { .. }
                | QuotientUsed::Expired { .. }
                | QuotientUsed::Income { monthly: None, origin: None }
        )
    }
}

/// Shared strings travel as plain ones.
mod shared_text {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        Ok(String::deserialize(deserializer)?.into())
    }
}
