//! The record of a family on paper: what the agent who prints it may read, and nothing else.

use jiff::civil::Date;
use serde::Serialize;

use crate::french::{self, DateParts};
use crate::world::{Press, PrintError, Purpose, Template};

/// A family's file, to print.
#[derive(Clone, Debug)]
pub struct FamilyRecord {
    /// What tells this print from all others.
    pub identity: String,
    /// `Commune de Testville`.
    pub issuer: String,
    /// Name of the family.
    pub name: String,
    /// `Famille 002 417 · suivie depuis avril 2024`.
    pub subtitle: String,
    /// What must be read first: who may not come for a child.
    pub warnings: Vec<String>,
    /// In the order of the pages.
    pub parts: Vec<RecordPart>,
    /// Who prints it.
    pub printed_by: String,
    /// Day of printing.
    pub printed_on: Date,
    /// Printed on a fictive town.
    pub fictive: bool,
}

/// A household with its adults, the children, a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RecordPart {
    /// `Foyer A`.
    pub title: String,
    /// Of the whole part.
    pub facts: Vec<RecordFact>,
    /// Persons in it.
    pub people: Vec<RecordPerson>,
    /// Heads of the columns of a list; none when there is no list.
    pub heads: Vec<String>,
    /// Its lines, each as long as the heads.
    pub lines: Vec<Vec<String>>,
    /// Said when there is nothing at all.
    pub empty: String,
}

/// Somebody.
#[derive(Clone, Debug, Serialize)]
pub struct RecordPerson {
    /// Their name.
    pub name: String,
    /// What is known of them.
    pub facts: Vec<RecordFact>,
}

/// Something known.
#[derive(Clone, Debug, Serialize)]
pub struct RecordFact {
    /// `Adresse`.
    pub label: String,
    /// In words.
    pub value: String,
}

#[derive(Serialize)]
struct Pages<'a> {
    document_title: String,
    issuer: &'a str,
    name: &'a str,
    subtitle: &'a str,
    warnings: &'a [String],
    parts: &'a [RecordPart],
    footer: String,
    date: DateParts,
    fictive: bool,
}

impl Press {
    /// Prints the record.
    pub fn family_record(&self, record: &FamilyRecord) -> Result<Vec<u8>, PrintError> {
        let pages = Pages {
            document_title: format!("Dossier de la famille {}", record.name),
            issuer: &record.issuer,
            name: &record.name,
            subtitle: &record.subtitle,
            warnings: &record.warnings,
            parts: &record.parts,
            footer: format!(
                "{} · {} · imprimé le {} par {}",
                record.issuer,
                record.name,
                french::day(record.printed_on),
                record.printed_by
            ),
            date: record.printed_on.into(),
            fictive: record.fictive,
        };
        self.print(Template::FamilyRecord, &pages, &record.identity, Purpose::Archive)
    }
}
