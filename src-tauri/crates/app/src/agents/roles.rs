//! Roles, given and ended. The key is another matter: the list says which are awaited, and which are in excess.

use domain::issue::{IssueCode, Issues};
use jiff::ToSpan;
use security::access::{ManageAgents, Role};
use store::users::AgentRoleRow;

use super::list::one;
use super::views::{AgentRoleEndRequest, AgentRoleRequest, AgentView};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;

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
    issues.finish(Some(())).map_err(Error::fields)?;
    save(
        call,
        AgentRoleRow {
            agent: request.agent,
            role: request.role,
            valid_from: from,
            valid_to: request.valid_to,
        },
    )
}

/// Ends a role.
pub fn end(call: &Call<'_, ManageAgents>, request: AgentRoleEndRequest) -> Result<AgentView, Error> {
    let today = call.today();
    let last = request.on.unwrap_or(today - 1.day());
    let rows = call.read(|r| Ok(r.agent_roles()?))?;
    let own = request.agent == call.unlocked().agent().id;
    if own && request.role == Role::Adm.code() {
        return Err(Error::refused(
            "Vous êtes administrateur\u{a0}: un autre administrateur doit mettre fin à ce profil, pour que la commune n’en reste pas sans.",
        ));
    }
    let held = rows
        .into_iter()
        .find(|row| row.agent == request.agent && row.role == request.role && row.holds_on(today))
        .ok_or_else(|| Error::not_found("ce profil de l’agent"))?;
    save(call, AgentRoleRow { valid_to: Some(last.max(held.valid_from - 1.day())), ..held })
}

fn save(call: &Call<'_, ManageAgents>, row: AgentRoleRow) -> Result<AgentView, Error> {
    let until = row.valid_to.map_or(String::new(), |to| format!(" au {}", domain::calendar::format_day(to)));
    let detail = format!("Profil {} du {}{until}", row.role, domain::calendar::format_day(row.valid_from));
    call.perform(Subject::of("agent", row.agent).detail(detail), [Change::Agents], |w| {
        Ok(w.save_agent_role(&row)?)
    })?;
    one(call, row.agent)
}
