//! Restoring from the door, when the vault itself no longer opens: nobody is at the desk yet, so nothing is opened. The files are the
//! backup's own, byte for byte; who unlocks them then needs a password and this desk's secret, as for any vault.

use super::copying::{Copying, authorise, spoilt};
use super::manifest::{Manifest, fingerprint};
use crate::app::App;
use crate::error::Error;
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
    let Some(target) = outside.choose_folder(FolderPurpose::Restore)? else {
        return gate::state(app, Empty {});
    };
    let site = Copying { source: &source, target: &target }.begin(&manifest, None)?;
    let changed: Vec<String> = manifest
        .files
        .iter()
        .filter(|file| fingerprint(&target, &file.name).map_or(true, |found| found != **file))
        .map(|file| format!("Le fichier {} n’est plus celui qui a été écrit.", file.name))
        .collect();
    if !changed.is_empty() {
        return Err(spoilt(&changed));
    }
    let vault = VaultFolder::new(&target).slots()?.vault();
    authorise(&*app.keyring(), vault, &target)?;
    site.finish()?;
    gate::come_to(app, &target)
}
