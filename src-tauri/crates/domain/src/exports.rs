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
    /// The control of compulsory instruction (G13).
    Instruction,
    /// A control: CAF, PMI, chamber of accounts.
    Control,
    /// The answer to a family's own request.
    DataRequest,
    /// Something else, said in words.
    Other,
}

impl ExportPurpose {
    /// Every purpose, in the order of a list.
    pub const ALL: [Self; 8] = [
        Self::School,
        Self::Transport,
        Self::Service,
        Self::Accounts,
        Self::Instruction,
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
            Self::Instruction => "Contrôle de l’obligation scolaire",
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

/// A closed list for one recipient: its columns are these, whatever is seen on a screen, and it leaves for its own purpose alone (O05).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecipientModel {
    /// The pupils of a school, for who heads it (D10): its own school, no income, no health.
    School,
    /// Who gets on where, for the carrier (G14).
    Transport,
    /// The list of compulsory instruction, for those who may have a copy of it (code de l'éducation R131-3, III).
    Compulsory,
}

impl RecipientModel {
    /// Every model.
    pub const ALL: [Self; 3] = [Self::School, Self::Transport, Self::Compulsory];

    /// Its name: that of the file too.
    pub const fn label(self) -> &'static str {
        match self {
            Self::School => "Liste école",
            Self::Transport => "Liste transport",
            Self::Compulsory => "Obligation scolaire",
        }
    }

    /// Whom it is for.
    pub const fn recipient(self) -> &'static str {
        match self {
            Self::School => "la direction de l’école",
            Self::Transport => "le transporteur",
            Self::Compulsory => "l’inspection académique ou qui a droit de copie (R131-3)",
        }
    }

    /// The one purpose it leaves for.
    pub const fn purpose(self) -> ExportPurpose {
        match self {
            Self::School => ExportPurpose::School,
            Self::Transport => ExportPurpose::Transport,
            Self::Compulsory => ExportPurpose::Instruction,
        }
    }

    /// Its columns, and no other.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::School => &[
                "Classe",
                "Niveau",
                "Nom",
                "Prénoms",
                "Né(e) le",
                "Domicile",
                "Responsables",
                "Téléphones",
                "Dérogation",
            ],
            Self::Transport => &["Circuit", "Arrêt", "Sens", "Heure", "Nom", "Prénom", "Jours", "École"],
            Self::Compulsory => &[
                "Nom",
                "Prénoms",
                "Sexe",
                "Né(e) le",
                "À",
                "Domicile",
                "Responsables",
                "Instruction",
                "Établissement",
                "Classe ou formation",
                "Année précédente",
            ],
        }
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

    // rows: O05
    #[test]
    fn a_closed_model_has_no_column_of_health_nor_of_money() {
        for model in RecipientModel::ALL {
            assert!(!model.purpose().wants_words());
            for column in model.columns() {
                let folded = fold(column);
                assert!(!is_of_health(column), "{column}");
                for money in
                    ["quotient", "revenu", "ressource", "tarif", "solde", "iban", "allocataire", "facture"]
                {
                    assert!(!folded.contains(money), "{column}");
                }
            }
        }
        assert!(!RecipientModel::Transport.columns().iter().any(|column| column.contains("Domicile")));
    }

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
