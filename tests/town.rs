//! An invented town for each proof: made once, then copied. Everything is asked as a window would, in JSON.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::clock::SystemClock;
use app::outside::{ChosenFile, FolderPurpose, Outside, Purpose, write_whole};
use app::{App, Error, Host, KeyringOf, OsRandom, Reply};
use security::OpenVault;
use security::keyring::{InstallationSecretStore as _, SecretFile};
use security::password::{Login, Password};
use security::slots::SlotFiles;
use serde_json::{Value, json};
use tempfile::TempDir;

/// The month that invented towns of proofs have just lived.
pub const MONTH: &str = "2026-03";
/// Their seed.
pub const SEED: u64 = 7;

/// A town of so many families, locked: its own copy, which falls with it.
pub fn town(families: u32) -> Town {
    static MADE: Mutex<Option<HashMap<u32, TempDir>>> = Mutex::new(None);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let model = made.get_or_insert_default().entry(families).or_insert_with(|| {
        let folder = TempDir::new().expect("a temporary folder");
        let town = Town::open(folder.path(), folder.path());
        town.ask("vault_create_fictive", json!({ "families": families, "month": MONTH, "seed": SEED }));
        folder
    });
    let folder = TempDir::new().expect("a temporary folder");
    copy(model.path(), &folder.path().join("coffre"));
    let mut town = Town::open(&folder.path().join("coffre"), &folder.path().join("fichiers"));
    town.folder = Some(folder);
    town
}

/// The one agent of a town just founded.
pub const FOUNDER: &str = "chef";

/// A real town just founded, empty, open for its founder: few keys, few pages, so that thousands of faults of them can be tried.
pub fn founded() -> Town {
    let folder = TempDir::new().expect("a temporary folder");
    let mut town = Town::open(&folder.path().join("coffre"), &folder.path().join("fichiers"));
    town.ask("vault_create", json!({
        "town_name": "Testville", "siret": "21210999500028", "street": "1 place de la Mairie", "postal_code": "21500",
        "city": "Testville", "zone": "A", "login": FOUNDER, "display_name": "Camille Petit", "roles": ["RES", "ADM"],
        "password": password_of(FOUNDER), "accept_degraded_keyring": true,
    }));
    town.folder = Some(folder);
    town
}

/// The password of an agent of an invented town, or of a founder.
fn password_of(login: &str) -> String {
    app::demo::password_of(login)
        .unwrap_or_else(|| "sept tuiles rondes chantent sous la pluie fine 42".to_owned())
}

/// What registers a family of one guardian and one child, Lise and Zélie Durand.
pub fn registration() -> Value {
    let guardian = json!({ "birth_name": "Durand", "first_name": "Lise", "phones": [], "kinship": "mother" });
    json!({
        "households": [{
            "address": { "street": "3 rue Haute", "postcode": "21500", "city": "Testville" },
            "guardians": [guardian],
        }],
        "children": [{ "identity": { "name": "Durand", "first_name": "Zélie", "birth_date": "2019-05-02", "sex": "F" } }],
    })
}

/// A vault and the folder where its files go.
pub struct Town {
    /// The core.
    pub app: App,
    /// Folder of the vault.
    pub vault: PathBuf,
    /// Folder where files are saved, documents shown, backups kept.
    pub files: PathBuf,
    outside: Arc<Played>,
    folder: Option<TempDir>,
}

impl Town {
    /// A vault in a folder, whatever is there.
    pub fn open(vault: &Path, files: &Path) -> Self {
        Self::at_a_desk(vault, files, Arc::new(app::gate::degraded_secret_store))
    }

    /// The same, at a desk whose keyring this is.
    pub fn at_a_desk(vault: &Path, files: &Path, keyring: KeyringOf) -> Self {
        let outside = Arc::new(Played { files: files.to_owned(), ..Played::default() });
        let app = App::new(Host {
            folder: vault.to_owned(),
            elsewhere: None,
            clock: Arc::new(SystemClock),
            random: Arc::new(|| Box::new(OsRandom)),
            keyring,
            outside: Arc::clone(&outside) as _,
        });
        Self { app, vault: vault.to_owned(), files: files.to_owned(), outside, folder: None }
    }

    /// What an agent types at the door.
    pub fn credentials(&self, login: &str) -> Value {
        json!({ "login": login, "password": password_of(login) })
    }

    /// Opens the vault for an agent.
    pub fn log_in(&self, login: &str) {
        self.ask("session_unlock", self.credentials(login));
    }

