//! Children with every file they are in: two when each parent has one. Read at once, for one child as for a day of them.

use std::collections::HashMap;

use domain::values::ids::{ChildId, FamilyId};
use store::Reader;
use store::people::FamilyMembers;

use crate::Error;

/// Files read at once: a whole town would weigh on the memory.
pub(crate) const FILES_AT_ONCE: usize = 500;

/// The files of some children.
pub(crate) struct ChildFiles {
    files: HashMap<FamilyId, FamilyMembers>,
    of: HashMap<ChildId, Vec<FamilyId>>,
}

impl ChildFiles {
    pub(crate) fn read(r: &Reader<'_>, children: &[ChildId]) -> Result<Self, Error> {
        let mut of: HashMap<ChildId, Vec<FamilyId>> = HashMap::new();
        let mut families = Vec::new();
        for (child, family) in r.families_of_children(children)? {
            of.entry(child).or_default().push(family);
            families.push(family);
        }
        let files = r.members_of(&families)?.into_iter().map(|file| (file.family.id, file)).collect();
        Ok(Self { files, of })
    }

    /// The families of all of them.
    pub(crate) fn families(&self) -> Vec<FamilyId> {
        self.files.keys().copied().collect()
    }

    /// Those of one child.
    pub(crate) fn of(&self, child: ChildId) -> Vec<&FamilyMembers> {
        self.of.get(&child).into_iter().flatten().filter_map(|family| self.files.get(family)).collect()
    }
}
