//! Measures, each beside what the same machine does at best on the same file. Loops and clocks only: the work is the core's.

mod family;
mod journal;
mod month;
mod open;
mod search;
mod takeover;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::time::Duration;

use serde_json::Value;

use crate::arguments::{Bench, Global, Keyring};
use crate::commands::Outcome;
use crate::desk::Desk;
use crate::failure::Failure;

/// Seed of the measured towns.
const SEED: &str = "7";

pub(crate) fn run(global: &Global, command: Bench) -> Result<Outcome, Failure> {
    match command {
        Bench::Month { families, month, against } => month::run(global, families, &month, against),
        Bench::Journal { families, month, lines, rounds } => {
            journal::run(global, families, &month, lines, rounds)
        }
        Bench::Search { families } => search::run(global, families),
        Bench::Family { families } => family::run(global, families),
        Bench::Takeover { families } => takeover::run(global, families),
        Bench::Open { families } => open::run(global, families),
        Bench::Door => open::door(global),
        Bench::Town { families, month, measured } => fill(global, families, month, measured),
    }
}

/// Seconds, to the millisecond.
pub(crate) fn seconds(duration: Duration) -> f64 {
    decimal(duration.as_millis(), 3)
}

/// Seconds, to the microsecond: what is measured once a key is typed.
fn fine_seconds(duration: Duration) -> f64 {
    decimal(duration.as_micros(), 6)
}

/// Milliseconds, to the microsecond, for people.
fn milliseconds(duration: Duration) -> f64 {
    decimal(duration.as_micros(), 3)
}

/// How many times longer, to the hundredth.
fn ratio(measured: Duration, baseline: Duration) -> f64 {
    decimal(measured.as_micros() * 100 / baseline.as_micros().max(1), 2)
}

/// A whole number of thousandths or hundredths as a number to print.
fn decimal(units: u128, places: usize) -> f64 {
    let digits = format!("{units:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    format!("{whole}.{part}").parse().unwrap_or(f64::MAX)
}

/// A town made by another process, so that what it needed in memory is not counted here; removed with its folder.
struct MeasuredTown {
    folder: PathBuf,
    desk: Desk,
}

impl MeasuredTown {
    fn make(global: &Global, families: u32, month: &str, measured: bool) -> Result<Self, Failure> {
        let parent = global.vault.clone().unwrap_or_else(std::env::temp_dir);
        let folder = parent.join(format!("preau-mesure-{}-{families}", std::process::id()));
        let program =
            std::env::current_exe().map_err(|_| Failure::refused("Ce programme ne sait pas où il est."))?;
        let mut process = Process::new(program);
        process.args(["--keyring", "off", "--vault"]).arg(&folder).args(["bench", "town", "--month", month]);
        process.args(["--families", &families.to_string()]);
        if measured {
            process.arg("--measured");
        }
        let status =
            process.status().map_err(|_| Failure::refused("La commune à mesurer n’a pas pu être créée."))?;
        let town = Self { desk: Desk::at(&folder, Keyring::Off), folder };
        if !status.success() {
            return Err(Failure::refused("La commune à mesurer n’a pas pu être créée."));
        }
        Ok(town)
    }

    fn unlock(&self, login: &str) -> Result<(), Failure> {
        self.desk.unlock_as(login, &app::demo::password_of(login).unwrap_or_default())
    }
}

impl Drop for MeasuredTown {
    fn drop(&mut self) {
        self.desk.lock();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn fill(global: &Global, families: u32, month: String, measured: bool) -> Result<Outcome, Failure> {
    let desk = Desk::of(global)?;
    let seed = SEED.parse().unwrap_or_default();
    let town = crate::arguments::Town { families, month, seed };
    crate::commands::create_town(&desk, &town, measured)?;
    Ok(Outcome::new(Value::Null, Vec::new()))
}

/// The most memory this process has held since it was last asked, in megabytes; none where the system does not say.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    // Asks the system to start counting again; where it refuses, the next peak includes this one.
    let _ = fs::write("/proc/self/clear_refs", "5");
    Some(kib / 1_024)
}

/// The middle of a list of times, and the time nineteen in twenty stay under.
fn median_and_slow(times: &mut [Duration]) -> (Duration, Duration) {
    times.sort_unstable();
    let at = |hundredth: usize| times[(times.len() * hundredth / 100).min(times.len() - 1)];
    (at(50), at(95))
}

/// A file of the machine, shown as scripts will read it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
