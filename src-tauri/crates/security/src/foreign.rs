//! What another product sealed with the town's own key: opened, never written.
//!
//! Noethysweb seals some columns with django-cryptography: the byte 0x80, the time on 8 bytes, a vector of 16, AES-256 in CBC with PKCS #7
//! padding, then HMAC-SHA-256 of all before it. The cipher's key is PBKDF2-HMAC-SHA-256 of the town's `SECRET_KEY` (salt
//! `django-cryptography`, 30,000 rounds); the signature's is that key itself (shared/domain/takeover.md).

use aes::cipher::{BlockCipherDecrypt as _, KeyInit as _};
use aes::{Aes256, Block};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

const VERSION: u8 = 0x80;
const VECTOR_AT: usize = 9;
const BLOCK: usize = 16;
const SEALED_AT: usize = VECTOR_AT + BLOCK;
const SIGNATURE: usize = 32;
const SALT: &[u8] = b"django-cryptography";
const ROUNDS: u32 = 30_000;

/// The key a town gave its former product. It is kept by nobody: made of what is typed, used, dropped.
pub struct SourceKey {
    cipher: Aes256,
    signing: Hmac<Sha256>,
}

impl SourceKey {
    /// The keys that come from a `SECRET_KEY`: a tenth of a second.
    pub fn new(secret: &str) -> Self {
        let signing = keyed(secret.as_bytes());
        Self { cipher: Aes256::new(&(*derived(&signing)).into()), signing }
    }

    /// Opens what was sealed; nothing when another key sealed it, or nobody did.
    pub fn open(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (signed, signature) = sealed.split_at_checked(sealed.len().checked_sub(SIGNATURE)?)?;
        let content = signed.get(SEALED_AT..)?;
        if signed[0] != VERSION || content.is_empty() || !content.len().is_multiple_of(BLOCK) {
            return None;
        }
        self.signing.clone().chain_update(signed).verify_slice(signature).ok()?;
        let mut clear = Zeroizing::new(Vec::with_capacity(content.len()));
        let mut before = &signed[VECTOR_AT..SEALED_AT];
        for block in content.chunks_exact(BLOCK) {
            let mut opened = Block::try_from(block).ok()?;
            self.cipher.decrypt_block(&mut opened);
            clear.extend(opened.iter().zip(before).map(|(byte, mask)| byte ^ mask));
            before = block;
        }
        let padding = usize::from(*clear.last()?);
        let padded = (1..=BLOCK).contains(&padding)
            && clear[clear.len() - padding..].iter().all(|byte| usize::from(*byte) == padding);
        let kept = clear.len() - padding;
        padded.then(|| {
            clear.truncate(kept);
            clear
        })
    }
}

impl std::fmt::Debug for SourceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SourceKey")
    }
}

fn keyed(secret: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(secret).expect("any length is a key")
}

/// PBKDF2, of which one block of 32 bytes is wanted.
fn derived(signing: &Hmac<Sha256>) -> Zeroizing<[u8; 32]> {
    let step = |input: &[&[u8]]| -> [u8; 32] {
        let mac = input.iter().fold(signing.clone(), |mac, part| mac.chain_update(part));
        mac.finalize().into_bytes().into()
    };
    let mut last = Zeroizing::new(step(&[SALT, &1_u32.to_be_bytes()]));
    let mut key = Zeroizing::new(*last);
    for _ in 1..ROUNDS {
        *last = step(&[&*last]);
        key.iter_mut().zip(&*last).for_each(|(byte, other)| *byte ^= other);
    }
    key
}

#[cfg(test)]
mod tests;
