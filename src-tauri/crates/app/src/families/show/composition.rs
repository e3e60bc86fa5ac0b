//! Who lived in the households of a file on a day, and what changed over time (V04 to V06).

use domain::calendar::format_day;
use jiff::civil::Date;
use security::access::{EditFamilies, ReadBank, ReadFamilies};
use store::people::{CustodyRow, FamilyMembers, GuardianRow, HouseholdStayRow};

use super::super::wording::custody;
use super::super::{CompositionEventView, CompositionHomeView, CompositionRequest, CompositionView};
use super::homes::size_on;
use super::name_of;
use crate::Error;
use crate::call::{Call, Subject};
use crate::error::Code;

/// Whether who lives in a household since when, and who owed its invoices before, is read at that desk: INS and FAC (V04, V06).
pub(in crate::families) fn reads_composition(call: &Call<'_, ReadFamilies>) -> bool {
    call.also::<EditFamilies>().is_some() || call.also::<ReadBank>().is_some()
}

/// The composition of the households of a family on a day. INS and FAC only (V04, V06).
pub fn composition(
    call: &Call<'_, ReadFamilies>,
    request: CompositionRequest,
) -> Result<CompositionView, Error> {
    if !reads_composition(call) {
        return Err(Error::new(
            Code::Forbidden,
            "Votre profil ne permet pas de lire qui a vécu dans les foyers, ni depuis quand. Adressez-vous à un agent des inscriptions ou de la facturation.",
        ));
    }
    let on = request.on.unwrap_or_else(|| call.today());
    call.consult(Subject::of("family", request.family), |r| {
        let members = r.family_members(request.family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        Ok(CompositionView { on, homes: homes(&members, on), events: events(&members) })
    })
}

fn homes(members: &FamilyMembers, on: Date) -> Vec<CompositionHomeView> {
    let holds = |row: &&CustodyRow| row.valid_from <= on && row.valid_to.is_none_or(|to| to >= on);
    let homes = members.households.iter().map(|household| {
        let children = members.children.iter().filter_map(|child| {
            let held = members.custodies_of(child.id).filter(|row| row.household == household.id);
            let row = held.filter(holds).last()?;
            Some(format!("{}, {}", child.first_names, custody(row.pattern)))
        });
        CompositionHomeView {
            household: household.id,
            letter: household.letter,
            adults: members.adults_on(household.id, on).map(name_of).collect(),
            children: children.collect(),
            size: size_on(members, household, on),
        }
    });
    homes.collect()
}

/// Arrivals, departures and custodies, the latest first.
fn events(members: &FamilyMembers) -> Vec<CompositionEventView> {
    let letter = |household| {
        let known = members.households.iter().find(|one| one.id == household);
        known.map_or_else(|| "d’un autre dossier".to_owned(), |one| one.letter.letter().to_string())
    };
    let mut events = Vec::new();
    for guardian in &members.guardians {
        events.extend(moves(guardian, &members.stays_of(guardian.id).collect::<Vec<_>>(), letter));
    }
    for child in &members.children {
        for row in members.custodies_of(child.id) {
            let until = row.valid_to.map(|to| format!(", jusqu’au {}", format_day(to))).unwrap_or_default();
            events.push(CompositionEventView {
                on: row.valid_from,
                text: format!(
                    "Garde, {}\u{a0}: foyer {}, {}{until}",
                    child.first_names,
                    letter(row.household),
                    custody(row.pattern)
                ),
            });
        }
    }
    events.sort_by(|one, other| other.on.cmp(&one.on).then_with(|| one.text.cmp(&other.text)));
    events
}

/// What the stays of an adult tell: a departure followed the next day by an arrival elsewhere is one move.
fn moves(
    guardian: &GuardianRow,
    stays: &[&HouseholdStayRow],
    letter: impl Fn(domain::values::ids::HouseholdId) -> String,
) -> Vec<CompositionEventView> {
    let who = name_of(guardian);
    let next = |stay: &HouseholdStayRow| stay.valid_to.and_then(|to| to.tomorrow().ok());
    let mut events = Vec::new();
    for stay in stays {
        let came = stays.iter().find(|other| stay.valid_from.is_some() && next(other) == stay.valid_from);
        let here = letter(stay.household);
        match (stay.valid_from, came) {
            (Some(on), Some(from)) => events.push(CompositionEventView {
                on,
                text: format!("{who} quitte le foyer {} pour le foyer {here}", letter(from.household)),
            }),
            (Some(on), None) => {
                events.push(CompositionEventView { on, text: format!("{who} arrive au foyer {here}") });
            }
            (None, _) => {}
        }
        let followed = stays.iter().any(|other| next(stay).is_some() && other.valid_from == next(stay));
        if let Some(on) = next(stay).filter(|_| !followed) {
            events.push(CompositionEventView { on, text: format!("{who} ne vit plus au foyer {here}") });
        }
    }
    events
}
