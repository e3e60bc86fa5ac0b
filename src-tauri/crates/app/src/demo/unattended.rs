//! A desk where nobody answers the dialogs: invented agents work there through the commands of the core, as they would at a window,
//! and nothing is written outside of the vault.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::{App, Host, Reply};
use crate::error::{Error, ErrorView};
use crate::gate::{self, VaultFolder};
use crate::outside::{ChosenFile, FolderPurpose, Outside, Purpose};
use crate::session::Empty;

/// Between two questions about a job.
const PATIENCE: Duration = Duration::from_millis(5);

/// The core on a folder of its own, without a host to ask.
pub(super) struct UnattendedDesk {
    core: App,
}

impl UnattendedDesk {
    /// A desk beside the one that asked, on a folder of its own, its secret in a file: an invented town leaves nothing in the keyring.
    pub(super) fn at(app: &App, folder: &VaultFolder) -> Self {
        let folder = folder.path().to_owned();
        let core = App::new(Host { folder, elsewhere: None, outside: Arc::new(Nobody), ..app.host.clone() });
        core.use_degraded_keyring();
        Self { core }
    }

    /// The core. Whoever takes the open vault from it gives it back before another agent comes: the file has one desk at a time.
    pub(super) fn core(&self) -> &App {
        &self.core
    }

    /// Opens the vault for an agent of invented towns; the one before leaves.
    pub(super) fn log_in(&self, login: &str) -> Result<(), Error> {
        let password = super::password_of(login).ok_or_else(|| Error::bug("AGENT-FICTIF"))?;
        self.ask("session_unlock", json!({ "login": login, "password": password })).map(drop)
    }

    /// Asks the core, as a window would.
    pub(super) fn ask(&self, command: &str, request: Value) -> Result<Value, Error> {
        match self.core.call(command, request) {
            Reply::Done { value, .. } => Ok(value),
            Reply::Refused { error, .. } => Err(refusal(error)),
        }
    }

    /// Asks for long work and waits for its answer.
    pub(super) fn wait(&self, command: &str, request: Value) -> Result<Value, Error> {
        let mut job = self.ask(command, request)?;
        while job["state"] == "running" {
            std::thread::sleep(PATIENCE);
            job = self.ask("job_status", json!({ "job": job["id"] }))?;
        }
        if job["state"] == "done" {
            return Ok(job["value"].take());
        }
        Err(Error::refused(job["error"]["message"].as_str().unwrap_or_default()))
    }
}

impl Drop for UnattendedDesk {
    /// Nobody stays: the town is then opened as any other.
    fn drop(&mut self) {
        let _ = gate::lock(&self.core, Empty {});
    }
}

fn refusal(error: ErrorView) -> Error {
    let ErrorView { code, message, fields, params, reference } = error;
    Error { code, message, fields, params, reference }
}

/// Gives up on every dialog.
struct Nobody;

impl Outside for Nobody {
    fn choose_file(&self, _: Purpose) -> Result<Option<ChosenFile>, Error> {
        Ok(None)
    }

    fn choose_folder(&self, _: FolderPurpose) -> Result<Option<PathBuf>, Error> {
        Ok(None)
    }

    fn save_file(&self, _: &str, _: &[u8]) -> Result<Option<String>, Error> {
        Ok(None)
    }

    fn show_document(&self, _: &str, _: &[u8]) -> Result<(), Error> {
        Ok(())
    }
}
