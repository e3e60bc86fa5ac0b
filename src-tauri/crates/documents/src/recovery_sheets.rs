//! The recovery sheets: a page for each of three custodians.

use jiff::civil::Date;
use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

use crate::french::{self, DateParts};
use crate::world::{Press, PrintError, Purpose, Template};

/// The three sheets of a vault. What they carry is secret: printed, then forgotten.
pub struct RecoverySheets<'a> {
    /// `Commune de Testville`.
    pub issuer: String,
    /// Identifier of the vault.
    pub vault: String,
    /// What tells these sheets from any others.
    pub mark: String,
    /// How many times sheets were made.
    pub number: u32,
    /// Day of printing.
    pub printed_on: Date,
    /// Printed on a fictive town.
    pub fictive: bool,
    /// A, B and C.
    pub sheets: Vec<RecoverySheet<'a>>,
}

/// One custodian's.
pub struct RecoverySheet<'a> {
    /// A, B or C.
    pub letter: &'static str,
    /// One for each of the two other sheets.
    pub halves: Vec<RecoveryHalf<'a>>,
}

/// What is typed when this sheet and another are together.
pub struct RecoveryHalf<'a> {
    /// The other sheet.
    pub with: &'static str,
    /// Eight lines.
    pub lines: Vec<&'a str>,
}

impl Press {
    /// Prints the three sheets. Ordinary PDF: made to be put on paper and kept nowhere.
    pub fn recovery_sheets(&self, sheets: &RecoverySheets<'_>) -> Result<Vec<u8>, PrintError> {
        let identity = format!("feuilles-de-secours/{}/{}", sheets.vault, sheets.number);
        let page = Page::new(sheets)
            .map_err(|error| PrintError { document: identity.clone(), cause: error.to_string() })?;
        let printed = self.print(Template::RecoverySheets, &page, &identity, Purpose::Paper);
        // The layouts remembered between two documents hold what was printed.
        typst::comemo::evict(0);
        printed
    }
}

#[derive(Serialize)]
struct Page<'a> {
    document_title: String,
    issuer: &'a str,
    vault: &'a str,
    mark: &'a str,
    number: u32,
    date: DateParts,
    day: String,
    fictive: bool,
    sheets: Vec<SheetPage<'a>>,
}

#[derive(Serialize)]
struct SheetPage<'a> {
    letter: &'a str,
    halves: Vec<HalfPart<'a>>,
}

#[derive(Serialize)]
struct HalfPart<'a> {
    with: &'a str,
    lines: &'a [&'a str],
    /// One text a row, `1` for a dark module. A reader that acts as a keyboard types the eight lines.
    code: Vec<String>,
}

impl<'a> Page<'a> {
    fn new(sheets: &'a RecoverySheets<'a>) -> Result<Self, qrcode::types::QrError> {
        let half = |half: &'a RecoveryHalf<'a>| {
            Ok(HalfPart { with: half.with, lines: &half.lines, code: modules(&half.lines.concat())? })
        };
        let pages = sheets.sheets.iter().map(|sheet| {
            let halves = sheet.halves.iter().map(half).collect::<Result<_, _>>()?;
            Ok(SheetPage { letter: sheet.letter, halves })
        });
        Ok(Self {
            document_title: format!("Feuilles de secours, {}", sheets.issuer),
            issuer: &sheets.issuer,
            vault: &sheets.vault,
            mark: &sheets.mark,
            number: sheets.number,
            date: DateParts::from(sheets.printed_on),
            day: french::day(sheets.printed_on),
            fictive: sheets.fictive,
            sheets: pages.collect::<Result<_, _>>()?,
        })
    }
}

fn modules(text: &str) -> Result<Vec<String>, qrcode::types::QrError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
    let digit = |color: &Color| if *color == Color::Dark { '1' } else { '0' };
    Ok(code.to_colors().chunks(code.width()).map(|row| row.iter().map(digit).collect()).collect())
}
