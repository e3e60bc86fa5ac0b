//! `kill -9` at a random instant of each operation, again and again on the same vault: nothing acknowledged is lost, nothing is half
//! done, and the next opening goes on from there.

use std::thread;
use std::time::{Duration, Instant};

use crate::campaign::{Campaign, Outcome, Random, refusal};
use crate::ground::Ground;
use crate::operation::Operation;
use crate::survey::History;
use crate::worker::Worker;

/// Kills of a vault before a fresh one takes its place.
const LIVES: u64 = 25;
/// More steps than any round lets a worker do.
const ENDLESS: u32 = 1_000;

/// Kills so many times during an operation. The control acknowledges before it asks; it must be seen to lose.
pub(crate) fn run(campaign: Campaign, operation: Operation) -> Outcome {
    campaign.in_parallel(|share| {
        let mut mortal = Mortal::prepare(operation);
        let mut outcome = Outcome::default();
        for round in share.rounds() {
            if round % LIVES == 0 || operation == Operation::Migration {
                mortal.begin_anew();
            }
            let verdict = mortal.round(&mut Random::of(share.seed, round), false);
            if verdict.is_err() {
                mortal.begin_anew();
            }
            outcome.note(&format_args!("{} {round}", operation.name()), verdict);
        }
        outcome.count("acknowledged", mortal.acknowledged + mortal.history.acknowledged() as u64);
        for round in share.control_rounds() {
            mortal.begin_anew();
            let failed = match operation {
                // Nothing is acknowledged on the way: what must be seen is a base left between two schemas.
                Operation::Migration => {
                    mortal.ground.half_migrate();
                    mortal.ground.site.survey().is_err()
                }
                _ => mortal.round(&mut Random::of(share.seed, round), true).is_err(),
            };
            outcome.control(failed);
        }
        outcome
    })
}

/// A vault that dies often.
struct Mortal {
    ground: Ground,
    operation: Operation,
    /// How long a step takes when nobody kills: the instants of death are spread over it.
    span: Duration,
    history: History,
    rank: u32,
    acknowledged: u64,
    /// The program that opened the vault after the last death, and found it whole.
    alive: Option<Worker>,
}

impl Mortal {
    fn prepare(operation: Operation) -> Self {
        let mut mortal = Self {
            ground: Ground::of(operation),
            operation,
            span: Duration::ZERO,
            history: History::default(),
            rank: 0,
            acknowledged: 0,
            alive: None,
        };
        mortal.begin_anew();
        let mut worker = Worker::start(operation, &mortal.ground.site, (0, 1), |_| ());
        if operation != Operation::Migration {
            worker.next();
        }
        let start = Instant::now();
        let told = worker.rest();
        assert!(told.iter().any(|line| line["ended"] == true), "{}: {told:?}", operation.name());
        mortal.span = start.elapsed();
        mortal.begin_anew();
        mortal
    }

    fn begin_anew(&mut self) {
        self.alive = None;
        self.acknowledged += self.history.acknowledged() as u64;
        self.history.clear();
        self.rank = 0;
        self.ground.reset();
    }

    /// Opens the vault after a death, and has it held to what was acknowledged.
    fn come_to_life(&self, lies: bool) -> Result<Worker, String> {
        let mut worker = Worker::start(self.operation, &self.ground.site, (self.rank, ENDLESS), |command| {
            Worker::survey(command);
            if lies {
                Worker::lie(command);
            }
        });
        // A migration is the opening itself: whoever lives then is killed before it says anything.
        if self.operation != Operation::Migration {
            let told = worker.next().unwrap_or_default();
            let after = told.get("open").ok_or_else(|| told.to_string())?;
            self.history.judge(&self.ground.before, after)?;
        }
        Ok(worker)
    }

    fn round(&mut self, random: &mut Random, lies: bool) -> Result<(), String> {
        let mut worker = match self.alive.take() {
            Some(worker) => worker,
            None => self.come_to_life(lies)?,
        };
        // Either at any instant, or as soon as something is acknowledged: what is said to be done must be.
        let mut told = Vec::new();
        if lies || random.below(4) == 0 {
            // The first thing a liar says is a lie.
            let mut acknowledged = if lies { 1 } else { 1 + random.below(4) };
            while acknowledged > 0
                && let Some(line) = worker.next()
            {
                acknowledged -= u64::from(line["done"].is_string());
                told.push(line);
            }
        } else {
            let micros = u64::try_from(self.span.as_micros()).unwrap_or(u64::MAX);
            thread::sleep(Duration::from_micros(random.below(micros)));
        }
        worker.kill();
        told.extend(worker.rest());
        told.iter().for_each(|line| self.history.tell(line));
        self.rank += 1 + u32::try_from(told.iter().filter(|line| line["step"].is_u64()).count()).unwrap_or(0);
        if let Some(refused) = refusal(&told) {
            return Err(format!("refused before any death: {refused}"));
        }
        if self.operation == Operation::Migration {
            let after = self.ground.site.survey().map_err(|refused| refused.to_string())?;
            return self.history.judge(&self.ground.before, &after);
        }
        self.alive = Some(self.come_to_life(false)?);
        Ok(())
    }
}