    /// An agent's own keys, in the hands of another program than ours.
    pub fn keys_of(&self, login: &str) -> OpenVault {
        let base = self.vault.join("preau.base");
        let (book, _) = SlotFiles::beside(&base).read().expect("slots");
        let secret = SecretFile::beside(&base).get(book.vault()).expect("a file").expect("a secret");
        let password = Password::new(&password_of(login));
        let login = Login::new(login).expect("a login");
        book.unlock(&login, &password, &secret).expect("their own password")
    }

    /// Opens the vault for two agents of invented towns, as the door asks after a rescue.
    pub fn log_in_with(&self, login: &str, second: &str) {
        let password = |login| app::demo::password_of(login).expect("an agent of invented towns");
        let request = json!({
            "login": login, "password": password(login), "second_login": second, "second_password": password(second),
        });
        self.ask("session_unlock", request);
    }

    /// What a command answers, or the error it refuses with.
    pub fn try_ask(&self, command: &str, request: Value) -> Result<Value, Value> {
        match self.app.call(command, request) {
            Reply::Done { value, .. } => Ok(value),
            Reply::Refused { error, .. } => Err(serde_json::to_value(error).expect("an error is JSON")),
        }
    }

    /// What a command answers; refusing fails the proof.
    #[track_caller]
    pub fn ask(&self, command: &str, request: Value) -> Value {
        self.try_ask(command, request).unwrap_or_else(|error| panic!("{command}: {error:#}"))
    }

    /// The code a command refuses with; answering fails the proof.
    #[track_caller]
    pub fn refusal(&self, command: &str, request: Value) -> String {
        match self.try_ask(command, request) {
            Ok(value) => panic!("{command} should have refused: {value:#}"),
            Err(error) => error["code"].as_str().expect("a code").to_owned(),
        }
    }

    /// What a job answers, or the error it ends with.
    #[track_caller]
    pub fn try_wait(&self, command: &str, request: Value) -> Result<Value, Value> {
        let mut job = self.try_ask(command, request)?;
        while job["state"] == "running" {
            std::thread::sleep(Duration::from_millis(5));
            job = self.ask("job_status", json!({ "job": job["id"] }));
        }
        if job["state"] == "done" { Ok(job["value"].take()) } else { Err(job["error"].take()) }
    }

    /// What a job answers; failing fails the proof.
    #[track_caller]
    pub fn wait(&self, command: &str, request: Value) -> Value {
        self.try_wait(command, request).unwrap_or_else(|error| panic!("{command}: {error:#}"))
    }

    /// The file the next dialog will answer.
    pub fn choose_next(&self, name: &str, bytes: &[u8]) {
        let file = ChosenFile { name: name.to_owned(), bytes: bytes.to_owned() };
        *self.outside.file.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    }

    /// The folder the next dialogs will answer, in their order.
    pub fn choose_folders(&self, folders: &[&Path]) {
        let folders = folders.iter().map(|folder| folder.to_path_buf()).collect();
        *self.outside.folders.lock().unwrap_or_else(PoisonError::into_inner) = folders;
    }

    /// A month previewed and issued by the billing agent; answers the run.
    pub fn issue_month(&self) -> Value {
        self.log_in("facturation");
        let preview = self.wait("billing_preview", json!({ "month": MONTH }));
        self.wait("billing_commit", json!({ "month": MONTH, "digest": preview["digest"] }))["run"].take()
    }
}

/// A desk where every dialog is given up.
pub fn no_dialogs() -> Arc<dyn Outside> {
    Arc::new(Played::default())
}

/// Dialogs, played.
#[derive(Default)]
struct Played {
    files: PathBuf,
    file: Mutex<Option<ChosenFile>>,
    folders: Mutex<Vec<PathBuf>>,
}

impl Outside for Played {
    fn choose_file(&self, _: Purpose) -> Result<Option<ChosenFile>, Error> {
        Ok(self.file.lock().unwrap_or_else(PoisonError::into_inner).take())
    }

    fn choose_folder(&self, _: FolderPurpose) -> Result<Option<PathBuf>, Error> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(if folders.is_empty() { None } else { Some(folders.remove(0)) })
    }

    fn save_file(&self, suggested_name: &str, bytes: &[u8]) -> Result<Option<String>, Error> {
        fs::create_dir_all(&self.files).expect("files folder");
        let path = self.files.join(suggested_name);
        write_whole(&path, bytes)?;
        Ok(Some(path.display().to_string()))
    }

    fn show_document(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.save_file(name, bytes).map(drop)
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("folder").flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
}
