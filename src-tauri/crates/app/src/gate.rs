//! The door: founding a vault, unlocking it, locking it. The only commands that work while the vault is locked.

mod folder;
mod views;

use std::sync::{Arc, PoisonError};
use std::time::Instant;

use domain::issue::{IssueCode, Issues};
use domain::values::Siret;
use security::access::Roles;
use security::audit::Chain;
use security::kdf::KdfParams;
use security::keyring::{InstallationSecretStore, Keeping, LastSeen};
use security::password::{Attempts, Login, Password};
use security::secret::InstallationSecret;
use security::statement::Moment;
use security::vault::{Founding, UnlockError};
use security::{OpenVault, SlotBook, Standing, VaultId};
use store::users::{AgentRoleRow, AgentRow};
use store::{Store, StoreError};
use uuid::Uuid;

pub(crate) use self::folder::{LastBackup, TownCard, VaultFolder};
pub use self::folder::{degraded_secret_store, installation_secret_store};
pub use self::views::*;
use crate::agents::{Crew, Newcomer};
use crate::app::App;
use crate::call::Subject;
use crate::clock::{Clock, StandingClock};
use crate::error::{Code, Error};
use crate::session::Empty;
use crate::settings::{self, Town};
use crate::unlocked::{Agent, Parts, Unlocked};

/// The first desk of a town. Others will be numbered when they join.
const FIRST_DESK: u16 = 1;

/// Minutes without a gesture before the vault locks.
const IDLE_MINUTES: u32 = 5;

/// Wrong passwords so far, and when the next try is allowed.
#[derive(Default)]
pub(crate) struct Tries {
    attempts: Attempts,
    next: Option<Instant>,
}

impl Tries {
    /// Measured on the monotonic clock: putting the wall clock forward does not shorten the wait.
    fn remaining_seconds(&self) -> u64 {
        self.next.map_or(0, |next| {
            next.saturating_duration_since(Instant::now()).as_millis().div_ceil(1_000) as u64
        })
    }

    fn fail(&mut self) -> u64 {
        self.attempts = self.attempts.failed();
        self.next = Some(Instant::now() + self.attempts.delay());
        self.attempts.delay().as_secs()
    }
}

