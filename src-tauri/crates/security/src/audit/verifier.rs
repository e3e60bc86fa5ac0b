//! Verifying a chain: entry by entry, in constant memory.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

use super::{Entry, Head};
use crate::identity::PublicIdentity;
use crate::statement::Roster;
use crate::vault::VaultId;

/// How many signatures a verification checks: a hash costs a microsecond, a signature fifty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signatures {
    /// Every one.
    All,
    /// One in so many, for the check at start.
    OneIn(u64),
}

/// What does not hold in an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Break {
    /// An entry is missing, repeated or of another desk.
    #[error("an entry is missing, repeated or of another desk")]
    Sequence,
    /// The entry does not carry the hash of the one before.
    #[error("the entry does not follow the one before")]
    Link,
    /// The entry was changed after it was written.
    #[error("the entry was changed after it was written")]
    Content,
    /// The sealed detail is not the one that was written.
    #[error("the detail of the entry was replaced")]
    Detail,
    /// The agent was never welcomed in this vault.
    #[error("the agent of the entry is unknown")]
    UnknownAgent,
    /// The signature is not the agent's.
    #[error("the signature is not the agent's")]
    Signature,
}

/// The first entry that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("entry {seq}: {what}")]
pub struct Broken {
    /// The rank at which the chain breaks.
    pub seq: u64,
    /// What does not hold.
    pub what: Break,
}

/// Replays a desk's chain entry by entry, in constant memory.
pub struct Verifier<'a> {
    vault: VaultId,
    roster: &'a Roster,
    signatures: Signatures,
    head: Head,
    identities: HashMap<Uuid, &'a [PublicIdentity]>,
}

impl<'a> Verifier<'a> {
    /// From a head known to be good: [`Head::start`] for the whole chain.
    pub fn from(vault: VaultId, roster: &'a Roster, known: Head, signatures: Signatures) -> Verifier<'a> {
        Verifier { vault, roster, signatures, head: known, identities: HashMap::new() }
    }

    /// Where the verification stands: after the last entry that held.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Checks the next entry.
    pub fn check(&mut self, entry: &Entry) -> Result<(), Broken> {
        let expected = self.head.seq + 1;
        let broken = |what| Broken { seq: expected, what };
        if entry.seq != expected || entry.desk != self.head.desk {
            return Err(broken(Break::Sequence));
        }
        if entry.previous != self.head.hash {
            return Err(broken(Break::Link));
        }
        if entry.hash != entry.computed_hash(self.vault) {
            return Err(broken(Break::Content));
        }
        if let Some(detail) = &entry.detail
            && entry.detail_digest != *Sha256::digest(detail)
        {
            return Err(broken(Break::Detail));
        }
        let roster = self.roster;
        let identities =
            *self.identities.entry(entry.agent).or_insert_with(|| roster.identities(entry.agent));
        if identities.is_empty() {
            return Err(broken(Break::UnknownAgent));
        }
        let due = match self.signatures {
            Signatures::All => true,
            Signatures::OneIn(step) => entry.seq.is_multiple_of(step.max(1)),
        };
        if due {
            let signed = Entry::signed(&entry.hash);
            let by = |identity: &PublicIdentity| identity.verifies(signed.as_slice(), &entry.signature);
            if !identities.iter().any(by) {
                return Err(broken(Break::Signature));
            }
        }
        self.head = entry.head();
        Ok(())
    }

    /// Checks all the entries that follow; the head they lead to, or the first break.
    pub fn check_all(mut self, entries: impl IntoIterator<Item = Entry>) -> Result<Head, Broken> {
        for entry in entries {
            self.check(&entry)?;
        }
        Ok(self.head)
    }
}
