//! A list as a workbook that a spreadsheet opens without asking: XLSX (ECMA-376) and ODS (OpenDocument 1.3), the few parts both need and no
//! more. Every text is a cell of type text: nothing in it is ever a formula, and nothing written here holds one.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use jiff::civil::{Date, date};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::write::{Cell, Sheet};

/// Formats of workbooks we write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spreadsheet {
    /// Office Open XML.
    Xlsx,
    /// OpenDocument.
    Ods,
}

/// Longest name of a sheet that every spreadsheet takes, in characters.
const LONGEST_NAME: usize = 31;
/// Day 0 of the days a spreadsheet counts, once its leap year of 1900 is left alone.
const DAY_ZERO: Date = date(1899, 12, 30);

/// Styles of cells, in the order of `STYLES`.
const PLAIN: u8 = 0;
const HEADING: u8 = 1;
const AMOUNT: u8 = 2;
const DAY: u8 = 3;
/// Shown and edited as text, whatever it begins with.
const TEXT: u8 = 4;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" numFmtId="49" applyFont="1" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs></styleSheet>"#;

/// A list as a workbook of one sheet: the same list gives the same bytes.
pub fn write_spreadsheet(sheet: &Sheet, name: &str, format: Spreadsheet) -> Vec<u8> {
    let name = sheet_name(name);
    let parts: Vec<(&str, String)> = match format {
        Spreadsheet::Xlsx => vec![
            ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
            ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", workbook(&name)),
            (
                "xl/_rels/workbook.xml.rels",
                relation("worksheet", "worksheets/sheet1.xml").replace(
                    "</Relationships>",
                    &format!(
                        "<Relationship Id=\"r2\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
                    ),
                ),
            ),
            ("xl/styles.xml", STYLES.to_owned()),
            ("xl/worksheets/sheet1.xml", xlsx_rows(sheet)),
        ],
        Spreadsheet::Ods => vec![
            // First and as it is: that is how the format is known (OpenDocument 1.3, part 2, §3.3).
            ("mimetype", ODS_TYPE.to_owned()),
            ("META-INF/manifest.xml", MANIFEST.to_owned()),
            ("content.xml", ods_content(sheet, &name)),
        ],
    };
    pack(&parts)
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const ODS_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

fn relation(kind: &str, target: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

fn workbook(name: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"{}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        escaped(name)
    )
}

fn xlsx_rows(sheet: &Sheet) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row>",
    );
    let text = |xml: &mut String, style: u8, text: &str| {
        let _ = write!(
            xml,
            "<c t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escaped(text)
        );
    };
    sheet.headers.iter().for_each(|heading| text(&mut xml, HEADING, heading));
    xml.push_str("</row>");
    for row in &sheet.rows {
        xml.push_str("<row>");
        for cell in row {
            let _ = match cell {
                Cell::Empty => write!(xml, "<c/>"),
                Cell::Text(words) => {
                    text(&mut xml, TEXT, words);
                    Ok(())
                }
                Cell::Amount(cents) => write!(xml, "<c s=\"{AMOUNT}\"><v>{}</v></c>", hundredths(cents.0)),
                Cell::Integer(number) => write!(xml, "<c s=\"{PLAIN}\"><v>{number}</v></c>"),
                Cell::Hours(minutes) => {
                    write!(xml, "<c s=\"{AMOUNT}\"><v>{}</v></c>", hundredths(hours(*minutes)))
                }
                Cell::Date(day) => write!(xml, "<c s=\"{DAY}\"><v>{}</v></c>", (*day - DAY_ZERO).get_days()),
            };
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    xml
}

fn ods_content(sheet: &Sheet, name: &str) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.3\"><office:body><office:spreadsheet><table:table table:name=\"{}\"><table:table-row>",
        escaped(name)
    );
    let text = |xml: &mut String, text: &str| {
        let _ = write!(
            xml,
            "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
            escaped(text)
        );
    };
    sheet.headers.iter().for_each(|heading| text(&mut xml, heading));
    xml.push_str("</table:table-row>");
    for row in &sheet.rows {
        xml.push_str("<table:table-row>");
        for cell in row {
            let said = |kind: &str, value: &str| {
                format!(
                    "<table:table-cell office:value-type=\"{kind}\" {value}><text:p>{}</text:p></table:table-cell>",
                    shown(cell)
                )
            };
            match cell {
                Cell::Empty => xml.push_str("<table:table-cell/>"),
                Cell::Text(words) => text(&mut xml, words),
                Cell::Amount(cents) => {
                    let value = format!("office:currency=\"EUR\" office:value=\"{}\"", hundredths(cents.0));
                    xml.push_str(&said("currency", &value));
                }
                Cell::Integer(number) => xml.push_str(&said("float", &format!("office:value=\"{number}\""))),
                Cell::Hours(minutes) => {
                    xml.push_str(&said(
                        "float",
                        &format!("office:value=\"{}\"", hundredths(hours(*minutes))),
                    ));
                }
                Cell::Date(day) => xml.push_str(&said("date", &format!("office:date-value=\"{day}\""))),
            }
        }
        xml.push_str("</table:table-row>");
    }
    xml.push_str("</table:table></office:spreadsheet></office:body></office:document-content>");
    xml
}

