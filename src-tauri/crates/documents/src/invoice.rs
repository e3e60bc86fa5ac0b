//! The invoice a family receives.

use std::sync::Arc;

use domain::values::Cents;
use jiff::civil::Date;
use krilla::metadata::Metadata;
use krilla::pdf::{Pdf, PdfDocument};
use serde::Serialize;

use crate::french::{self, DateParts};
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

/// How many invoices are laid out together: one costs about two megabytes while it is.
const SHEAF: usize = if cfg!(test) { 2 } else { 40 };

/// Binds the invoices of a run in one file for the town's printer, a sheaf at a time, so that twenty thousand
/// fit in memory and the caller may say how far it is or stop. The file goes to paper: what is kept and what a
/// family reads aloud is [`Press::invoice`].
pub struct InvoiceBinder<'p> {
    press: &'p Press,
    waiting: Vec<InvoicePage>,
    bound: Option<Bound>,
    file: krilla::Document,
}

/// What names the whole file.
struct Bound {
    first: String,
    last: String,
    issuer: String,
}

impl<'p> InvoiceBinder<'p> {
    /// Nothing bound yet.
    pub fn new(press: &'p Press) -> Self {
        Self { press, waiting: Vec::new(), bound: None, file: krilla::Document::new() }
    }

    /// Binds one more.
    pub fn add(&mut self, invoice: &InvoiceDocument) -> Result<(), PrintError> {
        self.waiting.push(InvoicePage::new(invoice));
        let bound = self.bound.get_or_insert_with(|| Bound {
            first: invoice.number.clone(),
            last: String::new(),
            issuer: invoice.issuer.name.clone(),
        });
        bound.last.clone_from(&invoice.number);
        if self.waiting.len() == SHEAF { self.compose() } else { Ok(()) }
    }

    /// The file; nothing when nothing was bound.
    pub fn finish(mut self) -> Result<Option<Vec<u8>>, PrintError> {
        self.compose()?;
        let Some(bound) = self.bound else { return Ok(None) };
        let title = format!("Factures {} à {} – {}", bound.first, bound.last, bound.issuer);
        let mut file = self.file;
        file.set_metadata(
            Metadata::new().title(title.clone()).authors(vec![bound.issuer]).language("fr".to_owned()),
        );
        file.finish().map(Some).map_err(|e| PrintError { document: title, cause: format!("{e:?}") })
    }

    fn compose(&mut self) -> Result<(), PrintError> {
        let Some(first) = self.waiting.first() else { return Ok(()) };
        let identity = first.number.clone();
        let sheaf = Invoices::new(std::mem::take(&mut self.waiting));
        let pages = self.press.print(Template::Invoice, &sheaf, &identity, Purpose::Paper)?;
        let pages = Pdf::new(pages)
            .map_err(|e| PrintError { document: identity, cause: format!("relecture impossible, {e:?}") })?;
        let all: Vec<usize> = (0..pages.pages().len()).collect();
        self.file.embed_pdf_pages(&PdfDocument::new(Arc::new(pages)), &all);
        Ok(())
    }
}

/// What the template receives: texts in their final form.
#[derive(Serialize)]
struct Invoices {
    document_title: String,
    pages: Vec<InvoicePage>,
}

impl Invoices {
    fn new(pages: Vec<InvoicePage>) -> Self {
        let document_title = pages
            .first()
            .map(|first| format!("Facture {} – {}", first.number, first.issuer.name))
            .unwrap_or_default();
        Self { document_title, pages }
    }
}

#[derive(Serialize)]
struct InvoicePage {
    number: String,
    title: String,
    running_title: String,
    date: DateParts,
    issuer: IssuerBlock,
    footer: String,
    fictive: bool,
    facts: Vec<Fact>,
    addressee: Vec<String>,
    due: Total,
    groups: Vec<Group>,
    totals: Vec<Total>,
    settlement: SettlementBlock,
    question: String,
}

