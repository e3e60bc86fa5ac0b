//! What two records of one child say of their school, put together: a child rides once, and has one leave a school year (V16, G14).

use jiff::civil::Date;

use super::{DerogationDraft, DerogationStanding, Direction, TransportDraft, TransportRegistration};
use crate::calendar::Weekdays;
use crate::people::MergeSide;

/// What is left of a registration beside others of the same child: each of its days and ways that none of them has, and nothing that would
/// have the child at two stops at once.
pub fn left_beside(own: &[TransportRegistration], other: TransportDraft) -> Vec<TransportDraft> {
    own.iter().fold(vec![other], |left, one| {
        left.into_iter().flat_map(|draft| without(draft, &one.draft)).collect()
    })
}

/// A registration less what another has of it: before and after, then its other days, then its other way.
fn without(draft: TransportDraft, one: &TransportDraft) -> Vec<TransportDraft> {
    let (shared, others) = (draft.days.bits() & one.days.bits(), draft.days.bits() & !one.days.bits());
    let apart = one.to.is_some_and(|end| end < draft.from) || draft.to.is_some_and(|end| end < one.from);
    if apart || shared == 0 || !draft.direction.covers(one.direction) {
        return vec![draft];
    }
    let span = |from: Date, to: Option<Date>| TransportDraft { from, to, ..draft.clone() };
    let mut left = Vec::new();
    left.extend(
        one.from.yesterday().ok().filter(|end| draft.from <= *end).map(|end| span(draft.from, Some(end))),
    );
    let after = one.to.and_then(|end| end.tomorrow().ok());
    left.extend(after.filter(|from| draft.to.is_none_or(|to| *from <= to)).map(|from| span(from, draft.to)));
    let last = match (draft.to, one.to) {
        (Some(own), Some(other)) => Some(own.min(other)),
        (own, other) => own.or(other),
    };
    let within = span(draft.from.max(one.from), last);
    if others != 0 {
        left.push(TransportDraft { days: Weekdays::from_bits(others), ..within.clone() });
    }
    let other_way = match (draft.direction, one.direction) {
        (Direction::Both, Direction::Outward) => Some(Direction::Return),
        (Direction::Both, Direction::Return) => Some(Direction::Outward),
        _ => None,
    };
    left.extend(other_way.map(|direction| TransportDraft {
        direction,
        days: Weekdays::from_bits(shared),
        ..within
    }));
    left
}

/// Whether two leaves cannot both stand: the same school year, neither refused.
pub fn is_same_leave(one: &DerogationDraft, other: &DerogationDraft) -> bool {
    let stands = |draft: &DerogationDraft| draft.standing != DerogationStanding::Refused;
    one.school_year == other.school_year && stands(one) && stands(other)
}

/// Which of the leaves of one school year stays: those of the record kept, unless they only wait where the other was accepted.
pub fn standing_leave<'d>(
    kept: impl IntoIterator<Item = &'d DerogationDraft>,
    absorbed: &DerogationDraft,
) -> MergeSide {
    let waits = kept.into_iter().all(|one| one.standing == DerogationStanding::Asked);
    if waits && absorbed.standing == DerogationStanding::Accepted {
        MergeSide::Absorbed
    } else {
        MergeSide::Kept
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::values::ids::{ChildId, StopId, TransportId};

    const FIRST: Date = date(2026, 9, 1);

    prop_compose! {
        fn drafts()(direction in 0..3_usize, days in 1..64_u8, from in 0..30_i64, length in proptest::option::of(0..30_i64)) -> TransportDraft {
            let from = FIRST.saturating_add(from.days());
            TransportDraft {
                child: ChildId::from_uuid(Uuid::from_u128(1)),
                stop: StopId::from_uuid(Uuid::from_u128(2)),
                direction: [Direction::Outward, Direction::Return, Direction::Both][direction],
                days: Weekdays::from_bits(days),
                from,
                to: length.map(|length| from.saturating_add(length.days())),
            }
        }
    }

    fn registered(rank: u128, draft: TransportDraft) -> TransportRegistration {
        TransportRegistration { id: TransportId::from_uuid(Uuid::from_u128(rank)), draft }
    }

    proptest! {
        /// Each day and way of the other is there once, by the record kept or by what is left; and what is left is refused by nothing.
        #[test]
        fn nothing_is_lost_and_nothing_rides_twice(one in drafts(), two in drafts(), other in drafts()) {
            let mut own = vec![registered(1, one)];
            own.extend(TransportRegistration::try_new(TransportId::from_uuid(Uuid::from_u128(2)), two, &own).ok());
            let said = registered(3, other.clone());
            let mut standing = own.clone();
            for (rank, draft) in left_beside(&own, other).into_iter().enumerate() {
                let id = TransportId::from_uuid(Uuid::from_u128(10 + rank as u128));
                standing.push(TransportRegistration::try_new(id, draft, &standing).expect("a registration beside the others"));
            }
            for offset in 0..80 {
                let day = FIRST.saturating_add(offset.days());
                for way in [Direction::Outward, Direction::Return] {
                    let riding = standing.iter().filter(|one| one.holds_on(day, way)).count();
                    let wanted = own.iter().chain([&said]).any(|one| one.holds_on(day, way));
                    prop_assert_eq!(riding, usize::from(wanted), "{} {:?}", day, way);
                }
            }
        }
    }
}
