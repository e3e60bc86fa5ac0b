//! A child and their school beside the class: leave to attend another school (V16), school transport (G14), the list of compulsory
//! instruction (G13), and the closed lists that leave for a head teacher, a carrier, the academy (O05).

mod compulsory;
mod copies;
mod derogations;
mod drawing;
mod recipients;
#[cfg(test)]
mod tests;
mod transport;
mod views;

use domain::values::ids::ChildId;
use jiff::civil::Date;
use store::people::{ChildRow, FamilyMembers, GuardianRow, HouseholdRow, shown_name};

pub use compulsory::{
    compulsory_draw, compulsory_entry_leave, compulsory_entry_save, compulsory_erase, compulsory_show,
};
pub(crate) use compulsory::{due, erase_outlived};
pub use copies::compulsory_print;
pub use derogations::{derogation_remove, derogation_save, family_schooling};
pub use recipients::recipient_export;
pub use transport::{
    circuit_list, circuit_remove, circuit_save, transport_day, transport_day_print, transport_remove,
    transport_save,
};
pub use views::*;

/// The homes of a child that hold on a day, with the file each is in.
fn homes_on(members: &FamilyMembers, child: ChildId, day: Date) -> Vec<&HouseholdRow> {
    let held = members
        .custodies_of(child)
        .filter(|custody| custody.valid_from <= day && custody.valid_to.is_none_or(|to| to >= day));
    held.filter_map(|custody| members.households.iter().find(|home| home.id == custody.household)).collect()
}

/// The adults of a child's homes that day, but for who has lost authority over them (V02): a list never sends somebody to them.
fn adults_of<'m>(
    members: &'m FamilyMembers,
    child: &'m ChildRow,
    homes: &'m [&'m HouseholdRow],
    day: Date,
) -> impl Iterator<Item = &'m GuardianRow> {
    let barred = move |adult: &&GuardianRow| {
        members.authority(adult, child.id, day) == Some(domain::people::ParentalAuthority::Lost)
    };
    let there = move |home: &&HouseholdRow| {
        let home = home.id;
        members.guardians_of(home).filter(move |adult| members.lives_in(adult, home, day))
    };
    homes.iter().flat_map(there).filter(move |adult| !barred(adult))
}

/// Those of a child's homes where somebody lives who answers for them: where who lost authority lives alone is told to nobody (V02).
fn told_homes<'m>(
    members: &'m FamilyMembers,
    child: &'m ChildRow,
    homes: Vec<&'m HouseholdRow>,
    day: Date,
) -> Vec<&'m HouseholdRow> {
    homes.into_iter().filter(|home| adults_of(members, child, &[*home], day).next().is_some()).collect()
}

fn name_of(adult: &GuardianRow) -> String {
    shown_name(&adult.first_names, &adult.usage_name, &adult.birth_name)
}

/// Whether a child lives in the town on a day: in one of their homes at least. A child of no home is not said to live elsewhere.
fn lives_here(files: &[&FamilyMembers], child: ChildId, day: Date) -> bool {
    let mut homes = files.iter().flat_map(|file| homes_on(file, child, day)).peekable();
    homes.peek().is_none() || homes.any(|home| home.is_resident)
}
