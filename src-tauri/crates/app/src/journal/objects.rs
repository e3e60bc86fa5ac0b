//! What a line is about, as a person says it: « Famille · Le Goff, dossier 12 », never an identifier alone.

use std::collections::HashMap;

use security::audit::Entry;
use store::Reader;
use uuid::Uuid;

use crate::error::Error;

/// A kind of thing, in French.
pub(super) fn kind_label(kind: &str) -> &'static str {
    match kind {
        "activity" => "Activité",
        "adjustment" => "Régularisation",
        "agent" => "Agent",
        "attendance" => "Présences",
        "audit" => "Journal",
        "backup" => "Sauvegarde",
        "billing_preview" => "Aperçu du mois",
        "billing_run" => "Campagne de facturation",
        "child" => "Enfant",
        "circuit" => "Circuit de transport",
        "class" => "Classe",
        "closure" => "Fermeture",
        "compulsory_list" => "Liste de l’obligation scolaire",
        "consent_text" => "Texte d’accord",
        "document_kind" => "Type de pièce",
        "exported_file" => "Fichier envoyé",
        "family" => "Famille",
        "family_import" => "Fichier de familles",
        "funder" => "Tiers financeur",
        "guardian" => "Responsable",
        "health" => "Dossiers de santé",
        "household" => "Foyer",
        "import_batch" => "Fichier reçu",
        "invoice" => "Facture",
        "journal_head" => "Ligne du journal",
        "list" => "Liste",
        "optional_field" => "Champ facultatif",
        "payment" => "Règlement",
        "query" => "Requête",
        "quotient_import" => "Fichier de quotients",
        "registration" => "Inscription",
        "schema" => "Format du fichier",
        "school" => "École",
        "statistics" => "Statistiques",
        "tariff" => "Tarif",
        "town" => "Commune",
        "treasury_settings" => "Poste comptable",
        "unit" => "Unité",
        "vault" => "Coffre",
        // A line of another version of the program still says what it can.
        _ => "Autre",
    }
}

/// Names of all that some lines are about.
pub(super) struct ObjectNames(HashMap<Uuid, String>);

impl ObjectNames {
    /// Asked for once, whatever the number of lines.
    pub(super) fn of_all(reader: &Reader<'_>, entries: &[Entry]) -> Result<Self, Error> {
        let mut objects: Vec<Uuid> = entries.iter().filter_map(|entry| entry.object).collect();
        objects.sort_unstable();
        objects.dedup();
        let mut names = reader.audit_object_names(&objects)?;
        names.retain(|_, name| !name.trim().is_empty());
        Ok(Self(names))
    }

    /// The name of a thing; none when it has none, or is no longer on file.
    pub(super) fn get(&self, object: Option<Uuid>) -> Option<String> {
        self.0.get(&object?).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kind the code writes in the journal has its word: a new one cannot be forgotten.
    #[test]
    fn every_kind_written_has_a_word() {
        let mut kinds = Vec::new();
        let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("sources").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(text) = std::fs::read_to_string(&path) {
                    for call in ["Subject::of(", "Subject::all("] {
                        let named = text.split(call).skip(1).filter_map(|rest| {
                            rest.trim_start().strip_prefix('"')?.split('"').next().map(str::to_owned)
                        });
                        kinds.extend(
                            named.filter(|kind| kind.bytes().all(|b| b == b'_' || b.is_ascii_lowercase())),
                        );
                    }
                }
            }
        }
        assert!(kinds.len() > 50, "{kinds:?}");
        let silent: Vec<_> =
            kinds.iter().filter(|kind| *kind != "test" && kind_label(kind) == "Autre").collect();
        assert!(silent.is_empty(), "{silent:?}");
    }
}
