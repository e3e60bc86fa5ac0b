use domain::treasury::return_keys;
use domain::values::Cents;
use proptest::prelude::*;

use super::*;
use crate::tabular::{Line, ReadOptions, read_table};

fn read(text: &str) -> Reading<ReturnLine> {
    let table = read_table(text.as_bytes(), &ReadOptions::default()).expect("reads");
    let plan = ImportPlan::propose(&RETURN_COLUMNS, &table);
    assert_eq!(plan.missing().count(), 0);
    read_returns(&table, &plan)
}

#[test]
fn an_extract_with_other_headings_tabs_and_spaced_amounts() {
    let reading = read(
        "Exercice\tTitre\tDate de l’opération\tMontant encaissé\tMoyen de paiement\tStatut\n\
         2026\t401\t18/10/2026\t1\u{a0}234,56\tCarte bancaire\tSoldé\n\
         Total\t\t\t1\u{a0}234,56\t\t\n",
    );
    assert_eq!(reading.issues, []);
    let [Line { line: 2, value: row }] = &reading.rows[..] else { panic!("one row: {:?}", reading.rows) };
    assert_eq!((row.titre, row.amount), (Some(401), Cents(123_456)));
    assert_eq!((row.method, row.state), (Some(PaymentMethod::Card), Some(ReturnState::Solde)));
}

#[test]
fn each_fault_is_named_and_the_rest_goes_on() {
    let reading = read(
        "exercice;num_titre;num_facture;date_operation;montant;mode;etat;reste_a_recouvrer\n\
         2026;401;;18/10/26;10,00;CB;SOLDE;0,00\n\
         2026;;;18/10/2026;10,00;CB;SOLDE;0,00\n\
         2026;402;;18/10/2026;1,234.56;CB;SOLDE;0,00\n\
         2026;403;;18/10/2026;0,00;CB;SOLDE;0,00\n\
         ;404;;18/10/2026;10,00;troc;SOLDE;5,00\n\
         2026;405;;46313;-10,00;PRELEVEMENT;REJETE;10,00\n\
         2026;0;;;;;;\n",
    );
    let found: Vec<_> = reading.issues.iter().map(|i| (i.line, i.field, i.code, i.severity)).collect();
    use IssueCode::{Ambiguous, Inconsistent, Malformed, Missing, OutOfRange, Unknown};
    use Severity::{Blocking, Warning};
    assert_eq!(
        found,
        [
            (2, "date_operation", Ambiguous, Blocking),
            (3, "num_titre", Missing, Blocking),
            (4, "montant", Malformed, Blocking),
            (5, "montant", OutOfRange, Blocking),
            (6, "mode", Unknown, Warning),
            (6, "exercice", Missing, Warning),
            (6, "reste_a_recouvrer", Inconsistent, Warning),
            (7, "date_operation", Ambiguous, Warning),
            (8, "date_operation", Missing, Blocking),
            (8, "montant", Missing, Blocking),
            (8, "num_titre", OutOfRange, Blocking),
        ]
    );
    let taken: Vec<_> =
        reading.rows.iter().map(|r| (r.line, r.value.on.to_string(), r.value.amount.0)).collect();
    assert_eq!(taken, [(6, "2026-10-18".to_owned(), 1000), (7, "2026-10-18".to_owned(), -1000)]);
}

#[test]
fn a_repeated_operation_keeps_its_key_in_the_next_file() {
    let line = "2026;401;18/10/2026;10,00;ESPECES;PARTIEL\n";
    let heading = "exercice;num_titre;date_operation;montant;mode;etat\n";
    let keys = |text: &str| {
        let lines: Vec<ReturnLine> = read(text).rows.into_iter().map(|r| r.value).collect();
        return_keys(&lines)
    };
    let twice = keys(&format!("{heading}{line}{line}"));
    assert_ne!(twice[0], twice[1]);
    let later = keys(&format!("{heading}2025;7;02/01/2026;5,00;CB;SOLDE\n{line}"));
    assert_eq!(later[1], twice[0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_the_cells_a_row_is_taken_or_explained(
        cells in proptest::collection::vec(
            proptest::sample::select(vec![
                "", "0", "1", "2026", "43901", "31/02/2025", "01/02/26", "01/02/2026", "1 234,56", "-3", "CAF",
                "CB", "REJETE", "février", "02/2026", "1234567A", "99999999999999999999", "Lévy", "=1+1", "€",
            ]),
            RETURN_COLUMNS.len(),
        ),
    ) {
        let headings: Vec<&str> = RETURN_COLUMNS.iter().map(|spec| spec.field).collect();
        let text = format!("{}\n{}\n", headings.join(";"), cells.join(";"));
        let table = read_table(text.as_bytes(), &ReadOptions::default()).expect("reads");
        let plan = ImportPlan::propose(&RETURN_COLUMNS, &table);
        let reading = read_returns(&table, &plan);
        let refused = reading.issues.iter().any(|issue| issue.severity == Severity::Blocking);
        prop_assert_eq!(reading.rows.len(), table.row_count() - usize::from(refused));
    }
}
