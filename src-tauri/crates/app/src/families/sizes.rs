//! How many live in a household, said from a day on when it is not what the file counts (V05, V06).

use domain::health::{TextKind, check_text};
use domain::issue::{IssueCode, Issues};
use domain::people::ChangeKind;
use domain::values::text::tidy;
use security::access::EditFamilies;
use store::people::{HouseholdRow, HouseholdSizeRow};

use super::edits::Edits;
use super::{FamilyWritten, HouseholdSizeRequest, HouseholdSizeSaveRequest};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;

/// Says how many children and persons live in a household from a day on, and why it is not what is counted.
pub fn save_size(
    call: &Call<'_, EditFamilies>,
    request: HouseholdSizeSaveRequest,
) -> Result<FamilyWritten, Error> {
    let (household, counted) = call.read(|r| {
        let household = r.household(request.household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        let members = r.family_members(household.family)?;
        let counted = members.map_or(0, |members| members.children_held(household.id, call.today()));
        Ok((household, u8::try_from(counted).unwrap_or(u8::MAX)))
    })?;
    let reason = tidy(&request.reason);
    let mut issues = Issues::new();
    if request.children.is_none() && request.persons.is_none() {
        issues.refuse(
            "persons",
            IssueCode::Missing,
            "Indiquez le nombre d'enfants ou de personnes du foyer.",
        );
    }
    if request.children.is_some_and(|children| children > 30) {
        issues.refuse("children", IssueCode::OutOfRange, "Ce nombre d'enfants est trop grand : relisez-le.");
    }
    if request.persons.is_some_and(|persons| !(1..=40).contains(&persons)) {
        issues.refuse(
            "persons",
            IssueCode::OutOfRange,
            "Un foyer compte de 1 à 40 personnes : relisez ce nombre.",
        );
    }
    if let Some(persons) = request.persons
        && request.children.unwrap_or(counted) >= persons
    {
        issues.refuse(
            "persons",
            IssueCode::Inconsistent,
            "Un foyer compte au moins un adulte de plus que ses enfants.",
        );
    }
    if request.from > call.today() {
        issues.refuse(
            "from",
            IssueCode::ImpossibleDate,
            "Cette date est dans le futur : écrivez-la le jour venu.",
        );
    }
    check_text(&mut issues, "reason", &reason, TextKind::Authority);
    if reason.is_empty() {
        issues.refuse(
            "reason",
            IssueCode::Missing,
            "Dites pourquoi ce n'est pas ce que compte le dossier, par exemple « enfant majeur à charge ».",
        );
    } else if reason.chars().count() > 120 {
        issues.refuse("reason", IssueCode::TooLong, "Ce motif dépasse 120 caractères : abrégez-le.");
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let row = HouseholdSizeRow {
        household: household.id,
        valid_from: request.from,
        children: request.children,
        persons: request.persons,
        reason,
    };
    write(call, &household, |w| Ok(w.save_household_size(&row)?))
}

/// Takes back what was said from a day on: what was said before it, or what is counted, holds again.
pub fn remove_size(
    call: &Call<'_, EditFamilies>,
    request: HouseholdSizeRequest,
) -> Result<FamilyWritten, Error> {
    let household =
        call.read(|r| r.household(request.household)?.ok_or_else(|| Error::not_found("ce foyer")))?;
    write(call, &household, |w| {
        if w.remove_household_size(household.id, request.from)? {
            Ok(())
        } else {
            Err(Error::not_found("cette composition du foyer"))
        }
    })
}

fn write(
    call: &Call<'_, EditFamilies>,
    household: &HouseholdRow,
    work: impl FnOnce(&store::Writer<'_>) -> Result<(), Error>,
) -> Result<FamilyWritten, Error> {
    let family = household.family;
    let label = format!("Composition du foyer {}", household.letter.letter());
    let mut edits = Edits::default();
    // The numbers are the desk's and billing's: told to have changed, without their values.
    edits.note(ChangeKind::File, household.id, label.clone(), "", "modifiée");
    let changes = [Change::People, Change::Family(family.into())];
    call.perform(Subject::of("household", household.id).detail(label), changes, |w| {
        work(w)?;
        edits.write(w, &[family], || call.new_id())
    })?;
    Ok(FamilyWritten { family, subject: household.id.into() })
}
