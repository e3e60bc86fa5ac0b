//! Who holds a child on each day of the month, resolved once before rows stream.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{DAYS, NONE, index};
use crate::calendar::{Month, ZoneHolidays};
use crate::people::{Custody, Holder, holder_on};
use crate::values::Permille;
use crate::values::ids::HouseholdId;

/// Who holds a child on a day, in one word: a household, a split between several, nobody, or nobody one can tell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::billing) struct HolderCode(u32);

impl HolderCode {
    pub(in crate::billing) const NOBODY: Self = Self(NONE);
    /// Custodies that contradict each other: billed to nobody, and said.
    pub(in crate::billing) const DISPUTED: Self = Self(NONE - 1);
    const SPLIT: u32 = 1 << 31;

    fn split(rank: usize) -> Self {
        Self(Self::SPLIT | index(rank))
    }

    /// The rank of the split, when several households share the day.
    pub(in crate::billing) fn as_split(self) -> Option<usize> {
        (self != Self::NOBODY && self != Self::DISPUTED && self.0 & Self::SPLIT != 0)
            .then_some((self.0 & !Self::SPLIT) as usize)
    }

    /// The rank of the household, when one holds the day.
    pub(in crate::billing) fn as_household(self) -> Option<u32> {
        (self.0 & Self::SPLIT == 0).then_some(self.0)
    }
}

/// Who holds a child over the month.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holding {
    /// The same all month: nearly every child.
    Constant(HolderCode),
    /// By day: the rank of a table of days.
    ByDay(u32),
}

/// Resolves the custodies of a child over the month. Splits and tables of days are gathered beside: few
/// children need them.
pub(super) fn holding(
    (month, school): (Month, ZoneHolidays<'_>),
    custodies: &[Custody],
    households: &HashMap<HouseholdId, u32>,
    splits: &mut Vec<Vec<(u32, Permille)>>,
    tables: &mut Vec<[HolderCode; DAYS]>,
) -> Holding {
    // Two days of one child that are split alike are one holder; another child's splits are never looked at.
    let own = splits.len();
    let mut code = |day: Date| match holder_on(custodies, day, school) {
        Holder::Nobody => HolderCode::NOBODY,
        Holder::Disputed { .. } => HolderCode::DISPUTED,
        Holder::One(household) => HolderCode(households[&household]),
        Holder::Split(parts) => {
            let parts: Vec<_> =
                parts.into_iter().map(|(household, part)| (households[&household], part)).collect();
            let known = splits[own..].iter().position(|split| *split == parts);
            HolderCode::split(
                own + known.unwrap_or_else(|| {
                    splits.push(parts);
                    splits.len() - own - 1
                }),
            )
        }
    };
    if let [only] = custodies
        && only.is_constant_over(month.first_day(), month.last_day())
    {
        return Holding::Constant(code(month.first_day()));
    }
    let mut table = [HolderCode::NOBODY; DAYS];
    for (slot, day) in table.iter_mut().zip(month.days()) {
        *slot = code(day);
    }
    tables.push(table);
    Holding::ByDay(index(tables.len() - 1))
}
