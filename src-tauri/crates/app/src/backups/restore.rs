//! Restoring beside the vault: one agent prepares, two decide to use it. Nothing is ever written over the vault.

use std::path::Path;

use security::access::Restore;
use security::private;

use super::manifest::Manifest;
use super::verify::{compare, judge};
use super::views::BackupView;
use crate::Error;
use crate::call::{Call, Subject};
use crate::error::Code;
use crate::gate::{Site, VaultFolder, degraded_secret_store, installation_secret};
use crate::jobs::{JobView, Progress};
use crate::outside::FolderPurpose;
use crate::session::Empty;

/// Restores a backup into an empty folder, where it opens as any vault of this desk: from the door, « Ouvrir un autre coffre ».
pub fn restore(call: &Call<'_, Restore>, _: Empty) -> Result<JobView, Error> {
    let source = call.outside().choose_folder(FolderPurpose::ReadBackup)?;
    let target = call.outside().choose_folder(FolderPurpose::Restore)?;
    call.spawn(move |call, progress| {
        let (Some(source), Some(target)) = (source, target) else {
            return Err(Error::new(Code::Cancelled, "Aucun dossier choisi\u{a0}: rien n’a été restauré."));
        };
        let judged = judge(call.unlocked(), &call.grant().page_keys()?, &source, progress)?;
        if !judged.verified {
            return Err(Error::new(
                Code::Damaged,
                format!(
                    "Cette sauvegarde n’est pas bonne\u{a0}: rien n’a été restauré. {}",
                    judged.problems.join(" ")
                ),
            ));
        }
        let restored = copy(call, progress, &source, &target)?;
        let detail = format!("Restauration préparée dans un dossier à part, {} pages", restored.pages);
        call.consult(Subject::all("backup").detail(detail), |_| Ok(()))?;
        Ok::<BackupView, Error>(restored)
    })
}

/// The copy is no vault before it was read again: cut short or found wrong, it leaves nothing that could be taken for one.
fn copy(
    call: &Call<'_, Restore>,
    progress: &Progress,
    source: &Path,
    target: &Path,
) -> Result<BackupView, Error> {
    let refused =
        || Error::new(Code::Disk, "Le dossier de restauration refuse l’écriture. Choisissez-en un autre.");
    let site = Site::open(VaultFolder::new(target))?;
    if !site.is_bare() {
        return Err(Error::refused(
            "Le dossier de restauration n’est pas vide. Choisissez un dossier vide, hors du coffre.",
        ));
    }
    let manifest = Manifest::read(call.unlocked().folder(), source)?;
    progress.phase("Copie", manifest.files.len() as u64)?;
    for (rank, file) in manifest.files.iter().enumerate() {
        private::copy(&source.join(&file.name), &target.join(&file.name)).map_err(|_| refused())?;
        progress.done(rank as u64 + 1)?;
    }
    let restored = compare(call.unlocked(), &call.grant().page_keys()?, target, manifest, progress)?;
    if !restored.verified {
        return Err(Error::new(
            Code::Damaged,
            format!(
                "La copie relue n’est pas bonne\u{a0}: elle a été retirée. {}",
                restored.problems.join(" ")
            ),
        ));
    }
    // This desk is authorised for the vault: in the degraded mode its secret lies beside the base, and the copy needs it too.
    if call.unlocked().degraded_keyring() {
        let vault = call.unlocked().session().vault();
        let secret = installation_secret(call.unlocked().keyring(), vault)?;
        degraded_secret_store(target).put(vault, &secret).map_err(|_| refused())?;
    }
    site.finish()?;
    Ok(restored)
}
