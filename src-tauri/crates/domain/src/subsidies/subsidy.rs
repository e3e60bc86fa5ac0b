//! What a funder pays, until when, up to how much. Why is never noted (F11: « le motif social n'est pas saisi »).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::{Month, format_day};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ActivityId, ChildId, FunderId, SubsidyId, SubsidyVersionId};
use crate::values::text::french;
use crate::values::{Cents, Permille};

/// How a funder helps.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Help {
    /// So much for each unit billed: a meal, a day, an evening.
    PerUnit {
        /// In cents.
        amount: Cents,
    },
    /// So much each month, whatever the number of days of the help in it.
    PerMonth {
        /// In cents.
        amount: Cents,
    },
    /// A part of what is owed once the funders before it have paid.
    Rate {
        /// In thousandths.
        part: Permille,
    },
}

impl Help {
    /// `2,00 € par unité`, `30,00 € par mois`, `50 %`.
    pub fn label(self) -> String {
        match self {
            Self::PerUnit { amount } => format!("{amount} par unité"),
            Self::PerMonth { amount } => format!("{amount} par mois"),
            Self::Rate { part } => part.format_fr(),
        }
    }
}

/// What a funder agreed to, as typed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
pub struct SubsidyTerms {
    /// Who pays.
    pub funder: FunderId,
    /// The one activity it helps for; any when absent.
    pub activity: Option<ActivityId>,
    /// What it pays.
    pub help: Help,
    /// The most it pays for a month, in cents.
    pub monthly_ceiling: Option<Cents>,
    /// The most it pays in all, from the first day to the last, in cents.
    pub whole_ceiling: Option<Cents>,
    /// First day helped.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day helped; none until it is known.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// A subsidy of a household, or of one of its children.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subsidy {
    /// Identifier, the same whenever it is written anew: what was given is counted under it.
    pub id: SubsidyId,
    /// What it says now.
    pub version: SubsidyVersionId,
    /// The one child it helps; all those of the household when absent.
    pub child: Option<ChildId>,
    /// What the funder agreed to.
    pub terms: SubsidyTerms,
}

/// More than a funder pays for one family, in cents: a comma was forgotten.
const TOO_MUCH: Cents = Cents(10_000_000);

impl SubsidyTerms {
    /// Checks what was typed; all the problems come back together.
    pub fn checked(self) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        match self.help {
            Help::PerUnit { amount } | Help::PerMonth { amount } => {
                amount_of(
                    &mut issues,
                    "help.amount",
                    amount,
                    "Une aide de zéro n'aide pas : écrivez la somme.",
                );
            }
            Help::Rate { part } => {
                if part == Permille::default() {
                    issues.refuse(
                        "help.part",
                        IssueCode::OutOfRange,
                        "Un taux de zéro n'aide pas : écrivez la part prise en charge.",
                    );
                }
            }
        }
        let nothing = "Un plafond de zéro interdit toute aide : laissez-le vide s'il n'y en a pas.";
        for (field, ceiling) in
            [("monthly_ceiling", self.monthly_ceiling), ("whole_ceiling", self.whole_ceiling)]
        {
            if let Some(ceiling) = ceiling {
                amount_of(&mut issues, field, ceiling, nothing);
            }
        }
        if let (Help::PerMonth { amount }, Some(ceiling)) = (self.help, self.monthly_ceiling)
            && ceiling < amount
        {
            issues.refuse(
                "monthly_ceiling",
                IssueCode::Inconsistent,
                format!(
                    "Ce plafond est plus bas que les {amount} promis chaque mois : gardez l'un des deux."
                ),
            );
        }
        if let (Some(month), Some(whole)) = (self.monthly_ceiling, self.whole_ceiling)
            && whole < month
        {
            issues.refuse(
                "whole_ceiling",
                IssueCode::Inconsistent,
                "Le plafond de toute la période est plus bas que celui d'un mois : relisez-les.",
            );
        }
        if self.to.is_some_and(|to| to < self.from) {
            issues.refuse(
                "to",
                IssueCode::ImpossibleDate,
                "La prise en charge finirait avant de commencer : relisez ses dates.",
            );
        }
        issues.finish(Some(self))
    }

    /// Whether it helps on a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it helps on a day of a month.
    pub fn meets(&self, month: Month) -> bool {
        self.from <= month.last_day() && self.to.is_none_or(|to| month.first_day() <= to)
    }

    /// The last day to propose when it is cut short: today, or the first day that will do after its beginning and the last month that
    /// invoices counted it in; none when it already ends no later.
    pub fn end_to_propose(&self, today: Date, given: Option<Month>) -> Option<Date> {
        let earliest = given.map_or(self.from, |month| month.last_day().max(self.from));
        Some(today.max(earliest)).filter(|day| self.to.is_none_or(|to| *day < to))
    }

    /// `depuis le 01/09/2026`, `du 01/09/2026 au 31/12/2026`.
    pub fn period_label(&self) -> String {
        match self.to {
            None => format!("depuis le {}", format_day(self.from)),
            Some(to) => format!("du {} au {}", format_day(self.from), format_day(to)),
        }
    }

    /// `50 %, dans la limite de 30,00 € par mois et de 300,00 € en tout`.
    pub fn label(&self) -> String {
        let limits: Vec<String> = [
            self.monthly_ceiling.map(|ceiling| format!("de {ceiling} par mois")),
            self.whole_ceiling.map(|ceiling| format!("de {ceiling} en tout")),
        ]
        .into_iter()
        .flatten()
        .collect();
        match limits.is_empty() {
            true => self.help.label(),
            false => format!("{}, dans la limite {}", self.help.label(), limits.join(" et ")),
        }
    }
}

