//! What was accepted of a family, as the rows that keep it.

use domain::calendar::SchoolYear;
use domain::people::{Child, Guardian, HouseholdLetter, family_label};
use domain::values::ids::HouseholdId;
use domain::values::text::fold;
use domain::values::{AddressDraft, BirthDate, BirthPlace};
use jiff::civil::Date;
use store::people::{ChildRow, GuardianRow, PhoneRow};

use crate::settings::Town;

/// `Le Goff · d’Estienne`, from the guardians in their order.
pub(super) fn family_name(guardians: &[GuardianRow]) -> String {
    family_label(guardians.iter().map(|guardian| {
        if guardian.usage_name.is_empty() {
            guardian.birth_name.as_str()
        } else {
            guardian.usage_name.as_str()
        }
    }))
}

/// The letter of the household of that rank.
pub(super) fn letter_of(rank: usize) -> HouseholdLetter {
    let letter = u8::try_from(rank).ok().and_then(|rank| b'A'.checked_add(rank)).map_or('Z', char::from);
    HouseholdLetter::try_new(letter).unwrap_or(HouseholdLetter::FIRST)
}

/// Whether an address is in the town: same postcode, same city whatever its spelling.
pub(super) fn lives_in(address: &AddressDraft, town: &Town) -> bool {
    address.postcode.trim() == town.postal_code.trim() && fold(&address.city) == fold(&town.city)
}

pub(super) fn guardian_row(guardian: &Guardian, household: HouseholdId, rank: u8) -> GuardianRow {
    GuardianRow {
        id: guardian.id(),
        household,
        rank,
        civility: guardian.civility().map(|civility| civility.code().to_owned()).unwrap_or_default(),
        birth_name: guardian.birth_name().to_string(),
        usage_name: guardian.usage_name().map(ToString::to_string).unwrap_or_default(),
        first_names: guardian.first_name().map(ToString::to_string).unwrap_or_default(),
        birth_date: guardian.birth_date(),
        birth_place: guardian.birth_place().map(|place| place.label().to_owned()).unwrap_or_default(),
        birth_code: guardian.birth_place().and_then(BirthPlace::code).unwrap_or_default().to_owned(),
        kinship: guardian.kinship(),
        email: guardian.email().map(ToString::to_string).unwrap_or_default(),
        sending: guardian.sending(),
    }
}

pub(super) fn phone_rows(guardian: &Guardian) -> impl Iterator<Item = PhoneRow> {
    guardian.phones().iter().zip(1..).map(|((phone, kind), call_rank)| PhoneRow {
        guardian: guardian.id(),
        call_rank,
        number: phone.to_string(),
        kind: Some(*kind),
    })
}

pub(super) fn child_row(child: &Child, diet_code: String) -> ChildRow {
    let doctor = child.doctor();
    ChildRow {
        id: child.id(),
        family_name: child.name().to_string(),
        first_names: child.first_name().map(ToString::to_string).unwrap_or_default(),
        sex: child.sex(),
        birth_date: child.birth_date(),
        birth_place: child.birth_place().map(|place| place.label().to_owned()).unwrap_or_default(),
        birth_code: child.birth_place().and_then(BirthPlace::code).unwrap_or_default().to_owned(),
        diet_code,
        doctor_name: doctor.map(|doctor| doctor.name.clone()).unwrap_or_default(),
        doctor_phone: doctor.and_then(|d| d.phone.as_ref()).map(ToString::to_string).unwrap_or_default(),
        health_light: "unknown".to_owned(),
        health_due_on: None,
    }
}

/// Custody starts with the school year, so that what was booked before the file was typed has someone to pay for it.
pub(super) fn custody_start(birth: Option<BirthDate>, today: Date) -> Date {
    let start = school_start(today);
    birth.map_or(start, |birth| birth.reckoned().min(today).max(start))
}

pub(super) fn school_start(today: Date) -> Date {
    SchoolYear::of(today).first_day()
}
