//! The door: founding a vault, unlocking it, locking it. The only commands that work while the vault is locked.

mod folder;
mod views;

use std::sync::{Arc, PoisonError};
use std::time::Instant;

use domain::issue::{IssueCode, Issues, Refusal};
use domain::values::Siret;
use security::access::Roles;
use security::audit::Chain;
use security::kdf::KdfParams;
use security::keyring::Keeping;
use security::password::{Attempts, Login, Password};
use security::secret::InstallationSecret;
use security::statement::Moment;
use security::vault::{Founding, UnlockError};
use security::{Hlc, OpenVault, SlotBook, Standing, VaultId};
use store::Store;
use store::users::{AgentRoleRow, AgentRow};

pub(crate) use self::folder::{TownCard, VaultFolder};
pub use self::folder::{degraded_secret_store, installation_secret_store};
pub use self::views::*;
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
        backup: None,
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
    pub(crate) login: Login,
    pub(crate) display_name: String,
    pub(crate) roles: Roles,
    pub(crate) password: Password,
    pub(crate) kdf: KdfParams,
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
    let login = Login::new(&request.login)
        .map_err(|_| Refusal::new(IssueCode::Malformed, "Choisissez un identifiant de 1 à 64 caractères."));
    let login = issues.take("login", login);
    let password = Password::new(&request.password);
    let strength = measure(&password, &[&request.town_name, &request.login, &request.display_name]);
    if !strength.accepted {
        issues.refuse("password", IssueCode::OutOfRange, strength.advice);
    }
    let keeps = app.keyring().keeping() == Keeping::FileBesideVault || app.keyring().probe().is_ok();
    if !keeps && !request.accept_degraded_keyring {
        issues.refuse(
            "accept_degraded_keyring",
            IssueCode::Missing,
            "Ce poste n’a pas de trousseau de clés. Acceptez de garder le secret d’installation dans un fichier, ou activez le trousseau du système.",
        );
    }
    let login = issues.finish(login).map_err(Error::fields)?;
    let roles = request.roles.iter().filter_map(|code| security::Role::from_code(code)).chain([security::Role::Adm]);
    let town = Town {
        name: request.town_name,
        siret: request.siret.chars().filter(|c| !c.is_whitespace()).collect(),
        street: request.street,
        postal_code: request.postal_code,
        city: request.city,
        zone: request.zone,
        ..Town::default()
    };
    let foundation = Foundation {
        town,
        login,
        display_name: request.display_name,
        roles: Roles::of(roles),
        password,
        kdf: KdfParams::calibrate(),
    };
    if !keeps {
        app.use_degraded_keyring();
    }
    found(app, foundation)?;
    state(app, Empty {})
}

/// Founds a vault where there is none, and opens it.
pub(crate) fn found(app: &App, foundation: Foundation) -> Result<Arc<Unlocked>, Error> {
    let folder = VaultFolder::new(&app.host.folder);
    if folder.exists() {
        return Err(Error::new(
            Code::AlreadyDone,
            "Un coffre existe déjà dans ce dossier. Ouvrez-le, ou choisissez un autre dossier.",
        ));
    }
    folder.make()?;
    let clock = clock_of(app, &foundation.town);
    let moment = moment(&*clock);
    let mut random = app.host.new_random();
    let agent_id = security::random::uuid_v7(clock.now_ms().unsigned_abs(), &mut *random);
    let vault = VaultId(security::random::uuid_v7(clock.now_ms().unsigned_abs(), &mut *random));
    let founding = Founding {
        vault,
        agent: agent_id,
        login: foundation.login.clone(),
        password: &foundation.password,
        kdf: foundation.kdf,
    };
    let founded = SlotBook::found(founding, moment, &mut *random).map_err(|_| no_memory())?;
    let mut book = founded.book;
    // The secret first: a vault whose secret was never kept could not be opened again.
    app.keyring().put(vault, &founded.installation).map_err(|_| {
        Error::new(
            Code::InstallationSecret,
            "Le trousseau du système a refusé le secret d’installation. Rien n’a été créé.",
        )
    })?;
    folder.write_slots(&mut book)?;
    let store = Store::create(&folder.base(), founded.open.page_key())?;
    let agent = Agent {
        id: agent_id,
        login: foundation.login.as_str().to_owned(),
        display_name: foundation.display_name,
    };
    let roles = foundation.roles;
    let unlocked = open(app, founded.open, store, agent.clone(), roles, clock)?;
    let today = unlocked.clock().today();
    unlocked.append("vault_create", &Subject::of("vault", vault.0), |w| {
        settings::save_town(w, &foundation.town)?;
        let row = AgentRow {
            id: agent.id,
            login: agent.login.clone(),
            display_name: agent.display_name.clone(),
            left_on: None,
        };
        w.save_agent(&row)?;
        for role in roles.iter() {
            w.save_agent_role(&AgentRoleRow {
                agent: agent.id,
                role: role.code().to_owned(),
                valid_from: today,
                valid_to: None,
            })?;
        }
        Ok(())
    })?;
    folder.write_card(&TownCard {
        town_name: foundation.town.name.clone(),
        fictive: foundation.town.fictive,
        agents: [(agent.login, agent.display_name)].into(),
    })?;
    let unlocked = Arc::new(unlocked);
    *app.vault.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&unlocked));
    Ok(unlocked)
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
    let secret = installation_secret(app, book.vault())?;
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

    let store = Store::open(&folder.base(), opened.page_key())?;
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
        .filter(|role| {
            role.agent == agent_id && role.valid_from <= today && role.valid_to.is_none_or(|day| day >= today)
        })
        .filter_map(|role| security::Role::from_code(&role.role));
    let held = Roles::of(held);
    let agent = Agent { id: row.id, login: row.login, display_name: row.display_name };
    let unlocked = Arc::new(open(app, opened, store, agent, held, clock)?);
    unlocked.append("session_unlock", &Subject::of("agent", agent_id), |_| Ok(()))?;
    *app.vault.write().unwrap_or_else(PoisonError::into_inner) = Some(unlocked);
    state(app, Empty {})
}

/// Locks: rights end now, keys are wiped, documents shown are removed.
pub fn lock(app: &App, _: Empty) -> Result<SessionView, Error> {
    if let Some(unlocked) = app.vault.write().unwrap_or_else(PoisonError::into_inner).take() {
        // The line says who left; a full disk must not keep the vault open.
        let _ = unlocked.append("session_lock", &Subject::of("agent", unlocked.agent().id), |_| Ok(()));
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
        advice: strength.weaknesses.first().map(|weakness| weakness.sentence().to_owned()).unwrap_or_default(),
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
    let chain = Chain::at(store.read(|r| r.audit_head(FIRST_DESK))?);
    let session = opened.into_session(Standing::of(roles, FIRST_DESK), app.host.new_random());
    Ok(Unlocked::new(Parts {
        agent,
        session,
        store,
        clock,
        random: app.host.new_random(),
        outside: Arc::clone(&app.host.outside),
        desk: FIRST_DESK,
        chain,
        hlc: Hlc::ZERO,
    }))
}

fn installation_secret(app: &App, vault: VaultId) -> Result<InstallationSecret, Error> {
    app.keyring().get(vault).ok().flatten().ok_or_else(|| {
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

fn moment(clock: &dyn Clock) -> Moment {
    Moment { at_ms: clock.now_ms(), desk: FIRST_DESK }
}

fn no_memory() -> Error {
    Error::new(
        Code::Disk,
        "Ce poste manque de mémoire pour ouvrir le coffre. Fermez d’autres programmes puis recommencez.",
    )
}
