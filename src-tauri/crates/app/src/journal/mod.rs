//! The journal: who did and saw what. Read by the head of service and the DPO; verified by the administrator too, who reads no
//! detail.

mod alerts;
mod examine;
mod findings;
mod list;
mod months;
mod objects;
mod opening;
#[cfg(test)]
mod tests;
mod verify;
mod views;

pub use self::alerts::alerts;
pub(crate) use self::findings::table_label;
pub use self::list::{export, list};
pub(crate) use self::months::{DETAIL_MONTHS, LONGEST_DETAIL};
pub(crate) use self::opening::{Watch, integrity, look_over, reach_schema, schema_to_reach};
pub use self::verify::{verify, verify_vault};
pub use self::views::*;

/// What an operation is called in the journal, in French: what its right allows.
pub(crate) fn operation_label(operation: &str) -> &'static str {
    match operation {
        "vault_create" => "Fondation du coffre",
        "vault_create_fictive" => "Création d’une commune fictive",
        "session_unlock" => "Ouverture de session",
        "session_lock" => "Fermeture de session",
        "keys_tidy" => "Entretien des clés",
        "keys_reseal" => "Nouveaux sceaux après un changement de clé",
        "mass_reading" => "Consultation massive",
        "column_refused" => "Colonnes interdites écartées d’un fichier reçu",
        "recovery_restore_agent" => "Usage des feuilles de secours",
        "break_glass_begin" => "Bris de glace",
        "break_glass_end" => "Fin d’un bris de glace",
        "vault_rolled_back" => "Ancien coffre ou anciennes clés remis",
        "merge_end" => "Anciennes valeurs de fiches réunies détruites",
        "yearly_review" => "Revue annuelle des habilitations",
        "attachment_add" => "Fichier joint à une pièce",
        "attachment_remove" => "Fichier d’une pièce détruit",
        "attachment_show" => "Fichier d’une pièce ouvert",
        "attachment_save" => "Copie d’un fichier sortie du coffre",
        "keys_renew" => "Renouvellement annuel des clés",
        "reach_widen" => "Sortie de ses structures",
        "reach_narrow" => "Retour à ses structures",
        "enrolment_create" => "Code d’autorisation d’un poste",
        "installation_renew" => "Nouveau secret d’installation",
        "recovery_renew" => "Nouvelles feuilles de secours",
        security::audit::SCHEMA_REACHED => "Format du fichier",
        security::audit::DETAIL_EXPIRED => "Retrait des détails échus",
        "audit_close" => "Clôture d’un mois du journal",
        "vault_watch" => "Contrôle du coffre à l’ouverture",
        "vault_restore" => "Restauration du coffre",
        "vault_restore_agree" => "Accord d’un second agent pour restaurer",
        _ => {
            let entry = crate::app::COMMANDS.iter().find(|entry| entry.name == operation);
            let right = entry
                .and_then(|entry| security::access::RIGHTS.iter().find(|right| right.name == entry.right));
            right.map_or("Opération d’une autre version", |right| right.label)
        }
    }
}
