//! A second person at the desk: some acts are decided by two, each with their own password.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use security::OpenVault;
use security::password::{Attempts, Login, Password};
use security::vault::UnlockError;
use uuid::Uuid;

use super::views::SecondPerson;
use crate::error::{Code, Error};
use crate::gate::present_secret;
use crate::unlocked::Unlocked;

/// Wrong passwords of second persons in this session, and when the next try is allowed.
#[derive(Default)]
struct Tries {
    attempts: Attempts,
    next: Option<Instant>,
}

/// Opens the vault as the second person does with their own password, for as long as the act lasts. None of those who act, or for whom
/// one acts, may be their own second. Wrong passwords wait as at the door.
pub(crate) fn second_person(
    unlocked: &Arc<Unlocked>,
    person: &SecondPerson,
    not_these: &[Uuid],
) -> Result<OpenVault, Error> {
    let tries = unlocked.kept::<Mutex<Tries>>().unwrap_or_else(|| {
        let tries = Arc::default();
        unlocked.keep(Arc::clone(&tries));
        tries
    });
    let mut tries = tries.lock().unwrap_or_else(PoisonError::into_inner);
    let waiting = tries
        .next
        .map_or(0, |next| next.saturating_duration_since(Instant::now()).as_millis().div_ceil(1_000) as u64);
    if waiting > 0 {
        return Err(Error::too_many_attempts(waiting));
    }
    let book = unlocked.slots()?;
    let wrong = || {
        Error::new(
            Code::WrongPassword,
            "L’identifiant ou le mot de passe de la deuxième personne n’est pas le bon.",
        )
    };
    let login = Login::new(&person.login).map_err(|_| wrong())?;
    if book.agent_of(&login).is_some_and(|agent| not_these.contains(&agent)) {
        return Err(Error::refused(
            "La deuxième personne ne peut être ni vous, ni l’agent concerné\u{a0}: demandez à un autre collègue.",
        ));
    }
    let installation = present_secret(unlocked.keyring(), &book)?;
    match book.unlock(&login, &Password::new(&person.password), &installation) {
        Ok(open) => {
            *tries = Tries::default();
            Ok(open)
        }
        Err(UnlockError::NoLongerEntitled) => Err(Error::refused(
            "L’habilitation de la deuxième personne est terminée\u{a0}: demandez à un autre collègue.",
        )),
        Err(UnlockError::Kdf(_)) => Err(crate::gate::no_memory()),
        Err(_) => {
            tries.attempts = tries.attempts.failed();
            tries.next = Some(Instant::now() + tries.attempts.delay());
            Err(wrong())
        }
    }
}
