//! The place where a vault is being made: one making at a time, whole or not at all.
//!
//! A vault is several files. While they are made, founded, invented or restored, a mark beside them says that they are no vault yet:
//! a making cut short (power, full disk) leaves nothing that bars the way without ever opening, and the next one clears the ground.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::PathBuf;

use security::private;

use super::VaultFolder;
use crate::error::{Code, Error};

/// A vault being made. Dropped before it is finished, it leaves the ground as it was: what lay there before is never its to remove.
pub(crate) struct Site {
    folder: VaultFolder,
    /// Locked for as long as the making lasts: another window, another program waits its turn and then finds a vault. It names what
    /// already lay there, so that even a making cut short spares it.
    mark: File,
    spared: Vec<PathBuf>,
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
        let cut_short = folder.is_being_made();
        if cut_short {
            clear(&folder, &spared_by_mark(&folder)).map_err(refused)?;
            mark.set_len(0).map_err(refused)?;
        } else if folder.has_parts() {
            let _ = fs::remove_file(folder.making_mark());
            return Err(Error::new(
                Code::AlreadyDone,
                "Un coffre existe déjà dans ce dossier. Ouvrez-le, ou choisissez un autre dossier.",
            ));
        }
        let spared: Vec<PathBuf> = ground(&folder).into_iter().filter(|part| part.exists()).collect();
        let names = spared.iter().filter_map(|part| part.file_name()?.to_str());
        let text = [MAKING].into_iter().chain(names).fold(String::new(), |text, line| text + line + "\n");
        let written = mark.write_all(text.as_bytes()).and_then(|()| mark.sync_all());
        let site = Self { folder, mark, spared, finished: false };
        written.map_err(refused)?;
        Ok(site)
    }

    /// Where a vault that takes long to make is opened and locked many times before it is whole.
    pub(crate) fn workshop(&self) -> Result<VaultFolder, Error> {
        let workshop = self.folder.workshop();
        if self.spared.contains(&workshop) {
            return Err(Error::refused(format!(
                "Le dossier {} existe déjà et n’est pas à Préau\u{a0}: déplacez-le, puis recommencez.",
                workshop.display()
            )));
        }
        Ok(VaultFolder::new(&workshop))
    }

    /// Brings here what was made in the workshop, whose vault is locked.
    pub(crate) fn install(&self) -> Result<(), Error> {
        let workshop = self.workshop()?;
        let installed = workshop.parts().iter().filter(|part| part.exists()).try_for_each(|part| {
            fs::rename(part, self.folder.path().join(part.file_name().unwrap_or_default()))
        });
        installed.and_then(|()| unless_missing(fs::remove_dir_all(workshop.path()))).map_err(refused)
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
        // The mark stays as long as a part does.
        if !self.finished && clear(&self.folder, &self.spared).is_ok() && self.mark.set_len(0).is_ok() {
            let _ = fs::remove_file(self.folder.making_mark());
        }
    }
}

/// The first line of a mark.
const MAKING: &str = "Création du coffre en cours.";

/// Whether a folder can receive a vault: nothing lies there, or nothing but what a making cut short left.
pub(crate) fn is_bare(folder: &VaultFolder) -> bool {
    let spared = spared_by_mark(folder);
    let own: Vec<PathBuf> = match folder.is_being_made() {
        true => ground(folder).into_iter().filter(|part| !spared.contains(part)).collect(),
        false => Vec::new(),
    };
    let Ok(found) = fs::read_dir(folder.path()) else { return !folder.path().exists() };
    found.flatten().all(|entry| entry.path() == folder.making_mark() || own.contains(&entry.path()))
}

/// Everything a making may leave.
fn ground(folder: &VaultFolder) -> Vec<PathBuf> {
    folder.parts().into_iter().chain([folder.workshop()]).collect()
}

/// What an earlier making, cut short, found there before it.
fn spared_by_mark(folder: &VaultFolder) -> Vec<PathBuf> {
    let text = fs::read_to_string(folder.making_mark()).unwrap_or_default();
    text.lines().skip(1).map(|name| folder.path().join(name)).collect()
}

/// Removes what a making leaves. Nothing of it could ever be opened: nobody ever had the vault.
fn clear(folder: &VaultFolder, spared: &[PathBuf]) -> io::Result<()> {
    for part in ground(folder).into_iter().filter(|part| !spared.contains(part)) {
        unless_missing(if part.is_dir() { fs::remove_dir_all(&part) } else { fs::remove_file(&part) })?;
    }
    Ok(())
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
