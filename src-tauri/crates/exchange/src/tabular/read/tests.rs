use proptest::prelude::*;

use domain::takeover::ForbiddenKind;

use super::*;

fn read(text: &str) -> Table {
    read_table(text.as_bytes(), &ReadOptions::default()).expect("reads")
}

fn rows(table: &Table) -> Vec<(u64, Vec<&str>)> {
    table.rows().map(|r| (r.line(), (0..table.headers.len()).map(|c| r.cell(c)).collect())).collect()
}

#[test]
fn a_column_that_never_enters_is_empty_from_the_start() {
    let text = "Nom;Mot de passe;Divers;Prénom\nLÉVY;Éléphant-1984;82.64.12.9;Zoé\nOZAN;azerty;;Anaïs\n";
    let mut table = read_table(text.as_bytes(), &ReadOptions::default()).expect("reads");
    let refused: Vec<_> = table.refused.iter().map(|r| (r.column, r.heading.as_str(), r.kind)).collect();
    assert_eq!(
        refused,
        [(1, "Mot de passe", ForbiddenKind::Password), (2, "Divers", ForbiddenKind::NetworkAddress)]
    );
    let rows: Vec<Vec<&str>> = table.rows().map(|row| row.raw_cells().collect()).collect();
    assert_eq!(rows, [vec!["LÉVY", "", "", "Zoé"], vec!["OZAN", "", "", "Anaïs"]]);
    assert_eq!(
        table.text().expect("a text").encoding.samples,
        ["Prénom", "LÉVY", "Zoé", "Anaïs"],
        "no word of a password is shown"
    );
    assert!(!format!("{table:?}").contains("azerty"));
    assert!(!table.correct(2, 1, "azerty"), "nothing can be typed there either");
}

#[test]
fn a_first_row_taken_for_headings_gives_no_value_away() {
    let hash = "$2b$12$C6UzMDM.H6dfI/f/IKcEe.7zYlVvBvDgC0m1";
    let table =
        read_table(format!("Ozan;{hash}\nLévy;{hash}\n").as_bytes(), &ReadOptions::default()).expect("reads");
    assert_eq!((table.headers[1].as_str(), table.refused[0].heading.as_str()), ("Colonne 2", "Colonne 2"));
    assert!(!format!("{table:?}").contains("$2b$"));
}

#[test]
fn a_corrected_cell_is_read_instead_of_the_file() {
    let mut table = read("nom;qf\nOzan;68A4\nLévy;700\n");
    assert!(table.correct(2, 1, " 684 "));
    assert!(!table.correct(9, 1, "684") && !table.correct(2, 2, "684"));
    let cells: Vec<&str> = table.rows().map(|row| row.cell(1)).collect();
    assert_eq!(cells, ["684", "700"]);
    assert_eq!(table.corrected_columns(2).collect::<Vec<_>>(), [1]);
}

#[test]
fn titles_blanks_repeats_totals_and_a_trailing_column_are_set_aside_and_said() {
    let table = read(
        "Quotients au 01/03\r\n\r\nNom;QF;\r\nDurand;684;\r\n;;\r\nNom;QF;\r\nLévy;1 104;\r\n\r\nTotal général;1788;\r\n",
    );
    assert_eq!(table.headers, ["Nom", "QF"]);
    assert_eq!(table.header_line, 3);
    assert_eq!(rows(&table), [(4, vec!["Durand", "684"]), (7, vec!["Lévy", "1 104"])]);
    assert_eq!(
        table.remarks,
        [
            Remark::TitleLine { line: 1 },
            Remark::RepeatedHeader { line: 6 },
            Remark::BlankLines { count: 3 },
            Remark::TotalLine { line: 9 },
            Remark::EmptyColumns { count: 1 },
        ]
    );
}

#[test]
fn quotes_hold_separators_new_lines_and_quotes() {
    let table = read("nom;note\n\"Durand; fils\";\"dit \"\"Le Grand\"\"\nsuite\"\nLévy;tube 5\"\n");
    assert_eq!(
        rows(&table),
        [(2, vec!["Durand; fils", "dit \"Le Grand\"\nsuite"]), (4, vec!["Lévy", "tube 5\""])]
    );
}

