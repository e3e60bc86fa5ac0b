//! What follows a key that somebody lost: the cells of its compartment are sealed anew, under content keys that person never met.
//!
//! Done by whichever holder is at the desk, beside their work: after a rotation, and again at each opening as long as something of a
//! former key remains, so that a machine that stops in the middle costs nothing.

use std::sync::Arc;

use security::vault::Tidied;
use security::{Compartment, Session};
use store::Writer;
use store::keys::{PlacedCell, StaleSubject};

use crate::call::Subject;
use crate::error::Error;
use crate::jobs::Progress;
use crate::unlocked::Unlocked;

/// Subjects sealed anew in one transaction: others write in between.
const BATCH: usize = 2_000;

/// Says in the journal what the opening did with the keys.
pub(crate) fn tell_tidied(unlocked: &Unlocked, tidied: &[Tidied]) -> Result<(), Error> {
    for done in tidied {
        let (subject, what) = match done {
            Tidied::TakenBack { compartment, from } => (
                Subject::of("agent", *from),
                format!(
                    "Clé «\u{a0}{}\u{a0}» reprise\u{a0}: plus aucun profil ne la demande",
                    compartment.label()
                ),
            ),
            Tidied::EntrustedToRecovery { compartment } => (
                Subject::all("vault"),
                format!("Clé «\u{a0}{}\u{a0}» confiée aux feuilles de secours", compartment.label()),
            ),
            Tidied::Rotated { compartment } => {
                (Subject::all("vault"), format!("Clé «\u{a0}{}\u{a0}» changée", compartment.label()))
            }
        };
        unlocked.note("keys_tidy", &subject.detail(what))?;
    }
    Ok(())
}

/// Seals anew what a former key still closes, beside the agent's work. Locking stops it; the next opening goes on.
pub(crate) fn reseal_in_background(unlocked: &Arc<Unlocked>) {
    let due = Compartment::ALL.into_iter().any(|compartment| stale(unlocked, compartment).unwrap_or(0) > 0);
    if !due {
        return;
    }
    let unlocked = Arc::clone(unlocked);
    let id = unlocked.new_id();
    let progress = unlocked.jobs().open(id, "keys_reseal");
    std::thread::spawn(move || {
        let outcome = Compartment::ALL
            .into_iter()
            .try_for_each(|compartment| reseal(&unlocked, compartment, &progress));
        let jobs = Arc::clone(unlocked.jobs());
        // The vault is let go of before the end is told.
        drop(unlocked);
        jobs.close(id, outcome.map(|()| (serde_json::Value::Null, Vec::new())));
    });
}

/// How many subjects of a compartment held here are still under a former key.
fn stale(unlocked: &Unlocked, compartment: Compartment) -> Result<u64, Error> {
    match unlocked.session().epoch_held(compartment) {
        Some(epoch) => unlocked.store().read(|r| Ok(r.stale_subject_count(compartment, epoch)?)),
        None => Ok(0),
    }
}

fn reseal(unlocked: &Unlocked, compartment: Compartment, progress: &Progress) -> Result<(), Error> {
    let Some(epoch) = unlocked.session().epoch_held(compartment) else { return Ok(()) };
    let subjects = unlocked.store().read(|r| Ok::<_, Error>(r.stale_subjects(compartment, epoch)?))?;
    progress.phase("Nouveaux sceaux", subjects.len() as u64)?;
    for (rank, batch) in subjects.chunks(BATCH).enumerate() {
        let about = Subject::all("vault");
        unlocked.append_told("keys_reseal", &about, |w| {
            let mut unreadable = 0;
            for stale in batch {
                unreadable += u64::from(!one(w, unlocked.session(), compartment, stale)?);
            }
            let told = format!(
                "{} scellés à nouveau, clé «\u{a0}{}\u{a0}»",
                batch.len() as u64 - unreadable,
                compartment.label()
            );
            let told = match unreadable {
                0 => told,
                count => format!("{told}\u{a0}; {count} ne s’ouvrent pas\u{a0}: vérifiez le coffre"),
            };
            Ok(((), told))
        })?;
        progress.done(((rank + 1) * BATCH).min(subjects.len()) as u64)?;
    }
    Ok(())
}

/// Seals one subject anew. A cell that does not open is left as it is, for the verification to say: it must not keep the others under
/// a key somebody has.
fn one(
    w: &Writer<'_>,
    session: &Session,
    compartment: Compartment,
    stale: &StaleSubject,
) -> Result<bool, Error> {
    // Read again inside the transaction: somebody may have written since.
    let Some(wrapped) = w.content_key(stale.subject, compartment.code())? else { return Ok(true) };
    let cells = w.cells_of(compartment, stale.subject)?;
    let places: Vec<_> = cells.iter().map(|cell| (cell.at, cell.sealed.as_slice())).collect();
    let resealed = match session.reseal(compartment, stale.subject, &wrapped, &places) {
        Ok(Some(resealed)) => resealed,
        Ok(None) => return Ok(true),
        Err(security::cell::CellError::Denied(denied)) => return Err(denied.into()),
        Err(_) => return Ok(false),
    };
    w.save_content_key(stale.subject, compartment.code(), resealed.epoch, &resealed.wrapped)?;
    for (cell, sealed) in cells.iter().zip(resealed.cells) {
        w.replace_cell(compartment, &PlacedCell { at: cell.at, sealed })?;
    }
    Ok(true)
}
