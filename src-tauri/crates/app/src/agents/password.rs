//! One's own password: the slot alone is sealed again, the keys stay.

use domain::issue::Issues;
use security::access::ReadOwn;
use security::password::{Login, Password};
use security::vault::Entering;

use super::views::PasswordChangeRequest;
use super::welcome::kdf;
use crate::Error;
use crate::call::{Call, Subject};
use crate::gate::installation_secret;
use crate::session::Empty;
use crate::unlocked::Slots;

/// Changes the password of the agent at the desk.
pub fn change(call: &Call<'_, ReadOwn>, request: PasswordChangeRequest) -> Result<Empty, Error> {
    let unlocked = call.unlocked();
    let agent = unlocked.agent();
    let chosen = Password::new(&request.chosen);
    let mut issues = Issues::new();
    crate::gate::check_password(&mut issues, "chosen", &chosen, &[&agent.login, &agent.display_name]);
    issues.finish(Some(())).map_err(Error::fields)?;

    let installation = installation_secret(unlocked.keyring(), unlocked.session().vault())?;
    let login = Login::new(&agent.login).map_err(|_| Error::bug("IDENTIFIANT"))?;
    let entering =
        Entering { agent: agent.id, login, password: &chosen, kdf: kdf(call)?, entitled: Vec::new() };
    let current = Password::new(&request.current);
    unlocked.change_keys(
        |book| {
            call.grant().with_own_keys(|open, random| {
                open.change_password(book, &current, &entering, &installation, random)
            })??;
            Ok(((), Slots::Changed))
        },
        |()| Ok(()),
    )?;
    call.perform(Subject::of("agent", agent.id).detail("Mot de passe changé"), [], |_| Ok(()))?;
    Ok(Empty {})
}
