//! Who owes the invoices of a household on a day (V04).

use jiff::civil::Date;

use super::LostAuthority;
use crate::calendar::format_day;
use crate::issue::{IssueCode, Refusal};
use crate::values::ids::GuardianId;

/// Who owed them, until a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FormerDebtor {
    /// Who.
    pub guardian: GuardianId,
    /// Their last day.
    pub until: Date,
}

/// Who may owe the invoices of a household.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Debtors {
    /// Who does today.
    pub today: Option<GuardianId>,
    /// Who did before.
    pub former: Vec<FormerDebtor>,
    /// Who has lost authority over a child of it.
    pub lost: Vec<LostAuthority>,
}

impl Debtors {
    /// Who a month is made out to: who owes on its last day, for one invoice has one debtor. Whoever has lost authority over a child of the
    /// household on the day it is computed is passed over, as if they had never owed: they are no more written to (Code civil, art. 378,
    /// V02).
    pub fn addressee(&self, last_day: Date, computed_on: Date) -> Option<GuardianId> {
        let is_written_to = |who: &GuardianId| !self.lost.iter().any(|loss| loss.bars(*who, computed_on));
        let former: Vec<FormerDebtor> =
            self.former.iter().copied().filter(|one| is_written_to(&one.guardian)).collect();
        debtor_on(self.today.filter(is_written_to), &former, last_day)
    }
}

/// Who owes the invoices of a household on a day: the former debtor whose last day comes first from then on, else the one of today.
pub fn debtor_on(today: Option<GuardianId>, former: &[FormerDebtor], day: Date) -> Option<GuardianId> {
    let then = former.iter().filter(|one| day <= one.until).min_by_key(|one| one.until);
    then.map(|one| one.guardian).or(today)
}

/// Whether an adult may be said to owe from a day on: one that has come, and not before the household was known to the town, by any of the
/// `known` days: nothing could be billed to it.
pub fn check_owes_from(
    from: Date,
    known: impl IntoIterator<Item = Date>,
    today: Date,
) -> Result<(), Refusal> {
    if from > today {
        return Err(Refusal::new(
            IssueCode::ImpossibleDate,
            "Cette date est dans le futur : écrivez-la le jour venu.",
        ));
    }
    match known.into_iter().min() {
        Some(first) if from < first => Err(Refusal::new(
            IssueCode::ImpossibleDate,
            format!(
                "Ce foyer n'est connu que depuis le {} : rien ne pouvait lui être facturé avant. Écrivez une date à partir de ce jour.",
                format_day(first)
            ),
        )),
        _ => Ok(()),
    }
}

/// Whether an adult who owed the invoices of a household before may have left it on a last day: not before the day they owed them until.
pub fn check_owed_until(who: GuardianId, former: &[FormerDebtor], last: Date) -> Result<(), Refusal> {
    let theirs = former.iter().filter(|one| one.guardian == who);
    let Some(until) = theirs.map(|one| one.until).max().filter(|until| last < *until) else { return Ok(()) };
    Err(Refusal::new(
        IssueCode::Inconsistent,
        format!(
            "Cette personne devait les factures de ce foyer jusqu'au {} : elle ne peut pas l'avoir quitté avant. Relisez la date, ou désignez d'abord qui les devait après son départ.",
            format_day(until)
        ),
    ))
}

