//! A desk that is not authorised yet, or another account of one: the code that an authorised desk shows opens it once.

use std::fs;
use std::sync::PoisonError;

use security::enrolment::{EnrolmentError, accept};

use super::{DeskEnrolRequest, SessionView, lock, no_memory, state};
use crate::app::App;
use crate::error::{Code, Error};
use crate::session::Empty;

/// Authorises this desk by a code. Passwords are then asked as ever; the journal says that this desk is new.
pub fn enrol(app: &App, request: DeskEnrolRequest) -> Result<SessionView, Error> {
    let _door = app.door.lock().unwrap_or_else(PoisonError::into_inner);
    let waiting = app.tries.lock().unwrap_or_else(PoisonError::into_inner).remaining_seconds();
    if waiting > 0 {
        return Err(Error::too_many_attempts(waiting));
    }
    lock(app, Empty {})?;
    let folder = app.vault_folder();
    let book = folder.slots()?;
    let Ok(sealed) = fs::read(folder.enrolment_path()) else {
        return Err(Error::refused(
            "Aucun code n’attend ici\u{a0}: il a servi, ou n’a pas été fait. Demandez-en un à l’administrateur, depuis un poste autorisé.",
        ));
    };
    let secret =
        accept(&book, &sealed, &request.code, app.host.clock.now_ms()).map_err(|error| match error {
            EnrolmentError::WrongCode => {
                let now_ms = app.host.clock.now_ms();
                let seconds = app.tries.lock().unwrap_or_else(PoisonError::into_inner).fail(&folder, now_ms);
                Error::new(Code::WrongPassword, "Ce n’est pas le code. Relisez-le mot à mot.")
                    .with_params(serde_json::json!({ "retry_after_seconds": seconds }))
            }
            EnrolmentError::TooOld => Error::refused(
                "Ce code a plus d’un jour, ou l’heure d’un des postes est fausse\u{a0}: faites-en un autre.",
            ),
            EnrolmentError::NotOne => Error::refused(
                "Le code qui attend ici n’est pas de ce coffre, ou il est abîmé\u{a0}: faites-en un autre.",
            ),
            EnrolmentError::Kdf(_) => no_memory(),
        })?;
    app.keyring().put(book.vault(), &secret).map_err(|_| {
        Error::new(
            Code::InstallationSecret,
            "Le trousseau de ce poste refuse le secret, ou en garde un autre pour ce coffre. Ouvrez le trousseau du système, puis recommencez\u{a0}: le code reste bon.",
        )
    })?;
    // Used once. A disk that refuses leaves a code that dies within the day.
    let _ = fs::remove_file(folder.enrolment_path());
    app.tries.lock().unwrap_or_else(PoisonError::into_inner).succeed(&folder);
    state(app, Empty {})
}
