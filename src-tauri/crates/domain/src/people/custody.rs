//! Which household has a child on a day: it is the one that pays for that day.

mod holidays;
#[cfg(test)]
mod tests;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::holidays::{HolidayRule, SummerCut, holiday_parts};
use crate::calendar::{Month, WeekParity, ZoneHolidays, format_day};
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
        /// How the school holidays go; as the weeks when it is not said.
        #[serde(default)]
        holidays: HolidayRule,
    },
    /// Every day, for a part of what is billed.
    Share {
        /// The part.
        part: Permille,
    },
}

impl CustodyPattern {
    /// Weeks of this parity, turning over on Monday, holidays included.
    pub const fn weeks(parity: WeekParity) -> Self {
        Self::Weeks { parity, changeover: 0, holidays: HolidayRule::Weeks }
    }

    /// Whether it shares school holidays out: who has the child then depends on the calendar of the zone.
    pub const fn shares_holidays(self) -> bool {
        matches!(self, Self::Weeks { holidays: HolidayRule::Shared { .. }, .. })
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

    /// What is left of it once something else holds from a day on: until the eve. Nothing when it would have begun later.
    #[must_use]
    pub fn ended_before(self, day: Date) -> Option<Self> {
        let eve = day.yesterday().ok().filter(|eve| self.from <= *eve)?;
        Some(Self { to: Some(self.to.map_or(eve, |to| to.min(eve))), ..self })
    }

    /// Whether the dates of this custody include a day, whatever its weeks.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it says the same thing every day of a span, whatever the calendar.
    pub fn is_constant_over(&self, from: Date, to: Date) -> bool {
        !matches!(self.pattern, CustodyPattern::Weeks { .. })
            && self.in_force_on(from)
            && self.in_force_on(to)
    }

    fn has_child_on(&self, day: Date, school: ZoneHolidays<'_>) -> bool {
        self.in_force_on(day)
            && match self.pattern {
                CustodyPattern::Always | CustodyPattern::Share { .. } => true,
                CustodyPattern::Weeks { parity, changeover, holidays } => {
                    holidays.has_child_on(day, school).unwrap_or_else(|| {
                        let changeover = Weekday::from_monday_zero_offset(changeover.cast_signed())
                            .unwrap_or(Weekday::Monday);
                        WeekParity::of(day, changeover) == parity
                    })
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

/// Who has the child on a day, from all its custodies and the school holidays of the town. Holidays shared out beyond the known
/// calendar follow the weeks.
///
/// Custodies that contradict each other are refused at entry ([`check_custodies`]), but a past period or a merge of
/// files may bring some: such a day has no holder, for billing half of it or billing it twice would both be wrong.
pub fn holder_on(custodies: &[Custody], day: Date, school: ZoneHolidays<'_>) -> Holder {
    let held = held_on(custodies, day, school);
    let mut holding = custodies.iter().filter(|custody| custody.has_child_on(day, school));
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
fn held_on(custodies: &[Custody], day: Date, school: ZoneHolidays<'_>) -> u32 {
    let holding = custodies.iter().filter(|custody| custody.has_child_on(day, school));
    holding
        .map(|custody| match custody.pattern {
            CustodyPattern::Share { part } => u32::from(part.thousandths()),
            CustodyPattern::Always | CustodyPattern::Weeks { .. } => WHOLE,
        })
        .sum()
}

/// Whether the custodies of one child agree on a span of days: every day held, by one household or by parts
/// that make the whole.
pub fn check_custodies(
    custodies: &[Custody],
    from: Date,
    to: Date,
    school: ZoneHolidays<'_>,
) -> Result<(), Refusal> {
    if custodies.iter().any(|custody| matches!(custody.pattern, CustodyPattern::Weeks { .. })) {
        return from
            .series(jiff::Span::new().days(1))
            .take_while(|day| *day <= to)
            .try_for_each(|day| check_day(custodies, day, school));
    }
    // Without weeks, nothing changes but where a custody begins or has ended.
    let turns = custodies.iter().flat_map(|custody| {
        let after = custody.to.and_then(|last| last.tomorrow().ok());
        [Some(custody.from), after].into_iter().flatten()
    });
    let mut days: Vec<Date> =
        turns.filter(|day| from < *day).chain([from]).filter(|day| *day <= to).collect();
    days.sort_unstable();
    days.into_iter().try_for_each(|day| check_day(custodies, day, school))
}

/// Days after which custodies that all hold have shown everything they can say: every parity and changeover of a year passed, and the
/// holidays of an even and of an odd year.
const ROUND: i64 = 731;

/// Whether the custodies of one child agree from a day on, until they have all ended: that day, and past each day one begins or has ended,
/// however far.
pub fn check_custodies_onwards(
    custodies: &[Custody],
    from: Date,
    school: ZoneHolidays<'_>,
) -> Result<(), Refusal> {
    let begun = custodies.iter().map(|custody| custody.from);
    let ended = custodies.iter().filter_map(|custody| custody.to?.tomorrow().ok());
    let mut turns: Vec<Date> = begun.chain(ended).filter(|day| from < *day).chain([from]).collect();
    turns.sort_unstable();
    turns.dedup();
    let ends = custodies.iter().map(Custody::to).collect::<Option<Vec<Date>>>();
    let end = ends.and_then(|ends| ends.into_iter().max()).unwrap_or(Date::MAX);
    let nexts = turns.iter().skip(1).map(|next| next.yesterday().unwrap_or(*next)).chain([Date::MAX]);
    turns.iter().zip(nexts).filter(|(turn, _)| **turn <= end).try_for_each(|(turn, eve)| {
        let round = turn.saturating_add(jiff::Span::new().days(ROUND));
        check_custodies(custodies, *turn, eve.min(round).min(end), school)
    })
}

/// Days that no household has and past which the child was away: fewer are dates mistyped.
const AWAY: i32 = 31;

/// The custodies of one child, period by period: between two of them, now past, the child was away from the town.
pub fn parted_by_absences(custodies: &[Custody], today: Date) -> Vec<Vec<Custody>> {
    let mut custodies = custodies.to_vec();
    custodies.sort_by_key(Custody::from);
    let mut periods: Vec<Vec<Custody>> = Vec::new();
    let mut held_until = Date::MAX;
    for custody in custodies {
        let back = custody.from <= today && (custody.from - held_until).get_days() > AWAY;
        let to = custody.to.unwrap_or(Date::MAX);
        match periods.last_mut().filter(|_| !back) {
            Some(period) => {
                held_until = held_until.max(to);
                period.push(custody);
            }
            None => {
                held_until = to;
                periods.push(vec![custody]);
            }
        }
    }
    periods
}

/// The months of a list in which another arrangement would give some day another holder.
pub fn months_held_otherwise(
    before: &[Custody],
    after: &[Custody],
    months: &[Month],
    school: ZoneHolidays<'_>,
) -> Vec<Month> {
    let held = |custodies: &[Custody], month: Month| {
        held_spans(custodies, month.first_day(), month.last_day(), school)
    };
    months.iter().copied().filter(|month| held(before, *month) != held(after, *month)).collect()
}

/// Days in a row with the same holder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldSpan {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Who has the child on each of them.
    pub holder: Holder,
}

/// Who has the child over a span of days, in order, bounds included.
pub fn held_spans(custodies: &[Custody], from: Date, to: Date, school: ZoneHolidays<'_>) -> Vec<HeldSpan> {
    let mut spans: Vec<HeldSpan> = Vec::new();
    for day in from.series(jiff::Span::new().days(1)).take_while(|day| *day <= to) {
        let holder = holder_on(custodies, day, school);
        match spans.last_mut() {
            Some(last) if last.holder == holder => last.to = day,
            _ => spans.push(HeldSpan { from: day, to: day, holder }),
        }
    }
    spans
}

fn check_day(custodies: &[Custody], day: Date, school: ZoneHolidays<'_>) -> Result<(), Refusal> {
    let mut holding = custodies.iter().filter(|custody| custody.has_child_on(day, school));
    match held_on(custodies, day, school) {
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
