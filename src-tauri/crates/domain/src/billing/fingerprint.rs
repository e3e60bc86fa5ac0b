//! A fingerprint of what a preview showed, so that the commit can refuse when anything changed since.
//!
//! It guards against change, not against malice: whoever could forge it can already write the file. 128 bits
//! from two lanes of multiply-and-fold mixing (the constants are those of xxHash64), computed in a nanosecond
//! or two per word: hashing must not cost more than billing.

use std::hash::Hasher;

use crate::attendance::AttendanceState;

const PRIME_1: u64 = 0x9e37_79b1_85eb_ca87;
const PRIME_2: u64 = 0xc2b2_ae3d_27d4_eb4f;
const PRIME_3: u64 = 0x1656_67b1_9e37_79f9;

/// The fingerprint of a run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Digest(u128);

impl Digest {
    /// `7c1e 94b0`: what the screen shows of it.
    pub fn short(self) -> String {
        let whole = self.to_string();
        format!("{} {}", &whole[..4], &whole[4..8])
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Order matters here: it reads what was computed, in the order it is shown.
#[derive(Clone, Debug)]
pub(super) struct Fingerprint {
    lanes: [u64; 2],
}

impl Fingerprint {
    pub(super) fn new() -> Self {
        Self { lanes: [PRIME_1, PRIME_2] }
    }

    fn word(&mut self, word: u64) {
        self.lanes[0] = fold(self.lanes[0] ^ word, PRIME_1);
        self.lanes[1] = fold(self.lanes[1].rotate_left(23) ^ word, PRIME_3);
    }

    pub(super) fn digest(&self) -> Digest {
        let [high, low] = self.lanes.map(|lane| fold(lane ^ PRIME_2, PRIME_3));
        Digest(u128::from(high) << 64 | u128::from(low))
    }
}

impl Hasher for Fingerprint {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.word(u64::from_le_bytes(chunk.try_into().expect("eight bytes")));
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            self.word(u64::from_le_bytes(last));
        }
        // The length keeps "ab" + "c" apart from "a" + "bc".
        self.word(bytes.len() as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.word(word);
    }

    fn finish(&self) -> u64 {
        self.lanes[0]
    }
}

/// Order does not matter here: attendance rows are summed as they stream, so that a query without ORDER BY
/// gives the same fingerprint.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub(super) struct RowsFingerprint {
    sums: [u64; 2],
}

impl RowsFingerprint {
    pub(super) fn row(
        &mut self,
        day: u8,
        unit: u32,
        child: u32,
        state: AttendanceState,
        minutes: Option<u16>,
    ) {
        let place = u64::from(unit) << 32 | u64::from(child);
        let fact = u64::from(day) << 32
            | u64::from(state.code()) << 24
            | u64::from(minutes.is_some()) << 16
            | u64::from(minutes.unwrap_or(0));
        let mixed = fold(place ^ PRIME_1, fact ^ PRIME_2);
        self.sums[0] = self.sums[0].wrapping_add(fold(mixed ^ place, PRIME_3));
        self.sums[1] = self.sums[1].wrapping_add(fold(mixed ^ fact, PRIME_1));
    }
}

/// The two halves of a 128-bit product, combined.
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use std::hash::Hash;

    use super::*;

    fn of(value: impl Hash) -> Digest {
        let mut fingerprint = Fingerprint::new();
        value.hash(&mut fingerprint);
        fingerprint.digest()
    }

    #[test]
    fn content_and_order_count() {
        assert_eq!(of(("a", 1)), of(("a", 1)));
        assert_ne!(of(("ab", "c")), of(("a", "bc")));
        assert_ne!(of((1_u64, 2_u64)), of((2_u64, 1_u64)));
        assert_ne!(of(0_u64), of(1_u64));
        assert_eq!(of(7_u8).to_string().len(), 32);
    }

    #[test]
    fn rows_count_whatever_their_order() {
        let rows = |order: &[u32]| {
            let mut rows = RowsFingerprint::default();
            for child in order {
                rows.row(3, 1, *child, AttendanceState::Present, None);
            }
            rows
        };
        assert_eq!(rows(&[1, 2, 3]), rows(&[3, 1, 2]));
        assert_ne!(rows(&[1, 2, 3]), rows(&[1, 2, 4]));
        assert_ne!(rows(&[1, 1]), rows(&[]));
    }
}
