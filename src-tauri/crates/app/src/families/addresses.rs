//! Where a household lived before, and its second home (A05). Only that household is touched: the other parent's stays what it is.

use domain::issue::{IssueCode, Issues};
use domain::people::ChangeKind;
use domain::values::PostalAddress;
use domain::values::ids::AddressId;
use security::access::EditFamilies;
use store::people::{HouseholdAddressKind, HouseholdAddressRow, HouseholdRow};

use super::edits::{Edits, unchanged};
use super::wording::address;
use super::{FamilyWritten, HouseholdAddressRequest, HouseholdAddressSaveRequest};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;

/// A second home, new, known, or removed and wanted back.
pub fn save_address(
    call: &Call<'_, EditFamilies>,
    request: HouseholdAddressSaveRequest,
) -> Result<FamilyWritten, Error> {
    let id = request.id.unwrap_or_else(|| AddressId::from_uuid(call.new_id()));
    let (household, known) = call.read(|r| {
        let household = r.household(request.household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        Ok((household, r.household_address(id)?))
    })?;
    let theirs = known
        .as_ref()
        .is_none_or(|known| known.household == household.id && known.kind == HouseholdAddressKind::Second);
    if !theirs || (request.id.is_some() && known.is_none()) {
        return Err(Error::not_found("cette adresse"));
    }
    let mut issues = Issues::new();
    let typed = issues.take_all("address", PostalAddress::try_new(&request.address));
    if let (Some(from), Some(to)) = (request.from, request.to)
        && to < from
    {
        issues.refuse("to", IssueCode::ImpossibleDate, "La période finit avant d'avoir commencé.");
    }
    let typed = issues.finish(typed).map_err(Error::fields)?;
    let row = HouseholdAddressRow {
        id,
        household: household.id,
        kind: HouseholdAddressKind::Second,
        address: typed.to_draft(),
        valid_from: request.from,
        valid_to: request.to,
    };
    let mut edits = Edits::default();
    let before = known.as_ref().map(|known| address(&known.address)).unwrap_or_default();
    let label = format!("Second domicile du foyer {}", household.letter.letter());
    edits.note(ChangeKind::File, household.id, label.clone(), &before, &address(&row.address));
    let period = |row: &HouseholdAddressRow| {
        [row.valid_from, row.valid_to]
            .map(|day| day.map(domain::calendar::format_day).unwrap_or_default())
            .join(" – ")
    };
    let before = known.as_ref().map(period).unwrap_or_default();
    edits.note(
        ChangeKind::File,
        household.id,
        format!("Période du second domicile du foyer {}", household.letter.letter()),
        &before,
        &period(&row),
    );
    let save = |w: &store::Writer<'_>| {
        unchanged(&w.household_address(id)?, &known)?;
        Ok(w.save_household_address(&row)?)
    };
    write(call, &household, &edits, label, save, id)
}

/// Removes a second home, or a former address written by mistake. Saving it again with its identifier brings a second home back.
pub fn remove_address(
    call: &Call<'_, EditFamilies>,
    request: HouseholdAddressRequest,
) -> Result<FamilyWritten, Error> {
    let (row, household) = call.read(|r| {
        let row = r.household_address(request.id)?.ok_or_else(|| Error::not_found("cette adresse"))?;
        let household = r.household(row.household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        Ok((row, household))
    })?;
    let what = match row.kind {
        HouseholdAddressKind::Second => "Second domicile",
        HouseholdAddressKind::Former => "Ancienne adresse",
    };
    let label = format!("{what} du foyer {}", household.letter.letter());
    let mut edits = Edits::default();
    edits.note(ChangeKind::File, household.id, label.clone(), &address(&row.address), "");
    let remove = |w: &store::Writer<'_>| {
        if w.remove_household_address(row.id)? { Ok(()) } else { Err(Error::not_found("cette adresse")) }
    };
    write(call, &household, &edits, label, remove, row.id)
}

fn write(
    call: &Call<'_, EditFamilies>,
    household: &HouseholdRow,
    edits: &Edits,
    detail: String,
    work: impl FnOnce(&store::Writer<'_>) -> Result<(), Error>,
    id: AddressId,
) -> Result<FamilyWritten, Error> {
    let family = household.family;
    let changes = [Change::People, Change::Family(family.into())];
    call.perform(Subject::of("household", household.id).detail(detail), changes, |w| {
        work(w)?;
        edits.write(w, &[family], || call.new_id())
    })?;
    Ok(FamilyWritten { family, subject: id.into() })
}