/// What is left of the former debtors of a household when another owes from a day on: whoever owed until then keeps the days before, what was
/// said of later days goes. Without a day, whoever owes today is corrected and the former ones stay.
pub fn former_from(
    today: Option<GuardianId>,
    former: &[FormerDebtor],
    debtor: GuardianId,
    from: Option<Date>,
) -> Vec<FormerDebtor> {
    let Some(eve) = from.and_then(|from| from.yesterday().ok()) else { return former.to_vec() };
    let kept = former.iter().copied().filter(|one| one.until < eve);
    let then = debtor_on(today, former, eve).filter(|then| *then != debtor);
    kept.chain(then.map(|guardian| FormerDebtor { guardian, until: eve })).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_debtor_owes_until_their_last_day_v04() {
        let who = |number| GuardianId::from_uuid(Uuid::from_u128(number));
        let former = [
            FormerDebtor { guardian: who(2), until: date(2026, 3, 31) },
            FormerDebtor { guardian: who(1), until: date(2025, 8, 31) },
        ];
        let on = |day| debtor_on(Some(who(3)), &former, day);
        assert_eq!(on(date(2025, 8, 31)), Some(who(1)));
        assert_eq!(on(date(2025, 9, 1)), Some(who(2)));
        assert_eq!(on(date(2026, 3, 31)), Some(who(2)));
        assert_eq!(on(date(2026, 4, 1)), Some(who(3)));
        assert_eq!(debtor_on(None, &[], date(2026, 4, 1)), None);
    }

    #[test]
    fn who_has_lost_authority_is_passed_over_v02() {
        let who = |number| GuardianId::from_uuid(Uuid::from_u128(number));
        let (march, today) = (date(2026, 3, 31), date(2026, 4, 5));
        let former = vec![
            FormerDebtor { guardian: who(1), until: date(2026, 4, 30) },
            FormerDebtor { guardian: who(2), until: date(2026, 5, 31) },
        ];
        let addressee = |lost: &[(u128, Date, Option<Date>)]| {
            let lost = lost.iter().map(|(number, from, to)| LostAuthority {
                guardian: who(*number),
                from: *from,
                to: *to,
            });
            let debtors = Debtors { today: Some(who(3)), former: former.clone(), lost: lost.collect() };
            debtors.addressee(march, today)
        };
        assert_eq!(addressee(&[]), Some(who(1)));
        // The one who owed after them, then the one of today, then nobody.
        let since = date(2026, 4, 5);
        assert_eq!(addressee(&[(1, since, None)]), Some(who(2)));
        assert_eq!(addressee(&[(1, since, None), (2, since, Some(today))]), Some(who(3)));
        assert_eq!(addressee(&[(1, since, None), (2, since, None), (3, since, None)]), None);
        // What counts is the day it is computed, neither before nor after.
        assert_eq!(addressee(&[(1, date(2026, 1, 1), Some(date(2026, 4, 4)))]), Some(who(1)));
        assert_eq!(addressee(&[(1, date(2026, 4, 6), None)]), Some(who(1)));
    }

    #[test]
    fn nobody_owes_before_the_household_is_known_v04() {
        let known = [date(2025, 9, 1), date(2024, 9, 1)];
        let checked = |from| check_owes_from(from, known, date(2026, 4, 5));
        assert!(checked(date(2024, 9, 1)).is_ok() && checked(date(2026, 4, 5)).is_ok());
        let refused = checked(date(2024, 8, 31)).unwrap_err();
        assert!(refused.message.contains("01/09/2024"), "{}", refused.message);
        assert!(checked(date(1900, 1, 1)).is_err() && checked(date(2026, 4, 6)).is_err());
    }

    #[test]
    fn nobody_leaves_before_the_day_they_owed_until_v04() {
        let who = |number| GuardianId::from_uuid(Uuid::from_u128(number));
        let former = [FormerDebtor { guardian: who(1), until: date(2026, 3, 31) }];
        assert_eq!(check_owed_until(who(1), &former, date(2026, 3, 31)), Ok(()));
        assert_eq!(check_owed_until(who(2), &former, date(2026, 1, 31)), Ok(()));
        let refused = check_owed_until(who(1), &former, date(2026, 3, 30)).unwrap_err();
        assert!(refused.message.contains("31/03/2026"), "{}", refused.message);
    }

    #[test]
    fn another_debtor_from_a_day_leaves_the_days_before_v04() {
        let who = |number| GuardianId::from_uuid(Uuid::from_u128(number));
        let former = |number, until| FormerDebtor { guardian: who(number), until };
        let known = [former(1, date(2025, 8, 31)), former(2, date(2026, 3, 31))];
        let now = |debtor, from| former_from(Some(who(3)), &known, who(debtor), from);
        assert_eq!(now(4, Some(date(2026, 3, 1))), [known[0], former(2, date(2026, 2, 28))]);
        // Who owed already owes on.
        assert_eq!(now(2, Some(date(2026, 3, 1))), [known[0]]);
        assert_eq!(now(4, None), known);
    }
}