fn amount_of(issues: &mut Issues, field: &str, amount: Cents, nothing: &str) {
    if !amount.is_positive() {
        issues.refuse(field, IssueCode::OutOfRange, nothing);
    } else if amount >= TOO_MUCH {
        issues.refuse(field, IssueCode::OutOfRange, "Ce montant est trop grand : relisez la virgule.");
    }
}

/// Whether two may mean the same thing, where none means any.
fn share_one<Id: PartialEq>(one: Option<Id>, other: Option<Id>) -> bool {
    one.is_none() || other.is_none() || one == other
}

impl Subsidy {
    /// Why two subsidies cannot both stand: one funder would pay twice for the same child, the same activity, the same day.
    pub fn contradicts(&self, other: &Self) -> Option<String> {
        let (own, its) = (&self.terms, &other.terms);
        let meets = |a: &SubsidyTerms, b: &SubsidyTerms| b.to.is_none_or(|to| a.from <= to);
        let same = self.id != other.id
            && own.funder == its.funder
            && share_one(self.child, other.child)
            && share_one(own.activity, its.activity)
            && meets(own, its)
            && meets(its, own);
        same.then(|| {
            french(&format!(
                "Cet organisme aide déjà, {} ({}) : mettez d'abord fin à cette prise en charge, ou choisissez d'autres dates.",
                its.period_label(),
                its.label()
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn terms(help: Help) -> SubsidyTerms {
        SubsidyTerms {
            funder: FunderId::from_uuid(Uuid::nil()),
            activity: None,
            help,
            monthly_ceiling: None,
            whole_ceiling: None,
            from: date(2026, 3, 1),
            to: None,
        }
    }

    fn half() -> Help {
        Help::Rate { part: Permille::try_from(500).unwrap() }
    }

    #[test]
    fn zero_and_an_end_before_the_beginning_are_refused_f11() {
        let field = |terms: SubsidyTerms| terms.checked().unwrap_err()[0].field.clone();
        assert_eq!(field(terms(Help::PerUnit { amount: Cents(0) })), "help.amount");
        assert_eq!(field(terms(Help::PerMonth { amount: Cents(-1) })), "help.amount");
        assert_eq!(field(terms(Help::PerMonth { amount: Cents(10_000_000) })), "help.amount");
        assert_eq!(field(terms(Help::Rate { part: Permille::default() })), "help.part");
        assert_eq!(field(SubsidyTerms { to: Some(date(2026, 2, 28)), ..terms(half()) }), "to");
        assert_eq!(
            field(SubsidyTerms { monthly_ceiling: Some(Cents(0)), ..terms(half()) }),
            "monthly_ceiling"
        );
        let both = |month, whole| SubsidyTerms {
            monthly_ceiling: Some(Cents(month)),
            whole_ceiling: Some(Cents(whole)),
            ..terms(half())
        };
        assert_eq!(field(both(3_000, 2_999)), "whole_ceiling");
        assert_eq!(
            both(3_000, 30_000).checked().unwrap().label(),
            "50\u{a0}%, dans la limite de 30,00\u{a0}€ par mois et de 300,00\u{a0}€ en tout"
        );
        let monthly = Help::PerMonth { amount: Cents(4_000) };
        assert_eq!(
            field(SubsidyTerms { monthly_ceiling: Some(Cents(3_000)), ..terms(monthly) }),
            "monthly_ceiling"
        );
        // One day is a period.
        assert!(SubsidyTerms { to: Some(date(2026, 3, 1)), ..terms(half()) }.checked().is_ok());
    }

    #[test]
    fn the_end_proposed_is_a_day_that_will_do_f11() {
        let (help, given) = (terms(half()), Some(Month::of(date(2026, 4, 1))));
        assert_eq!(help.end_to_propose(date(2026, 3, 12), None), Some(date(2026, 3, 12)));
        assert_eq!(help.end_to_propose(date(2026, 2, 12), None), Some(date(2026, 3, 1)), "not begun yet");
        assert_eq!(
            help.end_to_propose(date(2026, 4, 12), given),
            Some(date(2026, 4, 30)),
            "billed to the end of April"
        );
        assert_eq!(help.end_to_propose(date(2026, 5, 2), given), Some(date(2026, 5, 2)));
        let ending = SubsidyTerms { to: Some(date(2026, 4, 30)), ..help };
        assert_eq!(ending.end_to_propose(date(2026, 4, 12), None), Some(date(2026, 4, 12)));
        assert_eq!(ending.end_to_propose(date(2026, 4, 12), given), None, "nothing sooner will do");
    }

    #[test]
    fn one_funder_helps_once_the_same_child_for_the_same_activity_on_a_day_f11() {
        let uuid = |number: u128| Uuid::from_u128(number);
        let subsidy = |id: u128, child: Option<u128>, activity: Option<u128>, from, to| Subsidy {
            id: SubsidyId::from_uuid(uuid(id)),
            version: SubsidyVersionId::from_uuid(uuid(id)),
            child: child.map(|child| ChildId::from_uuid(uuid(child))),
            terms: SubsidyTerms {
                activity: activity.map(|activity| ActivityId::from_uuid(uuid(activity))),
                from,
                to,
                ..terms(half())
            },
        };
        let march = (date(2026, 3, 1), Some(date(2026, 3, 31)));
        let known = subsidy(1, None, None, march.0, march.1);
        let clash = |other: &Subsidy| known.contradicts(other).is_some();
        assert!(clash(&subsidy(2, None, None, march.0, march.1)));
        assert!(
            clash(&subsidy(2, Some(7), Some(8), date(2026, 3, 31), None)),
            "all the children are that child too"
        );
        assert!(!clash(&subsidy(2, None, None, date(2026, 4, 1), None)), "the day after");
        assert!(!clash(&subsidy(1, None, None, march.0, march.1)), "written anew, it is the same");
        let (one, two) = (subsidy(1, Some(7), None, march.0, None), subsidy(2, Some(8), None, march.0, None));
        assert!(one.contradicts(&two).is_none(), "two children");
        let (one, two) = (subsidy(1, None, Some(7), march.0, None), subsidy(2, None, Some(8), march.0, None));
        assert!(one.contradicts(&two).is_none(), "two activities");
        let mut other = subsidy(2, None, None, march.0, march.1);
        other.terms.funder = FunderId::from_uuid(uuid(9));
        assert!(!clash(&other), "two funders");
    }
}
