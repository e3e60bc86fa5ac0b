//! The program as a host sees it: locked or open, and one way in.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::consultation::Pace;
use security::Random;
use security::keyring::InstallationSecretStore;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::call::Call;
use crate::clock::Clock;
use crate::contract::{CommandEntry, Trace};
use crate::error::{Code, Error, ErrorView};
use crate::gate::{Place, Tries};
use crate::intake;
use crate::outside::Outside;
use crate::unlocked::Unlocked;
use crate::watch::LastGesture;

/// Where the installation secret of the vault of a folder is kept.
pub type KeyringOf = Arc<dyn Fn(&Path) -> Arc<dyn InstallationSecretStore> + Send + Sync>;

/// What a host lends to the core.
#[derive(Clone)]
pub struct Host {
    /// Folder of this desk's own vault: where one is founded.
    pub folder: PathBuf,
    /// Folder of the vault this desk last opened, when it lies elsewhere.
    pub elsewhere: Option<PathBuf>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Makes a source of randomness; called again for each session and thread.
    pub random: Arc<dyn Fn() -> Box<dyn Random> + Send + Sync>,
    /// Where the installation secret of the vault of a folder is kept.
    pub keyring: KeyringOf,
    /// The agent's files.
    pub outside: Arc<dyn Outside>,
}

impl Host {
    pub(crate) fn new_random(&self) -> Box<dyn Random> {
        (self.random)()
    }
}

/// Préau, locked or open.
pub struct App {
    pub(crate) host: Host,
    /// Where the vault stands. Changed by the door alone, while nothing is open.
    pub(crate) place: RwLock<Place>,
    pub(crate) vault: RwLock<Option<Arc<Unlocked>>>,
    pub(crate) tries: Arc<Mutex<Tries>>,
    /// How fast each agent opens files: a lock does not start it again.
    pub(crate) paces: Mutex<HashMap<Uuid, Arc<Mutex<Pace<Uuid>>>>>,
    /// What an opening did to the keys before anyone could sign it: the next one says it.
    pub(crate) untold: Mutex<Option<String>>,
    /// Held by whoever is unlocking.
    pub(crate) door: Mutex<()>,
    pub(crate) last_gesture: LastGesture,
}

/// The answer to a command, as every host passes it on.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Reply {
    /// Done.
    Done {
        /// Always true.
        ok: bool,
        /// The view.
        value: Value,
        /// Tags of what was touched.
        changes: Vec<String>,
    },
    /// Refused or failed.
    Refused {
        /// Always false.
        ok: bool,
        /// Why.
        error: ErrorView,
    },
}

impl From<Result<(Value, Vec<String>), Error>> for Reply {
    fn from(outcome: Result<(Value, Vec<String>), Error>) -> Self {
        match outcome {
            Ok((value, changes)) => Reply::Done { ok: true, value, changes },
            Err(error) => Reply::Refused { ok: false, error: error.view() },
        }
    }
}

impl App {
    /// The program, locked.
    pub fn new(host: Host) -> Self {
        let place = Place::of(&host);
        Self {
            vault: RwLock::new(None),
            paces: Mutex::default(),
            untold: Mutex::default(),
            tries: Arc::new(Mutex::new(Tries::kept_in(&place.folder(), host.clock.now_ms()))),
            place: RwLock::new(place),
            host,
            door: Mutex::default(),
            last_gesture: LastGesture::default(),
        }
    }

