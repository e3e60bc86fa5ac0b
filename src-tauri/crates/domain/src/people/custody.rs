//! Which household has a child on a day: it is the one that pays for that day.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::{WeekParity, format_day};
use crate::issue::{FieldIssue, IssueCode, Issues, Refusal};
use crate::values::Permille;
use crate::values::ids::{ChildId, CustodyId, HouseholdId};

/// When a household has the child.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum CustodyPattern {
    /// Every day.
    Always,
    /// The weeks of this parity, turning over on a weekday.
    Weeks {
        /// Even or odd.
        parity: WeekParity,
        /// Day the weeks turn over, 0 for Monday.
        changeover: u8,
    },
    /// Every day, for a part of what is billed.
    Share {
        /// The part.
        part: Permille,
    },
}

impl CustodyPattern {
    /// Weeks of this parity, turning over on Monday.
    pub const fn weeks(parity: WeekParity) -> Self {
        Self::Weeks { parity, changeover: 0 }
    }
}

/// A dated custody of a child by a household.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Custody {
    id: CustodyId,
    child: ChildId,
    household: HouseholdId,
    pattern: CustodyPattern,
    from: Date,
    to: Option<Date>,
}

/// A custody as typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct CustodyDraft {
    /// Household that has the child.
    pub household: HouseholdId,
    /// When.
    pub pattern: CustodyPattern,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

impl Custody {
    /// Checks the draft.
    pub fn try_new(id: CustodyId, child: ChildId, draft: CustodyDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        if draft.to.is_some_and(|to| to < draft.from) {
            issues.refuse("to", IssueCode::ImpossibleDate, "La fin de la garde précède son début.");
        }
        match draft.pattern {
            CustodyPattern::Weeks { changeover: 7.., .. } => {
                issues.refuse("pattern", IssueCode::OutOfRange, "Le jour de changement n'existe pas.");
            }
            CustodyPattern::Share { part } if part.thousandths() == 0 => {
                issues.refuse("pattern", IssueCode::OutOfRange, "Une part de garde est supérieure à zéro.");
            }
            _ => {}
        }
        let CustodyDraft { household, pattern, from, to } = draft;
        issues.finish(Some(Self { id, child, household, pattern, from, to }))
    }

    /// Identifier.
    pub fn id(&self) -> CustodyId {
        self.id
    }

    /// Child.
    pub fn child(&self) -> ChildId {
        self.child
    }

    /// Household that has the child.
    pub fn household(&self) -> HouseholdId {
        self.household
    }

    /// When.
    pub fn pattern(&self) -> CustodyPattern {
        self.pattern
    }

    /// First day.
    pub fn from(&self) -> Date {
        self.from
    }

    /// Last day, when known.
    pub fn to(&self) -> Option<Date> {
        self.to
    }

    /// Whether the dates of this custody include a day, whatever its weeks.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it says the same thing every day of a span.
    pub fn is_constant_over(&self, from: Date, to: Date) -> bool {
        !matches!(self.pattern, CustodyPattern::Weeks { .. })
            && self.in_force_on(from)
            && self.in_force_on(to)
    }

    fn has_child_on(&self, day: Date) -> bool {
        self.in_force_on(day)
            && match self.pattern {
                CustodyPattern::Always | CustodyPattern::Share { .. } => true,
                CustodyPattern::Weeks { parity, changeover } => {
                    let changeover =
                        Weekday::from_monday_zero_offset(changeover.cast_signed()).unwrap_or(Weekday::Monday);
                    WeekParity::of(day, changeover) == parity
                }
            }
    }
}

/// Who has a child on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Holder {
    /// One household, which pays the whole day.
    One(HouseholdId),
    /// Several, each for its part, which together make the whole; the remainder of a rounding falls to the first.
    Split(Vec<(HouseholdId, Permille)>),
    /// The custodies contradict each other: together they make so many thousandths of the day, not the whole.
    Disputed {
        /// What they make together.
        thousandths: u32,
    },
    /// Nobody: the custody is not recorded for that day.
    Nobody,
}

