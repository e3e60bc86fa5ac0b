//! What the desk is told of a quotient: the name of its bracket, its month, its last day. Never the value.

use std::collections::HashMap;

use domain::calendar::Month;
use domain::tariffs::{BracketTable, Method, Quotient, QuotientAt, QuotientHistory};
use domain::values::ids::HouseholdId;
use jiff::ToSpan;
use jiff::civil::Date;
use security::{Grant, Right};
use store::quotients::BracketRow;
use store::{Reader, Writer};

use crate::Error;
use crate::families::QuotientState;

/// Days before its end when a quotient is asked for again.
const NOTICE_DAYS: i64 = 30;

/// The brackets in force on a day: those of the first activity, in the order of lists, that has any.
pub(crate) struct Brackets {
    table: Option<BracketTable>,
    day: Date,
}

impl Brackets {
    /// Reads the tariffs once, for one household or for a whole file of the CAF.
    pub(crate) fn on(r: &Reader<'_>, day: Date) -> Result<Self, Error> {
        let tariffs = r.tariffs_for_month(Month::of(day))?;
        let table = r.activities()?.iter().find_map(|activity| {
            let applying =
                tariffs.iter().filter(|tariff| tariff.activity == activity.id && tariff.applies_on(day));
            applying
                .filter(|tariff| tariff.unit.is_none())
                .chain(tariffs.iter().filter(|tariff| {
                    tariff.activity == activity.id && tariff.applies_on(day) && tariff.unit.is_some()
                }))
                .find_map(|tariff| match &tariff.method {
                    Method::Bracket(table) => Some(table.clone()),
                    Method::EffortRate(_) | Method::UnitPrice { .. } => None,
                })
        });
        Ok(Self { table, day })
    }

    /// What the desk may know of a history.
    pub(crate) fn of(&self, history: &QuotientHistory) -> BracketRow {
        match history.at(self.day) {
            QuotientAt::Missing => BracketRow::default(),
            QuotientAt::Applies(quotient) | QuotientAt::Expired(quotient) => BracketRow {
                label: self
                    .table
                    .as_ref()
                    .map(|table| format!("Tranche {}", table.rank_of(Some(quotient.value)) + 1)),
                month: Some(quotient.month),
                until: quotient.to,
            },
        }
    }
}

/// Writes again what the desk knows of every household whose bracket is no longer the same: a tariff was voted.
pub(crate) fn refresh<R: Right>(w: &Writer<'_>, grant: &Grant<'_, R>, day: Date) -> Result<(), Error> {
    let brackets = Brackets::on(w, day)?;
    let mut present: HashMap<HouseholdId, BracketRow> = HashMap::new();
    super::each_history(w, grant, |household, history| {
        present.insert(household, brackets.of(&history));
    })?;
    for line in w.household_lines()? {
        let bracket = present.remove(&line.id).unwrap_or_default();
        if bracket != line.bracket {
            w.set_bracket(line.id, &bracket)?;
        }
    }
    Ok(())
}

/// Where a household's quotient stands on a day.
pub(crate) fn state_of(bracket: &BracketRow, day: Date) -> QuotientState {
    let Some(month) = bracket.month else { return QuotientState::Missing };
    match bracket.until {
        Some(until) if until < day => QuotientState::Expired,
        Some(until) if until <= day.saturating_add(NOTICE_DAYS.days()) => QuotientState::ToRenew,
        None if Month::of(day).months_since(month) >= Quotient::ASKED_AGAIN_AFTER => QuotientState::ToRenew,
        _ => QuotientState::Current,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_quotient_is_asked_for_again_before_it_ends_or_when_a_year_old() {
        let bracket = |month: &str, until: Option<Date>| BracketRow {
            label: None,
            month: Some(Month::parse(month).expect("a month")),
            until,
        };
        let today = date(2026, 11, 24);
        for (row, state) in [
            (BracketRow::default(), QuotientState::Missing),
            (bracket("2026-02", Some(date(2026, 11, 23))), QuotientState::Expired),
            (bracket("2026-02", Some(date(2026, 11, 24))), QuotientState::ToRenew),
            (bracket("2026-02", Some(date(2026, 12, 31))), QuotientState::Current),
            (bracket("2025-11", None), QuotientState::ToRenew),
            (bracket("2025-12", None), QuotientState::Current),
        ] {
            assert_eq!(state_of(&row, today), state, "{row:?}");
        }
    }
}
