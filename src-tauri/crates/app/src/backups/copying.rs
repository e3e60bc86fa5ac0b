//! Copying a backup into an empty folder, where it becomes a vault.

use std::path::Path;

use security::VaultId;
use security::keyring::{InstallationSecretStore, Keeping};
use security::private;

use super::manifest::Manifest;
use crate::error::{Code, Error};
use crate::gate::{Site, VaultFolder, degraded_secret_store, installation_secret, is_bare};
use crate::jobs::Progress;

/// From which folder to which.
pub(super) struct Copying<'a> {
    pub(super) source: &'a Path,
    pub(super) target: &'a Path,
}

impl Copying<'_> {
    /// Copies the vault's files. What is made is no vault until the site is finished.
    pub(super) fn begin(&self, manifest: &Manifest, progress: Option<&Progress>) -> Result<Site, Error> {
        let folder = VaultFolder::new(self.target);
        if folder.exists() {
            return Err(Error::new(
                Code::AlreadyDone,
                "Un coffre existe déjà dans ce dossier. Ouvrez-le, ou choisissez un autre dossier.",
            ));
        }
        // Looked at before anything is touched: what is not ours stays as it is.
        if !is_bare(&folder) {
            return Err(Error::refused(
                "Le dossier de restauration n’est pas vide. Choisissez un dossier vide, hors du coffre.",
            ));
        }
        let site = Site::open(folder)?;
        if let Some(progress) = progress {
            progress.phase("Copie", manifest.files.len() as u64)?;
        }
        for (rank, file) in manifest.files.iter().enumerate() {
            private::copy(&self.source.join(&file.name), &self.target.join(&file.name))
                .map_err(|_| refused())?;
            if let Some(progress) = progress {
                progress.done(rank as u64 + 1)?;
            }
        }
        Ok(site)
    }
}

/// This desk is authorised for the vault: in the degraded mode its secret lies beside the base, and the copy needs it too.
pub(super) fn authorise(
    keyring: &dyn InstallationSecretStore,
    vault: VaultId,
    target: &Path,
) -> Result<(), Error> {
    if keyring.keeping() != Keeping::FileBesideVault {
        return Ok(());
    }
    let secret = installation_secret(keyring, vault)?;
    let beside = degraded_secret_store(target);
    beside.put(vault, &secret).map_err(|_| refused())?;
    // What this desk has seen goes with it, as a keyring's own memory would: an older vault is said to be older.
    match keyring.last_seen(vault) {
        Ok(Some(seen)) => beside.remember(vault, &seen).map_err(|_| refused()),
        _ => Ok(()),
    }
}

/// What was copied is not what was kept.
pub(super) fn spoilt(problems: &[String]) -> Error {
    Error::new(
        Code::Damaged,
        format!("La copie relue n’est pas bonne\u{a0}: elle a été retirée. {}", problems.join(" ")),
    )
}

fn refused() -> Error {
    Error::new(Code::Disk, "Le dossier de restauration refuse l’écriture. Choisissez-en un autre.")
}
