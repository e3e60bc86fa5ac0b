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
}
