//! One family, one member, alone: as rows.

use domain::payments::UsualMeans;
use domain::people::{
    AdultNames, AuthorityDraft, AuthorityTitle, ChangeKind, HouseholdLetter, Kinship, ParentalAuthority,
    SendPreference, Sex,
};
use domain::values::ids::{AuthorityId, ChildId, ClassId, ContactId, FamilyId, GuardianId, HouseholdId};
use domain::values::{AddressDraft, PhoneKind};
use jiff::civil::Date;
use rusqlite::{Row, params};

use super::{
    AuthorityRow, ChangeRow, ChildRow, ContactRow, FamilyRow, GuardianRow, HouseholdRow, PastChange, PhoneRow,
};
use crate::quotients::BracketRow;
use crate::rows::{Columns, hex_list};
use crate::{Reader, StoreError, day};

impl Reader<'_> {
    /// A family alone.
    pub fn family(&self, id: FamilyId) -> Result<Option<FamilyRow>, StoreError> {
        self.first(sql!("select_family.sql"), [id.as_bytes()], family)
    }

    /// What is said of an adult's authority over a child, removed or not.
    pub fn authority(&self, id: AuthorityId) -> Result<Option<AuthorityRow>, StoreError> {
        self.first(sql!("select_authority.sql"), [id.as_bytes()], authority)
    }

    /// A household.
    pub fn household(&self, id: HouseholdId) -> Result<Option<HouseholdRow>, StoreError> {
        self.first(sql!("select_household.sql"), [id.as_bytes()], household)
    }

    /// How a household said it usually pays (F06).
    pub fn usual_means(&self, id: HouseholdId) -> Result<Option<UsualMeans>, StoreError> {
        let said = self.first(sql!("select_usual_means.sql"), [id.as_bytes()], |row| row.text(0))?;
        Ok(said.and_then(|code| UsualMeans::from_code(&code)))
    }

    /// The family of a household.
    pub fn family_of_household(&self, id: HouseholdId) -> Result<Option<FamilyId>, StoreError> {
        self.first(sql!("select_family_of_household.sql"), [id.as_bytes()], |row| row.id(0))
    }

    /// A guardian.
    pub fn guardian(&self, id: GuardianId) -> Result<Option<GuardianRow>, StoreError> {
        self.first(sql!("select_guardian.sql"), [id.as_bytes()], guardian)
    }

    /// A guardian's telephones, in order of call.
    pub fn phones_of_guardian(&self, id: GuardianId) -> Result<Vec<PhoneRow>, StoreError> {
        self.all(sql!("select_phones_of_guardian.sql"), [id.as_bytes()], phone)
    }

    /// A child.
    pub fn child(&self, id: ChildId) -> Result<Option<ChildRow>, StoreError> {
        Ok(self.children(&[id])?.pop())
    }

    /// Some children.
    pub fn children(&self, ids: &[ChildId]) -> Result<Vec<ChildRow>, StoreError> {
        self.all(sql!("select_children.sql"), [hex_list(ids)], child)
    }

    /// The families a child is part of: two when each parent has a file.
    pub fn families_of_child(&self, id: ChildId) -> Result<Vec<FamilyId>, StoreError> {
        Ok(self.families_of_children(&[id])?.into_iter().map(|(_, family)| family).collect())
    }

    /// The families of some children, each with the child it is of.
    pub fn families_of_children(&self, ids: &[ChildId]) -> Result<Vec<(ChildId, FamilyId)>, StoreError> {
        self.all(sql!("select_families_of_children.sql"), [hex_list(ids)], |row| Ok((row.id(0)?, row.id(1)?)))
    }

    /// Households of other families that share a child with this one, with the family each belongs to.
    pub fn other_households(
        &self,
        id: FamilyId,
    ) -> Result<Vec<(HouseholdId, HouseholdLetter, FamilyRow)>, StoreError> {
        self.all(sql!("select_other_households.sql"), [id.as_bytes()], |row| {
            Ok((
                row.id(0)?,
                letter(row, 1)?,
                FamilyRow {
                    id: row.id(2)?,
                    number: row.get(3)?,
                    name: row.text(4)?,
                    followed_since: row.date(5)?,
                },
            ))
        })
    }

    /// The class each child of some families sits in that day, with its name and its school's.
    pub fn classes_of_families(
        &self,
        families: &[FamilyId],
        on: Date,
    ) -> Result<Vec<(ChildId, ClassId, String, String)>, StoreError> {
        self.all(sql!("select_classes_of_families.sql"), (hex_list(families), day(on)), |row| {
            Ok((row.id(0)?, row.id(1)?, row.text(2)?, row.text(3)?))
        })
    }

    /// A contact, removed or not.
    pub fn contact(&self, id: ContactId) -> Result<Option<ContactRow>, StoreError> {
        self.first(sql!("select_contact.sql"), [id.as_bytes()], contact)
    }

    /// What changed in a family's file, newest first.
    pub fn changes_of_family(&self, id: FamilyId, limit: u32) -> Result<Vec<PastChange>, StoreError> {
        self.all(sql!("select_changes_of_family.sql"), params![id.as_bytes(), limit], |row| {
            Ok(PastChange {
                change: ChangeRow {
                    id: row.id(0)?,
                    family: id,
                    subject: row.id(1)?,
                    kind: row.code(2, ChangeKind::from_code)?,
                    label: row.text(3)?,
                    before: row.text(4)?,
                    after: row.text(5)?,
                },
                // The upper 48 bits of a hybrid clock are milliseconds.
                at_ms: row.int(6)? >> 16,
                agent: row.id(7)?,
            })
        })
    }
}

