//! A copy of a backup's base beside the vault's own, to be looked into: for a restoration, for a rehearsal.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use security::access::Restore;
use security::{Grant, VaultId, private};
use store::{Store, StoreError};

use super::manifest::{Manifest, fingerprint};
use super::places::erase;
use crate::error::{Code, Error};
use crate::gate::VaultFolder;
use crate::jobs::Progress;

/// Opens a copy for good, an older format brought up to date in it, and leaves it under today's key: who left since may have kept the
/// one before.
pub(super) fn open_under_the_newest_key(
    base: &Path,
    grant: &Grant<'_, Restore>,
    vault: VaultId,
) -> Result<Store, Error> {
    for (rank, key) in grant.page_keys()?.into_iter().enumerate() {
        match Store::open(base, key, vault) {
            Err(StoreError::WrongKey) => {}
            opened => {
                let store = opened?;
                if rank > 0 {
                    let newest = grant.page_keys()?.into_iter().next();
                    store.rekey(newest.ok_or_else(|| Error::bug("CLE-DE-PAGE"))?)?;
                }
                return Ok(store);
            }
        }
    }
    Err(StoreError::WrongKey.into())
}

/// The side folder. Dropped, it is removed, unless it was kept.
pub(super) struct Side {
    vault: VaultFolder,
    folder: PathBuf,
    kept: bool,
}

impl Side {
    /// Copies a backup's base there. What an earlier one left is removed first: nothing of it is the vault's.
    pub(super) fn copy(
        vault: &VaultFolder,
        folder: PathBuf,
        source: &Path,
        manifest: &Manifest,
        progress: &Progress,
    ) -> Result<Self, Error> {
        clear(vault, &folder)?;
        progress.phase("Copie", 0)?;
        let refused = |_: io::Error| {
            Error::new(
                Code::Disk,
                "Le disque du coffre refuse la copie de la sauvegarde (plein ou protégé). Rien n’a été changé\u{a0}; libérez de la place puis recommencez.",
            )
        };
        private::create_folder(&folder).map_err(refused)?;
        let side = Self { vault: vault.clone(), folder, kept: false };
        private::copy(&vault.base_in(source), &side.base()).map_err(refused)?;
        progress.check()?;
        let base = side.base();
        let name = base.file_name().unwrap_or_default().to_string_lossy();
        let announced = manifest.files.iter().find(|file| file.name == name);
        if fingerprint(&side.folder, &name).ok().as_ref() != announced {
            return Err(Error::new(
                Code::Damaged,
                "La copie relue n’est pas celle de la sauvegarde\u{a0}: rien n’a été changé. Vérifiez ce disque, puis recommencez.",
            ));
        }
        Ok(side)
    }

    pub(super) fn base(&self) -> PathBuf {
        self.vault.base_in(&self.folder)
    }

    /// It stays, for who comes next.
    pub(super) fn keep(mut self) -> PathBuf {
        self.kept = true;
        self.folder.clone()
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        if !self.kept {
            let _ = clear(&self.vault, &self.folder);
        }
    }
}

/// Removes what a copy left, and nothing else.
pub(super) fn clear(vault: &VaultFolder, folder: &Path) -> Result<(), Error> {
    if !folder.exists() {
        return Ok(());
    }
    let lock = vault.base_in(folder).with_extension("verrou");
    let removed = match fs::remove_file(lock) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => erase(vault, folder),
    };
    removed.map_err(|_| {
        Error::new(
            Code::Disk,
            format!(
                "Le dossier {} ne peut pas être vidé\u{a0}: déplacez ce qu’il contient, puis recommencez.",
                folder.display()
            ),
        )
    })
}
