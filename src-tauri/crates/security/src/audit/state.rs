//! The digest of everything the file holds, kept up to date row by row.
//!
//! Each table has a mark: a hash of the *set* of its rows. A row goes in by an addition and out by a subtraction, so that one line
//! changed among millions costs one line, whatever order they came in; and whoever has all the rows finds the same mark. The
//! construction is Bellare and Micciancio's ("A new paradigm for collision-free hashing: incrementality at reduced cost", 1997) with
//! the parameters of LtHash (Lewi, Kim, Maykov, Weis, "Securing update propagation with homomorphic hashing", 2019): 1,024 lanes of
//! 16 bits, added each on its own, over two hundred bits of security.
//!
//! Marks are no secret and prove nothing alone: it is the signature of the entry that carries their digest that counts.

use sha2::{Digest, Sha256};

use super::DigestBytes;
use crate::codec::Writer;
use crate::vault::VaultId;

/// Lanes of a mark.
const LANES: usize = 1_024;

/// Bytes of a mark as it is stored: 16 bits a lane, the lowest first.
pub const MARK_BYTES: usize = 2 * LANES;

/// What the key of a table's rows is for.
const ROW: &str = "preau 2026 audit state row v1";

/// A value of a row, as the engine holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number of the engine's other kind: no table of ours has one, a hand that edits may write one.
    Real(f64),
    /// A text, whether or not it is well-formed.
    Text(&'a [u8]),
    /// Bytes.
    Blob(&'a [u8]),
}

/// What a row comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowDigest([u8; 32]);

/// Digests the rows of one table of one vault: the same row elsewhere gives something else.
#[derive(Clone)]
pub struct RowHasher {
    key: [u8; 32],
    row: Vec<u8>,
}

impl RowHasher {
    /// For the rows of that table.
    pub fn of(vault: VaultId, table: &str) -> RowHasher {
        let mut context = Writer::new();
        context.uuid(vault.0).bytes(table.as_bytes());
        RowHasher { key: blake3::derive_key(ROW, context.as_slice()), row: Vec::with_capacity(512) }
    }

    /// The digest of a row: its values in the order of the columns, each behind its kind and its length, so that two different rows
    /// never give the same bytes.
    pub fn digest<'v>(&mut self, values: impl IntoIterator<Item = Value<'v>>) -> RowDigest {
        let row = &mut self.row;
        row.clear();
        for value in values {
            match value {
                Value::Null => row.push(0),
                Value::Integer(number) => {
                    row.push(1);
                    row.extend_from_slice(&number.to_be_bytes());
                }
                Value::Real(number) => {
                    row.push(2);
                    row.extend_from_slice(&number.to_bits().to_be_bytes());
                }
                Value::Text(bytes) => put_bytes(row, 3, bytes),
                Value::Blob(bytes) => put_bytes(row, 4, bytes),
            }
        }
        RowDigest(*blake3::keyed_hash(&self.key, row).as_bytes())
    }
}

fn put_bytes(row: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    row.push(kind);
    row.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
    row.extend_from_slice(bytes);
}

/// The mark of a set of rows; or, of a transaction, what it adds to one.
#[derive(Clone, PartialEq, Eq)]
pub struct StateMark {
    rows: i64,
    lanes: Box<[u16; LANES]>,
}

impl Default for StateMark {
    fn default() -> StateMark {
        StateMark { rows: 0, lanes: Box::new([0; LANES]) }
    }
}

impl std::fmt::Debug for StateMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StateMark({} rows, {:02x?}…)", self.rows, &self.digest()[..4])
    }
}

impl StateMark {
    /// How many rows; of a change, how many more or less.
    pub fn rows(&self) -> i64 {
        self.rows
    }

    /// A row comes in.
    pub fn add(&mut self, row: &RowDigest) {
        self.rows = self.rows.wrapping_add(1);
        let theirs = expanded(row);
        for (lane, pair) in self.lanes.iter_mut().zip(theirs.as_chunks::<2>().0) {
            *lane = lane.wrapping_add(u16::from_le_bytes(*pair));
        }
    }

    /// A row goes out.
    pub fn subtract(&mut self, row: &RowDigest) {
        self.rows = self.rows.wrapping_sub(1);
        let theirs = expanded(row);
        for (lane, pair) in self.lanes.iter_mut().zip(theirs.as_chunks::<2>().0) {
            *lane = lane.wrapping_sub(u16::from_le_bytes(*pair));
        }
    }

    /// All that another mark holds comes in.
    pub fn merge(&mut self, other: &StateMark) {
        self.rows = self.rows.wrapping_add(other.rows);
        for (lane, theirs) in self.lanes.iter_mut().zip(other.lanes.iter()) {
            *lane = lane.wrapping_add(*theirs);
        }
    }

    /// As it is stored, beside [`StateMark::rows`].
    pub fn to_bytes(&self) -> Vec<u8> {
        self.lanes.iter().flat_map(|lane| lane.to_le_bytes()).collect()
    }

