//! One desk without a window: the core, its host, and the way to ask it something.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::clock::SystemClock;
use app::{App, Code, Host, OsRandom, Reply};
use serde_json::{Value, json};

use crate::arguments::{Global, Keyring};
use crate::failure::Failure;
use crate::files::NamedFiles;

/// Between two questions about a job.
const PATIENCE: Duration = Duration::from_millis(20);

/// The core on one vault.
pub(crate) struct Desk {
    core: App,
    pub(crate) files: Arc<NamedFiles>,
}

impl Desk {
    /// The desk of the vault named on the command line.
    pub(crate) fn of(global: &Global) -> Result<Self, Failure> {
        let folder = match &global.vault {
            Some(folder) => folder.clone(),
            None => default_folder().ok_or_else(|| {
                Failure::usage("Ce système ne dit pas où ranger les données\u{a0}: indiquez --vault DOSSIER.")
            })?,
        };
        Ok(Self::at(&folder, global.keyring))
    }

    /// The desk of a folder.
    pub(crate) fn at(folder: &Path, keyring: Keyring) -> Self {
        let files = Arc::new(NamedFiles::default());
        let core = App::new(Host {
            folder: folder.to_owned(),
            elsewhere: None,
            clock: Arc::new(SystemClock),
            random: Arc::new(|| Box::new(OsRandom)),
            keyring: match keyring {
                Keyring::Off => Arc::new(app::gate::degraded_secret_store),
                Keyring::System => Arc::new(app::gate::installation_secret_store),
            },
            outside: Arc::clone(&files) as _,
        });
        Self { core, files }
    }

    /// The core itself, for measures.
    pub(crate) fn core(&self) -> &App {
        &self.core
    }

    /// Asks the core, as the window would.
    pub(crate) fn ask(&self, command: &str, request: Value) -> Result<Value, Failure> {
        match self.core.call(command, request) {
            Reply::Done { value, .. } => Ok(value),
            Reply::Refused { error, .. } => Err(error.into()),
        }
    }

    /// Asks for long work and waits for its answer, its phases on standard error.
    pub(crate) fn wait(&self, command: &str, request: Value) -> Result<Value, Failure> {
        let mut job = self.ask(command, request)?;
        let mut shown = Phases::default();
        while job["state"] == "running" {
            shown.tell(&job);
            std::thread::sleep(PATIENCE);
            job = self.ask("job_status", json!({ "job": job["id"] }))?;
        }
        shown.end();
        match job["state"].as_str() {
            Some("done") => Ok(job["value"].take()),
            _ => Err(Failure::of_job(&job["error"])),
        }
    }

    /// Opens the vault for the agent of the command line.
    pub(crate) fn unlock(&self, global: &Global) -> Result<(), Failure> {
        let login = global
            .agent
            .as_deref()
            .ok_or_else(|| Failure::usage("Indiquez qui ouvre le coffre\u{a0}: --agent IDENTIFIANT."))?;
        let password = match &global.password_file {
            Some(file) => password_in(file)?,
            None => password("PREAU_PASSWORD", &format!("Mot de passe de {login}"))?,
        };
        self.unlock_as(login, &password)
    }

    /// Opens the vault for an agent. After wrong passwords it waits as long as the door asks: a scheduled task is late, never refused
    /// for what someone mistyped before it.
    pub(crate) fn unlock_as(&self, login: &str, password: &str) -> Result<(), Failure> {
        loop {
            let request = json!({ "login": login, "password": password });
            let error = match self.core.call("session_unlock", request) {
                Reply::Done { .. } => return Ok(()),
                Reply::Refused { error, .. } => error,
            };
            let wait = error.params.as_ref().and_then(|params| params["retry_after_seconds"].as_u64());
            match (error.code, wait) {
                (Code::TooManyAttempts, Some(seconds)) => {
                    eprintln!("{}", error.message);
                    std::thread::sleep(Duration::from_secs(seconds));
                }
                _ => return Err(error.into()),
            }
        }
    }

    /// Locks it.
    pub(crate) fn lock(&self) {
        let _ = self.ask("session_lock", Value::Null);
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.lock();
    }
}

/// Where the window of this account keeps its vault.
fn default_folder() -> Option<PathBuf> {
    let named = std::env::var_os("PREAU_VAULT").map(PathBuf::from);
    named.or_else(|| dirs::data_local_dir().map(|data| data.join("Preau")))
}

/// A password: from the environment for scripts, from the keyboard for people, never from an argument, which every account of the
/// machine can read.
pub(crate) fn password(variable: &str, prompt: &str) -> Result<String, Failure> {
    if let Some(password) = std::env::var_os(variable) {
        return password.into_string().map_err(|_| Failure::usage(format!("{variable} n’est pas du texte.")));
    }
    rpassword::prompt_password(format!("{prompt}\u{a0}: ")).map_err(|_| {
        Failure::usage(format!(
            "Aucun clavier pour demander le mot de passe\u{a0}: donnez-le dans {variable}."
        ))
    })
}

/// A password kept for a scheduled task: the first line of a file that only its account may read, or of what is piped in.
fn password_in(file: &Path) -> Result<String, Failure> {
    let shown = file.display();
    let text = match file.to_str() {
        Some("-") => std::io::read_to_string(std::io::stdin()),
        _ => std::fs::read_to_string(file),
    };
    let text = text.map_err(|_| {
        Failure::usage(format!("Le fichier du mot de passe ({shown}) ne peut pas être lu par ce compte."))
    })?;
    let password = text.lines().next().unwrap_or_default();
    if password.is_empty() {
        return Err(Failure::usage(format!(
            "La première ligne de {shown} est vide\u{a0}: elle doit être le mot de passe."
        )));
    }
    Ok(password.to_owned())
}

/// The phases of a job, each on its line; counts move on a terminal only.
#[derive(Default)]
struct Phases {
    last: String,
}

impl Phases {
    fn tell(&mut self, job: &Value) {
        let phase = job["phase"].as_str().unwrap_or_default();
        let moving = std::io::stderr().is_terminal();
        if phase != self.last {
            self.end();
            self.last = phase.to_owned();
            if !moving {
                eprintln!("{phase}");
            }
        }
        if moving {
            let count = match job["total"].as_u64() {
                Some(total) if total > 0 => format!(" {} / {total}", job["done"]),
                _ => String::new(),
            };
            eprint!("\r\u{1b}[K{phase}{count}");
            let _ = std::io::stderr().flush();
        }
    }

    fn end(&mut self) {
        if !self.last.is_empty() && std::io::stderr().is_terminal() {
            eprintln!();
        }
        self.last.clear();
    }
}
