//! A letter to a family: a page, for the same window envelopes as invoices.

use jiff::civil::Date;
use serde::Serialize;

use crate::french::{self, DateParts};
use crate::world::{Press, PrintError, Purpose, Template};

/// A letter to put in an envelope.
#[derive(Clone, Debug)]
pub struct FamilyLetter {
    /// What tells this letter from all others: printed again, it is the same.
    pub identity: String,
    /// `Commune de Testville`.
    pub issuer: String,
    /// Where to write, where to come.
    pub contact: Vec<String>,
    /// The lines of the envelope window (NF Z10-011).
    pub addressee: Vec<String>,
    /// Number of the family file.
    pub family_number: String,
    /// `Rendez-vous`.
    pub title: String,
    /// In order.
    pub paragraphs: Vec<String>,
    /// The day it bears.
    pub dated: Date,
    /// Printed on a fictive town.
    pub fictive: bool,
}

#[derive(Serialize)]
struct Page<'a> {
    document_title: &'a str,
    issuer: &'a str,
    contact: &'a [String],
    addressee: &'a [String],
    family_number: &'a str,
    paragraphs: &'a [String],
    date: DateParts,
    day: String,
    fictive: bool,
}

impl Press {
    /// Prints the letter.
    pub fn family_letter(&self, letter: &FamilyLetter) -> Result<Vec<u8>, PrintError> {
        let page = Page {
            document_title: &letter.title,
            issuer: &letter.issuer,
            contact: &letter.contact,
            addressee: &letter.addressee,
            family_number: &letter.family_number,
            paragraphs: &letter.paragraphs,
            date: letter.dated.into(),
            day: french::day(letter.dated),
            fictive: letter.fictive,
        };
        self.print(Template::FamilyLetter, &page, &letter.identity, Purpose::Archive)
    }
}
