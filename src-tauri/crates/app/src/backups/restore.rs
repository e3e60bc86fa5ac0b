//! Restoring into an empty folder: a vault beside the vault, to look into a past state. Older than what this desk has seen, it opens with
//! two people. Nothing is ever written over the vault; putting a backup in its place is `prepare`, then `swap`.

use std::path::Path;

use security::access::Restore;

use super::copying::{Copying, authorise, spoilt};
use super::manifest::Manifest;
use super::second::mark_rescued;
use super::verify::{compare, judge};
use super::views::BackupView;
use crate::Error;
use crate::call::{Call, Subject};
use crate::error::Code;
use crate::gate::VaultFolder;
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
        let judged = judge(call.unlocked(), &call.grant().page_keys()?, &source, progress)?.view;
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
    let manifest = Manifest::read(call.unlocked().folder(), source)?;
    let site = Copying { source, target }.begin(&manifest, Some(progress))?;
    let restored = compare(call.unlocked(), &call.grant().page_keys()?, target, manifest, progress)?.view;
    if !restored.verified {
        return Err(spoilt(&restored.problems));
    }
    authorise(call.unlocked().keyring(), call.unlocked().session().vault(), target)?;
    mark_rescued(&VaultFolder::new(target))?;
    site.finish()?;
    Ok(restored)
}
