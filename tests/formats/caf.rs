//! Files of the CAF: quotients in.

use domain::issue::{IssueCode, Severity};
use domain::values::Cents;
use exchange::caf::{QUOTIENT_COLUMNS, read_quotients};
use exchange::tabular::{Certainty, Encoding, ImportPlan, ReadOptions, Separator, read_table, rejected_rows};

use super::{bytes_of, must_equal_golden};

/// A file as a town's spreadsheet saves it: Windows-1252, a title, a trailing column, a total, and one of each
/// fault.
#[test]
fn a_quotient_file_from_a_spreadsheet() {
    let table = read_table(&bytes_of("caf/quotients_tableur.csv"), &ReadOptions::default()).expect("reads");
    let form = table.text().expect("a text");
    assert_eq!((form.encoding.encoding, form.encoding.certainty), (Encoding::Windows1252, Certainty::Likely));
    assert_eq!(form.encoding.samples, ["Prénom", "Né", "Lévy", "Élodie", "Sète", "Šimun"]);
    assert_eq!(form.separator, Separator::Semicolon);
    let plan = ImportPlan::propose(&QUOTIENT_COLUMNS, &table);
    assert_eq!(plan.missing().count(), 0);
    assert_eq!(plan.unused().collect::<Vec<_>>(), ["Ville"]);

    let reading = read_quotients(&table, &plan, Some("341"));
    let taken: Vec<_> = reading.rows.iter().map(|r| (r.line, r.value.draft.value)).collect();
    assert_eq!(taken, [(4, Cents(68_400)), (5, Cents(110_450)), (6, Cents(30_000))]);
    let found: Vec<_> = reading.issues.iter().map(|i| (i.line, i.field, i.code, i.severity)).collect();
    use IssueCode::{Ambiguous, ImpossibleDate, Malformed, Missing, OutOfRange};
    use Severity::{Blocking, Warning};
    assert_eq!(
        found,
        [
            (6, "matricule", Ambiguous, Warning),
            (7, "qf", Missing, Blocking),
            (8, "qf", OutOfRange, Blocking),
            (9, "date_naissance", ImpossibleDate, Blocking),
            (10, "qf", Malformed, Blocking),
        ]
    );
    must_equal_golden("caf/golden/quotients_rejetes.csv", &rejected_rows(&table, &reading.issues).bytes);
}

/// Corrected where it was returned, the rejected file reads again.
#[test]
fn the_rejected_file_reads_again() {
    let table =
        read_table(&bytes_of("caf/golden/quotients_rejetes.csv"), &ReadOptions::default()).expect("reads");
    let plan = ImportPlan::propose(&QUOTIENT_COLUMNS, &table);
    assert_eq!(plan.unused().collect::<Vec<_>>(), ["Ville", "motif_du_refus"]);
    assert_eq!(table.row_count(), 5);
}
