//! The line of a titre (treasury.md §5.4).

use super::text::{all_zeros, optional_text};
use super::{Found, LARGEST, Part, flaw};
use crate::issue::IssueCode;
use crate::treasury::impute::LONGEST_LABEL;
use crate::treasury::{Titre, TitreLine};

const ACTIVITY: &str = "Corrigez l'imputation de l'activité.";

/// What is wrong with a line, of this rank (from 0) in its titre.
pub(super) fn line_flaws(titre: &Titre, rank: usize, line: &TitreLine) -> [Found; 7] {
    [
        line_number(titre, rank, line),
        line_amount(line),
        optional_text(
            Part::Line,
            "label",
            &line.label,
            LONGEST_LABEL,
            "Le libellé de la ligne",
            "Raccourcissez le libellé de la ligne.",
        ),
        line_nature(line),
        line_function(line),
        optional_text(Part::Line, "service_code", &line.service_code, 10, "Le service", ACTIVITY),
        line_product(line),
    ]
}

fn line_number(titre: &Titre, rank: usize, line: &TitreLine) -> Found {
    let unique = titre.lines[..rank].iter().all(|other| other.number != line.number);
    if unique && (1..=999_999).contains(&line.number) {
        return None;
    }
    flaw(
        Part::Line,
        "number",
        IssueCode::Duplicate,
        "Deux lignes du titre portent le même numéro.",
        "Relancez la préparation du bordereau.",
    )
}

fn line_amount(line: &TitreLine) -> Found {
    if line.amount.is_positive() && line.amount <= LARGEST {
        return None;
    }
    flaw(
        Part::Line,
        "amount",
        IssueCode::OutOfRange,
        format!(
            "La ligne « {} » porte {} : une ligne de titre est toujours positive.",
            line.label, line.amount
        ),
        "Une réduction passe par un bordereau d'annulation, ou se reporte sur le mois suivant.",
    )
}

fn line_nature(line: &TitreLine) -> Found {
    if (1..=12).contains(&line.nature.len())
        && line.nature.bytes().all(|b| b.is_ascii_digit())
        && !all_zeros(&line.nature)
    {
        return None;
    }
    flaw(
        Part::Line,
        "nature",
        IssueCode::Malformed,
        "L'article (nature) compte de 1 à 12 chiffres.",
        ACTIVITY,
    )
}

fn line_function(line: &TitreLine) -> Found {
    if line.function_code.len() <= 10 && line.function_code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    flaw(
        Part::Line,
        "function_code",
        IssueCode::Malformed,
        "La fonction compte 10 chiffres au plus.",
        ACTIVITY,
    )
}

fn line_product(line: &TitreLine) -> Found {
    let code = &line.local_product_code;
    if code.is_empty() {
        return flaw(
            Part::Line,
            "local_product_code",
            IssueCode::Missing,
            "Le code produit local manque.",
            "Demandez-le au comptable et inscrivez-le sur l'activité.",
        );
    }
    if code.len() <= 4 && code.bytes().all(|b| b.is_ascii_alphanumeric()) && !all_zeros(code) {
        return None;
    }
    flaw(
        Part::Line,
        "local_product_code",
        IssueCode::Malformed,
        format!("Le code produit local « {code} » ne compte pas de 1 à 4 lettres ou chiffres."),
        ACTIVITY,
    )
}
