//! Searching among a hundred thousand persons, letter after letter, beside a reading of every name.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{MeasuredTown, fine_seconds, median_and_slow, milliseconds, peak_memory, ratio};
use crate::arguments::Global;
use crate::commands::Outcome;
use crate::failure::Failure;

const AGENT: &str = "accueil";
const MONTH: &str = "2026-03";
/// What a desk types: each is asked letter after letter, as it is typed.
const TYPED: &[&str] = &[
    "Le Goff",
    "legoff",
    "d'estienne",
    "N'Guessan aya",
    "julien picard",
    "picard julien",
    "Šimić",
    "simic",
    "garnier leveque",
    "van den br",
    "Œuvrard",
    "01 99 00 7",
    "0639980001",
    "002417",
    "louise morin",
    "ben haddou",
    "kowal",
    "el idrissi youssef",
    "zélie",
    "fontaine de beau",
];

pub(super) fn run(global: &Global, families: u32) -> Result<Outcome, Failure> {
    let town = MeasuredTown::make(global, families, MONTH, false)?;
    town.unlock(AGENT)?;
    let desk = &town.desk;
    let persons = app::baseline::persons(desk.core())?;
    peak_memory();
    let mut times: Vec<Duration> = Vec::new();
    let mut baselines: Vec<Duration> = Vec::new();
    for typed in TYPED {
        for end in typed.char_indices().skip(1).map(|(at, _)| at).chain([typed.len()]) {
            let start = Instant::now();
            desk.ask("search", json!({ "text": &typed[..end] }))?;
            times.push(start.elapsed());
        }
        baselines.push(app::baseline::scan(desk.core(), typed)?);
    }
    let (median, slow) = median_and_slow(&mut times);
    let (baseline, _) = median_and_slow(&mut baselines);
    let value = json!({
        "families": families, "persons": persons, "searches": times.len(), "median_seconds": fine_seconds(median),
        "p95_seconds": fine_seconds(slow), "baseline_seconds": fine_seconds(baseline), "ratio": ratio(slow, baseline),
        "peak_rss_mb": peak_memory(),
    });
    let line = format!(
        "{persons} personnes, {} recherches\u{a0}: médiane {} ms, 95 % sous {} ms\u{a0}; lire tous les noms prend {} ms.",
        times.len(),
        milliseconds(median),
        milliseconds(slow),
        milliseconds(baseline)
    );
    Ok(Outcome::new(value, vec![line]))
}
