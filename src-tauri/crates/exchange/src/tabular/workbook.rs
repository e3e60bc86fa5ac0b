//! Workbooks of other products (XLSX, ODS, XLS) → the same table as a CSV gives. A formula is the result stored beside it, never run.
//!
//! A workbook is an archive someone else made: what it inflates to and how far its cells spread are measured before it is believed.

use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, DataRef, DataType, Ods, SheetType, SheetVisible, Xls, Xlsx, XlsxError, open_workbook_from_rs,
};
use quick_xml::events::Event;
use zip::ZipArchive;

use super::read::TableRefusal;
use super::{MAX_FIELDS, MAX_ROWS};

/// Formats of workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Workbook {
    /// Office Open XML.
    Xlsx,
    /// OpenDocument.
    Ods,
    /// The former format of Excel.
    Xls,
}

impl Workbook {
    /// The name shown to the agent.
    pub fn label(self) -> &'static str {
        match self {
            Self::Xlsx => "classeur Excel (xlsx)",
            Self::Ods => "classeur OpenDocument (ods)",
            Self::Xls => "classeur Excel ancien (xls)",
        }
    }
}

/// The sheet a table was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetForm {
    /// Format of the file.
    pub workbook: Workbook,
    /// Sheet read.
    pub sheet: String,
    /// Every visible sheet, in the order of the file.
    pub sheets: Vec<String>,
}

/// Most bytes a workbook may inflate to.
const MAX_INFLATED: u64 = 256 * 1024 * 1024;
/// Most files an archive may hold.
const MAX_ENTRIES: usize = 10_000;
/// Most cells of a sheet whose format is read whole in memory.
const MAX_CELLS: usize = 4_000_000;

/// One row: its line in the sheet, counted from 1, and its cells.
type EachRow<'e> = dyn FnMut(u64, &[String]) -> Result<(), TableRefusal> + 'e;

/// The format of these bytes; nothing when they are no workbook. An archive that is none is refused by its name.
pub(super) fn format_of(bytes: &[u8]) -> Result<Option<Workbook>, TableRefusal> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok(Some(Workbook::Xls));
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableRefusal::DamagedWorkbook)?;
    if archive.index_for_name("xl/workbook.xml").is_some() {
        Ok(Some(Workbook::Xlsx))
    } else if archive.index_for_name("content.xml").is_some() {
        Ok(Some(Workbook::Ods))
    } else {
        Err(TableRefusal::OtherFormat { name: "une archive (zip)" })
    }
}

/// Reads the rows of a sheet: the one chosen, or the first that holds something.
pub(super) fn read_sheet(
    bytes: &[u8],
    workbook: Workbook,
    chosen: Option<&str>,
    each: &mut EachRow<'_>,
) -> Result<SheetForm, TableRefusal> {
    if workbook != Workbook::Xls {
        measure(bytes, workbook)?;
    }
    // Whoever made the bytes may have meant to break their reader: what it cannot stand is a damaged workbook too.
    let read = catch_unwind(AssertUnwindSafe(|| match workbook {
        Workbook::Xlsx => read_xlsx(bytes, chosen, each),
        Workbook::Ods => read_whole::<Ods<_>>(bytes, workbook, chosen, each),
        Workbook::Xls => read_whole::<Xls<_>>(bytes, workbook, chosen, each),
    }));
    read.unwrap_or(Err(TableRefusal::DamagedWorkbook))
}

/// Inflates each file of the archive and throws it away: what it says of its own size proves nothing.
fn measure(bytes: &[u8], workbook: Workbook) -> Result<(), TableRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableRefusal::DamagedWorkbook)?;
    if archive.len() > MAX_ENTRIES {
        return Err(TableRefusal::TooMuchInside);
    }
    let mut left = MAX_INFLATED;
    for rank in 0..archive.len() {
        let file = archive.by_index(rank).map_err(|_| TableRefusal::DamagedWorkbook)?;
        let is_content = workbook == Workbook::Ods && file.name().is_ok_and(|name| name == "content.xml");
        let mut limited = file.take(left + 1);
        let inflated = if is_content {
            let mut content = Vec::new();
            limited.read_to_end(&mut content).map_err(|_| TableRefusal::DamagedWorkbook)?;
            refuse_spread(&content)?;
            content.len() as u64
        } else {
            std::io::copy(&mut limited, &mut std::io::sink()).map_err(|_| TableRefusal::DamagedWorkbook)?
        };
        left = left.checked_sub(inflated).ok_or(TableRefusal::TooMuchInside)?;
    }
    Ok(())
}

