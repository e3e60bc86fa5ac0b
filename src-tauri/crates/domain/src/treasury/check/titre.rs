//! The titre (treasury.md §5.3).

use super::text::text;
use super::{Found, MINIMUM_TITRE, Part, flaw};
use crate::issue::IssueCode;
use crate::treasury::Titre;

/// What is wrong with a titre, its lines and debtor apart: `last` is the greatest number before it, `again`
/// whether its invoice already has a titre in the bordereau.
pub(super) fn titre_flaws(titre: &Titre, last: u32, again: bool) -> [Found; 7] {
    [
        titre_number(titre, last),
        invoice_number(titre),
        debt_number(titre),
        titre_object(titre),
        has_lines(titre),
        titre_minimum(titre),
        again.then(|| invoice_twice(titre)).flatten(),
    ]
}

fn titre_number(titre: &Titre, last: u32) -> Found {
    if titre.number > last && titre.number <= 99_999_999 {
        return None;
    }
    flaw(
        Part::Titre,
        "number",
        IssueCode::Duplicate,
        format!("Le titre {} n'a pas un numéro croissant et unique.", titre.number),
        "Relancez la numérotation du bordereau.",
    )
}

fn invoice_number(titre: &Titre) -> Found {
    let number = &titre.invoice_number;
    let sound = (1..=20).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_alphanumeric() || b" -/_+".contains(&b));
    if sound {
        return None;
    }
    flaw(
        Part::Titre,
        "invoice_number",
        IssueCode::Malformed,
        format!(
            "Le numéro de facture « {number} » ne tient pas dans le fichier : 20 lettres, chiffres ou - / _ + au plus."
        ),
        "Corrigez le modèle de numéro de facture.",
    )
}

fn debt_number(titre: &Titre) -> Found {
    let number = titre.debt_number();
    if (1..=15).contains(&number.len()) && number.bytes().any(|b| b != b'0') {
        return None;
    }
    flaw(
        Part::Titre,
        "invoice_number",
        IssueCode::Malformed,
        format!(
            "Le numéro de facture « {} » ne donne pas un numéro de dette de 1 à 15 chiffres.",
            titre.invoice_number
        ),
        "Corrigez le modèle de numéro de facture.",
    )
}

fn invoice_twice(titre: &Titre) -> Found {
    flaw(
        Part::Titre,
        "invoice_number",
        IssueCode::Duplicate,
        format!("La facture {} figure deux fois dans ce bordereau.", titre.invoice_number),
        "Retirez l'un des deux titres.",
    )
}

fn titre_object(titre: &Titre) -> Found {
    text(Part::Titre, "object", &titre.object, 160, "L'objet du titre", "Raccourcissez l'objet du titre.")
}

fn has_lines(titre: &Titre) -> Found {
    if !titre.lines.is_empty() {
        return None;
    }
    flaw(
        Part::Titre,
        "lines",
        IssueCode::Missing,
        "Ce titre n'a aucune ligne.",
        "Vérifiez la facture : rien n'y est dû.",
    )
}

fn titre_minimum(titre: &Titre) -> Found {
    let total = titre.total();
    if total >= MINIMUM_TITRE || titre.lines.is_empty() {
        return None;
    }
    flaw(
        Part::Titre,
        "amount",
        IssueCode::OutOfRange,
        format!(
            "Le total de {total} est inférieur à {MINIMUM_TITRE}, seuil de mise en recouvrement (CGCT D1611-1)."
        ),
        "Reportez cette facture sur le mois suivant.",
    )
}
