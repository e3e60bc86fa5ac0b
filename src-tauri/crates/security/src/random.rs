//! Where randomness comes from. Injected everywhere, so that a fictive town repeats byte for byte.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A source of random bytes.
pub trait Random: Send {
    /// Fills the whole slice.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// The randomness of the operating system: the only one used for a real town.
#[derive(Debug, Default, Clone, Copy)]
pub struct OsRandom;

impl Random for OsRandom {
    /// # Panics
    /// When the operating system has no randomness to give. Going on would make guessable keys:
    /// stopping is the only safe answer.
    fn fill(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system must provide randomness");
    }
}

/// A repeatable stream drawn from a seed: SHA-256 over the seed and a counter.
///
/// For fictive towns, tests and simulations only: whoever knows the seed knows every key.
#[derive(Debug, Clone)]
pub struct SeededRandom {
    seed: u64,
    block: u64,
    buffer: [u8; 32],
    used: usize,
}

impl SeededRandom {
    /// The stream of a seed.
    pub fn new(seed: u64) -> SeededRandom {
        SeededRandom { seed, block: 0, buffer: [0; 32], used: 32 }
    }
}

impl Random for SeededRandom {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            if self.used == self.buffer.len() {
                let mut hash = Sha256::new();
                hash.update(b"preau/seeded-random/v1");
                hash.update(self.seed.to_be_bytes());
                hash.update(self.block.to_be_bytes());
                self.buffer = hash.finalize().into();
                self.block += 1;
                self.used = 0;
            }
            *byte = self.buffer[self.used];
            self.used += 1;
        }
    }
}

impl<R: Random + ?Sized> Random for Box<R> {
    fn fill(&mut self, bytes: &mut [u8]) {
        (**self).fill(bytes);
    }
}

/// An array of random bytes.
pub fn bytes<const N: usize>(random: &mut dyn Random) -> [u8; N] {
    let mut out = [0; N];
    random.fill(&mut out);
    out
}

/// A number below `bound`, without bias: draws that fall in the incomplete last slice are redrawn.
///
/// # Panics
/// When `bound` is zero.
pub fn below(bound: u32, random: &mut dyn Random) -> u32 {
    assert!(bound > 0, "a draw needs at least one possibility");
    let limit = u32::MAX - (u32::MAX % bound + 1) % bound;
    loop {
        let draw = u32::from_be_bytes(bytes(random));
        if draw <= limit {
            return draw % bound;
        }
    }
}

/// A UUID version 7 (RFC 9562 §5.7): sorted by creation time, unique without any coordination
/// between desks. `at_ms` is in milliseconds since 1970.
pub fn uuid_v7(at_ms: u64, random: &mut dyn Random) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(at_ms, &bytes(random)).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_repeats_and_another_does_not() {
        let (mut a, mut b, mut c) = (SeededRandom::new(7), SeededRandom::new(7), SeededRandom::new(8));
        let mut split = [0u8; 100];
        let (head, tail) = split.split_at_mut(33);
        b.fill(head);
        b.fill(tail);
        assert_eq!(bytes::<100>(&mut a), split, "how the stream is cut does not change it");
        assert_ne!(bytes::<100>(&mut c), split);
    }

    #[test]
    fn the_seeded_stream_is_frozen() {
        // Fictive towns of past versions must come out the same.
        let hex: String = bytes::<8>(&mut SeededRandom::new(7)).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "6bea46322170a138");
    }

    #[test]
    fn below_stays_below_and_reaches_every_value() {
        let mut random = SeededRandom::new(1);
        let mut seen = [0u32; 7];
        for _ in 0..700 {
            seen[below(7, &mut random) as usize] += 1;
        }
        assert!(seen.iter().all(|n| (50..170).contains(n)), "{seen:?}");
        assert_eq!(below(1, &mut random), 0);
    }

    #[test]
    fn ids_sort_by_time() {
        let mut random = SeededRandom::new(2);
        let earlier = uuid_v7(1_700_000_000_000, &mut random);
        let later = uuid_v7(1_700_000_000_001, &mut random);
        assert!(earlier < later);
        assert_eq!(earlier.get_version_num(), 7);
    }
}
