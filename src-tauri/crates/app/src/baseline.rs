//! What measures are compared with, on the very file that was measured. Not commands: a window cannot ask for them, and a real town
//! is never touched.

use std::time::{Duration, Instant};

use domain::calendar::Month;
use security::kdf::KdfParams;

use crate::app::App;
use crate::error::Error;
use crate::settings;
use crate::unlocked::Unlocked;

/// Reads a month's facts in one query. Answers how many there are, and how long it took.
pub fn read_month(app: &App, month: &str) -> Result<(u64, Duration), Error> {
    let unlocked = app.unlocked()?;
    refuse_real(&unlocked)?;
    let month = Month::parse(month).map_err(|refusal| Error::refused(refusal.message))?;
    let start = Instant::now();
    let rows = unlocked.store().read(|r| Ok::<_, Error>(r.baseline_read_month(month)?))?;
    Ok((rows, start.elapsed()))
}

/// Writes so many rows of so many bytes in all, in one committed transaction. Answers how long it took.
pub fn write(app: &App, rows: u64, bytes: u64) -> Result<Duration, Error> {
    let unlocked = app.unlocked()?;
    refuse_real(&unlocked)?;
    let start = Instant::now();
    unlocked.store().baseline_write(rows, bytes)?;
    let took = start.elapsed();
    unlocked.store().baseline_clear()?;
    Ok(took)
}

/// How many children and guardians are on file.
pub fn persons(app: &App) -> Result<u64, Error> {
    let unlocked = app.unlocked()?;
    unlocked.store().read(|r| Ok::<_, Error>(r.baseline_scan_names("")?))
}

/// Looks for a text in every name without an index. Answers how long it took.
pub fn scan(app: &App, text: &str) -> Result<Duration, Error> {
    let unlocked = app.unlocked()?;
    refuse_real(&unlocked)?;
    let start = Instant::now();
    unlocked.store().read(|r| Ok::<_, Error>(r.baseline_scan_names(text)?))?;
    Ok(start.elapsed())
}

/// How long one derivation takes with the parameters of an invented town.
pub fn derivation() -> Duration {
    KdfParams::FLOOR.measure().unwrap_or_default()
}

/// Bytes of the vault's pages.
pub fn file_bytes(app: &App) -> Result<u64, Error> {
    Ok(app.unlocked()?.store().page_count()? * 4_096)
}

fn refuse_real(unlocked: &Unlocked) -> Result<(), Error> {
    if unlocked.store().read(settings::town)?.fictive {
        return Ok(());
    }
    Err(Error::refused("Une mesure ne se fait que sur une commune fictive."))
}
