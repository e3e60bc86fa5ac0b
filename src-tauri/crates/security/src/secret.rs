//! Keys in memory: wiped when dropped, never printed, copied or serialised.
//!
//! None of these types implements `Clone`, `Debug`, `Display` or `Serialize`: a key that cannot be
//! printed cannot end in a log, and one that cannot be copied is wiped where it lives.

use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::random::{self, Random};

/// A 32-byte symmetric key. Stays inside this room.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Key([u8; 32]);

impl Key {
    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Key> {
        bytes.try_into().ok().map(Key)
    }

    pub(crate) fn random(random: &mut dyn Random) -> Key {
        Key(random::bytes(random))
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key for one purpose: HKDF-SHA256 (RFC 5869) with the purpose as `info`. Each use has its
    /// own key, so that no ciphertext made for one purpose means anything in another.
    pub(crate) fn derive(&self, purpose: &str) -> Key {
        self.derive_with(purpose.as_bytes())
    }

    pub(crate) fn derive_with(&self, info: &[u8]) -> Key {
        let mut out = Key([0; 32]);
        Hkdf::<Sha256>::new(None, &self.0)
            .expand(info, &mut out.0)
            .expect("32 bytes is a valid HKDF-SHA256 length");
        out
    }

    /// A public value that only this key gives. ChaCha20-Poly1305 is not key-committing: someone
    /// could forge a ciphertext that opens under two keys, so the key itself is checked first.
    pub(crate) fn commitment(&self, purpose: &str) -> [u8; 32] {
        *self.derive(purpose).expose()
    }

    pub(crate) fn commits_to(&self, purpose: &str, commitment: &[u8; 32]) -> bool {
        self.derive(purpose).expose().ct_eq(commitment).into()
    }
}

/// The installation secret `I`: 32 random bytes kept by the operating system of each authorised
/// desk, never in the base nor in a backup. It enters the KDF as the secret input of RFC 9106
/// §3.1, so a stolen file cannot be guessed at, even with the right password.
#[derive(ZeroizeOnDrop)]
pub struct InstallationSecret(pub(crate) Key);

impl InstallationSecret {
    /// A new one, at the creation of a vault and at no other time.
    pub(crate) fn new(random: &mut dyn Random) -> InstallationSecret {
        InstallationSecret(Key::random(random))
    }
}

/// The key of the database pages, derived from the key of BASE.
#[derive(ZeroizeOnDrop)]
pub struct PageKey(Key);

impl PageKey {
    pub(crate) fn derive(base: &Key) -> PageKey {
        PageKey(base.derive("preau/page/v1"))
    }

    /// The raw key as SQLCipher wants it, `x'…'` with 64 hexadecimal digits: the key is already
    /// uniform, so the engine must not run its own password derivation on it.
    pub fn raw_key_literal(&self) -> Zeroizing<String> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        // Sized at once: a reallocation would leave a copy of the key behind.
        let mut literal = Zeroizing::new(String::with_capacity(67));
        literal.push_str("x'");
        for byte in self.0.expose() {
            literal.push(char::from(DIGITS[usize::from(byte >> 4)]));
            literal.push(char::from(DIGITS[usize::from(byte & 0x0F)]));
        }
        literal.push('\'');
        literal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_give_unrelated_keys() {
        let key = Key::from_bytes([7; 32]);
        assert_ne!(key.derive("a").expose(), key.derive("b").expose());
        assert_eq!(key.derive("a").expose(), key.derive("a").expose());
        assert!(key.commits_to("a", &key.commitment("a")));
        assert!(!key.commits_to("a", &key.commitment("b")));
    }

    #[test]
    fn the_page_key_literal_is_what_sqlcipher_reads() {
        let literal = PageKey(Key::from_bytes([0xA5; 32])).raw_key_literal();
        assert_eq!(*literal, format!("x'{}'", "a5".repeat(32)));
        assert_eq!(literal.capacity(), 67);
    }
}
