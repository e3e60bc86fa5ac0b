//! The notice joined to the town's forms: what is asked of a family, what it must answer, and what not answering costs.

use jiff::civil::Date;
use serde::Serialize;

use crate::french::{self, DateParts};
use crate::world::{Press, PrintError, Purpose, Template};

/// What is asked, for a family to read (requirements, row A13).
#[derive(Clone, Debug)]
pub struct AskedNotice {
    /// What tells this print from all others.
    pub identity: String,
    /// `Commune de Testville`.
    pub issuer: String,
    /// Where to write.
    pub contact: Vec<String>,
    /// Of the guardian, of the household, of the child.
    pub parts: Vec<AskedPart>,
    /// Day of printing.
    pub printed_on: Date,
    /// Printed on a fictive town.
    pub fictive: bool,
}

/// What is asked of one kind of thing.
#[derive(Clone, Debug, Serialize)]
pub struct AskedPart {
    /// `Le responsable`.
    pub title: String,
    /// In the order of the form.
    pub answers: Vec<AskedAnswer>,
}

/// One answer.
#[derive(Clone, Debug, Serialize)]
pub struct AskedAnswer {
    /// Its name on the form.
    pub label: String,
    /// Whether the file cannot do without it.
    pub mandatory: bool,
    /// Why it is asked, when a service asks it; empty otherwise.
    pub reason: String,
    /// What not answering costs.
    pub refusal: String,
}

#[derive(Serialize)]
struct Page<'a> {
    document_title: &'static str,
    issuer: &'a str,
    contact: &'a [String],
    parts: &'a [AskedPart],
    date: DateParts,
    day: String,
    fictive: bool,
}

impl Press {
    /// Prints the notice.
    pub fn asked_notice(&self, notice: &AskedNotice) -> Result<Vec<u8>, PrintError> {
        let page = Page {
            document_title: "Ce qui est demandé aux familles",
            issuer: &notice.issuer,
            contact: &notice.contact,
            parts: &notice.parts,
            date: notice.printed_on.into(),
            day: french::day(notice.printed_on),
            fictive: notice.fictive,
        };
        self.print(Template::AskedNotice, &page, &notice.identity, Purpose::Archive)
    }
}
