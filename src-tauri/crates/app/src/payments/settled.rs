//! What an invoice may hold: between nothing and its total. Whatever would leave it otherwise is refused whole.

use std::collections::HashSet;

use domain::values::Cents;
use domain::values::ids::InvoiceId;
use store::Reader;

use crate::error::Error;

/// Refuses what leaves one of these invoices paid below nothing, or beyond its total: the same money would be taken back, or counted,
/// twice.
pub(crate) fn refuse_unless_settled(
    reader: &Reader<'_>,
    invoices: impl IntoIterator<Item = InvoiceId>,
) -> Result<(), Error> {
    let mut seen = HashSet::new();
    for id in invoices {
        if !seen.insert(id) {
            continue;
        }
        let Some(invoice) = reader.invoice(id)? else { continue };
        if invoice.paid.is_negative() {
            return Err(Error::refused(format!(
                "La facture {} serait réglée de {}\u{a0}: ce règlement a déjà été repris. Annulez d’abord ce qui l’a repris.",
                invoice.number, invoice.paid
            )));
        }
        if invoice.paid > invoice.total.max(Cents::ZERO) {
            return Err(Error::refused(format!(
                "La facture {} serait réglée de {} pour {}\u{a0}: elle a été réglée depuis. Annulez d’abord ce règlement.",
                invoice.number, invoice.paid, invoice.total
            )));
        }
    }
    Ok(())
}