/// An ODS says « the same cell, so many times »: a few bytes may stand for more cells than a desk has memory.
fn refuse_spread(content: &[u8]) -> Result<(), TableRefusal> {
    let mut reader = quick_xml::Reader::from_reader(content);
    let mut buffer = Vec::new();
    let (mut cells, mut rows, mut width, mut filled) = (0_usize, 1_usize, 0_usize, 0_usize);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|_| TableRefusal::DamagedWorkbook)?;
        match event {
            Event::Start(element) | Event::Empty(element) if is_named(&element, "table-row") => {
                (rows, width, filled) = (repeated(&element, "number-rows-repeated"), 0, 0);
            }
            Event::Start(element) | Event::Empty(element)
                if is_named(&element, "table-cell") || is_named(&element, "covered-table-cell") =>
            {
                let times = repeated(&element, "number-columns-repeated");
                width = width.saturating_add(times);
                if element.attributes().flatten().any(|attribute| {
                    local(attribute.key.as_ref()).starts_with("value")
                        || matches!(
                            local(attribute.key.as_ref()),
                            "formula" | "date-value" | "boolean-value" | "string-value" | "time-value"
                        )
                }) {
                    filled = width;
                }
            }
            Event::End(element) if local(element.name().as_ref()) == "table-row" && filled > 0 => {
                cells = cells.saturating_add(filled.saturating_mul(rows));
                if cells > MAX_CELLS {
                    return Err(TableRefusal::TooMuchInside);
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn is_named(element: &quick_xml::events::BytesStart<'_>, name: &str) -> bool {
    local(element.name().as_ref()) == name
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn repeated(element: &quick_xml::events::BytesStart<'_>, name: &str) -> usize {
    let found = element.attributes().flatten().find(|attribute| local(attribute.key.as_ref()) == name);
    found.and_then(|attribute| attribute.value.trim().parse().ok()).unwrap_or(1)
}

/// XLSX is read cell after cell: its sheets may claim to be a million rows wide.
fn read_xlsx(bytes: &[u8], chosen: Option<&str>, each: &mut EachRow<'_>) -> Result<SheetForm, TableRefusal> {
    let mut book: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|_: XlsxError| TableRefusal::DamagedWorkbook)?;
    let sheets = visible(&book);
    for sheet in to_read(&sheets, chosen)? {
        let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| TableRefusal::DamagedWorkbook)?;
        let mut row: Vec<String> = Vec::new();
        let (mut at, mut rows) = (None, 0_usize);
        while let Some(cell) = cells.next_cell().map_err(|_| TableRefusal::DamagedWorkbook)? {
            let (line, column) = cell.get_position();
            let text = text_of(cell.get_value());
            if text.is_empty() {
                continue;
            }
            if at.is_some_and(|at| line < at) {
                return Err(TableRefusal::DamagedWorkbook);
            }
            if let Some(ended) = at.filter(|at| *at != line) {
                rows = give(ended, &row, rows, each)?;
                row.clear();
            }
            at = Some(line);
            let column = column as usize;
            if column >= MAX_FIELDS {
                return Err(TableRefusal::TooManyFields { line: u64::from(line) + 1, fields: column + 1 });
            }
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            row[column] = text;
        }
        if let Some(ended) = at {
            give(ended, &row, rows, each)?;
            return Ok(SheetForm {
                workbook: Workbook::Xlsx,
                sheet: sheet.to_owned(),
                sheets: sheets.clone(),
            });
        }
    }
    Err(TableRefusal::Empty)
}

/// Formats whose sheets are read whole.
fn read_whole<'b, B: calamine::Reader<Cursor<&'b [u8]>>>(
    bytes: &'b [u8],
    workbook: Workbook,
    chosen: Option<&str>,
    each: &mut EachRow<'_>,
) -> Result<SheetForm, TableRefusal> {
    let mut book = B::new(Cursor::new(bytes)).map_err(|_| TableRefusal::DamagedWorkbook)?;
    let sheets = visible(&book);
    for sheet in to_read(&sheets, chosen)? {
        let range = book.worksheet_range(sheet).map_err(|_| TableRefusal::DamagedWorkbook)?;
        let Some((first_row, first_column)) = range.start() else { continue };
        let mut rows = 0;
        let mut found = false;
        for (rank, row) in (0_u32..).zip(range.rows()) {
            let filled = row.iter().rposition(|cell| !matches!(cell, Data::Empty)).map_or(0, |last| last + 1);
            let width = filled + first_column as usize;
            if filled > 0 && width > MAX_FIELDS {
                return Err(TableRefusal::TooManyFields {
                    line: u64::from(first_row + rank) + 1,
                    fields: width,
                });
            }
            let before = std::iter::repeat_n(String::new(), first_column as usize);
            let cells: Vec<String> = before.chain(row[..filled].iter().map(text_of)).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows = give(first_row + rank, &cells, rows, each)?;
                found = true;
            }
        }
        if found {
            return Ok(SheetForm { workbook, sheet: sheet.to_owned(), sheets: sheets.clone() });
        }
    }
    Err(TableRefusal::Empty)
}

fn give(row: u32, cells: &[String], rows: usize, each: &mut EachRow<'_>) -> Result<usize, TableRefusal> {
    // The headings and a few titles are rows too.
    if rows > MAX_ROWS + 100 {
        return Err(TableRefusal::TooManyRows);
    }
    each(u64::from(row) + 1, cells)?;
    Ok(rows + 1)
}

/// Sheets a person sees and that hold cells.
fn visible<'b, B: calamine::Reader<Cursor<&'b [u8]>>>(book: &B) -> Vec<String> {
    let sheets = book.sheets_metadata().iter();
    let shown =
        sheets.filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    shown.map(|sheet| sheet.name.clone()).collect()
}

fn to_read<'s>(sheets: &'s [String], chosen: Option<&'s str>) -> Result<Vec<&'s str>, TableRefusal> {
    match chosen {
        None => Ok(sheets.iter().map(String::as_str).collect()),
        Some(name) if sheets.iter().any(|sheet| sheet == name) => Ok(vec![name]),
        Some(name) => Err(TableRefusal::NoSuchSheet { name: name.to_owned() }),
    }
}

/// Kinds of cells of one reader or of the other.
trait SheetCell: DataType {
    /// A date written in full, when the file keeps it as text.
    fn iso(&self) -> Option<&str>;
    /// A date kept as a number of days.
    fn moment(&self) -> Option<calamine::ExcelDateTime>;
    /// What went wrong when the file was computed: `#REF!`.
    fn failure(&self) -> Option<String>;
    /// Words.
    fn words(&self) -> Option<&str>;
}

impl SheetCell for Data {
    fn iso(&self) -> Option<&str> {
        match self {
            Self::DateTimeIso(text) | Self::DurationIso(text) => Some(text),
            _ => None,
        }
    }

    fn moment(&self) -> Option<calamine::ExcelDateTime> {
        match self {
            Self::DateTime(moment) => Some(*moment),
            _ => None,
        }
    }

    fn failure(&self) -> Option<String> {
        match self {
            Self::Error(error) => Some(error.to_string()),
            _ => None,
        }
    }

    fn words(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

impl SheetCell for DataRef<'_> {
    fn iso(&self) -> Option<&str> {
        match self {
            Self::DateTimeIso(text) | Self::DurationIso(text) => Some(text),
            _ => None,
        }
    }

    fn moment(&self) -> Option<calamine::ExcelDateTime> {
        match self {
            Self::DateTime(moment) => Some(*moment),
            _ => None,
        }
    }

    fn failure(&self) -> Option<String> {
        match self {
            Self::Error(error) => Some(error.to_string()),
            _ => None,
        }
    }

    fn words(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::SharedString(text) => Some(text),
            _ => None,
        }
    }
}

/// The cell as a person would type it: `684`, `742,5`, `14/03/2019`, `oui`.
fn text_of(cell: &impl SheetCell) -> String {
    if let Some(words) = cell.words() {
        return words.to_owned();
    }
    if let Some(iso) = cell.iso() {
        return iso.to_owned();
    }
    if let Some(moment) = cell.moment() {
        return moment_in_words(moment);
    }
    if let Some(failure) = cell.failure() {
        return failure;
    }
    match (cell.get_int(), cell.get_float(), cell.get_bool()) {
        (Some(number), ..) => number.to_string(),
        (_, Some(number), _) => number_in_words(number),
        (.., Some(answer)) => if answer { "oui" } else { "non" }.to_owned(),
        _ => String::new(),
    }
}

fn moment_in_words(moment: calamine::ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || year < 1900 {
        return format!("{hour:02}:{minute:02}");
    }
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{day:02}/{month:02}/{year:04}");
    }
    format!("{day:02}/{month:02}/{year:04} {hour:02}:{minute:02}")
}

