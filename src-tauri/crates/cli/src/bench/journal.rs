//! What the journal costs: the same month billed with what signs the content and without it, a long journal and the whole content verified.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;

use super::{MeasuredTown, median_and_slow, ratio, seconds};
use crate::arguments::{Global, Keyring};
use crate::commands::Outcome;
use crate::desk::Desk;
use crate::failure::Failure;

const AGENT: &str = "facturation";

/// One signature in so many is checked, as a check at opening does.
const SAMPLED: u64 = 64;

pub(super) fn run(
    global: &Global,
    families: u32,
    month: &str,
    lines: u64,
    rounds: u32,
) -> Result<Outcome, Failure> {
    let town = MeasuredTown::make(global, families, month, true)?;
    let (mut with, mut without): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
    let mut content = (0, Duration::ZERO);
    for _ in 0..rounds.max(1) {
        for captured in [true, false] {
            let copy = Copy::of(&town.folder)?;
            copy.unlock()?;
            if !captured {
                app::baseline::stop_capturing(copy.desk.core())?;
            }
            let took = bill(&copy.desk, month)?;
            if captured {
                with.push(took);
                content = app::baseline::verify_content(copy.desk.core())?;
            } else {
                without.push(took);
            }
        }
    }
    let (with, _) = median_and_slow(&mut with);
    let (without, _) = median_and_slow(&mut without);

    let copy = Copy::of(&town.folder)?;
    copy.unlock()?;
    app::baseline::lengthen_journal(copy.desk.core(), lines)?;
    let (entries, chain) = app::baseline::verify_journal(copy.desk.core(), SAMPLED)?;

    let (rows, counted) = content;
    let million = counted * 1_000 / u32::try_from(rows.max(1_000) / 1_000).unwrap_or(u32::MAX);
    let value = json!({
        "families": families, "rounds": rounds,
        "month_seconds": seconds(with), "baseline_seconds": seconds(without), "ratio": ratio(with, without),
        "journal_lines": entries, "journal_seconds": seconds(chain), "signatures_one_in": SAMPLED,
        "content_rows": rows, "content_seconds": seconds(counted), "content_seconds_per_million": seconds(million),
    });
    let shown = vec![
        format!(
            "{families} familles\u{a0}: aperçu et émission {} s, {} s sans le relevé du contenu, rapport {}.",
            seconds(with),
            seconds(without),
            ratio(with, without)
        ),
        format!("{entries} lignes de journal relues en {} s, une signature sur {SAMPLED}.", seconds(chain)),
        format!(
            "{rows} lignes de contenu comptées en {} s, {} s par million.",
            seconds(counted),
            seconds(million)
        ),
    ];
    Ok(Outcome::new(value, shown))
}

fn bill(desk: &Desk, month: &str) -> Result<Duration, Failure> {
    let start = Instant::now();
    let preview = desk.wait("billing_preview", json!({ "month": month }))?;
    desk.wait("billing_commit", json!({ "month": month, "digest": preview["digest"] }))?;
    Ok(start.elapsed())
}

/// A town copied as it was made, removed with its folder: a month is issued once.
struct Copy {
    desk: Desk,
    folder: PathBuf,
}

impl Copy {
    fn of(town: &Path) -> Result<Self, Failure> {
        let folder = town.with_extension("copie");
        let refused = |_| Failure::refused("La commune à mesurer n’a pas pu être copiée.");
        fs::create_dir_all(&folder).map_err(refused)?;
        for entry in fs::read_dir(town).map_err(refused)?.flatten() {
            if entry.path().is_file() {
                fs::copy(entry.path(), folder.join(entry.file_name())).map_err(refused)?;
            }
        }
        Ok(Self { desk: Desk::at(&folder, Keyring::Off), folder })
    }

    /// Opened by who bills, once what examines the vault behind them is done.
    fn unlock(&self) -> Result<(), Failure> {
        self.desk.unlock_as(AGENT, &app::demo::password_of(AGENT).unwrap_or_default())?;
        Ok(app::baseline::settle(self.desk.core())?)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.desk.lock();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
