//! Of a household: where it lived before and lives too, how many it is, when its caisse was asked.

use jiff::civil::Date;
use store::people::{FamilyMembers, HouseholdAddressKind, HouseholdRow, HouseholdSizeRow};

use super::super::wording::address;
use super::super::{
    CaisseConsultationView, FormerDebtorView, HouseholdAddressView, HouseholdSizeSaidView, HouseholdSizeView,
};
use super::{File, name_of};

impl File {
    pub(super) fn addresses(&self, household: &HouseholdRow) -> Vec<HouseholdAddressView> {
        let theirs = self.members.addresses.iter().filter(|row| row.household == household.id);
        theirs
            .map(|row| HouseholdAddressView {
                id: row.id,
                former: row.kind == HouseholdAddressKind::Former,
                line: address(&row.address),
                address: row.address.clone(),
                from: row.valid_from,
                to: row.valid_to,
            })
            .collect()
    }

    pub(super) fn former_debtors(&self, household: &HouseholdRow) -> Vec<FormerDebtorView> {
        let formers = self.members.former_debtors(household.id).into_iter().filter_map(|former| {
            let guardian = self.members.guardians.iter().find(|one| one.id == former.guardian)?;
            Some(FormerDebtorView { guardian: guardian.id, name: name_of(guardian), until: former.until })
        });
        formers.collect()
    }

    pub(super) fn consultation(&self, household: &HouseholdRow) -> Option<CaisseConsultationView> {
        let last = self.consultations.iter().find(|row| row.household == household.id)?;
        Some(CaisseConsultationView { on: last.on, by: last.by.clone() })
    }
}

/// As said, else as counted: the adults who live there that day, and the children it has custody of.
pub(super) fn size_on(members: &FamilyMembers, household: &HouseholdRow, on: Date) -> HouseholdSizeView {
    let small = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    let counted_children = small(members.children_held(household.id, on));
    let adults = small(members.adults_on(household.id, on).count());
    let counted_persons = counted_children.saturating_add(adults);
    let mut sizes = members.sizes.iter();
    let said = sizes.find(|size| size.household == household.id && size.valid_from <= on);
    HouseholdSizeView {
        counted_children,
        counted_persons,
        children: said.and_then(|said| said.children).unwrap_or(counted_children),
        // Children said alone: those who live with them are still there.
        persons: match said {
            Some(HouseholdSizeRow { persons: Some(persons), .. }) => *persons,
            Some(HouseholdSizeRow { children: Some(children), .. }) => children.saturating_add(adults),
            _ => counted_persons,
        },
        said: said.map(|said| HouseholdSizeSaidView {
            from: said.valid_from,
            children: said.children,
            persons: said.persons,
            reason: said.reason.clone(),
        }),
    }
}
