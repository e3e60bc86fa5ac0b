//! What a backup rests on: the keys that open its pages, the signature of what it announces, keys that follow one another.

use uuid::Uuid;

use crate::access::{BackUp, Denied, FollowBackupPlan, Grant, Restore, Right};
use crate::codec::Writer;
use crate::secret::PageKey;
use crate::vault::SlotBook;

/// The rights under which backups are made, read again and put back.
pub trait HandlesBackups: Right {}

impl HandlesBackups for BackUp {}
impl HandlesBackups for FollowBackupPlan {}
impl HandlesBackups for Restore {}

impl<R: HandlesBackups> Grant<'_, R> {
    /// What opens the pages of this vault, today and when older backups were made: newest first.
    pub fn page_keys(&self) -> Result<Vec<PageKey>, Denied> {
        Ok(self.session().open()?.page_keys().collect())
    }

    /// Signs what a backup announces, as the agent who makes it.
    pub fn sign_manifest(&self, content: &[u8]) -> Result<[u8; 64], Denied> {
        let session = self.session();
        Ok(session.open()?.sign(&to_sign(session.vault().0, content)))
    }
}

fn to_sign(vault: Uuid, content: &[u8]) -> Writer {
    let mut out = Writer::with_domain("preau/backup-manifest/v1");
    out.uuid(vault).bytes(content);
    out
}

impl SlotBook {
    /// Whether what a backup of this vault announces is signed by that agent, under any identity they ever had.
    pub fn signed_manifest(&self, agent: Uuid, content: &[u8], signature: &[u8; 64]) -> bool {
        let signed = to_sign(self.vault().0, content);
        let identities = self.roster().identities(agent);
        identities.iter().any(|identity| identity.verifies(signed.as_slice(), signature))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;
    use crate::vault::town::{DESK, HEALTH, town};

    #[test]
    fn a_manifest_is_signed_by_who_made_it_and_covers_every_byte() {
        let town = town();
        let session = town.session(DESK, &[Role::Ins]);
        let grant = session.authorize::<FollowBackupPlan>().unwrap();
        let signature = grant.sign_manifest(b"pages 12").unwrap();
        assert!(town.book.signed_manifest(DESK, b"pages 12", &signature));
        assert!(!town.book.signed_manifest(DESK, b"pages 13", &signature));
        assert!(!town.book.signed_manifest(HEALTH, b"pages 12", &signature), "another agent did not sign it");
        for bit in 0..512 {
            let mut changed = signature;
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!town.book.signed_manifest(DESK, b"pages 12", &changed));
        }
        session.lock();
        assert!(grant.sign_manifest(b"pages 12").is_err() && grant.page_keys().is_err());
    }
}
