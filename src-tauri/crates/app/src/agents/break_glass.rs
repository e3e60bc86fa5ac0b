//! « Bris de glace »: in an emergency, an administrator works for a short time under a role that is not theirs, with somebody who holds
//! its keys beside them. Two people, a reason, an end; the journal says it and the DPO reads it (O09).

use security::access::{ManageAgents, Role, Roles};
use security::{Denied, OpenVault};

use domain::issue::{IssueCode, Issues};

use super::second::second_person;
use super::views::{BreakGlassRequest, BreakGlassView};
use crate::Error;
use crate::call::{Call, Subject};
use crate::session::Empty;

/// Minutes that roles may be lent for.
const MINUTES: std::ops::RangeInclusive<u32> = 5..=60;

/// A reason is a sentence.
const SHORTEST_REASON: usize = 10;

/// Nor is it a letter.
const LONGEST_REASON: usize = 500;

/// Lends roles to the administrator at the desk.
pub fn begin(call: &Call<'_, ManageAgents>, request: BreakGlassRequest) -> Result<BreakGlassView, Error> {
    let unlocked = call.unlocked();
    let mut issues = Issues::new();
    let roles: Vec<Role> = request.roles.iter().filter_map(|code| Role::from_code(code)).collect();
    if roles.is_empty() || roles.len() != request.roles.len() || roles.contains(&Role::Adm) {
        issues.refuse("roles", IssueCode::Missing, "Choisissez au moins un profil de la liste.");
    }
    if !MINUTES.contains(&request.minutes) {
        issues.refuse("minutes", IssueCode::OutOfRange, "De 5 à 60 minutes.");
    }
    let reason = check_reason(&mut issues, &request.reason);
    issues.finish(Some(())).map_err(Error::fields)?;
    let holder: OpenVault = second_person(unlocked, &request.witness, &[unlocked.agent().id])?;
    let names = call.read(|r| Ok(r.agents()?))?;
    let with = names.iter().find(|row| row.id == holder.agent()).map_or("", |row| row.display_name.as_str());
    let lent = Roles::of(roles.iter().copied());
    let until_ms = unlocked.clock().now_ms() + i64::from(request.minutes) * 60_000;
    if let Some(missing) = lent.compartments().into_iter().find(|c| !holder.holds(*c)) {
        return Err(Error::refused(format!(
            "{with} ne détient pas la clé «\u{a0}{}\u{a0}»\u{a0}: la deuxième personne est celle qui peut ouvrir ces dossiers.",
            missing.label()
        )));
    }
    let codes: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    let detail = format!(
        "Bris de glace\u{a0}: profil {} pour {} min, avec {with}. Motif\u{a0}: {reason}",
        codes.join(", "),
        request.minutes
    );
    // The line first: nothing is lent without it.
    call.perform(Subject::of("agent", unlocked.agent().id).detail(detail), [], |_| Ok(()))?;
    unlocked.session().lend(&holder, lent, until_ms).map_err(|denied: Denied| Error::from(denied))?;
    Ok(BreakGlassView { until_ms: Some(until_ms) })
}

/// A reason is a sentence that somebody will read.
pub(crate) fn check_reason<'r>(issues: &mut Issues, reason: &'r str) -> &'r str {
    let reason = reason.trim();
    let length = reason.chars().count();
    if length < SHORTEST_REASON {
        issues.refuse("reason", IssueCode::Missing, "Dites en une phrase pourquoi\u{a0}: le DPO la lira.");
    } else if length > LONGEST_REASON {
        let said = format!("Une phrase suffit\u{a0}: {LONGEST_REASON} caractères au plus.");
        issues.refuse("reason", IssueCode::TooLong, said);
    }
    reason
}

/// Ends it before its time.
pub fn end(call: &Call<'_, ManageAgents>, _: Empty) -> Result<BreakGlassView, Error> {
    let session = call.unlocked().session();
    if session.lent_until_ms().is_none() || session.is_widened() {
        return Err(Error::refused("Aucun profil ne vous est prêté."));
    }
    session.end_lending();
    call.perform(
        Subject::of("agent", call.unlocked().agent().id).detail("Fin du bris de glace"),
        [],
        |_| Ok(()),
    )?;
    Ok(BreakGlassView { until_ms: None })
}
