//! The two key pairs of an agent: one receives keys, the other signs.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::random::{self, Random};

/// The private halves, born in the agent's own session and sealed in their slot.
/// Both types wipe themselves when dropped; they stay where they are born, for each move of a value leaves its bytes behind.
pub(crate) struct Identity {
    exchange: Box<StaticSecret>,
    signing: Box<SigningKey>,
}

impl Identity {
    pub(crate) fn new(random: &mut dyn Random) -> Identity {
        Identity::from_bytes(&Zeroizing::new(random::bytes(random)))
    }

    pub(crate) fn from_bytes(bytes: &[u8; 64]) -> Identity {
        let half = |range: std::ops::Range<usize>| {
            let mut out = Zeroizing::new([0; 32]);
            out.copy_from_slice(&bytes[range]);
            out
        };
        Identity {
            exchange: Box::new(StaticSecret::from(*half(0..32))),
            signing: Box::new(SigningKey::from_bytes(&half(32..64))),
        }
    }

    pub(crate) fn to_bytes(&self) -> Zeroizing<[u8; 64]> {
        let mut out = Zeroizing::new([0; 64]);
        out[..32].copy_from_slice(self.exchange.as_bytes());
        out[32..].copy_from_slice(self.signing.as_bytes());
        out
    }

    pub(crate) fn public(&self) -> PublicIdentity {
        PublicIdentity {
            exchange: PublicKey::from(&*self.exchange).to_bytes(),
            signing: self.signing.verifying_key().to_bytes(),
        }
    }

    pub(crate) fn exchange(&self) -> &StaticSecret {
        &self.exchange
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }
}

/// The public halves, as the chain of statements binds them to an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicIdentity {
    /// X25519 (RFC 7748): keys are sealed to it.
    pub(crate) exchange: [u8; 32],
    /// Ed25519 (RFC 8032): signatures are checked with it.
    pub(crate) signing: [u8; 32],
}

impl PublicIdentity {
    pub(crate) fn write(&self, out: &mut Writer) {
        out.raw(&self.exchange).raw(&self.signing);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<PublicIdentity, Malformed> {
        Ok(PublicIdentity { exchange: from.array()?, signing: from.array()? })
    }

    /// Strict verification: weak keys and the several encodings of one signature, which RFC 8032
    /// leaves to the implementer, are refused.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        VerifyingKey::from_bytes(&self.signing)
            .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn reads_back_and_signs_as_the_same() {
        let identity = Identity::new(&mut SeededRandom::new(4));
        let again = Identity::from_bytes(&identity.to_bytes());
        assert_eq!(identity.public(), again.public());
        let signature = again.sign(b"message");
        assert!(identity.public().verifies(b"message", &signature));
        assert!(!identity.public().verifies(b"other", &signature));
        let stranger = Identity::new(&mut SeededRandom::new(5));
        assert!(!stranger.public().verifies(b"message", &signature));
    }
}
