//! Verifying a chain: entry by entry, in constant memory; in pieces, by as many hands as there are.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

use super::{DETAIL_EXPIRED, DigestBytes, Entry, Head, SCHEMA_REACHED};
use crate::codec::Writer;
use crate::hlc::Hlc;
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
    /// The sealed detail is gone, and no entry says that its time was over.
    #[error("the detail of the entry was removed before its time")]
    DetailRemoved,
    /// Its logical time does not come after the one before.
    #[error("the entry is not later than the one before")]
    Time,
    /// The agent was never welcomed in this vault.
    #[error("the agent of the entry is unknown")]
    UnknownAgent,
    /// Signed by keys the agent had already replaced.
    #[error("the entry is signed by keys the agent had replaced")]
    FormerKeys,
    /// The signature is not the agent's.
    #[error("the signature is not the agent's")]
    Signature,
    /// The content the entry found is not the one the entry before had left.
    #[error("the content found is not the one that was left")]
    State,
    /// A closed month is not the one that was signed.
    #[error("a closed month is not the one that was signed")]
    Segment,
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

/// What is known of a desk's chain at some point of it.
#[derive(Debug, Clone, Default)]
struct Known {
    hlc: Option<Hlc>,
    /// The content the last entry that changed anything has left.
    after: Option<DigestBytes>,
    schema: Option<u64>,
    /// Rank of the entry that said so.
    schema_at: u64,
    /// The newest keys each agent has signed with, by their rank among that agent's.
    keys: HashMap<Uuid, usize>,
    /// Rank of the last entry whose detail is said to be removed.
    expired: u64,
}

/// What a piece of chain asks of what comes before it.
#[derive(Debug, Clone, Default)]
struct Asked {
    hlc: Option<(u64, Hlc)>,
    /// The content the first entry that says so has found; none when the first that says anything counted anew.
    found: Option<(u64, DigestBytes)>,
    /// The first schema the file is said to have come to.
    schema: Option<(u64, u64)>,
    keys: HashMap<Uuid, (u64, usize)>,
    /// Rank of the last entry whose detail is missing.
    removed: u64,
}

/// Replays a desk's chain entry by entry, in constant memory.
pub struct Verifier<'a> {
    vault: VaultId,
    roster: &'a Roster,
    signatures: Signatures,
    from: Head,
    head: Head,
    identities: HashMap<Uuid, &'a [PublicIdentity]>,
    known: Known,
    asked: Asked,
    /// What each entry is written on to be hashed.
    paper: Writer,
}

/// A piece of chain that holds by itself.
#[derive(Debug, Clone)]
pub struct Replayed {
    from: Head,
    head: Head,
    known: Known,
    asked: Asked,
}

impl<'a> Verifier<'a> {
    /// From a head known to be good: [`Head::start`] for the whole chain.
    pub fn from(vault: VaultId, roster: &'a Roster, known: Head, signatures: Signatures) -> Verifier<'a> {
        Verifier {
            vault,
            roster,
            signatures,
            from: known,
            head: known,
            identities: HashMap::new(),
            known: Known::default(),
            asked: Asked::default(),
            paper: Writer::new(),
        }
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
        if entry.hash != entry.computed_hash(self.vault, &mut self.paper) {
            return Err(broken(Break::Content));
        }
        match &entry.detail {
            Some(detail) if entry.detail_digest != *Sha256::digest(detail) => {
                return Err(broken(Break::Detail));
            }
            None if entry.detail_digest != [0; 32] => self.asked.removed = entry.seq,
            _ => {}
        }
        self.check_time(entry).map_err(broken)?;
        self.check_signature(entry).map_err(broken)?;
        self.check_state(entry).map_err(broken)?;
        self.head = entry.head();
        Ok(())
    }

    /// The logical clock of a desk never stands still: an entry put back later would show it.
    fn check_time(&mut self, entry: &Entry) -> Result<(), Break> {
        match self.known.hlc.replace(entry.hlc) {
            Some(before) if entry.hlc <= before => return Err(Break::Time),
            Some(_) => {}
            None => self.asked.hlc = Some((entry.seq, entry.hlc)),
        }
        Ok(())
    }

    fn check_signature(&mut self, entry: &Entry) -> Result<(), Break> {
        let roster = self.roster;
        let identities =
            *self.identities.entry(entry.agent).or_insert_with(|| roster.identities(entry.agent));
        if identities.is_empty() {
            return Err(Break::UnknownAgent);
        }
        let due = match self.signatures {
            Signatures::All => true,
            Signatures::OneIn(step) => entry.seq.is_multiple_of(step.max(1)),
        };
        if !due {
            return Ok(());
        }
        let signed = Entry::signed(&entry.hash);
        let by = |identity: &PublicIdentity| identity.verifies(signed.as_slice(), &entry.signature);
        // The newest first: whoever was welcomed again signs with their new keys, and only a former entry bears the former ones.
        let rank = identities.iter().rposition(by).ok_or(Break::Signature)?;
        match self.known.keys.entry(entry.agent) {
            Slot::Vacant(slot) => {
                slot.insert(rank);
                self.asked.keys.insert(entry.agent, (entry.seq, rank));
            }
            Slot::Occupied(mut slot) => {
                if rank < slot.insert(rank) {
                    return Err(Break::FormerKeys);
                }
            }
        }
        Ok(())
    }

    fn check_state(&mut self, entry: &Entry) -> Result<(), Break> {
        let named = || u64::try_from(entry.object.map_or(0, |id| id.as_u128())).unwrap_or(u64::MAX);
        if entry.operation == DETAIL_EXPIRED {
            self.known.expired = self.known.expired.max(named());
        }
        match (entry.operation.as_str(), entry.before, entry.after) {
            (_, None, None) => return Ok(()),
            // Counting anew is for a schema the file has never had: done again, it would make an edited file pass for sound.
            (SCHEMA_REACHED, None, Some(_)) => {
                match self.known.schema.replace(named()) {
                    Some(before) if named() <= before => return Err(Break::State),
                    Some(_) => {}
                    None => self.asked.schema = Some((entry.seq, named())),
                }
                self.known.schema_at = entry.seq;
            }
            (_, Some(before), Some(_)) => match self.known.after {
                Some(after) if before != after => return Err(Break::State),
                Some(_) => {}
                None => self.asked.found = Some((entry.seq, before)),
            },
            _ => return Err(Break::State),
        }
        self.known.after = entry.after;
        Ok(())
    }

    /// What was checked, to be joined to what came before.
    pub fn replayed(self) -> Replayed {
        Replayed { from: self.from, head: self.head, known: self.known, asked: self.asked }
    }

    /// Checks all the entries that follow; the head they lead to, or the first break.
    pub fn check_all(mut self, entries: impl IntoIterator<Item = Entry>) -> Result<Head, Broken> {
        for entry in entries {
            self.check(&entry)?;
        }
        let whole = self.from.seq == 0;
        let replayed = self.replayed();
        if whole { replayed.whole().map(|replayed| replayed.head) } else { Ok(replayed.head) }
    }
}

impl Replayed {
    /// Where it begins: the head before its first entry.
    pub fn from(&self) -> Head {
        self.from
    }

