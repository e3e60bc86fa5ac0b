//! What two records of one person say, put together: what they say twice, what they contradict, and which of the two is the careful one.

use jiff::ToSpan;
use jiff::civil::Date;

use super::authority::{AuthorityDraft, ParentalAuthority, authority_on};
use super::{CustodyPattern, Kinship};
use crate::activities::RegistrationState;
use crate::values::ids::HouseholdId;

/// A first day and a last; without a last, it goes on.
pub type Days = (Date, Option<Date>);

/// One of two records: the one that goes on, or the one that goes into it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MergeSide {
    /// The one that goes on.
    Kept,
    /// The one that goes into it.
    Absorbed,
}

/// Months during which the former values of merged records are kept: as long as an agent's decision can be contested before the judge
/// (code de justice administrative, art. R. 421-1; `durees_conservation.csv`, PREINS). What nobody took back by then stays as it is.
const OPEN_MONTHS: i32 = 2;

/// Whether a merge made one day may still be taken back another.
pub fn merge_stays_open(made: Date, today: Date) -> bool {
    today <= made.saturating_add(OPEN_MONTHS.months())
}

/// Whether two spans of days meet.
pub fn overlap(one: Days, other: Days) -> bool {
    let reaches = |last: Option<Date>, day: Date| last.is_none_or(|last| day <= last);
    reaches(one.1, other.0) && reaches(other.1, one.0)
}

/// The span that two make together: from the earlier first day to the later last one.
pub fn together(one: Days, other: Days) -> Days {
    (one.0.min(other.0), one.1.zip(other.1).map(|(one, other)| one.max(other)))
}

/// Which of two registrations at one activity stands: one that was accepted before one that waits, otherwise that of the record kept.
pub fn standing_registration(kept: RegistrationState, absorbed: RegistrationState) -> MergeSide {
    match (kept, absorbed) {
        (RegistrationState::Waiting, RegistrationState::Accepted) => MergeSide::Absorbed,
        _ => MergeSide::Kept,
    }
}

/// Whether two custodies of a child say one thing twice: the same household, the same rhythm, days in common.
pub fn is_same_custody(
    one: (HouseholdId, CustodyPattern, Days),
    other: (HouseholdId, CustodyPattern, Days),
) -> bool {
    (one.0, one.1) == (other.0, other.1) && overlap(one.2, other.2)
}

/// What a record says of one adult and one child.
#[derive(Clone, Copy, Debug)]
pub struct AuthoritySaid<'a> {
    /// What the adult is to the child.
    pub kinship: Kinship,
    /// What acts and judges say.
    pub said: &'a [AuthorityDraft],
}

impl AuthoritySaid<'_> {
    fn on(&self, day: Date) -> Option<ParentalAuthority> {
        authority_on(self.kinship, self.said, day)
    }

    /// The first day of what holds: what the law says holds from no day.
    fn since(&self, day: Date) -> Option<Date> {
        self.said.iter().filter(|one| one.holds_on(day)).map(|one| one.from).max()
    }
}

/// Two records that do not say the same authority of one adult over one child.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AuthorityContradiction {
    /// The first day they do not, today or later.
    pub on: Date,
    /// What the record kept says that day.
    pub kept: Option<ParentalAuthority>,
    /// What the other says.
    pub absorbed: Option<ParentalAuthority>,
    /// Which one is to be proposed: a loss (V02), otherwise what was said last.
    pub careful: MergeSide,
}

