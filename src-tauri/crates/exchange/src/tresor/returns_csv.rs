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

/// What a line says of its titre is the domain's to judge; here, only what makes the line say nothing or contradict itself.
fn check_state(row: &mut RowReader<'_>, line: &ReturnLine) {
    if line.amount.is_zero() && !line.state.is_some_and(ReturnState::is_news_alone) {
        row.refuse(
            "montant",
            IssueCode::OutOfRange,
            "Le montant est nul : la ligne ne paie ni ne reprend rien.",
        );
    }
    if line.state == Some(ReturnState::Solde) && line.remaining.is_some_and(|left| !left.is_zero()) {
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
mod tests;
