//! An agent arrives, or comes back after losing their password.

use domain::issue::{IssueCode, Issues};
use domain::values::text::fold;
use security::Terms;
use security::access::{ManageAgents, Role, Roles};
use security::kdf::KdfParams;
use security::password::Password;
use store::users::AgentRow;

use super::holders::refuse_sole_holder;
use super::keys::{Crew, Newcomer};
use super::list::{one, roles_of};
use super::roles::{check_requester, check_structures, limits_said};
use super::second::second_person;
use super::views::{AgentView, AgentWelcomeRequest};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::clock::day_of;
use crate::error::Code;
use crate::gate::installation_secret;
use crate::unlocked::Slots;

/// Welcomes the agent who stands at the desk.
pub fn welcome(call: &Call<'_, ManageAgents>, request: AgentWelcomeRequest) -> Result<AgentView, Error> {
    let unlocked = call.unlocked();
    let newcomer = check(call, &request)?;
    let installation = installation_secret(unlocked.keyring(), unlocked.session().vault())?;
    let moment = unlocked.moment();
    let own_roles = unlocked.session().standing().roles;
    let known = call.read(|r| Ok(r.agents()?))?;
    let today = call.today();
    let own = unlocked.agent().id;
    let seen_by = match (&request.witness, request.agent) {
        (Some(person), Some(agent)) => Some(second_person(unlocked, person, &[own, agent])?),
        (None, Some(_)) => {
            return Err(Error::refused(
                "Refaire les clés d’un agent demande une deuxième personne, qui atteste que c’est bien lui\u{a0}: un collègue présent tape son identifiant et son mot de passe.",
            ));
        }
        (_, None) => None,
    };
    let entitled: Option<Vec<Terms>> = request.agent.is_none().then(|| {
        let terms = |role| Terms {
            from: day_of(request.valid_from.unwrap_or(today)),
            until: request.valid_to.map(day_of),
            structures: request.structures.clone(),
            requested_by: request.requested_by.trim().to_owned(),
            ..Terms::open_ended(role, day_of(today))
        };
        newcomer.roles.iter().map(terms).collect()
    });
    let given = match entitled.as_deref() {
        Some([first, ..]) => {
            let codes: Vec<&str> = newcomer.roles.iter().map(|role| role.code()).collect();
            format!("\u{a0}: {}, {}", codes.join(", "), limits_said(call, first)?)
        }
        _ => String::new(),
    };
    unlocked.change_keys(
        |book| {
            if let Some(returning) = known.iter().find(|row| Some(row.id) == request.agent) {
                refuse_sole_holder(
                    book,
                    &known,
                    returning,
                    "Retrouvez l’ancien mot de passe, ou accueillez cette personne sous un autre identifiant\u{a0}: ses clés resteront à l’ancien.",
                )?;
            }
            let mut crew = Crew { book, installation: &installation, moment, day: day_of(today) };
            call.grant().with_keys(|open, random| {
                crew.welcome((open, own_roles), seen_by.as_slice(), entitled, &newcomer, random).map(drop)
            })??;
            Ok(((), Slots::Changed))
        },
        |()| Ok(()),
    )?;

    let detail = format!("{} ({}){given}", newcomer.display_name, newcomer.login.as_str());
    call.perform(Subject::of("agent", newcomer.agent).detail(detail), [Change::Agents], |w| {
        w.save_agent(&AgentRow {
            id: newcomer.agent,
            login: newcomer.login.as_str().to_owned(),
            display_name: newcomer.display_name.clone(),
            left_on: None,
        })?;
        Ok(())
    })?;
    let mut card = unlocked.folder().card();
    card.agents.insert(newcomer.login.as_str().to_owned(), newcomer.display_name);
    unlocked.folder().write_card(&card)?;
    one(call, newcomer.agent)
}

