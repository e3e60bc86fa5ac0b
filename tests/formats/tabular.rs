//! Hostile tables, each refused with its reason or read whole.

use exchange::tabular::{Cell, Charset, Encoding, ReadOptions, Sheet, TableRefusal, read_table, write_sheet};

use super::{bytes_of, must_equal_golden};

#[test]
fn hostile_files() {
    let code = |bytes: &[u8]| {
        read_table(bytes, &ReadOptions::default()).map_err(|refusal| refusal.code()).map(|_| ())
    };
    for (name, bytes, expected) in [
        ("empty", Vec::new(), Err("file_empty")),
        ("blank", b"\r\n\r\n;;;\r\n".to_vec(), Err("file_empty")),
        ("torn workbook", b"PK\x03\x04\x14\x00".to_vec(), Err("workbook_damaged")),
        ("torn old workbook", b"\xD0\xCF\x11\xE0\xA1\xB1".to_vec(), Err("workbook_damaged")),
        ("pdf", b"%PDF-1.7\n".to_vec(), Err("file_other_format")),
        ("binary", b"nom;qf\n\x00\x01\x02;1\n".to_vec(), Err("file_binary")),
        ("cut utf-16", b"\xFF\xFEn\x00o\x00\x3D\xD8".to_vec(), Err("file_broken_text")),
        ("unclosed quote", b"nom;qf\n\"a;1\nb;2\n".to_vec(), Err("unclosed_quote")),
        ("513 fields", [b"x;".repeat(512), b"x\n".to_vec()].concat(), Err("too_many_fields")),
        ("one long line", [b"nom;qf\n".to_vec(), vec![b'x'; 1_100_000]].concat(), Err("line_too_long")),
        (
            "a quote open over 1 MB",
            [b"nom;qf\n\"".to_vec(), b"x\n".repeat(600_000)].concat(),
            Err("line_too_long"),
        ),
        (
            "utf-16",
            "nom;qf\nLévy;1\n".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Err("file_binary"),
        ),
        (
            "utf-16 with its mark",
            "\u{feff}nom\tqf\nLévy\t1\n".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Ok(()),
        ),
    ] {
        assert_eq!(code(&bytes), expected, "{name}");
    }
}

#[test]
fn more_than_a_million_rows_is_refused() {
    let rows = [b"nom;qf\n".to_vec(), b"a;1\n".repeat(1_000_001)].concat();
    assert_eq!(read_table(&rows, &ReadOptions::default()).expect_err("refused"), TableRefusal::TooManyRows);
}

#[test]
fn an_export_for_people_runs_nothing() {
    let text = |text: &str| Cell::text(text);
    let sheet = Sheet {
        headers: ["Famille", "Note", "Solde"].map(String::from).to_vec(),
        rows: [
            ("=HYPERLINK(\"http://x\";\"y\")", "\u{a0}+33 6", -1250),
            ("Lévy; Œuvre", "\t@SUM(A1)", 0),
            ("van den Broeck", "-2+3", 123_456),
            ("Šimić", "deux\r\nlignes", 5),
        ]
        .map(|(family, note, cents)| {
            vec![text(family), text(note), Cell::Amount(domain::values::Cents(cents))]
        })
        .to_vec(),
    };
    let written = write_sheet(&sheet, Charset::Windows1252);
    must_equal_golden("tabular/golden/liste.csv", &written.bytes);
    assert_eq!(written.replacements.len(), 1);
    let table = read_table(&bytes_of("tabular/golden/liste.csv"), &ReadOptions::default()).expect("reads");
    assert_eq!(table.text().expect("a text").encoding.encoding, Encoding::Windows1252);
    let back: Vec<&str> = table.rows().map(|row| row.cell(0)).collect();
    assert_eq!(back, ["=HYPERLINK(\"http://x\";\"y\")", "Lévy; Œuvre", "van den Broeck", "Šimic"]);
    for line in String::from_utf8_lossy(&written.bytes).lines() {
        for cell in line.split(';') {
            let cell = cell.trim_matches('"').trim_start();
            assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
        }
    }
}
