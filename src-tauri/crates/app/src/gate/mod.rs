//! The door: founding a vault, unlocking it, locking it. The only commands that work while the vault is locked.

mod enrolling;
mod folder;
mod founding;
mod passwords;
mod place;
mod rollback;
mod site;
mod tries;
mod unlocking;
mod views;

use std::sync::{Arc, PoisonError};

use security::audit::Chain;
use security::keyring::{InstallationSecretStore, Keeping, SecretStoreError};
use security::secret::InstallationSecret;
use security::{OpenVault, SlotBook, Standing, VaultId};
use store::Store;
use store::audit::AuditFilter;
use uuid::Uuid;

pub use self::enrolling::enrol;
pub(crate) use self::folder::{BACKUP_MANIFEST, LastBackup, PlaceRecord, TownCard, VaultFolder};
pub use self::folder::{degraded_secret_store, installation_secret_store};
pub use self::founding::create;
pub(crate) use self::founding::{Foundation, found};
pub(crate) use self::passwords::check_password;
pub use self::passwords::{measure_password, suggest_passphrase};
pub use self::place::choose;
pub(crate) use self::place::{Place, come_to};
use self::rollback::Rollback;
pub(crate) use self::rollback::{Herald, remember};
pub(crate) use self::site::{Site, is_bare};
pub(crate) use self::tries::Tries;
pub(crate) use self::unlocking::open_base;
pub use self::unlocking::unlock;
pub use self::views::*;
use crate::app::App;
use crate::backups;
use crate::call::Subject;
use crate::clock::{Clock, StandingClock};
use crate::error::{Code, Error};
use crate::session::Empty;
use crate::settings::{self, Town};
use crate::unlocked::{Agent, Parts, Unlocked};

/// The first desk of a town. Others will be numbered when they join.
pub(crate) const FIRST_DESK: u16 = 1;

