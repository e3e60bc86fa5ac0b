//! Using the sheets, from the door: a desk that lost its secret, an agent who lost their password with nobody left to welcome them.

use std::sync::{Arc, PoisonError};

use domain::issue::{IssueCode, Issues};
use security::access::{Role, Roles};
use security::kdf::KdfParams;
use security::password::Password;
use security::statement::{Moment, RECOVERY};
use security::{SlotBook, Standing, Terms};
use store::users::AgentRow;
use zeroize::Zeroizing;

use super::typed;
use super::views::{AgentRestoreRequest, AgentRestoredView, TypedSheets};
use crate::agents::{Crew, Newcomer, parse_login};
use crate::app::App;
use crate::call::Subject;
use crate::clock::day_of;
use crate::error::{Code, Error};
use crate::gate::{
    self, FIRST_DESK, SessionView, VaultFolder, check_password, clock_of, lock, new_id, open_base, store_copy,
};
use crate::session::Empty;
use crate::settings;
use crate::unlocked::Agent;

/// Authorises this desk by two sheets: the secret of the installation goes back to its keyring. Passwords are then asked as ever.
pub fn authorise_desk(app: &App, sheets: TypedSheets) -> Result<SessionView, Error> {
    let _door = app.door.lock().unwrap_or_else(PoisonError::into_inner);
    lock(app, Empty {})?;
    let folder = here(app)?;
    let book = folder.slots()?;
    admit_desk(app, &book, &sheets)?;
    gate::state(app, Empty {})
}

fn here(app: &App) -> Result<VaultFolder, Error> {
    let folder = app.vault_folder();
    if folder.exists() {
        Ok(folder)
    } else {
        Err(Error::new(
            Code::NotFound,
            "Aucun coffre dans ce dossier. Ouvrez celui de la commune, ou restaurez une sauvegarde.",
        ))
    }
}

/// Checks the sheets, and gives this desk its secret back when it lacks it.
fn admit_desk(
    app: &App,
    book: &SlotBook,
    sheets: &TypedSheets,
) -> Result<security::recovery::Recovered, Error> {
    let recovered = typed(book, sheets)?;
    if !book.accepts(&recovered.installation) {
        return Err(Error::refused(
            "Ces feuilles portent un ancien secret d’installation. Prenez celles du dernier jeu imprimé.",
        ));
    }
    let keyring = app.keyring();
    if !matches!(keyring.get(book.vault()), Ok(Some(kept)) if book.accepts(&kept)) {
        keyring.put(book.vault(), &recovered.installation).map_err(|_| {
            Error::new(
                Code::InstallationSecret,
                "Le trousseau de ce poste refuse le secret d’installation, ou en garde un autre pour ce coffre. Ouvrez le trousseau du système, puis recommencez.",
            )
        })?;
    }
    Ok(recovered)
}

/// Brings an agent back by two sheets, with new keys under a password they type themselves: an agent known here keeps their roles; a
/// new one comes in as administrator. All of it is signed as the recovery sheets, and new ones are due.
pub fn restore_agent(app: &App, request: AgentRestoreRequest) -> Result<AgentRestoredView, Error> {
    let _door = app.door.lock().unwrap_or_else(PoisonError::into_inner);
    lock(app, Empty {})?;
    let folder = here(app)?;
    let mut book = folder.slots()?;
    let mut issues = Issues::new();
    let login = parse_login(&mut issues, &request.login);
    let known = login.as_ref().and_then(|login| book.agent_of(login));
    if known.is_none() && request.display_name.trim().is_empty() {
        issues.refuse(
            "display_name",
            IssueCode::Missing,
            "Indiquez le nom, tel que les collègues le liront.",
        );
    }
    let text = Zeroizing::new(request.password.clone());
    let password = Password::new(&text);
    check_password(&mut issues, "password", &password, &[&request.login, &request.display_name]);
    let login = issues.finish(login).map_err(Error::fields)?;
    let recovered = admit_desk(app, &book, &request.sheets)?;
    let mut open = book
        .recover(&recovered.recovery)
        .map_err(|_| Error::new(Code::Damaged, "Ces feuilles n’ouvrent pas les clés de ce coffre."))?;

    let store = open_base(&folder, &open)?;
    let (town, agents) = store.read(|r| Ok::<_, Error>((settings::town(r)?, r.agents()?)))?;
    let clock = clock_of(app, &town);
    let day = day_of(clock.today());
    let row = known.and_then(|id| agents.iter().find(|row| row.id == id));
    let roles = known.map_or(Roles::of([Role::Adm]), |agent| book.roster().roles_on(agent, day));
    let newcomer = Newcomer {
        agent: known.unwrap_or_else(|| new_id(app)),
        login,
        display_name: row
            .map_or_else(|| request.display_name.trim().to_owned(), |row| row.display_name.clone()),
        roles,
        password,
        kdf: if town.fictive { KdfParams::FLOOR } else { KdfParams::calibrate() },
    };
    let moment = Moment { at_ms: clock.now_ms(), desk: FIRST_DESK };
    let entitled = known.is_none().then(|| vec![Terms::open_ended(Role::Adm, day)]);
    let mut random = app.host.new_random();
    let everything = Roles::of(Role::ALL);
    let mut crew = Crew { book: &mut book, installation: &recovered.installation, moment, day };
    crew.welcome((&mut open, everything), &[], entitled, &newcomer, &mut *random)?;
    folder.write_slots(&mut book)?;

    // The line is signed by the sheets themselves.
    let sheets = Agent { id: RECOVERY, login: String::new(), display_name: "Feuilles de secours".to_owned() };
    let standing = Standing::of(Roles::of([Role::Adm]), FIRST_DESK);
    let unlocked = Arc::new(gate::open(app, open, store, sheets, standing, clock)?);
    store_copy(&unlocked, &book);
    let what = if known.is_some() {
        "Retour par les feuilles de secours"
    } else {
        "Arrivée par les feuilles de secours, administrateur"
    };
    let subject =
        Subject::of("agent", newcomer.agent).detail(format!("{what}\u{a0}: {}", newcomer.display_name));
    unlocked.append("recovery_restore_agent", &subject, |w| {
        Ok(w.save_agent(&AgentRow {
            id: newcomer.agent,
            login: newcomer.login.as_str().to_owned(),
            display_name: newcomer.display_name.clone(),
            left_on: None,
        })?)
    })?;
    gate::remember(&unlocked, book.sequence());
    unlocked.close();
    let mut card = folder.card();
    card.agents.insert(newcomer.login.as_str().to_owned(), newcomer.display_name.clone());
    folder.write_card(&card)?;
    Ok(AgentRestoredView {
        agent: newcomer.agent,
        login: newcomer.login.as_str().to_owned(),
        is_new: known.is_none(),
    })
}
