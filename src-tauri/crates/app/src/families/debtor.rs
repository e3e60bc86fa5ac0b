//! Who owes the invoices of a household, from when (V04).

use domain::calendar::{Month, format_day};
use domain::issue::{IssueCode, Refusal};
use domain::people::{ChangeKind, check_owes_from, debtor_on, former_from};
use domain::values::ids::{GuardianId, HouseholdId};
use jiff::civil::Date;
use security::access::EditFamilies;
use store::Writer;
use store::people::{FamilyMembers, GuardianRow, HouseholdRow};

use super::edit::{changes, members};
use super::edits::Edits;
use super::stays::{named, same_people};
use super::{DebtorSetRequest, FamilyWritten, wording};
use crate::Error;
use crate::call::{Call, Subject};
use crate::error::Code;

/// Who owes a household's invoices.
pub fn set_debtor(call: &Call<'_, EditFamilies>, request: DebtorSetRequest) -> Result<FamilyWritten, Error> {
    let DebtorSetRequest { household, guardian, from, seen_billed } = request;
    let (known, members) = call.read(|r| {
        let known = r.household(household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        let members = members(r, known.family)?;
        Ok((known, members))
    })?;
    let Some(debtor) = members.guardians_of(household).find(|g| g.id == guardian) else {
        return Err(Error::refused("Le débiteur doit être un responsable de ce foyer."));
    };
    if !members.lives_in(debtor, household, call.today()) {
        return Err(Error::refused(format!(
            "{} a quitté ce foyer\u{a0}: les factures vont à un adulte qui y vit.",
            named(debtor)
        )));
    }
    // V02: who has lost authority over a child is not written to about them.
    if let Some(child) = members.lost_in(debtor, household, call.today()) {
        return Err(Error::refused(format!(
            "{} n’a plus l’autorité parentale sur {}\u{a0}: les factures ne peuvent pas lui être adressées. Choisissez un autre responsable du foyer.",
            named(debtor),
            child.first_names
        )));
    }
    if let Some(from) = from {
        check_owes_from(from, known_days(&members, household), call.today())
            .map_err(|refusal| Error::fields(vec![refusal.at("from")]))?;
    }
    if let Some(from) = from
        && !members.lives_in(debtor, household, from)
    {
        let since = members.stays_of(guardian).filter(|stay| stay.household == household);
        let since = since.filter_map(|stay| stay.valid_from).max();
        return Err(Error::fields(vec![
            Refusal::new(
                IssueCode::ImpossibleDate,
                format!(
                    "{} ne vivait pas encore dans ce foyer ce jour-là{} : écrivez une date à partir de son arrivée.",
                    named(debtor),
                    since.map(|day| format!(", mais depuis le {}", format_day(day))).unwrap_or_default()
                ),
            )
            .at("from"),
        ]));
    }
    if !seen_billed {
        let invoiced = call.read(|r| Ok(r.invoiced_months(household)?))?;
        tell_billed(&invoiced, &members, &known, (debtor, from))?;
    }
    let before = members.guardians.iter().find(|g| Some(g.id) == known.debtor).map(named).unwrap_or_default();
    let now = match from {
        Some(from) => format!("{}, depuis le {}", named(debtor), format_day(from)),
        None => named(debtor),
    };
    // What was said of later days is taken back: the history keeps what it was.
    let replaced = from.map(|from| replaced(&members, household, from)).unwrap_or_default();
    let before = [vec![before], replaced].concat().join(" ; ");
    let mut edits = Edits::default();
    edits.note(
        ChangeKind::Composition,
        household,
        format!("Débiteur du foyer {}", known.letter.letter()),
        &before,
        &now,
    );
    let subject = Subject::of("household", household).detail(edits.summary());
    call.perform(subject, changes(known.family), |w| {
        let now = super::edit::members(w, known.family)?;
        same_people(&Some(now), &members)?;
        if let Some(from) = from {
            debtor_from(w, &members, &known, guardian, from)?;
        }
        w.set_debtor(household, Some(guardian))?;
        edits.write(w, &[known.family], || call.new_id())
    })?;
    Ok(FamilyWritten { family: known.family, subject: household.into() })
}

/// The days a household is known by: when the town first followed its file, its custodies, and since when its adults live there.
fn known_days(members: &FamilyMembers, household: HouseholdId) -> impl Iterator<Item = Date> {
    let custodies = members.custodies.iter().filter(move |row| row.household == household);
    let stays = members.stays.iter().filter(move |row| row.household == household);
    [members.family.followed_since]
        .into_iter()
        .chain(custodies.map(|row| row.valid_from))
        .chain(stays.filter_map(|row| row.valid_from))
}

/// The former debtors whose last day comes on or after the eve of a day, as the history says them.
fn replaced(members: &FamilyMembers, household: HouseholdId, from: Date) -> Vec<String> {
    let former = members.former_debtors(household);
    let later = former.iter().filter(|one| one.until >= from);
    later
        .map(|one| {
            let who = members.guardians.iter().find(|guardian| guardian.id == one.guardian).map(named);
            format!("{} jusqu’au {}", who.unwrap_or_default(), format_day(one.until))
        })
        .collect()
}

/// What an agent is told once when the file would say of months already billed that another owed them: what was issued stays to its name.
pub(super) fn tell_billed(
    invoiced: &[Month],
    members: &FamilyMembers,
    household: &HouseholdRow,
    (debtor, from): (&GuardianRow, Option<Date>),
) -> Result<(), Error> {
    let former = members.former_debtors(household.id);
    let now = former_from(household.debtor, &former, debtor.id, from);
    let changes = |month: &Month| {
        let last = month.last_day();
        let before = debtor_on(household.debtor, &former, last);
        before.is_some() && before != debtor_on(Some(debtor.id), &now, last)
    };
    let months: Vec<Month> = invoiced.iter().copied().filter(changes).collect();
    let Some((are, last)) = wording::are_billed(&months).zip(months.last()) else { return Ok(()) };
    Err(Error::new(
        Code::AlreadyBilled,
        format!(
            "{are} à quelqu’un d’autre. Les factures émises restent au nom de qui les a reçues\u{a0}: pour que le dossier dise comme elles, choisissez une date à partir du {}.",
            format_day(last.next().first_day())
        ),
    ))
}

/// Another adult owes the invoices of a household from a day on: whoever did until then keeps the days before.
pub(super) fn debtor_from(
    w: &Writer<'_>,
    members: &FamilyMembers,
    household: &HouseholdRow,
    debtor: GuardianId,
    from: Date,
) -> Result<(), Error> {
    let Ok(eve) = from.yesterday() else { return Ok(()) };
    let before = debtor_on(household.debtor, &members.former_debtors(household.id), eve);
    Ok(w.end_debtor(household.id, eve, before.filter(|before| *before != debtor))?)
}
