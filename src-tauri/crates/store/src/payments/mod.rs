//! Payments, what they settle, what remains due.

use domain::values::Cents;
use domain::values::ids::{BatchId, FamilyId, HouseholdId, InvoiceId, PaymentId};
use jiff::civil::Date;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A payment to write. A cancellation is one too, with the opposite amount.
#[derive(Debug, Clone)]
pub struct NewPayment<'a> {
    /// Identifier.
    pub id: PaymentId,
    /// Household.
    pub household: HouseholdId,
    /// Day of receipt.
    pub received_on: Date,
    /// Amount; negative when it takes back.
    pub amount: Cents,
    /// Code of the means of payment.
    pub method: &'a str,
    /// Cheque number, statement of the bank; of a cancellation, its reason.
    pub reference: &'a str,
    /// Where it came from: `desk` or `tresor`.
    pub source: &'a str,
    /// Number of the receipt given; none for what the treasury collected.
    pub receipt_number: Option<&'a str>,
    /// The payment it cancels.
    pub cancels: Option<PaymentId>,
    /// The import it came with.
    pub batch: Option<BatchId>,
    /// What makes one line of a treasury return unique.
    pub fingerprint: Option<&'a str>,
}

/// A payment as it is listed.
#[derive(Debug, Clone)]
pub struct PaymentRow {
    /// Identifier.
    pub id: PaymentId,
    /// Household.
    pub household: HouseholdId,
    /// `A`, `B`…
    pub household_label: String,
    /// Family.
    pub family: FamilyId,
    /// Number of the family's file.
    pub family_number: i64,
    /// Name of the family.
    pub family_name: String,
    /// Day of receipt.
    pub received_on: Date,
    /// Amount; negative when it takes back.
    pub amount: Cents,
    /// Code of the means of payment.
    pub method: String,
    /// What was written of it.
    pub reference: String,
    /// `desk` or `tresor`.
    pub source: String,
    /// Number of the receipt.
    pub receipt_number: Option<String>,
    /// The payment it cancels.
    pub cancels: Option<PaymentId>,
    /// The payment that cancelled it.
    pub cancelled_by: Option<PaymentId>,
    /// The import it came with.
    pub batch: Option<BatchId>,
    /// Who wrote it.
    pub agent_name: String,
    /// The part that settles invoices; the rest is an advance.
    pub allocated: Cents,
}

/// A part of a payment on an invoice, seen from the invoice.
#[derive(Debug, Clone)]
pub struct SettlementRow {
    /// Payment.
    pub payment: PaymentId,
    /// Day of receipt.
    pub received_on: Date,
    /// Code of the means of payment.
    pub method: String,
    /// What was written of it.
    pub reference: String,
    /// Number of the receipt.
    pub receipt_number: Option<String>,
    /// The payment it cancels.
    pub cancels: Option<PaymentId>,
    /// The part.
    pub amount: Cents,
}

/// An invoice that is not settled to the cent.
#[derive(Debug, Clone)]
pub struct OpenInvoiceRow {
    /// Invoice.
    pub id: InvoiceId,
    /// Number.
    pub number: String,
    /// Month billed.
    pub month: String,
    /// Day of issue.
    pub issued_on: Date,
    /// Day by which it is paid.
    pub due_on: Date,
    /// Its total.
    pub total: Cents,
    /// What was paid.
    pub paid: Cents,
}

/// What a household still owes.
#[derive(Debug, Clone)]
pub struct UnpaidRow {
    /// Household.
    pub household: HouseholdId,
    /// `A`, `B`…
    pub household_label: String,
    /// Family.
    pub family: FamilyId,
    /// Number of the family's file.
    pub family_number: i64,
    /// Name of the family.
    pub family_name: String,
    /// Invoices not settled.
    pub invoice_count: u32,
    /// The oldest date by which one was to be paid.
    pub oldest_due_on: Date,
    /// What remains due.
    pub due: Cents,
    /// Of which past its date.
    pub overdue: Cents,
    /// Who owes.
    pub debtor_name: Option<String>,
    /// Where to reach them.
    pub phone: Option<String>,
    /// Received and not yet set against an invoice.
    pub advance: Cents,
}

