//! Unlocking: an agent's own password, the wait after wrong ones, the base under the right key.

use std::sync::{Arc, PoisonError};

use security::OpenVault;
use security::access::Roles;
use security::password::{Login, Password};
use security::vault::UnlockError;
use store::{Store, StoreError};

use super::rollback::{Rollback, remember, rollback};
use super::{
    SessionView, UnlockRequest, VaultFolder, clock_of, installation_secret, lock, no_memory, open, state,
};
use crate::app::App;
use crate::call::Subject;
use crate::error::{Code, Error};
use crate::session::Empty;
use crate::settings;
use crate::unlocked::Agent;

/// Said at the door before anyone tries.
pub(super) const NO_BASE: &str = "Les clés du coffre sont là, et sa base n’y est plus. Ne créez rien dans ce dossier\u{a0}: restaurez la dernière sauvegarde.";

/// Opens the vault with an agent's own password.
pub fn unlock(app: &App, request: UnlockRequest) -> Result<SessionView, Error> {
    // One at a time: passwords tried together would share one wait.
    let _door = app.door.lock().unwrap_or_else(PoisonError::into_inner);
    let waiting = app.tries.lock().unwrap_or_else(PoisonError::into_inner).remaining_seconds();
    if waiting > 0 {
        return Err(Error::new(
            Code::TooManyAttempts,
            format!("Trop d’essais. Attendez {waiting}\u{a0}s avant de recommencer."),
        )
        .with_params(serde_json::json!({ "retry_after_seconds": waiting })));
    }
    // Another agent takes the desk: the one before leaves first.
    lock(app, Empty {})?;
    let folder = app.vault_folder();
    if !folder.exists() {
        return Err(Error::new(Code::NotFound, "Aucun coffre dans ce dossier. Créez celui de la commune."));
    }
    crate::backups::settle(&folder)?;
    let book = folder.slots()?;
    if !folder.base().exists() {
        return Err(Error::new(Code::Damaged, NO_BASE));
    }
    let wrong = || Error::new(Code::WrongPassword, "L’identifiant ou le mot de passe n’est pas le bon.");
    let Ok(login) = Login::new(&request.login) else { return Err(wrong()) };
    let secret = installation_secret(&*app.keyring(), book.vault())?;
    let password = Password::new(&request.password);
    let opened = match book.unlock(&login, &password, &secret) {
        Ok(opened) => opened,
        Err(UnlockError::WrongCredentials) => {
            let now_ms = app.host.clock.now_ms();
            let seconds = app.tries.lock().unwrap_or_else(PoisonError::into_inner).fail(&folder, now_ms);
            return Err(wrong().with_params(serde_json::json!({ "retry_after_seconds": seconds })));
        }
        Err(UnlockError::DeskNotAuthorised) => {
            return Err(Error::new(
                Code::InstallationSecret,
                "Ce poste n’est pas autorisé pour ce coffre\u{a0}: son secret d’installation n’est pas le bon.",
            ));
        }
        Err(UnlockError::Damaged) => {
            return Err(Error::new(
                Code::Damaged,
                "Les clés de cet agent sont abîmées. Restaurez une sauvegarde ou faites-vous accueillir à nouveau.",
            ));
        }
        Err(UnlockError::Kdf(_)) => return Err(no_memory()),
    };
    let wrong_before = app.tries.lock().unwrap_or_else(PoisonError::into_inner).succeed(&folder);

    let store = open_store(&folder, &opened)?;
    let agent_id = opened.agent();
    let (town, agents, roles) =
        store.read(|r| Ok::<_, Error>((settings::town(r)?, r.agents()?, r.agent_roles()?)))?;
    let clock = clock_of(app, &town);
    let today = clock.today();
    let row = agents
        .into_iter()
        .find(|agent| agent.id == agent_id && agent.left_on.is_none_or(|day| day >= today))
        .ok_or_else(|| {
            Error::new(Code::Forbidden, "Votre compte est clos. Adressez-vous à l’administrateur.")
        })?;
    let held = roles
        .iter()
        .filter(|role| role.agent == agent_id && role.holds_on(today))
        .filter_map(|role| security::Role::from_code(&role.role));
    let held = Roles::of(held);
    let agent = Agent { id: row.id, login: row.login, display_name: row.display_name };
    let unlocked = Arc::new(open(app, opened, store, agent, held, clock)?);
    let rollback = rollback(&unlocked, book.sequence())?;
    let older = rollback.map(|rollback| rollback.0);
    let rollback = crate::backups::two_at_the_door(app, &unlocked, &book, &request, older)?.map(Rollback);
    // Wrong passwords were before any session: the first one that opens says them.
    let told = [wrong_passwords(wrong_before), rollback.as_ref().map(|rollback| rollback.0.clone())];
    let subject =
        Subject::of("agent", agent_id).detail(told.into_iter().flatten().collect::<Vec<_>>().join(" "));
    unlocked.note("session_unlock", &subject)?;
    if let Some(rollback) = rollback {
        unlocked.keep(Arc::new(rollback));
    }
    remember(&unlocked, book.sequence());
    *app.vault.write().unwrap_or_else(PoisonError::into_inner) = Some(unlocked);
    state(app, Empty {})
}

fn wrong_passwords(count: u32) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 mot de passe refusé juste avant.".to_owned()),
        count => Some(format!("{count} mots de passe refusés juste avant.")),
    }
}

/// Opens the base with the newest page key; after a departure cut short the pages are still under the one before, and the change
/// is finished here.
fn open_store(folder: &VaultFolder, opened: &OpenVault) -> Result<Store, Error> {
    let newest = Store::open(&folder.base(), opened.page_key());
    if !matches!(newest, Err(StoreError::WrongKey)) {
        return Ok(newest?);
    }
    for former in opened.page_keys().skip(1) {
        if let Ok(store) = Store::open(&folder.base(), former) {
            store.rekey(opened.page_key())?;
            return Ok(store);
        }
    }
    Err(StoreError::WrongKey.into())
}
