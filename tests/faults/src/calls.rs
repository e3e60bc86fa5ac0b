//! One call to the system fails: the n-th, for every n of every operation, in every way a disk fails. The product says it in French,
//! without a panic, and the vault opens again with everything that was acknowledged.

use std::fs;

use serde_json::Value;

use crate::campaign::{Campaign, Outcome, refusal};
use crate::ground::Ground;
use crate::operation::Operation;
use crate::recorder;
use crate::survey::History;
use crate::worker::Worker;

/// How a disk fails (`recorder.c`).
const WAYS: [&str; 6] = ["eio", "enospc", "short", "full", "readonly", "gone"];

/// What an agent must never read: the words of the system, of the engine, of the language.
const FOREIGN: [&str; 10] =
    ["error", "Error", "os error", "No such", "failed", "denied", "I/O", "disk", "SQL", "unwrap"];

/// A disk that says it writes and does not: the control.
const LYING: &str = "lost";

/// Every call of an operation, in every way; or so many of each, spread over all. What is cut short has seen each call fail once, then
/// each again in another way.
pub(crate) fn run(campaign: Campaign, operation: Operation) -> Outcome {
    campaign.in_parallel(|share| {
        let ground = Ground::of(operation);
        let calls = counted(&ground, operation);
        let mut outcome = Outcome::default();
        outcome.count("calls", calls);
        for (way, rank) in in_turns(&share.ranks(calls)).into_iter().take_while(|_| share.lasts()) {
            let verdict = one(&ground, operation, (way, rank), &mut outcome);
            outcome.count(way, 1);
            outcome.note(&format_args!("{} {way} {rank} of {calls}", operation.name()), verdict);
        }
        // The last is among the pages on their way from the log to the file.
        for rank in [calls / 3, calls / 2, calls * 9 / 10] {
            outcome.control(one(&ground, operation, (LYING, rank), &mut Outcome::default()).is_err());
        }
        outcome
    })
}

/// The first way for every call, then each call in another way, the ways taking turns, until all have failed in all.
fn in_turns(ranks: &[u64]) -> Vec<(&'static str, u64)> {
    let [first, others @ ..] = WAYS;
    let turn = |turn: usize| {
        ranks.iter().enumerate().map(move |(at, rank)| (others[(at + turn) % others.len()], *rank))
    };
    ranks.iter().map(|rank| (first, *rank)).chain((0..others.len()).flat_map(turn)).collect()
}

fn counted(ground: &Ground, operation: Operation) -> u64 {
    ground.reset();
    let into = ground.beside("compte");
    let worker = Worker::start(operation, &ground.site, (0, 1), |command| {
        recorder::count(command, &ground.site, &into)
    });
    let told = worker.rest();
    assert!(told.iter().any(|line| line["ended"] == true), "{}: {told:?}", operation.name());
    fs::read_to_string(into).expect("a count").parse().expect("a number")
}

fn one(
    ground: &Ground,
    operation: Operation,
    (way, n): (&str, u64),
    outcome: &mut Outcome,
) -> Result<(), String> {
    ground.reset();
    let said = ground.beside("dit");
    let worker = Worker::start_for_a_while(operation, &ground.site, (0, 1), |command| {
        recorder::fail(command, &ground.site, way, n);
        command.stderr(fs::File::create(&said).expect("a file"));
    });
    let told = worker.rest();
    let away = ground.beside("lieu.loin");
    if away.exists() {
        // The medium is plugged in again; what was made in its place meanwhile is nothing.
        let _ = fs::remove_dir_all(&ground.site.folder);
        fs::rename(&away, &ground.site.folder).expect("plugged in again");
    }
    let mut history = History::default();
    told.iter().for_each(|line| history.tell(line));
    match refusal(&told) {
        Some(refused) => {
            outcome.count("refused", 1);
            in_french(refused)?;
        }
        None if told.iter().any(|line| line["ended"] == true) => outcome.count("went_through", 1),
        None => return Err(format!("ended without a word, last {:?}", told.last())),
    }
    let said = fs::read_to_string(&said).unwrap_or_default();
    if !said.is_empty() {
        return Err(format!("on its standard error: {}", said.lines().next().unwrap_or_default()));
    }
    let after = ground.site.survey().map_err(|refused| format!("opened again: {refused}"))?;
    history.judge(&ground.before, &after)
}

/// Whether a refusal is a sentence for whoever reads it, and no bug.
fn in_french(refused: &Value) -> Result<(), String> {
    let message = refused["message"].as_str().unwrap_or_default();
    let foreign = FOREIGN.iter().find(|word| message.contains(*word));
    let sentence = message.chars().any(|letter| "éèàùê’".contains(letter));
    if refused["code"] == "bug" || foreign.is_some() || !sentence { Err(refused.to_string()) } else { Ok(()) }
}
