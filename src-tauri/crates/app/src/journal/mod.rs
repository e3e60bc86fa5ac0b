//! The journal: who did and saw what. Read by the head of service and the DPO; verified by the administrator too, who reads no
//! detail.

mod list;
mod objects;
mod verify;
mod views;

pub use self::list::{export, list};
pub use self::verify::{verify, verify_vault};
pub use self::views::*;

/// What an operation is called in the journal, in French: what its right allows.
pub(crate) fn operation_label(operation: &str) -> &'static str {
    match operation {
        "vault_create" => "Fondation du coffre",
        "vault_create_fictive" => "Création d’une commune fictive",
        "session_unlock" => "Ouverture de session",
        "session_lock" => "Fermeture de session",
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
