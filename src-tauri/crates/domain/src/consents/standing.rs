//! Whether a consent stands on a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ConsentAnswer, ConsentPurpose};
use crate::people::ParentalAuthority;
use crate::supporting::coded;
use crate::values::ids::GuardianId;

/// Whether a consent stands. Only [`ConsentStanding::Given`] allows anything.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentStanding {
    /// It was given and taken back.
    Withdrawn,
    /// It was refused.
    Refused,
    /// Somebody has yet to answer.
    Waiting,
    /// It stands; of an information: it was shown.
    Given,
}

coded!(ConsentStanding {
    Withdrawn => "withdrawn", "accord retiré";
    Refused => "refused", "refusé";
    Waiting => "waiting", "en attente";
    Given => "given", "accordé";
});

impl ConsentStanding {
    /// Whether what was asked for may be done: a photograph shown, a message sent.
    pub const fn allows(self) -> bool {
        matches!(self, Self::Given)
    }
}

/// An answer that was noted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answered {
    /// By whom.
    pub by: GuardianId,
    /// To which version, by its number.
    pub version: u32,
    /// What.
    pub answer: ConsentAnswer,
    /// When.
    pub on: Date,
    /// What was noted after what, when answered the same day.
    pub order: i64,
}

/// The number of the last version in force that asks everyone again: agreements to earlier ones no longer stand. The first always asks.
pub fn last_asked(versions: impl IntoIterator<Item = (u32, Date, bool)>, day: Date) -> u32 {
    let asking =
        versions.into_iter().filter(|(number, from, again)| *from <= day && (*again || *number == 1));
    asking.map(|(number, ..)| number).max().unwrap_or(1)
}

/// Where the answer of one person stands: their last word. A « no » stands whatever the version it was said to.
pub fn consent_of(by: GuardianId, answers: &[Answered], last_asked: u32, day: Date) -> ConsentStanding {
    let own = answers.iter().filter(|answered| answered.by == by && answered.on <= day);
    match own.max_by_key(|answered| (answered.on, answered.order)) {
        None => ConsentStanding::Waiting,
        Some(last) => match last.answer {
            ConsentAnswer::Refused => ConsentStanding::Refused,
            ConsentAnswer::Withdrawn => ConsentStanding::Withdrawn,
            ConsentAnswer::Given | ConsentAnswer::Shown if last.version < last_asked => {
                ConsentStanding::Waiting
            }
            ConsentAnswer::Given | ConsentAnswer::Shown => ConsentStanding::Given,
        },
    }
}

/// Who must be asked for a child: whoever holds authority alone; otherwise the parents and who holds it by delegation; otherwise those
/// the child is entrusted to, when nobody else holds it (Code civil, art. 372, 373-1, 377-1, 373-4).
pub fn consent_holders(adults: &[(GuardianId, Option<ParentalAuthority>)]) -> Vec<GuardianId> {
    let holding = |wanted: &[ParentalAuthority]| -> Vec<GuardianId> {
        let holds =
            |authority: &Option<ParentalAuthority>| authority.is_some_and(|one| wanted.contains(&one));
        adults.iter().filter(|(_, authority)| holds(authority)).map(|(guardian, _)| *guardian).collect()
    };
    let ways: [&[ParentalAuthority]; 3] = [
        &[ParentalAuthority::Sole],
        &[ParentalAuthority::Joint, ParentalAuthority::Delegated],
        &[ParentalAuthority::ThirdParty],
    ];
    ways.into_iter().map(holding).find(|found| !found.is_empty()).unwrap_or_default()
}

