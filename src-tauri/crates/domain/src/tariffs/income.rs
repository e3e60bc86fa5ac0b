//! Incomes of a household (F01, F02): what a paper says, to the cent, for a month or for a year.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::QuotientSource;
use crate::calendar::Month;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::Cents;
use crate::values::ids::IncomeId;

/// What an amount covers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "span", rename_all = "snake_case")]
pub enum IncomePeriod {
    /// A month (F01).
    Month {
        /// `2026-03`.
        month: Month,
    },
    /// A calendar year (F02): that of a tax notice, two years before most often.
    Year {
        /// `2024`.
        year: i16,
    },
}

impl IncomePeriod {
    /// Its first day: what tells the latest.
    pub fn first_day(self) -> Date {
        match self {
            Self::Month { month } => month.first_day(),
            Self::Year { year } => Date::new(year, 1, 1).unwrap_or(Date::MIN),
        }
    }

    /// The first and the last day it prices: a year, the whole of the second year after it (F02, « année N-2 »: the caisses review resources
    /// each January); a month, from its first day and for a year, the time a declared change of situation holds before it is reviewed.
    pub fn serves(self) -> (Date, Date) {
        let year = |year: i16| {
            let first = Date::new(year, 1, 1).unwrap_or(Date::MAX);
            (first, Date::new(year, 12, 31).unwrap_or(Date::MAX))
        };
        match self {
            Self::Month { month } => {
                let last = (0..11).fold(month, |month, _| month.next());
                (month.first_day(), last.last_day())
            }
            Self::Year { year: of } => year(of.saturating_add(2)),
        }
    }

    /// `factures de mars 2026 à février 2027`.
    pub fn serves_label(self) -> String {
        let (first, last) = self.serves();
        format!("factures de {} à {}", Month::of(first).format_fr(), Month::of(last).format_fr())
    }

    /// `mars 2026`, `année 2024`.
    pub fn label(self) -> String {
        match self {
            Self::Month { month } => month.format_fr(),
            Self::Year { year } => format!("année {year}"),
        }
    }
}

/// Incomes as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct IncomeDraft {
    /// What the amount covers.
    pub period: IncomePeriod,
    /// All the incomes of the household over that time, in cents, before any abatement.
    pub amount: Cents,
    /// The paper it was read on.
    pub source: QuotientSource,
}

/// Incomes of a household.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Income {
    /// Identifier.
    pub id: IncomeId,
    /// What was read.
    pub draft: IncomeDraft,
}

/// More than a household declares, in cents: a comma was forgotten.
const TOO_MUCH: Cents = Cents(1_000_000_000);
/// The oldest year of which anything may be asked: control of the tax office goes back ten years.
const OLDEST: i16 = 10;

impl Income {
    /// Checks what was typed on a day.
    pub fn try_new(id: IncomeId, draft: IncomeDraft, today: Date) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        if draft.amount < Cents(0) {
            issues.refuse(
                "amount",
                IssueCode::OutOfRange,
                "Des revenus ne sont pas négatifs : un déficit compte pour 0.",
            );
        } else if draft.amount >= TOO_MUCH {
            issues.refuse("amount", IssueCode::OutOfRange, "Ce montant est trop grand : relisez la virgule.");
        }
        let (field, year) = match draft.period {
            IncomePeriod::Month { month } => ("period.month", month.year()),
            IncomePeriod::Year { year } => ("period.year", year),
        };
        let unfinished = match draft.period {
            IncomePeriod::Month { month } => month > Month::of(today),
            IncomePeriod::Year { year } => year >= today.year(),
        };
        if unfinished {
            issues.refuse(
                field,
                IssueCode::ImpossibleDate,
                "Cette période n'est pas finie : les ressources d'une année se connaissent l'année d'après. Notez un mois.",
            );
        } else if year < today.year() - OLDEST {
            issues.refuse(field, IssueCode::OutOfRange, "Cette période a plus de dix ans : relisez-la.");
        }
        issues.finish(Some(Self { id, draft }))
    }

    /// The mean of a month, in cents, down to the cent: a year is twelve months (arrêté « barème national » of the CNAF, PSU).
    pub fn monthly(&self) -> Cents {
        match self.draft.period {
            IncomePeriod::Month { .. } => self.draft.amount,
            IncomePeriod::Year { .. } => Cents(self.draft.amount.0 / 12),
        }
    }

    /// `mars 2026`, `année 2024`.
    pub fn period_label(&self) -> String {
        self.draft.period.label()
    }
}

/// The incomes of a household.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct IncomeHistory {
    entries: Vec<Income>,
}