    /// Where it leads.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The content of the file that its last entry leaves; none when no entry says.
    pub fn after(&self) -> Option<DigestBytes> {
        self.known.after
    }

    /// Joins the piece that follows.
    pub fn join(mut self, next: Replayed) -> Result<Replayed, Broken> {
        if next.from != self.head {
            return Err(Broken { seq: self.head.seq + 1, what: Break::Link });
        }
        let mut breaks = Vec::new();
        if let (Some(before), Some((seq, hlc))) = (self.known.hlc, next.asked.hlc)
            && hlc <= before
        {
            breaks.push(Broken { seq, what: Break::Time });
        }
        for (agent, (seq, rank)) in next.asked.keys {
            if self.known.keys.get(&agent).is_some_and(|before| rank < *before) {
                breaks.push(Broken { seq, what: Break::FormerKeys });
            }
            self.asked.keys.entry(agent).or_insert((seq, rank));
        }
        match (self.known.after, next.asked.found) {
            (Some(after), Some((seq, found))) if found != after => {
                breaks.push(Broken { seq, what: Break::State });
            }
            (None, found) => self.asked.found = found,
            _ => {}
        }
        match (self.known.schema, next.asked.schema) {
            (Some(before), Some((seq, schema))) if schema <= before => {
                breaks.push(Broken { seq, what: Break::State });
            }
            (None, schema) => self.asked.schema = schema,
            _ => {}
        }
        if let Some(first) = breaks.into_iter().min_by_key(|broken| broken.seq) {
            return Err(first);
        }
        self.head = next.head;
        self.asked.hlc = self.asked.hlc.or(next.asked.hlc);
        self.asked.removed = self.asked.removed.max(next.asked.removed);
        self.known.hlc = next.known.hlc.or(self.known.hlc);
        self.known.after = next.known.after.or(self.known.after);
        if next.known.schema.is_some() {
            (self.known.schema, self.known.schema_at) = (next.known.schema, next.known.schema_at);
        }
        self.known.expired = self.known.expired.max(next.known.expired);
        self.known.keys.extend(next.known.keys);
        Ok(self)
    }

    /// The whole chain of a file of that schema, from its first entry: nothing comes before it.
    pub fn whole_of_schema(self, schema: u64) -> Result<Replayed, Broken> {
        // A schema still to come would have everything counted anew, today and for nothing.
        if self.known.schema.is_some_and(|known| known > schema) {
            return Err(Broken { seq: self.known.schema_at, what: Break::State });
        }
        self.whole()
    }

    /// The whole chain, from its first entry: nothing comes before it.
    pub fn whole(self) -> Result<Replayed, Broken> {
        if self.from.seq != 0 {
            return Err(Broken { seq: 1, what: Break::Sequence });
        }
        // Somebody must have said what the file held before anybody says what they found.
        if let Some((seq, _)) = self.asked.found {
            return Err(Broken { seq, what: Break::State });
        }
        if self.asked.removed > self.known.expired {
            return Err(Broken { seq: self.asked.removed, what: Break::DetailRemoved });
        }
        Ok(self)
    }
}