/// Who has the child on a day, from all its custodies.
///
/// Custodies that contradict each other are refused at entry ([`check_custodies`]), but a past period or a merge of
/// files may bring some: such a day has no holder, for billing half of it or billing it twice would both be wrong.
pub fn holder_on(custodies: &[Custody], day: Date) -> Holder {
    let held = held_on(custodies, day);
    let mut holding = custodies.iter().filter(|custody| custody.has_child_on(day));
    let Some(first) = holding.next() else {
        return Holder::Nobody;
    };
    if held != WHOLE {
        return Holder::Disputed { thousandths: held };
    }
    let part_of = |custody: &Custody| match custody.pattern {
        CustodyPattern::Share { part } => Some((custody.household, part)),
        CustodyPattern::Always | CustodyPattern::Weeks { .. } => None,
    };
    match part_of(first) {
        None => Holder::One(first.household),
        Some(share) => Holder::Split(std::iter::once(share).chain(holding.filter_map(part_of)).collect()),
    }
}

/// A whole day, in thousandths.
const WHOLE: u32 = 1000;

/// What the custodies of a child make of a day together, in thousandths: the whole when they agree.
fn held_on(custodies: &[Custody], day: Date) -> u32 {
    let holding = custodies.iter().filter(|custody| custody.has_child_on(day));
    holding
        .map(|custody| match custody.pattern {
            CustodyPattern::Share { part } => u32::from(part.thousandths()),
            CustodyPattern::Always | CustodyPattern::Weeks { .. } => WHOLE,
        })
        .sum()
}

/// Whether the custodies of one child agree on a span of days: every day held, by one household or by parts
/// that make the whole.
pub fn check_custodies(custodies: &[Custody], from: Date, to: Date) -> Result<(), Refusal> {
    if custodies.iter().any(|custody| matches!(custody.pattern, CustodyPattern::Weeks { .. })) {
        return from
            .series(jiff::Span::new().days(1))
            .take_while(|day| *day <= to)
            .try_for_each(|day| check_day(custodies, day));
    }
    // Without weeks, nothing changes but where a custody begins or has ended.
    let turns = custodies.iter().flat_map(|custody| {
        let after = custody.to.and_then(|last| last.tomorrow().ok());
        [Some(custody.from), after].into_iter().flatten()
    });
    let mut days: Vec<Date> =
        turns.filter(|day| from < *day).chain([from]).filter(|day| *day <= to).collect();
    days.sort_unstable();
    days.into_iter().try_for_each(|day| check_day(custodies, day))
}

