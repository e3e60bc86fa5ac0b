//! Unlocking: an agent's own password, the wait after wrong ones, the base under the right key.

use std::sync::{Arc, PoisonError};

use security::password::{Login, Password};
use security::secret::InstallationSecret;
use security::statement::Moment;
use security::vault::Tidied;
use security::vault::UnlockError;
use security::{Compartment, OpenVault, Random, SlotBook, Standing};
use store::{Store, StoreError};

use super::rollback::{Rollback, remember, rollback};
use super::{
    FIRST_DESK, SessionView, UnlockRequest, VaultFolder, clock_of, lock, no_memory, open, present_secret,
    state, store_copy,
};
use crate::agents;
use crate::app::App;
use crate::call::Subject;
use crate::clock::{Clock, day_of};
use crate::error::{Code, Error};
use crate::session::Empty;
use crate::unlocked::Agent;
use crate::{families, journal, schooling, settings};

/// Said at the door before anyone tries.
pub(super) const NO_BASE: &str = "Les clés du coffre sont là, et sa base n’y est plus. Ne créez rien dans ce dossier\u{a0}: restaurez la dernière sauvegarde.";

/// Opens the vault with an agent's own password.
pub fn unlock(app: &App, request: UnlockRequest) -> Result<SessionView, Error> {
    // One at a time: passwords tried together would share one wait.
    let _door = app.door.lock().unwrap_or_else(PoisonError::into_inner);
    let waiting = app.tries.lock().unwrap_or_else(PoisonError::into_inner).remaining_seconds();
    if waiting > 0 {
        return Err(Error::too_many_attempts(waiting));
    }
    // Another agent takes the desk: the one before leaves first.
    lock(app, Empty {})?;
    let folder = app.vault_folder();
    if !folder.exists() {
        return Err(Error::new(Code::NotFound, "Aucun coffre dans ce dossier. Créez celui de la commune."));
    }
    crate::backups::settle(&folder)?;
    let mut book = folder.slots()?;
    // As they were found: what is due with the keys writes them again.
    let slots_sequence = book.sequence();
    if !folder.base().exists() {
        return Err(Error::new(Code::Damaged, NO_BASE));
    }
    let wrong = || Error::new(Code::WrongPassword, "L’identifiant ou le mot de passe n’est pas le bon.");
    let Ok(login) = Login::new(&request.login) else { return Err(wrong()) };
    let secret = present_secret(&*app.keyring(), &book)?;
    let password = Password::new(&request.password);
    let mut opened = match book.unlock(&login, &password, &secret) {
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
        Err(UnlockError::NoLongerEntitled) => {
            return Err(Error::new(
                Code::Forbidden,
                "Votre habilitation est terminée\u{a0}: vous n’avez plus la clé de ce coffre. Adressez-vous à l’administrateur.",
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

    if book.roster().entitlements().is_empty() {
        return Err(Error::refused(
            "Ce coffre a été fait par une version d’essai, avant que les habilitations ne soient signées. Recréez-le avec cette version.",
        ));
    }
    let store = open_base(&folder, &opened)?;
    if let Some(newer) = newer_copy(&store, &book) {
        return Err(put_newer_back(app, &folder, newer));
    }
    let agent_id = opened.agent();
    let (town, agents) = store.read(|r| Ok::<_, Error>((settings::town(r)?, r.agents()?)))?;
    folder.renew_card(&town, &agents);
    let clock = clock_of(app, &town);
    let today = clock.today();
    let tidied = tidy(
        &mut opened,
        &mut book,
        (&folder, &store),
        (&password, &secret),
        &*clock,
        &mut *app.host.new_random(),
    )?;
    let row = agents
        .into_iter()
        .find(|agent| agent.id == agent_id && agent.left_on.is_none_or(|day| day >= today))
        .ok_or_else(|| {
            Error::new(Code::Forbidden, "Votre compte est clos. Adressez-vous à l’administrateur.")
        })?;
    let standing = Standing {
        limits: book.roster().limits_on(agent_id, day_of(today)),
        ..Standing::of(book.roster().roles_on(agent_id, day_of(today)), FIRST_DESK)
    };
    let agent = Agent { id: row.id, login: row.login, display_name: row.display_name };
    store.make_findable()?;
    let unlocked = Arc::new(open(app, opened, store, agent, standing, clock)?);
    store_copy(&unlocked, &book);
    let rollback = rollback(&unlocked, slots_sequence)?;
    let older = rollback.map(|rollback| rollback.0);
    let rollback = crate::backups::two_at_the_door(&unlocked, &book, &request, older)?.map(Rollback);
    journal::reach_schema(&unlocked)?;
    // Wrong passwords were before any session: the first one that opens says them.
    let told = [
        wrong_passwords(wrong_before),
        rollback.as_ref().map(|rollback| rollback.0.clone()),
        unlocked.clock_behind(),
        is_first_here(&unlocked).then(|| "Premier accès depuis ce compte de ce poste.".to_owned()),
    ];
    let subject =
        Subject::of("agent", agent_id).detail(told.into_iter().flatten().collect::<Vec<_>>().join(" "));
    unlocked.note("session_unlock", &subject)?;
    let untold = app.untold.lock().unwrap_or_else(PoisonError::into_inner).take();
    for told in untold.into_iter().chain(rollback.as_ref().map(|rollback| rollback.0.clone())) {
        unlocked.note("vault_rolled_back", &Subject::of("vault", book.vault().0).detail(told))?;
    }
    agents::tell_tidied(&unlocked, &tidied)?;
    families::end_old_merges(&unlocked)?;
    if let Some(rollback) = rollback {
        unlocked.keep(Arc::new(rollback));
    }
    remember(&unlocked, book.sequence());
    agents::reseal_in_background(&unlocked);
    journal::look_over(&unlocked)?;
    // What cannot be destroyed today will be tomorrow: a full disk does not keep the vault shut.
    let _ = schooling::erase_outlived(&unlocked);
    *app.vault.write().unwrap_or_else(PoisonError::into_inner) = Some(unlocked);
    state(app, Empty {})
}

/// The copy of the keys that the base keeps, when it is newer than those of the folder: somebody put old ones back.
fn newer_copy(store: &Store, book: &SlotBook) -> Option<SlotBook> {
    // A damaged page shuts nobody out: the look that follows says it.
    let (sequence, bytes) = store.read(|r| r.slot_copy(FIRST_DESK)).ok().flatten()?;
    let newer = (sequence > book.sequence()).then(|| SlotBook::from_bytes(&bytes).ok()).flatten()?;
    (newer.vault() == book.vault()).then_some(newer)
}

/// Puts the present keys in the place of the old ones, and asks to open again: under the old ones a former password, a role that ended,
/// a limit that was lifted would be good again. Whoever opens next signs what happened.
fn put_newer_back(app: &App, folder: &VaultFolder, mut newer: SlotBook) -> Error {
    let said = "D’anciennes clés avaient été remises à la place de celles du coffre\u{a0}: les clés en vigueur ont été remises.";
    match folder.write_slots(&mut newer) {
        Err(refused) => refused,
        Ok(()) => {
            *app.untold.lock().unwrap_or_else(PoisonError::into_inner) = Some(said.to_owned());
            Error::refused(format!("{said} Tapez à nouveau votre mot de passe."))
        }
    }
}

/// Does what is due with the keys: what others decided since this agent last opened. Slots are written before the base, as at every
/// change of keys: a key too many harms nothing.
fn tidy(
    opened: &mut OpenVault,
    book: &mut SlotBook,
    (folder, store): (&VaultFolder, &Store),
    (password, secret): (&Password, &InstallationSecret),
    clock: &dyn Clock,
    random: &mut dyn Random,
) -> Result<Vec<Tidied>, Error> {
    let moment = Moment { at_ms: clock.now_ms(), desk: FIRST_DESK };
    let tidied = opened.tidy(book, moment, day_of(clock.today()), random)?;
    let passed = opened.pass_to_the_installation(book, password, secret, random).map_err(|_| no_memory())?;
    if book.end_grace(moment.at_ms) || passed || !tidied.is_empty() {
        folder.write_slots(book)?;
    }
    if tidied.contains(&Tidied::Rotated { compartment: Compartment::Base }) {
        store.rekey(opened.page_key())?;
    }
    Ok(tidied)
}

/// A desk, or an account of one, that never saw this vault: authorised by a code or by the sheets.
fn is_first_here(unlocked: &crate::unlocked::Unlocked) -> bool {
    matches!(unlocked.keyring().last_seen(unlocked.session().vault()), Ok(None))
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
pub(crate) fn open_base(folder: &VaultFolder, opened: &OpenVault) -> Result<Store, Error> {
    let newest = Store::open(&folder.base(), opened.page_key(), opened.vault());
    if !matches!(newest, Err(StoreError::WrongKey)) {
        return Ok(newest?);
    }
    for former in opened.page_keys().skip(1) {
        if let Ok(store) = Store::open(&folder.base(), former, opened.vault()) {
            store.rekey(opened.page_key())?;
            return Ok(store);
        }
    }
    Err(StoreError::WrongKey.into())
}
