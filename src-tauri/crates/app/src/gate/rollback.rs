//! Whether the base is the one this desk last saw.

use security::keyring::LastSeen;

use crate::error::Error;
use crate::unlocked::Unlocked;

/// The base or its keys are older than what this desk last saw: put back from a copy, by someone who had a right to or not.
pub(crate) struct Rollback(pub(crate) String);

/// Compares the base with what this desk last saw of it. Without a keyring there is nothing to compare with.
pub(super) fn rollback(unlocked: &Unlocked, slots_sequence: u64) -> Result<Option<Rollback>, Error> {
    let Ok(Some(seen)) = unlocked.keyring().last_seen(unlocked.session().vault()) else { return Ok(None) };
    let head = unlocked.audit_head();
    let known = unlocked.store().read(|r| Ok::<_, Error>(r.audit_hash(seen.head.desk, seen.head.seq)?))?;
    let left = || crate::backups::left_by_a_signed_restoration(unlocked, &seen.head);
    if seen.head.seq > 0 && known != Some(seen.head.hash) && !left()? {
        let missing = seen.head.seq.saturating_sub(head.seq);
        return Ok(Some(Rollback(format!(
            "Cette base est plus ancienne que la dernière utilisée sur ce poste, ou a suivi un autre chemin ({missing} écritures de moins)."
        ))));
    }
    Ok((slots_sequence < seen.slots_sequence).then(|| {
        Rollback(
            "Les clés de ce coffre sont plus anciennes que les dernières utilisées sur ce poste.".to_owned(),
        )
    }))
}

/// Remembers what this desk has seen, after the base has committed: a crash in between leaves the base ahead, never behind.
pub(crate) fn remember(unlocked: &Unlocked, slots_sequence: u64) {
    let seen = LastSeen { head: unlocked.audit_head(), slots_sequence };
    // A keyring that refuses costs the comparison at the next opening, nothing else.
    let _ = unlocked.keyring().remember(unlocked.session().vault(), &seen);
}
