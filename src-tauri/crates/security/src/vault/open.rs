//! The vault as one agent opened it.

use uuid::Uuid;

use super::keys::CompartmentKeys;
use super::{SlotBook, VaultId};
use crate::codec::Writer;
use crate::compartment::Compartment;
use crate::identity::Identity;
use crate::random::Random;
use crate::sealing;
use crate::secret::PageKey;
use crate::session::{Session, Standing};
use crate::statement::{Roster, Signatory};

/// The vault as one agent opened it: their private keys and the compartments they hold, in memory
/// only, wiped when dropped.
pub struct OpenVault {
    pub(super) vault: VaultId,
    pub(super) agent: Uuid,
    pub(crate) identity: Identity,
    pub(super) keys: CompartmentKeys,
    pub(super) roster: Roster,
}

impl OpenVault {
    pub(super) fn new(
        vault: VaultId,
        agent: Uuid,
        identity: Identity,
        keys: CompartmentKeys,
        roster: &Roster,
    ) -> OpenVault {
        OpenVault { vault, agent, identity, keys, roster: roster.clone() }
    }

    /// The vault.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// The agent who opened it.
    pub fn agent(&self) -> Uuid {
        self.agent
    }

    /// Whether the latest key of a compartment is open.
    pub fn holds(&self, compartment: Compartment) -> bool {
        self.keys.latest(compartment).is_some_and(|(epoch, _)| epoch == self.roster.epoch(compartment))
    }

    /// Takes the keys of a compartment from who lends them, in memory only.
    pub(crate) fn borrow_keys(&mut self, holder: &OpenVault, compartment: Compartment) {
        self.keys.copy_all_of(&holder.keys, compartment);
    }

    /// Wipes the keys of a compartment that were lent.
    pub(crate) fn give_back(&mut self, compartment: Compartment) {
        self.keys.drop_all_of(compartment);
    }

    /// The key of the database pages.
    pub fn page_key(&self) -> PageKey {
        let (_, base) = self.keys.latest(Compartment::Base).expect("a vault is only open with its base");
        PageKey::derive(&base.key)
    }

    /// The page keys of every epoch, newest first: after a cut during a change of page key, the
    /// base may still be under the one before.
    pub fn page_keys(&self) -> impl Iterator<Item = PageKey> {
        self.keys.of(Compartment::Base).rev().map(|(_, base)| PageKey::derive(&base.key))
    }

    /// Who was here when the vault was opened, and who held what.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    pub(crate) fn keys(&self) -> &CompartmentKeys {
        &self.keys
    }

    /// Starts working: from here on, everything goes through grants.
    pub fn into_session(self, standing: Standing, random: Box<dyn Random>) -> Session {
        Session::begin(self, standing, random)
    }

    pub(crate) fn signatory(&self) -> Signatory<'_> {
        Signatory { agent: self.agent, identity: &self.identity }
    }

    /// Opens every key the chain says this agent holds.
    pub(super) fn collect_keys(&mut self, book: &SlotBook) -> Result<(), sealing::DoesNotOpen> {
        let roster = book.roster();
        for statement in book.chain.statements() {
            let Some((compartment, epoch, key)) = statement.open_grant(&self.identity)? else {
                continue;
            };
            if !roster.holds_epoch(self.agent, compartment, epoch) {
                continue;
            }
            if !roster.commits_to(compartment, epoch, &key) {
                return Err(sealing::DoesNotOpen);
            }
            self.keys.insert(compartment, epoch, key);
        }
        self.roster = roster.clone();
        Ok(())
    }

    /// Signs bytes as this agent, for one purpose.
    pub(crate) fn sign(&self, message: &Writer) -> [u8; 64] {
        self.identity.sign(message.as_slice())
    }
}
