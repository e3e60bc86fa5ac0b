//! Authorising another desk, or another session of the operating system: a code said aloud, used once.
//!
//! The installation secret is sealed under a phrase drawn at random, which an authorised desk shows and forgets. What is sealed lies
//! beside the base until it is used, withdrawn or too old. The phrase has more than 80 bits: whoever steals the file has nothing to
//! guess with.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::kdf::{KdfError, KdfParams};
use crate::password::{Password, passphrase};
use crate::random::{self, Random};
use crate::sealing;
use crate::secret::{InstallationSecret, Key};
use crate::vault::{SlotBook, VaultId};

const MAGIC: &[u8; 8] = b"PREAUPST";

const VERSION: u8 = 1;

/// How long a code is good, in milliseconds: a working day, and the night after.
pub const LIFETIME_MS: i64 = 24 * 3_600_000;

/// Why a code authorised nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EnrolmentError {
    /// These bytes are not a sealed code, or not of this vault.
    #[error("this is no enrolment of this vault")]
    NotOne,
    /// Its time is over.
    #[error("the code is too old")]
    TooOld,
    /// Not this code.
    #[error("this is not the code")]
    WrongCode,
    /// The machine lacks memory for the derivation.
    #[error(transparent)]
    Kdf(#[from] KdfError),
}

impl From<Malformed> for EnrolmentError {
    fn from(_: Malformed) -> EnrolmentError {
        EnrolmentError::NotOne
    }
}

/// A code just drawn.
pub struct Enrolment {
    /// The phrase to say or copy out. Kept nowhere.
    pub code: Zeroizing<String>,
    /// Until when, in milliseconds since 1970.
    pub until_ms: i64,
    /// To be written beside the base.
    pub sealed: Vec<u8>,
}

fn header(vault: VaultId, until_ms: i64, kdf: KdfParams, salt: &[u8; 16]) -> Writer {
    let mut out = Writer::new();
    out.raw(MAGIC).u8(VERSION).uuid(vault.0).i64(until_ms);
    kdf.write(&mut out);
    out.raw(salt);
    out
}

fn key(code: &str, vault: VaultId, kdf: KdfParams, salt: &[u8; 16]) -> Result<Key, KdfError> {
    // Spaces, hyphens and capitals are how one writes a phrase down, not what it is.
    let plain: Zeroizing<String> =
        Zeroizing::new(code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect());
    kdf.key_of_code(&Password::new(&plain), salt, vault)
}

/// Draws a code and seals this installation's secret under it.
pub fn enrol(
    vault: VaultId,
    installation: &InstallationSecret,
    now_ms: i64,
    kdf: KdfParams,
    random: &mut dyn Random,
) -> Result<Enrolment, KdfError> {
    let code = passphrase(random);
    let until_ms = now_ms.saturating_add(LIFETIME_MS);
    let salt = random::bytes(random);
    let key = key(&code, vault, kdf, &salt)?;
    let mut out = header(vault, until_ms, kdf, &salt);
    let sealed = sealing::seal(&key, out.as_slice(), installation.0.expose(), random);
    out.raw(&sealed);
    Ok(Enrolment { code, until_ms, sealed: out.finish() })
}

/// Opens a sealed code: the installation secret, if it is that of the vault whose slots these are.
pub fn accept(
    book: &SlotBook,
    sealed: &[u8],
    code: &str,
    now_ms: i64,
) -> Result<InstallationSecret, EnrolmentError> {
    let mut from = Reader::new(sealed);
    if from.array::<8>()? != *MAGIC || from.u8()? != VERSION {
        return Err(EnrolmentError::NotOne);
    }
    let vault = VaultId(from.uuid()?);
    let until_ms = from.i64()?;
    let kdf = KdfParams::read(&mut from)?;
    let salt = from.array()?;
    let content = from.rest();
    if vault != book.vault() {
        return Err(EnrolmentError::NotOne);
    }
    if now_ms > until_ms || until_ms.saturating_sub(now_ms) > LIFETIME_MS {
        return Err(EnrolmentError::TooOld);
    }
    let key = key(code, vault, kdf, &salt)?;
    let opened = sealing::open(&key, header(vault, until_ms, kdf, &salt).as_slice(), content)
        .map_err(|_| EnrolmentError::WrongCode)?;
    let secret = InstallationSecret(Key::from_slice(&opened).ok_or(EnrolmentError::NotOne)?);
    if book.accepts(&secret) { Ok(secret) } else { Err(EnrolmentError::NotOne) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;
    use crate::vault::town::{VAULT, town};

    const NOW: i64 = 1_790_000_000_000;

    #[test]
    fn a_code_gives_the_secret_for_a_day_and_no_other_code_does() {
        let town = town();
        let random = &mut SeededRandom::new(1);
        let made = enrol(VAULT, &town.installation, NOW, KdfParams::FLOOR, random).unwrap();
        let spoken = made.code.to_uppercase().replace('-', " ");
        let take = |sealed: &[u8], code: &str, now| accept(&town.book, sealed, code, now).map(|_| ());
        assert_eq!(take(&made.sealed, &spoken, NOW + 1), Ok(()));
        assert_eq!(take(&made.sealed, "une autre phrase", NOW), Err(EnrolmentError::WrongCode));
        assert_eq!(take(&made.sealed, &spoken, made.until_ms + 1), Err(EnrolmentError::TooOld));
        assert_eq!(take(&made.sealed, &spoken, NOW - 1), Err(EnrolmentError::TooOld), "a clock put back");
        let other = crate::vault::SlotBook { vault: VaultId(uuid::Uuid::from_u128(9)), ..town.book.clone() };
        assert_eq!(accept(&other, &made.sealed, &spoken, NOW).err(), Some(EnrolmentError::NotOne));
    }

    #[test]
    fn no_byte_of_it_can_be_changed() {
        let town = town();
        let random = &mut SeededRandom::new(2);
        let made = enrol(VAULT, &town.installation, NOW, KdfParams::FLOOR, random).unwrap();
        // Every byte but those of the cost, whose every change asks for a derivation of its own.
        for at in (0..made.sealed.len()).filter(|at| !(33..45).contains(at)).step_by(5) {
            let mut altered = made.sealed.clone();
            altered[at] ^= 1;
            assert!(accept(&town.book, &altered, &made.code, NOW).is_err(), "{at}");
        }
        for length in 0..made.sealed.len() {
            assert!(accept(&town.book, &made.sealed[..length.min(40)], &made.code, NOW).is_err());
        }
    }
}
