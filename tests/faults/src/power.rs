//! The current fails: everything an operation changes is written down, then cut at any instant, with whatever a disk may have kept of what
//! was not flushed. Each state is opened with the product and held to what had been acknowledged by then.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::PathBuf;

use crate::campaign::{Campaign, Outcome, Random};
use crate::disk::{Disk, Unflushed};
use crate::ground::Ground;
use crate::operation::Operation;
use crate::recorder::{self, Record};
use crate::survey::History;
use crate::worker::Worker;

/// Steps of an operation that are written down: the second starts from what the first left.
const STEPS: u32 = 2;
/// States drawn from one recording.
const STATES: u64 = 250;

/// So many states of an operation.
pub(crate) fn run(campaign: Campaign, operation: Operation) -> Outcome {
    campaign.in_parallel(|share| {
        let ground = Ground::of(operation);
        let mut outcome = Outcome::default();
        let mut recording = Recording::make(&ground, operation);
        for round in share.rounds() {
            if round > 0 && round % STATES == 0 {
                recording = Recording::make(&ground, operation);
            }
            let mut random = Random::of(share.seed, round);
            let state = recording.draw(&mut random, true);
            let verdict = recording.hold(&ground, &state, &mut outcome);
            if verdict.is_err()
                && let Some(kept) = std::env::var_os("PREAU_FAULTS_KEEP")
            {
                let kept = PathBuf::from(kept).join(format!("{}-{}-{round}", operation.name(), share.seed));
                state.put(&ground);
                crate::ground::copy(&ground.site.folder, &kept);
            }
            let told = format!(
                "{} {round}, cut {} of {}, {:?}",
                operation.name(),
                state.at,
                recording.records.len(),
                state.unflushed
            );
            outcome.note(&told, verdict);
        }
        // The control: whatever was flushed counts for nothing.
        for round in share.control_rounds() {
            let mut random = Random::of(share.seed, round);
            let state = match round {
                0 => recording.cut(recording.records.len(), Unflushed::Torn, &mut random, false),
                _ => recording.draw(&mut random, false),
            };
            outcome.control(recording.hold(&ground, &state, &mut Outcome::default()).is_err());
        }
        outcome
    })
}

/// Everything an operation changed, in its order.
struct Recording {
    /// The disk when the operation began.
    disk: Disk,
    records: Vec<Record>,
    /// States already opened, with how much had been acknowledged then.
    known: HashMap<(u64, usize), Result<(), String>>,
}

/// What a cut leaves.
struct State {
    at: usize,
    unflushed: Unflushed,
    left: BTreeMap<PathBuf, Option<Vec<u8>>>,
}

impl State {
    /// Lays the state where the product will look.
    fn put(&self, ground: &Ground) {
        let _ = fs::remove_dir_all(&ground.site.folder);
        fs::create_dir_all(&ground.site.folder).expect("a folder");
        for (path, content) in &self.left {
            match content {
                None => fs::create_dir_all(path).expect("a folder"),
                Some(bytes) => fs::write(path, bytes).expect("a file"),
            }
        }
    }

    fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.left.hash(&mut hasher);
        hasher.finish()
    }
}

impl Recording {
    fn make(ground: &Ground, operation: Operation) -> Self {
        ground.reset();
        let (disk, log) = (Disk::of(&ground.site.folder), ground.beside("releve"));
        let _ = fs::remove_file(&log);
        let worker = Worker::start(operation, &ground.site, (0, STEPS), |command| {
            recorder::record(command, &ground.site, &log);
        });
        let told = worker.rest();
        assert!(told.iter().any(|line| line["ended"] == true), "{}: {told:?}", operation.name());
        Self { disk, records: recorder::read(&log), known: HashMap::new() }
    }

    /// Cuts somewhere, once in two just before a flush, when the most is unsure; without flushing, as on a disk that lies, nothing is ever
    /// sure.
    fn draw(&self, random: &mut Random, flushes: bool) -> State {
        let below =
            |random: &mut Random, bound: usize| usize::try_from(random.below(bound as u64)).unwrap_or(0);
        let before_a_flush = random.flip();
        let mut at = below(random, self.records.len() + 1);
        if before_a_flush {
            let is_flush = |record: &Record| matches!(record, Record::Synced { .. });
            let flushes: Vec<usize> = self
                .records
                .iter()
                .enumerate()
                .filter(|(_, record)| is_flush(record))
                .map(|(at, _)| at)
                .collect();
            at = flushes.get(below(random, flushes.len())).copied().unwrap_or(at);
        }
        let unflushed = Unflushed::ALL[usize::try_from(random.below(4)).unwrap_or(0)];
        self.cut(at, unflushed, random, flushes)
    }

    fn cut(&self, at: usize, unflushed: Unflushed, random: &mut Random, flushes: bool) -> State {
        let mut disk = self.disk.clone();
        let done =
            self.records[..at].iter().filter(|record| flushes || !matches!(record, Record::Synced { .. }));
        done.for_each(|record| disk.carry_out(record));
        State { at, unflushed, left: disk.cut(unflushed, random) }
    }

    /// What had been asked and acknowledged when it was cut.
    fn history(&self, at: usize) -> History {
        let mut history = History::default();
        for record in &self.records[..at] {
            if let Record::Said(text) = record {
                text.lines()
                    .filter_map(|line| serde_json::from_str(line).ok())
                    .for_each(|told| history.tell(&told));
            }
        }
        history
    }

    /// Opens a state with the product.
    fn hold(&mut self, ground: &Ground, state: &State, outcome: &mut Outcome) -> Result<(), String> {
        let history = self.history(state.at);
        outcome.count("acknowledged", history.acknowledged() as u64);
        self.known
            .entry((state.digest(), history.len()))
            .or_insert_with(|| {
                outcome.count("distinct", 1);
                state.put(ground);
                let after = ground.site.survey().map_err(|refused| refused.to_string())?;
                history.judge(&ground.before, &after)
            })
            .clone()
    }
}
