//! The agent's files, named on the command line: what to read, and in which folder to write.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use app::outside::{ChosenFile, FolderPurpose, Outside, Purpose, write_whole};
use app::{Code, Error};
use sha2::{Digest as _, Sha256};

/// What stands for the dialogs of a window.
#[derive(Default)]
pub(crate) struct NamedFiles {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Files to read, in the order the core will ask for them.
    inputs: Vec<PathBuf>,
    /// Folders, in the order the core will ask for them.
    folders: Vec<PathBuf>,
    /// Where to write.
    output: Option<PathBuf>,
    /// Documents written instead of being shown.
    shown: Vec<Shown>,
}

/// A document that a window would have shown.
pub(crate) struct Shown {
    pub(crate) path: String,
    pub(crate) bytes: usize,
    pub(crate) sha256: String,
}

impl NamedFiles {
    /// The files of this command.
    pub(crate) fn set(&self, inputs: Vec<PathBuf>, output: Option<PathBuf>) {
        *self.lock() = State { inputs, output, ..State::default() };
    }

    /// The folders of this command.
    pub(crate) fn set_folders(&self, folders: Vec<PathBuf>) {
        *self.lock() = State { folders, ..State::default() };
    }

    /// The documents written since the last time it was asked.
    pub(crate) fn take_shown(&self) -> Vec<Shown> {
        std::mem::take(&mut self.lock().shown)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes into the folder of `--out`. Writing the same bytes again is done already; other bytes under the same name are
    /// refused, so that a script never loses a file.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<Option<PathBuf>, Error> {
        let Some(folder) = self.lock().output.clone() else { return Ok(None) };
        fs::create_dir_all(&folder).map_err(|_| {
            Error::new(Code::Disk, format!("Le dossier {} ne peut pas être créé.", folder.display()))
        })?;
        let path = folder.join(plain_name(name)?);
        match fs::read(&path) {
            Ok(held) if held == bytes => {}
            Ok(_) => {
                return Err(Error::refused(format!(
                    "Le fichier {} existe déjà avec un autre contenu. Déplacez-le ou choisissez un autre dossier.",
                    path.display()
                )));
            }
            Err(_) => write_whole(&path, bytes)?,
        }
        Ok(Some(path))
    }
}

/// Why a file of the command line cannot be read, in the agent's language rather than the system's.
fn unreadable(path: &Path, error: &io::Error) -> Error {
    let path = path.display();
    let sentence = match error.kind() {
        ErrorKind::NotFound => format!("Le fichier {path} n’existe pas."),
        ErrorKind::IsADirectory => format!("{path} est un dossier\u{a0}: indiquez un fichier."),
        ErrorKind::PermissionDenied => format!("Ce compte n’a pas le droit de lire {path}."),
        _ => format!("Le fichier {path} ne peut pas être lu."),
    };
    Error::new(Code::BadFile, sentence)
}

/// A name that stays in its folder.
fn plain_name(name: &str) -> Result<&Path, Error> {
    let path = Path::new(name);
    if path.file_name().is_some_and(|alone| alone == name) {
        Ok(path)
    } else {
        Err(Error::bug(format!("NOM-DE-FICHIER-{}", name.len())))
    }
}

impl Outside for NamedFiles {
    fn choose_file(&self, _: Purpose) -> Result<Option<ChosenFile>, Error> {
        let path = {
            let mut state = self.lock();
            if state.inputs.is_empty() {
                return Ok(None);
            }
            state.inputs.remove(0)
        };
        let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Some(ChosenFile { name, bytes }))
    }

    fn choose_files(&self, purpose: Purpose) -> Result<Vec<ChosenFile>, Error> {
        let mut files = Vec::new();
        while let Some(file) = self.choose_file(purpose)? {
            files.push(file);
        }
        Ok(files)
    }

    fn choose_folder(&self, _: FolderPurpose) -> Result<Option<PathBuf>, Error> {
        let mut state = self.lock();
        Ok(if state.folders.is_empty() { None } else { Some(state.folders.remove(0)) })
    }

    fn save_file(&self, suggested_name: &str, bytes: &[u8]) -> Result<Option<String>, Error> {
        Ok(self.write(suggested_name, bytes)?.map(|path| path.display().to_string()))
    }

    fn show_document(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        if let Some(path) = self.write(name, bytes)? {
            let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            self.lock().shown.push(Shown { path: path.display().to_string(), bytes: bytes.len(), sha256 });
        }
        Ok(())
    }
}