/// Where the vault stands and, once open, who is at the desk.
pub fn state(app: &App, _: Empty) -> Result<SessionView, Error> {
    let folder = app.vault_folder();
    let unlocked = app.vault.read().unwrap_or_else(PoisonError::into_inner).clone();
    // A restoration decided before a kill is finished before anything is said of the vault.
    let unsettled = if unlocked.is_none() { backups::settle(&folder).err() } else { None };
    let card = folder.card();
    let (book, problem) = match folder.exists().then(|| folder.slots()) {
        Some(Ok(book)) if unsettled.is_some() => (Some(book), unsettled.map(|error| error.message)),
        Some(Ok(book)) if !folder.base().exists() => (Some(book), Some(unlocking::NO_BASE.to_owned())),
        Some(Ok(book)) => (Some(book), None),
        Some(Err(error)) => (None, Some(error.message)),
        None if app.has_lost_its_vault() => (None, Some(lost(&folder))),
        None => (None, None),
    };
    let agents = book.iter().flat_map(SlotBook::logins).map(|login| {
        let login = login.as_str().to_owned();
        GateAgent {
            name: card.agents.get(&login).cloned().unwrap_or_else(|| login.clone()),
            known_password: card.fictive.then(|| crate::demo::password_of(&login)).flatten(),
            login,
        }
    });
    let keyring = match app.keyring().keeping() {
        Keeping::FileBesideVault => KeyringState::Degraded,
        // Asking a keyring may open the system's own dialog: only the first start needs to know.
        _ if book.is_some() || app.keyring().probe().is_ok() => KeyringState::Present,
        _ => KeyringState::Absent,
    };
    let clock: &dyn Clock = unlocked.as_ref().map_or(&*app.host.clock, |unlocked| unlocked.clock());
    let today = clock.today();
    let plan = unlocked.as_ref().and_then(|unlocked| unlocked.store().read(backups::plan).ok());
    let backup_due =
        unlocked.as_ref().zip(plan.as_ref()).is_some_and(|(unlocked, plan)| backups::any_due(unlocked, plan));
    // An invented town stands on its own day: until it is open, the age of its backup is unknown.
    let knows_the_day = unlocked.is_some() || !card.fictive;
    let now_ms = clock.now_ms();
    let backup_troubles = match knows_the_day && folder.exists() {
        true => {
            backups::place_troubles(&card, plan.as_ref()).iter().map(|said| backups::briefly(said)).collect()
        }
        false => Vec::new(),
    };
    let keys_elsewhere = match &book {
        None if folder.exists() => backups::keys_elsewhere(&folder),
        _ => None,
    };
    let backup = card.backup.as_ref().filter(|_| knows_the_day).map(|backup| {
        let age = backups::Age::of(backup.at_ms, now_ms);
        BackupAge { hours: age.hours, verified: backup.verified, late: age.is_late() }
    });
    let phase = match (&unlocked, folder.exists()) {
        (Some(_), _) => Phase::Open,
        (None, true) => Phase::Locked,
        (None, false) => Phase::NoVault,
    };
    let agent = unlocked.as_ref().map(|unlocked| {
        let now_ms = unlocked.clock().now_ms();
        // What was lent may be over since the last command.
        unlocked.session().observe(now_ms);
        let left = unlocked.session().lent_for();
        let roles = unlocked.session().roles();
        SessionAgent {
            lent_until_ms: unlocked.session().lent_until_ms(),
            lent_seconds_left: left.and_then(|left| u32::try_from(left.as_secs()).ok()),
            id: unlocked.agent().id,
            login: unlocked.agent().login.clone(),
            name: unlocked.agent().display_name.clone(),
            roles: roles.iter().map(Role::from).collect(),
            role_labels: roles.iter().map(|role| role.label().to_owned()).collect(),
            limits: crate::agents::limits_in_words(unlocked),
            rights: unlocked.session().rights().into_iter().map(|right| right.name.to_owned()).collect(),
        }
    });
    let (integrity, watch) =
        unlocked.as_ref().map_or((Vec::new(), None), |unlocked| crate::journal::integrity(unlocked));
    Ok(SessionView {
        phase,
        folder: folder.path().display().to_string(),
        town: (!card.town_name.is_empty()).then_some(card.town_name),
        fictive: card.fictive,
        keyring,
        backup,
        backup_troubles,
        backup_due,
        keys_elsewhere,
        older_than_seen: unlocked
            .as_ref()
            .and_then(|unlocked| unlocked.kept::<Rollback>())
            .map(|rollback| rollback.0.clone()),
        clock_behind: unlocked.as_ref().and_then(|unlocked| unlocked.clock_behind()),
        integrity,
        watch,
        today: today.to_string(),
        school_year: school_year(today),
        idle_minutes: unlocked
            .as_ref()
            .map_or(settings::IDLE_MINUTES, |unlocked| unlocked.idle_minutes())
            .into(),
        agents: agents.collect(),
        retry_after_seconds: app.tries.lock().unwrap_or_else(PoisonError::into_inner).remaining_seconds(),
        problem,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        agent,
    })
}

fn lost(folder: &VaultFolder) -> String {
    format!(
        "Le dernier coffre ouvert sur ce poste, dans {}, n’y est plus. Branchez sa clé ou son disque, ou ouvrez-le là où il est.",
        folder.path().display()
    )
}

/// The school year turns on the first of September.
fn school_year(day: jiff::civil::Date) -> String {
    let first = if day.month() >= 9 { day.year() } else { day.year() - 1 };
    format!("{first}-{}", first + 1)
}

/// A UUIDv7 made before any vault is open.
pub(crate) fn new_id(app: &App) -> Uuid {
    security::random::uuid_v7(app.host.clock.now_ms().unsigned_abs(), &mut *app.host.new_random())
}

/// An invented town, for looking around and for proofs.
pub fn create_fictive(app: &App, request: FictiveCreateRequest) -> Result<FictiveView, Error> {
    crate::demo::create(app, &request)
}

/// Locks: rights end now, keys are wiped, documents shown are removed.
pub fn lock(app: &App, _: Empty) -> Result<SessionView, Error> {
    leave(app, "");
    state(app, Empty {})
}

/// The same, when nobody asked: the journal says why. Answers whether there was something to lock.
pub(crate) fn leave(app: &App, why: &str) -> bool {
    let Some(unlocked) = app.vault.write().unwrap_or_else(PoisonError::into_inner).take() else {
        return false;
    };
    // The line says who left; a full disk must not keep the vault open.
    let _ = unlocked.note("session_lock", &Subject::of("agent", unlocked.agent().id).detail(why));
    if let Ok(book) = unlocked.folder().slots() {
        remember(&unlocked, book.sequence());
    }
    unlocked.close();
    unlocked.watch().stop(&unlocked);
    unlocked.herald().end();
    app.host.outside.forget_documents();
    true
}

