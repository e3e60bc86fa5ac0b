//! `retour_encaissements_*.csv`: what the treasury and the régie cashed, or took back (treasury.md §6, lot 1).

use domain::issue::{IssueCode, Severity};
use domain::payments::PaymentMethod;
use domain::treasury::{ReturnLine, ReturnState};

use crate::tabular::{
    CellProblem, ColumnSpec, ImportPlan, Reading, RowReader, Table, read_amount, read_date, read_integer,
    read_rows,
};

/// Columns of the file; extracts of Hélios, PayFiP or DFT are mapped onto them.
#[rustfmt::skip]
pub static RETURN_COLUMNS: [ColumnSpec; 13] = [
    ColumnSpec { field: "exercice", label: "Exercice", required: false, synonyms: &["exer", "annee", "millesime"] },
    ColumnSpec { field: "num_bordereau", label: "N° de bordereau", required: false, synonyms: &["bordereau", "n_bordereau", "id_bord", "idbord", "role", "num_role"] },
    ColumnSpec { field: "num_titre", label: "N° de titre", required: false, synonyms: &["titre", "n_titre", "numero_titre", "id_pce", "idpce", "article", "num_piece"] },
    ColumnSpec { field: "num_ligne", label: "N° de ligne", required: false, synonyms: &["ligne", "n_ligne", "id_ligne", "idligne", "sous_article"] },
    ColumnSpec { field: "ref_tiers", label: "Référence du débiteur", required: false, synonyms: &["tiers", "reference_tiers", "reftiers", "code_tiers"] },
    ColumnSpec { field: "num_facture", label: "N° de facture", required: false, synonyms: &["facture", "n_facture", "numero_facture", "num_dette", "numdette", "refdet", "reference"] },
    ColumnSpec { field: "date_operation", label: "Date d’opération", required: true, synonyms: &["date", "date_encaissement", "date_paiement", "date_reglement", "dte_reco", "dattrans", "date_de_l_operation"] },
    ColumnSpec { field: "montant", label: "Montant", required: true, synonyms: &["montant_encaisse", "montant_regle", "montant_paye", "mt_reco", "somme", "montant_eur", "montant_en_euros"] },
    ColumnSpec { field: "mode", label: "Mode de paiement", required: false, synonyms: &["mode_paiement", "mode_de_paiement", "mode_reglement", "moyen", "moyen_de_paiement"] },
    ColumnSpec { field: "origine", label: "Origine", required: false, synonyms: &["source", "canal"] },
    ColumnSpec { field: "etat", label: "État", required: false, synonyms: &["statut", "situation"] },
    ColumnSpec { field: "reste_a_recouvrer", label: "Reste à recouvrer", required: false, synonyms: &["reste", "rar", "solde", "reste_du"] },
    ColumnSpec { field: "motif", label: "Motif", required: false, synonyms: &["motif_rejet", "libelle_rejet", "observation", "commentaire"] },
];

/// Reads the lines of a return; matching them to titres is the domain's.
pub fn read_returns(table: &Table, plan: &ImportPlan) -> Reading<ReturnLine> {
    read_rows(table, plan, read_row)
}

fn read_row(row: &mut RowReader<'_>) -> Option<ReturnLine> {
    let on = row.required("date_operation", "La date d'opération manque.", read_date);
    let amount = row.required("montant", "Le montant manque.", read_amount);
    // Several lines of a titre may be paid apart; what they pay together is the titre's.
    row.value("num_ligne", read_number);
    let line = ReturnLine {
        exercice: row.value("exercice", read_year),
        bordereau: row.value("num_bordereau", read_number),
        titre: row.value("num_titre", read_number),
        debtor_reference: row.optional_text("ref_tiers"),
        invoice_number: row.optional_text("num_facture"),
        method: row.value("mode", read_method),
        origin: row.optional_text("origine"),
        state: row.value("etat", read_state),
        remaining: row.value("reste_a_recouvrer", read_amount),
        reason: row.optional_text("motif"),
        on: on?,
        amount: amount?,
    };
    check_keys(row, &line);
    check_state(row, &line);
    Some(line)
}

fn check_keys(row: &mut RowReader<'_>, line: &ReturnLine) {
    if line.titre.is_none() && line.invoice_number.is_none() && line.debtor_reference.is_none() {
        row.refuse(
            "num_titre",
            IssueCode::Missing,
            "Rien ne dit à qui revient ce paiement : il faut le titre, la facture ou la référence du débiteur.",
        );
    } else if line.titre.is_some() && line.exercice.is_none() {
        row.warn(
            "exercice",
            IssueCode::Missing,
            "L'exercice manque : le même numéro de titre revient chaque année, vérifiez le rapprochement.",
        );
    }
}

fn check_state(row: &mut RowReader<'_>, line: &ReturnLine) {
    use ReturnState::{Annule, Impaye, NonValeur, Rejete, Solde};
    if line.amount.is_zero() && !matches!(line.state, Some(Impaye | Annule | NonValeur)) {
        row.refuse(
            "montant",
            IssueCode::OutOfRange,
            "Le montant est nul : la ligne ne paie ni ne reprend rien.",
        );
    }
    if line.amount.is_negative() && !matches!(line.state, None | Some(Rejete | Annule)) {
        row.warn(
            "etat",
            IssueCode::Inconsistent,
            "Un montant négatif est un rejet, et l'état n'en dit rien : vérifiez la ligne.",
        );
    }
    if line.amount.is_positive() && line.state == Some(Rejete) {
        row.warn(
            "montant",
            IssueCode::Inconsistent,
            "L'état dit « rejeté » et le montant est positif : un rejet s'écrit en négatif.",
        );
    }
    if line.state == Some(Solde) && line.remaining.is_some_and(|left| !left.is_zero()) {
        row.warn(
            "reste_a_recouvrer",
            IssueCode::Inconsistent,
            "Le titre est dit soldé et il reste à recouvrer.",
        );
    }
}

fn read_year(cell: &str) -> Result<i16, CellProblem> {
    let year = read_integer(cell)?;
    i16::try_from(year).ok().filter(|y| (2000..2100).contains(y)).ok_or_else(|| {
        CellProblem::refused(IssueCode::OutOfRange, format!("L'exercice « {cell} » n'est pas une année."))
    })
}

fn read_number(cell: &str) -> Result<u32, CellProblem> {
    let number = read_integer(cell)?;
    u32::try_from(number).ok().filter(|n| *n > 0).ok_or_else(|| {
        CellProblem::refused(IssueCode::OutOfRange, format!("« {cell} » n'est pas un numéro."))
    })
}

fn read_method(cell: &str) -> Result<PaymentMethod, CellProblem> {
    PaymentMethod::parse(cell).map_err(|_| left_empty("Le mode de paiement", cell))
}

fn read_state(cell: &str) -> Result<ReturnState, CellProblem> {
    ReturnState::parse(cell).ok_or_else(|| left_empty("L'état", cell))
}

/// An unknown word is only to be looked at: the amount counts even so.
fn left_empty(what: &str, cell: &str) -> CellProblem {
    CellProblem {
        severity: Severity::Warning,
        ..CellProblem::refused(
            IssueCode::Unknown,
            format!("{what} « {cell} » est inconnu : il sera laissé vide."),
        )
    }
}

#[cfg(test)]
mod tests {
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
}
