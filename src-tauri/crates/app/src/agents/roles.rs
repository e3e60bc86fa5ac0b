//! Roles, given and ended by signed statements. The key is another matter: the list says which are awaited, and which are in excess.

use domain::issue::{IssueCode, Issues};
use jiff::ToSpan;
use security::access::{ManageAgents, Role};
use security::entitlement::{Entitlement, LONGEST_REQUESTER};
use security::vault::KeyError;
use security::{Compartment, Terms};
use uuid::Uuid;

use super::list::{one, structures_of};
use super::views::{AgentRoleEndRequest, AgentRoleRequest, AgentView};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::clock::{date_of, day_of};
use crate::unlocked::Slots;

/// Gives a role from a day, or changes its last day.
pub fn set(call: &Call<'_, ManageAgents>, request: AgentRoleRequest) -> Result<AgentView, Error> {
    one(call, request.agent)?;
    // Rows §1.0: the administrator opens no family file. One who could give themselves a role would open them all.
    if request.agent == call.unlocked().agent().id {
        return Err(Error::refused(
            "On ne se donne pas un profil à soi-même\u{a0}: demandez à un autre administrateur, ou accueillez la personne qui en a besoin.",
        ));
    }
    let from = request.valid_from.unwrap_or_else(|| call.today());
    let mut issues = Issues::new();
    if Role::from_code(&request.role).is_none() {
        issues.refuse("role", IssueCode::Unknown, "Choisissez un profil de la liste.");
    }
    if request.valid_to.is_some_and(|to| to < from) {
        issues.refuse("valid_to", IssueCode::ImpossibleDate, "La fin du profil précède son début.");
    }
    check_requester(&mut issues, &request.requested_by);
    let role = Role::from_code(&request.role);
    check_structures(&mut issues, call, role.as_slice(), &request.structures)?;
    let role = issues.finish(role).map_err(Error::fields)?;
    let terms = Terms {
        role,
        from: day_of(from),
        until: request.valid_to.map(day_of),
        structures: request.structures,
        requested_by: request.requested_by.trim().to_owned(),
    };
    save(call, request.agent, terms)
}

/// Ends a role.
pub fn end(call: &Call<'_, ManageAgents>, request: AgentRoleEndRequest) -> Result<AgentView, Error> {
    let today = call.today();
    let last = request.on.unwrap_or(today - 1.day());
    if request.agent == call.unlocked().agent().id {
        return Err(Error::refused(
            "On ne met pas fin soi-même à son profil\u{a0}: demandez à un autre administrateur, pour que la commune n’en reste pas sans.",
        ));
    }
    let book = call.unlocked().slots()?;
    let own = |given: &&Entitlement| {
        given.terms.role.code() == request.role && !given.terms.are_over_on(day_of(today))
    };
    // The one under way, or else the next to come.
    let held = book
        .roster()
        .entitlements_of(request.agent)
        .filter(own)
        .min_by_key(|given| given.terms.from)
        .ok_or_else(|| Error::not_found("ce profil de l’agent"))?;
    save(call, request.agent, Terms { until: Some(day_of(last)), ..held.terms.clone() })
}

fn save(call: &Call<'_, ManageAgents>, agent: Uuid, terms: Terms) -> Result<AgentView, Error> {
    let day = |day| domain::calendar::format_day(date_of(day));
    let until = terms.until.map_or(String::new(), |last| format!(" au {}", day(last)));
    let detail = format!("Profil {} du {}{until}", terms.role, day(terms.from));
    let moment = call.unlocked().moment();
    call.unlocked().change_keys(
        |book| {
            call.grant().with_keys(|open, random| {
                open.entitle(book, agent, terms, moment)?;
                // Whoever had no role any more lost BASE with the last.
                if !book.roster().holds(agent, Compartment::Base) {
                    open.entrust(book, Compartment::Base, agent, None, moment, random)?;
                }
                Ok::<_, KeyError>(())
            })??;
            Ok(((), Slots::Changed))
        },
        |()| Ok(()),
    )?;
    call.perform(Subject::of("agent", agent).detail(detail), [Change::Agents], |_| Ok(()))?;
    one(call, agent)
}

/// A requester is a name and a function.
pub(super) fn check_requester(issues: &mut Issues, requested_by: &str) {
    if requested_by.trim().len() > LONGEST_REQUESTER {
        issues.refuse(
            "requested_by",
            IssueCode::TooLong,
            format!("Le nom de qui demande l’habilitation dépasse {LONGEST_REQUESTER} caractères."),
        );
    }
}

/// A limit is to schools and activities of the town, and of roles that have a place.
pub(super) fn check_structures(
    issues: &mut Issues,
    call: &Call<'_, ManageAgents>,
    roles: &[Role],
    structures: &[Uuid],
) -> Result<(), Error> {
    if structures.is_empty() {
        return Ok(());
    }
    if let Some(role) = roles.iter().find(|role| !role.may_be_limited()) {
        issues.refuse(
            "structures",
            IssueCode::Forbidden,
            format!(
                "Le profil «\u{a0}{}\u{a0}» porte sur toute la commune\u{a0}: il ne se limite pas à des écoles ou à des activités.",
                role.label()
            ),
        );
    }
    let known = call.read(structures_of)?;
    if structures.iter().any(|structure| !known.iter().any(|one| one.id == *structure)) {
        issues.refuse(
            "structures",
            IssueCode::Unknown,
            "Choisissez des écoles et des activités de la liste.",
        );
    }
    Ok(())
}
