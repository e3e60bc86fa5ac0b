//! What every campaign of faults shares: how many there are, the seed they are drawn from, and what is said of them at the end.
//!
//! A campaign is short by default, so that `./x test` stays short. `PREAU_FAULTS=long` asks for its whole aim; `PREAU_FAULTS_COUNT` for
//! another number of drawn faults.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::{Duration, Instant};

use security::SeededRandom;
use security::random::below;
use serde_json::json;

/// Failures told in full when a campaign does not reach its aim.
const TOLD: usize = 20;

/// Between two words of a long campaign.
const SILENCE: Duration = Duration::from_secs(30);

/// Faults drawn from a seed, and those that nobody saw.
pub struct Campaign {
    name: &'static str,
    seed: u64,
    random: SeededRandom,
    begun: Instant,
    told: Instant,
    tried: BTreeMap<&'static str, usize>,
    failures: Vec<String>,
}

impl Campaign {
    /// A campaign whose draws follow from its seed.
    pub fn new(name: &'static str, seed: u64) -> Self {
        let random = SeededRandom::new(seed);
        let begun = Instant::now();
        Self { name, seed, random, begun, told: begun, tried: BTreeMap::new(), failures: Vec::new() }
    }

    /// Draws a number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u32::try_from(bound).expect("a draw among a few");
        below(bound, &mut self.random) as usize
    }

    /// One of these files with a few bytes changed, removed, or taken from another.
    pub fn altered(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            match self.below(4) {
                0 => bytes.truncate(at),
                1 if at < bytes.len() => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][self.below(5)],
                2 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                _ => {
                    let other = &corpus[self.below(corpus.len())];
                    let from = self.below(other.len() + 1);
                    let length = self.below(other.len() - from + 1).min(64);
                    bytes.splice(at..at, other[from..from + length].iter().copied());
                }
            }
        }
        bytes
    }

    /// One more fault of this kind, and whether it was dealt with as it must be; `fault` names it when it was not.
    pub fn tried(&mut self, kind: &'static str, held: bool, fault: impl FnOnce() -> String) {
        *self.tried.entry(kind).or_default() += 1;
        if !held {
            self.failures.push(format!("{kind}: {}", fault()));
        }
        if is_long() && self.told.elapsed() > SILENCE {
            self.told = Instant::now();
            eprintln!(
                "{}: {} tried, {} failed, {:?}",
                self.name,
                self.count(),
                self.failures.len(),
                self.begun.elapsed()
            );
        }
    }

    /// Faults tried so far.
    pub fn count(&self) -> usize {
        self.tried.values().sum()
    }

    /// Says what was tried on a line of JSON, and fails unless every fault was dealt with. `control` is what shows that the campaign can
    /// see a failure.
    pub fn end(self, control: &str) {
        let line = json!({
            "campaign": self.name, "seed": self.seed, "tried": self.tried, "count": self.count(), "failures": self.failures.len(),
            "seconds": self.begun.elapsed().as_secs(), "control": control,
        });
        writeln!(std::io::stdout(), "{line}").expect("a line");
        let told = &self.failures[..self.failures.len().min(TOLD)];
        assert!(
            told.is_empty(),
            "{}, seed {}: {} of {} failed\n{told:#?}",
            self.name,
            self.seed,
            self.failures.len(),
            self.count()
        );
    }
}

/// Whether the whole aim is asked for.
pub fn is_long() -> bool {
    std::env::var_os("PREAU_FAULTS").is_some_and(|asked| asked == "long")
}

/// How many faults to draw.
pub fn many(short: usize, long: usize) -> usize {
    let asked = std::env::var("PREAU_FAULTS_COUNT").ok().and_then(|text| text.parse().ok());
    asked.unwrap_or(if is_long() { long } else { short })
}

/// Every one of `whole` places in the long form; about `short` of them, evenly, otherwise.
pub fn each(whole: usize, short: usize) -> impl Iterator<Item = usize> + Clone {
    (0..whole).step_by(if is_long() { 1 } else { (whole / short).max(1) })
}
