//! Breaks vaults on purpose, in every way a desk breaks them, and counts what is lost: nothing, or the campaign fails. One line of JSON
//! for each campaign; a figure without its negative control is not one.
//!
//! `faults [CAMPAIGN] [--count N] [--seed S] [--minutes M]`: all of them in their long form, or those whose name begins so; each for so
//! many minutes at most.

mod calls;
mod campaign;
mod disk;
mod ground;
mod kill;
mod operation;
mod power;
mod recorder;
mod survey;
mod twice;
mod worker;

use std::process::ExitCode;

use campaign::{Campaign, Outcome};
use operation::Operation;

/// A campaign: its name, how much its long form does, what it does.
type Known = (String, u64, Box<dyn Fn(Campaign) -> Outcome>);

/// More calls than any operation makes, on as many cores as there are.
const EVERY_CALL: u64 = 1_000_000;

fn campaigns() -> Vec<Known> {
    let mut known: Vec<Known> = Vec::new();
    for operation in Operation::ALL {
        known.push((
            format!("kill-{}", operation.name()),
            1_000,
            Box::new(move |asked| kill::run(asked, operation)),
        ));
    }
    known.push(("twice".to_owned(), 1_000, Box::new(twice::run)));
    for operation in Operation::ALL {
        known.push((
            format!("calls-{}", operation.name()),
            EVERY_CALL,
            Box::new(move |asked| calls::run(asked, operation)),
        ));
        known.push((
            format!("power-{}", operation.name()),
            1_700,
            Box::new(move |asked| power::run(asked, operation)),
        ));
    }
    known
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.first().map(String::as_str) {
        Some("work") => worker::work(&words[1..]).is_some(),
        Some("rival") => twice::rival(&words[1..]).is_some(),
        _ => asked(&words).unwrap_or_else(|| {
            let names: Vec<String> = campaigns().into_iter().map(|(name, ..)| name).collect();
            eprintln!("faults [CAMPAIGN] [--count N] [--seed S] [--minutes M]\n{}", names.join("\n"));
            false
        }),
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs what is asked for: every campaign whose name begins so. Answers whether all reached their aim, nothing when none is meant.
fn asked(words: &[String]) -> Option<bool> {
    let option = |name: &str| {
        let at = words.iter().position(|word| word == name)?;
        words.get(at + 1)?.parse::<u64>().ok()
    };
    let prefix = words.first().filter(|word| !word.starts_with("--")).map_or("", String::as_str);
    let (seed, minutes) = (option("--seed").unwrap_or(1), option("--minutes"));
    let meant = campaigns().into_iter().filter(|(name, ..)| name.starts_with(prefix));
    meant
        .map(|(name, count, run)| {
            Campaign::of(option("--count").unwrap_or(count), seed, minutes).report(&name, run)
        })
        .reduce(|all, one| all & one)
}
