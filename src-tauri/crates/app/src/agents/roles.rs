//! Roles, given and ended by signed statements. The key is another matter: the list says which are awaited, and which are in excess.

use domain::issue::{IssueCode, Issues};
use jiff::ToSpan;
use security::access::{ManageAgents, Role};
use security::entitlement::LONGEST_REQUESTER;
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
    let held = of_role(call, request.agent, &request.role)?;
    let under_way =
        held.iter().find(|terms| terms.hold_on(day_of(call.today()))).map(|terms| date_of(terms.from));
    let from = request.valid_from.or(under_way).unwrap_or_else(|| call.today());
    let mut issues = Issues::new();
    if Role::from_code(&request.role).is_none() {
        issues.refuse("role", IssueCode::Unknown, "Choisissez un profil de la liste.");
    }
    if request.valid_to.is_some_and(|to| to < from) {
        issues.refuse("valid_to", IssueCode::ImpossibleDate, "La fin du profil précède son début.");
    }
    // Two statements of one role side by side would contradict each other.
    let (first, last) = (day_of(from), request.valid_to.map(day_of));
    let overlaps = |terms: &&Terms| {
        terms.from != first
            && terms.until.is_none_or(|until| first <= until)
            && last.is_none_or(|last| terms.from <= last)
    };
    if let Some(other) = held.iter().find(overlaps) {
        issues.refuse(
            "valid_from",
            IssueCode::Forbidden,
            format!(
                "Ce profil est déjà donné à partir du {}\u{a0}: changez ses termes, ou mettez-y fin d’abord.",
                domain::calendar::format_day(date_of(other.from))
            ),
        );
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
    let mut held = of_role(call, request.agent, &request.role)?;
    held.sort_by_key(|terms| terms.from);
    // Whatever is under way, or else the next to come.
    let under_way = held.iter().filter(|terms| terms.hold_on(day_of(today))).count();
    held.truncate(under_way.max(1));
    if held.is_empty() {
        return Err(Error::not_found("ce profil de l’agent"));
    }
    for terms in held {
        save(call, request.agent, Terms { until: Some(day_of(last)), ..terms })?;
    }
    one(call, request.agent)
}

/// The terms of a role that are not over: under way, or to come.
fn of_role(call: &Call<'_, ManageAgents>, agent: Uuid, role: &str) -> Result<Vec<Terms>, Error> {
    let (book, today) = (call.unlocked().slots()?, day_of(call.today()));
    let terms = book.roster().entitlements_of(agent).map(|given| &given.terms);
    Ok(terms.filter(|terms| terms.role.code() == role && !terms.are_over_on(today)).cloned().collect())
}

fn save(call: &Call<'_, ManageAgents>, agent: Uuid, terms: Terms) -> Result<AgentView, Error> {
    let day = |day| domain::calendar::format_day(date_of(day));
    let until = terms.until.map_or(String::new(), |last| format!(" au {}", day(last)));
    let detail =
        format!("Profil {} du {}{until}, {}", terms.role, day(terms.from), limits_said(call, &terms)?);
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

/// What terms are limited to and who asked for them, as the journal keeps it (O03).
pub(super) fn limits_said(call: &Call<'_, ManageAgents>, terms: &Terms) -> Result<String, Error> {
    let known = call.read(structures_of)?;
    let names: Vec<&str> =
        known.iter().filter(|one| terms.structures.contains(&one.id)).map(|one| one.name.as_str()).collect();
    let limits = match terms.structures.is_empty() {
        true => "toute la commune".to_owned(),
        false => format!("limité à {}", names.join(", ")),
    };
    Ok(match terms.requested_by.as_str() {
        "" => limits,
        by => format!("{limits}, demandé par {by}"),
    })
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
