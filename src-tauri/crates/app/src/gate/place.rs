//! Where the vault of this desk stands: its own folder, or another the agent chose (a second town, a restoration, a disk moved).

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use security::keyring::InstallationSecretStore;

use super::{SessionView, Tries, VaultFolder, degraded_secret_store, lock, state};
use crate::app::{App, Host};
use crate::error::{Code, Error};
use crate::outside::FolderPurpose;
use crate::session::Empty;

/// A folder, and where the installation secret of its vault is kept.
#[derive(Clone)]
pub(crate) struct Place {
    folder: PathBuf,
    keyring: Arc<dyn InstallationSecretStore>,
}

impl Place {
    /// The vault this desk last opened.
    pub(crate) fn of(host: &Host) -> Self {
        Self::at(host, host.elsewhere.as_ref().unwrap_or(&host.folder))
    }

    /// The folder.
    pub(crate) fn folder(&self) -> VaultFolder {
        VaultFolder::new(&self.folder)
    }

    fn at(host: &Host, folder: &Path) -> Self {
        Self { keyring: (host.keyring)(folder), folder: folder.to_owned() }
    }
}

impl App {
    /// The folder of the vault.
    pub(crate) fn vault_folder(&self) -> VaultFolder {
        self.place().folder()
    }

    /// Where the installation secret of this vault is kept.
    pub(crate) fn keyring(&self) -> Arc<dyn InstallationSecretStore> {
        self.place().keyring
    }

    /// The administrator accepted to keep the secret in a file.
    pub(crate) fn use_degraded_keyring(&self) {
        let mut place = self.place.write().unwrap_or_else(PoisonError::into_inner);
        place.keyring = degraded_secret_store(&place.folder);
    }

    /// Whether the vault last opened elsewhere is no longer there: a key unplugged, a folder moved.
    pub(super) fn has_lost_its_vault(&self) -> bool {
        let place = self.place();
        place.folder != self.host.folder && !place.folder().exists()
    }

    /// Comes back to this desk's own folder: a vault is founded there and nowhere else.
    pub(crate) fn settle_at_home(&self) {
        if self.place().folder != self.host.folder {
            self.settle(&self.host.folder);
        }
    }

    fn settle(&self, folder: &Path) {
        *self.tries.lock().unwrap_or_else(PoisonError::into_inner) =
            Tries::kept_in(&VaultFolder::new(folder), self.host.clock.now_ms());
        *self.place.write().unwrap_or_else(PoisonError::into_inner) = Place::at(&self.host, folder);
    }

    fn place(&self) -> Place {
        self.place.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Lets the agent choose the folder of another vault, and comes to its door. Nothing changes when they give up.
pub fn choose(app: &App, _: Empty) -> Result<SessionView, Error> {
    if let Some(folder) = app.host.outside.choose_folder(FolderPurpose::OpenVault)? {
        refuse_unless_vault(&folder)?;
        return come_to(app, &folder);
    }
    state(app, Empty {})
}

/// Comes to the door of the vault of a folder, and remembers it for the next start.
pub(crate) fn come_to(app: &App, folder: &Path) -> Result<SessionView, Error> {
    let _door = app.door.lock().unwrap_or_else(PoisonError::into_inner);
    lock(app, Empty {})?;
    app.settle(folder);
    app.host.outside.remember_vault(folder);
    state(app, Empty {})
}

fn refuse_unless_vault(folder: &Path) -> Result<(), Error> {
    let vault = VaultFolder::new(folder);
    if vault.is_backup() {
        return Err(Error::refused(
            "Ce dossier est une sauvegarde\u{a0}: y travailler la gâterait. Restaurez-la dans un dossier vide («\u{a0}Restaurer une sauvegarde\u{a0}», Ctrl+R).",
        ));
    }
    if !vault.exists() {
        return Err(Error::new(
            Code::NotFound,
            format!(
                "Il n’y a pas de coffre dans {}. Choisissez le dossier qui contient «\u{a0}preau.base\u{a0}».",
                folder.display()
            ),
        ));
    }
    if store::is_remote(folder) {
        return Err(store::StoreError::Remote.into());
    }
    Ok(())
}
