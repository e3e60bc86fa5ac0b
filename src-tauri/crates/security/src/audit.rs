//! The audit log: a chain nobody can rewrite without it being seen.
//!
//! Each entry carries the hash of the one before it on its desk and the signature of the agent who
//! acted. Whoever holds the database key can rewrite rows and recompute hashes, but cannot sign as
//! somebody else. The readable detail is sealed to the holders of AUDIT and enters the chain by its
//! digest only: deleted after its time, it leaves the chain verifiable.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::access::{Denied, Grant, ReadAudit};
use crate::cell::CellError;
use crate::codec::{Reader, Writer};
use crate::compartment::Compartment;
use crate::hlc::Hlc;
use crate::identity::PublicIdentity;
use crate::sealing::{self, DoesNotOpen};
use crate::session::Session;
use crate::statement::Roster;
use crate::vault::{OpenVault, VaultId};

const DETAIL_FORMAT: u8 = 1;
const DETAIL: &str = "preau/audit-detail/v1";

/// SHA-256 of something before or after a change.
pub type DigestBytes = [u8; 32];

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
    /// Its digest before.
    pub before: Option<DigestBytes>,
    /// Its digest after.
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
    /// Its digest before.
    pub before: Option<DigestBytes>,
    /// Its digest after.
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

    /// The canonical bytes that are hashed.
    fn canonical(&self, vault: VaultId) -> Writer {
        let mut out = Writer::with_domain("preau/audit/v1");
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
        out
    }

    fn computed_hash(&self, vault: VaultId) -> DigestBytes {
        Sha256::digest(self.canonical(vault).as_slice()).into()
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
        entry.hash = entry.computed_hash(session.vault());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;
    use crate::vault::town::{DESK, FOUNDER, HEALTH, VAULT, town};

    fn act<'a>(operation: &'a str, detail: Option<&'a [u8]>) -> Act<'a> {
        Act {
            at_ms: 1_790_000_000_000,
            hlc: Hlc::ZERO.tick(1_790_000_000_000),
            operation,
            object_kind: "family",
            object: Some(Uuid::from_u128(5)),
            before: None,
            after: Some([3; 32]),
            detail,
        }
    }

    /// Ten entries by three agents.
    fn journal() -> Vec<Entry> {
        let sessions = [(FOUNDER, Role::Adm), (HEALTH, Role::San), (DESK, Role::Ins)]
            .map(|(agent, role)| town().session(agent, &[role]));
        let mut chain = Chain::at(Head::start(1));
        (0..10)
            .map(|n| {
                let detail = format!("famille {n}");
                let detail = (n % 2 == 0).then_some(detail.as_bytes());
                chain.next(&sessions[n % 3], &act("family_edit", detail)).unwrap()
            })
            .collect()
    }

    fn verify(entries: Vec<Entry>, signatures: Signatures) -> Result<Head, Broken> {
        let roster = town().book.roster();
        Verifier::from(VAULT, roster, Head::start(1), signatures).check_all(entries)
    }

    #[test]
    fn a_whole_journal_holds() {
        let entries = journal();
        let head = entries.last().unwrap().head();
        assert_eq!(verify(entries.clone(), Signatures::All), Ok(head));
        assert_eq!(verify(entries, Signatures::OneIn(4)), Ok(head));
        assert_eq!(head.seq, 10);
        assert_eq!(head.fingerprint().len(), 16);
    }

    type Tampering = (&'static str, fn(&mut Entry), Break);

    #[test]
    fn any_change_is_reported_at_its_entry() {
        let tamperings: [Tampering; 13] = [
            ("at", |e| e.at_ms += 1, Break::Content),
            ("hlc", |e| e.hlc = e.hlc.tick(0), Break::Content),
            ("agent", |e| e.agent = DESK, Break::Content),
            ("operation", |e| e.operation.push('x'), Break::Content),
            ("kind", |e| e.object_kind.clear(), Break::Content),
            ("object", |e| e.object = None, Break::Content),
            ("before", |e| e.before = Some([0; 32]), Break::Content),
            ("after", |e| e.after = None, Break::Content),
            ("digest", |e| e.detail_digest[0] ^= 1, Break::Content),
            ("detail", |e| e.detail = Some(vec![1]), Break::Detail),
            ("link", |e| e.previous[0] ^= 1, Break::Link),
            ("signature", |e| e.signature[0] ^= 1, Break::Signature),
            ("desk", |e| e.desk = 2, Break::Sequence),
        ];
        for (name, tamper, what) in tamperings {
            let mut entries = journal();
            tamper(&mut entries[4]);
            let broken = Err(Broken { seq: 5, what });
            assert_eq!(verify(entries, Signatures::All), broken, "{name}");
        }
    }

    #[test]
    fn a_missing_repeated_or_swapped_entry_is_reported() {
        let sequence = |seq| Err(Broken { seq, what: Break::Sequence });
        let mut missing = journal();
        missing.remove(4);
        assert_eq!(verify(missing, Signatures::All), sequence(5));
        let mut repeated = journal();
        repeated.insert(4, repeated[3].clone());
        assert_eq!(verify(repeated, Signatures::All), sequence(5));
        let mut swapped = journal();
        swapped.swap(4, 5);
        assert_eq!(verify(swapped, Signatures::All), sequence(5));
    }

    #[test]
    fn whoever_rewrites_the_chain_cannot_sign_for_another() {
        // An insider with the database key changes an entry and recomputes every hash after it.
        let mut entries = journal();
        entries[4].operation = "family_read".into();
        for index in 4..entries.len() {
            entries[index].previous = entries[index - 1].hash;
            entries[index].hash = entries[index].computed_hash(VAULT);
        }
        assert_eq!(verify(entries, Signatures::All), Err(Broken { seq: 5, what: Break::Signature }));
        let mut invented = journal();
        invented[4].agent = Uuid::from_u128(77);
        invented[4].hash = invented[4].computed_hash(VAULT);
        assert_eq!(verify(invented, Signatures::All), Err(Broken { seq: 5, what: Break::UnknownAgent }));
    }

    #[test]
    fn the_detail_can_be_read_by_few_and_deleted_without_breaking_the_chain() {
        let dpo_like = town().session(FOUNDER, &[Role::Dpo]);
        let grant = dpo_like.authorize::<ReadAudit>().unwrap();
        let mut entries = journal();
        let opened = grant.open_detail(&entries[2]).unwrap().unwrap();
        assert_eq!(opened.as_slice(), "famille 2".as_bytes());
        assert!(grant.open_detail(&entries[1]).unwrap().is_none());
        // A detail shown under another entry does not open.
        entries[4].detail = entries[2].detail.clone();
        assert_eq!(grant.open_detail(&entries[4]).err(), Some(CellError::SealBroken));

        let desk = town().session(DESK, &[Role::Dpo]);
        assert!(desk.authorize::<ReadAudit>().is_err(), "the key was never handed to the desk");

        let mut purged = journal();
        purged.iter_mut().for_each(|entry| entry.detail = None);
        assert!(verify(purged, Signatures::All).is_ok());
    }

    #[test]
    fn an_old_key_still_verifies_what_it_signed() {
        use crate::kdf::KdfParams;
        use crate::password::Password;
        use crate::random::SeededRandom;
        use crate::vault::town::{AT, login};
        let town = town();
        let mut book = town.book.clone();
        let password = Password::new("une phrase retrouvée");
        let entering = crate::vault::Entering {
            agent: HEALTH,
            login: login("san"),
            password: &password,
            kdf: KdfParams::FLOOR,
        };
        let founder = town.open(FOUNDER);
        let random = &mut SeededRandom::new(1);
        founder.welcome(&mut book, &entering, &town.installation, AT, random).unwrap();
        let verifier = Verifier::from(VAULT, book.roster(), Head::start(1), Signatures::All);
        assert!(verifier.check_all(journal()).is_ok());
    }

    #[test]
    fn a_locked_session_writes_nothing() {
        let session = town().session(DESK, &[Role::Ins]);
        session.lock();
        let mut chain = Chain::at(Head::start(1));
        assert_eq!(chain.next(&session, &act("x", None)).err(), Some(Denied::Locked));
        assert_eq!(chain.head(), Head::start(1));
    }

    #[test]
    fn the_canonical_bytes_are_frozen() {
        let entry = journal().remove(1);
        let hex: String = entry.hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "ab9dbb769d49d44aee6b11c791eb3dce535290f9d2683ae833b3b15fc25a2cc3");
    }
}
