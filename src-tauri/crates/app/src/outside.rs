//! The world beyond the core: files the agent chooses, documents shown. The window never names a path; the host asks the agent.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

pub use documents::Glimpse;
use security::private;

use crate::{Code, Error};

/// A file the agent chose.
#[derive(Debug, Clone)]
pub struct ChosenFile {
    /// Name without its folder.
    pub name: String,
    /// Content, read whole: callers refuse what is too large.
    pub bytes: Vec<u8>,
}

/// What the agent is choosing a file for: gives the dialog its title and its filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Quotients sent by the CAF.
    Quotients,
    /// What the treasury collected.
    Returns,
    /// Families of another product.
    Families,
    /// A paper scanned or photographed.
    Document,
    /// A photograph of somebody.
    Photo,
}

/// What the agent is choosing a folder for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FolderPurpose {
    /// Where a backup will be written.
    KeepBackup,
    /// A backup made earlier, to verify or to restore.
    ReadBackup,
    /// Where a backup will be restored, beside the vault and never over it.
    Restore,
    /// A vault that lies elsewhere than this desk's own.
    OpenVault,
}

/// How a host reaches the agent's files.
pub trait Outside: Send + Sync {
    /// Lets the agent choose a file; nothing when they gave up.
    fn choose_file(&self, purpose: Purpose) -> Result<Option<ChosenFile>, Error>;

    /// Lets the agent choose one file or several that go together; none when they gave up.
    fn choose_files(&self, purpose: Purpose) -> Result<Vec<ChosenFile>, Error> {
        Ok(self.choose_file(purpose)?.into_iter().collect())
    }

    /// Lets the agent choose a folder; nothing when they gave up.
    fn choose_folder(&self, purpose: FolderPurpose) -> Result<Option<PathBuf>, Error>;

    /// Lets the agent choose where to keep a file, proposes that name, never overwrites without asking. Answers where it is,
    /// nothing when they gave up. The write is atomic.
    fn save_file(&self, suggested_name: &str, bytes: &[u8]) -> Result<Option<String>, Error>;

    /// Shows a document in the system's viewer.
    fn show_document(&self, name: &str, bytes: &[u8]) -> Result<(), Error>;

    /// Draws a page of a PDF that somebody gave, apart from this program ([`crate::apart`]): what breaks its reader, or never ends, takes
    /// nothing with it. Nothing when it cannot be drawn, or not in time.
    fn draw_page(&self, _pdf: &[u8], _page: u32) -> Option<Glimpse> {
        None
    }

    /// Remembers which vault this desk opens next time. A desk that cannot costs the agent a choice, nothing else.
    fn remember_vault(&self, _folder: &Path) {}

    /// Removes the documents shown so far: called at lock.
    fn forget_documents(&self) {}
}

/// SHA-256 of a file, in hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    use std::fmt::Write as _;
    sha2::Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Writes a file whole or not at all: beside it first, flushed to the disk, then renamed over.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let refused =
        |_| Error::new(Code::Disk, "Le disque refuse l’écriture à cet endroit. Choisissez un autre dossier.");
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let beside = path.with_file_name(name);
    // A leftover of a crash may have other rights, and what is written may name families: begin anew, the owner's alone.
    let _ = fs::remove_file(&beside);
    let outcome = private::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if outcome.is_err() {
        let _ = fs::remove_file(&beside);
    }
    outcome.map_err(refused)
}
