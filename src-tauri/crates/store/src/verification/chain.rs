//! Replaying a desk's journal from its first line, in pieces, by as many hands as there are.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use security::VaultId;
use security::audit::segment::{Checkpoint, Segments};
use security::audit::{Break, Broken, Entry, Head, Replayed, Signatures, Verifier};
use security::statement::Roster;

use super::Hands;
use crate::reading::Beside;
use crate::{Store, StoreError};

/// Lines read between two words to whoever waits.
const STRIDE: u64 = 512;

/// Under so many lines, one hand is enough.
const ALONE: u64 = 8_192;

/// What a replay found.
#[derive(Debug, Clone)]
pub struct ChainReport {
    /// Lines of the desk.
    pub entries: u64,
    /// Closed months whose root was computed anew.
    pub months: u64,
    /// The first line that does not hold.
    pub broken: Option<Broken>,
}

impl Store {
    /// Replays the journal of a desk and the roots of its closed months. `told` hears how many lines were read, and stops everything by
    /// an error.
    pub fn verify_chain<E: From<StoreError> + Send>(
        &self,
        (vault, roster): (VaultId, &Roster),
        desk: u16,
        (signatures, hands): (Signatures, Hands),
        told: impl Fn(u64) -> Result<(), E> + Sync,
    ) -> Result<ChainReport, E> {
        let hands = hands.count();
        let mut readings = self.read_together(hands).map_err(E::from)?;
        let (head, checkpoints) = {
            let reader = readings[0].reader();
            let head = reader.audit_head(desk).map_err(E::from)?;
            // A month that cannot be read was not written by us.
            let kept = match reader.checkpoints(desk) {
                Ok(rows) => Ok(rows.into_iter().map(|row| row.checkpoint).collect::<Vec<_>>()),
                Err(StoreError::Sql(_)) => Err(Broken { seq: 1, what: Break::Segment }),
                Err(error) => return Err(error.into()),
            };
            (head, kept)
        };
        let report = |months, broken| ChainReport { entries: head.seq, months, broken };
        let checkpoints = match checkpoints {
            Ok(checkpoints) => checkpoints,
            Err(broken) => return Ok(report(0, Some(broken))),
        };
        let months = checkpoints.len() as u64;
        if let Some(broken) = checkpoints.iter().find_map(|month| month.check(vault, roster).err()) {
            return Ok(report(months, Some(broken)));
        }
        if let Some(month) = checkpoints.iter().find(|month| month.span.last > head.seq) {
            return Ok(report(months, Some(Broken { seq: month.span.first, what: Break::Segment })));
        }
        let bounds = bounds(head.seq, hands as u64, &checkpoints);
        let replay = Replay {
            vault,
            roster,
            desk,
            signatures,
            checkpoints: &checkpoints,
            told: &told,
            read: AtomicU64::new(0),
        };
        let pieces: Vec<Result<Result<Replayed, Broken>, E>> = thread::scope(|scope| {
            let replay = &replay;
            let hands: Vec<_> = bounds
                .windows(2)
                .zip(readings)
                .map(|(bounds, reading)| {
                    let (from, to) = (bounds[0], bounds[1]);
                    scope.spawn(move || replay.piece(reading, from, to))
                })
                .collect();
            hands.into_iter().map(|hand| hand.join().unwrap_or(Err(E::from(StoreError::Uncounted)))).collect()
        });
        let mut whole: Option<Replayed> = None;
        for piece in pieces {
            let joined = match (whole.take(), piece?) {
                (_, Err(broken)) => Err(broken),
                (None, Ok(first)) => Ok(first),
                (Some(before), Ok(next)) => before.join(next),
            };
            match joined {
                Ok(joined) => whole = Some(joined),
                Err(broken) => return Ok(report(months, Some(broken))),
            }
        }
        let broken = whole.and_then(|whole| whole.whole_of_schema(self.schema()).err());
        Ok(report(months, broken))
    }
}

/// Ranks at which a chain is cut, from 0 to its last: about the same for each, and never within a closed month.
fn bounds(last: u64, hands: u64, months: &[Checkpoint]) -> Vec<u64> {
    let mut bounds = vec![0];
    if last > ALONE {
        for hand in 1..hands {
            let about = last * hand / hands;
            let within =
                months.iter().map(|month| &month.span).find(|span| span.first <= about && about <= span.last);
            bounds.push(within.map_or(about, |span| span.last));
        }
    }
    bounds.push(last);
    bounds.dedup();
    // An empty journal still has a beginning and an end.
    if bounds.len() == 1 {
        bounds.push(last);
    }
    bounds
}

struct Replay<'r, F> {
    vault: VaultId,
    roster: &'r Roster,
    desk: u16,
    signatures: Signatures,
    checkpoints: &'r [Checkpoint],
    told: &'r F,
    read: AtomicU64,
}

impl<F> Replay<'_, F> {
    /// Replays the lines after `from`, up to `to`.
    fn piece<E: From<StoreError>>(
        &self,
        mut reading: Beside<'_>,
        from: u64,
        to: u64,
    ) -> Result<Result<Replayed, Broken>, E>
    where
        F: Fn(u64) -> Result<(), E>,
    {
        let reader = reading.reader();
        let start = match from {
            0 => Head::start(self.desk),
            seq => match reader.audit_hash(self.desk, seq) {
                Ok(hash) => Head { desk: self.desk, seq, hash: hash.unwrap_or_default() },
                Err(StoreError::Sql(_)) => return Ok(Err(Broken { seq, what: Break::Content })),
                Err(error) => return Err(error.into()),
            },
        };
        let of = |seq: u64| self.checkpoints.partition_point(|month| month.span.first <= seq);
        let mut segments = Segments::of(&self.checkpoints[of(from)..of(to)], from + 1);
        let mut verifier = Verifier::from(self.vault, self.roster, start, self.signatures);
        let mut stopped: Result<(), E> = Ok(());
        let mut broken: Option<Broken> = None;
        let outcome = reader.each_audit_entry(self.desk, (from, to), |entry: Entry| {
            if let Err(found) = verifier.check(&entry).and_then(|()| segments.take(&entry)) {
                broken = Some(found);
            } else if entry.seq.is_multiple_of(STRIDE) {
                stopped = (self.told)(self.read.fetch_add(STRIDE, Ordering::Relaxed) + STRIDE);
            }
            broken.is_none() && stopped.is_ok()
        });
        stopped?;
        let reached = verifier.head().seq;
        match (outcome, broken) {
            (_, Some(broken)) => Ok(Err(broken)),
            // A column that holds what no line of ours has ever held.
            (Err(StoreError::Sql(_)), None) => Ok(Err(Broken { seq: reached + 1, what: Break::Content })),
            (Err(error), None) => Err(error.into()),
            (Ok(()), None) if reached != to => Ok(Err(Broken { seq: reached + 1, what: Break::Sequence })),
            (Ok(()), None) => Ok(segments.end().map(|()| verifier.replayed())),
        }
    }
}
