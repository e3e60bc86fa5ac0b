//! Months that are closed: the entries of a month come down to one Merkle root, signed, that outlives their detail.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::verifier::{Break, Broken};
use super::{DigestBytes, Entry};
use crate::access::Denied;
use crate::codec::Writer;
use crate::session::Session;
use crate::statement::Roster;
use crate::vault::VaultId;

/// The root of a growing list of hashes, as RFC 6962 (2.1) hashes them: 0x00 before a leaf, 0x01 before a node, so that a node can never
/// be shown as a leaf. Holds one hash a level.
#[derive(Debug, Clone, Default)]
pub struct MerkleTree {
    /// Whole subtrees from the largest to the smallest, with how many leaves each holds.
    whole: Vec<(u64, DigestBytes)>,
}

impl MerkleTree {
    /// One more hash.
    pub fn push(&mut self, hash: &DigestBytes) {
        let mut node = (1, Sha256::new().chain_update([0]).chain_update(hash).finalize().into());
        while let Some((leaves, left)) = self.whole.pop_if(|(leaves, _)| *leaves == node.0) {
            node = (leaves * 2, above(&left, &node.1));
        }
        self.whole.push(node);
    }

    /// The root of all of them.
    pub fn root(&self) -> DigestBytes {
        let mut subtrees = self.whole.iter().rev().map(|(_, hash)| *hash);
        let Some(last) = subtrees.next() else { return Sha256::digest([]).into() };
        subtrees.fold(last, |right, left| above(&left, &right))
    }
}

fn above(left: &DigestBytes, right: &DigestBytes) -> DigestBytes {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// A run of entries of a desk to be closed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The month, `2026-03`: a label, the limits are the ranks.
    pub month: String,
    /// Rank of its first entry.
    pub first: u64,
    /// Rank of its last entry.
    pub last: u64,
}

/// Cuts the entries not closed yet into past months. `months` gives each entry's rank and the month its clock said; `now` is the month
/// under way, which stays open. A clock that ran ahead or behind for a day makes no month of its own: what it says of a time to come is
/// passed over, what it says of a time gone by goes with its neighbours.
pub fn past_months<'m>(months: impl IntoIterator<Item = (u64, &'m str)>, now: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open: Option<(Option<&str>, u64, u64)> = None;
    for (seq, month) in months {
        let month = Some(month).filter(|month| *month <= now);
        match &mut open {
            None => open = Some((month, seq, seq)),
            Some((label, first, last)) => {
                match (&label, month) {
                    (Some(known), Some(month)) if month > *known => {
                        spans.push(Span { month: (*known).to_owned(), first: *first, last: *last });
                        (*label, *first) = (Some(month), seq);
                    }
                    (None, Some(month)) => *label = Some(month),
                    _ => {}
                }
                *last = seq;
            }
        }
    }
    if let Some((Some(label), first, last)) = open
        && label < now
    {
        spans.push(Span { month: label.to_owned(), first, last });
    }
    spans
}

/// A closed month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The desk.
    pub desk: u16,
    /// What it closes.
    pub span: Span,
    /// Root of the hashes of its entries.
    pub root: DigestBytes,
    /// Who closed it.
    pub agent: Uuid,
    /// What was signed, as one would print it.
    pub text: String,
    /// Their signature.
    pub signature: [u8; 64],
}

impl Checkpoint {
    /// Closes a month: the agent of the session signs its root.
    pub fn close(session: &Session, desk: u16, span: Span, root: DigestBytes) -> Result<Checkpoint, Denied> {
        let text = text(session.vault(), desk, &span, &root);
        let signature = session.open()?.sign(&signed(&text));
        Ok(Checkpoint { desk, span, root, agent: session.agent(), text, signature })
    }

    /// Whether it says what its columns say and was signed by the agent it names; ranks are those of its first entry.
    pub fn check(&self, vault: VaultId, roster: &Roster) -> Result<(), Broken> {
        let broken = |what| Broken { seq: self.span.first, what };
        if self.text != text(vault, self.desk, &self.span, &self.root) {
            return Err(broken(Break::Segment));
        }
        let signed = signed(&self.text);
        let mut identities = roster.identities(self.agent).iter();
        match identities.any(|identity| identity.verifies(signed.as_slice(), &self.signature)) {
            true => Ok(()),
            false => Err(broken(Break::Segment)),
        }
    }
}

/// In the manner of a signed note: what it is of, what it covers, its root.
fn text(vault: VaultId, desk: u16, span: &Span, root: &DigestBytes) -> String {
    let root: String = root.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("preau/journal/{vault}/{desk}\n{}\n{}-{}\n{root}\n", span.month, span.first, span.last)
}

fn signed(text: &str) -> Writer {
    let mut out = Writer::with_domain("preau/audit-checkpoint/v1");
    out.bytes(text.as_bytes());
    out
}