/// Where the vault stands and, once open, who is at the desk.
pub fn state(app: &App, _: Empty) -> Result<SessionView, Error> {
    let folder = VaultFolder::new(&app.host.folder);
    let unlocked = app.vault.read().unwrap_or_else(PoisonError::into_inner).clone();
    let card = folder.card();
    let (book, problem) = match folder.exists().then(|| folder.slots()) {
        Some(Ok(book)) => (Some(book), None),
        Some(Err(error)) => (None, Some(error.message)),
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
    // An invented town stands on its own day: until it is open, the age of its backup is unknown.
    let backup = card.backup.filter(|_| unlocked.is_some() || !card.fictive).map(|backup| BackupAge {
        hours: (clock.now_ms() - backup.at_ms).max(0).unsigned_abs() / 3_600_000,
        verified: backup.verified,
    });
    let phase = match (&unlocked, folder.exists()) {
        (Some(_), _) => Phase::Open,
        (None, true) => Phase::Locked,
        (None, false) => Phase::NoVault,
    };
    let agent = unlocked.as_ref().map(|unlocked| {
        let roles = unlocked.session().standing().roles;
        SessionAgent {
            id: unlocked.agent().id,
            login: unlocked.agent().login.clone(),
            name: unlocked.agent().display_name.clone(),
            roles: roles.iter().map(Role::from).collect(),
            role_labels: roles.iter().map(|role| role.label().to_owned()).collect(),
            rights: unlocked.session().rights().into_iter().map(|right| right.name.to_owned()).collect(),
        }
    });
    Ok(SessionView {
        phase,
        folder: app.host.folder.display().to_string(),
        town: (!card.town_name.is_empty()).then_some(card.town_name),
        fictive: card.fictive,
        keyring,
        backup,
        older_than_seen: unlocked
            .as_ref()
            .and_then(|unlocked| unlocked.kept::<Rollback>())
            .map(|rollback| rollback.0.clone()),
        today: today.to_string(),
        school_year: school_year(today),
        idle_minutes: IDLE_MINUTES,
        agents: agents.collect(),
        retry_after_seconds: app.tries.lock().unwrap_or_else(PoisonError::into_inner).remaining_seconds(),
        problem,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        agent,
    })
}

/// The school year turns on the first of September.
fn school_year(day: jiff::civil::Date) -> String {
    let first = if day.month() >= 9 { day.year() } else { day.year() - 1 };
    format!("{first}-{}", first + 1)
}

/// What founding needs, once every field is known to be right.
pub(crate) struct Foundation {
    pub(crate) town: Town,
    pub(crate) founder: Newcomer,
    /// Agents present on the first day, welcomed at once: an invented town has its whole crew.
    pub(crate) colleagues: Vec<Newcomer>,
}

/// Founds the town's vault and opens it for its first agent.
pub fn create(app: &App, request: VaultCreateRequest) -> Result<SessionView, Error> {
    let mut issues = Issues::new();
    for (field, value, what) in [
        ("town_name", &request.town_name, "Indiquez le nom de la commune."),
        ("street", &request.street, "Indiquez l’adresse de la mairie."),
        ("postal_code", &request.postal_code, "Indiquez le code postal de la mairie."),
        ("city", &request.city, "Indiquez la ville."),
        ("display_name", &request.display_name, "Indiquez votre nom, tel que vos collègues le liront."),
    ] {
        if value.trim().is_empty() {
            issues.refuse(field, IssueCode::Missing, what);
        }
    }
    issues.take("siret", request.siret.parse::<Siret>());
    let login = crate::agents::parse_login(&mut issues, &request.login);
    let password = Password::new(&request.password);
    check_password(
        &mut issues,
        "password",
        &password,
        &[&request.town_name, &request.login, &request.display_name],
    );
    let keeps = app.keyring().keeping() == Keeping::FileBesideVault || app.keyring().probe().is_ok();
    if !keeps && !request.accept_degraded_keyring {
        issues.refuse(
            "accept_degraded_keyring",
            IssueCode::Missing,
            "Ce poste n’a pas de trousseau de clés. Acceptez de garder le secret d’installation dans un fichier, ou activez le trousseau du système.",
        );
    }
    let login = issues.finish(login).map_err(Error::fields)?;
    let roles =
        request.roles.iter().filter_map(|code| security::Role::from_code(code)).chain([security::Role::Adm]);
    let town = Town {
        name: request.town_name,
        siret: request.siret.chars().filter(|c| !c.is_whitespace()).collect(),
        street: request.street,
        postal_code: request.postal_code,
        city: request.city,
        zone: request.zone,
        ..Town::default()
    };
    let founder = Newcomer {
        agent: new_id(app),
        login,
        display_name: request.display_name,
        roles: Roles::of(roles),
        password,
        kdf: KdfParams::calibrate(),
    };
    let foundation = Foundation { town, founder, colleagues: Vec::new() };
    if !keeps {
        app.use_degraded_keyring();
    }
    found(app, foundation)?;
    state(app, Empty {})
}

/// Founds a vault where there is none, welcomes who is present, and opens it for its founder.
pub(crate) fn found(app: &App, foundation: Foundation) -> Result<Arc<Unlocked>, Error> {
    let Foundation { town, founder, colleagues } = foundation;
    let folder = VaultFolder::new(&app.host.folder);
    if folder.exists() {
        return Err(Error::new(
            Code::AlreadyDone,
            "Un coffre existe déjà dans ce dossier. Ouvrez-le, ou choisissez un autre dossier.",
        ));
    }
    folder.make()?;
    let clock = clock_of(app, &town);
    let moment = Moment { at_ms: clock.now_ms(), desk: FIRST_DESK };
    let mut random = app.host.new_random();
    let vault = VaultId(new_id(app));
    let founding = Founding {
        vault,
        agent: founder.agent,
        login: founder.login.clone(),
        password: &founder.password,
        kdf: founder.kdf,
    };
    let founded = SlotBook::found(founding, moment, &mut *random).map_err(|_| no_memory())?;
    let (mut book, mut open_vault) = (founded.book, founded.open);
    let mut welcomed = Vec::new();
    let mut crew = Crew { book: &mut book, installation: &founded.installation, moment };
    for colleague in &colleagues {
        let host = (&mut open_vault, founder.roles);
        welcomed.push(crew.welcome(host, &welcomed, colleague, &mut *random)?);
    }
    // The secret first: a vault whose secret was never kept could not be opened again.
    app.keyring().put(vault, &founded.installation).map_err(|_| {
        Error::new(
            Code::InstallationSecret,
            "Le trousseau du système a refusé le secret d’installation. Rien n’a été créé.",
        )
    })?;
    folder.write_slots(&mut book)?;
    let store = Store::create(&folder.base(), open_vault.page_key())?;
    let agent = Agent {
        id: founder.agent,
        login: founder.login.as_str().to_owned(),
        display_name: founder.display_name.clone(),
    };
    let unlocked = open(app, open_vault, store, agent, founder.roles, clock)?;
    let today = unlocked.clock().today();
    let everyone = || std::iter::once(&founder).chain(&colleagues);
    unlocked.append("vault_create", &Subject::of("vault", vault.0), |w| {
        settings::save_town(w, &town)?;
        for agent in everyone() {
            w.save_agent(&AgentRow {
                id: agent.agent,
                login: agent.login.as_str().to_owned(),
                display_name: agent.display_name.clone(),
                left_on: None,
            })?;
            for role in agent.roles.iter() {
                let role = role.code().to_owned();
                w.save_agent_role(&AgentRoleRow {
                    agent: agent.agent,
                    role,
                    valid_from: today,
                    valid_to: None,
                })?;
            }
        }
        Ok(())
    })?;
    folder.write_card(&TownCard {
        town_name: town.name.clone(),
        fictive: town.fictive,
        agents: everyone()
            .map(|agent| (agent.login.as_str().to_owned(), agent.display_name.clone()))
            .collect(),
        backup: None,
    })?;
    let unlocked = Arc::new(unlocked);
    *app.vault.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&unlocked));
    Ok(unlocked)
}

