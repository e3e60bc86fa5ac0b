use domain::values::Cents;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::tabular::{ReadOptions, read_table};

fn read(text: &str) -> Reading<QuotientRow> {
    let table = read_table(text.as_bytes(), &ReadOptions::default()).expect("reads");
    let plan = ImportPlan::propose(&QUOTIENT_COLUMNS, &table);
    assert_eq!(plan.missing().map(|s| s.field).collect::<Vec<_>>(), [""; 0]);
    read_quotients(&table, &plan, Some("211"))
}

fn issues(reading: &Reading<QuotientRow>) -> Vec<(u64, &'static str, IssueCode, Severity)> {
    reading.issues.iter().map(|i| (i.line, i.field, i.code, i.severity)).collect()
}

#[test]
fn our_model_file() {
    let reading = read(
        "code_organisme;matricule;nom;prenom;date_naissance;type_qf;qf;mois;annee;mois_calcul;annee_calcul;date_debut;date_fin;origine\r\n\
         291;1234567A;Le Goff;Yann;12/03/1988;CAF;684;2;2026;1;2026;01/02/2026;31/01/2027;CDAP\r\n",
    );
    assert_eq!(reading.issues, []);
    let [Line { value: row, .. }] = &reading.rows[..] else { panic!("one row") };
    let allocataire = row.allocataire.as_ref().expect("a number");
    assert_eq!((allocataire.organisme(), allocataire.matricule()), ("291", "1234567"));
    assert_eq!(row.draft.value, Cents::from_euros(684));
    assert_eq!(row.draft.month, Month::parse("2026-02").expect("a month"));
    assert_eq!(row.draft.to, Some(date(2027, 1, 31)));
    assert_eq!(row.draft.source, QuotientSource::Cdap);
}

#[test]
fn soft_headings_and_months_in_one_cell() {
    let reading = read(
        "N° allocataire\tQuotient familial\tPériode\n1 234 567\t1\u{a0}104\t02/2026\n7654321\t512,50 €\tfévrier 2026\n\
         2345678\t300\t2026-02\n",
    );
    assert_eq!(reading.issues, []);
    let values: Vec<i64> = reading.rows.iter().map(|r| r.value.draft.value.0).collect();
    assert_eq!(values, [110_400, 51_250, 30_000]);
    assert!(reading.rows.iter().all(|r| r.value.draft.month == Month::parse("2026-02").expect("a month")));
    assert_eq!(reading.rows[0].value.draft.kind, QuotientKind::Caf);
}

#[test]
fn the_bad_inputs_of_caf_9() {
    use IssueCode::{Ambiguous, Duplicate, ImpossibleDate, Malformed, Missing, OutOfRange, Unknown};
    use Severity::{Blocking, Warning};
    let reading = read(
        "matricule;nom;prenom;date_naissance;type_qf;qf;mois;annee\n\
         234567;;;;CAF;684;2;2026\n\
         123456789012345;;;;CAF;684;2;2026\n\
         1234567;;;;CAF;;2;2026\n\
         1234567;;;;CAF;0;2;2026\n\
         1234567;;;;CAF;34 500;2;2026\n\
         ;LÉVY;Élodie;31/02/1985;CAF;684;2;2026\n\
         ;LÉVY;Élodie;01/02/85;CAF;684;2;2026\n\
         ;LÉVY;Élodie;;CAF;684;2;2026\n\
         ;ANO'NYMOS-LONS;Zoé;43901;CAF;684;2;2026\n\
         7777777;X;Y;2020-00-00;CAF;684;2;2026\n\
         1111111;;;;revenus;684;2;2026\n\
         2222222;;;;CAF;684;13;2026\n\
         3333333;;;;CAF;684;2;26\n\
         4444444;;;;CAF;684;2;\n\
         5555555;;;;CAF;684;2;2026\n\
         5555555;;;;CAF;684;2;2026\n\
         5555555;;;;CAF;700;2;2026\n\
         ;;;;CAF;684;2;2026\n",
    );
    assert_eq!(
        issues(&reading),
        [
            (2, "matricule", Ambiguous, Warning),
            (3, "matricule", OutOfRange, Blocking),
            (4, "qf", Missing, Blocking),
            (5, "qf", OutOfRange, Blocking),
            (6, "qf", OutOfRange, Blocking),
            (7, "date_naissance", ImpossibleDate, Blocking),
            (8, "date_naissance", Ambiguous, Blocking),
            (9, "date_naissance", Missing, Blocking),
            (10, "date_naissance", Ambiguous, Warning),
            (11, "date_naissance", ImpossibleDate, Warning),
            (12, "type_qf", Unknown, Blocking),
            (13, "mois", Malformed, Blocking),
            (14, "annee", Ambiguous, Blocking),
            (15, "annee", Missing, Blocking),
            (17, "qf", Duplicate, Blocking),
            (18, "qf", Ambiguous, Warning),
            (19, "matricule", Missing, Blocking),
        ]
    );
    assert_eq!(reading.rows.iter().map(|r| r.line).collect::<Vec<_>>(), [2, 10, 11, 16, 18]);
    assert_eq!(reading.rows[1].value.person.as_ref().expect("a person").birth_date, date(2020, 3, 11));
}

#[test]
fn two_calculations_of_a_month_are_both_kept() {
    let reading = read(
        "matricule;qf;mois;annee;mois_calcul;annee_calcul\n1234567;684;2;2026;1;2026\n1234567;700;2;2026;2;2026\n",
    );
    assert_eq!((reading.rows.len(), reading.issues.len()), (2, 0));
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
            QUOTIENT_COLUMNS.len(),
        ),
    ) {
        let headings: Vec<&str> = QUOTIENT_COLUMNS.iter().map(|spec| spec.field).collect();
        let text = format!("{}\n{}\n", headings.join(";"), cells.join(";"));
        let table = read_table(text.as_bytes(), &ReadOptions::default()).expect("reads");
        let plan = ImportPlan::propose(&QUOTIENT_COLUMNS, &table);
        let reading = read_quotients(&table, &plan, None);
        let refused = reading.issues.iter().any(|issue| issue.severity == Severity::Blocking);
        prop_assert_eq!(reading.rows.len(), table.row_count() - usize::from(refused));
    }
}
