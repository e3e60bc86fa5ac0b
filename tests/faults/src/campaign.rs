//! A campaign: so many rounds shared between the cores, what went wrong, whether its control was seen, and the line that says it all.

use std::collections::BTreeMap;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Failures told in full; the others are counted.
const TOLD: usize = 10;

/// How much is asked of a campaign.
#[derive(Clone, Copy)]
pub(crate) struct Campaign {
    /// Rounds, states or instants, as the campaign counts.
    pub(crate) count: u64,
    /// What its chance is drawn from.
    pub(crate) seed: u64,
    /// Which share of it this is, of how many.
    pub(crate) share: (u64, u64),
    /// When it stops, however little was done.
    pub(crate) until: Option<Instant>,
}

impl Campaign {
    /// So many, all of them in one share, or as many as these minutes allow.
    pub(crate) fn of(count: u64, seed: u64, minutes: Option<u64>) -> Self {
        let until = minutes.map(|minutes| Instant::now() + Duration::from_secs(60 * minutes));
        Self { count, seed, share: (0, 1), until }
    }

    /// The rounds of the control: a few for many.
    pub(crate) fn control_rounds(self) -> impl Iterator<Item = u64> {
        0..self.count.div_ceil(20).clamp(2, 25)
    }

    /// The rounds of this share, for as long as it lasts.
    pub(crate) fn rounds(self) -> impl Iterator<Item = u64> {
        (0..self.count).take_while(move |_| self.lasts())
    }

    /// Whether there is time left.
    pub(crate) fn lasts(self) -> bool {
        self.until.is_none_or(|until| Instant::now() < until)
    }

    /// The ranks of this share, from 1 to the last: all of them, or as many as are asked for.
    pub(crate) fn ranks(self, last: u64) -> Vec<u64> {
        let (rank, shares) = self.share;
        let mut random = Random::of(self.seed, last);
        match self.count >= last {
            true => (1..=last).filter(|one| one % shares == rank).collect(),
            false => (0..self.count).map(|_| 1 + random.below(last)).collect(),
        }
    }

    /// Shares the rounds between the cores, each on a ground of its own.
    pub(crate) fn in_parallel(self, work: impl Fn(Self) -> Outcome + Sync) -> Outcome {
        // Little is done on one: a ground takes as long to prepare as several rounds.
        let cores =
            thread::available_parallelism().map_or(1, |cores| cores.get() as u64).min(self.count / 8).max(1);
        let share = |rank| Self {
            count: self.count / cores + u64::from(rank < self.count % cores),
            seed: self.seed.wrapping_mul(1_000).wrapping_add(rank),
            share: (rank, cores),
            ..self
        };
        thread::scope(|scope| {
            let work = &work;
            let shares: Vec<_> = (0..cores).map(|rank| scope.spawn(move || work(share(rank)))).collect();
            let outcomes = shares.into_iter().map(|share| share.join().unwrap_or_else(|_| Outcome::fallen()));
            outcomes.reduce(Outcome::with).unwrap_or_default()
        })
    }

    /// Runs a campaign and prints its line. Answers whether its aim was reached.
    pub(crate) fn report(self, name: &str, run: impl FnOnce(Self) -> Outcome) -> bool {
        let start = Instant::now();
        let outcome = run(self);
        let reached =
            outcome.failures == 0 && outcome.rounds > 0 && outcome.control.is_none_or(|(seen, _)| seen > 0);
        let line = json!({
            "campaign": name,
            "seed": self.seed,
            "commit": commit(),
            "asked": self.count,
            "rounds": outcome.rounds,
            "counts": outcome.counts,
            "failures": outcome.failures,
            "told": outcome.told,
            "control": outcome.control.map(|(seen, tried)| json!({ "tried": tried, "seen_failing": seen })),
            "seconds": start.elapsed().as_secs(),
            "aim": if reached { "reached" } else { "missed" },
        });
        #[allow(clippy::print_stdout)]
        {
            println!("{line}");
        }
        reached
    }
}

fn commit() -> String {
    let asked =
        Command::new("git").current_dir(tests::project()).args(["describe", "--always", "--dirty"]).output();
    asked.map(|said| String::from_utf8_lossy(&said.stdout).trim().to_owned()).unwrap_or_default()
}

/// What became of the rounds.
#[derive(Default)]
pub(crate) struct Outcome {
    rounds: u64,
    failures: u64,
    told: Vec<String>,
    /// Of the rounds that must fail, those that did, and how many there were.
    control: Option<(u64, u64)>,
    counts: BTreeMap<&'static str, u64>,
}

impl Outcome {
    /// The thread that worked has fallen: that is a failure of the harness, never a success.
    fn fallen() -> Self {
        Self { failures: 1, told: vec!["a share of the campaign has fallen".to_owned()], ..Self::default() }
    }

    /// A round, and what was wrong with it.
    pub(crate) fn note(&mut self, round: &dyn std::fmt::Display, verdict: Result<(), String>) {
        self.rounds += 1;
        if let Err(why) = verdict {
            self.failures += 1;
            self.told.push(format!("{round}: {why}"));
            self.told.truncate(TOLD);
        }
    }

    /// A round of the control, and whether it failed as it must.
    pub(crate) fn control(&mut self, failed: bool) {
        let (seen, tried) = self.control.unwrap_or_default();
        self.control = Some((seen + u64::from(failed), tried + 1));
    }

    /// Adds to a count that the line will say.
    pub(crate) fn count(&mut self, what: &'static str, many: u64) {
        *self.counts.entry(what).or_default() += many;
    }

    fn with(mut self, other: Self) -> Self {
        self.rounds += other.rounds;
        self.failures += other.failures;
        self.told.extend(other.told);
        self.told.truncate(TOLD);
        self.control = match (self.control, other.control) {
            (Some((a, b)), Some((c, d))) => Some((a + c, b + d)),
            (one, other) => one.or(other),
        };
        for (what, many) in other.counts {
            self.count(what, many);
        }
        self
    }
}

/// A small generator (SplitMix64): the same chance each time.
pub(crate) struct Random(u64);

impl Random {
    /// The chance of one round of a seed.
    pub(crate) fn of(seed: u64, round: u64) -> Self {
        let mut random = Self(seed);
        Self(random.next() ^ round.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    pub(crate) fn flip(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// What a program told before it fell, for the line of a campaign.
pub(crate) fn refusal(told: &[Value]) -> Option<&Value> {
    told.iter().find_map(|line| line.get("refused"))
}
