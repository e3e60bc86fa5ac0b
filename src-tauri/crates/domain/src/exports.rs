//! Taking a list out of the vault: for whom it is, and what never leaves (requirements O05, I12).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::values::text::fold;

/// What a list is taken out for: a closed list, and words for what is in none of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportPurpose {
    /// A school, for its own pupils.
    School,
    /// The carrier of school transport.
    Transport,
    /// Teams who care for the children, and the organisation of the service.
    Service,
    /// The town's accounts and its treasury.
    Accounts,
    /// A control: CAF, PMI, chamber of accounts.
    Control,
    /// The answer to a family's own request.
    DataRequest,
    /// Something else, said in words.
    Other,
}

impl ExportPurpose {
    /// Every purpose, in the order of a list.
    pub const ALL: [Self; 7] = [
        Self::School,
        Self::Transport,
        Self::Service,
        Self::Accounts,
        Self::Control,
        Self::DataRequest,
        Self::Other,
    ];

    /// Its name in the journal.
    pub const fn label(self) -> &'static str {
        match self {
            Self::School => "École",
            Self::Transport => "Transport scolaire",
            Self::Service => "Organisation du service",
            Self::Accounts => "Comptabilité et trésorerie",
            Self::Control => "Contrôle (CAF, PMI, chambre régionale des comptes)",
            Self::DataRequest => "Demande d’une famille sur ses données",
            Self::Other => "Autre motif",
        }
    }

    /// Whether it must be said in words.
    pub const fn wants_words(self) -> bool {
        matches!(self, Self::Other)
    }
}

/// How a word of a heading of health begins, folded, the space before it marking the word: such a column never leaves, whatever the
/// purpose (O05: « santé exclue »). « Paiement » begins like PAI and is not one.
const HEALTH: [&str; 9] = [
    " sante",
    " sanitaire",
    " allergi",
    " vaccin",
    " medic",
    " medecin",
    " pai ",
    " traitement",
    " regime alimentaire",
];

/// Whether a column is of health, by its heading.
pub fn is_of_health(heading: &str) -> bool {
    let words = format!(" {} ", fold(heading));
    HEALTH.iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_never_leaves_o05() {
        for heading in [
            "Santé",
            "SANTE",
            "Fiche sanitaire",
            "Date du PAI",
            "Allergies",
            "Vaccinations à jour",
            "Médecin",
            "Régime alimentaire",
        ] {
            assert!(is_of_health(heading), "{heading}");
        }
        for heading in ["Famille", "Paiement", "Régime", "Repas", "Payé le", "Téléphone"] {
            assert!(!is_of_health(heading), "{heading}");
        }
    }
}
