//! What measures are compared with, on the very file that was measured. Not commands: a window cannot ask for them, and a real town
//! is never touched.

use std::time::{Duration, Instant};

use domain::calendar::Month;
use security::kdf::KdfParams;

use crate::app::App;
use crate::error::Error;
use crate::settings;
use crate::unlocked::Unlocked;

/// What reading and writing alone cost.
#[derive(Debug, Clone, Copy)]
pub struct MonthBaseline {
    /// Facts of presence read.
    pub attendance_rows: u64,
    /// Time to read them in one query.
    pub read: Duration,
    /// Time to write as many rows and bytes as the run did, in one committed transaction.
    pub write: Duration,
}

/// Reads a month's facts in one query, then writes so many rows of so many bytes in one transaction.
pub fn month(app: &App, month: &str, rows: u64, bytes: u64) -> Result<MonthBaseline, Error> {
    let unlocked = app.unlocked()?;
    refuse_real(&unlocked)?;
    let month = Month::parse(month).map_err(|refusal| Error::refused(refusal.message))?;
    let start = Instant::now();
    let attendance_rows = unlocked.store().read(|r| Ok::<_, Error>(r.baseline_read_month(month)?))?;
    let read = start.elapsed();
    let start = Instant::now();
    unlocked.store().baseline_write(rows, bytes)?;
    let write = start.elapsed();
    unlocked.store().baseline_clear()?;
    Ok(MonthBaseline { attendance_rows, read, write })
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
