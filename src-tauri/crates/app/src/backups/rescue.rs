//! From the door, when the vault itself no longer opens: nobody is at the desk yet, so nothing is opened. The files are the backup's own,
//! byte for byte; who unlocks them then needs a password and this desk's secret, as for any vault, and a second person when what comes
//! back is older than what this desk had seen.

use std::fs;
use std::path::Path;
use std::sync::PoisonError;

use security::private;

use super::copying::{Copying, authorise, spoilt};
use super::manifest::{Manifest, changed_files, fingerprint};
use super::second::mark_rescued;
use crate::app::App;
use crate::error::{Code, Error};
use crate::gate::{self, SessionView, VaultFolder};
use crate::outside::FolderPurpose;
use crate::session::Empty;

/// Restores a backup into an empty folder and comes to its door. Nothing changes when the agent gives up.
pub fn rescue(app: &App, _: Empty) -> Result<SessionView, Error> {
    let outside = &app.host.outside;
    let Some(source) = outside.choose_folder(FolderPurpose::ReadBackup)? else {
        return gate::state(app, Empty {});
    };
    let manifest = Manifest::read(&VaultFolder::new(&source), &source)?;
    manifest.check_signature(&VaultFolder::new(&source).slots()?)?;
    let Some(target) = outside.choose_folder(FolderPurpose::Restore)? else {
        return gate::state(app, Empty {});
    };
    let site = Copying { source: &source, target: &target }.begin(&manifest, None)?;
    let changed = changed_files(&manifest, &target, |_| Ok(()))?;
    if !changed.is_empty() {
        return Err(spoilt(&changed));
    }
    let folder = VaultFolder::new(&target);
    authorise(&*app.keyring(), folder.slots()?.vault(), &target)?;
    mark_rescued(&folder)?;
    site.finish()?;
    gate::come_to(app, &target)
}

/// Both copies of the keys beside the base are damaged: takes those of the last good backup of this very vault, whose path the card
/// kept. The damaged ones are set aside, not removed.
pub fn rescue_slots(app: &App, _: Empty) -> Result<SessionView, Error> {
    let _door = app.door.lock().unwrap_or_else(PoisonError::into_inner);
    let vault = app.vault_folder();
    if vault.slots().is_ok() {
        return gate::state(app, Empty {});
    }
    let (source, files) = last_keys(&vault)?;
    let set_aside = format!("abime-{}", app.host.clock.now_ms());
    let refused = |_| {
        Error::new(
            Code::Disk,
            "Le disque du coffre refuse l’écriture des clés (plein ou protégé). Rien n’a été changé.",
        )
    };
    for name in files {
        let file = vault.path().join(&name);
        if file.exists() {
            fs::rename(&file, file.with_extension(&set_aside)).map_err(refused)?;
        }
        private::copy(&source.join(&name), &file).map_err(refused)?;
    }
    // Keys given or taken back since that backup are not in it: the first opening asks for two people if so.
    mark_rescued(&vault)?;
    gate::state(app, Empty {})
}

/// The folder of the last good backup and the names of its keys, when they are whole and of this vault.
fn last_keys(vault: &VaultFolder) -> Result<(std::path::PathBuf, Vec<String>), Error> {
    // Whole, and of a later version: nothing of them is to be mended.
    if let Err(error) = vault.slots()
        && error.code == Code::NewerVersion
    {
        return Err(error);
    }
    let last = vault.card().backup.ok_or_else(|| {
        Error::new(
            Code::NotFound,
            "Ce poste ne connaît aucune sauvegarde de ce coffre. Restaurez-en une (Ctrl+R).",
        )
    })?;
    let source = Path::new(&last.folder).to_owned();
    if !source.is_dir() {
        return Err(Error::new(
            Code::NotFound,
            format!(
                "La dernière sauvegarde n’est pas là ({}). Branchez son support, puis recommencez.",
                last.folder
            ),
        ));
    }
    let kept = VaultFolder::new(&source);
    let manifest = Manifest::read(&kept, &source)?;
    let book = kept.slots()?;
    manifest.check_signature(&book)?;
    if book.vault().to_string() != last.vault {
        return Err(Error::new(
            Code::Refused,
            "Cette sauvegarde est celle d’un autre coffre\u{a0}: rien n’a été changé.",
        ));
    }
    let names: Vec<String> = vault.slot_names();
    let whole = manifest
        .files
        .iter()
        .filter(|file| names.contains(&file.name))
        .all(|file| fingerprint(&source, &file.name).is_ok_and(|found| found == *file));
    if !whole {
        return Err(Error::new(
            Code::Damaged,
            "Les clés de la dernière sauvegarde sont abîmées elles aussi. Restaurez une autre sauvegarde (Ctrl+R).",
        ));
    }
    Ok((source, names))
}

/// Where the keys could be taken back from, when both copies beside the base are damaged.
pub(crate) fn keys_elsewhere(vault: &VaultFolder) -> Option<String> {
    let last = vault.card().backup.filter(|last| !last.vault.is_empty() && vault.base().exists())?;
    last_keys(vault).is_ok().then_some(last.folder)
}