fn check_day(custodies: &[Custody], day: Date) -> Result<(), Refusal> {
    let mut holding = custodies.iter().filter(|custody| custody.has_child_on(day));
    match held_on(custodies, day) {
        WHOLE => Ok(()),
        0 => Err(Refusal::new(
            IssueCode::Missing,
            format!("Le {}, aucun foyer n'a la garde de l'enfant : complétez les périodes.", format_day(day)),
        )),
        _ if holding.any(|custody| matches!(custody.pattern, CustodyPattern::Share { .. })) => {
            Err(Refusal::new(
                IssueCode::Inconsistent,
                format!("Le {}, les parts de garde ne font pas 100 % : corrigez-les.", format_day(day)),
            ))
        }
        _ => Err(Refusal::new(
            IssueCode::Inconsistent,
            format!(
                "Le {}, deux foyers ont la garde de l'enfant : une semaine sur deux, ou des parts.",
                format_day(day)
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn household(number: u128) -> HouseholdId {
        HouseholdId::from_uuid(Uuid::from_u128(number))
    }

    fn custody(number: u128, pattern: CustodyPattern, from: Date, to: Option<Date>) -> Custody {
        let draft = CustodyDraft { household: household(number), pattern, from, to };
        Custody::try_new(CustodyId::from_uuid(Uuid::nil()), ChildId::from_uuid(Uuid::nil()), draft).unwrap()
    }

    #[test]
    fn weeks_alternate_between_two_households() {
        let start = date(2026, 1, 1);
        let both = [
            custody(1, CustodyPattern::weeks(WeekParity::Even), start, None),
            custody(2, CustodyPattern::weeks(WeekParity::Odd), start, None),
        ];
        // 2026-03-02 opens week 10.
        assert_eq!(holder_on(&both, date(2026, 3, 2)), Holder::One(household(1)));
        assert_eq!(holder_on(&both, date(2026, 3, 8)), Holder::One(household(1)));
        assert_eq!(holder_on(&both, date(2026, 3, 9)), Holder::One(household(2)));
        assert_eq!(check_custodies(&both, start, date(2027, 1, 31)), Ok(()));
        assert_eq!(holder_on(&both, date(2025, 12, 31)), Holder::Nobody);
    }

    #[test]
    fn parts_make_the_whole() {
        let start = date(2026, 1, 1);
        let part = |thousandths| CustodyPattern::Share { part: Permille::try_new(thousandths).unwrap() };
        let two = [custody(1, part(600), start, None), custody(2, part(400), start, None)];
        assert_eq!(
            holder_on(&two, start),
            Holder::Split(vec![
                (household(1), Permille::try_new(600).unwrap()),
                (household(2), Permille::try_new(400).unwrap())
            ])
        );
        assert_eq!(check_custodies(&two, start, start), Ok(()));
        let short = [custody(1, part(600), start, None)];
        assert_eq!(check_custodies(&short, start, start).unwrap_err().code, IssueCode::Inconsistent);
        assert_eq!(holder_on(&short, start), Holder::Disputed { thousandths: 600 });
    }

    #[test]
    fn contradictions_and_holes_are_refused() {
        let start = date(2026, 1, 1);
        let hole = [custody(1, CustodyPattern::Always, start, Some(date(2026, 3, 10)))];
        let refusal = check_custodies(&hole, start, date(2026, 3, 31)).unwrap_err();
        assert_eq!(refusal.code, IssueCode::Missing);
        assert!(refusal.message.contains("11/03/2026"));
        let twice = [
            custody(1, CustodyPattern::Always, start, None),
            custody(2, CustodyPattern::Always, start, None),
        ];
        assert_eq!(check_custodies(&twice, start, start).unwrap_err().code, IssueCode::Inconsistent);
        assert_eq!(holder_on(&twice, start), Holder::Disputed { thousandths: 2000 });
    }

    /// Looking only where something turns says what looking at every day says, for every pair of periods and every part.
    #[test]
    fn looking_where_something_turns_is_looking_at_every_day() {
        let day = |offset: i64| date(2026, 3, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
        let part = |thousandths| CustodyPattern::Share { part: Permille::try_new(thousandths).unwrap() };
        let patterns = [CustodyPattern::Always, part(400), part(600), CustodyPattern::weeks(WeekParity::Odd)];
        let periods: Vec<(i64, Option<i64>)> = (0..6)
            .step_by(2)
            .flat_map(|from| [None, Some(from), Some(from + 3)].map(|to| (from, to)))
            .collect();
        let mut refused = 0;
        for (one, other) in patterns.iter().flat_map(|one| patterns.iter().map(move |other| (one, other))) {
            for ((from, to), (later, end)) in periods.iter().flat_map(|a| periods.iter().map(move |b| (a, b)))
            {
                let both = [
                    custody(1, *one, day(*from), to.map(day)),
                    custody(2, *other, day(*later), end.map(day)),
                ];
                for (first, last) in [(0, 9), (2, 2), (4, 12)] {
                    let each_day = (first..=last).try_for_each(|offset| check_day(&both, day(offset)));
                    refused += usize::from(each_day.is_err());
                    assert_eq!(check_custodies(&both, day(first), day(last)), each_day, "{both:?}");
                }
            }
        }
        assert!(refused > 1_000, "most of them contradict each other: {refused}");
    }

    #[test]
    fn a_move_changes_the_holder_on_its_day() {
        let moved = [
            custody(1, CustodyPattern::Always, date(2026, 1, 1), Some(date(2026, 3, 10))),
            custody(2, CustodyPattern::Always, date(2026, 3, 11), None),
        ];
        assert_eq!(holder_on(&moved, date(2026, 3, 10)), Holder::One(household(1)));
        assert_eq!(holder_on(&moved, date(2026, 3, 11)), Holder::One(household(2)));
        assert_eq!(check_custodies(&moved, date(2026, 1, 1), date(2026, 12, 31)), Ok(()));
    }
}
