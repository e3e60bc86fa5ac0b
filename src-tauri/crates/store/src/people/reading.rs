//! One family, whole; one member, alone.

use domain::payments::UsualMeans;
use domain::people::{
    AdultNames, AuthorityDraft, AuthorityTitle, ChangeKind, HouseholdLetter, Kinship, ParentalAuthority,
    SendPreference, Sex, authority_on,
};
use domain::values::ids::{AuthorityId, ChildId, ClassId, ContactId, FamilyId, GuardianId, HouseholdId};
use domain::values::{AddressDraft, PhoneKind};
use jiff::civil::Date;
use rusqlite::{Row, params};

use super::custodies::custody;
use super::{
    AuthorityRow, ChangeRow, ChildRow, ContactRow, CustodyRow, DetailRow, FamilyRow, FormerDebtorRow,
    GuardianRow, HouseholdAddressRow, HouseholdRow, HouseholdSizeRow, HouseholdStayRow, KinshipRow,
    PastChange, PhoneRow,
};
use crate::quotients::BracketRow;
use crate::rows::Columns;
use crate::{Reader, StoreError, day};

/// Everyone and everything in a family file, BASE only.
#[derive(Debug, Clone)]
pub struct FamilyMembers {
    /// The file.
    pub family: FamilyRow,
    /// Households, by label.
    pub households: Vec<HouseholdRow>,
    /// Guardians, by household then rank.
    pub guardians: Vec<GuardianRow>,
    /// Telephones, by guardian then order of call.
    pub phones: Vec<PhoneRow>,
    /// Children of any of its households, eldest first.
    pub children: Vec<ChildRow>,
    /// Every custody of those children, by households of other families too.
    pub custodies: Vec<CustodyRow>,
    /// Contacts, in order of call.
    pub contacts: Vec<ContactRow>,
    /// All that is said of the parental authority over those children, adults of other families too.
    pub authorities: Vec<AuthorityRow>,
    /// What an adult is to one of those children and not to the others.
    pub kinships: Vec<KinshipRow>,
    /// Answers of its guardians and children to the optional fields, whether the town asks them now or not.
    pub details: Vec<DetailRow>,
    /// Where its households lived before, and their second homes.
    pub addresses: Vec<HouseholdAddressRow>,
    /// How many were said to live in its households, the latest first.
    pub sizes: Vec<HouseholdSizeRow>,
    /// Since when and until when adults lived in its households, adult by adult, the oldest first.
    pub stays: Vec<HouseholdStayRow>,
    /// Who owed the invoices of its households before, household by household, the first first.
    pub debtors: Vec<FormerDebtorRow>,
}

impl FamilyMembers {
    /// Guardians of a household.
    pub fn guardians_of(&self, household: HouseholdId) -> impl Iterator<Item = &GuardianRow> {
        self.guardians.iter().filter(move |guardian| guardian.household == household)
    }

    /// Telephones of a guardian.
    pub fn phones_of(&self, guardian: GuardianId) -> impl Iterator<Item = &PhoneRow> {
        self.phones.iter().filter(move |phone| phone.guardian == guardian)
    }

    /// What an adult is to a child.
    pub fn kinship(&self, guardian: &GuardianRow, child: ChildId) -> Kinship {
        let own = self.kinships.iter().find(|one| one.guardian == guardian.id && one.child == child);
        own.map_or(guardian.kinship, |own| own.kinship)
    }

    /// What an adult holds over a child on a day.
    pub fn authority(&self, guardian: &GuardianRow, child: ChildId, day: Date) -> Option<ParentalAuthority> {
        let said = self.authorities.iter().map(|row| &row.said);
        let said = said.filter(|said| said.guardian == guardian.id && said.child == child);
        authority_on(self.kinship(guardian, child), said, day)
    }

    /// The losses of authority that hold that day (V02), adults of other families too.
    pub fn losses_on(&self, day: Date) -> impl Iterator<Item = &AuthorityRow> {
        let lost = |row: &&AuthorityRow| row.said.authority == ParentalAuthority::Lost;
        self.authorities.iter().filter(lost).filter(move |row| row.said.holds_on(day))
    }

