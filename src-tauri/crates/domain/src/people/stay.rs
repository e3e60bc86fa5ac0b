//! Since when, and until when, an adult lives in a household (V04 to V06). Authority never depends on it.

use jiff::civil::Date;

use crate::calendar::format_day;
use crate::issue::{IssueCode, Refusal};
use crate::values::ids::HouseholdId;

/// What is known of an adult's time in a household.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stay {
    /// Where.
    pub household: HouseholdId,
    /// First day, when someone said it.
    pub from: Option<Date>,
    /// Last day; none while they live there.
    pub to: Option<Date>,
}

impl Stay {
    fn holds_on(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Whether an adult lives in a household on a day (V06 counts them). `own` is the household their record is in: they live there always when
/// nothing was said of it. A stay without an end elsewhere than there is what a merge of two records left: nobody lives in two households.
pub fn lives_in(own: HouseholdId, stays: &[Stay], household: HouseholdId, day: Date) -> bool {
    let mut said = stays.iter().filter(|stay| stay.household == household).peekable();
    if said.peek().is_none() {
        return own == household;
    }
    said.any(|stay| stay.holds_on(day) && (stay.to.is_some() || own == household))
}

/// What two stays of one adult in one household make, when the later begins before the earlier has ended or the day after: one stay. A merge
/// of two households brings some. The `earlier` comes first in the file.
pub fn one_stay(earlier: Stay, later: Stay) -> Option<Stay> {
    let follows = match (earlier.to, later.from) {
        (Some(to), Some(from)) => from <= to.tomorrow().unwrap_or(to),
        _ => true,
    };
    (earlier.household == later.household && follows).then(|| Stay {
        household: earlier.household,
        from: earlier.from.zip(later.from).map(|(one, other)| one.min(other)),
        to: earlier.to.zip(later.to).map(|(one, other)| one.max(other)),
    })
}

/// Whether an adult who came on `since` may have lived in their household until `last`: a day that has come, not before they came. The
/// others of the household are `left_behind`: a household without an adult is one that moved.
pub fn check_departure(
    last: Date,
    since: Option<Date>,
    today: Date,
    left_behind: usize,
) -> Result<(), Refusal> {
    if last > today {
        return Err(Refusal::new(
            IssueCode::ImpossibleDate,
            "Ce départ est dans le futur : enregistrez-le le jour venu.",
        ));
    }
    if let Some(since) = since.filter(|since| last < *since) {
        return Err(Refusal::new(
            IssueCode::ImpossibleDate,
            format!("Cette personne vit dans ce foyer depuis le {} : relisez la date.", format_day(since)),
        ));
    }
    if left_behind == 0 {
        return Err(Refusal::new(
            IssueCode::Inconsistent,
            "Il ne resterait aucun adulte dans ce foyer : si tout le foyer déménage, changez son adresse.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn household(number: u128) -> HouseholdId {
        HouseholdId::from_uuid(Uuid::from_u128(number))
    }

    fn stay(number: u128, from: Option<Date>, to: Option<Date>) -> Stay {
        Stay { household: household(number), from, to }
    }

    #[test]
    fn an_adult_lives_where_their_record_is_until_someone_says_otherwise_v04() {
        let (a, b) = (household(1), household(2));
        assert!(lives_in(a, &[], a, date(2000, 1, 1)));
        assert!(!lives_in(a, &[], b, date(2000, 1, 1)));
        let since = [stay(1, Some(date(2024, 9, 1)), None)];
        assert!(!lives_in(a, &since, a, date(2024, 8, 31)));
        assert!(lives_in(a, &since, a, date(2024, 9, 1)));
    }

    #[test]
    fn every_day_of_a_move_is_in_one_household() {
        let (a, b) = (household(1), household(2));
        let moved = [stay(1, None, Some(date(2026, 3, 31))), stay(2, Some(date(2026, 4, 1)), None)];
        for (day, home) in
            [(date(2020, 1, 1), a), (date(2026, 3, 31), a), (date(2026, 4, 1), b), (date(2030, 1, 1), b)]
        {
            let homes: Vec<_> = [a, b].into_iter().filter(|one| lives_in(b, &moved, *one, day)).collect();
            assert_eq!(homes, [home], "{day}");
        }
    }

    #[test]
    fn who_left_is_counted_nowhere_and_may_come_back() {
        let a = household(1);
        let left = [stay(1, None, Some(date(2026, 3, 31)))];
        assert!(!lives_in(a, &left, a, date(2026, 4, 1)));
        let back = [left[0], stay(1, Some(date(2026, 6, 1)), None)];
        assert!(!lives_in(a, &back, a, date(2026, 5, 1)));
        assert!(lives_in(a, &back, a, date(2026, 6, 1)));
        // Two records merged: the open stay of the one that went away is no second home.
        assert!(!lives_in(a, &[stay(2, Some(date(2026, 1, 1)), None)], household(2), date(2026, 4, 1)));
    }

    #[test]
    fn stays_that_follow_each_other_in_one_household_are_one_v04() {
        let until = stay(1, None, Some(date(2026, 3, 9)));
        let since = |day| stay(1, Some(date(2026, 3, day)), None);
        assert_eq!(one_stay(until, since(10)), Some(stay(1, None, None)));
        assert_eq!(one_stay(until, since(5)), Some(stay(1, None, None)));
        assert_eq!(one_stay(until, since(11)), None);
        assert_eq!(one_stay(until, stay(2, Some(date(2026, 3, 10)), None)), None);
        let (first, then) = (date(2024, 9, 1), Some(date(2026, 3, 20)));
        let known = stay(1, Some(first), Some(date(2026, 3, 9)));
        assert_eq!(one_stay(known, stay(1, Some(date(2026, 3, 10)), then)), Some(stay(1, Some(first), then)));
    }

    #[test]
    fn a_departure_has_a_day_that_came_and_leaves_someone() {
        let today = date(2026, 4, 5);
        assert_eq!(check_departure(today, None, today, 1), Ok(()));
        let refused = |last, since, others| check_departure(last, since, today, others).unwrap_err();
        assert!(refused(date(2026, 4, 6), None, 1).message.contains("futur"));
        assert!(refused(date(2026, 3, 1), Some(date(2026, 3, 2)), 1).message.contains("02/03/2026"));
        assert_eq!(refused(today, None, 0).code, IssueCode::Inconsistent);
    }
}
