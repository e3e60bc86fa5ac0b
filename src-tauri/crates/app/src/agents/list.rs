//! Who is here, with which roles and keys; and the table of what each role may do.

use security::access::{RIGHTS, ReadAccessTable, Right, Role, Roles};
use security::{Compartment, SlotBook};
use store::Reader;
use store::users::{AgentRoleRow, AgentRow};
use uuid::Uuid;

use super::views::{
    AccessRow, AccessTableView, AgentListView, AgentView, HeldRoleView, KeyStanding, KeyView, RoleView,
};
use crate::Error;
use crate::call::Call;
use crate::session::Empty;

/// Every agent, gone or not.
pub fn list(call: &Call<'_, ReadAccessTable>, _: Empty) -> Result<AgentListView, Error> {
    let session = call.unlocked().session();
    let entrustable = Compartment::ALL.into_iter().filter(|compartment| session.holds(*compartment));
    Ok(AgentListView {
        agents: rows(call)?,
        roles: Role::ALL
            .into_iter()
            .map(|role| RoleView {
                code: role.code().to_owned(),
                label: role.label().to_owned(),
                compartments: role.compartments().iter().map(|c| c.name().to_owned()).collect(),
            })
            .collect(),
        entrustable: entrustable.map(|compartment| compartment.name().to_owned()).collect(),
    })
}

/// The table command × right × roles × compartments.
pub fn access_table(_: &Call<'_, ReadAccessTable>, _: Empty) -> Result<AccessTableView, Error> {
    let rows = crate::app::COMMANDS.iter().map(|entry| {
        let right = RIGHTS.iter().find(|right| right.name == entry.right);
        AccessRow {
            command: entry.name.to_owned(),
            right: entry.right.to_owned(),
            label: right.map_or("", |right| right.label).to_owned(),
            roles: right
                .map(|right| right.roles.iter().map(|role| role.code().to_owned()).collect())
                .unwrap_or_default(),
            compartments: entry.compartments.iter().map(|c| c.name().to_owned()).collect(),
            joint: entry.joint.iter().map(|right| crate::contract::joint_label(right)).collect(),
            journal: entry.trace.label().to_owned(),
        }
    });
    Ok(AccessTableView { rows: rows.collect() })
}

fn rows<R: Right>(call: &Call<'_, R>) -> Result<Vec<AgentView>, Error> {
    let book = call.unlocked().folder().slots()?;
    let (agents, roles) = call.read(|r| Ok((r.agents()?, r.agent_roles()?)))?;
    Ok(agents.into_iter().map(|agent| view(call, &book, agent, &roles)).collect())
}

/// One agent, as the list shows them.
pub(super) fn one<R: Right>(call: &Call<'_, R>, agent: Uuid) -> Result<AgentView, Error> {
    rows(call)?.into_iter().find(|row| row.id == agent).ok_or_else(|| Error::not_found("cet agent"))
}

fn view<R: Right>(call: &Call<'_, R>, book: &SlotBook, agent: AgentRow, roles: &[AgentRoleRow]) -> AgentView {
    let today = call.today();
    let held: Vec<HeldRoleView> = roles
        .iter()
        .filter(|role| role.agent == agent.id)
        .map(|role| HeldRoleView {
            label: Role::from_code(&role.role).map_or("", Role::label).to_owned(),
            role: role.role.clone(),
            valid_from: role.valid_from,
            valid_to: role.valid_to,
            is_current: role.holds_on(today),
        })
        .collect();
    let called_for =
        Roles::of(held.iter().filter(|role| role.is_current).filter_map(|role| Role::from_code(&role.role)));
    AgentView {
        keys: keys(book, agent.id, called_for),
        roles: held,
        is_self: agent.id == call.unlocked().agent().id,
        id: agent.id,
        login: agent.login,
        display_name: agent.display_name,
        left_on: agent.left_on,
    }
}

fn keys(book: &SlotBook, agent: Uuid, roles: Roles) -> Vec<KeyView> {
    let called_for = roles.compartments();
    Compartment::ALL
        .into_iter()
        .filter(|compartment| *compartment != Compartment::Base)
        .filter_map(|compartment| {
            let standing = match (book.roster().holds(agent, compartment), called_for.contains(&compartment))
            {
                (true, true) => KeyStanding::Held,
                (true, false) => KeyStanding::Excess,
                (false, true) => KeyStanding::Awaited,
                (false, false) => return None,
            };
            Some(KeyView { compartment: compartment.name().to_owned(), standing })
        })
        .collect()
}

/// The roles an agent holds on a day.
pub(crate) fn roles_of(reader: &Reader<'_>, agent: Uuid, today: jiff::civil::Date) -> Result<Roles, Error> {
    let rows = reader.agent_roles()?;
    let held = rows.iter().filter(|row| row.agent == agent && row.holds_on(today));
    Ok(Roles::of(held.filter_map(|row| Role::from_code(&row.role))))
}
