//! What a payment pays: the oldest invoices first, unless the agent chooses.

use jiff::civil::Date;

use crate::issue::{IssueCode, Refusal};
use crate::values::Cents;
use crate::values::ids::InvoiceId;

/// An invoice and what is left to pay on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DueInvoice {
    /// The invoice.
    pub invoice: InvoiceId,
    /// The day it was issued.
    pub issued_on: Date,
    /// Its total.
    pub total: Cents,
    /// What has been paid.
    pub paid: Cents,
}

impl DueInvoice {
    /// What is left to pay, never negative.
    pub fn due(&self) -> Cents {
        (self.total - self.paid).max(Cents::ZERO)
    }
}

/// A part of a payment given to an invoice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allocation {
    /// The invoice.
    pub invoice: InvoiceId,
    /// The part, strictly positive.
    pub amount: Cents,
}

/// Gives a payment to invoices, the oldest first. What exceeds everything due stays with the family as an
/// advance: the second value.
pub fn allocate(payment: Cents, invoices: &[DueInvoice]) -> (Vec<Allocation>, Cents) {
    let mut oldest_first: Vec<&DueInvoice> = invoices.iter().collect();
    oldest_first.sort_by_key(|invoice| (invoice.issued_on, invoice.invoice));
    let mut left = payment.max(Cents::ZERO);
    let mut allocations = Vec::new();
    for invoice in oldest_first {
        let amount = invoice.due().min(left);
        if amount.is_positive() {
            allocations.push(Allocation { invoice: invoice.invoice, amount });
            left -= amount;
        }
    }
    (allocations, left)
}

/// Accepts the agent's own allocation: never more than the payment, never more than is due, each invoice once.
/// Answers what is left as an advance.
pub fn allocate_as_chosen(
    payment: Cents,
    invoices: &[DueInvoice],
    chosen: &[Allocation],
) -> Result<Cents, Refusal> {
    for (rank, choice) in chosen.iter().enumerate() {
        if !choice.amount.is_positive() {
            return Err(Refusal::new(IssueCode::OutOfRange, "Chaque part ventilée doit être positive."));
        }
        if chosen[..rank].iter().any(|other| other.invoice == choice.invoice) {
            return Err(Refusal::new(
                IssueCode::Duplicate,
                "La même facture figure deux fois dans la ventilation.",
            ));
        }
        let due = invoices
            .iter()
            .find(|invoice| invoice.invoice == choice.invoice)
            .map(DueInvoice::due)
            .ok_or_else(|| {
                Refusal::new(
                    IssueCode::Unknown,
                    "Cette facture n'est pas à ce foyer, ou plus rien n'y est dû.",
                )
            })?;
        if choice.amount > due {
            return Err(Refusal::new(
                IssueCode::OutOfRange,
                format!("La part de {} dépasse ce qui reste dû, {due}.", choice.amount),
            ));
        }
    }
    let given: Cents = chosen.iter().map(|choice| choice.amount).sum();
    if given > payment {
        return Err(Refusal::new(
            IssueCode::OutOfRange,
            format!("La ventilation ({given}) dépasse le règlement ({payment})."),
        ));
    }
    Ok(payment - given)
}

/// What of an advance may still be set against invoices: its own unallocated part, and no more than the household's advances come
/// to once what was taken back is counted. Money that left by a rejection is no longer an advance, whichever payment it was.
pub fn available_advance(own: Cents, household: Cents) -> Cents {
    own.min(household).max(Cents::ZERO)
}

/// Accepts taking parts of a payment off the invoices they settle: each part is one it has, and no larger.
pub fn release_as_chosen(settled: &[Allocation], chosen: &[Allocation]) -> Result<(), Refusal> {
    for (rank, choice) in chosen.iter().enumerate() {
        let part = settled.iter().find(|part| part.invoice == choice.invoice).map(|part| part.amount);
        let part = part.unwrap_or_default();
        if !choice.amount.is_positive() || choice.amount > part {
            return Err(Refusal::new(
                IssueCode::OutOfRange,
                format!(
                    "Ce règlement ne règle que {part} de cette facture : {} ne peuvent pas en être retirés.",
                    choice.amount
                ),
            ));
        }
        if chosen[..rank].iter().any(|other| other.invoice == choice.invoice) {
            return Err(Refusal::new(
                IssueCode::Duplicate,
                "La même facture figure deux fois dans ce qui est retiré.",
            ));
        }
    }
    Ok(())
}

