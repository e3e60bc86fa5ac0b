//! Who is here, with which roles and keys; and the table of what each role may do.

use jiff::civil::Date;
use security::access::{RIGHTS, ReadAccessTable, ReadAgents, Right, Role, Roles};
use security::{Compartment, SlotBook};
use store::Reader;
use store::users::AgentRow;
use uuid::Uuid;

use super::views::{
    AccessRow, AccessTableView, AgentListView, AgentView, HeldRoleView, KeyStanding, KeyView, RoleView,
    StructureView,
};
use crate::Error;
use crate::call::Call;
use crate::clock::{date_of, day_of};
use crate::session::Empty;
use crate::unlocked::Unlocked;

/// Every agent, gone or not.
pub fn list(call: &Call<'_, ReadAgents>, _: Empty) -> Result<AgentListView, Error> {
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
                may_be_limited: role.may_be_limited(),
            })
            .collect(),
        entrustable: entrustable.map(|compartment| compartment.name().to_owned()).collect(),
        structures: call.read(structures_of)?,
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
    let book = call.unlocked().slots()?;
    let agents = call.read(|r| Ok(r.agents()?))?;
    Ok(agents.iter().map(|agent| view(call, &book, agent, &agents)).collect())
}

/// One agent, as the list shows them.
pub(super) fn one<R: Right>(call: &Call<'_, R>, agent: Uuid) -> Result<AgentView, Error> {
    rows(call)?.into_iter().find(|row| row.id == agent).ok_or_else(|| Error::not_found("cet agent"))
}

fn view<R: Right>(call: &Call<'_, R>, book: &SlotBook, agent: &AgentRow, everyone: &[AgentRow]) -> AgentView {
    let today = call.today();
    let own = call.unlocked().agent().id;
    let name_of = |id: Uuid| match everyone.iter().find(|row| row.id == id) {
        Some(row) => row.display_name.clone(),
        None => "Feuilles de secours".to_owned(),
    };
    let roles = book.roster().entitlements_of(agent.id).map(|given| {
        let terms = &given.terms;
        HeldRoleView {
            role: terms.role.code().to_owned(),
            label: terms.role.label().to_owned(),
            valid_from: date_of(terms.from),
            valid_to: terms.until.map(date_of),
            is_current: agent.left_on.is_none() && terms.hold_on(day_of(today)),
            structures: terms.structures.clone(),
            requested_by: terms.requested_by.clone(),
            given_by: name_of(given.given_by),
            given_at_ms: given.given_at_ms,
        }
    });
    AgentView {
        roles: roles.collect(),
        keys: keys(book, (own, agent.id), today),
        is_self: agent.id == own,
        id: agent.id,
        login: agent.login.clone(),
        display_name: agent.display_name.clone(),
        left_on: agent.left_on,
    }
}

fn keys(book: &SlotBook, (own, agent): (Uuid, Uuid), today: Date) -> Vec<KeyView> {
    let called_for = roles_of(book, agent, today).compartments();
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
            let needs_second_person =
                book.roster().needs_a_second_person(own, agent, compartment, day_of(today));
            Some(KeyView { compartment: compartment.name().to_owned(), standing, needs_second_person })
        })
        .collect()
}

/// How many agents wait for a key that the agent at the desk holds, and may hand over.
pub(crate) fn waiting_for_keys(unlocked: &Unlocked) -> Result<usize, Error> {
    let book = unlocked.slots()?;
    let today = unlocked.clock().today();
    let waits = |agent: &Uuid| {
        roles_of(&book, *agent, today)
            .compartments()
            .into_iter()
            .any(|one| unlocked.session().holds(one) && !book.roster().holds(*agent, one))
    };
    Ok(book.roster().agents().filter(waits).count())
}

/// The roles an agent holds on a day.
pub(crate) fn roles_of(book: &SlotBook, agent: Uuid, today: Date) -> Roles {
    book.roster().roles_on(agent, day_of(today))
}

/// The schools and activities the roles of the agent at the desk are limited to, by name. One that is no more limits all the same.
pub(crate) fn limits_in_words(unlocked: &Unlocked) -> Vec<String> {
    let limits = &unlocked.session().standing().limits;
    if limits.is_empty() {
        return Vec::new();
    }
    let known = unlocked.store().read(structures_of).unwrap_or_default();
    known
        .into_iter()
        .filter(|one| limits.values().any(|of| of.contains(&one.id)))
        .map(|one| one.name)
        .collect()
}

/// The schools and activities a role may be limited to.
pub(super) fn structures_of(reader: &Reader<'_>) -> Result<Vec<StructureView>, Error> {
    let schools = reader.schools()?.into_iter().map(|school| StructureView {
        id: school.id.into(),
        kind: "school".to_owned(),
        name: school.name,
    });
    let activities = reader.activities()?.into_iter().map(|activity| StructureView {
        id: activity.id.into(),
        kind: "activity".to_owned(),
        name: activity.name,
    });
    Ok(schools.chain(activities).collect())
}
