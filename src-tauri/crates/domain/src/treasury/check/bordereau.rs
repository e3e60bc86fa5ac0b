//! The bordereau (treasury.md §5.2).

use super::text::text;
use super::{Found, LARGEST, Part, flaw};
use crate::calendar::format_day;
use crate::issue::IssueCode;
use crate::treasury::{Bordereau, open_exercices};

/// What is wrong with the bordereau, its titres apart.
pub(super) fn bordereau_flaws(bordereau: &Bordereau) -> [Found; 7] {
    [
        bordereau_number(bordereau),
        exercice(bordereau),
        asap_date(bordereau),
        due_date(bordereau),
        campaign_rank(bordereau),
        bordereau_object(bordereau),
        bordereau_is_filled(bordereau),
    ]
}

fn bordereau_number(bordereau: &Bordereau) -> Found {
    if (1..=9_999_999).contains(&bordereau.number) {
        return None;
    }
    flaw(
        Part::Bordereau,
        "number",
        IssueCode::OutOfRange,
        "Le numéro de bordereau va de 1 à 9999999.",
        "Corrigez la séquence des bordereaux.",
    )
}

fn exercice(bordereau: &Bordereau) -> Found {
    if open_exercices(bordereau.issued_on).contains(&bordereau.exercice) {
        return None;
    }
    flaw(
        Part::Bordereau,
        "exercice",
        IssueCode::Inconsistent,
        format!(
            "Un bordereau du {} ne peut pas être pris sur l'exercice {}.",
            format_day(bordereau.issued_on),
            bordereau.exercice
        ),
        "Choisissez l'exercice ouvert à cette date.",
    )
}

fn asap_date(bordereau: &Bordereau) -> Found {
    if bordereau.asap_on >= bordereau.issued_on {
        return None;
    }
    flaw(
        Part::Bordereau,
        "asap_on",
        IssueCode::ImpossibleDate,
        "La date des avis précède celle du bordereau.",
        "Choisissez une date d'avis égale ou postérieure.",
    )
}

fn due_date(bordereau: &Bordereau) -> Found {
    if bordereau.due_on >= bordereau.issued_on {
        return None;
    }
    flaw(
        Part::Bordereau,
        "due_on",
        IssueCode::ImpossibleDate,
        "L'échéance précède la date du bordereau.",
        "Choisissez une échéance postérieure.",
    )
}

fn campaign_rank(bordereau: &Bordereau) -> Found {
    if bordereau.campaign_rank <= 9 {
        return None;
    }
    flaw(
        Part::Bordereau,
        "campaign_rank",
        IssueCode::OutOfRange,
        "Le rang de campagne tient sur un chiffre, de 0 à 9.",
        "Choisissez un rang de 0 à 9 : un mois à deux chiffres ne convient pas.",
    )
}

fn bordereau_object(bordereau: &Bordereau) -> Found {
    text(
        Part::Bordereau,
        "object",
        &bordereau.object,
        160,
        "L'objet du bordereau",
        "Écrivez un objet court, par exemple « Périscolaire mars 2026 ».",
    )
}

fn bordereau_is_filled(bordereau: &Bordereau) -> Found {
    if bordereau.titres.is_empty() {
        return flaw(
            Part::Bordereau,
            "titres",
            IssueCode::Missing,
            "Ce bordereau ne contient aucun titre.",
            "Émettez des factures, ou choisissez les impayés de la régie à réclamer.",
        );
    }
    if bordereau.titres.len() > 99_999 {
        return flaw(
            Part::Bordereau,
            "titres",
            IssueCode::TooLong,
            "Un bordereau ne contient pas plus de 99999 titres.",
            "Partagez la campagne par activité.",
        );
    }
    let total = bordereau.total();
    if total.is_positive() && total <= LARGEST {
        return None;
    }
    flaw(
        Part::Bordereau,
        "titres",
        IssueCode::OutOfRange,
        "Le total du bordereau doit être positif.",
        "Vérifiez les montants des titres.",
    )
}
