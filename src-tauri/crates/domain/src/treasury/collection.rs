//! Which invoices become titres: what is left to pay of them, by the way the town collects (treasury.md §1).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::MINIMUM_TITRE;
use crate::calendar::format_day;
use crate::values::Cents;
use crate::values::text::french;

/// How the town's bills are collected (treasury.md §1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CollectionWay {
    /// The treasury sends each family its avis des sommes à payer.
    #[default]
    Titre,
    /// The town's régie collects.
    Regie,
}

/// An invoice about to be claimed, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// What it was issued for.
    pub total: Cents,
    /// What was paid of it so far.
    pub paid: Cents,
    /// The day by which it was to be paid.
    pub due_on: Date,
    /// Whether the ordonnateur chose to claim it although the régie collects.
    pub chosen: bool,
}

/// Why an invoice stays out of the bordereau.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// Nothing was ever due on it.
    NothingDue,
    /// It is paid.
    Settled,
    /// What is left is under the threshold.
    UnderMinimum {
        /// What is left.
        left: Cents,
        /// Whether a part was paid.
        partly_paid: bool,
    },
    /// The régie is still collecting it.
    WithRegie {
        /// Until when.
        due_on: Date,
    },
    /// The régie's deadline is past and it is unpaid: it may be claimed, when the ordonnateur says so.
    UnpaidWithRegie {
        /// Since when.
        due_on: Date,
    },
    /// The bordereau left without it.
    NotInBordereau,
}

impl LeftOut {
    /// In French.
    pub fn reason(self) -> String {
        french(&match self {
            Self::NothingDue => "Rien à recouvrer.".to_owned(),
            Self::Settled => "Déjà réglée : un titre la réclamerait une seconde fois.".to_owned(),
            Self::UnderMinimum { left, partly_paid } => {
                let what =
                    if partly_paid { format!("Il n'en reste que {left} à payer. ") } else { String::new() };
                format!("{what}Sous {MINIMUM_TITRE}, le Trésor ne met pas en recouvrement (CGCT D1611-1).")
            }
            Self::WithRegie { due_on } => {
                format!("La régie l'encaisse jusqu'au {}.", format_day(due_on))
            }
            Self::UnpaidWithRegie { due_on } => format!(
                "Impayée de la régie depuis le {} : choisissez-la pour qu'un titre soit émis.",
                format_day(due_on)
            ),
            Self::NotInBordereau => "Le bordereau est arrêté sans elle.".to_owned(),
        })
    }

    /// Whether choosing it would claim it.
    pub const fn may_be_sent(self) -> bool {
        matches!(self, Self::UnpaidWithRegie { .. })
    }
}

/// What a titre claims of an invoice on a day: what is left to pay, and nothing twice.
///
/// A part already paid is kept by whoever received it, so that the titre is for the rest: claiming the whole would have the
/// family pay it again, and blocking the invoice would leave the rest unrecovered. With a régie, there is no titre for a family
/// until its deadline is past; then only for the unpaid ones the ordonnateur chooses (treasury.md §1, way B, « impayés »).
pub fn claimed(claim: Claim, way: CollectionWay, on: Date) -> Result<Cents, LeftOut> {
    let Claim { total, paid, due_on, chosen } = claim;
    let left = total - paid;
    if !total.is_positive() {
        return Err(LeftOut::NothingDue);
    }
    if !left.is_positive() {
        return Err(LeftOut::Settled);
    }
    if way == CollectionWay::Regie && due_on >= on {
        return Err(LeftOut::WithRegie { due_on });
    }
    if left < MINIMUM_TITRE {
        return Err(LeftOut::UnderMinimum { left, partly_paid: paid.is_positive() });
    }
    if way == CollectionWay::Regie && !chosen {
        return Err(LeftOut::UnpaidWithRegie { due_on });
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const DUE: Date = date(2026, 5, 5);

    fn claim(total: i64, paid: i64) -> Claim {
        Claim { total: Cents(total), paid: Cents(paid), due_on: DUE, chosen: false }
    }

    #[test]
    fn nothing_is_claimed_twice() {
        let on = date(2026, 4, 5);
        for (total, paid, expected) in [
            (3_600, 0, Ok(Cents(3_600))),
            (3_600, 2_100, Ok(Cents(1_500))),
            (3_600, 3_600, Err(LeftOut::Settled)),
            (3_600, 4_000, Err(LeftOut::Settled)),
            (-500, 0, Err(LeftOut::NothingDue)),
            (3_600, 2_101, Err(LeftOut::UnderMinimum { left: Cents(1_499), partly_paid: true })),
            (1_499, 0, Err(LeftOut::UnderMinimum { left: Cents(1_499), partly_paid: false })),
        ] {
            assert_eq!(claimed(claim(total, paid), CollectionWay::Titre, on), expected, "{total} {paid}");
        }
    }

    #[test]
    fn the_regie_keeps_its_invoices_until_its_deadline_and_then_until_they_are_chosen() {
        let regie = |claim, on| claimed(claim, CollectionWay::Regie, on);
        let chosen = Claim { chosen: true, ..claim(3_600, 600) };
        assert_eq!(regie(chosen, DUE), Err(LeftOut::WithRegie { due_on: DUE }));
        let after = date(2026, 5, 6);
        assert_eq!(regie(claim(3_600, 600), after), Err(LeftOut::UnpaidWithRegie { due_on: DUE }));
        assert_eq!(regie(chosen, after), Ok(Cents(3_000)));
        assert!(regie(Claim { chosen: true, ..claim(3_600, 3_600) }, after).is_err());
    }
}
