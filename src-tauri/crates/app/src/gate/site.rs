//! The place where a vault is being made: one making at a time, whole or not at all.
//!
//! A vault is several files. While they are made, founded, invented or restored, a mark beside them says that they are no vault yet:
//! a making cut short (power, full disk) leaves nothing that bars the way without ever opening, and the next one clears the ground.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::Path;

use security::private;

use super::VaultFolder;
use crate::error::{Code, Error};

/// A vault being made. Dropped before it is finished, it leaves the ground as it was.
pub(crate) struct Site {
    folder: VaultFolder,
    /// Locked for as long as the making lasts: another window, another program waits its turn and then finds a vault.
    mark: File,
    finished: bool,
}

impl Site {
    /// Takes the ground, where no vault may stand.
    pub(crate) fn open(folder: VaultFolder) -> Result<Self, Error> {
        folder.make()?;
        let mut mark = private::open_or_create(&folder.making_mark()).map_err(refused)?;
        mark.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Error::new(
                Code::InUse,
                "Un coffre est en train d’être créé dans ce dossier. Attendez qu’il le soit, puis ouvrez-le.",
            ),
            TryLockError::Error(error) => refused(error),
        })?;
        if folder.is_being_made() {
            clear(&folder).map_err(refused)?;
        } else if folder.has_parts() {
            let _ = fs::remove_file(folder.making_mark());
            return Err(Error::new(
                Code::AlreadyDone,
                "Un coffre existe déjà dans ce dossier. Ouvrez-le, ou choisissez un autre dossier.",
            ));
        }
        let written =
            mark.write_all("Création du coffre en cours.\n".as_bytes()).and_then(|()| mark.sync_all());
        let site = Self { folder, mark, finished: false };
        written.map_err(refused)?;
        Ok(site)
    }

    /// Whether nothing but the mark lies here.
    pub(crate) fn is_bare(&self) -> bool {
        let mark = self.folder.making_mark();
        fs::read_dir(self.folder.path()).is_ok_and(|found| found.flatten().all(|entry| entry.path() == mark))
    }

    /// Where a vault that takes long to make is opened and locked many times before it is whole.
    pub(crate) fn workshop(&self) -> VaultFolder {
        VaultFolder::new(&self.folder.workshop())
    }

    /// Brings here what was made in the workshop, whose vault is locked.
    pub(crate) fn install(&self) -> Result<(), Error> {
        let installed = self.workshop().parts().iter().filter(|part| part.exists()).try_for_each(|part| {
            fs::rename(part, self.folder.path().join(part.file_name().unwrap_or_default()))
        });
        installed.and_then(|()| remove_folder(&self.folder.workshop())).map_err(refused)
    }

    /// The vault is whole. The mark is emptied before it is removed: emptying is durable on every system, and an empty one says
    /// nothing any more.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.mark.set_len(0).and_then(|()| self.mark.sync_all()).map_err(refused)?;
        self.finished = true;
        let _ = fs::remove_file(self.folder.making_mark());
        Ok(())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // The mark stays as long as a part does. Emptied, it is left where it is: whoever waits for it holds this very file.
        if !self.finished && clear(&self.folder).is_ok() {
            let _ = self.mark.set_len(0);
        }
    }
}

/// Removes what a making leaves. Nothing of it could ever be opened: nobody ever had the vault.
fn clear(folder: &VaultFolder) -> io::Result<()> {
    remove_folder(&folder.workshop())?;
    folder.parts().iter().try_for_each(|part| unless_missing(fs::remove_file(part)))
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    unless_missing(fs::remove_dir_all(folder))
}

fn unless_missing(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn refused(_: io::Error) -> Error {
    Error::new(
        Code::Disk,
        "Le disque refuse l’écriture (plein, protégé ou débranché). Aucun coffre n’a été créé\u{a0}; libérez de la place puis recommencez.",
    )
}