impl Reader<'_> {
    /// One payment.
    pub fn payment(&self, id: PaymentId) -> Result<Option<PaymentRow>, StoreError> {
        self.first(sql!("select_payment.sql"), [id.as_bytes()], payment)
    }

    /// The payments of a household, the latest first.
    pub fn payments_of_household(&self, household: HouseholdId) -> Result<Vec<PaymentRow>, StoreError> {
        self.all(sql!("select_payments_of_household.sql"), [household.as_bytes()], payment)
    }

    /// The payments received in a period, the latest first.
    pub fn payments_between(&self, from: Date, to: Date) -> Result<Vec<PaymentRow>, StoreError> {
        self.all(sql!("select_payments_between.sql"), [day(from), day(to)], payment)
    }

    /// What a payment settles: invoice, its number, the part.
    pub fn allocations_of_payment(
        &self,
        id: PaymentId,
    ) -> Result<Vec<(InvoiceId, String, Cents)>, StoreError> {
        self.all(sql!("select_allocations_of_payment.sql"), [id.as_bytes()], |row| {
            Ok((row.id(0)?, row.text(1)?, Cents(row.int(2)?)))
        })
    }

    /// What settles an invoice, in the order received.
    pub fn allocations_of_invoice(&self, id: InvoiceId) -> Result<Vec<SettlementRow>, StoreError> {
        self.all(sql!("select_allocations_of_invoice.sql"), [id.as_bytes()], |row| {
            Ok(SettlementRow {
                payment: row.id(0)?,
                received_on: row.date(1)?,
                method: row.text(2)?,
                reference: row.text(3)?,
                receipt_number: row.get(4)?,
                cancels: row.id_opt(5)?,
                amount: Cents(row.int(6)?),
            })
        })
    }

    /// The invoices of a household that are not settled, the oldest due first.
    pub fn open_invoices(&self, household: HouseholdId) -> Result<Vec<OpenInvoiceRow>, StoreError> {
        self.all(sql!("select_open_invoices.sql"), [household.as_bytes()], |row| {
            Ok(OpenInvoiceRow {
                id: row.id(0)?,
                number: row.text(1)?,
                month: row.text(2)?,
                issued_on: row.date(3)?,
                due_on: row.date(4)?,
                total: Cents(row.int(5)?),
                paid: Cents(row.int(6)?),
            })
        })
    }

    /// What a household was billed and what it paid, since the beginning.
    pub fn household_sums(&self, household: HouseholdId) -> Result<(Cents, Cents), StoreError> {
        let sums = self.first(sql!("select_household_sums.sql"), [household.as_bytes()], |row| {
            Ok((Cents(row.int(0)?), Cents(row.int(1)?)))
        })?;
        Ok(sums.unwrap_or_default())
    }

    /// The family of a household and the household's letter.
    pub fn payment_owner(&self, household: HouseholdId) -> Result<Option<(FamilyId, String)>, StoreError> {
        self.first(sql!("select_payment_owner.sql"), [household.as_bytes()], |row| {
            Ok((row.id(0)?, row.text(1)?))
        })
    }

    /// Households that owe something, the longest overdue first.
    pub fn unpaid(&self, on: Date) -> Result<Vec<UnpaidRow>, StoreError> {
        self.all(sql!("select_unpaid.sql"), [day(on)], |row| {
            Ok(UnpaidRow {
                household: row.id(0)?,
                household_label: row.text(1)?,
                family: row.id(2)?,
                family_number: row.int(3)?,
                family_name: row.text(4)?,
                invoice_count: row.get(5)?,
                oldest_due_on: row.date(6)?,
                due: Cents(row.int(7)?),
                overdue: Cents(row.int(8)?),
                debtor_name: row.get(9)?,
                phone: row.get(10)?,
                advance: Cents(row.int(11)?),
            })
        })
    }
}

impl Writer<'_> {
    /// Writes a payment.
    pub fn insert_payment(&self, payment: &NewPayment<'_>) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_payment.sql"),
            rusqlite::params![
                payment.id.as_bytes(),
                payment.household.as_bytes(),
                day(payment.received_on),
                payment.amount.0,
                payment.method,
                payment.reference,
                payment.source,
                payment.receipt_number,
                payment.cancels.as_ref().map(PaymentId::as_bytes),
                payment.batch.as_ref().map(BatchId::as_bytes),
                payment.fingerprint
            ],
        )
    }

    /// Sets a part of a payment against an invoice.
    pub fn insert_allocation(
        &self,
        payment: PaymentId,
        invoice: InvoiceId,
        amount: Cents,
    ) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_allocation.sql"),
            rusqlite::params![payment.as_bytes(), invoice.as_bytes(), amount.0],
        )
    }

    /// Takes a part of a payment off an invoice again.
    pub fn release_allocation(
        &self,
        payment: PaymentId,
        invoice: InvoiceId,
        amount: Cents,
    ) -> Result<(), StoreError> {
        self.stamped(
            sql!("update_allocation_released.sql"),
            rusqlite::params![payment.as_bytes(), invoice.as_bytes(), amount.0],
        )
    }
}

fn payment(row: &rusqlite::Row<'_>) -> Result<PaymentRow, StoreError> {
    Ok(PaymentRow {
        id: row.id(0)?,
        household: row.id(1)?,
        household_label: row.text(2)?,
        family: row.id(3)?,
        family_number: row.int(4)?,
        family_name: row.text(5)?,
        received_on: row.date(6)?,
        amount: Cents(row.int(7)?),
        method: row.text(8)?,
        reference: row.text(9)?,
        source: row.text(10)?,
        receipt_number: row.get(11)?,
        cancels: row.id_opt(12)?,
        cancelled_by: row.id_opt(13)?,
        batch: row.id_opt(14)?,
        agent_name: row.get::<_, Option<String>>(15)?.unwrap_or_default(),
        allocated: Cents(row.int(16)?),
    })
}
