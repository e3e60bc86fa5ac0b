//! Logins and passwords: what they are made of, how strong they must be, how fast one may try.

use std::time::Duration;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::ZeroizeOnDrop;

/// A login: what an agent types to say who they are. Lower case, trimmed, NFKC, 1 to 64 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Login(String);

/// The text is not a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a login has 1 to 64 characters, without line breaks")]
pub struct BadLogin;

impl Login {
    const MAX_CHARS: usize = 64;

    /// Reads a login as typed.
    pub fn new(text: &str) -> Result<Login, BadLogin> {
        let login: String = text.trim().nfkc().collect::<String>().to_lowercase();
        let login: String = login.trim().nfkc().collect();
        let length = login.chars().count();
        if length == 0 || length > Login::MAX_CHARS || login.chars().any(char::is_control) {
            return Err(BadLogin);
        }
        Ok(Login(login))
    }

    /// The normalised text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password as typed, in NFKC so that the same keys pressed on another system give the same
/// bytes. Wiped when dropped.
#[derive(ZeroizeOnDrop)]
pub struct Password(String);

impl Password {
    /// Takes the typed text.
    pub fn new(typed: &str) -> Password {
        // NFKC can lengthen a text up to eighteen times: room is made at once, because a growing
        // string would leave copies behind.
        let mut text = String::with_capacity(typed.len() * 18);
        text.extend(typed.nfkc());
        Password(text)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// How long to wait before the next attempt: 1, 2, 4 … 60 seconds.
///
/// It slows a hand at the keyboard. It does not protect a stolen file, which is tried elsewhere:
/// the strength of the password and the installation secret do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attempts(u32);

impl Attempts {
    /// After one more wrong password.
    #[must_use]
    pub fn failed(self) -> Attempts {
        Attempts(self.0.saturating_add(1))
    }

    /// How many wrong passwords in a row.
    pub fn count(self) -> u32 {
        self.0
    }

    /// The wait imposed before the next attempt.
    pub fn delay(self) -> Duration {
        match self.0 {
            0 => Duration::ZERO,
            n => Duration::from_secs(1u64.checked_shl(n - 1).unwrap_or(60).min(60)),
        }
    }
}
