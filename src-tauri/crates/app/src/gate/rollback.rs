//! Whether the base is the one this desk last saw.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use security::VaultId;
use security::audit::Head;
use security::keyring::{InstallationSecretStore, LastSeen};

use crate::error::Error;
use crate::unlocked::Unlocked;

/// How long what was seen may wait before the keyring is told: writes that follow each other are told once.
const GATHERED: Duration = Duration::from_secs(5);

/// How long a lock waits for a keyring to have kept the last word. A slow one is told behind the door.
const PATIENCE: Duration = Duration::from_millis(250);

/// The base or its keys are older than what this desk last saw: put back from a copy, by someone who had a right to or not.
pub(crate) struct Rollback(pub(crate) String);

/// Compares the base with what this desk last saw of it. Without a keyring there is nothing to compare with.
pub(super) fn rollback(unlocked: &Unlocked, slots_sequence: u64) -> Result<Option<Rollback>, Error> {
    let Ok(Some(seen)) = unlocked.keyring().last_seen(unlocked.session().vault()) else { return Ok(None) };
    let head = unlocked.audit_head();
    let known = unlocked.store().read(|r| Ok::<_, Error>(r.audit_hash(seen.head.desk, seen.head.seq)?))?;
    let left = || crate::backups::left_by_a_signed_restoration(unlocked, &seen.head);
    if seen.head.seq > 0 && known != Some(seen.head.hash) && !left()? {
        let missing = seen.head.seq.saturating_sub(head.seq);
        return Ok(Some(Rollback(format!(
            "Cette base est plus ancienne que la dernière utilisée sur ce poste, ou a suivi un autre chemin ({missing} écritures de moins)."
        ))));
    }
    Ok((slots_sequence < seen.slots_sequence).then(|| {
        Rollback(
            "Les clés de ce coffre sont plus anciennes que les dernières utilisées sur ce poste.".to_owned(),
        )
    }))
}

/// Has what this desk has seen remembered, with the slots as they are.
pub(crate) fn remember(unlocked: &Unlocked, slots_sequence: u64) {
    unlocked.herald().slots(unlocked.audit_head(), slots_sequence);
}

/// Tells the keyring what this desk has seen, after the base has committed: a crash in between leaves the base ahead, never behind. On a
/// thread of its own: a keyring may ask a question, or not answer for a minute, and nobody writes more slowly for it.
pub(crate) struct Herald {
    told: Mutex<Told>,
}

struct Told {
    /// None once nothing more is to be told.
    words: Option<Sender<LastSeen>>,
    /// Ends when the last word is kept.
    done: Option<Receiver<()>>,
    /// How many times the slots had been written, once known: before, there is nothing to tell.
    slots_sequence: Option<u64>,
}

impl Herald {
    pub(crate) fn to(keyring: Arc<dyn InstallationSecretStore>, vault: VaultId) -> Self {
        Self::gathering(keyring, vault, GATHERED)
    }

    fn gathering(keyring: Arc<dyn InstallationSecretStore>, vault: VaultId, gathered: Duration) -> Self {
        let (words, heard) = mpsc::channel();
        let (ended, done) = mpsc::channel::<()>();
        thread::spawn(move || {
            carry(&*keyring, vault, &heard, gathered);
            drop(ended);
        });
        let told = Told { words: Some(words), done: Some(done), slots_sequence: None };
        Self { told: Mutex::new(told) }
    }

    /// The journal has a new last line.
    pub(crate) fn head(&self, head: Head) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).tell(head);
    }

    /// The slots are known to have been written so many times.
    pub(crate) fn slots(&self, head: Head, slots_sequence: u64) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.slots_sequence = Some(slots_sequence);
        told.tell(head);
    }

    /// Nothing more will be seen: what was is told at once, and waited for a moment.
    pub(crate) fn end(&self) {
        let done = {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            told.words = None;
            told.done.take()
        };
        if let Some(done) = done {
            let _ = done.recv_timeout(PATIENCE);
        }
    }
}

impl Told {
    fn tell(&self, head: Head) {
        if let (Some(words), Some(slots_sequence)) = (&self.words, self.slots_sequence) {
            // Nobody listens any more when the thread has fallen: the comparison at the next opening is lost, nothing else.
            let _ = words.send(LastSeen { head, slots_sequence });
        }
    }
}