pub(super) fn family(row: &Row<'_>) -> Result<FamilyRow, StoreError> {
    Ok(FamilyRow { id: row.id(0)?, number: row.get(1)?, name: row.text(2)?, followed_since: row.date(3)? })
}

pub(super) fn household(row: &Row<'_>) -> Result<HouseholdRow, StoreError> {
    Ok(HouseholdRow {
        id: row.id(0)?,
        family: row.id(1)?,
        letter: letter(row, 2)?,
        address: address(row, 3)?,
        address_since: row.date_opt(17)?,
        is_resident: row.flag(11)?,
        debtor: row.id_opt(12)?,
        regime: row.text(13)?,
        bracket: BracketRow { label: row.get(14)?, month: row.month_opt(15)?, until: row.date_opt(16)? },
    })
}

/// An address in its eight columns, from the first of them.
pub(super) fn address(row: &Row<'_>, first: usize) -> Result<AddressDraft, StoreError> {
    Ok(AddressDraft {
        apartment: row.text(first)?,
        building: row.text(first + 1)?,
        street: row.text(first + 2)?,
        locality: row.text(first + 3)?,
        postcode: row.text(first + 4)?,
        city: row.text(first + 5)?,
        country: row.text(first + 6)?,
        insee: row.text(first + 7)?,
    })
}

pub(crate) fn letter(row: &Row<'_>, index: usize) -> Result<HouseholdLetter, StoreError> {
    row.code(index, |text| text.chars().next().and_then(|letter| HouseholdLetter::try_new(letter).ok()))
}

pub(super) fn guardian(row: &Row<'_>) -> Result<GuardianRow, StoreError> {
    Ok(GuardianRow {
        id: row.id(0)?,
        household: row.id(1)?,
        rank: row.get(2)?,
        civility: row.text(3)?,
        birth_name: row.text(4)?,
        usage_name: row.text(5)?,
        first_names: row.text(6)?,
        birth_date: row.birth_opt(7)?,
        birth_place: row.text(8)?,
        kinship: row.code(9, Kinship::from_code)?,
        email: row.text(10)?,
        birth_code: row.text(11)?,
        sending: row.code(12, SendPreference::from_code)?,
    })
}

pub(super) fn authority(row: &Row<'_>) -> Result<AuthorityRow, StoreError> {
    Ok(AuthorityRow {
        id: row.id(0)?,
        said: AuthorityDraft {
            child: row.id(1)?,
            guardian: row.id(2)?,
            authority: row.code(3, ParentalAuthority::from_code)?,
            from: row.date(4)?,
            to: row.date_opt(5)?,
            title: AuthorityTitle::from_code(row.get_ref(6)?.as_str().unwrap_or_default()),
            title_on: row.date_opt(7)?,
            seen_on: row.date_opt(8)?,
        },
        seen_by: row.id_opt(9)?,
        names: AdultNames {
            first_names: row.text(10)?,
            usage_name: row.text(11)?,
            birth_name: row.text(12)?,
        },
        seen_by_name: row.text(13)?,
    })
}

pub(super) fn phone(row: &Row<'_>) -> Result<PhoneRow, StoreError> {
    let kind = PhoneKind::from_code(&row.text(3)?);
    Ok(PhoneRow { guardian: row.id(0)?, call_rank: row.get(1)?, number: row.text(2)?, kind })
}

pub(super) fn child(row: &Row<'_>) -> Result<ChildRow, StoreError> {
    Ok(ChildRow {
        id: row.id(0)?,
        family_name: row.text(1)?,
        first_names: row.text(2)?,
        sex: Sex::from_code(row.get_ref(3)?.as_str().unwrap_or_default()),
        birth_date: row.birth(4)?,
        birth_place: row.text(5)?,
        diet_code: row.text(6)?,
        doctor_name: row.text(7)?,
        doctor_phone: row.text(8)?,
        health_light: row.text(9)?,
        health_due_on: row.date_opt(10)?,
        birth_code: row.text(11)?,
    })
}

pub(super) fn contact(row: &Row<'_>) -> Result<ContactRow, StoreError> {
    Ok(ContactRow {
        id: row.id(0)?,
        family: row.id(1)?,
        name: row.text(2)?,
        first_name: row.text(3)?,
        link: row.text(4)?,
        phone: row.text(5)?,
        emergency_rank: row.get(6)?,
        may_pick_up: row.flag(7)?,
        document_to_show: row.text(8)?,
        valid_from: row.date_opt(9)?,
        valid_to: row.date_opt(10)?,
    })
}
