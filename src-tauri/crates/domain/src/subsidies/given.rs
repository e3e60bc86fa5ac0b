//! What a help came to on an invoice, and how it is said.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Ceilings, Help, Shared, SubsidyTerms};
use crate::tariffs::Reason;
use crate::values::Cents;

/// What limited a help.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HelpLimit {
    /// What was owed.
    Owed,
    /// Its ceiling for a month.
    Month,
    /// Its ceiling for the whole period.
    Whole,
}

/// The arithmetic of a help, kept with its lines for ever. Who pays and what was agreed stay in their own compartment.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct HelpGiven {
    /// What was owed of the lines it bears on, the funders before having paid.
    pub base: Cents,
    /// Units billed on them.
    pub units: u32,
    /// What it would have come to without any limit.
    pub wanted: Cents,
    /// What limited it.
    pub limit: Option<HelpLimit>,
    /// What it had given for the month, by former runs.
    pub given_in_month: Cents,
    /// What it had given in all.
    pub given: Cents,
    /// What it came to, all lines together.
    pub total: Cents,
    /// Ranks, from 1, of the lines of the invoice it bears on.
    pub ranks: Vec<u32>,
}

impl HelpGiven {
    pub(crate) fn new(shared: &Shared, before: Ceilings, ranks: Vec<u32>) -> Self {
        Self {
            base: shared.base,
            units: shared.units,
            wanted: shared.wanted,
            limit: shared.limit,
            given_in_month: before.given_in_month,
            given: before.given,
            total: shared.total,
            ranks,
        }
    }

    /// What it had given before.
    pub const fn before(&self) -> Ceilings {
        Ceilings { given_in_month: self.given_in_month, given: self.given }
    }

    /// `CCAS de Montbard : 50 % de 84,00 €, dans la limite de 30,00 €`: what an invoice prints. `part` is what falls on its line.
    pub fn short_fr(&self, funder: &str, terms: &SubsidyTerms, part: Cents) -> String {
        let limit = self.limit.map(|limit| format!(", {}", self.limit_fr(limit, terms))).unwrap_or_default();
        let here = if part == self.total { String::new() } else { format!(", dont {part} ici") };
        format!("{funder}\u{a0}: {}{limit}{here}", self.computation_fr(terms))
    }

    /// The same, row by row.
    pub fn sentences(&self, funder: &str, terms: &SubsidyTerms, part: Cents) -> Vec<Reason> {
        let mut reasons = vec![
            Reason { label: "Financeur", text: funder.to_owned(), note: terms.period_label() },
            Reason { label: "Aide", text: self.computation_fr(terms), note: String::new() },
        ];
        if let Some(limit) = self.limit {
            let before = match limit {
                HelpLimit::Owed => Cents::ZERO,
                HelpLimit::Month => self.given_in_month,
                HelpLimit::Whole => self.given,
            };
            let note = if before.is_positive() { format!("{before} déjà donnés") } else { String::new() };
            reasons.push(Reason { label: "Limite", text: self.limit_fr(limit, terms), note });
        }
        let note = if part == self.total { String::new() } else { format!("dont {part} sur cette ligne") };
        reasons.push(Reason { label: "Calcul", text: format!("{} pris en charge", self.total), note });
        reasons
    }

    fn computation_fr(&self, terms: &SubsidyTerms) -> String {
        match terms.help {
            Help::Rate { part } => format!("{} de {}", part.format_fr(), self.base),
            Help::PerMonth { amount } if self.given_in_month.is_positive() => {
                format!("{amount} par mois, dont {} déjà donnés", self.given_in_month)
            }
            Help::PerMonth { amount } => format!("{amount} par mois"),
            Help::PerUnit { amount } => {
                let plural = if self.units > 1 { "s" } else { "" };
                format!("{} unité{plural} à {amount}, soit {}", self.units, self.wanted)
            }
        }
    }

    fn limit_fr(&self, limit: HelpLimit, terms: &SubsidyTerms) -> String {
        match limit {
            HelpLimit::Owed => format!("dans la limite de ce qui est dû, {}", self.total),
            HelpLimit::Month => {
                format!("dans la limite de {}", terms.monthly_ceiling.unwrap_or(self.total))
            }
            HelpLimit::Whole => {
                format!("dans la limite de {} en tout", terms.whole_ceiling.unwrap_or(self.total))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::subsidies::{HelpedLine, share_help};
    use crate::values::Permille;
    use crate::values::ids::FunderId;

    #[test]
    fn the_computation_is_said_f11() {
        let terms = |help, month, whole| SubsidyTerms {
            funder: FunderId::from_uuid(Uuid::nil()),
            activity: None,
            help,
            monthly_ceiling: month,
            whole_ceiling: whole,
            from: date(2026, 1, 1),
            to: None,
        };
        let said = |terms: &SubsidyTerms, before: Ceilings, part: Option<i64>| {
            let line = HelpedLine { left: Cents(8_400), units: 20, part: None };
            let shared = share_help(terms, before, &[line]);
            let part = part.map_or(shared.total, Cents);
            HelpGiven::new(&shared, before, vec![1])
                .short_fr("CCAS de Montbard", terms, part)
                .replace('\u{a0}', " ")
        };
        let half = Help::Rate { part: Permille::try_from(500).unwrap() };
        let free = Ceilings::default();
        assert_eq!(said(&terms(half, None, None), free, None), "CCAS de Montbard : 50 % de 84,00 €");
        assert_eq!(
            said(&terms(half, Some(Cents(3_000)), None), free, Some(1_000)),
            "CCAS de Montbard : 50 % de 84,00 €, dans la limite de 30,00 €, dont 10,00 € ici"
        );
        let before = Ceilings { given_in_month: Cents(500), given: Cents(500) };
        assert_eq!(
            said(&terms(Help::PerMonth { amount: Cents(2_000) }, None, None), before, None),
            "CCAS de Montbard : 20,00 € par mois, dont 5,00 € déjà donnés"
        );
        assert_eq!(
            said(&terms(Help::PerUnit { amount: Cents(500) }, None, None), free, None),
            "CCAS de Montbard : 20 unités à 5,00 €, soit 100,00 €, dans la limite de ce qui est dû, 84,00 €"
        );
    }
}