/// What a family owes, all invoices and payments together.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Balance {
    /// Everything invoiced.
    pub invoiced: Cents,
    /// Everything received.
    pub received: Cents,
}

impl Balance {
    /// What is left to pay; negative when the family is ahead.
    pub fn due(&self) -> Cents {
        self.invoiced - self.received
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn invoice(number: u128, month: i8, total: i64, paid: i64) -> DueInvoice {
        DueInvoice {
            invoice: InvoiceId::from_uuid(Uuid::from_u128(number)),
            issued_on: date(2026, month, 5),
            total: Cents(total),
            paid: Cents(paid),
        }
    }

    #[test]
    fn the_oldest_invoice_is_paid_first() {
        let due = [invoice(1, 3, 5_000, 0), invoice(2, 1, 3_000, 1_000), invoice(3, 2, 1_000, 1_000)];
        let (allocations, left) = allocate(Cents(4_000), &due);
        let given: Vec<_> = allocations.iter().map(|a| (a.invoice, a.amount)).collect();
        assert_eq!(given, [(due[1].invoice, Cents(2_000)), (due[0].invoice, Cents(2_000))]);
        assert_eq!(left, Cents::ZERO);
        assert_eq!(allocate(Cents(9_000), &due).1, Cents(2_000));
    }

    #[test]
    fn a_chosen_allocation_is_bounded() {
        let due = [invoice(1, 3, 5_000, 0), invoice(2, 1, 3_000, 1_000)];
        let part = |rank: usize, cents| Allocation { invoice: due[rank].invoice, amount: Cents(cents) };
        assert_eq!(allocate_as_chosen(Cents(3_000), &due, &[part(0, 2_500)]), Ok(Cents(500)));
        for chosen in [
            vec![part(0, 5_001)],
            vec![part(0, 2_000), part(1, 1_500)],
            vec![part(0, 0)],
            vec![part(0, 1_000), part(0, 1_000)],
            vec![Allocation { invoice: InvoiceId::from_uuid(Uuid::nil()), amount: Cents(1) }],
        ] {
            assert!(allocate_as_chosen(Cents(3_000), &due, &chosen).is_err(), "{chosen:?}");
        }
    }

    #[test]
    fn an_advance_is_bounded_by_what_the_household_still_has() {
        for (own, household, available) in
            [(1_400, 1_400, 1_400), (1_400, 400, 400), (1_400, -50, 0), (0, 900, 0), (-100, 900, 0)]
        {
            assert_eq!(
                available_advance(Cents(own), Cents(household)),
                Cents(available),
                "{own} {household}"
            );
        }
    }

    #[test]
    fn no_more_is_taken_off_than_was_set() {
        let invoice = |number| InvoiceId::from_uuid(Uuid::from_u128(number));
        let part = |number, cents| Allocation { invoice: invoice(number), amount: Cents(cents) };
        let settled = [part(1, 500), part(2, 300)];
        assert!(release_as_chosen(&settled, &[part(1, 500), part(2, 1)]).is_ok());
        for chosen in [vec![part(1, 501)], vec![part(3, 1)], vec![part(1, 0)], vec![part(1, 1), part(1, 1)]] {
            assert!(release_as_chosen(&settled, &chosen).is_err(), "{chosen:?}");
        }
    }

    proptest! {
        #[test]
        fn never_more_than_the_payment_nor_than_is_due(
            payment in 0_i64..50_000,
            totals in prop::collection::vec((1_i8..=12, 0_i64..10_000, 0_i64..10_000), 0..8),
        ) {
            let due: Vec<_> = (1..).zip(totals).map(|(n, (month, total, paid))| invoice(n, month, total, paid)).collect();
            let (allocations, left) = allocate(Cents(payment), &due);
            let given: Cents = allocations.iter().map(|a| a.amount).sum();
            prop_assert_eq!(given + left, Cents(payment));
            for allocation in &allocations {
                let invoice = due.iter().find(|i| i.invoice == allocation.invoice).unwrap();
                prop_assert!(allocation.amount.is_positive() && allocation.amount <= invoice.due());
            }
            prop_assert!(left.is_zero() || given == due.iter().map(DueInvoice::due).sum());
            prop_assert_eq!(allocate_as_chosen(Cents(payment), &due, &allocations), Ok(left));
        }
    }
}
