//! The invoice a family receives.

mod binder;
mod page;

use domain::values::Cents;
use jiff::civil::Date;
use serde::Serialize;

pub use self::binder::InvoiceBinder;
use self::page::{InvoicePage, Invoices};
use crate::world::{Press, PrintError, Purpose, Template};

/// Everything printed on an invoice. Amounts are those of the immutable lines: nothing is computed here but
/// the sum shown under each child.
#[derive(Clone, Debug)]
pub struct InvoiceDocument {
    /// What tells this invoice from all others, for ever.
    pub identity: String,
    /// Who sends it.
    pub issuer: Issuer,
    /// `2026-000123`.
    pub number: String,
    /// Day it was issued.
    pub issued_on: Date,
    /// First day billed.
    pub period_start: Date,
    /// Last day billed.
    pub period_end: Date,
    /// Number of the family's file.
    pub family_number: String,
    /// Lines of the envelope window, the debtor first; six at most are visible.
    pub addressee: Vec<String>,
    /// Services, by child.
    pub children: Vec<InvoicedChild>,
    /// Corrections of earlier invoices.
    pub adjustments: Vec<InvoicedAdjustment>,
    /// Sum of all lines.
    pub total: Cents,
    /// What the family owed before this invoice (negative: an advance), when the town shows it.
    pub previous_balance: Option<Cents>,
    /// How the family pays.
    pub settlement: Settlement,
    /// Whom to ask, in one sentence; empty when the letterhead says enough.
    pub question: String,
    /// Printed on a fictive town: said on every page.
    pub fictive: bool,
}

/// The letterhead.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// `Commune de Testville`.
    pub name: String,
    /// Service, address, telephone…, one line each; four at most stand above the envelope window.
    pub lines: Vec<String>,
    /// SIRET and the like, at the foot of each page.
    pub footer: String,
}

/// What one child received.
#[derive(Clone, Debug)]
pub struct InvoicedChild {
    /// First name and family name.
    pub name: String,
    /// Services, in the order of the invoice.
    pub services: Vec<InvoicedService>,
}

/// One service line.
#[derive(Clone, Debug)]
pub struct InvoicedService {
    /// `Cantine Jean-Macé, repas`.
    pub label: String,
    /// Why this price, in short: `Tranche 3, quotient 684 (CAF, février 2026)`.
    pub explanation: String,
    /// `12 repas`, `7 h 30`.
    pub quantity: String,
    /// Price of one unit.
    pub unit_price: Cents,
    /// What is charged.
    pub amount: Cents,
}

/// A correction of an earlier invoice.
#[derive(Clone, Debug)]
pub struct InvoicedAdjustment {
    /// First name and family name of the child it is about; empty when it is about none.
    pub child: String,
    /// What is corrected: `Cantine de février 2026`.
    pub label: String,
    /// Why.
    pub reason: String,
    /// Positive is due, negative in the family's favour.
    pub amount: Cents,
}

/// How the family pays (treasury.md §1).
#[derive(Clone, Debug)]
pub enum Settlement {
    /// The treasury collects: the family awaits its *avis des sommes à payer*.
    AwaitAsap {
        /// Name of the treasury's office.
        sgc: String,
    },
    /// The town's *régie* collects.
    Regie {
        /// Last day to pay.
        due_on: Date,
        /// Means of payment.
        ways: Vec<PaymentWay>,
    },
    /// Taken from the debtor's account.
    DirectDebit {
        /// Day of the debit.
        on: Date,
        /// Last four characters of the account, or nothing.
        account_end: String,
    },
}

/// A means of payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaymentWay {
    /// `En ligne`.
    pub name: String,
    /// What to do.
    pub text: String,
}

impl Press {
    /// One invoice.
    pub fn invoice(&self, invoice: &InvoiceDocument) -> Result<Vec<u8>, PrintError> {
        let invoices = Invoices::new(vec![InvoicePage::new(invoice)]);
        self.print(Template::Invoice, &invoices, &invoice.identity, Purpose::Archive)
    }

    /// Many invoices in their order in one file, each numbering its own pages: see [`InvoiceBinder`].
    /// Nothing to print gives nothing.
    pub fn invoices(&self, invoices: &[InvoiceDocument]) -> Result<Option<Vec<u8>>, PrintError> {
        let mut binder = InvoiceBinder::new(self);
        invoices.iter().try_for_each(|invoice| binder.add(invoice))?;
        binder.finish()
    }
}