/// What a cell shows before the spreadsheet has counted anything.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Amount(cents) => format!("{} €", hundredths(cents.0).replace('.', ",")),
        Cell::Hours(minutes) => hundredths(hours(*minutes)).replace('.', ","),
        Cell::Integer(number) => number.to_string(),
        Cell::Date(day) => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
        Cell::Text(_) | Cell::Empty => String::new(),
    }
}

/// Hundredths of an hour, to the nearest.
fn hours(minutes: i64) -> i64 {
    (minutes * 100 + 30 * minutes.signum()) / 60
}

/// `-12.05` for −1 205.
fn hundredths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.unsigned_abs();
    format!("{sign}{}.{:02}", value / 100, value % 100)
}

/// Text inside XML: what it forbids even escaped is left out.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\t' | '\n' | '\r' => xml.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => xml.push(c),
        }
    }
    xml
}

/// A name every spreadsheet takes.
fn sheet_name(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_control() && !"[]:*?/\\'".contains(*c));
    let kept: String = kept.take(LONGEST_NAME).collect();
    if kept.trim().is_empty() { "Liste".to_owned() } else { kept.trim().to_owned() }
}

/// The parts in an archive, in their order. Writing to memory does not fail.
fn pack(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        if writer.start_file(*name, options).is_err() || writer.write_all(content.as_bytes()).is_err() {
            return Vec::new();
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Ods, Reader as _, Xlsx, open_workbook_from_rs};
    use domain::values::Cents;

    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            headers: vec!["Famille".to_owned(), "=Reste".to_owned(), "Né le".to_owned(), "N".to_owned()],
            rows: vec![
                vec![
                    Cell::text("d’Estienne & <Le Goff>"),
                    Cell::Amount(Cents(-1_205)),
                    Cell::Date(date(2019, 3, 14)),
                    Cell::Integer(3),
                ],
                vec![Cell::text("=1+1"), Cell::Empty, Cell::text("+33 6"), Cell::text("@SUM(A1)\u{1}")],
                vec![Cell::text("000 012"), Cell::Hours(450), Cell::text("-2"), Cell::text("王")],
            ],
        }
    }

    #[test]
    fn a_list_is_read_back_as_it_was_and_nothing_in_it_is_a_formula() {
        let mut xlsx: Xlsx<_> =
            open_workbook_from_rs(Cursor::new(write_spreadsheet(&sheet(), "Liste: [1]", Spreadsheet::Xlsx)))
                .expect("a workbook");
        let mut ods: Ods<_> =
            open_workbook_from_rs(Cursor::new(write_spreadsheet(&sheet(), "Liste: [1]", Spreadsheet::Ods)))
                .expect("a workbook");
        assert_eq!(
            (xlsx.sheet_names(), ods.sheet_names()),
            (vec!["Liste 1".to_owned()], vec!["Liste 1".to_owned()])
        );
        let formulas = xlsx.worksheet_formula("Liste 1").expect("a sheet");
        assert!(formulas.rows().flatten().all(String::is_empty));
        let formulas = ods.worksheet_formula("Liste 1").expect("a sheet");
        assert!(formulas.rows().flatten().all(String::is_empty));
        for range in [
            xlsx.worksheet_range("Liste 1").expect("a sheet"),
            ods.worksheet_range("Liste 1").expect("a sheet"),
        ] {
            let text = |row: u32, column: u32| match range.get_value((row, column)) {
                Some(Data::String(text)) => text.clone(),
                other => panic!("{row}, {column}: {other:?} is no text"),
            };
            assert_eq!(text(0, 1), "=Reste");
            assert_eq!(text(1, 0), "d’Estienne & <Le Goff>");
            assert!(
                matches!(range.get_value((1, 1)), Some(Data::Float(amount)) if (amount + 12.05).abs() < 1e-9)
            );
            assert_eq!(
                (text(2, 0), text(2, 2), text(2, 3)),
                ("=1+1".into(), "+33 6".into(), "@SUM(A1)".into())
            );
            assert_eq!((text(3, 0), text(3, 2), text(3, 3)), ("000 012".into(), "-2".into(), "王".into()));
            assert!(
                matches!(range.get_value((3, 1)), Some(Data::Float(hours)) if (hours - 7.5).abs() < 1e-9)
            );
            assert!(matches!(range.get_value((1, 2)), Some(Data::DateTime(_) | Data::DateTimeIso(_))));
        }
    }

    #[test]
    fn the_same_list_gives_the_same_bytes() {
        for format in [Spreadsheet::Xlsx, Spreadsheet::Ods] {
            assert_eq!(write_spreadsheet(&sheet(), "L", format), write_spreadsheet(&sheet(), "L", format));
        }
        assert_eq!(hundredths(-5), "-0.05");
        assert_eq!((hours(20), hours(-20)), (33, -33));
    }
}
