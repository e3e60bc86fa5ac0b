//! Emergency sheets: one child a page, read at arm's length by somebody in a hurry.

use jiff::civil::Date;
use serde::Serialize;

use crate::RecordFact;
use crate::french::{self, DateParts};
use crate::world::{Press, PrintError, Purpose, Template};

/// Sheets to print together.
#[derive(Clone, Debug)]
pub struct EmergencySheets {
    /// What tells this print from all others.
    pub identity: String,
    /// `Commune de Testville`.
    pub issuer: String,
    /// `Fiche d’urgence`, or those of which service and which day.
    pub title: String,
    /// One a page.
    pub sheets: Vec<EmergencySheet>,
    /// Who prints them: paper leaks, the foot of the page says from whom.
    pub printed_by: String,
    /// Day of printing.
    pub printed_on: Date,
    /// Printed on a fictive town.
    pub fictive: bool,
}

/// A child's sheet.
#[derive(Clone, Debug, Serialize)]
pub struct EmergencySheet {
    /// The child.
    pub name: String,
    /// `née le 14/03/2019, 7 ans · Les Tilleuls, CE1 B`.
    pub subtitle: String,
    /// A JPEG, empty when none may be shown.
    pub photo: Vec<u8>,
    /// Whom to call, in order: who, which numbers.
    pub calls: Vec<RecordFact>,
    /// Who may leave with the child: who, on which conditions.
    pub collects: Vec<RecordFact>,
    /// Who may not, a sentence each.
    pub bans: Vec<String>,
    /// What to do when bans are not told; empty when they are.
    pub bans_note: String,
    /// Name and number.
    pub doctor: String,
    /// Empty for the everyday meal.
    pub diet: String,
    /// What to do, a line each.
    pub instructions: Vec<String>,
    /// Why there is none; empty when there is.
    pub instructions_note: String,
}

#[derive(Serialize)]
struct Pages<'a> {
    document_title: &'a str,
    issuer: &'a str,
    sheets: &'a [EmergencySheet],
    footer: String,
    date: DateParts,
    fictive: bool,
}

impl Press {
    /// Prints emergency sheets.
    pub fn emergency_sheets(&self, sheets: &EmergencySheets) -> Result<Vec<u8>, PrintError> {
        let pages = Pages {
            document_title: &sheets.title,
            issuer: &sheets.issuer,
            sheets: &sheets.sheets,
            footer: format!(
                "{} · imprimé le {} par {} · à détruire après usage",
                sheets.issuer,
                french::day(sheets.printed_on),
                sheets.printed_by
            ),
            date: sheets.printed_on.into(),
            fictive: sheets.fictive,
        };
        self.print(Template::EmergencySheets, &pages, &sheets.identity, Purpose::Archive)
    }
}
