//! An agent leaves for good: their slot goes, and the file's pages change key, so that what they may have kept opens nothing.

use security::access::ManageAgents;
use store::users::AgentRow;

use super::holders::refuse_sole_holder;
use super::list::one;
use super::reseal::reseal_in_background;
use super::views::{AgentRequest, AgentView};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::unlocked::Slots;

/// Makes an agent leave.
pub fn depart(call: &Call<'_, ManageAgents>, request: AgentRequest) -> Result<AgentView, Error> {
    let unlocked = call.unlocked();
    let today = call.today();
    let agents = call.read(|r| Ok(r.agents()?))?;
    let leaving: &AgentRow = agents
        .iter()
        .find(|agent| agent.id == request.agent && agent.left_on.is_none())
        .ok_or_else(|| Error::not_found("cet agent"))?;
    let moment = unlocked.moment();
    unlocked.change_keys(
        |book| {
            refuse_sole_holder(
                book,
                &agents,
                leaving,
                "Qu’un détenteur la confie d’abord à un collègue (Réglages, Agents), puis clôturez le compte.",
            )?;
            // A departure cut short after its slots were written is taken up where it stopped.
            let has_a_slot = book.roster().identity(leaving.id).is_some();
            let page_key = call.grant().with_keys(|open, random| {
                if has_a_slot {
                    open.depart(book, leaving.id, moment, random)?;
                }
                Ok::<_, security::vault::KeyError>(open.page_key())
            })??;
            Ok((page_key, if has_a_slot { Slots::Changed } else { Slots::AsTheyWere }))
        },
        // The slots first: if the machine stops before the pages have changed key, the next opening finds the former key in them and
        // finishes the work.
        |page_key| Ok(unlocked.store().rekey(page_key)?),
    )?;

    let subject = Subject::of("agent", leaving.id).detail(format!("Départ de {}", leaving.display_name));
    call.perform(subject, [Change::Agents], |w| {
        // Asked twice at once, it is done once.
        if w.agents()?.iter().any(|now| now.id == leaving.id && now.left_on.is_some()) {
            return Err(Error::not_found("cet agent"));
        }
        Ok(w.save_agent(&AgentRow { left_on: Some(today), ..leaving.clone() })?)
    })?;
    reseal_in_background(unlocked);
    let mut card = unlocked.folder().card();
    card.agents.remove(&leaving.login);
    unlocked.folder().write_card(&card)?;
    one(call, leaving.id)
}