fn check(call: &Call<'_, ManageAgents>, request: &AgentWelcomeRequest) -> Result<Newcomer, Error> {
    let book = call.unlocked().slots()?;
    let held = request.agent.map(|agent| roles_of(&book, agent, call.today()));
    let agents = call.read(|r| Ok(r.agents()?))?;
    if let Some(agent) = request.agent
        && !agents.iter().any(|row| row.id == agent && row.left_on.is_none())
    {
        return Err(Error::not_found("cet agent"));
    }
    let mut issues = Issues::new();
    let login = super::parse_login(&mut issues, &request.login);
    if let Some(login) = &login
        && agents.iter().any(|row| row.login == login.as_str() && Some(row.id) != request.agent)
    {
        issues.refuse(
            "login",
            IssueCode::Duplicate,
            "Cet identifiant est déjà pris, ou l’a été : choisissez-en un autre.",
        );
    }
    let name = fold(&request.display_name);
    if name.is_empty() {
        issues.refuse(
            "display_name",
            IssueCode::Missing,
            "Indiquez le nom, tel que les collègues le liront.",
        );
    } else if agents.iter().any(|row| fold(&row.display_name) == name && Some(row.id) != request.agent) {
        // Lists and the journal name agents by it alone, for as long as the journal lasts.
        issues.refuse(
            "display_name",
            IssueCode::Duplicate,
            "Un agent porte ce nom, ou l’a porté\u{a0}: ajoutez de quoi les distinguer, par exemple le service.",
        );
    }
    let roles: Vec<Role> = request.roles.iter().filter_map(|code| Role::from_code(code)).collect();
    if held.is_none() && (roles.is_empty() || roles.len() != request.roles.len()) {
        issues.refuse("roles", IssueCode::Missing, "Choisissez au moins un profil de la liste.");
    }
    if request.valid_to.is_some_and(|to| to < request.valid_from.unwrap_or_else(|| call.today())) {
        issues.refuse("valid_to", IssueCode::ImpossibleDate, "La fin de l’habilitation précède son début.");
    }
    check_requester(&mut issues, &request.requested_by);
    check_structures(&mut issues, call, &roles, &request.structures)?;
    let password = Password::new(&request.password);
    crate::gate::check_password(&mut issues, "password", &password, &[&request.login, &request.display_name]);
    let login = issues.finish(login).map_err(Error::fields)?;
    Ok(Newcomer {
        agent: request.agent.unwrap_or_else(|| call.new_id()),
        login,
        display_name: request.display_name.trim().to_owned(),
        roles: held.unwrap_or_else(|| Roles::of(roles)),
        password,
        kdf: kdf(call)?,
    })
}

/// A fictive town's passwords are printed on the screen: a costly derivation would protect nothing.
pub(super) fn kdf<R: security::Right>(call: &Call<'_, R>) -> Result<KdfParams, Error> {
    let town = call.read(crate::settings::town)?;
    Ok(if town.fictive { KdfParams::FLOOR } else { KdfParams::calibrate() })
}

impl From<security::vault::KeyError> for Error {
    fn from(error: security::vault::KeyError) -> Self {
        use security::vault::KeyError;
        match error {
            KeyError::NotHeld(compartment) => Error::new(
                Code::Forbidden,
                format!(
                    "Vous ne détenez pas la clé {compartment}\u{a0}: seul un agent qui la détient peut la confier ou la reprendre."
                ),
            ),
            KeyError::LoginTaken => {
                Error::refused("Cet identifiant est déjà pris\u{a0}: choisissez-en un autre.")
            }
            KeyError::UnknownAgent => Error::not_found("cet agent"),
            KeyError::NeedsAnotherHolder => Error::refused(
                "Un autre détenteur de cette clé doit faire ce geste\u{a0}: on ne se la reprend pas à soi-même.",
            ),
            KeyError::WrongPassword => {
                Error::new(Code::WrongPassword, "Le mot de passe actuel n’est pas le bon.")
            }
            KeyError::Refused(_) => Error::new(
                Code::Damaged,
                "La suite des clés de ce coffre refuse ce geste. Vérifiez le journal, puis la dernière sauvegarde.",
            ),
            KeyError::Kdf(_) => Error::new(
                Code::Disk,
                "Ce poste manque de mémoire pour préparer les clés. Fermez d’autres programmes puis recommencez.",
            ),
        }
    }
}