/// Whether two records contradict each other from a day on. A record where nothing was said contradicts nothing but a loss: where one
/// file bars somebody whom the other would let in, an agent is asked. Two that both tell a loss do not contradict each other, whatever its
/// days: both are kept. A loss is asked about before anything else, even one that only begins later.
pub fn authority_contradiction(
    kept: AuthoritySaid<'_>,
    absorbed: AuthoritySaid<'_>,
    today: Date,
) -> Option<AuthorityContradiction> {
    let all = || kept.said.iter().chain(absorbed.said);
    let ends = all().filter_map(|one| one.to?.tomorrow().ok());
    let mut days: Vec<Date> = all().map(|one| one.from).chain(ends).filter(|day| *day > today).collect();
    days.push(today);
    days.sort_unstable();
    let lost = |said: Option<ParentalAuthority>| said == Some(ParentalAuthority::Lost);
    let kept_loses = days.iter().any(|day| lost(kept.on(*day)));
    let absorbed_loses = days.iter().any(|day| lost(absorbed.on(*day)));
    let both_lose = kept_loses && absorbed_loses;
    let loss = days.iter().copied().find(|day| !both_lose && lost(kept.on(*day)) != lost(absorbed.on(*day)));
    let acts = || {
        days.iter().copied().find(|day| {
            let (one, other) = (kept.on(*day), absorbed.on(*day));
            let both_said = kept.since(*day).is_some() && absorbed.since(*day).is_some();
            one != other && both_said && !lost(one) && !lost(other)
        })
    };
    let on = loss.or_else(acts)?;
    let (one, other) = (kept.on(on), absorbed.on(on));
    let (since, later) = (kept.since(on), absorbed.since(on));
    Some(AuthorityContradiction {
        on,
        kept: one,
        absorbed: other,
        careful: if (lost(other), later) > (lost(one), since) {
            MergeSide::Absorbed
        } else {
            MergeSide::Kept
        },
    })
}

