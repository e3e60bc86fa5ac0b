//! The place where a vault is being founded: one founding at a time, whole or not at all.
//!
//! A vault is several files. While they are made, a mark beside them says that they are no vault yet: a founding cut short (power,
//! full disk) leaves nothing that bars the way without ever opening, and the next one clears the ground.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};

use security::private;

use super::VaultFolder;
use crate::error::{Code, Error};

/// A founding at work. Dropped before it is finished, it leaves the ground as it was.
pub(super) struct Site<'f> {
    folder: &'f VaultFolder,
    /// Locked for as long as the founding lasts: another window, another program waits its turn and then finds a vault.
    mark: File,
    finished: bool,
}

impl<'f> Site<'f> {
    /// Takes the ground, where no vault may stand.
    pub(super) fn open(folder: &'f VaultFolder) -> Result<Self, Error> {
        folder.make()?;
        let mut mark = private::open_or_create(&folder.founding_mark()).map_err(refused)?;
        mark.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Error::new(
                Code::InUse,
                "Un coffre est en train d’être créé dans ce dossier. Attendez qu’il le soit, puis ouvrez-le.",
            ),
            TryLockError::Error(error) => refused(error),
        })?;
        if folder.is_being_founded() {
            clear(folder).map_err(refused)?;
        } else if folder.has_parts() {
            let _ = fs::remove_file(folder.founding_mark());
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

    /// The vault is whole. The mark is emptied before it is removed: emptying is durable on every system, and an empty one says
    /// nothing any more.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.mark.set_len(0).and_then(|()| self.mark.sync_all()).map_err(refused)?;
        self.finished = true;
        let _ = fs::remove_file(self.folder.founding_mark());
        Ok(())
    }
}

impl Drop for Site<'_> {
    fn drop(&mut self) {
        // The mark stays as long as a part does. Emptied, it is left where it is: whoever waits for it holds this very file.
        if !self.finished && clear(self.folder).is_ok() {
            let _ = self.mark.set_len(0);
        }
    }
}

/// Removes what a founding makes. Nothing of it could ever be opened: the founder never had the vault.
fn clear(folder: &VaultFolder) -> io::Result<()> {
    folder.parts().iter().try_for_each(|part| match fs::remove_file(part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    })
}

fn refused(_: io::Error) -> Error {
    Error::new(
        Code::Disk,
        "Le disque refuse l’écriture (plein, protégé ou débranché). Aucun coffre n’a été créé\u{a0}; libérez de la place puis recommencez.",
    )
}
