//! A second person at the desk: some acts are decided by two, each with their own password.

use std::sync::PoisonError;

use security::password::{Login, Password};
use security::vault::UnlockError;
use security::{OpenVault, SlotBook};
use uuid::Uuid;

use super::views::SecondPerson;
use crate::error::{Code, Error};
use crate::gate::present_secret;
use crate::unlocked::Unlocked;

/// Opens the vault as the second person does with their own password, for as long as the act lasts. None of those who act, or for whom
/// one acts, may be their own second.
pub(crate) fn second_person(
    unlocked: &Unlocked,
    person: &SecondPerson,
    not_these: &[Uuid],
) -> Result<OpenVault, Error> {
    let book = unlocked.slots()?;
    if Login::new(&person.login)
        .is_ok_and(|login| book.agent_of(&login).is_some_and(|agent| not_these.contains(&agent)))
    {
        return Err(Error::refused(
            "La deuxième personne ne peut être ni vous, ni l’agent concerné\u{a0}: demandez à un autre collègue.",
        ));
    }
    Ok(opened_by(unlocked, &book, &person.login, &person.password)?.0)
}

/// The vault as somebody's password opens it on the spot, and how many wrong ones were typed just before. Those wait as at the door, and
/// are counted with those of the door.
pub(crate) fn opened_by(
    unlocked: &Unlocked,
    book: &SlotBook,
    login: &str,
    password: &str,
) -> Result<(OpenVault, u32), Error> {
    let mut tries = unlocked.tries().lock().unwrap_or_else(PoisonError::into_inner);
    let waiting = tries.remaining_seconds();
    if waiting > 0 {
        return Err(Error::too_many_attempts(waiting));
    }
    let wrong = || {
        Error::new(
            Code::WrongPassword,
            "L’identifiant ou le mot de passe de la deuxième personne n’est pas le bon.",
        )
    };
    let login = Login::new(login).map_err(|_| wrong())?;
    let secret = present_secret(unlocked.keyring(), book)?;
    match book.unlock(&login, &Password::new(password), &secret) {
        Ok(open) => Ok((open, tries.succeed(unlocked.folder()))),
        Err(UnlockError::WrongCredentials) => {
            let seconds = tries.fail(unlocked.folder(), unlocked.machine_clock().now_ms());
            Err(wrong().with_params(serde_json::json!({ "retry_after_seconds": seconds })))
        }
        Err(UnlockError::NoLongerEntitled) => Err(Error::refused(
            "L’habilitation de la deuxième personne est terminée\u{a0}: demandez à un autre collègue.",
        )),
        Err(UnlockError::Kdf(_)) => Err(crate::gate::no_memory()),
        Err(_) => Err(Error::new(
            Code::Damaged,
            "Les clés de la deuxième personne ne s’ouvrent pas. Demandez à un autre collègue.",
        )),
    }
}
