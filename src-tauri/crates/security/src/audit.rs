//! The audit log: a chain nobody can rewrite without it being seen.
//!
//! Each entry carries the hash of the one before it on its desk and the signature of the agent who
//! acted. Whoever holds the database key can rewrite rows and recompute hashes, but cannot sign as
//! somebody else. The readable detail is sealed to the holders of AUDIT and enters the chain by its
//! digest only: deleted after its time, it leaves the chain verifiable.
//!
//! An entry that changes the file also carries the digest of all that the file holds, before and after
//! ([`state`]): rows edited by another hand are found without trusting anything the hand could edit.

pub mod segment;
pub mod state;
mod verifier;

use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

pub use self::verifier::{Break, Broken, Replayed, Signatures, Verifier};
use crate::access::{Denied, Grant, ReadAudit};
use crate::cell::CellError;
use crate::codec::{Reader, Writer};
use crate::compartment::Compartment;
use crate::hlc::Hlc;
use crate::sealing::{self, DoesNotOpen};
use crate::session::Session;
use crate::vault::{OpenVault, VaultId};

const DETAIL_FORMAT: u8 = 1;

const DETAIL: &str = "preau/audit-detail/v1";

/// SHA-256 of something before or after a change.
pub type DigestBytes = [u8; 32];

/// The operation by which a file comes to a schema. It alone states what the file holds without following what was stated before,
/// once for each schema; its object is the number of the schema.
pub const SCHEMA_REACHED: &str = "schema_reached";

/// The operation that removes details whose time is over; its object is the rank of the last entry concerned.
pub const DETAIL_EXPIRED: &str = "audit_expire";

/// A number where an entry names an object: it is covered by the signature, as the sealed detail is not once removed.
pub fn number_as_object(number: u64) -> Uuid {
    Uuid::from_u128(number.into())
}

/// What just happened, before it is chained.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Wall time, in milliseconds since 1970, as the agent's clock said it.
    pub at_ms: i64,
    /// The logical time, which orders the acts of several desks.
    pub hlc: Hlc,
    /// The operation, as the command table names it.
    pub operation: &'a str,
    /// The kind of object, `family`, `billing_run`…
    pub object_kind: &'a str,
    /// Its identifier.
    pub object: Option<Uuid>,
    /// Digest of the file's content before ([`state::state_digest`]); none when the act changes nothing but the journal.
    pub before: Option<DigestBytes>,
    /// Digest of the file's content after.
    pub after: Option<DigestBytes>,
    /// What a reader of the journal will see: sealed, references and never values.
    pub detail: Option<&'a [u8]>,
}

/// One entry, as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its rank on its desk, from 1.
    pub seq: u64,
    /// The desk.
    pub desk: u16,
    /// Wall time, in milliseconds since 1970.
    pub at_ms: i64,
    /// Logical time.
    pub hlc: Hlc,
    /// The agent who acted.
    pub agent: Uuid,
    /// The operation.
    pub operation: String,
    /// The kind of object.
    pub object_kind: String,
    /// The object.
    pub object: Option<Uuid>,
    /// Digest of the file's content before; none when nothing but the journal changed.
    pub before: Option<DigestBytes>,
    /// Digest of the file's content after.
    pub after: Option<DigestBytes>,
    /// The sealed detail, until its retention is over.
    pub detail: Option<Vec<u8>>,
    /// The digest of the sealed detail; zeros when there never was one.
    pub detail_digest: DigestBytes,
    /// The hash of the entry before; zeros for the first.
    pub previous: DigestBytes,
    /// The hash of this entry.
    pub hash: DigestBytes,
    /// The agent's signature of the hash.
    pub signature: [u8; 64],
}

/// The last entry of a desk: what is kept in the keyring and printed on billing runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// The desk.
    pub desk: u16,
    /// The rank of its last entry, 0 before the first.
    pub seq: u64,
    /// Its hash.
    pub hash: DigestBytes,
}

impl Head {
    /// Before the first entry of a desk.
    pub fn start(desk: u16) -> Head {
        Head { desk, ..Head::default() }
    }

