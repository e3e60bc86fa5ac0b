//! What measures are compared with, on the very file that was measured. Not commands: a window cannot ask for them, and a real town
//! is never touched.

use std::time::{Duration, Instant};

use domain::calendar::Month;
use security::audit::{Act, Chain, Signatures};
use security::kdf::KdfParams;
use store::verification::Hands;

use crate::app::App;
use crate::error::Error;
use crate::settings;
use crate::unlocked::Unlocked;

/// Lines made, then written, at once.
const LINES_AT_ONCE: u64 = 20_000;

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

/// Waits until what examines the vault behind whoever opened it is done: it takes its share of the machine.
pub fn settle(app: &App) -> Result<(), Error> {
    app.unlocked()?.watch().wait();
    Ok(())
}

/// Stops capturing what changes, so that the same month can be written without it. The file agrees with its journal no more.
pub fn stop_capturing(app: &App) -> Result<(), Error> {
    let unlocked = app.unlocked()?;
    refuse_real(&unlocked)?;
    Ok(unlocked.store().baseline_stop_capturing()?)
}

/// Lengthens the journal by so many signed lines that change nothing, for the verification of a long one to be measured. Nothing may be
/// written through the program afterwards: its own chain stands where it stood.
pub fn lengthen_journal(app: &App, lines: u64) -> Result<(), Error> {
    let unlocked = app.unlocked()?;
    refuse_real(&unlocked)?;
    let (store, session) = (unlocked.store(), unlocked.session());
    let mut chain = Chain::at(unlocked.audit_head());
    let mut hlc = store.read(|r| Ok::<_, Error>(r.audit_clock(unlocked.desk())?))?;
    let mut written = 0;
    while written < lines {
        let many = LINES_AT_ONCE.min(lines - written);
        let mut entries = Vec::with_capacity(usize::try_from(many).unwrap_or_default());
        for _ in 0..many {
            hlc = hlc.tick(0);
            let act = Act {
                at_ms: hlc.wall_ms(),
                hlc,
                operation: "family_show",
                object_kind: "family",
                object: Some(unlocked.agent().id),
                before: None,
                after: None,
                detail: None,
            };
            entries.push(chain.next(session, &act)?);
        }
        store.baseline_append(&entries)?;
        written += many;
    }
    Ok(())
}

/// Replays the journal, one signature in so many. Answers how many lines it has, and how long it took.
pub fn verify_journal(app: &App, one_in: u64) -> Result<(u64, Duration), Error> {
    let unlocked = app.unlocked()?;
    let book = unlocked.folder().slots()?;
    let signatures = Signatures::OneIn(one_in);
    let start = Instant::now();
    let vault = (book.vault(), book.roster());
    let report = unlocked
        .store()
        .verify_chain(vault, unlocked.desk(), (signatures, Hands::All), |_| Ok::<_, Error>(()))?;
    let took = start.elapsed();
    match report.broken {
        Some(broken) => Err(Error::refused(format!("Le journal mesuré ne tient pas\u{a0}: {broken}."))),
        None => Ok((report.entries, took)),
    }
}

/// Counts every row and compares it with what was signed. Answers how many there are, and how long it took.
pub fn verify_content(app: &App) -> Result<(u64, Duration), Error> {
    let unlocked = app.unlocked()?;
    let start = Instant::now();
    let report = unlocked.store().verify_state(unlocked.desk(), Hands::All, |_| Ok::<_, Error>(()))?;
    let took = start.elapsed();
    match report.miscounts.is_empty() && report.stated == Some(report.counted) {
        true => Ok((report.rows, took)),
        false => Err(Error::refused("Le contenu mesuré n’est pas celui que le journal a laissé.")),
    }
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