/// Hears what is seen and keeps the latest, at most once in so long; at once when the last word was said.
fn carry(
    keyring: &dyn InstallationSecretStore,
    vault: VaultId,
    heard: &Receiver<LastSeen>,
    gathered: Duration,
) {
    while let Ok(first) = heard.recv() {
        let mut latest = first;
        let until = Instant::now() + gathered;
        let ended = loop {
            match heard.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(seen) => latest = seen,
                Err(RecvTimeoutError::Timeout) => break false,
                Err(RecvTimeoutError::Disconnected) => break true,
            }
        };
        // A keyring that refuses costs the comparison at the next opening, nothing else.
        let _ = keyring.remember(vault, &latest);
        if ended {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use security::keyring::{Keeping, SecretStoreError};
    use security::secret::InstallationSecret;

    use super::*;

    /// A keyring that takes its time, and counts what it is told.
    #[derive(Default)]
    struct Slow {
        takes: Duration,
        told: Mutex<Vec<u64>>,
    }

    impl InstallationSecretStore for Slow {
        fn keeping(&self) -> Keeping {
            Keeping::Memory
        }
        fn probe(&self) -> Result<(), SecretStoreError> {
            Ok(())
        }
        fn get(&self, _: VaultId) -> Result<Option<InstallationSecret>, SecretStoreError> {
            Ok(None)
        }
        fn put(&self, _: VaultId, _: &InstallationSecret) -> Result<(), SecretStoreError> {
            Ok(())
        }
        fn next(&self, _: VaultId) -> Result<Option<InstallationSecret>, SecretStoreError> {
            Ok(None)
        }
        fn put_next(&self, _: VaultId, _: &InstallationSecret) -> Result<(), SecretStoreError> {
            Ok(())
        }
        fn promote_next(&self, _: VaultId) -> Result<(), SecretStoreError> {
            Ok(())
        }
        fn last_seen(&self, _: VaultId) -> Result<Option<LastSeen>, SecretStoreError> {
            Ok(None)
        }
        fn remember(&self, _: VaultId, seen: &LastSeen) -> Result<(), SecretStoreError> {
            thread::sleep(self.takes);
            self.told.lock().unwrap().push(seen.head.seq);
            Ok(())
        }
        fn forget(&self, _: VaultId) -> Result<(), SecretStoreError> {
            Ok(())
        }
    }

    fn at(seq: u64) -> Head {
        Head { desk: 1, seq, hash: [0; 32] }
    }

    fn herald(keyring: &Arc<Slow>, gathered: Duration) -> Herald {
        let vault = VaultId(uuid::Uuid::from_u128(1));
        Herald::gathering(Arc::clone(keyring) as Arc<dyn InstallationSecretStore>, vault, gathered)
    }

    #[test]
    fn writes_that_follow_each_other_are_told_once_and_the_last_one_at_the_end() {
        let keyring = Arc::new(Slow::default());
        let herald = herald(&keyring, Duration::from_secs(3_600));
        herald.head(at(1));
        herald.slots(at(2), 9);
        (3..200).for_each(|seq| herald.head(at(seq)));
        assert!(keyring.told.lock().unwrap().is_empty());
        herald.end();
        assert_eq!(*keyring.told.lock().unwrap(), [199]);
    }

    #[test]
    fn what_was_seen_is_told_without_waiting_for_the_end() {
        let keyring = Arc::new(Slow::default());
        let herald = herald(&keyring, Duration::from_millis(10));
        herald.slots(at(7), 1);
        let patience = Instant::now() + Duration::from_secs(20);
        while keyring.told.lock().unwrap().is_empty() && Instant::now() < patience {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(*keyring.told.lock().unwrap(), [7]);
    }

    #[test]
    fn a_slow_keyring_slows_neither_a_write_nor_the_end() {
        let keyring = Arc::new(Slow { takes: Duration::from_secs(60), ..Slow::default() });
        let herald = herald(&keyring, Duration::ZERO);
        let start = Instant::now();
        (1..1_000).for_each(|seq| herald.slots(at(seq), 1));
        herald.end();
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}
