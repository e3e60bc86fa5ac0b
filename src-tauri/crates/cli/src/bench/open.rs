//! From the start of the program to the door, then the opening itself, the derivation of the password's key set apart.

use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{MeasuredTown, fine_seconds, median_and_slow, milliseconds, peak_memory, ratio, shown};
use crate::arguments::Global;
use crate::commands::Outcome;
use crate::desk::Desk;
use crate::failure::Failure;

const AGENT: &str = "accueil";
const MONTH: &str = "2026-03";
const TIMES: usize = 20;

/// Shows the door and leaves: what a start of the program costs before anyone types.
pub(super) fn door(global: &Global) -> Result<Outcome, Failure> {
    let state = Desk::of(global)?.ask("session_state", Value::Null)?;
    Ok(Outcome::new(state, Vec::new()))
}

pub(super) fn run(global: &Global, families: u32) -> Result<Outcome, Failure> {
    let town = MeasuredTown::make(global, families, MONTH, false)?;
    let program =
        std::env::current_exe().map_err(|_| Failure::refused("Ce programme ne sait pas où il est."))?;
    let start_of = |arguments: &[&str]| -> Result<Duration, Failure> {
        let start = Instant::now();
        let status =
            Process::new(&program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.map_err(|_| Failure::refused("Le programme n’a pas pu être relancé."))?;
        Ok(start.elapsed())
    };
    let folder = shown(&town.folder);
    let doors: Result<Vec<Duration>, _> = (0..TIMES)
        .map(|_| start_of(&["--keyring", "off", "--json", "--vault", &folder, "bench", "door"]))
        .collect();
    // The baseline: the same program, started to say its version.
    let versions: Result<Vec<Duration>, _> = (0..TIMES).map(|_| start_of(&["--version"])).collect();
    let (door, slow_door) = median_and_slow(&mut doors?);
    let (version, _) = median_and_slow(&mut versions?);

    let mut unlocks = Vec::with_capacity(TIMES);
    let mut derivations = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let start = Instant::now();
        town.unlock(AGENT)?;
        unlocks.push(start.elapsed());
        town.desk.lock();
        derivations.push(app::baseline::derivation());
    }
    let (unlock, _) = median_and_slow(&mut unlocks);
    let (derivation, _) = median_and_slow(&mut derivations);
    let alone = unlock.saturating_sub(derivation);
    let value = json!({
        "families": families, "door_seconds": fine_seconds(door), "door_p95_seconds": fine_seconds(slow_door),
        "baseline_seconds": fine_seconds(version), "ratio": ratio(door, version),
        "unlock_seconds": fine_seconds(unlock), "derivation_seconds": fine_seconds(derivation),
        "unlock_without_derivation_seconds": fine_seconds(alone), "peak_rss_mb": peak_memory(),
    });
    let line = format!(
        "Porte en {} ms (le programme seul\u{a0}: {} ms)\u{a0}; ouverture en {} ms, dont {} ms de dérivation\u{a0}: {} ms pour le reste.",
        milliseconds(door),
        milliseconds(version),
        milliseconds(unlock),
        milliseconds(derivation),
        milliseconds(alone)
    );
    Ok(Outcome::new(value, vec![line]))
}
