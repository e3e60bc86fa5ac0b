//! Why an amount is what it is. The invoice screen, the PDF and the answer at the counter all read this.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EffortBase, Quotient, QuotientKind, QuotientSource};
use crate::activities::UnitKind;
use crate::calendar::{Month, format_day};
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
        /// Monthly income, in cents; `None` when unknown.
        monthly: Option<Cents>,
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

impl Quantity {
    /// `9 repas`, `3 h 30`.
    pub fn format_fr(self) -> String {
        match self {
            Self::Units { count, unit } => unit.count_fr(count),
            Self::Minutes { count } => format!("{}\u{a0}h\u{a0}{:02}", count / 60, count % 60),
        }
    }

    /// `9`, `3 h 30`: what stands before the multiplication sign.
    fn factor_fr(self) -> String {
        match self {
            Self::Units { count, .. } => count.to_string(),
            Self::Minutes { .. } => self.format_fr(),
        }
    }

    /// `le repas`, `l’heure`.
    pub const fn each_fr(self) -> &'static str {
        match self {
            Self::Units { unit, .. } => unit.each_fr(),
            Self::Minutes { .. } => "l’heure",
        }
    }
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

/// One row of the explanation as read by an agent or a family.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Reason {
    /// What it is about: `Règle`, `Quotient`, `Tranche`…
    pub label: &'static str,
    /// The fact.
    pub text: String,
    /// What completes it, set in a lighter hand; may be empty.
    pub note: String,
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
                | QuotientUsed::Income { monthly: None }
        )
    }

    /// The explanation in French, row by row.
    pub fn sentences(&self) -> Vec<Reason> {
        let mut reasons = vec![self.rule_reason()];
        reasons.extend(self.quotient_reason());
        reasons.push(self.basis_reason());
        reasons.extend(self.sibling_reason());
        reasons.push(self.calculation_reason());
        reasons
    }

    fn rule_reason(&self) -> Reason {
        let rule = &self.rule;
        Reason {
            label: "Règle",
            text: rule.name.to_string(),
            note: format!("délibération {}, dès le {}", rule.deliberation, format_day(rule.since)),
        }
    }

    fn quotient_reason(&self) -> Option<Reason> {
        let (text, note) = match &self.quotient {
            QuotientUsed::NotNeeded => return None,
            QuotientUsed::Used { value, kind, month, source } => (
                format!("{} ({})", Quotient::format_value(*value), kind.label()),
                format!("{}, {}", month.format_fr(), source.label()),
            ),
            QuotientUsed::Expired { on, last, kind, until } => {
                let last = format!("le dernier, {} ({})", Quotient::format_value(*last), kind.label());
                let note = match until {
                    Some(until) => format!("{last}, a expiré le {}", format_day(*until)),
                    None => last,
                };
                (format!("Aucun au {}", format_day(*on)), note)
            }
            QuotientUsed::Missing { on } => {
                (format!("Aucun au {}", format_day(*on)), "aucun n’a jamais été enregistré".to_owned())
            }
            QuotientUsed::Income { monthly: Some(monthly) } => {
                return Some(Reason {
                    label: "Ressources",
                    text: format!("{monthly} par mois"),
                    note: String::new(),
                });
            }
            QuotientUsed::Income { monthly: None } => {
                return Some(Reason {
                    label: "Ressources",
                    text: "Inconnues".to_owned(),
                    note: String::new(),
                });
            }
        };
        Some(Reason { label: "Quotient", text, note })
    }

    fn basis_reason(&self) -> Reason {
        let each = self.calculation.quantity.each_fr();
        let who = |resident| if resident { "résident" } else { "hors commune" };
        match &self.basis {
            PriceBasis::Bracket { rank, of, above, up_to, by_default, price, resident } => {
                let place = match (rank == of, *by_default) {
                    (true, true) => ", la plus haute, à défaut".to_owned(),
                    _ => bracket_bounds(*above, *up_to),
                };
                Reason {
                    label: "Tranche",
                    text: format!("{rank}{place}"),
                    note: format!("{price} {each}, {}", who(*resident)),
                }
            }
            PriceBasis::Effort { base, rate, floor, cap, bound, price, resident } => {
                let base = match base {
                    EffortBase::Quotient => "du quotient",
                    EffortBase::MonthlyIncome => "des ressources mensuelles",
                };
                let decided = match bound {
                    None => format!("entre {floor} et {cap}"),
                    Some(EffortBound::Floor) => format!("plancher de {floor} appliqué"),
                    Some(EffortBound::Cap) => format!("plafond de {cap} appliqué"),
                    Some(EffortBound::CapByDefault) => format!("plafond de {cap}, à défaut"),
                };
                Reason {
                    label: "Taux d’effort",
                    text: format!("{} {base}", rate.format_percent_fr()),
                    note: format!("{price} {each}, {decided}, {}", who(*resident)),
                }
            }
            PriceBasis::UnitPrice { price, resident } => {
                Reason { label: "Prix", text: format!("{price} {each}"), note: who(*resident).to_owned() }
            }
        }
    }

    fn sibling_reason(&self) -> Option<Reason> {
        let (text, note) = match self.siblings {
            SiblingEffect::NotOffered => return None,
            SiblingEffect::None { rank } => ("Aucune réduction".to_owned(), ordinal_child(rank)),
            SiblingEffect::NotAtHighest { rank } => {
                ("Aucune réduction au tarif le plus haut".to_owned(), ordinal_child(rank))
            }
            SiblingEffect::Reduced { rank, part } => (
                format!("Réduction de {}", part.format_fr()),
                format!(
                    "{}, soit {} {}",
                    ordinal_child(rank),
                    self.unit_price(),
                    self.calculation.quantity.each_fr()
                ),
            ),
        };
        Some(Reason { label: "Fratrie", text, note })
    }

    fn calculation_reason(&self) -> Reason {
        let Calculation { quantity, unit_price, share, amount, rounded, rounding: Rounding::HalfUpCent } =
            self.calculation;
        let share = share.map(|part| format!(" × {}", part.format_fr())).unwrap_or_default();
        let note = match rounded {
            Rounded::Nowhere => "sans arrondi",
            Rounded::UnitPrice => "prix arrondi au centime le plus proche",
            Rounded::Line => "arrondi une fois, sur la ligne",
            Rounded::Both => "prix puis ligne arrondis au centime le plus proche",
        };
        Reason {
            label: "Calcul",
            text: format!("{} × {unit_price}{share} = {amount}", quantity.factor_fr()),
            note: note.to_owned(),
        }
    }
}

fn bracket_bounds(above: Option<Cents>, up_to: Option<Cents>) -> String {
    match (above, up_to) {
        (None, None) => String::new(),
        (None, Some(up_to)) => format!(", jusqu’à {}", Quotient::format_value(up_to)),
        (Some(above), None) => format!(", au-delà de {}", Quotient::format_value(above)),
        (Some(above), Some(up_to)) => {
            format!(", de {} à {}", Quotient::format_value(above + Cents(1)), Quotient::format_value(up_to))
        }
    }
}

fn ordinal_child(rank: u8) -> String {
    match rank {
        1 => "premier enfant".to_owned(),
        2 => "deuxième enfant".to_owned(),
        3 => "troisième enfant".to_owned(),
        4 => "quatrième enfant".to_owned(),
        5 => "cinquième enfant".to_owned(),
        rank => format!("{rank}e enfant"),
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
