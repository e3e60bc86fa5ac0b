//! Out of one's structures, for a time and with a reason (row O01): a child of another school stands at the door of the centre. Nobody
//! else has to agree; the journal says it and the DPO reads it.

use domain::issue::Issues;
use security::access::ReadFamilies;

use super::break_glass::check_reason;
use super::views::{BreakGlassView, ReachWidenRequest};
use crate::Error;
use crate::call::{Call, Subject};
use crate::session::Empty;

/// Minutes one sees the whole town.
const MINUTES: i64 = 15;

/// Lifts the limits of the agent's roles.
pub fn widen(call: &Call<'_, ReadFamilies>, request: ReachWidenRequest) -> Result<BreakGlassView, Error> {
    let session = call.unlocked().session();
    if session.standing().limits.is_empty() {
        return Err(Error::refused("Vos profils voient déjà toute la commune."));
    }
    if session.lent_until_ms().is_some() {
        return Err(Error::refused("Terminez d’abord ce qui vous est prêté (Ctrl+Maj+F)."));
    }
    let mut issues = Issues::new();
    let reason = check_reason(&mut issues, &request.reason);
    issues.finish(Some(())).map_err(Error::fields)?;
    let detail = format!("Hors de ses structures pour {MINUTES} min. Motif\u{a0}: {reason}");
    // The line first: nothing is shown without it.
    call.perform(Subject::of("agent", call.unlocked().agent().id).detail(detail), [], |_| Ok(()))?;
    let until_ms = call.unlocked().clock().now_ms() + MINUTES * 60_000;
    session.widen(until_ms);
    Ok(BreakGlassView { until_ms: Some(until_ms) })
}

/// Ends it before its time.
pub fn narrow(call: &Call<'_, ReadFamilies>, _: Empty) -> Result<BreakGlassView, Error> {
    let session = call.unlocked().session();
    if !session.is_widened() {
        return Err(Error::refused("Vous êtes déjà dans vos structures."));
    }
    session.end_lending();
    let said = Subject::of("agent", call.unlocked().agent().id).detail("Retour à ses structures");
    call.perform(said, [], |_| Ok(()))?;
    Ok(BreakGlassView { until_ms: None })
}