impl IncomeHistory {
    /// The history made of these records, oldest recording first.
    pub fn new(entries: Vec<Income>) -> Self {
        Self { entries }
    }

    /// Adds a record. Nothing is replaced: what prices a month is decided by [`Self::at`].
    pub fn record(&mut self, income: Income) {
        self.entries.push(income);
    }

    /// What prices a month: of those that serve on its last day, the one that began to serve last; a month before a year, for a change of
    /// situation was declared; failing that, the one recorded last. None: the tariff's cap applies, and it is said.
    pub fn at(&self, month: Month) -> Option<&Income> {
        let day = month.last_day();
        self.entries
            .iter()
            .filter(|income| {
                let (first, last) = income.draft.period.serves();
                first <= day && day <= last
            })
            .max_by_key(|income| {
                let period = income.draft.period;
                (period.serves().0, matches!(period, IncomePeriod::Month { .. }))
            })
    }
}

/// Where a monthly income comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
pub struct IncomeOrigin {
    /// The record.
    pub income: IncomeId,
    /// What it covers.
    pub period: IncomePeriod,
    /// The paper it was read on.
    pub source: QuotientSource,
}

/// The monthly income a tariff looks at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct IncomeUsed {
    /// For a month, in cents.
    pub monthly: Cents,
    /// Where it comes from; none for a figure typed to see.
    pub origin: Option<IncomeOrigin>,
}

impl IncomeUsed {
    /// Of a record.
    pub fn of(income: &Income) -> Self {
        let IncomeDraft { period, source, .. } = income.draft;
        Self { monthly: income.monthly(), origin: Some(IncomeOrigin { income: income.id, period, source }) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn check(period: IncomePeriod, cents: i64) -> Result<Income, Vec<FieldIssue>> {
        let draft = IncomeDraft { period, amount: Cents(cents), source: QuotientSource::TaxNotice };
        Income::try_new(IncomeId::from_uuid(Uuid::nil()), draft, date(2026, 3, 15))
    }

    #[test]
    fn incomes_are_of_a_time_that_was_and_of_an_amount_that_may_be() {
        let year = |year| IncomePeriod::Year { year };
        let month = |text: &str| IncomePeriod::Month { month: Month::parse(text).unwrap() };
        let field = |period, cents| check(period, cents).unwrap_err()[0].field.clone();
        assert_eq!(check(year(2024), 3_000_001).unwrap().monthly(), Cents(250_000));
        assert_eq!(check(month("2026-03"), 210_050).unwrap().monthly(), Cents(210_050));
        assert!(check(year(2024), 0).is_ok(), "nothing was earned");
        assert_eq!(field(year(2027), 1), "period.year");
        assert_eq!(field(year(2026), 1), "period.year", "the year is not over");
        assert_eq!(field(month("2026-04"), 1), "period.month");
        assert_eq!(field(year(2015), 1), "period.year");
        assert_eq!(field(year(2024), -1), "amount");
        assert_eq!(field(year(2024), 1_000_000_000), "amount");
    }

    #[test]
    fn a_month_is_priced_by_the_resources_that_serve_it_f01_f02() {
        let record = |number: u128, period, cents| Income {
            id: IncomeId::from_uuid(Uuid::from_u128(number)),
            draft: IncomeDraft { period, amount: Cents(cents), source: QuotientSource::TaxNotice },
        };
        let month = |text: &str| Month::parse(text).unwrap();
        let history = IncomeHistory::new(vec![
            record(1, IncomePeriod::Year { year: 2024 }, 3_000_000),
            record(2, IncomePeriod::Month { month: month("2026-06") }, 120_000),
            record(3, IncomePeriod::Year { year: 2025 }, 2_400_000),
            record(4, IncomePeriod::Year { year: 2024 }, 3_000_001),
        ]);
        let at = |text: &str| history.at(month(text)).map(|income| income.id.as_uuid().as_u128());
        assert_eq!(at("2025-12"), None, "the year 2024 prices 2026");
        assert_eq!(at("2026-01"), Some(4), "of one year, what was recorded last");
        assert_eq!(at("2026-05"), Some(4));
        assert_eq!(at("2026-06"), Some(2), "a change of situation");
        assert_eq!(at("2026-12"), Some(2));
        assert_eq!(at("2027-01"), Some(3), "reviewed in January");
        assert_eq!(at("2028-01"), None);
        let label = IncomePeriod::Month { month: month("2026-03") }.serves_label();
        assert_eq!(label, "factures de mars 2026 à février 2027");
    }
}
