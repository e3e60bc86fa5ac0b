//! Since when adults live in a household, and until when (V04 to V06).

use domain::calendar::format_day;
use domain::issue::{IssueCode, Issues};
use domain::people::{ChangeKind, check_departure, check_owed_until};
use domain::values::ids::{HouseholdId, StayId};
use jiff::civil::Date;
use security::access::EditFamilies;
use store::people::{FamilyMembers, GuardianRow, HouseholdStayRow, shown_name};
use uuid::Uuid;

use super::edits::{Edits, unchanged};
use super::wording::of;
use super::{FamilyWritten, HouseholdStaySaveRequest};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;

/// Says since when an adult lives in their household, and the last day they did: they are then counted nowhere. Without a last day, they
/// live there again.
pub fn save_stay(
    call: &Call<'_, EditFamilies>,
    request: HouseholdStaySaveRequest,
) -> Result<FamilyWritten, Error> {
    let today = call.today();
    let (guardian, members) = call.read(|r| {
        let guardian = r.guardian(request.guardian)?.ok_or_else(|| Error::not_found("cette personne"))?;
        let family = r.family_of_household(guardian.household)?;
        let members = family.map(|family| r.family_members(family)).transpose()?.flatten();
        Ok((guardian, members.ok_or_else(|| Error::not_found("cette famille"))?))
    })?;
    let household = members.households.iter().find(|household| household.id == guardian.household);
    let household = household.ok_or_else(|| Error::not_found("ce foyer"))?;
    let known = members.last_stay(&guardian).copied();

    let mut issues = Issues::new();
    if request.from.is_some_and(|from| from > today) {
        issues.refuse(
            "from",
            IssueCode::ImpossibleDate,
            "Cette date est dans le futur : écrivez-la le jour venu.",
        );
    }
    let elsewhere = members.stays_of(guardian.id).filter(|stay| Some(stay.id) != known.map(|known| known.id));
    if let Some(last) = elsewhere.filter_map(|stay| stay.valid_to).max()
        && request.from.is_none_or(|from| from <= last)
    {
        issues.refuse(
            "from",
            IssueCode::ImpossibleDate,
            format!(
                "Cette personne vivait dans un autre foyer jusqu'au {} : relisez la date.",
                format_day(last)
            ),
        );
    }
    if let Some(last) = request.to {
        issues.take("to", check_departure(last, request.from, today, others(&members, &guardian, today)));
        if household.debtor == Some(guardian.id) {
            issues.refuse(
                "to",
                IssueCode::Inconsistent,
                "Cette personne doit les factures de son foyer : désignez d'abord un autre débiteur.",
            );
        }
        issues.take("to", check_owed_until(guardian.id, &members.former_debtors(household.id), last));
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let row = HouseholdStayRow {
        id: known.map_or_else(|| StayId::from_uuid(call.new_id()), |known| known.id),
        guardian: guardian.id,
        household: household.id,
        valid_from: request.from,
        valid_to: request.to,
    };

    let letter = household.letter.letter();
    let who = of(&named(&guardian));
    let told = |day: Option<Date>| day.map(format_day).unwrap_or_default();
    let before = known.map(|known| (known.valid_from, known.valid_to)).unwrap_or_default();
    let mut edits = Edits::default();
    edits.note(
        ChangeKind::Composition,
        guardian.id,
        format!("Arrivée {who} au foyer {letter}"),
        &told(before.0),
        &told(row.valid_from),
    );
    edits.note(
        ChangeKind::Composition,
        guardian.id,
        format!("Dernier jour {who} au foyer {letter}"),
        &told(before.1),
        &told(row.valid_to),
    );
    let family = members.family.id;
    let subject = Subject::of("guardian", guardian.id).detail(edits.summary());
    call.perform(subject, [Change::People, Change::Family(family.into())], |w| {
        same_people(&w.family_members(family)?, &members)?;
        w.save_household_stay(&row)?;
        edits.write(w, &[family], || call.new_id())
    })?;
    Ok(FamilyWritten { family, subject: guardian.id.into() })
}

/// The other adults who live in the household of an adult.
pub(super) fn others(members: &FamilyMembers, guardian: &GuardianRow, today: Date) -> usize {
    members.adults_on(guardian.household, today).filter(|other| other.id != guardian.id).count()
}

/// An adult leaves their household for another on a day: what the file keeps of both.
pub(super) fn moved(
    members: &FamilyMembers,
    guardian: &GuardianRow,
    into: HouseholdId,
    from: Date,
    mut new_id: impl FnMut() -> Uuid,
) -> Vec<HouseholdStayRow> {
    let mut stay = |household, valid_from, valid_to| HouseholdStayRow {
        id: StayId::from_uuid(new_id()),
        guardian: guardian.id,
        household,
        valid_from,
        valid_to,
    };
    let eve = from.yesterday().ok();
    let left = match members.last_stay(guardian) {
        Some(known) if known.valid_to.is_some() => None,
        Some(known) => Some(HouseholdStayRow { valid_to: eve, ..*known }),
        None => Some(stay(guardian.household, None, eve)),
    };
    left.into_iter().chain([stay(into, Some(from), None)]).collect()
}

/// Refuses when the people of a file, where they live or who answers for them are no longer what was read.
pub(super) fn same_people(now: &Option<FamilyMembers>, read: &FamilyMembers) -> Result<(), Error> {
    let now = now.as_ref().ok_or_else(|| Error::not_found("cette famille"))?;
    unchanged(
        &(&now.households, &now.guardians, &now.stays),
        &(&read.households, &read.guardians, &read.stays),
    )?;
    unchanged(
        &(&now.custodies, &now.authorities, &now.debtors),
        &(&read.custodies, &read.authorities, &read.debtors),
    )
}

pub(super) fn named(guardian: &GuardianRow) -> String {
    shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name)
}
