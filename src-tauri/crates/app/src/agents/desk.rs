//! Desks: authorising another, and what is done when one is stolen.

use std::fs;

use security::access::{ManageAgents, ReadAccessTable, Right};
use security::enrolment::enrol;
use security::password::Password;
use security::vault::RenewError;
use zeroize::Zeroizing;

use super::second::second_person;
use super::views::{DesksView, EnrolmentView, InstallationRenewRequest};
use super::welcome::kdf;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::Code;
use crate::gate::{no_memory, present_secret};
use crate::outside::write_whole;
use crate::recovery::RecoveryView;
use crate::session::Empty;
use crate::unlocked::Slots;

/// Whether a code waits, and who has not passed to the present secret of the installation.
pub fn desks(call: &Call<'_, ReadAccessTable>, _: Empty) -> Result<DesksView, Error> {
    view(call)
}

fn view<R: Right>(call: &Call<'_, R>) -> Result<DesksView, Error> {
    let unlocked = call.unlocked();
    let book = unlocked.slots()?;
    let waiting = book.waiting_for_the_installation();
    let names = call.read(|r| Ok(r.agents()?))?;
    Ok(DesksView {
        code_waits: unlocked.folder().enrolment_path().exists(),
        not_passed: names
            .into_iter()
            .filter(|agent| waiting.contains(&agent.id))
            .map(|agent| agent.display_name)
            .collect(),
        degraded: unlocked.degraded_keyring(),
    })
}

/// Makes the code that authorises another desk, or another account of this one. Shown once, kept nowhere.
pub fn enrolment_create(call: &Call<'_, ManageAgents>, _: Empty) -> Result<EnrolmentView, Error> {
    let unlocked = call.unlocked();
    let book = unlocked.slots()?;
    let secret = present_secret(unlocked.keyring(), &book)?;
    let (now_ms, kdf) = (unlocked.machine_clock().now_ms(), kdf(call)?);
    let made =
        unlocked.draw(|random| enrol(book.vault(), &secret, now_ms, kdf, random)).map_err(|_| no_memory())?;
    // The line first: a code never leaves without it.
    let subject = Subject::all("vault").detail("Code d’autorisation d’un poste, bon un jour et une fois");
    call.perform(subject, [Change::Agents], |_| Ok(()))?;
    write_whole(&unlocked.folder().enrolment_path(), &made.sealed)?;
    Ok(EnrolmentView { code: made.code.to_string(), until_ms: made.until_ms })
}

/// Withdraws the code that waits.
pub fn enrolment_withdraw(call: &Call<'_, ManageAgents>, _: Empty) -> Result<DesksView, Error> {
    let path = call.unlocked().folder().enrolment_path();
    if path.exists() {
        fs::remove_file(&path).map_err(|_| {
            Error::new(Code::Disk, "Le code n’a pas pu être retiré du disque\u{a0}: vérifiez vos droits sur le dossier du coffre.")
        })?;
    }
    call.perform(
        Subject::all("vault").detail("Code d’autorisation d’un poste retiré"),
        [Change::Agents],
        |_| Ok(()),
    )?;
    view(call)
}

/// A desk was stolen: the installation gets another secret and the town other recovery sheets. What the stolen desk keeps opens no slot
/// any more; each agent passes at their next opening.
pub fn installation_renew(
    call: &Call<'_, ManageAgents>,
    request: InstallationRenewRequest,
) -> Result<RecoveryView, Error> {
    let unlocked = call.unlocked();
    let own = unlocked.agent().id;
    let witness =
        request.witness.as_ref().map(|person| second_person(unlocked, person, &[own])).transpose()?;
    if witness.is_none() && unlocked.slots()?.roster().agents().count() > 1 {
        return Err(Error::refused(
            "Changer le secret d’installation se décide à deux\u{a0}: un collègue présent tape son identifiant et son mot de passe.",
        ));
    }
    let text = Zeroizing::new(request.password.clone());
    let password = Password::new(&text);
    let (moment, vault) = (unlocked.moment(), unlocked.session().vault());
    let mut made = None;
    unlocked.change_keys(
        |book| {
            let former = present_secret(unlocked.keyring(), book)?;
            let (next, recovery, page_key) = call.grant().with_keys(|open, random| {
                let next = open
                    .renew_installation(book, &password, &former, moment.at_ms, random)
                    .map_err(Error::from)?;
                let recovery = open.renew_recovery(book, witness.as_ref(), moment, random)?;
                Ok::<_, Error>((next, recovery, open.page_key()))
            })??;
            // Kept before the slots are written, beside the present one: a cut leaves a desk that opens in either case.
            unlocked.keyring().put_next(vault, &next).map_err(|_| {
                Error::new(
                    Code::InstallationSecret,
                    "Le trousseau de ce poste refuse le nouveau secret. Rien n’a été changé.",
                )
            })?;
            made = Some(recovery);
            Ok((page_key, Slots::Changed))
        },
        |page_key| {
            // Refused, it is asked again at the next opening, which finds the next secret there.
            let _ = unlocked.keyring().promote_next(vault);
            Ok(unlocked.store().rekey(page_key)?)
        },
    )?;
    let subject = Subject::all("vault")
        .detail("Poste volé\u{a0}: nouveau secret d’installation, nouvelles feuilles de secours");
    crate::recovery::made(call, made, subject)
}

impl From<RenewError> for Error {
    fn from(error: RenewError) -> Self {
        match error {
            RenewError::WrongPassword => {
                Error::new(Code::WrongPassword, "Votre mot de passe n’est pas le bon.")
            }
            RenewError::UnderWay => Error::refused(
                "Un changement de secret est déjà en cours\u{a0}: attendez que chaque agent ait ouvert sa session, ou que les trois semaines soient passées.",
            ),
            RenewError::Kdf(_) => no_memory(),
        }
    }
}
