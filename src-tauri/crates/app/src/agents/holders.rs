//! Who else holds a key: a compartment that nobody can open any more is data lost for ever.

use security::{Compartment, SlotBook};
use store::users::AgentRow;
use uuid::Uuid;

use crate::Error;

/// Refuses what would take from an agent a key that no colleague holds. `way_out` says what to do instead.
pub(super) fn refuse_sole_holder(
    book: &SlotBook,
    agents: &[AgentRow],
    agent: &AgentRow,
    way_out: &str,
) -> Result<(), Error> {
    let alone: Vec<&str> = Compartment::ALL
        .into_iter()
        .filter(|compartment| *compartment != Compartment::Base)
        .filter(|compartment| book.roster().holds(agent.id, *compartment))
        .filter(|compartment| !is_held_by_another(book, agents, agent.id, *compartment))
        .map(Compartment::label)
        .collect();
    if alone.is_empty() {
        return Ok(());
    }
    let (keys, lost) = match alone.len() {
        1 => ("La clé", "n’est détenue que par"),
        _ => ("Les clés", "ne sont détenues que par"),
    };
    Err(Error::refused(format!(
        "{keys} «\u{a0}{}\u{a0}» {lost} {}\u{a0}: sans autre détenteur, tout ce qui est scellé là serait perdu pour toujours. {way_out}",
        alone.join(", "),
        agent.display_name
    )))
}

/// The recovery identity does not count: nobody at a desk can use it.
fn is_held_by_another(book: &SlotBook, agents: &[AgentRow], agent: Uuid, compartment: Compartment) -> bool {
    agents.iter().any(|other| {
        other.id != agent && other.left_on.is_none() && book.roster().holds(other.id, compartment)
    })
}
