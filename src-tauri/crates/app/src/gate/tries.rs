//! Wrong passwords, and the wait they cost. Kept beside the vault: closing the program does not shorten it.

use std::fs;
use std::time::{Duration, Instant};

use security::password::Attempts;

use super::VaultFolder;
use crate::outside::write_whole;

/// Wrong passwords so far, and when the next try is allowed.
#[derive(Default)]
pub(crate) struct Tries {
    attempts: Attempts,
    next: Option<Instant>,
}

impl Tries {
    /// The wrong passwords of the program before this one. A file that says nothing readable is of none: whoever can write it can
    /// remove it, and the derivation of the password is what slows them.
    pub(crate) fn kept_in(folder: &VaultFolder, now_ms: i64) -> Self {
        let kept = fs::read_to_string(folder.tries_path()).unwrap_or_default();
        let mut words = kept.split_whitespace();
        let (Some(count), Some(at_ms)) = (
            words.next().and_then(|word| word.parse().ok()),
            words.next().and_then(|word| word.parse::<i64>().ok()),
        ) else {
            return Self::default();
        };
        let attempts = Attempts::of(count);
        // A clock put back makes the wait a whole one, never a longer one.
        let since = u64::try_from(now_ms.saturating_sub(at_ms)).map_or(Duration::ZERO, Duration::from_millis);
        Self { attempts, next: Some(Instant::now() + attempts.delay().saturating_sub(since)) }
    }

    /// Measured on the monotonic clock: putting the wall clock forward does not shorten the wait of a program that runs.
    pub(crate) fn remaining_seconds(&self) -> u64 {
        self.next.map_or(0, |next| {
            next.saturating_duration_since(Instant::now()).as_millis().div_ceil(1_000) as u64
        })
    }

    /// One more wrong password. Answers the seconds to wait.
    pub(crate) fn fail(&mut self, folder: &VaultFolder, now_ms: i64) -> u64 {
        self.attempts = self.attempts.failed();
        self.next = Some(Instant::now() + self.attempts.delay());
        // A medium that refuses keeps the wait for as long as the program runs.
        let _ = write_whole(&folder.tries_path(), format!("{} {now_ms}\n", self.attempts.count()).as_bytes());
        self.attempts.delay().as_secs()
    }

    /// The right password: nothing to wait for any more. Answers how many wrong ones came before it.
    pub(crate) fn succeed(&mut self, folder: &VaultFolder) -> u32 {
        let _ = fs::remove_file(folder.tries_path());
        std::mem::take(self).attempts.count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_outlives_the_program_and_ends_with_the_right_password() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = VaultFolder::new(place.path());
        let remaining = |now_ms| Tries::kept_in(&folder, now_ms).remaining_seconds();
        assert_eq!(remaining(0), 0);
        let mut tries = Tries::default();
        for seconds in [1, 2, 4, 8] {
            assert_eq!(tries.fail(&folder, 1_000_000), seconds);
        }
        assert_eq!(remaining(1_000_000), 8);
        assert_eq!(remaining(1_005_000), 3);
        assert_eq!(remaining(1_008_000), 0);
        assert_eq!(remaining(-1), 8, "a clock put back");
        let mut next = Tries::kept_in(&folder, 2_000_000);
        assert_eq!(next.fail(&folder, 2_000_000), 16, "wrong passwords are counted on");
        assert_eq!(next.succeed(&folder), 5);
        assert_eq!(remaining(2_000_000), 0);
        fs::write(folder.tries_path(), "beaucoup").expect("written");
        assert_eq!(remaining(0), 0);
    }
}
