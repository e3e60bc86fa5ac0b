//! Rows go in: the same statements serve one form and a whole town.

use domain::payments::UsualMeans;
use domain::people::{AuthorityTitle, Sex};
use domain::values::ids::{AuthorityId, ContactId, GuardianId, HouseholdId};
use domain::values::{BirthDate, BirthKnown, PhoneKind};
use rusqlite::params;

use super::{
    AuthorityRow, ChangeRow, ChildRow, ContactRow, FamilyRow, GuardianRow, HouseholdRow, KinshipRow, PhoneRow,
};
use crate::{StoreError, Writer, day};

impl Writer<'_> {
    /// Writes a family, new or known.
    pub fn save_family(&self, row: &FamilyRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_family.sql"),
            params![row.id.as_bytes(), row.number, row.name, day(row.followed_since)],
        )
    }

    /// Takes the next family number.
    pub fn take_family_number(&self) -> Result<u32, StoreError> {
        self.take_numbers("family", 1)
    }

    /// Writes a household, new or known; its bracket is left as it is.
    pub fn save_household(&self, row: &HouseholdRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_household.sql"),
            params![
                row.id.as_bytes(),
                row.family.as_bytes(),
                row.letter.letter().to_string(),
                row.address.apartment,
                row.address.building,
                row.address.street,
                row.address.locality,
                row.address.postcode,
                row.address.city,
                row.address.country,
                row.address.insee,
                row.is_resident,
                row.debtor.as_ref().map(GuardianId::as_bytes),
                row.regime,
                row.address_since.map(day)
            ],
        )
    }

    /// Names the debtor of a household.
    pub fn set_debtor(&self, household: HouseholdId, debtor: Option<GuardianId>) -> Result<(), StoreError> {
        let debtor = debtor.as_ref().map(GuardianId::as_bytes);
        self.stamped(sql!("set_debtor.sql"), params![household.as_bytes(), debtor])
    }

    /// Says how a household usually pays (F06); nothing when nobody says.
    pub fn set_usual_means(
        &self,
        household: HouseholdId,
        means: Option<UsualMeans>,
    ) -> Result<(), StoreError> {
        let code = means.map(UsualMeans::code).unwrap_or_default();
        self.stamped(sql!("set_usual_means.sql"), params![household.as_bytes(), code])
    }

    /// Writes a guardian, new or known.
    pub fn save_guardian(&self, row: &GuardianRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_guardian.sql"),
            params![
                row.id.as_bytes(),
                row.household.as_bytes(),
                row.rank,
                row.civility,
                row.birth_name,
                row.usage_name,
                row.first_names,
                row.birth_date.map(|birth| day(birth.reckoned())),
                row.birth_place,
                row.kinship.code(),
                row.email,
                row.birth_code,
                row.sending.code(),
                row.birth_date.map_or(WHOLE_BIRTH, birth_length)
            ],
        )
    }

    /// Writes a telephone at its rank.
    pub fn save_phone(&self, row: &PhoneRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_phone.sql"),
            params![row.guardian.as_bytes(), row.call_rank, row.number, row.kind.map_or("", PhoneKind::code)],
        )
    }

    /// Removes a guardian's telephones from a rank on.
    pub fn remove_phones_from(&self, guardian: GuardianId, call_rank: u8) -> Result<(), StoreError> {
        self.stamped(sql!("bury_phones.sql"), params![guardian.as_bytes(), call_rank])
    }

    /// Writes a child, new or known; the light of a known child is left as it is.
    pub fn save_child(&self, row: &ChildRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_child.sql"),
            params![
                row.id.as_bytes(),
                row.family_name,
                row.first_names,
                row.sex.map_or("", Sex::code),
                day(row.birth_date.reckoned()),
                row.birth_place,
                row.diet_code,
                row.doctor_name,
                row.doctor_phone,
                row.health_light,
                row.health_due_on.map(day),
                row.birth_code,
                birth_length(row.birth_date)
            ],
        )
    }

    /// Writes what is said of an adult's authority over a child, new, known or removed before.
    pub fn save_authority(&self, row: &AuthorityRow) -> Result<(), StoreError> {
        let said = &row.said;
        self.stamped(
            sql!("save_authority.sql"),
            params![
                row.id.as_bytes(),
                said.child.as_bytes(),
                said.guardian.as_bytes(),
                said.authority.code(),
                day(said.from),
                said.to.map(day),
                said.title.map_or("", AuthorityTitle::code),
                said.title_on.map(day),
                said.seen_on.map(day),
                row.seen_by.as_ref().map(uuid::Uuid::as_bytes)
            ],
        )
    }

    /// Removes what was said of an authority; [`Writer::save_authority`] brings it back.
    pub fn remove_authority(&self, authority: AuthorityId) -> Result<bool, StoreError> {
        self.buried(sql!("bury_authority.sql"), params![authority.as_bytes()])
    }

    /// Says what an adult is to one child.
    pub fn save_kinship(&self, row: &KinshipRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_kinship.sql"),
            params![row.child.as_bytes(), row.guardian.as_bytes(), row.kinship.code()],
        )
    }

    /// Writes a contact, new, known or removed before.
    pub fn save_contact(&self, row: &ContactRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_contact.sql"),
            params![
                row.id.as_bytes(),
                row.family.as_bytes(),
                row.name,
                row.first_name,
                row.link,
                row.phone,
                row.emergency_rank,
                row.may_pick_up,
                row.document_to_show,
                row.valid_from.map(day),
                row.valid_to.map(day)
            ],
        )
    }

    /// Removes a contact; [`Writer::save_contact`] brings it back.
    pub fn remove_contact(&self, contact: ContactId) -> Result<bool, StoreError> {
        self.buried(sql!("bury_contact.sql"), params![contact.as_bytes()])
    }

    /// Remembers what a BASE field was.
    pub fn append_change(&self, row: &ChangeRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("append_change.sql"),
            params![
                row.id.as_bytes(),
                row.family.as_bytes(),
                row.subject.as_bytes(),
                row.kind.code(),
                row.label,
                row.before,
                row.after
            ],
        )
    }
}

/// Characters of a whole birth date.
const WHOLE_BIRTH: u8 = 10;

/// How many characters of its reckoned day a birth date is known by.
fn birth_length(birth: BirthDate) -> u8 {
    match birth.known() {
        BirthKnown::Day => WHOLE_BIRTH,
        BirthKnown::Month => 7,
        BirthKnown::Year => 4,
    }
}
