//! The invoices of a run bound in one file.

use std::sync::Arc;

use krilla::metadata::Metadata;
use krilla::pdf::{Pdf, PdfDocument};

use super::InvoiceDocument;
use super::page::{InvoicePage, Invoices};
use crate::world::{Press, PrintError, Purpose, Template};

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
