//! Founding the town's vault: the first agent, the keys, the base.

use std::sync::{Arc, PoisonError};

use domain::issue::{IssueCode, Issues};
use domain::values::Siret;
use security::access::Roles;
use security::kdf::KdfParams;
use security::keyring::Keeping;
use security::password::Password;
use security::statement::Moment;
use security::vault::Founding;
use security::{SlotBook, Standing, VaultId};
use store::Store;
use store::users::AgentRow;

use super::{
    FIRST_DESK, SessionView, Site, TownCard, VaultCreateRequest, check_password, clock_of, new_id, no_memory,
    open, state, store_copy,
};
use crate::agents::{Crew, Newcomer};
use crate::app::App;
use crate::call::Subject;
use crate::clock::day_of;
use crate::error::{Code, Error};
use crate::recovery::PendingSheets;
use crate::session::Empty;
use crate::settings::{self, Town};
use crate::unlocked::{Agent, Unlocked};

/// What founding needs, once every field is known to be right.
pub(crate) struct Foundation {
    pub(crate) town: Town,
    pub(crate) founder: Newcomer,
    /// Agents present on the first day, welcomed at once: an invented town has its whole crew.
    pub(crate) colleagues: Vec<Newcomer>,
    /// Whether it begins with the usual kinds of documents.
    pub(crate) usual_documents: bool,
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
    let home = (app.host.keyring)(&app.host.folder);
    let keeps = home.keeping() == Keeping::FileBesideVault || home.probe().is_ok();
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
    let foundation = Foundation { town, founder, colleagues: Vec::new(), usual_documents: true };
    app.settle_at_home();
    if !keeps {
        app.use_degraded_keyring();
    }
    found(app, foundation)?;
    app.host.outside.remember_vault(&app.host.folder);
    state(app, Empty {})
}

/// Founds a vault where there is none, welcomes who is present, and opens it for its founder.
pub(crate) fn found(app: &App, foundation: Foundation) -> Result<Arc<Unlocked>, Error> {
    let Foundation { town, founder, colleagues, usual_documents } = foundation;
    let folder = app.vault_folder();
    let site = Site::open(folder.clone())?;
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
        roles: founder.roles,
        day: day_of(clock.today()),
    };
    let founded = SlotBook::found(founding, moment, &mut *random).map_err(|_| no_memory())?;
    let (mut book, mut open_vault) = (founded.book, founded.open);
    let mut welcomed = Vec::new();
    let mut crew =
        Crew { book: &mut book, installation: &founded.installation, moment, day: day_of(clock.today()) };
    // Once somebody is an administrator, they alone say who is here.
    let (administrators, others): (Vec<&Newcomer>, Vec<_>) =
        colleagues.iter().partition(|colleague| colleague.roles.contains(security::Role::Adm));
    for colleague in others.into_iter().chain(administrators) {
        let host = (&mut open_vault, founder.roles);
        let open = crew.welcome(host, &welcomed, None, colleague, &mut *random)?;
        welcomed.push(open);
    }
    // The secret first: a vault whose secret was never kept could not be opened again.
    app.keyring().put(vault, &founded.installation).map_err(|_| {
        Error::new(
            Code::InstallationSecret,
            "Le trousseau du système a refusé le secret d’installation. Rien n’a été créé.",
        )
    })?;
    folder.write_slots(&mut book)?;
    let store = Store::create(&folder.base(), open_vault.page_key(), vault)?;
    let agent = Agent {
        id: founder.agent,
        login: founder.login.as_str().to_owned(),
        display_name: founder.display_name.clone(),
    };
    let standing = Standing::of(founder.roles, FIRST_DESK);
    let unlocked = open(app, open_vault, store, agent, standing, clock)?;
    crate::journal::reach_schema(&unlocked)?;
    store_copy(&unlocked, &book);
    // Kept by this session alone, until the sheets are printed.
    unlocked.keep(Arc::new(PendingSheets::of(founded.recovery)));
    let everyone = || std::iter::once(&founder).chain(&colleagues);
    let kept = match app.keyring().keeping() {
        Keeping::FileBesideVault => "Secret d’installation gardé dans un fichier de ce poste, sans trousseau",
        Keeping::SystemKeyring | Keeping::Memory => {
            "Secret d’installation gardé par le trousseau de ce poste"
        }
    };
    unlocked.append("vault_create", &Subject::of("vault", vault.0).detail(kept), |w| {
        settings::save_town(w, &town)?;
        for agent in everyone() {
            w.save_agent(&AgentRow {
                id: agent.agent,
                login: agent.login.as_str().to_owned(),
                display_name: agent.display_name.clone(),
                left_on: None,
            })?;
        }
        if usual_documents { crate::supporting::begin(w, || unlocked.new_id()) } else { Ok(()) }
    })?;
    folder.write_card(&TownCard {
        town_name: town.name.clone(),
        fictive: town.fictive,
        agents: everyone()
            .map(|agent| (agent.login.as_str().to_owned(), agent.display_name.clone()))
            .collect(),
        ..TownCard::default()
    })?;
    site.finish()?;
    let unlocked = Arc::new(unlocked);
    *app.vault.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&unlocked));
    Ok(unlocked)
}