    /// Carries out a command. Never panics: a bug is caught, nothing was written, a reference is given.
    pub fn call(&self, command: &str, request: Value) -> Reply {
        // Apart: what passes over the stack, keys and families, is not left there for the next command.
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            security::process::apart(|| self.dispatch(command, request))
        }));
        outcome.unwrap_or_else(|_| Err(Error::bug(self.bug_reference()))).into()
    }

    fn dispatch(&self, command: &str, request: Value) -> Result<(Value, Vec<String>), Error> {
        self.last_gesture.note(command, self.host.clock.glance_ms());
        let request = intake::tidied(command, request)?;
        if let Some(answer) = self.dispatch_gate(command, &request) {
            return answer;
        }
        let unlocked = self.unlocked()?;
        dispatch_open(&unlocked, command, request)
    }

    /// The open vault, or the refusal every command gives when there is none.
    pub fn unlocked(&self) -> Result<Arc<Unlocked>, Error> {
        self.vault.read().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(|| {
            Error::new(Code::Locked, "Le coffre est verrouillé. Ouvrez votre session pour continuer.")
        })
    }

    fn bug_reference(&self) -> String {
        format!("{:08X}", self.host.clock.now_ms() & 0xFFFF_FFFF)
    }
}

/// A program that ends lets go of its vault first: a thread still reading it would find the engine gone under it.
impl Drop for App {
    fn drop(&mut self) {
        if let Some(unlocked) = self.vault.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            unlocked.close();
            unlocked.watch().stop(&unlocked);
        }
    }
}

fn parse<Q: DeserializeOwned>(command: &str, request: Value) -> Result<Q, Error> {
    let request = if request.is_null() { Value::Object(serde_json::Map::new()) } else { request };
    serde_json::from_value(request).map_err(|error| {
        Error::new(
            Code::Invalid,
            format!(
                "La demande «\u{a0}{command}\u{a0}» est mal formée\u{a0}: {}.",
                malformed(&error.to_string())
            ),
        )
    })
}

/// What is wrong with a request, from what its reader says in English.
fn malformed(reason: &str) -> String {
    let named = |what: &str| reason.split(what).nth(1)?.split('`').next();
    if let Some(field) = named("missing field `") {
        return format!("le champ «\u{a0}{field}\u{a0}» manque");
    }
    if let Some(field) = named("unknown field `") {
        return format!("le champ «\u{a0}{field}\u{a0}» est inconnu");
    }
    if let Some(value) = named("unknown variant `") {
        return format!("«\u{a0}{value}\u{a0}» n’est pas une valeur connue");
    }
    // Whoever wrote the type said it in French already.
    let ours = reason.contains(['é', 'è', 'ê', 'à', '’']);
    if ours {
        return reason.trim_end_matches('.').to_owned();
    }
    "une valeur n’est pas écrite comme elle est attendue".to_owned()
}

fn entry(name: &str) -> Option<&'static CommandEntry> {
    COMMANDS.iter().find(|entry| entry.name == name)
}

/// Names a handler's signature may use in the table.
pub(crate) mod handlers {
    pub(crate) use crate::activities::{self, *};
    pub(crate) use crate::agents::{self, *};
    pub(crate) use crate::attendance::{self, *};
    pub(crate) use crate::backups::{self, *};
    pub(crate) use crate::billing::{self, *};
    pub(crate) use crate::caf::{self, *};
    pub(crate) use crate::consents::{self, *};
    pub(crate) use crate::emergency::{self, *};
    pub(crate) use crate::families::{self, *};
    pub(crate) use crate::gate::{self, *};
    pub(crate) use crate::habits::{self, *};
    pub(crate) use crate::health::{self, *};
    pub(crate) use crate::home::{self, *};
    pub(crate) use crate::imports::{self, *};
    pub(crate) use crate::incomes::{self, *};
    pub(crate) use crate::jobs::{JobRequest, JobView};
    pub(crate) use crate::journal::{self, *};
    pub(crate) use crate::letters::{self, *};
    pub(crate) use crate::lists::{self, *};
    pub(crate) use crate::mandates::{self, *};
    pub(crate) use crate::payments::{self, *};
    pub(crate) use crate::photos::{self, *};
    pub(crate) use crate::queries::{self, *};
    pub(crate) use crate::quotients::{self, *};
    pub(crate) use crate::recovery::{self, *};
    pub(crate) use crate::registrations::{self, *};
    pub(crate) use crate::relation::{self, *};
    pub(crate) use crate::schooling::{self, *};
    pub(crate) use crate::search::{self, *};
    pub(crate) use crate::session::{self, *};
    pub(crate) use crate::settings::{self, *};
    pub(crate) use crate::statistics::{self, *};
    pub(crate) use crate::subsidies::{self, *};
    pub(crate) use crate::supporting::{self, *};
    pub(crate) use crate::tariffs::{self, *};
    pub(crate) use crate::treasury::{self, *};
}

