//! What is left of the keys in this very process once the vault is locked, read as a dump would read it.

use std::fs::{File, read_to_string};
use std::io::{Read, Seek, SeekFrom};

use super::town::{AT, DAY, login, password};
use super::{Founding, SlotBook, VaultId};
use crate::access::{Role, Roles};
use crate::compartment::Compartment;
use crate::kdf::KdfParams;
use crate::process::apart;
use crate::random::SeededRandom;
use crate::session::Standing;
use uuid::Uuid;

/// Keys are looked for under a mask, so that the proof does not find its own copy of them.
const MASK: u8 = 0xA5;

/// A key, and how often it is found.
struct Sought {
    name: String,
    masked: Vec<u8>,
}

impl Sought {
    fn new(name: impl Into<String>, key: &[u8]) -> Self {
        Self { name: name.into(), masked: key.iter().map(|byte| byte ^ MASK).collect() }
    }

    fn count_in(&self, memory: &[u8]) -> usize {
        let first = self.masked[0] ^ MASK;
        memory
            .windows(self.masked.len())
            .filter(|window| window[0] == first)
            .filter(|window| window.iter().zip(&self.masked).all(|(byte, masked)| byte ^ MASK == *masked))
            .count()
    }
}

/// How often each is found in what this process may write to.
fn found(sought: &[Sought]) -> Vec<(String, usize)> {
    let mut counts: Vec<_> = sought.iter().map(|one| (one.name.clone(), 0)).collect();
    let mut memory = File::open("/proc/self/mem").unwrap();
    for line in read_to_string("/proc/self/maps").unwrap().lines() {
        let mut words = line.split_whitespace();
        let (range, rights) = (words.next().unwrap(), words.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (start, end) = range.split_once('-').unwrap();
        let bound = |hexadecimal| u64::from_str_radix(hexadecimal, 16).unwrap();
        let mut bytes = vec![0; usize::try_from(bound(end) - bound(start)).unwrap()];
        memory.seek(SeekFrom::Start(bound(start))).unwrap();
        // A region may be gone since the list was read.
        if memory.read_exact(&mut bytes).is_ok() {
            for ((_, count), one) in counts.iter_mut().zip(sought) {
                *count += one.count_in(&bytes);
            }
        }
    }
    counts
}

#[test]
fn no_key_is_left_in_memory_after_the_lock() {
    let founding = Founding {
        vault: VaultId(Uuid::from_u128(0xD00D)),
        agent: Uuid::from_u128(41),
        login: login("memoire"),
        password: &password("memoire"),
        kdf: KdfParams::FLOOR,
        roles: Roles::of([Role::Adm]),
        day: DAY,
    };
    // Each apart, as every command is carried out.
    let (book, installation) = apart(|| {
        let founded = SlotBook::found(founding, AT, &mut SeededRandom::new(4_242)).unwrap();
        (founded.book, Box::new(founded.installation))
    });
    let session = apart(move || {
        let open = book.unlock(&login("memoire"), &password("memoire"), &installation).unwrap();
        let random = Box::new(SeededRandom::new(7));
        open.into_session(Standing::of(Roles::of([Role::Adm]), 1), random)
    });

    let sought = apart(|| {
        let mut sought = Vec::new();
        let open = session.open().unwrap();
        for compartment in Compartment::ALL {
            let (_, key) = open.keys().latest(compartment).unwrap();
            sought.push(Sought::new(format!("{compartment:?}"), key.key.expose()));
            sought.push(Sought::new(format!("{compartment:?}, wrapping"), key.wrapping.expose()));
        }
        let identity = open.identity.to_bytes();
        sought.push(Sought::new("exchange", &identity[..32]));
        sought.push(Sought::new("signature", &identity[32..]));
        sought.push(Sought::new("page", open.page_key().raw_key_literal()[2..66].as_bytes()));
        sought
    });
    let before = found(&sought);
    let held = before.iter().filter(|(name, _)| name != "page");
    assert!(held.clone().all(|(_, count)| *count > 0), "the proof must see keys where they are: {before:?}");

    session.lock();
    let left: Vec<_> = found(&sought).into_iter().filter(|(_, count)| *count > 0).collect();
    assert!(left.is_empty(), "left after the lock: {left:?}");
}