/// Of two records of one contact, one may collect a child and the other may not: the careful one, to be proposed (V08).
pub fn collecting_contradiction(kept_may: bool, absorbed_may: bool) -> Option<MergeSide> {
    match (kept_may, absorbed_may) {
        (true, false) => Some(MergeSide::Absorbed),
        (false, true) => Some(MergeSide::Kept),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::values::ids::{ChildId, GuardianId};

    const TODAY: Date = date(2026, 11, 28);

    fn said(authority: ParentalAuthority, from: Date, to: Option<Date>) -> AuthorityDraft {
        AuthorityDraft {
            child: ChildId::from_uuid(Uuid::from_u128(1)),
            guardian: GuardianId::from_uuid(Uuid::from_u128(2)),
            authority,
            from,
            to,
            title: None,
            title_on: None,
            seen_on: None,
        }
    }

    fn of(kept: &[AuthorityDraft], absorbed: &[AuthorityDraft]) -> Option<AuthorityContradiction> {
        let side = |said| AuthoritySaid { kinship: Kinship::Father, said };
        authority_contradiction(side(kept), side(absorbed), TODAY)
    }

    #[test]
    fn a_loss_contradicts_a_file_where_nothing_was_said_and_is_the_careful_one_v02() {
        let lost = [said(ParentalAuthority::Lost, date(2026, 1, 10), None)];
        let found = of(&[], &lost).expect("a contradiction");
        assert_eq!(
            (found.kept, found.absorbed),
            (Some(ParentalAuthority::Joint), Some(ParentalAuthority::Lost))
        );
        assert_eq!((found.on, found.careful), (TODAY, MergeSide::Absorbed));
        // Even when the other side was said since.
        let sole = [said(ParentalAuthority::Sole, date(2026, 6, 1), None)];
        assert_eq!(of(&lost, &sole).map(|found| found.careful), Some(MergeSide::Kept));
        assert_eq!(of(&lost, &lost), None);
        // One that ended, and one that only begins.
        let past = [said(ParentalAuthority::Lost, date(2025, 1, 10), Some(date(2026, 11, 27)))];
        assert_eq!(of(&past, &[]), None);
        let coming = [said(ParentalAuthority::Lost, date(2026, 12, 1), None)];
        assert_eq!(of(&coming, &[]).map(|found| found.on), Some(date(2026, 12, 1)));
    }

    #[test]
    fn two_acts_contradict_each_other_and_the_later_is_proposed_v03() {
        let sole = [said(ParentalAuthority::Sole, date(2024, 1, 1), None)];
        let delegated = [said(ParentalAuthority::Delegated, date(2025, 9, 1), None)];
        assert_eq!(of(&sole, &delegated).map(|found| found.careful), Some(MergeSide::Absorbed));
        assert_eq!(of(&delegated, &sole).map(|found| found.careful), Some(MergeSide::Kept));
        // A file where nothing was said does not gainsay an act.
        assert_eq!((of(&sole, &[]), of(&[], &sole), of(&[], &[])), (None, None, None));
        // One after the other, they agree until the day the second begins.
        let ended = [said(ParentalAuthority::Sole, date(2024, 1, 1), Some(date(2026, 12, 31)))];
        let begins = [said(ParentalAuthority::Delegated, date(2027, 1, 1), None)];
        assert_eq!(of(&ended, &begins), None);
    }

    #[test]
    fn two_losses_do_not_contradict_each_other_whatever_their_days_v02() {
        use ParentalAuthority::{Delegated, Lost, Sole};
        let coming = [said(Lost, date(2027, 5, 1), None)];
        let until = [said(Lost, date(2026, 11, 1), Some(date(2027, 4, 30)))];
        assert_eq!((of(&coming, &until), of(&until, &coming)), (None, None));
        // What is said once neither is lost any more is asked about all the same.
        let end = Some(date(2026, 12, 31));
        let one = [said(Lost, date(2026, 1, 1), end), said(Sole, date(2027, 1, 1), None)];
        let other = [said(Lost, date(2026, 3, 1), end), said(Delegated, date(2027, 1, 1), None)];
        let found = of(&one, &other).expect("a contradiction");
        assert_eq!((found.on, found.kept, found.absorbed), (date(2027, 1, 1), Some(Sole), Some(Delegated)));
    }

    #[test]
    fn a_loss_that_only_begins_later_is_asked_about_before_anything_else_v02() {
        use ParentalAuthority::{Delegated, Lost, Sole};
        let loses = [said(Sole, date(2024, 1, 1), None), said(Lost, date(2027, 5, 1), None)];
        let delegated = [said(Delegated, date(2025, 9, 1), None)];
        let found = of(&loses, &delegated).expect("a contradiction");
        assert_eq!((found.on, found.careful), (date(2027, 5, 1), MergeSide::Kept));
        assert_eq!((found.kept, found.absorbed), (Some(Lost), Some(Delegated)));
        assert_eq!(of(&delegated, &loses).map(|found| found.careful), Some(MergeSide::Absorbed));
    }

    #[test]
    fn who_may_not_collect_is_proposed_v08() {
        assert_eq!(collecting_contradiction(true, false), Some(MergeSide::Absorbed));
        assert_eq!(collecting_contradiction(false, true), Some(MergeSide::Kept));
        assert_eq!(
            (collecting_contradiction(true, true), collecting_contradiction(false, false)),
            (None, None)
        );
    }

    #[test]
    fn a_merge_is_taken_back_for_two_months() {
        let made = date(2026, 12, 31);
        assert!(merge_stays_open(made, made) && merge_stays_open(made, date(2027, 2, 28)));
        assert!(!merge_stays_open(made, date(2027, 3, 1)));
    }

    #[test]
    fn spans_meet_and_make_one() {
        let (january, march) = (date(2026, 1, 1), date(2026, 3, 1));
        assert!(overlap((january, None), (march, None)) && overlap((january, Some(march)), (march, None)));
        assert!(!overlap((january, Some(date(2026, 2, 28))), (march, None)));
        assert_eq!(together((march, Some(march)), (january, None)), (january, None));
        assert_eq!(together((march, Some(march)), (january, Some(january))), (january, Some(march)));
    }

    #[test]
    fn an_accepted_registration_stands_before_one_that_waits() {
        use RegistrationState::{Accepted, Waiting};
        assert_eq!(standing_registration(Waiting, Accepted), MergeSide::Absorbed);
        for (kept, absorbed) in [(Accepted, Waiting), (Accepted, Accepted), (Waiting, Waiting)] {
            assert_eq!(standing_registration(kept, absorbed), MergeSide::Kept);
        }
    }
}
