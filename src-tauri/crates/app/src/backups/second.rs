//! A second person at the same desk: their own password, typed on the spot, against the slots. What one alone may not do needs both.

use security::access::Roles;
use security::{OpenVault, Role, SlotBook, Standing};
use store::users::AgentRow;

use super::views::SecondAgentView;
use crate::agents::{opened_by, roles_of};
use crate::app::App;
use crate::call::Subject;
use crate::error::{Code, Error};
use crate::gate::{UnlockRequest, VaultFolder};
use crate::unlocked::Unlocked;

/// The second person, their password verified.
pub(super) struct Second {
    pub(super) open: OpenVault,
    pub(super) name: String,
    pub(super) roles: Roles,
    /// Wrong passwords typed just before.
    wrong_before: u32,
}

impl Second {
    /// How the journal names them, with the wrong passwords that came before theirs.
    pub(super) fn told(&self) -> String {
        match self.wrong_before {
            0 => self.name.clone(),
            count => format!("{} (mots de passe refusés juste avant\u{a0}: {count})", self.name),
        }
    }

    /// Their session, for what they sign.
    pub(super) fn into_session(self, desk: u16, app: &App) -> security::Session {
        self.open.into_session(Standing::of(self.roles, desk), app.host.new_random())
    }
}

/// Who may be the second beside the agent at the desk: one administrator and one head of service (requirements O07). A town that has not
/// both lets any second agent agree. Answers whom, and whether anyone will do.
pub(super) fn candidates(unlocked: &Unlocked) -> Result<(Vec<SecondAgentView>, bool), Error> {
    let today = unlocked.clock().today();
    let agents = unlocked.store().read(|r| Ok::<_, Error>(r.agents()?))?;
    let book = unlocked.slots()?;
    let own = unlocked.session().standing().roles;
    let others: Vec<(&AgentRow, Roles)> = agents
        .iter()
        .filter(|row| row.id != unlocked.agent().id && row.left_on.is_none_or(|day| day >= today))
        .filter(|row| book.roster().identity(row.id).is_some())
        .map(|row| (row, roles_of(&book, row.id, today)))
        .collect();
    let fit: Vec<_> = others.iter().filter(|(_, roles)| completes(own, *roles)).collect();
    let anyone = fit.is_empty();
    let allowed = if anyone { others.iter().collect() } else { fit };
    let views = allowed.into_iter().map(|(row, roles)| SecondAgentView {
        login: row.login.clone(),
        name: row.display_name.clone(),
        roles: roles.iter().map(|role| role.label().to_owned()).collect(),
    });
    Ok((views.collect(), anyone))
}

/// Whether two people together are an administrator and a head of service, one each.
fn completes(one: Roles, other: Roles) -> bool {
    let pair = |a: Roles, b: Roles| a.contains(Role::Adm) && b.contains(Role::Res);
    pair(one, other) || pair(other, one)
}

/// Verifies the second person: someone else, still here, with their own password. `allowed` says which logins may agree.
pub(super) fn verified(
    unlocked: &Unlocked,
    book: &SlotBook,
    (login, password): (&str, &str),
    allowed: impl Fn(&str) -> bool,
) -> Result<Second, Error> {
    if login == unlocked.agent().login {
        return Err(Error::new(
            Code::SecondAgent,
            "Il faut deux personnes\u{a0}: la deuxième est quelqu’un d’autre que vous.",
        ));
    }
    if !allowed(login) {
        return Err(Error::new(
            Code::SecondAgent,
            "Cet agent ne peut pas donner le second accord\u{a0}: il faut un administrateur et un responsable de service, un de chaque.",
        ));
    }
    let (open, wrong_before) = opened_by(unlocked, book, login, password)?;
    let today = unlocked.clock().today();
    let agents = unlocked.store().read(|r| Ok::<_, Error>(r.agents()?))?;
    let row = agents
        .iter()
        .find(|row| row.id == open.agent() && row.left_on.is_none_or(|day| day >= today))
        .ok_or_else(|| Error::new(Code::Forbidden, "Le compte de cet agent est clos."))?;
    Ok(Second { name: row.display_name.clone(), roles: roles_of(book, row.id, today), open, wrong_before })
}

/// Says, in a vault's folder, that it was put back from the door: its first opening asks for two people when it is older than what this
/// desk had seen.
pub(super) fn mark_rescued(folder: &VaultFolder) -> Result<(), Error> {
    crate::outside::write_whole(&folder.rescue_mark(), "Coffre remis depuis une sauvegarde.\n".as_bytes())
}

/// The first opening after a rescue. When the vault put back is older than what this desk had seen, one person alone does not open it:
/// keys taken back since, and what was written since, would come back with it. Both sign; the warning has then been given, and answered.
/// A vault of one agent has nobody else to ask, and says so in its journal.
pub(crate) fn two_at_the_door(
    unlocked: &Unlocked,
    book: &SlotBook,
    request: &UnlockRequest,
    older: Option<String>,
) -> Result<Option<String>, Error> {
    let mark = unlocked.folder().rescue_mark();
    if !mark.exists() {
        return Ok(older);
    }
    let Some(why) = older else {
        let _ = std::fs::remove_file(mark);
        return Ok(None);
    };
    let alone = book.logins().count() < 2;
    let detail = if alone {
        format!("Coffre remis depuis une sauvegarde, ouvert par son seul agent. {why}")
    } else {
        let typed = request.second_login.as_deref().zip(request.second_password.as_deref());
        let Some((login, password)) = typed.filter(|(login, _)| !login.is_empty()) else {
            return Err(Error::new(
                Code::SecondAgent,
                format!(
                    "Ce coffre a été remis depuis une sauvegarde. {why} Pour sa première ouverture, une seconde personne tape aussi son mot de passe."
                ),
            ));
        };
        let second = verified(unlocked, book, (login, password), |_| true)?;
        format!("Coffre remis depuis une sauvegarde, avec l’accord de {}. {why}", second.told())
    };
    unlocked
        .append(super::verify::RESTORED, &Subject::of("vault", book.vault().0).detail(detail), |_| Ok(()))?;
    let _ = std::fs::remove_file(mark);
    Ok(None)
}