pub(crate) fn open(
    app: &App,
    opened: OpenVault,
    store: Store,
    agent: Agent,
    standing: Standing,
    clock: Arc<dyn Clock>,
) -> Result<Unlocked, Error> {
    let (head, hlc, town) = store.read(|r| {
        Ok::<_, Error>((r.audit_head(FIRST_DESK)?, r.audit_clock(FIRST_DESK)?, settings::town(r)?))
    })?;
    // An invented town begins its day again at each opening. A line that cannot be read is the look-over's business.
    let last_line = AuditFilter { limit: 1, ..AuditFilter::default() };
    let last_line_ms = match town.stands_on {
        Some(_) => None,
        None => store.read(|r| r.audit_entries(&last_line)).ok().and_then(|lines| Some(lines.first()?.at_ms)),
    };
    let session = opened.into_session(standing, app.host.new_random());
    let mut paces = app.paces.lock().unwrap_or_else(PoisonError::into_inner);
    let pace = Arc::clone(paces.entry(agent.id).or_default());
    drop(paces);
    Ok(Unlocked::new(Parts {
        agent,
        session,
        store,
        clock,
        machine_clock: Arc::clone(&app.host.clock),
        random: app.host.new_random(),
        outside: Arc::clone(&app.host.outside),
        desk: FIRST_DESK,
        folder: app.vault_folder(),
        keyring: app.keyring(),
        chain: Chain::at(head),
        hlc,
        last_line_ms,
        idle_minutes: town.idle_minutes(),
        tries: Arc::clone(&app.tries),
        pace,
    }))
}

/// Keeps the third copy of the slots, in the base: what mends the two others while a session is open. A disk that refuses costs that
/// copy, nothing else: the next opening writes it.
pub(crate) fn store_copy(unlocked: &Unlocked, book: &SlotBook) {
    let _ = unlocked.store().keep_slots(FIRST_DESK, book.sequence(), &book.to_bytes());
}

/// The secret the slots are under: the present one or, when a renewal was cut short between the slots and the keyring, the next.
pub(crate) fn present_secret(
    keyring: &dyn InstallationSecretStore,
    book: &SlotBook,
) -> Result<InstallationSecret, Error> {
    let kept = installation_secret(keyring, book.vault())?;
    match keyring.next(book.vault()) {
        Ok(Some(next)) if !book.accepts(&kept) && book.accepts(&next) => {
            // A keyring that refuses keeps both: the next opening asks again.
            let _ = keyring.promote_next(book.vault());
            Ok(next)
        }
        _ => Ok(kept),
    }
}

/// The secret of this desk's installation, without which no password opens anything.
pub(crate) fn installation_secret(
    keyring: &dyn InstallationSecretStore,
    vault: VaultId,
) -> Result<InstallationSecret, Error> {
    let refused = |message| Error::new(Code::InstallationSecret, message);
    match keyring.get(vault) {
        Ok(Some(secret)) => Ok(secret),
        Ok(None) => Err(refused(
            "Le secret d’installation de ce coffre n’est pas dans le trousseau de ce poste. Ce poste n’est pas encore autorisé.",
        )),
        Err(SecretStoreError::Damaged) => Err(refused(
            "Le secret d’installation gardé sur ce poste est abîmé. Restaurez le trousseau du système, ou autorisez ce poste à nouveau.",
        )),
        // Locked, or not started: what it holds is still there.
        Err(_) => Err(refused(
            "Le trousseau de clés de ce poste ne répond pas\u{a0}: il est verrouillé ou arrêté. Ouvrez-le (souvent en rouvrant la session du système), puis recommencez.",
        )),
    }
}

pub(crate) fn clock_of(app: &App, town: &Town) -> Arc<dyn Clock> {
    match town.stands_on.as_deref().and_then(|day| day.parse().ok()) {
        Some(day) => Arc::new(StandingClock::on(day)),
        None => Arc::clone(&app.host.clock),
    }
}

pub(crate) fn no_memory() -> Error {
    Error::new(
        Code::Disk,
        "Ce poste manque de mémoire pour ouvrir le coffre. Fermez d’autres programmes puis recommencez.",
    )
}
