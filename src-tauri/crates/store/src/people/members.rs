//! A family file, whole; many at once, by a run of each table.

use std::collections::HashMap;

use domain::people::{Kinship, ParentalAuthority, authority_on};
use domain::values::ids::{ChildId, FamilyId, GuardianId, HouseholdId};
use jiff::civil::Date;
use rusqlite::Row;

use super::addresses::household_address;
use super::custodies::custody;
use super::debtors::former_debtor;
use super::details::detail;
use super::reading::{authority, child, contact, family, guardian, household, phone};
use super::sizes::size;
use super::stays::stay;
use super::{
    AuthorityRow, ChildRow, ContactRow, CustodyRow, DetailRow, FamilyRow, FormerDebtorRow, GuardianRow,
    HouseholdAddressRow, HouseholdRow, HouseholdSizeRow, HouseholdStayRow, KinshipRow, PhoneRow,
};
use crate::rows::{Columns, hex_list};
use crate::{Reader, StoreError};

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
    /// A file with nobody in it yet.
    pub const fn nobody(family: FamilyRow) -> Self {
        Self {
            family,
            households: Vec::new(),
            guardians: Vec::new(),
            phones: Vec::new(),
            children: Vec::new(),
            custodies: Vec::new(),
            contacts: Vec::new(),
            authorities: Vec::new(),
            kinships: Vec::new(),
            details: Vec::new(),
            addresses: Vec::new(),
            sizes: Vec::new(),
            stays: Vec::new(),
            debtors: Vec::new(),
        }
    }

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

    /// The children a household has custody of, that day or later, and over whom that adult has lost authority (V02).
    pub fn lost_in<'m>(
        &'m self,
        guardian: &'m GuardianRow,
        household: HouseholdId,
        day: Date,
    ) -> impl Iterator<Item = &'m ChildRow> {
        self.children.iter().filter(move |child| {
            let holds = |custody: &CustodyRow| {
                custody.household == household && custody.valid_to.is_none_or(|to| to >= day)
            };
            self.custodies_of(child.id).any(holds)
                && self.authority(guardian, child.id, day) == Some(ParentalAuthority::Lost)
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
    /// A family with everyone in it.
    pub fn family_members(&self, id: FamilyId) -> Result<Option<FamilyMembers>, StoreError> {
        Ok(self.members_of(&[id])?.pop())
    }

    /// Families with everyone in them, in the order they are asked for and each once: as many statements for a thousand files as for one.
    pub fn members_of(&self, families: &[FamilyId]) -> Result<Vec<FamilyMembers>, StoreError> {
        let mut asked: Vec<FamilyId> = Vec::new();
        let mut rank: HashMap<FamilyId, usize> = HashMap::new();
        for id in families {
            rank.entry(*id).or_insert_with(|| {
                asked.push(*id);
                asked.len()
            });
        }
        let asked = hex_list(&asked);
        let mut found = self.all(sql!("select_families_of.sql"), [&asked], family)?;
        found.sort_by_key(|family| rank.get(&family.id).copied());
        let of = asked.as_str();
        let mut households = self.by_family(sql!("select_households_of_families.sql"), of, household)?;
        let mut guardians = self.by_family(sql!("select_guardians_of_families.sql"), of, guardian)?;
        let mut phones = self.by_family(sql!("select_phones_of_families.sql"), of, phone)?;
        let mut children = self.by_family(sql!("select_children_of_families.sql"), of, child)?;
        let mut custodies = self.by_family(sql!("select_custodies_of_families.sql"), of, custody)?;
        let mut contacts = self.by_family(sql!("select_contacts_of_families.sql"), of, contact)?;
        let mut authorities = self.by_family(sql!("select_authorities_of_families.sql"), of, authority)?;
        let mut kinships = self.by_family(sql!("select_kinships_of_families.sql"), of, kinship)?;
        let mut details = self.by_family(sql!("select_details_of_families.sql"), of, detail)?;
        let mut addresses =
            self.by_family(sql!("select_addresses_of_families.sql"), of, household_address)?;
        let mut sizes = self.by_family(sql!("select_sizes_of_families.sql"), of, size)?;
        let mut stays = self.by_family(sql!("select_stays_of_families.sql"), of, stay)?;
        let mut debtors = self.by_family(sql!("select_former_debtors_of_families.sql"), of, former_debtor)?;
        let whole = found.into_iter().map(|family| FamilyMembers {
            households: households.remove(&family.id).unwrap_or_default(),
            guardians: guardians.remove(&family.id).unwrap_or_default(),
            phones: phones.remove(&family.id).unwrap_or_default(),
            children: children.remove(&family.id).unwrap_or_default(),
            custodies: custodies.remove(&family.id).unwrap_or_default(),
            contacts: contacts.remove(&family.id).unwrap_or_default(),
            authorities: authorities.remove(&family.id).unwrap_or_default(),
            kinships: kinships.remove(&family.id).unwrap_or_default(),
            details: details.remove(&family.id).unwrap_or_default(),
            addresses: addresses.remove(&family.id).unwrap_or_default(),
            sizes: sizes.remove(&family.id).unwrap_or_default(),
            stays: stays.remove(&family.id).unwrap_or_default(),
            debtors: debtors.remove(&family.id).unwrap_or_default(),
            family,
        });
        Ok(whole.collect())
    }

    /// The rows of a statement whose last column is the family they are of.
    pub(crate) fn by_family<T>(
        &self,
        statement: &'static str,
        families: &str,
        read: fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<HashMap<FamilyId, Vec<T>>, StoreError> {
        let mut rows: HashMap<FamilyId, Vec<T>> = HashMap::new();
        self.each(statement, [families], |row| {
            let family = row.id(row.as_ref().column_count() - 1)?;
            rows.entry(family).or_default().push(read(row)?);
            Ok(())
        })?;
        Ok(rows)
    }
}

fn kinship(row: &Row<'_>) -> Result<KinshipRow, StoreError> {
    Ok(KinshipRow { child: row.id(0)?, guardian: row.id(1)?, kinship: row.code(2, Kinship::from_code)? })
}
