//! Families of another product: the same ones in each format, whole to the cent.

use domain::issue::Severity;
use domain::takeover::ForbiddenKind;
use domain::values::Cents;
use exchange::tabular::{
    ImportPlan, Origin, ReadOptions, Remark, Table, TableRefusal, Workbook, read_table, rejected_rows,
};
use exchange::takeover::{FamilyLayout, FamilyReading, TakeoverChoices, columns_of, read_families};
use jiff::civil::date;

use super::bytes_of;

fn read(name: &str) -> (Table, FamilyReading) {
    let table = read_table(&bytes_of(&format!("takeover/{name}")), &ReadOptions::default()).expect(name);
    let layout = FamilyLayout::of(&table);
    let plan = ImportPlan::propose(columns_of(layout), &table);
    assert_eq!(plan.missing().count(), 0, "{name}");
    let reading = read_families(&table, &plan, layout, &TakeoverChoices::default(), date(2026, 4, 5));
    (table, reading)
}

/// What the families say, whatever held them.
fn told(reading: &FamilyReading) -> Vec<String> {
    reading
        .families
        .iter()
        .map(|family| {
            format!(
                "{} {:?} {:?} {:?} {:?}",
                family.number,
                family.refused,
                family.balance,
                family.homes[0].address.draft,
                family.guardians().map(|guardian| &guardian.draft).chain([]).collect::<Vec<_>>()
            ) + &format!("{:?}", family.children.iter().map(|child| &child.draft).collect::<Vec<_>>())
        })
        .collect()
}

#[test]
fn the_same_families_come_out_of_every_format() {
    let (table, csv) = read("generic_famille.csv");
    assert!(
        table.remarks.contains(&Remark::TotalLine { line: 14 }),
        "a total is nobody: {:?}",
        table.remarks
    );
    let kinds: Vec<_> =
        table.refused.iter().map(|refused| (refused.heading.as_str(), refused.kind)).collect();
    assert_eq!(
        kinds,
        [("Mot de passe", ForbiddenKind::Password), ("Dernière IP", ForbiddenKind::NetworkAddress)]
    );
    assert!(!format!("{table:?}").contains("Éléphant"));
    let sum: Cents =
        csv.families.iter().filter_map(|family| family.balance).fold(Cents::ZERO, |sum, one| sum + one);
    assert_eq!((csv.families.len(), sum), (12, Cents(31_075)));
    let children: usize = csv.families.iter().map(|family| family.children.len()).sum();
    assert_eq!(
        (children, csv.families.iter().map(|family| family.guardians().count()).sum::<usize>()),
        (12, 14)
    );
    let said: Vec<_> = csv.issues.iter().map(|issue| (issue.line, issue.field, issue.severity)).collect();
    use Severity::{Blocking, Warning};
    assert_eq!(
        said,
        [
            (9, "r1_civilite", Warning),
            (9, "code_postal", Warning),
            (10, "r1_naissance", Warning),
            (10, "enfant_1_naissance", Blocking),
            (11, "r1_portable", Warning),
            (11, "enfant_2_naissance", Warning),
        ]
    );
    let long = &csv.families[4].children[0].draft;
    assert_eq!((long.name.chars().count(), long.first_name.as_str()), (41, "Anne-Élisabeth"));

    for (name, workbook, first_line) in
        [("generic_famille.xlsx", Workbook::Xlsx, 4), ("generic_famille.ods", Workbook::Ods, 2)]
    {
        let (table, reading) = read(name);
        let Origin::Sheet(form) = &table.origin else { panic!("{name} is a sheet") };
        assert_eq!((form.workbook, form.sheet.as_str()), (workbook, "Familles"));
        assert_eq!(reading.families[0].lines, [first_line], "{name}: lines are those the agent sees");
        assert_eq!(told(&reading), told(&csv), "{name}");
        assert_eq!(reading.issues.len(), csv.issues.len(), "{name}");
        assert_eq!(table.refused.len(), 2, "{name}");
    }
}

#[test]
fn a_sheet_is_chosen_by_its_name_and_refused_rows_come_back_as_a_table() {
    let bytes = bytes_of("takeover/generic_famille.xlsx");
    let of = |sheet: &str| {
        read_table(&bytes, &ReadOptions { sheet: Some(sheet.into()), ..ReadOptions::default() })
    };
    assert_eq!(of("Familles").map(|table| table.row_count()).ok(), Some(12));
    assert_eq!(of("Lisez-moi").map(|_| ()), Err(TableRefusal::Empty));
    assert_eq!(of("Ailleurs").map(|_| ()), Err(TableRefusal::NoSuchSheet { name: "Ailleurs".into() }));

    let (table, reading) = read("generic_famille.xlsx");
    let again =
        read_table(&rejected_rows(&table, &reading.issues).bytes, &ReadOptions::default()).expect("reads");
    assert_eq!(again.row_count(), 3);
    assert_eq!(again.headers.last().map(String::as_str), Some("motif_du_refus"));
    assert_eq!(again.rows().map(|row| row.cell(0)).collect::<Vec<_>>(), ["108", "109", "110"]);
}

#[test]
fn a_row_a_person() {
    let (_, reading) = read("generic_personne.csv");
    let families: Vec<_> = reading
        .families
        .iter()
        .map(|family| {
            (
                family.number.as_str(),
                family.lines.len(),
                family.homes.len(),
                family.children.len(),
                family.refused,
            )
        })
        .collect();
    assert_eq!(families, [("F-12", 6, 2, 2, false), ("F-13", 2, 1, 1, true), ("F-14", 2, 1, 1, false)]);
    assert_eq!(reading.families[0].contacts.len(), 2);
    let sum: Cents =
        reading.families.iter().filter_map(|family| family.balance).fold(Cents::ZERO, |sum, one| sum + one);
    assert_eq!(sum, Cents(1_520), "a balance written on two rows of a family counts once");
}

#[test]
fn bytes_that_break_a_workbook_are_refused_and_never_panic() {
    let whole = bytes_of("takeover/generic_famille.xlsx");
    for cut in (0..whole.len()).step_by(97) {
        let _ = read_table(&whole[..cut], &ReadOptions::default());
        let mut torn = whole.clone();
        torn[cut] ^= 0xFF;
        let _ = read_table(&torn, &ReadOptions::default());
    }
    let ods = bytes_of("takeover/generic_famille.ods");
    for cut in (0..ods.len()).step_by(97) {
        let mut torn = ods.clone();
        torn[cut] ^= 0xFF;
        let _ = read_table(&torn, &ReadOptions::default());
    }
}
