//! The end of a merge: once it can no longer be taken back, and at the latest after the months the house keeps it open, the former values
//! of what it put together are destroyed. The merge stands, and its lines in the journal with it.

use std::sync::Arc;

use domain::people::merge_stays_open;
use domain::values::ids::FamilyId;
use store::Writer;
use uuid::Uuid;

use super::undoing::used_since;
use crate::Error;
use crate::call::Subject;
use crate::clock::civil_of;
use crate::unlocked::Unlocked;

/// Ends the gestures of some files that something was billed or written since: another gesture would hide it.
pub(super) fn end_used(w: &Writer<'_>, families: &[FamilyId]) -> Result<(), Error> {
    for open in w.open_gestures()?.into_iter().filter(|open| families.contains(&open.family)) {
        if !used_since(w, &w.merges_of_act(open.act)?)?.is_empty() {
            w.end_merge(open.act)?;
        }
    }
    Ok(())
}

/// Ends, as a vault opens, the gestures that are too old to be taken back. The journal has a line when there was one.
pub(crate) fn end_old_merges(unlocked: &Arc<Unlocked>) -> Result<(), Error> {
    let today = unlocked.clock().today();
    let old: Vec<Uuid> = unlocked.store().read(|r| {
        let open = r.open_gestures()?.into_iter();
        let old = open.filter(|open| !merge_stays_open(civil_of(open.at_ms).date(), today));
        Ok::<_, Error>(old.map(|open| open.act).collect())
    })?;
    if old.is_empty() {
        return Ok(());
    }
    let detail = format!(
        "{} réunions de fiches ne se défont plus\u{a0}: leurs anciennes valeurs sont détruites.",
        old.len()
    );
    let subject = Subject::all("family").detail(detail);
    unlocked.append("merge_end", &subject, |w| Ok(old.iter().try_for_each(|act| w.end_merge(*act))?))
}
