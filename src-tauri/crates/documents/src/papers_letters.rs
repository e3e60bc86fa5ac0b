//! The letters that ask families for what their files lack (G01): a page each, for the same window envelopes as invoices.

use jiff::civil::Date;
use serde::Serialize;

use crate::french::{self, DateParts};
use crate::world::{Press, PrintError, Purpose, Template};

/// Letters to put in envelopes, in the order of the pages.
#[derive(Clone, Debug)]
pub struct PapersLetters {
    /// What tells this print from all others.
    pub identity: String,
    /// `Commune de Testville`.
    pub issuer: String,
    /// Where to write, where to come.
    pub contact: Vec<String>,
    /// One for each household.
    pub letters: Vec<PapersLetter>,
    /// The day by which papers are asked for; none: as soon as may be.
    pub by: Option<Date>,
    /// Day of printing.
    pub printed_on: Date,
    /// Printed on a fictive town.
    pub fictive: bool,
}

/// A letter.
#[derive(Clone, Debug, Serialize)]
pub struct PapersLetter {
    /// The lines of the envelope window (NF Z10-011).
    pub addressee: Vec<String>,
    /// Number of the family file.
    pub family_number: String,
    /// What lacks.
    pub papers: Vec<LackingPaper>,
}

/// A paper that lacks.
#[derive(Clone, Debug, Serialize)]
pub struct LackingPaper {
    /// `Attestation d’assurance`.
    pub name: String,
    /// `Léonie`.
    pub whom: String,
    /// `manquante`, `expirée`.
    pub state: String,
    /// The activities that ask for it.
    pub asked_by: String,
}

#[derive(Serialize)]
struct Pages<'a> {
    document_title: &'static str,
    issuer: &'a str,
    contact: &'a [String],
    letters: &'a [PapersLetter],
    by: String,
    date: DateParts,
    day: String,
    fictive: bool,
}

impl Press {
    /// Prints the letters.
    pub fn papers_letters(&self, letters: &PapersLetters) -> Result<Vec<u8>, PrintError> {
        let pages = Pages {
            document_title: "Pièces à remettre",
            issuer: &letters.issuer,
            contact: &letters.contact,
            letters: &letters.letters,
            by: letters.by.map(french::day).unwrap_or_default(),
            date: letters.printed_on.into(),
            day: french::day(letters.printed_on),
            fictive: letters.fictive,
        };
        self.print(Template::PapersLetters, &pages, &letters.identity, Purpose::Archive)
    }
}