    /// Sixteen characters to print and compare: on paper, a second witness.
    pub fn fingerprint(&self) -> String {
        self.hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Entry {
    /// The head of the chain after this entry.
    pub fn head(&self) -> Head {
        Head { desk: self.desk, seq: self.seq, hash: self.hash }
    }

    /// The canonical bytes that are hashed, written over what was on the same memory: millions of lines are read one after the other.
    fn write_canonical(&self, vault: VaultId, out: &mut Writer) {
        out.restart("preau/audit/v1");
        out.uuid(vault.0).u16(self.desk).u64(self.seq).i64(self.at_ms).i64(self.hlc.to_stored());
        out.uuid(self.agent);
        out.bytes(self.operation.as_bytes()).bytes(self.object_kind.as_bytes());
        for optional in [self.object.as_ref().map(|id| id.as_bytes().as_slice())]
            .into_iter()
            .chain([self.before.as_ref(), self.after.as_ref()].map(|d| d.map(|d| d.as_slice())))
        {
            match optional {
                None => out.u8(0),
                Some(bytes) => out.u8(1).raw(bytes),
            };
        }
        out.raw(&self.detail_digest).raw(&self.previous);
    }

    fn computed_hash(&self, vault: VaultId, paper: &mut Writer) -> DigestBytes {
        self.write_canonical(vault, paper);
        Sha256::digest(paper.as_slice()).into()
    }

    /// The hash already covers every field: signing it signs them all.
    fn signed(hash: &DigestBytes) -> Writer {
        let mut out = Writer::with_domain("preau/audit-signature/v1");
        out.raw(hash);
        out
    }
}

/// The growing end of a desk's chain. Copied into a transaction and put back once it is committed,
/// so that an entry never outlives the change it describes, nor the reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chain {
    head: Head,
}

impl Chain {
    /// The chain whose last entry is `head`.
    pub fn at(head: Head) -> Chain {
        Chain { head }
    }

    /// Where it stands.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Chains and signs what the agent of the session just did.
    pub fn next(&mut self, session: &Session, act: &Act<'_>) -> Result<Entry, Denied> {
        let open = session.open()?;
        let seq = self.head.seq + 1;
        let desk = self.head.desk;
        let detail = act.detail.map(|text| seal_detail(session, &open, (desk, seq), text)).transpose()?;
        let mut entry = Entry {
            seq,
            desk,
            at_ms: act.at_ms,
            hlc: act.hlc,
            agent: session.agent(),
            operation: act.operation.to_owned(),
            object_kind: act.object_kind.to_owned(),
            object: act.object,
            before: act.before,
            after: act.after,
            detail_digest: detail.as_deref().map_or([0; 32], |d| Sha256::digest(d).into()),
            detail,
            previous: self.head.hash,
            hash: [0; 32],
            signature: [0; 64],
        };
        entry.hash = entry.computed_hash(session.vault(), &mut Writer::new());
        entry.signature = open.sign(&Entry::signed(&entry.hash));
        self.head = entry.head();
        Ok(entry)
    }
}

fn detail_aad(vault: VaultId, (desk, seq): (u16, u64), epoch: u32) -> Vec<u8> {
    let mut out = Writer::with_domain(DETAIL);
    out.uuid(vault.0).u16(desk).u64(seq).u32(epoch);
    out.finish()
}

/// Every agent writes the journal and few may read it: the detail goes to the inbox of AUDIT.
fn seal_detail(
    session: &Session,
    open: &OpenVault,
    place: (u16, u64),
    detail: &[u8],
) -> Result<Vec<u8>, Denied> {
    let missing = Denied::KeyMissing { compartment: Compartment::Audit };
    let (epoch, inbox) = open.roster().inbox(Compartment::Audit).ok_or(missing)?;
    let random = &mut **session.random();
    let mut agreements = session.agreements();
    let agreement = agreements
        .depositing((Compartment::Audit, epoch, DETAIL), &inbox, random)
        .map_err(|DoesNotOpen| missing)?;
    let mut out = Writer::new();
    out.u8(DETAIL_FORMAT).u32(epoch);
    out.raw(&agreement.seal(&detail_aad(session.vault(), place, epoch), detail, random));
    Ok(out.finish())
}

impl Grant<'_, ReadAudit> {
    /// Opens the detail of an entry; `None` when there is none, or no more.
    pub fn open_detail(&self, entry: &Entry) -> Result<Option<Zeroizing<Vec<u8>>>, CellError> {
        let Some(sealed) = &entry.detail else { return Ok(None) };
        let mut from = Reader::new(sealed);
        if from.u8()? != DETAIL_FORMAT {
            return Err(CellError::NotSealed);
        }
        let epoch = from.u32()?;
        let content = from.rest();
        let session = self.session();
        let open = session.open()?;
        let compartment = Compartment::Audit;
        let key =
            open.keys().get(compartment, epoch).ok_or(CellError::EpochMissing { compartment, epoch })?;
        let ephemeral = sealing::ephemeral_of(content)?;
        let mut agreements = session.agreements();
        let agreement = agreements.collecting((compartment, epoch, DETAIL), ephemeral, &key.key)?;
        let aad = detail_aad(session.vault(), (entry.desk, entry.seq), epoch);
        Ok(Some(agreement.open(&aad, content)?))
    }
}

#[cfg(test)]
mod tests;