    /// A child a household has custody of and over whom that adult has lost authority, that day (V02).
    pub fn lost_in(&self, guardian: &GuardianRow, household: HouseholdId, day: Date) -> Option<&ChildRow> {
        self.children.iter().find(|child| {
            let held = self.custodies_of(child.id).any(|custody| custody.household == household);
            held && self.authority(guardian, child.id, day) == Some(ParentalAuthority::Lost)
        })
    }

    /// How many children a household has custody of on a day.
    pub fn children_held(&self, household: HouseholdId, day: Date) -> usize {
        let holds = |custody: &CustodyRow| {
            custody.household == household
                && custody.valid_from <= day
                && custody.valid_to.is_none_or(|to| to >= day)
        };
        self.children.iter().filter(|child| self.custodies_of(child.id).any(holds)).count()
    }

    /// Custodies of a child.
    pub fn custodies_of(&self, child: ChildId) -> impl Iterator<Item = &CustodyRow> {
        self.custodies.iter().filter(move |custody| custody.child == child)
    }
}

impl Reader<'_> {
    /// A family alone.
    pub fn family(&self, id: FamilyId) -> Result<Option<FamilyRow>, StoreError> {
        self.first(sql!("select_family.sql"), [id.as_bytes()], family)
    }

    /// A family with everyone in it.
    pub fn family_members(&self, id: FamilyId) -> Result<Option<FamilyMembers>, StoreError> {
        let Some(family) = self.family(id)? else { return Ok(None) };
        let key = [id.as_bytes()];
        Ok(Some(FamilyMembers {
            family,
            households: self.all(sql!("select_households_of_family.sql"), key, household)?,
            guardians: self.all(sql!("select_guardians_of_family.sql"), key, guardian)?,
            phones: self.all(sql!("select_phones_of_family.sql"), key, phone)?,
            children: self.all(sql!("select_children_of_family.sql"), key, child)?,
            custodies: self.all(sql!("select_custodies_of_family.sql"), key, custody)?,
            contacts: self.all(sql!("select_contacts_of_family.sql"), key, contact)?,
            authorities: self.all(sql!("select_authorities_of_family.sql"), key, authority)?,
            kinships: self.all(sql!("select_kinships_of_family.sql"), key, |row| {
                Ok(KinshipRow {
                    child: row.id(0)?,
                    guardian: row.id(1)?,
                    kinship: row.code(2, Kinship::from_code)?,
                })
            })?,
            details: self.details_of_family(id)?,
            addresses: self.addresses_of_family(id)?,
            sizes: self.sizes_of_family(id)?,
            stays: self.stays_of_family(id)?,
            debtors: self.former_debtors_of_family(id)?,
        }))
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
        self.first(sql!("select_child.sql"), [id.as_bytes()], child)
    }

    /// The families a child is part of: two when each parent has a file.
    pub fn families_of_child(&self, id: ChildId) -> Result<Vec<FamilyId>, StoreError> {
        self.all(sql!("select_families_of_child.sql"), [id.as_bytes()], |row| row.id(0))
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

    /// The class each child of a family sits in that day, with its name and its school's.
    pub fn classes_of_family(
        &self,
        id: FamilyId,
        on: Date,
    ) -> Result<Vec<(ChildId, ClassId, String, String)>, StoreError> {
        self.all(sql!("select_classes_of_family.sql"), params![id.as_bytes(), day(on)], |row| {
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

fn household(row: &Row<'_>) -> Result<HouseholdRow, StoreError> {
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

fn guardian(row: &Row<'_>) -> Result<GuardianRow, StoreError> {
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

fn authority(row: &Row<'_>) -> Result<AuthorityRow, StoreError> {
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

fn phone(row: &Row<'_>) -> Result<PhoneRow, StoreError> {
    let kind = PhoneKind::from_code(&row.text(3)?);
    Ok(PhoneRow { guardian: row.id(0)?, call_rank: row.get(1)?, number: row.text(2)?, kind })
}

fn child(row: &Row<'_>) -> Result<ChildRow, StoreError> {
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

fn contact(row: &Row<'_>) -> Result<ContactRow, StoreError> {
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
