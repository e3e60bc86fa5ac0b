//! The agent's files, played: the next file to choose is sent by the proof, what is saved lands in a folder it can read.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use app::Error;
use app::outside::{ChosenFile, FolderPurpose, Glimpse, Outside, Purpose, write_whole};

/// A folder instead of dialogs.
pub(crate) struct Folder {
    folder: PathBuf,
    next: Mutex<HashMap<&'static str, ChosenFile>>,
}

impl Folder {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, next: Mutex::default() }
    }

    /// The file the next dialog will answer.
    pub(crate) fn put(&self, file: ChosenFile) {
        self.next.lock().unwrap_or_else(PoisonError::into_inner).insert("next", file);
    }
}

impl Outside for Folder {
    fn choose_file(&self, _: Purpose) -> Result<Option<ChosenFile>, Error> {
        Ok(self.next.lock().unwrap_or_else(PoisonError::into_inner).remove("next"))
    }

    /// Backups are kept in one folder, the last of them is the one read again, restorations have theirs.
    fn choose_folder(&self, purpose: FolderPurpose) -> Result<Option<PathBuf>, Error> {
        let backups = self.folder.join("sauvegardes");
        Ok(match purpose {
            FolderPurpose::KeepBackup => {
                std::fs::create_dir_all(&backups).map_err(|error| Error::bug(error.to_string()))?;
                Some(backups)
            }
            FolderPurpose::ReadBackup => {
                std::fs::read_dir(backups).ok().and_then(|kept| kept.flatten().map(|one| one.path()).max())
            }
            FolderPurpose::Restore | FolderPurpose::OpenVault => Some(self.folder.join("restauration")),
        })
    }

    fn save_file(&self, suggested_name: &str, bytes: &[u8]) -> Result<Option<String>, Error> {
        let path = self.folder.join(suggested_name);
        write_whole(&path, bytes)?;
        Ok(Some(path.display().to_string()))
    }

    fn draw_page(&self, pdf: &[u8], page: u32) -> Option<Glimpse> {
        app::apart::draw(&std::env::current_exe().ok()?, pdf, page)
    }

    fn show_document(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        write_whole(&self.folder.join(name), bytes)
    }
}
