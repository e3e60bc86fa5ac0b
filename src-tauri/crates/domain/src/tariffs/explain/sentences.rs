//! An explanation in French, as the counter, the screen and the invoice read it.

use jiff::civil::Date;
use serde::Serialize;
use ts_rs::TS;

use super::{
    Calculation, EffortBound, Explanation, PriceBasis, Quantity, QuotientUsed, Rounded, SiblingEffect,
};
use crate::calendar::format_day;
use crate::tariffs::{EffortBase, IncomeOrigin, Quotient};
use crate::values::{Cents, Rounding};

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

impl Explanation {
    /// The explanation in French, row by row.
    pub fn sentences(&self) -> Vec<Reason> {
        let mut reasons = vec![self.rule_reason()];
        reasons.extend(self.quotient_reason());
        reasons.push(self.basis_reason());
        reasons.extend(self.sibling_reason());
        reasons.push(self.calculation_reason());
        reasons
    }

    /// `Tranche 3, quotient 684 (CAF, octobre 2026, attestation), 2e enfant −10 %`: what made the price, in the few words
    /// an invoice has room for (« bases de liquidation », CGCT L1617-5). Under shared custody the multiplication is
    /// written out, for the price and the quantity alone do not give the amount. The quotient is left out where its
    /// value is (a reader who may not know it): zero is never one (caf.md §9).
    pub fn short_fr(&self) -> String {
        let mut parts = vec![self.short_basis()];
        if let QuotientUsed::Used { value, kind, month, source } = &self.quotient
            && !value.is_zero()
        {
            let value = Quotient::format_value(*value);
            parts.push(format!(
                "quotient {value} ({}, {}, {})",
                kind.label(),
                month.format_fr(),
                source.label()
            ));
        }
        if let QuotientUsed::Income { monthly: Some(monthly), origin: Some(origin) } = self.quotient {
            parts.push(format!("ressources {monthly} par mois ({})", origin_fr(origin)));
        }
        let (PriceBasis::Bracket { resident, .. }
        | PriceBasis::Effort { resident, .. }
        | PriceBasis::UnitPrice { resident, .. }) = &self.basis;
        if !resident {
            parts.push("hors commune".to_owned());
        }
        match self.siblings {
            SiblingEffect::Reduced { rank, part } => {
                parts.push(format!("{rank}e enfant −{}", part.format_fr()));
            }
            SiblingEffect::ReducedToFloor { rank, part } => {
                parts.push(format!("{rank}e enfant −{}, limité par le plancher", part.format_fr()));
            }
            SiblingEffect::NotOffered | SiblingEffect::None { .. } | SiblingEffect::NotAtHighest { .. } => {}
        }
        if self.calculation.share.is_some() {
            parts.push(format!("garde partagée\u{a0}: {}", self.multiplication()));
        }
        parts.join(", ")
    }

    fn short_basis(&self) -> String {
        let none_on = |on: Date| format!("aucun quotient au {}", format_day(on));
        let lacking = match &self.quotient {
            QuotientUsed::Expired { on, .. } | QuotientUsed::Missing { on } => none_on(*on),
            _ => "ressources inconnues".to_owned(),
        };
        match &self.basis {
            PriceBasis::Bracket { rank, by_default: true, .. } => {
                format!("Tranche {rank}, la plus haute\u{a0}: {lacking}")
            }
            PriceBasis::Bracket { rank, .. } => format!("Tranche {rank}"),
            PriceBasis::Effort { rate, floor, cap, bound, .. } => {
                let rate = format!("Taux d’effort {}", rate.format_percent_fr());
                match bound {
                    None => rate,
                    Some(EffortBound::Floor) => format!("{rate}, plancher {floor}"),
                    Some(EffortBound::Cap) => format!("{rate}, plafond {cap}"),
                    Some(EffortBound::CapByDefault) => format!("{rate}, plafond {cap}\u{a0}: {lacking}"),
                }
            }
            PriceBasis::UnitPrice { .. } => "Prix unique".to_owned(),
        }
    }

    /// `9 × 3,60 € × 50 % = 16,20 €`.
    fn multiplication(&self) -> String {
        let Calculation { quantity, unit_price, share, amount, .. } = self.calculation;
        let share = share.map(|part| format!(" × {}", part.format_fr())).unwrap_or_default();
        format!("{} × {unit_price}{share} = {amount}", quantity.factor_fr())
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
            QuotientUsed::Income { monthly, origin } => {
                let text = match (monthly, origin) {
                    (Some(monthly), _) => format!("{monthly} par mois"),
                    (None, Some(_)) => "Réservées aux agents de la facturation".to_owned(),
                    (None, None) => "Inconnues".to_owned(),
                };
                return Some(Reason {
                    label: "Ressources",
                    text,
                    note: origin.map(origin_fr).unwrap_or_default(),
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
            SiblingEffect::Reduced { rank, part } | SiblingEffect::ReducedToFloor { rank, part } => (
                match self.siblings {
                    SiblingEffect::ReducedToFloor { .. } => {
                        format!("Réduction de {}, limitée par le plancher", part.format_fr())
                    }
                    _ => format!("Réduction de {}", part.format_fr()),
                },
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
        let Calculation { rounded, rounding: Rounding::HalfUpCent, .. } = self.calculation;
        let note = match rounded {
            Rounded::Nowhere => "sans arrondi",
            Rounded::UnitPrice => "prix arrondi au centime le plus proche",
            Rounded::Line => "arrondi une fois, sur la ligne",
            Rounded::Both => "prix puis ligne arrondis au centime le plus proche",
        };
        Reason { label: "Calcul", text: self.multiplication(), note: note.to_owned() }
    }
}

/// `année 2024, avis d’imposition`.
fn origin_fr(origin: IncomeOrigin) -> String {
    format!("{}, {}", origin.period.label(), origin.source.label())
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