/// Recomputes the roots of closed months while a chain is replayed.
#[derive(Debug)]
pub struct Segments<'c> {
    ahead: std::slice::Iter<'c, Checkpoint>,
    open: Option<&'c Checkpoint>,
    tree: MerkleTree,
    /// Rank expected as the first of the next one.
    next: u64,
}

impl<'c> Segments<'c> {
    /// Against those checkpoints of one desk, in their order; `first` is the rank of the entry that comes next.
    pub fn of(checkpoints: &'c [Checkpoint], first: u64) -> Segments<'c> {
        let mut ahead = checkpoints.iter();
        Segments { open: ahead.next(), ahead, tree: MerkleTree::default(), next: first }
    }

    /// The next entry of the chain.
    pub fn take(&mut self, entry: &Entry) -> Result<(), Broken> {
        let Some(checkpoint) = self.open else { return Ok(()) };
        let broken = Broken { seq: checkpoint.span.first, what: Break::Segment };
        // Closed months follow each other without a gap: none was removed between two others.
        if checkpoint.span.first != self.next || checkpoint.span.last < self.next {
            return Err(broken);
        }
        self.tree.push(&entry.hash);
        if entry.seq == checkpoint.span.last {
            if std::mem::take(&mut self.tree).root() != checkpoint.root {
                return Err(broken);
            }
            self.next = entry.seq + 1;
            self.open = self.ahead.next();
        }
        Ok(())
    }

    /// The chain has ended: no month may be left half-way.
    pub fn end(self) -> Result<(), Broken> {
        match self.open {
            Some(checkpoint) => Err(Broken { seq: checkpoint.span.first, what: Break::Segment }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;
    use crate::vault::town::{DESK, FOUNDER, town};

    fn hex(digest: &DigestBytes) -> String {
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// RFC 6962 by its own recursion: the root splits at the largest power of two below the count.
    fn reference(leaves: &[DigestBytes]) -> DigestBytes {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => Sha256::new().chain_update([0]).chain_update(leaf).finalize().into(),
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                above(&reference(&leaves[..split]), &reference(&leaves[split..]))
            }
        }
    }

    #[test]
    fn the_root_is_that_of_the_rfc() {
        assert_eq!(
            hex(&MerkleTree::default().root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        let leaves: Vec<DigestBytes> = (0u8..70).map(|n| [n; 32]).collect();
        let mut tree = MerkleTree::default();
        for count in 1..=leaves.len() {
            tree.push(&leaves[count - 1]);
            assert_eq!(tree.root(), reference(&leaves[..count]), "{count} leaves");
        }
    }

    fn cut(months: &[&str], now: &str) -> Vec<(String, u64, u64)> {
        let spans = past_months((1..).zip(months.iter().copied()), now);
        spans.into_iter().map(|span| (span.month, span.first, span.last)).collect()
    }

    #[test]
    fn past_months_are_cut_and_the_month_under_way_stays_open() {
        let months = ["2026-01", "2026-01", "2026-02", "2026-03"];
        assert_eq!(cut(&months, "2026-03"), [("2026-01".into(), 1, 2), ("2026-02".into(), 3, 3)]);
        assert_eq!(cut(&months[..2], "2026-01"), []);
        assert_eq!(cut(&months, "2026-04").len(), 3);
        assert_eq!(cut(&[], "2026-04"), []);
    }

    #[test]
    fn a_clock_that_ran_wild_for_a_day_makes_no_month() {
        let ahead = ["2026-01", "2099-01", "2026-01", "2026-02"];
        assert_eq!(cut(&ahead, "2026-02"), [("2026-01".into(), 1, 3)]);
        let first = ["2099-01", "2026-01", "2026-02"];
        assert_eq!(cut(&first, "2026-02"), [("2026-01".into(), 1, 2)]);
        let behind = ["2026-01", "1970-01", "2026-02", "2026-03"];
        assert_eq!(cut(&behind, "2026-03"), [("2026-01".into(), 1, 2), ("2026-02".into(), 3, 3)]);
    }

    #[test]
    fn a_closed_month_says_what_it_says_by_whoever_closed_it() {
        let town = town();
        let session = town.session(DESK, &[Role::Ins]);
        let (vault, roster) = (session.vault(), town.book.roster());
        let span = Span { month: "2026-03".into(), first: 1, last: 12 };
        let checkpoint = Checkpoint::close(&session, 1, span, [4; 32]).unwrap();
        assert_eq!(checkpoint.check(vault, roster), Ok(()));
        let broken = Err(Broken { seq: 1, what: Break::Segment });
        let tamperings: [fn(&mut Checkpoint); 6] = [
            |c| c.span.last += 1,
            |c| c.span.month.push('0'),
            |c| c.root[0] ^= 1,
            |c| c.signature[3] ^= 1,
            |c| c.agent = FOUNDER,
            |c| c.desk += 1,
        ];
        for (rank, tamper) in tamperings.iter().enumerate() {
            let mut other = checkpoint.clone();
            tamper(&mut other);
            assert_eq!(other.check(vault, roster), broken, "{rank}");
        }
    }
}
