//! Who owes the invoices of a household on a day (V04).

use jiff::civil::Date;

use crate::values::ids::GuardianId;

/// Who owed them, until a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FormerDebtor {
    /// Who.
    pub guardian: GuardianId,
    /// Their last day.
    pub until: Date,
}

/// Who owes the invoices of a household on a day: the former debtor whose last day comes first from then on, else the one of today. A month
/// is made out to who owes on its last day: one invoice has one debtor (`billing/select_households.sql` asks it for a whole town, and passes
/// over who has since lost authority over a child of the household, who is no more written to: Code civil, art. 378, V02).
pub fn debtor_on(today: Option<GuardianId>, former: &[FormerDebtor], day: Date) -> Option<GuardianId> {
    let then = former.iter().filter(|one| day <= one.until).min_by_key(|one| one.until);
    then.map(|one| one.guardian).or(today)
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
