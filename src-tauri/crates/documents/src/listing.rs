//! A list on paper: a title, columns, rows. What is in it was chosen by whoever asked for it.

use jiff::civil::Date;
use serde::Serialize;

use crate::french::{self, DateParts};
use crate::world::{Press, PrintError, Purpose, Template};

/// A column of a list.
#[derive(Clone, Debug, Serialize)]
pub struct ListingColumn {
    /// Its heading.
    pub title: String,
    /// Its share of the width.
    pub width: u8,
}

/// A list to print.
#[derive(Clone, Debug)]
pub struct Listing {
    /// What tells this print from all others.
    pub identity: String,
    /// `Commune de Testville`.
    pub issuer: String,
    /// Its title.
    pub title: String,
    /// What is under it.
    pub subtitle: String,
    /// Its columns.
    pub columns: Vec<ListingColumn>,
    /// Its rows: a text for each column.
    pub rows: Vec<Vec<String>>,
    /// What is said at the end, may be empty.
    pub note: String,
    /// Day of printing.
    pub printed_on: Date,
    /// Printed on a fictive town.
    pub fictive: bool,
}

#[derive(Serialize)]
struct Pages<'a> {
    document_title: &'a str,
    issuer: &'a str,
    subtitle: &'a str,
    columns: &'a [ListingColumn],
    rows: &'a [Vec<String>],
    note: &'a str,
    date: DateParts,
    day: String,
    fictive: bool,
}

impl Press {
    /// Prints a list.
    pub fn listing(&self, listing: &Listing) -> Result<Vec<u8>, PrintError> {
        let pages = Pages {
            document_title: &listing.title,
            issuer: &listing.issuer,
            subtitle: &listing.subtitle,
            columns: &listing.columns,
            rows: &listing.rows,
            note: &listing.note,
            date: listing.printed_on.into(),
            day: french::day(listing.printed_on),
            fictive: listing.fictive,
        };
        self.print(Template::Listing, &pages, &listing.identity, Purpose::Archive)
    }
}
