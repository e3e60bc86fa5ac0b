//! The agent's files through the system's dialogs, called from here only: the page can neither name nor read a path.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use app::outside::{ChosenFile, FolderPurpose, Glimpse, Outside, Purpose};
use app::{Code, Error};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

use crate::paths;

/// Dialogs of the operating system.
pub(crate) struct Dialogs {
    app: AppHandle,
    shown: PathBuf,
    /// Where the vault last opened is remembered; none when the town's IT named it.
    memory: Option<PathBuf>,
}

fn read(path: PathBuf) -> Result<ChosenFile, Error> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let bytes = fs::read(&path).map_err(|_| unreadable())?;
    Ok(ChosenFile { name, bytes })
}

/// Where shown documents are, to remove them at exit.
struct Shown(PathBuf);

impl Dialogs {
    pub(crate) fn new(app: AppHandle, shown: PathBuf, memory: Option<PathBuf>) -> Self {
        app.manage(Shown(shown.clone()));
        Self { app, shown, memory }
    }
}

impl Outside for Dialogs {
    fn choose_file(&self, purpose: Purpose) -> Result<Option<ChosenFile>, Error> {
        let title = match purpose {
            Purpose::Quotients => "Choisir le fichier des quotients",
            Purpose::Returns => "Choisir le retour de la trésorerie",
            Purpose::Families => "Choisir le fichier des familles",
            Purpose::Document => "Choisir la pièce numérisée",
            Purpose::Photo => "Choisir la photographie",
        };
        let (kinds, endings): (&str, &[&str]) = match purpose {
            Purpose::Quotients | Purpose::Returns | Purpose::Families => {
                ("Tableaux", &["csv", "txt", "xlsx", "ods", "xls"])
            }
            Purpose::Document => ("PDF et images", &["pdf", "jpg", "jpeg", "png", "webp"]),
            Purpose::Photo => ("Images", &["jpg", "jpeg", "png", "webp"]),
        };
        let chosen =
            self.app.dialog().file().set_title(title).add_filter(kinds, endings).blocking_pick_file();
        chosen.map(|file| read(file.into_path().map_err(|_| unreadable())?)).transpose()
    }

    fn choose_files(&self, purpose: Purpose) -> Result<Vec<ChosenFile>, Error> {
        if purpose != Purpose::Families {
            return Ok(self.choose_file(purpose)?.into_iter().collect());
        }
        let chosen = self
            .app
            .dialog()
            .file()
            .set_title("Choisir le fichier des familles, ou les fichiers d’un même export")
            .add_filter(
                "Tableaux, archives et bases",
                &["csv", "txt", "xlsx", "ods", "xls", "zip", "sqlite", "sqlite3", "db", "dat"],
            )
            .blocking_pick_files();
        let chosen = chosen.unwrap_or_default().into_iter();
        chosen.map(|file| read(file.into_path().map_err(|_| unreadable())?)).collect()
    }

    fn choose_folder(&self, purpose: FolderPurpose) -> Result<Option<PathBuf>, Error> {
        let title = match purpose {
            FolderPurpose::KeepBackup => "Choisir où garder la sauvegarde",
            FolderPurpose::ReadBackup => "Choisir le dossier de la sauvegarde",
            FolderPurpose::Restore => "Choisir un dossier vide pour la restauration",
            FolderPurpose::OpenVault => "Choisir le dossier du coffre à ouvrir",
        };
        let chosen = self.app.dialog().file().set_title(title).blocking_pick_folder();
        chosen.map(|folder| folder.into_path().map_err(|_| unreadable())).transpose()
    }

    fn save_file(&self, suggested_name: &str, bytes: &[u8]) -> Result<Option<String>, Error> {
        // The system's own dialog asks before it replaces a file.
        let Some(chosen) = self
            .app
            .dialog()
            .file()
            .set_title("Enregistrer")
            .set_file_name(suggested_name)
            .blocking_save_file()
        else {
            return Ok(None);
        };
        let path = chosen.into_path().map_err(|_| refused())?;
        app::outside::write_whole(&path, bytes)?;
        Ok(Some(path.display().to_string()))
    }

    fn draw_page(&self, pdf: &[u8], page: u32) -> Option<Glimpse> {
        app::apart::draw(&std::env::current_exe().ok()?, pdf, page)
    }

    fn show_document(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        make_private(&self.shown).map_err(|_| refused())?;
        let path = self.shown.join(name);
        let mut file = fs::File::create(&path).map_err(|_| refused())?;
        file.write_all(bytes).map_err(|_| refused())?;
        opener::open(&path).map_err(|_| {
            Error::new(Code::Disk, "Aucun programme de ce poste ne sait afficher ce document. Enregistrez-le plutôt dans un fichier.")
        })
    }

    fn remember_vault(&self, folder: &Path) {
        if let Some(memory) = &self.memory {
            paths::remember(memory, folder);
        }
    }

    fn forget_documents(&self) {
        let _ = fs::remove_dir_all(&self.shown);
    }
}

/// Removes the documents shown: they hold families' names in clear.
pub(crate) fn forget_shown(app: &AppHandle) {
    if let Some(shown) = app.try_state::<Shown>() {
        let _ = fs::remove_dir_all(&shown.0);
    }
}

/// A folder only this agent can read.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

fn unreadable() -> Error {
    Error::new(
        Code::BadFile,
        "Ce fichier ne peut pas être lu. Vérifiez qu’il n’est pas ouvert ailleurs et qu’il vous appartient.",
    )
}

fn refused() -> Error {
    Error::new(Code::Disk, "Le disque refuse l’écriture à cet endroit. Choisissez un autre dossier.")
}