/// A UUIDv7 made before any vault is open.
pub(crate) fn new_id(app: &App) -> Uuid {
    security::random::uuid_v7(app.host.clock.now_ms().unsigned_abs(), &mut *app.host.new_random())
}

/// An invented town, for looking around and for proofs.
pub fn create_fictive(app: &App, request: FictiveCreateRequest) -> Result<FictiveView, Error> {
    crate::demo::create(app, &request)
}

/// Opens the vault with an agent's own password.
pub fn unlock(app: &App, request: UnlockRequest) -> Result<SessionView, Error> {
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
    let folder = VaultFolder::new(&app.host.folder);
    if !folder.exists() {
        return Err(Error::new(Code::NotFound, "Aucun coffre dans ce dossier. Créez celui de la commune."));
    }
    let book = folder.slots()?;
    let wrong = || Error::new(Code::WrongPassword, "L’identifiant ou le mot de passe n’est pas le bon.");
    let Ok(login) = Login::new(&request.login) else { return Err(wrong()) };
    let secret = installation_secret(&**app.keyring(), book.vault())?;
    let password = Password::new(&request.password);
    let opened = match book.unlock(&login, &password, &secret) {
        Ok(opened) => opened,
        Err(UnlockError::WrongCredentials) => {
            let seconds = app.tries.lock().unwrap_or_else(PoisonError::into_inner).fail();
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
    *app.tries.lock().unwrap_or_else(PoisonError::into_inner) = Tries::default();

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
    let subject =
        Subject::of("agent", agent_id).detail(rollback.as_ref().map_or("", |rollback| rollback.0.as_str()));
    unlocked.note("session_unlock", &subject)?;
    if let Some(rollback) = rollback {
        unlocked.keep(Arc::new(rollback));
    }
    remember(&unlocked, book.sequence());
    *app.vault.write().unwrap_or_else(PoisonError::into_inner) = Some(unlocked);
    state(app, Empty {})
}

/// Locks: rights end now, keys are wiped, documents shown are removed.
pub fn lock(app: &App, _: Empty) -> Result<SessionView, Error> {
    if let Some(unlocked) = app.vault.write().unwrap_or_else(PoisonError::into_inner).take() {
        // The line says who left; a full disk must not keep the vault open.
        let _ = unlocked.note("session_lock", &Subject::of("agent", unlocked.agent().id));
        if let Ok(book) = unlocked.folder().slots() {
            remember(&unlocked, book.sequence());
        }
        unlocked.close();
        app.host.outside.forget_documents();
    }
    state(app, Empty {})
}

/// What a password being chosen is worth.
pub fn measure_password(_: &App, request: PasswordMeasureRequest) -> Result<PasswordMeasureView, Error> {
    let context: Vec<&str> = request.context.iter().map(String::as_str).collect();
    Ok(measure(&Password::new(&request.password), &context))
}

/// Proposes a passphrase of French words.
pub fn suggest_passphrase(app: &App, _: Empty) -> Result<PassphraseView, Error> {
    let mut random = app.host.new_random();
    Ok(PassphraseView { passphrase: security::password::passphrase(&mut *random).to_string() })
}

fn measure(password: &Password, context: &[&str]) -> PasswordMeasureView {
    let strength = password.strength(context);
    PasswordMeasureView {
        bits: strength.bits,
        accepted: strength.is_enough(),
        advice: strength
            .weaknesses
            .first()
            .map(|weakness| weakness.sentence().to_owned())
            .unwrap_or_default(),
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

/// The base or its keys are older than what this desk last saw: put back from a copy, by someone who had a right to or not.
pub(crate) struct Rollback(pub(crate) String);

/// Compares the base with what this desk last saw of it. Without a keyring there is nothing to compare with.
fn rollback(unlocked: &Unlocked, slots_sequence: u64) -> Result<Option<Rollback>, Error> {
    let Ok(Some(seen)) = unlocked.keyring().last_seen(unlocked.session().vault()) else { return Ok(None) };
    let head = unlocked.audit_head();
    let known = unlocked.store().read(|r| Ok::<_, Error>(r.audit_hash(seen.head.desk, seen.head.seq)?))?;
    if seen.head.seq > 0 && known != Some(seen.head.hash) {
        let missing = seen.head.seq.saturating_sub(head.seq);
        return Ok(Some(Rollback(format!(
            "Cette base est plus ancienne que la dernière utilisée sur ce poste, ou a suivi un autre chemin ({missing} écritures de moins)."
        ))));
    }
    Ok((slots_sequence < seen.slots_sequence).then(|| {
        Rollback(
            "Les clés de ce coffre sont plus anciennes que les dernières utilisées sur ce poste.".to_owned(),
        )
    }))
}

/// Remembers what this desk has seen, after the base has committed: a crash in between leaves the base ahead, never behind.
fn remember(unlocked: &Unlocked, slots_sequence: u64) {
    let seen = LastSeen { head: unlocked.audit_head(), slots_sequence };
    // A keyring that refuses costs the comparison at the next opening, nothing else.
    let _ = unlocked.keyring().remember(unlocked.session().vault(), &seen);
}

/// A password someone chooses for themselves must resist being guessed.
pub(crate) fn check_password(issues: &mut Issues, field: &str, password: &Password, context: &[&str]) {
    for weakness in password.strength(context).weaknesses {
        issues.refuse(field, IssueCode::OutOfRange, weakness.sentence());
    }
}

fn open(
    app: &App,
    opened: OpenVault,
    store: Store,
    agent: Agent,
    roles: Roles,
    clock: Arc<dyn Clock>,
) -> Result<Unlocked, Error> {
    let (head, hlc) =
        store.read(|r| Ok::<_, Error>((r.audit_head(FIRST_DESK)?, r.audit_clock(FIRST_DESK)?)))?;
    let session = opened.into_session(Standing::of(roles, FIRST_DESK), app.host.new_random());
    Ok(Unlocked::new(Parts {
        agent,
        session,
        store,
        clock,
        random: app.host.new_random(),
        outside: Arc::clone(&app.host.outside),
        desk: FIRST_DESK,
        folder: VaultFolder::new(&app.host.folder),
        keyring: Arc::clone(app.keyring()),
        chain: Chain::at(head),
        hlc,
    }))
}

/// The secret of this desk's installation, without which no password opens anything.
pub(crate) fn installation_secret(
    keyring: &dyn InstallationSecretStore,
    vault: VaultId,
) -> Result<InstallationSecret, Error> {
    keyring.get(vault).ok().flatten().ok_or_else(|| {
        Error::new(
            Code::InstallationSecret,
            "Le secret d’installation de ce coffre n’est pas dans le trousseau de ce poste. Ce poste n’est pas encore autorisé.",
        )
    })
}

fn clock_of(app: &App, town: &Town) -> Arc<dyn Clock> {
    match town.stands_on.as_deref().and_then(|day| day.parse().ok()) {
        Some(day) => Arc::new(StandingClock::on(day)),
        None => Arc::clone(&app.host.clock),
    }
}

fn no_memory() -> Error {
    Error::new(
        Code::Disk,
        "Ce poste manque de mémoire pour ouvrir le coffre. Fermez d’autres programmes puis recommencez.",
    )
}
