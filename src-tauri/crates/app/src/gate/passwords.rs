//! Passwords people choose for themselves.

use domain::issue::{IssueCode, Issues};
use security::password::Password;

use super::{PassphraseView, PasswordMeasureRequest, PasswordMeasureView};
use crate::app::App;
use crate::error::Error;
use crate::session::Empty;

/// What a password being chosen is worth.
pub fn measure_password(_: &App, request: PasswordMeasureRequest) -> Result<PasswordMeasureView, Error> {
    let context: Vec<&str> = request.context.iter().map(String::as_str).collect();
    Ok(measure(&Password::new(&request.password), &context))
}

/// Proposes a passphrase of French words.
pub fn suggest_passphrase(app: &App, _: Empty) -> Result<PassphraseView, Error> {
    let mut random = app.host.new_random();
    Ok(PassphraseView { passphrase: security::password::passphrase(&mut *random).to_string() })
}

fn measure(password: &Password, context: &[&str]) -> PasswordMeasureView {
    let strength = password.strength(context);
    PasswordMeasureView {
        bits: strength.bits,
        accepted: strength.is_enough(),
        advice: strength
            .weaknesses
            .first()
            .map(|weakness| weakness.sentence().to_owned())
            .unwrap_or_default(),
    }
}

/// A password someone chooses for themselves must resist being guessed.
pub(crate) fn check_password(issues: &mut Issues, field: &str, password: &Password, context: &[&str]) {
    for weakness in password.strength(context).weaknesses {
        issues.refuse(field, IssueCode::OutOfRange, weakness.sentence());
    }
}