macro_rules! define_commands {
    ($($name:ident => $module:ident :: $handler:ident : $right:ident $(+ $joint:ident)*, $request:ty => $view:ty, $trace:ident, [$($tag:literal),*];)*) => {
        /// Every command of an open vault.
        pub const COMMANDS: &[CommandEntry] = &[
            $(CommandEntry {
                name: stringify!($name),
                right: stringify!($right),
                joint: &[$(<security::access::$joint as security::Right>::NAME),*],
                compartments: <security::access::$right as security::Right>::COMPARTMENTS,
                trace: trace!($trace),
                tags: &[$($tag),*],
            }),*
        ];

        fn dispatch_open(unlocked: &Arc<Unlocked>, command: &str, request: Value) -> Result<(Value, Vec<String>), Error> {
            use handlers::*;
            let unknown = || Error::new(Code::Invalid, format!("Commande inconnue\u{a0}: {command}."));
            let entry = entry(command).ok_or_else(unknown)?;
            match command {
                $(stringify!($name) => {
                    let call = Call::<security::access::$right>::open(unlocked, entry)?;
                    let request: $request = parse(command, request)?;
                    let view: $view = $module::$handler(&call, request)?;
                    call.answer(&view)
                })*
                _ => Err(unknown()),
            }
        }
    };
}

macro_rules! trace {
    (plain) => {
        Trace::Plain
    };
    (own) => {
        Trace::Own
    };
    (audited) => {
        Trace::Audited
    };
    (sealed) => {
        Trace::Sealed
    };
    (write) => {
        Trace::Write
    };
}

macro_rules! define_gate_commands {
    ($($name:ident => $module:ident :: $handler:ident : $request:ty => $view:ty;)*) => {
        /// Every command of a locked vault.
        pub const GATE_COMMANDS: &[&str] = &[$(stringify!($name)),*];

        impl App {
            fn dispatch_gate(&self, command: &str, request: &Value) -> Option<Result<(Value, Vec<String>), Error>> {
                use handlers::*;
                match command {
                    $(stringify!($name) => Some(parse::<$request>(command, request.clone()).and_then(|request| {
                        let view: $view = $module::$handler(self, request)?;
                        let value = serde_json::to_value(view).map_err(|error| Error::new(Code::Bug, error.to_string()))?;
                        Ok((value, Vec::new()))
                    })),)*
                    _ => None,
                }
            }
        }
    };
}

crate::for_each_command!(define_commands);
crate::for_each_gate_command!(define_gate_commands);

#[cfg(test)]
mod tests {
    use super::malformed;

    #[test]
    fn a_malformed_request_is_explained_in_french() {
        for (english, french) in [
            ("missing field `family`", "le champ «\u{a0}family\u{a0}» manque"),
            ("unknown field `famille`, expected `family`", "le champ «\u{a0}famille\u{a0}» est inconnu"),
            (
                "unknown variant `maybe`, expected `yes` or `no`",
                "«\u{a0}maybe\u{a0}» n’est pas une valeur connue",
            ),
            (
                "invalid type: string \"a\", expected u32",
                "une valeur n’est pas écrite comme elle est attendue",
            ),
            ("Ce mois n’existe pas.", "Ce mois n’existe pas"),
        ] {
            assert_eq!(malformed(english), french);
        }
    }
}
