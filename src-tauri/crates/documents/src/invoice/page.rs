//! What the template of the invoice receives: texts in their final form.

use domain::values::Cents;
use jiff::civil::Date;
use serde::Serialize;

use super::{InvoiceDocument, PaymentWay, Settlement};
use crate::french::{self, DateParts};

/// What the template receives: texts in their final form.
#[derive(Serialize)]
pub(super) struct Invoices {
    document_title: String,
    pages: Vec<InvoicePage>,
}

impl Invoices {
    pub(super) fn new(pages: Vec<InvoicePage>) -> Self {
        let document_title = pages
            .first()
            .map(|first| format!("Facture {} – {}", first.number, first.issuer.name))
            .unwrap_or_default();
        Self { document_title, pages }
    }
}

#[derive(Serialize)]
pub(super) struct InvoicePage {
    pub(super) number: String,
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
    pub(super) fn new(invoice: &InvoiceDocument) -> Self {
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
                label: match adjustment.child.as_str() {
                    "" => adjustment.label.clone(),
                    child => format!("{child}\u{a0}: {}", adjustment.label),
                },
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
