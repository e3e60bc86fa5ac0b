//! Months of the journal: closed once over, and relieved of their details when their time is over.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use security::audit::segment::{Checkpoint, MerkleTree, Span, past_months};
use security::audit::{DETAIL_EXPIRED, number_as_object};
use store::audit::CheckpointRow;

use crate::call::Subject;
use crate::error::Error;
use crate::settings;
use crate::unlocked::Unlocked;

/// Months a town may keep readable details for (CNIL, délibération 2021-122: six months to a year).
pub(crate) const DETAIL_MONTHS: std::ops::RangeInclusive<u8> = 6..=LONGEST_DETAIL;

/// What a town that chose nothing keeps.
pub(crate) const LONGEST_DETAIL: u8 = 12;

/// First lines looked at to know whether a month is over.
const GLANCE: u64 = 64;

/// Closes the past months of this desk that are not, then removes the details whose time is over.
pub(super) fn close_past(unlocked: &Unlocked) -> Result<(), Error> {
    let (store, desk) = (unlocked.store(), unlocked.desk());
    let now = month_of(unlocked.clock().now_ms());
    let mut closed = store.read(|r| Ok::<_, Error>(r.checkpoints(desk)?))?;
    let after = closed.last().map_or(0, |row| row.checkpoint.span.last);
    let glance = store.read(|r| Ok::<_, Error>(r.audit_months(desk, after, GLANCE)?))?;
    if glance.iter().any(|(_, month)| *month < now) {
        let months = store.read(|r| Ok::<_, Error>(r.audit_months(desk, after, u64::MAX)?))?;
        for span in past_months(months.iter().map(|(seq, month)| (*seq, month.as_str())), &now) {
            let checkpoint = close(unlocked, span)?;
            closed.push(CheckpointRow { checkpoint, detail_removed: false });
        }
    }
    expire(unlocked, &closed, &now)
}

fn close(unlocked: &Unlocked, span: Span) -> Result<Checkpoint, Error> {
    let desk = unlocked.desk();
    let mut tree = MerkleTree::default();
    unlocked.store().read(|r| Ok::<_, Error>(r.each_audit_hash(desk, &span, |hash| tree.push(hash))?))?;
    let detail = format!("{}, lignes {} à {}", span.month, span.first, span.last);
    let checkpoint = Checkpoint::close(unlocked.session(), desk, span, tree.root())?;
    unlocked.append("audit_close", &Subject::all("audit").detail(detail), |w| {
        Ok(w.insert_checkpoint(&checkpoint)?)
    })?;
    Ok(checkpoint)
}

/// Removes the details of the closed months whose time is over. A clock that runs years ahead for a day must not empty the journal: a
/// month is old beside the months that were closed since, not beside what the clock says alone.
fn expire(unlocked: &Unlocked, closed: &[CheckpointRow], now: &str) -> Result<(), Error> {
    let town = unlocked.store().read(settings::town)?;
    let kept = i64::from(town.detail_months());
    let Some(latest) = closed.iter().filter_map(|row| rank(&row.checkpoint.span.month)).max() else {
        return Ok(());
    };
    let Some(now) = rank(now).map(|now| now.min(latest + 2)) else { return Ok(()) };
    let is_over =
        |row: &&CheckpointRow| rank(&row.checkpoint.span.month).is_some_and(|month| month + kept <= now);
    let over: Vec<&Span> = closed
        .iter()
        .take_while(is_over)
        .filter(|row| !row.detail_removed)
        .map(|row| &row.checkpoint.span)
        .collect();
    let (Some(first), Some(last)) = (over.first(), over.last()) else { return Ok(()) };
    let detail = match first.month == last.month {
        true => format!("Détails de {}, jusqu’à la ligne {}", last.month, last.last),
        false => format!("Détails de {} à {}, jusqu’à la ligne {}", first.month, last.month, last.last),
    };
    let subject = Subject::of("audit", number_as_object(last.last)).detail(detail);
    unlocked.append(DETAIL_EXPIRED, &subject, |w| {
        for span in &over {
            w.remove_details(unlocked.desk(), span)?;
        }
        Ok(())
    })
}

/// The month an instant falls in, UTC, as closed months name theirs.
fn month_of(at_ms: i64) -> String {
    let instant = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    instant.to_zoned(TimeZone::UTC).strftime("%Y-%m").to_string()
}

/// Months since the year 0: what can be counted.
fn rank(month: &str) -> Option<i64> {
    let (year, month) = month.split_once('-')?;
    Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()?)
}
