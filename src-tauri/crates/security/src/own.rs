//! What an agent keeps for themselves: a form being typed. No compartment, no colleague, no administrator opens it.

use zeroize::Zeroizing;

use crate::access::Denied;
use crate::cell::CellError;
use crate::codec::Writer;
use crate::sealing;
use crate::secret::Key;
use crate::session::Session;
use crate::vault::{OpenVault, VaultId};

const OWN: &str = "preau/own/v1";

impl Session {
    /// Seals bytes that only this agent will open, bound to their `context` (what they are).
    pub fn seal_own(&self, context: &str, plaintext: &[u8]) -> Result<Vec<u8>, Denied> {
        let open = self.open()?;
        Ok(sealing::seal(&key_of(&open), &aad(self.vault(), context), plaintext, &mut **self.random()))
    }

    /// Opens what [`Session::seal_own`] sealed under the same context.
    pub fn open_own(&self, context: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CellError> {
        let open = self.open()?;
        Ok(sealing::open(&key_of(&open), &aad(self.vault(), context), sealed)?)
    }
}

/// Derived from the agent's private halves: an agent who comes back with new keys has lost their drafts, and nothing else.
fn key_of(open: &OpenVault) -> Key {
    let bytes = open.identity.to_bytes();
    let mut exchange = Zeroizing::new([0; 32]);
    exchange.copy_from_slice(&bytes[..32]);
    Key::from_bytes(*exchange).derive(OWN)
}

fn aad(vault: VaultId, context: &str) -> Vec<u8> {
    let mut out = Writer::with_domain(OWN);
    out.uuid(vault.0).bytes(context.as_bytes());
    out.finish()
}

#[cfg(test)]
mod tests {
    use crate::access::{Denied, Role};
    use crate::cell::CellError;
    use crate::vault::town::{DESK, HEALTH, town};

    #[test]
    fn only_its_author_opens_it_and_only_as_what_it_is() {
        let desk = town().session(DESK, &[Role::Ins]);
        let sealed = desk.seal_own("draft/family", b"Dupont").unwrap();
        assert_eq!(desk.open_own("draft/family", &sealed).unwrap().as_slice(), b"Dupont");
        let again = town().session(DESK, &[Role::Ins]);
        assert_eq!(again.open_own("draft/family", &sealed).unwrap().as_slice(), b"Dupont");

        assert_eq!(desk.open_own("draft/child", &sealed).err(), Some(CellError::SealBroken));
        let colleague = town().session(HEALTH, &[Role::San]);
        assert_eq!(colleague.open_own("draft/family", &sealed).err(), Some(CellError::SealBroken));
        desk.lock();
        assert_eq!(desk.seal_own("draft/family", b"").err(), Some(Denied::Locked));
    }
}
