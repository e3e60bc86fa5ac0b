//! The two ways of sealing: under a key both sides hold, and to a public key.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use thiserror::Error;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use crate::codec::{Reader, Writer};
use crate::random::{self, Random};
use crate::secret::Key;

/// What was sealed does not open here: other key, other place, or damaged bytes. The cipher
/// cannot tell these apart, and neither do we.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the sealed bytes do not open")]
pub(crate) struct DoesNotOpen;

const NONCE: usize = 24;

/// XChaCha20-Poly1305 (RFC 8439 with the 24-byte nonce of draft-irtf-cfrg-xchacha-03): the nonce is
/// drawn at random, which 192 bits allow for ever without a counter shared between desks.
pub(crate) fn seal(key: &Key, aad: &[u8], plaintext: &[u8], random: &mut dyn Random) -> Vec<u8> {
    let nonce: [u8; NONCE] = random::bytes(random);
    let sealed = XChaCha20Poly1305::new(key.expose().into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plaintext, aad })
        .expect("messages stay far under the cipher's limit of 256 GiB");
    let mut out = Vec::with_capacity(NONCE + sealed.len());
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    out
}

pub(crate) fn open(key: &Key, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(DoesNotOpen)?;
    XChaCha20Poly1305::new(key.expose().into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad })
        .map(Zeroizing::new)
        .map_err(|_| DoesNotOpen)
}

/// A key agreed with the owner of a public key: X25519 (RFC 7748), then HKDF-SHA256 over both
/// public keys. The sender keeps nothing that opens it once this value is dropped.
pub(crate) struct Agreement {
    ephemeral: [u8; 32],
    key: Key,
}

impl Agreement {
    /// A new agreement with `recipient`.
    pub(crate) fn with(
        recipient: &[u8; 32],
        purpose: &str,
        random: &mut dyn Random,
    ) -> Result<Agreement, DoesNotOpen> {
        let secret = StaticSecret::from(*Zeroizing::new(random::bytes::<32>(random)));
        let ephemeral = PublicKey::from(&secret).to_bytes();
        let key = agree(&secret, &PublicKey::from(*recipient), &ephemeral, recipient, purpose)?;
        Ok(Agreement { ephemeral, key })
    }

    /// The recipient's side of an agreement.
    pub(crate) fn from(
        secret: &StaticSecret,
        ephemeral: [u8; 32],
        purpose: &str,
    ) -> Result<Agreement, DoesNotOpen> {
        let own = PublicKey::from(secret).to_bytes();
        let key = agree(secret, &PublicKey::from(ephemeral), &ephemeral, &own, purpose)?;
        Ok(Agreement { ephemeral, key })
    }

    /// The ephemeral public key, then the sealed message.
    pub(crate) fn seal(&self, aad: &[u8], plaintext: &[u8], random: &mut dyn Random) -> Vec<u8> {
        let mut out = self.ephemeral.to_vec();
        out.extend_from_slice(&seal(&self.key, aad, plaintext, random));
        out
    }

    pub(crate) fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
        let (ephemeral, sealed) = sealed.split_first_chunk::<32>().ok_or(DoesNotOpen)?;
        if *ephemeral != self.ephemeral {
            return Err(DoesNotOpen);
        }
        open(&self.key, aad, sealed)
    }
}

/// The ephemeral key at the head of a message sealed to a public key.
pub(crate) fn ephemeral_of(sealed: &[u8]) -> Result<[u8; 32], DoesNotOpen> {
    Reader::new(sealed).array().map_err(|_| DoesNotOpen)
}

fn agree(
    secret: &StaticSecret,
    other: &PublicKey,
    ephemeral: &[u8; 32],
    recipient: &[u8; 32],
    purpose: &str,
) -> Result<Key, DoesNotOpen> {
    let shared = secret.diffie_hellman(other);
    // RFC 7748 §6.1: a low-order point would make the result independent of the secret.
    if !shared.was_contributory() {
        return Err(DoesNotOpen);
    }
    let mut info = Writer::with_domain(purpose);
    info.raw(ephemeral).raw(recipient);
    Ok(Key::from_bytes(shared.to_bytes()).derive_with(info.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn opens_only_with_its_key_and_its_place() {
        let random = &mut SeededRandom::new(1);
        let key = Key::random(random);
        let sealed = seal(&key, b"here", b"arachide", random);
        assert_eq!(sealed.len(), b"arachide".len() + 24 + 16);
        assert_eq!(open(&key, b"here", &sealed).unwrap().as_slice(), b"arachide");
        assert!(open(&key, b"there", &sealed).is_err());
        assert!(open(&Key::random(random), b"here", &sealed).is_err());
        assert!(open(&key, b"here", &sealed[..20]).is_err());
    }

    #[test]
    fn only_the_recipient_opens() {
        let random = &mut SeededRandom::new(2);
        let recipient = StaticSecret::from(random::bytes::<32>(random));
        let stranger = StaticSecret::from(random::bytes::<32>(random));
        let public = PublicKey::from(&recipient).to_bytes();
        let sealed = Agreement::with(&public, "test", random).unwrap().seal(b"aad", b"ck", random);
        assert_eq!(sealed.len(), 2 + 32 + 24 + 16);
        let ephemeral = ephemeral_of(&sealed).unwrap();
        let opened = Agreement::from(&recipient, ephemeral, "test").unwrap().open(b"aad", &sealed);
        assert_eq!(opened.unwrap().as_slice(), b"ck");
        for (secret, purpose) in [(&stranger, "test"), (&recipient, "other")] {
            let agreement = Agreement::from(secret, ephemeral, purpose).unwrap();
            assert!(agreement.open(b"aad", &sealed).is_err());
        }
    }

    #[test]
    fn a_low_order_point_is_refused() {
        assert!(Agreement::with(&[0; 32], "test", &mut SeededRandom::new(3)).is_err());
    }
}
