//! The keys of the compartments, as an open vault holds them.

use std::collections::BTreeMap;

use crate::compartment::Compartment;
use crate::secret::Key;

/// The keys of the compartments an agent holds, of every epoch still in use.
#[derive(Default)]
pub(crate) struct CompartmentKeys(BTreeMap<(Compartment, u32), CompartmentKey>);

/// One key, and the one that wraps content keys, derived once: a list unwraps thousands.
pub(crate) struct CompartmentKey {
    pub(crate) key: Key,
    pub(crate) wrapping: Key,
}

impl CompartmentKeys {
    pub(super) fn insert(&mut self, compartment: Compartment, epoch: u32, key: Key) {
        let wrapping = key.derive("preau/wrap/v1");
        self.0.insert((compartment, epoch), CompartmentKey { key, wrapping });
    }

    pub(crate) fn get(&self, compartment: Compartment, epoch: u32) -> Option<&CompartmentKey> {
        self.0.get(&(compartment, epoch))
    }

    pub(crate) fn latest(&self, compartment: Compartment) -> Option<(u32, &CompartmentKey)> {
        self.of(compartment).next_back()
    }

    pub(super) fn of(
        &self,
        compartment: Compartment,
    ) -> impl DoubleEndedIterator<Item = (u32, &CompartmentKey)> {
        self.0.range((compartment, 0)..=(compartment, u32::MAX)).map(|((_, epoch), key)| (*epoch, key))
    }

    /// The keys of a compartment, to be held for a while by someone else at the same desk.
    pub(super) fn copy_all_of(&mut self, other: &CompartmentKeys, compartment: Compartment) {
        for (epoch, key) in other.of(compartment) {
            self.insert(compartment, epoch, Key::from_bytes(*key.key.expose()));
        }
    }

    pub(super) fn drop_all_of(&mut self, compartment: Compartment) {
        self.0.retain(|(held, _), _| *held != compartment);
    }
}