#[derive(Serialize)]
struct IssuerBlock {
    name: String,
    lines: Vec<String>,
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Group {
    name: String,
    subtotal: String,
    rows: Vec<DetailRow>,
}

#[derive(Serialize)]
struct DetailRow {
    label: String,
    note: String,
    quantity: String,
    unit_price: String,
    amount: String,
}

#[derive(Serialize)]
struct Total {
    label: String,
    amount: String,
    strong: bool,
}

#[derive(Serialize)]
struct SettlementBlock {
    title: &'static str,
    text: String,
    ways: Vec<PaymentWay>,
}

impl InvoicePage {
    fn new(invoice: &InvoiceDocument) -> Self {
        let due = invoice.total + invoice.previous_balance.unwrap_or(Cents::ZERO);
        Self {
            number: invoice.number.clone(),
            title: format!("Facture {}", period(invoice, french::of_month, "du")),
            running_title: format!("{} – facture n°\u{a0}{}, suite", invoice.issuer.name, invoice.number),
            date: invoice.issued_on.into(),
            issuer: IssuerBlock { name: invoice.issuer.name.clone(), lines: invoice.issuer.lines.clone() },
            footer: format!("Facture n°\u{a0}{} · {}", invoice.number, invoice.issuer.footer),
            fictive: invoice.fictive,
            facts: facts(invoice),
            addressee: invoice.addressee.clone(),
            due: amount_due(invoice, due),
            groups: groups(invoice),
            totals: totals(invoice, due),
            settlement: settlement(invoice, due),
            question: invoice.question.clone(),
        }
    }
}

fn period(invoice: &InvoiceDocument, month: fn(Date) -> String, from: &str) -> String {
    let (start, end) = (invoice.period_start, invoice.period_end);
    let whole_month = start == end.first_of_month() && end == end.last_of_month();
    if whole_month { month(start) } else { format!("{from} {} au {}", french::day(start), french::day(end)) }
}

fn facts(invoice: &InvoiceDocument) -> Vec<Fact> {
    vec![
        Fact { name: "Facture n°", value: invoice.number.clone() },
        Fact { name: "Émise le", value: french::day(invoice.issued_on) },
        Fact { name: "Période", value: period(invoice, french::month, "du") },
        Fact { name: "Dossier famille", value: invoice.family_number.clone() },
    ]
}

fn amount_due(invoice: &InvoiceDocument, due: Cents) -> Total {
    let label = match &invoice.settlement {
        _ if due.is_zero() => "Rien à payer".to_owned(),
        _ if due.is_negative() => "En votre faveur".to_owned(),
        Settlement::AwaitAsap { .. } => "Montant de la facture".to_owned(),
        Settlement::Regie { due_on, .. } => format!("À payer au plus tard le {}", french::day(*due_on)),
        Settlement::DirectDebit { on, .. } => format!("Prélevé le {}", french::day(*on)),
    };
    let amount = if due.is_negative() { -due } else { due };
    Total { label, amount: amount.format_fr(), strong: true }
}

fn groups(invoice: &InvoiceDocument) -> Vec<Group> {
    let one_group = invoice.children.len() + usize::from(!invoice.adjustments.is_empty()) == 1;
    let subtotal = |amount: Cents| if one_group { String::new() } else { amount.format_fr() };
    let children = invoice.children.iter().map(|child| Group {
        name: child.name.clone(),
        subtotal: subtotal(child.services.iter().map(|s| s.amount).sum()),
        rows: child
            .services
            .iter()
            .map(|service| DetailRow {
                label: service.label.clone(),
                note: service.explanation.clone(),
                quantity: service.quantity.clone(),
                unit_price: service.unit_price.format_fr(),
                amount: service.amount.format_fr(),
            })
            .collect(),
    });
    let adjustments = (!invoice.adjustments.is_empty()).then(|| Group {
        name: "Régularisations".to_owned(),
        subtotal: subtotal(invoice.adjustments.iter().map(|a| a.amount).sum()),
        rows: invoice
            .adjustments
            .iter()
            .map(|adjustment| DetailRow {
                label: adjustment.label.clone(),
                note: adjustment.reason.clone(),
                quantity: String::new(),
                unit_price: String::new(),
                amount: adjustment.amount.format_fr(),
            })
            .collect(),
    });
    children.chain(adjustments).collect()
}

fn totals(invoice: &InvoiceDocument, due: Cents) -> Vec<Total> {
    let total = |label: &str, amount: Cents, strong| Total {
        label: label.to_owned(),
        amount: amount.format_fr(),
        strong,
    };
    match invoice.previous_balance {
        None => vec![total("Total de la facture", invoice.total, true)],
        Some(balance) => {
            let label = if balance.is_negative() {
                "Avance disponible"
            } else {
                "Reste dû sur les factures précédentes"
            };
            vec![
                total("Total de la facture", invoice.total, false),
                total(label, balance, false),
                total("Total à payer", due, true),
            ]
        }
    }
}

fn settlement(invoice: &InvoiceDocument, due: Cents) -> SettlementBlock {
    let block = |title, text: String| SettlementBlock { title, text, ways: Vec::new() };
    match &invoice.settlement {
        _ if due.is_zero() => block("Pour régler", "Aucun paiement n’est attendu.".to_owned()),
        _ if due.is_negative() => block(
            "Pour régler",
            "Aucun paiement n’est attendu\u{a0}: cette somme sera déduite de votre prochaine facture."
                .to_owned(),
        ),
        Settlement::AwaitAsap { sgc } => block(
            "Pour régler",
            format!(
                "Ne payez pas encore. Le Trésor public ({sgc}) vous enverra un avis des sommes à payer\u{a0}: \
                 il indique les moyens de paiement, la date limite et les voies de recours."
            ),
        ),
        Settlement::Regie { ways, .. } => SettlementBlock {
            title: "Pour régler",
            text: format!("Rappelez le numéro de facture {} dans votre paiement.", invoice.number),
            ways: ways.clone(),
        },
        Settlement::DirectDebit { on, account_end } => block(
            "Pour régler",
            if account_end.is_empty() {
                format!("Vous n’avez rien à faire\u{a0}: la somme sera prélevée le {}.", french::day(*on))
            } else {
                format!(
                    "Vous n’avez rien à faire\u{a0}: la somme sera prélevée le {} sur le compte qui se termine par \
                     {account_end}.",
                    french::day(*on)
                )
            },
        ),
    }
}