/// Where a consent for a child stands. One « no » of a holder is enough to stop; every holder must agree where the purpose asks it, and
/// one is enough otherwise. Nobody to ask: nothing is allowed.
pub fn consent_for_child(
    purpose: ConsentPurpose,
    holders: &[GuardianId],
    answers: &[Answered],
    last_asked: u32,
    day: Date,
) -> ConsentStanding {
    let each: Vec<ConsentStanding> =
        holders.iter().map(|holder| consent_of(*holder, answers, last_asked, day)).collect();
    let worst = each.iter().min().copied().unwrap_or(ConsentStanding::Waiting);
    let one_is_enough = !purpose.wants_every_holder() && each.contains(&ConsentStanding::Given);
    if worst == ConsentStanding::Waiting && one_is_enough { ConsentStanding::Given } else { worst }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::ConsentAnswer as A;
    use super::ConsentStanding as S;
    use super::*;

    const DAY: Date = date(2026, 4, 5);

    fn who(number: u128) -> GuardianId {
        GuardianId::from_uuid(Uuid::from_u128(number))
    }

    fn said(by: u128, version: u32, answer: ConsentAnswer, on: Date, order: i64) -> Answered {
        Answered { by: who(by), version, answer, on, order }
    }

    #[test]
    fn the_last_word_of_a_person_stands_and_a_withdrawal_at_once_p15() {
        let before = date(2026, 1, 10);
        for (answers, expected) in [
            (vec![], S::Waiting),
            (vec![said(1, 1, A::Given, before, 1)], S::Given),
            (vec![said(1, 1, A::Given, before, 1), said(1, 1, A::Withdrawn, DAY, 2)], S::Withdrawn),
            (vec![said(1, 1, A::Given, DAY, 1), said(1, 1, A::Withdrawn, DAY, 2)], S::Withdrawn),
            (vec![said(1, 1, A::Withdrawn, before, 1), said(1, 1, A::Given, DAY, 2)], S::Given),
            (vec![said(1, 1, A::Refused, before, 1)], S::Refused),
            // Somebody else's word says nothing of theirs.
            (vec![said(2, 1, A::Given, before, 1)], S::Waiting),
            (vec![said(1, 1, A::Given, date(2026, 4, 6), 1)], S::Waiting),
        ] {
            assert_eq!(consent_of(who(1), &answers, 1, DAY), expected, "{answers:?}");
        }
    }

    #[test]
    fn a_version_that_asks_again_leaves_only_what_was_refused() {
        let versions =
            [(1, date(2025, 9, 1), false), (2, date(2026, 1, 1), false), (3, date(2026, 3, 1), true)];
        let asked = |day| last_asked(versions, day);
        assert_eq!([asked(date(2025, 10, 1)), asked(date(2026, 2, 1)), asked(DAY)], [1, 1, 3]);
        let day = date(2025, 12, 1);
        for (version, answer, expected) in [
            (1, A::Given, S::Waiting),
            (2, A::Shown, S::Waiting),
            (3, A::Given, S::Given),
            (1, A::Refused, S::Refused),
            (1, A::Withdrawn, S::Withdrawn),
        ] {
            let answers = [said(1, version, answer, day, 1)];
            assert_eq!(consent_of(who(1), &answers, asked(DAY), DAY), expected, "{version} {answer:?}");
        }
    }

    #[test]
    fn a_photograph_of_a_child_needs_every_holder_e06() {
        let day = date(2026, 1, 10);
        let given = |by| said(by, 1, A::Given, day, 1);
        let both = [who(1), who(2)];
        for (purpose, holders, answers, expected) in [
            (ConsentPurpose::Photo, &both[..], vec![given(1)], S::Waiting),
            (ConsentPurpose::Photo, &both[..], vec![given(1), given(2)], S::Given),
            (ConsentPurpose::Photo, &both[..1], vec![given(1)], S::Given),
            (ConsentPurpose::Photo, &both[..], vec![given(1), said(2, 1, A::Refused, day, 1)], S::Refused),
            (
                ConsentPurpose::Photo,
                &both[..],
                vec![given(1), given(2), said(2, 1, A::Withdrawn, DAY, 2)],
                S::Withdrawn,
            ),
            // A usual act: one parent is enough, unless the other says no.
            (ConsentPurpose::Other, &both[..], vec![given(1)], S::Given),
            (ConsentPurpose::Other, &both[..], vec![given(1), said(2, 1, A::Refused, day, 1)], S::Refused),
            (ConsentPurpose::Other, &both[..], vec![], S::Waiting),
            // Who holds nothing says nothing for the child, and nobody to ask allows nothing.
            (ConsentPurpose::Other, &both[..1], vec![given(3)], S::Waiting),
            (ConsentPurpose::Photo, &[][..], vec![given(1)], S::Waiting),
        ] {
            let stands = consent_for_child(purpose, holders, &answers, 1, DAY);
            assert_eq!(stands, expected, "{purpose:?} {holders:?} {answers:?}");
            assert_eq!(stands.allows(), expected == S::Given);
        }
    }

    #[test]
    fn who_holds_authority_alone_is_asked_alone_and_who_lost_it_never_v02() {
        use ParentalAuthority::{Delegated, Joint, Lost, Sole, ThirdParty};
        for (adults, expected) in [
            (vec![(1, Some(Joint)), (2, Some(Joint)), (3, None)], vec![1, 2]),
            (vec![(1, Some(Sole)), (2, Some(Joint))], vec![1]),
            (vec![(1, Some(Joint)), (2, Some(Lost))], vec![1]),
            (vec![(1, Some(Joint)), (2, Some(Delegated)), (3, Some(ThirdParty))], vec![1, 2]),
            (vec![(3, Some(ThirdParty)), (2, Some(Lost))], vec![3]),
            (vec![(2, Some(Lost)), (3, None)], vec![]),
        ] {
            let adults: Vec<_> = adults.into_iter().map(|(number, held)| (who(number), held)).collect();
            let holders: Vec<GuardianId> = expected.iter().map(|number| who(*number)).collect();
            assert_eq!(consent_holders(&adults), holders, "{adults:?}");
        }
    }
}
