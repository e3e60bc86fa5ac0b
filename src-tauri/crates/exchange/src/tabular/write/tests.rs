use jiff::civil::date;
use proptest::prelude::*;

use super::super::cell::undefuse;
use super::super::read::{ReadOptions, read_table};
use super::*;

fn text(written: &Written) -> String {
    WINDOWS_1252.decode_without_bom_handling(&written.bytes).0.into_owned()
}

#[test]
fn typed_cells_in_the_french_profile() {
    let sheet = Sheet {
        headers: vec![
            "nom".into(),
            "dû".into(),
            "heures".into(),
            "rang".into(),
            "né le".into(),
            "note".into(),
        ],
        rows: vec![vec![
            Cell::text("Lévy; Œuvre"),
            Cell::Amount(Cents(-123_450)),
            Cell::Hours(455),
            Cell::Integer(-2),
            Cell::Date(date(2019, 3, 1)),
            Cell::text("dit \"Le\r\nGrand\""),
        ]],
    };
    let written = write_sheet(&sheet, Charset::Windows1252);
    assert_eq!(
        text(&written),
        "nom;dû;heures;rang;né le;note\r\n\"Lévy; Œuvre\";-1234,50;7,58;-2;01/03/2019;\"dit \"\"Le Grand\"\"\"\r\n"
    );
    assert_eq!(written.replacements, []);
    assert!(write_sheet(&sheet, Charset::Utf8Bom).bytes.starts_with("\u{feff}nom;dû".as_bytes()));
}

#[test]
fn formulas_are_defused_for_people_and_untouched_for_machines() {
    for hostile in [
        "=1+1",
        "+33 6",
        "-cmd",
        "@SUM(A1)",
        "\tx",
        "\r=1",
        " =1",
        "\u{a0}=1",
        "\u{202f}\u{a0}+1",
        "＝1",
        "\n=1",
    ] {
        assert!(defuse(hostile).starts_with('\''), "{hostile:?}");
        let mut machine = CsvWriter::for_machines(Charset::Utf8Bom);
        machine.row([Cell::text(hostile), Cell::text("x")]);
        let bytes = machine.finish().bytes;
        assert!(String::from_utf8(bytes).expect("utf-8").contains(hostile), "{hostile:?}");
    }
    for calm in ["Durand", "N’Guessan", "12-14 rue", "", "a=b"] {
        assert_eq!(defuse(calm), calm);
    }
}

#[test]
fn letters_the_alphabet_lacks_lose_their_accent_and_it_is_said() {
    let mut writer = CsvWriter::for_people(Charset::Windows1252);
    writer.row([Cell::text("Šimić Œ ’ 日")]);
    let written = writer.finish();
    assert_eq!(text(&written), "Šimic Œ ’ ?\r\n");
    assert_eq!(
        written.replacements,
        [Replacement { original: "Šimić Œ ’ 日".into(), written: "Šimic Œ ’ ?".into() }]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_written_reads_back(cells in proptest::collection::vec("[ -~éœ€’\u{a0}]{1,12}", 2..5)) {
        let mut writer = CsvWriter::for_people(Charset::Utf8Bom);
        writer.header((0..cells.len()).map(|i| ["a", "b", "c", "d", "e"][i]));
        writer.row(cells.iter().map(|c| Cell::Text(c.clone())));
        let bytes = writer.finish().bytes;
        let options = ReadOptions { separator: Some(Separator::Semicolon), ..Default::default() };
        let table = read_table(&bytes, &options).expect("reads");
        let Some(row) = table.rows().next() else {
            prop_assert!(cells.iter().all(|c| c.trim().is_empty()) || cells[0].to_lowercase().contains("total"));
            return Ok(());
        };
        for (index, cell) in cells.iter().enumerate() {
            // A text that already looked defused is read as what it defused.
            prop_assert_eq!(row.cell(index), undefuse(cell.trim()).trim());
        }
    }
}