    /// As it was stored; `None` when those bytes are no mark.
    pub fn from_bytes(rows: i64, bytes: &[u8]) -> Option<StateMark> {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let lanes: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
        let lanes: Box<[u16; LANES]> = lanes.into_boxed_slice().try_into().ok()?;
        rest.is_empty().then_some(StateMark { rows, lanes })
    }

    /// What the mark comes down to.
    pub fn digest(&self) -> DigestBytes {
        let mut hasher = Sha256::new();
        for lane in self.lanes.iter() {
            hasher.update(lane.to_le_bytes());
        }
        hasher.finalize().into()
    }
}

/// The lanes of one row.
fn expanded(row: &RowDigest) -> [u8; MARK_BYTES] {
    let mut lanes = [0; MARK_BYTES];
    blake3::Hasher::new_keyed(&row.0).finalize_xof().fill(&mut lanes);
    lanes
}

/// The digest of the whole file: of each table, in the order of their names, its name, how many rows it holds and the digest of its mark.
pub fn state_digest<'t>(
    vault: VaultId,
    tables: impl IntoIterator<Item = (&'t str, i64, DigestBytes)>,
) -> DigestBytes {
    let mut out = Writer::with_domain("preau/audit-state/v1");
    out.uuid(vault.0);
    for (name, rows, mark) in tables {
        out.bytes(name.as_bytes()).i64(rows).raw(&mark);
    }
    Sha256::digest(out.as_slice()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const VAULT: VaultId = VaultId(Uuid::from_u128(7));

    fn hasher() -> RowHasher {
        RowHasher::of(VAULT, "invoices")
    }

    fn row(number: i64) -> RowDigest {
        hasher().digest([Value::Integer(number), Value::Text(b"Le Goff"), Value::Null])
    }

    fn marked(rows: impl IntoIterator<Item = i64>) -> StateMark {
        let mut mark = StateMark::default();
        rows.into_iter().for_each(|number| mark.add(&row(number)));
        mark
    }

    #[test]
    fn the_order_of_rows_is_of_no_account_and_a_row_that_left_leaves_nothing() {
        let mark = marked([1, 2, 3]);
        assert_eq!(mark, marked([3, 1, 2]));
        let mut changed = marked([1, 2, 3, 9]);
        changed.subtract(&row(9));
        assert_eq!(changed, mark);
        assert_eq!(mark.rows(), 3);
        let mut halves = marked([1]);
        halves.merge(&marked([2, 3]));
        assert_eq!(halves, mark);
        halves.subtract(&row(1));
        halves.subtract(&row(2));
        halves.subtract(&row(3));
        assert_eq!(halves, StateMark::default());
    }

    #[test]
    fn any_other_set_of_rows_has_another_mark() {
        let mark = marked([1, 2, 3]).digest();
        for (other, name) in [
            (marked([1, 2]), "a row less"),
            (marked([1, 2, 3, 4]), "a row more"),
            (marked([1, 2, 4]), "another row"),
            (marked([1, 2, 2]), "the same row twice"),
        ] {
            assert_ne!(other.digest(), mark, "{name}");
        }
    }

    #[test]
    fn two_different_rows_never_give_the_same_bytes() {
        let rows = [
            vec![Value::Text(b"ab"), Value::Text(b"c")],
            vec![Value::Text(b"a"), Value::Text(b"bc")],
            vec![Value::Text(b"abc")],
            vec![Value::Blob(b"abc")],
            vec![Value::Null],
            vec![],
            vec![Value::Integer(0)],
            vec![Value::Real(0.0)],
            vec![Value::Text(b"")],
        ];
        let digests: Vec<RowDigest> =
            rows.iter().map(|values| hasher().digest(values.iter().copied())).collect();
        for (rank, digest) in digests.iter().enumerate() {
            assert!(!digests[..rank].contains(digest), "{:?}", rows[rank]);
        }
        let values = [Value::Integer(1)];
        let elsewhere = RowHasher::of(VaultId(Uuid::from_u128(8)), "invoices").digest(values);
        let beside = RowHasher::of(VAULT, "payments").digest(values);
        let here = hasher().digest(values);
        assert!(here != elsewhere && here != beside && elsewhere != beside);
    }

    #[test]
    fn a_mark_reads_back() {
        let mark = marked(0..40);
        assert_eq!(StateMark::from_bytes(40, &mark.to_bytes()), Some(mark.clone()));
        assert_eq!(StateMark::from_bytes(40, &mark.to_bytes()[1..]), None);
        assert_eq!(StateMark::from_bytes(40, &[]), None);
    }

    /// Files hold marks made by every version there ever was.
    #[test]
    fn the_format_is_frozen() {
        let mark = marked([1, 2, 3]);
        let digest = state_digest(VAULT, [("invoices", mark.rows(), mark.digest())]);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "34d4e912eb1634b8bffee2f1217f007ddd01a6876bd5a901e14a73d1f517dcb3");
    }
}
