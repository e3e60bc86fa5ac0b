//! What a family is asked whatever the services: each answer with its status and what not giving it costs (A13). The optional fields of
//! [`super::OptionalField`] come beside it when a service turned them on.

use super::FieldSubject;

/// An answer that every file asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AskedField {
    /// Whose it is.
    pub subject: FieldSubject,
    /// Its row of the requirements.
    pub row: &'static str,
    /// Its name on a form.
    pub label: &'static str,
    /// Whether the file cannot do without it. What is optional never blocks.
    pub mandatory: bool,
    /// What not giving it costs.
    pub refusal: &'static str,
}

const fn asked(
    subject: FieldSubject,
    row: &'static str,
    label: &'static str,
    mandatory: bool,
    refusal: &'static str,
) -> AskedField {
    AskedField { subject, row, label, mandatory, refusal }
}

const NO_FILE: &str = "Sans cette réponse, l’inscription ne peut pas être traitée.";
const NOTHING: &str = "Sans réponse, rien ne change pour la famille.";

/// Every answer asked whatever the services, in the order of a form.
pub const ALWAYS_ASKED: &[AskedField] = &[
    asked(FieldSubject::Guardian, "A01", "Nom de naissance", true, NO_FILE),
    asked(FieldSubject::Guardian, "A03", "Prénoms", true, NO_FILE),
    asked(
        FieldSubject::Guardian,
        "A02",
        "Nom d’usage",
        false,
        "Sans réponse, les courriers portent le nom de naissance.",
    ),
    asked(FieldSubject::Guardian, "V07", "Lien avec les enfants", true, NO_FILE),
    asked(
        FieldSubject::Guardian,
        "A07",
        "Téléphones",
        false,
        "Sans réponse, personne ne peut être appelé en urgence.",
    ),
    asked(
        FieldSubject::Guardian,
        "A06",
        "Courriel et préférence d’envoi",
        false,
        "Sans réponse, tout part par courrier.",
    ),
    asked(
        FieldSubject::Guardian,
        "A09",
        "Date de naissance",
        false,
        "Sans réponse, un rapprochement avec la CAF peut échouer.",
    ),
    asked(FieldSubject::Guardian, "A10", "Lieu de naissance", false, NOTHING),
    asked(
        FieldSubject::Household,
        "A05",
        "Adresse",
        true,
        "Sans adresse, aucune facture ne peut être envoyée.",
    ),
    asked(
        FieldSubject::Household,
        "V17",
        "Numéro d’allocataire",
        false,
        "Sans réponse, le quotient est cherché sur une attestation, ou le plein tarif s’applique.",
    ),
    asked(
        FieldSubject::Household,
        "V06",
        "Nombre de personnes et d’enfants",
        false,
        "Sans réponse, le foyer compte ce que dit le dossier.",
    ),
    asked(FieldSubject::Child, "E01", "Nom", true, NO_FILE),
    asked(FieldSubject::Child, "E02", "Prénoms", true, NO_FILE),
    asked(
        FieldSubject::Child,
        "E04",
        "Date de naissance",
        true,
        "Sans cette date, ni les droits ni les tarifs ne peuvent être connus.",
    ),
    asked(FieldSubject::Child, "E03", "Sexe", false, NOTHING),
    asked(FieldSubject::Child, "E05", "Lieu de naissance", false, NOTHING),
    asked(
        FieldSubject::Child,
        "V16",
        "Classe et école",
        false,
        "Sans réponse, l’enfant n’est sur aucune liste d’école.",
    ),
    asked(FieldSubject::Child, "E14", "Repas", false, "Sans réponse, le repas courant est servi."),
    asked(
        FieldSubject::Child,
        "E18",
        "Médecin traitant",
        false,
        "Sans réponse, le SAMU est appelé seul en cas d’urgence.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::OptionalField;

    #[test]
    fn every_answer_says_its_status_and_what_refusing_costs_a13() {
        let rows: Vec<&str> = ALWAYS_ASKED.iter().map(|field| field.row).collect();
        for field in ALWAYS_ASKED {
            assert!(field.refusal.ends_with('.') && !field.label.is_empty(), "{field:?}");
        }
        for field in OptionalField::ALL {
            assert!(!rows.contains(&field.row()), "{field:?} is asked twice");
            assert!(field.refusal().ends_with('.') && field.limit().ends_with('.'), "{field:?}");
        }
        assert!(ALWAYS_ASKED.iter().filter(|field| field.mandatory).count() < ALWAYS_ASKED.len() / 2);
    }
}
