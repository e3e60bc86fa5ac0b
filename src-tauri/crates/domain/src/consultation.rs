//! Who is reached, and how fast files may be opened: a pace that no desk needs is somebody copying the town's files.
//!
//! An agent who registers, answers the telephone or prepares a start of term opens a file every few seconds at most, and reads it. The
//! limits stand well above, and count each person once: going back and forth between two files is no copying (security design §4.3).

use std::collections::HashMap;
use std::hash::Hash;

use jiff::ToSpan;
use jiff::civil::Date;

/// What was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Opened {
    /// A family's file.
    File,
    /// Something sealed: health, resources, bank.
    Sealed,
}

impl Opened {
    /// How many different ones within ten minutes, then within an hour.
    pub const fn limits(self) -> [(i64, usize); 2] {
        match self {
            Opened::File => [(10 * MINUTE_MS, 300), (60 * MINUTE_MS, 1_000)],
            Opened::Sealed => [(10 * MINUTE_MS, 150), (60 * MINUTE_MS, 500)],
        }
    }
}

/// Days during which the desk of a structure still reaches a child who left it: the last absences are noted, the last questions answered.
const REACHED_AFTER_LEAVING: i64 = 31;

/// A child who left a structure that day or later is still reached by who is limited to it (« mes écoles seulement », row O01).
pub fn still_reached_since(today: Date) -> Date {
    today.saturating_sub(REACHED_AFTER_LEAVING.days())
}

const MINUTE_MS: i64 = 60_000;

/// Too many, in so many minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFast {
    /// How many different ones.
    pub count: usize,
    /// Within how many minutes.
    pub minutes: i64,
}

/// What one session has opened within the last hour, each thing at its latest instant.
#[derive(Debug, Clone)]
pub struct Pace<K> {
    seen: HashMap<(Opened, K), i64>,
}

impl<K> Default for Pace<K> {
    fn default() -> Self {
        Self { seen: HashMap::new() }
    }
}

impl<K: Eq + Hash> Pace<K> {
    /// Counts one more, at an instant in milliseconds; or says that it is too many.
    pub fn open(&mut self, what: Opened, which: K, at_ms: i64) -> Result<(), TooFast> {
        let [_, (longest, _)] = what.limits();
        self.seen.retain(|_, seen_ms| at_ms - *seen_ms < longest);
        self.seen.insert((what, which), at_ms);
        for (window, limit) in what.limits() {
            let count = self
                .seen
                .iter()
                .filter(|((kind, _), seen_ms)| *kind == what && at_ms - **seen_ms < window)
                .count();
            if count > limit {
                return Err(TooFast { count, minutes: window / MINUTE_MS });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open_each(pace: &mut Pace<u32>, what: Opened, count: u32, every_ms: i64) -> Option<u32> {
        (0..count).find(|rank| pace.open(what, *rank, i64::from(*rank) * every_ms).is_err())
    }

    #[test]
    fn a_busy_desk_is_left_alone_and_a_copy_is_not() {
        // A start of term: a file every eight seconds, all day.
        assert_eq!(open_each(&mut Pace::default(), Opened::Sealed, 3_000, 8_000), None);
        assert_eq!(open_each(&mut Pace::default(), Opened::File, 6_000, 4_000), None);
        // A program, or somebody with a camera.
        assert_eq!(open_each(&mut Pace::default(), Opened::Sealed, 3_000, 100), Some(150));
        assert_eq!(open_each(&mut Pace::default(), Opened::File, 6_000, 1_000), Some(300));
        // Slower, and for longer.
        assert_eq!(open_each(&mut Pace::default(), Opened::Sealed, 3_000, 5_000), Some(500));
    }

    #[test]
    fn the_same_files_again_and_again_count_once() {
        let mut pace = Pace::default();
        for rank in 0..5_000_u32 {
            assert_eq!(pace.open(Opened::Sealed, rank % 100, i64::from(rank) * 10), Ok(()));
        }
        let mut both = Pace::default();
        assert_eq!(open_each(&mut both, Opened::File, 150, 0), None);
        assert_eq!(open_each(&mut both, Opened::Sealed, 150, 0), None, "each is counted apart");
    }

    #[test]
    fn a_clock_put_back_opens_no_gap() {
        let mut pace = Pace::default();
        let mut refused = None;
        for rank in 0..400_u32 {
            if pace.open(Opened::Sealed, rank, -i64::from(rank) * 600_000).is_err() {
                refused = Some(rank);
                break;
            }
        }
        assert_eq!(refused, Some(150));
    }
}
