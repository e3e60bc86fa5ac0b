//! Drawing lots from a seed: each part of the town has its own stream, so that a change in one leaves the others as they were.

use jiff::ToSpan;
use jiff::civil::Date;
use security::{Random, SeededRandom};
use uuid::Uuid;

/// What a stream of randomness is for. The numbers are part of the towns: they never change meaning.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stream {
    Offer = 1,
    People = 2,
    Health = 3,
    Incomes = 4,
    Attendance = 5,
    Collection = 6,
    Vaccines = 7,
    Papers = 8,
    Schooling = 9,
}

/// A stream of lots.
pub(super) struct Draw {
    random: SeededRandom,
    /// Milliseconds of the next identifier: one more each time, so that identifiers sort in the order things are made.
    next_ms: u64,
}

impl Draw {
    /// The stream of a seed for one part of the town, its identifiers dated from that instant.
    pub(super) fn of(seed: u64, stream: Stream, from_ms: i64) -> Self {
        Self { random: SeededRandom::new(seed ^ (stream as u64) << 56), next_ms: from_ms.unsigned_abs() }
    }

    /// A number below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        security::random::below(u32::try_from(bound).expect("a short list"), &mut self.random) as usize
    }

    /// A number between two, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).unsigned_abs() as usize) as i64
    }

    /// Whether something that happens so many times in a thousand happens.
    pub(super) fn happens(&mut self, permille: usize) -> bool {
        self.below(1000) < permille
    }

    /// One of a list.
    pub(super) fn one_of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    /// One of a list whose items weigh differently.
    pub(super) fn weighted<'l, T>(&mut self, list: &'l [(usize, T)]) -> &'l T {
        let total = list.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(total);
        for (weight, item) in list {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return item,
            }
        }
        unreachable!("the draw is below the sum of the weights")
    }

    /// Puts a list in a random order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }

    /// A day between two, both included.
    pub(super) fn day(&mut self, from: Date, to: Date) -> Date {
        let span = i64::from(from.until(to).expect("two civil days").get_days());
        from + self.between(0, span).days()
    }

    /// An identifier, later than the one before.
    pub(super) fn id(&mut self) -> Uuid {
        self.next_ms += 1;
        security::random::uuid_v7(self.next_ms, &mut self.random)
    }

    /// So many digits, the first not zero.
    pub(super) fn digits(&mut self, count: u32) -> String {
        let low = 10_i64.pow(count - 1);
        self.between(low, low * 10 - 1).to_string()
    }
}

impl Random for Draw {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.random.fill(bytes);
    }
}