#[test]
fn a_sep_line_keeps_line_numbers() {
    let table = read("sep=,\nnom,qf\nDurand,\"1,5\"\n");
    assert_eq!(table.text().map(|form| form.separator), Some(Separator::Comma));
    assert_eq!(rows(&table), [(3, vec!["Durand", "1,5"])]);
}

#[test]
fn old_mac_line_ends() {
    assert_eq!(rows(&read("nom;qf\rDurand;1\rLévy;2\r")).len(), 2);
}

#[test]
fn a_row_too_wide_is_an_issue_and_a_short_one_reads_empty() {
    let table = read("nom;ville\nDurand;Sète;Agde\nLévy\n");
    let issues: Vec<_> = table.rows().filter_map(|r| r.shape_issue()).map(|i| i.line).collect();
    assert_eq!(issues, [2]);
    assert_eq!(table.rows().last().expect("two rows").cell(1), "");
}

#[test]
fn headings_worth_seeing() {
    let remarks = read("Durand;684;12/03/2019\nLévy;12;01/02/2020\n").remarks;
    assert!(remarks.contains(&Remark::HeaderLooksLikeData));
    let table = read("nom;;nom\na;b;c\n");
    assert_eq!(table.headers, ["nom", "Colonne 2", "nom"]);
    assert!(table.remarks.contains(&Remark::UnnamedColumn { position: 2 }));
    assert!(table.remarks.contains(&Remark::RepeatedColumn { name: "nom".into() }));
}

#[test]
fn hostile_files_are_refused_with_a_sentence() {
    let refusal = |bytes: &[u8]| read_table(bytes, &ReadOptions::default()).expect_err("refused");
    assert_eq!(refusal(b""), TableRefusal::Empty);
    assert_eq!(refusal(b";;\n;;\n"), TableRefusal::Empty);
    let long = format!("nom;qf\n{};1\n", "x".repeat(MAX_LINE_BYTES + 1));
    assert_eq!(refusal(long.as_bytes()), TableRefusal::LineTooLong { line: 2 });
    let wide = format!("nom;qf\n{}\n", "x;".repeat(600));
    assert_eq!(refusal(wide.as_bytes()), TableRefusal::TooManyFields { line: 2, fields: 601 });
    let open = "nom;qf\nDurand;1\n\"Lévy;2\nOzan;3\n";
    assert_eq!(refusal(open.as_bytes()), TableRefusal::UnclosedQuote { line: 3 });
    let quoted = format!("nom;qf\n\"{}\";1\n", "x\n".repeat(MAX_LINE_BYTES));
    assert_eq!(refusal(quoted.as_bytes()), TableRefusal::LineTooLong { line: 2 });
    assert_eq!(refusal(&vec![b'x'; MAX_BYTES + 1]), TableRefusal::TooLarge { bytes: MAX_BYTES + 1 });
}

#[test]
fn the_header_line_may_be_chosen() {
    let options = ReadOptions { header_line: Some(3), ..Default::default() };
    let table = read_table(b"a;b\nc;d\nnom;qf\nDurand;1\n", &options).expect("reads");
    assert_eq!(table.headers, ["nom", "qf"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_break_the_reading(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                &b"a"[..], b";", b",", b"\t", b"|", b"\"", b"\n", b"\r", b"\r\n", b"\xE9", b"\xC3\xA9", b"\xEF\xBB\xBF",
                b"\x81", b"\xA0", b" ", b"sep=", b"total", b"1", b"=", b"'",
            ]),
            0..60,
        ),
    ) {
        let bytes = pieces.concat();
        if let Ok(table) = read_table(&bytes, &ReadOptions::default()) {
            let mut last = 0;
            for row in table.rows() {
                prop_assert!(row.line() > last, "lines go forward");
                last = row.line();
                prop_assert!(row.raw_cells().any(|cell| !cell.trim().is_empty()));
            }
            let lines = bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() as u64 + 1;
            prop_assert!(last <= lines);
        }
    }
}
