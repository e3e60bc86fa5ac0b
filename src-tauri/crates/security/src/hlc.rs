//! The hybrid logical clock: an order of changes that never depends on a well-set wall clock.

/// Milliseconds since 1970 in the upper 48 bits, a counter in the lower 16, in one `i64` that
/// sorts like the events it stamps (Kulkarni et al., "Logical Physical Clocks", 2014).
///
/// The sign bit stays clear until the year 6429, so the stored integer compares as expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hlc(i64);

impl Hlc {
    /// Before any event.
    pub const ZERO: Hlc = Hlc(0);

    /// The latest wall time that fits, in milliseconds.
    const LAST_MS: i64 = (1 << 47) - 1;

    /// Reads a stored stamp. A negative one was never written by us.
    pub fn from_stored(value: i64) -> Option<Hlc> {
        (value >= 0).then_some(Hlc(value))
    }

    /// The integer to store.
    pub fn to_stored(self) -> i64 {
        self.0
    }

    /// The wall part, in milliseconds since 1970.
    pub fn wall_ms(self) -> i64 {
        self.0 >> 16
    }

    /// How many events share this millisecond before this one.
    pub fn counter(self) -> u16 {
        u16::try_from(self.0 & 0xFFFF).expect("sixteen bits")
    }

    /// The stamp of a new local event: later than `self` whatever the wall clock says, so a clock
    /// put back by three hours slows nothing and disorders nothing. When one millisecond holds
    /// more than 65,536 events the wall part moves ahead by one.
    #[must_use]
    pub fn tick(self, wall_ms: i64) -> Hlc {
        let wall = Hlc(wall_ms.clamp(0, Hlc::LAST_MS) << 16);
        if wall > self { wall } else { Hlc(self.0.saturating_add(1)) }
    }

    /// The stamp after hearing of an event of another desk.
    #[must_use]
    pub fn observe(self, other: Hlc, wall_ms: i64) -> Hlc {
        self.max(other).tick(wall_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn follows_the_wall_clock_when_it_advances() {
        let stamp = Hlc::ZERO.tick(1_000);
        assert_eq!((stamp.wall_ms(), stamp.counter()), (1_000, 0));
        let next = stamp.tick(1_001);
        assert_eq!((next.wall_ms(), next.counter()), (1_001, 0));
    }

    #[test]
    fn never_goes_back() {
        let stamp = Hlc::ZERO.tick(5_000);
        let put_back = stamp.tick(1_000);
        assert_eq!((put_back.wall_ms(), put_back.counter()), (5_000, 1));
    }

    #[test]
    fn a_full_millisecond_borrows_the_next() {
        let mut stamp = Hlc::ZERO.tick(5_000);
        for _ in 0..=u16::MAX {
            stamp = stamp.tick(5_000);
        }
        assert_eq!((stamp.wall_ms(), stamp.counter()), (5_001, 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_stamp_is_later(start in 0i64.., wall in any::<i64>(), other in 0i64..) {
            let (start, other) = (Hlc(start >> 1), Hlc(other >> 1));
            prop_assert!(start.tick(wall) > start);
            let heard = start.observe(other, wall);
            prop_assert!(heard > start && heard > other);
            prop_assert_eq!(Hlc::from_stored(heard.to_stored()), Some(heard));
        }
    }
}