/// The fifteen digits a spreadsheet shows of a number, without computing anything of it: `0.1 + 0.2` reads `0,3`.
fn number_in_words(number: f64) -> String {
    let scientific = format!("{number:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let Ok(exponent) = exponent.parse::<i32>() else { return scientific };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    if !(-15..=20).contains(&exponent) {
        return scientific;
    }
    let count = digits.len() as i32;
    let text = if exponent < 0 {
        format!("0,{}{digits}", "0".repeat((-exponent - 1) as usize))
    } else if count <= exponent + 1 {
        format!("{digits}{}", "0".repeat((exponent + 1 - count) as usize))
    } else {
        let (whole, decimals) = digits.split_at((exponent + 1) as usize);
        format!("{whole},{decimals}")
    };
    format!("{sign}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_a_spreadsheet_shows_them() {
        for (number, text) in [
            (684.0, "684"),
            (742.5, "742,5"),
            (-12.05, "-12,05"),
            (0.1 + 0.2, "0,3"),
            (0.05, "0,05"),
            (1_234_567.89, "1234567,89"),
            (612_345_678.0, "612345678"),
            (1e15, "1000000000000000"),
            (0.0, "0"),
        ] {
            assert_eq!(number_in_words(number), text);
        }
    }

    #[test]
    fn a_few_bytes_that_stand_for_millions_of_cells_are_refused() {
        let sheet = |rows: &str| {
            format!("<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet>").into_bytes()
        };
        let bomb = "<table:table-row table:number-rows-repeated=\"9000\"><table:table-cell \
                    table:number-columns-repeated=\"1000\" office:value-type=\"float\"/></table:table-row>";
        assert_eq!(refuse_spread(&sheet(bomb)), Err(TableRefusal::TooMuchInside));
        // The million empty rows that end every sheet are nothing.
        let foot = "<table:table-row><table:table-cell office:value-type=\"float\"/></table:table-row>\
                    <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell \
                    table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert_eq!(refuse_spread(&sheet(foot)), Ok(()));
    }

    #[test]
    fn what_is_no_workbook_is_said_so() {
        assert_eq!(format_of(b"nom;qf"), Ok(None));
        assert_eq!(format_of(b"PK\x03\x04rest"), Err(TableRefusal::DamagedWorkbook));
        let ignore = &mut |_: u64, _: &[String]| Ok(());
        assert_eq!(
            read_sheet(b"\xD0\xCF\x11\xE0rest", Workbook::Xls, None, ignore),
            Err(TableRefusal::DamagedWorkbook)
        );
    }
}
